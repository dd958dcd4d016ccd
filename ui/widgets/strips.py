"""Strips across the top of a page: what went wrong, and what wants a second look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.widgets.text import Text, button, icon_button


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
        self.setPixmap(icons.pixmap(self._name, self._token, self._size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Tint again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
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


@dataclass(frozen=True, slots=True)
class PageProblem:
    """A sentence, and how to get to its place."""

    text: str
    go: Callable[[], None]


class ProblemStrip(QFrame):
    """Counts the problems of a page and jumps to each in turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._problems: tuple[PageProblem, ...] = ()
        self._at = 0
        self._count = Text(role="strong", parent=self)
        self._words = Text(wrap=True, parent=self)
        self._go = button(_("Đến chỗ đó"), "right", "quiet", parent=self)
        self._next = button(_("Điều tiếp theo"), kind="quiet", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("warning", "warning", parent=self))
        layout.addWidget(self._count)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._go)
        layout.addWidget(self._next)
        self._go.clicked.connect(self._on_go)
        self._next.clicked.connect(self._on_next)
        self.hide()

    def set_problems(self, problems: Sequence[PageProblem]) -> None:
        """Show these; none hides the strip."""
        self._problems = tuple(problems)
        self._at = min(self._at, max(0, len(self._problems) - 1))
        self.setVisible(bool(self._problems))
        self._show()

    def _show(self) -> None:
        if not self._problems:
            return
        count = len(self._problems)
        self._count.setText(ngettext("{n} điều cần xem lại", "{n} điều cần xem lại", count).format(n=count))
        self._words.setText(self._problems[self._at].text)
        self._next.setVisible(count > 1)

    @Slot()
    def _on_go(self) -> None:
        if self._problems:
            self._problems[self._at].go()

    @Slot()
    def _on_next(self) -> None:
        self._at = (self._at + 1) % len(self._problems)
        self._show()


class DemoStrip(QFrame):
    """Says that everything in view is made up, and offers to begin with the office's own work."""

    def __init__(self, on_begin: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        words = Text(_("Đây là dữ liệu mẫu của một xã giả định."), wrap=True, parent=self)
        begin = button(_("Bắt đầu với dữ liệu thật"), kind="quiet", parent=self)
        begin.clicked.connect(on_begin)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("info", "warning", parent=self), 0)
        layout.addWidget(words, 1)
        layout.addWidget(begin, 0)
        self.hide()
