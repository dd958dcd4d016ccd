"""Puts a backup in the place of the present records, which are set aside first; at every moment either is whole.

The records of the backup are unpacked beside the present ones, checked, brought to the schema of this program and to
the form that records have on this PC (plain or encrypted, whatever the backup is), and their evidence files brought in. Then the present records are set aside as a backup of their own, and one
transaction writes the new ones over them. Killed before its commit, the old records are there; after it, the new ones.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from friendly_desktop.domain.backups import KindChange, Reason, Restored, RestorePlan
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.backups import checking, making, sources
from friendly_desktop.services.backups.making import Present
from friendly_desktop.services.backups.sources import Source
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import (
    backup_database,
    database_form,
    keychain,
    migrations,
    safe_files,
    sqlite,
    upgrade,
    vault_file,
)
from friendly_desktop.storage.backup_database import Examined
from friendly_desktop.storage.backup_place import BackupPlace, any_name
from friendly_desktop.storage.backup_trouble import damaged, reading_from, writing_to
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.key_rings import PrivateKey
from friendly_desktop.storage.keychain import Form
from friendly_desktop.storage.sealed_files import KeyFor, no_key

_STAGING = "restoring"


def clear(folder: DataFolder) -> None:
    """Take away what a restore that was killed left behind; the records were not touched by it."""
    shutil.rmtree(folder.root / _STAGING, ignore_errors=True)


def plan(folder: DataFolder, path: Path, job: JobContext, key_for: KeyFor = no_key) -> RestorePlan:
    """What restoring the backup at ``path`` would do; changes nothing.

    Raises:
        AppError: it is damaged or newer than this program.
    """
    with sources.opened(path, key_for) as source, _staged(folder, source, job, key_for) as (staged, found):
        job.report(0, None, _("So với dữ liệu hiện tại"))
        kinds: tuple[KindChange, ...] = ()
        names = 0
        present = _is_readable(folder.database)
        if present:
            kinds = backup_database.compare(folder.database, staged)
            names = backup_database.names_brought_back(folder.database, staged)
        store = EvidenceStore.of(folder)
        new = sum(
            sha256 not in source.backup.missing and not store.has(sha256, size)
            for sha256, size in found.contents.items()
        )
        return RestorePlan(path, source.backup, present, kinds, new, names)


def restore(
    folder: DataFolder,
    path: Path,
    job: JobContext,
    *,
    place: BackupPlace,
    series: str,
    moment: datetime,
    alone: Callable[[], AbstractContextManager[None]],
    key_for: KeyFor = no_key,
) -> Restored:
    """Put the backup at ``path`` in the place of the present records.

    Args:
        folder: the data folder of the office; may be new.
        path: the backup.
        job: progress and cancel.
        place: where the present records are set aside.
        series: of this data folder.
        moment: now.
        alone: keeps everybody else from the records while they are exchanged.
        key_for: opens the backup where it is sealed.

    Raises:
        AppError: the backup is damaged or newer, no room, or another program uses the records. Nothing was changed.
    """
    with (
        writing_to(folder.root),
        sources.opened(path, key_for) as source,
        _staged(folder, source, job, key_for) as (staged, found),
    ):
        _require_whole(folder, path, job, key_for)
        making.require_room(folder.root, found.bytes)
        total = sum(found.contents.values())
        lost = sources.bring_files(
            source,
            EvidenceStore.of(folder),
            {sha256: size for sha256, size in found.contents.items() if sha256 not in source.backup.missing},
            making.reporting(job, total, _("Đưa tài liệu minh chứng về chỗ cũ")),
        )
        if lost:
            raise damaged(path, _("{n} tài liệu bị mất hoặc hỏng.").format(n=len(lost)))
        job.checkpoint()
        with alone():
            present = Present(folder.database, EvidenceStore.of(folder), series)
            aside = _set_aside(place, present, moment, job)
            _exchange(folder.database, staged)
        with reading_from(path):
            now = backup_database.examine(folder.database) if not _has_log(folder.database) else found
        if now.problems or dict(now.rows) != dict(found.rows):
            raise damaged(path, _("Dữ liệu đọc lại không giống bản sao lưu."))
        return Restored(
            path, source.backup, aside, found.rows, len(found.contents) - len(source.backup.missing)
        )


def _require_whole(folder: DataFolder, path: Path, job: JobContext, key_for: KeyFor) -> None:
    _backup, problems = sources.check(path, folder.root / _STAGING / "checking.sqlite", job, key_for)
    if problems:
        raise damaged(path, problems[0])


def _go_on(job: JobContext, words: str) -> None:
    job.checkpoint()
    job.report(0, None, words)


def _ring_here(folder: DataFolder, key_for: KeyFor) -> bytes | None:
    """For whom the records of this PC are encrypted, whatever a backup is; None where they are plain."""
    form = keychain.form_of(folder.database)
    if form is Form.PLAIN or not vault_file.exists(folder):
        return None
    kept = vault_file.read(folder)
    if form is not Form.ENCRYPTED and not kept.records:
        return None
    if keychain.key_of(kept.ring.public) is None:  # the records are lost, and nobody opened them
        key = key_for(kept.ring)
        if isinstance(key, PrivateKey):
            keychain.hold(key)
    return kept.ring.public


@contextmanager
def _staged(
    folder: DataFolder, source: Source, job: JobContext, key_for: KeyFor
) -> Iterator[tuple[Path, Examined]]:
    """The records of a backup, unpacked, checked, and brought to the schema of this program and the form of this PC."""
    backup = source.backup
    if backup.schema > migrations.LATEST:
        raise AppError(
            "backup_newer",
            _("Bản sao lưu thuộc phiên bản mới hơn"),
            _(
                "Bản sao lưu này do phiên bản {version} của chương trình tạo ra "
                "(cấu trúc số {found}, chương trình này biết đến số {known})."
            ).format(version=backup.program, found=backup.schema, known=migrations.LATEST),
            _("Hãy cài phiên bản mới của chương trình rồi khôi phục lại. Dữ liệu không bị thay đổi."),
        )
    clear(folder)
    staging = folder.root / _STAGING
    with writing_to(folder.root):
        staging.mkdir(parents=True)
        making.require_room(folder.root, backup.database_bytes * 3)
    try:
        staged = staging / folder.database.name
        job.report(0, None, _("Kiểm tra bản sao lưu"))
        with writing_to(folder.root), reading_from(staged):
            source.database_to(staged)
            found = backup_database.examine(staged)
        problems = checking.compared(found, backup)
        if problems:
            raise damaged(staged, problems[0])
        job.checkpoint()
        if found.schema < migrations.LATEST:
            Database(staged).close()
            with reading_from(staged), sqlite.sole_use(staged):
                found = backup_database.examine(staged)
        ring = _ring_here(folder, key_for)
        if not database_form.is_in(staged, ring):
            words = _("Đổi cách cất dữ liệu của bản sao lưu cho giống máy này")
            with writing_to(folder.root), reading_from(staged):
                database_form.exchange(staged, ring, lambda _share: _go_on(job, words))
                found = backup_database.examine(staged)
        yield staged, found
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _set_aside(place: BackupPlace, present: Present, moment: datetime, job: JobContext) -> Path | None:
    """Keep the present records as a backup of their own, or as they are where they are too damaged for one."""
    if not present.database.exists() or not present.database.stat().st_size:
        return None
    try:
        backup = making.make(place, present, Reason.BEFORE_RESTORE, moment, job)
    except AppError as error:
        if error.code not in {"database_damaged", "backup_damaged", "vault_locked"}:
            raise
        kept = place.root / f"damaged-{any_name(moment)}"
        kept.mkdir(parents=True)
        for path in _with_logs(present.database):
            if path.exists():
                shutil.copyfile(path, kept / path.name)
        safe_files.fsync_folder(kept)
        return kept
    return place.manifest(backup) if backup else None


def _exchange(database: Path, staged: Path) -> None:
    """Put the content of one file in the place of another's, all of it or nothing."""
    if _is_readable(database):
        upgrade.put_over(database, staged)
        return
    # The log of a damaged file would be played into the new one.
    for path in _with_logs(database)[1:]:
        path.unlink(missing_ok=True)
    with staged.open("rb+") as stream:
        safe_files.flush(stream)
    safe_files.replace(staged, database)
    safe_files.fsync_folder(database.parent)


def _with_logs(database: Path) -> tuple[Path, ...]:
    return (
        database,
        *(database.with_name(f"{database.name}{ending}") for ending in ("-wal", "-shm", "-journal")),
    )


def _has_log(database: Path) -> bool:
    return any(path.exists() and path.stat().st_size for path in _with_logs(database)[1:])


def _is_readable(database: Path) -> bool:
    if not database.exists() or not database.stat().st_size or keychain.is_locked(database):
        return False
    return sqlite.opens(database)
