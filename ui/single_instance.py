"""A second start on the same data folder brings the first window to the front and ends."""

import hashlib

from PySide6.QtCore import QLockFile, QObject, Qt, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder


def server_name(folder: DataFolder) -> str:
    """The name under which the program that works on a folder can be reached."""
    place = str(folder.root.resolve()).encode("utf-8")
    return "friendly-desktop-" + hashlib.sha256(place).hexdigest()[:20]


class FirstInstance(QObject):
    """Listens for later starts and raises the window."""

    def __init__(self, folder: DataFolder, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = server_name(folder)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a crash; the lock says that nobody else lives
            self._server.listen(name)
        self._server.newConnection.connect(self._on_called)

    @Slot()
    def _on_called(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def raise_the_first(folder: DataFolder, lock: QLockFile) -> int:
    """Bring the first window to the front; say so when it does not answer.

    Returns:
        0 when the first window answered, 1 when it did not or the folder cannot be locked at all.
    """
    caller = QLocalSocket()
    caller.connectToServer(server_name(folder))
    if caller.waitForConnected(2000):
        caller.waitForDisconnected(500)
        return 0
    from PySide6.QtWidgets import QApplication

    from ui.widgets.empty_state import EmptyState
    from ui.widgets.text import button

    if lock.error() == QLockFile.LockError.LockFailedError:
        title = _("Chương trình đang mở")
        text = _(
            "Một cửa sổ khác, có thể của người dùng khác trên máy này, đang dùng dữ liệu này. "
            "Hãy đóng cửa sổ đó rồi mở lại chương trình."
        )
    else:
        title = _("Không ghi được vào thư mục dữ liệu")
        text = _("Hãy kiểm tra quyền ghi và ổ đĩa của thư mục {folder}.").format(folder=folder.root)
    close = button(_("Đóng"), kind="primary")
    message = EmptyState("danger", title, text, close)
    message.resize(480, 320)
    close.clicked.connect(message.close)
    message.show()
    QApplication.exec()
    return 1
