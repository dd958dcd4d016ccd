"""F1 in a dialog: its help in a window of its own over it, because the page behind it is out of reach."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QMouseEvent, QPixmap, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

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
        self.panel.picture_wanted.connect(self._on_picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        letter = self.fontMetrics().horizontalAdvance("0")
        room = self.screen().availableGeometry()
        self.resize(min(letter * 76, room.width() - 80), min(letter * 78, room.height() - 80))
        close = QShortcut(QKeySequence("F1"), self, context=Qt.ShortcutContext.WindowShortcut)
        close.activated.connect(self.reject)
        self.panel.show_topic(topic, heading)
        self.panel.take_focus()

    @Slot(str)
    def _on_picture(self, name: str) -> None:
        open_picture(self, name)


def open_picture(parent: QWidget, name: str) -> None:
    """Show a picture of the help as large as the screen allows; a click or Escape closes it."""
    PictureDialog(parent, name).open()


class PictureDialog(QDialog):
    """One picture of the help."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Hình trong trợ giúp"))
        self.setProperty(_TAUGHT, True)
        room = self.screen().availableGeometry().size() * 0.92
        drawn = QPixmap(str(PICTURES / name))
        if drawn.width() > room.width() or drawn.height() > room.height():
            drawn = drawn.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        shown = QLabel(self)
        shown.setPixmap(drawn)
        shown.setAccessibleName(_("Hình trong trợ giúp"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click closes it."""
        super().mouseReleaseEvent(event)
        self.accept()


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
