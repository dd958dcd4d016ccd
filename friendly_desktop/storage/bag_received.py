"""What a received bag is to whoever checks it: the sizes and bytes of its files, and what can be wrong with it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from friendly_desktop.domain.package import PackageProblem, PackageProblemKind, bagit
from friendly_desktop.domain.package.bagit import NameFault
from friendly_desktop.i18n import N_, _
from friendly_desktop.storage.safe_files import reason

#: More files than a package of a commune can hold; the answer comes before they are looked at.
MOST_FILES = 20_000
LONGEST_NAME = 200  # in what others packed; our own names are shorter
BUFFER = 1 << 20
_FAULTS = {
    NameFault.EMPTY: N_("Gói có một tệp không tên."),
    NameFault.ABSOLUTE: N_("Tên tệp là đường dẫn tuyệt đối, có thể ghi đè tệp của máy nhận."),
    NameFault.BACKSLASH: N_("Tên tệp có dấu gạch chéo ngược, có thể bị hiểu là đường dẫn ra ngoài gói."),
    NameFault.TRAVERSAL: N_("Tên tệp dẫn ra ngoài gói («..» hoặc thư mục không tên)."),
    NameFault.FORBIDDEN: N_("Tên tệp có ký tự mà Windows không chấp nhận."),
    NameFault.RESERVED: N_("Tên tệp là tên Windows dành riêng cho thiết bị."),
    NameFault.TOO_LONG: N_("Tên tệp quá dài."),
}


class Unsound(Exception):  # noqa: N818 - becomes a finding of the check
    """Something in the bag cannot be read or must not be trusted."""

    def __init__(self, kind: PackageProblemKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


Reader = Callable[[str, Callable[[memoryview], object]], None]


class BagSource(Protocol):
    """One bag: the sizes of its files by name, what is wrong with it as a container, and its bytes."""

    label: str
    sizes: Mapping[str, int]
    problems: tuple[PackageProblem, ...]

    def reading(self) -> AbstractContextManager[Reader]:
        """A function for one thread that gives the bytes of a file to a callback, piece by piece.

        It raises :class:`Unsound` when the bytes are not what the container promises.
        """
        ...


def hostile(name: str, message: str) -> PackageProblem:
    """A finding that makes a package untrustworthy as a whole."""
    return PackageProblem(PackageProblemKind.HOSTILE, name, message)


def broken(name: str, message: str) -> PackageProblem:
    """A finding that something cannot be read."""
    return PackageProblem(PackageProblemKind.BROKEN, name, message)


def unreadable(path: Path, error: OSError) -> PackageProblem:
    """The finding that the disk does not give something."""
    return broken(path.name, _("Không đọc được ({reason}).").format(reason=reason(error)))


def too_many(label: str) -> PackageProblem:
    """The finding that a bag holds more files than any commune's."""
    return hostile(label, _("Gói có quá nhiều tệp (trên {n}); không được mở.").format(n=MOST_FILES))


def fault_of(name: str) -> PackageProblem | None:
    """The finding about a name that must not stand in a package, or None."""
    fault = bagit.name_fault(name)
    return None if fault is None else hostile(printable(name), _(_FAULTS[fault]))


def name_problems(names: Iterable[str]) -> list[PackageProblem]:
    """Names that must not stand in a package, or not beside each other; those of folders end in a slash."""
    problems: list[PackageProblem] = []
    seen: dict[str, bool] = {}
    for name in names:
        fault = fault_of(name.removesuffix("/"))
        if fault is not None:
            problems.append(fault)
            continue
        key = bagit.same_name_key(name.removesuffix("/"))
        if key in seen:
            problems.append(
                hostile(
                    printable(name),
                    _("Trong gói có hai tệp trùng tên (không phân biệt chữ hoa, chữ thường)."),
                )
            )
        seen[key] = name.endswith("/")
    for key in seen:
        above = key.rpartition("/")[0]
        while above:
            if seen.get(above) is False:
                problems.append(hostile(printable(key), _("Một tên vừa là tệp vừa là thư mục.")))
                break
            above = above.rpartition("/")[0]
    return problems


def printable(name: str) -> str:
    """A name from outside, fit to be shown: control characters replaced, not endlessly long."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name[:300])


def read_all(source: BagSource, name: str, limit: int) -> bytes:
    """The content of a small file.

    Raises:
        Unsound: it is larger than ``limit`` bytes, or cannot be read.
    """
    if source.sizes[name] > limit:
        raise Unsound(PackageProblemKind.HOSTILE, _("Tệp lớn bất thường, không được đọc."))
    pieces: list[bytes] = []
    with source.reading() as read:
        read(name, lambda piece: pieces.append(bytes(piece)))
    return b"".join(pieces)


def digest(read: Reader, name: str, counted: Callable[[int], object]) -> str:
    """The SHA-256 of a file in a bag; ``counted`` is told the bytes of each piece."""
    sha256 = hashlib.sha256()

    def take(piece: memoryview) -> None:
        sha256.update(piece)
        counted(len(piece))

    read(name, take)
    return sha256.hexdigest()
