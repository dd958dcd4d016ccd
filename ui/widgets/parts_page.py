"""A page whose parts take turns in view: one stands in front, the way back from every other leads to it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.context import UiContext
from ui.places import Place, PlaceCommand
from ui.widgets.page import Page


class Part(QWidget):
    """What a page asks of its parts.

    Signals:
        framed: its title or its primary button changed.
        back_wanted: the person is done here.
    """

    framed = Signal()
    back_wanted = Signal()

    def start(self, what: str) -> None:
        """Come into view; ``what`` is what follows the colon in ``Place.part``."""

    def refresh(self) -> None:
        """Something that the page watches changed while this part is in view."""

    def title(self) -> str:
        """The words at the top of the window; "" for those of the navigation."""
        return ""

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return None

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return None


class PartsPage(Page):
    """A page of parts. Every part is reached through ``show_place``, so that the window keeps pace.

    A subclass makes the part in front and hands it to :meth:`begin_with`, with others that are always there; further
    ones it makes in :meth:`make_part`, when they are first asked for.
    """

    #: Where the part in front is.
    front_place: ClassVar[Place]
    #: Further parts that are made while nobody waits, because they are large.
    made_ahead: ClassVar[tuple[str, ...]] = ()
    _front: Part

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._stack = QStackedWidget(self)
        self._parts: dict[str, Part] = {}
        self._commands: tuple[QAction, ...] = ()
        column = QVBoxLayout(self)
        column.addWidget(self._stack)
        self.keep_air(column, roomy=(14, 16), small=(8, 10))

    def begin_with(self, front: Part, *others: Part) -> None:
        """Stand this part in front; coming to the page is to stand in what is in view."""
        self._front = front
        for one in (front, *others):
            self._add(one)
        self.setFocusProxy(front)

    def make_part(self, name: str) -> Part:
        """Make a further part; called once for each.

        Without a parent, which would dress each widget as it comes instead of all at once.
        """
        raise NotImplementedError

    def offered(self) -> Sequence[PlaceCommand]:
        """What the palette offers of this page."""
        return ()

    def back_from(self, _part: Part) -> Place:
        """Where the way back from a part leads."""
        return self.front_place

    def part(self, name: str) -> Part:
        """A further part, made when first asked for."""
        if name not in self._parts:
            self._parts[name] = self.make_part(name)
            self._add(self._parts[name])
        return self._parts[name]

    def part_in_view(self) -> Part:
        """The part in view."""
        part = self._stack.currentWidget()
        return part if isinstance(part, Part) else self._front

    def bring(self, part: Part) -> None:
        """Bring a part into view; the one in front reads again."""
        if part is self._stack.currentWidget():
            return
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        self.framed.emit()
        if part is self._front:
            if self.context.is_ready:
                part.refresh()
            part.setFocus()

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again."""
        self.part_in_view().refresh()

    def heading(self) -> str:
        """What is in view."""
        return self.part_in_view().title()

    def parts_ahead(self) -> Sequence[Callable[[], object]]:
        """The large ones."""
        return tuple(partial(self.part, name) for name in self.made_ahead)

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return self.part_in_view().primary_button()

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.part_in_view().filter_box()

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        if not self._commands:
            self._commands = tuple(self.action_to(one.text, one.place) for one in self.offered())
        return self._commands

    def go_to_front(self) -> None:
        """Back to the part in front."""
        self.bring(self._front)

    # -- inside

    def _add(self, part: Part) -> None:
        self._stack.addWidget(part)
        part.framed.connect(self.framed)
        part.back_wanted.connect(self._on_back)

    @Slot()
    def _on_back(self) -> None:
        self.context.go(self.back_from(self.part_in_view()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back, once nothing in the part wants it."""
        part = self.part_in_view()
        if event.key() == Qt.Key.Key_Escape and part is not self._front:
            part.back_wanted.emit()
        else:
            super().keyPressEvent(event)
