"""The working calendar of the settings: days off, swapped and make-up days, a year at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.deadlines.words import confidence_words
from friendly_desktop.domain.deadlines.workdays import (
    CalendarChange,
    CalendarDay,
    Confidence,
    DayKind,
    WorkCalendar,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.settings.moves import MovesStrip
from ui.pages.settings.workdays_dialogs import ConfirmDialog, DaysDialog, ImportDialog, kind_title
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.folding import Folding
from ui.widgets.keys import on_keys
from ui.widgets.measure import Measure
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button, card
from ui.widgets.views import row_height, table
from ui.widgets.year_calendar import Legend, YearCalendar, day_words

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.workdays import CalendarImport

_SHOWN_ROWS = 6
_LOG_LINES = 40
_WIDTH = 860


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Everything the tab shows."""

    year: int
    rows: tuple[CalendarDay, ...]
    calendar: WorkCalendar
    log: tuple[CalendarChange, ...]
    reminder: str
    unconfirmed: bool


class WorkdaysTab(QWidget):
    """Rows of a year, the chosen one below them, the whole year as a calendar, the log of changes.

    Signals:
        calendar_changed: the office changed the table (after the write).
    """

    calendar_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._year = self._today.year
        self._asked = 0
        self._wanted: date | None = None
        self._shown: CalendarDay | None = None
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self) -> None:
        """Read the year again."""
        self._asked += 1
        asked, year = self._asked, self._year

        def work(services: "Services") -> tuple[int, CalendarView]:
            desk = services.workdays
            return asked, CalendarView(
                year,
                desk.days(year),
                desk.calendar(),
                desk.changes(_LOG_LINES),
                desk.reminder(),
                desk.unconfirmed(year),
            )

        self._context.query(self, _("Đọc lịch làm việc"), work, self._on_read)
        self.moves.ask()

    def show_year(self, year: int) -> None:
        """Show another year."""
        self._year = year
        self._offer_years()
        self.refresh()

    # -- building

    def _build(self) -> None:
        self.years = ChoiceField(parent=self)
        self.years.setAccessibleName(_("Năm"))
        self.years.setMinimumContentsLength(8)
        self._offer_years()
        self.add_button = button(_("Thêm ngày..."), "add", parent=self)
        self.confirm_button = button(_("Xác nhận lịch cả năm..."), "check", parent=self)
        reserve(self._context, Right.CALENDAR, self.add_button, self.confirm_button)
        self.files_button = button(_("Nhập, xuất tệp"), "table", parent=self)
        menu = QMenu(self.files_button)
        take_in = menu.addAction(icons.icon("inbox"), _("Nhập từ Excel, CSV..."), self._on_import)
        reserve(self._context, Right.CALENDAR, take_in)
        menu.addAction(icons.icon("export"), _("Xuất năm này ra Excel, CSV..."), self._on_export)
        self.files_button.setMenu(menu)
        self.forecast = NoticeStrip("calendar", "warning", parent=self)
        self.moves = MovesStrip(self._context, self)
        columns = (
            Column[CalendarDay](_("Ngày"), lambda row: row.day, formats.weekday_date, width=22),
            Column[CalendarDay](_("Loại"), lambda row: row.kind, kind_title, width=18),
            Column[CalendarDay](_("Tên"), lambda row: row.title, tooltip=lambda row: row.source),
            Column[CalendarDay](_("Độ tin cậy"), _sure_words, width=26, tooltip=lambda row: row.source),
        )
        self.model: TableModel[CalendarDay] = TableModel(columns, key=lambda row: row.day, parent=self)
        self.view = table(self.model, columns, _("Ngày nghỉ, ngày làm bù"), self)
        ListPapers(self._context, self.view)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.setMinimumHeight(row_height(self.view) * _SHOWN_ROWS)
        self.kind = ChoiceField([(kind, kind_title(kind)) for kind in DayKind], self)
        self.title = LineField(parent=self)
        self.source = LineField(parent=self)
        self.sure = QCheckBox(_("Mới là dự kiến, chưa có thông báo chính thức"), self)
        self._title = Field(_("Tên"), self.title, parent=self)
        self._day = Text(role="strong", parent=self)
        self._note = Text(role="quiet-small", wrap=True, parent=self)
        self.remove_button = button(_("Bỏ khỏi bảng"), "remove", "quiet", parent=self)
        reserve(self._context, Right.CALENDAR, self.remove_button)
        self.remove_button.setToolTip(_("Bỏ khỏi bảng (Delete)"))
        self.calendar = YearCalendar(self._today, self)
        self.legend = Legend(self)
        self.legend.only("off", "forecast", "make_up")
        log = QWidget(self)
        self._log = Text(role="quiet-small", wrap=True, parent=log)
        inner = QVBoxLayout(log)
        inner.setContentsMargins(24, 0, 0, 4)
        inner.addWidget(self._log)
        self.log = Folding(_("Nhật ký thay đổi"), log, self)

    def _lay_out(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=8)
        for one in (self.years, self.add_button, self.confirm_button, self.files_button):
            flow.addWidget(one)
        flow.addWidget(air(tools))
        form = self._form = card(self)
        reserve(self._context, Right.CALENDAR, form)
        grid = QGridLayout(form)
        grid.setContentsMargins(20, 12, 20, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._day, 1)
        head.addWidget(self.remove_button)
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(Field(_("Loại"), self.kind, parent=form), 1, 0)
        grid.addWidget(self._title, 1, 1)
        source_hint = _("Số, ngày của thông báo, ví dụ: Thông báo 9441/TB-BNV ngày 16/10/2025")
        grid.addWidget(Field(_("Nguồn"), self.source, source_hint, form), 2, 0, 1, 2)
        grid.addWidget(self.sure, 3, 0, 1, 2)
        grid.addWidget(self._note, 4, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        inner = QWidget(self)
        Measure(inner, _WIDTH)
        inner.setProperty("role", "page-body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = _(
            "Thời hạn tính theo ngày làm việc và lịch tiếp dân dựa vào bảng này. Thứ Bảy, Chủ nhật nghỉ; các ngày khác"
            " thường ghi ở đây."
        )
        column.addWidget(Text(words, "quiet", wrap=True, parent=inner))
        for part in (self.forecast, self.moves, tools, self.view, form, self.legend, self.calendar, self.log):
            column.addWidget(part)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 16, 20, 24)
        layout.addWidget(inner, 100)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.years.committed.connect(self._on_year)
        self.add_button.clicked.connect(self._on_add)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.remove_button.clicked.connect(self._on_remove)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.model.modelReset.connect(self._on_current)
        for one in (self.title, self.source):
            one.committed.connect(self._on_edited)
        self.kind.committed.connect(self._on_edited)
        self.sure.clicked.connect(self._on_edited)
        self.calendar.current_changed.connect(self._on_day)
        self.calendar.opened.connect(self._on_day_opened)
        on_keys(self.view, self._on_remove, Qt.Key.Key_Delete)

    def _offer_years(self) -> None:
        now = self._today.year
        offered = sorted({*range(now - 2, now + 3), self._year}, reverse=True)
        self.years.set_choices([(year, _("Năm {year}").format(year=year)) for year in offered])
        self.years.show_value(self._year)

    # -- showing

    def _on_read(self, answer: tuple[int, CalendarView]) -> None:
        asked, view = answer
        if asked != self._asked:
            return
        kept = self._wanted or (row.day if (row := self.current()) else None)
        self.model.set_rows(view.rows)
        place = self.model.row_of(kept) if kept is not None else -1
        if place < 0 and view.rows:
            place = self._first_coming(view.rows)
        if place >= 0:
            self.view.selectRow(place)
            self.view.scrollTo(self.model.index(place, 0))
        self._wanted = None
        self.forecast.say(
            _(
                "Lịch năm {year} mới là dự kiến. Khi có thông báo chính thức, hãy sửa rồi bấm «Xác nhận lịch cả năm»."
            ).format(year=view.year)
            if view.unconfirmed
            else view.reminder
        )
        self.confirm_button.setVisible(view.unconfirmed)
        self.calendar.show_year(view.year, view.calendar)
        self._log.setText("\n".join(_change_words(one) for one in view.log) or _("Chưa có thay đổi nào."))
        self._show_current()

    def _first_coming(self, rows: Sequence[CalendarDay]) -> int:
        coming = [place for place, row in enumerate(rows) if row.day >= self._today]
        return coming[0] if coming else 0

    def current(self) -> CalendarDay | None:
        """The chosen row."""
        return self.model.row(self.view.currentIndex())

    @Slot()
    def _on_current(self, *_places: object) -> None:
        self._show_current()

    def _show_current(self) -> None:
        row = self._shown = self.current()
        self._form.setVisible(row is not None)
        if row is None:
            return
        self._day.setText(formats.weekday_date(row.day))
        self.kind.show_value(row.kind)
        self.title.show_value(row.title)
        self.source.show_value(row.source)
        self.sure.setChecked(row.forecast)
        self._title.set_problem("")
        whose = _("Đơn vị nhập hoặc đã sửa.") if row.own else _("Ngày có sẵn của chương trình.")
        told = _("{whose} Nguồn: {sure}.").format(whose=whose, sure=confidence_words(row.confidence))
        self._note.setText(told)
        self.remove_button.setText(_("Bỏ phần đã sửa") if row.own else _("Bỏ khỏi bảng"))
        if row.day.year == self.calendar.year():
            self.calendar.go_to(row.day)

    # -- hands

    @Slot(object)
    def _on_year(self, year: object) -> None:
        if isinstance(year, int):
            self.show_year(year)

    @Slot(object)
    def _on_day(self, day: date) -> None:
        place = self.model.row_of(day)
        if place >= 0:
            self.view.selectRow(place)

    @Slot(object)
    def _on_day_opened(self, day: date) -> None:
        if self.model.row_of(day) >= 0:
            self._on_day(day)
            self.title.setFocus()
        else:
            self.ask(day)

    @Slot()
    def _on_add(self) -> None:
        day = self.calendar.current()
        self.ask(None if self.model.row_of(day) >= 0 else day)

    def ask(self, day: date | None) -> "DaysDialog":
        """Ask for one or more days."""
        dialog = DaysDialog(self, self._today, day, self._save)
        dialog.open()
        return dialog

    @Slot()
    def _on_edited(self, *_value: object) -> None:
        row, kind = self._shown, self.kind.value()
        if row is None or not isinstance(kind, DayKind):
            return
        if not self.title.value():
            self._title.set_problem(_("Ngày này chưa có tên."))
            return
        forecast = self.sure.isChecked()
        source = self.source.value()
        confidence = Confidence.READ if source != row.source and source else row.confidence
        changed = replace(
            row,
            kind=kind,
            title=self.title.value(),
            source=source,
            forecast=forecast,
            confidence=confidence,
            own=True,
        )
        if changed != replace(row, own=True):
            self._save([changed])

    def _save(self, days: Sequence[CalendarDay]) -> None:
        before = {row.day: row for row in self.model.rows()}
        self._wanted = days[0].day
        if days[0].day.year != self._year:
            self._year = days[0].day.year
            self._offer_years()

        def done(result: "CalendarImport") -> None:
            count = len(result.saved)
            if not count:
                self._context.tell(_("Bảng đã có ngày này."))
                return
            words = ngettext("Đã lưu {n} ngày.", "Đã lưu {n} ngày.", count).format(n=count)
            self._changed(words, [before.get(one.day) or one.day for one in result.saved])

        def failed(error: Exception) -> None:
            if isinstance(error, AppError):
                self._title.set_problem(error.message)
            self._context.show_error(self, error)

        self._context.perform(
            self, _("Lưu lịch làm việc"), lambda services: services.workdays.save_days(days), done, failed
        )

    @Slot()
    def _on_remove(self) -> None:
        row = self.current()
        if row is None:
            return
        day = row.day

        def back(services: "Services") -> None:
            if row.own:
                services.workdays.save_day(row)
            else:
                services.workdays.remove_day(day)

        def done(_nothing: object) -> None:
            words = _("Đã bỏ dòng của {day}.").format(day=formats.weekday_date(day))
            self._context.tell(words, self._undoing(back))
            self.moves.ask()
            self.calendar_changed.emit()

        self._context.perform(
            self, _("Bỏ khỏi bảng"), lambda services: services.workdays.remove_day(day), done
        )

    def _changed(self, words: str, before: Sequence[CalendarDay | date]) -> None:
        """Tell of a change; Hoàn tác puts each row back as it was."""

        def back(services: "Services") -> None:
            for one in before:
                if isinstance(one, CalendarDay) and one.own:
                    services.workdays.save_day(one)
                else:
                    services.workdays.remove_day(one.day if isinstance(one, CalendarDay) else one)

        self._context.tell(words, self._undoing(back))
        self.moves.ask()
        self.calendar_changed.emit()

    def _undoing(self, back: "Callable[[Services], None]") -> Callable[[], None]:
        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), back, lambda _n: self.moves.ask())

        return undo

    @Slot()
    def _on_confirm(self) -> None:
        year = self._year

        def done(source: str) -> None:
            before = [row for row in self.model.rows() if row.forecast]

            def saved(result: "CalendarImport") -> None:
                words = _("Đã xác nhận lịch làm việc năm {year}.").format(year=year)
                self._changed(words, [row for row in before if row.day in {one.day for one in result.saved}])

            self._context.perform(
                self,
                _("Xác nhận lịch cả năm"),
                lambda services: services.workdays.confirm_year(year, source),
                saved,
            )

        ConfirmDialog(self, year, [row for row in self.model.rows() if row.forecast], done).open()

    # -- files

    @Slot()
    def _on_import(self) -> None:
        filters = _("Bảng tính, CSV (*.xlsx *.csv *.txt)")
        self._context.prompts.open_files(
            self, _("Nhập ngày nghỉ, ngày làm bù"), "workdays", filters, self._on_file
        )

    def _on_file(self, paths: list[Path]) -> None:
        path = paths[0]

        def read(result: "CalendarImport") -> None:
            ImportDialog(self, result, lambda: self._take(path)).open()

        self._context.query(self, _("Đọc tệp"), lambda services: services.workdays.read_file(path), read)

    def _take(self, path: Path) -> None:
        def done(result: "CalendarImport") -> None:
            words = ngettext("Đã nhập {n} ngày.", "Đã nhập {n} ngày.", len(result.saved)).format(
                n=len(result.saved)
            )
            self._context.tell(words)
            self.moves.ask()
            self.calendar_changed.emit()

        self._context.perform(
            self, _("Nhập từ tệp"), lambda services: services.workdays.import_days(path), done
        )

    @Slot()
    def _on_export(self) -> None:
        year = self._year

        def chosen(path: Path) -> None:
            known = path.suffix.lower() in (".xlsx", ".csv")
            target = path if known else path.with_name(f"{path.name}.xlsx")
            self._context.run_long(
                self,
                _("Xuất lịch làm việc"),
                lambda services, _job: services.workdays.export(target, (year,)),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        suggested = _("Lịch làm việc {year}").format(year=year) + ".xlsx"
        filters = _("Bảng tính Excel (*.xlsx);;Tệp CSV (*.csv)")
        self._context.prompts.save_file(self, _("Xuất lịch làm việc"), "workdays", filters, suggested, chosen)


def _sure_words(row: CalendarDay) -> str:
    if row.forecast:
        return _("Dự kiến")
    return _("Chính thức") if row.confidence is Confidence.READ else _("Chưa đối chiếu văn bản")


def _change_words(change: CalendarChange) -> str:
    def say(row: CalendarDay | None) -> str:
        return day_words(row) if row is not None else _("không có trong bảng")

    return _("{when}: {day}, từ «{before}» thành «{after}»").format(
        when=formats.moment(change.at),
        day=formats.short_date(change.day),
        before=say(change.before),
        after=say(change.after),
    )
