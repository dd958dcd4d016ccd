"""What was made and where it hangs: the list, the chosen one beside it with its sheet and photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.postings import Posting
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.postings.acts import PostingActs
from ui.pages.postings.rows import (
    ROOM,
    STATE,
    TAB_WORDS,
    State,
    Tab,
    columns,
    hung_words,
    look,
    paper_words,
    state,
)
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.chip_cells import ChipCells
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.parts_page import Part
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, make_room_for_example
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class _Seen:
    """One posting with its print and the leaves it proves; ``why_not`` when its print is lost."""

    id: int
    content: bytes
    leaves: int
    changed: str
    why_not: str = ""


class PostingWall(Part):
    """The list of postings.

    Signals:
        new_wanted: another one is to be made.
        like_wanted: Posting, one like it is to be made.
    """

    new_wanted = Signal()
    like_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._postings: tuple[Posting, ...] = ()
        self._wanted: int | None = None
        self._in_view = 0
        self.acts = PostingActs(context, self)
        self.new_button = button(_("Làm tờ niêm yết"), "posting", "primary", "Ctrl+N", parent=self)
        reserve(self._context, Right.POSTINGS, self.new_button)
        self.new_button.hide()
        self._build()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    # -- what the page asks

    def refresh(self) -> None:
        """Read the list again."""
        self._context.query(
            self, _("Đọc các tờ niêm yết"), lambda services: services.postings.find(), self._on_read
        )

    def primary_button(self) -> QPushButton | None:
        """Making another one."""
        return self.new_button

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    def show_tab(self, tab: Tab) -> None:
        """Show only some."""
        self.tabs.setCurrentIndex(list(Tab).index(tab))

    def choose(self, posting_id: int) -> None:
        """Select a posting, now or once the list is there."""
        place = self.model.row_of(posting_id)
        if place < 0:
            self._wanted = posting_id
            return
        self._wanted = None
        self.table.selectRow(place)
        self.table.scrollTo(self.model.index(place, 0))

    def chosen(self) -> Posting | None:
        """The selected posting."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    @property
    def tab(self) -> Tab:
        """The tab in view."""
        return list(Tab)[self.tabs.currentIndex()]

    # -- building

    def _build(self) -> None:
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm tên, nơi treo"))
        self.box.setAccessibleName(_("Tìm tờ niêm yết"))
        self.box.setClearButtonEnabled(True)
        make_room_for_example(self.box)
        self.box.setMaximumWidth(max(self.box.minimumWidth(), self.fontMetrics().horizontalAdvance("0") * 34))
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Trạng thái"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(_(TAB_WORDS[tab]).format(n=0))
        shown = columns()
        self.model: TableModel[Posting] = TableModel(shown, key=lambda one: one.id, parent=self)
        self.table = table(self.model, shown, _("Các tờ niêm yết"), self)
        self.papers = ListPapers(self._context, self.table)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setItemDelegateForColumn(STATE, ChipCells(look, self.table))
        self.table.viewport().installEventFilter(self)
        self._none_such = Text(_("Không có tờ niêm yết nào như vậy."), "quiet", wrap=True, parent=self)
        self._none_such.hide()
        self.name = Text(role="heading", wrap=True, parent=self)
        self.facts = Text(role="quiet", wrap=True, parent=self)
        self.proof = Text(role="quiet-small", wrap=True, parent=self)
        self.warning = NoticeStrip("warning", "warning", parent=self)
        self.preview = PdfPreview(self._context, self, tools=False)
        self.hang_button = button(_("Ghi nơi treo..."), "check", parent=self)
        self.photo_button = button(_("Thêm ảnh..."), "image", parent=self)
        self.photo_button.setToolTip(_("Ảnh chụp tờ niêm yết trên tường; cũng kéo thả ảnh vào đây được"))
        self.down_button = button(_("Đã gỡ..."), "minus", parent=self)
        self.again_button = button(_("Vẫn đang treo"), "undo", parent=self)
        self.print_button = button(_("In lại..."), "print", "", "Ctrl+P", parent=self)
        self.evidence_button = button(_("Xem ảnh"), "eye", parent=self)
        self.more_button = button(_("Việc khác"), "more", parent=self)
        menu = QMenu(self.more_button)
        self.also_action = menu.addAction(icons.icon("add"), _("Treo thêm nơi khác..."), self._on_also)
        self.like_action = menu.addAction(icons.icon("copy"), _("Làm tờ giống thế"), self._on_like)
        self.remove_action = menu.addAction(icons.icon("remove"), _("Xóa"), self._on_remove)
        reserve(
            self._context,
            Right.POSTINGS,
            self.hang_button,
            self.photo_button,
            self.down_button,
            self.again_button,
            self.also_action,
            self.like_action,
            self.remove_action,
        )
        self.more_button.setMenu(menu)
        begin = button(_("Làm tờ niêm yết"), "posting", parent=self)
        reserve(self._context, Right.POSTINGS, begin)
        begin.clicked.connect(self.new_wanted)
        self._nothing = EmptyState(
            "posting",
            _("Chưa có tờ niêm yết nào"),
            _(
                "Khẩu hiệu «4 xin, 4 luôn, 2 không», lịch tiếp công dân, danh bạ điện thoại, mã QR: chọn, xem, in từ"
                " A4 đến A0. Ghi nơi treo và thêm ảnh là có minh chứng."
            ),
            begin,
            parent=self,
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.box)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._none_such)
        column.addWidget(self.table, 1)
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=8)
        for one in (
            self.hang_button,
            self.photo_button,
            self.evidence_button,
            self.down_button,
            self.again_button,
            self.print_button,
            self.more_button,
        ):
            flow.addWidget(one)
        flow.addWidget(air(tools))
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for words in (self.name, self.facts, self.proof):
            beside.addWidget(words)
        beside.addWidget(self.warning)
        beside.addWidget(self.preview, 1)
        beside.addWidget(tools)
        letter = self.fontMetrics().horizontalAdvance("0")
        right.setMinimumWidth(letter * 37)  # two buttons beside each other
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([letter * 100, letter * 52])
        self._stack = QStackedWidget(self)
        self._blank = QWidget(self)
        for page in (self._blank, self._split, self._nothing):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_wanted)
        self.tabs.currentChanged.connect(self._show_rows)
        self.box.textChanged.connect(self._show_rows)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.hang_button.clicked.connect(self._on_hang)
        self.photo_button.clicked.connect(self._on_photo)
        self.down_button.clicked.connect(self._on_down)
        self.again_button.clicked.connect(self._on_again)
        self.print_button.clicked.connect(self._on_print)
        self.evidence_button.clicked.connect(self._on_evidence)
        on_keys(self.table, self._on_hang, *ENTER)
        on_keys(self.table, self._on_remove, Qt.Key.Key_Delete)

    # -- showing

    def _on_read(self, postings: tuple[Posting, ...]) -> None:
        self._postings = postings
        for place, tab in enumerate(Tab):
            count = sum(tab.takes(one) for one in postings)
            self.tabs.setTabText(place, _(TAB_WORDS[tab]).format(n=formats.whole_number(count)))
        self._stack.setCurrentWidget(self._split if postings else self._nothing)
        self._in_view = 0
        self._show_rows()

    @Slot()
    def _show_rows(self, *_value: object) -> None:
        words = fold(self.box.text()).split()
        shown = [
            one
            for one in self._postings
            if self.tab.takes(one) and all(word in fold(f"{one.title} {one.place}") for word in words)
        ]
        kept = self.chosen()
        self.model.set_rows(shown)
        self._none_such.setVisible(bool(self._postings) and not shown)
        wanted = self._wanted if self._wanted is not None else (kept.id if kept else None)
        if wanted is not None and self.model.row_of(wanted) >= 0:
            self.choose(wanted)
        elif shown:
            self.table.selectRow(0)
        self._on_selection()

    @Slot()
    def _on_selection(self, *_value: object) -> None:
        one = self.chosen()
        where = state(one) if one else None
        self.hang_button.setVisible(where in (State.WAITING, State.UP))
        self.hang_button.setText(_("Ghi nơi treo...") if where is State.WAITING else _("Sửa nơi treo..."))
        for made, shown in (
            (self.photo_button, where in (State.UP, State.DOWN)),
            (self.evidence_button, bool(one and one.evidence)),
            (self.down_button, where is State.UP),
            (self.again_button, where is State.DOWN),
            (self.print_button, one is not None),
            (self.more_button, one is not None),
        ):
            made.setVisible(shown)
        self.also_action.setVisible(where is State.UP)
        if one is None:
            self.name.setText("")
            self.facts.setText("")
            self.proof.setText("")
            self.preview.clear()
            return
        self.name.setText(one.title)
        told = [paper_words(one), one.place, hung_words(one)]
        self.facts.setText(" · ".join(part for part in told if part))
        if one.id != self._in_view:
            self._in_view = one.id
            self.proof.setText("")
            self.warning.say("")
            self._read(one)

    def _read(self, one: Posting) -> None:
        def work(services: "Services") -> _Seen:
            leaves, changed = len(services.postings.leaves(one)), services.postings.changed(one)
            try:
                return _Seen(one.id, services.postings.file(one.id), leaves, changed)
            except AppError as error:
                return _Seen(one.id, b"", leaves, changed, error.message)

        self._context.query(self, _("Đọc tờ niêm yết"), work, self._on_seen)

    def _on_seen(self, seen: _Seen) -> None:
        one = self.chosen()
        if one is None or one.id != seen.id:
            return
        if seen.content:
            self.preview.show_pdf(seen.content)
        else:
            self.preview.clear()
        self.warning.say(seen.changed)
        told = []
        if seen.why_not:
            told.append(seen.why_not)
        if seen.leaves and one.hung_on is not None:
            told.append(
                ngettext("Là minh chứng của {n} mục.", "Là minh chứng của {n} mục.", seen.leaves).format(
                    n=seen.leaves
                )
            )
        elif seen.leaves:
            told.append(
                ngettext(
                    "Khi treo là minh chứng của {n} mục.", "Khi treo là minh chứng của {n} mục.", seen.leaves
                ).format(n=seen.leaves)
            )
        if one.evidence:
            count = len(one.evidence)
            told.append(ngettext("Có {n} ảnh.", "Có {n} ảnh.", count).format(n=count))
        self.proof.setText(" ".join(told))

    # -- acts

    @Slot()
    def _on_hang(self) -> None:
        one = self.chosen()
        if one is not None and state(one) is not State.DOWN:
            self.acts.hang(one)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_hang()

    @Slot()
    def _on_also(self) -> None:
        if (one := self.chosen()) is not None:
            self.acts.hang_also(one)

    @Slot()
    def _on_photo(self) -> None:
        if (one := self.chosen()) is not None:
            self.acts.photos(one)

    @Slot()
    def _on_down(self) -> None:
        if (one := self.chosen()) is not None:
            self.acts.take_down(one)

    @Slot()
    def _on_again(self) -> None:
        if (one := self.chosen()) is not None:
            self.acts.hang_again(one)

    @Slot()
    def _on_print(self) -> None:
        if (one := self.chosen()) is not None:
            self.acts.print_again(one)

    @Slot()
    def _on_like(self) -> None:
        if (one := self.chosen()) is not None:
            self.like_wanted.emit(one)

    @Slot()
    def _on_evidence(self) -> None:
        one = self.chosen()
        if one is not None and one.evidence:
            self._context.go(Place(PageId.EVIDENCE, evidence_id=one.evidence[-1]))

    @Slot()
    def _on_remove(self) -> None:
        if (one := self.chosen()) is not None:
            self.acts.remove([one])

    # -- Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos may be dropped on a posting that hangs."""
        one = self.chosen()
        if event.mimeData().hasUrls() and one is not None and one.hung_on is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Photos of the wall."""
        one = self.chosen()
        paths: Sequence[Path] = [
            Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()
        ]
        if one is not None and paths:
            event.acceptProposedAction()
            self.acts.add_photos(one, paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)
