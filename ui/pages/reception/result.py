"""After a meeting: who came, what was said, the conclusion's number; it is stored as it is typed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingState
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.people.permission import reserve
from ui.widgets.fields import DateField, Field, LineField, TextField
from ui.widgets.text import Text, button, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_MOST_VISITORS = 100_000
_PAUSE_MS = 800


class MeetingResult(QWidget):
    """The result of one meeting.

    Signals:
        held: it was written down that it took place.
        conclusion_wanted: the conclusion of the reception is to be written and printed.
    """

    held = Signal()
    conclusion_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting: Meeting | None = None
        self.visitors = LineField(parent=self)
        self.participants = TextField(lines=2, parent=self)
        self.notes = TextField(lines=3, parent=self)
        self.number = LineField("12/TB-UBND", parent=self)
        self.concluded_on = DateField(context.clock.today, self)
        self._visitors = Field(_("Số người đến"), self.visitors, parent=self)
        self._on = Field(_("Ngày thông báo"), self.concluded_on, parent=self)
        self._number = Field(_("Số thông báo kết luận"), self.number, parent=self)
        self.hold_button = button(_("Ghi đã tổ chức"), "check", "primary", "Ctrl+Return", parent=self)
        self.hold_button.hide()
        self.conclusion_button = button(_("Soạn thông báo kết luận..."), "note", parent=self)
        reserve(self._context, Right.MEETINGS, self.hold_button, self.conclusion_button)
        self._hint = Text(role="quiet-small", wrap=True, parent=self)
        self._lay_out()
        for line in (self.visitors, self.participants, self.notes):
            line.committed.connect(self._on_committed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        for text in (self.participants, self.notes):
            text.textChanged.connect(self._on_typed)
        self.number.committed.connect(self._on_conclusion)
        self.concluded_on.committed.connect(self._on_conclusion)
        self.concluded_on.refused.connect(self._on.set_problem)
        self.hold_button.clicked.connect(self.hold)
        self.conclusion_button.clicked.connect(self.conclusion_wanted)

    def _lay_out(self) -> None:
        form = card(self)
        grid = QGridLayout(form)
        grid.setContentsMargins(20, 14, 20, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.addWidget(self._visitors, 0, 0)
        grid.addWidget(Field(_("Thành phần đã dự"), self.participants, parent=form), 0, 1, 1, 2)
        notes_hint = _("Không ghi tên, địa chỉ người tố cáo và nội dung tố cáo ở đây.")
        grid.addWidget(Field(_("Diễn biến, ý kiến chính"), self.notes, notes_hint, form), 1, 0, 1, 3)
        self._conclusion = QWidget(form)
        row = QHBoxLayout(self._conclusion)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._number, 2)
        row.addWidget(self._on, 2)
        lower = QVBoxLayout()
        lower.setSpacing(4)
        lower.addWidget(Text(" ", parent=form))
        lower.addWidget(self.conclusion_button)
        lower.addStretch(1)
        row.addLayout(lower, 1)
        grid.addWidget(self._conclusion, 2, 0, 1, 3)
        grid.addWidget(self._hint, 3, 0, 1, 3)
        grid.setRowStretch(4, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is known."""
        self._meeting = meeting
        entry = meeting.entry
        self.visitors.show_value("" if entry.visitors is None else str(entry.visitors))
        for field, words in ((self.participants, entry.participants), (self.notes, entry.notes)):
            if not field.hasFocus():  # whoever is typing is ahead of what is stored
                field.show_value(words)
        self.number.show_value(meeting.conclusion)
        self.concluded_on.show_value(meeting.conclusion_on)
        self._conclusion.setVisible(entry.kind.reception)
        self.hold_button.setEnabled(
            meeting.state is MeetingState.PLANNED and entry.day <= self._context.clock.today()
        )
        if meeting.state is MeetingState.HELD:
            words = _("Đã ghi là đã tổ chức. Sửa ô nào là lưu ngay ô đó.")
        elif entry.day > self._context.clock.today():
            words = _("Buổi này vào {day}. Đến ngày đó mới ghi là đã tổ chức được.").format(
                day=formats.weekday_date(entry.day)
            )
        else:
            words = _("Bấm «Ghi đã tổ chức» khi xong; buổi đã tổ chức được tính làm minh chứng cho tiêu chí.")
        self._hint.setText(words)

    @Slot()
    def _on_typed(self) -> None:
        """A power cut takes no more than the last words."""
        if self.notes.hasFocus() or self.participants.hasFocus():
            self._pause.start()

    @Slot()
    def commit(self) -> None:
        """Hand over what is being typed."""
        self._pause.stop()
        self.participants.commit()
        self.notes.commit()

    def _read_visitors(self) -> tuple[bool, int | None]:
        text = self.visitors.value()
        if not text:
            self._visitors.set_problem("")
            return True, None
        fine = text.isdecimal() and int(text) <= _MOST_VISITORS
        self._visitors.set_problem("" if fine else _("Nhập số người, ví dụ 12."))
        return fine, int(text) if fine else None

    @Slot()
    def _on_committed(self, *_value: object) -> None:
        meeting = self._meeting
        fine, visitors = self._read_visitors()
        if meeting is None or not fine:
            return
        entry = replace(
            meeting.entry,
            visitors=visitors,
            participants=self.participants.value(),
            notes=self.notes.value(),
        )
        if entry != meeting.entry:
            self._meeting = replace(meeting, entry=entry)
            self._context.perform(
                self, _("Lưu kết quả"), lambda services: services.meetings.save(entry, meeting.id)
            )

    @Slot()
    def _on_conclusion(self, *_value: object) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        text = self.concluded_on.text().strip()
        today = self._context.clock.today()
        try:
            day = formats.parse_date(text, today) if text else None
        except ValueError:
            return
        if day is not None and day < meeting.entry.day:
            self._on.set_problem(_("Ngày thông báo không thể trước ngày tiếp."))
            return
        self._on.set_problem("")
        number = self.number.value()
        if (number, day) != (meeting.conclusion, meeting.conclusion_on):
            self._meeting = replace(meeting, conclusion=number, conclusion_on=day)
            self._context.perform(
                self,
                _("Lưu số thông báo kết luận"),
                lambda services: services.meetings.conclude(meeting.id, number, day),
            )

    @Slot()
    def hold(self) -> None:
        """Write down that it took place, with everything that stands here."""
        meeting = self._meeting
        fine, visitors = self._read_visitors()
        if meeting is None or not fine:
            return
        self.commit()
        participants, notes = self.participants.value(), self.notes.value()

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.meetings.reinstate(meeting.id)
            )

        def work(services: "Services") -> Meeting:
            return services.meetings.hold(
                meeting.id, visitors=visitors, notes=notes, participants=participants
            )

        def done(_meeting: Meeting) -> None:
            self._context.tell(_("Đã ghi buổi này đã tổ chức."), undo)
            self.held.emit()

        def failed(error: Exception) -> None:
            if isinstance(error, AppError) and error.code == "visitors_unlikely":
                self._visitors.set_problem(error.message)
            else:
                self._context.show_error(self, error)

        self._context.perform(self, _("Ghi đã tổ chức"), work, done, failed)
