"""The help at the side of the window: opened and put away, the news after an update, what else helps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from friendly_desktop import VERSION
from ui.context import UiContext
from ui.widgets.beside import Beside

if TYPE_CHECKING:
    from ui.help.desk import HelpDesk
    from ui.widgets.help_panel import HelpPanel

NEWS = "news"


class SideHelp(QObject):
    """The help of one window; nothing of it is made before it is wanted.

    Args:
        window: whose help it is.
        context: what it works with.
        room: where the panel goes, beside the pages or over them.
        topic_here: the chapter of the page in view.
    """

    def __init__(
        self, window: QWidget, context: UiContext, room: Beside, topic_here: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._room = room
        self._topic_here = topic_here
        self._panel: HelpPanel | None = None
        self._desk: HelpDesk | None = None
        self._before: QWidget | None = None

    @property
    def desk(self) -> "HelpDesk":
        """Guide, news, problem report and what else helps."""
        if self._desk is None:
            from ui.help.desk import HelpDesk

            self._desk = HelpDesk(self._window, self._context, lambda topic: self.show(topic=topic))
        return self._desk

    def is_open(self) -> bool:
        """Whether the help is in view."""
        return self._panel is not None and self._panel.isVisible()

    def follow(self, topic: str) -> None:
        """Another page came into view: its chapter, where the help is open."""
        if self._panel is not None and self.is_open():
            self._panel.show_topic(topic)

    @Slot()
    def toggle(self) -> None:
        """F1: the help of the page in view, or no help."""
        if self.is_open():
            self.put_away()
        else:
            self.show()

    def show(self, heading: str = "", topic: str = "") -> None:
        """Show the help of the page in view, or another chapter, from one of its headings on."""
        if self._panel is None:
            from ui.widgets.help_panel import HelpPanel

            self._panel = HelpPanel(self._window)
            self._panel.hide()
            self._panel.closed.connect(self.put_away)
            self._panel.more_wanted.connect(self._on_more)
            self._panel.picture_wanted.connect(self._on_picture)
            self._room.set_side(self._panel)
        if not self._panel.isVisible():
            self._before = QApplication.focusWidget()
        self._panel.show_topic(topic or self._topic_here(), heading)
        self._panel.show()
        self._panel.take_focus()

    @Slot()
    def put_away(self) -> None:
        """Hide the help; the keyboard goes back to where it was."""
        if self._panel is not None:
            self._panel.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self._before = None

    def tell_news(self, seen: str) -> None:
        """After an update, once: what is new.

        Args:
            seen: the version whose news this person has seen; "" at the very first start.
        """
        if seen and seen != VERSION:
            self.show(topic=NEWS)

    @Slot()
    def _on_more(self) -> None:
        if self._panel is not None:
            more = self._panel.more
            self.desk.show_menu(more.mapToGlobal(more.rect().topLeft()))

    @Slot(str)
    def _on_picture(self, name: str) -> None:
        from ui.help.over_dialogs import open_picture

        open_picture(self._window, name)
