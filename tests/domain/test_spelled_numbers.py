"""Numbers in Vietnamese words, read back by a parser that knows the grammar on its own."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.spelled_numbers import LARGEST, spelled, spelled_money

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SIZES = {"nghìn": 10**3, "triệu": 10**6}


def parsed(words: str) -> int:
    """The number that the words say."""
    billions, total, group, digit = 0, 0, 0, 0
    for word in words.split():
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mười":
            group, digit = group + 10, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word in SIZES:
            total, group, digit = total + (group + digit) * SIZES[word], 0, 0
        elif word == "tỷ":
            billions, total, group, digit = (total + group + digit) * 10**9, 0, 0, 0
        else:
            assert word == "linh", word
    return billions + total + group + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (44, "bốn mươi tư"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (1_015, "một nghìn không trăm mười lăm"),
        (1_100, "một nghìn một trăm"),
        (10_000, "mười nghìn"),
        (21_000, "hai mươi mốt nghìn"),
        (105_000, "một trăm linh năm nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (5_000_000, "năm triệu"),
        (21_041_011, "hai mươi mốt triệu không trăm bốn mươi mốt nghìn không trăm mười một"),
        (10**9, "một tỷ"),
        (10**9 + 1, "một tỷ không trăm linh một"),
        (10**9 + 10**6, "một tỷ không trăm linh một triệu"),
        (1_234_567_890, "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi"),
        (10**12, "một nghìn tỷ"),
        (1_005 * 10**9, "một nghìn không trăm linh năm tỷ"),
        (2 * 10**12 + 5, "hai nghìn tỷ không trăm linh năm"),
        (LARGEST, "một triệu tỷ"),
    ],
)
def test_the_odd_cases_are_said_as_people_say_them(number: int, words: str) -> None:
    assert spelled(number) == words


@given(st.integers(0, LARGEST))
def test_every_number_is_read_back_from_its_words(number: int) -> None:
    assert parsed(spelled(number)) == number


def test_every_number_below_ten_thousand_is_read_back_from_its_own_words() -> None:
    words = [spelled(number) for number in range(10_000)]
    assert [parsed(one) for one in words] == list(range(10_000))
    assert len(set(words)) == len(words)


@given(st.integers(0, LARGEST))
def test_the_grammar_of_the_small_words_holds(number: int) -> None:
    words = spelled(number).split()
    assert "  " not in spelled(number)
    for before, word in zip(["", *words], words, strict=False):
        if word in ("mốt", "tư"):
            assert before == "mươi"
        if word == "lăm":
            assert before in ("mươi", "mười")
        if word in ("một", "bốn", "năm"):
            assert before != "mươi"
        if word == "linh":
            assert before == "trăm"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0.5", "không phẩy năm"),
        ("2.75", "hai phẩy bảy mươi lăm"),
        ("3.05", "ba phẩy không năm"),
        ("1.125", "một phẩy một hai năm"),
        ("-21", "âm hai mươi mốt"),
        ("7.00", "bảy"),
    ],
)
def test_fractions_and_minus_are_said(number: str, words: str) -> None:
    assert spelled(Decimal(number)) == words


def test_money_names_its_unit() -> None:
    assert spelled_money(5_000_000) == "năm triệu đồng"


@pytest.mark.parametrize("number", [LARGEST + 1, Decimal("NaN"), Decimal("Infinity")])
def test_what_has_no_words_is_refused(number: int | Decimal) -> None:
    with pytest.raises(ValueError, match="not spelled"):
        spelled(number)
