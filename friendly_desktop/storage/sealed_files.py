"""Sealed files: written and read as ordinary file objects, any size in little memory.

The form is told in ``domain/vault.py``. Writing needs a ring, reading the private key::

    with safe_files.writing(target) as stream, SealedWriter(stream, ring) as sealed:
        sealed.write(...)
    with SealedReader(target, lambda ring: unwrap(ring, password)) as plain:
        plain.read(...)
"""

import functools
import hashlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

from friendly_desktop.domain.vault import (
    CHUNK,
    KEY,
    MAGIC,
    MOST_HEADER,
    TAG,
    VERSION,
    Header,
    Ring,
    SlotKind,
)
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.key_rings import PrivateKey, new_key, unwrap

_VERSION_BYTES = 2
_LENGTH_BYTES = 4
_PREFIX = len(MAGIC) + _VERSION_BYTES + _LENGTH_BYTES
_COUNTER_BYTES = 11

#: Codes of what is wrong with a sealed file itself, not with who wants to open it.
SEALED_FAULTS = frozenset({"not_sealed", "sealed_newer", "sealed_damaged"})


class FileKey:
    """Opens one sealed file and no other; its writer reads the file back with it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __repr__(self) -> str:
        return "FileKey()"


#: Gives what opens a file of a ring, e.g. by asking for a password; raises AppError where it cannot.
KeyFor = Callable[[Ring], PrivateKey | FileKey]


class Target(Protocol):
    """Where a sealed file is written; takes all of what it is given."""

    def write(self, block: bytes, /) -> object:
        """Write it at the end."""
        ...


class SealedWriter(io.RawIOBase):
    """Seals what is written to it into ``stream``, which stays open.

    The file is whole only once ``close`` was called without an error before; a writer that is left by an
    exception ends nothing, and what it wrote opens nowhere.
    """

    def __init__(self, stream: Target, ring: Ring, name: str = "", *, slots: bool = True) -> None:
        """Write the header.

        Args:
            stream: binary, at the place where the sealed file begins; needs no seeking.
            ring: whose private half opens the file.
            name: what the file is called inside; stands in clear.
            slots: whether the file carries the slots of the ring, and so opens on another PC with the password
                alone; False where the ring is kept beside it.
        """
        super().__init__()
        made = new_key()
        header = Header(ring if slots else Ring(ring.public), made.public, CHUNK, name)
        text = _header_text(header)
        prefix = (
            MAGIC + VERSION.to_bytes(_VERSION_BYTES, "big") + len(text).to_bytes(_LENGTH_BYTES, "big") + text
        )
        #: Reads back what this writer wrote, without any private key.
        self.file_key = FileKey(_file_key(made, ring.public, header, prefix))
        self._cipher = _Chunks(self.file_key.content)
        made.wipe()
        self._stream = stream
        self._waiting = bytearray()
        self._number = 0
        self._length = 0
        self._broken = False
        stream.write(prefix)

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        """How many bytes of plain text were written."""
        return self._length

    def write(self, content: "bytes | bytearray | memoryview[int]", /) -> int:  # type: ignore[override]
        view = memoryview(content).cast("B")
        self._length += len(view)
        self._waiting += view
        # The last chunk is told apart, so the newest full one waits until more comes.
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(view)

    def abandon(self) -> None:
        """Never end the file: what was written of it opens nowhere."""
        self._broken = True

    def close(self) -> None:
        """Seal the last chunk; the stream below stays open."""
        if not self.closed and not self._broken:
            self._put(bytes(self._waiting), last=True)
        self._waiting.clear()
        super().close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.abandon()
        self.close()

    def __del__(self) -> None:
        self._broken = True  # forgotten is not finished
        super().__del__()

    def _put(self, plain: bytes, *, last: bool) -> None:
        try:
            self._stream.write(self._cipher.seal(self._number, plain, last=last))
        except BaseException:
            self._broken = True
            raise
        self._number += 1


class SealedReader(io.RawIOBase):
    """The plain text of a sealed file, from any place in it.

    What is given out was authenticated, chunk by chunk; that the file has its end is checked when it is opened.
    Wrap it in ``io.BufferedReader`` where a library reads a few bytes at a time.
    """

    def __init__(self, source: Path | IO[bytes], key_for: KeyFor) -> None:
        """Open it.

        Args:
            source: the file, or a binary stream that can seek; a stream stays open.
            key_for: gives the private key for the ring named in the file.

        Raises:
            AppError: ``not_sealed``, ``sealed_newer``, ``sealed_damaged``, or what ``key_for`` raises.
            OSError: the file cannot be read.
        """
        super().__init__()
        self._owned = isinstance(source, Path)
        self._stream = source.open("rb") if isinstance(source, Path) else source
        try:
            self.header, prefix = _read_header(self._stream)
            self._begin = len(prefix)
            self._length, self._count = self._measure()
            key = key_for(self.header.ring)
            self._cipher = _Chunks(
                key.content
                if isinstance(key, FileKey)
                else _file_key(key, self.header.ephemeral, self.header, prefix)
            )
            self._place = 0
            self._held: tuple[int, bytes] = (-1, b"")
            self._chunk(self._count - 1)
        except BaseException:
            self.close()
            raise

    @property
    def length(self) -> int:
        """How many bytes of plain text there are."""
        return self._length

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._place = base + offset
        return self._place

    def readinto(self, buffer: "bytearray | memoryview[int]", /) -> int:  # type: ignore[override]
        """Fill as much of ``buffer`` as there is.

        Raises:
            AppError: ``sealed_damaged``: the file was changed, or ends early.
        """
        view = memoryview(buffer).cast("B")
        done = 0
        while done < len(view) and self._place < self._length:
            number, offset = divmod(self._place, self.header.chunk)
            part = self._chunk(number)[offset : offset + len(view) - done]
            view[done : done + len(part)] = part
            done += len(part)
            self._place += len(part)
        return done

    def close(self) -> None:
        if self._owned and not self.closed:
            self._stream.close()
        super().close()

    def _measure(self) -> tuple[int, int]:
        sealed = self._stream.seek(0, os.SEEK_END) - self._begin
        full, rest = divmod(sealed, self.header.chunk + TAG)
        if (rest and rest < TAG) or not sealed or (full and rest == TAG):
            raise damaged()
        count = full + bool(rest)
        return sealed - count * TAG, count

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            whole = self.header.chunk + TAG
            self._stream.seek(self._begin + number * whole)
            content = self._stream.read(whole)
            self._held = (number, self._cipher.open(number, content, last=number == self._count - 1))
        return self._held[1]


def no_key(ring: Ring) -> PrivateKey:
    """The ``KeyFor`` of whoever has no password yet.

    Raises:
        AppError: ``password_needed``, always.
    """
    raise AppError(
        "password_needed",
        _("Cần mật khẩu mã hóa"),
        _("Tệp này đã được mã hóa."),
        _("Hãy nhập mật khẩu hoặc mã trên phiếu khôi phục của nơi đã mã hóa tệp.")
        if ring.has(SlotKind.RECOVERY)
        else _("Hãy nhập mật khẩu do nơi gửi tệp cho biết."),
    )


def key_by(secret: str) -> KeyFor:
    """Opens rings with a password or recovery code; asks for each ring once, because that is slow.

    Args:
        secret: "" for none yet.
    """
    if not secret:
        return no_key
    known: dict[bytes, PrivateKey] = {}

    def key_for(ring: Ring) -> PrivateKey:
        if ring.public not in known:
            known[ring.public] = unwrap(ring, secret)
        return known[ring.public]

    return key_for


def is_sealed(path: Path) -> bool:
    """Whether the file says that it is a sealed one; its name does not matter.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def read_header(path: Path) -> Header:
    """What stands in clear before the sealed part.

    Raises:
        AppError: ``not_sealed``, ``sealed_newer`` or ``sealed_damaged``.
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return _read_header(stream)[0]


def sealed_bytes(content: bytes, ring: Ring) -> bytes:
    """A small content as the bytes of a sealed file without slots and name."""
    stream = io.BytesIO()
    with SealedWriter(stream, ring, slots=False) as sealed:
        sealed.write(content)
    return stream.getvalue()


def sealed_length(plain: int) -> int:
    """How many bytes a file becomes that is sealed without slots and name."""
    return _bare_prefix() + plain + TAG * max(1, -(-plain // CHUNK))


def plain_length(sealed: int) -> int:
    """How many bytes were sealed, without slots and name, into a file of so many; less than none where they cannot be."""
    chunks = sealed - _bare_prefix()
    return chunks - TAG * max(1, -(-chunks // (CHUNK + TAG)))


@functools.cache
def _bare_prefix() -> int:
    return _PREFIX + len(_header_text(Header(Ring(bytes(KEY)), bytes(KEY))))


def damaged() -> AppError:
    """That a sealed file was changed or cut off."""
    return AppError(
        "sealed_damaged",
        _("Tệp mã hóa bị hỏng"),
        _("Tệp đã bị sửa, bị cắt bớt hoặc chép chưa xong nên không mở được."),
        _("Hãy chép lại tệp từ nơi đã tạo ra, hoặc dùng một bản khác."),
    )


def _header_text(header: Header) -> bytes:
    return json.dumps(header.as_json(), ensure_ascii=False, sort_keys=True).encode("utf-8")


def _read_header(stream: IO[bytes]) -> tuple[Header, bytes]:
    stream.seek(0)
    prefix = stream.read(_PREFIX)
    if not prefix.startswith(MAGIC):
        raise AppError(
            "not_sealed",
            _("Không phải tệp mã hóa"),
            _("Tệp này không phải do chương trình mã hóa."),
            _("Hãy chọn đúng tệp."),
        )
    if len(prefix) < _PREFIX:
        raise damaged()
    if int.from_bytes(prefix[len(MAGIC) : len(MAGIC) + _VERSION_BYTES], "big") > VERSION:
        raise AppError(
            "sealed_newer",
            _("Tệp mã hóa thuộc phiên bản mới hơn"),
            _("Tệp này do một phiên bản mới hơn của chương trình mã hóa."),
            _("Hãy cài phiên bản mới của chương trình. Tệp không bị thay đổi."),
        )
    length = int.from_bytes(prefix[-_LENGTH_BYTES:], "big")
    if length > MOST_HEADER:
        raise damaged()
    text = stream.read(length)
    try:
        if len(text) < length:
            raise ValueError("cut off")  # noqa: TRY301 - told like whatever else is wrong in it
        return Header.from_json(json.loads(text)), prefix + text
    except (ValueError, RecursionError) as error:
        raise damaged() from error


def _file_key(private: PrivateKey, public: bytes, header: Header, prefix: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    try:
        shared = X25519PrivateKey.from_private_bytes(private.content).exchange(
            X25519PublicKey.from_public_bytes(public)
        )
    except ValueError as error:  # a point that no honest writer chooses
        raise damaged() from error
    return HKDF(
        SHA256(),
        KEY,
        salt=header.ephemeral + header.ring.public,
        info=b"CQTT file 1" + hashlib.sha256(prefix).digest(),
    ).derive(shared)


class _Chunks:
    """Seals and opens numbered chunks under the key of one file."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)

    @staticmethod
    def _nonce(number: int, *, last: bool) -> bytes:
        return number.to_bytes(_COUNTER_BYTES, "big") + bytes([last])

    def seal(self, number: int, plain: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(number, last=last), plain, None)

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(self._nonce(number, last=last), sealed, None)
        except InvalidTag as error:
            raise damaged() from error
