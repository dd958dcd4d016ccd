"""Statistics of reception and petitions for any period, with the list behind each number, as PDF and XLSX."""

from array import array
from datetime import date
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases.statistics import (
    CaseStatistics,
    Period,
    StatColumn,
    StatRow,
    joined,
    statistics,
    year_of_report,
)
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import case_statistics as rows
from friendly_desktop.storage.database import Database

_PDF, _XLSX = ".pdf", ".xlsx"


class CaseStatisticsService:
    """Counts cases over a period."""

    def __init__(self, db: Database, clock: Clock, office: OfficeService) -> None:
        """Count the cases of ``db``; papers bear the name of ``office``."""
        self._db = db
        self._clock = clock
        self._office = office

    def usual_period(self) -> Period:
        """The year of report that today is in: from 15/12 to 14/12."""
        return year_of_report(self._clock.today())

    def table(self, span: Period | None = None) -> CaseStatistics:
        """The table of a period, the year of report by default.

        Raises:
            AppError: the last day is before the first.
        """
        span = span or self.usual_period()
        _require_days(span)
        as_of = self._as_of(span)
        with self._db.read() as connection:
            found = rows.tallies(connection, span, as_of)
        return statistics(span, as_of, found)

    def ids(self, span: Period, row: StatRow, column: StatColumn) -> "array[int]":
        """The cases behind a number of the table, the newest first.

        Raises:
            AppError: the last day is before the first.
        """
        _require_days(span)
        wanted = joined(row.conditions, column.conditions)
        with self._db.read() as connection:
            return rows.ids(connection, span, self._as_of(span), wanted)

    def content(self, span: Period | None, suffix: str) -> tuple[bytes, int]:
        """The table as a file of this ending (``.pdf``, ``.xlsx``), and its pages (0 for a workbook).

        Raises:
            AppError: the ending is another one, or the last day is before the first.
        """
        table = self.table(span)
        from friendly_desktop.services.documents.case_statistics import statistics_paper

        with in_vietnamese():
            paper = statistics_paper(self._office.office(), table, self._clock.today())
            if suffix == _XLSX:
                from friendly_desktop.services.documents.xlsx import xlsx_bytes

                return xlsx_bytes(paper, _("Thống kê")), 0
            if suffix == _PDF:
                from friendly_desktop.services.documents.pdf import pdf_bytes
                from friendly_desktop.storage.pdfium import page_count

                content = pdf_bytes(paper)
                return content, page_count(content)
        raise AppError(
            "file_kind",
            _("Đuôi tệp chưa đúng"),
            _("Thống kê ghi ra được tệp .pdf và .xlsx, không ghi ra được tệp «{suffix}».").format(
                suffix=suffix
            ),
            _("Hãy đổi đuôi tên tệp."),
        )

    def write(self, span: Period | None, target: Path) -> CaseStatistics:
        """Write the table to a ``.pdf`` or ``.xlsx`` file, whole or not at all, and read it back.

        Raises:
            AppError: the ending is another one, the period is none, or the place cannot be written.
        """
        from friendly_desktop.services.written_files import write_file

        content, pages = self.content(span, target.suffix.lower())
        write_file(target, content, pages)
        return self.table(span)

    def _as_of(self, span: Period) -> date:
        return min(span.last, self._clock.today())


def _require_days(span: Period) -> None:
    if span.last < span.first:
        raise AppError(
            "period_backwards",
            _("Kỳ thống kê chưa đúng"),
            _("Ngày cuối kỳ đứng trước ngày đầu kỳ."),
            _("Hãy kiểm tra lại hai ngày."),
        )
