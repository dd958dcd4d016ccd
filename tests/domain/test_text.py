"""Vietnamese text: folding, order, and names that every disk accepts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.text import (
    ascii_slug,
    clean_line,
    clean_text,
    fold,
    name_sort_key,
    safe_name,
    same_tone_places,
    sort_key,
)


def test_folding_finds_names_typed_without_tone_marks():
    assert fold("Nguyễn Văn ĐỨC") == "nguyen van duc"


def test_the_dictionary_order_is_vietnamese():
    words = ["đạt", "da", "ăn", "an", "ân", "ánh", "dũng", "đức", "ơn", "ôn", "on", "ưa", "ua"]
    ordered = ["an", "ánh", "ăn", "ân", "da", "dũng", "đạt", "đức", "on", "ôn", "ơn", "ua", "ưa"]
    assert sorted(words, key=sort_key) == ordered


def test_tones_come_in_their_school_order():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_people_are_sorted_by_given_name_then_family_name():
    people = ["Trần Thị An", "Nguyễn Văn Đức", "Lê An", "Đặng Thị Dung"]
    assert sorted(people, key=name_sort_key) == ["Lê An", "Trần Thị An", "Đặng Thị Dung", "Nguyễn Văn Đức"]


def test_both_tone_places_are_one_word_in_search():
    assert same_tone_places("Cộng HOÀ") == same_tone_places("cộng hòa")
    assert same_tone_places("uỷ ban") == same_tone_places("ủy ban")


def test_input_is_stored_composed_and_trimmed():
    assert clean_line(unicodedata.normalize("NFD", "  Ủy   ban\n nhân dân ")) == "Ủy ban nhân dân"
    assert clean_text("một  \r\nhai\r\n\r\n") == "một\nhai"


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("CON.pdf", "_CON.pdf"),
        ("com¹.txt", "_com¹.txt"),
        ("báo cáo: quý 1/2026?.docx", "báo cáo_ quý 1_2026_.docx"),
        ("tên.. ", "tên"),
        ("", "_"),
        ("...", "_"),
        ("a\nb.pdf", "a b.pdf"),
    ],
)
def test_names_that_windows_refuses_are_made_acceptable(given_name, expected):
    assert safe_name(given_name) == expected


def test_long_names_keep_their_extension_and_fit_every_disk():
    name = safe_name("ễ" * 250 + ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 200
    assert len(name.encode("utf-16-le")) // 2 <= 80


@given(st.text(max_size=300))
def test_every_name_can_be_made_safe(name):
    made = safe_name(name)
    assert made
    assert not set(made) & set('<>:"/\\|?*\n\r\t\x00')
    assert not made.endswith((".", " "))
    assert len(made.encode()) <= 203


@given(st.text(max_size=200))
def test_every_text_has_an_ascii_slug(text):
    slug = ascii_slug(text)
    assert slug
    assert slug.isascii()
    assert len(slug) <= 62


def test_slugs_read_like_the_vietnamese():
    assert ascii_slug("Quyết định số 12 về Đội ngũ") == "quyet-dinh-so-12-ve-doi-ngu"
    assert ascii_slug("con") == "con-1"
