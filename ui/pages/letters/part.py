"""What a further part of the letters page is; ``parts.py`` lists them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget


class LetterPart(QWidget):
    """What the page asks of a further part.

    Signals:
        framed: its title or its primary button changed.
        register_wanted: the person is done here.
        print_wanted: list of int, these letters of the register are to be printed.
    """

    framed = Signal()
    register_wanted = Signal()
    print_wanted = Signal(object)

    def start(self, what: str) -> None:
        """Come into view; ``what`` is what follows the colon in ``Place.part``."""

    def refresh(self) -> None:
        """Letters, templates or the office changed while it is in view."""

    def title(self) -> str:
        """The words at the top of the window."""
        raise NotImplementedError

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None
