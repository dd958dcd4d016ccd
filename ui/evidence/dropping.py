"""A place to drop files on, and to paste pictures and files into."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from ui.widgets.file_drop import FileTarget


def picture_in(data: QMimeData) -> bytes:
    """The picture on a clipboard as PNG; empty when there is none."""
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())


class DropArea(FileTarget):
    """Takes files and folders, from the clipboard too, and pictures from there.

    Signals:
        picture_pasted: bytes, a PNG from the clipboard.
    """

    picture_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")

    def set_open(self, taking: bool) -> None:
        """Whether files are taken now."""
        self.setAcceptDrops(taking)

    def paste(self) -> bool:
        """Take files or a picture from the clipboard; False when there are none."""
        if not self.acceptDrops():
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
