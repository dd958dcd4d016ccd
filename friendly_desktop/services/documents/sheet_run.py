"""Runs of letters: hundreds into one file, or one file each, their fonts cut once for all.

A letter that cannot be written never stops the others. Long runs of single files are shared out to two
helper processes; whatever these do not finish is done here.
"""

import errno
import os
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.i18n import _
from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.alphabet import FACES, Face
from friendly_desktop.services.documents.lines import shown, widths
from friendly_desktop.services.documents.model import WHOLE, Document, Run
from friendly_desktop.services.documents.page_content import Script
from friendly_desktop.services.documents.sheet_helpers import Batch, Helpers, Order, Outcome, Pen, Style
from friendly_desktop.services.documents.sheet_pdf import Fit, SheetFile, fit_of, lay_out
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage import safe_files

#: Letters whose characters are gathered before the first of them is written, and how many a batch holds.
_CHUNK = 256
_BATCH = 64
#: Seconds of work before helpers are worth their start.
_ALONE = 2.0
_FULL = (errno.ENOSPC, errno.EDQUOT)

#: A letter of a run, or why there is none.
Sheet = Document | AppError


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one letter of a run.

    Attributes:
        number: its place in the run, from 0.
        fit: how many pages it took and what overflowed; None when it was not written.
        error: why it was not written.
        file: its own file, in runs of one file each.
    """

    number: int
    fit: Fit | None = None
    error: AppError | None = None
    file: Path | None = None


def write_together(
    sheets: Iterable[Sheet],
    target: Path,
    title: str,
    *,
    job: JobContext = UNWATCHED,
) -> tuple[SheetResult, ...]:
    """Write letters one after the other into one PDF file, whole or not at all.

    Nothing is written when no letter can be. The letters may be made while they are asked for: only one is
    held at a time.

    Args:
        sheets: the letters in their order; an error in the place of one that could not be made.
        target: the file.
        title: what the file is called in a reader.
        job: progress in letters, and cancel.

    Raises:
        AppError: the file could not be written.
        Cancelled: nothing was written.
    """
    results: list[SheetResult] = []
    script = Script(WHOLE)
    file: SheetFile | None = None
    try:
        with ExitStack() as stack:
            for number, sheet in enumerate(sheets):
                job.checkpoint()
                try:
                    if isinstance(sheet, AppError):
                        raise sheet
                    laid = lay_out(sheet)
                except AppError as error:
                    results.append(SheetResult(number, error=error))
                else:
                    if not file:
                        file = SheetFile(stack.enter_context(safe_files.writing(target)), script)
                    script.learn([laid])
                    file.add(sheet, laid)
                    results.append(SheetResult(number, fit_of(sheet, laid)))
                job.report(number + 1)
            if file:
                file.close(title)
    except OSError as error:
        raise _told(error, target) from error
    return tuple(results)


def write_apart(
    sheets: Iterable[tuple[Path, Sheet]],
    *,
    flush: bool = True,
    processes: int = 2,
    alone: float = _ALONE,
    job: JobContext = UNWATCHED,
) -> Generator[SheetResult, None, None]:
    """Write each letter to a file of its own, in a folder that is there; results come as files are done.

    The same run gives the same bytes, however many processes write it. When it is cancelled, what is done is
    still told of before ``Cancelled`` comes; no file is ever half-written.

    Args:
        sheets: where each letter goes, in their order; an error in the place of one that could not be made.
        flush: whether each file is on the disk before it is told of.
        processes: how many helpers a long run may have; 0 for none.
        alone: seconds of work here before helpers are started.
        job: cancel; progress is the caller's, who counts the results.

    Raises:
        Cancelled: after the last result.
    """
    run = _Run(flush)
    helpers: Helpers | None = None
    began = time.monotonic()
    waiting = iter(enumerate(sheets))
    try:
        while chunk := list(islice(_watched(waiting, job), _CHUNK)):
            results, orders = run.prepared(chunk)
            yield from results
            if processes and (os.cpu_count() or 1) > 1 and time.monotonic() - began >= alone:
                helpers, processes = Helpers(processes), 0
            for start in range(0, len(orders), _BATCH):
                batch = run.batch(orders[start : start + _BATCH])
                while helpers and not helpers.hand(batch):
                    job.checkpoint()
                    yield from run.collected(helpers)
                    if not helpers.alive:
                        helpers.close()
                        helpers = None
                if helpers is None:
                    yield from run.written(batch, job)
        while helpers and helpers.busy:
            job.checkpoint()
            yield from run.collected(helpers)
    except Cancelled:
        while helpers and helpers.busy:
            yield from run.collected(helpers)
        raise
    finally:
        if helpers:
            helpers.close()
        run.settle()


def _watched(
    items: Iterator[tuple[int, tuple[Path, Sheet]]], job: JobContext
) -> Iterator[tuple[int, tuple[Path, Sheet]]]:
    for item in items:
        job.checkpoint()
        yield item


class _Run:
    """The letters of a run on their way to files of their own."""

    def __init__(self, flush: bool) -> None:
        self._script = Script(WHOLE)
        self._style = Style(self._script.tables, flush)
        self._pen = Pen()
        self._files: dict[int, Path] = {}
        self._folders: set[Path] = set()

    def prepared(self, chunk: list[tuple[int, tuple[Path, Sheet]]]) -> tuple[list[SheetResult], list[Order]]:
        """Learn the characters of these letters; the results of those that cannot be written."""
        results, orders = [], []
        found: dict[Face, set[str]] = {face: set() for face in FACES}
        found[FACES[0]].update("0123456789")  # page numbers
        for number, (file, sheet) in chunk:
            try:
                if isinstance(sheet, AppError):
                    raise sheet
                for face, chars in _characters(sheet).items():
                    found[face] |= chars
            except AppError as error:
                results.append(SheetResult(number, error=error, file=file))
            else:
                orders.append(Order(number, file, sheet))
                self._files[number] = file
        self._script.add(found)
        self._style = self._style._replace(tables=self._script.tables)
        return results, orders

    def batch(self, orders: list[Order]) -> Batch:
        """These letters, with what is alike for all."""
        return Batch(self._style, orders)

    def written(self, batch: Batch, job: JobContext) -> Iterator[SheetResult]:
        """Write letters here."""
        for order in batch.orders:
            job.checkpoint()
            yield from self._told(self._pen.write(Batch(batch.style, [order])))

    def collected(self, helpers: Helpers) -> Iterator[SheetResult]:
        """What helpers have finished; what the gone ones left is written here."""
        outcomes, given_back = helpers.finished()
        for batch in given_back:
            outcomes += self._pen.write(batch)
        return self._told(outcomes)

    def _told(self, outcomes: list[Outcome]) -> Iterator[SheetResult]:
        for number, outcome in outcomes:
            file = self._files.pop(number)
            if isinstance(outcome, OSError):
                yield SheetResult(number, error=_told(outcome, file), file=file)
            else:
                self._folders.add(file.parent)
                yield SheetResult(number, outcome, file=file)

    def settle(self) -> None:
        """Make the names of the files durable."""
        if self._style.flush:
            for folder in self._folders:
                safe_files.fsync_folder(folder)


def _characters(document: Document) -> dict[Face, set[str]]:
    """The characters of a letter by face.

    Raises:
        AppError: ``missing_glyph``.
    """
    texts: dict[Face, list[str]] = {}
    for paragraph in document.paragraphs():
        for run in paragraph.runs:
            texts.setdefault((run.bold, run.italic), []).append(shown(run))
    texts.setdefault((True, False), []).append(shown(Run(document.mark)))
    found = {face: set("".join(those)) for face, those in texts.items()}
    for face, chars in found.items():
        chars -= {"\n"}
        if not widths(face).draws(chars):
            fonts.check_glyphs(document)
    return found


def _told(error: OSError, file: Path) -> AppError:
    """Why a file could not be written, for the person; without its name, which may be a person's."""
    if error.errno in _FULL or getattr(error, "winerror", 0) in (39, 112):
        return AppError(
            "disk_full",
            _("Ổ đĩa đã đầy"),
            _("Nơi ghi thư đã hết chỗ; phần ghi dở đã được xóa."),
            _("Hãy xóa bớt tệp ở đó hoặc chọn ổ đĩa khác, rồi thực hiện lại."),
        )
    if isinstance(error, PermissionError):
        return AppError(
            "target_locked",
            _("Không ghi được tệp"),
            _("Tệp đang được một chương trình khác mở, hoặc không có quyền ghi vào {folder}.").format(
                folder=file.parent
            ),
            _("Hãy đóng tệp đó (kể cả cửa sổ xem trước) rồi thực hiện lại. Tệp cũ còn nguyên."),
        )
    return AppError(
        "target_gone",
        _("Không ghi được tệp"),
        _("Không ghi được vào {folder} ({reason}).").format(
            folder=file.parent, reason=safe_files.reason(error)
        ),
        _("Hãy kiểm tra USB hoặc ổ đĩa rồi thực hiện lại."),
    )
