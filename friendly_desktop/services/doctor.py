"""The health of an office's data: database, evidence, disk, lock, fonts, versions, clock."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from friendly_desktop import VERSION
from friendly_desktop.clock import Clock
from friendly_desktop.domain.deadlines.workdays import version_words
from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size, moment, short_date, whole_number
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.assessment import AssessmentService, damaged
from friendly_desktop.services.backups import BackupsService
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.trail import TrailService
from friendly_desktop.services.vault import at_rest
from friendly_desktop.services.workdays import WorkdaysService
from friendly_desktop.storage import sqlite, vault_file
from friendly_desktop.storage.database import Database

#: Below this much free space on the disk of the data folder the office is warned.
_LOW_SPACE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``name`` is stable English for scripts, ``detail`` a sentence for people."""

    name: str
    ok: bool
    detail: str


class DoctorService:
    """Looks at everything the program stands on; changes nothing."""

    def __init__(  # noqa: PLR0917 - one thing to examine each
        self,
        db: Database,
        folder: DataFolder,
        clock: Clock,
        assessment: AssessmentService,
        evidence: EvidenceService,
        workdays: WorkdaysService,
        trail: TrailService,
        backups: BackupsService,
    ) -> None:
        """Examine the data in ``folder``."""
        self._trail = trail
        self._backups = backups
        self._workdays = workdays
        self._db = db
        self._folder = folder
        self._clock = clock
        self._assessment = assessment
        self._evidence = evidence

    def examine(self, job: JobContext = UNWATCHED) -> tuple[Check, ...]:
        """Run every check; hashing the evidence again takes as long as reading it."""
        checks: tuple[Callable[[JobContext], Iterator[Check]], ...] = (
            self._database,
            self._changes,
            self._years,
            self._evidence_files,
            self._kept_backups,
            self._keys,
            self._disk,
            self._lock,
            self._fonts,
            self._time,
            self._calendar,
            self._versions,
        )
        found: list[Check] = []
        for check in checks:
            job.checkpoint()
            found.extend(check(job))
        return tuple(found)

    def _database(self, _job: JobContext) -> Iterator[Check]:
        problems = self._db.integrity_problems()
        if problems:
            yield Check(
                "database", False, _("Tệp dữ liệu có lỗi: {what}").format(what="; ".join(problems[:5]))
            )
        else:
            yield Check(
                "database",
                True,
                _("Tệp dữ liệu toàn vẹn, cấu trúc số {number}.").format(number=self._db.schema_number()),
            )

    def _changes(self, job: JobContext) -> Iterator[Check]:
        report = self._trail.verify(job)
        yield Check("trail", report.ok, report.words())

    def _years(self, _job: JobContext) -> Iterator[Check]:
        years = self._assessment.years()
        try:
            for summary in years:
                self._assessment.view(summary.year)
                for copy in self._assessment.snapshots(summary.year):
                    if not copy.sound:
                        raise damaged(copy)
        except AppError as error:
            yield Check("years", False, f"{error.title}: {error.message}")
        else:
            yield Check("years", True, _("{n} năm đánh giá, đọc được đầy đủ.").format(n=len(years)))

    def _evidence_files(self, job: JobContext) -> Iterator[Check]:
        report = self._evidence.verify(job)
        lost = [*report.missing, *report.damaged]
        if lost:
            names = "; ".join(one.label for one in lost[:5])
            told = _("{n} tài liệu bị mất hoặc hỏng: {names}").format(n=len(lost), names=names)
        else:
            told = _("{n} tệp tài liệu, {size}, đã đọc lại và khớp mã kiểm tra.").format(
                n=whole_number(report.files), size=file_size(report.bytes)
            )
        yield Check("evidence", not lost, told)
        strays = self._evidence.orphans()
        if strays.files:
            yield Check(
                "evidence_strays",
                True,
                _(
                    "{n} tệp ({size}) không thuộc tài liệu nào, còn lại sau một lần tắt máy đột ngột "
                    "hoặc sau khi đặt lại dữ liệu cũ; chương trình vẫn giữ nguyên."
                ).format(n=whole_number(strays.files), size=file_size(strays.bytes)),
            )

    def _kept_backups(self, job: JobContext) -> Iterator[Check]:
        """The newest backup is read through; of the others it is seen whether they are there."""
        kept = [one for one in self._backups.all() if not one.second]
        if not kept:
            yield Check("backups", True, _("Chưa có bản sao lưu nào; chương trình tự sao lưu khi mở cửa sổ."))
            return
        broken = [one for one in kept if one.problem or one.backup is None]
        newest = kept[0]
        problems: tuple[str, ...] = ()
        if newest not in broken:
            try:
                problems = self._backups.check(newest.path, job).problems
            except AppError as error:
                problems = (error.message,)
        if broken or problems:
            what = "; ".join([*problems[:3], *(f"{one.path.name}: {one.problem}" for one in broken[:3])])
            yield Check("backups", False, _("Có bản sao lưu không dùng được: {what}").format(what=what))
            return
        yield Check(
            "backups",
            True,
            _("{n} bản sao lưu; đã đọc lại bản mới nhất, lúc {moment}.").format(
                n=len(kept), moment=moment(newest.backup.made_at) if newest.backup else ""
            ),
        )

    def _keys(self, _job: JobContext) -> Iterator[Check]:
        if not vault_file.exists(self._folder):
            return
        try:
            kept = vault_file.read(self._folder)
        except AppError as error:
            yield Check("vault", False, f"{error.title}: {error.message}")
        else:
            told = _("Bản sao lưu được mã hóa từ {since}; tệp khóa đọc được.")
            yield Check("vault", True, told.format(since=short_date(kept.since)))
            left = at_rest.unfinished(self._folder, kept.ring, wanted=kept.records)
            plain, sealed = at_rest.evidence(self._folder)
            how = (
                _(
                    "Dữ liệu, tài liệu kiểm chứng và bản sao lưu trên máy này được mã hóa ({sealed} tệp tài liệu, kể cả "
                    "của bản sao lưu)."
                ).format(sealed=whole_number(sealed))
                if kept.records
                else _(
                    "Dữ liệu trên máy này không mã hóa ({plain} tệp tài liệu, kể cả của bản sao lưu)."
                ).format(plain=whole_number(plain))
            )
            more = _("{told} Còn {n} tệp chưa đổi xong: vào An toàn dữ liệu, mục Mã hóa, bấm Làm tiếp.")
            yield Check("records", not left, more.format(told=how, n=left) if left else how)

    def _disk(self, _job: JobContext) -> Iterator[Check]:
        free = shutil.disk_usage(self._folder.root).free
        writable = os.access(self._folder.root, os.W_OK)
        if not writable:
            yield Check("disk", False, _("Không có quyền ghi vào thư mục dữ liệu."))
        elif free < _LOW_SPACE:
            yield Check("disk", False, _("Ổ đĩa chỉ còn trống {size}.").format(size=file_size(free)))
        else:
            yield Check("disk", True, _("Ổ đĩa còn trống {size}.").format(size=file_size(free)))

    def _lock(self, _job: JobContext) -> Iterator[Check]:
        if self._folder.lock.exists():
            yield Check("lock", True, _("Cửa sổ của chương trình đang mở, hoặc lần trước đóng đột ngột."))
        else:
            yield Check("lock", True, _("Không có cửa sổ nào đang dùng dữ liệu này."))

    def _fonts(self, _job: JobContext) -> Iterator[Check]:
        from friendly_desktop.services.documents.fonts import missing_letters

        try:
            missing = missing_letters()
        except AppError as error:
            yield Check("fonts", False, error.message)
            return
        if missing:
            yield Check(
                "fonts", False, _("Phông chữ thiếu các chữ: {letters}").format(letters=" ".join(missing))
            )
        else:
            yield Check("fonts", True, _("Phông chữ đi kèm có đủ chữ tiếng Việt."))

    def _time(self, _job: JobContext) -> Iterator[Check]:
        newest = max(
            self._folder.database.stat().st_mtime,
            self._folder.database.with_name(self._folder.database.name + "-wal").stat().st_mtime
            if self._folder.database.with_name(self._folder.database.name + "-wal").exists()
            else 0,
        )
        now = self._clock.now()
        ahead = newest - now.timestamp()
        if ahead > timedelta(days=1).total_seconds():
            yield Check(
                "clock",
                False,
                _(
                    "Đồng hồ của máy ({date}) chậm hơn lần ghi dữ liệu gần nhất; hãy chỉnh lại ngày giờ."
                ).format(date=short_date(self._clock.today())),
            )
        else:
            yield Check(
                "clock", True, _("Ngày trên máy: {date}.").format(date=short_date(self._clock.today()))
            )

    def _calendar(self, _job: JobContext) -> Iterator[Check]:
        try:
            reminder = self._workdays.reminder()
            known = self._workdays.calendar()
        except AppError as error:
            yield Check("calendar", False, f"{error.title}: {error.message}")
            return
        year = self._clock.today().year
        told = reminder or _("Lịch làm việc năm {year}: {n} ngày nghỉ và làm bù, bản {version}.").format(
            year=year, n=len(self._workdays.days(year)), version=version_words(known.version)
        )
        yield Check("calendar", True, told)  # a missing notice is the authority's delay, no fault of the data

    def _versions(self, _job: JobContext) -> Iterator[Check]:
        parts = [
            f"Python {platform.python_version()}",
            f"SQLite {sqlite.LIBRARY_VERSION}",
            f"SQLAlchemy {version('SQLAlchemy')}",
            f"ReportLab {version('reportlab')}",
        ]
        yield Check(
            "versions",
            sys.version_info >= (3, 11),
            _("Chương trình {version} ({parts}).").format(version=VERSION, parts=", ".join(parts)),
        )
