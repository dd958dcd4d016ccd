"""The files of a batch: one PDF in the order of the list, or one file a letter; whole or not at all.

Everything is written beside its target, read back, and moved into place at the end, so that a stop leaves
the target as it was. A letter that cannot be made is left out and told; the others go on.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from friendly_desktop.domain.letter_batch import BatchForm, BatchRow, BatchSkipped, BatchTarget
from friendly_desktop.domain.letter_register import KIND_TITLES
from friendly_desktop.domain.letters import LetterDraft, Template
from friendly_desktop.domain.text import ascii_slug
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.letters.papers import PDF, WORD, LetterPaper
from friendly_desktop.storage import safe_files

if TYPE_CHECKING:
    from friendly_desktop.services.documents.layout import Layout
    from friendly_desktop.services.documents.model import Document
    from friendly_desktop.services.documents.page_content import Script

#: How many laid-out letters are kept between learning their characters and writing them.
_KEPT = 2_000
_NARROWEST = 3


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
        self._kept: dict[int, tuple[Document, Layout]] = {}

    def write(self, rows: Sequence[BatchRow], target: BatchTarget) -> Made:
        """Make the letters of these rows.

        Raises:
            AppError: the place cannot be written, or nothing could be made.
            Cancelled: the person asked to stop; the target is as it was.
        """
        if target.form is BatchForm.ONE_PDF:
            return self._one_pdf(rows, target.path)
        return self._many(rows, target)

    def _one_pdf(self, rows: Sequence[BatchRow], target: Path) -> Made:
        from friendly_desktop.services.documents.model import WHOLE
        from friendly_desktop.services.documents.page_content import Script
        from friendly_desktop.services.documents.sheet_pdf import SheetFile

        script = Script(WHOLE)
        good, skipped = self._learnt(rows, script)
        _require_some(good, skipped)
        pages = 0
        with _told(target), safe_files.writing(target) as stream:
            file = SheetFile(cast(BinaryIO, stream), script)
            for index, row in enumerate(good):
                self._step(len(rows) + index, 2 * len(rows))
                document, laid = self._laid(row)
                pages += len(laid.pages)
                file.add(document, laid)
            file.close(self._paper_of(good[0].draft).template.title)
            stream.flush()
            os.fsync(stream.fileno())
            if not _is_whole(Path(stream.name), pages):
                raise _not_whole(target)
            self._settle(good)
        return Made(tuple(good), tuple(skipped), (target,), pages)

    def _many(self, rows: Sequence[BatchRow], target: BatchTarget) -> Made:
        made: list[BatchRow] = []
        skipped: list[BatchSkipped] = []
        pages = 0
        with _told(target.path), _stage(target.path) as stage:
            if target.form is BatchForm.PDFS:
                good, skipped = self._learnt(rows, script := _script())
            else:
                good, script = list(rows), _script()
            suffix = PDF if target.form is BatchForm.PDFS else WORD
            moves: list[tuple[Path, Path]] = []
            for index, row in enumerate(good):
                self._step(len(rows) + index, 2 * len(rows))
                numbered = row if target.form is BatchForm.PDFS else self._numbered(row, len(made))
                staged = stage / file_name(self._paper_of(row.draft).template, row.number, suffix)
                try:
                    count = self._one_file(numbered, staged, script)
                except AppError as error:
                    skipped.append(BatchSkipped(row.number, error.message))
                    continue
                if not _is_whole(staged, count):
                    raise _not_whole(staged)
                pages += count
                made.append(numbered)
                moves.append((staged, target.path / staged.name))
            _require_some(made, skipped)
            self._settle(made)
            for staged, final in moves:
                safe_files.replace(staged, final)
            safe_files.fsync_folder(target.path)
        skipped.sort(key=lambda one: one.row)
        return Made(tuple(made), tuple(skipped), tuple(final for _staged, final in moves), pages)

    def _one_file(self, row: BatchRow, staged: Path, script: "Script") -> int:
        """Write one letter; returns its pages.

        Raises:
            AppError: it cannot be made.
        """
        if staged.suffix == WORD:
            content, pages = self._paper_of(row.draft).made(WORD)
        else:
            from friendly_desktop.services.documents.sheet_pdf import SheetFile

            document, laid = self._laid(row)
            stream = BytesIO()
            file = SheetFile(stream, script)
            file.add(document, laid)
            file.close(document.title, document.author)
            content, pages = stream.getvalue(), len(laid.pages)
        with staged.open("wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        return pages

    def _learnt(
        self, rows: Sequence[BatchRow], script: "Script"
    ) -> tuple[list[BatchRow], list[BatchSkipped]]:
        """The rows whose letters can be made, with their numbers; ``script`` knows their characters then."""
        from friendly_desktop.services.documents.sheet_pdf import lay_out

        good: list[BatchRow] = []
        skipped: list[BatchSkipped] = []
        for index, row in enumerate(rows):
            self._step(index, 2 * len(rows))
            numbered = self._numbered(row, len(good))
            try:
                document = self._paper_of(numbered.draft).document()
                laid = lay_out(document)
            except AppError as error:
                skipped.append(BatchSkipped(row.number, error.message))
                continue
            script.learn([laid])
            good.append(numbered)
            if len(self._kept) < _KEPT:
                self._kept[row.number] = document, laid
        return good, skipped

    def _laid(self, row: BatchRow) -> "tuple[Document, Layout]":
        """The letter on pages, as it was learnt; of a long run it is laid out once more."""
        from friendly_desktop.services.documents.sheet_pdf import lay_out

        if kept := self._kept.pop(row.number, None):
            return kept
        document = self._paper_of(row.draft).document()
        return document, lay_out(document)

    def _numbered(self, row: BatchRow, place: int) -> BatchRow:
        number = self._number_of(place)
        return replace(row, draft=replace(row.draft, number=number)) if number else row

    def _step(self, done: int, total: int) -> None:
        self._job.checkpoint()
        self._job.report(done, total, _("Làm thư"))


def file_name(template: Template, row: int, suffix: str) -> str:
    """The name of the letter of a row: what it is and where it stood, nobody's name ("thu-khen-012.pdf")."""
    with in_vietnamese():
        kind = _(KIND_TITLES[template.kind])
    return f"{ascii_slug(kind)}-{row:0{_NARROWEST}}{suffix}"


def _script() -> "Script":
    from friendly_desktop.services.documents.model import WHOLE
    from friendly_desktop.services.documents.page_content import Script

    return Script(WHOLE)


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """A hidden folder beside the files to come, gone when the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    stage = folder / f".thu-{os.getpid()}.tmp"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """The system's refusals inside the block as sentences."""
    try:
        yield
    except OSError as error:
        raise AppError(
            "disk_full" if error.errno in safe_files.DISK_FULL else "file_unwritable",
            _("Không ghi được tệp"),
            _("Không ghi được {file} ({reason}).").format(file=target.name, reason=safe_files.reason(error)),
            _("Hãy đóng tệp nếu đang mở ở chương trình khác, hoặc chọn thư mục khác. Tệp cũ còn nguyên."),
        ) from error


def _is_whole(path: Path, pages: int) -> bool:
    """Whether a reader of strangers' files opens it and finds the same number of pages."""
    if path.suffix == WORD:
        try:
            with ZipFile(path) as package:
                return package.testzip() is None and "word/document.xml" in package.namelist()
        except BadZipFile:
            return False
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(path.read_bytes()) as read:
            return len(read) == pages
    except PdfiumError:
        return False


def _not_whole(target: Path) -> AppError:
    return AppError(
        "file_not_whole",
        _("Tệp ghi ra không nguyên vẹn"),
        _("Đọc lại {file} thấy khác với thư vừa tạo.").format(file=target.name),
        _("Hãy kiểm tra ổ đĩa rồi ghi lại vào nơi khác."),
    )


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
