"""Our own bugs: one dialog with a report to copy, the rest counted; never a storm, never a re-entry."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion

from friendly_desktop import VERSION

if TYPE_CHECKING:
    from ui.crash_dialog import CrashDialog


def report(error: BaseException) -> str:
    """What a programmer needs: versions and where it happened. No values, so no personal data."""
    import platform

    from friendly_desktop.logs import places

    lines = [
        f"friendly-desktop {VERSION}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        "",
        *places(error.__traceback__),
        type(error).__name__,
    ]
    return "\n".join(lines)


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
        from friendly_desktop import logs

        logs.note(error)
        self.caught.emit(error)

    def show(self, error: BaseException) -> None:
        """Show the dialog, or count one more in the one that is open."""
        from friendly_desktop import logs

        logs.note(error)
        self._on_caught(error)

    @Slot(object)
    def _on_caught(self, error: BaseException) -> None:
        if self._dialog is not None:
            self._dialog.count_one_more()
            return
        from ui.crash_dialog import CrashDialog

        self._dialog = CrashDialog(report(error))
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
