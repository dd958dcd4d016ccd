"""Use cases. The only thing a window or a command may call.

A service takes plain values and frozen dataclasses and returns frozen dataclasses; it raises
``AppError`` for what the world did wrong. Writing happens in one transaction for one act.
"""
