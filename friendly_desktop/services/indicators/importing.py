"""Monthly figures from the office's own Excel sheets: looked over first, then written down in one act."""

from dataclasses import replace
from pathlib import Path

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.indicators import MonthValue
from friendly_desktop.domain.indicators import lists as figure_lists
from friendly_desktop.domain.indicators.figures import by_month
from friendly_desktop.domain.indicators.lists import FigureList
from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.indicators.figures import Figures
from friendly_desktop.services.jobs import UNWATCHED, JobContext, counting
from friendly_desktop.services.written_files import write_file
from friendly_desktop.storage.letter_lists import open_list


class Importing(Figures):
    """Figures from sheets."""

    def open_sheet(self, path: Path, sheet: str | None = None, job: JobContext = UNWATCHED) -> LetterList:
        """The table in an XLSX or CSV file.

        Raises:
            AppError: it cannot be read, is empty, or too long.
        """
        return open_list(path, sheet, counting(job, _("Đang đọc bảng")))

    def sheet_needs_month(self, found: LetterList) -> bool:
        """Whether a person must say of which month a sheet is, because it does not."""
        return figure_lists.needs_month(found, self.indicators())

    def read_sheet(self, found: LetterList, year: int, month: int | None = None) -> FigureList:
        """The figures in a sheet, beside what is written down now; nothing is written.

        Args:
            found: the sheet.
            year: they are of.
            month: they are of, where the sheet does not say.

        Raises:
            AppError: no figure is found in it, or the month is missing.
        """
        indicators = self.indicators()
        if month is None and figure_lists.needs_month(found, indicators):
            raise AppError(
                "figures_without_month",
                _("Chưa biết số liệu của tháng nào"),
                _("Bảng này không ghi tháng."),
                _("Hãy chọn tháng rồi làm lại."),
            )
        read = figure_lists.read_figures(found, indicators, month)
        if read is None or not read.figures:
            raise AppError(
                "figures_not_found",
                _("Không thấy số liệu"),
                _("Không có dòng hay cột nào mang tên một chỉ tiêu. Bảng có các cột: {found}.").format(
                    found=", ".join(found.headings[:20])
                ),
                _("Hãy dùng mẫu của chương trình, hoặc đặt tên dòng, cột như trong danh mục."),
            )
        today = self._clock.today()
        early = [
            replace(one, problem=_("Tháng {month}/{year} chưa đến.").format(month=one.month, year=year))
            if (year, one.month) > (today.year, today.month) and not one.problem
            else one
            for one in read.figures
        ]
        return figure_lists.with_before(replace(read, figures=tuple(early)), by_month(self.values(year)))

    def take_figures(self, found: FigureList, year: int, source: str) -> tuple[MonthValue, ...]:
        """Write the usable figures of a sheet down, in one act.

        Args:
            found: as ``read_sheet`` gave it.
            year: they are of.
            source: the name of the file, shown beside each figure.

        Raises:
            AppError: nothing in it is usable.
        """
        figures = {
            (one.indicator.id, one.month): one.value
            for one in found.figures
            if one.usable and one.indicator is not None and one.value is not None
        }
        if not figures:
            raise AppError(
                "figures_unusable",
                _("Không có số liệu dùng được"),
                _("Mọi ô trong bảng đều có lỗi."),
                _("Hãy sửa các ô đã nêu rồi làm lại."),
            )
        self._db.secure(Area.FIGURES)
        return self.set_many(year, figures, source)

    def import_xlsx(
        self,
        path: Path,
        year: int,
        month: int | None = None,
        *,
        dry_run: bool = False,
        job: JobContext = UNWATCHED,
    ) -> FigureList:
        """Read a sheet and write its usable figures down, unless it is a dry run; returns what was found.

        Raises:
            AppError: as ``open_sheet`` and ``read_sheet``.
        """
        if not dry_run:
            self._db.permit(Right.FIGURES)
        read = self.read_sheet(self.open_sheet(path, None, job), year, month)
        if not dry_run and any(one.usable for one in read.figures):
            self.take_figures(read, year, path.name)
        return read

    def figure_template(self, year: int, target: Path) -> Path:
        """Write a sheet of the year's figures to be filled in: a row an indicator, a column a month.

        What is written down already stands in it.

        Raises:
            AppError: the place cannot be written.
        """
        from friendly_desktop.services.documents.figure_sheet import figure_sheet

        content = figure_sheet(year, self.indicators(), by_month(self.values(year)))
        return write_file(target, content, 0).file
