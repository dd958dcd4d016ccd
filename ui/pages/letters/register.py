"""The register of letters: filters, the list, the chosen letter beside it, what is done with letters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
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
from friendly_desktop.domain.letters import Letter, LetterFilter, LetterKind, LetterState
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.letters.acts import LetterActs
from ui.pages.letters.chosen_letter import ChosenLetter
from ui.pages.letters.rows import (
    ROOM,
    STATE_LOOKS,
    TAB_WORDS,
    Found,
    Row,
    Tab,
    columns,
    kind_words,
    read_register,
)
from ui.safety.history_dialog import HistoryDialog
from ui.widgets.chip_cells import ChipCells
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.parts_page import Part
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_STATE_COLUMN = 5
_DETAIL_LETTERS = 46


class LetterRegister(Part):
    """The register.

    Signals:
        open_wanted: int, a letter is to be opened.
        write_wanted: a new letter is wanted.
        print_wanted: list of int, these letters are to be printed.
        paper_wanted: (title, call), a list is to be printed; the call gives its PDF from the services.
    """

    open_wanted = Signal(int)
    write_wanted = Signal()
    print_wanted = Signal(object)
    paper_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: Found | None = None
        self._asked = 0
        self._wanted: int | None = None
        self._acts = LetterActs(context, self)
        self._build()
        self._connect()

    # -- what the page asks

    def refresh(self) -> None:
        """Read the part of the register in view again."""
        self._asked += 1
        asked, wanted = self._asked, self.wanted()

        def work(services: "Services") -> tuple[int, Found]:
            return asked, read_register(services, wanted)

        self._context.query(self, _("Đọc sổ thư"), work, self._on_found)

    def primary_button(self) -> QPushButton | None:
        """Writing a letter."""
        return self.write_button

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    def show_tab(self, tab: Tab) -> None:
        """Show the letters of a state."""
        self.tabs.setCurrentIndex(list(Tab).index(tab))

    def choose(self, letter_id: int) -> None:
        """Select a letter, now or once the list is there."""
        place = self.model.row_of(letter_id)
        if place < 0:
            self._wanted = letter_id
            return
        self._wanted = None
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(place, 0))
        self.table.selectRow(place)

    def wanted(self) -> LetterFilter:
        """What the filters say, without the tab."""
        period, kind, hamlet = self._period.value(), self._kind.value(), self._hamlet.value()
        year, month = period if isinstance(period, tuple) else (None, None)
        return LetterFilter(
            year=year,
            month=month,
            kind=kind if isinstance(kind, LetterKind) else None,
            hamlet=str(hamlet or ""),
            text=clean_line(self.box.text()),
        )

    def add_tool(self, tool: QPushButton) -> None:
        """Put a button for a further part of the page beside the tabs."""
        self._head.addWidget(tool)

    @property
    def tab(self) -> Tab:
        """The tab in view."""
        return list(Tab)[self.tabs.currentIndex()]

    def chosen(self) -> list[Letter]:
        """The selected letters, in the order of the list."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows()[place].letter for place in places]

    # -- building

    def _build(self) -> None:
        self.write_button = button(_("Soạn thư"), "letter", "primary", "Ctrl+N", parent=self)
        self.write_button.hide()
        self.write_button.clicked.connect(self.write_wanted)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Trạng thái của thư"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(_(TAB_WORDS[tab]).format(n=0))
        self._period = ChoiceField(parent=self)
        self._period.setAccessibleName(_("Thời gian"))
        self._kind = ChoiceField(parent=self)
        self._kind.setAccessibleName(_("Loại thư"))
        self._hamlet = ChoiceField(parent=self)
        self._hamlet.setAccessibleName(_("Thôn, tổ dân phố"))
        for choice in (self._period, self._kind, self._hamlet):
            choice.setMinimumContentsLength(10)
        year = self._context.clock.today().year
        self._period.set_choices(self._periods((year,)))
        self._period.show_value((year, None))
        kinds = [(one, kind_words(one)) for one in LetterKind]
        self._kind.set_choices([(None, _("Mọi loại thư")), *kinds])
        self._hamlet.set_choices([("", _("Mọi thôn, tổ"))])
        self._papers = button(_("In, xuất sổ"), "export", parent=self)
        menu = QMenu(self._papers)
        menu.addAction(icons.icon("pdf"), _("In danh sách trình ký..."), self._on_signing_list)
        menu.addAction(icons.icon("print"), _("In sổ thư..."), self._on_register_pdf)
        menu.addAction(icons.icon("table"), _("Xuất Excel..."), self._on_register_xlsx)
        self._papers.setMenu(menu)
        self._build_list()
        self._build_acts()
        self._lay_out()
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(150)
        self.setFocusProxy(self.table)

    def _build_list(self) -> None:
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm tên, số, thôn"))
        self.box.setAccessibleName(_("Lọc thư"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 16)
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 40)
        shown = columns()
        self.model: TableModel[Row] = TableModel(shown, key=lambda row: row.letter.id, parent=self)
        self.table = table(self.model, shown, _("Sổ thư"), self)
        ListPapers(self._context, self.table)
        self._chips = ChipCells(lambda row: STATE_LOOKS[row.letter.state], self.table)
        self.table.installEventFilter(self)
        self.table.setItemDelegateForColumn(_STATE_COLUMN, self._chips)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.detail = ChosenLetter(self._context, self)
        begin = button(_("Soạn thư"), "letter", "primary", parent=self)
        begin.clicked.connect(self.write_wanted)
        self._nothing = EmptyState(
            "letter",
            _("Chưa có thư nào"),
            _("Thư đã soạn, đã in, đã ký nằm ở đây, mỗi thư một dòng, kèm bản đã in."),
            begin,
            parent=self,
        )
        self._none_such = EmptyState("search", "", "", parent=self)

    def _build_acts(self) -> None:
        self.submit_button = button(_("Trình ký"), "upload", parent=self)
        self.sign_button = button(_("Đã ký..."), "check", parent=self)
        self.deliver_button = button(_("Đã trao, gửi..."), "done", parent=self)
        self.number_button = button(_("Ghi số..."), "edit", parent=self)
        self.number_button.setToolTip(_("Ghi vào sổ số đã ghi tay trên thư"))
        self.print_button = button(_("In"), "print", "", "Ctrl+P", parent=self)
        self.back_button = button(_("Lùi một bước"), "undo", parent=self)
        self.cancel_button = button(_("Hủy thư..."), "close", parent=self)
        self.remove_button = button(_("Bỏ bản nháp"), "remove", parent=self)
        self._count = Text(role="quiet-small", parent=self)

    def _acting(self) -> tuple[QPushButton, ...]:
        return (
            self.submit_button,
            self.sign_button,
            self.deliver_button,
            self.number_button,
            self.print_button,
            self.back_button,
            self.cancel_button,
            self.remove_button,
        )

    def _lay_out(self) -> None:
        filters = QWidget(self)
        flow = FlowLayout(filters, spacing=8)
        for one in (self._period, self._kind, self._hamlet, self._papers, self.box):
            flow.addWidget(one)
        top = QVBoxLayout()
        top.setSpacing(8)
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(self.tabs, 1)
        top.addLayout(self._head)
        top.addWidget(filters)
        acts = QWidget(self)
        foot = FlowLayout(acts, spacing=8)
        for made in self._acting():
            foot.addWidget(made)
        foot.addWidget(self._count)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(acts)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(self.detail)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(10)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._stack = QStackedWidget(self)
        self._blank = QWidget(self)
        for page in (self._blank, self._split, self._nothing, self._none_such):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._tools = QWidget(self)
        self._tools.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tools)
        layout.addWidget(self._stack, 1)
        self._sized = False

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        for choice in (self._period, self._kind, self._hamlet):
            choice.committed.connect(self._on_filter)
        self.box.textChanged.connect(self._search.start)
        self._search.timeout.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.detail.open_wanted.connect(self._on_open)
        self.submit_button.clicked.connect(self._on_submit)
        self.sign_button.clicked.connect(self._on_sign)
        self.deliver_button.clicked.connect(self._on_deliver)
        self.number_button.clicked.connect(self._on_number)
        self.print_button.clicked.connect(self._on_print)
        self.back_button.clicked.connect(self._on_back)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.remove_button.clicked.connect(self._on_remove)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.table, context=here).activated.connect(self._on_open)
        QShortcut(QKeySequence.StandardKey.Delete, self.table, context=here).activated.connect(
            self._on_delete
        )
        self.remove_button.setToolTip(_("Bỏ bản nháp (Delete)"))

    def _periods(self, years: Sequence[int]) -> list[tuple[object, str]]:
        today = self._context.clock.today()
        rows: list[tuple[object, str]] = []
        for year in sorted({*years, today.year}, reverse=True):
            rows.append(((year, None), _("Năm {year}").format(year=year)))
            if year in (today.year, today.year - 1):
                last = today.month if year == today.year else 12
                rows += [
                    ((year, month), _("Tháng {month}/{year}").format(month=month, year=year))
                    for month in range(last, 0, -1)
                ]
        return [*rows, (None, _("Mọi năm"))]

    # -- showing

    def _on_found(self, answer: tuple[int, Found]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        self._found = found
        self._period.set_choices(self._periods(found.years))
        self._hamlet.set_choices([("", _("Mọi thôn, tổ")), *((one, one) for one in found.hamlets)])
        counts = Counter(row.letter.state for row in found.rows)
        for place, tab in enumerate(Tab):
            count = len(found.rows) if tab.state is None else counts[tab.state]
            self.tabs.setTabText(place, _(TAB_WORDS[tab]).format(n=formats.whole_number(count)))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._found is None:
            return
        kept = {one.id for one in self.chosen()}
        state = self.tab.state
        rows = tuple(row for row in self._found.rows if state is None or row.letter.state is state)
        self.model.set_rows(rows)
        self._tools.setVisible(not self._found.empty)
        if self._found.empty:
            self._stack.setCurrentWidget(self._nothing)
        elif not rows:
            self._none_such.set_words(*self._none_words())
            self._stack.setCurrentWidget(self._none_such)
        else:
            self._stack.setCurrentWidget(self._split)
        self._select(kept)
        if self._wanted is not None:
            self.choose(self._wanted)
        elif rows and not self.chosen():
            self.table.selectRow(0)
        self._on_selection()

    def _none_words(self) -> tuple[str, str]:
        wanted = self.wanted()
        if wanted.text or wanted.kind or wanted.hamlet or wanted.month:
            return _("Không có thư nào như vậy"), _("Hãy bớt điều kiện lọc hoặc chọn thời gian khác.")
        return {
            Tab.ALL: (_("Năm này chưa có thư nào"), _("Bấm «Soạn thư» để viết thư đầu tiên của năm.")),
            Tab.DRAFT: (_("Không có bản nháp nào"), _("Thư đang soạn dở nằm ở đây.")),
            Tab.SUBMITTED: (
                _("Tập trình ký trống"),
                _("Chọn bản nháp rồi bấm «Trình ký» để xếp vào đây và in một danh sách kèm theo."),
            ),
            Tab.SIGNED: (_("Không có thư nào chờ trao"), _("Thư đã ký, chưa đến tay người nhận nằm ở đây.")),
            Tab.DELIVERED: (
                _("Chưa có thư nào đã trao"),
                _("Thư đã trao tận tay hoặc gửi bưu điện nằm ở đây."),
            ),
            Tab.CANCELLED: (_("Không có thư nào bị hủy"), _("Thư hủy vẫn giữ số trong sổ và nằm ở đây.")),
        }[self.tab]

    def _select(self, ids: set[int]) -> None:
        selection = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place, row in enumerate(self.model.rows()):
            if row.letter.id in ids and not selection.isRowSelected(place):
                selection.select(self.model.index(place, 0), flags)

    @Slot()
    def _on_selection(self) -> None:
        letters = self.chosen()
        states = {one.state for one in letters}
        drafts = bool(letters) and states == {LetterState.DRAFT}
        unsigned = bool(letters) and states <= {LetterState.DRAFT, LetterState.SUBMITTED}
        self.submit_button.setVisible(drafts)
        self.sign_button.setVisible(unsigned)
        self.deliver_button.setVisible(bool(letters) and states == {LetterState.SIGNED})
        bare = len(letters) == 1 and letters[0].number is None
        settled = {LetterState.DRAFT, LetterState.CANCELLED}  # a draft has a field for it
        self.number_button.setVisible(bare and not states & settled)
        self.print_button.setVisible(bool(letters) and LetterState.CANCELLED not in states)
        self.print_button.setText(_("In") if unsigned or not letters else _("In lại"))
        self.back_button.setVisible(bool(letters) and LetterState.DRAFT not in states)
        removable = drafts and all(one.number is None for one in letters)
        self.remove_button.setVisible(removable)
        self.cancel_button.setVisible(bool(letters) and not removable and LetterState.CANCELLED not in states)
        many = len(letters)
        self._count.setText(
            ngettext("Đã chọn {n} thư", "Đã chọn {n} thư", many).format(n=many) if many > 1 else ""
        )
        current = self.model.row(self.table.currentIndex()) if letters else None
        rows = {one.id for one in letters}
        if current is None or current.letter.id not in rows:
            current = self.model.rows()[self.model.row_of(letters[0].id)] if letters else None
        self.detail.show_row(current)

    # -- filters

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        self.table.clearSelection()
        self._show_rows()

    @Slot()
    def _on_filter(self) -> None:
        self.refresh()

    # -- acts

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_open()

    @Slot()
    def _on_open(self) -> None:
        letters = self.chosen()
        if letters:
            self.open_wanted.emit(letters[0].id)

    @Slot()
    def _on_submit(self) -> None:
        self._acts.submit(self.chosen())

    @Slot()
    def _on_sign(self) -> None:
        self._acts.sign(self.chosen())

    @Slot()
    def _on_deliver(self) -> None:
        self._acts.deliver(self.chosen())

    @Slot()
    def _on_number(self) -> None:
        self._acts.number(self.chosen()[0])

    @Slot()
    def _on_print(self) -> None:
        self.print_wanted.emit([one.id for one in self.chosen()])

    @Slot()
    def _on_back(self) -> None:
        self._acts.step_back(self.chosen())

    @Slot()
    def _on_cancel(self) -> None:
        self._acts.cancel(self.chosen())

    @Slot()
    def _on_remove(self) -> None:
        self._acts.remove(self.chosen())

    @Slot()
    def _on_delete(self) -> None:
        if self.remove_button.isVisibleTo(self):
            self._on_remove()
        elif self.cancel_button.isVisibleTo(self):
            self._on_cancel()

    @Slot(object)
    def _on_menu(self, _where: object) -> None:
        from PySide6.QtGui import QCursor

        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("right"), _("Mở"), self._on_open)
        for made in self._acting():
            if made.isVisibleTo(self):
                menu.addAction(made.icon(), made.text(), made.click)
        if len(self.chosen()) == 1:
            menu.addAction(icons.icon("history"), _("Lịch sử thay đổi..."), self._on_history)
        menu.popup(QCursor.pos())

    @Slot()
    def _on_history(self) -> None:
        (one,) = self.chosen()
        title = one.draft.number or _("thư chưa có số")
        HistoryDialog(self, self._context, "letters", one.id, title).open()

    # -- papers

    @Slot()
    def _on_signing_list(self) -> None:
        if self._found is None:
            return
        chosen = [one.id for one in self.chosen() if one.state is LetterState.SUBMITTED]
        waiting = [row.letter.id for row in self._found.rows if row.letter.state is LetterState.SUBMITTED]
        ids = tuple(chosen if len(chosen) > 1 else waiting)
        if not ids:
            self._context.tell(_("Tập trình ký đang trống."))
            return
        self.paper_wanted.emit(_("Danh sách trình ký"), lambda services: services.letters.signing_list(ids))

    @Slot()
    def _on_register_pdf(self) -> None:
        wanted = self._whole_filter()
        self.paper_wanted.emit(_("Sổ thư"), lambda services: services.letters.register_pdf(wanted))

    @Slot()
    def _on_register_xlsx(self) -> None:
        wanted = self._whole_filter()

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            self._context.run_long(
                self,
                _("Xuất Excel"),
                lambda services, _job: services.letters.write_register(wanted, target),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        suggested = f"{_('Sổ thư')} {wanted.year or ''}".strip() + ".xlsx"
        self._context.prompts.save_file(
            self, _("Xuất sổ thư ra Excel"), "letters", _("Bảng tính Excel (*.xlsx)"), suggested, chosen
        )

    def _whole_filter(self) -> LetterFilter:
        return replace(self.wanted(), state=self.tab.state)

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen letter keeps its width, the list takes the rest."""
        super().resizeEvent(event)
        if not self._sized and event.size().width() > 400:
            self._sized = True
            detail = min(
                self.fontMetrics().horizontalAdvance("0") * _DETAIL_LETTERS, event.size().width() * 4 // 10
            )
            self._split.setSizes([event.size().width() - detail, detail])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)
