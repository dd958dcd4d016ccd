"""The entry line: a case is written down while the citizen speaks.

Nothing typed is lost: every pause keeps it on the disk, and after a crash it is offered again. What the
register already knows is shown, never merged. Enter enters; the number and the dates to keep stand below.
"""

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import (
    Case,
    CaseDeadline,
    CaseEntry,
    CaseFilter,
    CaseKind,
    CaseLine,
    CaseProblem,
)
from friendly_desktop.domain.cases import rules as case_rules
from friendly_desktop.domain.cases.words import KIND_TITLES
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.deadlines import RuleRole
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.cases.entry_form import EntryForm
from ui.cases.entry_hints import EntryHints
from ui.cases.entry_values import draft_text, draft_values, entry_of, is_blank
from ui.cases.marks import length_words
from ui.context import UiContext
from ui.widgets.folding import Folding
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.suggesting import Suggestion
from ui.widgets.text import button, icon_button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 500
_LEFT = "/left"
_MOST_PEOPLE_ASKED, _MOST_PEOPLE = 40, 7
_LEAST_LINES = 6  # height of the further fields in a low window


class Entered(NamedTuple):
    """A case that was just entered, with its dates."""

    case: Case
    deadlines: tuple[CaseDeadline, ...]


class Begun(NamedTuple):
    """What the line offers when it comes into view."""

    hamlets: tuple[str, ...]
    people: tuple[str, ...]
    draft: str
    today: date


class CaseEntryLine(QFrame):
    """Takes a case in.

    Args:
        context: of the window.
        parent: where it stands.
        place: the name under which its draft is kept; another one for every place in the window.

    Signals:
        entered: Case, it is in the register.
        open_wanted: int, a case is to be looked at.
        receipt_wanted: int, the receipt of a case is to be printed.
        unfolded: bool, the further fields came into view and want the room of what stands below.
        left: the person is done here (Escape in an empty line, or the cross).
    """

    entered = Signal(object)
    open_wanted = Signal(int)
    receipt_wanted = Signal(int)
    unfolded = Signal(bool)
    left = Signal()

    def __init__(
        self, context: UiContext, parent: QWidget | None = None, *, place: str = "case-entry"
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._place = place
        self._meeting_id: int | None = None
        self._receiver = ""
        self._tried = False  # Enter was pressed: what is missing is told
        self._on_disk = ""
        self._offered: dict[str, str] = {}
        self._last_day: date | None = None  # of the last entry, where the clock of the PC was set back
        self._wish = 0
        self._busy = False
        self._case: Case | None = None
        self.setProperty("role", "card")
        self.form = EntryForm(self._today, self)
        self.hints = EntryHints(self)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._connect()

    # -- what the owner asks

    def begin(self) -> None:
        """Come into view: read what is offered, offer a draft that was left, take the keyboard."""
        self.form.setFocus()
        if not self.is_blank():
            return
        place = self._place

        def work(services: "Services") -> Begun:
            return Begun(
                tuple(one.name for one in services.office.hamlets()),
                tuple(one.name for one in services.office.people()),
                left_draft(services, place),
                services.cases.today(),
            )

        self._context.query(self, _("Đọc lượt ghi dở"), work, self._on_begun)

    def set_session(self, meeting_id: int | None, receiver: str = "") -> None:
        """Everything entered from now on belongs to this session and was received by this person."""
        self._meeting_id, self._receiver = meeting_id, receiver
        if self.is_blank():
            self._clear()

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return is_blank(self.form.values())

    def enter(self) -> None:
        """Put the case into the register, or go to what is missing."""
        if self._busy:
            return
        today = self._today()
        entry, problems = entry_of(self.form.values(), today, self._meeting_id)
        self._tried = True
        problems += self._judge(entry) if entry else []
        self.form.show_problems(problems)
        blocking = next((one for one in problems if one.blocking), None)
        if entry is None or blocking is not None:
            self._go_to_problem(blocking)
            return
        self._busy = True
        self._pause.stop()
        place = self._place

        def work(services: "Services") -> Entered:
            case = services.cases.add(entry)
            services.drafts.clear_draft(place)
            return Entered(case, services.cases.deadlines(case.id))

        self._context.perform(self, _("Vào sổ"), work, self._on_entered, self._on_refused)

    # -- building

    def _build(self) -> None:
        self._continue = button(_("Ghi tiếp"), kind="quiet", parent=self)
        self._drop = button(_("Bỏ"), kind="quiet", parent=self)
        self.draft_strip = NoticeStrip("history", "accent", self._continue, self._drop, parent=self)
        self._open = button(_("Mở vụ việc"), "right", "quiet", parent=self)
        self._receipt = button(_("In giấy biên nhận"), "print", "quiet", parent=self)
        self.done_strip = NoticeStrip("done", "good", self._receipt, self._open, parent=self)
        self.more = Folding(_("Thêm thông tin (F4)"), self._room(), self)
        close = icon_button("close", _("Cất dòng ghi (Esc)"), parent=self)
        close.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.more, 1)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 6)
        layout.setSpacing(6)
        layout.addWidget(self.done_strip)
        layout.addWidget(self.draft_strip)
        layout.addWidget(self.form)
        layout.addWidget(self.hints)
        layout.addLayout(foot)
        self.setFocusProxy(self.form)
        order: tuple[QWidget, ...] = (
            self._receipt,
            self._open,
            self._continue,
            self._drop,
            *self.form.inputs.values(),
            self.form.enter,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)  # what stands above comes before

    def _room(self) -> QWidget:
        """The further fields scroll where the window is low."""
        self._scroll = scrolled(self.form.more, self)
        return self._scroll

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.kind_changed.connect(self._on_kind_changed)
        self.form.finished.connect(self._on_finished)
        self.form.searched.connect(self._on_searched)
        self.form.picked.connect(self._on_picked)
        self._pause.timeout.connect(self._on_pause)
        self.hints.open_wanted.connect(self.open_wanted)
        self._continue.clicked.connect(self._on_continue)
        self._drop.clicked.connect(self._on_drop)
        self._open.clicked.connect(self._on_open)
        self._receipt.clicked.connect(self._on_receipt)
        self.more.opened_by_hand.connect(self._on_more)
        self._context.bus.changed.connect(self._on_changed)
        QShortcut(QKeySequence("F4"), self, self.toggle_more)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, context=here).activated.connect(self.enter)

    # -- typing

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()
        if self._tried:
            self._tell()

    @Slot()
    def _on_kind_changed(self) -> None:
        """The draft follows at once: a denouncer's words must not lie on the disk for even a pause."""
        self.hints.show_lines((), "")
        self._keep()

    @Slot()
    def _on_pause(self) -> None:
        self._keep()
        self._tell()
        self._look_around()

    def _keep(self) -> None:
        """The words as they stand are on the disk, where nobody may be named without who."""
        text = self._unkept()
        if text is None:
            return
        place = self._place
        self._context.query(
            self,
            _("Giữ lượt ghi dở"),
            lambda services: keep_draft(services, place, text),
            lambda _none: None,
            self._on_not_kept,
        )

    def _unkept(self) -> str | None:
        """What is to be kept, "" for nothing any more; None where the disk has it already."""
        values = self.form.values()
        text = "" if is_blank(values) else draft_text(values)
        if text == self._on_disk:
            return None
        self._on_disk = text
        return text

    def _tell(self) -> None:
        """Warnings while typing; what is missing only once Enter was pressed."""
        values = self.form.values()
        entry, unread = entry_of(values, self._today(), self._meeting_id)
        if entry is None:
            self.form.show_problems(unread if self._tried else ())
            return
        problems = [*unread, *self._judge(entry)]
        if not self._tried:
            problems = [one for one in problems if values.get(one.field, "").strip()]
        self.form.show_problems(problems)

    def _judge(self, entry: CaseEntry) -> list[CaseProblem]:
        return list(case_rules.problems(case_rules.cleaned(entry), self._today()))

    def _today(self) -> date:
        """The day of an entry that names none: never one before the last entry, whatever the clock says."""
        today = self._context.clock.today()
        return max(today, self._last_day or today)

    def _look_around(self) -> None:
        """Ask who came before and what may be the same; never for a denunciation."""
        values = self.form.values()
        entry, _unread = entry_of(values, self._today(), self._meeting_id)
        self._wish += 1
        if entry is None or entry.kind is CaseKind.DENUNCIATION or not (entry.name or entry.content):
            self.hints.show_lines((), "")
            return
        wish, name = self._wish, entry.name

        def done(lines: tuple[CaseLine, ...]) -> None:
            if wish == self._wish:
                self.hints.show_lines(lines, name)

        self._context.query(self, _("Tìm vụ việc giống"), lambda services: services.cases.alike(entry), done)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        """People of this name who came before, each once."""
        kind = self.form.kind.kind()
        if kind is None or kind is CaseKind.DENUNCIATION:
            return
        self._context.query(
            self,
            _("Tìm người đã đến"),
            lambda services: people_named(services, text),
            lambda found: self.form.offer_people(
                [Suggestion(one.name, _detail(one, came), one) for one, came in found]
            ),
        )

    @Slot(object)
    def _on_picked(self, taken: Suggestion) -> None:
        """A person brings address and papers along, where nothing stands yet."""
        person = taken.value
        if not isinstance(person, CaseEntry):
            return
        values = self.form.values()
        for name, line in (("address", self.form.address), ("identity", self.form.identity)):
            if not values[name].strip():
                line.setText(str(getattr(person, name, "")))
        for name in ("phone", "hamlet", "identity_issued"):
            found = self.form.more.inputs[name]
            if not values.get(name, "").strip():
                found.setText(str(getattr(person, name, "")))  # type: ignore[union-attr]  # lines, all of them
        self._on_edited()

    # -- entering

    @Slot()
    def _on_finished(self) -> None:
        self.enter()

    def _go_to_problem(self, problem: CaseProblem | None) -> None:
        if problem is None:
            self.form.setFocus()
            return
        if problem.field in self.form.more.inputs:
            self._unfold(True)
        if not self.form.go_to(problem.field):
            self.form.content.setFocus()

    def _on_entered(self, answer: Entered) -> None:
        self._busy = False
        self._case = answer.case
        self._clear()
        self._on_disk = ""
        self.done_strip.say(entered_words(answer))
        self._receipt.setVisible(answer.case.entry.kind is not CaseKind.DENUNCIATION)
        self.form.setFocus()
        self.entered.emit(answer.case)

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        """What was entered may be gone again: the records may have been restored from a backup."""
        case = self._case
        if case is None or Area.CASES not in areas or not self.done_strip.text():
            return

        def done(found: tuple[Case, ...]) -> None:
            if self._case is case and not any(one.created_at == case.created_at for one in found):
                self._case = None
                self.done_strip.say("")

        self._context.query(self, _("Tìm vụ việc"), lambda services: services.cases.cases([case.id]), done)

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._context.show_error(self, error)
        self._keep()

    def _on_not_kept(self, error: Exception) -> None:
        self._on_disk = ""
        self._context.show_error(self, error)

    def _clear(self) -> None:
        self._tried = False
        self._pause.stop()
        self.form.put({"receiver": self._receiver})
        self.hints.show_lines((), "")
        self._unfold(False)

    # -- the draft that was left

    def _on_begun(self, answer: "Begun") -> None:
        self.form.set_hamlets(answer.hamlets)
        self.form.more.set_people(answer.people)
        self._last_day = answer.today
        self.form.more.show_today()
        self._offered = draft_values(answer.draft)
        if not is_blank(self._offered):
            kind = self._offered.get("kind", "")
            what = _(KIND_TITLES[CaseKind(kind)]) if kind else _("Chưa chọn loại đơn")
            who = self._offered.get("name", "").strip() or what
            self.draft_strip.say(_("Còn một lượt ghi dở: {who}.").format(who=clean_line(who)))

    @Slot()
    def _on_continue(self) -> None:
        self.draft_strip.say("")
        place = self._place
        self._context.query(
            self, "", lambda services: services.drafts.clear_draft(f"{place}{_LEFT}"), lambda _none: None
        )
        self.form.put(self._offered)
        if any(
            self._offered.get(name) for name in self.form.more.inputs if name not in ("channel", "receiver")
        ):
            self._unfold(True)
        self.form.content.setFocus()
        self._on_pause()

    @Slot()
    def _on_drop(self) -> None:
        self.draft_strip.say("")
        offered, place = self._offered, self._place
        self._offered = {}

        def undo() -> None:
            self._offered = offered
            self._on_continue()

        self._context.query(
            self,
            _("Bỏ lượt ghi dở"),
            lambda services: services.drafts.clear_draft(f"{place}{_LEFT}"),
            lambda _none: self._context.tell(_("Đã bỏ lượt ghi dở."), undo),
        )
        self.form.setFocus()

    # -- further fields and ways out

    @Slot()
    def toggle_more(self) -> None:
        """F4: the further fields."""
        self._unfold(not self.more.is_open)
        if self.more.is_open:
            self.form.more.inputs["received"].setFocus()

    @Slot(bool)
    def _on_more(self, shown: bool) -> None:
        self._unfold(shown)

    def _unfold(self, shown: bool) -> None:
        if shown:
            self.done_strip.say("")
            wanted = self.form.more.sizeHint().height() + 8
            self._scroll.setMinimumHeight(min(wanted, self.fontMetrics().height() * _LEAST_LINES))
            self._scroll.setMaximumHeight(wanted)
            self.unfolded.emit(True)  # room first, else the window would grow
        if shown != self.more.is_open:
            self.more.set_open(shown)
        if not shown:
            self.unfolded.emit(False)
            if self.isVisible():
                self.form.content.setFocus()

    @Slot()
    def _on_open(self) -> None:
        if self._case is not None:
            self.open_wanted.emit(self._case.id)

    @Slot()
    def _on_receipt(self) -> None:
        if self._case is not None:
            self.receipt_wanted.emit(self._case.id)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere keeps what was typed, at once: when the program ends nobody waits for a worker."""
        super().hideEvent(event)
        if event.spontaneous() or not self._pause.isActive() or not self._context.is_ready:
            return
        self._pause.stop()
        text = self._unkept()
        if text is None:
            return
        try:
            keep_draft(self._context.services, self._place, text)
        except AppError as error:
            self._on_not_kept(error)


def entered_words(answer: Entered) -> str:
    """The number and the dates to keep of a case just entered, in sentences."""
    case = answer.case
    words = [_("Đã vào sổ: {kind} số {code}.").format(kind=_(KIND_TITLES[case.entry.kind]), code=case.code)]
    if case.register_number is not None:
        words.append(_("Số thứ tự {n} trong sổ tiếp công dân.").format(n=case.register_number))
    for one in answer.deadlines:
        deadline = one.deadline
        if deadline.rule.role is RuleRole.DEADLINE and deadline.due is not None and not one.superseded:
            words.append(
                _("{what}: chậm nhất {day} ({length}).").format(
                    what=deadline.rule.title,
                    day=formats.weekday_date(deadline.due),
                    length=length_words(deadline),
                )
            )
    return " ".join(words)


def keep_draft(services: "Services", place: str, text: str) -> None:
    """Keep what is typed at a place; "" forgets it."""
    if text:
        services.drafts.save_draft(place, text)
    else:
        services.drafts.clear_draft(place)


def left_draft(services: "Services", place: str) -> str:
    """What was left at a place when the program last ended; set aside, so that a new entry does not cover it."""
    found = services.drafts.draft(place)
    if not found:
        return services.drafts.draft(f"{place}{_LEFT}")
    services.drafts.save_draft(f"{place}{_LEFT}", found)
    services.drafts.clear_draft(place)
    return found


def people_named(services: "Services", text: str) -> tuple[tuple[CaseEntry, int], ...]:
    """People of this name who came before, as they were entered last, and how often; the likeliest first."""
    lines = services.cases.find(CaseFilter(text=text), _MOST_PEOPLE_ASKED)
    words = fold(text).split()
    ids = [line.id for line in lines if all(word in fold(line.person) for word in words)]
    found: dict[tuple[str, str], tuple[CaseEntry, int]] = {}
    for case in services.cases.cases(ids):
        entry = case.entry
        if entry.kind is not CaseKind.DENUNCIATION and entry.name:
            key = fold(entry.name), entry.identity or fold(entry.address)
            first, count = found.get(key, (entry, 0))
            found[key] = first, count + 1
    return tuple(found.values())[:_MOST_PEOPLE]


def _detail(person: CaseEntry, came: int) -> str:
    times = _("đã đến {n} lần").format(n=came)
    return ", ".join(part for part in (person.address or person.hamlet, times) if part)
