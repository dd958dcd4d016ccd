"""Whether words can be read where they stand: the contrast of what was really painted.

The colours of the theme are checked by themselves (``test_theme.py``); this looks at the pixels, so that words on a
ground they were not made for, or faded by a style, are found too. Twice as large as on the screen, because the edges
of letters are blurred.
"""

from collections.abc import Iterator
from functools import cache
from typing import cast

from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

from tests.ui import eyes

#: Of text by WCAG 2.1, 1.4.3; the blur of thin strokes takes a little of what the colours give.
LEAST = 4.2
_SCALE = 2

Colour = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """Of two colours as ``#RRGGBB``, by WCAG 2."""
    return _ratio(_colour(one), _colour(other))


def faint(window: QWidget) -> list[str]:
    """Words whose colour is too near to that of their ground, one line each."""
    picture = _picture(window)
    found = []
    for one, rect, words in _words(window):
        if not words.strip() or not _in_view(window, one, rect):
            continue
        best = _best(picture, rect)
        if best is not None and best < LEAST:
            found.append(f"contrast {best:.1f}: {eyes.told(one)} {words[:60]!r}")
    return found


def _words(window: QWidget) -> Iterator[tuple[QWidget, QRect, str]]:
    """Everything with words: whose, where in the window, and which."""
    for one in eyes.shown(window):
        if isinstance(one, QHeaderView) or not one.isVisible():
            continue
        whole = QRect(one.mapTo(window, QPoint(0, 0)), one.size()) & window.rect()
        if isinstance(one, QAbstractItemView):
            yield from _cells(window, one)
        elif isinstance(one, QLineEdit):
            yield one, whole.adjusted(4, 4, -4, -4), one.text() or one.placeholderText()
        elif isinstance(one, QComboBox):
            yield one, whole.adjusted(4, 4, -28, -4), one.currentText()
        elif isinstance(one, QTabBar):
            for number in range(one.count()):
                place = one.tabRect(number).translated(one.mapTo(window, QPoint(0, 0)))
                yield one, place.adjusted(4, 4, -4, -4) & whole, one.tabText(number)
        elif isinstance(one, QCheckBox | QRadioButton):
            yield one, whole.adjusted(28, 4, -2, -4), one.text()
        elif isinstance(one, QToolButton):
            if one.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
                yield one, whole.adjusted(4, 4, -4, -4), one.text()
        elif isinstance(one, QPushButton):
            yield one, whole.adjusted(6, 6, -6, -6), one.text()
        elif isinstance(one, QLabel):
            yield one, whole, one.text()


def _cells(window: QWidget, view: QAbstractItemView) -> Iterator[tuple[QWidget, QRect, str]]:
    port = view.viewport()
    corner = port.mapTo(window, QPoint(0, 0))
    seen = set()
    for y in range(6, port.height(), 12):
        first = view.indexAt(QPoint(port.width() // 3, y))
        if not first.isValid() or (first.row(), first.internalId()) in seen:
            continue
        seen.add((first.row(), first.internalId()))
        for column in range(_columns(view)):
            index = first.siblingAtColumn(column)
            words = index.data(Qt.ItemDataRole.DisplayRole)
            whole = view.visualRect(index)
            rect = whole & port.rect()
            if isinstance(words, str) and words and rect.width() > 20 and rect.height() >= whole.height() - 2:
                yield view, rect.translated(corner).adjusted(3, 3, -3, -3), words


def _in_view(window: QWidget, one: QWidget, rect: QRect) -> bool:
    """Whether nothing lies over the middle of some words, and no more than a little of them is scrolled away."""
    seen = one.visibleRegion().boundingRect().translated(one.mapTo(window, QPoint(0, 0)))
    if (seen & rect).height() < rect.height() * 0.7:
        return False
    found = window.childAt(rect.center())
    return found is not None and (found is one or one.isAncestorOf(found))


def _columns(view: QAbstractItemView) -> int:
    """Of a list its one: it does not let anybody ask."""
    model = view.model()
    return model.columnCount() if isinstance(view, QTableView | QTreeView) else 1


def _picture(window: QWidget) -> Image.Image:
    image = QImage(window.size() * _SCALE, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(_SCALE)
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    painter.end()
    size = (image.width(), image.height())
    return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1)


def _best(picture: Image.Image, rect: QRect) -> float | None:
    """The contrast between the ground of a place and what stands out from it most; None where nothing does."""
    if rect.width() < 4 or rect.height() < 4:
        return None
    left, top = _SCALE * rect.left(), _SCALE * rect.top()
    part = picture.crop((left, top, left + _SCALE * rect.width(), top + _SCALE * rect.height()))
    colours = cast("list[tuple[int, Colour]]", part.getcolors(part.width * part.height) or [])
    if len(colours) < 2:
        return None
    ground = max(colours)[1]
    return max(_ratio(ground, one) for _count, one in colours)


def _ratio(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _luminance(colour: Colour) -> float:
    """Relative luminance of WCAG 2."""
    parts = [part / 255 for part in colour]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(text: str) -> Colour:
    red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
