"""The rounds of a year: the list left, the chosen one right with its steps."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Survey, SurveyState
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.surveys.acts import SurveyActs
from ui.pages.surveys.reading import YearRounds, read_year
from ui.pages.surveys.rows import (
    ROOM,
    STATE,
    RoundRow,
    StageChip,
    StepKind,
    average_words,
    columns,
    days,
    stage,
    stage_chips,
    steps,
)
from ui.pages.surveys.step_list import StepList
from ui.people.permission import reserve
from ui.safety.history import Record, history_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.parts_page import Part
from ui.widgets.text import ElidedText, Text, button, scrolled
from ui.widgets.views import table

_TABS = {
    StepKind.PAPER: "paper",
    StepKind.ENTRY: "entry",
    StepKind.CHECK: "check",
    StepKind.PROPOSE: "result",
}


class SurveyRounds(Part):
    """The rounds of a year.

    Signals:
        open_wanted: str, a round and the tab of it: "17:entry".
        forms_wanted: the forms are wanted.
    """

    open_wanted = Signal(str)
    forms_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._view: YearRounds | None = None
        self._asked = 0
        self._wanted: int | None = None
        self._add_when_read = False
        self.acts = SurveyActs(context, self)
        self.add_button = button(_("Mở đợt khảo sát"), "add", "primary", "Ctrl+N", parent=self)
        reserve(self._context, Right.SURVEYS, self.add_button)
        self.add_button.hide()
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self) -> None:
        """Read the rounds again."""
        self._asked += 1
        asked, year = self._asked, self.year()
        self._context.query(
            self,
            _("Đọc các đợt khảo sát"),
            lambda services: (asked, read_year(services, year)),
            self._on_read,
        )

    def primary_button(self) -> QPushButton | None:
        """Opening a round."""
        return self.add_button

    def year(self) -> int:
        """The year in view."""
        return self._context.year or self._today.year

    def choose(self, survey_id: int) -> None:
        """Select a round, now or once the list is there."""
        place = self.model.row_of(survey_id)
        if place < 0:
            self._wanted = survey_id
            return
        self._wanted = None
        self.table.selectRow(place)

    def chosen(self) -> RoundRow | None:
        """The selected round."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    @Slot()
    def add(self) -> None:
        """Ask for a new round; waits for the forms where they are not read yet."""
        if self._view is None:
            self._add_when_read = True
            return
        year = self.year()

        def added(survey: Survey) -> None:
            self.choose(survey.id)
            self.open_wanted.emit(f"{survey.id}:paper")

        self.acts.add(year, self._view.forms, added)

    # -- building

    def _build(self) -> None:
        self.forms_button = button(_("Mẫu phiếu"), "file", parent=self)
        self.removed_button = button("", "remove", "quiet", parent=self)
        self.removed_button.hide()
        shown = columns(self._today)
        self.model: TableModel[RoundRow] = TableModel(shown, key=lambda row: row.survey.id, parent=self)
        self.table = table(self.model, shown, _("Các đợt khảo sát trong năm"), self)
        ListPapers(self._context, self.table)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setItemDelegateForColumn(STATE, stage_chips(self._today, self.table))
        self.table.viewport().installEventFilter(self)
        self._side = QFrame(self)
        self._side.setProperty("role", "pane")
        self._inner = QWidget()
        self._inner.setProperty("role", "page-body")
        self._chip = StageChip(self._inner)
        self._title = Text(role="heading", wrap=True, parent=self._inner)
        self._form = Text(role="quiet", wrap=True, parent=self._inner)
        self._days = Text(role="quiet", wrap=True, parent=self._inner)
        self._average = Text(role="big", parent=self._inner)
        self._average_words = Text(role="quiet-small", wrap=True, parent=self._inner)
        self.steps = StepList(self._inner)
        for kind, made in self.steps.buttons.items():
            if kind is not StepKind.PAPER:
                reserve(self._context, Right.SCORE if kind is StepKind.PROPOSE else Right.SURVEYS, made)
        self._note = Text(role="quiet-small", wrap=True, parent=self._inner)
        self.open_button = button(_("Mở đợt này"), "right", "quiet", parent=self._inner)
        self.open_button.setToolTip(_("Mở đợt này (Enter)"))
        self.edit_button = button(_("Sửa..."), "edit", parent=self._inner)
        self.edit_button.setToolTip(_("Sửa đợt này (F2)"))
        self.reopen_button = button(_("Mở lại"), "unlock", parent=self._inner)
        self.remove_button = button(_("Bỏ đợt này"), "remove", parent=self._inner)
        reserve(self._context, Right.SURVEYS, self.edit_button, self.reopen_button, self.remove_button)
        self.remove_button.setToolTip(_("Bỏ đợt này (Delete)"))
        self.history_button = history_button(self._context, self._inner, self._record)
        begin = button(_("Mở đợt khảo sát"), "add", parent=self)
        reserve(self._context, Right.SURVEYS, begin)
        begin.clicked.connect(self.add)
        other = button(_("Xem các mẫu phiếu"), kind="quiet", parent=self)
        other.clicked.connect(self.forms_wanted)
        self._nothing = EmptyState("survey", "", "", begin, other, parent=self)

    def _record(self) -> Record | None:
        row = self.chosen()
        return Record("surveys", row.survey.id, row.survey.title) if row is not None else None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self.open_button)
        acts = QWidget(self._inner)
        flow = FlowLayout(acts, spacing=8)
        for one in (self.edit_button, self.reopen_button, self.remove_button, self.history_button, air(acts)):
            flow.addWidget(one)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for words in (self._title, self._form, self._days, self._average, self._average_words):
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.steps)
        column.addWidget(self._note)
        column.addSpacing(8)
        column.addWidget(acts)
        column.addStretch(1)
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(scrolled(self._inner, self._side))
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.table)
        self._split.addWidget(self._side)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([520, 480])
        self._stack = QStackedWidget(self)
        self._blank = QWidget(self)
        for page in (self._blank, self._split, self._nothing):
            self._stack.addWidget(page)
        top = QHBoxLayout()
        self._summary = ElidedText(role="quiet", parent=self)
        top.addWidget(self._summary, 1)
        top.addWidget(self.removed_button)
        top.addWidget(self.forms_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.forms_button.clicked.connect(self.forms_wanted)
        self.removed_button.clicked.connect(self._on_removed)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.steps.wanted.connect(self._on_step)
        self.open_button.clicked.connect(self._on_open)
        self.edit_button.clicked.connect(self._on_edit)
        self.reopen_button.clicked.connect(self._on_reopen)
        self.remove_button.clicked.connect(self._on_remove)
        on_keys(self.table, self._on_open, *ENTER)
        on_keys(self.table, self._on_edit, Qt.Key.Key_F2)
        on_keys(self.table, self._on_remove, Qt.Key.Key_Delete)

    # -- showing

    def _on_read(self, answer: tuple[int, YearRounds]) -> None:
        asked, view = answer
        if asked != self._asked:
            return
        self._view = view
        kept = self.chosen()
        self.removed_button.setText(_("Đã bỏ {n} đợt").format(n=formats.whole_number(len(view.removed))))
        self.removed_button.setVisible(bool(view.removed))
        self.model.set_rows(view.rows)
        self._summary.setText(
            _("{n} đợt khảo sát trong năm {year}").format(n=len(view.rows), year=view.year)
            if view.rows
            else ""
        )
        if view.rows:
            self._stack.setCurrentWidget(self._split)
        else:
            self._nothing.set_words(
                _("Năm {year} chưa có đợt khảo sát nào").format(year=view.year),
                _(
                    "Mở một đợt, in phiếu có đánh số, phát cho người dân; thu về thì nhập mỗi câu một phím hoặc đọc từ "
                    "bản quét. Điểm trung bình tính theo đúng thang của mẫu phiếu."
                ),
            )
            self._stack.setCurrentWidget(self._nothing)
        wanted = self._wanted if self._wanted is not None else (kept.survey.id if kept else None)
        place = self.model.row_of(wanted) if wanted is not None else -1
        if view.rows:
            self._wanted = None
            self.table.selectRow(max(0, place))
        self._on_selection()
        if self._add_when_read:
            self._add_when_read = False
            self.add()

    @Slot()
    def _on_selection(self) -> None:
        row = self.chosen()
        self._side.setVisible(row is not None)
        if row is None:
            return
        survey = row.survey
        self._chip.show_stage(stage(survey, self._today))
        self._title.setText(survey.title)
        called = survey.form.called
        self._form.setText(called)
        self._form.setVisible(called != survey.title)
        self._days.setText(days(survey))
        self._average.setText(average_words(row.average, survey.form))
        self._average_words.setText(
            _("điểm trung bình của {n} phiếu hợp lệ").format(n=formats.whole_number(row.valid))
            if row.valid
            else _("chưa có phiếu hợp lệ nào được nhập")
        )
        found = steps(row, self._today)
        self.steps.show_steps(found)
        self.steps.buttons[StepKind.CLOSE].setVisible(survey.state is SurveyState.OPEN)
        self.steps.buttons[StepKind.CLOSE].setEnabled(row.valid > 0)
        self.steps.buttons[StepKind.CHECK].setVisible(survey.second_share > 0)
        self._note.setText(survey.note)
        self._note.setVisible(bool(survey.note))
        self.reopen_button.setVisible(survey.state is SurveyState.CLOSED)
        self.edit_button.setVisible(survey.state is SurveyState.OPEN)

    # -- hands

    @Slot(object)
    def _on_step(self, kind: StepKind) -> None:
        row = self.chosen()
        if row is None:
            return
        if kind is StepKind.RETURNED:
            self.acts.returned(row.survey)
        elif kind is StepKind.CLOSE:
            self.acts.close(row)
        else:
            self.open_wanted.emit(f"{row.survey.id}:{_TABS[kind]}")

    @Slot()
    def _on_open(self) -> None:
        row = self.chosen()
        if row is not None:
            self.open_wanted.emit(str(row.survey.id))

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_open()

    @Slot()
    def _on_edit(self) -> None:
        row = self.chosen()
        if row is not None and self.edit_button.isVisibleTo(self):
            self.acts.edit(row.survey)

    @Slot()
    def _on_reopen(self) -> None:
        row = self.chosen()
        if row is not None:
            self.acts.reopen(row.survey)

    @Slot()
    def _on_removed(self) -> None:
        from ui.pages.surveys.removed_dialog import removed_rounds

        if self._view is not None:
            removed_rounds(self, self._context, self._view.removed).open()

    @Slot()
    def _on_remove(self) -> None:
        row = self.chosen()
        if row is not None:
            self.acts.remove(row.survey)

    # -- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)
