"""A print run: one letter or many, each told whether it went to the printer.

Runs on a worker. A letter that cannot be made, or that the printer refuses, does not stop the others; a
printer that is gone does. What was sent is noted letter by letter, so that only the rest is printed again.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from friendly_desktop.domain.pages import PageSize
from friendly_desktop.domain.printing import SheetFit, Stock, plan_sheets, range_words
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.pages import page_sizes
from friendly_desktop.services.printing import parts_to_print, sheets_pdf
from ui.printing.spooling import Spooled, Target, print_pdf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.documents.imposing import Leaf
    from friendly_desktop.services.documents.model import Part

#: After so many refusals one after the other the printer is not asked again.
_REFUSALS = 3
#: Errors of the printer, not of a letter.
_OF_PRINTER = frozenset({"printer_gone", "printer_refused"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to print: a letter, a list.

    Attributes:
        key: what the caller knows it by.
        title: what people call it; shown when it fails.
        make: gives its PDF, on the worker; is told which parts are still to be printed on the paper.
        has_parts: whether it can leave parts out; what cannot is always printed whole.
        look: the same for the sheet in the dialog, where ``make`` leaves a trace (keeps what it made).
    """

    key: int
    title: str
    make: "Callable[[Services, frozenset[Part]], bytes]"
    has_parts: bool = False
    look: "Callable[[Services, frozenset[Part]], bytes] | None" = None


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What the person chose in the dialog. ``chosen`` counts pages of one piece, or pieces, from 0."""

    target: Target
    fit: SheetFit = SheetFit.SAME
    stock: Stock = Stock.BLANK
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece.

    Attributes:
        piece: which.
        printed: whether the printer took all of it.
        problem: why not, in a sentence.
        content: the PDF that was printed, for the register; b"" when there was none, and in the account.
        pages: which of its pages, "1-2"; "" for all.
        cut: millimetres of ink where the printer does not print.
        other_paper: the sheets used instead of the ones asked for.
    """

    piece: Piece
    printed: bool
    problem: str = ""
    content: bytes = b""
    pages: str = ""
    cut: float = 0.0
    other_paper: PageSize | None = None

    @property
    def sha256(self) -> str:
        """The digest of what was printed."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class PrintAccount:
    """What became of a run.

    ``stopped`` tells that the person stopped it, ``unnoted`` why what was printed could not be written into
    the register; nothing more is printed then.
    """

    printer: str
    outcomes: tuple[Outcome, ...]
    stopped: bool = False
    unnoted: str = ""

    @property
    def printed(self) -> tuple[Outcome, ...]:
        """What the printer took."""
        return tuple(one for one in self.outcomes if one.printed)

    @property
    def unprinted(self) -> tuple[Outcome, ...]:
        """What is still to be printed."""
        return tuple(one for one in self.outcomes if not one.printed)


#: Told of each piece as soon as its fate is known, on the worker: notes it in the register.
Noting = Callable[["Services", Outcome, PrintOrder], None]
#: Sends a PDF of sheets to the printer: content, target, name in the queue, job.
Sending = Callable[[bytes, Target, str, JobContext], Spooled]


@dataclass(slots=True)
class _Waiting:
    """A piece of which pages still wait for the rest of their sheet."""

    piece: Piece
    content: bytes
    pages: str
    left: int
    cut: float = 0.0
    other_paper: PageSize | None = None


@dataclass(slots=True)
class _Leaf:
    """A page that waits for its sheet."""

    owner: _Waiting
    leaf: "Leaf"
    size: PageSize


@dataclass(slots=True)
class PrintRun:
    """One run over some pieces.

    Args:
        pieces: in the order of printing.
        order: what the person chose.
        note: told of each piece; None for what no register knows.
        send: gives sheets to the printer; another one in tests.
        queue_name: what the print queue shows; no personal data, others may see it.
    """

    pieces: Sequence[Piece]
    order: PrintOrder
    note: Noting | None = None
    send: Sending = print_pdf
    queue_name: str = ""
    _outcomes: list[Outcome] = field(default_factory=list)
    _waiting: list[_Leaf] = field(default_factory=list)
    _refused: int = 0
    _unnoted: str = ""

    def __call__(self, services: "Services", job: JobContext) -> PrintAccount:
        """Print. Whatever happens, the account tells of each piece."""
        stopped = False
        pieces = self._chosen_pieces()
        for done, piece in enumerate(pieces):
            job.report(done, len(pieces), _("Đang in"))
            try:
                job.checkpoint()
                self._print_piece(services, job, piece, is_last=piece is pieces[-1])
            except Cancelled:
                stopped = True
                break
            if self._refused >= _REFUSALS or self._unnoted:
                break
        self._give_up(pieces, stopped)
        job.report(len(pieces), len(pieces), "")
        by_place = {id(piece): place for place, piece in enumerate(pieces)}
        outcomes = sorted(self._outcomes, key=lambda one: by_place[id(one.piece)])
        return PrintAccount(self.order.target.printer, tuple(outcomes), stopped, self._unnoted)

    def _chosen_pieces(self) -> list[Piece]:
        if len(self.pieces) == 1 or not self.order.chosen:
            return list(self.pieces)
        return [self.pieces[number] for number in self.order.chosen]

    def _print_piece(self, services: "Services", job: JobContext, piece: Piece, *, is_last: bool) -> None:
        try:
            content = self._made(services, piece)
            sizes = page_sizes(content)
        except AppError as error:
            self._close(services, Outcome(piece, printed=False, problem=error.message))
        else:
            chosen = list(range(len(sizes)))
            if len(self.pieces) == 1 and self.order.chosen:
                chosen = [number for number in self.order.chosen if number < len(sizes)]
            whole = len(chosen) == len(sizes)
            shares = self.order.fit is SheetFit.A4_TWO
            rounds = self.order.target.copies if shares else 1
            owner = _Waiting(piece, content, "" if whole else range_words(chosen), len(chosen) * rounds)
            self._waiting += [_Leaf(owner, (content, page), sizes[page]) for page in [*chosen] * rounds]
        self._send_sheets(services, job, with_rest=is_last or self.order.fit is not SheetFit.A4_TWO)

    def _made(self, services: "Services", piece: Piece) -> bytes:
        stock = self.order.stock if piece.has_parts else Stock.BLANK
        return piece.make(services, parts_to_print(stock))

    def _send_sheets(self, services: "Services", job: JobContext, *, with_rest: bool) -> None:
        """Print the sheets that are full; with ``with_rest`` also one that is half empty."""
        plans = plan_sheets([one.size for one in self._waiting], self.order.fit)
        if plans and not plans[-1].full and not with_rest:
            plans = plans[:-1]
        ready = [self._waiting[spot.page] for plan in plans for spot in plan.spots]
        if not ready:
            return
        self._waiting = self._waiting[len(ready) :]
        target = self.order.target
        if self.order.fit is SheetFit.A4_TWO:  # the copies are on the sheets already
            target = Target(target.printer, target.file, 1, target.shift)
        try:
            sheets = sheets_pdf([one.leaf for one in ready], self.order.fit)
            spooled = self.send(sheets, target, self.queue_name, job)
        except AppError as error:
            self._fail(services, ready, error)
        except Cancelled:
            self._waiting = ready + self._waiting
            raise
        else:
            self._refused = 0
            self._take(services, ready, spooled)

    def _take(self, services: "Services", sent: list[_Leaf], spooled: Spooled) -> None:
        for one in sent:
            owner = one.owner
            owner.left -= 1
            owner.cut = max(owner.cut, spooled.cut)
            owner.other_paper = spooled.other_paper or owner.other_paper
            if not owner.left:
                self._close(
                    services,
                    Outcome(owner.piece, True, "", owner.content, owner.pages, owner.cut, owner.other_paper),
                )

    def _fail(self, services: "Services", sheet: list[_Leaf], error: AppError) -> None:
        if error.code in _OF_PRINTER:
            self._refused += _REFUSALS if error.code == "printer_gone" else 1
        owners = {id(one.owner): one.owner for one in sheet}
        self._waiting = [one for one in self._waiting if id(one.owner) not in owners]
        words = " ".join(part for part in (error.message, error.hint) if part)
        for owner in owners.values():
            failed = Outcome(owner.piece, False, words, owner.content, owner.pages)
            self._close(services, failed)

    def _give_up(self, pieces: list[Piece], stopped: bool) -> None:
        """Say of everything that was not reached that it was not."""
        closed = {id(one.piece) for one in self._outcomes}
        why = _("Chưa in vì máy in không nhận bản in.")
        if stopped:
            why = _("Đã dừng trước khi in.")
        elif self._unnoted:
            why = _("Chưa in vì không ghi được vào nhật ký in.")
        for piece in pieces:
            if id(piece) not in closed:
                self._outcomes.append(Outcome(piece, printed=False, problem=why))

    def _close(self, services: "Services", outcome: Outcome) -> None:
        self._outcomes.append(replace(outcome, content=b""))  # ten thousand letters would fill the memory
        if self.note is None:
            return
        try:
            self.note(services, outcome, self.order)
        except AppError as error:
            self._unnoted = error.message


def through(printer: "QPrinter") -> Sending:
    """Sends to a printer that the system's own dialog has set up, with all its settings."""

    def send(content: bytes, target: Target, name: str, job: JobContext) -> Spooled:
        return print_pdf(content, target, name, job, printer)

    return send
