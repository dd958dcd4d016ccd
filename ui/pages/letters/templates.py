"""The templates part of the letters page: the list, and one template being changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Template
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.letters.commands import compose
from ui.pages.letters.part import LetterPart
from ui.pages.letters.template_editor import TemplateEditor
from ui.pages.letters.template_list import TemplateList, copy_to_change
from ui.places import PageId, Place

if TYPE_CHECKING:
    pass

PART = "templates"


class LetterTemplates(LetterPart):
    """``templates`` shows the list, ``templates:ID`` changes a template (a copy of one of the program's)."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.list = TemplateList(context, self)
        self.editor = TemplateEditor(context, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.list.edit_wanted.connect(self._on_edit)
        self.list.copied.connect(self._on_edit)
        self.list.word_wanted.connect(self._on_word)
        self.list.versions_wanted.connect(self._on_versions)
        self.list.write_wanted.connect(self._on_write)
        self.list.left.connect(self.back_wanted)
        self.editor.list_wanted.connect(self._on_list)
        self.editor.heading_changed.connect(self.framed)

    def start(self, what: str) -> None:
        """The list, or the editor of a template."""
        if not what:
            self._show(self.list)
            self.list.reload()
            self.list.setFocus()
            return

        def opened(template: Template) -> None:
            if template.shipped:
                copy_to_change(self._context, self, template, self._on_edit)
            elif template.word_sha256:
                self._show(self.list)
                self.list.choose(template.id)
                self.list.reload()
                self._on_word(template.id)
            else:
                self._show(self.editor)
                self.editor.open(template.id)

        self._context.query(
            self, _("Mở mẫu thư"), lambda services: services.letter_templates.get(what), opened
        )

    def refresh(self) -> None:
        """The list reads again; the editor holds what is being changed."""
        if self._stack.currentWidget() is self.list:
            self.list.reload()

    def title(self) -> str:
        """What is in view."""
        if self._stack.currentWidget() is self.editor and self.editor.title():
            return self.editor.title()
        return _("Mẫu thư")

    def primary_button(self) -> QPushButton | None:
        """Saving, or changing what is chosen."""
        if self._stack.currentWidget() is self.editor:
            return self.editor.save_button
        return self.list.change_button

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return self.list.box if self._stack.currentWidget() is self.list else None

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.framed.emit()

    @Slot(str)
    def _on_edit(self, template_id: str) -> None:
        self._context.go(Place(PageId.LETTERS, part=f"{PART}:{template_id}"))

    @Slot()
    def _on_list(self) -> None:
        if self.editor.history.is_open:
            self.list.choose(self.editor.history.template.id)
        self._context.go(Place(PageId.LETTERS, part=PART))

    @Slot(str)
    def _on_write(self, template_id: str) -> None:
        self._context.go(compose(template_id))

    @Slot(object)
    def _on_versions(self, template: Template) -> None:
        from ui.pages.letters.template_versions import TemplateVersions

        self._dialog = TemplateVersions(self, self._context, template)
        self._dialog.used.connect(self._on_used)
        self._dialog.open()

    @Slot(object)
    def _on_used(self, _template: Template) -> None:
        self.editor.forget()

    @Slot(object)
    def _on_taken(self, template: Template) -> None:
        self.list.choose(template.id)

    @Slot(str)
    def _on_word(self, template_id: str) -> None:
        from ui.pages.letters.template_word import WordTemplateDialog

        self._word = WordTemplateDialog(self, self._context, template_id)
        self._word.taken.connect(self._on_taken)
        self._word.open()
