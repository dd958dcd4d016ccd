"""Where files and folders are dropped, pasted or picked."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, mark


class FileTarget(QFrame):
    """Takes files and folders of this PC that are dropped on it; they are copied, never moved from where they are.

    Signals:
        files_dropped: list of Path.
    """

    files_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def lit(self) -> Sequence[QWidget]:
        """What shows that files may be let go here."""
        return (self,)

    def _set_over(self, over: bool) -> None:
        for one in self.lit():
            mark(one, "over", over)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this PC, nothing else."""
        if self.acceptDrops() and paths_of(event):
            event.acceptProposedAction()
            self._set_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They were carried on."""
        self._set_over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the paths over."""
        self._set_over(over=False)
        paths = paths_of(event)
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(paths)


class FileDrop(FileTarget):
    """A dashed field that takes files and folders; a button for those who do not drag.

    ``files_dropped`` tells what was picked, too.
    """

    def __init__(self, context: UiContext, purpose: str = "evidence", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._purpose = context, purpose
        self.setProperty("role", "drop")
        words = Text(_("Kéo thả tệp hoặc thư mục vào đây"), "quiet", wrap=True, parent=self)
        files = button(_("Chọn tệp..."), "attach", parent=self)
        folder = button(_("Chọn thư mục..."), "folder", "quiet", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("upload", "quiet", 20, self))
        layout.addWidget(words, 1)
        layout.addWidget(files)
        layout.addWidget(folder)
        files.clicked.connect(self._on_files)
        folder.clicked.connect(self._on_folder)

    @Slot()
    def _on_files(self) -> None:
        self._context.prompts.open_files(self, _("Chọn tệp"), self._purpose, "", self.files_dropped.emit)

    @Slot()
    def _on_folder(self) -> None:
        self._context.prompts.folder(self, _("Chọn thư mục"), self._purpose, self._on_folder_chosen)

    def _on_folder_chosen(self, path: Path) -> None:
        self.files_dropped.emit([path])


def paths_of(event: QDropEvent) -> list[Path]:
    """The files and folders of this PC in a drag."""
    data = event.mimeData()
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


def paste_shortcut(owner: QWidget) -> QShortcut:
    """Ctrl+V for a page that takes pictures from the clipboard."""
    made = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), owner)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return made
