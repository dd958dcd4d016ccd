"""Colours are readable on every ground they stand on, and the style sheet knows every token."""

from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from tests.ui.ink import contrast
from ui import theme
from ui.theme import DARK, LIGHT, Tokens

PAIRS = [
    *((words, ground) for words in ("text", "quiet", "accent") for ground in ("canvas", "surface", "sunken")),
    *((words, ground) for words in ("text", "quiet") for ground in ("hover", "accent_soft")),
    ("text", "line"),
    *(("accent", f"{state}_soft") for state in ("accent", "good", "warning", "danger")),
    ("accent", "hover"),
    ("warning", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((words, f"{state}_soft") for words in ("text", "quiet") for state in ("good", "warning", "danger")),
    *((state, f"{state}_soft") for state in ("good", "warning", "danger")),
    *(
        (state, ground)
        for state in ("good", "warning", "danger")
        for ground in ("canvas", "surface", "sunken")
    ),
    ("danger", "hover"),
]
#: Lines that tell where a control is, whether it holds the keyboard, and that something in it is wrong.
OUTLINES = [
    *(
        (outline, ground)
        for outline in ("control_line", "accent", "danger")
        for ground in ("canvas", "surface", "sunken")
    ),
    *(("control_line", f"{state}_soft") for state in ("accent", "warning", "danger")),
]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(look: Tokens, words: str, ground: str):
    assert contrast(getattr(look, words), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("outline", "ground"), OUTLINES)
def test_outlines_that_tell_something_can_be_seen(look: Tokens, outline: str, ground: str):
    assert contrast(getattr(look, outline), getattr(look, ground)) >= 3.0


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_knows_every_token_it_names(look: Tokens):
    assert "@" not in theme.style_sheet(look, 100)


def test_figures_line_up(qapp: QApplication):
    theme.load_fonts()
    metrics = QFontMetricsF(theme.font())
    assert metrics.horizontalAdvance("Ộ") > 0
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_type_grows_with_the_scale_of_the_person():
    assert "font-size: 36pt" in theme.style_sheet(LIGHT, 200)


@pytest.mark.parametrize("kind", ["QAbstractItemView", "QMenu", "QTipLabel", "QStatusBar", "QMessageBox"])
def test_lists_menus_and_tips_have_the_programs_font_where_windows_has_its_own(
    qapp: QApplication, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "_WITH_OWN_FONT", theme._OWN_FONT_ON_WINDOWS)
    qapp.setFont(QFont("Tahoma", 8), kind)
    theme.load_fonts()
    theme.apply(qapp, theme.Scheme.LIGHT, 125)

    assert QApplication.font(kind).family() == theme.FONT_FAMILY
    assert QApplication.font(kind).pointSizeF() == theme.font().pointSizeF()
