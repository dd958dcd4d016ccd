"""Writes bags into a folder or ZIP files: one pass, hash beside the copy, in place only when proven.

Everything is written into a working folder beside the target. It is made durable, read back by the
receiver's own check, and only then renamed into place. Whatever happens before that, the target is as
it was; what a killed program left behind is taken away by the next export to the same target.
"""

import contextlib
import hashlib
import itertools
import json
import logging
import os
import secrets
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import date
from io import FileIO, RawIOBase
from pathlib import Path
from typing import Protocol

from friendly_desktop.domain.package.layout import LONGEST_PATH
from friendly_desktop.domain.vault import SUFFIX, Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import safe_files, targets
from friendly_desktop.storage.bag import Bag, BagEntry
from friendly_desktop.storage.sealed_files import SealedWriter
from friendly_desktop.storage.targets import Target
from friendly_desktop.storage.zip_writer import ZipWriter

_CHUNK = 1 << 20
_BUFFERS = 12
_WRITE_BACK = 32 << 20
_MOST_AHEAD = 8 * _WRITE_BACK
_PLACING = "placing.json"
_log = logging.getLogger(__name__)


class Watcher(Protocol):
    """What the writer tells about its progress, in bytes; it may raise to stop the work."""

    def wrote(self, count: int) -> None:
        """``count`` more bytes were written."""
        ...


class DamagedSource(Exception):  # noqa: N818 - answered by the service, which leaves the file out
    """A file to be packed is gone or no longer has the content it is known by."""

    def __init__(self, entry: BagEntry) -> None:
        super().__init__(entry.path)
        self.entry = entry


def write(  # noqa: PLR0917 - what, where, and who is told
    target: Target,
    bags: Sequence[Bag],
    day: date,
    watcher: Watcher,
    prove: Callable[[Sequence[Path]], None],
    ring: Ring | None = None,
) -> tuple[Path, ...]:
    """Write ``bags`` to ``target`` and put them in place once ``prove`` has found them good.

    Args:
        target: an examined target.
        bags: the parts in order; their bytes depend on nothing but them and ``day``.
        day: the date of every file inside a ZIP.
        watcher: told of every piece written.
        prove: reads the finished parts back and raises when they are not what they should be.
        ring: for whom the ZIP files are sealed; None for ZIP files that anybody opens.

    Returns:
        The parts in place, in order.

    Raises:
        DamagedSource: a file to be packed is not what it should be; nothing was put in place.
        AppError: the place ran full, vanished or is locked; the target is as it was.
    """
    places = tuple(target.part(number, len(bags)) for number in range(1, len(bags) + 1))
    remove_leftovers(target)
    if len(bags) > 1 and target.is_zip:
        _refuse_older_parts(target)
    with _told(target.path), _working_folder(target) as folder:
        staged = [_staged(folder, target, place) for place in places]
        with ThreadPoolExecutor(4) as pool, ThreadPoolExecutor(1) as even, ThreadPoolExecutor(1) as odd:
            copier = _Copier(pool, (even, odd), watcher)
            for path, bag in zip(staged, bags, strict=True):
                if target.is_zip:
                    _write_zip(path, bag, day, copier, ring)
                else:
                    _write_folder(path, bag, copier)
        safe_files.fsync_folder(folder)
        prove(staged)
        _put_in_place(folder, target, dict(zip(staged, places, strict=True)))
    return places


def remove_leftovers(target: Target) -> int:
    """Take away what exports to ``target`` that were killed have left behind.

    Returns:
        How many working folders were found.
    """
    found = [
        path for path in target.path.parent.glob(f".{_escaped(target.path.name)}.partial-*") if path.is_dir()
    ]
    for folder in found:
        with contextlib.suppress(OSError, ValueError, TypeError):
            # Killed between the renames of several parts: those already in place are no package.
            names = [Path(name).name for name in json.loads((folder / _PLACING).read_text(encoding="utf-8"))]
            if any((folder / name).exists() for name in names):
                for name in names:
                    target.path.with_name(name).unlink(missing_ok=True)
        shutil.rmtree(_reachable(folder, target), ignore_errors=True)
    return len(found)


def _escaped(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _refuse_older_parts(target: Target) -> None:
    older = [
        path.name
        for path in target.path.parent.glob(f"{_escaped(target.stem)}-*{target.suffix}")
        if path.name.removeprefix(f"{target.stem}-").removesuffix(target.suffix).isdecimal()
    ]
    if older:
        raise AppError(
            "target_exists",
            _("Đã có các phần của một gói mang tên này"),
            _("Trong thư mục đã có {name}.").format(name=min(older)),
            _("Hãy chọn tên khác, hoặc chuyển các phần cũ đi nơi khác rồi xuất lại."),
        )


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise targets.told(error, path) from error


@contextlib.contextmanager
def _working_folder(target: Target) -> Iterator[Path]:
    folder = _reachable(target.path.with_name(f".{target.path.name}.partial-{secrets.token_hex(4)}"), target)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            _log.warning("a working folder of an export could not be removed")


def _reachable(folder: Path, target: Target) -> Path:
    return safe_files.reachable(folder, len(target.path.name) + LONGEST_PATH)


def _staged(folder: Path, target: Target, place: Path) -> Path:
    return folder / place.relative_to(target.path.parent)


def _put_in_place(folder: Path, target: Target, moves: dict[Path, Path]) -> None:
    if not target.is_zip:
        if os.name == "nt" and target.path.is_dir():
            target.path.rmdir()
        safe_files.replace(folder / target.path.name, target.path)
        safe_files.fsync_folder(target.path.parent)
        return
    if len(moves) > 1:
        safe_files.write_text(folder / _PLACING, json.dumps([place.name for place in moves.values()]))
        safe_files.fsync_folder(target.path.parent)
    placed: list[Path] = []
    try:
        # The first part, which says what the package is, comes last.
        for staged, place in reversed(moves.items()):
            safe_files.replace(staged, place)
            placed.append(place)
    except BaseException:
        for place in placed:
            place.unlink(missing_ok=True)
        raise
    safe_files.fsync_folder(target.path.parent)
    (folder / _PLACING).unlink(missing_ok=True)


def _write_zip(path: Path, bag: Bag, day: date, copier: "_Copier", ring: Ring | None) -> None:
    with path.open("xb", buffering=0) as stream, _sealed(stream, ring, path) as inner:
        archive = ZipWriter(inner, day)
        copied: deque[_Sums] = deque()
        with ThreadPoolExecutor(1) as flusher:
            write_back = _WriteBack(flusher, stream.fileno())

            def write(piece: memoryview) -> None:
                archive.write(piece)
                write_back.reached(archive.position)

            for entry in bag.files:
                archive.begin(f"{bag.base}/{entry.path}", entry.size, deflated=entry.deflated)
                copied.append(copier.copy(entry, write))
                archive.end()
                while len(copied) > _BUFFERS:
                    copied.popleft().prove()
            for sums in copied:
                sums.prove()
            write_back.finish()
        archive.finish()
        if inner is not stream:
            inner.close()
        os.fsync(stream.fileno())
        _forget_cached(stream.fileno())


@contextlib.contextmanager
def _sealed(stream: FileIO, ring: Ring | None, path: Path) -> Iterator[RawIOBase]:
    if ring is None:
        yield stream
        return
    with SealedWriter(stream, ring, path.name.removesuffix(SUFFIX)) as sealed:
        yield sealed


def _write_folder(path: Path, bag: Bag, copier: "_Copier") -> None:
    folders = {path / entry.path for entry in bag.files}
    folders = {parent for file in folders for parent in file.parents if parent.is_relative_to(path)} | {path}
    for folder in sorted(folders):
        folder.mkdir(parents=True, exist_ok=True)
    syncs: deque[Future[None]] = deque()
    for entry in bag.files:
        with (path / entry.path).open("xb") as stream:
            sums = copier.copy(entry, stream.write)
        sums.prove()
        syncs.append(copier.pool.submit(_sync_file, path / entry.path))
        if len(syncs) > 64:
            syncs.popleft().result()
    for sync in syncs:
        sync.result()
    for folder in sorted(folders, reverse=True):
        safe_files.fsync_folder(folder)


def _sync_file(path: Path) -> None:
    # Windows flushes only through a handle that may write.
    with path.open("r+b", buffering=0) as stream:
        os.fsync(stream.fileno())
        _forget_cached(stream.fileno())


class _Sums:
    """The digest of a file while it is copied, taken on a hashing thread."""

    def __init__(self, entry: BagEntry) -> None:
        self._entry = entry
        self._sha256 = hashlib.sha256()
        self._size = 0
        self.last: Future[None] | None = None

    def take(self, piece: memoryview) -> None:
        """Count a piece in."""
        self._sha256.update(piece)
        self._size += len(piece)

    def prove(self) -> None:
        """Wait for the last piece; raise :class:`DamagedSource` unless it was the file expected."""
        if self.last is not None:
            self.last.result()
        if self._size != self._entry.size or self._sha256.hexdigest() != self._entry.sha256:
            raise DamagedSource(self._entry)


class _Copier:
    """Copies files through a ring of buffers; other threads hash what this one writes.

    The pieces of one file must be hashed in order, so each file keeps to one thread; the next file
    takes the other one, and a long hash does not hold up the copy.
    """

    def __init__(
        self, pool: ThreadPoolExecutor, hashers: tuple[ThreadPoolExecutor, ...], watcher: Watcher
    ) -> None:
        self.pool = pool
        self._hashers = itertools.cycle(hashers)
        self._watcher = watcher
        self._ring: deque[tuple[memoryview, Future[None] | None]] = deque(
            (memoryview(bytearray(_CHUNK)), None) for _number in range(_BUFFERS)
        )

    def copy(self, entry: BagEntry, write: Callable[[memoryview], object]) -> _Sums:
        """Copy a file; its digest is complete when it is asked to prove itself."""
        sums = _Sums(entry)
        hasher = next(self._hashers)
        left = entry.size + 1  # one more than it should be, to notice a file that has grown
        try:
            source = entry.open()
        except (OSError, AppError) as error:
            raise _damaged_or_locked(entry, error) from error
        with source:
            while left > 0:
                buffer, hashing = self._ring.popleft()
                if hashing is not None:
                    hashing.result()
                try:
                    count = source.readinto(buffer[: min(left, _CHUNK)]) or 0  # type: ignore[attr-defined]
                except (OSError, AppError) as error:
                    self._ring.appendleft((buffer, None))
                    raise _damaged_or_locked(entry, error) from error
                if not count:
                    self._ring.appendleft((buffer, None))
                    break
                piece = buffer[:count]
                sums.last = hasher.submit(sums.take, piece)
                self._ring.append((buffer, sums.last))
                write(piece)
                left -= count
                self._watcher.wrote(count)
        return sums


def _damaged_or_locked(entry: BagEntry, error: OSError | AppError) -> Exception:
    locked = isinstance(error, AppError) and error.code == "vault_locked"
    return error if locked else DamagedSource(entry)


class _WriteBack:
    """Brings what was written to the disk on a thread of its own, while the rest is still coming.

    The last fsync then has little left to do, and on a slow stick the copy, and with it what people
    are told of it, runs ahead of the medium by ``_MOST_AHEAD`` bytes at most.
    """

    def __init__(self, flusher: Executor, descriptor: int) -> None:
        self._flusher = flusher
        self._descriptor = descriptor
        self._begun = 0  # all bytes before this one are on the disk when the running flush ends
        self._running: Future[None] | None = None

    def reached(self, position: int) -> None:
        """All bytes before ``position`` were handed to the system.

        Raises:
            OSError: the disk did not take bytes written earlier.
        """
        if position - self._begun < _WRITE_BACK or not hasattr(os, "fdatasync"):
            return
        if self._running is None or self._running.done() or position - self._begun >= _MOST_AHEAD:
            self.finish()
            self._running = self._flusher.submit(_flush, self._descriptor, self._begun, position)
            self._begun = position

    def finish(self) -> None:
        """Wait for the running flush; the system tells its failure only once, to it."""
        if self._running is not None:
            self._running.result()


def _flush(descriptor: int, start: int, end: int) -> None:
    os.fdatasync(descriptor)
    if hasattr(os, "posix_fadvise"):
        # Of what is on the disk no copy is kept in memory, which other programs need more.
        os.posix_fadvise(descriptor, start, end - start, os.POSIX_FADV_DONTNEED)


def _forget_cached(descriptor: int) -> None:
    # So that the read-back reads the medium and not this PC's memory.
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
