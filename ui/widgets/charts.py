"""Small charts drawn with QPainter: a ring of two shares, and bars with their words."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class Ring(QWidget):
    """What is claimed of a whole, and within it what is backed by evidence.

    The figure stands in the middle; below it a quiet word. Full colour is backed, the pale rest of the
    arc is claimed without proof.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claimed = self._backed = 0.0
        self._figure = self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_shares(self, claimed: float, backed: float, figure: str, words: str) -> None:
        """Show shares of the whole (0 to 1) and the figure for them."""
        self._claimed = max(0.0, min(1.0, claimed))
        self._backed = max(0.0, min(self._claimed, backed))
        self._figure, self._words = figure, words
        self.setAccessibleName(f"{figure} {words}")
        self.update()

    def sizeHint(self) -> QSize:
        """Grows with the type."""
        side = round(156 * theme.percent() / 100) if theme.percent() > 100 else 156
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 12
        arc = QRectF(self.rect()).adjusted(width, width, -width, -width)
        for share, token in ((1.0, "line"), (self._claimed, "accent_soft"), (self._backed, "accent")):
            pen = QPen(theme.colour(token), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(arc, 90 * 16, -round(360 * 16 * share))
        if self._claimed > self._backed:  # the edge of the pale part, visible on any screen
            pen = QPen(theme.colour("accent"), 1.5)
            painter.setPen(pen)
            edge = arc.adjusted(-width / 2, -width / 2, width / 2, width / 2)
            start, span = 90 * 16 - round(5760 * self._backed), -round(5760 * (self._claimed - self._backed))
            painter.drawArc(edge, start, span)
        painter.setPen(theme.colour("text"))
        figure_font = theme.font(theme.Role.BIG, strong=True)
        painter.setFont(figure_font)
        room = arc.width() - width - 16
        wide = painter.fontMetrics().horizontalAdvance(self._figure)
        if wide > room:
            figure_font.setPointSizeF(figure_font.pointSizeF() * room / wide)
            painter.setFont(figure_font)
        middle = QRectF(self.rect())
        painter.drawText(middle.adjusted(0, -12, 0, -12), Qt.AlignmentFlag.AlignCenter, self._figure)
        painter.setPen(theme.colour("quiet"))
        painter.setFont(theme.font(theme.Role.SMALL))
        painter.drawText(middle.adjusted(0, 30, 0, 30), Qt.AlignmentFlag.AlignCenter, self._words)


class Bar(NamedTuple):
    """One line of a bar list: words, the share done (0 to 1), the figures at the right."""

    words: str
    share: Decimal | float
    figures: str
    tooltip: str = ""


class BarLine(QWidget):
    """Words, a thin bar, figures that line up."""

    def __init__(self, bar: Bar, figures_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._figures_width = figures_width
        self.setToolTip(bar.tooltip or bar.words)
        self.setAccessibleName(f"{bar.words}: {bar.figures}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(260, self.fontMetrics().height() + 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        height = metrics.height()
        right = self.rect().adjusted(0, 2, 0, 0)
        right.setHeight(height)
        painter.setPen(theme.colour("text"))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight, self._bar.figures)
        words = right.adjusted(0, 0, -self._figures_width - 12, 0)
        text = metrics.elidedText(self._bar.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, text)
        track = QRectF(0, height + 7, self.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        share = max(0.0, min(1.0, float(self._bar.share)))
        if share > 0:
            painter.setBrush(theme.colour("good" if share >= 1 else "accent"))
            painter.drawRoundedRect(QRectF(0, height + 7, max(5.0, self.width() * share), 5), 2.5, 2.5)
