"""The postings page: what hangs, the kinds as pictures, one being made."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.postings import Posting
from ui import theme
from ui.context import UiContext
from ui.pages.postings.compose import PostingCompose
from ui.pages.postings.gallery import PostingGallery
from ui.pages.postings.part import PostingPart
from ui.pages.postings.rows import Tab
from ui.pages.postings.wall import PostingWall
from ui.places import PageId, Place
from ui.postings.commands import of_postings
from ui.widgets.page import Page

#: Parts of the page, as a ``Place`` names them: ``new``, ``new:telephones``, ``posting:17``.
NEW, POSTING = "new", "posting"


class PostingsPage(Page):
    """Slogans, notices, lists, commitments: made, printed, hung. Every part is reached through ``show_place``."""

    watched = frozenset(
        {Area.POSTINGS, Area.OFFICE, Area.EVIDENCE, Area.MEETINGS, Area.CRITERIA, Area.ASSESSMENT}
    )
    uses_year = False
    help_topic = "postings"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.wall = PostingWall(context, self)
        self.gallery = PostingGallery(context, self)
        self.compose = PostingCompose(context, self)
        self._stack = QStackedWidget(self)
        for part in (self.wall, self.gallery, self.compose):
            self._stack.addWidget(part)
            part.framed.connect(self.framed)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._stack)
        self._commands: tuple[QAction, ...] = ()
        self._like: Posting | None = None
        self.wall.new_wanted.connect(self._on_new)
        self.wall.like_wanted.connect(self._on_like)
        self.gallery.back_wanted.connect(self._on_wall)
        self.gallery.chosen.connect(self._on_kind)
        self.compose.back_wanted.connect(self._on_new)
        self.compose.made.connect(self._on_made)
        self.compose.hang_wanted.connect(self._on_hang)

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again."""
        self.part_in_view().refresh()

    def part_in_view(self) -> PostingPart:
        """The part in view."""
        part = self._stack.currentWidget()
        return part if isinstance(part, PostingPart) else self.wall

    def heading(self) -> str:
        """What is in view."""
        return self.part_in_view().title()

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return self.part_in_view().primary_button()

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.part_in_view().filter_box()

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        if not self._commands:
            self._commands = self._make_commands()
        return self._commands

    def go_to_front(self) -> None:
        """Back to the list."""
        self._show(self.wall)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part == NEW and what:
            self._show(self.compose)
            like, self._like = self._like, None
            self.compose.open_kind(what, like)
        elif part == NEW:
            self._show(self.gallery)
            self.gallery.start()
        else:
            self._show(self.wall)
            if place.filter in {tab.value for tab in Tab}:
                self.wall.show_tab(Tab(place.filter))
            if part == POSTING and what.isdecimal():
                self.wall.show_tab(Tab.ALL)
                self.wall.choose(int(what))

    # -- inside

    def _make_commands(self) -> tuple[QAction, ...]:
        made = []
        for one in of_postings():
            action = QAction(one.text, self)
            action.setData(one.place)
            action.triggered.connect(self._on_command)
            made.append(action)
        return tuple(made)

    def _show(self, part: QWidget) -> None:
        if part is self._stack.currentWidget():
            return
        self._stack.setCurrentWidget(part)
        self.framed.emit()
        if part is self.wall:
            if self.context.is_ready:
                self.wall.refresh()
            self.wall.setFocus()

    @Slot()
    def _on_command(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.context.go(sender.data())

    @Slot()
    def _on_wall(self) -> None:
        self.context.go(Place(PageId.POSTINGS))

    @Slot()
    def _on_new(self) -> None:
        self.context.go(Place(PageId.POSTINGS, part=NEW))

    @Slot(str)
    def _on_kind(self, kind_id: str) -> None:
        self.context.go(Place(PageId.POSTINGS, part=f"{NEW}:{kind_id}"))

    @Slot(object)
    def _on_like(self, posting: Posting) -> None:
        self._like = posting
        self._on_kind(posting.kind)

    @Slot(object)
    def _on_made(self, posting: Posting) -> None:
        self.wall.choose(posting.id)

    @Slot(object)
    def _on_hang(self, posting: Posting) -> None:
        self.context.go(Place(PageId.POSTINGS, part=f"{POSTING}:{posting.id}"))
        self.wall.acts.hang(posting)

    # -- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back, once nothing in the part wants it."""
        if event.key() != Qt.Key.Key_Escape or self._stack.currentWidget() is self.wall:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self.compose:
            self._on_new()
        else:
            self._on_wall()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air at the edges on a small screen."""
        super().resizeEvent(event)
        small = self.window().width() < theme.SMALL_SCREEN_WIDTH
        edge = theme.EDGE_SMALL if small else theme.EDGE
        self._column.setContentsMargins(edge, 8 if small else 14, edge, 10 if small else 16)
