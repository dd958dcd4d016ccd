"""Looks at the place an export is to be written to, before the first byte: room, limits, rights."""

import ctypes
import errno
import os
import shutil
import sys
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.package import bagit
from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.storage.safe_files import reachable, reason
from friendly_desktop.storage.sealed_files import is_sealed, read_header
from friendly_desktop.storage.zip_damage import ZIP_DAMAGE

#: The largest file a FAT32 stick takes.
FAT32_FILE_LIMIT = 2**32 - 1
#: UTF-16 units on NTFS and exFAT; bytes on most others, which say so themselves.
_LONGEST_NAME = 255
_MARGIN = 16 * 2**20
_FAT = ("vfat", "msdos", "fat", "fat32", "fat16")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: ``path`` is the ZIP file or the folder as the person named it."""

    path: Path
    is_zip: bool

    @property
    def suffix(self) -> str:
        """What the names of the parts end with: ``.zip``, or ``.zip.mahoa`` of sealed ones."""
        inner = self.path.name.removesuffix(SUFFIX)
        return Path(inner).suffix + self.path.name[len(inner) :]

    @property
    def stem(self) -> str:
        """What the names of the parts begin with."""
        return self.path.name.removesuffix(self.suffix)

    def part(self, number: int, count: int) -> Path:
        """The path of a part: FILE-2.zip beside FILE.zip, or part-2 inside the folder."""
        if count == 1:
            return self.path
        if self.is_zip:
            return self.path.with_name(f"{self.stem}-{number}{self.suffix}")
        return self.path / f"part-{number}"


_NO_PACKAGE: tuple[type[Exception], ...] = (*ZIP_DAMAGE, OSError, AppError)


def examine(path: Path, data_folder: Path | None = None) -> Target:
    """Find out whether an export to ``path`` can begin at all.

    Args:
        path: a file ending in ``.zip`` or ``.zip.mahoa`` (sealed), or a folder that is absent or empty.
        data_folder: the program's own folder, in which nothing is exported.

    Raises:
        AppError: with what to choose instead.
    """
    path = path.expanduser().absolute()
    try:
        return _usable(path, data_folder)
    except OSError as error:  # a name too long or with letters this disk does not know
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> AppError:
    return AppError(
        "target_unusable",
        _("Không dùng được nơi ghi gói"),
        _("Không đặt được gói tại {path} ({reason}).").format(path=path, reason=reason(error)),
        _("Hãy chọn tên ngắn hơn hoặc thư mục khác."),
    )


def _require_name(path: Path) -> None:
    """Look at the name itself: to Windows a file with an impossible one is just not there.

    Raises:
        OSError: the disk cannot hold it.
    """
    if len(path.name.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_NAME:
        raise OSError(errno.ENAMETOOLONG, "longer than a name may be", str(path))
    with suppress(FileNotFoundError):
        reachable(path).lstat()


def _usable(path: Path, data_folder: Path | None) -> Target:
    parent = path.parent
    is_zip = path.name.lower().removesuffix(SUFFIX).endswith(".zip")
    if not parent.is_dir():
        raise AppError(
            "target_folder_missing",
            _("Không có thư mục để ghi gói"),
            _("Không tìm thấy thư mục {folder}.").format(folder=parent),
            _("Hãy cắm lại USB hoặc chọn một thư mục đang có."),
        )
    if data_folder is not None and path.resolve().is_relative_to(data_folder.resolve()):
        raise AppError(
            "target_in_data_folder",
            _("Không ghi gói vào thư mục dữ liệu"),
            _("Nơi đã chọn nằm trong thư mục dữ liệu của chương trình."),
            _("Hãy chọn một thư mục khác, ví dụ trên USB hoặc trong Tài liệu."),
        )
    if os.path.ismount(path):
        raise AppError(
            "target_is_drive",
            _("Hãy đặt tên cho gói"),
            _("Nơi đã chọn là gốc của một ổ đĩa, gói cần một thư mục riêng."),
            _("Hãy thêm tên thư mục hoặc tên tệp .zip, ví dụ: {example}").format(
                example=path / "goi-ho-so.zip"
            ),
        )
    _require_name(path)
    target = Target(path, is_zip)
    if is_zip:
        check_replaceable(path)
    elif path.is_file() or path.is_symlink() or (path.is_dir() and any(path.iterdir())):
        raise AppError(
            "target_exists",
            _("Nơi ghi gói đã có nội dung"),
            _("{path} đã có và không trống.").format(path=path),
            _("Hãy chọn tên khác; chương trình không ghi đè lên thư mục đang có tệp."),
        )
    if not os.access(parent, os.W_OK):
        raise read_only(path)
    return target


def check_replaceable(path: Path) -> None:
    """Refuse to replace a ZIP file that is not itself a package.

    Raises:
        AppError: something else lies at ``path``.
    """
    if not path.exists() and not path.is_symlink():
        return
    if path.is_file() and not path.is_symlink() and (is_sealed(path) or zipfile.is_zipfile(path)):
        try:
            if is_sealed(path) and read_header(path).name == path.name.removesuffix(SUFFIX):
                return
            with zipfile.ZipFile(path) as archive:
                if any(name.split("/")[-1] == bagit.BAGIT for name in archive.namelist()[:50]):
                    return
        except _NO_PACKAGE:
            pass  # not a package: refused below
    raise AppError(
        "target_exists",
        _("Đã có tệp khác mang tên này"),
        _("{path} đã có và không phải là gói hồ sơ.").format(path=path),
        _("Hãy chọn tên khác cho gói."),
    )


def check_room(folder: Path, needed: int, largest_file: int, parts_help: bool) -> None:
    """Make sure that ``needed`` bytes with a largest file of ``largest_file`` bytes go onto the disk.

    Args:
        folder: an existing folder on the disk.
        needed: bytes of all files together.
        largest_file: bytes of the largest single file.
        parts_help: whether cutting the package into parts would make files smaller.

    Raises:
        AppError: too little room, or a FAT32 disk and a file over 4 GB.
    """
    if largest_file > FAT32_FILE_LIMIT and file_system(folder) in _FAT:
        raise AppError(
            "fat32_limit",
            _("USB không chứa được tệp lớn như vậy"),
            _("USB này định dạng FAT32, chỉ nhận tệp dưới 4 GB; gói cần một tệp {size}.").format(
                size=file_size(largest_file)
            ),
            _("Hãy chia gói thành nhiều phần dưới 4 GB, hoặc dùng USB định dạng exFAT hay NTFS.")
            if parts_help
            else _("Hãy dùng USB định dạng exFAT hoặc NTFS."),
        )
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise told(error, folder / "-") from error
    if free < needed + _MARGIN:
        raise AppError(
            "not_enough_room",
            _("Không đủ chỗ trống"),
            _("Gói cần {needed}, nơi đã chọn chỉ còn {free}.").format(
                needed=file_size(needed + _MARGIN), free=file_size(free)
            ),
            _("Hãy xóa bớt tệp ở đó hoặc chọn ổ đĩa khác."),
        )


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system under ``folder`` in lower case ("vfat", "exfat", "ntfs"), "" if unknown."""
    if sys.platform == "win32":
        return _windows_file_system(folder)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = folder.resolve()
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Spaces and the like are written as octal escapes in this table.
        point = Path(
            fields[1].encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        )
        if real.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2].lower()
    return kind


def _windows_file_system(folder: Path) -> str:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from the stubs elsewhere
    name = ctypes.create_unicode_buffer(64)
    drive = folder.resolve().anchor
    if not kernel.GetVolumeInformationW(ctypes.c_wchar_p(drive), None, 0, None, None, None, name, len(name)):
        return ""
    return name.value.lower()


def read_only(path: Path) -> AppError:
    """The error for a place that takes no files."""
    return AppError(
        "target_read_only",
        _("Không ghi được vào nơi đã chọn"),
        _("Không có quyền ghi vào {folder}, hoặc USB đang khóa chống ghi.").format(folder=path.parent),
        _("Hãy mở khóa USB hoặc chọn thư mục khác."),
    )


def told(error: OSError, path: Path) -> AppError:
    """What went wrong while writing to ``path``, for the person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", 0) in (39, 112):
        return AppError(
            "disk_full",
            _("Ổ đĩa đã đầy"),
            _("Nơi ghi gói đã hết chỗ giữa chừng; phần ghi dở đã được xóa."),
            _("Hãy xóa bớt tệp ở đó hoặc chọn ổ đĩa khác, rồi xuất lại."),
        )
    if error.errno == errno.EFBIG:
        return AppError(
            "file_too_large",
            _("Tệp quá lớn cho ổ đĩa này"),
            _("Ổ đĩa không nhận tệp lớn như vậy; phần ghi dở đã được xóa."),
            _("Hãy chia gói thành nhiều phần rồi xuất lại."),
        )
    if error.errno == errno.EROFS:
        return read_only(path)
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return _unusable(path, error)
    if isinstance(error, PermissionError):
        return AppError(
            "target_locked",
            _("Không đặt được gói vào nơi đã chọn"),
            _("{path} đang được một chương trình khác mở, hoặc không có quyền ghi.").format(path=path),
            _("Hãy đóng tệp đó (kể cả cửa sổ xem trước) rồi xuất lại. Tệp cũ còn nguyên."),
        )
    return AppError(
        "target_gone",
        _("Mất kết nối với nơi ghi gói"),
        _("Không ghi tiếp được vào {folder} ({reason}).").format(folder=path.parent, reason=reason(error)),
        _("Hãy kiểm tra USB hoặc ổ đĩa rồi xuất lại; chưa có gói nào được coi là xong."),
    )
