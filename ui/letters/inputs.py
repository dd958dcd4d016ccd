"""One field of a letter on the screen: its label, what one types into, and what is said about it.

Nothing is rewritten while a person types. On leaving, a date or an amount is shown as everybody writes
it; text typed for the fonts of the years before Unicode is offered for conversion, never changed silently.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from friendly_desktop.domain.legacy_text import Legacy, convert, detect, legacy_name
from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.letters.fields import choices, printed, read_value, shown
from friendly_desktop.domain.text import clean_line, clean_text, fold
from friendly_desktop.i18n import _
from ui.widgets.fields import ChoiceField, mark_wrong
from ui.widgets.strips import IconLabel
from ui.widgets.suggesting import Suggestion, SuggestLine
from ui.widgets.text import Text, button
from ui.widgets.typing import GrowingText

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_READ_AGAIN = frozenset(
    {FieldKind.DATE, FieldKind.TIME, FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.AGE}
)
_PLACEHOLDERS: dict[FieldKind, Callable[[], str]] = {
    FieldKind.DATE: lambda: _("ngày/tháng/năm"),
    FieldKind.TIME: lambda: _("giờ:phút"),
    FieldKind.YEAR: lambda: _("năm"),
    FieldKind.MONEY: lambda: _("đồng"),
    FieldKind.TEXT: lambda: _("Enter sang ô sau, Shift+Enter xuống dòng"),
}
_LONGEST_PLACEHOLDER = 44


class FieldInput(QWidget):
    """The input of one field with the notes below it.

    Signals:
        edited: the person changed the words.
        left: the keyboard went elsewhere.
        entered: Enter was pressed; the next field is wanted.
        searched: str, a name was typed; answer with ``line.offer``.
        picked: Suggestion, a person written to before was taken.
        converted: str, the words before old-font text was changed to Unicode.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()
    searched = Signal(str)
    picked = Signal(object)
    converted = Signal(str)

    def __init__(self, field: Field, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._today = today
        self._legacy: Legacy | None = None
        self._hamlets: tuple[str, ...] = ()
        self.line: SuggestLine | GrowingText | ChoiceField = self._make()
        self.line.setAccessibleName(field.label)
        self.line.setToolTip(field.hint)
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._note = Text(role="quiet-small", wrap=True, parent=self)
        self._offer = QWidget(self)
        self._offer_words = Text(role="small", wrap=True, parent=self._offer)
        self._convert = button(_("Chuyển sang Unicode"), kind="quiet", parent=self._offer)
        offer = QHBoxLayout(self._offer)
        offer.setContentsMargins(0, 0, 0, 0)
        offer.setSpacing(8)
        offer.addWidget(IconLabel("info", "warning", 16, self._offer), 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._offer_words)
        told.addWidget(self._convert, 0, Qt.AlignmentFlag.AlignLeft)
        offer.addLayout(told, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        for one in (self.line, self._offer, self._problem, self._note):
            self._column.addWidget(one)
        for note in (self._offer, self._problem, self._note):
            note.hide()
        self.setFocusProxy(self.line)
        self._connect()

    # -- values

    def text(self) -> str:
        """What stands in the field, as typed."""
        if isinstance(self.line, ChoiceField):
            return str(self.line.value() or "")
        return self.line.toPlainText() if isinstance(self.line, GrowingText) else self.line.text()

    def value(self) -> tuple[str, str]:
        """The canonical value, and what is wrong with the text ("" when it could be read).

        Text that cannot be read is its own value, so that nothing typed is lost.
        """
        text = self.text()
        try:
            return read_value(self.field, text, self._today()), ""
        except ValueError as problem:
            return clean_text(text), str(problem)

    def show_value(self, value: str) -> None:
        """Show a stored value; a person who is typing here is not disturbed."""
        if isinstance(self.line, ChoiceField):
            self.line.show_value(value)
        else:
            self.line.show_text(shown(self.field, value))
        self._after_change()

    def put(self, value: str) -> None:
        """Show a value whatever is there, as if it had been typed."""
        if isinstance(self.line, ChoiceField):
            self.line.show_value(value)
        elif isinstance(self.line, GrowingText):
            self.line.put(value)
        else:
            self.line.setText(shown(self.field, value))
        self._after_change()
        self.edited.emit()

    def set_choices(self, hamlets: Sequence[str]) -> None:
        """What the list below the field offers."""
        self._hamlets = tuple(hamlets)
        offered = choices(self.field, hamlets)
        if isinstance(self.line, SuggestLine) and self.line.suggestions() != offered:
            self.line.set_suggestions(offered)

    # -- what is said

    def set_problem(self, sentence: str, *, blocking: bool = True) -> None:
        """Say what is wrong; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.set_role("problem" if blocking else "small")
        self._problem.setVisible(bool(sentence) and not self._offer.isVisibleTo(self))
        self.line.setAccessibleDescription(sentence or self.field.hint)
        mark_wrong(self.line, bool(sentence) and blocking)

    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def note(self) -> str:
        """What is said quietly."""
        return self._note.text()

    def say(self, words: str) -> None:
        """Say something quietly below the field."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def convert_button(self) -> QPushButton:
        """Changes old-font text to Unicode; only offered where there is some."""
        return self._convert

    def add_below(self, widget: QWidget) -> None:
        """Put something below the notes."""
        self._column.addWidget(widget)

    # -- inside

    def _make(self) -> SuggestLine | GrowingText | ChoiceField:
        field = self.field
        if field.kind is FieldKind.CHOICE:
            return ChoiceField((("", ""), *((one, one) for one in field.choices)), self)
        hint = field.hint if len(field.hint) <= _LONGEST_PLACEHOLDER else ""
        words = _PLACEHOLDERS.get(field.kind)
        placeholder = hint or (words() if words else "")
        if field.kind is FieldKind.TEXT:
            text = GrowingText(2, 8, self)
            text.setPlaceholderText(placeholder)
            return text
        line = SuggestLine(self, searching=field.kind in (FieldKind.PERSON, FieldKind.ADDRESS))
        line.setPlaceholderText(placeholder)
        line.set_suggestions(choices(field))
        return line

    def _connect(self) -> None:
        line = self.line
        line.installEventFilter(self)
        self._convert.clicked.connect(self._on_convert)
        if isinstance(line, SuggestLine):
            line.textEdited.connect(self._on_edited)
            line.left.connect(self._on_left)
            line.passed.connect(self.entered)
            line.asked.connect(self._on_asked)
            line.picked.connect(self.picked)
        elif isinstance(line, GrowingText):
            line.edited.connect(self._on_edited)
            line.left.connect(self._on_left)
        else:
            line.committed.connect(self._on_edited)

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        """People are asked for elsewhere; in an address the part of the commune that is being typed is found."""
        if self.field.kind is not FieldKind.ADDRESS:
            self.searched.emit(text)
            return
        before, comma, typed = text.rpartition(",")
        words = fold(typed).split()
        found = [one for one in self._hamlets if all(word in fold(one) for word in words)]
        rows = [Suggestion(clean_line(f"{before}{comma} {one}")) for one in found]
        if isinstance(self.line, SuggestLine):
            self.line.offer([one for one in rows if one.text != text])

    @Slot()
    def _on_edited(self) -> None:
        self._after_change()
        self.edited.emit()

    @Slot()
    def _on_left(self) -> None:
        value, problem = self.value()
        if self.field.kind in _READ_AGAIN and not problem and isinstance(self.line, SuggestLine):
            words = shown(self.field, value)
            if words != self.line.text():
                self.line.setText(words)
        self.left.emit()

    def _after_change(self) -> None:
        """Old fonts are offered for conversion; amounts are read back in words."""
        text = self.text()
        self._legacy = detect(text) if text and not isinstance(self.line, ChoiceField) else None
        if self._legacy is not None:
            self._offer_words.setText(
                _("Chữ gõ bằng {font}: «{text}»").format(
                    font=legacy_name(self._legacy), text=convert(text, self._legacy)
                )
            )
            self._problem.hide()
        self._offer.setVisible(self._legacy is not None)
        if self.field.kind is FieldKind.MONEY:
            value, problem = self.value()
            self.say(printed(self.field, value, "words") if value and not problem else "")

    @Slot()
    def _on_convert(self) -> None:
        if self._legacy is None or isinstance(self.line, ChoiceField):
            return
        before = self.text()
        after = convert(before, self._legacy)
        self.line.selectAll()
        if isinstance(self.line, GrowingText):
            self.line.insertPlainText(after)  # Ctrl+Z brings the old text back
        else:
            self.line.insert(after)
        self.line.setFocus()
        self._on_edited()
        self.converted.emit(before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, also from a list of choices and from several lines; Shift+Enter breaks the line."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and not isinstance(self.line, SuggestLine)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and not (isinstance(self.line, ChoiceField) and self.line.view().isVisible())
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)
