"""Makes the pages ready while nobody waits: what they import, then their widgets, one step a turn of the event loop.

A page opened for the first time would otherwise hold the window while its modules are read and its widgets are
made and dressed. A step is as small as can be, and none is done while somebody types or clicks.
"""

import gc
import importlib
import pkgutil
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QWindow

from ui import navigation
from ui.jobs import Lane
from ui.places import PageId, Place

if TYPE_CHECKING:
    from ui.context import UiContext
    from ui.widgets.page import Page

#: Between two steps: time enough for a click to be answered; and after the last key or click of a person.
PAUSE_MS = 20
REST_MS = 500
_HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)

#: Packages in which pages have their parts, those most share first.
_SHARED = (
    "widgets",
    "models",
    "lists",
    "dialogs",
    "printing",
    "evidence",
    "proof",
    "records",
    "help",
    "people",
)
_FURTHER = ("letters", "cases", "figures", "postings", "surveys", "safety")


class Shell(Protocol):
    """What the window does with a page."""

    def make_page(self, wanted: PageId) -> "Page":
        """Make its widgets."""

    def page(self, wanted: PageId) -> "Page":
        """Take it into the window."""

    def show_place(self, place: Place) -> None:
        """Bring it into view."""


class PagesAhead(QObject):
    """The steps left to do, and the timer that does them."""

    def __init__(self, window: Shell, context: "UiContext", parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._steps: deque[Callable[[], object]] = deque()
        self._wanted: Place | None = None
        self._runner = context.runner
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_turn)
        context.user_changed.connect(self._on_user_changed)

    @Slot()
    def begin(self) -> None:
        """Start from the first page; what is ready already costs nothing."""
        self._steps.clear()
        self._wanted = None  # by whoever worked here before
        for name in (*_SHARED, *_FURTHER):
            self._steps.append(partial(self._load, f"ui.{name}"))
        for page in (spec.id for spec in navigation.PAGES):
            self._steps.extend(self._of(page))
        self._timer.start(PAUSE_MS)

    def watch(self, window: QWindow) -> None:
        """Rest while a person's hands are busy in this window."""
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key or a click: on a slow PC a step would be felt in the next letter."""
        if event.type() in _HANDS and self._steps and self._wanted is None:
            self._timer.start(REST_MS)
        return False

    def end(self) -> None:
        """Leave the rest undone."""
        self._steps.clear()
        self._timer.stop()

    def is_done(self) -> bool:
        """Whether every page is ready."""
        return not self._steps

    def bring(self, place: Place | None) -> None:
        """Make the page of a place ready before all others and show the place then; None: none is waited for."""
        self._wanted = place
        if place is not None:
            self._first([*self._of(place.page), partial(self._arrive, place)])
            self._timer.start(0)

    def _of(self, page: PageId) -> tuple[Callable[[], object], ...]:
        return (partial(self._load, f"ui.pages.{page.value}"), partial(self._make, page))

    def _load(self, package: str) -> None:
        path = importlib.import_module(package).__path__
        names = [f"{package}.{found.name}" for found in pkgutil.iter_modules(path) if not found.ispkg]
        self._first([partial(importlib.import_module, name) for name in names])

    def _make(self, page: PageId) -> None:
        made = self._window.make_page(page)
        self._first([partial(self._window.page, page)])
        self._steps.extend(made.parts_ahead())  # once every page is ready

    def _arrive(self, place: Place) -> None:
        self._timer.start(PAUSE_MS)
        if place is self._wanted:
            self._wanted = None
            self._window.show_place(place)

    def _first(self, steps: Iterable[Callable[[], object]]) -> None:
        self._steps.extendleft(reversed([*steps]))

    @Slot()
    def _on_user_changed(self) -> None:
        """Pages are made anew; those of whoever worked here before may go."""
        gc.unfreeze()
        self.begin()

    @Slot()
    def _on_turn(self) -> None:
        if self._timer.interval() == REST_MS:
            self._timer.start(PAUSE_MS)
        if self._steps and (self._wanted is not None or not self._runner.busy(Lane.QUICK)):
            self._steps.popleft()()
            gc.freeze()  # what was made stays; looking through it again and again for garbage takes 60 ms each time
        if not self._steps:
            self._timer.stop()
