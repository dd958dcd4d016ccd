"""Letters from the page to the printer, with the print dialog between."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters import Letter
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.documents.model import Part
    from ui.printing.run import Outcome, PrintOrder


class LetterPrinting(QObject):
    """Opens the print dialog for letters and for lists of letters.

    Signals:
        printed: list of int, these letters went to paper.
    """

    printed = Signal(object)
    _noted = Signal(int)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._noted.connect(self._on_noted, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def print_letters(self, ids: Sequence[int]) -> None:
        """Ask for the printer and print these letters."""
        wanted = list(ids)
        if not wanted:
            return

        def read(services: "Services") -> list[tuple[Letter, str]]:
            letters = [services.letters.get(letter_id) for letter_id in wanted]
            return [(one, services.letters.template_of(one.draft).title) for one in letters]

        self._context.query(self._page, _("In thư"), read, self._on_letters)

    @Slot(str, object)
    def print_paper(self, title: str, make: "Callable[[Services], bytes]") -> None:
        """Print a list; ``make`` gives its PDF on the worker."""
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        def content(services: "Services", _parts: "frozenset[Part]") -> bytes:
            return make(services)

        open_dialog(self._page, self._context, title, [Piece(0, title, content)])

    def _on_letters(self, letters: list[tuple[Letter, str]]) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.letters import letter_piece

        pieces = [letter_piece(letter, _name(letter, title)) for letter, title in letters]
        count = len(letters)
        title = letters[0][1] if count == 1 else ngettext("In {n} thư", "In {n} thư", count).format(n=count)
        open_dialog(self._page, self._context, title, pieces, self._note)

    def _note(self, services: "Services", outcome: "Outcome", order: "PrintOrder") -> None:
        """Write a print down; on the worker."""
        from ui.printing.letters import note_print

        if not outcome.content:  # it could not be made, so nothing went to the printer
            return
        note_print(services, outcome, order)
        if outcome.printed:
            self._noted.emit(outcome.piece.key)

    @Slot(int)
    def _on_noted(self, letter_id: int) -> None:
        self.printed.emit([letter_id])


def _name(letter: Letter, title: str) -> str:
    if not letter.recipient:
        return title
    return _("{title}: {recipient}").format(title=title, recipient=letter.recipient)
