"""Letters of posters: no mark touches another, lines break at their meaning, the font's kerning is used."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from friendly_desktop.domain import compounds
from friendly_desktop.domain.pages import PageSize
from friendly_desktop.domain.postings.tiling import OVERLAP, WHITE, tiling
from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.documents.posting_creed import items_of
from friendly_desktop.services.documents.posting_type import (
    Face,
    Type,
    check,
    fall,
    fitted,
    kern,
    leading,
    pieces,
    rise,
    width,
)

CAPITALS = "AĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@pytest.mark.parametrize("face", Face)
def test_no_letter_stands_higher_or_hangs_lower_than_is_reckoned(face: Face) -> None:
    import unicodedata

    font = ImageFont.truetype(str(RESOURCES / "fonts" / f"{face.value}.ttf"), 1000)
    letters = ["Đ", *(unicodedata.normalize("NFC", one + tone) for one in CAPITALS for tone in TONES)]
    for letter in [*letters, *(one.lower() for one in letters), *"gjpqyQ,;()0123456789“”"]:
        _left, top, _right, bottom = font.getbbox(letter, anchor="ls")
        assert -top <= 1000 * rise(letter) + 15, letter  # round letters overshoot
        assert bottom <= 1000 * fall(letter) + 20, letter


def test_a_dot_below_and_a_hat_under_it_keep_their_distance() -> None:
    dressed = Type(Face.DISPLAY, leading=1.0)
    assert leading(("Ạ", "Ẩ"), dressed) > 1.49
    assert leading(("A", "A"), dressed) == 1.0
    assert leading(("Ạ      A", "A      Ẩ"), dressed) == 1.0  # they do not stand over each other


def test_a_text_breaks_at_its_meaning_and_never_inside_a_word() -> None:
    text = "CHÍNH QUYỀN THÂN THIỆN, VÌ NHÂN DÂN PHỤC VỤ"
    made = fitted(text, Type(Face.DISPLAY), (220, 36), 40)
    assert made.lines == ("CHÍNH QUYỀN THÂN THIỆN,", "VÌ NHÂN DÂN PHỤC VỤ")
    narrow = fitted(text, Type(Face.DISPLAY), (110, 75), 40)
    assert narrow.lines == ("CHÍNH QUYỀN", "THÂN THIỆN,", "VÌ NHÂN DÂN", "PHỤC VỤ")
    assert fitted("Phó Chủ tịch Phạm Văn Hùng", Type(Face.STRONG), (80, 40), 9).lines[-1] == "Phạm Văn Hùng"


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "xin",
                "chào",
                "cảm",
                "ơn",
                "Nhân",
                "dân",
                "phục",
                "vụ,",
                "kịp",
                "thời;",
                "đúng",
                "hạn",
                "Ủy",
                "ban",
                "Ể",
                "Ự",
            ]
        ),
        min_size=1,
        max_size=30,
    ),
    wide=st.floats(20, 300),
    high=st.floats(8, 300),
)
def test_whatever_is_set_has_room_and_loses_no_word(words: list[str], wide: float, high: float) -> None:
    dressed = Type(Face.STRONG)
    made = fitted(" ".join(words), dressed, (wide, high), 30)
    if made.lines:
        assert " ".join(made.lines).split() == words
        assert made.height <= high + 0.01
        assert all(width(line, dressed) * made.size <= wide + 0.01 for line in made.lines)


def test_the_fonts_kerning_brings_letters_together_and_every_letter_is_drawn_once() -> None:
    dressed = Type(Face.DISPLAY, track=0.02)
    assert kern(Face.DISPLAY, "T", "Â") < -0.02
    line = "TÂM VÀ TẦM"
    parts = list(pieces(line, dressed))
    assert "".join(part for _at, part in parts) == line
    assert all(left < right for (left, _a), (right, _b) in itertools.pairwise(parts))


def test_a_character_without_a_shape_is_named_with_its_field() -> None:
    with pytest.raises(AppError, match="«Tiêu đề»"):
        check("vui 😀", "Tiêu đề")


def test_lists_are_parted_by_their_strongest_sign() -> None:
    assert items_of("Xin chào, xin lỗi, xin phép.") == ("Xin chào", "Xin lỗi", "Xin phép")
    assert items_of("Không vô cảm, thờ ơ; không vòi vĩnh.") == ("Không vô cảm, thờ ơ", "Không vòi vĩnh")


def test_words_of_two_syllables_are_known_with_their_signs() -> None:
    assert compounds.inside(["vì", "“Nhân", "dân”", "phục", "vụ,", "xin", "chào"]) == {2, 4, 6}
    assert compounds.inside(["chính,", "quyền"]) == frozenset()


@pytest.mark.parametrize("paper", [PageSize(210, 297), PageSize(297, 420)])
@pytest.mark.parametrize("whole", [PageSize(841, 1189), PageSize(841, 594), PageSize(420, 594)])
def test_sheets_cover_the_whole_overlap_and_leave_the_printers_edge(whole: PageSize, paper: PageSize) -> None:
    plan = tiling(whole, paper)
    for one in plan.tiles:
        assert one.width <= plan.paper.width - 2 * WHITE + 0.01
        assert one.height <= plan.paper.height - 2 * WHITE + 0.01
    last = plan.tiles[-1]
    assert last.left + last.width == pytest.approx(whole.width)
    assert last.top + last.height == pytest.approx(whole.height)
    if plan.columns > 1:
        first, second = plan.tiles[:2]
        assert first.left + first.width - second.left == pytest.approx(OVERLAP)
    assert len({one.name for one in plan.tiles}) == len(plan.tiles)
