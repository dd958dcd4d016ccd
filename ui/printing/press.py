"""Prints for commands, without a window: the same runs and the same register as in the print dialog."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from friendly_desktop.domain.printing import PrintAnswer, PrintFate, PrintWish, SheetFit, read_range
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.documents.model import WHOLE
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.pages import page_sizes
from friendly_desktop.services.printing import sheets_pdf, write_pdf
from ui.printing.account_words import sentences
from ui.printing.letters import letter_piece, note_print
from ui.printing.run import Outcome, Piece, PrintAccount, PrintOrder, PrintRun
from ui.printing.spooling import (
    FilePrinter,
    Target,
    print_pdf,
    printer_names,
    printer_refused,
    usual_printer,
)

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Press:
    """What ``friendly_desktop.cli.press`` describes, through Qt's print system."""

    def __init__(self) -> None:
        """Wake Qt. It opens no window and needs no display."""
        self._application = QCoreApplication.instance() or _windowless()

    def printers(self) -> tuple[str, ...]:
        """The printers of this PC, the usual one first."""
        return tuple(printer_names())

    def usual(self) -> str:
        """The printer that the system calls the usual one; "" where it names none."""
        return usual_printer()

    def print_letters(
        self, services: "Services", ids: Sequence[int], wish: PrintWish, job: JobContext
    ) -> PrintAnswer:
        """Print letters of the register; what is printed is kept, and every print is noted.

        Args:
            services: of the office.
            ids: the letters in the order of printing.
            wish: how; its pages are those of a single letter.
            job: told of the progress in letters; asked between two parts of a page whether to stop.

        Raises:
            AppError: ``pages_unknown``, or the file in ``wish`` cannot be written; no print is noted then.
        """
        pieces, unknown = _pieces(services, ids)
        chosen: tuple[int, ...] = ()
        if wish.pages and pieces:
            chosen = _chosen(wish.pages, (pieces[0].look or pieces[0].make)(services, WHOLE))
        order = PrintOrder(_target(wish), wish.profile.fit, wish.profile.stock, chosen)
        run = _RunOfLetters(pieces, order, wish)
        account = run.to_file(services, job, wish.file) if wish.file else run.to_paper(services, job)
        fates = {one.piece.key: PrintFate(one.piece.key, 0, one.problem) for one in account.unprinted}
        fates |= {key: PrintFate(key, pages) for key, pages in run.pages.items()}
        fates |= {key: PrintFate(key, 0, problem) for key, problem in unknown.items()}
        return PrintAnswer(tuple(fates[key] for key in ids), _remarks(account), account.unnoted)

    def print_file(self, file: Path, wish: PrintWish, job: JobContext) -> PrintAnswer:
        """Print a PDF file; no register knows of it.

        Args:
            file: the PDF, printed whole whatever is on the paper already.
            wish: how.
            job: asked between two parts of a page whether to stop.

        Raises:
            AppError: ``pages_unknown``, ``pdf_broken``, ``printer_gone``, ``printer_refused``, or a file is
                out of reach.
        """
        content = _read(file)
        leaves = [(content, page) for page in _chosen(wish.pages, content)]
        pages = len(leaves)
        target = _target(wish)
        if wish.profile.fit is SheetFit.A4_TWO:  # copies share sheets, too
            leaves, target = leaves * target.copies, replace(target, copies=1)
        sheets = sheets_pdf(leaves, wish.profile.fit)
        if wish.file is None:
            spooled = print_pdf(sheets, target, wish.queue_name, job)
        else:
            with _file_printer(wish.file, wish.queue_name) as printer:
                spooled = printer.print(sheets, target, "", job)
        piece = Piece(0, file.name, lambda _services, _parts: content)
        outcome = Outcome(piece, printed=True, cut=spooled.cut, other_paper=spooled.other_paper)
        return PrintAnswer((PrintFate(None, pages),), _remarks(PrintAccount(target.printer, (outcome,))))


class _RunOfLetters:
    """A print run that counts the pages printed of each letter."""

    def __init__(self, pieces: Sequence[Piece], order: PrintOrder, wish: PrintWish) -> None:
        self._pieces, self._order, self._wish = pieces, order, wish
        self.pages: dict[int, int] = {}

    def to_paper(self, services: "Services", job: JobContext) -> PrintAccount:
        """Print; each letter is noted as soon as its fate is known."""
        return PrintRun(self._pieces, self._order, self._note, queue_name=self._wish.queue_name)(
            services, job
        )

    def to_file(self, services: "Services", job: JobContext, file: Path) -> PrintAccount:
        """Print into one file; the letters are noted once it lies where it should."""
        made: list[Outcome] = []

        def keep(_services: "Services", outcome: Outcome, _order: PrintOrder) -> None:
            self._count(outcome)
            if outcome.content:
                made.append(replace(outcome, content=b""))  # ten thousand letters would fill the memory

        with _file_printer(file, self._wish.queue_name) as printer:
            account = PrintRun(self._pieces, self._order, keep, printer.print)(services, job)
        try:
            for outcome in made:
                note_print(services, outcome, self._order)
        except AppError as error:
            return replace(account, unnoted=error.message)
        return account

    def _note(self, services: "Services", outcome: Outcome, order: PrintOrder) -> None:
        self._count(outcome)
        if outcome.content:  # else it could not be made, and nothing went to the printer
            note_print(services, outcome, order)

    def _count(self, outcome: Outcome) -> None:
        if outcome.printed:
            self.pages[outcome.piece.key] = len(read_range(outcome.pages, len(page_sizes(outcome.content))))


def _windowless() -> QGuiApplication:
    if sys.platform == "linux":  # a display that is set but does not answer would end the process
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["cqtt"])


def _pieces(services: "Services", ids: Sequence[int]) -> tuple[list[Piece], dict[int, str]]:
    """The letters that are there, and why others are not."""
    pieces: list[Piece] = []
    unknown: dict[int, str] = {}
    for letter_id in ids:
        try:
            letter = services.letters.get(letter_id)
        except AppError as error:
            unknown[letter_id] = error.message
        else:
            pieces.append(letter_piece(letter, _("Thư {id}").format(id=letter_id)))
    return pieces, unknown


def _chosen(text: str, content: bytes) -> tuple[int, ...]:
    try:
        return read_range(text, len(page_sizes(content)))
    except ValueError as error:
        raise AppError(
            "pages_unknown",
            _("Không có trang này"),
            str(error),
            _("Hãy ghi các trang sau --pages như 1-3, 5; không ghi thì in cả thư."),
        ) from error


def _target(wish: PrintWish) -> Target:
    profile = wish.profile
    return Target(profile.printer, None, profile.copies, (float(profile.right), float(profile.down)))


def _remarks(account: PrintAccount) -> tuple[str, ...]:
    """What is to be looked at on the paper."""
    return tuple(sentences(replace(account, outcomes=account.printed, unnoted="")))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise AppError(
            "pdf_unreadable",
            _("Không mở được tệp PDF"),
            _("Không đọc được tệp {name}.").format(name=file.name),
            _("Hãy kiểm tra tên tệp và quyền đọc."),
        ) from error


@contextmanager
def _file_printer(file: Path, name: str) -> Iterator[FilePrinter]:
    """Prints into a file that appears whole, or not at all.

    Raises:
        AppError: it cannot be written there; what was there before is still there.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        dots = Path(folder) / "in.pdf"
        with FilePrinter(dots, name) as printer:
            yield printer
            if printer.sheets:
                printer.finish()
        if printer.sheets:
            content = dots.read_bytes()
            if len(page_sizes(content)) != printer.sheets:
                raise printer_refused(file.name)
            write_pdf(content, file)
