"""Asks for a meeting: a new one, one to correct, or the new day of one that is put off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from friendly_desktop.domain.letters.days import read_time
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingMode
from friendly_desktop.domain.office import SigningForm
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.pages.reception.rows import KIND_TITLES
from ui.widgets.fields import ChoiceField, Field, LineField, SuggestField, TextField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class Known:
    """What is offered: people who receive with their posts, who of them is the chairman, places, thôn."""

    people: tuple[tuple[str, str], ...]
    chairmen: frozenset[str]
    hamlets: tuple[str, ...]
    usual: MeetingEntry


def read_known(services: "Services", day: date) -> Known:
    """Read what is offered."""
    office = services.office
    signing = {SigningForm.CHAIRMAN: "Chủ tịch", SigningForm.DEPUTY: "Phó Chủ tịch"}
    signatories = office.signatories()
    people = [(one.name, signing.get(one.form, "")) for one in signatories]
    people += [(one.name, one.position) for one in office.people() if one.name not in dict(people)]
    return Known(
        people=tuple(people),
        chairmen=frozenset(one.name for one in signatories if one.form is SigningForm.CHAIRMAN),
        hamlets=tuple(one.name for one in office.hamlets()),
        usual=services.meetings.settings().entry(day),
    )


def told(at: time | None) -> str:
    """A time as it stands in a field."""
    return f"{at:%H:%M}" if at else ""


class TimeInput(Field):
    """A time of day with its label, read when asked for; empty is none."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        self.line = LineField(_("giờ:phút"))
        self.line.setToolTip(_("Gõ 7:30, 7h30 hoặc 0730"))
        super().__init__(label, self.line, parent=parent)

    def show_time(self, at: time | None) -> None:
        """Show a time."""
        self.line.setText(told(at))

    def read(self) -> tuple[bool, time | None]:
        """Whether it will do, and the time."""
        text = self.line.value()
        if not text:
            self.set_problem("")
            return True, None
        try:
            at = time.fromisoformat(read_time(text))
        except ValueError as problem:
            self.set_problem(str(problem))
            return False, None
        self.set_problem("")
        return True, at


class MeetingDialog(FormDialog):
    """The facts of a meeting. What does not go together is named while one types, and never blocks.

    Args:
        page: where it stands.
        context: of the window.
        done: called with the entry, and the reason where one is asked for.
        entry: what stands there at first.
        meeting: the stored meeting it is about.
        putting_off: ask for a new day and the reason only.
    """

    def __init__(
        self,
        page: QWidget,
        context: UiContext,
        done: Callable[[MeetingEntry, str], None],
        entry: MeetingEntry,
        meeting: Meeting | None = None,
        *,
        putting_off: bool = False,
    ) -> None:
        if putting_off:
            heading, action = _("Hoãn buổi này sang ngày nào?"), _("Hoãn")
        elif meeting is None:
            heading, action = _("Thêm một buổi"), _("Thêm")
        else:
            heading, action = _("Sửa buổi này"), _("Lưu")
        super().__init__(page, heading, action, letters=92)
        self._context, self._done, self._entry, self._meeting = context, done, entry, meeting
        self._putting_off = putting_off
        self._known: Known | None = None
        self._asked = 0
        today = context.clock.today()
        self.kind = ChoiceField([(one, _(words)) for one, words in KIND_TITLES.items()], self)
        self.mode = ChoiceField(
            ((MeetingMode.DIRECT, _("Trực tiếp")), (MeetingMode.ONLINE, _("Trực tuyến"))), self
        )
        self.day = DayInput(_("Ngày mới") if putting_off else _("Ngày"), today, None, parent=self)
        self.starts = TimeInput(_("Từ giờ"), self)
        self.ends = TimeInput(_("Đến giờ"), self)
        self.receiver = SuggestField(parent=self)
        self.post = LineField(parent=self)
        self.chairman = QCheckBox(_("Chủ tịch trực tiếp tiếp, chủ trì"), self)
        self.place = LineField(parent=self)
        self.hamlet = SuggestField(parent=self)
        self.participants = LineField(parent=self)
        self.topic = LineField(parent=self)
        self.why = TextField(lines=2, parent=self)
        self._why = Field(_("Lý do"), self.why, _("Lý do được ghi vào lịch và in trên thông báo."), self)
        self._hamlet = Field(_("Thôn, tổ dân phố"), self.hamlet, parent=self)
        self._receiver = Field(_("Người tiếp, chủ trì"), self.receiver, parent=self)
        self._lay_out()
        self.conflicts = NoticeStrip("warning", "warning", parent=self)
        self.body.addWidget(self.conflicts)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._check)
        self._show(entry)
        self._connect()
        context.query(self, "", lambda services: read_known(services, entry.day), self._on_known)
        self.day.line.setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        if self._putting_off:
            old = _("Đang là {day}.").format(day=_day_words(self._entry.day))
            grid.addWidget(Text(old, "quiet", parent=self), 0, 0, 1, 4)
            grid.addWidget(self.day, 1, 0, 1, 2)
            grid.addWidget(self.starts, 1, 2)
            grid.addWidget(self.ends, 1, 3)
            grid.addWidget(self._why, 2, 0, 1, 4)
            for unused in (self.kind, self.mode, self.chairman, self._hamlet, self._receiver):
                unused.hide()
            for field in (self.post, self.place, self.participants, self.topic):
                field.hide()
        else:
            grid.addWidget(Field(_("Loại"), self.kind, parent=self), 0, 0, 1, 2)
            grid.addWidget(Field(_("Hình thức"), self.mode, parent=self), 0, 2, 1, 2)
            grid.addWidget(self.day, 1, 0, 1, 2)
            grid.addWidget(self.starts, 1, 2)
            grid.addWidget(self.ends, 1, 3)
            grid.addWidget(self._receiver, 2, 0, 1, 2)
            grid.addWidget(Field(_("Chức vụ"), self.post, parent=self), 2, 2, 1, 2)
            grid.addWidget(self.chairman, 3, 0, 1, 2)
            grid.addWidget(self._hamlet, 3, 2, 1, 2)
            grid.addWidget(Field(_("Nơi tổ chức"), self.place, parent=self), 4, 0, 1, 2)
            grid.addWidget(Field(_("Thành phần cùng dự"), self.participants, parent=self), 4, 2, 1, 2)
            grid.addWidget(Field(_("Nội dung"), self.topic, parent=self), 5, 0, 1, 4)
            self._why.hide()
        self.body.addLayout(grid)

    def _connect(self) -> None:
        self.kind.committed.connect(self._on_kind)
        self.receiver.committed.connect(self._on_receiver)
        for line in (self.day.line, self.starts.line, self.ends.line):
            line.textChanged.connect(self._later.start)
        self.receiver.editTextChanged.connect(self._later.start)

    def _show(self, entry: MeetingEntry) -> None:
        self.kind.show_value(entry.kind)
        self.mode.show_value(entry.mode)
        if not self._putting_off:
            self.day.show_day(entry.day)
        self.starts.show_time(entry.starts)
        self.ends.show_time(entry.ends)
        self.receiver.show_value(entry.receiver)
        self.post.show_value(entry.post)
        self.chairman.setChecked(entry.chairman)
        self.place.show_value(entry.place)
        self.hamlet.show_value(entry.hamlet)
        self.participants.show_value(entry.participants.replace("\n", "; "))
        self.topic.show_value(entry.topic.replace("\n", "; "))
        self._fit_kind()

    def _fit_kind(self) -> None:
        self._hamlet.setVisible(not self._putting_off and self.kind.value() is MeetingKind.VISIT)

    def _on_known(self, known: Known) -> None:
        self._known = known
        self.receiver.set_suggestions([name for name, _post in known.people])
        self.hamlet.set_suggestions(known.hamlets)
        if self._meeting is None and not self.receiver.value():
            self._take_usual(known)

    def _take_usual(self, known: Known) -> None:
        """A new reception begins as the office usually receives."""
        usual = known.usual
        self.receiver.show_value(usual.receiver)
        self.post.show_value(usual.post)
        self.chairman.setChecked(usual.chairman)
        if self._entry.kind.reception:
            self.starts.show_time(self._entry.starts or usual.starts)
            self.ends.show_time(self._entry.ends or usual.ends)
            self.place.show_value(usual.place)

    @Slot()
    def _on_kind(self) -> None:
        self._fit_kind()
        self._later.start()

    @Slot(str)
    def _on_receiver(self, name: str) -> None:
        if self._known is None:
            return
        posts = dict(self._known.people)
        if name in posts:
            self.post.show_value(posts[name])
            self.chairman.setChecked(name in self._known.chairmen)

    # -- what does not go together

    def _draft(self) -> MeetingEntry | None:
        """The meeting as typed so far; None while its day is not one."""
        day = self.day.peek()
        kind, mode = self.kind.value(), self.mode.value()
        if day is None or not isinstance(kind, MeetingKind) or not isinstance(mode, MeetingMode):
            return None
        found = replace(
            self._entry,
            day=day,
            starts=_time_or_none(self.starts.line.value()),
            ends=_time_or_none(self.ends.line.value()),
        )
        if self._putting_off:
            return found
        return replace(
            found,
            kind=kind,
            mode=mode,
            receiver=self.receiver.value(),
            post=self.post.value(),
            chairman=self.chairman.isChecked(),
            place=self.place.value(),
            hamlet=self.hamlet.value() if kind is MeetingKind.VISIT else "",
            participants=self.participants.value(),
            topic=self.topic.value(),
        )

    @Slot()
    def _check(self) -> None:
        draft = self._draft()
        self._asked += 1
        asked, mine = self._asked, self._meeting.id if self._meeting else None
        if draft is None:
            self.conflicts.say("")
            return

        def work(services: "Services") -> tuple[int, Sequence[str]]:
            return asked, [one.message for one in services.meetings.check(draft, mine)]

        self._context.query(self, "", work, self._on_checked)

    def _on_checked(self, answer: tuple[int, Sequence[str]]) -> None:
        asked, messages = answer
        if asked == self._asked:
            self.conflicts.say("\n".join(dict.fromkeys(messages)))

    # -- done

    def submit(self) -> bool:
        """Take the meeting."""
        fine, day = self.day.read()
        begins, starts = self.starts.read()
        finishes, ends = self.ends.read()
        if starts is not None and ends is not None and starts >= ends:
            self.ends.set_problem(_("Giờ kết thúc phải sau giờ bắt đầu."))
            finishes = False
        why = self.why.value()
        if self._putting_off:
            why = text_needed(self._why, _("Hãy nhập lý do."))
            fine = fine and bool(why)
            if day == self._entry.day:
                self.day.set_problem(_("Ngày mới trùng với ngày đang có."))
                fine = False
        entry = self._draft()
        if not (fine and begins and finishes) or entry is None:
            return False
        self._done(entry, why)
        return True


class ReasonDialog(FormDialog):
    """Asks why a meeting is cancelled."""

    def __init__(self, page: QWidget, done: Callable[[str], None]) -> None:
        super().__init__(page, _("Hủy buổi này?"), _("Hủy buổi"), "danger")
        self.no.setText(_("Không hủy"))
        self._done = done
        self.reason = TextField(lines=3)
        words = _("Buổi đã hủy vẫn nằm trong lịch, kèm lý do.")
        self.body.addWidget(Text(words, "quiet", wrap=True, parent=self))
        self._field = Field(_("Lý do"), self.reason, parent=self)
        self.body.addWidget(self._field)
        self.reason.setFocus()

    def submit(self) -> bool:
        """Take the reason."""
        why = text_needed(self._field, _("Hãy nhập lý do."))
        if why:
            self._done(why)
        return bool(why)


def _time_or_none(text: str) -> time | None:
    try:
        return time.fromisoformat(read_time(text)) if text else None
    except (ValueError, AppError):
        return None


def _day_words(day: date) -> str:
    from friendly_desktop import formats

    return formats.weekday_date(day)
