"""One letter as a file: the PDF that is shown and printed, or a Word file, written whole or not at all.

Needs no records, so that a letter can be made where no office was set up.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from friendly_desktop.domain.letters import LetterDraft, Template
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.paths import is_folder
from friendly_desktop.services.documents.model import WHOLE, Document, Part
from friendly_desktop.storage import safe_files

PDF, WORD = ".pdf", ".docx"


@dataclass(frozen=True, slots=True)
class LetterPdf:
    """A letter as it prints. ``overflow``: the words for which the first page had no room, "" when all had."""

    content: bytes
    pages: int
    overflow: str = ""

    @property
    def overflows(self) -> bool:
        """Whether the letter needs more than its one sheet."""
        return self.pages > 1


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written and read back."""

    file: Path
    pages: int


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """What a letter is made from, and what can be made of it.

    ``word`` is the office's own Word file when the template is one.
    """

    template: Template
    draft: LetterDraft
    office: Office
    signatory: Signatory | None
    word: bytes = b""

    def document(self) -> Document:
        """The letter as blocks, in Vietnamese whatever the screen speaks; the office's Word files have none."""
        if self.word:
            raise ValueError("a Word file of the office has no blocks")
        from friendly_desktop.services.letters.compose import compose

        with in_vietnamese():
            return compose(self.template, self.draft, self.office, self.signatory)

    def pdf(self, parts: frozenset[Part] = WHOLE) -> LetterPdf:
        """The letter as PDF.

        Raises:
            AppError: ``missing_glyph``, a character cannot be drawn; of a Word file, as ``convert.pdfs_of``.
        """
        from friendly_desktop.services.documents.sheet_pdf import sheet_and_fit

        if self.word:
            return self._word_pdf()
        content, told = sheet_and_fit(self.document(), parts)
        return LetterPdf(content, told.pages, told.overflow)

    def docx(self) -> bytes:
        """The letter as a Word file with the same look.

        Raises:
            AppError: ``missing_glyph``, a character cannot be drawn.
        """
        from friendly_desktop.services.documents.docx import docx_bytes

        if self.word:
            from friendly_desktop.services.letters.word_letter import WordForm

            return WordForm.of(self.word, self.template).letter(self.draft, self.office, self.signatory)
        return docx_bytes(self.document())

    def _word_pdf(self) -> LetterPdf:
        """The filled Word file as the office program of this PC prints it, whole: it has no parts."""
        from friendly_desktop.services.letters.convert import pdfs_of, unreadable
        from friendly_desktop.storage.pdfium import page_count

        content = pdfs_of([self.docx()])[0]
        if content is None:
            raise unreadable()
        return LetterPdf(content, page_count(content))

    def made(self, suffix: str) -> tuple[bytes, int]:
        """The content of a ``.pdf`` or ``.docx`` file and its pages (those of the PDF, for Word breaks its own).

        The pages of a filled Word file are not known before it is printed: 0.

        Raises:
            AppError: the ending is another one, or a character cannot be drawn.
        """
        if suffix == WORD:
            from friendly_desktop.services.documents.sheet_pdf import page_count

            return self.docx(), 0 if self.word else page_count(self.document())
        if suffix != PDF:
            raise _other_kind(suffix)
        pdf = self.pdf()
        return pdf.content, pdf.pages


def check_target(target: Path) -> None:
    """Refuse a name that no letter can be written to, before any work.

    Raises:
        AppError: the ending is neither ``.pdf`` nor ``.docx``, or a folder has this name.
    """
    if target.suffix.lower() not in (PDF, WORD):
        raise _other_kind(target.suffix)
    if is_folder(target):
        raise AppError(
            "target_is_folder",
            _("Nơi ghi là một thư mục"),
            _("{file} là một thư mục, không ghi thành tệp được.").format(file=target.name),
            _("Hãy đặt tên khác cho tệp."),
        )


def _other_kind(suffix: str) -> AppError:
    return AppError(
        "file_kind_unknown",
        _("Tên tệp chưa đúng"),
        _("Giấy tờ được ghi thành tệp .pdf hoặc .docx, không ghi được tệp «{suffix}».").format(suffix=suffix),
        _("Hãy đặt tên tệp có đuôi .pdf hoặc .docx."),
    )


def write_file(target: Path, content: bytes, pages: int) -> Written:
    """Put a letter or a list where people want it: safe, and read back before it is said to be done.

    Args:
        target: a ``.pdf`` file, or one of an office program.
        content: what is written.
        pages: of a PDF; others do not tell.

    Raises:
        AppError: the place cannot be written; what was there before is untouched.
    """
    with refusals_told(target):
        safe_files.write_bytes(target, content)
        stands = target.read_bytes() == content and is_whole(target, pages)
    if not stands:
        raise not_whole(target)
    return Written(target, pages)


@contextmanager
def refusals_told(target: Path) -> Iterator[None]:
    """The system's refusals inside the block as sentences.

    Raises:
        AppError: ``disk_full`` or ``file_unwritable``.
    """
    try:
        yield
    except OSError as error:
        raise AppError(
            "disk_full" if error.errno in safe_files.DISK_FULL else "file_unwritable",
            _("Không ghi được tệp"),
            _("Không ghi được {file} ({reason}).").format(file=target.name, reason=safe_files.reason(error)),
            _("Hãy đóng tệp nếu đang mở ở chương trình khác, hoặc chọn thư mục khác. Tệp cũ còn nguyên."),
        ) from error


def is_whole(file: Path, pages: int) -> bool:
    """Whether a reader of strangers' files opens it and, in a PDF, finds the same number of pages."""
    if file.suffix.lower() == PDF:
        from friendly_desktop.storage.pdfium import page_count

        return page_count(file) == pages
    try:
        with ZipFile(file) as package:
            return package.testzip() is None and "[Content_Types].xml" in package.namelist()
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False  # each is a way in which a spoilt archive shows


def not_whole(target: Path) -> AppError:
    """A file was written and reads otherwise."""
    return AppError(
        "file_not_whole",
        _("Tệp ghi ra không nguyên vẹn"),
        _("Đọc lại {file} thấy khác với nội dung vừa tạo.").format(file=target.name),
        _("Hãy kiểm tra ổ đĩa rồi ghi lại vào nơi khác."),
    )
