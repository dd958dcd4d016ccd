"""The first-run page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.text import Text


class WelcomePage(QWidget):
    """Asks for the office and opens the first year.

    Signals:
        finished: the office is set up and a year is open.
    """

    finished = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        layout = QVBoxLayout(self)
        layout.addWidget(Text(_("Chào mừng"), "title"))
        layout.addStretch()

    def start(self) -> None:
        """Nothing yet."""
