"""The diary of activities: a line each, the chosen one beside the list with its leaves and photos."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
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
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import AddedFile, Evidence
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.evidence.dropping import DropArea
from ui.evidence.opening import open_outside
from ui.evidence.strip import EvidenceStrip
from ui.evidence.thumbnails import Thumbnails
from ui.evidence.viewer import EvidenceViewer
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.figures.diary_rows import columns, facts, kind_choices
from ui.pages.figures.part import FiguresPart
from ui.places import PageId, Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button, card, scrolled
from ui.widgets.views import table
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_KIND, _NODES = 1, 2
_LEAF_LETTERS = 130  # of a leaf in the words of a line


@dataclass(frozen=True, slots=True)
class _Read:
    """The diary of a year, read at once."""

    asked: int
    lines: tuple[Activity, ...]
    total: int
    criteria: CriteriaSet | None
    frozen: bool
    hamlets: tuple[str, ...]


class Diary(FiguresPart):
    """The list of lines and the chosen one."""

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._today = context.clock.today()
        self._year = 0
        self._asked = 0
        self._total = 0
        self._criteria: CriteriaSet | None = None
        self._frozen = False
        self._hamlets: tuple[str, ...] = ()
        self._references: dict[str, str] = {}
        self._shown_papers: tuple[int, tuple[int, ...]] = (0, ())
        self._wanted: int | None = None
        self._wants_new = False
        self._pictures = Thumbnails(context, self)
        self.viewer = EvidenceViewer(context, page)
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self, year: int) -> None:
        """Read the year again."""
        self._year = year
        self._asked += 1
        asked, text = self._asked, self.box.text()
        kind = self.kinds.value()
        kinds = [kind] if isinstance(kind, ActivityKind) else []

        def work(services: "Services") -> _Read:
            state = {one.year: one.state for one in services.assessment.years()}.get(year)
            lines = services.activities.find(year, kinds, text)
            filtered = bool(kinds or text.strip())
            return _Read(
                asked,
                lines,
                services.activities.count(year) if filtered else len(lines),
                services.assessment.criteria_of(year) if state is not None else None,
                state is YearState.FROZEN,
                tuple(one.name for one in services.office.hamlets()),
            )

        self._context.query(self, _("Đọc nhật ký"), work, self._on_read)

    def start(self, wanted: str) -> None:
        """Come into view; "new" enters a line, a number chooses one."""
        if wanted == "new":
            if self._hamlets or self._criteria is not None:
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
                self.box.clear()
                self.kinds.show_value(None)
            return
        self._wanted = None
        self.view.selectRow(place)
        self.view.scrollTo(self.model.index(place, 0))

    # -- building

    def _build(self) -> None:
        self.add_button = button(_("Ghi hoạt động"), "add", "primary", "Ctrl+N", parent=self)
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
        self._build_detail()
        begin = button(_("Ghi hoạt động đầu tiên"), "add", parent=self)
        begin.clicked.connect(self.add)
        self._nothing = EmptyState("note", "", "", begin, parent=self)
        self._none_such = Text(_("Không có hoạt động nào như vậy."), "quiet", parent=self)
        self._none_such.hide()

    def _build_detail(self) -> None:
        self.detail = card(self)
        self.title = Text(role="heading", wrap=True, parent=self.detail)
        self.facts = Text(role="quiet", wrap=True, parent=self.detail)
        self.note = Text(wrap=True, parent=self.detail)
        self.leaves = Text(wrap=True, parent=self.detail)
        self.leaf_button = button(_("Mở mục"), "criteria", "quiet", parent=self.detail)
        self.drop = DropArea(self.detail)
        self.strip = EvidenceStrip(self._pictures, self.drop)
        self.strip.setAccessibleName(_("Ảnh, tài liệu của hoạt động này"))
        self._drop_words = Text(role="quiet-small", wrap=True, parent=self.drop)
        inner = QVBoxLayout(self.drop)
        inner.setContentsMargins(8, 6, 8, 6)
        inner.setSpacing(2)
        inner.addWidget(self.strip)
        inner.addWidget(self._drop_words)
        self.files_button = button(_("Ảnh..."), "attach", parent=self)
        self.files_button.setToolTip(_("Thêm ảnh, tài liệu của hoạt động này"))
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.again_button = button(_("Ghi lại..."), "copy", parent=self)
        self.again_button.setToolTip(_("Ghi một dòng mới như dòng này, ngày hôm nay"))
        self.remove_button = button(_("Bỏ"), "remove", parent=self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.box, 2)
        head.addWidget(self.kinds, 1)
        head.addWidget(self.count)
        words = QWidget(self.detail)
        words.setProperty("role", "page-body")
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in (self.title, self.facts, self.note, self.leaves):
            column.addWidget(one)
        column.addWidget(self.leaf_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.drop)
        column.addStretch(1)
        acts = QWidget(self.detail)
        flow = FlowLayout(acts, spacing=8)
        for made in (self.files_button, self.edit_button, self.again_button, self.remove_button, air(acts)):
            flow.addWidget(made)
        inner = QVBoxLayout(self.detail)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        inner.addWidget(scrolled(words, self.detail), 1)
        inner.addWidget(acts)
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
        self._tools = QWidget(self)
        self._tools.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
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
        self.files_button.clicked.connect(self._on_files)
        self.edit_button.clicked.connect(self._on_edit)
        self.again_button.clicked.connect(self._on_again)
        self.remove_button.clicked.connect(self._on_remove)
        self.leaf_button.clicked.connect(self._on_leaf)
        self.drop.files_dropped.connect(self._add_files)
        self.drop.picture_pasted.connect(self._on_pasted)
        self.strip.look_wanted.connect(self._on_look)
        self.strip.open_wanted.connect(self._on_open)
        self.strip.share_wanted.connect(self._on_share)
        self.strip.remove_wanted.connect(self._on_detach)
        self.viewer.remove_wanted.connect(self._on_detach)
        self.viewer.share_wanted.connect(self._on_share)
        self.viewer.closed.connect(self.strip.setFocus)
        on_keys(self.view, self._on_edit, *ENTER)
        on_keys(self.view, self._on_edit, Qt.Key.Key_F2)
        on_keys(self.view, self._on_remove, Qt.Key.Key_Delete)
        on_keys(self.view, self._on_paste, QKeySequence.StandardKey.Paste)

    def _told(self) -> str:
        words = _("Năm {year}").format(year=self._year)
        if isinstance(self.kinds.value(), ActivityKind):
            words = f"{words} · {self.kinds.currentText()}"
        return f"{words} · «{self.box.text().strip()}»" if self.box.text().strip() else words

    # -- showing

    def _on_read(self, read: _Read) -> None:
        if read.asked != self._asked:
            return
        kept = self.chosen()
        self._criteria, self._frozen, self._hamlets = read.criteria, read.frozen, read.hamlets
        self._total = read.total
        self._references.clear()
        if read.criteria is not None:
            self._references |= read.criteria.references
        self.model.set_rows(read.lines)
        words = ngettext("{n} hoạt động", "{n} hoạt động", len(read.lines)).format(n=len(read.lines))
        self.count.setText(words)
        self._tools.setVisible(read.total > 0)
        if not read.total:
            self._nothing.set_words(
                _("Nhật ký năm {year} còn trống").format(year=self._year),
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

    def chosen(self) -> Activity | None:
        """The chosen line; the first of several."""
        rows = self.view.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    @Slot()
    def _on_selection(self) -> None:
        one = self.chosen()
        self.detail.setVisible(one is not None)
        if one is None:
            return
        entry = one.entry
        self.title.setText(entry.title)
        self.facts.setText(facts(entry, self._today))
        self.note.setText(entry.note)
        self.note.setVisible(bool(entry.note))
        self.leaves.setText(self._leaf_words(entry.nodes))
        self.leaf_button.setVisible(bool(entry.nodes) and self._criteria is not None)
        self.files_button.setEnabled(self._takes_files())
        self.drop.set_open(self._takes_files())
        self.strip.read_only = not self._takes_files()
        self._drop_words.setText(self._files_told(one))
        self._read_papers(one)

    def _takes_files(self) -> bool:
        return self._criteria is not None and not self._frozen

    def _files_told(self, one: Activity) -> str:
        if self._criteria is None:
            return _("Ảnh thêm được khi năm {year} đã mở để chấm.").format(year=self._year)
        if self._frozen:
            return _("Năm {year} đã chốt nên không thêm ảnh được nữa.").format(year=self._year)
        if one.evidence:
            return _("Kéo thả hoặc dán (Ctrl+V) thêm ảnh vào đây.")
        return _("Chưa có ảnh. Kéo thả hoặc dán (Ctrl+V) ảnh, tài liệu vào đây.")

    def _leaf_words(self, nodes: Sequence[str]) -> str:
        if not nodes:
            return _("Chưa gắn với mục nào của bộ tiêu chí.")
        lines = []
        for node in nodes:
            known = self._criteria.by_id.get(node) if self._criteria else None
            words = f"{self._references.get(node, node)}   {_short(calm(known.text))}" if known else node
            lines.append(words)
        return "\n".join((_("Chứng minh cho:"), *lines))

    def _read_papers(self, one: Activity) -> None:
        self.strip.setVisible(bool(one.evidence))
        wish = (one.id, one.evidence)
        if not one.evidence:
            self.strip.evidence.set_rows(())
            self._shown_papers = wish
            return
        if wish[0] != self._shown_papers[0]:
            self.strip.evidence.set_rows(())
        self._shown_papers = wish

        def work(services: "Services") -> tuple[tuple[int, tuple[int, ...]], tuple[Evidence, ...]]:
            return wish, tuple(services.evidence.get(evidence_id) for evidence_id in wish[1])

        def done(answer: tuple[tuple[int, tuple[int, ...]], tuple[Evidence, ...]]) -> None:
            if answer[0] == self._shown_papers:
                self.strip.evidence.set_rows(answer[1])
                self.viewer.update_rows(answer[1])

        self._context.query(self, _("Đọc ảnh"), work, done)

    # -- entering

    @Slot()
    def add(self) -> None:
        """Enter a line."""
        kind = self.kinds.value()
        last = self.model.rows()[0].entry.kind if self.model.rows() else ActivityKind.BROADCAST
        day = (
            self._today
            if self._today.year == self._year
            else self._today.replace(year=self._year, month=12, day=31)
        )
        begun = ActivityEntry(kind if isinstance(kind, ActivityKind) else last, min(day, self._today), "")
        self._enter(begun, None)

    def _enter(self, entry: ActivityEntry, activity: Activity | None) -> None:
        from ui.pages.figures.activity_dialog import ActivityDialog

        criteria = None if self._frozen and activity is None else self._criteria
        ActivityDialog(self, self._context, criteria, entry, activity, self._hamlets).open()

    @Slot()
    def _on_edit(self) -> None:
        one = self.chosen()
        if one is not None:
            self._enter(one.entry, one)

    @Slot()
    def _on_again(self) -> None:
        one = self.chosen()
        if one is not None:
            same_year = one.entry.day.year == self._today.year
            nodes = one.entry.nodes if same_year else ()
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

    @Slot()
    def _on_filter(self, *_what: object) -> None:
        if self._context.is_ready and self._year:
            self.refresh(self._year)

    # -- photos

    @Slot()
    def _on_files(self) -> None:
        if self._takes_files() and self.chosen() is not None:
            self._context.prompts.open_files(self, _("Chọn ảnh, tài liệu"), "evidence", "", self._add_files)

    @Slot(object)
    def _add_files(self, paths: list[Path]) -> None:
        one = self.chosen()
        if one is None or not self._takes_files():
            return

        def work(services: "Services", job: "JobContext") -> tuple[AddedFile, ...]:
            return services.activities.add_files(one.id, paths, job)

        self._context.run_long(self, _("Thêm ảnh"), work, self._on_added)

    @Slot()
    def _on_paste(self) -> None:
        self.drop.paste()

    @Slot(object)
    def _on_pasted(self, png: bytes) -> None:
        one = self.chosen()
        if one is None or not self._takes_files():
            return
        moment = self._context.clock.now().astimezone()
        # Vietnamese in every language of the window: the name goes into the official list of evidence.
        name = f"Ảnh dán {moment:%d-%m-%Y %H.%M.%S}.png"
        self._context.perform(
            self,
            _("Thêm ảnh"),
            lambda services: (services.activities.add_picture(one.id, png, name),),
            self._on_added,
        )

    def _on_added(self, added: tuple[AddedFile, ...]) -> None:
        told = [f"{one.name}\n{one.problem or one.warning}" for one in added if one.problem or one.warning]
        count = sum(one.evidence_id is not None for one in added)
        words = ngettext("Đã thêm {n} ảnh, tài liệu.", "Đã thêm {n} ảnh, tài liệu.", count).format(n=count)
        if told:
            ReportDialog(self.window(), _("Kết quả thêm tệp"), words, told).open()
        else:
            self._context.tell(words)

    @Slot(object)
    def _on_look(self, one: Evidence) -> None:
        if self._criteria is not None:
            self.viewer.look(self.strip.evidence.rows, one, self._criteria, self._frozen)

    @Slot(object)
    def _on_open(self, one: Evidence) -> None:
        open_outside(self._context, self, one)

    @Slot(object)
    def _on_share(self, one: Evidence) -> None:
        self._context.go(Place(PageId.EVIDENCE, evidence_id=one.id))

    @Slot(object)
    def _on_detach(self, piece: Evidence) -> None:
        one = self.chosen()
        if one is None:
            return

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.activities.attach(one.id, [piece.id])
            )

        self._context.perform(
            self,
            _("Gỡ ảnh"),
            lambda services: services.activities.detach(one.id, piece.id),
            lambda _line: self._context.tell(
                _("Đã gỡ «{name}» khỏi hoạt động; tệp vẫn ở trang Minh chứng.").format(name=piece.label), undo
            ),
        )

    @Slot()
    def _on_leaf(self) -> None:
        one = self.chosen()
        if one is not None and one.entry.nodes:
            self._context.go(Place(PageId.ASSESSMENT, node=one.entry.nodes[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way in a narrow list."""
        super().resizeEvent(event)
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        self.view.setColumnHidden(_NODES, letters < 150)
        self.view.setColumnHidden(_KIND, letters < 140)


def _short(words: str) -> str:
    return words if len(words) <= _LEAF_LETTERS else f"{words[:_LEAF_LETTERS].rstrip()}..."
