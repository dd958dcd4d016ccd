"""What the first page is made from is read once, at one moment, and is what every register tells by itself."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.office import Person
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import use_language
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.home import HomeFacts
from tests.services.cases_desk import add
from tests.services.evidence_desk import YEAR

#: SELECT statements and views of one reading.
MOST_STATEMENTS, MOST_VIEWS = 28, 2


def letter(services: Services, day: date) -> int:
    draft = services.letters.blank_draft(LetterKind.WEDDING, day)
    values = {"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường"}
    return services.letters.save(replace(draft, values={**draft.values, **values})).id


@pytest.fixture
def busy(office: Services) -> Services:
    """Something in every register that the page tells of."""
    lan = office.office.save_person(Person(0, "Nguyễn Thị Lan"))
    office.office.save_unit("Văn phòng")
    entry = Entry("B.1.1.1", Decimal("0.5"), LeafStatus.DONE, officer_id=lan.id, due=date(YEAR, 11, 2))
    office.assessment.save_entry(YEAR, entry)
    office.assessment.save_entry(YEAR, Entry("B.1.1.2", officer_id=lan.id, due=date(YEAR, 11, 2)))
    signed, waits = (letter(office, date(YEAR, 11, day)) for day in (3, 4))
    office.letters.submit([signed, waits])
    office.letters.sign([signed], date(YEAR, 11, 5))
    dialogue = office.meetings.save(
        MeetingEntry(MeetingKind.DIALOGUE, date(YEAR, 11, 3), chairman=True, topic="Đối thoại")
    )
    office.meetings.hold(dialogue.id)
    office.meetings.save_promise(Promise(0, dialogue.id, "Sửa kênh", until=date(YEAR, 11, 19)))
    office.meetings.save_promise(Promise(0, dialogue.id, "Trồng cây", until=date(YEAR, 11, 20)))
    for day in (26, 25):
        office.meetings.save(MeetingEntry(MeetingKind.PERIODIC, date(YEAR, 11, day), chairman=True))
    return office


def read(services: Services) -> HomeFacts:
    return services.home.facts(YEAR)


def test_it_tells_what_the_registers_tell_by_themselves(busy: Services) -> None:
    found = read(busy)
    assert found.criteria == busy.assessment.criteria_of(YEAR)
    assert found.view == busy.assessment.view(YEAR)
    assert found.report == busy.risk.report(YEAR)
    assert sorted(found.people, key=lambda one: one.id) == sorted(
        busy.office.people(), key=lambda one: one.id
    )
    assert found.units == busy.office.units()
    assert found.cases.items() <= busy.cases.views().items()
    assert found.forecast_year == YEAR + 1


def test_it_counts_what_waits_today(busy: Services) -> None:
    found = read(busy)
    assert (found.waiting.letters_to_sign, found.waiting.letters_to_deliver) == (1, 1)
    assert found.waiting.promises_late == 1
    assert found.waiting.leaves_late == 1
    assert found.session is not None
    assert found.session.entry.day == date(YEAR, 11, 25)


def test_a_session_that_was_put_off_or_held_is_not_the_next_one(busy: Services) -> None:
    session = read(busy).session
    assert session is not None
    busy.meetings.cancel(session.id, "Chủ tịch đi họp tỉnh")
    after = read(busy).session
    assert after is not None
    assert after.entry.day == date(YEAR, 11, 26)


def test_a_frozen_year_is_told_as_it_was_frozen(busy: Services) -> None:
    busy.assessment.freeze(YEAR)
    found = read(busy)
    assert found.view == busy.assessment.view(YEAR)
    assert found.report == busy.risk.report(YEAR)
    assert not found.report.lines


def test_a_year_that_was_not_opened_is_refused(services: Services) -> None:
    with pytest.raises(AppError) as caught:
        read(services)
    assert caught.value.code == "year_unknown"


def test_everything_is_read_in_one_view_and_each_fact_once(busy: Services) -> None:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    read(busy)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        read(busy)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    asked = [one for one in seen if one.startswith("SELECT")]
    assert len(asked) <= MOST_STATEMENTS
    assert len([one for one in seen if one.startswith("BEGIN")]) <= MOST_VIEWS
    assert len(asked) == len(set(asked)), "the same statement twice"


def test_what_came_since_the_last_opening_is_seen_and_nothing_is_worked_out_twice(busy: Services) -> None:
    first, again = read(busy), read(busy)
    assert again.view is first.view
    assert again.report is first.report
    busy.assessment.set_points(YEAR, "B.1.1.1", "0")
    later = read(busy)
    assert later.view == busy.assessment.view(YEAR) != first.view
    assert later.report == busy.risk.report(YEAR)
    use_language("en")
    try:
        assert read(busy).view == busy.assessment.view(YEAR)
    finally:
        use_language("vi")


def test_a_clock_that_was_set_back_is_told_and_orders_nothing(
    data_folder: DataFolder, clock: FixedClock
) -> None:
    first = open_services(data_folder, clock, create=True)
    first.assessment.open_year(YEAR, "hai-duong-2024")
    add(first)
    assert first.home.facts(YEAR).written_ahead is None
    first.close()
    later = open_services(data_folder, FixedClock(clock.moment - timedelta(days=4000)))  # a dead battery
    assert later.home.facts(YEAR).written_ahead == clock.moment.astimezone().date()
    second = add(later, received=date(YEAR, 11, 19))
    assert second.number == 2
    assert later.trail.verify().ok  # its lines stand in the order of their numbers
    later.close()
