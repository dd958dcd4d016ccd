"""What a part of the page is: figures by month, their shares, late files, the diary."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget


class FiguresPart(QWidget):
    """What the page asks of a part.

    Signals:
        framed: its primary button changed.
    """

    framed = Signal()

    def refresh(self, year: int) -> None:
        """Read again; called while it is in view."""
        raise NotImplementedError

    def start(self, wanted: str) -> None:
        """Come into view; ``wanted`` is the filter of the place."""

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return ()
