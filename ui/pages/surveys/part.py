"""What a part of the page of surveys is: the rounds, one round, the forms."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget


class SurveysPart(QWidget):
    """What the page asks of a part.

    Signals:
        framed: its title or its primary button changed.
        back_wanted: the person is done here.
    """

    framed = Signal()
    back_wanted = Signal()

    def start(self, what: str) -> None:
        """Come into view; ``what`` is what follows the colon in ``Place.part``."""

    def refresh(self) -> None:
        """Surveys or the office changed while it is in view."""

    def title(self) -> str:
        """The words at the top of the window."""
        return ""

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None
