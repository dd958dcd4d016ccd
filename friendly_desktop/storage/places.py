"""Where the records may lie: on a disk of this PC, not on a share and not where a program synchronises them.

On a share SQLite's locks do not hold between two PCs, and a lost network breaks off in the middle of a write.
A cloud folder copies the file while it is being written and brings back old ones. Copies and packages may lie
on both; only the folder of the records is refused.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PurePosixPath

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

#: File systems that are another computer's.
_REMOTE = frozenset(
    [
        "cifs",
        "smb3",
        "smbfs",
        "nfs",
        "nfs4",
        "afs",
        "ncpfs",
        "ceph",
        "glusterfs",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.glusterfs",
    ]
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW
#: How folders that a program synchronises begin, in lower case, with that program's name.
_CLOUDS = {
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drive của tôi": "Google Drive",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
#: What such a program puts into the uppermost folder that it synchronises.
_MARKERS = {".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".tmp.drivedownload": "Google Drive"}
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def require_safe(folder: Path) -> None:
    """Refuse a folder in which the records would not be safe.

    Raises:
        AppError: it is another computer's, or a program synchronises it.
    """
    real = Path(os.path.realpath(folder))  # a drive letter or a link may stand for a share
    if any(is_share(one) for one in (folder, real)) or _is_remote(real):
        raise AppError(
            "place_on_network",
            _("Không đặt dữ liệu trên ổ mạng"),
            _(
                "Thư mục {folder} nằm trên máy khác trong mạng; ở đó dữ liệu có thể hỏng khi mất mạng "
                "hoặc khi hai máy cùng ghi."
            ).format(folder=folder),
            _(
                "Hãy chọn thư mục trên ổ đĩa của máy này, ví dụ ổ C hoặc D. "
                "Bản sao lưu và gói hồ sơ thì có thể để trên ổ mạng."
            ),
        )
    cloud = cloud_of(real, os.environ) or cloud_of(folder, os.environ) or _marked(real)
    if cloud:
        raise AppError(
            "place_in_cloud",
            _("Không đặt dữ liệu trong thư mục đồng bộ"),
            _(
                "Thư mục {folder} được {cloud} tự đồng bộ; dữ liệu có thể bị chép dở dang hoặc bị bản cũ ghi đè."
            ).format(folder=folder, cloud=cloud),
            _(
                "Hãy chuyển thư mục dữ liệu ra ngoài thư mục đồng bộ rồi mở lại chương trình. "
                "Bản sao lưu và gói hồ sơ thì có thể để trong thư mục đồng bộ."
            ),
        )


def is_share(path: PurePath) -> bool:
    r"""Whether a path names another computer: ``\\may-chu\chung``; ``\\?\C:\`` and ``\\.\C:\`` do not."""
    text = str(path).replace("/", "\\")
    return text.startswith(("\\\\?\\UNC\\", "\\\\")) and (
        text.startswith("\\\\?\\UNC\\") or not text.startswith(("\\\\?\\", "\\\\.\\"))
    )


def cloud_of(path: PurePath, environment: Mapping[str, str]) -> str:
    """The program that synchronises a folder, as its name or the system tells; "" for none."""
    for variable in _VARIABLES:
        top = environment.get(variable)
        if top and path.is_relative_to(type(path)(top)):
            return "OneDrive"
    for part in path.parts:
        name = part.casefold()
        for beginning, cloud in _CLOUDS.items():
            # "OneDrive - UBND xã", "Dropbox (Văn phòng)", but not "Dropbox cũ đã gỡ"
            if name == beginning or name.startswith((f"{beginning} - ", f"{beginning} (", f"{beginning}-")):
                return cloud
    return ""


def mount_type(path: PurePath, mounts: Iterable[str]) -> str:
    """The kind of the file system that holds ``path``, from lines as in ``/proc/self/mountinfo``."""
    found, depth = "", -1
    for line in mounts:
        before, _dash, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        point = PurePosixPath(fields[4].replace("\\040", " ").replace("\\011", "\t"))
        if path.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = after.split()[0], len(point.parts)
    return found


def _is_remote(real: Path) -> bool:
    if sys.platform == "win32":
        return _drive_type(real.anchor) == _REMOTE_DRIVE
    try:
        mounts = Path("/proc/self/mountinfo").read_bytes().decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False  # macOS and others tell it otherwise or not at all
    return mount_type(real, mounts) in _REMOTE


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _marked(real: Path) -> str:
    for folder in (real, *real.parents):
        for marker, cloud in _MARKERS.items():
            try:
                if (folder / marker).exists() and folder != Path.home():
                    return cloud
            except OSError:
                continue
    return ""
