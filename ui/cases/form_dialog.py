"""A form of a case or a meeting: filled in on the left, the very page on the right, then printed or saved.

What is printed or saved is kept as made, so that it can be printed again exactly alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.forms import (
    CaseForm,
    CaseFormTemplate,
    FormDraft,
    FormProblem,
    whose_words,
)
from friendly_desktop.domain.deadlines.words import confidence_words
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.office import Signatory
from friendly_desktop.i18n import _
from ui.cases.form_fields import FormFields
from ui.context import UiContext
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.tab_order import go_on
from ui.widgets.text import Text, button, scrolled
from ui.widgets.words import capital

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 350


@dataclass(frozen=True, slots=True)
class _Begun:
    """A form as the records fill it in, and what is needed to change it."""

    draft: FormDraft
    template: CaseFormTemplate
    kind: CaseKind | None
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The page of a form, and what is to say about it."""

    content: bytes
    problems: tuple[FormProblem, ...]


class FormDialog(QDialog):
    """Fills in a form. Use :func:`open_form`."""

    def __init__(self, parent: QWidget, context: UiContext, begin: "Callable[[Services], FormDraft]") -> None:
        super().__init__(parent)
        self._context = context
        self._owner = parent
        self._begin = begin
        self._kept: tuple[FormDraft, CaseForm] | None = None
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Biểu mẫu"))
        self.fields = FormFields(context.clock.today, self)
        self.fields.edited.connect(self._on_edited)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        room = parent.window()
        self.resize(min(1040, room.width() - 24), min(720, room.height() - 16))

    def start(self) -> None:
        """Read what the records fill in, then show."""
        begin = self._begin

        def work(services: "Services") -> _Begun:
            draft = begin(services)
            case = services.cases.get(draft.case_id) if draft.case_id is not None else None
            return _Begun(
                draft,
                services.case_forms.template(draft.form),
                case.entry.kind if case else None,
                services.office.signatories(),
            )

        self._context.query(self, _("Điền biểu mẫu"), work, self._on_begun, self._on_not_begun)
        self.open()

    # -- building

    def _build(self) -> None:
        self._title = Text(role="heading", wrap=True, parent=self)
        self._source = Text(role="quiet-small", wrap=True, parent=self)
        self._unsure = NoticeStrip("info", "warning", parent=self)
        self._problems = NoticeStrip("warning", "warning", parent=self)
        self.preview = PdfPreview(self._context, self)
        self.preview.set_fit(width=True)
        self.print = button(_("In"), "print", "primary", "Ctrl+P", parent=self)
        self.save_pdf = button(_("Lưu PDF..."), "pdf", parent=self)
        self.save_word = button(_("Lưu Word..."), "file", parent=self)
        close = button(_("Đóng"), parent=self)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for one in (self.save_pdf, self.save_word):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.print)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        area = scrolled(self.fields, self)
        area.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 44)
        split.addWidget(area)
        split.addWidget(self.preview)
        split.setSizes([420, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._source)
        layout.addWidget(self._unsure)
        layout.addWidget(self._problems)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)
        self._acts: tuple[QPushButton, ...] = (self.print, self.save_pdf, self.save_word)
        for one in self._acts:
            one.setEnabled(False)
        close.clicked.connect(self.reject)
        self.print.clicked.connect(self._on_print)
        self.save_pdf.clicked.connect(self._on_save_pdf)
        self.save_word.clicked.connect(self._on_save_word)

    def _on_begun(self, begun: _Begun) -> None:
        template, draft = begun.template, begun.draft
        title = _("{title} ({code})") if template.code else _("{title}")
        self._title.setText(title.format(title=template.title, code=template.code))
        self.setWindowTitle(template.title)
        self._source.setText(template.source)
        self._unsure.say(_unsure_words(template))
        self.fields.begin(draft, template, begun.kind, begun.signatories)
        for act in self._acts:
            act.setEnabled(True)
        (self.fields.first_empty() or self.print).setFocus()
        self._draw()

    def _on_not_begun(self, error: Exception) -> None:
        self._context.show_error(self._owner, error)
        self.reject()

    # -- the page

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes through the form as it is read; its fields stand in for their inputs, which Qt goes astray on."""
        return go_on(self, following) or super().focusNextPrevChild(following)

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()

    @Slot()
    def _draw(self) -> None:
        draft = self.fields.draft()
        self._wish += 1
        wish = self._wish

        def work(services: "Services") -> _Drawn:
            return _Drawn(services.case_forms.pdf(draft), services.case_forms.check(draft))

        def done(drawn: _Drawn) -> None:
            if wish == self._wish:
                self.preview.show_pdf(drawn.content)
                self._problems.say("\n".join(self.fields.show_problems(drawn.problems)))

        self._context.draw(self, work, done)

    # -- ways out

    @Slot()
    def _on_print(self) -> None:
        self._keep(self._print)

    @Slot()
    def _on_save_pdf(self) -> None:
        self._ask_where(_("Tệp PDF (*.pdf)"), ".pdf")

    @Slot()
    def _on_save_word(self) -> None:
        self._ask_where(_("Tệp Word (*.docx)"), ".docx")

    def _ask_where(self, filters: str, ending: str) -> None:
        suggested = f"{self.windowTitle()}{ending}"
        self._context.prompts.save_file(
            self, _("Lưu biểu mẫu"), "case-forms", filters, suggested, lambda path: self._save(path, ending)
        )

    def _save(self, path: Path, ending: str) -> None:
        target = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
        draft = self.fields.draft()

        def written(_form: CaseForm) -> None:
            self._context.query(
                self,
                _("Lưu biểu mẫu"),
                lambda services: services.case_forms.write(draft, target),
                lambda _written: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._keep(written)

    def _keep(self, then: Callable[[CaseForm], None]) -> None:
        """Keep the form as made, once for the same words."""
        draft = self.fields.draft()
        if self._kept is not None and self._kept[0] == draft:
            then(self._kept[1])
            return

        def kept(form: CaseForm) -> None:
            self._kept = (draft, form)
            then(form)

        self._context.perform(
            self, _("Giữ bản đã lập"), lambda services: services.case_forms.record(draft), kept
        )

    def _print(self, form: CaseForm) -> None:
        print_made(self._owner, self._context, form)
        self.accept()


def _unsure_words(template: CaseFormTemplate) -> str:
    """What a person must know of a form before it is signed."""
    words = [] if template.verified else [whose_words(template)]
    if template.confidence is not Confidence.READ:
        words.append(_("{how}.").format(how=capital(confidence_words(template.confidence))))
    if template.note:
        words.append(template.note)
    return " ".join(words)


def print_made(owner: QWidget, context: UiContext, form: CaseForm) -> None:
    """Print a form that was made, exactly as it was made."""
    from ui.printing.dialog import open_dialog
    from ui.printing.run import Piece

    open_dialog(
        owner,
        context,
        form.title,
        [Piece(form.id, form.title, lambda services, _parts: services.case_forms.file(form.id))],
    )


def open_form(parent: QWidget, context: UiContext, begin: "Callable[[Services], FormDraft]") -> FormDialog:
    """Fill in a form.

    Args:
        parent: the page.
        context: of the window.
        begin: gives the form as the records fill it in, on the worker.
    """
    dialog = FormDialog(parent, context, begin)
    dialog.start()
    return dialog
