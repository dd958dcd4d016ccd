"""The list of cases: the views with their numbers, filters, search without tone marks, what is done with many."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseFilter, CaseKind, CaseLine, CaseState, CaseView, Channel
from friendly_desktop.domain.cases import rules as case_rules
from friendly_desktop.domain.cases.words import CHANNEL_TITLES, KIND_TITLES, STATE_TITLES
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.cases.looks import STATE_LOOKS, DueWords
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.windowed import KeptChoice, WindowedModel, WindowedReader
from ui.pages.cases.filters import FilterLine
from ui.pages.cases.rows import DUE, ROOM, STATE, DueTeller, columns, view_hint
from ui.pages.cases.views_strip import ViewsStrip
from ui.people.permission import reserve
from ui.widgets.chip_cells import ChipCells
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from ui.cases.entry import CaseEntryLine

_MOST_COPIED = 5_000
#: Height of the window, in lines of text, from which the further fields have room beside the list.
_LINES_FOR_FIELDS = 54
_LEAST_ROWS = 4  # lines of the list below the entry line, its heading among them


@dataclass(frozen=True, slots=True)
class Around:
    """What the list needs to know beside its rows."""

    counts: dict[CaseView, int]
    years: tuple[int, ...]
    calendar: WorkCalendar
    today: date


class _Yielding(QStackedWidget):
    """The list gives way to the entry line; the words of its empty pages, which wrap, claim no height."""

    def hasHeightForWidth(self) -> bool:
        """Never."""
        return False


class CaseRegister(QWidget):
    """The list.

    Signals:
        open_wanted: int, a case is to be opened.
        national_wanted: list of int, these are to be marked as entered in the national database.
        slip_wanted: list of int, their control slips are to be printed.
        receipt_wanted: int, the receipt of a case is to be printed.
        begin_wanted: a new entry is wanted.
    """

    open_wanted = Signal(int)
    national_wanted = Signal(object)
    slip_wanted = Signal(object)
    receipt_wanted = Signal(int)
    begin_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ids: tuple[int, ...] = ()
        self._ids_words = ""
        self._shown: CaseFilter | None = None
        self._wanted: int | None = None
        self._entry: CaseEntryLine | None = None
        self._counted = -1  # cases in the register; -1 before they were counted
        self._teller = DueTeller(context.clock.today)
        self._build()
        self._connect()

    # -- what the page asks

    def reload(self) -> None:
        """Read the counts and the list again."""

        def work(services: "Services") -> Around:
            return Around(
                dict(services.cases.views()),
                tuple(services.cases.years()),
                services.workdays.calendar(),
                services.cases.today(),
            )

        self._context.query(self, _("Đọc sổ"), work, self._on_around)

    def show_view(self, view: CaseView) -> None:
        """Show one of the views."""
        self.strip.show_view(view)
        self._drop_ids()
        self._ask()

    def show_ids(self, ids: Sequence[int], words: str) -> None:
        """Show just these cases; ``words`` say where they come from."""
        self._ids, self._ids_words = tuple(ids), words
        self.strip.show_view(CaseView.ALL)
        for choice in (self._year, self._kind, self._channel, self._state):
            choice.setCurrentIndex(0)
        self.box.clear()
        self._only.setText(words)
        self._only_row.show()
        self._ask()

    def choose(self, case_id: int) -> None:
        """Select a case, now or once the list is there."""
        place = self.model.place_of(case_id)
        if place < 0:
            self._wanted = case_id
            return
        self._wanted = None
        self.table.selectRow(place)
        self.table.scrollTo(self.model.index(place, 0))

    @property
    def entry(self) -> "CaseEntryLine":
        """The entry line, made when it is first asked for: most visits only look."""
        return self.make_entry()

    def make_entry(self) -> "CaseEntryLine":
        """Make the entry line."""
        if self._entry is None:
            from ui.cases.entry import CaseEntryLine

            made = CaseEntryLine(
                self._context
            )  # without a parent, which would dress each part of it as it comes
            made.hide()
            made.left.connect(self.end_entry)
            made.unfolded.connect(self._on_unfolded)
            made.open_wanted.connect(self.open_wanted)
            made.receipt_wanted.connect(self.receipt_wanted)
            made.entered.connect(self._on_entered)
            here = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(Qt.Key.Key_Escape), made, context=here).activated.connect(self.end_entry)
            self._column.insertWidget(1, made)
            made.installEventFilter(self)
            self._entry = made
        return self._entry

    def begin_entry(self) -> None:
        """Show the entry line and go there."""
        if not self.entry.isVisible():
            self.entry.show()
            self._share_room()
            self.entry.begin()
        self.setFocusProxy(self.entry)  # Tab from the head of the window comes here
        self.entry.setFocus()

    def end_entry(self) -> None:
        """Put the entry line away; what was typed stays in it and on the disk."""
        if self._entry is not None:
            self._entry.hide()
        self.setFocusProxy(self.table)
        self._share_room()
        self.table.setFocus()

    def add_tool(self, action: QAction, icon: str) -> None:
        """Offer a further thing to print or to take in."""
        action.setIcon(icons.icon(icon))
        self._papers_menu.addAction(action)

    def wanted(self) -> CaseFilter:
        """What the filters say."""
        year, kind, channel, state = (
            one.value() for one in (self._year, self._kind, self._channel, self._state)
        )
        return CaseFilter(
            view=self.strip.view,
            year=year if isinstance(year, int) else None,
            kind=kind if isinstance(kind, CaseKind) else None,
            channel=channel if isinstance(channel, Channel) else None,
            state=state if isinstance(state, CaseState) else None,
            text=clean_line(self.box.text()),
            ids=self._ids,
        )

    def _told(self) -> str:
        """Which cases are in view, for a paper of the list."""
        choices = (self._year, self._kind, self._channel, self._state)
        words = [self._ids_words or view_hint(self.strip.view)]
        words += [one.currentText() for one in choices if one.value() is not None]
        return " · ".join([*words, *filter(None, (clean_line(self.box.text()),))])

    def chosen(self) -> list[int]:
        """The ids of the selected cases, in the order of the list."""
        spans = self.table.selectionModel().selection().toList()
        places = sorted(place for span in spans for place in range(span.top(), span.bottom() + 1))
        ids = self.model.ids()
        return [int(ids[place]) for place in places]

    # -- building

    def _build(self) -> None:
        self.strip = ViewsStrip(self)
        self.clock_strip = NoticeStrip("warning", "warning", parent=self)
        self._year = ChoiceField([(None, _("Mọi năm"))], self)
        self._kind = ChoiceField(
            [(None, _("Mọi loại đơn")), *((one, _(KIND_TITLES[one])) for one in CaseKind)], self
        )
        self._channel = ChoiceField(
            [(None, _("Mọi nguồn đơn")), *((one, _(CHANNEL_TITLES[one])) for one in Channel)], self
        )
        self._state = ChoiceField(
            [(None, _("Mọi trạng thái")), *((one, _(STATE_TITLES[one])) for one in CaseState)], self
        )
        names = (_("Năm"), _("Loại đơn"), _("Nguồn đơn"), _("Trạng thái"))
        for choice, name in zip((self._year, self._kind, self._channel, self._state), names, strict=True):
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(9)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm tên, nội dung, số đơn"))
        self.box.setAccessibleName(_("Tìm vụ việc"))
        self.box.setToolTip(
            _("Tìm theo tên, nội dung, số đơn, số giấy tờ; có dấu hay không dấu đều được (Ctrl+F)")
        )
        self.box.setClearButtonEnabled(True)
        self._channel.setMinimumContentsLength(14)  # "Mọi nguồn đơn"
        letter = self.fontMetrics().horizontalAdvance("0")
        self.box.setMinimumWidth(letter * 26)
        self.box.setMaximumWidth(letter * 60)
        self.papers = button(_("In, thống kê"), "print", parent=self)
        self._papers_menu = QMenu(self.papers)
        self._papers_menu.setToolTipsVisible(True)
        self.papers.setMenu(self._papers_menu)
        self._build_list()
        self._build_acts()
        self._lay_out()
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(0)
        self.setFocusProxy(self.table)

    def _build_list(self) -> None:
        shown = columns(self._teller)
        self.model: WindowedModel[CaseLine] = WindowedModel(shown, key=lambda line: line.id, parent=self)
        self.table = table(self.model, shown, _("Danh sách vụ việc"), self)
        self._chips = ChipCells(lambda line: STATE_LOOKS[line.state], self.table)
        self._dues = DueWords(self._context.clock.today, self.table)
        self.table.setItemDelegateForColumn(STATE, self._chips)
        self.table.setItemDelegateForColumn(DUE, self._dues)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.installEventFilter(self)
        self._kept = KeptChoice(self.table)
        self.reader: WindowedReader[CaseLine] = WindowedReader(
            self._context,
            self.model,
            lambda services, ids: services.cases.lines(ids),
            _("Đọc danh sách vụ việc"),
            self,
        )
        ListPapers(self._context, self.table, self._told, self.reader.whole, shown)
        begin = button(_("Ghi lượt tiếp"), "add", "primary", parent=self)
        reserve(self._context, Right.CASES, begin)
        begin.clicked.connect(self.begin_wanted)
        self._nothing = EmptyState(
            "cases",
            _("Chưa có lượt tiếp, đơn nào"),
            _("Mỗi lượt tiếp công dân, mỗi đơn là một dòng ở đây, kèm các thời hạn được tính sẵn."),
            begin,
            parent=self,
        )
        self._none_such = EmptyState("search", "", "", parent=self)

    def _build_acts(self) -> None:
        self.open_button = button(_("Mở"), "right", parent=self)
        self.national_button = button(_("Đã nhập CSDL quốc gia..."), "upload", parent=self)
        reserve(self._context, Right.CASES, self.national_button)
        self.slip_button = button(_("In phiếu theo dõi"), "print", parent=self)
        self._count = Text(role="quiet-small", parent=self)

    def _acting(self) -> tuple[QWidget, ...]:
        return (self.open_button, self.national_button, self.slip_button)

    def _lay_out(self) -> None:
        choices = (self._year, self._kind, self._channel, self._state)
        self.filters = FilterLine(choices, (self.papers, self.box), self)
        self._only_row = QWidget(self)
        only = QHBoxLayout(self._only_row)
        only.setContentsMargins(0, 0, 0, 0)
        self._only = Text(role="strong", wrap=True, parent=self._only_row)
        self._all = button(_("Xem tất cả"), kind="quiet", parent=self._only_row)
        only.addWidget(self._only, 1)
        only.addWidget(self._all)
        self._only_row.hide()
        acts = QWidget(self)
        foot = FlowLayout(acts, spacing=8)
        for made in (*self._acting(), self._count):
            foot.addWidget(made)
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(acts)
        self._stack = _Yielding(self)
        self._stack.setMinimumHeight(self.fontMetrics().height() * 3)
        self._blank = QWidget(self)
        self._listed = listed
        for page in (self._blank, listed, self._nothing, self._none_such):
            self._stack.addWidget(page)
        self._tools = QWidget(self)
        top = QVBoxLayout(self._tools)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        top.addWidget(self.strip)
        top.addWidget(self.filters)
        top.addWidget(self._only_row)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.clock_strip)
        layout.addWidget(self._tools)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.strip.chosen.connect(self._on_view)
        for choice in (self._year, self._kind, self._channel, self._state):
            choice.committed.connect(self._on_filter)
        self.box.textChanged.connect(self._search.start)
        self._search.timeout.connect(self._ask)
        self.reader.shown.connect(self._on_shown)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self._all.clicked.connect(self._on_all)
        self.open_button.clicked.connect(self._on_open)
        self.national_button.clicked.connect(self._on_national)
        self.slip_button.clicked.connect(self._on_slip)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.table, context=here).activated.connect(self._on_open)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, context=here).activated.connect(self._on_copy)
        QShortcut(QKeySequence(Qt.Key.Key_Down), self.box, context=here).activated.connect(self._on_down)

    # -- showing

    def _on_around(self, around: Around) -> None:
        moved = around.calendar != self._teller.calendar
        self._teller.calendar = around.calendar
        self.strip.show_counts(around.counts)
        told = case_rules.clock_problems(around.today, self._context.clock.today())
        self.clock_strip.say(" ".join(one.message for one in told))
        this_year = self._context.clock.today().year
        years = sorted({*around.years, this_year}, reverse=True)
        self._year.set_choices(
            [(None, _("Mọi năm")), *((year, _("Năm {year}").format(year=year)) for year in years)]
        )
        empty = not around.counts.get(CaseView.ALL, 0)
        self._counted = around.counts.get(CaseView.ALL, 0)
        self._share_room()
        if empty:
            self._shown = None
            self._stack.setCurrentWidget(self._nothing)
            return
        if self._shown is not None and self._shown == self.wanted() and not moved:
            self.reader.refresh()
        else:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        wanted = self.wanted()
        self._shown = wanted

        def ids(services: "Services", limit: int | None) -> "array[int]":
            return services.cases.ids(wanted, limit)

        self.reader.show(ids)

    @Slot(int)
    def _on_shown(self, count: int) -> None:
        if self._shown is None:
            return
        if count:
            self._stack.setCurrentWidget(self._listed)
        else:
            self._none_such.set_words(*self._none_words())
            self._stack.setCurrentWidget(self._none_such)
        if self._wanted is not None:
            self.choose(self._wanted)
        elif count and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._on_selection()

    def _none_words(self) -> tuple[str, str]:
        wanted = self.wanted()
        if replace(wanted, view=CaseView.ALL) != CaseFilter():
            return _("Không có vụ việc nào như vậy"), _("Hãy bớt điều kiện lọc hoặc gõ ít chữ hơn.")
        return {
            CaseView.ALL: (_("Sổ còn trống"), _("Bấm «Ghi lượt tiếp» để vào sổ vụ việc đầu tiên.")),
            CaseView.OPEN: (_("Không còn vụ việc nào đang xử lý"), _("Mọi đơn đã được giải quyết xong.")),
            CaseView.TODAY: (_("Hôm nay không có hạn nào"), _("Vụ việc đến hạn hôm nay nằm ở đây.")),
            CaseView.WEEK: (
                _("Tuần này không có hạn nào"),
                _("Vụ việc đến hạn từ nay đến Chủ nhật nằm ở đây."),
            ),
            CaseView.OVERDUE: (_("Không có vụ việc nào quá hạn"), _("Vụ việc quá hạn nằm ở đây.")),
            CaseView.NOT_NATIONAL: (
                _("Mọi vụ việc đã nhập cơ sở dữ liệu quốc gia"),
                _("Vụ việc chưa đánh dấu là đã nhập nằm ở đây."),
            ),
            CaseView.WAITING: (
                _("Không chờ cơ quan nào"),
                _("Đơn đã chuyển mà nơi nhận chưa báo kết quả nằm ở đây."),
            ),
            CaseView.OLD: (
                _("Không có đơn nào gần hoặc quá 45 ngày"),
                _(
                    "Để đơn quá 45 ngày chưa xử lý mà không có lý do chính đáng có thể bị xem xét kỷ luật"
                    " (Nghị định 154/2026/NĐ-CP, Điều 41)."
                ),
            ),
        }[wanted.view]

    @Slot(bool)
    def _on_unfolded(self, shown: bool) -> None:
        self._share_room(unfolding=shown)

    def _share_room(self, *, unfolding: bool = False) -> None:
        """In a low window the entry line takes the room of the filters, its further fields that of the list."""
        lines = self.window().height() // self.fontMetrics().height()
        entering = self._entry is not None and not self._entry.isHidden()
        more = unfolding or (self._entry is not None and self._entry.more.is_open)
        self._stack.setVisible(not (entering and more and lines < _LINES_FOR_FIELDS))
        crowded = entering and (lines < _LINES_FOR_FIELDS if more else not self._has_room())
        empty = self._counted == 0
        self._tools.setVisible(not crowded and not empty)

    def _has_room(self) -> bool:
        """Whether views and filters fit between the entry line as it is now and a few lines of the list."""
        if self._entry is None:
            return True
        wanted = sum(
            max(one.heightForWidth(self.width()), one.minimumSizeHint().height())
            for one in (self._entry, self._tools)
        )
        list_height = row_height(self.table) * _LEAST_ROWS + self.open_button.sizeHint().height()
        return wanted + list_height + self._column.spacing() * 3 <= self.height()

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.table.selectionModel().selection().toList()
        many = sum(span.bottom() - span.top() + 1 for span in chosen)
        self.open_button.setEnabled(many == 1)
        self.national_button.setEnabled(many > 0)
        self.slip_button.setEnabled(many > 0)
        total = len(self.model.ids())
        words = ngettext("{n} vụ việc", "{n} vụ việc", total).format(n=formats.whole_number(total))
        if many > 1:
            words = _("Đã chọn {many} trong {all}").format(many=formats.whole_number(many), all=words)
        self._count.setText(words)

    # -- filters

    @Slot(object)
    def _on_view(self, _view: object) -> None:
        self._wanted = None
        self._drop_ids()
        self._ask()

    @Slot()
    def _on_filter(self) -> None:
        self._wanted = None
        self._ask()

    @Slot()
    def _on_all(self) -> None:
        self._drop_ids()
        self._ask()

    def _drop_ids(self) -> None:
        self._ids = ()
        self._only_row.hide()

    @Slot()
    def _on_down(self) -> None:
        self.table.setFocus()

    # -- acts

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_open()

    @Slot()
    def _on_open(self) -> None:
        case_id = self.model.id_at(self.table.currentIndex())
        if case_id is not None:
            self.open_wanted.emit(case_id)

    @Slot()
    def _on_national(self) -> None:
        self.national_wanted.emit(self.chosen())

    @Slot()
    def _on_slip(self) -> None:
        self.slip_wanted.emit(self.chosen())

    @Slot(object)
    def _on_entered(self, case: object) -> None:
        self._wanted = getattr(case, "id", None)

    @Slot()
    def _on_copy(self) -> None:
        """The chosen rows as the list shows them, for a table: a denouncer is a code there too."""
        chosen = self.chosen()[:_MOST_COPIED]
        if not chosen:
            return
        teller = self._teller

        def done(lines: Sequence[CaseLine]) -> None:
            shown = columns(teller)
            rows = ["\t".join(column.display(column.value(line)) for column in shown) for line in lines]
            QGuiApplication.clipboard().setText("\n".join(rows))
            count = ngettext("Đã chép {n} dòng.", "Đã chép {n} dòng.", len(rows)).format(n=len(rows))
            self._context.tell(count)

        self._context.query(self, _("Chép dòng"), lambda services: services.cases.lines(chosen), done)

    @Slot(object)
    def _on_menu(self, _where: object) -> None:
        from PySide6.QtGui import QCursor

        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        slots: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("right", _("Mở"), self._on_open),
            ("upload", _("Đã nhập CSDL quốc gia..."), self._on_national),
            ("print", _("In phiếu theo dõi"), self._on_slip),
            ("copy", _("Chép các dòng"), self._on_copy),
        )
        for icon, words, slot in slots:
            action = menu.addAction(icons.icon(icon), words, slot)
            if slot == self._on_national:
                reserve(self._context, Right.CASES, action)
        menu.popup(QCursor.pos())

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A lower window has room for less beside the entry line."""
        super().resizeEvent(event)
        if self._counted >= 0:
            self._share_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list, the filters to an entry line that grows."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._entry:
            self._share_room()
        elif isinstance(event, QResizeEvent) and isinstance(watched, QTableView):
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)
