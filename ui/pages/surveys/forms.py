"""The forms to ask with: those of the scheme and the office's own, each as its very ballot; own ones are edited here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.text import safe_name
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.surveys.form_editor import FormEditor
from ui.people.permission import reserve
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.parts_page import Part
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class SurveyForms(Part):
    """The list of forms with the ballot of the chosen one, or the editor of an own one."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted = ""
        self._shown: SurveyForm | None = None
        self._removed: Sequence[SurveyForm] = ()
        self.editor = FormEditor(context, self)
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def start(self, what: str) -> None:
        """Come into view; ``what`` is the id of a form."""
        self._wanted = what
        self._stack.setCurrentWidget(self._list)
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the forms again; what is being edited stays."""

        def work(services: "Services") -> tuple[tuple[SurveyForm, ...], tuple[SurveyForm, ...]]:
            return services.surveys.forms(), services.surveys.removed_forms()

        self._context.query(self, _("Đọc các mẫu phiếu"), work, self._on_read)

    def title(self) -> str:
        """What is in view."""
        return self.editor.title() if self.is_editing() else _("Mẫu phiếu khảo sát")

    def primary_button(self) -> QPushButton | None:
        """Saving while editing, else a new form."""
        return self.editor.save_button if self.is_editing() else self.new_button

    def is_editing(self) -> bool:
        """Whether a form is being changed."""
        return self._stack.currentWidget() is self.editor

    def chosen(self) -> SurveyForm | None:
        """The selected form."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    # -- building

    def _build(self) -> None:
        self.back = button(_("Các đợt khảo sát"), "left", "back", parent=self)
        self.new_button = button(_("Mẫu mới"), "add", "primary", "Ctrl+N", parent=self)
        reserve(self._context, Right.SURVEYS, self.new_button)
        self.new_button.hide()
        shown: tuple[Column[SurveyForm], ...] = (
            Column(_("Mẫu phiếu"), value=lambda one: one.called, tooltip=lambda one: one.called),
            Column(
                _("Câu"),
                value=lambda one: len(one.questions),
                display=formats.whole_number,
                right=True,
                width=4,
            ),
            Column(_("Của"), value=lambda one: _("đơn vị") if one.own else _("đề án"), width=8),
        )
        self.model: TableModel[SurveyForm] = TableModel(shown, key=lambda one: one.id, parent=self)
        self._list = QWidget()
        self.table = table(self.model, shown, _("Các mẫu phiếu khảo sát"), self._list)
        ListPapers(self._context, self.table)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.copy_button = button(_("Tạo bản của đơn vị"), "copy", parent=self._list)
        self.edit_button = button(_("Sửa mẫu"), "edit", parent=self._list)
        self.edit_button.setToolTip(_("Sửa mẫu (F2)"))
        self.remove_button = button(_("Bỏ mẫu"), "remove", parent=self._list)
        self.remove_button.setToolTip(_("Bỏ mẫu (Delete)"))
        self.add_button = button(_("Thêm từ tệp..."), "attach", kind="quiet", parent=self._list)
        reserve(
            self._context,
            Right.SURVEYS,
            self.copy_button,
            self.edit_button,
            self.remove_button,
            self.add_button,
        )
        self.add_button.setToolTip(_("Mẫu phiếu của đơn vị khác, hoặc lưu từ máy khác"))
        self.file_button = button(_("Lưu ra tệp..."), "export", kind="quiet", parent=self._list)
        self.removed_button = button("", "remove", "quiet", parent=self._list)
        self.removed_button.hide()
        self._source = Text(role="quiet-small", wrap=True, parent=self._list)
        self._corrections = Text(role="quiet-small", wrap=True, parent=self._list)
        self.problem = NoticeStrip("warning", "warning", parent=self._list)
        self.preview = PdfPreview(self._context, self._list)
        self._stack = QStackedWidget(self)

    def _lay_out(self) -> None:
        acts = QWidget(self._list)
        flow = FlowLayout(acts, spacing=8)
        buttons = (self.copy_button, self.edit_button, self.remove_button, self.file_button, self.add_button)
        for one in (*buttons, air(acts)):
            flow.addWidget(one)
        left = QWidget(self._list)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.removed_button)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(acts)
        column.addWidget(self._source)
        column.addWidget(self._corrections)
        right = QWidget(self._list)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.problem)
        beside.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self._list)
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.setSizes([420, 580])
        inside = QHBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(split)
        for page in (self._list, self.editor):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.new_button.clicked.connect(self._on_new)
        self.copy_button.clicked.connect(self.copy)
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        self.removed_button.clicked.connect(self._on_removed)
        self.add_button.clicked.connect(self._on_add)
        self.file_button.clicked.connect(self._on_file)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.editor.left.connect(self._on_left)
        self.editor.saved.connect(self._on_saved)
        self.editor.framed.connect(self.framed)
        on_keys(self.table, self._on_edit, Qt.Key.Key_F2, *ENTER)
        on_keys(self.table, self._on_remove, Qt.Key.Key_Delete)

    # -- showing

    def _on_read(self, found: tuple[Sequence[SurveyForm], Sequence[SurveyForm]]) -> None:
        forms, self._removed = found
        count = len(self._removed)
        self.removed_button.setText(_("Đã bỏ {n} mẫu").format(n=formats.whole_number(count)))
        self.removed_button.setVisible(count > 0)
        kept = self._wanted or (self._shown.id if self._shown else "")
        self._wanted = ""
        self.model.set_rows(forms)
        place = self.model.row_of(kept)
        if forms:
            self.table.selectRow(max(0, place))
        self._on_selection()

    @Slot()
    def _on_selection(self) -> None:
        form = self.chosen()
        for one in (self.copy_button, self.edit_button, self.remove_button, self.file_button):
            one.setEnabled(form is not None)
        if form is None:
            return
        self.edit_button.setVisible(form.own)
        self.remove_button.setVisible(form.own)
        self._source.setText(_("Nguồn: {source}.").format(source=form.source) if form.source else "")
        self._source.setVisible(bool(form.source))
        told = "; ".join(f"«{one.found}» → «{one.corrected}»" for one in form.corrections if one.corrected)
        self._corrections.setText(_("Lỗi chữ của văn bản đã sửa: {list}.").format(list=told) if told else "")
        self._corrections.setVisible(bool(told))
        if form == self._shown:
            return
        self._shown = form

        def done(content: bytes) -> None:
            if self._shown == form:
                self.problem.say("")
                self.preview.show_pdf(content, 0)

        self._context.draw(
            self, lambda services: services.ballot_papers.preview(form), done, self._on_refused
        )

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.preview.clear()
        self.problem.say(" ".join(part for part in (error.message, error.hint) if part))

    # -- hands

    def _edit(self, call_title: str, work: "Callable[[Services], SurveyForm]") -> None:
        self._context.query(self, call_title, work, self._begin)

    def _begin(self, form: SurveyForm) -> None:
        """Change a form."""
        self.editor.open(form)
        self._stack.setCurrentWidget(self.editor)
        self.editor.setFocus()
        self.framed.emit()

    @Slot()
    def _on_new(self) -> None:
        self._edit(_("Mẫu mới"), lambda services: services.surveys.blank_form())

    @Slot()
    def copy(self) -> None:
        """Begin an own form with the chosen one."""
        form = self.chosen()
        if form is not None:
            self._edit(_("Tạo bản của đơn vị"), lambda services: services.surveys.copy_of(form.id))

    @Slot()
    def _on_edit(self) -> None:
        form = self.chosen()
        if form is None or not form.own:
            return

        def read(services: "Services") -> SurveyForm:
            return form if services.surveys.form_changeable(form.id) else services.surveys.copy_of(form.id)

        def done(found: SurveyForm) -> None:
            if found.id != form.id:
                self._context.tell(_("Mẫu này đã có đợt khảo sát nên giữ nguyên; đang sửa một bản sao."))
            self._begin(found)

        self._context.query(self, _("Sửa mẫu"), read, done)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_edit()

    @Slot()
    def _on_remove(self) -> None:
        form = self.chosen()
        if form is None or not form.own:
            return

        def back() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.surveys.restore_form(form.id)
            )

        self._context.perform(
            self,
            _("Bỏ mẫu"),
            lambda services: services.surveys.remove_form(form.id),
            lambda _none: self._context.tell(_("Đã bỏ mẫu «{form}».").format(form=form.called), back),
        )

    @Slot()
    def _on_removed(self) -> None:
        from ui.pages.surveys.removed_dialog import removed_forms

        removed_forms(self, self._context, self._removed).open()

    @Slot()
    def _on_add(self) -> None:
        def chosen(paths: list[Path]) -> None:
            def done(form: SurveyForm) -> None:
                self._wanted = form.id
                self._context.tell(_("Đã thêm mẫu «{form}».").format(form=form.called))
                self.refresh()

            self._context.perform(
                self,
                _("Thêm mẫu phiếu từ tệp"),
                lambda services: services.surveys.add_form(paths[0]),
                done,
                self._on_not_added,
            )

        title = _("Chọn tệp mẫu phiếu")
        filters = _("Mẫu phiếu (*.yaml *.yml)")
        self._context.prompts.open_files(self, title, "survey-forms", filters, chosen)

    def _on_not_added(self, error: Exception) -> None:
        """The file is at fault; the ballot in view stays."""
        if isinstance(error, AppError):
            self.problem.say(" ".join(part for part in (error.message, error.hint) if part))
        else:
            self._context.show_error(self, error)

    @Slot()
    def _on_file(self) -> None:
        form = self.chosen()
        if form is None:
            return

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".yaml" else path.with_name(f"{path.name}.yaml")
            self._context.run_long(
                self,
                _("Lưu mẫu phiếu ra tệp"),
                lambda services, _job: services.surveys.write_form(form.id, target),
                lambda _none: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._context.prompts.save_file(
            self,
            _("Lưu mẫu phiếu ra tệp"),
            "survey-forms",
            _("Mẫu phiếu (*.yaml)"),
            f"{safe_name(form.called)}.yaml",
            chosen,
        )

    @Slot()
    def _on_left(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self.framed.emit()
        self.table.setFocus()

    @Slot(object)
    def _on_saved(self, form: SurveyForm) -> None:
        self._wanted = form.id
        self._on_left()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the editor leads back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.is_editing():
            self._on_left()
        else:
            super().keyPressEvent(event)
