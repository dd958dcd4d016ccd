"""Hostile input for every reader of foreign files: ``python -m tests.fuzz --minutes 5`` (see ``__main__``)."""
