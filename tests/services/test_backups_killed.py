"""A backup or a restore dies at any step of its work on files: either it was done or it was not, nothing between.

Every step with ``python -m tests.services.test_backups_killed``; a few of them in the suite.
"""

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that dies is forked")

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
#: What a program asks of the disk; each is a step at which it may die.
STEPS = ("open", "os.", "shutil.", "sqlite3.connect")
#: Of every so many steps one in the suite.
EVERY = 40


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Run ``work`` in a process that dies at its ``step``-th step; whether it died before it was done."""
    child = os.fork()
    if not child:
        left = [step]

        def count(event: str, _given: object) -> None:
            if event.startswith(STEPS):
                left[0] -= 1
                if not left[0]:
                    os._exit(9)

        sys.addaudithook(count)
        try:
            work()
        except BaseException:  # noqa: BLE001 - a child that fails must not run the parent's tests
            os._exit(7)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, 9}, "the work failed before it died"
    return code == 9


def office(folder: DataFolder, place: Path) -> Path:
    """An office with two pieces of evidence, backed up when it had one; where the backup lies."""
    services = open_services(folder, FixedClock(NOW), create=True)
    services.office.save_unit("Văn phòng")
    services.assessment.open_year(2026, "hai-duong-2024")
    for turn, name in enumerate(("Biên bản", "Kế hoạch")):
        paper = place / f"{name}.txt"
        paper.write_text(name, encoding="utf-8")
        services.evidence.add_files(2026, None, [paper])
        if not turn:
            made = services.backups.make()
    services.office.save_unit("Tư pháp")
    services.close()
    return made.path


def look(folder: DataFolder) -> str:
    """Which of the two states the records are in; everything else must be sound."""
    services = open_services(folder, FixedClock(NOW + timedelta(minutes=1)))
    try:
        assert services.db.integrity_problems() == []
        units = sorted(one.name for one in services.office.units())
        papers = len(services.evidence.listing(2026))
        report = services.evidence.verify()
        assert (report.missing, report.damaged) == ((), ())
        for kept in services.backups.all():
            assert kept.problem == ""
            assert not services.backups.check(kept.path).problems
        assert (units, papers) in ((["Văn phòng"], 1), (["Tư pháp", "Văn phòng"], 2))
        return "before" if papers == 2 else "after"
    finally:
        services.close()


def restored(folder: DataFolder, backup: Path) -> Callable[[], object]:
    def work() -> None:
        services = open_services(folder, FixedClock(NOW + timedelta(minutes=1)))
        services.backups.restore(folder.backups / backup.name)

    return work


def made(folder: DataFolder) -> Callable[[], object]:
    def work() -> None:
        open_services(folder, FixedClock(NOW + timedelta(minutes=1))).backups.make()

    return work


def run(steps: Iterable[int], *, restoring: bool) -> Counter[str]:
    """Die at each of ``steps`` and look; ends where the work is done before it dies."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="Xã thử ") as scratch:
        place = Path(scratch)
        template = DataFolder(place / "mẫu")
        backup = office(template, place)
        for step in steps:
            folder = DataFolder(place / "thử")
            shutil.rmtree(folder.root, ignore_errors=True)
            shutil.copytree(template.root, folder.root)
            died = dies_at(step, restored(folder, backup) if restoring else made(folder))
            state = look(folder)
            found[state] += 1
            if restoring and not died:
                assert state == "after"
            if not restoring:
                assert state == "before"
            # What was half-made is in nobody's way: the same work is done now.
            services = open_services(folder, FixedClock(NOW + timedelta(minutes=2)))
            services.backups.restore(folder.backups / backup.name)
            services.backups.make()
            services.close()
            assert look(folder) == "after"
            if not died:
                break
        else:
            found["steps left"] += 1
    return found


def test_a_restore_that_dies_at_any_step_leaves_the_old_or_the_new_records() -> None:
    found = run(range(7, 4000, EVERY), restoring=True)
    assert found["before"]
    assert found["after"]
    assert not found["steps left"]


def test_a_backup_that_dies_at_any_step_leaves_the_records_and_earlier_backups_alone() -> None:
    found = run(range(7, 4000, EVERY), restoring=False)
    assert found["before"]
    assert not found["steps left"]


if __name__ == "__main__":
    for restoring in (True, False):
        sys.stdout.write(
            f"{'restore' if restoring else 'backup'}: {dict(run(range(1, 9999), restoring=restoring))}\n"
        )
