"""What the world did to the database file, told so that a clerk can act."""

import shutil
from pathlib import Path

from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.storage import sqlite

#: SQLite's working files beside the database begin with this many bytes.
_LEAST_ROOM = 65536


def told(error: BaseException | None, path: Path) -> AppError | None:
    """What is told of an error of the driver; None when it is our own bug.

    Args:
        error: what the driver raised.
        path: the database file.
    """
    trouble = sqlite.trouble(error)
    if trouble is sqlite.Trouble.UNREACHABLE and is_brimful(path.parent):
        trouble = sqlite.Trouble.FULL  # SQLite could not even begin its working files
    return told_as(trouble, path) if trouble else None


def told_as(trouble: sqlite.Trouble, path: Path) -> AppError:
    """What is told of ``trouble`` with the database file ``path``."""
    match trouble:
        case sqlite.Trouble.FULL:
            return AppError(
                "disk_full",
                _("Ổ đĩa đã đầy"),
                _("Không còn chỗ để ghi dữ liệu; lần ghi vừa rồi chưa được thực hiện."),
                _("Hãy dọn bớt tệp trên ổ đĩa rồi làm lại. Những gì đã lưu trước đó vẫn còn nguyên."),
            )
        case sqlite.Trouble.DAMAGED:
            return AppError(
                "database_damaged",
                _("Tệp dữ liệu bị hỏng"),
                _("Không đọc được tệp {file}: đây không phải là tệp dữ liệu hoặc tệp đã bị hỏng.").format(
                    file=path.name
                ),
                _("Hãy giữ nguyên tệp này và khôi phục từ bản sao lưu gần nhất."),
            )
        case sqlite.Trouble.BUSY:
            return AppError(
                "database_busy",
                _("Dữ liệu đang bận"),
                _("Một chương trình khác đang ghi vào dữ liệu và chưa xong."),
                _("Hãy đợi một lát rồi làm lại; nếu vẫn bận, hãy đóng cửa sổ khác của chương trình."),
            )
        case sqlite.Trouble.UNREACHABLE:
            return AppError(
                "database_unreachable",
                _("Không mở được tệp dữ liệu"),
                _("Không đọc hoặc ghi được tệp {file}.").format(file=path),
                _("Hãy kiểm tra ổ đĩa còn cắm, còn chỗ và có quyền ghi vào thư mục này."),
            )


def require_room(path: Path, copies: int, margin: int, title: str, hint: str) -> None:
    """Make sure that so many more of the database file go onto its disk.

    Args:
        path: the database file; what its log holds counts, too.
        copies: of the file.
        margin: bytes that are to stay free beside them.
        title: what cannot be done.
        hint: what to do.

    Raises:
        AppError: ``disk_full``.
    """
    size = sum(part.stat().st_size for part in (path, Path(f"{path}-wal")) if part.exists())
    needed, free = size * copies + margin, shutil.disk_usage(path.parent).free
    if free < needed:
        raise AppError(
            "disk_full",
            title,
            _("Cần {needed} trống trên ổ đĩa chứa dữ liệu; hiện còn {free}.").format(
                needed=file_size(needed), free=file_size(free)
            ),
            hint,
        )


def is_brimful(folder: Path) -> bool:
    """Whether the disk of a folder has no room for a working file of SQLite."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False
