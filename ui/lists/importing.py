"""Rows from a file of the office: the file is chosen, its rows are looked at first, then taken in one act."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import ElidedText, Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

Opened = TypeVar("Opened")


class FileWanted(NamedTuple):
    """How a file is asked for: title, the key under which its folder is remembered, kinds of file, and what happens
    while it is read.
    """

    title: str
    folder: str
    kinds: str
    reading: str


class ListImport(QDialog, Generic[Opened]):
    """Takes rows of an Excel or CSV file in; the file itself is never changed.

    A subclass makes its list, calls :meth:`lay_out` and fills ``body``; it reads a file in :meth:`reader`, shows
    what was found in :meth:`opened` and takes it in :meth:`take_in`.

    Args:
        parent: it stands over its window.
        context: of the window.
        title: of the dialog.
        wanted: how the file is asked for.
        size: where the window has room, logical pixels.
    """

    def __init__(
        self, parent: QWidget, context: UiContext, title: str, wanted: FileWanted, size: tuple[int, int]
    ) -> None:
        super().__init__(parent.window())
        self._context, self._owner = context, parent
        self._asked = wanted
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.choose = button(_("Chọn tệp..."), "attach", "primary", parent=self)
        self.choose.setAutoDefault(True)
        self.choose.clicked.connect(self._on_choose)
        self._other = button(_("Tệp khác..."), kind="quiet", parent=self)
        self._other.clicked.connect(self._on_choose)
        self._name = ElidedText(role="strong", parent=self)
        self._problem = NoticeStrip("warning", "warning", parent=self)
        self.count = Text(role="strong", wrap=True, parent=self)
        room = parent.window()
        self.resize(min(size[0], room.width() - 24), min(size[1], room.height() - 16))

    def open_file(self, path: Path) -> None:
        """Look at a file."""
        self._problem.say("")
        self._name.setText(path.name)
        self._context.run_long(
            self, self._asked.reading, self.reader(path), self._on_opened, self._on_refused
        )

    # -- what a subclass says

    def reader(self, path: Path) -> Callable[["Services", "JobContext"], Opened]:
        """What reads a file on the worker."""
        raise NotImplementedError

    def opened(self, found: Opened) -> None:
        """Show what was found in the file."""
        raise NotImplementedError

    def take_in(self) -> None:
        """Take what is shown."""
        raise NotImplementedError

    def forget(self) -> None:
        """A file or its columns were refused: nothing can be taken."""
        self.take.setEnabled(False)

    # -- what it does for a subclass

    def lay_out(self, title: str, words: str, take: str, further: QPushButton | None = None) -> QVBoxLayout:
        """Stand everything in its place.

        Args:
            title: what is said before a file is chosen.
            words: what the file must be like.
            take: on the button that takes.
            further: beside the one that chooses a file.

        Returns:
            Where the subclass puts what is seen of a file.
        """
        self._empty = EmptyState("table", title, words, self.choose, further, self)
        self.take = button(take, "check", "primary", "Ctrl+Return", parent=self)
        self.take.setAutoDefault(True)
        self.take.setEnabled(False)
        self.take.clicked.connect(self._on_take)
        close = button(_("Đóng"), parent=self)
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._other)
        self._body = QWidget(self)
        self._body.hide()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(head)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self._problem)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)
        return body

    # -- inside

    @Slot()
    def _on_choose(self) -> None:
        asked = self._asked
        self._context.prompts.open_files(
            self, asked.title, asked.folder, asked.kinds, lambda paths: self.open_file(paths[0])
        )

    def _on_opened(self, found: Opened) -> None:
        self._empty.hide()
        self._body.show()
        self.opened(found)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.forget()
        self._problem.say("\n".join(part for part in (error.message, error.hint) if part))

    @Slot()
    def _on_take(self) -> None:
        self.take_in()
