"""What every page is built on: when it loads, when it loads again, what the shell may ask of it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QPushButton, QWidget

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from ui import theme
from ui.context import UiContext
from ui.places import Place

#: Lines of text that a page claims at most; what does not fit shares the room or scrolls.
_MOST_LINES = 16


class Page(QWidget):
    """A page of the window.

    It loads when it is first seen, and again after a change in one of its ``watched`` areas or of the
    year; a page that is not in view waits until it is. A page never asks for data in its constructor.

    A subclass builds its widgets in ``__init__`` and implements :meth:`reload`, which asks with
    ``self.context.query`` and shows the answer in a method of its own.

    Signals:
        framed: the heading or the primary button changed.
    """

    framed = Signal()

    watched: ClassVar[frozenset[Area]] = frozenset()
    uses_year: ClassVar[bool] = True
    help_topic: ClassVar[str] = ""
    #: What the primary button asks of whoever presses it; None where everybody may, or the button knows itself.
    asks: ClassVar[Right | None] = None

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        self._air: tuple[QLayout, tuple[int, int], tuple[int, int]] | None = None
        context.bus.changed.connect(self._on_changed)
        context.ready.connect(self._on_ready)
        if self.uses_year:
            context.year_changed.connect(self._on_year_changed)

    def hasHeightForWidth(self) -> bool:
        """Never: sentences that wrap must not make the window grow out of the screen."""
        return False

    def minimumSizeHint(self) -> QSize:
        """As wide as its parts need, of little height: a page shares the room there is."""
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), self.fontMetrics().height() * _MOST_LINES))

    def reload(self) -> None:
        """Ask for the data again; called only while the services are open and the page is in view."""
        raise NotImplementedError

    def heading(self) -> str:
        """The words at the top of the window; "" for the words of the navigation."""
        return ""

    def show_place(self, place: Place) -> None:
        """Go to a line, a piece of evidence, a part of the page; the data may not be loaded yet."""

    def go_to_front(self) -> None:
        """The person chose this page in the navigation while it was in view."""

    def parts_ahead(self) -> Sequence[Callable[[], object]]:
        """What is made when first asked for, to be made while nobody waits; one turn of the event loop each."""
        return ()

    def primary_button(self) -> QPushButton | None:
        """The one primary button of the page; the shell puts it at the upper right."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None

    def commands(self) -> Sequence[QAction]:
        """The page's commands for the palette (Ctrl+K)."""
        return ()

    def action_to(self, words: str, place: Place) -> QAction:
        """A command that leads to a place."""
        action = QAction(words, self)
        action.setData(place)
        action.triggered.connect(self._on_action)
        return action

    def keep_air(self, column: QLayout, *, roomy: tuple[int, int], small: tuple[int, int]) -> None:
        """Keep air around what stands on the page: so much above and below where there is room, and on a small
        screen; at the sides what every page has.
        """
        self._air = column, roomy, small

    def mark_stale(self) -> None:
        """Load again, now if in view, otherwise when next seen."""
        self._stale = True
        if self.isVisible() and self.context.is_ready:
            self._stale = False
            self.reload()

    @Slot()
    def _on_action(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.context.go(sender.data())

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & self.watched:
            self.mark_stale()

    @Slot()
    def _on_ready(self) -> None:
        self.mark_stale()

    @Slot(object)
    def _on_year_changed(self, _year: int | None) -> None:
        self.mark_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Load what became stale while the page was away."""
        super().showEvent(event)
        if self._stale:
            self.mark_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air at the edges on a small screen."""
        super().resizeEvent(event)
        if self._air is not None:
            column, roomy, small = self._air
            is_small = theme.is_small(self)
            edge = theme.EDGE_SMALL if is_small else theme.EDGE
            above, below = small if is_small else roomy
            column.setContentsMargins(edge, above, edge, below)
