"""An own form is made without code: questions and answers left, the very ballot right.

What is being changed is kept at every pause, also over a power cut; saving makes it a form one can ask with.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Choice, Question, SurveyForm
from friendly_desktop.domain.surveys.build import MOST_CHOICES, MOST_QUESTIONS, form_problems
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.surveys.form_draft import draft_place, draft_text, from_draft, printable, without_empty_end
from ui.pages.surveys.form_rows import ChoiceRow, QuestionRow
from ui.people.permission import reserve
from ui.widgets.fields import Field
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, scrolled
from ui.widgets.typing import GrowingText, TypedLine

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 400


class FormEditor(QWidget):
    """The editor.

    Signals:
        framed: the title changed.
        saved: SurveyForm, it can be asked with now.
        left: the person is done here.
    """

    framed = Signal()
    saved = Signal(object)
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._form: SurveyForm | None = None
        self._questions: list[QuestionRow] = []
        self._choices: list[ChoiceRow] = []
        self._showing = False
        self._on_disk = ""
        self._wish = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._lay_out()
        self._connect()

    # -- what the owner asks

    def open(self, form: SurveyForm) -> None:
        """Change this form, going on with what was left half-made."""
        self._keep()
        self._form = form
        place = draft_place(form.id)
        self.put(form)

        def done(text: str) -> None:
            if text and self._form is form:
                self._on_disk = text
                self.put(from_draft(text, form))
                self._drafted.say(_("Đang sửa tiếp chỗ để dở lần trước."))

        self._drafted.say("")
        self._on_disk = ""
        self._context.query(self, _("Đọc mẫu sửa dở"), lambda services: services.drafts.draft(place), done)

    def title(self) -> str:
        """What is being changed."""
        return clean_line(self.name.text()) or _("Mẫu phiếu mới")

    def form(self) -> SurveyForm:
        """The form as it stands in the fields."""
        form = self._form
        if form is None:
            raise LookupError("form")
        return replace(
            form,
            name=clean_line(self.name.text()),
            title=clean_line(self.heading_title.text()),
            heading=tuple(filter(None, map(clean_line, clean_text(self.heading.toPlainText()).splitlines()))),
            audience=clean_line(self.audience.text()),
            instruction=clean_line(self.instruction.toPlainText()),
            questions=tuple(row.question() for row in self._questions),
            choices=tuple(row.choice() for row in self._choices),
            groups=tuple(filter(None, map(clean_line, self.groups.toPlainText().splitlines()))),
            signature=self.signature.isChecked(),
            thanks=clean_line(self.thanks.text()),
        )

    def put(self, form: SurveyForm) -> None:
        """Show a form."""
        self._showing = True
        self.name.setText(form.name)
        self.heading_title.setText(form.title)
        self.heading.put("\n".join(form.heading))
        self.audience.setText(form.audience)
        self.instruction.put(form.instruction)
        self.groups.put("\n".join(form.groups))
        self.signature.setChecked(form.signature)
        self.thanks.setText(form.thanks)
        for line in (self.name, self.heading_title, self.audience, self.thanks):
            line.setCursorPosition(0)  # the beginning of a long text is what tells
        self._put_questions(form.questions)
        self._put_choices(form.choices)
        self._showing = False
        self._wrong.say("")
        self._draw()

    def questions(self) -> "Sequence[QuestionRow]":
        """The rows of the questions, top down."""
        return tuple(self._questions)

    def choices(self) -> "Sequence[ChoiceRow]":
        """The rows of the answers, left to right on the paper."""
        return tuple(self._choices)

    def problem(self) -> str:
        """Why it cannot be saved, as shown."""
        return self._wrong.text()

    @Slot()
    def save(self) -> None:
        """Make it a form one can ask with, or say what is missing."""
        if self._form is None:
            return
        wrong = [row for row in self._choices if not row.check()]
        form = self.form()
        problems = form_problems(without_empty_end(form))
        if not form.called.strip() or (form.called == form.title and not form.name and not form.heading):
            problems = (_("Hãy đặt tên cho mẫu phiếu."), *problems)
        if wrong or problems:
            said = [_("Điểm của phương án trả lời phải là số, như 2 hoặc 0,5.")] if wrong else []
            self._wrong.say("\n".join([*said, *problems[:4]]))
            return
        self._pause.stop()
        place, mine = draft_place(self._form.id), self._form

        def work(services: "Services") -> SurveyForm:
            kept = services.surveys.save_form(form)
            services.drafts.clear_draft(place)
            return kept

        def done(kept: SurveyForm) -> None:
            self._context.tell(_("Đã lưu mẫu «{form}».").format(form=kept.called))
            if self._form is mine:
                self._form = None
                self.saved.emit(kept)

        def failed(error: Exception) -> None:
            if isinstance(error, AppError):
                self._wrong.say(" ".join(part for part in (error.message, error.hint) if part))
            else:
                self._context.show_error(self, error)

        self._context.perform(self, _("Lưu mẫu"), work, done, failed)

    # -- building

    def _build(self) -> None:
        self.back = button(_("Các mẫu phiếu"), "left", "back", parent=self)
        self.back.setToolTip(_("Về các mẫu phiếu (Esc); chỗ đang sửa vẫn được giữ"))
        self.save_button = button(_("Lưu mẫu"), "check", "primary", "Ctrl+S", parent=self)
        reserve(self._context, Right.SURVEYS, self.save_button)
        self.save_button.hide()
        self._drop = button(_("Bỏ chỗ để dở"), kind="quiet", parent=self)
        self._drafted = NoticeStrip("history", "accent", self._drop, parent=self)
        self._wrong = NoticeStrip("warning", "warning", parent=self)
        self._body = QWidget()
        self._body.setProperty("role", "page-body")
        self.name = TypedLine(self._body)
        self.heading_title = TypedLine(self._body)
        self.heading = GrowingText(2, 5, self._body)
        self.audience = TypedLine(self._body)
        self.instruction = GrowingText(1, 4, self._body)
        self.thanks = TypedLine(self._body)
        self.groups = GrowingText(1, 6, self._body)
        self.signature = QCheckBox(_("Có chỗ ký, không bắt buộc"), self._body)
        self._question_box = QVBoxLayout()
        self._choice_box = QVBoxLayout()
        self.add_question = button(_("Thêm câu hỏi"), "add", parent=self._body)
        self.add_question.setToolTip(_("Thêm câu hỏi (Ctrl+Enter)"))
        self.add_question.setShortcut("Ctrl+Return")
        self.add_choice = button(_("Thêm phương án"), "add", parent=self._body)
        self._problem = NoticeStrip("warning", "warning", parent=self)
        self.preview = PdfPreview(self._context, self)

    def _lay_out(self) -> None:
        for box in (self._question_box, self._choice_box):
            box.setSpacing(6)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        body = self._body
        column.addWidget(Field(_("Tên trong danh sách"), self.name, parent=body))
        column.addWidget(Field(_("Tên phiếu"), self.heading_title, parent=body))
        column.addWidget(Field(_("Các dòng dưới tên phiếu"), self.heading, parent=body))
        column.addWidget(Field(_("Dùng cho ai"), self.audience, parent=body))
        column.addWidget(Field(_("Lời hướng dẫn"), self.instruction, parent=body))
        column.addWidget(Text(_("Câu hỏi"), "heading", parent=body))
        column.addLayout(self._question_box)
        column.addWidget(self.add_question, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(Text(_("Phương án trả lời và điểm"), "heading", parent=body))
        column.addLayout(self._choice_box)
        column.addWidget(self.add_choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        hint = _("Mỗi dòng một nhóm; chọn khi nhập từng phiếu. Nhóm dưới 5 phiếu không hiện kết quả.")
        column.addWidget(Field(_("Nhóm người trả lời"), self.groups, hint, body))
        column.addWidget(self.signature)
        column.addWidget(Field(_("Lời cảm ơn"), self.thanks, parent=body))
        column.addStretch(1)
        left = QWidget(self)
        one = QVBoxLayout(left)
        one.setContentsMargins(0, 0, 0, 0)
        one.setSpacing(8)
        one.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        one.addWidget(self._drafted)
        one.addWidget(self._wrong)
        self._area = scrolled(self._body, left)
        one.addWidget(self._area, 1)
        right = QWidget(self)
        two = QVBoxLayout(right)
        two.setContentsMargins(0, 0, 0, 0)
        two.setSpacing(8)
        two.addWidget(self._problem)
        two.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.setSizes([520, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.setFocusProxy(self.name)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.save_button.clicked.connect(self.save)
        self._drop.clicked.connect(self._on_drop)
        self._pause.timeout.connect(self._on_pause)
        for line in (self.name, self.heading_title, self.audience, self.thanks):
            line.textEdited.connect(self._on_edited)
        for text in (self.heading, self.instruction, self.groups):
            text.edited.connect(self._on_edited)
        self.signature.toggled.connect(self._on_edited)
        self.add_question.clicked.connect(self._on_add_question)
        self.add_choice.clicked.connect(self._on_add_choice)

    # -- rows

    def _put_questions(self, wanted: Sequence[Question]) -> None:
        while len(self._questions) > len(wanted):
            _discard(self._question_box, self._questions.pop())
        while len(self._questions) < len(wanted):
            row = QuestionRow(self._body)
            row.edited.connect(self._on_edited)
            row.removed.connect(partial(self._remove_question, row))
            row.moved.connect(partial(self._move_question, row))
            self._questions.append(row)
            self._question_box.addWidget(row)
        for place, (row, question) in enumerate(zip(self._questions, wanted, strict=True)):
            row.show_question(question, place, len(wanted))
        self.add_question.setEnabled(len(wanted) < MOST_QUESTIONS)

    def _put_choices(self, wanted: Sequence[Choice]) -> None:
        while len(self._choices) > len(wanted):
            _discard(self._choice_box, self._choices.pop())
        while len(self._choices) < len(wanted):
            row = ChoiceRow(self._body)
            row.edited.connect(self._on_edited)
            row.removed.connect(partial(self._remove_choice, row))
            self._choices.append(row)
            self._choice_box.addWidget(row)
        for row, choice in zip(self._choices, wanted, strict=True):
            row.show_choice(choice, removable=len(wanted) > 2)
        self.add_choice.setEnabled(len(wanted) < MOST_CHOICES)

    def _remove_question(self, row: "QuestionRow") -> None:
        before = [one.question() for one in self._questions]
        place = self._questions.index(row)
        self._put_questions([*before[:place], *before[place + 1 :]])
        self._on_edited()

        def undo() -> None:
            self._put_questions(before)
            self._on_edited()

        self._context.tell(_("Đã bỏ câu {n}.").format(n=place + 1), undo)

    def _move_question(self, row: "QuestionRow", steps: int) -> None:
        now = [one.question() for one in self._questions]
        place = self._questions.index(row)
        target = place + steps
        if 0 <= target < len(now):
            now[place], now[target] = now[target], now[place]
            self._put_questions(now)
            self._questions[target].text.setFocus()
            self._on_edited()

    def _remove_choice(self, row: "ChoiceRow") -> None:
        now = [one.choice() for one in self._choices]
        place = self._choices.index(row)
        self._put_choices([*now[:place], *now[place + 1 :]])
        self._on_edited()

    @Slot()
    def _on_add_question(self) -> None:
        if len(self._questions) < MOST_QUESTIONS:
            self._put_questions([*(one.question() for one in self._questions), Question("", "")])
            self._questions[-1].text.setFocus()
            self._on_edited()
            QTimer.singleShot(0, self, self._reveal_last)

    @Slot()
    def _reveal_last(self) -> None:
        if self._questions:
            self._area.ensureWidgetVisible(self._questions[-1])

    @Slot()
    def _on_add_choice(self) -> None:
        if len(self._choices) < MOST_CHOICES:
            self._put_choices([*(one.choice() for one in self._choices), Choice("", "", Decimal(0))])
            self._choices[-1].text.setFocus()
            self._on_edited()

    # -- keeping, drawing

    @Slot()
    def _on_edited(self) -> None:
        if not self._showing:
            self._wrong.say("")
            self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self._keep()
        self._draw()
        self.framed.emit()

    def _keep(self) -> None:
        """Keep what is half-made, so that neither leaving nor a power cut loses it."""
        self._pause.stop()
        if self._form is None:
            return
        text = draft_text(self.form())
        if text == self._on_disk or (not self._on_disk and text == draft_text(self._form)):
            return
        self._on_disk = text
        place = draft_place(self._form.id)
        self._context.query(
            self, "", lambda services: services.drafts.save_draft(place, text), lambda _none: None
        )

    @Slot()
    def _on_drop(self) -> None:
        form = self._form
        if form is None:
            return
        kept, place = self.form(), draft_place(form.id)
        self._pause.stop()
        self._on_disk = ""
        self._context.query(self, "", lambda services: services.drafts.clear_draft(place), lambda _none: None)
        self.put(form)
        self._drafted.say("")

        def undo() -> None:
            self.put(kept)
            self._on_edited()

        self._context.tell(_("Đã bỏ chỗ để dở."), undo)

    def _draw(self) -> None:
        if self._form is None:
            return
        self._wish += 1
        wish, form = self._wish, printable(self.form())

        def done(content: bytes) -> None:
            if wish == self._wish:
                self._problem.say("")
                self.preview.show_pdf(content)

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                self._context.show_error(self, error)
            elif wish == self._wish:
                self._problem.say(" ".join(part for part in (error.message, error.hint) if part))

        self._context.draw(self, lambda services: services.ballot_papers.preview(form), done, failed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving keeps."""
        super().hideEvent(event)
        self._keep()


def _discard(box: QVBoxLayout, row: QWidget) -> None:
    box.removeWidget(row)
    row.hide()
    row.deleteLater()
