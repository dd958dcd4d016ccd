"""By hand: kills, or faults of the disk, as often as wanted; tells the numbers."""

import sys
import tempfile
import time
from pathlib import Path

from tests.torture.acts import ACTS
from tests.torture.killing import kill_many


def main(arguments: list[str]) -> int:
    """Torture the acts that are named, or all; returns how many did not stand it."""
    kills, chosen = int(arguments[0]), arguments[1:] or list(ACTS)
    failed = 0
    for name in chosen:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="Nguyễn Đức ") as place:
            try:
                told = dict(kill_many(ACTS[name], Path(place), kills, seed=int(began)))
            except AssertionError as error:
                failed += 1
                told = {"FAILED": f"{error!r} seed={int(began)}"}
        sys.stdout.write(f"{name}: {told} in {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
