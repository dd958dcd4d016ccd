"""After a change of the calendar: which open cases' dates would move; they move only when one says so."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import UiContext
from ui.widgets.notice_strip import NoticeStrip


class MovesStrip(QWidget):
    """Says how many dates would move, and shows them."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.strip = NoticeStrip("calendar", "warning", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self.hide()

    def ask(self, _days: Sequence[date]) -> None:
        """Look whether dates would move."""
