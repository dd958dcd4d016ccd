"""Torture: every act that writes is killed at random moments, and fails at every single call to the disk.

An ``Act`` is something a clerk does, done again and again, and a look at everything after it was broken off.
``killing`` kills it like a power cut; ``faults`` makes its n-th call to the disk fail, for every n.

By hand, with 200 kills each:  python -m tests.torture 200 [ACT ...]
The disk fails at every call:  python -m tests.torture faults [ACT ...]    (faults/20: at 20; --every; --kinds)
"""
