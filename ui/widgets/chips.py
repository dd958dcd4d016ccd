"""State as a chip: icon and word, never colour alone."""

from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

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


def paint_chip(painter: QPainter, area: QRect, text: str, tone: Tone, icon: str = "") -> None:
    """Draw a chip into ``area`` with the painter's font; also for delegates."""
    soft = "sunken" if tone is Tone.NEUTRAL else f"{tone.value}_soft"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(soft))
    painter.drawRoundedRect(area, 6, 6)
    side = theme.scaled(16)
    square = QRect(area.x() + 8, area.y() + (area.height() - side) // 2, side, side)
    icons.paint(painter, icon or _ICONS[tone], tone.value, square)
    painter.setPen(theme.colour(tone.value))
    place = area.adjusted(14 + side, 0, -6, 0)
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 2)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
