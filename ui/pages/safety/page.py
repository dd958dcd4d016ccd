"""The page of what keeps the records safe; each tab is made when it is first seen."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QTabBar, QVBoxLayout

from friendly_desktop.domain.changes import Area
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.safety.tab import SafetyTab
from ui.pages.safety.tabs import TABS
from ui.places import Place
from ui.safety.commands import of_safety
from ui.widgets.page import Page


class SafetyPage(Page):
    """Tabs of ``tabs.TABS``; every one is reached through ``show_place``."""

    watched = frozenset(Area)  # a tab shows what was deleted or written anywhere
    uses_year = False
    help_topic = "safety"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Phần của trang"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        self._made: dict[str, SafetyTab] = {}
        for one in TABS:
            self.tabs.addTab(_(one.words))
        column = QVBoxLayout(self)
        self.keep_air(column, roomy=(12, 16), small=(6, 8))
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._commands = tuple(self.action_to(one.text, one.place) for one in of_safety())
        self._bring(TABS[0].name)
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)

    def tab(self, name: str) -> SafetyTab:
        """A tab by its name in ``TABS``, made when first asked for."""
        if name not in self._made:
            made = next(one.make for one in TABS if one.name == name)(self.context, self)
            made.framed.connect(self.framed)
            self._stack.addWidget(made)
            self._made[name] = made
        return self._made[name]

    # -- what the shell asks

    def reload(self) -> None:
        """The tab in view reads again."""
        self._in_view().refresh()

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return self._in_view().primary_button()

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self._in_view().filter_box()

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def show_place(self, place: Place) -> None:
        """Go to a tab; see :class:`ui.places.Place`."""
        names = [one.name for one in TABS]
        name = place.part.partition(":")[0]
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))
            self.tab(name).start(place.filter)

    # -- inside

    def _in_view(self) -> SafetyTab:
        return self.tab(TABS[self.tabs.currentIndex()].name)

    def _bring(self, name: str) -> None:
        self._stack.setCurrentWidget(self.tab(name))

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self._bring(TABS[place].name)
        self.framed.emit()
        if self.context.is_ready and self.isVisible():
            self.reload()
