"""Taking a denouncer out of words: what is found, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.cases.secrecy import (
    TAKEN_OUT,
    Secrets,
    told_in_words,
    without_telling_words,
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ông Lê An hỏi", f"Ông {TAKEN_OUT} hỏi"),
        ("ông LÊ AN, ông Le An", f"ông {TAKEN_OUT}, ông {TAKEN_OUT}"),
        ("bà Lê Ánh và đề án của xã Lê Anh", "bà Lê Ánh và đề án của xã Lê Anh"),
        ("gọi 0987.123.987 hoặc 0987123987", f"gọi {TAKEN_OUT} hoặc {TAKEN_OUT}"),
        ("số 0987123", "số 0987123"),
        ("", ""),
    ],
)
def test_known_words_are_taken_out_and_no_others(text: str, left: str) -> None:
    assert Secrets(["Lê An", "0987 123 987"]).taken_out(text) == left


@given(st.text(), st.text(alphabet="ăâđêôơưáàảãạ bcd", min_size=4, max_size=12))
def test_nothing_known_is_left_in_any_text(text: str, word: str) -> None:
    secrets = Secrets([word])
    assert not secrets.in_text(secrets.taken_out(f"{text} {word} {text}"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tôi tên là Nguyễn Văn Đức ở thôn Đông", f"Tôi tên là {TAKEN_OUT} ở thôn Đông"),
        ("Tên tôi là Đức.", f"Tên tôi là {TAKEN_OUT}."),
        ("Người tố cáo: bà Trần Thị Hường, xin", f"Người tố cáo: bà {TAKEN_OUT}, xin"),
        ("Căn cước 030080001234", f"Căn cước {TAKEN_OUT}"),
        ("Tôi là người dân trong thôn", "Tôi là người dân trong thôn"),
        ("người tố cáo là công dân của xã", "người tố cáo là công dân của xã"),
        ("Quyết định số 123456789 ngày 20/11/2026", "Quyết định số 123456789 ngày 20/11/2026"),
        ("thu 12.000.000 đồng", "thu 12.000.000 đồng"),
    ],
)
def test_words_that_tell_who_writes_are_seen_and_taken_out(text: str, left: str) -> None:
    assert without_telling_words(text) == left
    assert bool(told_in_words(text)) is (text != left)
    assert told_in_words(left) == ""
