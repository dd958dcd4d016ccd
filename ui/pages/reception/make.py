"""Making a year's schedule: the rule as typed and as understood, its days before they are made, the checks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.domain.meetings import Meeting, MeetingState, PlannedDay
from friendly_desktop.domain.meetings.reception_rule import parse_rule, rule_text, uses_weeks
from friendly_desktop.domain.meetings.reception_schedule import (
    DayOffMove,
    Minimum,
    MinimumCheck,
    check_minimum,
    counts_for,
)
from friendly_desktop.domain.meetings.schedule_settings import ScheduleChange, ScheduleSettings
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.reception.checks import Checks
from ui.pages.reception.meeting_dialog import TimeInput
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, Field, LineField, SuggestField
from ui.widgets.parts_page import Part
from ui.widgets.text import Text, button, card, line, scrolled
from ui.widgets.year_calendar import DayNote, Legend, Sign, YearCalendar

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 200
_LEAST_LETTERS = 50
_STANDING = (MeetingState.PLANNED, MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would do to a year, and how the year then stands against the minima."""

    settings: ScheduleSettings
    change: ScheduleChange
    checks: tuple[MinimumCheck, ...]
    calendar: WorkCalendar
    people: tuple[tuple[str, str], ...] = ()


def read_preview(services: "Services", year: int, rule: str | None, since: date | None) -> Preview:
    """Work it out; nothing is written."""
    desk = services.meetings
    settings = desk.settings()
    change = desk.preview(year, rule, since)
    calendar = services.workdays.calendar()
    gone = {one.id for one in change.removed}
    changed = {one.id for one in change.changed}
    staying = [
        settings.entry(one.entry.day) if one.id in changed else one.entry
        for one in desk.find_year(year)
        if one.state in _STANDING and one.id not in gone
    ]
    coming = [settings.entry(one.day) for one in change.added]
    checks = []
    for known in desk.checks(year):
        minimum = known.minimum
        days = [one.day for one in (*staying, *coming) if counts_for(one, minimum)]
        found = check_minimum(minimum, days, year, calendar)
        if found is not None:
            checks.append(found)
    people = [(one.name, one.form.value) for one in services.office.signatories()]
    return Preview(settings, change, tuple(checks), calendar, tuple(people))


class MakeSchedule(Part):
    """Left the rule and how the office receives, right the year as it would be.

    Signals:
        made: int, the schedule of this year was made.
    """

    made = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._year = self._today.year
        self._preview: Preview | None = None
        self._asked = 0
        self._calendar = WorkCalendar()
        self._shown_settings: ScheduleSettings | None = None
        self.make_button = button(_("Ghi vào lịch"), "check", "primary", "Ctrl+Return", parent=self)
        reserve(self._context, Right.MEETINGS, self.make_button)
        self.make_button.hide()
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def start(self, what: str) -> None:
        """Begin with a year."""
        self._year = int(what) if what.isdecimal() else self._today.year
        self._shown_settings = None
        self.calendar.show_year(self._year, WorkCalendar())
        self.years.set_choices(
            [
                (year, _("Năm {year}").format(year=year))
                for year in sorted({self._today.year, self._today.year + 1, self._year})
            ]
        )
        self.years.show_value(self._year)
        self.refresh()
        self.rule.setFocus()
        self.rule.selectAll()

    def refresh(self) -> None:
        """Work the preview out again."""
        self._asked += 1
        asked, year = self._asked, self._year
        rule = clean_line(self.rule.text()) if self._shown_settings is not None else None
        since = self._since()

        def work(services: "Services") -> tuple[int, Preview]:
            return asked, read_preview(services, year, rule or None, since)

        self._context.query(self, _("Xem trước lịch"), work, self._on_preview, self._on_failed)

    def title(self) -> str:
        """What is made."""
        return _("Lập lịch tiếp dân năm {year}").format(year=self._year)

    def primary_button(self) -> QPushButton | None:
        """Writing the days into the schedule."""
        return self.make_button

    def _since(self) -> date | None:
        """Days that have passed stay as they are."""
        return self._today if self._year == self._today.year else None

    # -- building

    def _build(self) -> None:
        self.back = button(_("Lịch tiếp dân"), "left", "back", parent=self)
        self.back.setToolTip(_("Về lịch tiếp dân (Esc)"))
        self.years = ChoiceField(parent=self)
        self.rule = LineField(_("thứ Năm tuần 1 và 3"))
        self._rule = Field(
            _("Quy tắc"),
            self.rule,
            _(
                "Viết như thường nói, ví dụ: thứ Năm tuần 1 và 3; thứ Năm hằng tuần; ngày 10 và 25 hằng tháng."
            ),
            self,
        )
        self.read_back = Text(role="quiet", wrap=True, parent=self)
        self.moving = ChoiceField(
            (
                (DayOffMove.NEXT, _("Chuyển sang ngày làm việc liền sau")),
                (DayOffMove.PREVIOUS, _("Chuyển về ngày làm việc liền trước")),
                (DayOffMove.LEAVE_OUT, _("Không tiếp")),
            ),
            self,
        )
        self.receiver = SuggestField(parent=self)
        self.post = LineField(parent=self)
        self.chairman = QCheckBox(_("Chủ tịch trực tiếp tiếp"), self)
        self.starts, self.ends = TimeInput(_("Từ giờ"), self), TimeInput(_("Đến giờ"), self)
        self.place = LineField(parent=self)
        self.participants = LineField(parent=self)
        self.topic = LineField(parent=self)
        self.regular = LineField(parent=self)
        self.calendar = YearCalendar(self._today, self)
        self.calendar.setAccessibleName(_("Lịch xem trước"))
        self.legend = Legend(self)
        self.legend.only("chairman", "reception", "done", "moved", "off", "forecast", "make_up")
        self.checks = Checks(self, with_change=self._context.may(Right.MEETINGS))
        self.summary = Text(role="strong", wrap=True, parent=self)
        self.diff = Text(wrap=True, parent=self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)

    def _lay_out(self) -> None:
        form = card(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(Field(_("Năm"), self.years, parent=form))
        column.addWidget(self._rule)
        column.addWidget(self.read_back)
        column.addWidget(Field(_("Trùng ngày nghỉ thì"), self.moving, parent=form))
        column.addWidget(line(form))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(Field(_("Người tiếp"), self.receiver, parent=form), 0, 0)
        grid.addWidget(Field(_("Chức vụ"), self.post, parent=form), 0, 1)
        grid.addWidget(self.chairman, 1, 0, 1, 2)
        grid.addWidget(self.starts, 2, 0)
        grid.addWidget(self.ends, 2, 1)
        grid.addWidget(Field(_("Nơi tiếp"), self.place, parent=form), 3, 0, 1, 2)
        grid.addWidget(Field(_("Thành phần cùng tiếp"), self.participants, parent=form), 4, 0, 1, 2)
        grid.addWidget(Field(_("Nội dung dự kiến"), self.topic, parent=form), 5, 0, 1, 2)
        regular = _("In trong thông báo, ví dụ: từ thứ Hai đến thứ Sáu, trong giờ hành chính.")
        grid.addWidget(Field(_("Lịch tiếp thường xuyên"), self.regular, regular, form), 6, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        left = scrolled(form, self)
        left.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _LEAST_LETTERS)
        self._lay_out_preview(left)

    def _lay_out_preview(self, left: QWidget) -> None:
        right = QWidget(self)
        right.setProperty("role", "page-body")
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 8, 0)
        beside.setSpacing(8)
        beside.addWidget(self.summary)
        beside.addWidget(self.checks)
        beside.addWidget(self.diff)
        beside.addWidget(self.legend)
        beside.addWidget(self.calendar)
        beside.addStretch(1)
        self._right: QScrollArea = scrolled(right, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(self._right)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.years.committed.connect(self._on_year)
        self.rule.textChanged.connect(self._on_rule)
        self._later.timeout.connect(self.refresh)
        self.moving.committed.connect(self._on_settings)
        self.receiver.committed.connect(self._on_settings)
        for one in (self.post, self.place, self.participants, self.topic, self.regular):
            one.committed.connect(self._on_settings)
        for field in (self.starts, self.ends):
            field.line.committed.connect(self._on_settings)
        self.chairman.clicked.connect(self._on_settings)
        self.make_button.clicked.connect(self._on_make)
        self.checks.change_wanted.connect(self._on_change_minimum)

    # -- the rule

    @Slot()
    def _on_rule(self) -> None:
        """Say at once how the rule is understood; the days follow when the person pauses."""
        self._later.start()
        self.make_button.setEnabled(False)  # until the days of this very rule are in view
        if not self._read_back():
            self._show_nothing()

    def _read_back(self) -> bool:
        text = clean_line(self.rule.text())
        if not text:
            self._rule.set_problem("")
            self.read_back.setText("")
            return True
        try:
            rule = parse_rule(text)
        except AppError as error:
            self._rule.set_problem(error.message)
            self.read_back.setText("")
            return False
        self._rule.set_problem("")
        words = _("Hiểu là: {rule}.").format(rule=rule_text(rule))
        if uses_weeks(rule):
            words = _("{words} Tuần 1 là lần đầu tiên của thứ đó trong tháng.").format(words=words)
        self.read_back.setText(words)
        return True

    # -- how the office receives: stored as soon as a field is left

    @Slot()
    def _on_settings(self) -> None:
        shown = self._shown_settings
        if shown is None:
            return
        begins, starts = self.starts.read()
        finishes, ends = self.ends.read()
        if starts is not None and ends is not None and starts >= ends:
            self.ends.set_problem(_("Giờ kết thúc phải sau giờ bắt đầu."))
            finishes = False
        if not (begins and finishes):
            return
        moving = self.moving.value()
        settings = replace(
            shown,
            moving=moving if isinstance(moving, DayOffMove) else shown.moving,
            receiver=self.receiver.value(),
            post=self.post.value(),
            chairman=self.chairman.isChecked(),
            starts=starts,
            ends=ends,
            place=self.place.value(),
            participants=self.participants.value(),
            topic=self.topic.value(),
            regular=self.regular.value(),
        )
        if settings != shown:
            self._shown_settings = settings
            self._context.perform(
                self, _("Lưu cách tiếp dân"), lambda services: services.meetings.save_settings(settings)
            )

    @Slot(object)
    def _on_change_minimum(self, minimum: Minimum) -> None:
        from ui.pages.reception.minimum_dialog import MinimumDialog

        def done(count: int | None) -> None:
            self._context.perform(
                self,
                _("Sửa mức tối thiểu"),
                lambda services: services.meetings.set_minimum(minimum.id, count),
                lambda _minima: self.refresh(),
            )

        MinimumDialog(self, minimum, done).open()

    # -- the preview

    def _show_nothing(self) -> None:
        """The rule is not understood: there is nothing to see before."""
        self._asked += 1
        self._later.stop()
        self._preview = None
        self.make_button.setEnabled(False)
        self.summary.setText(_("Khi quy tắc rõ ràng, lịch xem trước hiện ở đây."))
        self.diff.setVisible(False)
        self.checks.show_checks(())
        self.calendar.show_year(self._year, self._calendar)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, AppError) and error.code == "rule_unclear":
            self._rule.set_problem(error.message)
            self._show_nothing()
        else:
            self._context.show_error(self, error)

    def _on_preview(self, answer: tuple[int, Preview]) -> None:
        asked, preview = answer
        if asked != self._asked:
            return
        self._preview = preview
        self._calendar = preview.calendar
        change = preview.change
        if self._shown_settings is None:
            self._show_settings(preview)
        self.calendar.show_year(self._year, preview.calendar, _preview_notes(preview))
        self.checks.show_checks(preview.checks)
        self.summary.setText(_summary(change, self._since()))
        self.diff.setText(_difference(change))
        self.diff.setVisible(bool(self.diff.text()))
        self.make_button.setEnabled(not change.nothing)
        self.framed.emit()

    def _show_settings(self, preview: Preview) -> None:
        settings = preview.settings
        self._shown_settings = settings
        self.rule.setText(preview.change.rule)
        self._later.stop()
        self._read_back()
        self.moving.show_value(settings.moving)
        self.receiver.set_suggestions([name for name, _form in preview.people])
        self.receiver.show_value(settings.receiver)
        self.post.show_value(settings.post)
        self.chairman.setChecked(settings.chairman)
        self.starts.show_time(settings.starts)
        self.ends.show_time(settings.ends)
        self.place.show_value(settings.place)
        self.participants.show_value(settings.participants.replace("\n", "; "))
        self.topic.show_value(settings.topic.replace("\n", "; "))
        self.regular.show_value(settings.regular.replace("\n", "; "))

    @Slot(object)
    def _on_year(self, year: object) -> None:
        if isinstance(year, int) and year != self._year:
            self._year = year
            self.calendar.show_year(year, WorkCalendar())
            self.refresh()

    @Slot()
    def _on_make(self) -> None:
        if self._preview is None or not self._read_back():
            return
        self._on_settings()
        year, rule, since = self._year, clean_line(self.rule.text()) or None, self._since()

        def done(change: ScheduleChange) -> None:
            self._context.tell(_done_words(change))
            self.made.emit(year)

        self._context.perform(
            self, _("Ghi vào lịch"), lambda services: services.meetings.make(year, rule, since), done
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps a readable width."""
        super().resizeEvent(event)
        if event.oldSize().width() <= 0:
            left = self.fontMetrics().horizontalAdvance("0") * (_LEAST_LETTERS + 12)
            self._split.setSizes([left, max(300, event.size().width() - left)])


def _preview_notes(preview: Preview) -> list[DayNote]:
    sign = Sign.CHAIRMAN if preview.settings.chairman else Sign.RECEPTION
    change = preview.change
    found = []
    for one in change.added:
        words = _("Thêm mới")
        if one.moved_from is not None:
            words = _("Thêm mới, chuyển từ {day}: {why}").format(
                day=formats.weekday_date(one.moved_from), why=one.why
            )
            found.append(DayNote(one.moved_from, Sign.MOVED, _moved(one)))
        found.append(DayNote(one.day, sign, words))
    for meeting in (*change.kept, *change.changed, *change.protected):
        if meeting.state in _STANDING:
            held = meeting.state is MeetingState.HELD
            found.append(DayNote(meeting.entry.day, sign, _("Đã có trong lịch"), done=held))
    found += [DayNote(one.entry.day, Sign.MOVED, _("Bỏ khỏi lịch")) for one in change.removed]
    found += [DayNote(one.day, Sign.MOVED, one.why) for one in change.left_out]
    return found


def _moved(one: PlannedDay) -> str:
    return _("Chuyển sang {day}: {why}").format(day=formats.weekday_date(one.day), why=one.why)


def _summary(change: ScheduleChange, since: date | None) -> str:
    if change.nothing:
        return _("Lịch năm {year} đã đúng với quy tắc này.").format(year=change.year)
    parts = []
    for count, words in (
        (len(change.added), ngettext("thêm {n} buổi", "thêm {n} buổi", len(change.added))),
        (len(change.removed), ngettext("bỏ {n} buổi", "bỏ {n} buổi", len(change.removed))),
        (len(change.changed), ngettext("sửa {n} buổi", "sửa {n} buổi", len(change.changed))),
        (len(change.kept), ngettext("giữ {n} buổi", "giữ {n} buổi", len(change.kept))),
    ):
        if count:
            parts.append(words.format(n=count))
    what = ", ".join(parts)
    if since is not None:
        return _("Từ hôm nay đến hết năm: {what}. Các ngày đã qua giữ nguyên.").format(what=what)
    return _("Cả năm: {what}.").format(what=what)


def _difference(change: ScheduleChange) -> str:
    lines = []
    lines += [
        _("{from_day} chuyển sang {day}: {why}.").format(
            from_day=formats.weekday_date(one.moved_from),
            day=formats.weekday_date(one.day),
            why=one.why.rstrip("."),
        )
        for one in change.added
        if one.moved_from is not None
    ]
    lines += [
        _("{day} không có buổi tiếp: {why}.").format(
            day=formats.weekday_date(one.day), why=one.why.rstrip(".")
        )
        for one in change.left_out
    ]
    if change.removed:
        lines.append(_("Bỏ khỏi lịch: {days}.").format(days=_days(change.removed)))
    if change.changed:
        lines.append(_("Sửa giờ, nơi, người tiếp: {days}.").format(days=_days(change.changed)))
    if change.protected:
        lines.append(
            _(
                "Giữ lại dù không theo quy tắc, vì đã diễn ra, đã niêm yết, đã hoãn hoặc có lượt tiếp: {days}."
            ).format(days=_days(change.protected))
        )
    return "\n".join(lines)


def _days(meetings: Sequence[Meeting]) -> str:
    return ", ".join(formats.short_date(one.entry.day)[:5] for one in meetings)


def _done_words(change: ScheduleChange) -> str:
    added = ngettext("Đã thêm {n} buổi vào lịch", "Đã thêm {n} buổi vào lịch", len(change.added)).format(
        n=len(change.added)
    )
    if not change.removed:
        return _("{added}.").format(added=added)
    removed = ngettext("bỏ {n} buổi", "bỏ {n} buổi", len(change.removed)).format(n=len(change.removed))
    return _("{added}, {removed}.").format(added=added, removed=removed)
