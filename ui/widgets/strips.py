"""Strips across the top of a page: what went wrong, and what wants a second look."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui import icons, theme
from ui.widgets.text import Text, icon_button


class IconLabel(QLabel):
    """An icon of the family that follows the theme."""

    def __init__(self, name: str, token: str = "text", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size
        self._draw()

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self._draw()

    def _draw(self) -> None:
        size = theme.scaled(self._size)
        self.setPixmap(icons.pixmap(self._name, self._token, size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw again when the theme changes, or the size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()


class ErrorStrip(QFrame):
    """What the world did wrong, kindly: title, sentence, what to do. Stays until closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("state", "danger")
        self._title = Text(role="strong", wrap=True, parent=self)
        self._words = Text(wrap=True, parent=self)
        self._close = icon_button("close", _("Đóng"), parent=self)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 8, 10)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("danger", "danger", parent=self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_error(self, error: AppError) -> None:
        """Show an error; a newer one takes the place of an older."""
        self._title.setText(error.title)
        self._words.setText("\n".join(part for part in (error.message, error.hint) if part))
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{error.title}. {error.message}"))

    def text(self) -> str:
        """What it says, for tests and screen readers."""
        return f"{self._title.text()}\n{self._words.text()}"
