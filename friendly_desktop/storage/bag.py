"""A bag as it is planned: every file with its size and digest known before the first byte is written."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from friendly_desktop.domain.package import bagit

_DEFLATED = frozenset((".json", ".html", ".txt", ".xml", ".csv", ".svg"))
#: Local header 30, central header 46, Zip64 extras 20 and 28, as APPNOTE.TXT 6.3 lays them out.
_ZIP_HEADERS = 30 + 46 + 20 + 28
_ZIP_END = 22 + 56 + 20
#: Tag files of a part apart from the two manifests: declaration, bag-info, start page, their headers.
_TAG_ROOM = 8 * 1024


@dataclass(frozen=True, slots=True)
class BagEntry:
    """One file of a bag: an ASCII ``path`` inside it and where its bytes come from.

    Either ``source`` (which opens what the digest is known of from the evidence store) or ``content`` is given.
    ``label`` is what people call it.
    """

    path: str
    size: int
    sha256: str
    source: Callable[[], BinaryIO] | None = None
    content: bytes = b""
    label: str = ""

    @property
    def deflated(self) -> bool:
        """Whether a ZIP holds it compressed: text is, photos and documents already are in themselves."""
        return PurePosixPath(self.path).suffix in _DEFLATED

    def open(self) -> BinaryIO:
        """Its bytes, from the beginning.

        Raises:
            AppError: they are lost or damaged; also while they are read.
            OSError: the disk does not give them.
        """
        return BytesIO(self.content) if self.source is None else self.source()


def entry_of(path: str, content: bytes) -> BagEntry:
    """An entry made of bytes."""
    return BagEntry(path, len(content), hashlib.sha256(content).hexdigest(), content=content)


@dataclass(frozen=True)
class Bag:
    """One bag: a part of the package, or all of it.

    ``base`` is the folder it lies in inside a ZIP, ``payload`` the files under ``data/``, ``tags``
    further files beside the manifests.
    """

    base: str
    payload: tuple[BagEntry, ...]
    tags: tuple[BagEntry, ...]
    info: tuple[tuple[str, str], ...]

    @cached_property
    def files(self) -> tuple[BagEntry, ...]:
        """Every file in the order in which it is written: the declaration first (RFC 8493, 2.1.1)."""
        payload = sorted(self.payload, key=lambda entry: entry.path)
        info = (*self.info, ("Payload-Oxum", bagit.oxum(entry.size for entry in payload)))
        tags = [
            entry_of(bagit.BAGIT, bagit.DECLARATION.encode("utf-8")),
            entry_of(bagit.BAG_INFO, bagit.info_text(info).encode("utf-8")),
            entry_of(bagit.MANIFEST, bagit.manifest_text(digests(payload)).encode("utf-8")),
            *sorted(self.tags, key=lambda entry: entry.path),
        ]
        sealed = entry_of(bagit.TAG_MANIFEST, bagit.manifest_text(digests(tags)).encode("utf-8"))
        return (*tags[:3], sealed, *tags[3:], *payload)

    @property
    def bytes(self) -> int:
        """The bytes of all files together."""
        return sum(entry.size for entry in self.files)

    @property
    def zip_bytes(self) -> int:
        """The most bytes it can take as a ZIP."""
        return _ZIP_END + sum(_in_zip(entry, self.base) for entry in self.files)


def digests(entries: Sequence[BagEntry]) -> dict[str, str]:
    """Names to digests, as manifests list them."""
    return {entry.path: entry.sha256 for entry in entries}


class EntryTooLarge(Exception):  # noqa: N818 - told to the person as an AppError by the service
    """A single file does not fit into a part; ``needed`` are the bytes of a part that would do."""

    def __init__(self, entry: BagEntry, needed: int) -> None:
        super().__init__(entry.path)
        self.entry = entry
        self.needed = needed


def cut(first: Sequence[BagEntry], others: Sequence[BagEntry], base: str, limit: int) -> list[list[BagEntry]]:
    """Share out files over parts of at most ``limit`` bytes each, whatever the form (folder or ZIP).

    Args:
        first: files that must lie in the first part.
        others: files in their printed order; each goes into the first part with room for it.
        base: the longest folder name of the parts inside their ZIPs.
        limit: bytes of a part.

    Returns:
        The files of each part, ``first`` at the head of the first one.

    Raises:
        EntryTooLarge: a file (or ``first`` together, told by its largest) is larger than a part.
    """
    every = bagit.manifest_text(digests([*first, *others]))
    fixed = _ZIP_END + _TAG_ROOM + len(every)
    parts: list[list[BagEntry]] = [[]]
    room = [limit - fixed]
    for entry in first:
        room[0] -= _in_part(entry, base)
        parts[0].append(entry)
        if room[0] < 0:
            needed = fixed + sum(_in_part(each, base) for each in first)
            raise EntryTooLarge(max(first, key=lambda each: each.size), needed)
    for entry in others:
        need = _in_part(entry, base)
        if need > limit - fixed:
            raise EntryTooLarge(entry, fixed + need)
        place = next((number for number, left in enumerate(room) if left >= need), None)
        if place is None:
            place = len(parts)
            parts.append([])
            room.append(limit - fixed)
        parts[place].append(entry)
        room[place] -= need
    return parts


def _in_part(entry: BagEntry, base: str) -> int:
    return _in_zip(entry, base) + 64 + 2 + len(entry.path) + 1


def _in_zip(entry: BagEntry, base: str) -> int:
    # Deflate adds at most 5 bytes a block of 16 KB to what it cannot compress (RFC 1951, zlib's bound).
    growth = entry.size // 1000 + 64 if entry.deflated else 0
    return entry.size + growth + _ZIP_HEADERS + 2 * (len(base) + 1 + len(entry.path))
