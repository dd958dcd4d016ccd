"""A short message at the foot of the window, with "Hoàn tác" where something can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.widgets.text import Text, button, icon_button

UNDO_MS = 10_000
PLAIN_MS = 5_000


class Toast(QFrame):
    """Floats over the foot of its parent; one message at a time, the newest wins."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "floating")
        self._undo: Callable[[], None] | None = None
        self._words = Text(parent=self)
        self._undo_button = button(_("Hoàn tác"), "undo", "quiet", parent=self)
        self._undo_button.setToolTip(_("Hoàn tác (Ctrl+Z)"))
        close = icon_button("close", _("Đóng"), parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 6, 6)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._undo_button)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        self._undo_button.clicked.connect(self.undo)
        close.clicked.connect(self._end)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a message; with ``undo`` for ten seconds and with the button."""
        self._undo = undo
        self._words.setText(text)
        self._undo_button.setVisible(undo is not None)
        self._timer.start(UNDO_MS if undo else PLAIN_MS)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @Slot()
    def undo(self) -> None:
        """Take back what the message told of, once."""
        taken, self._undo = self._undo, None
        self._end()
        if taken is not None:
            taken()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._undo is not None

    @Slot()
    def _end(self) -> None:
        self._timer.stop()
        self._undo = None
        self.hide()

    def _place(self) -> None:
        parent = self._over
        self.adjustSize()
        width = min(self.sizeHint().width(), parent.width() - 32)
        height = self.sizeHint().height()
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - 16, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
