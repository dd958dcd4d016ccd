"""Writing a file so that it is either wholly there or not there at all."""

import errno
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from friendly_desktop.i18n import _

_RETRIES = (0.05, 0.1, 0.2, 0.4, 0.8)
#: Error numbers of a disk without room.
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_LONGEST_PLAIN = 240  # Windows stops at 260, at 248 for a folder


def reachable(path: Path, below: int = 0) -> Path:
    r"""``path`` in the form ``\\?\C:\...`` that Windows follows beyond 260 characters, where it needs it.

    Args:
        path: of a file or folder, with any drive letter or on a share.
        below: how many more characters the paths have that will be made from this one.
    """
    if os.name != "nt" or len(str(path)) + below <= _LONGEST_PLAIN:
        return path
    plain = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    return Path("\\\\?\\UNC\\" + plain[2:] if plain.startswith("\\\\") else "\\\\?\\" + plain)


def reason(error: OSError) -> str:
    """Why the system refused, in a few words for people; its own words are English everywhere."""
    no_folder = _("không phải là thư mục") if _file_on_the_way(error) else _("thiết bị đã được rút ra")
    known = {
        errno.ENOENT: _("không tìm thấy"),
        errno.EACCES: _("không có quyền"),
        errno.EPERM: _("không có quyền"),
        errno.EIO: _("lỗi đọc, ghi của ổ đĩa"),
        errno.ENODEV: _("thiết bị đã được rút ra"),
        errno.ENXIO: _("thiết bị đã được rút ra"),
        errno.ENOSPC: _("hết chỗ trống"),
        errno.EROFS: _("chỉ đọc được"),
        errno.ENAMETOOLONG: _("tên quá dài"),
        errno.ENOTDIR: no_folder,
        errno.EEXIST: no_folder,  # mkdir where a file has the name, or on what is left of a stick
        errno.EISDIR: _("là một thư mục"),
        errno.EBUSY: _("đang bận"),
        errno.ETXTBSY: _("đang bận"),
        errno.ETIMEDOUT: _("không trả lời"),
        errno.EHOSTUNREACH: _("không trả lời"),
        errno.EINVAL: _("tên không hợp lệ"),
    }
    number = error.errno or 0
    return known.get(number) or _("mã lỗi {number}").format(number=number)


def _file_on_the_way(error: OSError) -> bool:
    """Whether a file stands where a folder is needed; a pulled stick leaves a name that is neither."""
    if not isinstance(error.filename, str | bytes | os.PathLike):
        return True
    path = Path(os.fsdecode(error.filename))
    return any(os.path.isfile(one) for one in (path, *path.parents))  # noqa: PTH113 - says False, where Path may raise


def flush(stream: IO[bytes]) -> None:
    """Make what was written to a file durable."""
    stream.flush()
    os.fsync(stream.fileno())


def fsync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable. Windows has no such call and does not need it.

    Raises:
        OSError: the folder is gone, with the stick it was on.
    """
    if os.name == "nt":
        folder.stat()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """``os.replace`` that waits out an antivirus or indexer holding the file for a moment.

    Raises:
        PermissionError: when it is still held after about a second and a half.
    """
    for pause in _RETRIES:
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(source, target)


def take_away(path: Path) -> None:
    """Take away what was begun and will not be finished; where even that fails, the first error is the one to tell."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def take_away_folder(folder: Path) -> None:
    """Delete a folder, also with read-only files, which Windows keeps; what another program holds is left."""

    def again(failed: Callable[..., object], path: str, _error: object) -> None:
        if os.name == "nt" and failed is os.unlink:
            with suppress(OSError):
                Path(path).chmod(stat.S_IWRITE)
                Path(path).unlink()

    shutil.rmtree(folder, onerror=again)


def _unfinished(target: Path, process: int) -> Path:
    """Where a process writes what is to become ``target``."""
    return target.with_name(f".{target.name}.{process}.tmp")


def clear_unfinished(target: Path, process: int) -> None:
    """Take away what a process that was killed left of ``target``."""
    _unfinished(target, process).unlink(missing_ok=True)


@contextmanager
def writing(target: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of ``target`` when the block ends without an error.

    The bytes go to a temporary file in the same folder, are fsynced, renamed over ``target``, and the
    folder is fsynced. After any error the temporary file is gone and ``target`` is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _unfinished(target, os.getpid())
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace(temporary, target)
    except BaseException:
        take_away(temporary)
        raise
    fsync_folder(target.parent)


def write_bytes(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target``, whole or not at all."""
    with writing(target) as stream:
        stream.write(content)


def write_one_of_many(target: Path, content: bytes, *, flush: bool) -> None:
    """Write ``content`` to ``target``, whole or not at all, where thousands are written to one folder.

    The folder must be there. The name is durable only after ``fsync_folder``, the content only with ``flush``.
    """
    temporary = _unfinished(target, os.getpid())
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            if flush:
                stream.flush()
                os.fsync(stream.fileno())
        replace(temporary, target)
    except BaseException:
        take_away(temporary)
        raise


def write_text(target: Path, content: str) -> None:
    """Write ``content`` to ``target`` as UTF-8 with Unix line ends, whole or not at all."""
    write_bytes(target, content.encode("utf-8"))
