"""Our own bugs: one dialog with a report to copy, the rest counted; never a storm, never a re-entry."""

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from friendly_desktop import VERSION
from friendly_desktop.i18n import _

_log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """What a programmer needs: versions and where it happened. No values, so no personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"friendly-desktop {VERSION}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        "",
        *(f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames),
        type(error).__name__,
    ]
    return "\n".join(lines)


def _short(path: str) -> str:
    """The end of a path: a home folder may hold a person's name."""
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-3:])


class CrashGuard(QObject):
    """Takes every uncaught exception of the GUI thread; the workers of ``ui.jobs`` let none pass.

    Signals:
        caught: BaseException, taken up when the event loop is free.
    """

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: CrashDialog | None = None
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand in for the interpreter's own reports."""
        sys.excepthook = self.hook

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The signature of ``sys.excepthook``."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("uncaught\n%s", report(error))
        self.caught.emit(error)

    def show(self, error: BaseException) -> None:
        """Show the dialog, or count one more in the one that is open."""
        self._on_caught(error)

    @Slot(object)
    def _on_caught(self, error: BaseException) -> None:
        if self._dialog is not None:
            self._dialog.count_one_more()
            return
        self._dialog = CrashDialog(report(error))
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


class CrashDialog(QDialog):
    """Says that the program made a mistake, that nothing saved is lost, and offers the report."""

    def __init__(self, text: str) -> None:
        super().__init__(None)
        self._more = 0
        self.setWindowTitle(_("Chương trình gặp lỗi"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        heading = QLabel(_("Chương trình gặp một lỗi của chính nó."), self)
        heading.setProperty("role", "heading")
        words = QLabel(
            _(
                "Những gì đã lưu vẫn còn nguyên. Anh chị có thể tiếp tục làm việc; nếu lỗi lặp lại, hãy đóng "
                "rồi mở lại chương trình và gửi bản báo lỗi dưới đây cho người hỗ trợ. "
                "Bản báo lỗi không có thông tin cá nhân."
            ),
            self,
        )
        words.setWordWrap(True)
        self._count = QLabel("", self)
        self._count.setProperty("role", "quiet-small")
        self._text = QPlainTextEdit(text, self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Bản báo lỗi"))
        copy = QPushButton(_("Chép bản báo lỗi"), self)
        leave = QPushButton(_("Đóng chương trình"), self)
        go_on = QPushButton(_("Tiếp tục"), self)
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for part in (heading, words, self._text, self._count):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.resize(640, 420)
        copy.clicked.connect(self._on_copy)
        leave.clicked.connect(self._on_leave)
        go_on.clicked.connect(self.accept)

    def count_one_more(self) -> None:
        """Another error came while this one is shown."""
        self._more += 1
        self._count.setText(_("Và {n} lỗi nữa sau đó.").format(n=self._more))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    @Slot()
    def _on_leave(self) -> None:
        self.accept()
        QGuiApplication.quit()
