"""Which words of a window do not fit where they stand."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.ui import eyes
from ui import theme
from ui.widgets.chip_cells import ChipCells
from ui.widgets.painting import chip_width
from ui.widgets.text import ElidedText

#: What a field needs beside its words: its edges, and the arrow of one to choose from.
_EDGES, _ARROW = 16, 26


def cut(window: QWidget, *, lenient: bool = False) -> list[str]:
    """Words that do not fit where they stand, one line each.

    Args:
        window: as it stands on the screen.
        lenient: for the pseudo-language, longer than any that people speak: what gives way by design may do so. Elided
            lines, headings that stretch and values to choose from tell the whole when pointed at; tabs can be pushed
            on; an example in a field ends in an ellipsis.
    """
    return [f"{why}: {eyes.told(one)} {words[:60]!r}" for one, words, why in _cut(window, lenient)]


def _cut(window: QWidget, lenient: bool) -> Iterator[tuple[QWidget, str, str]]:
    for one in eyes.shown(window):
        if isinstance(one, QLabel) and one.text():
            yield from _cut_label(one, lenient)
        elif isinstance(one, QPushButton | QToolButton | QCheckBox | QRadioButton) and one.text():
            yield from _cut_button(one)
        elif isinstance(one, QTabBar):
            over = one.sizeHint().width() - one.width()
            if over > 1 and not (lenient and one.usesScrollButtons()):
                yield one, " | ".join(one.tabText(number) for number in range(one.count())), f"{over} px"
        elif isinstance(one, QHeaderView) and one.orientation() == Qt.Orientation.Horizontal:
            yield from _cut_header(one, lenient)
        elif isinstance(one, QComboBox | QLineEdit) and not lenient:
            yield from _cut_field(one)
        elif isinstance(one, QTableView) and not lenient:
            yield from _cut_chips(one)
        elif isinstance(one, QScrollArea):
            yield from _cut_side(one, lenient)
        if isinstance(one, QPushButton | QLineEdit | QComboBox | QLabel | QCheckBox) and _outside(one):
            yield one, getattr(one, "text", str)(), "outside what holds it"


def _cut_side(one: QScrollArea, lenient: bool) -> Iterator[tuple[QWidget, str, str]]:
    """A page that is wider than its place; moved sideways only where that is forgiven."""
    body = one.widget()
    stays = one.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if body is None or (lenient and not stays):
        return
    over = body.width() - one.viewport().width()
    if over > 1:
        yield one, type(body).__name__, f"{over} px of its right side"


def _cut_label(one: QLabel, lenient: bool) -> Iterator[tuple[QWidget, str, str]]:
    if one.pixmap() is not None and not one.pixmap().isNull():
        return
    if one.wordWrap():
        lacks = one.heightForWidth(one.width()) - one.height()
        if lacks > 2:
            yield one, one.text(), f"{lacks} px of height"
        words = re.split(r"[\s/-]+", one.text())
        longest = max((one.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        if longest > one.width() + 1:
            yield one, one.text(), "a word wider than its place"
        return
    over = one.sizeHint().width() - one.width()
    if over > 1 and not (isinstance(one, ElidedText) and (lenient or one.toolTip())):
        yield one, one.text(), f"{over} px"


def _cut_button(one: QWidget) -> Iterator[tuple[QWidget, str, str]]:
    if isinstance(one, QToolButton) and one.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return
    over = one.sizeHint().width() - one.width()
    if over > 1:
        yield one, one.text() if isinstance(one, QPushButton) else eyes.name_of(one), f"{over} px"


def _cut_header(one: QHeaderView, lenient: bool) -> Iterator[tuple[QWidget, str, str]]:
    for number in range(one.count()):
        if one.isSectionHidden(number):
            continue
        stretches = one.sectionResizeMode(number) == QHeaderView.ResizeMode.Stretch
        over = one.sectionSizeHint(number) - one.sectionSize(number)
        words = str(one.model().headerData(number, one.orientation()) or "")
        if over > 1 and words and not (lenient and stretches):
            yield one, words, f"{over} px"


def _cut_field(one: QComboBox | QLineEdit) -> Iterator[tuple[QWidget, str, str]]:
    """The program's own words in a field; what a person writes may be longer than it."""
    if isinstance(one, QComboBox):
        words, room = one.currentText(), one.width() - _EDGES - _ARROW
        words = "" if one.isEditable() else words
    else:
        words, room = one.placeholderText() if not one.text() else "", one.width() - _EDGES
    over = one.fontMetrics().horizontalAdvance(words) - room
    if over > 1 and words not in one.toolTip():
        yield one, words, f"{over} px"


def _cut_chips(view: QTableView) -> Iterator[tuple[QWidget, str, str]]:
    """States drawn as chips; other cells end in an ellipsis."""
    model = view.model()
    for column in range(model.columnCount()):
        if not isinstance(view.itemDelegateForColumn(column), ChipCells):
            continue
        font = theme.font(theme.Role.SMALL)
        for words in {str(model.index(row, column).data() or "") for row in range(min(60, model.rowCount()))}:
            over = chip_width(font, words) + 4 - view.columnWidth(column)
            if words and over > 0:
                yield view, words, f"chip, {over} px"


def _outside(one: QWidget) -> bool:
    """Whether part of it lies outside what holds it, where nobody sees it; what scrolls may do so."""
    parent = one.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    if not parent.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
        return True
    while (holder := parent.parentWidget()) is not None and not parent.isWindow():
        if isinstance(holder.parentWidget(), QAbstractScrollArea):
            return False
        left = one.mapTo(holder, one.rect().topLeft()).x()
        if left < -1 or left + one.width() > holder.width() + 1:
            return True
        parent = holder
    return False
