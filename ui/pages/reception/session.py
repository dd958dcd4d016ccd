"""During a reception: the entry line with this session chosen, and what has been entered so far."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseLine
from friendly_desktop.domain.cases.words import KIND_TITLES, STATE_TITLES
from friendly_desktop.domain.meetings import Meeting
from friendly_desktop.i18n import _, ngettext
from ui.cases.entry import CaseEntryLine
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text
from ui.widgets.views import table


class SessionEntries(QWidget):
    """The entries of one session.

    Signals:
        case_wanted: int, a case is to be opened.
        receipt_wanted: int, the receipt of a case is to be printed.
    """

    case_wanted = Signal(int)
    receipt_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting: Meeting | None = None
        self._line: CaseEntryLine | None = None
        self._begun = False
        columns = (
            Column[CaseLine](
                _("STT"),
                lambda one: one.register_number,
                lambda number: "" if number is None else str(number),
                right=True,
                width=5,
            ),
            Column[CaseLine](_("Mã"), lambda one: one.code, width=11),
            Column[CaseLine](
                _("Người đến"), lambda one: one.person, width=26, tooltip=lambda one: one.person
            ),
            Column[CaseLine](_("Loại"), lambda one: one.kind, lambda kind: _(KIND_TITLES[kind]), width=16),
            Column[CaseLine](_("Nội dung"), lambda one: one.summary, tooltip=lambda one: one.summary),
            Column[CaseLine](_("Trạng thái"), lambda one: one.state, lambda s: _(STATE_TITLES[s]), width=16),
            Column[CaseLine](_("Hạn"), lambda one: one.due, formats.short_date, width=10),
        )
        self.model: TableModel[CaseLine] = TableModel(columns, key=lambda one: one.id, parent=self)
        self.view = table(self.model, columns, _("Lượt tiếp của buổi này"), self)
        ListPapers(context, self.view)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self._count = Text(role="strong", parent=self)
        self._none = Text(role="quiet", wrap=True, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._count)
        self._column.addWidget(self._none)
        self._column.addWidget(self.view, 1)
        self._air = QWidget(self)
        self._column.addWidget(self._air, 1)
        self.view.doubleClicked.connect(self._on_open)
        on_keys(self.view, self._on_enter, *ENTER)
        new = QShortcut(QKeySequence("Ctrl+N"), self, self._on_new)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def line(self) -> CaseEntryLine:
        """The entry line; it has many fields and is made when it is first wanted."""
        if self._line is None:
            place = f"session-{self._meeting.id}" if self._meeting else "session"
            made = self._line = CaseEntryLine(self._context, self, place=place)
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self._column.insertWidget(0, made)
            made.open_wanted.connect(self.case_wanted)
            made.receipt_wanted.connect(self.receipt_wanted)
            made.left.connect(self._on_left)
            self.setFocusProxy(made)
            self._tell_session()
        return self._line

    def _tell_session(self) -> None:
        if self._line is not None and self._meeting is not None:
            self._line.set_session(self._meeting.id, self._meeting.entry.receiver)

    def _drop_line(self) -> None:
        """Each session has its own line, so that what was left half entered comes back where it belongs."""
        if self._line is not None:
            self._line.hide()  # keeps what was typed
            self._line.deleteLater()
            self._line = None
            self.setFocusProxy(self.view)

    def clear(self) -> None:
        """Another meeting comes."""
        self._drop_line()
        self._begun = False
        self._meeting = None
        self.model.set_rows(())

    def show_cases(self, meeting: Meeting, cases: Sequence[CaseLine]) -> None:
        """Show what was entered at a session."""
        another = self._meeting is None or self._meeting.id != meeting.id
        self._meeting = meeting
        if another:
            self._drop_line()
        self.model.set_rows(tuple(cases))
        count = len(cases)
        self._count.setText(ngettext("{n} lượt tiếp", "{n} lượt tiếp", count).format(n=count))
        self._count.setVisible(bool(count))
        self._none.setText(
            _("Buổi này vào {day}. Đến ngày đó, từng lượt tiếp được ghi ở đây.").format(
                day=formats.weekday_date(meeting.entry.day)
            )
            if self._is_to_come()
            else _("Buổi này chưa có lượt tiếp nào vào sổ. Ghi ở dòng trên, Enter để vào sổ.")
        )
        self._none.setVisible(not count)
        self.view.setVisible(bool(count))
        self._air.setVisible(not count)

    def begin(self) -> None:
        """Come into view; the line follows in its own turn of the event loop."""
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self, self._begin)

    def _is_to_come(self) -> bool:
        """Whether the day of the session is still ahead: nobody can have come to it."""
        return self._meeting is not None and self._meeting.entry.day > self._context.clock.today()

    @Slot()
    def _begin(self) -> None:
        if self._is_to_come():
            return
        self.line.show()
        self.line.begin()

    @Slot()
    def _on_new(self) -> None:
        if self._is_to_come():
            return
        self.line.show()
        self.line.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self.view.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows:
            self._on_open(rows[0])

    @Slot(QModelIndex)
    def _on_open(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None:
            self.case_wanted.emit(row.id)
