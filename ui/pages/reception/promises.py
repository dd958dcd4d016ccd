"""What was asked and promised at meetings: a list, the line to enter one more, "đã làm"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.bin import BinKind
from friendly_desktop.domain.meetings import Meeting, Promise
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.reception.rows import title as meeting_title
from ui.people.permission import reserve
from ui.widgets.chip_cells import ChipCells
from ui.widgets.chips import Tone
from ui.widgets.fields import Field, LineField, SuggestField, TextField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_SOON_DAYS = 3
_LEAST_ROWS = 3
_STATE = 5


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise, and the meeting where it was made."""

    promise: Promise
    meeting: Meeting | None


def due_words(promise: Promise, today: date) -> str:
    """How it stands: "đã làm 20/11/2026", "quá hạn 2 ngày", "còn 3 ngày", "chưa đặt ngày"."""
    if promise.done_on is not None:
        return _("Đã làm {day}").format(day=formats.short_date(promise.done_on))
    if promise.until is None:
        return _("Chưa đặt ngày")
    left = (promise.until - today).days
    if left < 0:
        return ngettext("Quá hạn {n} ngày", "Quá hạn {n} ngày", -left).format(n=-left)
    if left == 0:
        return _("Hết hạn hôm nay")
    return ngettext("Còn {n} ngày", "Còn {n} ngày", left).format(n=left)


def due_tone(promise: Promise, today: date) -> tuple[Tone, str]:
    """Its colour and icon."""
    if promise.done_on is not None:
        return Tone.GOOD, "done"
    if promise.until is None:
        return Tone.NEUTRAL, "todo"
    left = (promise.until - today).days
    if left < 0:
        return Tone.DANGER, "danger"
    return (Tone.WARNING, "warning") if left <= _SOON_DAYS else (Tone.NEUTRAL, "todo")


def is_overdue(promise: Promise, today: date) -> bool:
    """Whether its day has passed and it is not done."""
    return promise.done_on is None and promise.until is not None and promise.until < today


class PromiseTable(QWidget):
    """The promises of one meeting, or of all of them.

    Args:
        context: of the window.
        meetings: also show where each was made.

    Signals:
        meeting_wanted: int, the meeting of a promise is to be opened.
    """

    meeting_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, meetings: bool = False) -> None:
        super().__init__(parent)
        self._context = context
        self._with_meetings = meetings
        today = context.clock.today()
        columns = self._columns(today)
        self.model: TableModel[PromiseRow] = TableModel(columns, key=lambda row: row.promise.id, parent=self)
        self.view = table(self.model, columns, _("Việc đã hỏi, đã hứa"), self)
        ListPapers(self._context, self.view)
        chips = ChipCells(lambda row: due_tone(row.promise, today), self.view)
        self.view.setItemDelegateForColumn(_STATE, chips)
        self.view.setColumnHidden(0, not meetings)
        self.view.setMinimumHeight(row_height(self.view) * _LEAST_ROWS)
        self.done_button = button(_("Đã làm..."), "done", parent=self)
        self.again_button = button(_("Chưa xong"), "undo", parent=self)
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.remove_button = button(_("Bỏ"), "remove", parent=self)
        reserve(
            self._context,
            Right.MEETINGS,
            self.done_button,
            self.again_button,
            self.edit_button,
            self.remove_button,
        )
        self.remove_button.setToolTip(_("Bỏ (Delete)"))
        self.open_button = button(_("Mở buổi"), "right", parent=self)
        self.open_button.setVisible(meetings)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        for one in (
            self.done_button,
            self.again_button,
            self.edit_button,
            self.open_button,
            self.remove_button,
        ):
            flow.addWidget(one)
        flow.addWidget(air(acts))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.view, 1)
        layout.addWidget(acts)
        self._connect()
        self._on_selection()

    def _columns(self, today: date) -> tuple[Column[PromiseRow], ...]:
        return (
            Column(
                _("Buổi"),
                value=lambda row: meeting_title(row.meeting.entry) if row.meeting else "",
                tooltip=lambda row: meeting_title(row.meeting.entry) if row.meeting else "",
                width=24,
            ),
            Column(
                _("Được hỏi, đề nghị"),
                value=lambda row: row.promise.asked.replace("\n", " "),
                tooltip=lambda row: row.promise.asked,
            ),
            Column(
                _("Đã hứa, kết luận"),
                value=lambda row: row.promise.promised.replace("\n", " "),
                tooltip=lambda row: "\n".join(filter(None, (row.promise.promised, row.promise.result))),
            ),
            Column(_("Người thực hiện"), value=lambda row: row.promise.officer, width=18),
            Column(_("Đến ngày"), value=lambda row: row.promise.until, display=formats.short_date, width=10),
            Column(_("Tình trạng"), value=lambda row: due_words(row.promise, today), width=19),
        )

    def _connect(self) -> None:
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.modelReset.connect(self._on_selection)
        self.model.dataChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_enter)
        self.done_button.clicked.connect(self._on_done)
        self.again_button.clicked.connect(self._on_again)
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        self.open_button.clicked.connect(self._on_open)
        on_keys(self.view, self._on_enter, *ENTER)
        on_keys(self.view, self._on_remove, Qt.Key.Key_Delete)

    # -- what the owner asks

    def show_rows(self, rows: Sequence[PromiseRow]) -> None:
        """Show these; the chosen one stays chosen."""
        kept = self.chosen()
        self.model.set_rows(rows)
        place = self.model.row_of(kept.promise.id) if kept else -1
        if place >= 0:
            self.view.selectRow(place)
        elif rows:
            self.view.selectRow(0)
        self._on_selection()

    def chosen(self) -> PromiseRow | None:
        """The chosen row."""
        rows = self.view.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    def fit(self, letters: int) -> None:
        """Columns give way in a narrow list."""
        self.view.setColumnHidden(0, not self._with_meetings or letters < 120)
        self.view.setColumnHidden(3, letters < 92)
        self.view.setColumnHidden(4, letters < 76)

    # -- acts

    @Slot()
    def _on_selection(self) -> None:
        row = self.chosen()
        done = row is not None and row.promise.done_on is not None
        self.done_button.setVisible(row is not None and not done)
        self.again_button.setVisible(done)
        for one in (self.edit_button, self.remove_button):
            one.setVisible(row is not None)
        self.open_button.setVisible(row is not None and self._with_meetings)

    @Slot()
    def _on_enter(self) -> None:
        if self._with_meetings:
            self._on_open()
        else:
            self._on_edit()

    @Slot()
    def _on_open(self) -> None:
        row = self.chosen()
        if row is not None:
            self.meeting_wanted.emit(row.promise.meeting_id)

    @Slot()
    def _on_done(self) -> None:
        row = self.chosen()
        if row is not None and row.promise.done_on is None:
            DoneDialog(self, self._context, row.promise).open()

    @Slot()
    def _on_again(self) -> None:
        row = self.chosen()
        if row is not None:
            promise = row.promise
            self._context.perform(
                self,
                _("Chưa xong"),
                lambda services: services.meetings.keep_promise(promise.id, None),
                lambda _p: self._context.tell(_("Việc này lại nằm trong danh sách chưa làm.")),
            )

    @Slot()
    def _on_edit(self) -> None:
        row = self.chosen()
        if row is not None:
            PromiseDialog(self, self._context, row.promise).open()

    @Slot()
    def _on_remove(self) -> None:
        row = self.chosen()
        if row is None:
            return
        promise = row.promise

        def undo() -> None:
            self._context.perform(
                self,
                _("Hoàn tác"),
                lambda services: services.bin.bring_back(BinKind.PROMISE, promise.id),
            )

        self._context.perform(
            self,
            _("Bỏ"),
            lambda services: services.meetings.remove_promise(promise.id),
            lambda _n: self._context.tell(_("Đã bỏ một việc đã hứa."), undo),
        )


class PromiseLine(QWidget):
    """One line to enter what was asked and promised while people speak; Enter takes it.

    Signals:
        wanted: Promise with id 0 and no meeting yet, a person entered it.
        edited: a person typed something.
    """

    wanted = Signal(object)
    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = LineField()
        self.promised = LineField()
        self.officer = SuggestField()
        self.officer.setMinimumContentsLength(10)
        self._today = today
        self.until = DayInput(_("Đến ngày"), today(), parent=self, needed=False)
        self._asked = Field(_("Được hỏi, đề nghị"), self.asked, parent=self)
        self.take = button(_("Ghi"), "add", parent=self)
        self.take.setToolTip(_("Ghi việc này (Enter)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._asked, 4)
        row.addWidget(Field(_("Đã hứa, kết luận"), self.promised, parent=self), 4)
        row.addWidget(Field(_("Người thực hiện"), self.officer, parent=self), 2)
        row.addWidget(self.until, 2)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Text(" ", parent=self))
        column.addWidget(self.take)
        column.addStretch(1)
        row.addLayout(column)
        self.take.clicked.connect(self._on_take)
        for line in (self.asked, self.promised, self.until.line):
            line.returnPressed.connect(self._on_take)
            line.textEdited.connect(self.edited)
        officer = self.officer.lineEdit()
        if officer is not None:
            officer.returnPressed.connect(self._on_take)
            officer.textEdited.connect(self.edited)

    def set_people(self, people: Sequence[str]) -> None:
        """Who may be charged with it."""
        self.officer.set_suggestions(people)

    @Slot()
    def _on_take(self) -> None:
        asked = text_needed(self._asked, _("Hãy ghi việc được hỏi, đề nghị."))
        fine, until = self.until.read()
        if not asked:
            self.asked.setFocus()
        if not asked or not fine:
            return
        self.wanted.emit(
            Promise(0, 0, asked, promised=self.promised.value(), officer=self.officer.value(), until=until)
        )

    def typed(self) -> dict[str, str]:
        """What stands in the fields, not entered yet."""
        found = {
            "asked": self.asked.value(),
            "promised": self.promised.value(),
            "officer": self.officer.value(),
            "until": self.until.line.value(),
        }
        return {name: words for name, words in found.items() if words}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was left half entered; nothing for a fresh line."""
        self.asked.setText(typed.get("asked", ""))
        self.promised.setText(typed.get("promised", ""))
        self.officer.setEditText(typed.get("officer", ""))
        self.until.line.setText(typed.get("until", ""))
        self._asked.set_problem("")
        self.until.set_problem("")

    def clear(self) -> None:
        """It was stored: ready for the next."""
        for line in (self.asked, self.promised, self.until.line):
            line.clear()
        self.officer.show_value("")
        self.officer.setEditText("")
        self.asked.setFocus()


class PromiseDialog(FormDialog):
    """Corrects a promise, or enters one with long words."""

    def __init__(self, page: QWidget, context: UiContext, promise: Promise) -> None:
        super().__init__(page, _("Việc đã hỏi, đã hứa"), _("Lưu"), letters=76)
        self._context, self._promise, self._owner = context, promise, page
        self.asked = TextField(lines=3)
        self.promised = TextField(lines=3)
        self.officer = SuggestField()
        self.until = DayInput(_("Đến ngày"), context.clock.today(), promise.until, needed=False, parent=self)
        self._asked = Field(_("Được hỏi, đề nghị"), self.asked, parent=self)
        self.body.addWidget(self._asked)
        self.body.addWidget(Field(_("Đã hứa, kết luận"), self.promised, parent=self))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(_("Người thực hiện"), self.officer, parent=self), 3)
        row.addWidget(self.until, 2)
        self.body.addLayout(row)
        self.asked.show_value(promise.asked)
        self.promised.show_value(promise.promised)
        self.officer.show_value(promise.officer)
        context.query(self, "", officers, self.officer.set_suggestions)
        self.asked.setFocus()

    def submit(self) -> bool:
        """Store it."""
        asked = text_needed(self._asked, _("Hãy ghi việc được hỏi, đề nghị."))
        fine, until = self.until.read()
        if not asked or not fine:
            return False
        changed = replace(
            self._promise,
            asked=asked,
            promised=self.promised.value(),
            officer=self.officer.value(),
            until=until,
        )
        self._context.perform(self._owner, _("Lưu"), lambda services: services.meetings.save_promise(changed))
        return True


class DoneDialog(FormDialog):
    """Asks when a promise was kept, and how."""

    def __init__(self, page: QWidget, context: UiContext, promise: Promise) -> None:
        super().__init__(page, _("Việc này đã làm xong ngày nào?"), _("Đã làm"))
        self._context, self._promise, self._owner = context, promise, page
        today = context.clock.today()
        self._today = today
        self.body.addWidget(Text(promise.promised or promise.asked, "quiet", wrap=True, parent=self))
        self.day = DayInput(_("Ngày"), today, today, parent=self)
        self.how = TextField(lines=2)
        self.how.show_value(promise.result)
        self.body.addWidget(self.day)
        self.body.addWidget(Field(_("Kết quả"), self.how, parent=self))
        self.day.line.setFocus()
        self.day.line.selectAll()

    def submit(self) -> bool:
        """Store it; it can be taken back."""

        def check(day: date) -> str:
            return _("Ngày này chưa đến.") if day > self._today else ""

        fine, day = self.day.read(check)
        if not fine:
            return False
        promise, result, context, owner = self._promise, self.how.value(), self._context, self._owner

        def undo() -> None:
            context.perform(
                owner, _("Hoàn tác"), lambda services: services.meetings.keep_promise(promise.id, None)
            )

        context.perform(
            owner,
            _("Đã làm"),
            lambda services: services.meetings.keep_promise(promise.id, day, result),
            lambda _p: context.tell(_("Đã ghi việc này làm xong."), undo),
        )
        return True


def officers(services: "Services") -> tuple[str, ...]:
    """Who may be charged with something: people, units, signatories."""
    office = services.office
    names = [one.name for one in office.people()]
    names += [one.name for one in office.units()]
    names += [one.name for one in office.signatories()]
    return tuple(dict.fromkeys(names))
