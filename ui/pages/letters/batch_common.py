"""What is the same in every letter of a list: fields that no column fills, date, place, who signs, sheet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Field, LetterDraft, Template
from friendly_desktop.i18n import _
from ui.pages.letters.batch_work import Begun
from ui.pages.letters.details import LetterDetails
from ui.pages.letters.form import LetterForm
from ui.pages.letters.grid import align
from ui.widgets.text import Text


class CommonValues(QWidget):
    """The inputs of one letter, without those that the columns of the list fill.

    Signals:
        edited: something was typed.
        entered: Enter was pressed in the last field.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun: Begun | None = None
        self._typed: dict[str, str] = {}
        self.form = LetterForm(today, self)
        self.details = LetterDetails(today, self, numbered=False)
        self._title = Text(_("Giống nhau ở mọi thư"), "strong", parent=self)
        self._none = Text(_("Mọi trường đều lấy từ danh sách."), "quiet-small", wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        for one in (self._title, self._none, self.form, self.details):
            layout.addWidget(one)
        layout.addStretch(1)
        self.form.edited.connect(self._on_edited)
        self.form.left.connect(self._on_left)
        self.form.finished.connect(self.details.focus_date)
        self.details.edited.connect(self.edited)
        self.details.entered.connect(self.entered)

    def show_template(self, begun: Begun) -> None:
        """Begin with another template; what was typed for fields of the same name stays."""
        self._begun = begun
        around = begun.around
        self.details.set_people(around.signatories)
        self.details.set_places(around.places)
        self.details.show_draft(begun.draft, begun.draft.sheet or around.template.sheet)

    def refresh(self, begun: Begun) -> None:
        """The lists of the office changed; what was typed stays."""
        self._begun = begun
        self.details.set_people(begun.around.signatories)
        self.form.set_hamlets(begun.around.hamlets)

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Ask for these fields, which no column fills."""
        if self._begun is None:
            return
        around = self._begun.around
        partial_ = replace(around.template, fields=tuple(fields))
        self.form.set_template(partial_, around.hamlets, around.rule)
        self.form.show_values(
            {one.id: self._typed.get(one.id, self._begun.draft.values.get(one.id, "")) for one in fields}
        )
        self.form.setVisible(bool(fields))
        self._none.setVisible(not fields)
        align((self.form.grid, self.details.grid))

    def defaults(self) -> dict[str, str]:
        """The values of the fields in view, as typed."""
        texts = {one.field.id: one.text() for one in self.form.inputs()}
        return {field_id: text for field_id, text in texts.items() if text.strip()}

    def onto(self, draft: LetterDraft, template: Template) -> LetterDraft:
        """The draft with date, place, signatory and sheet as they stand here."""
        return replace(self.details.onto(draft, template.sheet), number="")

    def first_wrong(self) -> QWidget | None:
        """Where something cannot be read; said there too."""
        self.form.tell_all()
        self.form.show_problems(())
        self.details.tell()
        for one in self.form.inputs():
            if one.value()[1]:
                return one.line
        if self.details.problem():
            self.details.focus_date()
            return self.details
        return None

    def ask_for(self, field_id: str, sentence: str) -> None:
        """Say that a field needs a value, and go there."""
        one = self.form.input(field_id)
        one.set_problem(sentence)
        one.line.setFocus()

    @Slot()
    def _on_edited(self) -> None:
        for one in self.form.inputs():
            self._typed[one.field.id] = one.value()[0]
        self.edited.emit()

    @Slot()
    def _on_left(self) -> None:
        self.form.show_problems(())
