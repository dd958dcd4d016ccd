"""The evidence page: three tables of files, a place to drop more, the inbox folder, the check of all files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import Evidence, StoreReport
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.own_lines import not_own_words
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.evidence.adding import Adder
from ui.evidence.dropping import picture_in
from ui.evidence.leaf_picker import LeafPicker, PickedLeaves
from ui.evidence.viewer import EvidenceViewer
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.evidence.rows import EvidenceOfYear, Row, Tab, columns, read_evidence, rows_of, sort_by
from ui.people.permission import reserve
from ui.places import Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop, paste_shortcut
from ui.widgets.holding import hold
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page import Page
from ui.widgets.text import button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


#: Columns that give way, and the page widths (in letters) below which they do.
_NUMBER, _SIZE = 1, 5
_ROOM_FOR_NUMBER, _ROOM_FOR_SIZE = 85, 120


class EvidencePage(Page):
    """The files of the year."""

    watched = frozenset({Area.EVIDENCE, Area.ASSESSMENT, Area.CRITERIA})
    help_topic = "evidence"
    asks = Right.EVIDENCE

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._found: EvidenceOfYear | None = None
        self._wanted: Place | None = None
        self._sorted: tuple[int, bool] | None = None
        self._adder = Adder(context, self)
        self._build()
        self._connect()

    # -- what the shell asks

    def reload(self) -> None:
        """Ask for the files again."""
        year = self.context.year
        if year is None:
            return

        def work(services: "Services") -> EvidenceOfYear:
            return read_evidence(services, year)

        self.context.query(self, _("Đọc danh sách tài liệu"), work, self._on_found)

    def show_place(self, place: Place) -> None:
        """Go to a tab or a file; waits for the data if it is not there yet."""
        self._wanted = place
        if self._found is not None and not self._stale:
            self._go_to_wanted()

    def primary_button(self) -> QPushButton | None:
        """Adding files."""
        return self._add

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    @property
    def tab(self) -> Tab:
        """The tab in view."""
        return list(Tab)[self.tabs.currentIndex()]

    def chosen(self) -> list[Evidence]:
        """The selected files."""
        rows = [self.model.row(index) for index in self.table.selectionModel().selectedRows()]
        return [row.evidence for row in rows if row is not None]

    def choose(self, evidence_id: int) -> None:
        """Select one file."""
        place = self.model.row_of(evidence_id)
        if place >= 0:
            self.table.selectRow(place)
            self.table.setCurrentIndex(self.model.index(place, 0))
            self.table.scrollTo(self.model.index(place, 0))

    # -- building

    def _build(self) -> None:
        self._add = button(_("Thêm tệp..."), "attach", "primary", "Ctrl+N", parent=self)
        self._add.hide()
        self._frozen = NoticeStrip("lock", parent=self)
        self._take = button(_("Thêm các tệp này"), "inbox", parent=self)
        reserve(self.context, Right.EVIDENCE, self._add, self._take)
        self._open_inbox = button(_("Mở hộp chờ"), "folder", "quiet", parent=self)
        self._inbox = NoticeStrip("inbox", "accent", self._open_inbox, self._take, parent=self)
        self.drop = FileDrop(self.context, parent=self)
        reserve(self.context, Right.EVIDENCE, self.drop)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Nhóm tài liệu"))
        self.tabs.setDrawBase(False)
        for _tab in Tab:
            self.tabs.addTab("")
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Lọc theo tên, số, mục"))
        self.box.setAccessibleName(_("Lọc tài liệu"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 18)
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 36)
        self._verify = button(_("Kiểm tra lại toàn bộ tệp"), "shield", parent=self)
        shown = columns()
        self.model: TableModel[Row] = TableModel(shown, key=lambda row: row.evidence.id, parent=self)
        self.table = table(self.model, shown, _("Tài liệu của năm"), self)
        ListPapers(self.context, self.table)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().setSortIndicatorShown(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._nothing = EmptyState("inbox", "", "", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(QWidget(self))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._look = button(_("Xem và ghi thông tin"), "eye", parent=self)
        self._assign = button(_("Gắn với mục..."), "link", "", "Ctrl+G", parent=self)
        self._remove = button(_("Chuyển vào thùng rác"), "remove", parent=self)
        self._restore = button(_("Lấy lại"), "undo", parent=self)
        reserve(self.context, Right.EVIDENCE, self._assign, self._remove, self._restore)
        self._lay_out()
        self.viewer = EvidenceViewer(self.context, self)
        self.setFocusProxy(self.table)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(150)
        self._commands = self._make_commands()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self.box, 1)
        top.addWidget(self._verify)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for made in (self._look, self._assign, self._restore):
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(self._remove)
        column = QVBoxLayout(self)
        self.keep_air(column, roomy=(20, 20), small=(12, 12))
        column.setSpacing(10)
        for widget in (self._frozen, self._inbox, self.drop):
            column.addWidget(widget)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _make_commands(self) -> tuple[QAction, ...]:
        made = []
        for words, run in (
            (_("Thêm tệp..."), self._on_add),
            (_("Kiểm tra lại toàn bộ tệp"), self._on_verify),
            (_("Mở hộp chờ"), self._on_open_inbox),
        ):
            action = QAction(words, self)
            action.triggered.connect(run)
            made.append(action)
        return tuple(made)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._take.clicked.connect(self._on_take)
        self._open_inbox.clicked.connect(self._on_open_inbox)
        self.drop.files_dropped.connect(self._on_dropped)
        self.tabs.currentChanged.connect(self._on_tab)
        self.box.textChanged.connect(self._search.start)
        self._search.timeout.connect(self._show_rows)
        self._verify.clicked.connect(self._on_verify)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header)
        self.table.selectionModel().selectionChanged.connect(self._update_actions)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self._look.clicked.connect(self._on_look)
        self._assign.clicked.connect(self._on_assign)
        self._remove.clicked.connect(self._on_remove)
        self._restore.clicked.connect(self._on_restore)
        self.viewer.share_wanted.connect(self._on_share)
        self.viewer.remove_wanted.connect(self._on_remove_one)
        self.viewer.closed.connect(self.table.setFocus)
        paste_shortcut(self).activated.connect(self._on_paste)
        here = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Return), self.table, context=here).activated.connect(self._on_look)
        QShortcut(QKeySequence(Qt.Key.Key_Enter), self.table, context=here).activated.connect(self._on_look)
        QShortcut(QKeySequence.StandardKey.Delete, self.table, context=here).activated.connect(
            self._on_remove
        )

    # -- showing

    def _on_found(self, found: EvidenceOfYear) -> None:
        if found.year != self.context.year:
            return
        first = self._found is None
        self._found = found
        unsorted = sum(not row.evidence.nodes for row in found.rows)
        words = (_("Chưa phân loại {n}"), _("Tất cả {n}"), _("Thùng rác {n}"))
        counts = (unsorted, len(found.rows), len(found.binned))
        for place, count in enumerate(counts):
            self.tabs.setTabText(place, words[place].format(n=formats.whole_number(count)))
        if first and not unsorted:
            self.tabs.setCurrentIndex(list(Tab).index(Tab.ALL))
        self._frozen.say(
            _(
                "Năm {year} đã chốt để nộp nên chỉ xem. Muốn thêm hoặc sửa, hãy mở lại năm ở trang Tiêu chí."
            ).format(year=found.year)
            if found.frozen
            else ""
        )
        count = len(found.inbox)
        waiting = ngettext("Hộp chờ có {n} tệp.", "Hộp chờ có {n} tệp.", count).format(n=count)
        self._inbox.say(waiting if count and not found.frozen else "")
        self.drop.setVisible(not found.frozen)
        self._add.setEnabled(not found.frozen)
        self._show_rows()
        if self._wanted is not None:
            self._go_to_wanted()
        elif first and self.drop.isAncestorOf(self.window().focusWidget()):
            self.table.setFocus()

    @Slot()
    def _show_rows(self) -> None:
        if self._found is None:
            return
        kept = {one.id for one in self.chosen()}
        words = fold(self.box.text()).split()
        rows = [row for row in rows_of(self._found, self.tab) if all(word in row.folded for word in words)]
        if self._sorted is not None:
            column, downward = self._sorted
            rows.sort(key=sort_by(column), reverse=downward)
        self.model.set_rows(rows)
        self._select(kept)
        if rows:
            self._stack.setCurrentWidget(self.table)
        else:
            self._nothing.set_words(*self._empty_words(bool(words)))
            self._stack.setCurrentWidget(self._nothing)
        self.viewer.update_rows([row.evidence for row in rows])
        self._update_actions()

    def _empty_words(self, filtered: bool) -> tuple[str, str]:
        if filtered:
            return _("Không có tài liệu nào như vậy"), _("Hãy xóa bớt chữ trong ô lọc.")
        return {
            Tab.UNSORTED: (
                _("Không còn tệp nào chờ phân loại"),
                _("Tệp thêm ở trang này nằm ở đây cho đến khi được gắn với một mục của bộ tiêu chí."),
            ),
            Tab.ALL: (
                _("Chưa có tài liệu nào trong năm"),
                _(
                    "Hãy kéo thả tệp hoặc cả thư mục vào khung ở trên, hoặc thêm ngay tại từng mục ở trang Tiêu chí."
                ),
            ),
            Tab.BIN: (
                _("Thùng rác trống"),
                _("Tài liệu đã chuyển vào thùng rác nằm ở đây và lấy lại được."),
            ),
        }[self.tab]

    def _select(self, ids: set[int]) -> None:
        selection = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place, row in enumerate(self.model.rows()):
            if row.evidence.id in ids and not selection.isRowSelected(place):
                selection.select(self.model.index(place, 0), flags)

    @Slot()
    def _update_actions(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        open_year = self._found is not None and not self._found.frozen
        in_bin = self.tab is Tab.BIN
        for made in (self._look, self._assign, self._remove, self._restore):
            made.setVisible(bool(self.model.rows()))
        self._look.setEnabled(count == 1)
        for made in (self._assign, self._remove):
            made.setEnabled(count > 0 and open_year)
            made.setVisible(not in_bin and bool(self.model.rows()))
        self._restore.setEnabled(count > 0 and open_year)
        self._restore.setVisible(in_bin and bool(self.model.rows()))
        own = self._found.own if self._found is not None else None
        if own is not None:
            foreign = any(one.id not in own for one in self.chosen())
            for made in (self._remove, self._restore):
                hold(made, not_own_words() if foreign else "")

    def _go_to_wanted(self) -> None:
        place, self._wanted = self._wanted, None
        if place is None or self._found is None:
            return
        known = {one.value: one for one in Tab}
        if place.part in known:
            self.tabs.setCurrentIndex(list(Tab).index(known[place.part]))
        if place.evidence_id is not None:
            self.box.clear()
            binned = any(row.evidence.id == place.evidence_id for row in self._found.binned)
            self.tabs.setCurrentIndex(list(Tab).index(Tab.BIN if binned else Tab.ALL))
            self._show_rows()
            self.choose(place.evidence_id)
        self.table.setFocus()

    # -- adding

    @Slot()
    def _on_add(self) -> None:
        self.context.prompts.open_files(self, _("Chọn tệp minh chứng"), "evidence", "", self._on_dropped)

    @Slot(object)
    def _on_dropped(self, paths: list[Path]) -> None:
        if self._found is not None and not self._found.frozen:
            self.tabs.setCurrentIndex(list(Tab).index(Tab.UNSORTED))
            self._adder.add(self._found.year, None, paths)

    @Slot()
    def _on_paste(self) -> None:
        from PySide6.QtGui import QGuiApplication

        if self._found is None or self._found.frozen:
            return
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        picture = picture_in(data)
        if paths:
            self._on_dropped(paths)
        elif picture:
            self._adder.add_picture(self._found.year, None, picture)

    @Slot()
    def _on_take(self) -> None:
        if self._found is not None:
            paths = [Path(one.path) for one in self._found.inbox]
            self._adder.add(self._found.year, None, paths, from_inbox=True)

    @Slot()
    def _on_open_inbox(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.folder.inbox)))

    # -- sorting, looking

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        self.table.clearSelection()
        self._show_rows()

    @Slot(int)
    def _on_header(self, column: int) -> None:
        downward = self._sorted == (column, False)
        self._sorted = (column, downward)
        order = Qt.SortOrder.DescendingOrder if downward else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self._show_rows()

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_look()

    @Slot()
    def _on_look(self) -> None:
        chosen = self.chosen()
        if chosen and self._found is not None:
            rows = [row.evidence for row in self.model.rows()]
            read_only = self._found.frozen or self.tab is Tab.BIN
            own = self._found.own if self.context.may(Right.EVIDENCE) else frozenset()
            self.viewer.look(rows, chosen[0], self._found.criteria, read_only, own)

    # -- changing

    @Slot()
    def _on_assign(self) -> None:
        self._assign_to(self.chosen())

    @Slot(object)
    def _on_share(self, one: Evidence) -> None:
        self._assign_to([one])

    def _assign_to(self, chosen: list[Evidence]) -> None:
        """Ask which leaves the files prove; for several files, leaves are only added."""
        if not chosen or self._found is None:
            return
        if len(chosen) == 1:
            title = _("«{name}» chứng minh cho những mục nào?").format(name=chosen[0].label)
        else:
            title = _("{n} tài liệu chứng minh cho những mục nào?").format(n=len(chosen))
        ticked = chosen[0].nodes if len(chosen) == 1 else ()
        picker = LeafPicker(self.window(), title, self._found.criteria, ticked)
        year = self._found.year

        def picked(leaves: PickedLeaves) -> None:
            self._link(chosen, year, leaves)

        picker.picked.connect(picked)
        picker.open()

    def _link(self, chosen: list[Evidence], year: int, leaves: PickedLeaves) -> None:
        """Tie files to leaves; undoing leaves alone what was tied before."""
        fresh = [(one.id, node) for one in chosen for node in leaves.added if node not in one.nodes]
        gone = [(one.id, node) for one in chosen for node in leaves.removed]

        def work(services: "Services") -> None:
            for evidence_id, node in fresh:
                services.evidence.link(evidence_id, year, node)
            for evidence_id, node in gone:
                services.evidence.unlink(evidence_id, node)

        def back(services: "Services") -> None:
            for evidence_id, node in fresh:
                services.evidence.unlink(evidence_id, node)
            for evidence_id, node in gone:
                services.evidence.link(evidence_id, year, node)

        count = len(chosen)
        words = ngettext("Đã gắn {n} tài liệu.", "Đã gắn {n} tài liệu.", count).format(n=count)
        self._change(_("Gắn minh chứng"), work, words, back)

    @Slot()
    def _on_remove(self) -> None:
        if self.tab is not Tab.BIN and self._remove.isEnabled():
            self._to_bin(self.chosen())

    @Slot(object)
    def _on_remove_one(self, one: Evidence) -> None:
        self._to_bin([one])

    def _to_bin(self, chosen: list[Evidence]) -> None:
        if not chosen or self._found is None or self._found.frozen:
            return
        ids = [one.id for one in chosen]

        def work(services: "Services") -> None:
            for evidence_id in ids:
                services.evidence.remove(evidence_id)

        def back(services: "Services") -> None:
            for evidence_id in ids:
                services.evidence.restore(evidence_id)

        count = len(ids)
        words = ngettext(
            "Đã chuyển {n} tài liệu vào thùng rác.", "Đã chuyển {n} tài liệu vào thùng rác.", count
        ).format(n=count)
        self._change(_("Bỏ tài liệu"), work, words, back)

    @Slot()
    def _on_restore(self) -> None:
        ids = [one.id for one in self.chosen()]

        def work(services: "Services") -> None:
            for evidence_id in ids:
                services.evidence.restore(evidence_id)

        def back(services: "Services") -> None:
            for evidence_id in ids:
                services.evidence.remove(evidence_id)

        count = len(ids)
        words = ngettext("Đã lấy lại {n} tài liệu.", "Đã lấy lại {n} tài liệu.", count).format(n=count)
        self._change(_("Lấy lại tài liệu"), work, words, back)

    def _change(
        self,
        title: str,
        work: Callable[["Services"], None],
        words: str,
        back: Callable[["Services"], None],
    ) -> None:
        """Do it, say so, and offer to take it back."""

        def undo() -> None:
            self.context.perform(self, _("Hoàn tác"), back)

        def done(_nothing: None) -> None:
            self.context.tell(words, undo)

        self.context.perform(self, title, work, done)

    # -- checking

    @Slot()
    def _on_verify(self) -> None:
        def work(services: "Services", job: JobContext) -> StoreReport:
            return services.evidence.verify(job)

        self.context.run_long(self, _("Kiểm tra lại toàn bộ tệp"), work, self._on_verified)

    def _on_verified(self, report: StoreReport) -> None:
        title = _("Kết quả kiểm tra kho minh chứng")
        counted = ngettext("Đã đọc lại {n} tệp, {size}.", "Đã đọc lại {n} tệp, {size}.", report.files).format(
            n=formats.whole_number(report.files), size=formats.file_size(report.bytes)
        )
        sentences = [_told(one, _("Tệp bị mất khỏi kho.")) for one in report.missing]
        sentences += [
            _told(one, _("Tệp bị hỏng: nội dung đã thay đổi so với lúc thêm vào.")) for one in report.damaged
        ]
        if sentences:
            counted += " " + _(
                "Có {n} tài liệu cần thêm lại từ bản gốc hoặc khôi phục từ bản sao lưu."
            ).format(n=len(sentences))
        else:
            counted += " " + _("Tất cả còn nguyên vẹn.")
        ReportDialog(self.window(), title, counted, sentences).open()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way in a narrow list."""
        super().resizeEvent(event)
        letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
        self.table.setColumnHidden(_SIZE, letters < _ROOM_FOR_SIZE)
        self.table.setColumnHidden(_NUMBER, letters < _ROOM_FOR_NUMBER)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere puts the viewer away and stores what was typed in it."""
        if not event.spontaneous() and self.viewer.isVisible():
            self.viewer.put_away()
        super().hideEvent(event)


def _told(one: Evidence, sentence: str) -> str:
    return _("{name} (năm {year})\n{sentence}").format(name=one.label, year=one.year, sentence=sentence)
