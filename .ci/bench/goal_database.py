"""D1: one saved fact is one flush to the disk, and little more than that flush."""

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from measure import ROOT, Goal, Measured, child_environment, paired, timed

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.settings import LAST_PRINTER
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.office import put_settings

COMMITS = 400
BLOCK = 4096
CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
services = open_services(DataFolder(Path(sys.argv[1])), create=True)
services.assessment.open_year(2026, "hai-duong-2024")
for turn in range(4):  # each connection flushes the folder once, when it first writes
    services.assessment.set_points(2026, "B.1.6", str(turn))
print("begin", file=sys.stderr, flush=True)
for turn in range(20):
    services.assessment.set_points(2026, "B.1.6", str(turn % 8))
print("end", file=sys.stderr, flush=True)
"""


def commits(folder: Path) -> Measured:
    """Facts saved a second, against bare appends with fdatasync on the same disk."""
    database = Database(folder / "office.sqlite")
    turns = itertools.count()
    appended = os.open(folder / "append", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    flush = getattr(os, "fdatasync", os.fsync)

    def ours() -> None:
        for _turn in range(COMMITS):
            with database.write(Area.OFFICE) as connection:
                put_settings(connection, {LAST_PRINTER: f"{next(turns):0100}"})

    def bare() -> None:
        for _turn in range(COMMITS):
            os.write(appended, b"x" * BLOCK)
            flush(appended)

    # The ratio wanted is of rates: ours / bare in facts a second is bare / ours in time.
    measured = paired(timed(bare), timed(ours), pairs=9)
    os.close(appended)
    database.close()
    return Measured(measured.other, measured.ours, measured.ratio, f"ms for {COMMITS}")


def flushes(folder: Path) -> Measured | None:
    """How often the disk is flushed when 20 points are saved, seen from outside with strace (not everywhere)."""
    tracer = shutil.which("strace")
    if tracer is None:
        return None
    script, trace = folder / "child.py", folder / "trace"
    script.write_text(CHILD, encoding="utf-8")
    command = [tracer, "-f", "-e", "trace=fdatasync,fsync,write", "-o", str(trace)]
    subprocess.run(
        [*command, sys.executable, str(script), str(folder / "data")],
        env=child_environment(),
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    begin = next(place for place, line in enumerate(lines) if '"begin' in line)
    end = next(place for place, line in enumerate(lines) if '"end' in line)
    count = sum("sync(" in line for line in lines[begin:end])
    return Measured(count, 20, count / 20, "flushes")


GOALS = (
    Goal("D1", "facts saved a second / fdatasync appends a second", 0.7, 0.35, commits, more_is_better=True),
    Goal("D1n", "flushes of the disk / points saved", 1.0, 1.0, flushes),
)
