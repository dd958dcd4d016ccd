"""One line of words with suggestions in a list below it.

The keyboard never leaves the line and nothing is ever completed inside it, because Vietnamese typing
programs send Backspace and letters of their own. A suggestion is put in only when a person takes it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.i18n import _
from ui import icons, theme
from ui.models.table import Index
from ui.widgets.typing import TypedLine

_MOST_ROWS = 7
_ASK_MS = 120
_DETAIL = Qt.ItemDataRole.UserRole
_KEYS_OF_LIST = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class Suggestion(NamedTuple):
    """What is offered: the words for the line, quiet words beside them, and what the owner makes of it."""

    text: str
    detail: str = ""
    value: object = None


class _Rows(QStyledItemDelegate):
    """Words, and quiet words at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        painter.save()
        inner = option.rect.adjusted(8, 0, -8, 0)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        painter.setFont(option.font)
        painter.setPen(theme.colour("text"))
        words = str(index.data())
        detail = str(index.data(_DETAIL) or "")
        metrics = option.fontMetrics
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if detail:
            inner.setLeft(inner.left() + metrics.horizontalAdvance(shown) + 16)
            painter.setPen(theme.colour("quiet"))
            shown = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line with air."""
        return QSize(80, option.fontMetrics.height() + 12)


class SuggestLine(TypedLine):
    """A line with a list below it: Down opens it, Enter takes the chosen row, Escape puts it away.

    Args:
        searching: who is asked through ``asked`` while the person types, instead of the fixed list.

    Signals:
        asked: str, the person typed this; answer with :meth:`offer`.
        picked: Suggestion, the person took one; its words are in the line already.
        passed: Enter was pressed while no suggestion was chosen.
    """

    asked = Signal(str)
    picked = Signal(object)
    passed = Signal()

    def __init__(self, parent: QWidget | None = None, *, searching: bool = False) -> None:
        super().__init__(parent)
        self._searching = searching
        self._fixed: tuple[Suggestion, ...] = ()
        self._offered: tuple[Suggestion, ...] = ()
        self._made: QListWidget | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_ASK_MS)
        self._wait.timeout.connect(self._on_waited)
        self.textEdited.connect(self._on_typed)
        self._opener = self.addAction(icons.icon("down", "quiet"), TypedLine.ActionPosition.TrailingPosition)
        self._opener.setToolTip(_("Mở danh sách gợi ý (phím mũi tên xuống)"))
        self._opener.setVisible(False)
        self._opener.triggered.connect(self._on_opener)

    # -- what the owner does

    def set_suggestions(self, words: Sequence[str]) -> None:
        """Offer these words; what is typed narrows them."""
        self._fixed = tuple(Suggestion(one) for one in words)
        self._opener.setVisible(bool(words))

    def suggestions(self) -> tuple[str, ...]:
        """The fixed list."""
        return tuple(one.text for one in self._fixed)

    def offer(self, found: Sequence[Suggestion]) -> None:
        """Answer what was asked; shown only while the person is still here."""
        if self.hasFocus():
            self._show(found)

    def list_is_open(self) -> bool:
        """Whether the list is in view."""
        return self._made is not None and self._made.isVisible()

    def offered(self) -> tuple[Suggestion, ...]:
        """What the list shows."""
        return self._offered if self.list_is_open() else ()

    # -- the list

    @property
    def _list(self) -> QListWidget:
        """The list, made when it first opens: a form has a dozen such lines, and most are only looked at."""
        if self._made is None:
            made = self._made = QListWidget(self)
            made.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
            made.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setMouseTracking(True)
            made.setItemDelegate(_Rows(made))
            made.itemClicked.connect(self._on_clicked)
        return self._made

    def _close(self) -> None:
        if self._made is not None:
            self._made.hide()

    def _matching(self, text: str) -> list[Suggestion]:
        words = fold(clean_line(text)).split()
        return [one for one in self._fixed if all(word in fold(one.text) for word in words)]

    def _show(self, found: Sequence[Suggestion]) -> None:
        typed = clean_line(self.text())
        rows = tuple(found)
        if not rows or (len(rows) == 1 and rows[0].text == typed and not rows[0].detail):
            self._close()
            return
        self._offered = rows
        self._list.clear()
        for one in rows:
            item = QListWidgetItem(one.text)
            item.setData(_DETAIL, one.detail)
            self._list.addItem(item)
        self._list.setCurrentRow(-1)
        high = self._list.sizeHintForRow(0) * min(_MOST_ROWS, len(rows)) + 4
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        if corner.y() + high > screen.bottom():
            corner = self.mapToGlobal(QPoint(0, -high - 2))
        widest = max(self._row_width(one) for one in rows)
        wide = max(self.width(), min(widest, screen.right() - corner.x(), self.width() * 3))
        self._list.setGeometry(corner.x(), corner.y(), wide, high)
        self.window().installEventFilter(self)
        self._list.show()

    def _row_width(self, one: Suggestion) -> int:
        return self.fontMetrics().horizontalAdvance(one.text + one.detail) + 64

    def _take(self, row: int) -> None:
        one = self._offered[row]
        self._close()
        self.selectAll()
        self.insert(one.text)  # Ctrl+Z brings back what was typed
        self.textEdited.emit(self.text())
        self._wait.stop()
        self._close()
        self.picked.emit(one)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._searching:
            self._wait.start()
        if not text.strip():
            self._close()
        elif self._fixed:
            self._show(self._matching(text))

    @Slot()
    def _on_waited(self) -> None:
        if self.text().strip():
            self.asked.emit(clean_line(self.text()))

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._take(self._list.row(item))

    @Slot()
    def _on_opener(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.list_is_open():
            self._close()
        else:
            self._show(self._fixed)

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose in the list, Enter takes, Escape puts away; everything else is typing."""
        shown = self.list_is_open()
        key = Qt.Key(event.key()) if event.key() in _ALL_KEYS else None
        if key in _KEYS_OF_LIST and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if shown:
                last = self._list.count() - 1
                row = self._list.currentRow() + _KEYS_OF_LIST[key]
                self._list.setCurrentRow(max(-1 if row < 0 else 0, min(row, last)))
                if row < 0:
                    self._list.clearSelection()
            elif key is Qt.Key.Key_Down and self._fixed:
                self._show(self._fixed)
            elif key is Qt.Key.Key_Down and self._searching:
                self.asked.emit(clean_line(self.text()))
            else:
                super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shown and self._list.currentRow() >= 0:
                self._take(self._list.currentRow())
            self._close()
            self._wait.stop()
            event.accept()
            self.passed.emit()
            return
        if key is Qt.Key.Key_Escape and shown:
            self._close()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to an open list before it belongs to the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.list_is_open()
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nobody types here any more."""
        self._close()
        self._wait.stop()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that moves or changes leaves no list behind."""
        if self.list_is_open() and event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Hide,
            QEvent.Type.WindowDeactivate,
        ):
            self._close()
        return super().eventFilter(watched, event)


_ALL_KEYS = {*_KEYS_OF_LIST, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
