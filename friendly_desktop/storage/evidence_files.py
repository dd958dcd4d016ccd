"""Where contents of a store lie and how they are read, plain or sealed, whichever they are.

    ab/abcd...           plain
    ab/abcd....mahoa     sealed for the office's ring, without slots (``storage/sealed_files.py``)
    tmp/...part          on its way in; with ``.mahoa`` where it is sealed

The name tells which, never the content: what somebody brings as evidence may itself be a sealed package. The digest is
always that of the plain content. Where both are there, a change of the form was killed: the sealed one counts, because
the plain one may be half overwritten.
"""

import os
import re
import stat
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from friendly_desktop.domain.vault import SUFFIX, Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import safe_files
from friendly_desktop.storage.resting import opened_key
from friendly_desktop.storage.sealed_files import SealedReader, SealedWriter, plain_length

_DIGEST = re.compile(r"[0-9a-f]{64}")
_INCOMING = "tmp"
_PART = ".part"
_BUFFER = 1 << 16
#: Seconds for which a content that is being read keeps others from taking it away.
_PATIENCE = 10.0
_GONE = (FileNotFoundError, NotADirectoryError)


def plain_path(root: Path, sha256: str) -> Path:
    """Where the plain form of a content lies, whether or not it is there."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return root / sha256[:2] / sha256


def sealed_path(root: Path, sha256: str) -> Path:
    """Where its sealed form lies."""
    path = plain_path(root, sha256)
    return path.with_name(path.name + SUFFIX)


def forms(root: Path, sha256: str, ring: Ring | None = None) -> tuple[Path, Path]:
    """Where both forms of a content lie: the one for ``ring`` (None: plain), and the other."""
    plain, sealed = plain_path(root, sha256), sealed_path(root, sha256)
    return (sealed, plain) if ring else (plain, sealed)


def digest_of(path: Path) -> str:
    """The digest of the content that lies in a file of a store; the file's name where it is none."""
    name = path.name.removesuffix(SUFFIX)
    return name if _DIGEST.fullmatch(name) else path.name


def every(root: Path) -> Iterator[Path]:
    """Every file of a store, those on their way in included."""
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and (len(folder.name) == 2 or folder.name == _INCOMING):
            yield from sorted(path for path in folder.iterdir() if path.is_file())


def is_incoming(path: Path) -> bool:
    """Whether a file of a store is on its way in, or was when the program was killed."""
    return path.parent.name == _INCOMING


# Reading


class _Readers:
    """Who reads which content in this process, so that none is overwritten or taken away under a reader."""

    def __init__(self) -> None:
        self._reading: Counter[Path] = Counter()
        self._held: set[Path] = set()
        self._changed = threading.Condition()

    def enter(self, path: Path) -> None:
        with self._changed:
            self._changed.wait_for(lambda: path not in self._held)
            self._reading[path] += 1

    def leave(self, path: Path) -> None:
        with self._changed:
            self._reading[path] -= 1
            if not self._reading[path]:
                del self._reading[path]
            self._changed.notify_all()

    @contextmanager
    def alone(self, path: Path, besides: int) -> Iterator[bool]:
        with self._changed:
            free = self._changed.wait_for(
                lambda: self._reading[path] <= besides and path not in self._held, _PATIENCE
            )
            if free:
                self._held.add(path)
        try:
            yield free
        finally:
            if free:
                with self._changed:
                    self._held.discard(path)
                    self._changed.notify_all()


_readers = _Readers()


@contextmanager
def reading(root: Path, sha256: str) -> Iterator[None]:
    """Nobody takes a content away until the block ends."""
    path = plain_path(root, sha256)
    _readers.enter(path)
    try:
        yield
    finally:
        _readers.leave(path)


@contextmanager
def alone(root: Path, sha256: str, besides: int = 0) -> Iterator[bool]:
    """Nobody in this process reads a content until the block ends; False where somebody will not let go of it.

    Args:
        root: of the store.
        sha256: which.
        besides: how often the caller itself says that it reads it.
    """
    with _readers.alone(plain_path(root, sha256), besides) as free:
        yield free


class _Content(BufferedReader):
    """A content that is read; it is let go of when it is closed."""

    def __init__(self, raw: RawIOBase, leave: Callable[[], None]) -> None:
        super().__init__(raw, _BUFFER)
        self._leave = leave

    def close(self) -> None:
        if not self.closed:
            try:
                super().close()
            finally:
                self._leave()


def opened(root: Path, sha256: str) -> BinaryIO:
    """The plain bytes of a content, from any place in it.

    Raises:
        AppError: ``file_missing``, ``sealed_damaged`` (also later, where a damaged place is read), ``vault_locked``.
        OSError: the disk does not give it.
    """
    path = plain_path(root, sha256)
    _readers.enter(path)
    try:
        return cast(BinaryIO, _Content(_raw(root, sha256), partial(_readers.leave, path)))
    except BaseException:
        _readers.leave(path)
        raise


def _raw(root: Path, sha256: str) -> RawIOBase:
    with suppress(*_GONE):
        return SealedReader(sealed_path(root, sha256), opened_key)
    try:
        return plain_path(root, sha256).open("rb", buffering=0)
    except _GONE as error:
        raise missing() from error


def size_of(root: Path, sha256: str) -> int | None:
    """How many plain bytes a content has as its file says, without reading it; None where it is not there.

    Raises:
        OSError: the disk does not tell.
    """
    with suppress(*_GONE):
        return plain_length(sealed_path(root, sha256).stat().st_size)
    with suppress(*_GONE):
        return plain_path(root, sha256).stat().st_size
    return None


def missing() -> AppError:
    """That a content is not in the store."""
    return AppError(
        "file_missing",
        _("Thiếu tệp"),
        _("Tệp này không còn trong kho minh chứng."),
        _("Hãy thêm lại tệp gốc, hoặc khôi phục từ bản sao lưu."),
    )


# Writing


class _Incoming:
    """Files that this process is writing; whatever else lies there was left by a kill."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._changing = threading.Lock()

    def add(self, path: Path) -> None:
        with self._changing:
            self._paths.add(path)

    def discard(self, path: Path) -> None:
        with self._changing:
            self._paths.discard(path)

    def __contains__(self, path: Path) -> bool:
        with self._changing:
            return path in self._paths


_incoming = _Incoming()


@contextmanager
def incoming(root: Path, ring: Ring | None = None) -> Iterator[Path]:
    """A new name for a content on its way in; whatever lies there when the block ends is taken away.

    Args:
        root: of the store; its folders are made.
        ring: for whom the file will be sealed.

    Raises:
        OSError: the store cannot be written.
    """
    folder = root / _INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}{_PART}{SUFFIX if ring else ''}"
    _incoming.add(path)
    try:
        yield path
    finally:
        safe_files.take_away(path)
        _incoming.discard(path)


def plain_scraps(root: Path) -> list[Path]:
    """Readable half copies that a kill left."""
    found = (root / _INCOMING).glob(f"*{_PART}")
    return sorted(path for path in found if path not in _incoming)


@contextmanager
def writing(path: Path, ring: Ring | None) -> Iterator[Callable[[bytes], object]]:
    """What the block writes goes to a new file, plain or sealed, and is durable when the block has ended."""
    with path.open("wb", buffering=0) as stream:
        target = _Target(stream.fileno())
        if ring is None:
            yield target.write
        else:
            with SealedWriter(target, ring, slots=False) as sealed:
                yield sealed.write
        os.fsync(stream.fileno())


class _Target:
    """Writes all of every block to a descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, block: bytes, /) -> int:
        view = memoryview(block)
        while view:
            view = view[os.write(self._descriptor, view) :]
        return len(block)


def put(path: Path, target: Path) -> None:
    """Let a finished file take its place; nobody changes it there."""
    make_writable(target)
    safe_files.replace(path, target)
    target.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)  # after: Windows deletes no read-only file


def take_away(path: Path) -> None:
    """Delete a file of a store.

    Raises:
        OSError: another program holds it.
    """
    make_writable(path)
    path.unlink(missing_ok=True)


def make_writable(path: Path) -> None:
    """Windows replaces and deletes no read-only file."""
    with suppress(FileNotFoundError):
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
