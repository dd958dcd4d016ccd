"""Figures: what people type, totals of months, shares that hide nothing."""

from decimal import Decimal

import pytest

from friendly_desktop import i18n
from friendly_desktop.domain.indicators import Gathering, Indicator, Share
from friendly_desktop.domain.indicators.figures import (
    arithmetic,
    doubts,
    figure_text,
    percent_text,
    read_figure,
    share_value,
    total,
)

EARLY = Indicator("early", "Trước hạn", "hồ sơ", "Thủ tục")
LATE = Indicator("late", "Quá hạn", "hồ sơ", "Thủ tục")
HOUSES = Indicator("houses", "Số hộ", "hộ", "Công dân số", Gathering.LAST)
APPS = Indicator("apps", "Người cài", "người", "Công dân số", Gathering.LAST)
MONEY = Indicator("money", "Tiền", "triệu đồng", "Tiền", whole=False)
ALL = {one.id: one for one in (EARLY, LATE, HOUSES, APPS, MONEY)}
ON_TIME = Share("on_time", "Đúng hạn", ("early",), ("early", "late"))
APP = Share("app", "Ứng dụng", ("apps",), ("houses",), capped=False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("125", "125"),
        (" 1.250 ", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("12.345.678", "12345678"),
        ("0", "0"),
        ("007", "7"),
        ("1250,0", "1250"),
        ("10", "10"),
        ("100", "100"),
    ],
)
def test_a_count_is_read_as_it_is_written_here(typed: str, value: str) -> None:
    found = read_figure(typed, EARLY)
    assert found == Decimal(value)
    assert format(found, "f") == value  # stored as its text: never as 1E+2


@pytest.mark.parametrize("typed", ["", "  ", "-", "—"])
def test_an_empty_cell_is_no_figure(typed: str) -> None:
    assert read_figure(typed, EARLY) is None


@pytest.mark.parametrize(
    ("typed", "word"),
    [("98%", "tỷ lệ"), ("-3", "số âm"), ("1,234", "Không rõ"), ("mười", "không phải là số"), ("12,5", "số nguyên"),
     ("1e5", "không phải là số"), ("9999999999999", "không phải là số"), ("١٢", "không phải là số")],
)  # fmt: skip
def test_what_is_no_count_is_refused_with_a_sentence(typed: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        read_figure(typed, EARLY)


def test_money_may_have_a_fraction() -> None:
    assert read_figure("12,5", MONEY) == Decimal("12.5")


def test_a_sum_names_the_months_that_are_missing_and_no_month_to_come() -> None:
    found = total(EARLY, {("early", 1): Decimal(4), ("early", 3): Decimal(5)}, 12, 4)
    assert (found.value, found.missing) == (Decimal(9), (2, 4))
    assert total(EARLY, {}, 12, 0).missing == ()


def test_what_is_counted_afresh_is_that_of_its_newest_month() -> None:
    values = {("houses", 1): Decimal(3200), ("houses", 6): Decimal(3214)}
    assert total(HOUSES, values, 12, 10).value == Decimal(3214)
    assert total(HOUSES, values, 5, 10).value == Decimal(3200)
    assert total(HOUSES, {}, 12, 10).missing == (10,)


def test_a_month_without_its_late_files_does_not_make_the_share_better() -> None:
    values = {("early", 1): Decimal(10), ("late", 1): Decimal(1), ("early", 2): Decimal(90)}
    found = share_value(ON_TIME, ALL, values, 12, 2)
    assert (found.part, found.whole, found.missing) == (Decimal(10), Decimal(11), (2,))


def test_a_share_of_nothing_has_no_percent() -> None:
    zero = {("early", 1): Decimal(0), ("late", 1): Decimal(0)}
    assert share_value(ON_TIME, ALL, zero, 12, 1).percent is None
    only_apps = share_value(APP, ALL, {("apps", 1): Decimal(5)}, 12, 1)
    assert only_apps.percent is None
    assert arithmetic(only_apps) == "Chưa đủ số liệu để tính."


def test_a_share_may_be_above_a_hundred() -> None:
    found = share_value(APP, ALL, {("apps", 2): Decimal(3362), ("houses", 1): Decimal(3214)}, 12, 3)
    assert arithmetic(found) == "3.362 : 3.214 = 104,6%"
    assert found.missing == ()


def test_almost_all_is_never_told_as_all() -> None:
    assert percent_text(Decimal("99.99999")) == "99,99%"
    assert percent_text(Decimal(100)) == "100%"


def test_figures_are_told_in_the_language_of_the_screen() -> None:
    assert figure_text(Decimal("1234567.5")) == "1.234.567,5"
    i18n.use_language("en")
    assert figure_text(Decimal("1234567.5")) == "1,234,567.5"


def test_a_part_larger_than_its_whole_is_told_with_its_month() -> None:
    signed = Share("signed", "Ký số", ("late",), ("early",))
    values = {
        ("early", 3): Decimal(5),
        ("late", 3): Decimal(7),
        ("early", 4): Decimal(9),
        ("late", 4): Decimal(9),
    }
    (found,) = doubts((signed, APP), ALL, values)
    assert found.month == 3
    assert found.message == "Tháng 3: «Quá hạn» 7 nhiều hơn «Trước hạn» 5."
