"""Makes a backup in a place, or in one file, and reads it back before it counts."""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypedDict

from friendly_desktop import VERSION
from friendly_desktop.domain.backups import Backup, Reason, to_drop
from friendly_desktop.domain.trail import TrailHead
from friendly_desktop.domain.vault import SUFFIX, Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import (
    backup_database,
    backup_file,
    database_form,
    keychain,
    safe_files,
    sqlite,
)
from friendly_desktop.storage.backup_database import Examined
from friendly_desktop.storage.backup_place import BackupPlace, any_name
from friendly_desktop.storage.backup_trouble import damaged, full, unwritable, writing_to
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.keychain import Form
from friendly_desktop.storage.sealed_files import FileKey, KeyFor, SealedWriter, no_key

#: Left free on the disk of a backup.
_MARGIN = 16 << 20


class Present(NamedTuple):
    """What is backed up: the records (which may be in use), the evidence files, and of which data folder they are."""

    database: Path
    evidence: EvidenceStore
    series: str


def make(
    place: BackupPlace,
    present: Present,
    reason: Reason,
    moment: datetime,
    job: JobContext,
    *,
    unless_like: Backup | None = None,
) -> Backup | None:
    """Make a backup of the records and the evidence files in a place.

    Args:
        place: where.
        present: of what.
        reason: why.
        moment: now.
        job: progress and cancel.
        unless_like: makes none where the records are still exactly those of this backup.

    Raises:
        AppError: no room, the place is gone, or the records are damaged.
    """
    with writing_to(place.root):
        place.root.mkdir(parents=True, exist_ok=True)
        place.tidy()
        require_room(place.root, size_of(present.database))
        working = place.working_file()
        try:
            job.report(0, None, _("Chép dữ liệu"))
            backup_database.copy(present.database, working)
            job.checkpoint()
            found = sound(working, present.database)
            if unless_like and _is_like(place, unless_like, working, found):
                return None
            job.checkpoint()
            total = sum(found.contents.values())
            missing = place.take_files(
                present.evidence, found.contents, reporting(job, total, _("Chép tài liệu minh chứng"))
            )
            backup = Backup(
                number=place.next_number(),
                name=place.new_name(moment),
                made_at=moment.replace(microsecond=0),
                reason=reason,
                series=present.series,
                **_described(found, missing),
            )
            place.put(working, backup)
        finally:
            with suppress(OSError):
                working.unlink(missing_ok=True)
    return backup


def _is_like(place: BackupPlace, last: Backup, working: Path, found: Examined) -> bool:
    """Whether a copy of the records holds what the last backup does."""
    if last.database_sha256 == found.sha256:
        return True
    if keychain.form_of(working) is not Form.ENCRYPTED or (last.rows, last.head) != (found.rows, found.head):
        return False
    with suppress(AppError, sqlite.Error):  # a backup that cannot be read is like nothing
        return database_form.same_content(working, place.database(last))
    return False


def make_file(
    target: Path, present: Present, moment: datetime, job: JobContext, ring: Ring | None = None
) -> Backup:
    """Make a backup in one file; what lay at ``target`` stays until the new one was read back.

    Args:
        target: the file.
        present: of what.
        moment: now.
        job: progress and cancel.
        ring: for whom the file is sealed; None for one that anybody opens.

    Raises:
        AppError: no room, the place is gone, or the records are damaged.
    """
    working = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    # Nothing of a sealed backup lies open on the stick, not even for a moment.
    copy = present.database.with_name(f".{working.stem}.sqlite") if ring else working.with_suffix(".sqlite")
    key_for: KeyFor = no_key
    with writing_to(target.parent):
        try:
            job.report(0, None, _("Chép dữ liệu"))
            require_room(target.parent, size_of(present.database) * 2)
            backup_database.copy(present.database, copy)
            found = sound(copy, present.database)
            files = {
                sha256: size for sha256, size in found.contents.items() if present.evidence.has(sha256, size)
            }
            missing = tuple(sha256 for sha256 in found.contents if sha256 not in files)
            backup = Backup(
                number=1,
                name=any_name(moment),
                made_at=moment.replace(microsecond=0),
                reason=Reason.MANUAL,
                series=present.series,
                **_described(found, missing),
            )
            require_room(target.parent, backup.bytes)
            with ExitStack() as stack:
                safe_files.take_away(working)  # left by this process when a stick was pulled in the middle
                stream = stack.enter_context(working.open("xb", buffering=0))
                sealed = (
                    stack.enter_context(SealedWriter(stream, ring, _inner_name(target))) if ring else None
                )
                backup_file.write(
                    sealed or stream,
                    moment.date(),
                    backup,
                    database=copy,
                    files=files,
                    open_file=present.evidence.open,
                    watch=reporting(job, backup.bytes, _("Ghi tệp sao lưu")),
                )
                if sealed:
                    sealed.close()
                    key_for = _by(sealed.file_key)
                os.fsync(stream.fileno())
            wrong = _read_back(working, backup, copy, job, key_for)
            if wrong:
                raise unwritable(target.parent, wrong)
            safe_files.replace(working, target)
            safe_files.fsync_folder(target.parent)
        finally:
            for path in (working, copy):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
    return backup


def _inner_name(target: Path) -> str:
    return target.name.removesuffix(SUFFIX)


def _by(key: FileKey) -> KeyFor:
    return lambda _ring: key


def _read_back(path: Path, backup: Backup, unpacked: Path, job: JobContext, key_for: KeyFor) -> str:
    """Compare the written file with what it should hold; "" when it does."""
    from friendly_desktop.services.backups.checking import check_file

    unpacked.unlink(missing_ok=True)
    problems = check_file(path, unpacked, job, expected=backup, key_for=key_for)
    return problems[0] if problems else ""


def sound(copy: Path, database: Path) -> Examined:
    """Examine a copy of the present records.

    Raises:
        AppError: the records are damaged; no backup is made of them.
        sqlite3.DatabaseError: they cannot be asked at all.
    """
    found = backup_database.examine(copy)
    if found.problems:
        raise damaged(database, found.problems[0])
    return found


class _Found(TypedDict):
    office: str
    program: str
    schema: int
    database_sha256: str
    database_bytes: int
    rows: Mapping[str, int]
    files: int
    files_bytes: int
    missing: tuple[str, ...]
    head: TrailHead | None


def _described(found: Examined, missing: tuple[str, ...]) -> _Found:
    """What a backup tells of the records in it."""
    files = {sha256: size for sha256, size in found.contents.items() if sha256 not in set(missing)}
    return _Found(
        office=found.office,
        program=VERSION,
        schema=found.schema,
        database_sha256=found.sha256,
        database_bytes=found.bytes,
        rows=found.rows,
        files=len(files),
        files_bytes=sum(files.values()),
        missing=missing,
        head=found.head,
    )


def thin(place: BackupPlace, series: str, now: datetime) -> None:
    """Drop the backups of this series that are no longer needed; damaged ones are left for a person to see."""
    usable = [
        one.backup for one in place.all() if one.backup and not one.problem and one.backup.series == series
    ]
    place.drop(to_drop(usable, now.astimezone()))


def size_of(database: Path) -> int:
    """Bytes of the records with what is still in their log."""
    size = 0
    for path in (database, database.with_name(database.name + "-wal")):
        with suppress(FileNotFoundError):
            size += path.stat().st_size
    return size


def require_room(folder: Path, needed: int) -> None:
    """Make sure that so many bytes go onto the disk.

    Raises:
        AppError: they do not.
    """
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN:
        raise full(folder, needed + _MARGIN, free)


def reporting(job: JobContext, total: int, words: str) -> Callable[[int], None]:
    """Tells the job how many of ``total`` bytes are done, and lets the person stop."""

    def watch(done: int) -> None:
        job.checkpoint()
        job.report(min(done, total), total or None, words)

    return watch
