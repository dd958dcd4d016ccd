"""A chip that stands by itself beside other widgets: icon and word."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.chips import Tone, paint_chip
from ui.widgets.painting import chip_width


class ChipLabel(QWidget):
    """A state in a chip; empty until it is told one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._tone, self._icon = "", Tone.NEUTRAL, ""

    def show_chip(self, words: str, tone: Tone, icon: str = "") -> None:
        """Show another state; ``words`` are translated."""
        self._words, self._tone, self._icon = words, tone, icon
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        """Around its words."""
        font = theme.font(theme.Role.SMALL)
        return QSize(chip_width(font, self._words) + 6, self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if not self._words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.Role.SMALL))
        paint_chip(painter, self.rect(), self._words, self._tone, self._icon)
