"""Fields whose words are stored while they are typed, not only when the person leaves them."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget


class GrowingText(QPlainTextEdit):
    """A text box that grows with its words, from ``least`` to ``most`` lines; Tab leaves it.

    Signals:
        edited: the person changed the words (not :meth:`show_text`).
        left: the keyboard went elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, least: int = 2, most: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._showing = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def show_text(self, text: str) -> None:
        """Show stored words, unless somebody is typing here or they are there already."""
        if text != self.toPlainText() and not self.hasFocus():
            self.put(text)

    def put(self, text: str) -> None:
        """Show these words whatever is there."""
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def sizeHint(self) -> QSize:
        """As many lines as there are, within its bounds."""
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 16
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Never less than its least lines."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain words only."""
        if source.hasText():
            self.insertPlainText(source.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    @Slot()
    def _on_changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    @Slot()
    def _on_size(self) -> None:
        self.updateGeometry()


class TypedLine(QLineEdit):
    """One line of words.

    Signals:
        left: the keyboard went elsewhere.
    """

    left = Signal()

    def show_text(self, text: str) -> None:
        """Show stored words, unless somebody is typing here."""
        if text != self.text() and not self.hasFocus():
            self.setText(text)
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


def is_delete(event: QKeyEvent) -> bool:
    """Whether a key means to take something away."""
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers()
