"""State as a chip: icon and word, never colour alone."""

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme


class Tone(Enum):
    """What a state means; the value is the theme token of its words (and of its ground, with _soft)."""

    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"
    NEUTRAL = "quiet"
    ACCENT = "accent"


_ICONS = {
    Tone.GOOD: "done",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
}


class Chip(QWidget):
    """A small round-cornered word with its icon."""

    def __init__(self, text: str, tone: Tone, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another state."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 40, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground, icon, word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, self.rect(), self._text, self._tone, self._icon)


def paint_chip(painter: QPainter, area: QRect, text: str, tone: Tone, icon: str = "") -> None:
    """Draw a chip into ``area`` with the painter's font; also for delegates."""
    soft = "sunken" if tone is Tone.NEUTRAL else f"{tone.value}_soft"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(soft))
    painter.drawRoundedRect(area, 6, 6)
    square = QRect(area.x() + 8, area.y() + (area.height() - 16) // 2, 16, 16)
    icons.paint(painter, icon or _ICONS[tone], tone.value, square)
    painter.setPen(theme.colour(tone.value))
    words = area.adjusted(30, 0, -6, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
