"""A bag that lies in a folder: read through no link and nothing that is not an ordinary file."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from friendly_desktop.domain.package import PackageProblem, PackageProblemKind
from friendly_desktop.i18n import _
from friendly_desktop.storage.bag_received import (
    BUFFER,
    MOST_FILES,
    Reader,
    Unsound,
    hostile,
    name_problems,
    printable,
    too_many,
    unreadable,
)

_MOST_DEPTH = 20
#: Left in folders by Windows and macOS without anybody's doing.
_LITTER = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
_LINK_TAGS = (
    getattr(stat, "IO_REPARSE_TAG_SYMLINK", -1),
    getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1),
)


class FolderBag:
    """A bag lying in a folder."""

    def __init__(self, root: Path) -> None:
        self.label = root.name
        self._root = root
        sizes: dict[str, int] = {}
        problems: list[PackageProblem] = []
        for name, problem, size in self._walk(root, "", 0):
            if problem:
                problems.append(hostile(printable(name), problem))
            else:
                sizes[name] = size
            if len(sizes) + len(problems) > MOST_FILES:
                problems = [too_many(self.label)]
                break
        problems.extend(name_problems(sizes))
        self.sizes: Mapping[str, int] = sizes
        self.problems = tuple(problems)

    def _walk(self, folder: Path, prefix: str, depth: int) -> Iterator[tuple[str, str, int]]:
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            yield prefix or ".", unreadable(folder, error).message, 0
            return
        for entry in entries:
            name = prefix + entry.name
            try:
                found = _facts(entry)
            except OSError as error:
                yield name, unreadable(folder, error).message, 0
                continue
            if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINK_TAGS:
                yield name, _("Đây là liên kết tới nơi khác, không phải tệp của gói."), 0
            elif stat.S_ISDIR(found.st_mode):
                if depth >= _MOST_DEPTH:
                    yield name, _("Thư mục lồng nhau quá sâu."), 0
                else:
                    yield from self._walk(folder / entry.name, name + "/", depth + 1)
            elif not stat.S_ISREG(found.st_mode):
                yield name, _("Đây không phải là tệp thường."), 0
            elif found.st_nlink > 1:
                yield name, _("Tệp dùng chung nội dung với một tệp ngoài gói (liên kết cứng)."), 0
            elif entry.name.lower() not in _LITTER and not entry.name.startswith("._"):
                yield name, "", found.st_size

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader of files of the folder."""
        buffer = memoryview(bytearray(BUFFER))

        def read(name: str, take: Callable[[memoryview], object]) -> None:
            try:
                with open(self._root / name, "rb", buffering=0, opener=_open_no_link) as stream:
                    while count := stream.readinto(buffer):
                        take(buffer[:count])
            except OSError as error:
                raise Unsound(PackageProblemKind.BROKEN, unreadable(self._root, error).message) from error

        yield read


def _facts(entry: "os.DirEntry[str]") -> os.stat_result:
    # On Windows the entry itself knows neither links nor always the true size; the file does.
    return Path(entry.path).lstat() if os.name == "nt" else entry.stat(follow_symlinks=False)


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
