"""Enter ends a word that is still being composed; what stands around the field hears of it only then.

The Vietnamese keyboards of Windows and Linux compose a word under the cursor before they hand it over. A field of
Qt takes an Enter that comes meanwhile for the end of the whole entry: the dialog closes, or the line goes into the
register, without the word.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.widgets.keys import ENTER

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class Composing(QObject):
    """Watches the field that has the keyboard, whichever it is, as long as this lives."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        app.focusChanged.connect(self._on_focus_changed)
        self._watch(QApplication.focusWidget())

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._watch(new)

    def _watch(self, field: QWidget | None) -> None:
        self._words = ""
        # Tables, too, whether or not the cell they stand on can be written: they say so only when they get there.
        if field is not None and (
            isinstance(field, QAbstractItemView)
            or field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        ):
            field.removeEventFilter(self)
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep an Enter that ends a word from everybody else."""
        if isinstance(event, QInputMethodEvent):
            self._words = event.preeditString()
        elif (
            self._words
            and event.type() in _KEYS
            and isinstance(event, QKeyEvent)
            and event.key() in ENTER
            and isinstance(watched, QWidget)
            and watched.hasFocus()
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._hand_over(watched)
            return True
        return super().eventFilter(watched, event)

    def _hand_over(self, field: QWidget) -> None:
        QGuiApplication.inputMethod().commit()
        if self._words:  # nobody composes any more, but the word is still there
            done = QInputMethodEvent()
            done.setCommitString(self._words)
            QApplication.sendEvent(field, done)
