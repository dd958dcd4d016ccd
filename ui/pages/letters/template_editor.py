"""Changes one of the office's own templates: words, fields and sheet left, the very page right.

Nothing asks whether to save: what is being changed is kept at every pause and waits, also after the program
was closed. Saving makes a new version; letters that were printed keep theirs.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import LetterBook, Template, TemplateProblem
from friendly_desktop.domain.letters.template_edit import tidied
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.letters.template_blocks import TemplateBlocks
from ui.pages.letters.template_fields import TemplateFields
from ui.pages.letters.template_history import TemplateHistory, UndoKeys, undo_way
from ui.pages.letters.template_sheet import TemplateSheet
from ui.pages.letters.template_side import TemplateSide
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import ElidedText, button, icon_button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_KEEP_MS = 700
_LEFT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Opening:
    """A template as it is saved, as somebody left it, and the registers there are."""

    saved: Template
    unfinished: Template | None
    books: tuple[LetterBook, ...]


class TemplateEditor(QWidget):
    """The editor.

    Signals:
        heading_changed: another template is in view, or its title changed.
        list_wanted: the person is done here.
    """

    heading_changed = Signal()
    list_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._saved: Template | None = None
        self._kept: Template | None = None
        self._problems: tuple[TemplateProblem, ...] = ()
        self._at_problem = -1
        self._checking = False
        self.history = TemplateHistory(self)
        self._keys = UndoKeys(self.history)
        self._build()
        self._connect()

    # -- what the page asks

    def open(self, template_id: str) -> None:
        """Change this template; going back to the one in view finds it as it was left."""
        if self._saved is not None and self._saved.id == template_id:
            self.side.draw()
            return
        self.flush()

        def work(services: "Services") -> _Opening:
            templates = services.letter_templates
            return _Opening(
                templates.get(template_id), templates.unfinished(template_id), services.letters.books()
            )

        self._context.query(self, _("Mở mẫu thư"), work, self._on_opened)

    def forget(self) -> None:
        """The saved template was changed elsewhere: read it again when it is opened."""
        self._pause.stop()
        self._saved = self._kept = None

    def title(self) -> str:
        """The template in view."""
        return self.history.template.title if self.history.is_open else ""

    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self._saved is not None and _same_words(self.history.template) != _same_words(self._saved)

    def flush(self) -> None:
        """Keep what is being changed, now."""
        self._pause.stop()
        self._keep()

    @Slot()
    def save(self) -> None:
        """Make a new version, unless something in it is wrong."""
        if self._saved is None:
            return
        self._checking = True
        self._check()
        if self._problems:
            self.go_to_problem()
            return
        if not self.is_changed():
            self._context.tell(_("Mẫu không có gì mới để lưu."))
            return
        self._pause.stop()
        template = tidied(self.history.template)

        def work(services: "Services") -> Template:
            kept = services.letter_templates.save(template)
            services.letter_templates.forget_unfinished(kept.id)
            return kept

        self._context.perform(self, _("Lưu mẫu thư"), work, self._on_saved)

    @Slot()
    def go_to_problem(self) -> None:
        """Go to the next place that is wrong."""
        if not self._problems:
            return
        self._at_problem = (self._at_problem + 1) % len(self._problems)
        problem = self._problems[self._at_problem]
        if problem.block is not None:
            self.tabs.setCurrentWidget(self.blocks)
            self.blocks.go_to(problem.block)
            return
        for field in self.history.template.fields:
            if f"«{field.id}»" in problem.message or f"«{field.label}»" in problem.message:
                self.tabs.setCurrentWidget(self.fields)
                self.fields.choose(field.id)
                return
        if not self.history.template.title.strip():
            self.tabs.setCurrentWidget(self.sheet)
            self.sheet.title.setFocus()
        elif self.history.template.recipient.strip() and self.history.template.blocks:
            self.tabs.setCurrentWidget(self.blocks)
        else:
            self.tabs.setCurrentWidget(self.sheet)
            self.sheet.recipient.setFocus()

    # -- building

    def _build(self) -> None:
        self.save_button = button(_("Lưu mẫu"), "check", "primary", "Ctrl+S", parent=self)
        self.save_button.hide()
        self._back = button(_("Các mẫu thư"), "left", "back", parent=self)
        self._back.setToolTip(_("Về các mẫu thư (Esc); chỗ đang sửa vẫn được giữ"))
        self._undo = icon_button("undo", _("Hoàn tác"), parent=self)
        self._redo = icon_button("refresh", _("Làm lại"), parent=self)
        self._state = ElidedText(role="quiet-small", parent=self)
        self._discard = button(_("Bỏ chỗ đang sửa"), kind="quiet", parent=self)
        self._jump = button(_("Đến chỗ tiếp theo"), kind="quiet", shortcut="F8", parent=self)
        self._wrong = NoticeStrip("warning", "warning", self._jump, parent=self)
        self.blocks = TemplateBlocks(self.history, self._keys, self)
        self.fields = TemplateFields(self.history, self._keys, self)
        self.sheet = TemplateSheet(self.history, self._keys, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.blocks, _("Lời thư"))
        self.tabs.addTab(self.fields, _("Trường"))
        self.tabs.addTab(self.sheet, _("Trang, khung"))
        self.side = TemplateSide(self._context, self._wished, self)
        self._keys.watch(
            self._back, self._undo, self._redo, self._discard, self.tabs.tabBar(), self.side.values
        )
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._back)
        head.addWidget(self._undo)
        head.addWidget(self._redo)
        head.addWidget(self._state, 1)
        head.addWidget(self._discard)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._wrong)
        column.addWidget(self.tabs, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(self.side)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self._sized = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_KEEP_MS)

    def _connect(self) -> None:
        self.history.changed.connect(self._on_changed)
        stack = self.history.stack
        stack.canUndoChanged.connect(self._undo.setEnabled)
        stack.canRedoChanged.connect(self._redo.setEnabled)
        stack.undoTextChanged.connect(self._on_undo_words)
        stack.redoTextChanged.connect(self._on_redo_words)
        self._undo.clicked.connect(stack.undo)
        self._redo.clicked.connect(stack.redo)
        self._back.clicked.connect(self.list_wanted)
        self._discard.clicked.connect(self._on_discard)
        self._jump.clicked.connect(self.go_to_problem)
        self.save_button.clicked.connect(self.save)
        self.blocks.field_wanted.connect(self._on_field_wanted)
        self.tabs.currentChanged.connect(self._on_tab)
        self._pause.timeout.connect(self._keep)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=inside).activated.connect(self.list_wanted)
        for number in range(3):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self, context=inside)
            key.setProperty("tab", number)
            key.activated.connect(self._on_tab_key)

    # -- opening

    def _on_opened(self, found: _Opening) -> None:
        self._saved = found.saved
        template = found.saved
        if found.unfinished is not None:
            template = replace(found.unfinished, id=found.saved.id, version=found.saved.version)
        self._kept = template
        self._checking, self._problems, self._at_problem = False, (), -1
        self.history.begin(template)
        for tool in (self._undo, self._redo):
            tool.setEnabled(False)
        self.sheet.set_books(found.books)
        self.side.clear()
        self._show(template)
        self._show_problems()
        self._show_state()
        self.tabs.setCurrentWidget(self.blocks)
        self.blocks.go_to(0)
        self.heading_changed.emit()
        self.side.draw()

    def _wished(self) -> Template | None:
        return self.history.template if self.history.is_open and self._saved is not None else None

    # -- changing

    @Slot(object, object, bool)
    def _on_changed(self, before: Template, after: Template, walking: bool) -> None:
        self._show(after, before)
        if self._checking:
            self._check()
        self._show_state()
        self._pause.start()
        self.side.draw_soon()
        if before.title != after.title:
            self.heading_changed.emit()
        if walking:
            self._follow(before, after)

    def _follow(self, before: Template, after: Template) -> None:
        """Show where an undone step was."""
        if before.blocks != after.blocks:
            self.tabs.setCurrentWidget(self.blocks)
            self.blocks.go_to_change(before, after)
        elif before.fields != after.fields:
            self.tabs.setCurrentWidget(self.fields)
            self.fields.go_to_change(before, after)
        else:
            self.tabs.setCurrentWidget(self.sheet)

    def _show(self, template: Template, before: Template | None = None) -> None:
        self.blocks.show_template(template, before)
        self.fields.show_template(template)
        self.sheet.show_template(template, before)

    def _show_state(self) -> None:
        changed = self.is_changed()
        self._discard.setVisible(changed)
        version = self._saved.version if self._saved else 0
        if changed:
            words = _("Đang sửa, chưa lưu thành phiên bản mới")
        else:
            words = _("Phiên bản {n}").format(n=version)
        self._state.setText(words)
        self._state.setToolTip(words)

    @Slot()
    def _on_tab(self) -> None:
        if self.tabs.currentWidget() is self.sheet:
            self.sheet.updateGeometry()

    @Slot()
    def _on_tab_key(self) -> None:
        self.tabs.setCurrentIndex(int(self.sender().property("tab")))

    @Slot(str)
    def _on_field_wanted(self, field_id: str) -> None:
        self.tabs.setCurrentWidget(self.fields)
        self.fields.choose(field_id)

    @Slot(str)
    def _on_undo_words(self, words: str) -> None:
        self._undo.setToolTip(_("Hoàn tác: {what} (Ctrl+Z)").format(what=words) if words else _("Hoàn tác"))

    @Slot(str)
    def _on_redo_words(self, words: str) -> None:
        self._redo.setToolTip(_("Làm lại: {what} (Ctrl+Y)").format(what=words) if words else _("Làm lại"))

    # -- checking

    def _check(self) -> None:
        problems = self._context.services.letter_templates.check(tidied(self.history.template))
        if problems != self._problems:
            self._problems, self._at_problem = problems, -1
        self._show_problems()

    def _show_problems(self) -> None:
        self.blocks.show_problems(self._problems)
        count = len(self._problems)
        if not count:
            self._wrong.say("")
            return
        words = ngettext(
            "Chưa lưu được vì còn {n} chỗ cần sửa.", "Chưa lưu được vì còn {n} chỗ cần sửa.", count
        ).format(n=count)
        whole = [one.message for one in self._problems if one.block is None]
        self._wrong.say("\n".join([words, *whole]))

    # -- keeping

    @Slot()
    def _keep(self) -> None:
        """Keep what is being changed, so that neither leaving nor a power cut loses it."""
        if self._saved is None or self.history.template == self._kept:
            return
        template = self._kept = self.history.template
        changed = self.is_changed()

        def work(services: "Services") -> None:
            if changed:
                services.letter_templates.keep_unfinished(template)
            else:
                services.letter_templates.forget_unfinished(template.id)

        self._context.perform(self, _("Giữ chỗ đang sửa"), work)

    def _on_saved(self, kept: Template) -> None:
        if self._saved is None or kept.id != self._saved.id:
            return
        self._saved = kept
        self._kept = self.history.template
        self._show_state()
        self._context.tell(_("Đã lưu phiên bản {n}; thư đã in không đổi.").format(n=kept.version))

    @Slot()
    def _on_discard(self) -> None:
        """Back to what is saved; one more step, so that it can be undone."""
        if self._saved is not None:
            self.history.change(self._saved, _("Bỏ chỗ đang sửa"))
            self._context.tell(_("Đã trở về phiên bản đã lưu."), self.history.stack.undo)

    # -- Qt overrides

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z belongs to the template wherever the keyboard is."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and undo_way(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo from widgets that do not take the keys themselves."""
        way = undo_way(event)
        if way:
            (self.history.stack.undo if way < 0 else self.history.stack.redo)()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words take the larger part."""
        super().resizeEvent(event)
        if not self._sized and event.size().width() > 400:
            self._sized = True
            left = round(event.size().width() * _LEFT_SHARE)
            self._split.setSizes([left, event.size().width() - left])

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere keeps what is being changed."""
        if not event.spontaneous():
            self.flush()
        super().hideEvent(event)


def _same_words(template: Template) -> Template:
    return replace(tidied(template), version=1)
