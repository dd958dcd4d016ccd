"""Backups for windows, commands and the program itself."""

import uuid
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.backups import (
    HOURLY_EVERY,
    START_EVERY,
    Backup,
    BackupState,
    Checked,
    Kept,
    Made,
    Reason,
    Restored,
    RestorePlan,
    SecondPlace,
    days_without,
    is_due,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.settings import RESTORED_FROM
from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder, is_file, is_folder
from friendly_desktop.services.backups import making, restoring, sealed_second, sources
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage import (
    backup_file,
    backup_second,
    backup_settings,
    migrations,
    sqlite,
    vault_file,
)
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.backup_trouble import writing_to
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.office import put_settings
from friendly_desktop.storage.sealed_files import key_by


class BackupsService:
    """Everything about backups of one data folder.

    It works without an open database, too: to restore where the records are lost or damaged.
    """

    def __init__(self, folder: DataFolder, clock: Clock, db: Database | None = None) -> None:
        """Back up and restore ``folder``; ``db`` are its records where they are open."""
        self._folder = folder
        self._clock = clock
        self._db = db
        self._home = BackupPlace.of(folder)
        self._store = EvidenceStore.of(folder)
        self._written = True
        self._problem = ""
        if db is not None:
            db.on_change(self._on_change)

    # -- making

    def make(self, job: JobContext = UNWATCHED) -> Made:
        """Make a backup now, here and in the second place.

        Raises:
            AppError: no room, or the records are damaged; earlier backups are as they were.
        """
        self._permit(Right.BACKUP)
        made = self._make(Reason.MANUAL, job)
        if made is None:  # never, without a backup to be like
            raise LookupError("backup")
        return made

    def make_file(self, target: Path, job: JobContext = UNWATCHED) -> Made:
        """Make a backup in one file, for a stick or another PC; sealed where the office encrypts.

        Args:
            target: the file; one that is there is replaced if it is a backup. The name of a sealed one ends in
                ``.mahoa``.
            job: progress and cancel.

        Raises:
            AppError: another file lies there, no room, or the records are damaged.
        """
        self._permit(Right.BACKUP)
        target = target.expanduser().absolute()
        ring = vault_file.ring_of(self._folder)
        if ring is not None:
            target = target.with_name(target.name.removesuffix(SUFFIX) + SUFFIX)
        self._require_target(target)
        with self._steady():
            backup = making.make_file(target, self._present(), self._clock.now(), job, ring)
        return Made(target, backup)

    def make_due(self, reason: Reason, job: JobContext = UNWATCHED) -> Made | None:
        """Make a backup by itself where one is due and something was written since the last.

        Args:
            reason: ``START`` or ``HOURLY``.
            job: progress and cancel.

        Raises:
            AppError: no room, or the records are damaged.
        """
        last = self._last()
        every = START_EVERY if reason is Reason.START else HOURLY_EVERY
        if not self._written or not is_due(last.made_at if last else None, self._clock.now(), every):
            return None
        return self._make(reason, job, unless_like=last)

    def before_import(self) -> None:
        """Make sure that the records as they are now are in a backup, before a list changes many of them.

        Raises:
            AppError: no room, or the records are damaged; whatever was to come must not begin.
        """
        if self._written or self._last() is None:
            self._make(Reason.BEFORE_IMPORT, UNWATCHED, unless_like=self._last())

    def before_upgrade(self) -> None:
        """Back up records of an older program before this one brings them up to date.

        Raises:
            AppError: no room, or the records are damaged; nothing was changed.
        """
        if 0 < sqlite.schema_of(self._folder.database) < migrations.LATEST:
            self._make(Reason.BEFORE_MIGRATION, UNWATCHED, unless_like=self._last())

    def catch_up(self, job: JobContext = UNWATCHED, *, at_once: bool = False) -> bool:
        """Bring the newest backup to the second place where it is plugged in and has not got it yet.

        Where the office encrypts, it is sealed there, once a day or ``at_once``. What goes wrong there is kept for the page, and raises nothing: the backup on this PC is whole.

        Returns:
            Whether something was written there.
        """
        place, last = self._second_place(), self._last()
        if place is None or last is None or place.manifest(last).exists():
            return False
        total = last.files_bytes
        try:
            ring = vault_file.ring_of(self._folder)
            if ring and not sealed_second.is_wanted(place.root, last, self._clock.now(), at_once=at_once):
                return False
            with writing_to(place.root):
                if ring:
                    place.tidy()
                    sealed_second.bring(place.root, self._home, last, ring, self._folder.cache, job)
                else:
                    words = _("Chép sang nơi sao lưu thứ hai")
                    place.take(self._home, last, making.reporting(job, total, words))
                    making.thin(place, last.series, self._clock.now())
        except AppError as error:
            self._note_second(problem=f"{error.title}. {error.message}")
            return False
        self._note_second(last_at=self._clock.now())
        return True

    # -- looking

    def all(self) -> tuple[Kept, ...]:
        """Every backup that can be reached, here and in the second place, the newest first."""
        found = [*self._home.all()]
        second = self._second_place()
        if second is not None:
            found += [*second.all(), *sealed_second.every(second.root)]
        return tuple(found)

    def find(self, name: str) -> Path:
        """The path of a backup by its name in the list, or the path itself."""
        path = Path(name)
        if not is_file(path) and path.name == name:
            for kept in self.all():
                if name in {kept.path.name, kept.path.stem}:
                    return kept.path
        return path

    def check(self, path: Path, job: JobContext = UNWATCHED, secret: str = "") -> Checked:
        """Read a backup again from the first byte to the last.

        Args:
            path: the backup.
            job: progress and cancel.
            secret: password or recovery code of a sealed one.

        Raises:
            AppError: it is not there, or no backup; ``password_needed`` or ``wrong_password`` for a sealed one.
        """
        folder = self._folder.cache
        with writing_to(folder):
            folder.mkdir(parents=True, exist_ok=True)
            scrap = folder / f"checking-{uuid.uuid4().hex}.sqlite"
            backup, problems = sources.check(path, scrap, job, key_by(secret))
        return Checked(path, backup, problems)

    def state(self) -> BackupState:
        """How things stand."""
        return BackupState(self._last(), self.second(), self.days_without(), self._problem)

    def days_without(self) -> int | None:
        """For how many days nothing went to a second place; None while that is not to be said. Quick."""
        kept = backup_settings.read(self._home.root)
        return days_without(kept.second.last_at, kept.second.chosen_at or kept.since, self._clock.now())

    # -- restoring

    def plan(self, path: Path, job: JobContext = UNWATCHED, secret: str = "") -> RestorePlan:
        """What restoring a backup would do; changes nothing.

        Args:
            path: the backup.
            job: progress and cancel.
            secret: password or recovery code of a sealed one.

        Raises:
            AppError: it is damaged, or newer than this program; ``password_needed`` or ``wrong_password``.
        """
        with self._steady():
            return restoring.plan(self._folder, path, job, key_by(secret))

    def restore(self, path: Path, job: JobContext = UNWATCHED, secret: str = "") -> Restored:
        """Put a backup in the place of the present records, which are set aside as a backup of their own.

        Args:
            path: the backup.
            job: progress and cancel.
            secret: password or recovery code of a sealed one.

        Raises:
            AppError: it is damaged or newer, no room, or another program uses the records; nothing was changed.
        """
        self._permit(Right.RESTORE)
        alone = self._db.alone if self._db is not None else nullcontext
        restored = restoring.restore(
            self._folder,
            path,
            job,
            place=self._home,
            series=self._present().series,
            moment=self._clock.now(),
            alone=alone,
            key_for=key_by(secret),
        )
        self._written = True
        if self._db is not None:
            # The trail says that there was a restore; whoever works here may be nobody in the restored records.
            with suppress(AppError), self._db.write(Area.OFFICE, right=Right.RESTORE) as connection:
                put_settings(
                    connection, {RESTORED_FROM: restored.backup.made_at.isoformat(timespec="seconds")}
                )
            self._db.announce(Area)
        return restored

    # -- the second place

    def second(self) -> SecondPlace:
        """Where a copy of every backup goes as well, and whether it is there now."""
        kept = backup_settings.read(self._home.root).second
        place = self._second_place()
        if place is None:
            return kept
        return replace(kept, here=True, same_disk=backup_second.same_disk(place.root, self._folder.root))

    def choose_second(self, chosen: Path) -> SecondPlace:
        """Let a copy of every backup go to a folder of its own in ``chosen`` from now on.

        Raises:
            AppError: it lies in the data folder, or cannot be written.
        """
        self._permit(Right.BACKUP)
        folder = backup_second.folder_in(chosen.expanduser().absolute())
        if folder.resolve().is_relative_to(self._folder.root.resolve()):
            raise _in_data_folder()
        with writing_to(chosen):
            place = BackupPlace(folder, second=True)
            place.root.mkdir(parents=True, exist_ok=True)
            probe = place.working_file()
            probe.touch()
            probe.unlink(missing_ok=True)
        self._put_second(SecondPlace(str(folder), chosen_at=self._clock.now()))
        return self.second()

    def forget_second(self) -> SecondPlace:
        """Write to no second place any more; what lies there stays.

        Returns:
            The place, for ``take_second_again``.
        """
        self._permit(Right.BACKUP)
        with writing_to(self._home.root):
            before = backup_settings.read_to_change(self._home.root).second
        self._put_second(SecondPlace())
        return before

    def take_second_again(self, before: SecondPlace) -> None:
        """Undo ``forget_second``; whether the place is plugged in shows with the next backup."""
        self._permit(Right.BACKUP)
        self._put_second(before)

    def _second_place(self) -> BackupPlace | None:
        kept = backup_settings.read(self._home.root)
        found = backup_second.find(kept.second.folder, kept.series)
        return BackupPlace(found, second=True) if found else None

    def _note_second(self, last_at: datetime | None = None, problem: str = "") -> None:
        kept = backup_settings.read(self._home.root).second
        if not kept.folder:  # could not be read just now: it is not written over with nothing
            return
        with suppress(AppError):  # no room to note it: the page tells of the disk
            self._put_second(replace(kept, last_at=last_at or kept.last_at, problem=problem))

    def _put_second(self, second: SecondPlace) -> None:
        with writing_to(self._home.root):
            known = backup_settings.read_to_change(self._home.root)
            backup_settings.write(self._home.root, replace(known, second=second))

    # -- inside

    def _make(self, reason: Reason, job: JobContext, unless_like: Backup | None = None) -> Made | None:
        self._written, before = False, self._written
        try:
            with self._steady():
                backup = making.make(
                    self._home, self._present(), reason, self._clock.now(), job, unless_like=unless_like
                )
        except BaseException as error:
            self._written = before
            self._problem = f"{error.title}. {error.message}" if isinstance(error, AppError) else ""
            raise
        self._problem = ""
        if backup is None:
            return None
        making.thin(self._home, backup.series, self._clock.now())
        self.catch_up(job, at_once=reason is Reason.MANUAL)
        second = backup_settings.read(self._home.root).second
        return Made(self._home.manifest(backup), backup, problem=second.problem)

    def _last(self) -> Backup | None:
        return next((one.backup for one in self._home.all() if one.backup and not one.problem), None)

    def _present(self) -> making.Present:
        with writing_to(self._home.root):
            return making.Present(
                self._folder.database, self._store, backup_settings.series(self._home.root, self._clock.now())
            )

    def _steady(self) -> AbstractContextManager[None]:
        return self._db.steady() if self._db is not None else nullcontext()

    def _permit(self, right: Right) -> None:
        if self._db is not None:
            self._db.permit(right)

    def _on_change(self, _areas: frozenset[Area]) -> None:
        self._written = True

    def _require_target(self, target: Path) -> None:
        if not is_folder(target.parent):
            raise AppError(
                "target_folder_missing",
                _("Không có thư mục để ghi bản sao lưu"),
                _("Không tìm thấy thư mục {folder}.").format(folder=target.parent),
                _("Hãy cắm lại USB hoặc chọn một thư mục đang có."),
            )
        if target.resolve().is_relative_to(self._folder.root.resolve()):
            raise _in_data_folder()
        if target.suffix.lower() in {".json", ".sqlite"} or (
            target.exists() and not backup_file.looks_like_one(target)
        ):
            raise AppError(
                "target_exists",
                _("Đã có tệp khác mang tên này"),
                _("{path} không phải là bản sao lưu, hoặc không đặt được bản sao lưu vào đó.").format(
                    path=target
                ),
                _("Hãy chọn tên khác, ví dụ: sao-luu.zip."),
            )


def _in_data_folder() -> AppError:
    return AppError(
        "target_in_data_folder",
        _("Không ghi bản sao lưu vào thư mục dữ liệu"),
        _("Nơi đã chọn nằm trong thư mục dữ liệu của chương trình; hỏng ổ đĩa thì mất cả hai."),
        _("Hãy chọn một thư mục khác, tốt nhất là trên USB."),
    )
