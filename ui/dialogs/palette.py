"""Ctrl+K: pages and commands by a few letters, with or without tone marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from friendly_desktop.domain.text import fold, nfc
from friendly_desktop.i18n import _
from ui import icons
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette: words, what it does, icon, shortcut, other words by which it is found."""

    text: str
    run: Callable[[], None]
    icon: str = "right"
    shortcut: str = ""
    also: str = ""


def find(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands that hold every word of ``text``: exact tones first, then beginnings, then the rest."""
    words = fold(text).split()
    exact = nfc(text).casefold().strip()

    def rank(command: Command) -> tuple[bool, bool, bool]:
        name = command.text.casefold()
        by_name = all(word in fold(name) for word in words)
        return not by_name, exact not in name, not fold(name).startswith(" ".join(words))

    found = (one for one in commands if all(word in fold(f"{one.text} {one.also}") for word in words))
    return sorted(found, key=rank)


class Palette(QDialog):
    """The box of commands; Enter runs the chosen one, Escape closes."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Tìm lệnh và trang"))
        self.setProperty("role", "floating")
        self._commands = tuple(commands)
        self._shown: list[Command] = []
        self._box = QLineEdit(self)
        self._box.setPlaceholderText(_("Gõ tên trang hoặc lệnh, có dấu hay không dấu đều được"))
        self._box.setAccessibleName(_("Tìm lệnh và trang"))
        self._list = QListWidget(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Text(_("Không có lệnh hay trang nào như vậy."), "quiet", parent=self)
        self._none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._none)
        self._box.installEventFilter(self)
        self._box.textChanged.connect(self._on_text)
        self._list.itemClicked.connect(self._on_clicked)
        self._on_text("")
        width = min(560, parent.width() - 64)
        self.resize(width, min(420, parent.height() - 120))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 64)

    def box(self) -> QLineEdit:
        """Where one types."""
        return self._box

    def add(self, commands: Sequence[Command]) -> None:
        """Offer these too; what is chosen in the list stays chosen."""
        kept = self._shown[self._list.currentRow()] if self._list.currentRow() >= 0 else None
        self._commands += tuple(commands)
        self._on_text(self._box.text())
        if kept is not None and kept in self._shown:
            self._list.setCurrentRow(self._shown.index(kept))

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._shown = find(self._commands, text)
        self._list.clear()
        for command in self._shown:
            words = f"{command.text}   {command.shortcut}" if command.shortcut else command.text
            item = QListWidgetItem(icons.icon(command.icon), words)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 16))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(self._shown))
        self._none.setVisible(not self._shown)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._run(self._list.row(item))

    def _run(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            command = self._shown[row]
            self.accept()
            command.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the box keeps the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row = self._list.currentRow()
            if event.key() == Qt.Key.Key_Down:
                self._list.setCurrentRow(min(row + 1, self._list.count() - 1))
                return True
            if event.key() == Qt.Key.Key_Up:
                self._list.setCurrentRow(max(row - 1, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(row)
                return True
        return super().eventFilter(watched, event)
