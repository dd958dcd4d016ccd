"""The fields of a form of a case or meeting, as its records fill them in and a person changes them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.forms import CaseFormTemplate, FormDraft, FormProblem
from friendly_desktop.domain.office import Signatory
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.i18n import _
from ui.letters.inputs import FieldInput
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import Text
from ui.widgets.typing import GrowingText


class FormFields(QWidget):
    """Number, place and day, the form's own fields, who signs, who gets it.

    Args:
        today: tells the day.
        parent: where it stands.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page-body")
        self._today = today
        self._draft: FormDraft | None = None
        self.inputs: dict[str, FieldInput] = {}
        self.number = SuggestLine(self)
        self.number.setPlaceholderText(_("ghi tay"))
        self.day = SuggestLine(self)
        self.place = SuggestLine(self)
        self.signatory = ChoiceField(parent=self)
        self.recipients = GrowingText(2, 6, self)
        self._number = Field(_("Số"), self.number, parent=self)
        self._day = Field(_("Ngày"), self.day, parent=self)
        self._signer = Field(_("Người ký"), self.signatory, parent=self)
        self._recipients = Field(_("Nơi nhận"), self.recipients, parent=self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._number, 2)
        head.addWidget(Field(_("Địa danh"), self.place, parent=self), 3)
        head.addWidget(self._day, 3)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(self._column)
        layout.addWidget(self._signer)
        layout.addWidget(self._recipients)
        layout.addStretch(1)
        for line in (self.number, self.day, self.place):
            line.textEdited.connect(self.edited)
            line.passed.connect(self._on_passed)
        self.signatory.committed.connect(self.edited)
        self.recipients.edited.connect(self.edited)

    def begin(
        self,
        draft: FormDraft,
        template: CaseFormTemplate,
        kind: CaseKind | None,
        signatories: Sequence[Signatory],
    ) -> None:
        """Show a form; of a denunciation without the fields that would give it away."""
        self._draft = draft
        self._number.setVisible(template.numbered)
        self._recipients.setVisible(bool(draft.recipients) or bool(template.recipients))
        self.number.setText(draft.number)
        self.day.setText(formats.short_date(draft.date))
        self.place.setText(draft.place)
        self.signatory.set_choices([(one.id, one.name) for one in signatories])
        self.signatory.show_value(draft.signatory_id)
        self._signer.setVisible(bool(signatories))
        self.recipients.put("\n".join(draft.recipients))
        for one in template.offered_fields(kind):
            made = FieldInput(one.field, self._today, self)
            made.show_value(draft.values.get(one.id, ""))
            label = Text(one.field.label, parent=self)
            label.setBuddy(made.line)
            self._column.addWidget(label)
            self._column.addWidget(made)
            self._column.addSpacing(4)
            made.edited.connect(self.edited)
            made.entered.connect(self._on_passed)
            self.inputs[one.id] = made

    def draft(self) -> FormDraft:
        """The form as it stands.

        Raises:
            LookupError: nothing was begun.
        """
        if self._draft is None:
            raise LookupError("form")
        values = {name: value for name, one in self.inputs.items() if (value := one.value()[0])}
        signatory = self.signatory.value()
        lines = clean_text(self.recipients.toPlainText()).split("\n")
        return replace(
            self._draft,
            date=self._read_day(self._draft.date),
            values=values,
            number=clean_line(self.number.text()),
            place=clean_line(self.place.text()),
            signatory_id=signatory if isinstance(signatory, int) else None,
            recipients=tuple(line for line in lines if line),
        )

    def show_problems(self, problems: Sequence[FormProblem]) -> list[str]:
        """Say each at its field; gives back what belongs to none."""
        told = {one.field: one.message for one in problems}
        for name, one in self.inputs.items():
            unread = one.value()[1]
            one.set_problem(unread or told.get(name, ""), blocking=bool(unread))
        return [one.message for one in problems if one.field not in self.inputs]

    def first_empty(self) -> QWidget | None:
        """Where the person goes on."""
        return next((one.line for one in self.inputs.values() if not one.text().strip()), None)

    def _read_day(self, before: date) -> date:
        try:
            day = formats.parse_date(self.day.text(), self._today())
        except ValueError as problem:
            self._day.set_problem(str(problem))
            return before
        self._day.set_problem("")
        return day

    @Slot()
    def _on_passed(self) -> None:
        sender = self.sender()
        if isinstance(sender, FieldInput):
            sender.line.focusNextChild()
        elif isinstance(sender, SuggestLine):
            sender.focusNextChild()
