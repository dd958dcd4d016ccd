"""Rules of a reception schedule: what people write, understood and printed back."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.meetings.reception_rule import (
    LAST,
    MonthDayPart,
    ScheduleRule,
    WeekdayPart,
    days_of_month,
    parse_rule,
    rule_text,
)
from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError

THURSDAY = 3


def days_of(rule: ScheduleRule, year: int) -> tuple[date, ...]:
    """Every day the rule gives in a year."""
    return tuple(day for month in range(1, 13) for day in days_of_month(rule, year, month))


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("thứ Năm tuần 1 và 3", "thứ Năm tuần 1 và 3"),
        ("thu nam tuan 1 va 3", "thứ Năm tuần 1 và 3"),
        ("  Thứ  5 tuần 1, tuần 3 hằng tháng. ", "thứ Năm tuần 1 và 3"),
        ("T5 các tuần 3 & 1", "thứ Năm tuần 1 và 3"),
        ("thứ Năm tuần thứ nhất và thứ ba của tháng", "thứ Năm tuần 1 và 3"),
        ("thứ Năm của tuần đầu và tuần thứ ba trong tháng", "thứ Năm tuần 1 và 3"),
        ("Ngày thứ Năm tuần thứ 1, thứ 3 hàng tháng", "thứ Năm tuần 1 và 3"),
        ("tuần 1 và 3, thứ Năm", "thứ Năm tuần 1 và 3"),
        ("thứ Năm đầu tiên và thứ Năm thứ ba của tháng", "thứ Năm tuần 1 và 3"),
        ("thứ Năm tuần 1; thứ Năm tuần 3", "thứ Năm tuần 1 và 3"),
        ("thứ Năm hằng tuần", "thứ Năm hằng tuần"),
        ("thu nam hang tuan", "thứ Năm hằng tuần"),
        ("thứ năm mỗi tuần", "thứ Năm hằng tuần"),
        ("thứ Năm", "thứ Năm hằng tuần"),
        ("thứ Ba và thứ Năm hàng tuần", "thứ Ba và Năm hằng tuần"),
        ("thứ 3, 5 hàng tuần", "thứ Ba và Năm hằng tuần"),
        ("thứ Ba và Năm hằng tuần", "thứ Ba và Năm hằng tuần"),
        ("thứ Bảy và Chủ nhật tuần 2", "thứ Bảy và Chủ nhật tuần 2"),
        ("CN hang tuan", "Chủ nhật hằng tuần"),
        ("thứ Hai đầu tiên của tháng", "thứ Hai tuần 1"),
        ("thứ hai đầu tháng", "thứ Hai tuần 1"),
        ("thứ Sáu tuần cuối", "thứ Sáu tuần cuối"),
        ("thứ sáu cuối cùng của tháng", "thứ Sáu tuần cuối"),
        ("thứ Năm tuần 1 và thứ Sáu tuần cuối", "thứ Năm tuần 1; thứ Sáu tuần cuối"),
        ("thứ Năm tuần 1 và thứ 3 hằng tuần", "thứ Năm tuần 1; thứ Ba hằng tuần"),
        ("thứ Năm tuần thứ nhất và thứ Ba tuần thứ hai", "thứ Năm tuần 1; thứ Ba tuần 2"),
        ("ngày 10 và 25 hằng tháng", "ngày 10 và 25 hằng tháng"),
        ("ngay 10, ngay 25", "ngày 10 và 25 hằng tháng"),
        ("các ngày 25, 10 mỗi tháng", "ngày 10 và 25 hằng tháng"),
        ("ngày mùng 5", "ngày 5 hằng tháng"),
        ("ngày cuối tháng", "ngày cuối tháng"),
        ("ngày 15 và ngày cuối tháng", "ngày 15 và ngày cuối tháng"),
        ("ngày 10 hằng tháng; thứ Năm tuần 3", "ngày 10 hằng tháng; thứ Năm tuần 3"),
        ("THỨ NĂM TUẦN 1 VÀ 3", "thứ Năm tuần 1 và 3"),
    ],
)
def test_what_people_write_is_understood_and_printed_back(typed: str, normal: str) -> None:
    assert rule_text(parse_rule(typed)) == normal


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "để trống"),
        (" . ", "để trống|không hiểu"),
        ("thứ Tám", "«Tám»"),
        ("thứ 9 hằng tuần", "«9»"),
        ("thứ", "chưa hết ý"),
        ("hôm nào rảnh", "«hôm»"),
        ("thứ Năm hằng tháng", "chưa nói tuần nào"),
        ("thứ Năm tuần", "chưa hết ý"),
        ("thứ Năm tuần 6", "không có tuần 6"),
        ("thứ Năm tuần 0", "không có tuần 0"),
        ("thứ Năm tuần 1-3", "«-»"),
        ("ngày 32", "không có ngày 32"),
        ("ngày 0", "không có ngày 0"),
        ("ngày", "chưa hết ý"),
        ("ngày 10/11", "«/»"),
        ("thứ Năm tuần 1 và", "chưa hết ý"),
        ("thứ Năm tuần 1 buổi sáng", "«buổi»"),
        ("thứ Năm " * 60, "quá dài"),
        ("ngày 99999999999999999999", "không có ngày"),
        ("thứ Năm tuần 99999999999999999999", "không có tuần"),
        ("💥", "«💥»"),
    ],
)
def test_what_is_not_understood_is_named(typed: str, told: str) -> None:
    with pytest.raises(AppError, match=told) as caught:
        parse_rule(typed)
    assert caught.value.code == "rule_unclear"
    assert "thứ Năm tuần 1 và 3" in caught.value.hint


def test_the_first_week_of_a_weekday_is_its_first_one_in_the_month() -> None:
    rule = parse_rule("thứ Năm tuần 1 và 3")
    assert days_of_month(rule, 2026, 10) == (date(2026, 10, 1), date(2026, 10, 15))
    assert days_of_month(rule, 2026, 11) == (date(2026, 11, 5), date(2026, 11, 19))
    assert len(days_of(rule, 2026)) == 24


def test_a_month_without_such_a_day_has_none() -> None:
    assert days_of_month(parse_rule("ngày 30 và 31"), 2026, 2) == ()
    assert days_of_month(parse_rule("ngày cuối tháng"), 2028, 2) == (date(2028, 2, 29),)
    assert days_of_month(parse_rule("thứ Năm tuần 5"), 2026, 11) == ()
    assert days_of_month(parse_rule("thứ Năm tuần 4 và cuối"), 2026, 11) == (date(2026, 11, 26),)


def _numbers(most: int) -> st.SearchStrategy[tuple[int, ...]]:
    numbers = st.sets(st.sampled_from([*range(1, most + 1), LAST]), min_size=1)
    return numbers.map(lambda found: tuple(sorted(found, key=lambda one: (one == LAST, one))))


_WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
_PARTS = st.one_of(
    st.builds(WeekdayPart, _WEEKDAYS),
    st.builds(WeekdayPart, _WEEKDAYS, _numbers(5)),
    st.builds(MonthDayPart, _numbers(31)),
)
_RULES = st.lists(_PARTS, min_size=1, max_size=2).map(lambda parts: ScheduleRule(tuple(parts)))


@given(_PARTS)
def test_every_printed_part_reads_back_as_itself_even_without_tones(part: WeekdayPart | MonthDayPart) -> None:
    rule = ScheduleRule((part,))
    assert parse_rule(rule_text(rule)) == rule
    assert parse_rule(fold(rule_text(rule))) == rule


@given(_RULES, st.integers(1990, 2100))
def test_the_normal_form_is_stable_and_gives_the_same_days(rule: ScheduleRule, year: int) -> None:
    text = rule_text(rule)
    if len(text) > 400:
        return
    again = parse_rule(text)
    assert rule_text(parse_rule(rule_text(again))) == rule_text(again)
    assert days_of(again, year) == days_of(rule, year)


@given(_RULES, st.integers(1990, 2100))
def test_the_days_are_of_the_year_in_order_and_each_once(rule: ScheduleRule, year: int) -> None:
    days = days_of(rule, year)
    assert list(days) == sorted(set(days))
    assert all(day.year == year for day in days)


@given(st.text(max_size=420))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    rule = None
    with contextlib.suppress(AppError):
        rule = parse_rule(text)
    assert rule is None or parse_rule(rule_text(rule)) == rule
