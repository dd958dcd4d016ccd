"""The trail of a program that is killed at any moment: whole, with a line for every row that was kept and no other."""

import random
import subprocess
import sys
import time
from pathlib import Path

from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4
_CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
services = open_services(DataFolder(Path(sys.argv[1])), create=True)
print("begun", flush=True)
number = 0
while True:
    number += 1
    services.office.save_unit(f"Đơn vị {sys.argv[2]} {number}")
"""


def test_a_kill_at_any_moment_leaves_a_sealed_line_for_every_row_and_no_other(workplace: Path) -> None:
    folder, chance = DataFolder(workplace / "Dữ liệu"), random.Random(2026)
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(folder.root), str(kill)], cwd=ROOT, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.random() * 0.3)
            child.kill()
        services = open_services(folder)
        report = services.trail.verify()
        assert report.ok
        assert report.lines == len(services.office.units())
        services.close()
