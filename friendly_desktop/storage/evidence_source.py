"""A file that someone gives us: opened without waiting, and every trouble with it a sentence."""

import errno
import os
import stat
from pathlib import Path

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _


class SourceError(AppError):
    """One file cannot be taken, through no fault of the others; the work goes on with the next."""


def open_source(source: Path) -> int:
    """Open an ordinary, non-empty file for reading and return its descriptor.

    Raises:
        SourceError: it is no such file, or cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NONBLOCK", 0)  # opening a pipe must not wait for its writer
    try:
        # A device is not even opened: that alone can rewind a tape.
        require_ordinary(source.stat())
        return os.open(source, flags)
    except OSError as error:
        raise unreadable(error) from error


def require_ordinary(facts: os.stat_result) -> None:
    """Raise :class:`SourceError` unless these are the facts of a file with content."""
    if stat.S_ISDIR(facts.st_mode):
        raise SourceError(
            "is_folder", _("Đây là thư mục"), _("Đây là một thư mục, không phải tệp tài liệu."), ""
        )
    if not stat.S_ISREG(facts.st_mode):
        raise SourceError(
            "not_a_file",
            _("Không phải tệp thông thường"),
            _("Đây là thiết bị hoặc kênh truyền của hệ thống, không phải tệp tài liệu."),
        )
    if facts.st_size == 0:
        raise SourceError(
            "empty_file",
            _("Tệp rỗng"),
            _("Tệp không có nội dung (0 byte) nên không thể làm tài liệu kiểm chứng."),
            _("Hãy mở tệp gốc để kiểm tra, hoặc quét và lưu lại rồi thêm lần nữa."),
        )


def require_unchanged(before: os.stat_result, after: os.stat_result, copied: int) -> None:
    """Raise :class:`SourceError` when the file was written to between ``before`` and ``after``."""
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or copied != before.st_size:
        raise SourceError(
            "file_changing",
            _("Tệp đang thay đổi"),
            _("Tệp bị ghi đè trong lúc đang chép, nên chưa được thêm."),
            _("Hãy lưu và đóng tệp trong chương trình khác, rồi thêm lại."),
        )


def unreadable(error: OSError) -> SourceError:
    """The sentence for a source that the system does not let us read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceError(
            "file_vanished",
            _("Không còn tìm thấy tệp"),
            _("Tệp đã bị xóa, đổi tên, hoặc ổ đĩa chứa tệp đã được rút ra."),
            _("Hãy kiểm tra lại tệp gốc rồi thêm lần nữa."),
        )
    if error.errno == errno.ELOOP:
        return SourceError(
            "link_loop",
            _("Đường dẫn vòng"),
            _("Lối tắt này trỏ vòng về chính nó, không dẫn tới tệp nào."),
            "",
        )
    if isinstance(error, PermissionError):
        return SourceError(
            "file_locked",
            _("Không được phép đọc tệp"),
            _("Tệp đang bị chương trình khác khóa, hoặc tài khoản đang dùng không có quyền đọc tệp này."),
            _("Hãy đóng tệp trong chương trình khác rồi thêm lại."),
        )
    return SourceError(
        "file_unreadable",
        _("Không đọc được tệp"),
        _("Có lỗi khi đọc tệp; ổ đĩa hoặc USB chứa tệp có thể bị hỏng hoặc đã được rút ra."),
        _("Hãy chép tệp sang máy này rồi thêm lại."),
    )
