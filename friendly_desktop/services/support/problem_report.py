"""The file that an office sends when something does not work: facts of program and PC, and no personal data.

Every part is plain text that the person reads before it is saved. Details that could hold a name (of a file, a
citizen, the folder of a user of the PC) are left out, not masked: who helps asks for them where they matter.
"""

import json
import locale
import platform
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from friendly_desktop import VERSION, logs
from friendly_desktop.clock import Clock
from friendly_desktop.domain.settings import SettingKind, declared
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.doctor import DoctorService
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.written_files import not_whole, refusals_told
from friendly_desktop.storage import safe_files, sqlite
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.office import all_settings, row_counts

#: Checks whose sentences hold numbers and versions only; of the others it is told whether they passed.
_PLAIN_CHECKS = frozenset({"disk", "lock", "fonts", "clock", "versions", "calendar"})


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One file of the report."""

    name: str
    text: str


class ProblemReports:
    """Collects what helps to find a fault, and writes it to one file."""

    def __init__(self, db: Database, folder: DataFolder, clock: Clock, doctor: DoctorService) -> None:
        """Tell of the records in ``db`` and the logs in ``folder``."""
        self._db = db
        self._folder = folder
        self._clock = clock
        self._doctor = doctor

    def collect(self, window: Sequence[str] = (), job: JobContext = UNWATCHED) -> tuple[ReportPart, ...]:
        """Everything that would be in the file.

        Args:
            window: lines about the window (Qt, screens), which the core does not know.
            job: told of each check.
        """
        parts = [
            ReportPart("program.txt", _lines(self._program(window))),
            ReportPart("checks.txt", _lines(self._checks(job))),
            ReportPart("records.json", self._records()),
            ReportPart("settings.json", self._settings()),
        ]
        ends = logs.tail(self._folder.own)
        return (*parts, *(ReportPart(f"logs/{name}", text) for name, text in ends.items()))

    def write(self, parts: Sequence[ReportPart], target: Path) -> Path:
        """Write the parts to a ZIP, whole or not at all, and read it back.

        Raises:
            AppError: the place cannot be written, or the disk is full.
        """
        stream = BytesIO()
        moment = self._clock.now().timetuple()[:6]
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in parts:
                packed.writestr(zipfile.ZipInfo(part.name, moment), part.text.encode("utf-8"))
        content = stream.getvalue()
        with refusals_told(target):
            safe_files.write_bytes(target, content)
            is_same = target.read_bytes() == content
        if not is_same:
            raise not_whole(target)
        return target

    def suggested_name(self) -> str:
        """A file name that tells nobody whose it is."""
        return f"bao-su-co-{self._clock.today():%Y%m%d}.zip"

    def _program(self, window: Sequence[str]) -> Sequence[str]:
        built = "built" if getattr(sys, "frozen", False) else "source"
        return (
            f"friendly-desktop {VERSION} ({built})",
            f"Python {platform.python_version()}, SQLite {sqlite.LIBRARY_VERSION}",
            f"{platform.system()} {platform.release()} {platform.version()} {platform.machine()}",
            f"encoding {locale.getpreferredencoding(False)}, files {sys.getfilesystemencoding()}",
            f"schema {self._db.schema_number()}, sample {self._folder.is_sample}",
            f"at {self._clock.now().isoformat(timespec='seconds')}",
            *window,
        )

    def _checks(self, job: JobContext) -> Sequence[str]:
        return [
            f"{'ok ' if check.ok else 'BAD'} {check.name}"
            + (f": {check.detail}" if check.name in _PLAIN_CHECKS else "")
            for check in self._doctor.examine(job)
        ]

    def _records(self) -> str:
        with self._db.read() as connection:
            counts = row_counts(connection)
        return json.dumps(counts, indent=1, sort_keys=True)

    def _settings(self) -> str:
        """Choices by their value; of everything else only how long it is."""
        with self._db.read() as connection:
            stored = all_settings(connection)
        told: dict[str, str] = {}
        for key, value in stored.items():
            one = declared(key)
            if one is None or one.personal:
                continue
            told[key] = value if one.kind is SettingKind.CHOICE else f"({len(value)})"
        return json.dumps(told, indent=1, sort_keys=True)


def contents_words() -> str:
    """What is in a report and what is not, for the person who is about to send it."""
    return _(
        "Trong tệp có: phiên bản chương trình và máy, kết quả kiểm tra, số dòng của từng loại sổ (chỉ đếm), "
        "các lựa chọn trong Cài đặt và nhật ký chạy của chương trình. Không có tên người, đơn thư, tài liệu, "
        "mật khẩu hay tên thư mục trên máy."
    )


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
