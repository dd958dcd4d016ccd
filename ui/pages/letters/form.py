"""The form of a letter, made from the fields of its template."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import FieldKind, FieldProblem, Template
from friendly_desktop.domain.letters.ages import AgeCount, AgeRule, suggested_ages
from friendly_desktop.domain.letters.register import PersonHint
from friendly_desktop.i18n import _
from ui.letters.inputs import FieldInput
from ui.pages.letters.grid import FormGrid
from ui.widgets.suggesting import Suggestion, SuggestLine
from ui.widgets.text import Text, button


class LetterForm(QWidget):
    """One input a field. Problems are told once a field was left, or all of them when a letter is wanted.

    Signals:
        edited: a value changed.
        left: the keyboard left a field.
        finished: Enter was pressed in the last field.
        searched: (field id, text), a name was typed; answer with :meth:`offer_people`.
        rule_chosen: AgeRule, ages are to be counted otherwise.
        converted: (field id, text before), old-font text was changed to Unicode.
    """

    edited = Signal()
    left = Signal()
    finished = Signal()
    searched = Signal(str, str)
    rule_chosen = Signal(object)
    converted = Signal(str, str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._template: Template | None = None
        self._inputs: dict[str, FieldInput] = {}
        self._told: set[str] = set()
        self._rule = AgeRule()
        self._age_notes: dict[str, tuple[QWidget, Text]] = {}
        self._typing = ""
        self._suggested: dict[str, str] = {}
        self.grid = FormGrid(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)

    # -- what the page does

    def set_template(self, template: Template, hamlets: Sequence[str], rule: AgeRule) -> None:
        """Make the inputs of a template."""
        self._template, self._rule = template, rule
        self._told.clear()
        self._inputs.clear()
        self._age_notes.clear()
        self._suggested.clear()
        self.grid.clear()
        before: QWidget = self.grid  # what comes after the form keeps its place after the new inputs
        for field in template.fields:
            made = FieldInput(field, self._today, self.grid)
            made.set_choices(hamlets)
            if field.kind is FieldKind.AGE:
                self._add_age_note(made)
            self._connect(made)
            self.grid.add(field.label, made, made.line)
            self._inputs[field.id] = made
            QWidget.setTabOrder(before, made)
            before = made

    def set_hamlets(self, hamlets: Sequence[str]) -> None:
        """The office's list changed."""
        for one in self._inputs.values():
            one.set_choices(hamlets)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show the values of a letter."""
        for field_id, one in self._inputs.items():
            one.show_value(values.get(field_id, ""))
        if self._template is not None:
            self._suggested = suggested_ages(self._template, values, self._rule)
            self._show_age_notes()

    def values(self) -> dict[str, str]:
        """The canonical values; text that cannot be read is kept as typed."""
        read = {field_id: one.value()[0] for field_id, one in self._inputs.items()}
        return {field_id: value for field_id, value in read.items() if value}

    def input(self, field_id: str) -> FieldInput:
        """The input of a field."""
        return self._inputs[field_id]

    def inputs(self) -> tuple[FieldInput, ...]:
        """All inputs in order."""
        return tuple(self._inputs.values())

    def focus_first_empty(self) -> None:
        """Begin where something is to be typed."""
        found = next((one for one in self._inputs.values() if not one.text().strip()), None)
        found = found or next(iter(self._inputs.values()), None)
        if found is not None:
            found.line.setFocus()

    def tell_all(self) -> None:
        """From now on tell the problems of all fields."""
        self._told.update(self._inputs)

    def show_problems(self, problems: Sequence[FieldProblem]) -> tuple[FieldProblem, ...]:
        """Say at each field what is wrong with it; returns what is said.

        Args:
            problems: of the whole letter; those of fields not yet left wait.
        """
        said: list[FieldProblem] = []
        for field_id, one in self._inputs.items():
            unread = one.value()[1]
            found = next((found for found in problems if found.field == field_id), None)
            if unread:
                found = FieldProblem(field_id, unread)
            if found is None or field_id not in self._told or field_id == self._typing:
                one.set_problem("")
            else:
                one.set_problem(found.message, blocking=found.blocking)
            if found is not None and field_id in self._told:
                said.append(found)
        return tuple(said)

    def offer_people(self, field_id: str, people: Sequence[PersonHint]) -> None:
        """Answer what was asked with ``searched``."""
        rows = []
        for one in people:
            where = " · ".join(part for part in (one.salutation, one.hamlet or one.address) if part)
            rows.append(Suggestion(one.name, where, one))
        line = self._inputs[field_id].line if field_id in self._inputs else None
        if isinstance(line, SuggestLine):
            line.offer(rows)

    def age_note(self, field_id: str) -> str:
        """What is suggested below an age; "" for nothing."""
        row, words = self._age_notes[field_id]
        return words.text() if row.isVisibleTo(self) else ""

    def set_rule(self, rule: AgeRule) -> None:
        """Count ages in this way from now on."""
        self._rule = rule
        self._suggest_ages()

    # -- inside

    def _connect(self, made: FieldInput) -> None:
        made.edited.connect(self._on_edited)
        made.left.connect(self._on_left)
        made.entered.connect(self._on_entered)
        made.searched.connect(self._on_searched)
        made.picked.connect(self._on_picked)
        made.converted.connect(self._on_converted)

    def _add_age_note(self, made: FieldInput) -> None:
        row = QWidget(made)
        note = Text(role="quiet-small", wrap=True, parent=row)
        counting = button(_("Cách tính"), kind="quiet", parent=row)
        menu = QMenu(counting)
        for count, words in (
            (AgeCount.NOMINAL, _("Tính cả tuổi mụ (năm mất trừ năm sinh, cộng một)")),
            (AgeCount.FULL, _("Tính tròn tuổi (đủ ngày sinh nhật mới thêm một)")),
        ):
            menu.addAction(words).setData(count)
        menu.triggered.connect(self._on_rule)
        counting.setMenu(menu)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(note, 1)
        line.addWidget(counting)
        row.hide()
        made.add_below(row)
        self._age_notes[made.field.id] = row, note

    @Slot()
    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, FieldInput):
            self._typing = sender.field.id if sender.line.hasFocus() else ""
            if sender.field.kind is not FieldKind.AGE:
                self._suggest_ages()
        self.edited.emit()

    def _suggest_ages(self) -> None:
        """Put a suggestion into an age that is empty or still the last suggestion; never over typed words."""
        if self._template is None or not self._age_notes:
            return
        new = suggested_ages(self._template, self.values(), self._rule)
        before, self._suggested = self._suggested, new
        for field_id in self._age_notes:
            one = self._inputs[field_id]
            if one.text() in ("", before.get(field_id, "")) and one.text() != new.get(field_id, ""):
                one.put(new.get(field_id, ""))
        self._show_age_notes()

    def _show_age_notes(self) -> None:
        words = _("tính cả tuổi mụ") if self._rule.count is AgeCount.NOMINAL else _("tính tròn tuổi")
        for field_id, (row, note) in self._age_notes.items():
            phrase = self._suggested.get(field_id, "")
            row.setVisible(bool(phrase))
            note.setText(_("Gợi ý: {phrase} ({rule})").format(phrase=phrase, rule=words))

    @Slot(object)
    def _on_rule(self, action: QAction) -> None:
        rule = replace(self._rule, count=AgeCount(action.data()))
        for field_id in self._age_notes:  # asked for: the suggestion of the new rule replaces what stands
            self._suggested[field_id] = self._inputs[field_id].text()
        self.set_rule(rule)
        self.rule_chosen.emit(rule)

    @Slot()
    def _on_left(self) -> None:
        sender = self.sender()
        self._typing = ""
        if isinstance(sender, FieldInput) and sender.text().strip():
            self._told.add(sender.field.id)
        self.left.emit()

    @Slot()
    def _on_entered(self) -> None:
        sender = self.sender()
        order = list(self._inputs.values())
        if isinstance(sender, FieldInput):
            self._told.add(sender.field.id)
            place = order.index(sender)
            if place + 1 < len(order):
                order[place + 1].line.setFocus(Qt.FocusReason.TabFocusReason)  # typing replaces what is there
            else:
                self.finished.emit()

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        sender = self.sender()
        if isinstance(sender, FieldInput):
            self.searched.emit(sender.field.id, text)

    @Slot(object)
    def _on_picked(self, taken: Suggestion) -> None:
        """A person brings along the form of address and the address, where nothing stands yet."""
        sender = self.sender()
        if not isinstance(sender, FieldInput) or not isinstance(taken.value, PersonHint):
            return
        person = taken.value
        order = [one.field for one in self._inputs.values()]
        place = order.index(sender.field)
        if place and order[place - 1].kind is FieldKind.SALUTATION and person.salutation:
            self._inputs[order[place - 1].id].put(person.salutation)
        alone = sum(one.kind is FieldKind.PERSON for one in order) == 1
        for kind, words in ((FieldKind.ADDRESS, person.address), (FieldKind.HAMLET, person.hamlet)):
            fitting = [one for one in order if one.kind is kind]
            own = [one for one in fitting if one.id.startswith(f"{sender.field.id}_")]
            for one in (own or fitting if alone else own)[:1]:
                if words and not self._inputs[one.id].text().strip():
                    self._inputs[one.id].put(words)

    @Slot(str)
    def _on_converted(self, before: str) -> None:
        sender = self.sender()
        if isinstance(sender, FieldInput):
            self.converted.emit(sender.field.id, before)
