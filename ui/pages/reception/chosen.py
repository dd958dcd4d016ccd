"""The chosen meeting beside the year: what, when, who, where, why it moved, how its notice stands."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.i18n import _, ngettext
from ui.pages.reception.rows import KIND_TITLES, STAGE_LOOKS, Stage, facts, stage, stage_words
from ui.widgets.chip_label import ChipLabel
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button


class StageChip(ChipLabel):
    """Where a meeting is: icon and word."""

    def show_stage(self, wanted: Stage) -> None:
        """Show another one."""
        _words, tone, icon = STAGE_LOOKS[wanted]
        self.show_chip(stage_words(wanted), tone, icon)


def posting_words(meeting: Meeting, post_by: date | None, today: date) -> tuple[str, bool]:
    """How its notice stands, and whether it is late.

    Luật Tiếp công dân Điều 24: the schedule is posted at least 5 working days before.
    """
    if meeting.posted_on is not None:
        late = post_by is not None and meeting.posted_on > post_by
        day = formats.short_date(meeting.posted_on)
        if late:
            return (
                _("Đã niêm yết ngày {day}, sau hạn {due} (trước ít nhất 5 ngày làm việc).").format(
                    day=day, due=formats.short_date(post_by)
                ),
                True,
            )
        return _("Đã niêm yết ngày {day}.").format(day=day), False
    if post_by is None:
        return "", False
    due = formats.weekday_date(post_by)
    if post_by < today:
        return (
            _("Đã quá hạn niêm yết: phải niêm yết chậm nhất {due} (trước ít nhất 5 ngày làm việc).").format(
                due=due
            ),
            True,
        )
    words = _("Niêm yết thông báo chậm nhất {due} (trước ít nhất 5 ngày làm việc).")
    return words.format(due=due), False


class ChosenMeeting(QFrame):
    """The chosen meeting and what can be done with it.

    Signals:
        open_wanted, edit_wanted, postpone_wanted, cancel_wanted, posted_wanted, reinstate_wanted,
        remove_wanted: a button was pressed.
    """

    open_wanted = Signal()
    edit_wanted = Signal()
    postpone_wanted = Signal()
    cancel_wanted = Signal()
    posted_wanted = Signal()
    reinstate_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._today = today
        self._compact = False
        self._chip = StageChip(self)
        self._title = Text(role="strong", wrap=True, parent=self)
        self._day = Text(role="heading", wrap=True, parent=self)
        self._line = Text(role="strong", wrap=True, parent=self)
        self._facts = Text(wrap=True, parent=self)
        self._moved = Text(role="quiet-small", wrap=True, parent=self)
        self._topic = Text(role="quiet-small", wrap=True, parent=self)
        self._posting = Text(role="quiet-small", wrap=True, parent=self)
        self._conflict = Text(role="problem", wrap=True, parent=self)
        self.open_button = button(_("Mở"), "right", "quiet", parent=self)
        self.open_button.setToolTip(_("Mở buổi này (Enter)"))
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.edit_button.setToolTip(_("Sửa buổi này (F2)"))
        self.postpone_button = button(_("Hoãn..."), "calendar", parent=self)
        self.posted_button = button(_("Đã niêm yết..."), "check", parent=self)
        self.cancel_button = button(_("Hủy buổi..."), "close", parent=self)
        self.reinstate_button = button(_("Đưa về lịch"), "undo", parent=self)
        self.remove_button = button(_("Bỏ khỏi lịch"), "remove", parent=self)
        self.remove_button.setToolTip(_("Bỏ khỏi lịch buổi ghi nhầm (Delete)"))
        self._lay_out()
        for made, wanted in (
            (self.open_button, self.open_wanted),
            (self.edit_button, self.edit_wanted),
            (self.postpone_button, self.postpone_wanted),
            (self.posted_button, self.posted_wanted),
            (self.cancel_button, self.cancel_wanted),
            (self.reinstate_button, self.reinstate_wanted),
            (self.remove_button, self.remove_wanted),
        ):
            made.clicked.connect(wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addWidget(self._line, 1)
        head.addStretch(0)
        head.addWidget(self.open_button)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        for made in (*self.acting(), air(acts)):
            flow.addWidget(made)
        layout = self._column = QVBoxLayout(self)
        layout.setSpacing(4)
        layout.addLayout(head)
        for words in (
            self._day,
            self._title,
            self._facts,
            self._topic,
            self._moved,
            self._posting,
            self._conflict,
        ):
            layout.addWidget(words)
        self._air = QSpacerItem(0, 0)
        layout.addItem(self._air)
        layout.addWidget(acts)
        self.set_compact(False)

    def acting(self) -> tuple[QWidget, ...]:
        """The buttons of what can be done."""
        return (
            self.edit_button,
            self.postpone_button,
            self.posted_button,
            self.cancel_button,
            self.reinstate_button,
            self.remove_button,
        )

    def set_compact(self, compact: bool) -> None:
        """Say only the most needed, in one line: the window is low."""
        self._compact = compact
        self._line.setVisible(compact)
        for words in (self._day, self._title, self._facts):
            words.setVisible(not compact)
        self._air.changeSize(0, 0 if compact else 6)
        air = (16, 4, 12, 8) if compact else (16, 10, 16, 12)
        self._column.setContentsMargins(*air)

    def words(self) -> str:
        """Everything it says."""
        texts = (self._line, self._day, self._title, self._facts)
        shown = (*texts, self._topic, self._moved, self._posting, self._conflict)
        return "\n".join(one.text() for one in shown if one.isVisibleTo(self))

    def show_meeting(
        self,
        meeting: Meeting,
        post_by: date | None = None,
        moved_to: Meeting | None = None,
        cases: int = 0,
        conflicts: str = "",
    ) -> None:
        """Show a meeting."""
        entry = meeting.entry
        self._chip.show_stage(stage(meeting, self._today))
        day = formats.weekday_date(entry.day)
        self._day.setText(day[:1].upper() + day[1:])
        self._title.setText(_(KIND_TITLES[entry.kind]))
        self._line.setText(f"{self._day.text()} · {self._title.text()}")
        self._facts.setText(facts(entry))
        self.setToolTip(facts(entry) if self._compact else "")
        parts = [entry.topic.replace("\n", "; ")]
        if cases:
            parts.append(
                ngettext("{n} lượt tiếp đã vào sổ", "{n} lượt tiếp đã vào sổ", cases).format(n=cases)
            )
        if entry.visitors is not None:
            parts.append(ngettext("{n} người đến", "{n} người đến", entry.visitors).format(n=entry.visitors))
        if meeting.conclusion:
            parts.append(_("thông báo kết luận {number}").format(number=meeting.conclusion))
        _say(self._topic, "" if self._compact else " · ".join(part for part in parts if part))
        _say(self._moved, _moved_words(meeting, moved_to))
        planned = meeting.state is MeetingState.PLANNED
        told, late = "", False
        if post_by is not None:
            told, late = posting_words(meeting, post_by, self._today)
        self._posting.set_role("problem" if late else "quiet-small")
        _say(self._posting, told)
        _say(self._conflict, conflicts)
        future = entry.day >= self._today
        self.edit_button.setVisible(meeting.state in (MeetingState.PLANNED, MeetingState.HELD))
        self.postpone_button.setVisible(planned)
        self.posted_button.setVisible(
            planned and meeting.posted_on is None and entry.kind is MeetingKind.PERIODIC
        )
        self.cancel_button.setVisible(planned)
        self.reinstate_button.setVisible(meeting.state in (MeetingState.CANCELLED, MeetingState.HELD))
        by_hand = not meeting.scheduled and meeting.moved_from is None
        self.remove_button.setVisible(planned and by_hand and meeting.posted_on is None)
        self.open_button.setText(_("Mở") if not planned or future else _("Ghi kết quả"))


def _say(label: Text, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _moved_words(meeting: Meeting, moved_to: Meeting | None) -> str:
    why = meeting.why.rstrip(".")
    if meeting.state is MeetingState.POSTPONED:
        if moved_to is None:
            return _("Lý do hoãn: {why}.").format(why=why)
        day = formats.weekday_date(moved_to.entry.day)
        return _("Hoãn sang {day}. Lý do: {why}.").format(day=day, why=why)
    if meeting.state is MeetingState.CANCELLED:
        return _("Lý do hủy: {why}.").format(why=why)
    if meeting.moved_from is None or meeting.moved_from == meeting.entry.day:
        return ""
    day = formats.weekday_date(meeting.moved_from)
    if not why:
        return _("Chuyển từ {day}.").format(day=day)
    return _("Chuyển từ {day}. Lý do: {why}.").format(day=day, why=why)
