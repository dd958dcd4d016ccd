"""Working days: rows win over weekdays, make-up days over Saturdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.deadlines.workdays import (
    CalendarDay,
    DayKind,
    NoWorkingDayError,
    WorkCalendar,
    days_off,
    is_working,
    next_working,
    previous_working,
    reason_off,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def add_working(calendar: WorkCalendar, start: date, n: int) -> date:
    """The ``n``-th working day after ``start``, counted one by one; back from it where ``n`` is negative."""
    for _count in range(abs(n)):
        start = next_working(calendar, start) if n > 0 else previous_working(calendar, start)
    return start


def calendar_of(*rows: tuple[str, DayKind]) -> WorkCalendar:
    """A calendar with these rows."""
    days = [date.fromisoformat(day) for day, _kind in rows]
    return WorkCalendar(
        {day: CalendarDay(day, kind, "ngày riêng") for day, (_day, kind) in zip(days, rows, strict=True)}, 1
    )


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any calendar: holidays, swapped days, make-up days, on any days."""
    kinds = draw(st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=40))
    return WorkCalendar({day: CalendarDay(day, kind, "x") for day, kind in kinds.items()})


SWAP = calendar_of(
    ("2026-01-02", DayKind.SWAPPED), ("2026-01-10", DayKind.MAKE_UP), ("2026-01-01", DayKind.OFF)
)


def test_a_make_up_saturday_is_worked_and_a_swapped_friday_is_not():
    assert not is_working(SWAP, date(2026, 1, 2))
    assert is_working(SWAP, date(2026, 1, 10))
    assert not is_working(SWAP, date(2026, 1, 11))
    assert [one.day for one in (add_working(SWAP, date(2025, 12, 31), n) for n in range(1, 8))] == [
        5, 6, 7, 8, 9, 10, 12,
    ]  # fmt: skip


def test_the_reason_of_a_day_off_names_the_row_or_the_weekday():
    assert reason_off(SWAP, date(2026, 1, 2)) == "ngày riêng"
    assert reason_off(SWAP, date(2026, 1, 11)) == "Chủ nhật"
    assert not reason_off(SWAP, date(2026, 1, 10))


def test_a_forecast_says_that_it_is_one():
    day = date(2027, 2, 8)
    known = WorkCalendar({day: CalendarDay(day, DayKind.OFF, "Mùng ba Tết", forecast=True)})
    assert reason_off(known, day) == "Mùng ba Tết (dự kiến)"


def test_a_table_without_working_days_is_told_and_not_searched_for_ever():
    first = date(2026, 1, 1)
    days = [first + timedelta(days=after) for after in range(-400, 401)]
    off = WorkCalendar({day: CalendarDay(day, DayKind.OFF, "nghỉ") for day in days})
    with pytest.raises(NoWorkingDayError, match="không còn ngày làm việc"):
        next_working(off, first)
    with pytest.raises(NoWorkingDayError):
        previous_working(off, first)


@given(calendars(), st.integers(2020, 2035))
def test_the_days_off_of_a_year_are_those_that_nobody_works(calendar, year):
    every = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    assert days_off(calendar, year) == {
        day for day in every if day.year == year and not is_working(calendar, day)
    }


@given(calendars(), DAYS, st.integers(-60, 60))
def test_counting_the_days_between_undoes_adding_them_from_a_working_day(calendar, day, n):
    start = day if is_working(calendar, day) else next_working(calendar, day)
    assert working_days_between(calendar, start, add_working(calendar, start, n)) == n
    assert add_working(calendar, add_working(calendar, start, n), -n) == start


@given(calendars(), DAYS, st.integers(1, 60))
def test_what_is_added_ends_on_a_working_day(calendar, day, n):
    assert is_working(calendar, add_working(calendar, day, n))
    assert is_working(calendar, add_working(calendar, day, -n))


@given(calendars(), DAYS, DAYS)
def test_days_between_are_the_same_back_and_forth_up_to_the_sign(calendar, a, b):
    assert working_days_between(calendar, a, b) == -working_days_between(calendar, b, a)
