"""What the world does to a backup, told so that a person can act."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.storage import sqlite, troubles
from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.safe_files import DISK_FULL, reason


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn what the disk of a backup does into an AppError; nothing half-made counts as a backup."""
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            raise full(place) from error
        raise unwritable(place, reason(error)) from error
    except sqlite3.Error as error:
        trouble = sqlite.trouble(error)
        if trouble is sqlite.Trouble.FULL:
            raise full(place) from error
        if trouble is sqlite.Trouble.DAMAGED:
            raise AppError(
                "database_damaged",
                _("Tệp dữ liệu bị hỏng"),
                _("Dữ liệu hiện tại có chỗ không đọc được, nên chưa sao lưu được."),
                _("Hãy chạy lệnh doctor để xem chỗ hỏng, hoặc khôi phục từ bản sao lưu gần nhất."),
            ) from error
        if trouble is None:
            raise
        raise unwritable(place, _("lỗi đọc, ghi của ổ đĩa")) from error


@contextmanager
def reading_from(path: Path) -> Iterator[None]:
    """Turn what is wrong with a backup into an AppError."""
    try:
        yield
    except Unreadable as error:
        raise damaged(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        if sqlite.trouble(error) not in {None, sqlite.Trouble.DAMAGED}:  # the disk's fault, not the backup's
            raise troubles.told(error, path) or error from error
        raise damaged(path, _("Không đọc được tệp dữ liệu trong bản sao lưu.")) from error
    except FileNotFoundError as error:
        raise AppError(
            "backup_not_found",
            _("Không tìm thấy bản sao lưu"),
            _("Không có bản sao lưu nào tại {path}.").format(path=path),
            _("Hãy xem danh sách bản sao lưu, hoặc cắm lại USB rồi chọn tệp."),
        ) from error
    except OSError as error:
        if error.errno in DISK_FULL:
            raise full(path.parent) from error
        raise AppError(
            "backup_unreadable",
            _("Không đọc được bản sao lưu"),
            _("Không đọc được {path} ({reason}).").format(path=path, reason=reason(error)),
            _("Hãy kiểm tra ổ đĩa hoặc USB rồi làm lại, hoặc dùng một bản sao lưu khác."),
        ) from error


def damaged(path: Path, what: str) -> AppError:
    """The refusal of a damaged backup."""
    return AppError(
        "backup_damaged",
        _("Bản sao lưu bị hỏng"),
        _("{file}: {what}").format(file=path.name, what=what),
        _("Dữ liệu hiện tại không bị thay đổi. Hãy dùng một bản sao lưu khác."),
    )


def full(place: Path, needed: int = 0, free: int = 0) -> AppError:
    """The error of a disk without room; ``needed`` and ``free`` in bytes where they are known."""
    message = _("Không đủ chỗ trống tại {folder} cho bản sao lưu.").format(folder=place)
    if needed:
        message = _("Bản sao lưu cần {needed} tại {folder}, ở đó chỉ còn trống {free}.").format(
            needed=file_size(needed), folder=place, free=file_size(free)
        )
    return AppError(
        "disk_full",
        _("Ổ đĩa đã đầy"),
        message,
        _(
            "Hãy dọn bớt tệp trên ổ đĩa ấy, hoặc chọn ổ đĩa khác. Dữ liệu và các bản sao lưu trước vẫn còn nguyên."
        ),
    )


def unwritable(place: Path, why: str) -> AppError:
    """The error of a place that takes no backup."""
    return AppError(
        "backup_place_unusable",
        _("Không ghi được bản sao lưu"),
        _("Không ghi được vào {folder} ({reason}).").format(folder=place, reason=why),
        _("Hãy kiểm tra ổ đĩa còn cắm, còn chỗ và có quyền ghi. Dữ liệu vẫn còn nguyên."),
    )
