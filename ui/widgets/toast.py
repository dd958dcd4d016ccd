"""A short message near the foot of the window, with "Hoàn tác" where something can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from friendly_desktop.i18n import _
from ui.widgets.text import Text, button, icon_button

UNDO_MS = 10_000
PLAIN_MS = 5_000
#: What the message never lies over, because it may be what is clicked next.
USED = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
_AIR, _STEP = 16, 8
_LOOK_MS = 200


class Toast(QFrame):
    """Floats over the foot of its parent; one message at a time, the newest wins.

    It takes the lowest place where it covers no button and no field: above the buttons of a page, over the rows of
    its list. A page that changes below it makes it look for another place, unless the mouse is on it.
    """

    def __init__(self, parent: QWidget, beside: QWidget | None = None) -> None:
        """Float over ``parent``, to the right of what is ``beside`` its pages."""
        super().__init__(parent)
        self._beside = beside
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
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._give_way)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a message; with ``undo`` for ten seconds and with the button."""
        self._undo = undo
        self._words.setText(text)
        self._undo_button.setVisible(undo is not None)
        self._timer.start(UNDO_MS if undo else PLAIN_MS)
        self._looking.start()
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
        self._looking.stop()
        self._undo = None
        self.hide()

    def _place(self) -> None:
        parent = self._over
        self.adjustSize()
        start = self._beside.width() if self._beside is not None else 0
        width = min(self.sizeHint().width(), parent.width() - start - 2 * _AIR)
        height = self.sizeHint().height()
        middle, right = (start + parent.width() - width) // 2, parent.width() - width - _AIR
        lowest = parent.height() - height - _AIR
        used = self._used(QRect(0, parent.height() // 2, parent.width(), parent.height()))
        tried = (
            QRect(left, top, width, height)
            for top in range(lowest, parent.height() // 2, -_STEP)
            for left in (middle, right, start + _AIR)
        )
        foot = QRect(middle, lowest, width, height)
        self.setGeometry(next((one for one in tried if not any(one.intersects(rect) for rect in used)), foot))

    def _used(self, room: QRect) -> list[QRect]:
        """Where buttons and fields can be clicked within ``room``, in the coordinates of the parent."""
        found: list[QRect] = []

        def look(widget: QWidget, origin: QPoint, seen: QRect) -> None:
            for child in widget.children():
                if not isinstance(child, QWidget) or child is self or child.isHidden() or child.isWindow():
                    continue
                place = child.geometry().translated(origin)
                part = place & seen
                if part.isEmpty():
                    continue
                if isinstance(child, USED):
                    if child.isEnabled():
                        found.append(part)
                elif not isinstance(child, QAbstractItemView):
                    look(child, place.topLeft(), part)

        look(self._over, QPoint(), room)
        return found

    @Slot()
    def _give_way(self) -> None:
        """Go elsewhere where a button or a field came to lie below."""
        if not self.underMouse() and self._used(self.geometry()):
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
