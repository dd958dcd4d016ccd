"""A folder of backups: a database copy and a manifest each, the evidence files of all of them once, by digest.

    backups/
        20261121-130309-4f2a.sqlite   the records; opens with anything that reads SQLite
        20261121-130309-4f2a.json     what belongs to it; written last: without it the backup does not count
        files/ab/abcd...              evidence files, shared by every backup that names them; sealed as the office's own
        keys/vault.json               what opens the databases with a password, where they are encrypted
        tmp/                          copies under way

A kill at any moment leaves at worst files that no manifest names; :meth:`BackupPlace.tidy` takes them away.
"""

import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from friendly_desktop.domain.backups import Backup, Kept
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import backup_database, backup_manifest, resting, safe_files
from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.resting import RingNow

_LEFT_BEHIND = 3600.0  # seconds: no copy takes so long between two of its writes


def any_name(moment: datetime) -> str:
    """A name for a backup: the moment for people, and four letters by lot."""
    return f"{moment.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


class BackupPlace:
    """One folder of backups."""

    def __init__(self, root: Path, *, second: bool = False, ring_now: RingNow = resting.plain) -> None:
        """Use a folder.

        Args:
            root: made when first written to.
            second: whether it is the second place of an office.
            ring_now: for whom evidence files that are brought here are sealed.
        """
        self.root = root
        self.second = second
        self.store = EvidenceStore(root / "files", ring_now)

    @classmethod
    def of(cls, folder: DataFolder) -> "BackupPlace":
        """The backups of an office on its own PC."""
        return cls(folder.backups, ring_now=lambda: resting.ring_now(folder))

    def all(self) -> tuple[Kept, ...]:
        """Every backup here, the newest first; those that cannot be used say why."""
        if not self.root.is_dir():
            return ()
        found = [self.look(path) for path in self.root.glob("*.json")]
        return tuple(sorted(found, key=_age, reverse=True))

    def look(self, manifest: Path) -> Kept:
        """What a manifest says, and whether its database is there in its size."""
        try:
            backup = self.read(manifest)
        except (Unreadable, OSError) as error:
            told = (
                str(error)
                if isinstance(error, Unreadable)
                else _("Không đọc được tệp mô tả của bản sao lưu.")
            )
            return Kept(manifest, None, self.second, told)
        try:
            size = self.database(backup).stat().st_size
        except OSError:
            size = -1
        problem = (
            "" if size == backup.database_bytes else _("Tệp dữ liệu của bản sao lưu bị mất hoặc bị cắt ngắn.")
        )
        return Kept(manifest, backup, self.second, problem)

    @staticmethod
    def read(manifest: Path) -> Backup:
        """The backup that a manifest describes.

        Raises:
            Unreadable: it is damaged.
            OSError: it cannot be read.
        """
        if manifest.stat().st_size > backup_manifest.MOST_BYTES:
            raise Unreadable(_("Tệp mô tả của bản sao lưu bị hỏng."))
        backup = backup_manifest.read(manifest.read_bytes())
        return backup if backup.name == manifest.stem else replace(backup, name=manifest.stem)

    def database(self, backup: Backup) -> Path:
        """The database copy of a backup."""
        return self.root / f"{backup.name}.sqlite"

    def manifest(self, backup: Backup) -> Path:
        """The manifest of a backup."""
        return self.root / f"{backup.name}.json"

    def next_number(self) -> int:
        """Greater than that of every backup here."""
        return max((one.backup.number for one in self.all() if one.backup), default=0) + 1

    def new_name(self, moment: datetime) -> str:
        """A name for a backup that nothing here has yet; what would be put under a known one took its place."""
        while True:
            name = any_name(moment)
            if not any(self.root.glob(f"{name}*")):
                return name

    def working_file(self) -> Path:
        """A name for a copy under way."""
        folder = self.root / "tmp"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{os.getpid()}-{secrets.token_hex(8)}.part"

    def take_files(
        self, source: EvidenceStore, contents: Mapping[str, int], watch: Callable[[int], None]
    ) -> tuple[str, ...]:
        """Bring in the evidence files that are not here yet, each compared with its digest.

        Args:
            source: where they lie now.
            contents: digest and size of each.
            watch: told the bytes read so far, may raise to stop.

        Returns:
            The digests of those that are lost or damaged at their source.

        Raises:
            AppError: no room, or the place cannot be written.
        """
        lost: list[str] = []
        done = 0
        for sha256, size in sorted(contents.items()):
            if not self.store.has(sha256, size) and not self.store.adopt(source, sha256, size):
                lost.append(sha256)
            done += size
            watch(done)
        self.store.settle()
        return tuple(lost)

    def take(self, other: "BackupPlace", backup: Backup, watch: Callable[[int], None]) -> Backup:
        """Take a backup over from another place, each byte read back here.

        Args:
            other: where it lies.
            backup: which.
            watch: told the bytes of evidence files done, may raise to stop.

        Raises:
            OSError: this place is full or gone, or the backup is not what it was.
            AppError: the same of its evidence files.
            sqlite3.DatabaseError: its database cannot be read.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        self.tidy()
        working = self.working_file()
        try:
            shutil.copyfile(other.database(backup), working)
            with working.open("rb+") as stream:
                safe_files.flush(stream)
            if backup_database.sha256_of(working) != backup.database_sha256:
                raise OSError(errno.EIO, "the copy reads back differently")
            contents = backup_database.contents_of(working)
            lost = self.take_files(
                other.store,
                {name: size for name, size in contents.items() if name not in backup.missing},
                watch,
            )
            if lost:
                raise OSError(errno.EIO, "evidence of the backup is gone")
            taken = replace(backup, number=self.next_number())
            self.put(working, taken)
        finally:
            with suppress(OSError):
                working.unlink(missing_ok=True)
        return taken

    def put(self, working: Path, backup: Backup) -> Path:
        """Put a finished copy in its place and write its manifest; from here on it counts.

        Raises:
            OSError: the place is full or gone; nothing counts then.
        """
        database = self.database(backup)
        safe_files.replace(working, database)
        try:
            safe_files.fsync_folder(self.root)
            safe_files.write_bytes(self.manifest(backup), backup_manifest.write(backup))
            self._require_same(backup)
        except BaseException:
            with suppress(OSError):
                self.manifest(backup).unlink(missing_ok=True)
                database.unlink(missing_ok=True)
            raise
        return self.manifest(backup)

    def _require_same(self, backup: Backup) -> None:
        if self.read(self.manifest(backup)) != backup:
            raise OSError(errno.EIO, "the manifest reads back differently")

    def drop(self, backups: Iterable[Backup]) -> None:
        """Take backups away, the manifest first; files that no other one names go with them."""
        dropped = False
        for one in backups:
            with suppress(OSError):  # held by another program: the next time will do
                self.manifest(one).unlink(missing_ok=True)
                self.database(one).unlink(missing_ok=True)
                dropped = True
        if dropped:
            self.collect()

    def collect(self) -> None:
        """Delete the evidence files that no backup here names; none while one of them cannot be asked."""
        with suppress(
            sqlite3.Error, OSError, AppError
        ):  # AppError: one is encrypted with a key nobody opened
            self.store.collect_orphans(self._named)

    def tidy(self) -> None:
        """Take away what backups that were killed left behind."""
        with suppress(OSError):
            limit = self._now_on_disk() - _LEFT_BEHIND
            known = {path.stem for path in self.root.glob("*.json")}
            stray = [path for path in self.root.glob("*.sqlite*") if path.name.partition(".")[0] not in known]
            stray += [*self.root.glob(".*.tmp"), *(self.root / "tmp").glob("*")]
            for path in stray:
                with suppress(OSError):
                    if path.stat().st_mtime < limit:
                        path.unlink() if path.is_file() else shutil.rmtree(path)
        with suppress(OSError):
            self.store.collect_half_copies()

    def _now_on_disk(self) -> float:
        # Ages are judged by the clock that stamped the files, not by the PC's, which may have jumped.
        probe = self.working_file()
        try:
            probe.touch()
            return probe.stat().st_mtime
        finally:
            probe.unlink(missing_ok=True)

    def _named(self) -> frozenset[str]:
        named: set[str] = set()
        for path in self.root.glob("*.sqlite"):
            named |= backup_database.contents_of(path).keys()
        return frozenset(named)


def _age(kept: Kept) -> tuple[int, datetime, str]:
    if kept.backup is None:
        return 0, datetime.min.replace(tzinfo=UTC), kept.path.name
    return kept.backup.number, kept.backup.made_at, kept.path.name
