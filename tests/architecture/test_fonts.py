"""The fonts we ship can write every Vietnamese word, on screen and on paper."""

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from friendly_desktop.paths import RESOURCES

FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
SIGNS = "₫–—“”‘’…•·§×÷±°€"


def vietnamese_letters() -> set[str]:
    """All 134 letters of Vietnamese that are not plain ASCII."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES)}
    small = {letter for letter in small if not letter.isascii()} | {"đ"}
    return small | {letter.upper() for letter in small}


def test_there_are_134_accented_letters() -> None:
    assert len(vietnamese_letters()) == 134


def test_a_serif_and_a_sans_are_shipped_with_their_licences() -> None:
    names = {path.name for path in FONTS}
    serif = {f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")}
    sans = {"NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf"}
    posters = {f"BeVietnamPro-{style}.ttf" for style in ("Medium", "SemiBold", "ExtraBold")}
    assert serif | sans | posters == names
    for family in ("LiberationSerif", "NotoSans", "BeVietnamPro"):
        licence = (RESOURCES / "fonts" / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_vietnamese_letter_mark_and_sign_has_a_glyph(path: Path) -> None:
    glyphs = TTFontFile(str(path)).charToGlyph
    lacking = [sign for sign in [*sorted(vietnamese_letters()), *TONES, *SIGNS] if not glyphs.get(ord(sign))]
    assert lacking == []


@pytest.mark.parametrize(
    "path", [one for one in FONTS if "BeVietnam" not in one.stem], ids=lambda path: path.stem
)
def test_figures_are_all_of_one_width_so_that_columns_of_points_align(path: Path) -> None:
    widths = TTFontFile(str(path)).charWidths
    assert len({widths[ord(figure)] for figure in "0123456789"}) == 1


def test_the_serif_is_the_version_with_vietnamese() -> None:
    names = (RESOURCES / "fonts" / "LiberationSerif-Regular.ttf").read_bytes().replace(b"\0", b"")
    assert b"Version 2.1.5" in names
