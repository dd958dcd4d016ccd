"""One meeting: the kit before it, the entries during it, the result and the promises after it."""

import json
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from friendly_desktop.domain.cases import CaseFilter, CaseLine
from friendly_desktop.domain.meetings import Meeting, MeetingState, Promise
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.pages.reception.acts import MeetingActs
from ui.pages.reception.chosen import StageChip
from ui.pages.reception.kit import MeetingKit
from ui.pages.reception.promises import PromiseLine, PromiseRow, PromiseTable, officers
from ui.pages.reception.result import MeetingResult
from ui.pages.reception.rows import facts, stage, title
from ui.pages.reception.session import SessionEntries
from ui.people.permission import reserve
from ui.widgets.parts_page import Part
from ui.widgets.text import ElidedText, Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_MOST_CASES = 500
_PAUSE_MS = 500


class Moment(Enum):
    """The three tabs of a meeting; the value is the name a ``Place`` uses as its filter."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


_RECEPTION_WORDS = {
    Moment.BEFORE: N_("Trước buổi tiếp"),
    Moment.DURING: N_("Trong buổi tiếp"),
    Moment.AFTER: N_("Sau buổi tiếp"),
}
_OTHER_WORDS = {
    Moment.BEFORE: N_("Chuẩn bị"),
    Moment.DURING: N_("Đã hỏi, đã hứa"),
    Moment.AFTER: N_("Kết quả"),
}


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Everything about one meeting, read in one go."""

    meeting: Meeting
    promises: tuple[Promise, ...]
    cases: tuple[CaseLine, ...]
    officers: tuple[str, ...]
    draft: str


def draft_place(meeting_id: int) -> str:
    """Where the half-entered promise of a meeting is kept."""
    return f"promise-{meeting_id}"


def read_meeting(services: "Services", meeting_id: int) -> MeetingView:
    """Read it in a number of statements that does not grow with its entries."""
    meeting = services.meetings.get(meeting_id)
    cases: tuple[CaseLine, ...] = ()
    if meeting.entry.kind.reception:
        cases = services.cases.find(CaseFilter(meeting_id=meeting_id), _MOST_CASES)
    return MeetingView(
        meeting,
        services.meetings.promises(meeting_id),
        cases,
        officers(services),
        services.drafts.draft(draft_place(meeting_id)),
    )


class MeetingPart(Part):
    """One meeting."""

    case_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._id: int | None = None
        self._view: MeetingView | None = None
        self._opening = False
        self.acts = MeetingActs(context, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def start(self, what: str) -> None:
        """Open a meeting: "17", or "17:after" for one of its tabs."""
        number, _colon, moment = what.partition(":")
        if not number.isdecimal():
            return
        self.result.commit()
        if self._pause.isActive():
            self._keep_draft()
        fresh = self._id != int(number)
        self._id = int(number)
        self._opening = fresh and not moment
        if moment in {one.value for one in Moment}:
            self.show_moment(Moment(moment))
        if fresh:
            self._view = None
            self.tabs.setFocus()
            self.kit.clear()
            self.session.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the meeting again."""
        wanted = self._id
        if wanted is None:
            return

        def failed(error: Exception) -> None:
            self._context.show_error(self, error)
            self.back_wanted.emit()

        self._context.query(
            self, _("Đọc buổi này"), lambda services: read_meeting(services, wanted), self._on_read, failed
        )

    def title(self) -> str:
        """Which meeting."""
        return title(self._view.meeting.entry) if self._view else ""

    def primary_button(self) -> QPushButton | None:
        """What the tab in view is for."""
        if self._view is None:
            return None
        if self.moment is Moment.BEFORE and self._view.meeting.entry.kind.reception:
            return self.kit.print_button
        if self.moment is Moment.AFTER and self._view.meeting.state is not MeetingState.HELD:
            return self.result.hold_button
        return None

    def meeting_id(self) -> int | None:
        """The meeting in view."""
        return self._id

    @property
    def moment(self) -> Moment:
        """The tab in view."""
        return list(Moment)[self.tabs.currentIndex()]

    def show_moment(self, moment: Moment) -> None:
        """Show a tab."""
        self.tabs.setCurrentIndex(list(Moment).index(moment))

    # -- building

    def _build(self) -> None:
        self.back = button(_("Lịch tiếp dân"), "left", "back", parent=self)
        self.back.setToolTip(_("Về lịch tiếp dân (Esc)"))
        self._chip = StageChip(self)
        self._facts = ElidedText(role="quiet", parent=self)
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.edit_button.setToolTip(_("Sửa buổi này (F2)"))
        self.postpone_button = button(_("Hoãn..."), "calendar", parent=self)
        reserve(self._context, Right.MEETINGS, self.edit_button, self.postpone_button)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Trước, trong, sau buổi này"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for moment in Moment:
            self.tabs.addTab(_(_RECEPTION_WORDS[moment]))
        # Made where they stay: a widget that moves to another parent is styled once more.
        self._stack = QStackedWidget(self)
        self._during = QWidget(self._stack)
        self._after = QWidget()
        self._after.setProperty("role", "page-body")
        self._promise_box = QWidget(self._after)
        self.kit = MeetingKit(self._context, self._stack)
        self.session = SessionEntries(self._context, self._during)
        self.result = MeetingResult(self._context, self._after)
        self.line = PromiseLine(self._context.clock.today, self._promise_box)
        self.promises = PromiseTable(self._context, self._promise_box)

    def _lay_out(self) -> None:
        self._during_column = QVBoxLayout(self._during)
        self._during_column.setContentsMargins(0, 0, 0, 0)
        self._during_column.setSpacing(10)
        self._during_column.addWidget(self.session, 1)
        self._after_column = QVBoxLayout(self._after)
        self._after_column.setContentsMargins(0, 0, 8, 0)
        self._after_column.setSpacing(12)
        self._after_column.addWidget(self.result)
        box = QVBoxLayout(self._promise_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self._promise_heading = Text(_("Việc giao sau buổi tiếp"), "heading", parent=self._promise_box)
        box.addWidget(self._promise_heading)
        box.addWidget(self.line)
        box.addWidget(self.promises, 1)
        self._after_column.addWidget(self._promise_box, 1)
        for one in (self.kit, self._during, scrolled(self._after, self._stack)):
            self._stack.addWidget(one)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.back)
        top.addWidget(self._chip)
        top.addWidget(self._facts, 1)
        top.addWidget(self.postpone_button)
        top.addWidget(self.edit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.edit_button.clicked.connect(self._on_edit)
        self.postpone_button.clicked.connect(self._on_postpone)
        self.tabs.currentChanged.connect(self._on_tab)
        self.line.wanted.connect(self._on_promise)
        self.line.edited.connect(self._pause.start)
        self._pause.timeout.connect(self._keep_draft)
        self.result.held.connect(self._on_held)
        self.result.conclusion_wanted.connect(self._on_conclusion)
        self.session.case_wanted.connect(self.case_wanted)
        self.session.receipt_wanted.connect(self._on_receipt)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self._on_edit)

    # -- showing

    def _on_read(self, view: MeetingView) -> None:
        if view.meeting.id != self._id:
            return
        first = self._view is None
        self._view = view
        meeting = view.meeting
        reception = meeting.entry.kind.reception
        words = _RECEPTION_WORDS if reception else _OTHER_WORDS
        for place, moment in enumerate(Moment):
            self.tabs.setTabText(place, _(words[moment]))
        self.tabs.setTabVisible(0, reception)
        self._place_promises(reception)
        if self._opening:
            self._opening = False
            self.show_moment(self._usual_moment(meeting))
        elif not reception and self.moment is Moment.BEFORE:
            self.show_moment(Moment.DURING)
        self._chip.show_stage(stage(meeting, self._today))
        self._facts.setText(facts(meeting.entry))
        self._facts.setToolTip(facts(meeting.entry))
        planned = meeting.state is MeetingState.PLANNED
        self.postpone_button.setVisible(planned)
        self.edit_button.setVisible(meeting.state in (MeetingState.PLANNED, MeetingState.HELD))
        self.result.show_meeting(meeting)
        self.line.set_people(view.officers)
        if first:
            self.line.put(json.loads(view.draft) if view.draft else {})
        self.promises.show_rows([PromiseRow(one, meeting) for one in view.promises])
        if reception:
            self.session.show_cases(meeting, view.cases)
        self._show_tab()
        if first:
            self._take_keyboard()
        self.framed.emit()

    def _place_promises(self, reception: bool) -> None:
        """Receptions tell their duties after, dialogues and visits during."""
        wanted = self._after_column if reception else self._during_column
        if self._promise_box.parentWidget() is not wanted.parentWidget():
            wanted.addWidget(self._promise_box, 1)
        self.session.setVisible(reception)
        self._promise_heading.setVisible(reception)

    def _usual_moment(self, meeting: Meeting) -> Moment:
        if meeting.state is not MeetingState.PLANNED or meeting.entry.day < self._today:
            return Moment.AFTER
        if meeting.entry.day == self._today:
            return Moment.DURING
        return Moment.BEFORE if meeting.entry.kind.reception else Moment.DURING

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        self._show_tab()
        self.framed.emit()

    def _show_tab(self) -> None:
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        view = self._view
        if view is None:
            return
        if self.moment is Moment.BEFORE and view.meeting.entry.kind.reception:
            self.kit.show_meeting(view.meeting)
        if self.moment is Moment.DURING and view.meeting.entry.kind.reception:
            self.session.begin()

    def _take_keyboard(self) -> None:
        if self.moment is Moment.DURING:
            (self.session if self.session.isVisibleTo(self) else self.line.asked).setFocus()
        elif self.moment is Moment.AFTER:
            self.result.visitors.setFocus()
        else:
            self.tabs.setFocus()

    # -- hands

    @Slot()
    def _on_edit(self) -> None:
        if self._view is not None and self.edit_button.isVisibleTo(self):
            self.acts.edit(self._view.meeting)

    @Slot()
    def _on_postpone(self) -> None:
        if self._view is not None:
            self.acts.postpone(self._view.meeting)

    @Slot()
    def _on_held(self) -> None:
        self.framed.emit()

    @Slot()
    def _on_conclusion(self) -> None:
        """Write the notice of conclusion (NĐ 154/2026 Điều 25) with what stands here."""
        from ui.cases.form_dialog import open_form

        meeting_id = self._id
        if meeting_id is not None:
            self.result.commit()
            open_form(self, self._context, lambda services: services.case_forms.blank_meeting(meeting_id))

    @Slot(int)
    def _on_receipt(self, case_id: int) -> None:
        from ui.cases.form_dialog import open_form

        open_form(self, self._context, lambda services: services.case_forms.blank(case_id, "receipt"))

    @Slot()
    def _keep_draft(self) -> None:
        """Keep what is half entered, so that a power cut takes no more than the last words."""
        self._pause.stop()
        if self._id is None:
            return
        place, typed = draft_place(self._id), self.line.typed()

        def work(services: "Services") -> None:
            if typed:
                services.drafts.save_draft(place, json.dumps(typed, ensure_ascii=False))
            else:
                services.drafts.clear_draft(place)

        self._context.query(self, "", work, lambda _nothing: None)

    @Slot(object)
    def _on_promise(self, promise: Promise) -> None:
        if self._id is None:
            return
        self._pause.stop()
        wanted = replace(promise, meeting_id=self._id)

        def work(services: "Services") -> Promise:
            saved = services.meetings.save_promise(wanted)
            services.drafts.clear_draft(draft_place(wanted.meeting_id))
            return saved

        self._context.perform(self, _("Ghi việc đã hứa"), work, lambda _saved: self.line.clear())
