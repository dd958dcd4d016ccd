"""Everything about a template that is neither words nor fields: title, paper, frame, register."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Field, LetterBook, Paper, Sheet, Template, Tone
from friendly_desktop.domain.letters.template_edit import new_field, with_field
from friendly_desktop.i18n import _
from ui.letters.chip_text import ChipLook, ChipText
from ui.letters.field_picker import FieldPicker, look_of
from ui.letters.frame_pictures import PICTURE, frame_icon
from ui.pages.letters.details import SCALES, frames, papers
from ui.pages.letters.grid import FormGrid
from ui.pages.letters.template_history import TemplateHistory, UndoKeys, step_key
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import scrolled
from ui.widgets.typing import TypedLine


class TemplateSheet(QWidget):
    """Title, tone, paper, frame and what the register makes of a letter."""

    def __init__(self, history: TemplateHistory, keys: UndoKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self.title = TypedLine(self)
        self.note = TypedLine(self)
        self.tone = ChoiceField(
            [(Tone.JOY, _("vui")), (Tone.SORROW, _("buồn")), (Tone.PLAIN, _("trang trọng"))], self
        )
        self.paper = ChoiceField(papers(), self)
        self.scale = ChoiceField([(one, _("Chữ {n}%").format(n=one)) for one in SCALES], self)
        self.frame = QListWidget(self)
        self.recipient = ChipText(self._look, self)
        self.numbered = QCheckBox(_("In số ở đầu thư"), self)
        self.book = ChoiceField(parent=self)
        self.hamlet = ChoiceField(parent=self)
        self._same = QWidget(self)
        self._same_flow = FlowLayout(self._same, 8)
        self._same_boxes: dict[str, QCheckBox] = {}
        self._keys = keys
        self._build_frames()
        self._lay_out()
        keys.watch(
            self.title, self.note, self.tone, self.paper, self.scale, self.frame, self.recipient,
            self.numbered, self.book, self.hamlet,
        )  # fmt: skip
        self.title.textEdited.connect(self._on_title)
        self.note.textEdited.connect(self._on_note)
        for choice in (self.tone, self.paper, self.scale, self.book, self.hamlet):
            choice.committed.connect(self._on_chosen)
        self.frame.itemSelectionChanged.connect(self._on_frame)
        self.numbered.clicked.connect(self._on_chosen)
        self.recipient.edited.connect(self._on_recipient)
        self.recipient.picker_wanted.connect(self.pick_field)
        self._filling = False

    def _build_frames(self) -> None:
        self.frame.setViewMode(QListWidget.ViewMode.IconMode)
        self.frame.setMovement(QListWidget.Movement.Static)
        self.frame.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.frame.setIconSize(PICTURE)
        self.frame.setSpacing(4)
        self.frame.setWordWrap(True)
        self.frame.setProperty("role", "gallery")
        self.frame.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one, words in frames():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setSizeHint(QSize(PICTURE.width() + 34, PICTURE.height() + 2 * self.fontMetrics().height()))
            self.frame.addItem(item)
        self.frame.setFixedHeight(2 * (PICTURE.height() + 2 * self.fontMetrics().height() + 12))

    def _lay_out(self) -> None:
        self.grid = FormGrid(self)
        for label, inner in (
            (_("Tên mẫu"), self.title),
            (_("Ghi chú"), self.note),
            (_("Sắc thái"), self.tone),
            (_("Giấy, cỡ chữ"), _row(self.paper, self.scale)),
            (_("Khung"), self.frame),
            (_("Người nhận trong sổ thư"), self.recipient),
            (_("Thư trùng khi cùng"), self._same),
            (_("Thôn, tổ lấy từ"), self.hamlet),
            (_("Sổ và số thư"), _row(self.book, self.numbered)),
        ):
            self.grid.add(label, inner)
            if not inner.accessibleName():
                inner.setAccessibleName(label)
        self.paper.setAccessibleName(_("Khổ giấy"))
        self.scale.setAccessibleName(_("Cỡ chữ của thư"))
        self.book.setAccessibleName(_("Sổ thư"))
        self.grid.set_label_width(self.grid.label_width())
        for choice in (self.paper, self.scale, self.book):
            choice.setMinimumContentsLength(8)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 8)
        column.addWidget(self.grid)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(scrolled(body, self))

    # -- what the editor does

    def set_books(self, books: Sequence[LetterBook]) -> None:
        """The registers whose numbers a letter can take."""
        self.book.set_choices([(one.id, one.title) for one in books])

    def show_template(self, template: Template, before: Template | None = None) -> None:
        """Show what stands in the template."""
        self._filling = True
        sheet = template.sheet
        for line, text in ((self.title, template.title), (self.note, template.note)):
            if line.text() != text:
                line.setText(text)
                if not line.hasFocus():
                    line.setCursorPosition(0)
        self.tone.show_value(template.tone)
        self.paper.show_value((sheet.paper, sheet.landscape))
        if sheet.scale not in SCALES:
            sizes = sorted({*SCALES, sheet.scale}, reverse=True)
            self.scale.set_choices([(one, _("Chữ {n}%").format(n=one)) for one in sizes])
        self.scale.show_value(sheet.scale)
        for place in range(self.frame.count()):
            item = self.frame.item(place)
            item.setIcon(frame_icon(item.data(Qt.ItemDataRole.UserRole), landscape=sheet.landscape))
            if item.data(Qt.ItemDataRole.UserRole) is sheet.frame:
                self.frame.setCurrentRow(place)
        self.recipient.show_template_text(template.recipient)
        self.numbered.setChecked(template.numbered)
        self.book.show_value(template.book)
        if before is None or before.fields != template.fields:
            self._show_fields(template.fields)
            self.recipient.relabel()
        self.hamlet.show_value(template.hamlet)
        for field_id, box in self._same_boxes.items():
            box.setChecked(field_id in template.same_by)
        self._filling = False

    @Slot()
    def pick_field(self) -> None:
        """Choose a field for the name of the recipient."""
        at = self.recipient.viewport().mapToGlobal(self.recipient.cursorRect().bottomLeft())

        def create(label: str, style: str) -> None:
            field = new_field(self._history.template, label)
            self._history.change(with_field(self._history.template, field), _("Thêm trường"))
            self.recipient.insert_field(field.id, style)

        template = self._history.template
        self.picker = FieldPicker(self.window(), template, at, self.recipient.insert_field, create)
        self.picker.open()

    # -- inside

    def _look(self, field_id: str) -> ChipLook:
        return look_of(self._history.template, field_id)

    def _show_fields(self, fields: Sequence[Field]) -> None:
        self.hamlet.set_choices([("", _("không có")), *((one.id, one.label or one.id) for one in fields)])
        while (item := self._same_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._same_boxes = {}
        for one in fields:
            box = QCheckBox(one.label or one.id, self._same)
            box.clicked.connect(self._on_chosen)
            self._keys.watch(box)
            self._same_flow.addWidget(box)
            self._same_boxes[one.id] = box
            box.show()
        self._same.updateGeometry()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._history.change(
            replace(self._history.template, title=text), _("Đổi tên mẫu"), step_key("title", text)
        )

    @Slot(str)
    def _on_note(self, text: str) -> None:
        self._history.change(
            replace(self._history.template, note=text), _("Sửa ghi chú"), step_key("note", text)
        )

    @Slot()
    def _on_recipient(self) -> None:
        text = self.recipient.template_text()
        self._history.change(
            replace(self._history.template, recipient=text),
            _("Sửa tên người nhận"),
            step_key("recipient", text),
        )

    @Slot()
    def _on_frame(self) -> None:
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        if self._filling:
            return
        template = self._history.template
        tone, paper, scale, book, hamlet = (
            one.value() for one in (self.tone, self.paper, self.scale, self.book, self.hamlet)
        )
        kind, landscape = paper if isinstance(paper, tuple) else (Paper.A4, False)
        row = self.frame.currentRow()
        frame = self.frame.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else template.sheet.frame
        after = replace(
            template,
            tone=tone if isinstance(tone, Tone) else template.tone,
            sheet=Sheet(kind, landscape, frame, scale if isinstance(scale, int) else template.sheet.scale),
            numbered=self.numbered.isChecked(),
            book=book if isinstance(book, str) else template.book,
            hamlet=hamlet if isinstance(hamlet, str) else template.hamlet,
            same_by=tuple(field_id for field_id, box in self._same_boxes.items() if box.isChecked()),
        )
        self._history.change(after, _("Sửa trang, khung"))


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 1)
    return made
