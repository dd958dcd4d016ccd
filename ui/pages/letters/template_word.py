"""The office's own Word file as a template: checked, told in sentences, tried out, taken in or replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.letters import Field, LetterKind, Template
from friendly_desktop.domain.letters.register import KIND_TITLES
from friendly_desktop.domain.letters.template_edit import FIELD_TITLES, styles_of
from friendly_desktop.domain.letters.text import STYLES
from friendly_desktop.domain.text import clean_line
from friendly_desktop.domain.word_tags import WORD_FACTS, tag_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.pages.letters.template_trial import trial_docx
from ui.widgets.fields import ChoiceField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import ElidedText, Text, button
from ui.widgets.typing import TypedLine

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.letters.word_templates import WordFile

_TAG = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Known:
    """What the dialog begins with."""

    template: Template | None
    file: bytes | None
    program: str


@dataclass(frozen=True)
class _Looked:
    """A Word file that was looked over, or why it could not be read."""

    source: Path | bytes
    kind: LetterKind
    file: "WordFile | None"
    why_not: str = ""


class WordTemplateDialog(QDialog):
    """Takes a Word file in, or replaces the one of a template.

    Signals:
        taken: Template, it was taken in.
    """

    taken = Signal(object)

    def __init__(self, page: QWidget, context: UiContext, template_id: str = "") -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Mẫu thư bằng tệp Word"))
        self._context, self._template_id = context, template_id
        self._template: Template | None = None
        self._looked: _Looked | None = None
        self._replaced = False
        self._build()
        self.resize(min(900, page.window().width() - 40), min(600, page.window().height() - 40))
        context.query(self, _("Mở mẫu Word"), self._read, self._on_read)

    # -- building

    def _build(self) -> None:
        kinds = [(one, _(words)) for one, words in KIND_TITLES.items()]
        self.kind = ChoiceField(kinds, self)
        self.kind.setAccessibleName(_("Loại thư"))
        self.name = TypedLine(self)
        self.name.setAccessibleName(_("Tên mẫu"))
        self.name.setPlaceholderText(_("Tên mẫu, ví dụ Thư mừng cưới của xã"))
        self.choose_button = button(_("Chọn tệp Word..."), "folder", parent=self)
        self._file = ElidedText(_("Chưa chọn tệp"), "quiet", parent=self)
        self.told = NoticeStrip("info", "accent", parent=self)
        self.refused = NoticeStrip("warning", "warning", parent=self)
        self.program = Text(role="quiet-small", wrap=True, parent=self)
        self.found = QListWidget(self)
        self.found.setProperty("role", "lines")
        self.found.setAccessibleName(_("Kết quả kiểm tra"))
        self.found.setWordWrap(True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tags = QListWidget(self)
        self.tags.setProperty("role", "lines")
        self.tags.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tags.setAccessibleName(_("Các trường để dán"))
        self.style_choice = ChoiceField(parent=self)
        self.style_choice.setAccessibleName(_("Cách viết"))
        self.copy_button = button(_("Chép trường để dán"), "copy", parent=self)
        self.try_button = button(_("Điền thử và mở trong Word"), "open-outside", parent=self)
        self.take_button = button(_("Nhập làm mẫu"), "check", "primary", parent=self)
        close = button(_("Đóng"), parent=self)
        self._lay_out(close)
        self.kind.committed.connect(self._on_kind)
        self.name.textEdited.connect(self._show_acts)
        self.choose_button.clicked.connect(self._on_choose)
        self.tags.currentRowChanged.connect(self._on_tag)
        self.tags.itemActivated.connect(self.copy_tag)
        self.copy_button.clicked.connect(self.copy_tag)
        self.try_button.clicked.connect(self._on_try)
        self.take_button.clicked.connect(self._on_take)
        close.clicked.connect(self.reject)
        self._show_acts()

    def _lay_out(self, close: QWidget) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.kind, 2)
        top.addWidget(self.name, 3)
        file = QHBoxLayout()
        file.setSpacing(8)
        file.addWidget(self.choose_button)
        file.addWidget(self._file, 1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(Text(_("Kiểm tra tệp"), "strong", parent=self))
        left.addWidget(self.told)
        left.addWidget(self.refused)
        left.addWidget(self.found, 1)
        copying = QHBoxLayout()
        copying.setSpacing(8)
        copying.addWidget(self.style_choice, 1)
        copying.addWidget(self.copy_button)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(Text(_("Trường để dán vào tệp Word"), "strong", parent=self))
        right.addWidget(self.tags, 1)
        right.addLayout(copying)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.try_button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.take_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        self._heading = Text(_("Mẫu thư bằng tệp Word"), "heading", wrap=True, parent=self)
        layout.addWidget(self._heading)
        layout.addLayout(top)
        layout.addLayout(file)
        layout.addLayout(middle, 1)
        layout.addWidget(self.program)
        layout.addLayout(foot)

    # -- reading

    def _read(self, services: "Services") -> _Known:
        from friendly_desktop.services.letters.convert import converter

        program = found.name if (found := converter()) else ""
        if not self._template_id:
            return _Known(None, None, program)
        template = services.letter_templates.get(self._template_id)
        try:
            return _Known(template, services.letter_templates.word_file(template), program)
        except AppError as error:
            self._context.show_error(None, error)
            return _Known(template, None, program)

    def _on_read(self, known: _Known) -> None:
        self._template = known.template
        self.program.setText(
            _("PDF và bản xem trước của mẫu Word do {program} trên máy này tạo ra.").format(
                program=known.program
            )
            if known.program
            else _("Máy này không có Word hoặc LibreOffice nên chỉ xuất được tệp Word.")
        )
        if known.template is not None:
            self.kind.show_value(known.template.kind)
            self.kind.setEnabled(False)
            self.name.setText(known.template.title)
            self._heading.setText(
                _("Mẫu Word «{title}», phiên bản {n}").format(
                    title=known.template.title, n=known.template.version
                )
            )
            self.choose_button.setText(_("Thay bằng tệp mới hơn..."))
            self.take_button.setText(_("Lưu phiên bản mới"))
        self._show_tags()
        if known.file is not None:
            self._file.setText(_("Tệp đang dùng trong chương trình"))
            self.look(known.file)
        else:
            self.choose_button.setFocus()

    def look(self, source: Path | bytes) -> None:
        """Look a file over for the kind in view; bytes are those of the file in use."""
        kind = self.kind.value()
        if not isinstance(kind, LetterKind):
            return

        def work(services: "Services") -> _Looked:
            try:
                return _Looked(source, kind, services.letter_templates.check_word(source, kind))
            except AppError as error:
                return _Looked(source, kind, None, f"{error.message} {error.hint}".strip())

        self._context.query(self, _("Kiểm tra tệp Word"), work, self._on_looked)

    def _on_looked(self, looked: _Looked) -> None:
        if looked.kind is not self.kind.value():
            return
        self._looked = looked
        self.found.clear()
        file = looked.file
        self.told.say("")
        self.refused.say("")
        if file is None:
            self.refused.say(looked.why_not)
        elif file.check.problems:
            count = len(file.check.problems)
            self.refused.say(
                ngettext(
                    "Chưa dùng được: có {n} chỗ cần sửa trong Word rồi chọn lại tệp.",
                    "Chưa dùng được: có {n} chỗ cần sửa trong Word rồi chọn lại tệp.",
                    count,
                ).format(n=count)
            )
            self._list(file.check.problems, "danger", "danger")
        else:
            self.told.say(_("Tệp dùng được. Các trường có trong tệp:"))
            labels = {field.id: field.label for field in file.fields}
            used = dict.fromkeys(tag.field for tag in file.check.tags)
            self._list([labels.get(name) or _fact(name) for name in used], "done", "good")
            missing = [field.label for field in file.check.unused]
            self._list(
                [_("Tệp không có trường bắt buộc «{label}».").format(label=one) for one in missing],
                "warning",
                "warning",
            )
        if not clean_line(self.name.text()) and file is not None and isinstance(looked.source, Path):
            self.name.setText(clean_line(looked.source.stem.replace("_", " ")))
        self._show_tags()
        self._show_acts()

    def _list(self, sentences: Sequence[str], icon: str, tint: str) -> None:
        for one in sentences:
            self.found.addItem(QListWidgetItem(icons.icon(icon, tint), one))

    def _show_tags(self) -> None:
        """Every field a file of this kind may name."""
        kind = self.kind.value()
        if not isinstance(kind, LetterKind):
            return
        fields: tuple[Field, ...] = self._context.services.letter_templates.word_fields(kind)
        used = (
            {tag.field for tag in self._looked.file.check.tags}
            if self._looked and self._looked.file
            else set()
        )
        kept = max(0, self.tags.currentRow())
        self.tags.clear()
        rows = [(one.id, one.label, _(FIELD_TITLES[one.kind])) for one in fields]
        rows += [(fact, _fact(fact), _("của đơn vị, của thư")) for fact in WORD_FACTS]
        for name, label, detail in rows:
            item = QListWidgetItem(
                icons.icon("done" if name in used else "copy", "good" if name in used else "quiet"), label
            )
            item.setData(_TAG, name)
            item.setToolTip(_("{tag}  ({kind})").format(tag=tag_text(name), kind=detail))
            self.tags.addItem(item)
        self.tags.setCurrentRow(kept)

    # -- acts

    @Slot()
    def _show_acts(self) -> None:
        sound = bool(self._looked and self._looked.file and not self._looked.file.check.problems)
        self.try_button.setEnabled(sound)
        fresh = self._template is None or self._replaced or self.name.text() != self._template.title
        self.take_button.setEnabled(sound and fresh and bool(clean_line(self.name.text())))

    @Slot()
    def _on_kind(self) -> None:
        looked = self._looked
        self._looked = None
        self.found.clear()
        self._show_tags()
        self._show_acts()
        if looked:
            self.look(looked.source)

    @Slot()
    def _on_choose(self) -> None:
        self._context.prompts.open_files(
            self, _("Chọn tệp Word"), "letters", _("Tệp Word (*.docx)"), self.found_file
        )

    def found_file(self, paths: list[Path]) -> None:
        """A file was chosen: look it over."""
        self._replaced = True
        self._file.setText(paths[0].name)
        self._file.setToolTip(str(paths[0]))
        self.look(paths[0])

    @Slot(int)
    def _on_tag(self, row: int) -> None:
        if row < 0:
            return
        kind = self.kind.value()
        name = str(self.tags.item(row).data(_TAG))
        fields = (
            self._context.services.letter_templates.word_fields(kind) if isinstance(kind, LetterKind) else ()
        )
        base = self._context.services.letter_templates.shipped()[0]
        styles = styles_of(replace(base, fields=fields), name)
        self.style_choice.set_choices([(one, _(STYLES[one]) if one else _("như đã gõ")) for one in styles])
        self.style_choice.show_value("")

    @Slot()
    def copy_tag(self) -> None:
        """Put the whole tag on the clipboard, braces and all."""
        if self.tags.currentRow() < 0:
            return
        tag = tag_text(str(self.tags.currentItem().data(_TAG)), str(self.style_choice.value() or ""))
        QApplication.clipboard().setText(tag)
        self.told.say(_("Đã chép {tag}; sang Word dán vào chỗ cần điền (Ctrl+V).").format(tag=tag))

    @Slot()
    def _on_try(self) -> None:
        if self._looked is None or self._looked.file is None:
            return
        file, name = self._looked.file, clean_line(self.name.text())
        self._context.draw(self, trial_docx(file, name), self._on_tried)

    def _on_tried(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.say(
                _("Đã điền thử vào tệp {file}, nhưng máy này chưa có chương trình mở được tệp Word.").format(
                    file=path
                )
            )

    @Slot()
    def _on_take(self) -> None:
        if self._looked is None:
            return
        looked, title, replacing = self._looked, clean_line(self.name.text()), self._template_id

        def done(template: Template) -> None:
            self._context.tell(
                _("Đã nhập mẫu Word «{title}».").format(title=template.title)
                if template.version == 1
                else _("Đã lưu phiên bản {n}; thư đã in không đổi.").format(n=template.version)
            )
            self.taken.emit(template)
            self.accept()

        self._context.perform(
            self,
            _("Nhập mẫu Word"),
            lambda services: services.letter_templates.import_word(
                looked.source, looked.kind, title, replacing
            ),
            done,
            self._on_refused,
        )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.refused.say(f"{error.message} {error.hint}")
        else:
            self._context.show_error(self, error)


def _fact(fact: str) -> str:
    words = _(WORD_FACTS[fact])
    return words[:1].upper() + words[1:]
