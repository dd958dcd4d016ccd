"""What the parts of the postings page have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget


class PostingPart(QWidget):
    """A part of the page.

    Signals:
        framed: its title or its primary button changed.
        back_wanted: the person is done here.
    """

    framed = Signal()
    back_wanted = Signal()

    def refresh(self) -> None:
        """Something it shows changed."""

    def title(self) -> str:
        """The words at the top of the window; "" for those of the navigation."""
        return ""

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None
