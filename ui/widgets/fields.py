"""Fields for what clerks type: points with a decimal comma, dates as they write them.

Nothing is rewritten while a person types, because Vietnamese typing programs send Backspace and letters
of their own; a field speaks up when the person leaves it or presses Enter. Text is made NFC when read.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.text import clean_line, clean_text, fold
from friendly_desktop.i18n import _
from ui import theme
from ui.widgets.text import Text, mark


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """Give a field the red line of a problem, or take it away."""
    mark(widget, "wrong", wrong)


class Field(QWidget):
    """A label, an input and a line for what is wrong with it, one below the other.

    Args:
        label: translated; clicking it goes to the input.
        input_widget: what one types into.
        hint: a quiet sentence below, or "".
    """

    def __init__(
        self, label: str, input_widget: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.input = input_widget
        self.label = QLabel(label, self)
        self.label.setBuddy(input_widget)
        input_widget.setAccessibleName(label)
        self._hint = Text(hint, "quiet-small", wrap=True, parent=self)
        self._hint.setVisible(bool(hint))
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(input_widget)
        layout.addWidget(self._problem)
        layout.addWidget(self._hint)
        layout.addStretch(1)

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong and what to do; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence)
        mark_wrong(self.input, bool(sentence))

    def problem(self) -> str:
        """What is wrong at present."""
        return self._problem.text()


class LineField(QLineEdit):
    """One line of text.

    Signals:
        committed: str, the person left the field or pressed Enter after changing it (NFC, trimmed).
    """

    committed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self._shown = ""
        self.editingFinished.connect(self._on_finished)

    def value(self) -> str:
        """What was typed, as stored."""
        return clean_line(self.text())

    def show_value(self, text: str) -> None:
        """Show a stored value; does not disturb a person who is typing."""
        if text != self._shown or not self.hasFocus():
            self._shown = text
            if self.value() != text:
                self.setText(text)
                self.setCursorPosition(0)  # the beginning of a long text is what tells

    @Slot()
    def _on_finished(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.committed.emit(self._shown)


class TextField(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field.

    Signals:
        committed: str, the person left the field after changing it (NFC, trimmed).
    """

    committed = Signal(str)

    def __init__(self, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._shown = ""
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> str:
        """What was typed, as stored."""
        return clean_text(self.toPlainText())

    def show_value(self, text: str) -> None:
        """Show a stored value; does not disturb a person who is typing."""
        if text != self._shown or not self.hasFocus():
            self._shown = text
            if self.value() != text:
                self.setPlainText(text)

    def sizeHint(self) -> QSize:
        """As high as the lines it is meant for."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() * min(2, self._lines) + 22)

    def commit(self) -> None:
        """Hand over what was typed, if it changed."""
        if self.value() != self._shown:
            self._shown = self.value()
            self.committed.emit(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field hands over."""
        super().focusOutEvent(event)
        self.commit()


class ReadField(QLineEdit):
    """A value of some kind, typed as people write it: anything may be typed and is judged on leaving.

    Signals:
        committed: the value or None (emptied), when it was understood.
        refused: str, a sentence: what is wrong and what to do. The typed text stays.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, read: Callable[[str], object], write: Callable[[Any], str], parent: QWidget | None = None
    ) -> None:
        """Understand text with ``read`` (raises ValueError with a sentence), show values with ``write``."""
        super().__init__(parent)
        self._read, self._write = read, write
        self._shown = ""
        self.editingFinished.connect(self._on_finished)

    def show_value(self, value: object | None) -> None:
        """Show a stored value; does not disturb a person who is typing or correcting."""
        text = "" if value is None else self._write(value)
        if text != self._shown or not self.hasFocus():
            self._put(text)

    @Slot()
    def _on_finished(self) -> None:
        text = self.text().strip()
        if text == self._shown:
            return
        try:
            value = self._read(text) if text else None
        except ValueError as problem:
            mark_wrong(self, wrong=True)
            self.refused.emit(str(problem))
            return
        self._put("" if value is None else self._write(value))
        self.committed.emit(value)

    def _put(self, text: str) -> None:
        self._shown = text
        self.setText(text)
        mark_wrong(self, wrong=False)


class DateField(ReadField):
    """A date as people write it: 5/3, 050326, 05/03/2026, "hôm nay"; commits a date."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(lambda text: formats.parse_date(text, today()), formats.short_date, parent)
        self.setPlaceholderText(_("ngày/tháng/năm"))
        self.setToolTip(_("Gõ 5/3, 050326 hoặc «hôm nay»"))


_FOLDED = Qt.ItemDataRole.UserRole + 1


class _Toneless(QCompleter):
    """Finds "Hải Phòng" by "hai": compares folded words, puts in the real ones."""

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What is put into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class SuggestField(QComboBox):
    """Free text with suggestions in a list below; never completes inside the line, which breaks Telex.

    Signals:
        committed: str, the person left the field, pressed Enter or picked a suggestion.
    """

    committed = Signal(str)

    def __init__(self, suggestions: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QLineEdit(self)
        self.setLineEdit(self._edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._completer = completer = _Toneless(self)
        completer.setCompletionRole(_FOLDED)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self._shown = ""
        self.set_suggestions(suggestions)
        self._edit.editingFinished.connect(self._on_finished)
        self.activated.connect(self._on_finished)
        self._list: QAbstractItemView | None = None
        self._edit.textEdited.connect(self._on_edited)

    def set_placeholder(self, text: str) -> None:
        """What to show while it is empty."""
        self._edit.setPlaceholderText(text)

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Offer these; what is typed stays."""
        typed = self.currentText()
        self.clear()
        for row, words in enumerate(suggestions):
            self.addItem(words)
            self.setItemData(row, fold(words), _FOLDED)
        self._completer.setModel(self.model())
        self.setEditText(typed)

    def value(self) -> str:
        """What was typed or picked, as stored."""
        return clean_line(self.currentText())

    def show_value(self, text: str) -> None:
        """Show a stored value; does not disturb a person who is typing."""
        if text != self._shown or not self._edit.hasFocus():
            self._shown = text
            if self.value() != text:
                self.setEditText(text)

    def is_being_typed(self) -> bool:
        """Whether the keyboard is in it, so that its words may be half done."""
        return self._edit.hasFocus()

    @Slot()
    def _on_finished(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.committed.emit(self._shown)

    @Slot()
    def _on_edited(self) -> None:
        """The list is made at the first letter: a page has many such fields and most are never typed in."""
        if self._list is None and (shown := self._completer.popup()) is not None:
            self._list = shown
            shown.installEventFilter(self)
            theme.dress_window(shown)  # a completer takes its list away from every parent

    @Slot()
    def _press_enter(self) -> None:
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._edit, pressed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the suggestion and counts for the field too, so that one Enter moves on."""
        entered = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in entered:
            QTimer.singleShot(
                0, self, self._press_enter
            )  # after the list has taken its suggestion and closed
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a value."""
        event.ignore()


class ChoiceField(QComboBox):
    """One of a few values, each with its words.

    Signals:
        committed: object, the value the person picked.
    """

    committed = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._values: tuple[object, ...] = ()
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these; the value in view stays if it is still among them."""
        kept = self.value()
        self.clear()
        self._values = tuple(value for value, _words in choices)
        self.addItems([words for _value, words in choices])
        self.show_value(kept)

    def value(self) -> object:
        """The value in view, None when there is none."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def show_value(self, value: object) -> None:
        """Show a stored value."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    @Slot(int)
    def _on_activated(self, _place: int) -> None:
        self.committed.emit(self.value())

    def showPopup(self) -> None:
        """The list is as wide as its longest words, however narrow the field is."""
        air = 48  # padding of a line on both sides, and a scroll bar
        widest = max((self.fontMetrics().horizontalAdvance(words) for words in self._all_words()), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + air))
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """Tell words that have no room."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            part = QStyle.SubControl.SC_ComboBoxEditField
            room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
            if self.fontMetrics().horizontalAdvance(self.currentText()) > room:
                QToolTip.showText(event.globalPos(), self.currentText(), self)
                return True
        return super().event(event)

    def _all_words(self) -> list[str]:
        return [self.itemText(place) for place in range(self.count())]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a value."""
        event.ignore()
