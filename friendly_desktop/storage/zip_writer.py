"""Writes a ZIP to a raw stream: no buffer between the copy and the system, same bytes everywhere.

Python's ``zipfile`` takes a raw stream's word that it wrote all it was given; a disk that is almost full
writes less. Formats and numbers are those of APPNOTE.TXT 6.3.
"""

import struct
import zlib
from dataclasses import dataclass
from datetime import date
from io import RawIOBase

from friendly_desktop.storage.crc import crc32

_LIMIT_32 = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_DESCRIPTOR_FOLLOWS = 0x8


@dataclass(slots=True)
class _Member:
    """One file in the ZIP; ``crc`` and ``packed`` (bytes as stored) are set when it is complete."""

    name: bytes
    size: int
    deflated: bool
    offset: int
    crc: int = 0
    packed: int = 0

    @property
    def large(self) -> bool:
        """Whether its sizes need the 64-bit fields; a margin covers text that deflate makes longer."""
        return self.size > _LIMIT_32 - (1 << 24)


class ZipWriter:
    """A ZIP being written to a raw stream from its start.

    Where the stream cannot go back (a sealed file), what the header of a file could not say follows its bytes
    (APPNOTE 4.3.9).
    """

    def __init__(self, stream: RawIOBase, day: date) -> None:
        """Write to ``stream``; ``day`` is the date of every member."""
        self._stream = stream
        self._flags = 0 if stream.seekable() else _DESCRIPTOR_FOLLOWS
        self._crc = 0
        self._pack: zlib._Compress | None = None
        self.position = 0
        self._members: list[_Member] = []
        self._date = (max(day.year, 1980) - 1980) << 9 | day.month << 5 | day.day

    def begin(self, name: str, size: int, *, deflated: bool) -> None:
        """Write the header of a file of ``size`` bytes; its bytes follow through :meth:`write`."""
        member = _Member(name.encode("ascii"), size, deflated, self.position)
        self._members.append(member)
        self._crc = 0
        self._pack = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS) if deflated else None
        self._put(self._local_header(member))

    def write(self, piece: memoryview) -> None:
        """Write the next bytes of the file; they are packed here if they are to be."""
        self._crc = crc32(piece, self._crc)
        self._put(self._pack.compress(piece) if self._pack else piece)

    def end(self) -> None:
        """Fill in what the header of the file could not say when it was begun."""
        if self._pack:
            self._put(self._pack.flush())
        member = self._members[-1]
        member.packed = self.position - member.offset - len(self._local_header(member))
        member.crc = self._crc
        if self._flags & _DESCRIPTOR_FOLLOWS:
            form = "<4sL2Q" if member.large else "<4s3L"
            self._put(struct.pack(form, b"PK\x07\x08", member.crc, member.packed, member.size))
            return
        self._stream.seek(member.offset)
        self._write_all(self._local_header(member))
        self._stream.seek(self.position)

    def finish(self) -> None:
        """Write the table of contents."""
        start = self.position
        for member in self._members:
            self._put(self._central_header(member))
        size, count = self.position - start, len(self._members)
        if start >= _LIMIT_32 or count >= 0xFFFF:
            record = self.position
            self._put(struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start))
            self._put(struct.pack("<4sLQL", b"PK\x06\x07", 0, record, 1))
        short = min(count, 0xFFFF)
        self._put(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, short, short, size, min(start, _LIMIT_32), 0))

    def _local_header(self, member: _Member) -> bytes:
        extra = struct.pack("<2H2Q", 1, 16, member.size, member.packed) if member.large else b""
        sizes = (_LIMIT_32, _LIMIT_32) if member.large else (member.packed, member.size)
        if self._flags & _DESCRIPTOR_FOLLOWS:
            extra = struct.pack("<2H2Q", 1, 16, 0, 0) if member.large else b""
            sizes = (_LIMIT_32, _LIMIT_32) if member.large else (0, 0)
        return (
            struct.pack(
                "<4s5H3L2H", b"PK\x03\x04", 45 if member.large else 20, self._flags, _DEFLATED if member.deflated else _STORED,
                0, self._date, member.crc, *sizes, len(member.name), len(extra),
            )
            + member.name
            + extra
        )  # fmt: skip

    def _central_header(self, member: _Member) -> bytes:
        wide = ([member.size, member.packed] if member.large else []) + (
            [member.offset] if member.offset >= _LIMIT_32 else []
        )
        extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
        sizes = (_LIMIT_32, _LIMIT_32) if member.large else (member.packed, member.size)
        version = 45 if wide else 20
        return (
            struct.pack(
                "<4s6H3L5H2L", b"PK\x01\x02", 3 << 8 | version, version, self._flags, _DEFLATED if member.deflated else _STORED,
                0, self._date, member.crc, *sizes, len(member.name), len(extra), 0, 0, 0,
                0o100644 << 16, min(member.offset, _LIMIT_32),
            )
            + member.name
            + extra
        )  # fmt: skip

    def _put(self, piece: bytes | memoryview) -> None:
        self.position += len(piece)
        self._write_all(piece)

    def _write_all(self, piece: bytes | memoryview) -> None:
        left = memoryview(piece)
        while left:
            # A raw stream may take less than it is given, on a disk that is almost full.
            left = left[self._stream.write(left) or 0 :]
