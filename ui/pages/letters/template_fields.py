"""The fields of a template: what a letter asks for, in the order of typing."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.letters import Blank, Field, FieldKind, Template
from friendly_desktop.domain.letters.template_edit import (
    FIELD_TITLES,
    moved_field,
    new_field,
    used_fields,
    with_field,
    without_field,
)
from friendly_desktop.i18n import _
from ui import icons
from ui.pages.letters.grid import FormGrid
from ui.pages.letters.template_history import TemplateHistory, UndoKeys, step_key
from ui.widgets.fields import ChoiceField
from ui.widgets.text import Text, button, icon_button, scrolled
from ui.widgets.typing import GrowingText, TypedLine

_PAST = frozenset({FieldKind.DATE, FieldKind.YEAR})


class TemplateFields(QWidget):
    """The list of fields at the left, the settings of the chosen one at the right."""

    def __init__(self, history: TemplateHistory, keys: UndoKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._filling = False
        self.list = QListWidget(self)
        self.list.setProperty("role", "lines")
        self.list.setAccessibleName(_("Các trường của mẫu"))
        self.list.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 18)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.add_button = button(_("Thêm trường"), "add", parent=self)
        self._up = icon_button("up", _("Đưa trường lên (Alt+mũi tên lên)"), parent=self)
        self._down = icon_button("down", _("Đưa trường xuống (Alt+mũi tên xuống)"), parent=self)
        self._remove = icon_button("remove", _("Bỏ trường (Delete)"), parent=self)
        self.label = TypedLine(self)
        self.kind = ChoiceField([(one, _(words)) for one, words in FIELD_TITLES.items()], self)
        self.hint = TypedLine(self)
        self.choices = GrowingText(2, 5, self)
        self.choices.setPlaceholderText(_("mỗi dòng một lựa chọn"))
        self.default = TypedLine(self)
        self.blank = ChoiceField(
            [(Blank.DOTS, _("in dòng chấm để ghi tay")), (Blank.NOTHING, _("không in gì"))], self
        )
        self.names = TypedLine(self)
        for choice in (self.kind, self.blank):
            choice.setMinimumContentsLength(9)
        self.names.setPlaceholderText(_("cách nhau bằng dấu phẩy"))
        self.required = QCheckBox(_("Bắt buộc nhập"), self)
        self.remembered = QCheckBox(_("Nhớ giá trị cho thư sau"), self)
        self.past = QCheckBox(_("Luôn là ngày, năm đã qua"), self)
        self._told = Text(role="quiet-small", wrap=True, parent=self)
        self._lay_out()
        keys.watch(
            self.list, self.add_button, self._up, self._down, self._remove, self.label, self.kind, self.hint,
            self.choices, self.default, self.blank, self.names, self.required, self.remembered, self.past,
        )  # fmt: skip
        self._connect()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addStretch(1)
        for one in (self._up, self._down, self._remove):
            tools.addWidget(one)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.add_button)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        self.grid = FormGrid(self)
        self.grid.add(_("Tên trường"), self.label)
        self.grid.add(_("Loại"), self.kind)
        self.grid.add(_("Để trống thì"), self.blank)
        self.grid.add(_("Gợi ý khi gõ"), self.hint)
        self.grid.add(_("Điền sẵn"), self.default)
        self.grid.add(_("Lựa chọn"), self.choices)
        self.grid.add(_("Tên cột Excel"), self.names)
        for field, words in (
            (self.label, _("Tên trường")),
            (self.kind, _("Loại trường")),
            (self.blank, _("Khi để trống")),
            (self.hint, _("Gợi ý khi gõ")),
            (self.default, _("Điền sẵn")),
            (self.choices, _("Lựa chọn")),
            (self.names, _("Tên cột trong danh sách Excel")),
        ):
            field.setAccessibleName(words)
        self.grid.set_label_width(self.grid.label_width())
        self._form = QWidget(self)
        self._form.setProperty("role", "page-body")
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addWidget(self.grid)
        for box in (self.required, self.remembered, self.past):
            column.addWidget(box)
        column.addWidget(self._told)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(left, 3)
        layout.addWidget(scrolled(self._form, self), 5)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self.add_button.clicked.connect(self._on_add)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._remove.clicked.connect(self.remove_field)
        for line in (self.label, self.hint, self.default, self.names):
            line.textEdited.connect(self._on_edited)
        self.choices.edited.connect(self._on_edited)
        for choice in (self.kind, self.blank):
            choice.committed.connect(self._on_edited)
        for box in (self.required, self.remembered, self.past):
            box.clicked.connect(self._on_edited)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+Up"), self, context=inside).activated.connect(self._on_up)
        QShortcut(QKeySequence("Alt+Down"), self, context=inside).activated.connect(self._on_down)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete), self.list, context=Qt.ShortcutContext.WidgetShortcut
        ).activated.connect(self.remove_field)

    # -- what the editor does

    def show_template(self, template: Template) -> None:
        """Show the fields; the chosen one stays chosen."""
        kept = self._chosen_id()
        row = max(0, self.list.currentRow())
        used = used_fields(template)
        self._filling = True
        while self.list.count() > len(template.fields):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(template.fields):
            self.list.addItem(QListWidgetItem())
        for place, one in enumerate(template.fields):
            item = self.list.item(place)
            item.setText(one.label or one.id)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            absent = one.id not in used
            item.setIcon(icons.icon("warning", "warning") if absent else icons.icon("edit", "quiet"))
            item.setToolTip(_("Lời thư không dùng trường này.") if absent else _(FIELD_TITLES[one.kind]))
        self._filling = False
        ids = [one.id for one in template.fields]
        self.list.setCurrentRow(ids.index(kept) if kept in ids else min(row, len(ids) - 1))
        self._show_field()

    def choose(self, field_id: str) -> None:
        """Show the settings of a field and type its name."""
        for place, one in enumerate(self._history.template.fields):
            if one.id == field_id:
                self.list.setCurrentRow(place)
                self.label.setFocus()
                self.label.selectAll()

    def go_to_change(self, before: Template, after: Template) -> bool:
        """Choose the field in which two templates differ; whether they do."""
        if before.fields == after.fields:
            return False
        known = set(before.fields)
        changed = next((one for one in after.fields if one not in known), None)
        if changed is not None:
            place = after.fields.index(changed)
            self.list.setCurrentRow(place)
        return True

    # -- inside

    def _chosen_id(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else ""

    def _field(self) -> Field | None:
        chosen = self._chosen_id()
        return next((one for one in self._history.template.fields if one.id == chosen), None)

    def _show_field(self) -> None:
        field = self._field()
        self._form.setEnabled(field is not None)
        if field is None:
            return
        self._filling = True
        for line, text in (
            (self.label, field.label),
            (self.hint, field.hint),
            (self.default, field.default),
        ):
            if line.text() != text:
                line.setText(text)
        if _parts(self.names.text(), ",") != field.names:
            self.names.setText(", ".join(field.names))
            self.names.setCursorPosition(0)
        if _parts(self.choices.toPlainText(), "\n") != field.choices:
            self.choices.put("\n".join(field.choices))
        self.kind.show_value(field.kind)
        self.blank.show_value(field.blank)
        self.required.setChecked(field.required)
        self.remembered.setChecked(field.remembered)
        self.past.setChecked(field.past)
        self.past.setVisible(field.kind in _PAST)
        used = field.id in used_fields(self._history.template)
        words = "" if used else _("Lời thư chưa dùng trường này: hãy chèn vào lời thư, hoặc bỏ trường.")
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self._filling = False

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        if not self._filling:
            self._show_field()

    @Slot()
    def _on_edited(self) -> None:
        field = self._field()
        if field is None or self._filling:
            return
        kind, blank = self.kind.value(), self.blank.value()
        after = replace(
            field,
            label=self.label.text(),
            kind=kind if isinstance(kind, FieldKind) else field.kind,
            required=self.required.isChecked(),
            hint=self.hint.text(),
            choices=_parts(self.choices.toPlainText(), "\n"),
            default=self.default.text(),
            remembered=self.remembered.isChecked(),
            blank=blank if isinstance(blank, Blank) else field.blank,
            names=_parts(self.names.text(), ","),
            past=self.past.isChecked() and kind in _PAST,
        )
        typed = next(
            (
                (name, text)
                for name, text, old in (
                    ("label", after.label, field.label),
                    ("hint", after.hint, field.hint),
                    ("default", after.default, field.default),
                )
                if text != old
            ),
            None,
        )
        key = step_key(f"field:{field.id}:{typed[0]}", typed[1]) if typed else ""
        self._history.change(
            with_field(self._history.template, after),
            _("Sửa trường «{label}»").format(label=field.label),
            key,
        )

    @Slot()
    def _on_add(self) -> None:
        template = self._history.template
        field = new_field(template, _("Trường mới"))
        self._history.change(with_field(template, field), _("Thêm trường"))
        self.choose(field.id)

    @Slot()
    def remove_field(self) -> None:
        if (field := self._field()) is not None:
            words = _("Bỏ trường «{label}»").format(label=field.label)
            self._history.change(without_field(self._history.template, field.id), words)

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, steps: int) -> None:
        at = self.list.currentRow()
        if at >= 0 and 0 <= at + steps < self.list.count():
            self._history.change(moved_field(self._history.template, at, at + steps), _("Đổi chỗ trường"))
            self.list.setCurrentRow(at + steps)


def _parts(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())
