"""The demonstration commune and the examination of the data it stands on."""

import os
from datetime import timedelta
from decimal import Decimal

import pytest

from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.assessment import GapKind
from friendly_desktop.domain.letters import LetterFilter, LetterKind, LetterState
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.demo.letters import lunar_year
from friendly_desktop.services.demo.pictures import SCENES
from friendly_desktop.storage.demo_data import read_commune
from tests.services.evidence_desk import stored_file


@pytest.fixture
def demo(services):
    services.demo.fill(2026)
    return services


def health(services):
    return {check.name: check.ok for check in services.doctor.examine()}


def test_the_demonstration_shows_a_year_with_something_left_to_do(demo):
    view = demo.assessment.view(2026)
    assert view.evaluation.total == Decimal("91.1")
    assert view.unbacked == Decimal(2)
    assert {gap.kind for gap in view.gaps} == {
        GapKind.NOT_SCORED,
        GapKind.NO_EVIDENCE,
        GapKind.VETO_UNANSWERED,
        GapKind.OUTSIDE_YEAR,
    }
    assert view.rows["B.1.6"].last_remark
    assert len(demo.evidence.listing(2026)) == 39


def test_the_demonstration_is_refused_where_an_office_works(demo):
    with pytest.raises(AppError) as refused:
        demo.demo.fill(2026)
    assert refused.value.code == "not_empty"


def test_every_scene_of_the_data_can_be_drawn():
    data = read_commune()
    assert {one["scene"] for one in [*data["pictures"], *data["unsorted"]]} <= set(SCENES)


def test_a_sound_office_passes_every_check(demo):
    for file in (demo.folder.database, demo.folder.database.with_name("office.sqlite-wal")):
        os.utime(file, (demo.clock.now().timestamp(),) * 2)
    assert all(health(demo).values())


def test_a_damaged_and_a_missing_file_are_found(demo):
    listed = demo.evidence.listing(2026)
    damaged, missing = (stored_file(demo, one.sha256) for one in listed[:2])
    damaged.chmod(0o644)
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    missing.chmod(0o600)  # Windows deletes no read-only file
    missing.unlink()
    assert health(demo)["evidence"] is False
    report = demo.evidence.verify()
    assert [one.sha256 for one in report.damaged] == [listed[0].sha256]
    assert [one.sha256 for one in report.missing] == [listed[1].sha256]


def test_a_clock_that_stands_before_the_last_entry_is_noticed(demo):
    later = demo.clock.now().timestamp() + 3 * 86_400
    os.utime(demo.folder.database, (later, later))
    assert health(demo)["clock"] is False


def test_the_demonstration_is_cleared_away_with_its_files(demo):
    demo.demo.clear()
    assert not demo.office.office().set_up
    assert demo.assessment.years() == ()
    assert not [path for path in demo.folder.evidence.rglob("*") if path.is_file()]
    assert not demo.office.is_demo()
    demo.demo.fill(2026)
    assert len(demo.evidence.listing(2026)) == 39


def test_an_office_with_its_own_records_is_never_cleared(services):
    services.office.save_office(Office(name="An Bình"))
    with pytest.raises(AppError) as refused:
        services.demo.clear()
    assert refused.value.code == "not_demo"
    assert services.office.office().name == "An Bình"


class StoppingAfter:
    """A job context that asks to stop at the given file."""

    def __init__(self, files: int) -> None:
        self.left = files

    def report(self, done, total=None, label=""):
        self.left -= 1

    def checkpoint(self):
        if self.left <= 0:
            raise Cancelled


def test_a_demonstration_that_was_stopped_leaves_nothing(services):
    with pytest.raises(Cancelled):
        services.demo.fill(2026, StoppingAfter(5))
    assert services.assessment.years() == ()
    assert not services.office.is_demo()


def test_a_demonstration_that_was_killed_is_taken_away_at_the_next_start(services, monkeypatch):
    monkeypatch.setattr(services.demo, "_clear", lambda: None)  # a killed process clears nothing
    with pytest.raises(Cancelled):
        services.demo.fill(2026, StoppingAfter(5))
    monkeypatch.undo()
    assert services.assessment.years()
    services.demo.discard_unfinished()
    assert services.assessment.years() == ()


def test_the_demonstration_keeps_away_from_units_entered_before_the_set_up(services):
    services.office.save_unit("Văn phòng")
    with pytest.raises(AppError) as refused:
        services.demo.fill(2026)
    assert refused.value.code == "not_empty"
    assert [unit.name for unit in services.office.units()] == ["Văn phòng"]


def test_a_second_demonstration_waits_and_takes_over_only_what_was_abandoned(services, monkeypatch):
    monkeypatch.setattr(services.demo, "_clear", lambda: None)
    with pytest.raises(Cancelled):
        services.demo.fill(2026, StoppingAfter(5))
    monkeypatch.undo()
    with pytest.raises(AppError) as refused:
        services.demo.fill(2026)
    assert refused.value.code == "demo_unfinished"
    later = FixedClock(services.clock.now() + timedelta(minutes=11))
    monkeypatch.setattr(services.demo, "_clock", later)
    services.demo.fill(2026)
    assert services.office.is_demo()


def test_the_demonstration_has_letters_of_every_kind_in_every_state(demo):
    letters = demo.letters.find(LetterFilter(year=2026))
    assert len(letters) == len(read_commune()["letters"])
    assert {one.kind for one in letters} == set(LetterKind)
    assert {one.state for one in letters} == set(LetterState)
    assert all(one.recipient for one in letters)
    numbers = [one.number for one in letters if one.book == "letters" and one.number]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(demo.office.hamlets()) == 12
    blocking = [
        problem for one in letters for problem in demo.letters.check(one.draft, one.id) if problem.blocking
    ]
    assert blocking == []
    (condolence, *_rest) = demo.letters.find(LetterFilter(kind=LetterKind.CONDOLENCE))
    assert sum(bool(demo.letters.prints(one.id)) for one in letters) == 3
    assert "hưởng thọ" in condolence.draft.values["age"]


def test_every_letter_of_the_demonstration_fits_its_sheet(demo):
    assert [one.id for one in demo.letters.find() if demo.letters.pdf(one.draft).overflows] == []


@pytest.mark.parametrize(
    ("year", "name"), [(2024, "Giáp Thìn"), (2025, "Ất Tỵ"), (2026, "Bính Ngọ"), (2027, "Đinh Mùi")]
)
def test_the_lunar_year_has_its_name(year, name):
    assert lunar_year(year) == name
