"""Bags inside a ZIP, which is read by its own table of contents, believed only as far as it agrees with the file."""

import contextlib
import itertools
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Protocol

from friendly_desktop.domain.package import PackageProblem, PackageProblemKind, bagit
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.bag_received import (
    BUFFER,
    MOST_FILES,
    BagSource,
    Reader,
    Unsound,
    broken,
    hostile,
    name_problems,
    printable,
    too_many,
    unreadable,
)
from friendly_desktop.storage.crc import crc32
from friendly_desktop.storage.sealed_files import SEALED_FAULTS, KeyFor, SealedReader, is_sealed
from friendly_desktop.storage.zip_damage import ZIP_DAMAGE

_MOST_DIRECTORY = 16 << 20
#: Deflate reaches 1,032 to 1; honest text stays far below this.
_MOST_RATIO = 200
_RATIO_FREE = 1 << 20
_MOST_INFLATED = 64 << 30


@dataclass(frozen=True, slots=True)
class _Member:
    info: zipfile.ZipInfo
    ends_before: int  # where the next member or the table of contents begins


_Opener = Callable[[], RawIOBase]
"""Opens a ZIP at its beginning, each time anew, for one thread."""


class ZipBag:
    """A bag inside a ZIP, in the folder ``base`` ("" or ending in a slash)."""

    def __init__(
        self,
        path: Path,
        base: str,
        members: Mapping[str, _Member],
        problems: Iterable[PackageProblem],
        open_zip: "_Opener",
    ) -> None:
        self.label = path.name
        self._path = path
        self._open = open_zip
        self._members = {
            name[len(base) :]: member for name, member in members.items() if name.startswith(base)
        }
        self.sizes: Mapping[str, int] = {
            name: member.info.file_size for name, member in self._members.items()
        }
        self.problems = tuple(problems)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader with its own place in the file, so that several threads can read at once."""
        buffer = memoryview(bytearray(BUFFER))
        with contextlib.ExitStack() as stack:
            try:
                stream = stack.enter_context(self._open())
            except OSError as error:
                raise Unsound(PackageProblemKind.BROKEN, unreadable(self._path, error).message) from error
            except AppError as error:
                raise Unsound(PackageProblemKind.BROKEN, error.message) from error

            def read(name: str, take: Callable[[memoryview], object]) -> None:
                member = self._members[name]
                try:
                    _to_data(stream, member)
                    if member.info.compress_type == zipfile.ZIP_STORED:
                        crc = _read_stored(stream, member.info.file_size, buffer, take)
                    else:
                        crc = _read_deflated(stream, member.info, buffer, take)
                except OSError as error:
                    raise Unsound(PackageProblemKind.BROKEN, unreadable(self._path, error).message) from error
                except AppError as error:  # a sealed chunk that was changed
                    raise Unsound(PackageProblemKind.BROKEN, error.message) from error
                if crc != member.info.CRC:
                    raise Unsound(
                        PackageProblemKind.CHANGED, _("Nội dung tệp đã bị thay đổi hoặc hỏng trong gói.")
                    )

            yield read


class _Bytes(Protocol):
    def seek(self, offset: int, /) -> int: ...
    def read(self, size: int, /) -> bytes | None: ...
    def readinto(self, buffer: memoryview, /) -> int | None: ...


def bags_in_zip(path: Path, key_for: KeyFor) -> tuple[list[BagSource], list[PackageProblem]]:
    """The bags in a ZIP file, and what is wrong with it where it holds none; otherwise as ``find_bags``."""
    try:
        open_zip = _opener(path, key_for)
        with open_zip() as raw, BufferedReader(raw) as stream:
            refused = _refused_by_end_record(path.name, stream)
            if refused is not None:
                return [], [refused]
            with zipfile.ZipFile(stream) as archive:
                infos, directory = archive.infolist(), archive.start_dir
    except OSError as error:
        return [], [unreadable(path, error)]
    except AppError as error:
        if error.code not in SEALED_FAULTS:
            raise
        return [], [broken(path.name, error.message)]
    except ZIP_DAMAGE:
        return [], [_not_a_zip(path.name)]
    problems = _zip_problems(infos, directory)
    if problems:
        return [ZipBag(path, "", {}, problems, open_zip)], []
    members = _members(infos, directory)
    bases = _bases(members)
    if not bases:
        return [], [no_bag_in(path)]
    stray = [name for name in members if not any(name.startswith(base) for base in bases)]
    added = [_added(name) for name in stray]
    return [ZipBag(path, base, members, added if base == bases[0] else (), open_zip) for base in bases], []


def _opener(path: Path, key_for: KeyFor) -> _Opener:
    if is_sealed(path):
        return lambda: SealedReader(path, key_for)
    return lambda: path.open("rb", buffering=0)


def _to_data(stream: _Bytes, member: _Member) -> None:
    """Go to the first byte of a member, and hold its own header against the table of contents."""
    info = member.info
    name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
    stream.seek(info.header_offset)
    header = stream.read(30 + len(name)) or b""
    if len(header) < 30 + len(name):
        raise Unsound(PackageProblemKind.BROKEN, _("Gói bị cắt cụt: tệp này không còn đủ."))
    fields = struct.unpack("<4s5H3L2H", header[:30])
    signature, _version, flags, method, _time, _date, crc, packed, size, name_length, extra_length = fields
    lied = (
        signature != b"PK\x03\x04"
        or name_length != len(name)
        or header[30:] != name
        or method != info.compress_type
        or flags & 0x2041
    )
    if not flags & 0x8:
        lied = (
            lied
            or crc != info.CRC
            or (packed not in (0xFFFFFFFF, info.compress_size))
            or (size not in (0xFFFFFFFF, info.file_size))
        )
    start = info.header_offset + 30 + name_length + extra_length
    if lied:
        raise Unsound(PackageProblemKind.HOSTILE, _("Mục lục của tệp ZIP không khớp với nội dung bên trong."))
    if start + info.compress_size > member.ends_before:
        raise Unsound(PackageProblemKind.HOSTILE, _("Các tệp trong ZIP nằm chồng lên nhau."))
    stream.seek(start)


def _read_stored(stream: _Bytes, size: int, buffer: memoryview, take: Callable[[memoryview], object]) -> int:
    crc = 0
    left = size
    while left:
        count = stream.readinto(buffer[: min(left, len(buffer))])
        if not count:
            raise Unsound(PackageProblemKind.BROKEN, _("Gói bị cắt cụt: tệp này không còn đủ."))
        piece = buffer[:count]
        crc = crc32(piece, crc)
        take(piece)
        left -= count
    return crc


def _read_deflated(
    stream: _Bytes, info: zipfile.ZipInfo, buffer: memoryview, take: Callable[[memoryview], object]
) -> int:
    lying = Unsound(PackageProblemKind.HOSTILE, _("Tệp giải nén ra không đúng dung lượng đã ghi trong gói."))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    crc = given = 0
    left = info.compress_size
    waiting = b""
    while not inflater.eof:
        if not waiting:
            count = stream.readinto(buffer[: min(left, len(buffer))]) if left else 0
            if not count:
                raise lying
            left -= count
            waiting = bytes(buffer[:count])
        try:
            piece = inflater.decompress(waiting, BUFFER)
        except zlib.error as error:
            raise Unsound(
                PackageProblemKind.CHANGED, _("Nội dung tệp đã bị thay đổi hoặc hỏng trong gói.")
            ) from error
        waiting = inflater.unconsumed_tail
        given += len(piece)
        if given > info.file_size:
            raise lying
        crc = crc32(piece, crc)
        take(memoryview(piece))
    if given != info.file_size or left or waiting or inflater.unused_data:
        raise lying
    return crc


def _bases(members: Iterable[str]) -> list[str]:
    found = {name.removesuffix(bagit.BAGIT) for name in members if name.split("/")[-1] == bagit.BAGIT}
    if "" in found:
        return [""]
    return sorted(base for base in found if base.count("/") == 1)


def _added(name: str) -> PackageProblem:
    return PackageProblem(
        PackageProblemKind.ADDED, printable(name), _("Tệp này không thuộc gói, đã được thêm vào sau.")
    )


def _not_a_zip(name: str) -> PackageProblem:
    return broken(name, _("Đây không phải là tệp ZIP đọc được, hoặc tệp đã bị hỏng hay cắt cụt."))


def no_bag_in(path: Path) -> PackageProblem:
    """The finding that a ZIP is sound and no package."""
    return broken(path.name, _("Tệp ZIP này không phải là gói hồ sơ (không có tệp bagit.txt)."))


def _refused_by_end_record(name: str, stream: IO[bytes]) -> PackageProblem | None:
    """Look at the counts in the end record before the table of contents is taken into memory."""
    head = stream.read(2)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - (1 << 16) - 22 - 20))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        return _not_a_zip(name)
    count, directory, remark = struct.unpack("<10xHL4xH", tail[at : at + 22])
    if head != b"PK" or at + 22 + remark != len(tail):
        return hostile(name, _("Tệp ZIP có dữ liệu lạ ghép vào trước hoặc sau nội dung."))
    locator = tail[at - 20 : at] if at >= 20 else b""
    if locator[:4] == b"PK\x06\x07":
        (offset,) = struct.unpack("<8xQ4x", locator)
        if offset > size - 56:
            return _not_a_zip(name)
        stream.seek(offset)
        record = stream.read(56)
        if record[:4] != b"PK\x06\x06":
            return _not_a_zip(name)
        count, directory = struct.unpack("<32xQQ8x", record)
    if count > MOST_FILES or directory > _MOST_DIRECTORY:
        return too_many(name)
    return None


def _zip_problems(infos: list[zipfile.ZipInfo], directory: int) -> list[PackageProblem]:
    if len(infos) > MOST_FILES:
        return [too_many("ZIP")]
    problems: list[PackageProblem] = []
    inflated = 0
    for info in infos:
        message = _member_fault(info, directory)
        if message:
            problems.append(hostile(printable(info.orig_filename), message))
        inflated += info.file_size if info.compress_type != zipfile.ZIP_STORED else 0
    if inflated > _MOST_INFLATED:
        problems.append(hostile("ZIP", _("Gói giải nén ra lớn bất thường (bom nén).")))
    problems.extend(name_problems(info.orig_filename for info in infos))
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for info, following in itertools.pairwise(ordered):
        if info.header_offset + 30 + len(info.orig_filename) + info.compress_size > following.header_offset:
            problems.append(
                hostile(printable(following.orig_filename), _("Các tệp trong ZIP nằm chồng lên nhau."))
            )
    return problems


def _member_fault(info: zipfile.ZipInfo, directory: int) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    is_folder = info.orig_filename.endswith("/")
    packed = info.compress_type != zipfile.ZIP_STORED
    if info.flag_bits & 0x2041:
        return _("Tệp được đặt mật khẩu; gói hồ sơ không dùng mật khẩu.")
    if kind == stat.S_IFLNK:
        return _("Đây là liên kết tới nơi khác, không phải tệp của gói.")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _("Đây không phải là tệp thường.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return _("Tệp được nén theo cách mà gói hồ sơ không dùng.")
    if is_folder and info.file_size:
        return _("Mục lục của tệp ZIP không khớp với nội dung bên trong.")
    if not packed and info.file_size != info.compress_size:
        return _("Mục lục của tệp ZIP không khớp với nội dung bên trong.")
    if packed and info.file_size > _RATIO_FREE + _MOST_RATIO * info.compress_size:
        return _("Tệp giải nén ra lớn bất thường (bom nén).")
    if not 0 <= info.header_offset < directory:
        return _("Mục lục của tệp ZIP không khớp với nội dung bên trong.")
    return "" if _same_unicode_name(info) else _("Tệp mang hai tên khác nhau trong ZIP.")


def _same_unicode_name(info: zipfile.ZipInfo) -> bool:
    # Extra field 0x7075 makes other programs use another name than the header's.
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == 0x7075 and extra[9 : 4 + length].decode("utf-8", "replace") != info.orig_filename:
            return False
        extra = extra[4 + length :]
    return True


def _members(infos: list[zipfile.ZipInfo], directory: int) -> dict[str, _Member]:
    ordered = sorted(infos, key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in ordered[1:]), directory]
    return {
        info.orig_filename: _Member(info, end)
        for info, end in zip(ordered, ends, strict=False)
        if not info.orig_filename.endswith("/")
    }
