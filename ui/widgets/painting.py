"""Painting shared by lists: where chips stand, slim bars, points that line up at their comma."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from friendly_desktop import formats
from ui import theme


def chip_width(painter_font: QFont, words: str) -> int:
    """How wide a chip with these words is."""
    around = 22 + theme.scaled(16)  # what ui.widgets.chips puts around the words
    return QFontMetrics(painter_font).horizontalAdvance(words) + around


def chip_area(rect: QRect, font: QFont, words: str) -> QRect:
    """Where a chip stands at the left of a cell, in its middle."""
    height = QFontMetrics(font).height() + 6
    width = min(chip_width(font, words), rect.width())
    return QRect(rect.x(), rect.y() + (rect.height() - height) // 2, width, height)


def paint_bar(painter: QPainter, rect: QRect, part: float) -> None:
    """Draw a slim bar in the middle of ``rect``, filled by ``part`` (0 to 1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    bar = QRectF(rect.x(), rect.center().y() - 2, rect.width(), 5)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(bar, 2.5, 2.5)
    if part > 0:
        bar.setWidth(max(5.0, bar.width() * min(1.0, part)))
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
    painter.restore()


def paint_points(
    painter: QPainter, rect: QRect, points: Decimal | None, maximum: Decimal | None, strong: bool = False
) -> None:
    """Draw "2,5 / 3" so that the commas and the strokes of all rows stand under each other."""
    painter.save()
    font = theme.font(strong=strong)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    right = int(Qt.AlignmentFlag.AlignRight) | middle
    tail = metrics.horizontalAdvance("/ 100") + 4
    fraction_room = metrics.horizontalAdvance(",25")
    stroke = rect.right() - tail
    comma = stroke - 6 - fraction_room
    whole, fraction = _split(points)
    painter.setPen(theme.colour("text" if points is not None else "quiet"))
    painter.drawText(QRect(rect.x(), rect.y(), comma - rect.x(), rect.height()), right, whole)
    painter.drawText(QRect(comma, rect.y(), fraction_room + 4, rect.height()), middle, fraction)
    if maximum is not None:
        painter.setPen(theme.colour("quiet"))
        painter.setFont(theme.font())
        told = f"/ {formats.points(maximum)}"
        painter.drawText(QRect(stroke, rect.y(), tail, rect.height()), middle, told)
    painter.restore()


def points_width() -> int:
    """How wide a column of :func:`paint_points` must be."""
    metrics = QFontMetrics(theme.font(strong=True))
    return metrics.horizontalAdvance("100,25/ 100") + 26


def _split(points: Decimal | None) -> tuple[str, str]:
    if points is None:
        return "–", ""
    text = formats.points(points)
    for mark in ",.":
        whole, found, fraction = text.partition(mark)
        if found:
            return whole, found + fraction
    return text, ""


class WrappedText:
    """Words laid out in at most so many lines; the last one ends in an ellipsis when they are longer."""

    def __init__(self, text: str, font: QFont, width: int, most_lines: int) -> None:
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._metrics = QFontMetrics(font)
        self._leading = round(self._metrics.height() * 0.12)
        self._text = text
        self._width = max(20, width)
        self._layout.beginLayout()
        self.lines: list[str] = []
        while len(self.lines) < most_lines:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            start, length = line.textStart(), line.textLength()
            if len(self.lines) == most_lines - 1 and start + length < len(text):
                rest = text[start:].replace("\n", " ")
                self.lines.append(self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self._width))
            else:
                self.lines.append(text[start : start + length].rstrip())
        self._layout.endLayout()

    @property
    def height(self) -> int:
        """How high the lines are together."""
        return max(1, len(self.lines)) * (self._metrics.height() + self._leading)

    def paint(self, painter: QPainter, x: int, y: int) -> None:
        """Draw it with the painter's pen, its first line's top at ``y``."""
        baseline = y + self._metrics.ascent() + self._leading / 2
        for line in self.lines:
            painter.drawText(QPointF(x, baseline), line)
            baseline += self._metrics.height() + self._leading
