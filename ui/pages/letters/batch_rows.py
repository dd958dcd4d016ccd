"""Second step of a list: every row with its problems, ticks, corrections, and the letter beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QTabBar, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import Letter
from friendly_desktop.domain.letters.batch import BatchRow, with_doubts
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.jobs import Job
from ui.lists.papers import ListPapers
from ui.pages.letters import batch_work
from ui.pages.letters.batch_legacy import LegacyDialog, legacy_pairs
from ui.pages.letters.batch_model import (
    NUMBER,
    ROOM,
    STATE,
    TAB_WORDS,
    TICK,
    BatchModel,
    Look,
    Tab,
    TickBoxes,
    columns,
    in_tab,
    look,
    state_of,
)
from ui.pages.letters.batch_side import BatchSide
from ui.pages.letters.batch_work import Source, Ticks
from ui.widgets.chip_cells import ChipCells
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class BatchRows(QWidget):
    """Looks a list over before its letters are made.

    Signals:
        left: the person wants back to the file and its columns.
        make_wanted: the ticked rows are to be made.
        letter_wanted: int, a letter of the register is to be opened.
        ready_changed: what the primary button says changed.
    """

    left = Signal()
    make_wanted = Signal()
    letter_wanted = Signal(int)
    ready_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.source: Source | None = None
        self._look = Look()
        self._only: frozenset[int] | None = None
        self._ticks = Ticks()
        self._typed: dict[int, Mapping[str, str]] = {}
        self._asked = 0
        self._measuring: Job | None = None
        self.make = button(_("Làm thư..."), "print", "primary", "Ctrl+Return", parent=self)
        self.make.hide()
        self._build()
        self._connect()

    # -- what the part asks

    def read(self, source: Source) -> None:
        """Read the rows of a list."""
        self.stop_measuring()
        self.source = source
        self._ticks, self._typed, self._only = Ticks(), {}, None
        self._asked += 1
        self.side.set_source(source)
        self._context.run_long(
            self,
            _("Xem từng dòng"),
            lambda services, job: look(batch_work.read_rows(source)(services, job)),
            partial(self._on_read, self._asked),
        )

    def keep_only(self, numbers: frozenset[int]) -> None:
        """Go on with these rows alone, as they stand: corrected, ticked or not."""
        self._only = numbers
        whole, names = self._look.whole, self._look.names
        self._context.query(
            self, _("Xem từng dòng"), lambda _services: look(whole, numbers, names), self._on_kept
        )

    def _on_kept(self, made: Look) -> None:
        self._take(made)
        self._show(Tab.ALL)

    def settled(self) -> tuple[BatchRow, ...]:
        """All rows, ticked as the person wants."""
        return self._ticks.settled(self._look.rows)

    def rows(self) -> tuple[BatchRow, ...]:
        """All rows as they stand."""
        return self._look.rows

    def ticked(self) -> int:
        """How many letters are to be made."""
        return sum(map(self._ticks.has, self._look.rows))

    def choose(self, number: int) -> None:
        """Select a row by its number in the sheet, in the tab of all rows if need be."""
        place = self.model.row_of(number)
        if place < 0:
            self.box.clear()
            self._show(Tab.ALL)
            place = self.model.row_of(number)
        if place >= 0:
            self.table.setFocus()
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, NUMBER))

    def chosen(self) -> list[BatchRow]:
        """The selected rows in order."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows()[place] for place in places]

    # -- building

    def _build(self) -> None:
        self._back = button(_("Danh sách"), "left", "back", parent=self)
        self._back.setToolTip(_("Về tệp và các cột (Esc)"))
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Các dòng trong danh sách"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(_(TAB_WORDS[tab]).format(n=0))
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm người nhận"))
        self.box.setAccessibleName(_("Tìm trong các dòng"))
        self.box.setClearButtonEnabled(True)
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 28)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.box, 1)
        self.convert = button(_("Chuyển sang Unicode"), kind="quiet", parent=self)
        self.look = button(_("Xem trước và sau..."), kind="quiet", parent=self)
        self.legacy = NoticeStrip("edit", "warning", self.look, self.convert, parent=self)
        left = self._build_table()
        self.side = BatchSide(self._context, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(self.side)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(14)
        self._sized = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.legacy)
        layout.addWidget(self._split, 1)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(150)
        self.setFocusProxy(self.table)

    def _build_table(self) -> QWidget:
        self.model = BatchModel(self._ticks_has, self)
        self.table = table(self.model, columns(), _("Các dòng"), self)
        ListPapers(self._context, self.table)
        self.table.setItemDelegateForColumn(STATE, ChipCells(lambda row: state_of(row)[1:], self.table))
        self.table.setItemDelegateForColumn(TICK, TickBoxes(self.table))
        self.table.installEventFilter(self)
        self.tick_all = button(_("Chọn hết"), "check", "quiet", parent=self)
        self.untick_all = button(_("Bỏ chọn hết"), "close", "quiet", parent=self)
        self._count = Text(role="quiet-small", parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.tick_all)
        foot.addWidget(self.untick_all)
        foot.addStretch(1)
        foot.addWidget(self._count)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        return left

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self.tabs.currentChanged.connect(self._on_filter)
        self.box.textChanged.connect(self._search.start)
        self._search.timeout.connect(self._on_filter)
        self.convert.clicked.connect(self._on_convert)
        self.look.clicked.connect(self._on_look)
        self.model.toggled.connect(self._on_toggled)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.tick_all.clicked.connect(self._on_tick_all)
        self.untick_all.clicked.connect(self._on_untick_all)
        self.make.clicked.connect(self.make_wanted)
        self.side.corrected.connect(self._on_corrected)
        self.side.row_wanted.connect(self.choose)
        self.side.double_wanted.connect(self._on_double)
        self.side.done.connect(self.table.setFocus)
        here = Qt.ShortcutContext.WidgetShortcut
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        key = Qt.Key
        for owner, keys, context, slot in (
            (self.table, (key.Key_Return, key.Key_Enter), here, self.side.begin_edit),
            (self.table, (key.Key_Space,), here, self._on_space),
            (self, (key.Key_F2,), inside, self.side.begin_edit),
            (self, (key.Key_F8,), inside, self.next_problem),
            (self, (key.Key_Escape,), inside, self.left),
        ):
            for one in keys:
                QShortcut(QKeySequence(one), owner, context=context).activated.connect(slot)

    # -- reading

    def _on_read(self, asked: int, made: Look) -> None:
        if asked != self._asked:
            return
        self._take(made)
        self._show(Tab.ALL)
        self.table.setFocus()
        if len(made.rows) > batch_work.QUICKLY_MEASURED:
            self._measure()

    def _measure(self) -> None:
        """Lay the letters of a long list out while the person looks at it already."""
        if self.source is None:
            return
        rows, template, asked = self._look.whole, self.source.template, self._asked
        job = self._context.run_long(
            self,
            _("Xem thư có vừa trang giấy"),
            lambda services, job: services.letter_batches.measured(rows, template, job),
            partial(self._on_measured, asked),
        )
        self._measuring = job
        job.finished.connect(self._on_measuring_done)
        self._tell()

    def stop_measuring(self) -> None:
        """The rows go away."""
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None

    @Slot()
    def _on_measuring_done(self) -> None:
        if self.sender() is self._measuring:
            self._measuring = None
            self._tell()

    def _on_measured(self, asked: int, told: Mapping[int, BatchRow]) -> None:
        if asked != self._asked:
            return
        if told:
            merged = [_with_measure(row, told.get(row.number)) for row in self._look.whole]
            self._refresh(self._again(merged))

    def _take(self, made: Look) -> None:
        self._look = made

    def _refresh(self, made: Look) -> None:
        """Show new states of the same rows; what is in view stays in view."""
        self._take(made)
        new = {row.number: row for row in made.rows}
        self.model.set_rows(tuple(new[row.number] for row in self.model.rows()))
        self._on_current()
        self._tell()

    def _again(self, rows: Sequence[BatchRow]) -> Look:
        """On the worker: count the same rows in new states."""
        return look(rows, self._only, self._look.names)

    # -- showing

    def _ticks_has(self, row: BatchRow) -> bool:
        return self._ticks.has(row)

    @property
    def tab(self) -> Tab:
        """The tab in view."""
        return list(Tab)[self.tabs.currentIndex()]

    def _show(self, tab: Tab) -> None:
        place = list(Tab).index(tab)
        if self.tabs.currentIndex() != place:
            self.tabs.setCurrentIndex(place)
        else:
            self._on_filter()

    @Slot()
    def _on_filter(self) -> None:
        current = self.model.row(self.table.currentIndex())
        words = fold(self.box.text()).split()
        tab, has, rows = self.tab, self._ticks.has, self._look.rows
        if tab is not Tab.ALL or words:
            rows = tuple(row for row in rows if in_tab(row, tab, has) and self._look.finds(row, words))
        self.model.set_rows(rows)
        place = self.model.row_of(current.number) if current is not None else 0
        if rows:
            self.table.selectRow(max(0, place))
        self._on_current()
        self._tell()

    def _tell(self) -> None:
        """The counts, the strip of old fonts, the words of the primary button."""
        every, ticked, legacy = len(self._look.rows), self.ticked(), self._look.legacy
        counts = {**self._look.counts, Tab.UNTICKED: every - ticked}
        for place, tab in enumerate(Tab):
            self.tabs.setTabText(place, _(TAB_WORDS[tab]).format(n=formats.whole_number(counts.get(tab, 0))))
        self._count.setText(
            _("Sẽ làm {n} / {all} thư").format(
                n=formats.whole_number(ticked), all=formats.whole_number(every)
            )
        )
        words = ngettext("Làm {n} thư...", "Làm {n} thư...", ticked).format(n=formats.whole_number(ticked))
        self.make.setText(words if ticked else _("Làm thư..."))
        self.make.setShortcut("Ctrl+Return")  # other words took it away
        self.make.setEnabled(bool(ticked) and self._measuring is None)
        waiting = _("Chờ xem xong thư nào dài quá một trang, hoặc bấm «Dừng» để bỏ qua bước này.")
        self.make.setToolTip(waiting if self._measuring is not None else _("Làm thư (Ctrl+Enter)"))
        sentence = ngettext(
            "{n} dòng gõ bằng phông chữ cũ (.VnTime, VNI).",
            "{n} dòng gõ bằng phông chữ cũ (.VnTime, VNI).",
            legacy,
        )
        self.legacy.say(sentence.format(n=formats.whole_number(legacy)) if legacy else "")
        self.ready_changed.emit()

    @Slot()
    def _on_current(self) -> None:
        row = self.model.row(self.table.currentIndex())
        self.side.show_row(row, self._typed.get(row.number) if row is not None else None)

    @Slot()
    def next_problem(self) -> None:
        """Go to the next row with something to look at, from the top again after the last."""
        rows = self.model.rows()
        here = self.table.currentIndex().row()
        order = [*range(here + 1, len(rows)), *range(here + 1)]
        found = next((place for place in order if in_tab(rows[place], Tab.PROBLEMS, self._ticks.has)), None)
        if found is None:
            self._context.tell(_("Không còn dòng nào có vấn đề."))
            return
        self.table.selectRow(found)
        self.table.scrollTo(self.model.index(found, NUMBER))
        self.table.setFocus()

    # -- ticks

    @Slot(object)
    def _on_toggled(self, row: BatchRow) -> None:
        self._tick([row], on=not self._ticks.has(row))

    @Slot()
    def _on_space(self) -> None:
        rows = [row for row in self.chosen() if row.makeable]
        if rows:
            self._tick(rows, on=not all(map(self._ticks.has, rows)))
        elif self.chosen():
            self._context.tell(_("Dòng này còn lỗi; sửa (F2) rồi mới chọn được."))

    @Slot()
    def _on_tick_all(self) -> None:
        self._tick([row for row in self.model.rows() if row.makeable], on=True)

    @Slot()
    def _on_untick_all(self) -> None:
        self._tick(list(self.model.rows()), on=False)

    def _tick(self, rows: Sequence[BatchRow], *, on: bool) -> None:
        for row in rows:
            self._ticks.chosen[row.number] = on
        self.model.ticks_changed()
        self._tell()

    # -- corrections

    @Slot(int, object)
    def _on_corrected(self, number: int, texts: Mapping[str, str]) -> None:
        if self.source is None:
            return
        self._typed[number] = dict(texts)
        self._ticks.chosen.pop(number, None)
        work = batch_work.correct(self.source, self._look.whole, {number: texts})
        self._context.query(
            self,
            _("Sửa dòng"),
            lambda services: self._again(work(services)),
            partial(self._on_reread, self._asked),
        )

    def _on_reread(self, asked: int, made: Look) -> None:
        if asked == self._asked:
            self._refresh(made)

    @Slot()
    def _on_convert(self) -> None:
        if self.source is None:
            return
        before, typed, asked = self._look, dict(self._typed), self._asked

        def undo() -> None:
            if asked == self._asked:
                self._typed = typed
                self._refresh(before)

        def done(answer: tuple[batch_work.Converted, Look]) -> None:
            if asked != self._asked:
                return
            self._typed.update(answer[0].typed)
            self._refresh(answer[1])
            self._context.tell(_("Đã chuyển sang Unicode."), undo)

        convert = batch_work.convert(self.source, before.whole, typed)

        def work(services: "Services") -> tuple[batch_work.Converted, Look]:
            made = convert(services)
            return made, self._again(made.rows)

        self._context.query(self, _("Chuyển sang Unicode"), work, done)

    @Slot()
    def _on_look(self) -> None:
        if self.source is None:
            return
        legacy = [row for row in self._look.rows if batch_work.is_legacy(row)]
        dialog = LegacyDialog(self, legacy_pairs(self.source, legacy, self._typed))
        dialog.taken.connect(self._on_convert)
        dialog.open()

    # -- doubles in the register

    @Slot(object)
    def _on_double(self, row: BatchRow) -> None:
        def found(letters: tuple[Letter, ...]) -> None:
            if letters:
                self.letter_wanted.emit(letters[-1].id)

        self._context.query(self, _("Mở thư"), lambda services: services.letters.duplicates(row.draft), found)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != TICK:
            self.side.begin_edit()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows take a little more than the letter."""
        super().resizeEvent(event)
        if not self._sized and event.size().width() > 400:
            self._sized = True
            self._split.setSizes([event.size().width() * 55 // 100, event.size().width() * 45 // 100])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list."""
        if isinstance(event, QResizeEvent) and watched is self.table:
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)


def _with_measure(row: BatchRow, told: BatchRow | None) -> BatchRow:
    """A row with what was found when its page was laid out, unless it was corrected meanwhile."""
    if told is None or told.draft != row.draft:
        return row
    problems = tuple(dict.fromkeys((*row.problems, *told.problems)))
    return with_doubts(replace(row, problems=problems), tuple(dict.fromkeys((*row.doubts, *told.doubts))))
