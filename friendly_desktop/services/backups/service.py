"""Backups for windows, commands and the program itself."""

import uuid
from contextlib import nullcontext
from dataclasses import replace
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
    is_due,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.backups import making, restoring, sources
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage import backup_file, backup_settings
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.backup_trouble import writing_to
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_store import EvidenceStore


class BackupsService:
    """Everything about backups of one data folder.

    It works without an open database, too: to restore where the records are lost or damaged.
    """

    def __init__(self, folder: DataFolder, clock: Clock, db: Database | None = None) -> None:
        """Back up and restore ``folder``; ``db`` are its records where they are open."""
        self._folder = folder
        self._clock = clock
        self._db = db
        self._home = BackupPlace(folder.backups)
        self._store = EvidenceStore(folder.evidence)
        self._written = True
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
        """Make a backup in one file, for a stick or another PC.

        Args:
            target: the file; one that is there is replaced if it is a backup.
            job: progress and cancel.

        Raises:
            AppError: another file lies there, no room, or the records are damaged.
        """
        self._permit(Right.BACKUP)
        target = target.expanduser().absolute()
        self._require_target(target)
        backup = making.make_file(target, self._present(), self._clock.now(), job)
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

    def before(self, reason: Reason, job: JobContext = UNWATCHED) -> None:
        """Make sure that the records as they are now are in a backup, before something changes many of them.

        Raises:
            AppError: no room, or the records are damaged; whatever was to come must not begin.
        """
        if self._written or self._last() is None:
            self._make(reason, job, unless_like=self._last())

    # -- looking

    def all(self) -> tuple[Kept, ...]:
        """Every backup that can be reached, here and in the second place, the newest first."""
        found = [*self._home.all()]
        second = self._second_place()
        if second is not None:
            found += second.all()
        return tuple(found)

    def find(self, name: str) -> Path:
        """The path of a backup by its name in the list, or the path itself."""
        path = Path(name)
        if not path.exists() and path.name == name:
            for kept in self.all():
                if name in {kept.path.name, kept.path.stem}:
                    return kept.path
        return path

    def check(self, path: Path, job: JobContext = UNWATCHED) -> Checked:
        """Read a backup again from the first byte to the last.

        Raises:
            AppError: it is not there, or no backup.
        """
        folder = self._folder.cache
        with writing_to(folder):
            folder.mkdir(parents=True, exist_ok=True)
            scrap = folder / f"checking-{uuid.uuid4().hex}.sqlite"
            backup, problems = sources.check(path, scrap, job)
        return Checked(path, backup, problems)

    def state(self) -> BackupState:
        """How things stand."""
        return BackupState(self._last(), self.second())

    # -- restoring

    def plan(self, path: Path, job: JobContext = UNWATCHED) -> RestorePlan:
        """What restoring a backup would do; changes nothing.

        Raises:
            AppError: it is damaged, or newer than this program.
        """
        return restoring.plan(self._folder, path, job)

    def restore(self, path: Path, job: JobContext = UNWATCHED) -> Restored:
        """Put a backup in the place of the present records, which are set aside as a backup of their own.

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
        )
        self._written = True
        if self._db is not None:
            self._db.announce(Area)
        return restored

    # -- the second place

    def second(self) -> SecondPlace:
        """Where a copy of every backup goes as well, and whether it is there now."""
        kept = backup_settings.read(self._home.root)
        return replace(kept.second, here=self._second_place() is not None)

    def _second_place(self) -> BackupPlace | None:
        folder = backup_settings.read(self._home.root).second.folder
        return BackupPlace(Path(folder), second=True) if folder and Path(folder).is_dir() else None

    # -- inside

    def _make(self, reason: Reason, job: JobContext, unless_like: Backup | None = None) -> Made | None:
        self._written, before = False, self._written
        try:
            backup = making.make(
                self._home, self._present(), reason, self._clock.now(), job, unless_like=unless_like
            )
        except BaseException:
            self._written = before
            raise
        if backup is None:
            return None
        making.thin(self._home, backup.series, self._clock.now())
        return Made(self._home.manifest(backup), backup)

    def _last(self) -> Backup | None:
        return next((one.backup for one in self._home.all() if one.backup and not one.problem), None)

    def _present(self) -> making.Present:
        with writing_to(self._home.root):
            return making.Present(self._folder.database, self._store, backup_settings.series(self._home.root))

    def _permit(self, right: Right) -> None:
        if self._db is not None:
            self._db.permit(right)

    def _on_change(self, _areas: frozenset[Area]) -> None:
        self._written = True

    def _require_target(self, target: Path) -> None:
        if not target.parent.is_dir():
            raise AppError(
                "target_folder_missing",
                _("Không có thư mục để ghi bản sao lưu"),
                _("Không tìm thấy thư mục {folder}.").format(folder=target.parent),
                _("Hãy cắm lại USB hoặc chọn một thư mục đang có."),
            )
        if target.resolve().is_relative_to(self._folder.root.resolve()):
            raise AppError(
                "target_in_data_folder",
                _("Không ghi bản sao lưu vào thư mục dữ liệu"),
                _("Nơi đã chọn nằm trong thư mục dữ liệu của chương trình; hỏng ổ đĩa thì mất cả hai."),
                _("Hãy chọn một thư mục khác, tốt nhất là trên USB."),
            )
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
