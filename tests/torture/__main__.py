"""By hand: kills, or faults of the disk, as often as wanted; tells the numbers."""

import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.torture.acts import ACTS
from tests.torture.faults import FAULTS, fail_everywhere
from tests.torture.killing import kill_many


def main(arguments: list[str]) -> int:
    """Torture the acts that are named, or all; returns how many did not stand it."""
    what, chosen = arguments[0], arguments[1:] or list(ACTS)
    if what.startswith("faults"):
        return sum(_break(name, int(what.partition("/")[2] or 0)) for name in chosen)
    return sum(_kill(name, int(what)) for name in chosen)


def _kill(name: str, kills: int) -> bool:
    seed = time.time_ns() % 1_000_000
    with tempfile.TemporaryDirectory(prefix="Nguyễn Đức ") as place:
        try:
            _tell(f"{name}, {kills} kills, seed {seed}", kill_many(ACTS[name], Path(place), kills, seed))
        except AssertionError as error:
            _tell(f"{name}, {kills} kills, seed {seed}", {f"FAILED {error!r}": 1})
            return True
    return False


def _break(name: str, limit: int) -> bool:
    failed = False
    for fault in FAULTS:
        try:
            _tell(f"{name}, {fault}", fail_everywhere(name, fault, limit))
        except AssertionError as error:
            _tell(f"{name}, {fault}", {f"FAILED\n{error}": 1})
            failed = True
    return failed


def _tell(what: str, found: Mapping[str, int]) -> None:
    sys.stdout.write(f"{what}: " + ", ".join(f"{key} {value}" for key, value in found.items()) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
