"""A backup to be restored, in a place or in one file: both give up their records and their files."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from friendly_desktop.domain.backups import Backup
from friendly_desktop.domain.vault import Ring
from friendly_desktop.services.backups import checking
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import backup_file, keychain, vault_file
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.backup_trouble import reading_from
from friendly_desktop.storage.evidence_store import Condition, EvidenceStore
from friendly_desktop.storage.key_rings import PrivateKey
from friendly_desktop.storage.sealed_files import FileKey, KeyFor, no_key


class Source(Protocol):
    """A backup that is open for reading."""

    backup: Backup

    def database_to(self, target: Path) -> None:
        """Copy the records out."""
        ...

    def file_into(self, store: EvidenceStore, sha256: str, size: int) -> bool:
        """Put an evidence file into a store, read back; False where it is not in the backup, or damaged."""
        ...


class _Placed:
    def __init__(self, place: BackupPlace, backup: Backup) -> None:
        self._place, self.backup = place, backup

    def database_to(self, target: Path) -> None:
        shutil.copyfile(self._place.database(self.backup), target)

    def file_into(self, store: EvidenceStore, sha256: str, size: int) -> bool:
        return store.adopt(self._place.store, sha256, size)


@contextmanager
def opened(path: Path, key_for: KeyFor = no_key) -> Iterator[Source]:
    """Open the backup at ``path``: a manifest, a database beside its manifest, or a backup in one file.

    Args:
        path: of the backup.
        key_for: opens it where it is sealed.

    Raises:
        AppError: there is none, it is damaged, or ``key_for`` does not open it.
    """
    manifest = path.with_suffix(".json") if path.suffix.lower() in {".json", ".sqlite"} else None
    if manifest is not None:
        with reading_from(path):
            place = BackupPlace(manifest.parent)
            backup = place.read(manifest)
            place.database(backup).stat()
        if keychain.is_locked(place.database(backup)):
            _kept(key_for)(vault_file.ring_with_backups(place.root))
        yield _Placed(place, backup)
        return
    with reading_from(path), backup_file.opened(path, _kept(key_for)) as archive:
        yield archive


def _kept(key_for: KeyFor) -> KeyFor:
    """The same, and the key opens the database in the backup, too, where that is encrypted."""

    def found(ring: Ring) -> PrivateKey | FileKey:
        key = key_for(ring)
        if isinstance(key, PrivateKey):
            keychain.hold(key)
        return key

    return found


def check(
    path: Path, scrap: Path, job: JobContext, key_for: KeyFor = no_key
) -> tuple[Backup, tuple[str, ...]]:
    """Read the backup at ``path`` through.

    Args:
        path: as for :func:`opened`.
        scrap: where its records may be unpacked for a moment.
        job: progress and cancel.
        key_for: opens it where it is sealed.

    Raises:
        AppError: it cannot be read at all.
    """
    with opened(path, key_for) as source:
        backup = source.backup
    if path.suffix.lower() in {".json", ".sqlite"}:
        return backup, checking.check_placed(BackupPlace(path.parent), backup, job)
    return backup, checking.check_file(path, scrap, job, key_for=key_for)


def bring_files(
    source: Source,
    store: EvidenceStore,
    contents: Mapping[str, int],
    watch: Callable[[int], None],
) -> tuple[str, ...]:
    """Bring every evidence file that the records name back into the store; what is sound there stays.

    Args:
        source: the backup.
        store: of the office.
        contents: digest and size of each.
        watch: told the bytes done so far, may raise to stop.

    Returns:
        The digests of those that are neither here nor sound in the backup.

    Raises:
        AppError: no room.
    """
    lost: list[str] = []
    done = 0
    for sha256, size in sorted(contents.items()):
        if store.check(sha256, size) is not Condition.SOUND and not source.file_into(store, sha256, size):
            lost.append(sha256)
        done += size
        watch(done)
    store.settle()
    return tuple(lost)
