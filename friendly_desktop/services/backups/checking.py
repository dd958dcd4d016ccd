"""Reads a backup again from the first byte to the last."""

from contextlib import suppress
from pathlib import Path

from friendly_desktop.domain.backups import Backup
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import backup_database, backup_file
from friendly_desktop.storage.backup_database import Examined
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.backup_trouble import reading_from
from friendly_desktop.storage.evidence_store import Condition
from friendly_desktop.storage.sealed_files import KeyFor, no_key


def check_placed(place: BackupPlace, backup: Backup, job: JobContext) -> tuple[str, ...]:
    """What is wrong with a backup in a place; empty when all is well.

    Raises:
        AppError: it cannot be read at all.
    """
    database = place.database(backup)
    with reading_from(database):
        found = backup_database.examine(database)
    problems = [*compared(found, backup)]
    done, total = 0, sum(found.contents.values())
    for sha256, size in sorted(found.contents.items()):
        job.checkpoint()
        if sha256 not in backup.missing and place.store.check(sha256, size) is not Condition.SOUND:
            problems.append(_("Tài liệu {digest} bị mất hoặc hỏng.").format(digest=sha256[:12]))
        done += size
        job.report(done, total, _("Đọc lại bản sao lưu"))
    return tuple(problems)


def check_file(
    path: Path,
    unpacked: Path,
    job: JobContext,
    *,
    expected: Backup | None = None,
    key_for: KeyFor = no_key,
) -> tuple[str, ...]:
    """What is wrong with a backup in one file; empty when all is well.

    Args:
        path: the file.
        unpacked: where its database may be unpacked for a moment; there is nothing there yet.
        job: progress and cancel.
        expected: what its manifest must say.
        key_for: opens it where it is sealed.

    Raises:
        AppError: it is no backup at all.
    """
    try:
        with reading_from(path), backup_file.opened(path, key_for) as archive:
            backup = archive.backup
            if expected is not None and backup != expected:
                return (_("Tệp mô tả của bản sao lưu bị hỏng."),)
            archive.database_to(unpacked)
            found = backup_database.examine(unpacked)
            problems = [*compared(found, backup)]
            done, total = 0, sum(found.contents.values())
            for sha256, size in sorted(found.contents.items()):
                job.checkpoint()
                if sha256 not in backup.missing and not archive.holds(sha256, size):
                    problems.append(_("Tài liệu {digest} bị mất hoặc hỏng.").format(digest=sha256[:12]))
                done += size
                job.report(done, total, _("Đọc lại bản sao lưu"))
    finally:
        with suppress(OSError):
            unpacked.unlink(missing_ok=True)
    return tuple(problems)


def compared(found: Examined, backup: Backup) -> tuple[str, ...]:
    """What the records of a backup say otherwise than its manifest."""
    problems = [_("Tệp dữ liệu có lỗi: {what}").format(what=what) for what in found.problems]
    if found.sha256 != backup.database_sha256 or found.schema != backup.schema:
        problems.append(_("Tệp dữ liệu không còn đúng như lúc sao lưu."))
    elif dict(found.rows) != dict(backup.rows):
        problems.append(_("Số dòng trong dữ liệu không khớp với tệp mô tả."))
    if len(found.contents) != backup.files + len(backup.missing):
        problems.append(_("Số tài liệu trong dữ liệu không khớp với tệp mô tả."))
    return tuple(problems)
