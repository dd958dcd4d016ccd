"""Warnings about file names that hint at identity papers or denunciations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.privacy import privacy_warning


@pytest.mark.parametrize(
    "name",
    [
        "Đơn tố cáo ông A.pdf",
        "DON_TO_CAO_2026.pdf",
        "kết luận nội dung tố cáo.docx",
        "CCCD mặt trước.jpg",
        "can-cuoc-cong-dan.png",
        "hộ chiếu.jpg",
        "scan 034087012345.pdf",
    ],
)
def test_a_suspicious_name_gets_a_warning(name: str) -> None:
    assert privacy_warning(name)


@pytest.mark.parametrize(
    "name",
    [
        "Báo cáo công tác tiếp công dân, giải quyết khiếu nại, tố cáo quý IV.pdf",
        "bao cao giai quyet khieu nai to cao.docx",
        "IMG_20261105_123456.jpg",
        "202611051234.jpg",
        "034087012345678.pdf",
        "Tổ cao tuổi.docx",
        "Kế hoạch 15-KH-UBND.pdf",
        "",
    ],
)
def test_an_ordinary_name_gets_none(name: str) -> None:
    assert privacy_warning(name) == ""


def test_decomposed_letters_are_recognised() -> None:
    import unicodedata

    assert privacy_warning(unicodedata.normalize("NFD", "Đơn tố cáo.pdf"))


def test_the_title_is_looked_at_too() -> None:
    assert privacy_warning("scan01.pdf", "Đơn tố cáo")


@given(name=st.text(max_size=60), title=st.text(max_size=60))
def test_any_name_can_be_looked_at(name: str, title: str) -> None:
    assert isinstance(privacy_warning(name, title), str)
