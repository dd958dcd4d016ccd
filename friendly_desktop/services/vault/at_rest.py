"""The records on this PC encrypted, or plain again: the database, the evidence, and the backups of both beside them.

What the office wants stands in the key file and is written first; how a database is stands in its first bytes, how
evidence is in its name. Whatever differs is still to be done, so that work that was stopped or killed anywhere leaves
files that all can be read, and is gone on with. Each file is exchanged for a verified copy
(``storage/database_form.py``, ``storage/evidence_form.py``); a backup gets a new name, and the old one goes only when
the new one counts.

Encrypting begins with the database, making plain ends with it: nothing else is ever sealed while the program opens
without a password.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from friendly_desktop.domain.backups import Backup
from friendly_desktop.domain.vault import SUFFIX, Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.backups import restoring
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import (
    backup_database,
    backup_trouble,
    database_form,
    keychain,
    safe_files,
    sealed_sqlite,
    sqlite,
    troubles,
    upgrade,
)
from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_source import SourceError
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.kept_pictures import KeptPictures
from friendly_desktop.storage.keychain import Form
from friendly_desktop.storage.sealed_files import SealedWriter

_HUNDRED = 100


def is_possible() -> bool:
    """Whether this installation of the program can do it at all."""
    return sealed_sqlite.is_here()


def unfinished(folder: DataFolder, ring: Ring, *, wanted: bool) -> int:
    """How many files are not as they are wanted.

    Raises:
        AppError: the disk cannot be read.
    """
    try:
        return _count_unfinished(folder, ring, wanted=wanted)
    except OSError as error:
        raise troubles.told_as(sqlite.Trouble.UNREACHABLE, folder.database) from error


def _count_unfinished(folder: DataFolder, ring: Ring, *, wanted: bool) -> int:
    left = 0 if database_form.is_in(folder.database, ring.public if wanted else None) else 1
    left += sum(len(store.misplaced(ring, wanted=wanted)) for store in _stores(folder))
    left += len(database_form.leftovers(folder.database))
    left += len(_wrong_copies(folder, ring, wanted=wanted)) + len(_wrong_backups(folder, ring, wanted=wanted))
    if wanted:
        left += len(_plain_wrecks(folder)) + len(_strays(folder))
        left += (
            sum(len(store.scraps()) for store in _stores(folder)) + KeptPictures.thumbnails(folder).is_bare()
        )
    return left


def evidence(folder: DataFolder) -> tuple[int, int]:
    """How many contents of evidence lie plain and how many sealed, those of the backups on this PC included.

    Raises:
        AppError: the disk cannot be read.
    """
    try:
        found = [store.forms() for store in _stores(folder)]
    except OSError as error:
        raise troubles.told_as(sqlite.Trouble.UNREACHABLE, folder.database) from error
    return sum(len(one.plain) for one in found), sum(len(one.sealed) for one in found)


def _stores(folder: DataFolder) -> tuple[EvidenceStore, EvidenceStore]:
    return EvidenceStore.of(folder), BackupPlace.of(folder).store


def settle(folder: DataFolder, db: Database, ring: Ring, job: JobContext, *, wanted: bool) -> None:
    """Bring every file with records to the form that is wanted; done again, it goes on where it was stopped.

    Args:
        folder: the data folder.
        db: its open records.
        ring: whose key was opened.
        job: progress and cancel.
        wanted: encrypted, or plain.

    Raises:
        AppError: no room, another program uses the records, or something is damaged; what is done stays done, and
            everything can be read.
    """
    place = BackupPlace.of(folder)
    with backup_trouble.writing_to(folder.root):
        held = 0 if wanted else _change_evidence(folder, ring, job, wanted=False)
        if held:
            raise _held(held)
        _exchange_database(folder, db, ring.public if wanted else None, job)
        restoring.clear(folder)
        for path in _wrong_copies(folder, ring, wanted=wanted):
            database_form.wipe(path)
        if wanted:
            _empty_cache(folder)
            for path in _strays(folder):
                database_form.wipe(path)
            for path in _plain_wrecks(folder):
                _seal(path, ring)
            held = _change_evidence(folder, ring, job, wanted=True)
        KeptPictures.thumbnails(folder).clear()
        todo = _wrong_backups(folder, ring, wanted=wanted)
        for number, path in enumerate(todo):
            job.checkpoint()
            job.report(number, len(todo), _("Bản sao lưu trên máy này"))
            _exchange_backup(place, path, ring, job, wanted=wanted)
        place.tidy()
    if held:
        raise _held(held)


def _exchange_database(folder: DataFolder, db: Database, public: bytes | None, job: JobContext) -> None:
    words = _("Mã hóa dữ liệu") if public else _("Bỏ mã hóa dữ liệu")

    def watch(share: float) -> None:
        job.checkpoint()
        job.report(round(share * _HUNDRED), _HUNDRED, words)

    with db.alone():
        if database_form.is_in(folder.database, public):
            database_form.tidy(folder.database)
            return
        try:
            database_form.exchange(folder.database, public, watch)
        except sqlite.Error as error:
            raise troubles.told(error, folder.database) or error from error
        except PermissionError as error:  # Windows lets nobody exchange a file that another program holds
            raise troubles.told_as(sqlite.Trouble.BUSY, folder.database) from error


def _change_evidence(folder: DataFolder, ring: Ring, job: JobContext, *, wanted: bool) -> int:
    """Seal every content of the evidence, or make it plain; how many somebody else holds, or are on a bad disk."""
    words = _("Mã hóa tài liệu kiểm chứng") if wanted else _("Bỏ mã hóa tài liệu kiểm chứng")
    stores = _stores(folder)
    todo = [(store, one) for store in stores for one in store.misplaced(ring, wanted=wanted)]
    total, done, left = sum(one.bytes for _store, one in todo), 0, 0

    def watch(copied: int) -> None:
        job.checkpoint()
        job.report(min(done + copied, total), total, words)

    for store, one in todo:
        watch(0)
        try:
            left += not store.reform(one.sha256, ring if wanted else None, watch)
        except SourceError:  # a damaged disk
            left += 1
        done += one.bytes
    for path in (path for store in stores for path in store.scraps() if wanted):
        database_form.wipe(path)
    return left


def _held(left: int) -> AppError:
    return AppError(
        "evidence_held",
        _("Còn tài liệu chưa đổi được"),
        _("{n} tệp tài liệu kiểm chứng đang có chương trình khác giữ, hoặc không đọc được.").format(n=left),
        _("Hãy đóng các tệp đang mở trong chương trình khác rồi bấm «Làm tiếp»."),
    )


def _wrong_copies(folder: DataFolder, ring: Ring, *, wanted: bool) -> list[Path]:
    """What upgrades left for an older program; before each there was a backup, too."""
    return [one for one in upgrade.old_copies(folder.database) if _is_wrong(one, ring, wanted=wanted)]


def _wrong_backups(folder: DataFolder, ring: Ring, *, wanted: bool) -> list[Path]:
    return [path for path in sorted(folder.backups.glob("*.sqlite")) if _is_wrong(path, ring, wanted=wanted)]


def _is_wrong(path: Path, ring: Ring, *, wanted: bool) -> bool:
    if wanted:
        return keychain.form_of(path) in {Form.PLAIN, Form.UNKNOWN}  # damaged ones hold words, too
    return database_form.is_in(path, ring.public)


def _strays(folder: DataFolder) -> list[Path]:
    """Readable copies that a backup or an upgrade left when it was killed; nothing counts on them."""
    found = {*folder.root.glob("*"), *(folder.backups / "tmp").glob("*")}
    found -= {folder.database, *upgrade.old_copies(folder.database)}
    return [path for path in sorted(found) if path.is_file() and keychain.form_of(path) is Form.PLAIN]


def _plain_wrecks(folder: DataFolder) -> list[Path]:
    """Damaged databases that restores set aside as they were."""
    wrecks = folder.backups.glob("damaged-*/*")
    return [path for path in wrecks if path.is_file() and path.suffix != SUFFIX and not _is_encrypted(path)]


def _is_encrypted(path: Path) -> bool:
    return keychain.form_of(path) is Form.ENCRYPTED


def _exchange_backup(place: BackupPlace, path: Path, ring: Ring, job: JobContext, *, wanted: bool) -> None:
    """Put a backup of the wanted form in the place of one of the other."""
    manifest = path.with_suffix(".json")
    backup: Backup | None = None
    try:
        backup = place.read(manifest)
    except FileNotFoundError:  # left by a change that was killed: the new one counts
        database_form.wipe(path)
        return
    except Unreadable:
        pass  # damaged; a disk that only does not give it for a moment is told instead
    if backup is None or _is_damaged(path):
        if wanted:
            _seal(path, ring)  # nobody can restore it, but its bytes stay for whoever may read them
        return
    working = place.working_file()
    try:
        public = ring.public if wanted else None
        database_form.copy(path, working, public, lambda _share: job.checkpoint())
        found = backup_database.examine(working)
        changed = replace(
            backup,
            name=place.new_name(backup.made_at),
            database_sha256=found.sha256,
            database_bytes=found.bytes,
        )
        place.put(working, changed)
    finally:
        safe_files.take_away(working)
    manifest.unlink(missing_ok=True)
    database_form.wipe(path)


def _is_damaged(path: Path) -> bool:
    """Whether a backup's database is beyond use, and not only out of the disk's reach for a moment."""
    for _turn in range(2):
        try:
            if not backup_database.examine(path).problems:
                return False
        except sqlite.Error as error:
            strange_tables = sqlite.trouble(error) is None
            if not strange_tables and sqlite.trouble(error) is not sqlite.Trouble.DAMAGED:
                raise
    return True


def _seal(path: Path, ring: Ring) -> None:
    """Put a sealed file in the place of one that nothing can open but its bytes."""
    target = path.with_name(path.name + SUFFIX)
    with (
        path.open("rb") as source,
        safe_files.writing(target) as stream,
        SealedWriter(stream, ring, path.name) as sealed,
    ):
        while block := source.read(1 << 20):
            sealed.write(block)
    database_form.wipe(path)


def _empty_cache(folder: DataFolder) -> None:
    """What only makes the next start faster may tell of the records."""
    for path in sorted(folder.cache.rglob("*"), reverse=True):
        if path.is_file():
            database_form.wipe(path)
        else:
            with suppress(OSError):
                path.rmdir()
