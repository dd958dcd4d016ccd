"""Ctrl+K: pages, commands and records by a few letters, with or without tone marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.text import fold, nfc
from friendly_desktop.i18n import _
from ui import icons
from ui.widgets.text import Text
from ui.widgets.two_lines import DETAIL, TwoLines, line_size

#: The fewest letters for which records are looked for.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette: words, what it does, icon, shortcut, other words by which it is found.

    ``detail`` is a second, quiet line.
    """

    text: str
    run: Callable[[], None]
    icon: str = "right"
    shortcut: str = ""
    also: str = ""
    detail: str = ""


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


def is_meant(command: Command, text: str) -> bool:
    """Whether the words begin words of its name, or are other words for it that can hardly mean a person.

    "huong" is in the middle of "Đóng chương trình" and one of two words of "hướng dẫn": whoever types it
    looks for Mrs. Hường.
    """
    words = fold(text).split()

    def begins(place: str) -> bool:
        parts = fold(place).split()
        return all(any(part.startswith(word) for part in parts) for word in words)

    if begins(command.text):
        return True
    toned = nfc(text).casefold().strip()
    return begins(f"{command.text} {command.also}") and (len(words) > 1 or toned in command.also.casefold())


class Palette(QDialog):
    """The box of commands and records; Enter runs the chosen one, Escape closes.

    Signals:
        records_wanted: the words typed; :meth:`show_records` takes what was found. While an answer is awaited only
            the last words wait behind it.
    """

    records_wanted = Signal(str)

    def __init__(self, parent: QWidget, commands: Sequence[Command], *, records: bool = False) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = _("Tìm lệnh, trang và hồ sơ") if records else _("Tìm lệnh và trang")
        self.setAccessibleName(name)
        self.setProperty("role", "floating")
        self._commands = tuple(commands)
        self._searching = records
        self._records: tuple[Command, ...] = ()
        self._asked: str | None = None  # the words whose records are awaited
        self._run_first = False  # Enter was pressed before they came
        self._shown: list[Command] = []
        self._box = QLineEdit(self)
        if records:
            self._box.setPlaceholderText(
                _("Tìm trang, lệnh, đơn, thư, minh chứng, tiêu chí; không cần gõ dấu")
            )
        else:
            self._box.setPlaceholderText(_("Gõ tên trang hoặc lệnh, có dấu hay không dấu đều được"))
        self._box.setAccessibleName(name)
        self._list = QListWidget(self)
        self._list.setItemDelegate(TwoLines(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Text(
            _("Không tìm thấy gì như vậy.") if records else _("Không có lệnh hay trang nào như vậy."),
            "quiet",
            parent=self,
        )
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
        width = min(640 if records else 560, parent.width() - 64)
        self.resize(width, min(480 if records else 420, parent.height() - 120))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 64)

    def box(self) -> QLineEdit:
        """Where one types."""
        return self._box

    def add(self, commands: Sequence[Command]) -> None:
        """Offer these too; what is chosen in the list stays chosen."""
        kept = self._shown[self._list.currentRow()] if self._list.currentRow() >= 0 else None
        self._commands += tuple(commands)
        self._show()
        if kept is not None and kept in self._shown:
            self._list.setCurrentRow(self._shown.index(kept))

    def show_records(self, text: str, records: Sequence[Command]) -> None:
        """Show what was found for these words, below the commands that are meant by them; asks anew if others were typed meanwhile."""
        self._asked = None
        if text != self._box.text():
            self._ask()
            return
        row = self._list.currentRow()
        self._records = tuple(records)
        self._show()
        self._list.setCurrentRow(max(row, 0))
        if self._run_first:
            self._run(0)

    def _ask(self) -> None:
        text = self._box.text()
        if self._searching and self._asked is None and len(text.strip()) >= _LEAST:
            self._asked = text
            self.records_wanted.emit(text)

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        self._records = ()
        self._run_first = False
        self._ask()
        self._show()

    def _show(self) -> None:
        text = self._box.text()
        found = find(self._commands, text)
        meant = [one for one in found if is_meant(one, text)]
        self._meant = len(meant)
        self._shown = [*meant, *self._records, *(one for one in found if one not in meant)]
        self._list.clear()
        for command in self._shown:
            words = f"{command.text}   {command.shortcut}" if command.shortcut else command.text
            item = QListWidgetItem(icons.icon(command.icon), words)
            item.setSizeHint(line_size(self._list, bool(command.detail)))
            if command.detail:
                item.setData(DETAIL, command.detail)
                item.setToolTip(f"{command.text}\n{command.detail}")
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(self._shown) or self._asked is not None)
        self._none.setVisible(not self._shown and self._asked is None)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._run(self._list.row(item))

    def _run(self, row: int) -> None:
        waits = self._asked is not None and row <= 0 and not self._meant  # a record may come first
        if 0 <= row < len(self._shown) and not waits:
            command = self._shown[row]
            self.accept()
            command.run()
        elif self._asked is not None:
            self._run_first = True

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
