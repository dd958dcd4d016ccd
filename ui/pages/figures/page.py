"""The page of what an office writes down every month and every day: figures, late files, the diary."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QTabBar, QVBoxLayout

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.figures.commands import DIARY, LATE, MONTHS, SHARES, of_figures
from ui.pages.figures.diary import Diary
from ui.pages.figures.late import LatePart
from ui.pages.figures.months import MonthFigures
from ui.pages.figures.part import FiguresPart
from ui.places import Place
from ui.widgets.page import Page

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class FiguresPage(Page):
    """Figures, late files and activities of the year in view. Every part is reached through ``show_place``."""

    watched = frozenset({Area.FIGURES, Area.ACTIVITIES, Area.ASSESSMENT, Area.EVIDENCE, Area.LETTERS})
    help_topic = "figures"
    asks = Right.FIGURES

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.months = MonthFigures(context, self)
        self.late = LatePart(context, self)
        self.diary = Diary(context, self)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Phần của trang"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        for part, words in (
            (self.months, _("Số liệu tháng")),
            (self.late, _("Hồ sơ trễ hạn")),
            (self.diary, _("Nhật ký hoạt động")),
        ):
            self._stack.addWidget(part)
            self.tabs.addTab(words)
            part.framed.connect(self.framed)
        column = QVBoxLayout(self)
        self.keep_air(column, roomy=(12, 16), small=(6, 8))
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._commands = tuple(self.action_to(one.text, one.place) for one in of_figures())
        self.tabs.currentChanged.connect(self._on_tab)

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again, and every tab its number."""
        year = self.year()
        self.part_in_view().refresh(year)

        def count(services: "Services") -> tuple[int, int, int]:
            waiting = len(services.indicators.late_files(year, waiting=True))
            return year, waiting, services.activities.count(year)

        self.context.query(self, _("Đếm hồ sơ, hoạt động"), count, self._on_counted)

    def year(self) -> int:
        """The assessment year in view; this year while none was opened."""
        return self.context.year or self.context.clock.today().year

    def part_in_view(self) -> FiguresPart:
        """The part in view."""
        part = self._stack.currentWidget()
        return part if isinstance(part, FiguresPart) else self.months

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return self.part_in_view().primary_button()

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.part_in_view().filter_box()

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        name, _colon, what = place.part.partition(":")
        if name == "activity":
            self._show(self.diary)
            self.diary.start(what)
        elif name == DIARY:
            self._show(self.diary)
            self.diary.start(place.filter)
        elif name == LATE:
            self._show(self.late)
            self.late.start(place.filter)
        elif name == "indicator":
            self._show(self.months)
            self.months.go_to(what)
        elif name in (MONTHS, SHARES):
            self._show(self.months)
            self.months.start("shares" if name == SHARES else place.filter)

    # -- inside

    def _show(self, part: FiguresPart) -> None:
        self.tabs.setCurrentIndex(self._stack.indexOf(part))
        part.setFocus()

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.framed.emit()
        if self.context.is_ready and self.isVisible():
            self.reload()

    def _on_counted(self, counts: tuple[int, int, int]) -> None:
        year, waiting, lines = counts
        if year != self.year():
            return
        words = _("Hồ sơ trễ hạn")
        if waiting:
            words = _("Hồ sơ trễ hạn, {n} chờ thư").format(n=formats.whole_number(waiting))
        self.tabs.setTabText(self._stack.indexOf(self.late), words)
        words = _("Nhật ký hoạt động")
        if lines:
            words = _("Nhật ký hoạt động, {n} dòng").format(n=formats.whole_number(lines))
        self.tabs.setTabText(self._stack.indexOf(self.diary), words)
