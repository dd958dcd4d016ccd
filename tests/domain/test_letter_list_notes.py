"""Totals and places to sign around a list are nobody to write to."""

import pytest

from friendly_desktop.domain.letters.list_notes import is_note, notes_below
from tests.domain.legacy_writing import as_tcvn3


@pytest.mark.parametrize(
    "text",
    ["Tổng số: 3 người", "Tổng cộng", "Cộng", "Cộng thôn Đông: 2", "Người lập biểu", "NGƯỜI LẬP DANH SÁCH",
     "An Bình, ngày 5 tháng 3 năm 2026", "An Bình, ngày ... tháng ... năm 2026", "(Ký, ghi rõ họ tên)",
     "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Danh sách này có 12 người", "Xác nhận của UBND xã"],
)  # fmt: skip
def test_the_words_around_a_list_are_known(text: str) -> None:
    assert is_note(("", text))


def test_they_are_known_in_a_list_from_before_unicode() -> None:
    assert is_note(("", as_tcvn3("Người lập biểu")))


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "Tống Văn Cộng", "Thôn Đông"),
        ("", "Công Thị Ký", ""),
        ("", "Cộng tác viên dân số", ""),
        ("", "Lê Văn An", "Tổng số tiền ủng hộ 5 triệu đồng", "Thôn Đông"),
        ("7", "Tổng số", ""),
        ("", "", ""),
        ("", "Lê Văn An", "05/03/2026"),
        ("", "Lê Văn An", "ngày 5 tháng 3 năm 2026"),
    ],
)
def test_people_are_not_taken_for_remarks(cells: tuple[str, ...]) -> None:
    assert not is_note(cells, counting=(0,))


def test_a_numbered_list_ends_with_its_last_number() -> None:
    rows = [
        ("1", "Lê Văn An"),
        ("", "Cộng thôn Đông"),
        ("2", "Vũ Thị Bình"),
        ("", "Tổng số: 2"),
        ("", "Lê Văn Lập"),
    ]
    assert notes_below(rows, counting=(0,)) == 3
    assert notes_below(rows[:3], counting=(0,)) == 3


def test_a_list_without_numbers_ends_where_it_is_signed() -> None:
    people = [(f"Lê Văn {letter}", "Cứu người", "Thôn Đông") for letter in "ABCD"]
    signed = [("Người lập biểu", "Chủ tịch", ""), ("Lê Thị Lập", "Vũ Văn Ký", "")]
    assert notes_below([*people, *signed]) == 4
    assert notes_below(people) == 4
    assert notes_below([("Tổng số: 4", "", ""), *people]) == 5
    assert notes_below([]) == 0
