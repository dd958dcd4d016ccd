"""F1 in a dialog: its help in a window of its own over it, because the page behind it is out of reach."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.widgets.help_panel import PICTURES, HelpPanel

_TAUGHT = "knows_help"


class HelpDialog(QDialog):
    """One chapter over a dialog."""

    def __init__(self, parent: QWidget, topic: str, heading: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Trợ giúp"))
        self.setProperty(_TAUGHT, True)
        self.panel = HelpPanel(self)
        self.panel.set_alone()
        self.panel.closed.connect(self.reject)
        self.panel.picture_wanted.connect(open_picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        letter = self.fontMetrics().averageCharWidth()
        room = self.screen().availableGeometry()
        self.resize(min(letter * 76, room.width() - 80), min(letter * 78, room.height() - 80))
        QShortcut(QKeySequence("F1"), self, self.reject, context=Qt.ShortcutContext.WindowShortcut)
        self.panel.show_topic(topic, heading)
        self.panel.take_focus()


def open_picture(name: str) -> None:
    """Show a picture of the help in full size, in the system's own viewer."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(PICTURES / name)))


class DialogHelp(QObject):
    """Gives every dialog of the program its F1 when it first gets the keyboard.

    Args:
        topic_here: the chapter of the page in view.
    """

    def __init__(self, app: QApplication, topic_here: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._topic_here = topic_here
        app.focusWindowChanged.connect(self._on_window)

    @Slot(QWindow)
    def _on_window(self, _window: QWindow | None) -> None:
        dialog = QApplication.activeWindow()
        if isinstance(dialog, QDialog):
            self.teach(dialog)

    def teach(self, dialog: QDialog) -> None:
        """Let F1 show the help of a dialog."""
        if dialog.property(_TAUGHT):
            return
        dialog.setProperty(_TAUGHT, True)
        shortcut = QShortcut(QKeySequence("F1"), dialog, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self._on_asked)

    @Slot()
    def _on_asked(self) -> None:
        dialog = self.sender().parent()
        if isinstance(dialog, QDialog):
            self.show_for(dialog)

    def show_for(self, dialog: QDialog) -> HelpDialog:
        """The part of the help that tells of a dialog: the one it names, or the one that its title leads to."""
        from friendly_desktop.services.support.help_book import topic_of

        named = dialog.property("help_topic")
        topic, heading = (
            str(named).partition("#")[::2] if named else topic_of(dialog.windowTitle(), self._topic_here())
        )
        shown = HelpDialog(dialog, topic, heading)
        shown.open()
        return shown
