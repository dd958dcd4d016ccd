"""T1: a list of any length is painted about as fast as an empty view."""

import json
from pathlib import Path

from measure import Goal, Measured, child_output, paired

PROBE = str(Path(__file__).with_name("list_probe.py"))
ROWS = 1_000_000
PAIRS = 11


def long_list(_folder: Path) -> Measured:
    """First paint of a million rows in the program's own table against Qt's empty table view."""

    def ours() -> float:
        return float(json.loads(child_output([PROBE, str(ROWS)]))["painted"])

    def empty() -> float:
        return float(json.loads(child_output([PROBE, "0"]))["painted"])

    return paired(ours, empty, pairs=PAIRS)


def long_list_memory(_folder: Path) -> Measured:
    """Memory of the same, beyond what the empty view takes; 5 MB are allowed."""
    full = json.loads(child_output([PROBE, str(ROWS)]))["memory"]
    empty = json.loads(child_output([PROBE, "0"]))["memory"]
    return Measured((full - empty) / 1e6, 5.0, (full - empty) / 5e6, "MB")


GOALS = (
    Goal("T1", "first paint of a list of 1,000,000 rows / an empty QTableView", 3, 4, long_list),
    Goal("T1m", "memory of that list beyond the empty view / 5 MB", 1, 2, long_list_memory),
)
