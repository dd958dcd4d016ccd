"""One letter: the form left, the very page right. Kept as a draft at every pause."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import FieldProblem, Letter, LetterDraft, Sheet
from friendly_desktop.domain.letters.ages import AgeRule
from friendly_desktop.domain.letters.register import STATE_TITLES
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.letters.ages import save_age_rule
from ui.context import UiContext
from ui.pages.letters import writing
from ui.pages.letters.checks import LetterChecks
from ui.pages.letters.details import LetterDetails
from ui.pages.letters.files import save_as
from ui.pages.letters.form import LetterForm
from ui.pages.letters.grid import align
from ui.pages.letters.keeping import LetterKeeping
from ui.pages.letters.notices import LetterNotices
from ui.pages.letters.side import LetterSide
from ui.pages.letters.writing import LetterSlot, Opening
from ui.places import PageId, Place
from ui.widgets.parts_page import Part
from ui.widgets.text import ElidedText, Text, button, line, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_FORM_LETTERS = 52  # how wide the form is, in letters


class LetterCompose(Part):
    """Writes one letter.

    Signals:
        print_wanted: int, this letter of the register is to be printed; it has its number.
        letter_wanted: int, another letter of the register is to be opened.
    """

    print_wanted = Signal(int)
    letter_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._opening: Opening | None = None
        self._then: Callable[[], None] | None = None
        self._build()
        self._connect()

    # -- what the page asks

    def open_new(self, what: str) -> None:
        """Begin a letter of a kind or template."""
        self._open(lambda services: writing.open_new(services, what))

    def open_letter(self, letter_id: int) -> None:
        """Go on with a letter of the register."""
        self._open(lambda services: writing.open_letter(services, letter_id))

    def title(self) -> str:
        """What kind of letter is in view."""
        return self._opening.around.template.title if self._opening else ""

    def primary_button(self) -> QPushButton | None:
        """Printing it."""
        return self.print_button

    def letter_id(self) -> int | None:
        """The letter in view, None while it is in no register."""
        return self.keeping.slot.letter_id

    def is_busy_with(self, what: str) -> bool:
        """Whether an untouched letter of this kind or template is in view already."""
        if self._opening is None or self.keeping.touched or self.keeping.letter is not None:
            return False
        template = self._opening.around.template
        return what == template.id or (what == template.kind.value and template.id == template.kind.value)

    def draft(self) -> LetterDraft:
        """The letter as it stands in the form."""
        if self._opening is None:
            raise LookupError("no letter is open")
        draft = replace(self._opening.draft, values=self.form.values())
        return self.details.onto(draft, self._opening.around.template.sheet)

    def flush(self) -> None:
        """Keep what was typed, now."""
        self.keeping.flush()

    def refresh(self) -> None:
        """The register changed elsewhere: show where the letter is, and the lists of the office."""
        if self._opening is None:
            return
        slot, draft = self.keeping.slot, self._opening.draft

        def work(services: "Services") -> tuple[LetterSlot, Letter | None, writing.Surroundings]:
            letter = services.letters.get(slot.letter_id) if slot.letter_id is not None else None
            return slot, letter, writing.surroundings(services, draft)

        self._context.query(self, _("Thư"), work, self._on_refreshed)

    def printed(self) -> None:
        """The letter went to paper: offer the next one."""
        self.notices.offer_next(_("Đã in thư này."))

    # -- building

    def _build(self) -> None:
        today = self._context.clock.today
        self.print_button = button(_("In"), "print", "primary", "Ctrl+P", parent=self)
        self.print_button.setAutoDefault(True)  # Enter presses it, after Enter in the last field
        self.print_button.hide()
        self.form = LetterForm(today, self)
        self.details = LetterDetails(today, self)
        self._source = ElidedText(role="quiet-small", parent=self)
        self._change_template = button(_("Sửa mẫu này"), kind="quiet", parent=self)
        self._change_template.setToolTip(_("Sửa mẫu thư; mẫu của chương trình thì sửa trên bản sao"))
        self.notices = LetterNotices(self)
        self.checks = LetterChecks(self.form, self.details, self.notices)
        self.keeping = LetterKeeping(self._context, self.draft, self)
        self._state = Text(role="quiet-small", parent=self)
        self._back = button(_("Sổ thư"), "left", "back", parent=self)
        self._back.setToolTip(_("Về sổ thư (Esc)"))
        self.side = LetterSide(self._context, self._wished, self)
        self.preview = self.side.preview
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget(self)
        body.setProperty("role", "page-body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(12)
        whose = QHBoxLayout()
        whose.addWidget(self._source, 1)
        whose.addWidget(self._change_template)
        column.addLayout(whose)
        column.addWidget(self.form)
        column.addWidget(line(body))
        column.addWidget(self.details)
        column.addStretch(1)
        left = QWidget(self)
        strips = QVBoxLayout(left)
        strips.setContentsMargins(0, 0, 0, 0)
        strips.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self._state)
        strips.addLayout(head)
        for strip in self.notices.strips:
            strips.addWidget(strip)
        self._body = scrolled(body, left)
        body.installEventFilter(self)
        strips.addWidget(self._body, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(self.side)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(8)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self._sized = False

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.left.connect(self._on_left)
        self.form.finished.connect(self._on_finished)
        self.form.searched.connect(self._on_searched)
        self.form.rule_chosen.connect(self._on_rule)
        self.form.converted.connect(self._on_converted)
        self.details.edited.connect(self._on_edited)
        self.details.left.connect(self._on_left)
        self.details.entered.connect(self._on_finished)
        self.keeping.moved.connect(self._show_state)
        self.keeping.kept.connect(self._tell_problems)
        self.keeping.numbered.connect(self.details.show_number)
        self.keeping.not_kept.connect(self._on_not_kept)
        self.side.checked.connect(self._on_checked)
        self.side.sheet_chosen.connect(self._on_sheet)
        self.side.pdf_wanted.connect(self._on_pdf)
        self.side.word_wanted.connect(self._on_word)
        self.print_button.clicked.connect(self._on_print)
        self.side.submit.clicked.connect(self._on_submit)
        self.notices.jump.clicked.connect(self.checks.go_to_first)
        self.notices.anyway.clicked.connect(self._on_anyway)
        self.notices.see_double.clicked.connect(self._on_see_double)
        self.notices.reopen.clicked.connect(self._on_reopen)
        self._back.clicked.connect(self.back_wanted)
        self._change_template.clicked.connect(self._on_change_template)
        self.notices.next.clicked.connect(self.begin_next)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+N"), self, self.begin_next)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=inside).activated.connect(self._on_escape)

    # -- opening

    def _open(self, read: "Callable[[Services], Opening]") -> None:
        self.flush()
        self._context.query(self, _("Mở thư"), read, self._on_opened)

    def _on_opened(self, found: Opening) -> None:
        if (typing := self.focusWidget()) is not None:
            typing.clearFocus()  # a line that somebody stands in keeps its words; these are of another letter
        self._opening, self._then = found, None
        self.keeping.begin(found)
        around = found.around
        template = around.template
        self.checks.begin(template)
        self.form.set_template(template, around.hamlets, around.rule)
        self.details.set_people(around.signatories)
        self.details.set_places(around.places)
        self.details.show_draft(found.draft, found.draft.sheet or template.sheet)
        self.details.set_proposed(around.proposed, numbered=template.numbered)
        self.form.show_values(found.draft.values)
        align((self.form.grid, self.details.grid))
        self._source.setText(template.note or template.source)
        self._source.setToolTip("\n\n".join(one for one in (template.note, template.source) if one))
        self.side.clear(word=bool(template.word_sha256))
        self.notices.clear()
        self._show_state()
        self.framed.emit()
        self.form.focus_first_empty()
        self.side.draw()

    def _on_refreshed(self, answer: tuple[LetterSlot, Letter | None, writing.Surroundings]) -> None:
        slot, letter, around = answer
        if slot is not self.keeping.slot:
            return
        self.form.set_hamlets(around.hamlets)
        self.details.set_people(around.signatories)
        if self.details.set_proposed_words(around.proposed):
            self.side.draw_soon()
        self.keeping.move(letter)

    @Slot()
    def _show_state(self) -> None:
        letter, opened = self.keeping.letter, self.keeping.is_open
        self.form.setEnabled(opened)
        self.details.setEnabled(opened)
        self.side.submit.setVisible(opened)
        self.notices.tell_closed(letter)
        words = ""
        if opened and letter is not None and letter.changed_at is not None:
            words = _("Bản nháp, đã lưu {time}").format(time=formats.clock_time(letter.changed_at))
        elif letter is not None:
            words = _(STATE_TITLES[letter.state])
        self._state.setText(words)

    # -- typing

    @Slot()
    def _on_edited(self) -> None:
        if self._opening is None:
            return
        self.keeping.typed()
        self.side.draw_soon()
        self.notices.after.say("")

    @Slot()
    def _on_left(self) -> None:
        self._tell_problems()
        if self.keeping.waits:
            self.flush()

    @Slot()
    def _on_finished(self) -> None:
        """Enter in the last field: everything is there, the letter may be printed."""
        self.print_button.setFocus()

    @Slot(str, str)
    def _on_searched(self, field_id: str, text: str) -> None:
        self._context.query(
            self,
            "",
            lambda services: services.letters.people(text),
            partial(self.form.offer_people, field_id),
        )

    @Slot(object)
    def _on_rule(self, rule: AgeRule) -> None:
        self._context.perform(
            self, _("Lưu cách tính tuổi"), lambda services: save_age_rule(services.office, rule)
        )

    @Slot(str, str)
    def _on_converted(self, field_id: str, before: str) -> None:
        def undo() -> None:
            self.form.input(field_id).put(before)

        self._context.tell(_("Đã chuyển sang Unicode."), undo)

    # -- the page at the right

    def _wished(self) -> tuple[LetterDraft, LetterSlot] | None:
        """What the page shows: the draft with the number it would get."""
        if self._opening is None:
            return None
        return replace(self.draft(), number=self.details.shown_number()), self.keeping.slot

    @Slot(object, object)
    def _on_checked(self, slot: LetterSlot, problems: tuple[FieldProblem, ...]) -> None:
        if slot is self.keeping.slot:
            self.checks.take(problems, self.keeping.doubles)

    @Slot(object)
    def _on_sheet(self, sheet: Sheet) -> None:
        self.details.show_sheet(sheet)
        self._on_edited()

    @Slot()
    def _tell_problems(self) -> None:
        self.checks.tell(self.keeping.doubles)

    def _on_not_kept(self, error: Exception) -> None:
        self._then = None
        if isinstance(error, AppError) and error.code in ("number_taken", "number_of_other_year"):
            self.details.say_number(f"{error.message} {error.hint}")
        else:
            self._context.show_error(self, error)

    # -- on its way

    def _when_ready(self, then: Callable[[], None], *, even_so: bool = False) -> None:
        """Go on when nothing is left to be filled in; otherwise tell what is."""
        if self._opening is None:
            return
        if not self.keeping.is_open:
            then()
            return
        self.form.tell_all()
        if even_so:
            self._settle(then)
            return
        slot, draft = self.keeping.slot, self.draft()

        def checked(problems: tuple[FieldProblem, ...]) -> None:
            if slot is not self.keeping.slot:
                return
            self.checks.take(problems, self.keeping.doubles)
            if not self.checks.blocking():
                self._settle(then)
                return
            self._then = then
            self.notices.anyway.show()
            self.checks.go_to_first()

        self._context.query(
            self, _("Kiểm tra thư"), lambda services: services.letters.check(draft, slot.letter_id), checked
        )

    def _settle(self, then: Callable[[], None]) -> None:
        self.keeping.settle(then, numbered=self.details.wants_number())

    @Slot()
    def _on_anyway(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            self._when_ready(then, even_so=True)

    @Slot()
    def _on_print(self) -> None:
        self.notices.anyway.setText(_("Vẫn in"))
        self._when_ready(self._print)

    def _print(self) -> None:
        letter_id = self.letter_id()
        if letter_id is not None:
            self.print_wanted.emit(letter_id)

    @Slot()
    def _on_submit(self) -> None:
        self.notices.anyway.setText(_("Vẫn trình ký"))
        self._when_ready(self._hand_in)

    def _hand_in(self) -> None:
        letter_id = self.letter_id()
        if letter_id is None:
            return

        def undo() -> None:
            self._context.perform(
                self,
                _("Hoàn tác"),
                lambda services: services.letters.reopen(letter_id),
                lambda _l: self.refresh(),
            )

        def done(letters: tuple[Letter, ...]) -> None:
            self.keeping.move(letters[0])
            self.notices.offer_next(_("Đã đưa thư vào tập trình ký."))
            self._context.tell(_("Đã đưa thư vào tập trình ký."), undo)

        self._context.perform(
            self, _("Trình ký"), lambda services: services.letters.submit([letter_id]), done
        )

    @Slot()
    def _on_reopen(self) -> None:
        self.keeping.reopen(self.form.focus_first_empty)

    @Slot()
    def begin_next(self) -> None:
        """The next letter of the same template; thôn, place, signatory and sheet stay."""
        if self._opening is None:
            return
        self.flush()
        draft = self.draft()
        self._context.query(
            self, _("Thư mới"), lambda services: writing.next_like(services, draft), self._on_opened
        )

    @Slot()
    def _on_pdf(self) -> None:
        self._write_file(".pdf")

    @Slot()
    def _on_word(self) -> None:
        self._write_file(".docx")

    def _write_file(self, ending: str) -> None:
        self.notices.anyway.setText(_("Vẫn lưu tệp"))
        self._when_ready(partial(self._write, ending))

    def _write(self, ending: str) -> None:
        letter = self.keeping.letter
        if letter is not None:
            save_as(self._context, self, letter.draft, self.title(), ending)

    @Slot()
    def _on_see_double(self) -> None:
        if self.keeping.doubles:
            self.letter_wanted.emit(self.keeping.doubles[-1].id)

    @Slot()
    def _on_change_template(self) -> None:
        if self._opening is not None:
            template = self._opening.around.template
            self._context.go(Place(PageId.LETTERS, part=f"templates:{template.id}"))

    @Slot()
    def _on_escape(self) -> None:
        self.back_wanted.emit()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps its width, the page takes the rest."""
        super().resizeEvent(event)
        if not self._sized and event.size().width() > 400:
            self._sized = True
            form = min(
                self.fontMetrics().horizontalAdvance("0") * _FORM_LETTERS + 60,
                event.size().width() * 11 // 20,
            )
            self._split.setSizes([form, event.size().width() - form])
            self._fit_form()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes come below the fields while one types."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_form()
        return super().eventFilter(watched, event)

    def _fit_form(self) -> None:
        """Labels differ from letter to letter and language to language; the form is not cut for the page beside it."""
        body = self._body.widget()
        if body is None:
            return
        needed = body.minimumSizeHint().width() + self._body.verticalScrollBar().sizeHint().width() + 2
        form, page = self._split.sizes()
        if self._sized and form < needed and form + page >= needed * 3 // 2:
            self._split.setSizes([needed, form + page - needed])

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere keeps what was typed."""
        if not event.spontaneous():
            self.flush()
        super().hideEvent(event)
