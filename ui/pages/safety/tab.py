"""What a tab of the page is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget


class SafetyTab(QWidget):
    """What the page asks of a tab.

    Signals:
        framed: its primary button changed.
    """

    framed = Signal()

    def refresh(self) -> None:
        """Read again; called while it is in view, when it comes into view and after any change of the records."""
        raise NotImplementedError

    def start(self, wanted: str) -> None:
        """Come into view; ``wanted`` is the filter of the place."""

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None
