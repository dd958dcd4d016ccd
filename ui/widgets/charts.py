"""Small charts drawn with QPainter: a ring of two shares, and bars with their words."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme

_RING = 176  # logical pixels at 100 %, so that its figure is read from a metre


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
        side = round(_RING * max(100, theme.percent()) / 100)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 16
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
        shift = painter.fontMetrics().height() / 3.2
        painter.drawText(
            middle.adjusted(0, -shift / 1.6, 0, -shift / 1.6), Qt.AlignmentFlag.AlignCenter, self._figure
        )
        painter.setPen(theme.colour("quiet"))
        painter.setFont(theme.font(theme.Role.SMALL))
        painter.drawText(
            middle.adjusted(0, 2.4 * shift, 0, 2.4 * shift), Qt.AlignmentFlag.AlignCenter, self._words
        )


class Bar(NamedTuple):
    """One line of a bar list: words, the share done (0 to 1), the figures at the right.

    ``backed`` is the part of the share in full colour, the rest is pale; None for all of it. ``warning`` are
    words that stand before the figures.
    """

    words: str
    share: Decimal | float
    figures: str
    tooltip: str = ""
    backed: float | None = None
    warning: str = ""


BAR_HEIGHT = 8
_SIDE = 4


class BarLine(QAbstractButton):
    """Words, a bar, figures that line up; leads somewhere where ``opens`` says so."""

    def __init__(
        self, bar: Bar, figures_width: int, parent: QWidget | None = None, *, opens: bool = False
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._figures_width = figures_width
        told = f"{bar.words}: {bar.figures}" + (f", {bar.warning}" if bar.warning else "")
        self.setToolTip(bar.tooltip or told)
        self.setAccessibleName(told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(260, self.fontMetrics().height() + BAR_HEIGHT + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus and (self.underMouse() or self.hasFocus()):
            painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        height = self._paint_words(painter)
        share = max(0.0, min(1.0, float(self._bar.share)))
        backed = share if self._bar.backed is None else max(0.0, min(share, self._bar.backed))
        self._paint_bar(painter, height + 9, share, backed)

    def _paint_words(self, painter: QPainter) -> int:
        painter.setFont(theme.font(strong=True))
        height = painter.fontMetrics().height()
        line = self.rect().adjusted(_SIDE, 4, -_SIDE, 0)
        line.setHeight(height)
        painter.setPen(theme.colour("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, self._bar.figures)
        line.adjust(0, 0, -max(self._figures_width, 0) - 16, 0)
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        if self._bar.warning:
            painter.setPen(theme.colour("warning"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, self._bar.warning)
            line.adjust(0, 0, -metrics.horizontalAdvance(self._bar.warning) - 12, 0)
        painter.setPen(theme.colour("text"))
        text = metrics.elidedText(self._bar.words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, text)
        return height

    def _paint_bar(self, painter: QPainter, top: int, share: float, backed: float) -> None:
        radius = BAR_HEIGHT / 2
        track = QRectF(_SIDE, top, self.width() - 2 * _SIDE, BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(track, radius, radius)
        token = "good" if share >= 1 and backed >= share else "accent"
        for part, shade in ((share, "pale"), (backed, token)):
            if part <= 0:
                continue
            length = QRectF(track)
            length.setWidth(max(float(BAR_HEIGHT), track.width() * part))
            if shade == "pale":
                painter.setPen(QPen(theme.colour("accent"), 1))
                painter.setBrush(theme.colour("accent_soft"))
                painter.drawRoundedRect(length.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
                painter.setPen(Qt.PenStyle.NoPen)
            else:
                painter.setBrush(theme.colour(shade))
                painter.drawRoundedRect(length, radius, radius)
