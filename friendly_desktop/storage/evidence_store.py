"""The evidence files on disk: each content once, under its SHA-256, never changed after it is in place.

A file comes in as a stream (:meth:`EvidenceStore.stage`), is made durable, and only then may a row name
it. A kill at any moment therefore leaves at worst a file without a row, which
:meth:`EvidenceStore.collect_orphans` takes away; never a row without its file.
"""

import errno
import hashlib
import os
import re
import shutil
import stat
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from friendly_desktop.domain.media_types import HEAD_BYTES, TAIL_BYTES, media_type
from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.storage.evidence_source import (
    SourceError,
    open_source,
    require_ordinary,
    require_unchanged,
    unreadable,
)
from friendly_desktop.storage.safe_files import fsync_folder, replace, take_away

BLOCK = 1 << 20
HASH_APART_FROM = 4 * BLOCK  # below it a second thread costs more than it saves
RESERVE = 8 << 20  # left free for the database and for the rest of the PC
GRACE_SECONDS = 3600.0

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}

Watch = Callable[[int], None]
"""Called with the bytes read so far, at least once a block; raises ``Cancelled`` to stop."""


class Condition(Enum):
    """How a stored file was found."""

    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Stored:
    """A content that lies in the store; ``fresh`` is False when it was there before."""

    sha256: str
    bytes: int
    media_type: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file of the store that no row names."""

    path: Path
    bytes: int


def unwatched(done: int) -> None:
    """A watch that never stops the work."""


class EvidenceStore:
    """The folder of evidence files. Safe to use from several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "tmp"
        self._publishing = threading.Lock()
        self._unsettled: set[Path] = set()

    def path(self, sha256: str) -> Path:
        """Where the content with this digest lies, whether or not it is there."""
        if not _DIGEST.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self._root / sha256[:2] / sha256

    def put(self, source: Path, watch: Watch = unwatched) -> Stored:
        """Take a copy of ``source``; afterwards a row may name it. See :meth:`stage`."""
        stored = self.stage(source, watch)
        self.settle()
        return stored

    def put_bytes(self, content: bytes, name: str) -> Stored:
        """Take ``content`` (a pasted picture, a letter just made) as if it were a file called ``name``."""
        self._require_room(len(content))
        incoming = self._new_incoming()
        try:
            with _writing_problems(), incoming.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            kind = media_type(content[:HEAD_BYTES], content[-TAIL_BYTES:], name)
            stored = self._publish(incoming, hashlib.sha256(content).hexdigest(), len(content), kind)
        finally:
            take_away(incoming)
        self.settle()
        return stored

    def stage(self, source: Path, watch: Watch = unwatched) -> Stored:
        """Copy ``source`` in, hashed on the way, fsynced and renamed to its digest.

        No row may name it before :meth:`settle` was called: until then the *name* in the folder could be
        lost with the power. Staging many files and settling once is what makes adding 1,000 files fast.

        Raises:
            SourceError: the source is no ordinary file, is empty, unreadable or changes meanwhile.
            AppError: the disk is full or the store cannot be written.
            Cancelled: whatever ``watch`` raised; nothing is left behind.
        """
        descriptor = open_source(source)
        try:
            before = os.fstat(descriptor)
            require_ordinary(before)
            self._require_room(before.st_size)
            incoming = self._new_incoming()
            try:
                with ExitStack() as stack:
                    with _writing_problems():
                        target = stack.enter_context(incoming.open("wb", buffering=0))
                    copied = _Copy(source.name, descriptor, target.fileno())
                    copied.run(before.st_size, watch)
                    with _writing_problems():
                        os.fsync(target.fileno())
                require_unchanged(before, os.fstat(descriptor), copied.bytes)
                return self._publish(incoming, copied.sha256, copied.bytes, copied.media_type)
            finally:
                take_away(incoming)
        finally:
            os.close(descriptor)

    def settle(self) -> None:
        """Make the names of everything staged so far durable."""
        with self._publishing:
            folders, self._unsettled = self._unsettled, set()
        with _writing_problems():
            for folder in sorted(folders):
                fsync_folder(folder)

    def check(self, sha256: str, size: int, watch: Watch = unwatched) -> Condition:
        """Read a stored content again and compare it with its digest."""
        try:
            with self.path(sha256).open("rb", buffering=0) as stream:
                if os.fstat(stream.fileno()).st_size != size:
                    return Condition.DAMAGED
                digest = hashlib.sha256()
                buffer = memoryview(bytearray(BLOCK))
                done = 0
                while count := stream.readinto(buffer):
                    digest.update(buffer[:count])
                    done += count
                    watch(done)
        except (FileNotFoundError, NotADirectoryError):
            return Condition.MISSING
        except OSError:  # an unreadable sector
            return Condition.DAMAGED
        return Condition.SOUND if digest.hexdigest() == sha256 else Condition.DAMAGED

    def orphans(self, known: Collection[str], grace_seconds: float = GRACE_SECONDS) -> tuple[Orphan, ...]:
        """Files that no row names and that are older than the grace, so that no adding is under way.

        Args:
            known: every digest the records name.
            grace_seconds: age from which a file without a row counts as left behind.
        """
        if not self._root.is_dir():
            return ()
        limit = self._now_on_disk() - grace_seconds
        found = []
        for path in self._files():
            if path.name not in known:
                with suppress(FileNotFoundError):
                    facts = path.stat()
                    if facts.st_mtime <= limit:
                        found.append(Orphan(path, facts.st_size))
        return tuple(found)

    def collect_half_copies(self, grace_seconds: float = GRACE_SECONDS) -> tuple[Orphan, ...]:
        """Delete the half copies that a kill in the middle of adding left; whole contents stay.

        A whole content without a row may belong to records of another day (a database put back from a
        copy), so it is only ever deleted on command.
        """
        return self._collect(
            [one for one in self.orphans((), grace_seconds) if self._is_half(one)], grace_seconds
        )

    def _is_half(self, orphan: Orphan) -> bool:
        return orphan.path.parent == self._incoming

    def collect_orphans(
        self, known: Callable[[], Collection[str]], grace_seconds: float = GRACE_SECONDS
    ) -> tuple[Orphan, ...]:
        """Delete what :meth:`orphans` finds, and return what was deleted.

        Args:
            known: asks the records for every digest they name; asked again after the folders were read,
                so that a row written meanwhile keeps its file.
            grace_seconds: as for :meth:`orphans`.
        """
        found = self.orphans(known(), grace_seconds)
        if not found:
            return ()
        named = known()
        return self._collect([one for one in found if one.path.name not in named], grace_seconds)

    def forget(self, digests: Iterable[str]) -> None:
        """Delete contents at once that nothing may keep and no row names any more.

        Args:
            digests: what the records named until now.
        """
        for sha256 in digests:
            path = self.path(sha256)
            with self._publishing, suppress(OSError):  # held by another program: an orphan until then
                _make_writable(path)
                path.unlink(missing_ok=True)

    def _collect(self, found: Iterable[Orphan], grace_seconds: float) -> tuple[Orphan, ...]:
        collected = []
        for orphan in found:
            with self._publishing:  # a file just given again to someone else has a new time stamp
                if self._still_orphan(orphan, grace_seconds):
                    with suppress(OSError):  # held by another program: the next time will do
                        _make_writable(orphan.path)
                        orphan.path.unlink(missing_ok=True)
                        collected.append(orphan)
        return tuple(collected)

    def _still_orphan(self, orphan: Orphan, grace_seconds: float) -> bool:
        try:
            return orphan.path.stat().st_mtime <= self._now_on_disk() - grace_seconds
        except FileNotFoundError:
            return False

    def _files(self) -> Iterator[Path]:
        for folder in sorted(self._root.iterdir()):
            if folder.is_dir() and (len(folder.name) == 2 or folder == self._incoming):
                yield from sorted(path for path in folder.iterdir() if path.is_file())

    def _now_on_disk(self) -> float:
        # Ages are judged by the clock that stamped the files, not by the PC's, which may have jumped.
        probe = self._new_incoming()
        try:
            with _writing_problems():
                probe.touch()
                return probe.stat().st_mtime
        finally:
            take_away(probe)

    def _new_incoming(self) -> Path:
        with _writing_problems():
            self._incoming.mkdir(parents=True, exist_ok=True)
        return self._incoming / f"{uuid.uuid4().hex}.part"

    def _require_room(self, size: int) -> None:
        with _writing_problems():
            self._root.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self._root).free
        if free < size + RESERVE:
            raise _disk_full(size, free)

    def _publish(self, incoming: Path, sha256: str, size: int, kind: str) -> Stored:
        target = self.path(sha256)
        with self._publishing, _writing_problems():
            if target.exists():
                if self.check(sha256, size) is Condition.SOUND:
                    os.utime(target)  # young again, so that nobody collects it before its row is written
                    self._unsettled.add(target.parent)
                    return Stored(sha256, size, kind, fresh=False)
                _make_writable(target)  # damaged on disk: the new copy heals it
            if not target.parent.is_dir():
                target.parent.mkdir(parents=True, exist_ok=True)
                self._unsettled.add(self._root)
            replace(incoming, target)
            target.chmod(
                stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
            )  # after: Windows deletes no read-only file
            self._unsettled.add(target.parent)
        return Stored(sha256, size, kind, fresh=True)


class _Copy:
    """One pass over a source: read, hash, write; remembers digest, size and kind."""

    def __init__(self, name: str, source: int, target: int) -> None:
        self._name = name
        self._source = source
        self._target = target
        self._digest = hashlib.sha256()
        self._head = self._tail = b""
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """The digest of what was written."""
        return self._digest.hexdigest()

    @property
    def media_type(self) -> str:
        """The kind of what was written."""
        return media_type(self._head, self._tail, self._name)

    def run(self, expected: int, watch: Watch) -> None:
        """Copy to the end of the source."""
        if expected < HASH_APART_FROM:
            for block in self._blocks(watch):
                self._digest.update(block)
                self._write(block)
            return
        with ThreadPoolExecutor(1, thread_name_prefix="evidence-hash") as hasher:
            pending: Future[None] | None = None
            for block in self._blocks(watch):
                if pending:
                    pending.result()
                pending = hasher.submit(self._digest.update, block)
                self._write(block)

    def _blocks(self, watch: Watch) -> Iterator[bytes]:
        previous = b""
        while True:
            watch(self.bytes)
            try:
                block = os.read(self._source, BLOCK)
            except OSError as error:
                raise unreadable(error) from error
            if not block:
                self._tail = previous[-TAIL_BYTES:]
                return
            if not self.bytes:
                self._head = block[:HEAD_BYTES]
            self.bytes += len(block)
            yield block
            previous = (previous[-TAIL_BYTES:] + block) if len(block) < TAIL_BYTES else block

    def _write(self, block: bytes) -> None:
        view = memoryview(block)
        with _writing_problems():
            while view:
                view = view[os.write(self._target, view) :]


@contextmanager
def _writing_problems() -> Iterator[None]:
    """Turn an error of our own disk into what a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise _disk_full() from error
        if error.errno == errno.EFBIG:
            raise SourceError(
                "file_too_large",
                _("Tệp quá lớn"),
                _(
                    "Ổ đĩa chứa dữ liệu không nhận được một tệp lớn như vậy (định dạng FAT32 chỉ nhận dưới 4 GB)."
                ),
                _("Hãy chia nhỏ tệp, hoặc chuyển dữ liệu sang ổ đĩa định dạng NTFS."),
            ) from error
        raise AppError(
            "store_unwritable",
            _("Không ghi được vào kho minh chứng"),
            _("Không ghi được vào thư mục lưu tài liệu kiểm chứng của chương trình."),
            _("Hãy kiểm tra ổ đĩa còn cắm, có quyền ghi và phần mềm diệt vi-rút không chặn chương trình."),
        ) from error


def _disk_full(needed: int = 0, free: int = 0) -> AppError:
    message = _("Ổ đĩa chứa dữ liệu không còn đủ chỗ.")
    if needed:
        message = _("Tệp này cần {needed}, ổ đĩa chứa dữ liệu chỉ còn trống {free}.").format(
            needed=file_size(needed), free=file_size(free)
        )
    return AppError(
        "disk_full",
        _("Ổ đĩa đã đầy"),
        message,
        _("Hãy dọn bớt tệp trên ổ đĩa rồi thêm tiếp. Những tài liệu đã thêm trước đó vẫn còn nguyên."),
    )


def _make_writable(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
