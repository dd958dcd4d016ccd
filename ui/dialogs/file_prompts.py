"""The only file dialogs: non-blocking, each purpose remembers its last folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


class QtFilePrompts(QObject):
    """Asks with the system's own file dialog (``ui.context.FilePrompts``).

    Args:
        folders: the last folder of each purpose, as remembered.
        remember: called with the purpose and the folder after each choice.
    """

    def __init__(
        self,
        folders: dict[str, str],
        remember: Callable[[str, str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = dict(folders)
        self._remember = remember
        self._done: Callable[[list[Path]], None] | None = None
        self._purpose = ""
        self._dialog: QFileDialog | None = None

    def open_files(
        self, parent: QWidget, title: str, purpose: str, filters: str, done: Callable[[list[Path]], None]
    ) -> None:
        """Ask for existing files."""
        dialog = self._make(parent, title, purpose, filters)
        dialog.setFileMode(dialog.FileMode.ExistingFiles)
        self._show(dialog, purpose, done)

    def folder(self, parent: QWidget, title: str, purpose: str, done: Callable[[Path], None]) -> None:
        """Ask for a folder."""
        dialog = self._make(parent, title, purpose, "")
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly, True)
        self._show(dialog, purpose, lambda paths: done(paths[0]))

    def save_file(
        self,
        parent: QWidget,
        title: str,
        purpose: str,
        filters: str,
        suggested: str,
        done: Callable[[Path], None],
    ) -> None:
        """Ask where to write; the ending of ``suggested`` is added when none was typed."""
        dialog = self._make(parent, title, purpose, filters)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setFileMode(dialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        dialog.selectFile(suggested)
        self._show(dialog, purpose, lambda paths: done(paths[0]))

    def _make(self, parent: QWidget, title: str, purpose: str, filters: str) -> "QFileDialog":
        from PySide6.QtWidgets import QFileDialog

        folder = self._folders.get(purpose, "")
        if not Path(folder).is_dir() or not folder:  # never where the program happens to lie
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if not Path(folder).is_dir():
            folder = str(Path.home())
        return QFileDialog(parent.window(), title, folder, filters)

    def _show(self, dialog: "QFileDialog", purpose: str, done: Callable[[list[Path]], None]) -> None:
        self._purpose, self._done, self._dialog = purpose, done, dialog
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_accepted(self) -> None:
        if self._dialog is None or self._done is None:
            return
        paths = [Path(name) for name in self._dialog.selectedFiles()]
        if paths:
            folder = self._dialog.directory().absolutePath()
            self._folders[self._purpose] = folder
            self._remember(self._purpose, folder)
            self._done(paths)
