"""A year's reception days: moved off days off, held against the minima, conflicts named."""

import itertools
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.deadlines import workdays
from friendly_desktop.domain.deadlines.workdays import CalendarDay, DayKind, WorkCalendar
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, PlannedDay
from friendly_desktop.domain.meetings.reception_rule import days_of_month, parse_rule
from friendly_desktop.domain.meetings.reception_schedule import (
    Appointment,
    ConflictKind,
    DayOffMove,
    Minimum,
    MinimumOf,
    Period,
    check_minimum,
    conflicts,
    counts_for,
    plan,
)

CULTURE_DAY = date(2026, 11, 24)


def calendar(
    *off: date, title: str = "Ngày Văn hóa Việt Nam", make_up: tuple[date, ...] = ()
) -> WorkCalendar:
    days = {day: CalendarDay(day, DayKind.OFF, title) for day in off}
    days |= {day: CalendarDay(day, DayKind.MAKE_UP, "làm bù") for day in make_up}
    return WorkCalendar(days)


def test_a_day_off_moves_to_the_next_working_day_and_says_why() -> None:
    found = plan(parse_rule("thứ Ba tuần 4"), 2026, calendar(CULTURE_DAY), DayOffMove.NEXT)
    november = [one for one in found.days if one.day.month == 11]
    assert november == [PlannedDay(date(2026, 11, 25), CULTURE_DAY, "Ngày Văn hóa Việt Nam")]
    assert len(found.days) == 12
    assert not found.left_out


def test_a_day_off_moves_to_the_working_day_before() -> None:
    off = calendar(date(2026, 11, 23), CULTURE_DAY)
    found = plan(parse_rule("thứ Ba tuần 4"), 2026, off, DayOffMove.PREVIOUS)
    assert PlannedDay(date(2026, 11, 20), CULTURE_DAY, "Ngày Văn hóa Việt Nam") in found.days


def test_a_day_off_is_left_out_and_told() -> None:
    found = plan(parse_rule("thứ Ba tuần 4"), 2026, calendar(CULTURE_DAY), DayOffMove.LEAVE_OUT)
    assert len(found.days) == 11
    assert found.left_out == (PlannedDay(CULTURE_DAY, None, "Ngày Văn hóa Việt Nam; không tiếp."),)


def test_a_day_that_moves_onto_another_reception_day_is_one_session() -> None:
    found = plan(parse_rule("thứ Ba và thứ Tư tuần 4"), 2026, calendar(CULTURE_DAY), DayOffMove.NEXT)
    assert [one.day for one in found.days if one.day.month == 11] == [date(2026, 11, 25)]
    assert found.left_out[0].why == "Ngày Văn hóa Việt Nam; đã có buổi tiếp thứ Tư, 25/11/2026."


def test_a_day_moved_over_new_year_belongs_to_the_year_it_moves_to() -> None:
    rule, off = parse_rule("ngày 1 hằng tháng"), calendar(date(2027, 1, 1), title="Tết Dương lịch")
    before = plan(rule, 2026, off, DayOffMove.PREVIOUS)
    assert before.days[-1] == PlannedDay(date(2026, 12, 31), date(2027, 1, 1), "Tết Dương lịch")
    after = plan(rule, 2027, off, DayOffMove.PREVIOUS)
    assert all(one.moved_from != date(2027, 1, 1) for one in after.days)


def test_a_saturday_that_is_worked_is_no_day_off() -> None:
    saturday = date(2026, 8, 22)
    found = plan(parse_rule("thứ Bảy tuần 4"), 2026, calendar(make_up=(saturday,)), DayOffMove.NEXT)
    assert PlannedDay(saturday) in found.days
    assert PlannedDay(date(2026, 9, 28), date(2026, 9, 26), "thứ Bảy") in found.days


_RULES = st.sampled_from(
    [
        "thứ Năm tuần 1 và 3",
        "thứ Năm hằng tuần",
        "ngày 1, 15 và ngày cuối tháng",
        "thứ Hai và Sáu hằng tuần",
        "Chủ nhật tuần cuối; ngày 31",
        "thứ Bảy tuần 1; ngày 2",
    ]
)
_CALENDARS = st.builds(
    lambda starts, length: calendar(
        *{date(2026, 1, 1) + timedelta(days=start + more) for start in starts for more in range(length)},
        title="Nghỉ",
    ),
    st.lists(st.integers(-40, 420), max_size=12),
    st.integers(1, 9),
)


@given(_RULES, _CALENDARS, st.sampled_from(list(DayOffMove)))
def test_every_planned_day_is_worked_and_every_day_of_the_rule_is_accounted_for(
    text: str, off: WorkCalendar, moving: DayOffMove
) -> None:
    rule = parse_rule(text)
    years = [plan(rule, year, off, moving) for year in (2025, 2026, 2027)]
    days = [one for year in years for one in year.days]
    assert [one.day for one in days] == sorted({one.day for one in days})
    assert all(workdays.is_working(off, one.day) for one in days)
    assert all(one.why and one.moved_from != one.day for one in days if one.moved_from)
    assert all(not workdays.is_working(off, one.moved_from) for one in days if one.moved_from)
    accounted = [one.moved_from or one.day for one in days]
    accounted += [one.day for year in years for one in year.left_out]
    assert len(accounted) == len(set(accounted))
    assert {day for month in range(1, 13) for day in days_of_month(rule, 2026, month)} <= set(accounted)
    if moving is DayOffMove.NEXT:
        assert all(one.day > one.moved_from for one in days if one.moved_from)


MONTHLY = Minimum(MinimumOf.RECEPTION, 2, Period.MONTH, "hai ngày", "Luật", valid_from=date(2026, 7, 1))
WEEKLY = Minimum(MinimumOf.RECEPTION, 1, Period.WEEK, "một ngày", "Luật", valid_to=date(2026, 6, 30))


def _planned(text: str, off: WorkCalendar | None = None) -> list[date]:
    off = off or WorkCalendar()
    return [one.day for one in plan(parse_rule(text), 2026, off, DayOffMove.NEXT).days]


def test_two_days_a_month_are_asked_only_since_the_law_asks_for_them() -> None:
    check = check_minimum(MONTHLY, _planned("thứ Năm tuần 1"), 2026, WorkCalendar())
    assert check is not None
    assert check.periods == 6
    assert [short.start.month for short in check.short] == [7, 8, 9, 10, 11, 12]
    assert not check.kept
    good = check_minimum(MONTHLY, _planned("thứ Năm tuần 1 và 3"), 2026, WorkCalendar())
    assert good is not None
    assert good.kept


def test_a_day_a_week_is_asked_until_the_law_changed_and_not_in_the_week_of_tet() -> None:
    tet = calendar(*(date(2026, 2, 16) + timedelta(days=more) for more in range(5)), title="Tết Nguyên đán")
    check = check_minimum(WEEKLY, _planned("thứ Năm tuần 1 và 3", tet), 2026, tet)
    assert check is not None
    assert check.periods == 24  # whole weeks from 5 January to 28 June, the week of Tết left out
    assert all(short.end <= date(2026, 6, 30) for short in check.short)
    weekly = check_minimum(WEEKLY, _planned("thứ Năm hằng tuần", tet), 2026, tet)
    assert weekly is not None
    assert weekly.kept
    assert check_minimum(WEEKLY, [], 2027, tet) is None


def test_a_day_that_moves_into_the_next_month_is_missed_in_its_own() -> None:
    off = calendar(date(2026, 12, 31), title="Nghỉ")
    days = [one.day for one in plan(parse_rule("ngày 10 và 31"), 2026, off, DayOffMove.NEXT).days]
    check = check_minimum(MONTHLY, days, 2026, off)
    assert check is not None
    assert check.short[-1].start == date(2026, 12, 1)
    assert check.short[-1].found == 1


@pytest.mark.parametrize("per", list(Period))
@given(year=st.integers(1990, 2100))
def test_the_whole_periods_of_a_year_do_not_overlap(per: Period, year: int) -> None:
    check = check_minimum(Minimum(MinimumOf.VISIT, 1, per, "", ""), [], year, WorkCalendar())
    assert check is not None
    shorts = check.short
    assert all(one.end < other.start for one, other in itertools.pairwise(shorts))
    assert all(one.start.year == one.end.year == year for one in shorts)
    assert (
        len(shorts)
        in {Period.WEEK: (51, 52), Period.MONTH: (12,), Period.QUARTER: (4,), Period.YEAR: (1,)}[per]
    )


def _entry(
    kind: MeetingKind, day: date, starts: str = "", ends: str = "", receiver: str = "Trần Bình"
) -> MeetingEntry:
    return MeetingEntry(
        kind,
        day,
        time.fromisoformat(starts) if starts else None,
        time.fromisoformat(ends) if ends else None,
        receiver=receiver,
    )


THURSDAY = date(2026, 12, 3)


def test_only_days_of_the_chairman_himself_count() -> None:
    chairman = MeetingEntry(MeetingKind.PERIODIC, THURSDAY, chairman=True)
    deputy = MeetingEntry(MeetingKind.PERIODIC, THURSDAY)
    ad_hoc = MeetingEntry(MeetingKind.AD_HOC, THURSDAY, chairman=True)
    assert [counts_for(one, MONTHLY) for one in (chairman, deputy, ad_hoc)] == [True, False, False]


def test_the_same_receiver_twice_in_a_half_day_is_named() -> None:
    morning = Appointment(_entry(MeetingKind.PERIODIC, THURSDAY, "07:30", "11:30"), 1)
    visit = Appointment(_entry(MeetingKind.VISIT, THURSDAY, "09:00"), 2)
    (found,) = conflicts([morning, visit], WorkCalendar())
    assert found.kind is ConflictKind.SAME_RECEIVER
    assert found.message == "thứ Năm, 03/12/2026: Trần Bình có hai việc trong cùng một buổi."
    assert found.meeting_ids == (1, 2)


def test_morning_and_afternoon_do_not_collide() -> None:
    morning = Appointment(_entry(MeetingKind.PERIODIC, THURSDAY, "07:30", "11:30"), 1)
    afternoon = Appointment(_entry(MeetingKind.VISIT, THURSDAY, "13:30", "16:30"), 2)
    assert conflicts([morning, afternoon], WorkCalendar()) == ()


def test_a_dialogue_at_the_time_of_a_reception_is_named() -> None:
    session = Appointment(_entry(MeetingKind.PERIODIC, THURSDAY, "07:30", "16:30"), 1)
    dialogue = Appointment(_entry(MeetingKind.DIALOGUE, THURSDAY, "14:00", "17:00", "Lê Hoa"), 2)
    (found,) = conflicts([session, dialogue], WorkCalendar())
    assert found.kind is ConflictKind.SAME_TIME


def test_a_reception_on_a_day_off_is_named_and_a_visit_is_not() -> None:
    session = Appointment(_entry(MeetingKind.PERIODIC, CULTURE_DAY, "07:30", "11:30"), 1)
    visit = Appointment(_entry(MeetingKind.VISIT, CULTURE_DAY, "13:30"), 2)
    (found,) = conflicts([session, visit], calendar(CULTURE_DAY))
    assert found.kind is ConflictKind.DAY_OFF
    assert "Ngày Văn hóa Việt Nam" in found.message
