"""The arithmetic of legal time limits: vectors, properties, pauses, extensions, Tết, swapped days."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.deadlines import (
    Complexity,
    DayMark,
    DeadlineRule,
    Extension,
    Pause,
    RuleStart,
    Unit,
    compute,
    left_words,
    length_of,
    rules_for,
)
from friendly_desktop.domain.deadlines.workdays import (
    CalendarDay,
    Confidence,
    DayKind,
    WorkCalendar,
    is_working,
    next_working,
    working_days_between,
)
from friendly_desktop.services.workdays import WorkdaysService
from tests.domain.test_workdays import DAYS, calendars

LENGTHS = st.integers(1, 90)
UNITS = st.sampled_from(Unit)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    """The days the program ships."""
    return WorkdaysService().calendar()


def rule(
    unit: Unit, n: int = 1, *, backward: bool = False, lengths: Mapping[str, int] | None = None
) -> DeadlineRule:
    return DeadlineRule(
        id="X",
        title="Việc phải làm",
        start=RuleStart.RECEIVED,
        unit=unit,
        lengths=lengths or {"normal": n},
        article="Điều 1",
        source="Luật",
        confidence=Confidence.READ,
        backward=backward,
    )


def due(unit: Unit, n: int, start: date, calendar: WorkCalendar) -> date:
    found = compute(rule(unit, n), start, calendar).due
    assert found is not None
    return found


# From, +3, +5, +7, +10 working days, +10, +30, +45 days.
VECTORS = [
    ("2026-11-20", "2026-11-26 2026-11-30 2026-12-02 2026-12-07 2026-11-30 2026-12-21 2027-01-04"),
    ("2026-11-21", "2026-11-26 2026-11-30 2026-12-02 2026-12-07 2026-12-01 2026-12-21 2027-01-05"),
    ("2026-11-24", "2026-11-27 2026-12-01 2026-12-03 2026-12-08 2026-12-04 2026-12-24 2027-01-08"),
    ("2026-08-20", "2026-08-24 2026-08-26 2026-08-28 2026-09-07 2026-09-03 2026-09-21 2026-10-05"),
    ("2026-08-28", "2026-09-07 2026-09-09 2026-09-11 2026-09-16 2026-09-07 2026-09-28 2026-10-12"),
    # Over Tết 2026 (16-20/2 off), received on the last afternoon before it and on its first day.
    ("2026-02-13", "2026-02-25 2026-02-27 2026-03-03 2026-03-06 2026-02-23 2026-03-16 2026-03-30"),
    ("2026-02-17", "2026-02-25 2026-02-27 2026-03-03 2026-03-06 2026-02-27 2026-03-19 2026-04-03"),
    # Over the swap of 2/1 and 10/1/2026: the Friday is off, the Saturday is worked.
    ("2025-12-31", "2026-01-07 2026-01-09 2026-01-12 2026-01-15 2026-01-10 2026-01-30 2026-02-23"),
    # Giỗ Tổ on a Sunday, made up for on Monday 27/4; 30/4 and 1/5.
    ("2026-04-24", "2026-05-04 2026-05-06 2026-05-08 2026-05-13 2026-05-04 2026-05-25 2026-06-08"),
    # 29 February.
    ("2028-02-29", "2028-03-03 2028-03-07 2028-03-09 2028-03-14 2028-03-10 2028-03-30 2028-04-14"),
]
COLUMNS = [
    (Unit.WORKING_DAY, 3),
    (Unit.WORKING_DAY, 5),
    (Unit.WORKING_DAY, 7),
    (Unit.WORKING_DAY, 10),
    (Unit.CALENDAR_DAY, 10),
    (Unit.CALENDAR_DAY, 30),
    (Unit.CALENDAR_DAY, 45),
]


@pytest.mark.parametrize(("start", "expected"), VECTORS)
def test_dates_are_those_counted_by_hand(calendar, start, expected):
    found = [due(unit, n, date.fromisoformat(start), calendar).isoformat() for unit, n in COLUMNS]
    assert found == expected.split()


def test_every_day_is_told_with_its_reason(calendar):
    found = compute(rule(Unit.WORKING_DAY, 3), date(2026, 8, 27), calendar)
    assert [(one.day.day, one.mark, one.why) for one in found.days] == [
        (28, DayMark.COUNTED, "ngày làm việc thứ 1"),
        (29, DayMark.WEEKEND, "thứ Bảy"),
        (30, DayMark.WEEKEND, "Chủ nhật"),
        (31, DayMark.SWAPPED, "thứ Hai, Nghỉ hoán đổi, làm bù thứ Bảy 22/8/2026"),
        (1, DayMark.HOLIDAY, "thứ Ba, Quốc khánh (ngày liền kề)"),
        (2, DayMark.HOLIDAY, "thứ Tư, Quốc khánh"),
        (3, DayMark.COUNTED, "ngày làm việc thứ 2"),
        (4, DayMark.COUNTED, "ngày làm việc thứ 3"),
    ]


def test_a_make_up_saturday_counts_and_says_why(calendar):
    found = compute(rule(Unit.WORKING_DAY, 2), date(2026, 8, 20), calendar)
    assert (found.days[-1].day, found.days[-1].mark) == (date(2026, 8, 22), DayMark.COUNTED)
    assert found.days[-1].why == "ngày làm việc thứ 2 (Làm bù cho thứ Hai 31/8/2026)"


def test_a_last_day_off_passes_to_the_next_working_day_and_says_so(calendar):
    found = compute(rule(Unit.CALENDAR_DAY, 10), date(2026, 8, 20), calendar)
    moved = [one for one in found.days if one.mark is DayMark.MOVED]
    assert [one.day.isoformat() for one in moved] == ["2026-08-31", "2026-09-01", "2026-09-02", "2026-09-03"]
    assert moved[-1].why == "Ngày cuối 30/08/2026 là Chủ nhật, chuyển sang ngày làm việc tiếp theo"
    assert sum(one.counted for one in found.days) == 10


def test_a_notice_is_counted_back_from_the_session(calendar):
    posting = compute(rule(Unit.WORKING_DAY, 5, backward=True), date(2026, 12, 1), calendar)
    assert posting.due == date(2026, 11, 23)  # 24/11 is off
    dialogue = compute(rule(Unit.CALENDAR_DAY, 5, backward=True), date(2026, 11, 27), calendar)
    assert dialogue.due == date(2026, 11, 20)  # 22/11 is a Sunday: earlier, never later
    assert dialogue.days[-1].why == "Ngày 22/11/2026 là Chủ nhật, lùi về ngày làm việc liền trước"


def test_suspended_days_do_not_count(calendar):
    start = date(2026, 10, 1)
    pause = Pause(date(2026, 10, 5), date(2026, 10, 15), "12/QĐ-UBND")
    found = compute(rule(Unit.CALENDAR_DAY, 30), start, calendar, pauses=(pause,))
    assert found.due == date(2026, 11, 10)  # 31/10 and the 10 suspended days
    paused = [one for one in found.days if one.mark is DayMark.PAUSED]
    assert len(paused) == 10
    assert paused[0].why == "tạm đình chỉ theo 12/QĐ-UBND"


def test_while_a_case_is_suspended_there_is_no_due_date(calendar):
    open_pause = Pause(date(2026, 10, 5), None, "12/QĐ-UBND")
    found = compute(rule(Unit.CALENDAR_DAY, 30), date(2026, 10, 1), calendar, pauses=(open_pause,))
    assert found.due is None
    assert [one.mark for one in found.days] == [DayMark.COUNTED] * 3 + [DayMark.PAUSED]


def test_a_pause_after_the_last_day_changes_nothing(calendar):
    late = Pause(date(2026, 12, 1), None, "")
    found = compute(rule(Unit.CALENDAR_DAY, 10), date(2026, 10, 1), calendar, pauses=(late,))
    assert found.due == date(2026, 10, 12)


def test_a_pause_over_the_move_to_a_working_day_moves_it_further(calendar):
    # 10 days from 30/9 end on Saturday 10/10; Monday and Tuesday are suspended.
    pause = Pause(date(2026, 10, 12), date(2026, 10, 14), "1/QĐ")
    found = compute(rule(Unit.CALENDAR_DAY, 10), date(2026, 9, 30), calendar, pauses=(pause,))
    assert found.due == date(2026, 10, 14)


def test_an_extension_adds_days_in_the_unit_of_the_rule(calendar):
    more = (Extension(3, "5/QĐ-UBND"),)
    found = compute(rule(Unit.WORKING_DAY, 7), date(2026, 11, 20), calendar, extensions=more)
    assert (found.length, found.due) == (10, date(2026, 12, 7))
    assert found.extensions == more


@pytest.mark.parametrize(
    ("complexity", "remote", "expected"),
    [
        (Complexity.NORMAL, False, 30),
        (Complexity.COMPLEX, False, 45),
        (Complexity.VERY_COMPLEX, False, 45),
        (Complexity.NORMAL, True, 45),
        (Complexity.COMPLEX, True, 60),
        (Complexity.VERY_COMPLEX, True, 60),
    ],
)
def test_a_missing_length_is_that_of_the_nearest_simpler_case(complexity, remote, expected):
    lengths = {"normal": 30, "complex": 45, "remote_normal": 45, "remote_complex": 60}
    assert length_of(rule(Unit.CALENDAR_DAY, lengths=lengths), complexity, remote) == expected


def test_the_length_for_several_places_is_never_taken_by_itself():
    initial = rule(Unit.WORKING_DAY, lengths={"normal": 7, "several_places": 10})
    assert {length_of(initial, one, remote) for one in Complexity for remote in (False, True)} == {7}


def test_a_case_keeps_the_rules_of_the_day_it_was_received():
    old = DeadlineRule(
        "A", "a", RuleStart.RECEIVED, Unit.CALENDAR_DAY, {"normal": 10}, "", "", Confidence.READ,
        kinds=("complaint",), valid_to=date(2026, 6, 30),
    )  # fmt: skip
    new = DeadlineRule(
        "A", "a", RuleStart.RECEIVED, Unit.WORKING_DAY, {"normal": 7}, "", "", Confidence.READ,
        kinds=("complaint",), valid_from=date(2026, 7, 1),
    )  # fmt: skip
    assert rules_for((old, new), "complaint", date(2026, 6, 30), RuleStart.RECEIVED) == (old,)
    assert rules_for((old, new), "complaint", date(2026, 7, 1), RuleStart.RECEIVED) == (new,)
    assert rules_for((old, new), "petition", date(2026, 7, 1), RuleStart.RECEIVED) == ()
    assert rules_for((old, new), "complaint", date(2026, 7, 1), RuleStart.ACCEPTED) == ()


@pytest.mark.parametrize(
    ("today", "unit", "words"),
    [
        ("2026-11-27", Unit.WORKING_DAY, "còn 3 ngày làm việc (thứ Tư 02/12)"),
        ("2026-11-27", Unit.CALENDAR_DAY, "còn 5 ngày (thứ Tư 02/12)"),
        ("2026-11-28", Unit.WORKING_DAY, "còn 3 ngày làm việc (thứ Tư 02/12)"),
        ("2026-12-02", Unit.WORKING_DAY, "hết hạn hôm nay"),
        ("2026-12-04", Unit.WORKING_DAY, "quá hạn 2 ngày làm việc"),
        ("2026-12-04", Unit.CALENDAR_DAY, "quá hạn 2 ngày"),
    ],
)
def test_what_is_left_always_names_its_unit(calendar, today, unit, words):
    assert left_words(date(2026, 12, 2), unit, date.fromisoformat(today), calendar) == words


def test_a_date_of_another_year_names_the_year(calendar):
    told = left_words(date(2027, 1, 4), Unit.CALENDAR_DAY, date(2026, 11, 20), calendar)
    assert told == "còn 45 ngày (thứ Hai 04/01/2027)"


def test_on_the_weekend_after_the_last_day_no_working_day_has_passed_yet(calendar):
    told = left_words(date(2026, 12, 4), Unit.WORKING_DAY, date(2026, 12, 5), calendar)
    assert told == "quá hạn, chưa sang ngày làm việc tiếp theo (thứ Sáu 04/12)"


@given(calendars(), UNITS, LENGTHS, DAYS, st.integers(0, 30))
def test_a_later_start_never_has_an_earlier_due_date(calendar, unit, n, start, later):
    assert due(unit, n, start, calendar) <= due(unit, n, start + timedelta(days=later), calendar)


@given(calendars(), UNITS, LENGTHS, DAYS, st.booleans())
def test_a_due_date_is_never_a_day_off(calendar, unit, n, start, backward):
    found = compute(rule(unit, n, backward=backward), start, calendar).due
    assert found is not None
    assert is_working(calendar, found)


@given(calendars(), LENGTHS, DAYS)
def test_counting_back_from_the_due_date_gives_the_start(calendar, n, day):
    start = day if is_working(calendar, day) else next_working(calendar, day)
    end = due(Unit.WORKING_DAY, n, start, calendar)
    assert compute(rule(Unit.WORKING_DAY, n, backward=True), end, calendar).due == start


@given(calendars(), UNITS, LENGTHS, DAYS, st.booleans())
def test_every_day_is_there_once_and_as_many_count_as_the_limit_has(calendar, unit, n, start, backward):
    found = compute(rule(unit, n, backward=backward), start, calendar)
    step = -1 if backward else 1
    assert [one.day for one in found.days] == [
        start + timedelta(days=step * after) for after in range(1, len(found.days) + 1)
    ]
    assert found.days[-1].day == found.due
    assert sum(one.counted for one in found.days) == n
    assert all(one.why for one in found.days)


@given(calendars(), UNITS, LENGTHS, DAYS, st.integers(1, 30))
def test_more_days_never_end_earlier(calendar, unit, n, start, more):
    assert due(unit, n, start, calendar) <= due(unit, n + more, start, calendar)


@given(calendars(), LENGTHS, DAYS)
def test_working_days_never_end_before_as_many_days(calendar, n, start):
    if any(one.kind is DayKind.MAKE_UP for one in calendar.days.values()):
        calendar = WorkCalendar()
    assert due(Unit.WORKING_DAY, n, start, calendar) >= due(Unit.CALENDAR_DAY, n, start, calendar)


@given(calendars(), UNITS, LENGTHS, DAYS, st.integers(0, 100), st.integers(0, 60))
def test_a_suspension_never_shortens_and_counts_none_of_its_days(calendar, unit, n, start, after, long):
    begin = start + timedelta(days=after)
    pause = Pause(begin, begin + timedelta(days=long), "1/QĐ")
    found = compute(rule(unit, n), start, calendar, pauses=(pause,))
    assert found.due is not None
    assert found.due >= due(unit, n, start, calendar)
    assert not any(
        one.counted and pause.start <= one.day < begin + timedelta(days=long) for one in found.days
    )
    assert sum(one.counted for one in found.days) == n


@given(calendars(), DAYS, LENGTHS, st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_further_holiday_never_makes_a_limit_end_earlier(calendar, start, n, day):
    row = CalendarDay(day, DayKind.OFF, "thêm")
    more = WorkCalendar({**calendar.days, day: row})
    for unit in Unit:
        assert due(unit, n, start, calendar) <= due(unit, n, start, more)


def test_days_left_count_down_to_one_on_the_working_day_before(calendar):
    end = date(2026, 12, 2)
    left = [working_days_between(calendar, end - timedelta(days=back), end) for back in range(1, 9)]
    assert left == [1, 2, 3, 3, 3, 4, 5, 6]
