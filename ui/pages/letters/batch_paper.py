"""A list straight to the printer: each row a piece of the run, its fate told as soon as it is known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters.batch import BatchRow
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.letters.batch_work import Source

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.documents.model import Part
    from ui.printing.run import Outcome, Piece, PrintOrder

_TELL_MS = 200  # an account of many rows is not made anew for each of them

#: Told of how far a run is: rows, source, printer, the rows printed, why others were not.
Telling = Callable[[tuple[BatchRow, ...], Source, str, frozenset[int], dict[int, str]], None]


class PaperRun(QObject):
    """Opens the print dialog for the ticked rows and keeps count of what the printer took."""

    _heard = Signal(int, bool, str, str)

    def __init__(
        self, context: UiContext, page: QWidget, rows: tuple[BatchRow, ...], source: Source, tell: Telling
    ) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._rows, self._source, self._tell = rows, source, tell
        self._printer = ""
        self._printed: set[int] = set()
        self._why: dict[int, str] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_TELL_MS)
        self._later.timeout.connect(self._on_time)
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Ask for the printer."""
        from ui.printing.dialog import open_dialog

        pieces = [_piece(row) for row in self._rows if row.ticked]
        open_dialog(self._page, self._context, self._source.template.title, pieces, self._note)

    def _note(self, _services: "Services", outcome: "Outcome", order: "PrintOrder") -> None:
        """On the worker: pass on what became of a row."""
        printer = order.target.printer or "PDF"
        self._heard.emit(outcome.piece.key, outcome.printed, outcome.problem, printer)

    @Slot(int, bool, str, str)
    def _on_heard(self, number: int, printed: bool, problem: str, printer: str) -> None:
        self._printer = printer
        if printed:
            self._printed.add(number)
            self._why.pop(number, None)
        else:
            self._why[number] = problem
        if not self._later.isActive():
            self._later.start()

    @Slot()
    def _on_time(self) -> None:
        self._tell(self._rows, self._source, self._printer, frozenset(self._printed), dict(self._why))


def _piece(row: BatchRow) -> "Piece":
    from ui.printing.run import Piece

    def make(services: "Services", parts: "frozenset[Part]") -> bytes:
        return services.letters.pdf(row.draft, parts).content

    name = clean_line(row.recipient)
    title = (
        _("Dòng {n}: {name}").format(n=row.number, name=name) if name else _("Dòng {n}").format(n=row.number)
    )
    return Piece(row.number, title, make, has_parts=True)
