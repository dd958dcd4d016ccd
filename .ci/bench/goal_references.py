"""R1: a million Qt calls leave the reference count of None where it was."""

import json
from pathlib import Path

from measure import Goal, Measured, child_output

CALLS = 1_000_000
CODE = f"""
import json, sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for turn in range({CALLS}):
    thing.setObjectName("a")
print(json.dumps([before, sys.getrefcount(None)]))
"""


def references(_folder: Path) -> Measured:
    """How far the count moved, per call."""
    before, after = json.loads(child_output(["-c", CODE]))
    return Measured(after, before, abs(after - before) / CALLS, "references")


GOALS = (Goal("R1", "change of getrefcount(None) in 1,000,000 Qt calls, per call", 1e-4, 1e-4, references),)
