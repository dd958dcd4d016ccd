"""Further parts of the letters page (a list of letters from Excel, the templates), made when first opened.

To add one: a widget derived from :class:`LetterPart` in this package, a factory here that imports it inside
the function, and a line in ``PARTS``. Its button beside the register, its command in the palette and its
``Place`` (``part="batch"``, or ``part="batch:something"``) follow from the line.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from friendly_desktop.i18n import N_
from ui.context import UiContext


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


class PartSpec(NamedTuple):
    """A part: its name in a ``Place``, its command (untranslated), its icon, how it is made."""

    name: str
    command: str
    icon: str
    make: Callable[[UiContext, QWidget], LetterPart]


def _batch(context: UiContext, page: QWidget) -> LetterPart:
    from ui.pages.letters.batch import LetterBatch

    return LetterBatch(context, page)


PARTS: tuple[PartSpec, ...] = (PartSpec("batch", N_("Soạn hàng loạt từ Excel..."), "table", _batch),)
