"""Statistics of a period: presets that run from day 15 to day 14, and the list behind every number."""

from array import array
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.cases.statistics import (
    CaseStatistics,
    Figures,
    Period,
    PeriodKind,
    StatColumn,
    StatGroup,
    period,
    title_of,
    year_of_report,
)
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui import theme
from ui.context import UiContext
from ui.models.columns import ROW_ROLE, Column
from ui.models.table import Index, TableModel
from ui.pages.cases.paper_dialog import print_paper
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_OWN = "own"
_HEADING_LETTERS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or a row of numbers."""

    group: StatGroup
    figures: Figures | None = None


def lines_of(found: CaseStatistics) -> tuple[Line, ...]:
    """The table with a heading before each group of more than the whole."""
    lines: list[Line] = []
    for group in StatGroup:
        figures = found.of(group)
        if figures and group is not StatGroup.ALL:
            lines.append(Line(group))
        lines += [Line(group, one) for one in figures]
    return tuple(lines)


def presets(today: date) -> tuple[tuple[Period, str], ...]:
    """The periods of report an office is asked for around this day, the current ones first."""
    year = year_of_report(today).last.year
    month = today.month % 12 + 1 if today.day >= 15 else today.month
    month_year = today.year + (today.day >= 15 and today.month == 12)
    quarter = (month - 1) // 3 + 1
    found = [
        (period(PeriodKind.YEAR, year), _("Năm {year}").format(year=year)),
        (period(PeriodKind.MONTH, month_year, month), _("Tháng {n}/{year}").format(n=month, year=month_year)),
        (
            period(PeriodKind.QUARTER, month_year, quarter),
            _("Quý {n}/{year}").format(n=quarter, year=month_year),
        ),
        (period(PeriodKind.SIX_MONTHS, year), _("6 tháng đầu năm {year}").format(year=year)),
        (period(PeriodKind.NINE_MONTHS, year), _("9 tháng đầu năm {year}").format(year=year)),
    ]
    found += [
        (period(PeriodKind.MONTH, year, n), _("Tháng {n}/{year}").format(n=n, year=year))
        for n in range(12, 0, -1)
    ]
    found.append((period(PeriodKind.YEAR, year - 1), _("Năm {year}").format(year=year - 1)))
    seen: dict[str, Period] = {}
    for span, words in found:
        seen.setdefault(words, span)
    return tuple((span, words) for words, span in seen.items())


class _Headings(QStyledItemDelegate):
    """Headings of groups and the whole in strong type."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Strong, where it is one."""
        super().initStyleOption(option, index)
        line = index.data(ROW_ROLE)
        if isinstance(line, Line) and (line.figures is None or line.group is StatGroup.ALL):
            option.font = theme.font(strong=True)


class StatisticsDialog(QDialog):
    """The table of a period.

    Signals:
        cases_wanted: (list of int, words), the cases behind a number.
    """

    cases_wanted = Signal(object, str)

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent)
        self._context, self._owner = context, parent
        self._wish = 0
        self._found: CaseStatistics | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Thống kê tiếp công dân, xử lý đơn"))
        offered = [(span, words) for span, words in presets(context.clock.today())]
        self.preset = ChoiceField([*offered, (_OWN, _("Kỳ tự chọn"))], self)
        self.first, self.last = SuggestLine(self), SuggestLine(self)
        self._build()
        self._connect()
        self._take(offered[0][0])

    # -- building

    def _build(self) -> None:
        self._first = Field(_("Từ ngày"), self.first, parent=self)
        self._last = Field(_("Đến ngày"), self.last, parent=self)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(Field(_("Kỳ báo cáo (ngày 15 đến ngày 14)"), self.preset, parent=self), 2)
        top.addWidget(self._first, 1)
        top.addWidget(self._last, 1)
        columns = self._columns()
        self.model: TableModel[Line] = TableModel(
            columns, key=lambda line: (line.group, line.figures.row.id if line.figures else ""), parent=self
        )
        self.view = table(self.model, columns, _("Bảng thống kê"), self)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._strong = _Headings(self.view)
        self.view.setItemDelegateForColumn(0, self._strong)
        self.view.horizontalHeader().setMinimumHeight(self.fontMetrics().height() * 3 + 4)
        self._hint = Text(
            _("Enter hoặc bấm đúp vào một con số để xem các vụ việc của con số đó."),
            "quiet-small",
            wrap=True,
            parent=self,
        )
        self.show_button = button(_("Xem danh sách"), "right", parent=self)
        self.save_pdf = button(_("Lưu PDF..."), "pdf", parent=self)
        self.save_xlsx = button(_("Lưu Excel..."), "table", parent=self)
        self.print = button(_("In"), "print", "primary", "Ctrl+P", parent=self)
        self._close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for one in (self.show_button, self.save_pdf, self.save_xlsx):
            foot.addWidget(one)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._close)
        foot.addWidget(self.print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        room = self._owner.window()
        self.resize(min(1180, room.width() - 24), min(760, room.height() - 16))

    def _columns(self) -> tuple[Column[Line], ...]:
        made: list[Column[Line]] = [Column(_("Nội dung"), value=_title)]
        made += [_number_column(one) for one in StatColumn]
        made.append(Column(_in_lines(_("Tỷ lệ đúng hạn")), value=_rate, right=True, width=6))
        return tuple(made)

    def _connect(self) -> None:
        self.preset.committed.connect(self._on_preset)
        for line in (self.first, self.last):
            line.passed.connect(self._on_days)
            line.left.connect(self._on_days)
        self.view.doubleClicked.connect(self._on_cell)
        self.show_button.clicked.connect(self._on_show)
        self.save_pdf.clicked.connect(self._on_save_pdf)
        self.save_xlsx.clicked.connect(self._on_save_xlsx)
        self.print.clicked.connect(self._on_print)
        self._close.clicked.connect(self.reject)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.view, context=here).activated.connect(self._on_show)

    # -- the period

    def span(self) -> Period:
        """The period in view."""
        return self._span

    def _take(self, span: Period) -> None:
        self._span = span
        self.first.setText(formats.short_date(span.first))
        self.last.setText(formats.short_date(span.last))
        self._first.set_problem("")
        self._last.set_problem("")
        self._read()

    def _read(self) -> None:
        self._wish += 1
        wish, span = self._wish, self._span

        def done(found: CaseStatistics) -> None:
            if wish == self._wish:
                self._found = found
                self.model.set_rows(lines_of(found))

        self._context.query(
            self, _("Thống kê"), lambda services: services.case_statistics.table(span), done, self._on_refused
        )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._last.set_problem(error.message)
        else:
            self._context.show_error(self, error)

    @Slot(object)
    def _on_preset(self, span: object) -> None:
        if isinstance(span, Period):
            self._take(span)
        else:
            self.first.setFocus()
            self.first.selectAll()

    @Slot()
    def _on_days(self) -> None:
        today = self._context.clock.today()
        days = []
        for line, field in ((self.first, self._first), (self.last, self._last)):
            try:
                days.append(formats.parse_date(line.text(), today))
            except ValueError as problem:
                field.set_problem(str(problem))
                return
        span = Period(days[0], days[1])
        if span != self._span:
            self.preset.show_value(span if any(span == one for one, _w in presets(today)) else _OWN)
            self._take(span)

    # -- the numbers

    @Slot(QModelIndex)
    def _on_cell(self, _index: QModelIndex) -> None:
        self._on_show()

    @Slot()
    def _on_show(self) -> None:
        index = self.view.currentIndex()
        line = self.model.row(index)
        place = index.column() - 1
        if line is None or line.figures is None or not 0 <= place < len(StatColumn):
            return
        row, column, span = line.figures.row, list(StatColumn)[place], self._span
        words = _("{row}, {column}: từ {first} đến {last}").format(
            row=title_of(row),
            column=_(column.title).lower(),
            first=formats.short_date(span.first),
            last=formats.short_date(span.last),
        )

        def done(ids: "array[int]") -> None:
            self.accept()
            self.cases_wanted.emit(list(ids), words)

        self._context.query(
            self, _("Tìm vụ việc"), lambda services: services.case_statistics.ids(span, row, column), done
        )

    # -- papers

    @Slot()
    def _on_save_pdf(self) -> None:
        self._save(_("Tệp PDF (*.pdf)"), ".pdf")

    @Slot()
    def _on_save_xlsx(self) -> None:
        self._save(_("Bảng tính Excel (*.xlsx)"), ".xlsx")

    def _save(self, filters: str, ending: str) -> None:
        span = self._span

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
            self._context.query(
                self,
                _("Lưu thống kê"),
                lambda services: services.case_statistics.write(span, target),
                lambda _written: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        name = _("Thống kê {first} đến {last}").format(
            first=span.first.isoformat(), last=span.last.isoformat()
        )
        self._context.prompts.save_file(self, _("Lưu thống kê"), "cases", filters, f"{name}{ending}", chosen)

    @Slot()
    def _on_print(self) -> None:
        span = self._span

        def make(services: "Services") -> bytes:
            return services.case_statistics.content(span, ".pdf")[0]

        self.accept()
        print_paper(self._owner, self._context, self.windowTitle(), make)


def _title(line: Line) -> str:
    return _(line.group.title) if line.figures is None else title_of(line.figures.row)


def _rate(line: Line) -> str:
    rate = line.figures.rate if line.figures is not None else None
    return "" if rate is None else f"{formats.points(rate)}%"


def _number_column(column: StatColumn) -> Column[Line]:
    def value(line: Line) -> str:
        return "" if line.figures is None else formats.whole_number(line.figures.numbers[column])

    return Column(_in_lines(_(column.title)), value=value, right=True, width=6)


def _in_lines(title: str) -> str:
    """A heading over narrow numbers, broken between words."""
    return fill(title, _HEADING_LETTERS, break_long_words=False)
