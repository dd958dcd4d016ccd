"""Template text as people read it: words, and fields as labelled pills that are typed, deleted and copied as one.

Braces are never typed by hand: "{" opens the picker. What is stored stays the text of
``domain/letters/text.py``; showing a text and reading it back gives the same text.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from friendly_desktop.domain.letters.text import field_text, source_pieces
from friendly_desktop.domain.text import nfc
from friendly_desktop.i18n import _
from ui import theme

_OBJECT = "\ufffc"
_CHIP = QTextFormat.ObjectTypes.UserObject + 1
_FIELD, _STYLE, _LITERAL = (QTextFormat.Property.UserProperty + number for number in (1, 2, 3))
_AIR = 7.0  # within a pill, left and right
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", _OBJECT: ""})


class ChipLook(NamedTuple):
    """What a pill says; an unknown field has no name and shows its id in the colour of danger."""

    words: str
    known: bool


#: Tells the words of a field for people.
Naming = Callable[[str], ChipLook]


class Chip(NamedTuple):
    """A field in the text: where its one character stands, its id and its dress."""

    position: int
    field: str
    style: str


def style_words(style: str) -> str:
    """A dress in a word or two, for a pill."""
    short = {
        "lower": _("chữ thường"),
        "capital": _("hoa chữ đầu"),
        "small": _("thường chữ đầu"),
        "words": _("bằng chữ"),
        "short": _("bằng số"),
    }
    return short.get(style, style)


class _Pills(QPyTextObject):
    """Measures and draws the pills of one document."""

    def __init__(self, owner: "ChipText") -> None:
        super().__init__(owner)
        self._owner = owner

    def intrinsicSize(self, _document: QTextDocument, _position: int, format: QTextFormat) -> QSizeF:  # noqa: A002 - Qt's name
        """As wide as its words, as high as a line."""
        metrics = QFontMetricsF(self._font())
        words = metrics.horizontalAdvance(self._words(format))
        most = max(60.0, self._owner.viewport().width() - 24.0)
        return QSizeF(min(words + 2 * _AIR + 2, most), metrics.height() + 1)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        position: int,
        format: QTextFormat,  # noqa: A002 - Qt's name
    ) -> None:
        """A pill with its label, and its dress in quieter words."""
        known = self._owner.look(str(format.property(_FIELD))).known
        chosen = self._owner.is_chosen(position)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = (
            QRectF(rect).adjusted(1.5, 0.5, -1.5, -0.5).translated(0, -1)
        )  # its words on the line of the others
        tint = "accent" if known else "danger"
        painter.setPen(theme.colour(tint) if chosen or not known else theme.colour("control_line"))
        painter.setBrush(theme.colour(tint if chosen else f"{tint}_soft"))
        painter.drawRoundedRect(area, 6, 6)
        painter.setFont(self._font())
        painter.setPen(theme.colour("on_accent" if chosen and known else "canvas" if chosen else tint))
        words = QFontMetricsF(self._font()).elidedText(
            self._words(format), Qt.TextElideMode.ElideMiddle, area.width() - 2 * _AIR + 3
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _words(self, format_: QTextFormat) -> str:
        label = self._owner.look(str(format_.property(_FIELD))).words
        style = str(format_.property(_STYLE) or "")
        if style == "upper":
            return label.upper()
        return _("{label} · {style}").format(label=label, style=style_words(style)) if style else label

    def _font(self) -> QFont:
        return self._owner.font()


class ChipText(QTextEdit):
    """One text of a template. Undo belongs to whoever owns the template (:attr:`undo_asked`).

    Signals:
        edited: the person changed the text.
        entered_field: the keyboard came here.
        picker_wanted: "{" was typed: a field is to be chosen.
        chip_wanted: Chip, a pill is to be changed (Enter on it, double click, or its menu).
        undo_asked, redo_asked: Ctrl+Z and Ctrl+Y.
    """

    edited = Signal()
    entered_field = Signal()
    picker_wanted = Signal()
    chip_wanted = Signal(object)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, look: Naming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._showing = False
        self._pills = _Pills(self)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = self.document().documentLayout()
        layout.registerHandler(_CHIP, self._pills)
        layout.documentSizeChanged.connect(self._on_size)
        self.textChanged.connect(self._on_changed)
        self.selectionChanged.connect(self.viewport().update)

    # -- the text

    def template_text(self) -> str:
        """The text as templates keep it: "Anh {groom}"."""
        return self._read(0, self.document().characterCount())

    def show_template_text(self, text: str) -> None:
        """Show a stored text; the cursor stays as near as it can."""
        before = self.template_text()
        if text == before:
            return
        self._showing = True
        place = _place_of_change(before, text, self._shown_length)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self._write(cursor, text)
        cursor.endEditBlock()
        self._showing = False
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def insert_field(self, field_id: str, style: str = "") -> None:
        """Put a pill where the cursor is, with room before it where words would touch it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if _needs_room(self._char(cursor.position() - 1)):
            cursor.insertText(" ", QTextCharFormat())
        cursor.insertText(_OBJECT, _format(field_id, style))
        cursor.setCharFormat(QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())
        self.setFocus()

    def dress(self, position: int, style: str) -> None:
        """Let the pill at a place wear another dress."""
        chip = self.chip_at(position)
        if chip is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(_OBJECT, _format(chip.field, style))

    def remove_chip(self, position: int) -> None:
        """Take the pill at a place away."""
        if self.chip_at(position) is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(position)
            cursor.deleteChar()

    def chips(self) -> list[Chip]:
        """The pills in order."""
        found = (self.chip_at(place) for place in range(self.document().characterCount()))
        return [one for one in found if one is not None]

    def chip_at(self, position: int) -> Chip | None:
        """The pill whose character stands at a place, None for words."""
        if self._char(position) != _OBJECT:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(position + 1)
        format_ = cursor.charFormat()
        if format_.objectType() != _CHIP:
            return None
        return Chip(position, str(format_.property(_FIELD)), str(format_.property(_STYLE) or ""))

    def relabel(self) -> None:
        """Fields got other names: measure and draw the pills anew."""
        document = self.document()
        document.markContentsDirty(0, document.characterCount())
        self.viewport().update()

    def is_chosen(self, position: int) -> bool:
        """Whether a place lies in the selection."""
        cursor = self.textCursor()
        return self.hasFocus() and cursor.selectionStart() <= position < cursor.selectionEnd()

    # -- inside

    def _char(self, position: int) -> str:
        return self.document().characterAt(position) if position >= 0 else "\0"

    def _read(self, start: int, end: int) -> str:
        written = ""
        block = self.document().begin()
        while block.isValid():
            if block.position() > start and block.position() <= end and block.blockNumber():
                written += "\n"
            written += _read_block(block, start, end)
            block = block.next()
        return nfc(written)

    def _write(self, cursor: QTextCursor, text: str) -> None:
        plain = QTextCharFormat()
        literal = QTextCharFormat()
        literal.setProperty(_LITERAL, True)
        for piece in source_pieces(nfc(text)):
            if piece.field:
                cursor.insertText(_OBJECT, _format(piece.field, piece.style))
                continue
            words = piece.text.replace(_OBJECT, "")
            at = 0
            while at < len(words):
                pair = words[at : at + 2]
                if pair in ("{{", "}}"):
                    cursor.insertText(pair[0], literal)
                    at += 2
                    continue
                end = min((place for place in (words.find("{{", at + 1), words.find("}}", at + 1)) if place > 0),
                          default=len(words))  # fmt: skip
                cursor.insertText(words[at:end], plain)
                at = end
        cursor.setCharFormat(plain)

    def _shown_length(self, text: str) -> int:
        return sum(
            1 if piece.field else len(piece.text.replace("{{", "{").replace("}}", "}"))
            for piece in source_pieces(text)
        )

    @Slot()
    def _on_changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    @Slot()
    def _on_size(self) -> None:
        self.updateGeometry()

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo goes to the owner; "{" opens the picker; Enter on a chosen pill opens its menu."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_redo(event):
            self.redo_asked.emit()
        elif event.text() == "{":
            self.picker_wanted.emit()
        elif event.text() == "}":
            event.accept()  # closes what the picker has already put in
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (chip := self.chosen_chip()):
            self.chip_wanted.emit(chip)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def chosen_chip(self) -> Chip | None:
        """The pill that is selected alone."""
        cursor = self.textCursor()
        if cursor.selectionEnd() - cursor.selectionStart() != 1:
            return None
        return self.chip_at(cursor.selectionStart())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a pill chooses the whole of it."""
        super().mousePressEvent(event)
        chip = self._chip_under(event.position())
        if chip is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(chip)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a pill offers its dresses."""
        chip = self._chip_under(event.position())
        if chip is None:
            super().mouseDoubleClickEvent(event)
        else:
            self._choose(chip)
            self.chip_wanted.emit(chip)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A pill has a menu of its own; words have Qt's."""
        chip = self._chip_under(QPointF(event.pos())) or self.chosen_chip()
        if chip is None:
            super().contextMenuEvent(event)
        else:
            self._choose(chip)
            self.chip_wanted.emit(chip)

    def _choose(self, chip: Chip) -> None:
        cursor = self.textCursor()
        cursor.setPosition(chip.position)
        cursor.setPosition(chip.position + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _chip_under(self, point: QPointF) -> Chip | None:
        layout = self.document().documentLayout()
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        position = layout.hitTest(point + scrolled, Qt.HitTestAccuracy.ExactHit)
        return self.chip_at(position) if position >= 0 else None

    def createMimeDataFromSelection(self) -> QMimeData:
        """Pills are copied as the text that makes them, and come back as pills."""
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(self._read(cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words only; fields in them become pills."""
        if source.hasText():
            cursor = self.textCursor()
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            self._write(cursor, source.text().replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
            cursor.endEditBlock()
            self.setTextCursor(cursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.entered_field.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_pills"):
            self.relabel()

    # -- size

    def sizeHint(self) -> QSize:
        """As high as its words."""
        high = max(self.document().size().height(), self.fontMetrics().lineSpacing() + 8.0)
        return QSize(200, round(high) + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def _read_block(block: QTextBlock, start: int, end: int) -> str:
    written = ""
    found = block.begin()
    while not found.atEnd():
        fragment = found.fragment()
        first = max(fragment.position(), start)
        last = min(fragment.position() + fragment.length(), end)
        if fragment.isValid() and first < last:
            written += _read_fragment(
                fragment.text()[first - fragment.position() : last - fragment.position()],
                fragment.charFormat(),
            )
        found += 1
    return written


def _read_fragment(text: str, format_: QTextCharFormat) -> str:
    if format_.objectType() == _CHIP:
        name = field_text(str(format_.property(_FIELD)), str(format_.property(_STYLE) or ""))
        return name * text.count(_OBJECT)
    if format_.property(_LITERAL):
        text = text.replace("{", "{{").replace("}", "}}")
    return text.translate(_LINE_ENDS)


def _format(field_id: str, style: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(_CHIP)
    made.setProperty(_FIELD, field_id)
    made.setProperty(_STYLE, style)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return made


def _needs_room(before: str) -> bool:
    return before == _OBJECT or before.isalnum() or before in ":,.;"


def _is_redo(event: QKeyEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_Y and event.modifiers() == control


def _place_of_change(before: str, after: str, length: Callable[[str], int]) -> int:
    """Where the cursor belongs after one text became the other: behind what is new."""
    same = 0
    for old, new in zip(reversed(before), reversed(after), strict=False):
        if old != new:
            break
        same += 1
    head = after[: len(after) - same]
    if head.count("{") != head.count("}"):
        head = after[: after.find("}", len(head)) + 1]
    return length(head)
