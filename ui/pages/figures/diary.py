"""The diary of activities: a line each, the chosen one beside the list with its leaves and photos."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.figures.chosen_activity import ChosenActivity, DiaryYear
from ui.pages.figures.diary_rows import columns, kind_choices
from ui.pages.figures.part import FiguresPart
from ui.people.permission import reserve
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_KIND, _NODES = 1, 2
_KIND_ROOM, _NODES_ROOM = 140, 150  # letters of width below which these columns give way


@dataclass(frozen=True, slots=True)
class _Read:
    """The diary of a year, read at once."""

    asked: int
    lines: tuple[Activity, ...]
    total: int
    year: DiaryYear
    hamlets: tuple[str, ...]


class Diary(FiguresPart):
    """The list of lines and the chosen one."""

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._today = context.clock.today()
        self._year = DiaryYear(0)
        self._asked = 0
        self._hamlets: tuple[str, ...] = ()
        self._references: dict[str, str] = {}
        self._wanted: int | None = None
        self._read_once = self._wants_new = False
        self._build(page)
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self, year: int) -> None:
        """Read the year again."""
        if year != self._year.year:
            self._year, self._read_once = DiaryYear(year), False
        self._asked += 1
        asked, text = self._asked, self.box.text()
        kind = self.kinds.value()
        kinds = [kind] if isinstance(kind, ActivityKind) else []

        def work(services: "Services") -> _Read:
            state = {one.year: one.state for one in services.assessment.years()}.get(year)
            criteria = services.assessment.criteria_of(year) if state is not None else None
            lines = services.activities.find(year, kinds, text)
            return _Read(
                asked,
                lines,
                services.activities.count(year) if kinds or text.strip() else len(lines),
                DiaryYear(year, criteria, state is YearState.FROZEN),
                tuple(one.name for one in services.office.hamlets()),
            )

        self._context.query(self, _("Đọc nhật ký"), work, self._on_read)

    def start(self, wanted: str) -> None:
        """Come into view; "new" enters a line, a number chooses one."""
        if wanted == "new":
            if self._read_once:
                self.add()
            else:
                self._wants_new = True  # once the year was read
        elif wanted.isdecimal():
            self.choose(int(wanted))

    def primary_button(self) -> QPushButton | None:
        """Entering a line."""
        return self.add_button

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    def choose(self, activity_id: int) -> None:
        """Select a line, now or once the list is there; filters that hide it give way."""
        place = self.model.row_of(activity_id)
        if place < 0:
            self._wanted = activity_id
            if self.box.text() or self.kinds.value() is not None:
                self.kinds.show_value(None)
                self.box.clear()
            return
        self._wanted = None
        self.view.selectRow(place)
        self.view.scrollTo(self.model.index(place, 0))

    def chosen(self) -> Activity | None:
        """The chosen line; the first of several."""
        rows = self.view.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    # -- building

    def _build(self, page: QWidget) -> None:
        self.add_button = button(_("Ghi hoạt động"), "add", "primary", "Ctrl+N", parent=self)
        reserve(self._context, Right.ACTIVITIES, self.add_button)
        self.add_button.hide()
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm trong nhật ký"))
        self.box.setAccessibleName(_("Tìm trong nhật ký"))
        self.box.setClearButtonEnabled(True)
        self.kinds = ChoiceField([(None, _("Mọi loại")), *kind_choices()], parent=self)
        self.kinds.setAccessibleName(_("Loại hoạt động"))
        self.kinds.setMinimumContentsLength(18)
        self.count = Text(role="quiet", parent=self)
        shown = columns(self._references)
        self.model: TableModel[Activity] = TableModel(shown, key=lambda one: one.id, parent=self)
        self.view = table(self.model, shown, _("Nhật ký hoạt động"), self)
        self.papers = ListPapers(self._context, self.view, told=self._told)
        self.detail = ChosenActivity(self._context, self._today, page, self)
        begin = button(_("Ghi hoạt động đầu tiên"), "add", parent=self)
        reserve(self._context, Right.ACTIVITIES, begin)
        begin.clicked.connect(self.add)
        self._nothing = EmptyState("note", "", "", begin, parent=self)
        self._none_such = Text(_("Không có hoạt động nào như vậy."), "quiet", parent=self)
        self._none_such.hide()

    def _lay_out(self) -> None:
        self._tools = QWidget(self)
        head = QHBoxLayout(self._tools)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.box, 2)
        head.addWidget(self.kinds, 1)
        head.addWidget(self.count)
        left = QWidget(self)
        listing = QVBoxLayout(left)
        listing.setContentsMargins(0, 0, 0, 0)
        listing.setSpacing(6)
        listing.addWidget(self._none_such)
        listing.addWidget(self.view, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(left)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([560, 440])
        self._stack = QStackedWidget(self)
        for page in (QWidget(self), self._split, self._nothing):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._tools)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.box.textChanged.connect(self._on_filter)
        self.kinds.committed.connect(self._on_filter)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_edit)
        self.detail.edit_button.clicked.connect(self._on_edit)
        self.detail.again_button.clicked.connect(self._on_again)
        self.detail.remove_button.clicked.connect(self._on_remove)
        on_keys(self.view, self._on_edit, *ENTER)
        on_keys(self.view, self._on_edit, Qt.Key.Key_F2)
        on_keys(self.view, self._on_remove, Qt.Key.Key_Delete)
        on_keys(self.view, self.detail.paste, QKeySequence.StandardKey.Paste)

    def _told(self) -> str:
        words = _("Năm {year}").format(year=self._year.year)
        if isinstance(self.kinds.value(), ActivityKind):
            words = f"{words} · {self.kinds.currentText()}"
        return f"{words} · «{self.box.text().strip()}»" if self.box.text().strip() else words

    # -- showing

    def _on_read(self, read: _Read) -> None:
        if read.asked != self._asked:
            return
        kept = self.chosen()
        self._year, self._hamlets, self._read_once = read.year, read.hamlets, True
        self._references.clear()
        if read.year.criteria is not None:
            self._references |= read.year.criteria.references
        self.model.set_rows(read.lines)
        words = ngettext("{n} hoạt động", "{n} hoạt động", len(read.lines)).format(n=len(read.lines))
        self.count.setText(words)
        self._tools.setVisible(read.total > 0)
        if not read.total:
            self._nothing.set_words(
                _("Nhật ký năm {year} còn trống").format(year=read.year.year),
                _(
                    "Mỗi buổi phát thanh, cuộc họp, tập huấn, thăm hỏi, tin bài ghi một dòng kèm ảnh: cuối năm đó là"
                    " minh chứng có sẵn của các mục."
                ),
            )
        self._stack.setCurrentWidget(self._split if read.total else self._nothing)
        self._none_such.setVisible(not read.lines)
        self._choose_again(kept)
        self._on_selection()
        if self._wants_new:
            self._wants_new = False
            self.add()

    def _choose_again(self, kept: Activity | None) -> None:
        wanted = self._wanted if self._wanted is not None else (kept.id if kept else None)
        place = self.model.row_of(wanted) if wanted is not None else -1
        if place < 0 and self.model.rows():
            place = 0
        if place >= 0:
            self._wanted = None
            self.view.selectRow(place)
            self.view.scrollTo(self.model.index(place, 0))

    @Slot()
    def _on_selection(self) -> None:
        one = self.chosen()
        self.detail.setVisible(one is not None)
        if one is not None:
            self.detail.show_activity(one, self._year)

    @Slot()
    def _on_filter(self, *_what: object) -> None:
        if self._context.is_ready and self._year.year:
            self.refresh(self._year.year)

    # -- entering

    @Slot()
    def add(self) -> None:
        """Enter a line."""
        kind = self.kinds.value()
        last = self.model.rows()[0].entry.kind if self.model.rows() else ActivityKind.BROADCAST
        day = self._today
        if day.year != self._year.year:
            day = min(day, day.replace(year=self._year.year, month=12, day=31))
        self._enter(ActivityEntry(kind if isinstance(kind, ActivityKind) else last, day, ""), None)

    def _enter(self, entry: ActivityEntry, activity: Activity | None) -> None:
        from ui.pages.figures.activity_dialog import ActivityDialog

        dialog = ActivityDialog(self, self._context, self._year, entry, activity, self._hamlets)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    @Slot(int)
    def _on_saved(self, activity_id: int) -> None:
        """Stand on the line that was entered, once it is there."""
        self._wanted = activity_id
        self._on_filter()

    @Slot()
    def _on_edit(self) -> None:
        one = self.chosen()
        if one is not None:
            self._enter(one.entry, one)

    @Slot()
    def _on_again(self) -> None:
        one = self.chosen()
        if one is not None:
            nodes = one.entry.nodes if one.entry.day.year == self._today.year else ()
            self._enter(replace(one.entry, day=self._today, number="", link="", nodes=nodes), None)

    @Slot()
    def _on_remove(self) -> None:
        rows = [self.model.row(one) for one in self.view.selectionModel().selectedRows()]
        ids = [one.id for one in rows if one is not None]
        if not ids:
            return

        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), lambda services: services.activities.restore(ids))

        words = ngettext(
            "Đã bỏ {n} hoạt động; ảnh vẫn ở trang Minh chứng.",
            "Đã bỏ {n} hoạt động; ảnh vẫn ở trang Minh chứng.",
            len(ids),
        ).format(n=len(ids))
        self._context.perform(
            self,
            _("Bỏ"),
            lambda services: services.activities.remove(ids),
            lambda _nothing: self._context.tell(words, undo),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way in a narrow list."""
        super().resizeEvent(event)
        letters = self.width() // max(1, self.fontMetrics().horizontalAdvance("0"))
        self.view.setColumnHidden(_NODES, letters < _NODES_ROOM)
        self.view.setColumnHidden(_KIND, letters < _KIND_ROOM)
