"""By hand: kills, or faults of the disk, as often as wanted; tells the numbers."""

import argparse
import sys
import time
import traceback
from collections.abc import Mapping

from tests.torture.act import workshop
from tests.torture.acts import ACTS
from tests.torture.faults import FAULTS, BreakableDisk
from tests.torture.killing import kill_many


def main() -> int:
    """Torture the acts that are named, or all; returns how many did not stand it."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("what", help="how many kills, or faults, or faults/20 for 20 places of each act")
    parser.add_argument("acts", nargs="*", help=", ".join(ACTS))
    parser.add_argument("--kinds", default=",".join(FAULTS), help="of faults: " + ",".join(FAULTS))
    parser.add_argument("--every", action="store_true", help="also in the midst of many writes to one file")
    told = parser.parse_intermixed_args()
    chosen = told.acts or list(ACTS)
    if not told.what.startswith("faults"):
        return sum(_kill(name, int(told.what)) for name in chosen)
    limit = int(told.what.partition("/")[2] or 0)
    kinds = told.kinds.split(",")
    with BreakableDisk.made() as disk:
        return sum(_break(disk, name, kind, limit, every=told.every) for kind in kinds for name in chosen)


def _kill(name: str, kills: int) -> bool:
    seed = time.time_ns() % 1_000_000
    with workshop() as place:
        try:
            _tell(f"{name}, {kills} kills, seed {seed}", kill_many(ACTS[name], place, kills, seed))
        except Exception:  # noqa: BLE001 - told with its place; the other acts are tried nevertheless
            _tell(f"{name}, {kills} kills, seed {seed}", {f"FAILED\n{traceback.format_exc(limit=-4)}": 1})
            return True
    return False


def _break(disk: BreakableDisk, name: str, kind: str, limit: int, *, every: bool) -> bool:
    if FAULTS[kind].target and not ACTS[name].writes_files:
        return False
    begun = time.monotonic()
    try:
        found = disk.fail_everywhere(name, kind, limit, every=every)
    except AssertionError as error:
        _tell(f"{name}, {kind}", {f"FAILED\n{error}": 1})
        return True
    _tell(f"{name}, {kind}, {time.monotonic() - begun:.0f} s", found)
    return False


def _tell(what: str, found: Mapping[str, int]) -> None:
    sys.stdout.write(f"{what}: " + ", ".join(f"{key} {value}" for key, value in found.items()) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
