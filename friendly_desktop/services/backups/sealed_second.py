"""Sealed backups in the second place: one file each, because a stick is what gets lost.

    ChinhQuyenThanThien-sao-luu/
        20261121-130309-4f2a.zip.mahoa        the backup, sealed; the program writes it without any password
        20261121-130309-4f2a.mahoa-info       its manifest in clear: when, how many; no record

Each holds everything, so one a day is enough, and the newest three stay. The manifest is written last; without it the
file does not count and is written over.
"""

import os
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from friendly_desktop.domain.backups import Backup, Kept
from friendly_desktop.domain.vault import SUFFIX, Ring
from friendly_desktop.i18n import _
from friendly_desktop.services.backups.checking import check_file
from friendly_desktop.services.backups.making import reporting, require_room
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import backup_database, backup_file, backup_manifest, safe_files
from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.backup_second import SEALED_MANIFEST
from friendly_desktop.storage.backup_trouble import unwritable
from friendly_desktop.storage.sealed_files import SealedWriter

#: How many stay; each holds everything.
KEPT = 3
_OFTEN_ENOUGH = timedelta(hours=20)


def every(root: Path) -> tuple[Kept, ...]:
    """The sealed backups in a place, the newest first."""
    found: list[Kept] = []
    for manifest in root.glob(f"*{SEALED_MANIFEST}"):
        sealed = manifest.with_name(f"{manifest.stem}.zip{SUFFIX}")
        with suppress(Unreadable, OSError):
            backup = replace(BackupPlace.read(manifest), name=manifest.stem)
            gone = "" if sealed.is_file() else _("Tệp sao lưu mã hóa không còn ở đây.")
            found.append(Kept(sealed, backup, second=True, problem=gone))
    return tuple(sorted(found, key=_age, reverse=True))


def is_wanted(root: Path, last: Backup, now: datetime, *, at_once: bool) -> bool:
    """Whether the newest backup is to be brought there now.

    Args:
        root: the place.
        last: the newest backup on this PC.
        now: now.
        at_once: a person asked for a backup; otherwise one a day is enough.
    """
    there = [one.backup for one in every(root) if one.backup and one.backup.series == last.series]
    if any(one.made_at == last.made_at for one in there):
        return False
    return at_once or not any(timedelta(0) <= now - one.made_at < _OFTEN_ENOUGH for one in there)


def bring(  # noqa: PLR0917 - from where, to where, for whom
    root: Path, home: BackupPlace, last: Backup, ring: Ring, cache: Path, job: JobContext
) -> None:
    """Seal a backup of this PC into the second place and read it back there.

    Args:
        root: the second place.
        home: where the backup lies.
        last: which.
        ring: for whom it is sealed.
        cache: where its records may be unpacked for a moment, on this PC.
        job: progress and cancel.

    Raises:
        AppError: no room, or it does not read back.
        OSError: the place is gone.
    """
    root.mkdir(parents=True, exist_ok=True)
    require_room(root, last.bytes)
    contents = backup_database.contents_of(home.database(last))
    files = {name: contents[name] for name in contents.keys() - set(last.missing)}
    target = root / f"{last.name}.zip{SUFFIX}"
    working = root / f".{target.name}.{os.getpid()}.tmp"
    cache.mkdir(parents=True, exist_ok=True)
    try:
        with (
            working.open("wb", buffering=0) as stream,
            SealedWriter(stream, ring, target.name.removesuffix(SUFFIX)) as sealed,
        ):
            words = _("Mã hóa sang nơi sao lưu thứ hai")
            backup_file.write(
                sealed,
                last.made_at.date(),
                last,
                database=home.database(last),
                files=files,
                open_file=home.store.open,
                watch=reporting(job, last.bytes, words),
            )
            sealed.close()
            safe_files.flush(stream)
            key = sealed.file_key
        scrap = cache / f"checking-{uuid.uuid4().hex}.sqlite"
        problems = check_file(working, scrap, job, expected=last, key_for=lambda _ring: key)
        if problems:
            raise unwritable(root, problems[0])
        safe_files.replace(working, target)
        safe_files.fsync_folder(root)
        safe_files.write_bytes(root / f"{last.name}{SEALED_MANIFEST}", backup_manifest.write(last))
    finally:
        with suppress(OSError):
            working.unlink(missing_ok=True)
    _thin(root, last.series)


def _thin(root: Path, series: str) -> None:
    ours = [one for one in every(root) if one.backup and one.backup.series == series]
    for one in ours[KEPT:]:
        with suppress(OSError):  # held by another program: the next time will do
            manifest = one.path.name.removesuffix(f".zip{SUFFIX}") + SEALED_MANIFEST
            one.path.with_name(manifest).unlink(missing_ok=True)
            one.path.unlink(missing_ok=True)


def _age(one: Kept) -> datetime:
    return one.backup.made_at if one.backup else datetime.min.replace(tzinfo=UTC)
