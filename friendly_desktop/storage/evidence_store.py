"""The evidence files on disk: each content once, under its SHA-256, never changed after it is in place.

A file comes in as a stream (:meth:`EvidenceStore.stage`), is made durable, and only then may a row name
it. A kill at any moment therefore leaves at worst a file without a row, which
:meth:`EvidenceStore.collect_orphans` takes away; never a row without its file.

A content lies here plain, or sealed where the office has its records encrypted (``storage/evidence_files.py``); whoever
reads it gets plain bytes from :meth:`EvidenceStore.open`, and nobody else knows where it lies.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from friendly_desktop.domain.vault import Ring
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import database_form, evidence_files, evidence_form, keychain, resting
from friendly_desktop.storage.evidence_copy import BLOCK, Copy, Watch, disk_full, unwatched, writing_problems
from friendly_desktop.storage.evidence_form import Forms, Lying
from friendly_desktop.storage.evidence_source import open_source, require_ordinary, require_unchanged
from friendly_desktop.storage.resting import RingNow
from friendly_desktop.storage.safe_files import fsync_folder
from friendly_desktop.storage.sealed_files import SEALED_FAULTS, sealed_length

RESERVE = 8 << 20  # left free for the database and for the rest of the PC
GRACE_SECONDS = 3600.0


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


class EvidenceStore:
    """The folder of evidence files. Safe to use from several threads."""

    def __init__(self, root: Path, ring_now: RingNow = resting.plain) -> None:
        """Keep contents in ``root``.

        Args:
            root: the folder; made when first written to.
            ring_now: for whom new contents are sealed.
        """
        #: The folder. Nobody but the modules of the store looks into it.
        self.root = root
        #: For whom new contents are sealed.
        self.ring_now = ring_now
        self._publishing = threading.Lock()
        self._unsettled: set[Path] = set()

    @classmethod
    def of(cls, folder: DataFolder) -> "EvidenceStore":
        """The store of an office."""
        return cls(folder.evidence, lambda: resting.ring_now(folder))

    # Reading

    def open(self, sha256: str) -> BinaryIO:
        """The plain bytes of a content, to be read from any place in it and to be closed soon.

        They are not compared with the digest; :meth:`read` and :meth:`check` do that.

        Raises:
            AppError: ``file_missing``; ``sealed_damaged``, also while it is read; ``vault_locked``.
            OSError: the disk does not give it.
        """
        return evidence_files.opened(self.root, sha256)

    def read(self, sha256: str) -> bytes | None:
        """A small content, compared with its digest; None where it is lost or damaged.

        Raises:
            AppError: ``vault_locked``.
        """
        try:
            with self.open(sha256) as stream:
                content = stream.read()
        except OSError:
            return None
        except AppError as error:
            if error.code == "vault_locked":
                raise
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def copy_to(self, sha256: str, target: Path) -> None:
        """Write the plain bytes of a content to a file of their own; none is left where that fails.

        Raises:
            AppError: as :meth:`open`.
            OSError: the same, or ``target`` cannot be written.
        """
        try:
            with self.open(sha256) as stream, target.open("wb") as copy:
                shutil.copyfileobj(stream, copy, BLOCK)
        except BaseException:
            database_form.wipe(target)
            raise

    def size(self, sha256: str) -> int | None:
        """How many bytes a content has as its file says, without reading it; None where it is not there.

        Raises:
            OSError: the disk does not tell.
        """
        return evidence_files.size_of(self.root, sha256)

    def has(self, sha256: str, size: int) -> bool:
        """Whether a content of so many bytes seems to be there; it is not read."""
        with suppress(OSError):
            return self.size(sha256) == size
        return False

    # Taking in

    def put(self, source: Path, watch: Watch = unwatched) -> Stored:
        """Take a copy of ``source``; afterwards a row may name it. See :meth:`stage`."""
        stored = self.stage(source, watch)
        self.settle()
        return stored

    def put_bytes(self, content: bytes, name: str) -> Stored:
        """Take ``content`` (a pasted picture, a letter just made) as if it were a file called ``name``."""
        stored = self.stage_from(BytesIO(content), len(content), name)
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
            return self._take_in(
                Copy(source.name, lambda most: os.read(descriptor, most)),
                before.st_size,
                watch,
                lambda copied: require_unchanged(before, os.fstat(descriptor), copied),
            )
        finally:
            os.close(descriptor)

    def stage_from(self, stream: IO[bytes], size: int, name: str = "") -> Stored:
        """As :meth:`stage`, of what a stream gives.

        Args:
            stream: read to its end.
            size: about how many bytes these are.
            name: as people call the file.
        """
        return self._take_in(Copy(name, stream.read), size, unwatched, unwatched)

    def adopt(self, other: "EvidenceStore", sha256: str, size: int) -> bool:
        """Bring a content in from another store and read it back; call :meth:`settle` after the last.

        Sealed bytes go as they are where both seal for the same ring: nothing of them is written in clear.

        Returns:
            Whether it is here now; False where it is lost or damaged there.

        Raises:
            AppError: no room, this store cannot be written, or ``vault_locked``.
        """
        ring = self.ring_now()
        self._require_room(size, ring)
        with writing_problems(), evidence_files.incoming(self.root, ring) as incoming:
            if not evidence_form.brought(other.root, sha256, incoming, ring):
                return False
            stored = self._publish(incoming, sha256, size, "", ring)
        if self.check(sha256, size) is Condition.SOUND:
            return True
        if stored.fresh:
            self.forget([sha256])
        return False

    def settle(self) -> None:
        """Make the names of everything staged so far durable."""
        with self._publishing:
            folders, self._unsettled = self._unsettled, set()
        with writing_problems():
            for folder in sorted(folders):
                fsync_folder(folder)

    # Looking after

    def check(self, sha256: str, size: int, watch: Watch = unwatched) -> Condition:
        """Read a stored content again and compare it with its digest.

        Raises:
            AppError: ``vault_locked``: no key was opened at all.
        """
        try:
            with self.open(sha256) as stream:
                digest = hashlib.sha256()
                buffer = memoryview(bytearray(BLOCK))
                done = 0
                while count := stream.readinto(buffer):  # type: ignore[attr-defined]
                    digest.update(buffer[:count])
                    done += count
                    watch(done)
        except OSError:  # an unreadable sector
            return Condition.DAMAGED
        except AppError as error:
            if error.code == "file_missing":
                return Condition.MISSING
            if error.code in SEALED_FAULTS or (error.code == "vault_locked" and keychain.is_open()):
                return Condition.DAMAGED  # sealed for somebody else: of no use here
            raise
        return Condition.SOUND if done == size and digest.hexdigest() == sha256 else Condition.DAMAGED

    def forms(self) -> Forms:
        """What lies here plain and what sealed.

        Raises:
            OSError: it cannot be read.
        """
        return evidence_form.forms(self.root)

    def misplaced(self, ring: Ring, *, wanted: bool) -> tuple[Lying, ...]:
        """What lies otherwise than wanted, sealed for the office's ring or plain.

        Raises:
            OSError: it cannot be read.
        """
        return evidence_form.wrong(self.root, ring, wanted=wanted)

    def reform(self, sha256: str, ring: Ring | None, watch: Watch = unwatched) -> bool:
        """Seal a content for a ring, or make it plain; False where somebody will not let go of it.

        Raises:
            AppError: no room, it cannot be read, or ``vault_locked``.
            OSError: the disk cannot be written; the content is as it was.
        """
        return evidence_form.change(self.root, sha256, ring, watch)

    def scraps(self) -> tuple[Path, ...]:
        """Readable half copies that a kill left."""
        return tuple(evidence_files.plain_scraps(self.root))

    def orphans(self, known: Collection[str], grace_seconds: float = GRACE_SECONDS) -> tuple[Orphan, ...]:
        """Files that no row names and that are older than the grace, so that no adding is under way.

        Args:
            known: every digest the records name.
            grace_seconds: age from which a file without a row counts as left behind.
        """
        if not self.root.is_dir():
            return ()
        limit = self._now_on_disk() - grace_seconds
        found = []
        for path in evidence_files.every(self.root):
            if evidence_files.digest_of(path) not in known:
                with suppress(FileNotFoundError):
                    facts = path.stat()
                    if facts.st_mtime <= limit:
                        found.append(Orphan(path, facts.st_size))
        return tuple(found)

    def collect_half_copies(self) -> tuple[Orphan, ...]:
        """Delete the half copies that a kill in the middle of adding left; whole contents stay.

        A whole content without a row may belong to records of another day (a database put back from a
        copy), so it is only ever deleted on command.
        """
        return self._collect(
            [one for one in self.orphans(()) if evidence_files.is_incoming(one.path)], GRACE_SECONDS
        )

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
        return self._collect(
            [one for one in found if evidence_files.digest_of(one.path) not in named], grace_seconds
        )

    def forget(self, digests: Iterable[str]) -> frozenset[str]:
        """Delete contents at once that nothing may keep and no row names any more.

        Args:
            digests: what the records named until now.

        Returns:
            Those that are still there: another program holds them.
        """
        held = set()
        for sha256 in digests:
            with evidence_files.alone(self.root, sha256), self._publishing:
                for path in evidence_files.forms(self.root, sha256):
                    try:
                        evidence_files.take_away(path)
                    except OSError:
                        held.add(sha256)
        return frozenset(held)

    def _collect(self, found: Iterable[Orphan], grace_seconds: float) -> tuple[Orphan, ...]:
        collected = []
        for orphan in found:
            with self._publishing:  # a file just given again to someone else has a new time stamp
                if self._still_orphan(orphan, grace_seconds):
                    with suppress(OSError):  # held by another program: the next time will do
                        evidence_files.take_away(orphan.path)
                        collected.append(orphan)
        return tuple(collected)

    def _still_orphan(self, orphan: Orphan, grace_seconds: float) -> bool:
        try:
            return orphan.path.stat().st_mtime <= self._now_on_disk() - grace_seconds
        except FileNotFoundError:
            return False

    def _now_on_disk(self) -> float:
        # Ages are judged by the clock that stamped the files, not by the PC's, which may have jumped.
        with writing_problems(), evidence_files.incoming(self.root) as probe:
            probe.touch()
            return probe.stat().st_mtime

    def _require_room(self, size: int, ring: Ring | None) -> None:
        needed = sealed_length(size) if ring else size
        with writing_problems():
            self.root.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self.root).free
        if free < needed + RESERVE:
            raise disk_full(needed, free)

    def _take_in(self, copy: Copy, size: int, watch: Watch, prove: Callable[[int], None]) -> Stored:
        ring = self.ring_now()
        self._require_room(size, ring)
        with writing_problems(), evidence_files.incoming(self.root, ring) as incoming:
            with evidence_files.writing(incoming, ring) as write:
                copy.run(write, size, watch)
            prove(copy.bytes)
            return self._publish(incoming, copy.sha256, copy.bytes, copy.media_type, ring)

    def _publish(self, incoming: Path, sha256: str, size: int, kind: str, ring: Ring | None) -> Stored:
        target, other = evidence_files.forms(self.root, sha256, ring)
        with self._publishing:
            fresh = self.check(sha256, size) is not Condition.SOUND or not self._touched(target, other)
            if fresh:  # or damaged on disk: the new copy heals it
                if not target.parent.is_dir():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self._unsettled.add(self.root)
                evidence_files.put(incoming, target)
            self._unsettled.add(target.parent)
        if bool(now := self.ring_now()) is not bool(ring) or (fresh and other.exists()):
            evidence_form.change(self.root, sha256, now)  # the office changed its mind meanwhile
        return Stored(sha256, size, kind, fresh=fresh)

    @staticmethod
    def _touched(*paths: Path) -> bool:
        """Whether a content is there; young again, so that nobody collects it before its row is written."""
        for path in paths:
            with suppress(FileNotFoundError):
                os.utime(path)
                return True
        return False
