"""The year: a calm calendar and the list of its meetings, the chosen one below, what asks for attention above."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _, ngettext
from ui import theme
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.reception.acts import MeetingActs
from ui.pages.reception.checks import Checks
from ui.pages.reception.chosen import ChosenMeeting
from ui.pages.reception.reading import YearView, read_year, still_counts
from ui.pages.reception.rows import (
    ROOM,
    STATE,
    TAB_WORDS,
    Tab,
    columns,
    nearest,
    notes,
    stage_chips,
)
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.parts_page import Part
from ui.widgets.text import Text, button, scrolled
from ui.widgets.views import table
from ui.widgets.year_calendar import Legend, YearCalendar

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_LOW, _VERY_LOW = 28, 26  # lines of height below which the legend, and lesser facts, give way
_LIST_LETTERS, _LOW_LETTERS = 46, 64  # the list beside the calendar is never narrower, in letters
_NEW_KINDS = {Tab.DIALOGUE: MeetingKind.DIALOGUE, Tab.VISIT: MeetingKind.VISIT}


class YearSchedule(Part):
    """The year of meetings.

    Signals:
        open_wanted: int, a meeting is to be opened.
        make_wanted: int, the schedule of a year is to be made from the rule.
        notice_wanted: int, the notice of a year is wanted.
        promises_wanted: the promises of all meetings are wanted.
    """

    open_wanted = Signal(int)
    make_wanted = Signal(int)
    notice_wanted = Signal(int)
    promises_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._view: YearView | None = None
        self._asked = 0
        self._wanted: int | None = None
        self._year = self._today.year
        self._sized = False
        self._revealed = False
        self.acts = MeetingActs(context, self)
        self.add_button = button(_("Thêm buổi"), "add", "primary", "Ctrl+N", parent=self)
        reserve(self._context, Right.MEETINGS, self.add_button)
        self.add_button.hide()
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self) -> None:
        """Read the year again."""
        self._asked += 1
        asked, year, today = self._asked, self._year, self._today

        def work(services: "Services") -> tuple[int, YearView]:
            return asked, read_year(services, year, today)

        self._context.query(self, _("Đọc lịch tiếp dân"), work, self._on_read)

    def primary_button(self) -> QPushButton | None:
        """Adding a meeting."""
        return self.add_button

    def show_year(self, year: int) -> None:
        """Show another year."""
        if year != self._year:
            self._year = year
            self._wanted = None
            self.refresh()

    def year(self) -> int:
        """The year in view."""
        return self._year

    def show_tab(self, tab: Tab) -> None:
        """Show only some kinds."""
        self.tabs.setCurrentIndex(list(Tab).index(tab))

    def choose(self, meeting_id: int) -> None:
        """Select a meeting, now or once the list is there."""
        place = self.model.row_of(meeting_id)
        if place < 0:
            self._wanted = meeting_id
            return
        self._wanted = None
        self.table.selectRow(place)
        self.table.scrollTo(self.model.index(place, 0))

    @property
    def tab(self) -> Tab:
        """The tab in view."""
        return list(Tab)[self.tabs.currentIndex()]

    def chosen(self) -> Meeting | None:
        """The selected meeting."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    # -- building

    def _build(self) -> None:
        self.years = ChoiceField(parent=self)
        self.years.setAccessibleName(_("Năm"))
        self.years.setMinimumContentsLength(8)
        self._offer_years(())
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Loại buổi"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(_(TAB_WORDS[tab]).format(n=0))
        self.make_button = button(_("Lập lịch từ quy tắc..."), "refresh", parent=self)
        self.notice_button = button(_("Thông báo niêm yết..."), "print", "", "Ctrl+P", parent=self)
        self.visits_button = button(_("Lập lịch đi cơ sở..."), "refresh", parent=self)
        self.visits_button.hide()
        self.promises_button = button(_("Việc đã hứa"), "todo", parent=self)
        self._post_now = button(_("Thông báo niêm yết..."), kind="quiet", parent=self)
        self.posting = NoticeStrip("warning", "warning", self._post_now, parent=self)
        self._calendar_button = button(_("Mở lịch làm việc"), kind="quiet", parent=self)
        reserve(self._context, Right.MEETINGS, self.make_button, self.visits_button)
        self.forecast = NoticeStrip("calendar", "warning", self._calendar_button, parent=self)
        self._calendar_button.clicked.connect(self._on_calendar_page)
        self.conflicts = NoticeStrip("warning", "warning", parent=self)
        self.calendar = YearCalendar(self._today, self)
        self.legend = Legend(self)
        self.checks = Checks(self, one_line=True)
        shown = columns(self._today)
        self.model: TableModel[Meeting] = TableModel(shown, key=lambda one: one.id, parent=self)
        self.table = table(self.model, shown, _("Các buổi trong năm"), self)
        ListPapers(self._context, self.table)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setItemDelegateForColumn(STATE, stage_chips(self._today, self.table))
        self.table.viewport().installEventFilter(self)
        self.detail = ChosenMeeting(self._today, self)
        reserve(self._context, Right.MEETINGS, *self.detail.acting())
        begin = button(_("Lập lịch từ quy tắc..."), "refresh", parent=self)
        begin.clicked.connect(self._on_make)
        other = button(_("Thêm một buổi"), kind="quiet", parent=self)
        reserve(self._context, Right.MEETINGS, begin, other)
        other.clicked.connect(self.add)
        self._nothing = EmptyState("calendar", "", "", begin, other, parent=self)
        self._none_such = Text("", "quiet", wrap=True, parent=self)

    def _lay_out(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=8)
        for one in (
            self.years,
            self.make_button,
            self.visits_button,
            self.notice_button,
            self.promises_button,
            air(tools),
        ):
            flow.addWidget(one)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(scrolled(self.calendar, left), 1)
        column.addWidget(self.legend)
        column.addWidget(self.checks)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.tabs)
        beside.addWidget(self._none_such)
        beside.addWidget(self.table, 1)
        beside.addWidget(self.detail)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._stack = QStackedWidget(self)
        self._blank = QWidget(self)
        for page in (self._blank, self._split, self._nothing):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(tools, 1)
        layout.addLayout(head)
        for strip in (self.posting, self.forecast, self.conflicts):
            layout.addWidget(strip)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.calendar)

    def _connect(self) -> None:
        self.years.committed.connect(self._on_year)
        self.tabs.currentChanged.connect(self._on_tab)
        self.add_button.clicked.connect(self.add)
        self.make_button.clicked.connect(self._on_make)
        self.visits_button.clicked.connect(self.plan_visits)
        self.notice_button.clicked.connect(self._on_notice)
        self._post_now.clicked.connect(self._on_notice)
        self.promises_button.clicked.connect(self.promises_wanted)
        self.calendar.current_changed.connect(self._on_day)
        self.calendar.opened.connect(self._on_day_opened)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        detail = self.detail
        detail.open_wanted.connect(self._on_open)
        detail.edit_wanted.connect(self._on_edit)
        detail.postpone_wanted.connect(self._on_postpone)
        detail.cancel_wanted.connect(self._on_cancel)
        detail.posted_wanted.connect(self._on_posted)
        detail.reinstate_wanted.connect(self._on_reinstate)
        detail.remove_wanted.connect(self._on_remove)
        on_keys(self.table, self._on_open, *ENTER)
        for view in (self.table, self.calendar):
            on_keys(view, self._on_edit, Qt.Key.Key_F2)
            on_keys(view, self._on_delete, Qt.Key.Key_Delete)

    def _offer_years(self, years: Sequence[int]) -> None:
        offered = sorted({*years, self._today.year, self._today.year + 1, self._year}, reverse=True)
        self.years.set_choices([(year, _("Năm {year}").format(year=year)) for year in offered])
        self.years.show_value(self._year)

    # -- showing

    def _on_read(self, answer: tuple[int, YearView]) -> None:
        asked, view = answer
        if asked != self._asked:
            return
        self._view = view
        self._offer_years(view.years)
        for place, tab in enumerate(Tab):
            count = sum(tab.takes(one.entry.kind) for one in view.meetings)
            self.tabs.setTabText(place, _(TAB_WORDS[tab]).format(n=formats.whole_number(count)))
        self._show_promises(view)
        self._show_strips(view)
        self.calendar.show_year(view.year, view.calendar, notes(view.meetings))
        self.checks.show_checks([one for one in view.checks if still_counts(one, self._today)])
        if view.meetings:
            self._stack.setCurrentWidget(self._split)
        else:
            self._nothing.set_words(
                _("Năm {year} chưa có lịch tiếp dân").format(year=view.year),
                _(
                    "Lập lịch cả năm từ một quy tắc như «thứ Năm tuần 1 và 3»: ngày nghỉ được chuyển sang ngày làm"
                    " việc, mức tối thiểu của luật và của bộ tiêu chí được kiểm tra."
                ),
            )
            self._stack.setCurrentWidget(self._nothing)
        for one in (self.notice_button,):
            one.setEnabled(bool(view.meetings))
        self._show_rows()
        if not self._revealed:
            self._revealed = True
            QTimer.singleShot(0, self, self.calendar.reveal)

    def _show_promises(self, view: YearView) -> None:
        words = _("Việc đã hứa")
        if view.overdue:
            words = ngettext("Việc đã hứa, {n} quá hạn", "Việc đã hứa, {n} quá hạn", view.overdue).format(
                n=view.overdue
            )
        elif view.open_promises:
            words = ngettext(
                "Việc đã hứa, {n} chưa làm", "Việc đã hứa, {n} chưa làm", view.open_promises
            ).format(n=view.open_promises)
        self.promises_button.setText(words)

    def _show_strips(self, view: YearView) -> None:
        today = self._today
        waiting = [
            one
            for one in view.meetings
            if one.state is MeetingState.PLANNED
            and one.posted_on is None
            and one.id in view.post_by
            and one.entry.day >= today
            and view.post_by[one.id] <= today
        ]
        if waiting:
            first = waiting[0]
            words = ngettext(
                "Buổi {day} phải niêm yết chậm nhất {due} (trước ít nhất 5 ngày làm việc) mà chưa ghi ngày niêm yết.",
                "{n} buổi đã đến hạn niêm yết mà chưa ghi ngày niêm yết; sớm nhất là buổi {day}, chậm nhất {due}"
                " (trước ít nhất 5 ngày làm việc).",
                len(waiting),
            ).format(
                n=len(waiting),
                day=formats.weekday_date(first.entry.day),
                due=formats.short_date(view.post_by[first.id]),
            )
            self.posting.say(words)
        else:
            self.posting.say("")
        self.forecast.say(view.reminder)
        messages = list(dict.fromkeys(one.message for one in view.conflicts if one.day >= today))
        words = " ".join(messages[:2])
        if len(messages) > 2:
            more = len(messages) - 2
            words = ngettext("{some} Và {n} chỗ nữa.", "{some} Và {n} chỗ nữa.", more).format(
                some=words, n=more
            )
        self.conflicts.say(words)
        self._fit_strips()

    def _fit_strips(self) -> None:
        """A low window has room for one sentence: the most urgent; the chosen meeting says its own below."""
        room = 3 if self.height() // self.fontMetrics().height() > _LOW else 1
        for strip in (self.posting, self.conflicts, self.forecast):
            told = bool(strip.text())
            strip.setVisible(told and room > 0)
            room -= told

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        kept = self.chosen()
        tab = self.tab
        rows = tuple(one for one in view.meetings if tab.takes(one.entry.kind))
        self.model.set_rows(rows)
        self._none_such.setVisible(not rows)
        self._none_such.setText(
            {
                Tab.ALL: "",
                Tab.RECEPTION: _("Năm này chưa có buổi tiếp công dân nào."),
                Tab.DIALOGUE: _("Năm này chưa có hội nghị đối thoại nào. Bấm «Thêm buổi» để ghi."),
                Tab.VISIT: _(
                    "Năm này chưa ghi buổi đi cơ sở nào. Bấm «Thêm buổi», hoặc «Lập lịch đi cơ sở» để chia lượt các thôn."
                ),
            }[tab]
        )
        self.table.setVisible(bool(rows))
        wanted = self._wanted if self._wanted is not None else (kept.id if kept else None)
        place = self.model.row_of(wanted) if wanted is not None else -1
        if place < 0 and rows:
            first = nearest(rows, self._today)
            place = self.model.row_of(first.id) if first else 0
        if place >= 0:
            self._wanted = None
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        self._on_selection()

    @Slot()
    def _on_selection(self) -> None:
        view, one = self._view, self.chosen()
        self.detail.setVisible(one is not None and view is not None)
        if one is None or view is None:
            return
        told = [clash.message for clash in view.conflicts if one.id in clash.meeting_ids]
        self.detail.show_meeting(
            one,
            view.post_by.get(one.id),
            view.moved_to.get(one.id),
            view.cases.get(one.id, 0),
            "\n".join(dict.fromkeys(told)),
        )
        if one.entry.day.year == self.calendar.year() and self.calendar.current() != one.entry.day:
            self.calendar.go_to(one.entry.day)

    # -- hands

    @Slot(object)
    def _on_year(self, year: object) -> None:
        if isinstance(year, int):
            self.show_year(year)

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        self.visits_button.setVisible(self.tab is Tab.VISIT)
        self.make_button.setVisible(self.tab is not Tab.VISIT)
        self._show_rows()

    @Slot(object)
    def _on_day(self, day: date) -> None:
        """The calendar leads, the list follows."""
        there = [one for one in self.model.rows() if one.entry.day == day]
        if there and (now := self.chosen()) is not None and now.entry.day != day:
            self.choose(there[0].id)
            self.calendar.go_to(day)

    @Slot(object)
    def _on_day_opened(self, day: date) -> None:
        there = [one for one in self.model.rows() if one.entry.day == day]
        if there:
            self.open_wanted.emit(there[0].id)
        else:
            self.add_on(day)

    @Slot()
    def add(self) -> None:
        """Ask for a new meeting on the day one stands on."""
        day = self.calendar.current()
        self.add_on(day if day >= self._today and day.year == self._year else self._today)

    def add_on(self, day: date) -> None:
        """Ask for a new meeting on a day."""
        kind = _NEW_KINDS.get(self.tab, MeetingKind.AD_HOC)

        def added(meeting: Meeting) -> None:
            if meeting.entry.day.year == self._year:
                self.choose(meeting.id)

        self.acts.add(day, kind, added)

    @Slot()
    def plan_visits(self) -> None:
        """Ask for the visits of the rest of the year in view."""
        first = max(self._today, date(self._year, 1, 1))
        self.acts.plan_visits(first, date(max(self._year, first.year), 12, 31))

    @Slot()
    def _on_open(self) -> None:
        one = self.chosen()
        if one is not None:
            self.open_wanted.emit(one.id)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_open()

    @Slot()
    def _on_make(self) -> None:
        self.make_wanted.emit(self._year)

    @Slot()
    def _on_notice(self) -> None:
        self.notice_wanted.emit(self._year)

    @Slot()
    def _on_calendar_page(self) -> None:
        self._context.go(Place(PageId.SETTINGS, part="workdays", filter=str(self._today.year + 1)))

    @Slot()
    def _on_edit(self) -> None:
        one = self.chosen()
        if one is not None and self.detail.edit_button.isVisibleTo(self):
            self.acts.edit(one)

    @Slot()
    def _on_postpone(self) -> None:
        one = self.chosen()
        if one is not None:
            self.acts.postpone(one)

    @Slot()
    def _on_cancel(self) -> None:
        one = self.chosen()
        if one is not None:
            self.acts.cancel(one)

    @Slot()
    def _on_posted(self) -> None:
        one = self.chosen()
        if one is not None:
            self.acts.posted([one])

    @Slot()
    def _on_reinstate(self) -> None:
        one = self.chosen()
        if one is not None:
            self.acts.reinstate(one)

    @Slot()
    def _on_remove(self) -> None:
        one = self.chosen()
        if one is not None:
            self.acts.remove(one)

    @Slot()
    def _on_delete(self) -> None:
        if self.detail.remove_button.isVisibleTo(self):
            self._on_remove()
        elif self.detail.cancel_button.isVisibleTo(self):
            self._on_cancel()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The calendar takes as many months as fit in half of the width; a low window needs no legend."""
        super().resizeEvent(event)
        lines = event.size().height() // self.fontMetrics().height()
        self.legend.setVisible(lines > _LOW)
        self._fit_strips()
        self.detail.set_compact(lines < _VERY_LOW)
        if event.size().height() != event.oldSize().height():
            self._on_selection()
        if not self._sized and event.size().width() > 400:
            self._sized = True
            width = event.size().width()
            low = theme.is_low(self)  # then its buttons have room for one line
            list_width = self.fontMetrics().horizontalAdvance("0") * (_LOW_LETTERS if low else _LIST_LETTERS)
            fitting = [one for one in (3, 2) if width - self.calendar.width_of(one) - 36 >= list_width]
            left = self.calendar.width_of(fitting[0] if fitting else 1) + 20
            self._split.setSizes([left, width - left])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)
