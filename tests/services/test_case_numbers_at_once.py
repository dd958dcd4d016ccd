"""Several clerks enter cases at once, in several processes: no number is given twice."""

import json
import subprocess
import sys
from pathlib import Path

from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parents[2]
CLERKS, CASES = 4, 15

_CLERK = """
import json, sys, time
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
from friendly_desktop.clock import FixedClock
from tests.conftest import NOW
from tests.services.cases_desk import add

services = open_services(DataFolder(Path(sys.argv[1])), FixedClock(NOW))
start = Path(sys.argv[3])
(start / sys.argv[2]).touch()
while len(list(start.iterdir())) < int(sys.argv[5]):
    time.sleep(0.005)
print(json.dumps([add(services, name=f"Nguyễn {index}").number for index in range(int(sys.argv[4]))]))
services.close()
"""


def test_clerks_in_several_processes_never_get_the_same_number(workplace: Path) -> None:
    data = DataFolder(workplace / "Dữ liệu")
    open_services(data, create=True).close()
    start = workplace / "start"
    start.mkdir()
    clerks = [
        subprocess.Popen(
            [sys.executable, "-c", _CLERK, data.root, str(name), start, str(CASES), str(CLERKS)],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )
        for name in range(CLERKS)
    ]
    answers = [json.loads(clerk.communicate(timeout=300)[0]) for clerk in clerks]
    assert sorted(number for answer in answers for number in answer) == list(range(1, CLERKS * CASES + 1))
    services = open_services(data)
    try:
        rows = services.cases.lines(services.cases.ids())
        assert sorted(one.register_number or 0 for one in rows) == list(range(1, CLERKS * CASES + 1))
    finally:
        services.close()
