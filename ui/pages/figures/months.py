"""The figures of a year: typed into a grid, pasted or taken from Excel, and the shares made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.indicators import Indicator
from friendly_desktop.domain.indicators.figures import MONTHS, figure_text, total
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.indicators.figures import YearOfFigures
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.pages.figures.grid import FiguresGrid, told_pasted
from ui.pages.figures.grid_model import Cell, GridModel
from ui.pages.figures.part import FiguresPart
from ui.pages.figures.share_cards import Goal, ShareCard, ShareMonths, goals
from ui.people.permission import reserve
from ui.widgets.flow import FlowLayout, air
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_CARD_LETTERS = 40  # the least width of a card
_MOST_CARDS = 4  # side by side


@dataclass(frozen=True, slots=True)
class _Read:
    """A year of figures, and what the criteria set of the year asks of its shares."""

    asked: int
    view: YearOfFigures
    goals: Mapping[str, tuple[Goal, ...]]


class MonthFigures(FiguresPart):
    """The grid, and in its place the cards of the shares."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = 0
        self._asked = 0
        self._view: YearOfFigures | None = None
        self._before: dict[Cell, str] = {}
        self._goals: Mapping[str, tuple[Goal, ...]] = {}
        self._cards: list[ShareCard] = []
        self._across = 0
        self._stood = False
        self._wanted = ""
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self, year: int) -> None:
        """Read the year again."""
        if year != self._year:
            self._year, self._stood = year, False
            self.model.forget_wrong()
            self.problem.say("")
        self._asked += 1
        asked = self._asked

        def work(services: "Services") -> _Read:
            opened = year in {one.year for one in services.assessment.years()}
            criteria = services.assessment.criteria_of(year) if opened else None
            return _Read(asked, services.indicators.year(year), goals(criteria))

        self._context.query(self, _("Đọc số liệu"), work, self._on_read)

    def start(self, wanted: str) -> None:
        """Show the grid or the shares; "import" opens the dialog."""
        self.show_shares(wanted == "shares")
        if wanted == "import":
            self._on_import()

    def go_to(self, figure: str) -> None:
        """Stand on a figure, or show a share, now or once the year was read."""
        self._wanted = figure
        if self._view is not None and self._view.year == self._year:
            self._go_on(self._view)

    def _go_on(self, view: YearOfFigures) -> None:
        wanted, self._wanted = self._wanted, ""
        is_share = any(one.share.id == wanted for one in view.shares)
        self.show_shares(is_share)
        if not is_share:
            self.grid.stand_on(wanted, max(1, view.known))
            self.grid.setFocus()

    def primary_button(self) -> QPushButton | None:
        """Taking figures from Excel."""
        return self.import_button

    def show_shares(self, shares: bool) -> None:
        """Show the cards instead of the grid, or the grid again."""
        self.tabs.setCurrentIndex(int(shares))

    def cards(self) -> tuple[ShareCard, ...]:
        """The cards in view."""
        return tuple(self._cards)

    # -- building

    def _build(self) -> None:
        self.import_button = button(_("Lấy từ Excel"), "upload", "primary", "Ctrl+O", parent=self)
        self.import_button.hide()
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Xem số liệu"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(_("Bảng tháng"))
        self.tabs.addTab(_("Tỷ lệ, biểu đồ"))
        self.template_button = button(_("Bảng mẫu..."), "sheet", parent=self)
        self.own_button = button(_("Chỉ tiêu của đơn vị..."), "add", parent=self)
        reserve(self._context, Right.FIGURES, self.own_button, self.import_button)
        self.problem = NoticeStrip("danger", "danger", parent=self)
        self.problem.setProperty("state", "danger")
        self.doubt = NoticeStrip("warning", "warning", parent=self)
        self.model = GridModel(self)
        self.grid = FiguresGrid(self.model, self)
        self.papers = ListPapers(
            self._context,
            self.grid,
            told=lambda: _("Năm {year}").format(year=self._year),
            reading=lambda: lambda _services, _job: self._view.indicators if self._view else (),
            columns=self._columns(),
        )
        self.hint = Text(
            _("Gõ số rồi Enter để xuống dòng; Ctrl+V dán khối ô từ Excel; Delete bỏ số. Không có thì ghi 0."),
            "quiet-small",
            wrap=True,
            parent=self,
        )

    def _columns(self) -> Sequence[Column[Indicator]]:
        """Of the paper and the sheet."""

        def month_value(month: int) -> Column[Indicator]:
            return Column(
                _("T{month}").format(month=month),
                value=lambda one: self.model.values().get((one.id, month)),
                display=figure_text,
                right=True,
            )

        return (
            Column(_("Chỉ tiêu"), value=lambda one: one.title),
            Column(_("Đơn vị tính"), value=lambda one: one.unit),
            *(month_value(month) for month in MONTHS),
            Column(
                _("Cả năm"),
                value=lambda one: total(one, self.model.values(), 12, 0).value,
                display=figure_text,
                right=True,
            ),
        )

    def _lay_out(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=8)
        for one in (self.tabs, self.template_button, self.own_button, air(tools)):
            flow.addWidget(one)
        self._table = QWidget(self)
        column = QVBoxLayout(self._table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.problem)
        column.addWidget(self.doubt)
        column.addWidget(self.grid, 1)
        column.addWidget(self.hint)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        self._cells = QGridLayout(body)
        self._cells.setContentsMargins(0, 0, 8, 0)
        self._cells.setSpacing(12)
        self._board = scrolled(body, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._board)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(tools, 1)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._on_import)
        self.tabs.currentChanged.connect(self._on_tab)
        self.template_button.clicked.connect(self._on_template)
        self.own_button.clicked.connect(self._on_own)
        self.model.typed.connect(self._on_typed)
        self.model.refused.connect(self.problem.say)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.unpasted.connect(self.problem.say)

    # -- showing

    def _on_read(self, read: _Read) -> None:
        if read.asked != self._asked:
            return
        view = self._view = read.view
        self._goals = read.goals
        today = self._context.clock.today()
        last = 12 if view.year < today.year else today.month if view.year == today.year else 0
        self.model.show(view, last)
        self.doubt.say(" ".join(one.message for one in view.doubts[:2]))
        self._show_cards(view)
        if not self._stood and view.indicators:
            self._stood = True
            self.grid.stand_on(view.indicators[0].id, max(1, view.known))
        if self._wanted:
            self._go_on(view)

    def _show_cards(self, view: YearOfFigures) -> None:
        shown = [
            ShareMonths(one, view.monthly[one.share.id], self._goals.get(one.share.id, ()))
            for one in view.shares
        ]
        while len(self._cards) < len(shown):
            made = ShareCard(self)
            made.chosen.connect(self._on_share)
            self._cards.append(made)
            self._across = 0
        while len(self._cards) > len(shown):
            gone = self._cards.pop()
            self._cells.removeWidget(gone)
            gone.deleteLater()
            self._across = 0
        for made, one in zip(self._cards, shown, strict=True):
            made.show_share(one)
        self._arrange()

    def _arrange(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        across = max(1, min(_MOST_CARDS, self.width() // (letter * _CARD_LETTERS)))
        if across == self._across:
            return
        self._across = across
        for place, made in enumerate(self._cards):
            self._cells.addWidget(made, place // across, place % across)
        for column in range(_MOST_CARDS):
            self._cells.setColumnStretch(column, 1 if column < across else 0)
        rows = -(-len(self._cards) // across)
        for row in range(len(self._cards) + 1):
            self._cells.setRowStretch(row, 1 if row == rows else 0)

    # -- hands

    @Slot(object)
    def _on_typed(self, texts: dict[Cell, str]) -> None:
        year = self._year
        values = self.model.values()
        self._before = {cell: figure_text(values.get(cell)) for cell in texts}

        def work(services: "Services") -> None:
            services.indicators.set_many(year, texts)

        self._context.perform(self, _("Ghi số liệu"), work)

    @Slot(int)
    def _on_pasted(self, count: int) -> None:
        year, before = self._year, dict(self._before)

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.indicators.set_many(year, before)
            )

        self._context.tell(told_pasted(count), undo)

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)

    @Slot(str)
    def _on_share(self, share_id: str) -> None:
        """From a card to the figures it is made of."""
        view = self._view
        found = next((one for one in view.shares if one.share.id == share_id), None) if view else None
        if view is not None and found is not None:
            self.show_shares(False)
            self.grid.stand_on(found.share.of[0], found.missing[0] if found.missing else max(1, view.known))
            self.grid.setFocus()

    @Slot()
    def _on_import(self) -> None:
        from ui.pages.figures.import_dialog import ImportFigures

        ImportFigures(self, self._context, self._year).open()

    @Slot()
    def _on_template(self) -> None:
        from pathlib import Path

        year = self._year

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

            def work(services: "Services", _job: "JobContext") -> Path:
                return services.indicators.figure_template(year, target)

            def done(written: Path) -> None:
                self._context.tell(_("Đã lưu tệp {name}.").format(name=written.name))

            self._context.run_long(self, _("Lưu bảng mẫu"), work, done)

        name = _("Số liệu năm {year}").format(year=year)
        filters = _("Bảng tính Excel (*.xlsx)")
        self._context.prompts.save_file(self, _("Lưu bảng mẫu"), "figures", filters, f"{name}.xlsx", chosen)

    @Slot()
    def _on_own(self) -> None:
        from ui.pages.figures.own_dialog import OwnFigures

        OwnFigures(self, self._context).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards and titles give way."""
        super().resizeEvent(event)
        self.grid.fit(self.width())
        self._arrange()
