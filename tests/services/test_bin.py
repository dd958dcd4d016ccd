"""What a clerk deletes lies in one list for a while, comes back with its ties, and is then gone for good."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.bin import TERM, BinKind, Binned
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.office import Person, Signatory
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder


def only(services: Services) -> Binned:
    (found,) = services.bin.all()
    return found


def test_a_unit_comes_back_with_its_people(services: Services) -> None:
    unit = services.office.save_unit("Văn phòng")
    services.office.save_person(Person(0, "Nguyễn Thị Lan", "Công chức", unit.id))
    services.office.remove_unit(unit.id)
    assert services.office.units() == ()
    assert services.office.people()[0].unit_id is None
    one = only(services)
    assert (one.kind, one.title) == (BinKind.UNIT, "Văn phòng")
    services.bin.restore([one])
    assert services.office.units() == (unit,)
    assert services.office.people()[0].unit_id == unit.id
    assert services.bin.all() == ()


def test_a_unit_whose_name_was_given_again_says_so(services: Services) -> None:
    unit = services.office.save_unit("Văn phòng")
    services.office.remove_unit(unit.id)
    services.office.save_unit("Văn phòng")
    with pytest.raises(AppError) as refused:
        services.bin.restore(services.bin.all())
    assert refused.value.code == "bin_taken"
    assert len(services.bin.all()) == 1


def test_an_id_given_to_another_is_left_to_it(services: Services) -> None:
    first = services.office.save_hamlet("Thôn Đông")
    services.office.remove_hamlet(first.id)
    second = services.office.save_hamlet("Thôn Đoài")
    assert second.id == first.id
    services.bin.restore(services.bin.all())
    assert {one.name for one in services.office.hamlets()} == {"Thôn Đông", "Thôn Đoài"}


def test_a_signatory_comes_back_as_they_were(services: Services) -> None:
    made = services.office.save_signatory(Signatory(0, "Phạm Văn Hùng", default=True))
    services.office.remove_signatory(made.id)
    services.bin.bring_back(BinKind.SIGNATORY, made.id)
    assert services.office.signatories() == (made,)


def test_a_person_that_was_removed_without_a_unit_comes_back_when_the_unit_is_gone(
    services: Services,
) -> None:
    unit = services.office.save_unit("Văn phòng")
    person = services.office.save_person(Person(0, "Nguyễn Thị Lan", "Công chức", unit.id))
    services.office.remove_person(person.id)
    services.office.remove_unit(unit.id)
    services.bin.bring_back(BinKind.PERSON, person.id)
    assert services.office.people() == (replace(person, unit_id=None),)


def test_evidence_is_deleted_for_good_with_its_file_after_its_term(
    services: Services, workplace: Path, data_folder: DataFolder, clock: FixedClock
) -> None:
    services.assessment.open_year(2026, "hai-duong-2024")
    paper = workplace / "Biên bản.txt"
    paper.write_text("Biên bản", encoding="utf-8")
    (added,) = services.evidence.add_files(2026, None, [paper])
    assert added.evidence_id is not None
    services.evidence.remove(added.evidence_id)
    assert only(services).title == "Biên bản.txt"
    assert services.bin.empty_due() == 0
    services.close()
    later = open_services(data_folder, FixedClock(clock.moment + TERM + timedelta(minutes=1)))
    assert later.bin.empty_due() == 1
    assert later.bin.all() == ()
    assert not [path for path in data_folder.evidence.rglob("*") if path.is_file()]
    assert later.evidence.verify().missing == ()
    later.close()


def test_evidence_of_a_frozen_year_stays(services: Services, workplace: Path) -> None:
    services.assessment.open_year(2026, "hai-duong-2024")
    paper = workplace / "Biên bản.txt"
    paper.write_text("Biên bản", encoding="utf-8")
    (added,) = services.evidence.add_files(2026, None, [paper])
    assert added.evidence_id is not None
    services.evidence.remove(added.evidence_id)
    services.assessment.freeze(2026)
    assert services.bin.destroy(services.bin.all()) == 0
    assert len(services.bin.all()) == 1


def test_a_meeting_and_a_promise_come_back(services: Services) -> None:
    day = date(2026, 11, 26)
    meeting = services.meetings.save(MeetingEntry(kind=MeetingKind.DIALOGUE, day=day))
    promise = services.meetings.save_promise(Promise(0, meeting.id, "Đường hỏng", "Sửa trước Tết"))
    services.meetings.remove_promise(promise.id)
    services.bin.bring_back(BinKind.PROMISE, promise.id)
    assert [one.promised for one in services.meetings.promises()] == ["Sửa trước Tết"]
    other = services.meetings.save(MeetingEntry(kind=MeetingKind.DIALOGUE, day=day + timedelta(days=1)))
    services.meetings.remove(other.id)
    assert only(services).kind is BinKind.MEETING
    services.bin.restore(services.bin.all())
    assert services.bin.all() == ()
    services.meetings.remove(other.id)
    services.bin.bring_back(BinKind.MEETING, other.id)
    assert services.meetings.get(other.id) == other
