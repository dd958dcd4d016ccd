"""One part of a letter in the editor: its kind, its words in one or more columns, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QWidget

from friendly_desktop.domain.letters import BlockStyle, TemplateBlock
from friendly_desktop.domain.letters.template_edit import BLOCK_TITLES, with_columns
from friendly_desktop.domain.letters.template_rules import MOST_COLUMNS
from friendly_desktop.i18n import _
from ui.letters.chip_text import ChipText, Naming
from ui.pages.letters.template_history import UndoKeys, step_key
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, icon_button

#: How a dragged part is named in a drag.
DRAGGED = "application/x-letter-part"
_STYLE_LETTERS = 12


class Grip(IconLabel):
    """The handle by which a part is dragged."""

    def __init__(self, row: "BlockRow") -> None:
        super().__init__("menu", "quiet", 16, row)
        self._row = row
        self._from: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(_("Kéo để đổi chỗ (Alt+mũi tên lên, xuống)"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin."""
        self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It begins after a few pixels."""
        if self._from is None:
            return
        if (event.position().toPoint() - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        self._from = None
        drag = QDrag(self._row)
        data = QMimeData()
        data.setData(DRAGGED, str(self._row.place).encode("ascii"))
        drag.setMimeData(data)
        drag.setPixmap(self._row.grab())
        drag.exec(Qt.DropAction.MoveAction)


class BlockRow(QFrame):
    """A part of the letter.

    Signals:
        changed: (row, block, what was done, key of the step).
        moved: (row, places up or down).
        removed: the row.
        current: the keyboard came into the row.
        picker_wanted: ChipText, a field is to be chosen for it.
        chip_wanted: (ChipText, Chip), a pill is to be changed.
    """

    changed = Signal(object, object, str, str)
    moved = Signal(object, int)
    removed = Signal(object)
    current = Signal(object)
    picker_wanted = Signal(object)
    chip_wanted = Signal(object, object)

    def __init__(self, place: int, look: Naming, keys: UndoKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._look, self._keys = look, keys
        self._block = TemplateBlock(BlockStyle.BODY, ("",))
        self.texts: list[ChipText] = []
        self.setProperty("role", "pane")
        self.style_choice = ChoiceField([(one, _(words)) for one, words in BLOCK_TITLES.items()], self)
        self.style_choice.setAccessibleName(_("Kiểu của phần này"))
        self.style_choice.setMinimumContentsLength(_STYLE_LETTERS)
        self.when = ChoiceField(parent=self)
        self.when.setAccessibleName(_("Chỉ in khi có"))
        self.when.setMinimumContentsLength(9)
        counts = [(n, _("{n} cột").format(n=n)) for n in range(1, MOST_COLUMNS + 1)]
        self.columns = ChoiceField(counts, self)
        self.columns.setAccessibleName(_("Số cột"))
        self.columns.setMinimumContentsLength(3)
        self._up = icon_button("up", _("Đưa lên (Alt+mũi tên lên)"), parent=self)
        self._down = icon_button("down", _("Đưa xuống (Alt+mũi tên xuống)"), parent=self)
        self._remove = icon_button("remove", _("Bỏ phần này"), parent=self)
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.hide()
        self._lay_out()
        self.style_choice.committed.connect(self._on_style)
        self.when.committed.connect(self._on_when)
        self.columns.committed.connect(self._on_columns)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._remove.clicked.connect(self._on_remove)
        keys.watch(self.style_choice, self.when, self.columns, self._up, self._down, self._remove)

    def _lay_out(self) -> None:
        self._tools = QWidget(self)
        tools = FlowLayout(self._tools, 6)
        tools.addWidget(self.when)
        tools.addWidget(self.columns)
        tools.addWidget(air(self._tools))
        self._tools.hide()
        self._moves = QWidget(self)
        moves = QHBoxLayout(self._moves)
        moves.setContentsMargins(0, 0, 0, 0)
        moves.setSpacing(6)
        moves.addStretch(1)
        for one in (self._up, self._down, self._remove):
            moves.addWidget(one)
        self._moves.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Grip(self))
        head.addWidget(self.style_choice)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(1, 1)
        layout.addLayout(head, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._row, 0, 1)
        layout.addWidget(self._problem, 1, 1)
        layout.addWidget(self._moves, 2, 0)
        layout.addWidget(self._tools, 2, 1)

    # -- what the list does

    def show_block(self, block: TemplateBlock, fields: Sequence[tuple[str, str]]) -> None:
        """Show a part; ``fields`` are those of the template with their labels."""
        self._block = block
        self.style_choice.show_value(block.style)
        choices: list[tuple[object, str]] = [("", _("luôn in"))]
        choices += [(name, _("chỉ in khi có «{field}»").format(field=label)) for name, label in fields]
        if block.when and block.when not in [field_id for field_id, _label in fields]:
            choices.append((block.when, _("không có trường «{field}»").format(field=block.when)))
        self.when.set_choices(choices)
        self.when.show_value(block.when)
        self.columns.show_value(len(block.texts))
        while len(self.texts) > len(block.texts):
            gone = self.texts.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.texts) < len(block.texts):
            self.texts.append(self._new_text(len(self.texts)))
        for text, shown in zip(self.texts, block.texts, strict=True):
            text.show_template_text(shown)

    def relabel(self) -> None:
        """Fields got other names."""
        for text in self.texts:
            text.relabel()

    def set_current(self, current: bool) -> None:
        """Show what can be done with it, or only its words."""
        self._tools.setVisible(current)
        self._moves.setVisible(current)

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        for text in self.texts:
            text.setAccessibleDescription(sentence)

    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def focus_text(self, column: int = 0) -> None:
        """Type here."""
        self.texts[min(column, len(self.texts) - 1)].setFocus()

    # -- inside

    def _new_text(self, column: int) -> ChipText:
        text = ChipText(self._look, self)
        text.setAccessibleName(_("Lời của phần này, cột {n}").format(n=column + 1))
        text.setPlaceholderText(_("Gõ lời thư; Ctrl+Shift+F để chèn trường"))
        self._keys.watch(text)
        text.edited.connect(self._on_edited)
        text.entered_field.connect(self._on_entered)
        text.picker_wanted.connect(self._on_picker)
        text.chip_wanted.connect(self._on_chip)
        self._row.addWidget(text, 1)
        return text

    @Slot()
    def _on_edited(self) -> None:
        texts = tuple(text.template_text() for text in self.texts)
        column = next(
            (
                at
                for at, text in enumerate(texts)
                if at < len(self._block.texts) and text != self._block.texts[at]
            ),
            0,
        )
        block = replace(self._block, texts=texts)
        key = step_key(f"part:{self.place}:{column}", texts[column])
        self._block = block
        self.changed.emit(self, block, _("Gõ lời thư"), key)

    @Slot()
    def _on_entered(self) -> None:
        self.current.emit(self)

    @Slot()
    def _on_picker(self) -> None:
        self.picker_wanted.emit(self.sender())

    @Slot(object)
    def _on_chip(self, chip: object) -> None:
        self.chip_wanted.emit(self.sender(), chip)

    @Slot(object)
    def _on_style(self, style: BlockStyle) -> None:
        self.changed.emit(self, replace(self._block, style=style), _("Đổi kiểu phần thư"), "")

    @Slot(object)
    def _on_when(self, field_id: str) -> None:
        self.changed.emit(self, replace(self._block, when=field_id), _("Đổi điều kiện in"), "")

    @Slot(object)
    def _on_columns(self, count: int) -> None:
        self.changed.emit(self, with_columns(self._block, count), _("Đổi số cột"), "")

    @Slot()
    def _on_up(self) -> None:
        self.moved.emit(self, -1)

    @Slot()
    def _on_down(self) -> None:
        self.moved.emit(self, 1)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)
