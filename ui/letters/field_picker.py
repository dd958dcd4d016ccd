"""Choosing a field by a few letters: those of the template, what is known of the office, or a new one."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.letters import Template
from friendly_desktop.domain.letters.template_edit import FIELD_TITLES, field_label, styles_of
from friendly_desktop.domain.letters.text import FACTS, STYLES
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.i18n import _
from ui import icons
from ui.letters.chip_text import ChipLook
from ui.widgets.fields import ChoiceField
from ui.widgets.text import Text


class Offer(NamedTuple):
    """A row: a field or fact by its id, or "" for a new field of these words."""

    field: str
    words: str
    detail: str = ""
    also: str = ""


def fact_words(fact: str) -> str:
    """A fact of the office in a few words: "Tên đơn vị kèm cấp"."""
    words = _(FACTS[fact]).partition(" (")[0]
    return words[:1].upper() + words[1:]


def look_of(template: Template, field_id: str) -> ChipLook:
    """What a pill of this field says."""
    if label := field_label(template, field_id):
        return ChipLook(label, known=True)
    if field_id in FACTS:
        return ChipLook(fact_words(field_id), known=True)
    return ChipLook(_("không có «{field}»").format(field=field_id), known=False)


def offers(template: Template, text: str) -> list[Offer]:
    """What can be put in, for the letters typed so far; beginnings first, a new field last."""
    known = [
        Offer(one.id, one.label or one.id, _(FIELD_TITLES[one.kind]), " ".join(one.names))
        for one in template.fields
    ]
    known += [Offer(fact, fact_words(fact), _("thông tin của đơn vị, của thư")) for fact in FACTS]
    words = fold(text).split()
    found = [one for one in known if all(word in fold(f"{one.words} {one.also}") for word in words)]
    found.sort(key=lambda one: not fold(one.words).startswith(" ".join(words)))
    typed = clean_line(text)
    if typed and all(fold(one.words) != fold(typed) for one in found):
        found.append(Offer("", typed))
    return found


class FieldPicker(QDialog):
    """A list below the text; Enter puts the chosen field in, Tab leads to its dress.

    Args:
        parent: the window it stands over.
        template: whose fields are offered.
        at: where the text cursor is, on the screen.
        pick: called with the id and the dress.
        create: called with the words for a new field and the dress.
    """

    def __init__(
        self,
        parent: QWidget,
        template: Template,
        at: QPoint,
        pick: Callable[[str, str], None],
        create: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Chèn trường"))
        self.setProperty("role", "floating")
        self._template, self._pick, self._create = template, pick, create
        self._offers: list[Offer] = []
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Gõ vài chữ của tên trường"))
        self.box.setAccessibleName(_("Tìm trường"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Các trường"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.style_choice = ChoiceField(parent=self)
        self.style_choice.setAccessibleName(_("Cách viết"))
        self.style_choice.setMinimumContentsLength(22)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Text(_("Cách viết"), "quiet-small", parent=self))
        foot.addWidget(self.style_choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.box.installEventFilter(self)
        self.style_choice.installEventFilter(self)
        self.box.textChanged.connect(self._on_text)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemClicked.connect(self._on_clicked)
        self._on_text("")
        self._place(parent, at)
        self.box.setFocus()

    def offered(self) -> tuple[Offer, ...]:
        """The rows in view."""
        return tuple(self._offers)

    def take(self) -> None:
        """Put the chosen row into the text."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._offers):
            return
        offer, style = self._offers[row], str(self.style_choice.value() or "")
        self.accept()
        if offer.field:
            self._pick(offer.field, style)
        else:
            self._create(offer.words, style)

    def _place(self, parent: QWidget, at: QPoint) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        size = QSize(min(letter * 52, parent.width() - 40), min(320, parent.height() - 40))
        room = QRect(parent.mapToGlobal(QPoint(0, 0)), parent.size()).adjusted(8, 8, -8, -8)
        top = at.y() + 4
        if top + size.height() > room.bottom():
            top = max(room.top(), at.y() - size.height() - self.fontMetrics().height() - 12)
        left = max(room.left(), min(at.x() - 12, room.right() - size.width()))
        self.setGeometry(QRect(QPoint(left, top), size))

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._offers = offers(self._template, text)
        self.list.clear()
        for one in self._offers:
            if not one.field:
                words, icon = _("Thêm trường mới «{label}»").format(label=one.words), "add"
            else:
                words = _("{label}  –  {kind}").format(label=one.words, kind=one.detail)
                icon = "unit" if one.field in FACTS else "edit"
            item = QListWidgetItem(icons.icon(icon, "accent"), words)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 14))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        field = self._offers[row].field if 0 <= row < len(self._offers) else ""
        kept = self.style_choice.value()
        choices: list[tuple[object, str]] = [("", _("như đã gõ"))]
        choices += [(style, _(STYLES[style])) for style in styles_of(self._template, field) if style]
        self.style_choice.set_choices(choices)
        self.style_choice.show_value(kept if kept in [value for value, _words in choices] else "")

    @Slot(QListWidgetItem)
    def _on_clicked(self, _item: QListWidgetItem) -> None:
        self.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the box keeps the keyboard; Enter takes from everywhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}
            key = Qt.Key(event.key()) if event.key() in _KEYS else None
            if watched is self.box and key in steps:
                row = self.list.currentRow() + steps[key]
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)


_KEYS = {
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}
