"""Figures from a sheet of the office: what was found in it, beside what stands there now, then taken."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.indicators.figures import MONTHS, figure_text, known_months
from friendly_desktop.domain.indicators.lists import FigureList, FoundFigure
from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.lists.importing import FileWanted, ListImport
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.text import reword
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext


@dataclass(frozen=True, slots=True)
class _Opened:
    """A sheet, and whether it does not say of which month it is."""

    found: LetterList
    needs_month: bool


class ImportFigures(ListImport[_Opened]):
    """Takes figures from Excel or CSV."""

    def __init__(self, parent: QWidget, context: UiContext, year: int) -> None:
        wanted = FileWanted(
            _("Chọn tệp số liệu"), "figures", _("Bảng số liệu (*.xlsx *.csv)"), _("Mở bảng số liệu")
        )
        title = _("Lấy số liệu năm {year} từ Excel").format(year=year)
        super().__init__(parent, context, title, wanted, (900, 640))
        self._year = year
        self._opened: _Opened | None = None
        self._read: FigureList | None = None
        self._file = ""
        self.month = ChoiceField(
            [(month, _("Tháng {month}").format(month=month)) for month in MONTHS], parent=self
        )
        known = known_months(self._year, self._context.clock.today())
        self.month.show_value(max(1, known))
        self._month_field = Field(_("Bảng này là số liệu của"), self.month, parent=self)
        columns: tuple[Column[FoundFigure], ...] = (
            Column(_("Chỉ tiêu"), value=_title, tooltip=_title, icon=_icon),
            Column(_("Tháng"), value=lambda one: one.month, right=True, width=6),
            Column(_("Trong tệp"), value=_in_file, right=True, width=10),
            Column(_("Đang ghi"), value=lambda one: one.before, display=figure_text, right=True, width=9),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark),
        )
        self.model: TableModel[FoundFigure] = TableModel(
            columns,
            key=lambda one: (one.indicator.id if one.indicator else "", one.month, one.row),
            parent=self,
        )
        self.view = table(self.model, columns, _("Số liệu trong tệp"), self)
        ListPapers(self._context, self.view)
        words = _(
            "Đọc được: bảng có mỗi dòng một chỉ tiêu và các cột tháng; mỗi dòng một tháng; hoặc báo cáo một tháng của"
            " Một cửa theo lĩnh vực. Xem trước rồi mới ghi; tệp gốc không bị đổi."
        )
        body = self.lay_out(_("Chọn tệp Excel (.xlsx) hoặc CSV"), words, _("Ghi số liệu"))
        body.addWidget(self._month_field)
        body.addWidget(self.count)
        body.addWidget(self.view, 1)
        self.month.committed.connect(self._on_month)

    def reader(self, path: Path) -> Callable[["Services", "JobContext"], _Opened]:
        """The sheet, and whether a person must say its month."""
        self._file = path.name

        def work(services: "Services", job: "JobContext") -> _Opened:
            found = services.indicators.open_sheet(path, None, job)
            return _Opened(found, services.indicators.sheet_needs_month(found))

        return work

    def opened(self, found: _Opened) -> None:
        """Look for figures in it."""
        self._opened = found
        self._month_field.setVisible(found.needs_month)
        self._ask()

    def forget(self) -> None:
        """No figures are known."""
        super().forget()
        self._read = None
        self.model.set_rows(())
        self.count.setText("")

    def _ask(self) -> None:
        opened, year = self._opened, self._year
        if opened is None:
            return
        chosen = self.month.value()
        month = chosen if opened.needs_month and isinstance(chosen, int) else None

        def work(services: "Services") -> FigureList:
            return services.indicators.read_sheet(opened.found, year, month)

        self._context.query(self, _("Xem số liệu"), work, self._show, self._on_refused)

    @Slot(object)
    def _on_month(self, _month: object) -> None:
        self._ask()

    def _show(self, read: FigureList) -> None:
        self._read = read
        told = list(read.remarks)
        if read.unknown:
            names = ", ".join(read.unknown[:6])
            told.append(_("Dòng không rõ chỉ tiêu nào, để lại trong tệp: {names}.").format(names=names))
        self._problem.say(" ".join(told))
        self.model.set_rows(sorted(read.figures, key=lambda one: (one.usable, one.before is None)))
        usable = sum(one.usable for one in read.figures)
        changed = sum(one.usable and one.before is not None for one in read.figures)
        words = _(
            "{usable} số liệu ghi được, trong đó {changed} khác số đang ghi; {wrong} ô chưa đúng."
        ).format(usable=formats.whole_number(usable), changed=changed, wrong=len(read.figures) - usable)
        self.count.setText(words)
        reword(
            self.take,
            ngettext("Ghi {n} số liệu", "Ghi {n} số liệu", usable).format(n=formats.whole_number(usable)),
        )
        self.take.setEnabled(usable > 0)

    def take_in(self) -> None:
        """All figures that can be taken, as one act."""
        read, year, file = self._read, self._year, self._file
        if read is None:
            return
        usable = [one for one in read.figures if one.usable and one.indicator is not None]
        self.take.setEnabled(False)
        context = self._context
        owner = self.parentWidget() or self

        def work(services: "Services") -> dict[tuple[str, int], str]:
            now = {(one.indicator, one.month): one.value for one in services.indicators.values(year)}
            services.indicators.take_figures(read, year, file)
            cells = [(one.indicator.id, one.month) for one in usable if one.indicator is not None]
            return {cell: figure_text(now.get(cell)) for cell in cells}

        def done(before: dict[tuple[str, int], str]) -> None:
            def undo() -> None:
                context.perform(
                    owner, _("Hoàn tác"), lambda services: services.indicators.set_many(year, before)
                )

            self.accept()
            words = ngettext("Đã ghi {n} số liệu.", "Đã ghi {n} số liệu.", len(before))
            context.tell(words.format(n=len(before)), undo)

        context.perform(self, _("Ghi số liệu"), work, done, self._on_refused)


def _title(one: FoundFigure) -> str:
    return one.indicator.title if one.indicator is not None else ""


def _in_file(one: FoundFigure) -> str:
    return one.told if one.value is None else figure_text(one.value)


def _remark(one: FoundFigure) -> str:
    if one.problem:
        return one.problem
    words = _("thay số đang ghi") if one.before is not None else _("ghi được")
    return words if one.row else _("{what} ({how})").format(what=words, how=one.told)


def _icon(one: FoundFigure) -> QIcon:
    if not one.usable:
        return icons.icon("danger", "danger")
    return icons.icon("warning", "warning") if one.before is not None else icons.icon("check", "good")
