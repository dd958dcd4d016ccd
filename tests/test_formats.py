"""Dates and numbers as an office writes and types them."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from friendly_desktop import formats
from friendly_desktop.i18n import use_language

TODAY = date(2026, 11, 20)


@pytest.fixture
def english():
    use_language("en")
    yield
    use_language("vi")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 1, 15), "ngày 15 tháng 01 năm 2026"),
        (date(2026, 2, 1), "ngày 01 tháng 02 năm 2026"),
        (date(2026, 11, 20), "ngày 20 tháng 11 năm 2026"),
        (date(2026, 9, 9), "ngày 09 tháng 9 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day, expected):
    assert formats.document_date(day) == expected


@pytest.mark.parametrize(
    "typed", ["5/3", "05/03/2026", "5-3-26", "050326", "05032026", "2026-03-05", " 5.3.2026 "]
)
def test_dates_are_read_as_people_type_them(typed):
    assert formats.parse_date(typed, TODAY) == date(2026, 3, 5)


def test_words_for_days_are_read():
    assert formats.parse_date("Hôm nay", TODAY) == TODAY
    assert formats.parse_date("hom qua", TODAY) == date(2026, 11, 19)


@pytest.mark.parametrize("typed", ["30/2/2026", "32/1", "abc", "", "5/13/2026", "1/1/1/1"])
def test_days_that_do_not_exist_are_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="Không có ngày|không phải là ngày"):
        formats.parse_date(typed, TODAY)


@pytest.mark.parametrize(("typed", "value"), [("0,5", "0.5"), ("1.0", "1.0"), (" 2 ", "2"), ("-1", "-1")])
def test_numbers_are_read_with_comma_and_dot(typed, value):
    assert formats.parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["abc", "", "1,2,3", "1e3", "٣", "NaN"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="không phải là số"):
        formats.parse_decimal(typed)


def test_points_carry_a_decimal_comma_in_vietnamese_and_a_dot_in_english(english):
    assert formats.points(Decimal("83.50")) == "83.5"
    use_language("vi")
    assert formats.points(Decimal("83.50")) == "83,5"
    assert formats.points(Decimal("1E+1")) == "10"
    assert formats.points(None, "-") == "-"


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 1234567])
def test_whole_numbers_agree_with_babel(number):
    assert formats.whole_number(number) == format_decimal(number, locale="vi_VN")


@pytest.mark.parametrize("offset", range(7))
def test_weekdays_agree_with_babel(offset):
    day = date(2026, 11, 16 + offset)
    assert formats.weekday_date(day).split(",")[0].casefold() == format_date(day, "EEEE", "vi").casefold()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("offset", range(7))
def test_english_weekdays_do_not_depend_on_the_computer(offset):
    day = date(2026, 11, 16 + offset)
    assert formats.weekday_date(day).split(",")[0] == format_date(day, "EEEE", "en")


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "0 B"), (999, "999 B"), (12_400, "12,4 KB"), (3_140_000, "3,1 MB"), (2 * 10**9, "2 GB")],
)
def test_sizes_are_short(size, expected):
    assert formats.file_size(size) == expected
