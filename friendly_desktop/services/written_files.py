"""A paper or a list where people want it: one file, written whole or not at all, and read back."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import is_folder
from friendly_desktop.storage import safe_files

PDF, WORD = ".pdf", ".docx"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written and read back."""

    file: Path
    pages: int


def check_target(target: Path) -> None:
    """Refuse a name that no paper can be written to, before any work.

    Raises:
        AppError: the ending is neither ``.pdf`` nor ``.docx``, or a folder has this name.
    """
    if target.suffix.lower() not in (PDF, WORD):
        raise other_kind(target.suffix)
    refuse_folder(target)


def refuse_folder(target: Path) -> None:
    """Refuse a name that a folder has.

    Raises:
        AppError: ``target_is_folder``.
    """
    if is_folder(target):
        raise AppError(
            "target_is_folder",
            _("Nơi ghi là một thư mục"),
            _("{file} là một thư mục, không ghi thành tệp được.").format(file=target.name),
            _("Hãy đặt tên khác cho tệp."),
        )


def other_kind(suffix: str) -> AppError:
    """A paper is written to files of two kinds only."""
    return AppError(
        "file_kind_unknown",
        _("Tên tệp chưa đúng"),
        _("Giấy tờ được ghi thành tệp .pdf hoặc .docx, không ghi được tệp «{suffix}».").format(suffix=suffix),
        _("Hãy đặt tên tệp có đuôi .pdf hoặc .docx."),
    )


def write_file(target: Path, content: bytes, pages: int) -> Written:
    """Put a paper or a list where people want it: safe, and read back before it is said to be done.

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
