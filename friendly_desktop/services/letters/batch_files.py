"""The files of a batch: one PDF in the order of the list, or one file a letter; whole or not at all.

Everything is written beside its target, read back, and moved into place at the end, so that a stop leaves
the target as it was. A letter that cannot be made is left out and told; the others go on.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import LetterDraft, Template
from friendly_desktop.domain.letters.batch import BatchForm, BatchRow, BatchSkipped, BatchTarget
from friendly_desktop.domain.letters.register import KIND_TITLES
from friendly_desktop.domain.text import ascii_slug
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.letters.papers import LetterPaper
from friendly_desktop.services.written_files import PDF, WORD, is_whole, not_whole, refusals_told
from friendly_desktop.storage import safe_files
from friendly_desktop.storage.pdfium import page_count

if TYPE_CHECKING:
    from friendly_desktop.services.documents.model import Document
    from friendly_desktop.services.documents.sheet_pdf import Fit

_NARROWEST = 3
#: Refusals of the disk and not of one letter: no other letter would fare better.
_OF_THE_PLACE = frozenset({"disk_full", "target_gone"})
_FORGOTTEN = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the rows with their final drafts, the rows left out, the files, the pages."""

    rows: tuple[BatchRow, ...]
    skipped: tuple[BatchSkipped, ...]
    files: tuple[Path, ...]
    pages: int


class BatchFiles:
    """Writes the letters of rows.

    Args:
        paper_of: everything a letter is made from.
        number_of: the printed number of the next letter that could be made, "" for none; counts from 0.
        settle: called with the rows made when everything is written and read back, before anything is
            put in its place; what it raises takes everything back.
        job: progress in letters; asked often whether to stop.
    """

    def __init__(
        self,
        paper_of: Callable[[LetterDraft], LetterPaper],
        number_of: Callable[[int], str],
        settle: Callable[[Sequence[BatchRow]], None],
        job: JobContext,
    ) -> None:
        self._paper_of = paper_of
        self._number_of = number_of
        self._settle = settle
        self._job = job

    def write(self, rows: Sequence[BatchRow], target: BatchTarget) -> Made:
        """Make the letters of these rows.

        Raises:
            AppError: the place cannot be written, or nothing could be made.
            Cancelled: the person asked to stop; the target is as it was.
        """
        _require_some(rows, ())
        folder = target.path.parent if target.form is BatchForm.ONE_PDF else target.path
        with refusals_told(target.path), _stage(folder) as stage:
            if target.form is BatchForm.ONE_PDF:
                staged = stage / f"letters{PDF}"
                made, skipped = self._together(rows, staged)
                moves = {staged: target.path}
            else:
                made, skipped = self._apart(rows, stage, target.form)
                moves = {letter.file: target.path / letter.file.name for letter in made}
            _require_some([letter.row for letter in made], skipped)
            self._read_back(made, target.form)
            self._job.checkpoint()  # the last chance: from here on it is done
            _require_replaceable(moves.values())
            self._settle([letter.row for letter in made])
            for staged, final in moves.items():
                safe_files.replace(staged, final)
            safe_files.fsync_folder(folder)
        pages = sum(letter.pages for letter in made)
        return Made(tuple(letter.row for letter in made), tuple(skipped), tuple(moves.values()), pages)

    def _together(self, rows: Sequence[BatchRow], staged: Path) -> "tuple[list[_Letter], list[BatchSkipped]]":
        from friendly_desktop.services.documents.sheet_run import write_together

        if self._paper_of(rows[0].draft).word:
            return self._word_pdfs(rows, lambda _row: staged)
        final: list[BatchRow] = []
        title = self._paper_of(rows[0].draft).template.title
        results = write_together(
            (sheet for sheet, _row in self._sheets(rows, final)),
            staged,
            title,
            job=_Counted(self._job, len(rows)),
        )
        return _sorted_out(final, [(one.number, one.fit, one.error, staged) for one in results])

    def _apart(
        self, rows: Sequence[BatchRow], stage: Path, form: BatchForm
    ) -> "tuple[list[_Letter], list[BatchSkipped]]":
        from friendly_desktop.services.documents.sheet_run import write_apart

        final: list[BatchRow] = []
        watch = _Counted(self._job, len(rows))
        if form is BatchForm.WORDS:
            return self._words(rows, stage, watch)
        if self._paper_of(rows[0].draft).word:
            template = self._paper_of(rows[0].draft).template
            return self._word_pdfs(rows, lambda row: stage / file_name(template, row.number, PDF))
        names = [stage / file_name(self._paper_of(row.draft).template, row.number, PDF) for row in rows]
        sheets = ((names[index], sheet) for index, (sheet, _row) in enumerate(self._sheets(rows, final)))
        told: list[tuple[int, Fit | None, AppError | None, Path]] = []
        with closing(write_apart(sheets, job=watch)) as results:  # helpers end before their folder goes
            for one in results:
                if one.error and one.error.code in _OF_THE_PLACE:
                    raise one.error
                told.append((one.number, one.fit, one.error, names[one.number]))
                watch.report(len(told))
        return _sorted_out(final, sorted(told, key=lambda result: result[0]))

    def _words(
        self, rows: Sequence[BatchRow], stage: Path, watch: "_Counted"
    ) -> "tuple[list[_Letter], list[BatchSkipped]]":
        made: list[_Letter] = []
        skipped: list[BatchSkipped] = []
        for index, row in enumerate(rows):
            watch.checkpoint()
            watch.report(index)
            numbered = self._numbered(row, len(made))
            paper = self._paper_of(numbered.draft)
            staged = stage / file_name(paper.template, row.number, WORD)
            try:
                content, pages = paper.made(WORD)
            except AppError as error:
                skipped.append(BatchSkipped(row.number, error.message))
                continue
            safe_files.write_one_of_many(staged, content, flush=True)
            made.append(_Letter(numbered, staged, pages))
        return made, skipped

    def _word_pdfs(
        self, rows: Sequence[BatchRow], place_of: Callable[[BatchRow], Path]
    ) -> "tuple[list[_Letter], list[BatchSkipped]]":
        """The letters of a Word file of the office, each in its place or all joined in the same one."""
        from friendly_desktop.services.documents.joining import joined_pdf
        from friendly_desktop.services.letters.batch_word import word_pdfs

        pdfs, skipped = word_pdfs(rows, self._numbered, self._paper_of, _Counted(self._job, len(rows)))
        made = [_Letter(row, place_of(row), page_count(pdf)) for row, pdf in pdfs]
        contents: dict[Path, list[bytes]] = {}
        for letter, (_row, pdf) in zip(made, pdfs, strict=True):
            contents.setdefault(letter.file, []).append(pdf)
        for place, parts in contents.items():
            whole = parts[0] if len(parts) == 1 else joined_pdf(parts)
            safe_files.write_one_of_many(place, whole, flush=True)
        return made, skipped

    def _sheets(
        self, rows: Sequence[BatchRow], final: list[BatchRow]
    ) -> "Iterator[tuple[Document | AppError, BatchRow]]":
        """The letters while they are asked for, and in ``final`` the rows as they were written."""
        from friendly_desktop.services.documents.sheet_pdf import lay_out

        good = 0
        for row in rows:
            numbered = self._numbered(row, good)
            final.append(numbered)
            try:
                document = self._paper_of(numbered.draft).document()
                if numbered is not row:
                    lay_out(document)  # a letter that cannot be drawn must not use up a number
            except AppError as error:
                yield error, row
            else:
                good += 1
                yield document, row

    def _numbered(self, row: BatchRow, place: int) -> BatchRow:
        number = self._number_of(place)
        return replace(row, draft=replace(row.draft, number=number)) if number else row

    def _read_back(self, made: "Sequence[_Letter]", form: BatchForm) -> None:
        """Open every file as a stranger would.

        Raises:
            AppError: one is not what was written.
        """
        if form is BatchForm.ONE_PDF:
            if not is_whole(made[0].file, sum(letter.pages for letter in made)):
                raise not_whole(made[0].file)
            return
        for letter in made:
            self._job.checkpoint()
            if not is_whole(letter.file, letter.pages):
                raise not_whole(letter.file)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter on the disk, not yet in its place."""

    row: BatchRow
    file: Path
    pages: int


class _Counted:
    """The job with the number of letters in all and what is being done."""

    def __init__(self, job: JobContext, total: int) -> None:
        self._job = job
        self._total = total
        self.checkpoint = job.checkpoint

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Say how far the work has come."""
        self._job.report(done, total or self._total, label or _("Làm thư"))


def _sorted_out(
    rows: Sequence[BatchRow], results: "Sequence[tuple[int, Fit | None, AppError | None, Path]]"
) -> tuple[list[_Letter], list[BatchSkipped]]:
    made = [_Letter(rows[number], file, fit.pages) for number, fit, _error, file in results if fit]
    skipped = [
        BatchSkipped(rows[number].number, error.message) for number, _fit, error, _file in results if error
    ]
    return made, skipped


def file_name(template: Template, row: int, suffix: str) -> str:
    """The name of the letter of a row: what it is and where it stood, nobody's name ("thu-khen-012.pdf")."""
    with in_vietnamese():
        kind = _(KIND_TITLES[template.kind])
    return f"{ascii_slug(kind)}-{row:0{_NARROWEST}}{suffix}"


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """A hidden folder beside the files to come, gone when the block ends.

    A folder that was made for files which never came is gone too.
    """
    new = [place for place in (folder, *folder.parents) if not place.exists()]
    stage = folder / f".thu-{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        for left in folder.glob(".thu-*.tmp"):  # of a run that was killed
            if stage.stat().st_mtime - left.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(left, ignore_errors=True)
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        with suppress(OSError):  # it holds the files
            for place in new:
                place.rmdir()


def _require_replaceable(files: Iterable[Path]) -> None:
    """Find out before letters enter the register that a file there is open elsewhere or cannot be written.

    Raises:
        OSError: it is, is a folder, or has a name that no disk takes.
    """
    for file in files:
        try:
            with file.open("r+b"):
                pass
        except FileNotFoundError:
            continue


def _require_some(made: Sequence[BatchRow], skipped: Sequence[BatchSkipped]) -> None:
    if not made:
        raise AppError(
            "batch_empty",
            _("Chưa có thư nào để làm"),
            _("Dòng {row}: {message}").format(row=skipped[0].row, message=skipped[0].message)
            if skipped
            else _("Chưa có dòng nào được chọn."),
            _("Hãy chọn ít nhất một dòng không có lỗi."),
        )
