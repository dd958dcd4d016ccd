"""The words of a template: its parts one below the other, typed, ordered and dragged."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCursor, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import BlockStyle, Template, TemplateBlock, TemplateProblem
from friendly_desktop.domain.letters.template_edit import (
    moved_block,
    new_field,
    styles_of,
    with_block,
    with_field,
    with_new_block,
    without_block,
)
from friendly_desktop.domain.letters.text import FACTS, STYLES
from friendly_desktop.i18n import _
from ui import icons
from ui.letters.chip_text import Chip, ChipLook, ChipText
from ui.letters.field_picker import FieldPicker, look_of
from ui.pages.letters.template_block import DRAGGED, BlockRow
from ui.pages.letters.template_history import TemplateHistory, UndoKeys
from ui.widgets.text import button, scrolled


class TemplateBlocks(QWidget):
    """The parts of the letter.

    Signals:
        field_wanted: str, the settings of a field are wanted.
    """

    field_wanted = Signal(str)

    def __init__(self, history: TemplateHistory, keys: UndoKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history, self._keys = history, keys
        self.rows: list[BlockRow] = []
        self._current: BlockRow | None = None
        self._text: ChipText | None = None
        self.insert_button = button(_("Chèn trường"), "add", parent=self)
        self.insert_button.setShortcut("Ctrl+Shift+F")
        self.insert_button.setToolTip(
            _("Chèn trường vào chỗ con trỏ (Ctrl+Shift+F, hoặc gõ dấu ngoặc nhọn mở)")
        )
        self.add_button = button(_("Thêm phần"), "add", "quiet", parent=self)
        self.add_button.setToolTip(_("Thêm một phần dưới phần đang gõ (Ctrl+Enter)"))
        keys.watch(self.insert_button, self.add_button)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.insert_button)
        head.addWidget(self.add_button)
        head.addStretch(1)
        body = self._body = QWidget(self)
        body.setProperty("role", "page-body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._scroll = scrolled(body, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self.setAcceptDrops(True)
        self.insert_button.clicked.connect(self.pick_field)
        self.add_button.clicked.connect(self.add_block)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+Up"), self, context=inside).activated.connect(self._on_up)
        QShortcut(QKeySequence("Alt+Down"), self, context=inside).activated.connect(self._on_down)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, context=inside).activated.connect(self.add_block)

    # -- what the editor does

    def show_template(self, template: Template, before: Template | None = None) -> None:
        """Show the parts; after an undone step the keyboard goes to what changed."""
        fields = [(one.id, one.label or one.id) for one in template.fields]
        while len(self.rows) > len(template.blocks):
            gone = self.rows.pop()
            if gone is self._current:
                self._current = self._text = None
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < len(template.blocks):
            self.rows.append(self._new_row(len(self.rows)))
        for row, block in zip(self.rows, template.blocks, strict=True):
            row.show_block(block, fields)
        if before is not None and before.fields != template.fields:
            for row in self.rows:
                row.relabel()

    def go_to_change(self, before: Template, after: Template) -> bool:
        """Put the keyboard where two templates differ first; whether they do in their parts."""
        if before.blocks == after.blocks:
            return False
        pairs = zip(before.blocks, after.blocks, strict=False)
        place = next((at for at, (old, new) in enumerate(pairs) if old != new), len(after.blocks) - 1)
        place = max(0, min(place, len(self.rows) - 1))
        if self.rows:
            block = after.blocks[place]
            old = before.blocks[place].texts if place < len(before.blocks) else ()
            column = next((at for at, text in enumerate(block.texts) if at >= len(old) or old[at] != text), 0)
            self.go_to(place, column)
        return True

    def go_to(self, place: int, column: int = 0) -> None:
        """Put the keyboard into a part."""
        if place < len(self.rows):
            self.rows[place].focus_text(column)
            self._scroll.ensureWidgetVisible(self.rows[place], 0, 24)

    def show_problems(self, problems: Sequence[TemplateProblem]) -> None:
        """Say what is wrong, each at its part."""
        for place, row in enumerate(self.rows):
            row.set_problem(" ".join(one.message for one in problems if one.block == place))

    def current_text(self) -> ChipText | None:
        """The text where one typed last."""
        return self._text

    @Slot()
    def pick_field(self) -> None:
        """Choose a field for the text in which one types."""
        if self._text is None and self.rows:
            self.rows[0].focus_text()
        text = self._text
        if text is None:
            return
        at = text.viewport().mapToGlobal(text.cursorRect().bottomLeft())

        def create(label: str, style: str) -> None:
            field = new_field(self._history.template, label)
            self._history.change(
                with_field(self._history.template, field),
                _("Thêm trường «{label}»").format(label=field.label),
            )
            text.insert_field(field.id, style)

        self.picker = FieldPicker(self.window(), self._history.template, at, text.insert_field, create)
        self.picker.open()

    @Slot()
    def add_block(self) -> None:
        """A new part below the one in which one types."""
        at = self._current.place + 1 if self._current else len(self.rows)
        template = with_new_block(self._history.template, at, TemplateBlock(BlockStyle.BODY, ("",)))
        self._history.change(template, _("Thêm phần"))
        self.go_to(at)

    # -- inside

    def _look(self, field_id: str) -> ChipLook:
        return look_of(self._history.template, field_id)

    def _new_row(self, place: int) -> BlockRow:
        row = BlockRow(place, self._look, self._keys, self)
        row.changed.connect(self._on_changed)
        row.moved.connect(self._on_moved)
        row.removed.connect(self._on_removed)
        row.current.connect(self._on_current)
        row.picker_wanted.connect(self._on_picker)
        row.chip_wanted.connect(self._on_chip)
        self._column.insertWidget(place, row)
        return row

    @Slot(object, object, str, str)
    def _on_changed(self, row: BlockRow, block: TemplateBlock, words: str, key: str) -> None:
        self._history.change(with_block(self._history.template, row.place, block), words, key)

    @Slot(object, int)
    def _on_moved(self, row: BlockRow, steps: int) -> None:
        self._move(row.place, row.place + steps)

    def _move(self, at: int, to: int) -> None:
        if 0 <= to < len(self.rows) and at != to:
            self._history.change(moved_block(self._history.template, at, to), _("Đổi chỗ phần thư"))
            self.go_to(to)

    @Slot(object)
    def _on_removed(self, row: BlockRow) -> None:
        place = row.place
        self._history.change(without_block(self._history.template, place), _("Bỏ phần thư"))
        if self.rows:
            self.go_to(min(place, len(self.rows) - 1))

    @Slot(object)
    def _on_current(self, row: BlockRow) -> None:
        self._text = next((text for text in row.texts if text.hasFocus()), row.texts[0])
        if row is not self._current:
            if self._current is not None:
                self._current.set_current(False)
            self._current = row
            row.set_current(True)

    @Slot(object)
    def _on_picker(self, text: ChipText) -> None:
        self._text = text
        self.pick_field()

    @Slot(object, object)
    def _on_chip(self, text: ChipText, chip: Chip) -> None:
        menu = QMenu(text)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for style in styles_of(self._history.template, chip.field):
            action = QAction(_(STYLES[style]) if style else _("như đã gõ"), menu)
            action.setCheckable(True)
            action.setChecked(style == chip.style)
            action.triggered.connect(lambda _on=False, style=style: text.dress(chip.position, style))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        if chip.field not in FACTS:
            menu.addAction(
                icons.icon("edit"), _("Sửa trường này..."), lambda: self.field_wanted.emit(chip.field)
            )
        menu.addAction(icons.icon("remove"), _("Bỏ trường khỏi câu"), lambda: text.remove_chip(chip.position))
        menu.popup(QCursor.pos() if text.underMouse() else text.mapToGlobal(text.cursorRect().bottomRight()))

    @Slot()
    def _on_up(self) -> None:
        if self._current is not None:
            self._move(self._current.place, self._current.place - 1)

    @Slot()
    def _on_down(self) -> None:
        if self._current is not None:
            self._move(self._current.place, self._current.place + 1)

    # -- dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only parts of this letter."""
        if event.mimeData().hasFormat(DRAGGED) and event.source() in self.rows:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The part goes before the one whose upper half it was dropped on."""
        at = int(bytes(event.mimeData().data(DRAGGED).data()).decode("ascii"))
        height = self._body.mapFrom(self, event.position().toPoint()).y()
        before = sum(1 for row in self.rows if row.geometry().center().y() < height)
        event.acceptProposedAction()
        self._move(at, before - 1 if before > at else before)
