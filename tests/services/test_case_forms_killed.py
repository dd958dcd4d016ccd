"""The power goes, or the disk fills, while forms of cases are kept: nothing reported is lost or half-made.

By hand with more kills: ``python -m tests.services.test_case_forms_killed 100``.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.cases import CaseFilter, CaseKind
from friendly_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4
CHILD = """
import sys
from dataclasses import replace
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.cases import CaseAction, CaseKind, StepEntry
from friendly_desktop.paths import DataFolder
from tests.services.cases_desk import DAY, add

services = open_services(DataFolder(Path(sys.argv[1])))
services.case_forms.pdf(services.case_forms.blank(add(services).id, "refusal"))
print("ready", flush=True)
for index in range(200):
    case = add(services, name=f"Nguyễn Văn {index}", identity="")
    draft = replace(services.case_forms.blank(case.id, "refusal"), number=str(case.id))
    services.case_forms.write(draft, Path(sys.argv[2]))
    made = services.case_forms.record(draft)
    print(case.id, made.id, made.sha256, flush=True)
    if index % 2:
        services.cases.step(case.id, StepEntry(CaseAction.CLASSIFY, DAY, kind=CaseKind.DENUNCIATION))
"""
_FULL = """
import resource, sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.services.cases_desk import add

services = open_services(DataFolder(Path(sys.argv[1])))
forms, target = services.case_forms, Path(sys.argv[2])
draft = forms.blank(add(services).id, "refusal")
forms.pdf(draft), forms.docx(draft), forms.slip_pdf(1), forms.daily_pdf()
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
for act in (
    lambda: forms.write(draft, target),
    lambda: forms.record(draft),
    lambda: forms.write_slip(1, target),
    lambda: forms.write_daily(target),
):
    try:
        act()
    except AppError as error:
        print(error.code)
"""


def kill_one(data: Path, target: Path, chance: random.Random) -> list[tuple[int, int, str]]:
    """Let another process make forms and kill it; what it reported before."""
    command = [sys.executable, "-c", CHILD, str(data), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _form in range(chance.randrange(1, 8))]
        time.sleep(chance.uniform(0, 0.05))
        child.kill()
        said += child.stdout.readlines()
    whole = [line.split() for line in said if line.endswith("\n")]
    return [(int(case), int(form), sha256) for case, form, sha256 in whole]


def kill_many(folder: Path, kills: int, seed: int) -> int:
    """Kill as often as asked and look at everything after each; how many forms were reported."""
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    open_services(data, create=True).close()
    reported: list[tuple[int, int, str]] = []
    for _kill in range(kills):
        reported += kill_one(data.root, folder / "phiếu.pdf", chance)
        services = open_services(data)
        try:
            assert services.db.integrity_problems() == []
            kinds = {one.id: one.kind for one in services.cases.find(CaseFilter(), limit=10_000)}
            for case, form, sha256 in reported:
                (made,) = services.case_forms.made(case)
                wiped = kinds[case] is CaseKind.DENUNCIATION
                assert (made.id, made.sha256) == (form, "" if wiped else sha256)
                if not wiped:
                    assert services.case_forms.file(form).name == sha256
            report = services.evidence.verify()
            assert (report.missing, report.damaged) == ((), ())
            services.evidence.collect_orphans(grace_seconds=-1)
            kept = {path.name for path in data.evidence.rglob("*") if path.is_file()}
            assert kept.isdisjoint(
                sha256 for case, _form, sha256 in reported if kinds[case] is CaseKind.DENUNCIATION
            )
        finally:
            services.close()
    return len(reported)


def test_a_kill_at_any_moment_loses_no_form_and_keeps_none_of_a_denouncer(workplace: Path) -> None:
    assert kill_many(workplace, KILLS, seed=2026)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit of file sizes")
def test_a_disk_without_room_is_told_and_leaves_no_half_form(workplace: Path) -> None:
    data = DataFolder(workplace / "Dữ liệu")
    open_services(data, create=True).close()
    target = workplace / "phiếu.pdf"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", _FULL, str(data.root), str(target)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert len(told.stdout.split()) == 4, told.stderr
    assert target.read_bytes() == b"old"
    assert [path.name for path in workplace.iterdir() if path.name.endswith(".tmp")] == []
    services = open_services(data)
    try:
        assert services.case_forms.made(1) == ()
        assert services.db.integrity_problems() == []
        assert [path for path in data.evidence.rglob("*") if path.is_file()] == []
    finally:
        services.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(kill_many(Path(folder), int(sys.argv[1]), random.randrange(10**6)))  # noqa: T201 - by hand
