"""A place to drop files on, and to paste pictures and files into."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.file_drop import paths_of


def picture_in(data: QMimeData) -> bytes:
    """The picture on a clipboard as PNG; empty when there is none."""
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())


class DropArea(QFrame):
    """Takes files and folders that are dropped on it.

    Signals:
        files_dropped: list of Path.
        picture_pasted: bytes, a PNG from the clipboard.
    """

    files_dropped = Signal(object)
    picture_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self._open = True

    def set_open(self, taking: bool) -> None:
        """Whether files are taken now."""
        self._open = taking
        self.setAcceptDrops(taking)

    def paste(self) -> bool:
        """Take files or a picture from the clipboard; False when there are none."""
        if not self._open:
            return False
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
            return True
        picture = picture_in(data)
        if picture:
            self.picture_pasted.emit(picture)
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be let go here."""
        if self._open and paths_of(event):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They were carried on."""
        super().dragLeaveEvent(event)
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them; they are copied, never moved away from where they are."""
        self._mark(False)
        paths = paths_of(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _mark(self, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)
