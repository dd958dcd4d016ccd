"""The power goes, the disk fills, several clerks enter at once: no case is lost, half-made, or numbered twice.

By hand with more kills: ``python -m tests.services.test_cases_killed 200``.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.cases import CaseAction, CaseFilter, CaseKind, CaseState
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import case_search

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5
CLERKS, CASES = 4, 15

_CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseAction, CaseKind, StepEntry
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW
from tests.services.cases_desk import add, step

services = open_services(DataFolder(Path(sys.argv[1])), FixedClock(NOW))
print("ready", flush=True)
for index in range(500):
    case = add(services, content=f"Khiếu nại {index} về đo đạc")
    print(case.id, case.number, 1, flush=True)
    step(services, case, CaseAction.ACCEPT)
    print(case.id, case.number, 2, flush=True)
    if index % 3 == 0:
        step(services, case, CaseAction.RESOLVE)
        print(case.id, case.number, 3, flush=True)
    elif index % 3 == 1:
        wrong = services.cases.steps(case.id)[-1]
        services.cases.correct(case.id, wrong.id, None, "nhầm")
        classified = StepEntry(CaseAction.CLASSIFY, case.entry.received, kind=CaseKind.DENUNCIATION)
        services.cases.step(case.id, classified)
        print(case.id, case.number, 4, flush=True)
"""


def kill_one(data: Path, chance: random.Random) -> list[tuple[int, int, int]]:
    """Let another process enter cases and kill it; what it reported before: id, number, steps."""
    command = [sys.executable, "-c", _CHILD, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _line in range(chance.randrange(1, 25))]
        time.sleep(chance.uniform(0, 0.03))
        child.kill()
        said += child.stdout.readlines()
    return [
        (int(words[0]), int(words[1]), int(words[2]))
        for line in said
        if line.endswith("\n") and (words := line.split())
    ]


def look(services: Services) -> int:
    """Whether everything fits together; returns how many cases there are."""
    assert services.db.integrity_problems() == []
    ids = services.cases.ids()
    every = services.cases.cases(ids)
    assert sorted(one.number for one in every) == list(range(1, len(every) + 1))
    for case in every:
        steps = services.cases.steps(case.id)
        assert steps[0].entry.action is CaseAction.ENTER
        assert steps[-1].state is case.state
        dates = [one for one in services.cases.deadlines(case.id) if not one.superseded]
        assert dates
        assert case.due == min(
            (
                one.deadline.due
                for one in dates
                if one.met_on is None and one.deadline.due and one.deadline.rule.role.value == "deadline"
            ),
            default=None,
        )
        if case.entry.kind is CaseKind.DENUNCIATION:
            assert case.entry.name == ""
    found = services.cases.ids(CaseFilter(text="đo đạc"))
    assert sorted(found) == sorted(one.id for one in every if one.entry.kind is not CaseKind.DENUNCIATION)
    with services.db.write() as connection:
        case_search._command(connection, "integrity-check")
    return len(every)


def kill_many(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often as asked and look at everything after each."""
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    open_services(data, create=True).close()
    reported: dict[int, tuple[int, int]] = {}
    found: Counter[str] = Counter()
    for _kill in range(kills):
        for case_id, number, steps in kill_one(data.root, chance):
            reported[case_id] = (number, steps)
        services = open_services(data)
        try:
            found["cases"] = look(services)
            for case_id, (number, steps) in reported.items():
                assert services.cases.get(case_id).number == number
                assert len(services.cases.steps(case_id)) >= steps
        finally:
            services.close()
    found["reported"] = len(reported)
    return found


def test_a_kill_at_any_moment_loses_no_case_and_no_step(workplace: Path) -> None:
    found = kill_many(workplace, KILLS, seed=2026)
    assert found["cases"] >= found["reported"] > 0


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
    answers = [json.loads(clerk.communicate(timeout=120)[0]) for clerk in clerks]
    assert sorted(number for answer in answers for number in answer) == list(range(1, CLERKS * CASES + 1))
    services = open_services(data)
    try:
        rows = services.cases.lines(services.cases.ids())
        assert sorted(one.register_number or 0 for one in rows) == list(range(1, CLERKS * CASES + 1))
    finally:
        services.close()


_FULL = """
import resource, sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseAction, CaseKind, StepEntry
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW
from tests.services.cases_desk import add, entry, step

services = open_services(DataFolder(Path(sys.argv[1])), FixedClock(NOW))
case = services.cases.get(1)
services.cases.check(entry())
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
codes = []
for act in (
    lambda: add(services),
    lambda: step(services, case, CaseAction.ACCEPT),
    lambda: services.cases.correct(case.id, services.cases.steps(case.id)[0].id, entry(name="Khác"), "x"),
    lambda: services.cases.add_many([entry()] * 50),
    lambda: services.drafts.save_draft("cases/new", "x" * 9000),
):
    try:
        act()
    except AppError as error:
        codes.append(error.code)
print(*codes)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit of file sizes")
def test_a_disk_without_room_is_told_and_leaves_no_half_case(workplace: Path) -> None:
    from friendly_desktop.clock import FixedClock
    from tests.conftest import NOW
    from tests.services.cases_desk import add

    data = DataFolder(workplace / "Dữ liệu")
    services = open_services(data, FixedClock(NOW), create=True)
    case = add(services)
    services.close()
    command = [sys.executable, "-c", _FULL, str(data.root)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert len(told.stdout.split()) == 5, told.stdout + told.stderr
    assert set(told.stdout.split()) <= {"disk_full", "database_unreachable"}
    services = open_services(data)
    try:
        assert services.cases.get(case.id) == case
        assert len(services.cases.steps(case.id)) == 1
        assert services.cases.count() == 1
        assert services.db.integrity_problems() == []
        assert case.state is CaseState.ENTERED
    finally:
        services.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="Nguyễn Đức ") as place:
        print(kill_many(Path(place), int(sys.argv[1]), seed=1))  # noqa: T201
