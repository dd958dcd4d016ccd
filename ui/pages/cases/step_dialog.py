"""A step of a case: its day, who takes it, and only what this step needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseKind,
    CaseProblem,
    Competence,
    Conditions,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.cases.steps import StepNeed, document_titles, needs
from friendly_desktop.domain.cases.words import (
    ACTION_TITLES,
    COMPETENCE_TITLES,
    COMPLEXITY_TITLES,
    CONDITION_TITLES,
    KIND_TITLES,
    OUTCOME_TITLES,
)
from friendly_desktop.domain.deadlines import Complexity
from friendly_desktop.domain.letters.days import read_recent_day
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import Text, button, scrolled
from ui.widgets.typing import GrowingText

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 250
_DATES = frozenset({"on", "document.day"})
_WIDE = frozenset({"text"})

_Input = SuggestLine | GrowingText | ChoiceField

#: Enough for any step to stand on; what else a step says is in its text.
_CHOICES: dict[str, tuple[object, ...]] = {
    "kind": (None, *CaseKind),
    "conditions": (None, Conditions.MET, Conditions.NOT_MET),
    "competence": (None, Competence.OWN, Competence.OTHER),
    "complexity": (None, *Complexity),
    "outcome": tuple(Outcome),
}


_TITLES: dict[str, Mapping[Any, str]] = {
    "kind": KIND_TITLES,
    "conditions": CONDITION_TITLES,
    "competence": COMPETENCE_TITLES,
    "complexity": COMPLEXITY_TITLES,
    "outcome": OUTCOME_TITLES,
}


class StepDialog(QDialog):
    """Asks for what a step needs and says beside each field what is wrong.

    Args:
        parent: where it stands.
        context: of the window.
        case: whose step.
        action: which step.
        people: names offered for officers and who takes it.
        done: called with the step once nothing forbids it; the dialog is closed by then.
        before: a step that is put right; its reason is asked for too.
    """

    def __init__(
        self,
        parent: QWidget,
        context: UiContext,
        case: Case,
        action: CaseAction,
        people: Sequence[str],
        done: Callable[[StepEntry, str], None],
        before: StepEntry | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._case, self._action, self._done = context, case, action, done
        self._before = before
        self._people = tuple(people)
        self._tried = False
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = _("Đính chính: {step}") if before else _("{step}")
        title = words.format(step=_(ACTION_TITLES[action]))
        self.setWindowTitle(_("{title}, vụ việc {code}").format(title=title, code=case.code))
        self.needs = needs(action, case)
        self.inputs: dict[str, _Input] = {}
        self.fields: dict[str, Field] = {}
        self._warnings = NoticeStrip("warning", "warning", parent=self)
        self.yes = button(_("Ghi bước này"), "check", "primary", "Ctrl+Return", parent=self)
        self.yes.setAutoDefault(True)
        self._build(title, parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.yes.clicked.connect(self._on_yes)
        self._fill(before)
        first = next((one for one in self.needs if one.required), self.needs[0] if self.needs else None)
        self.inputs[first.field if first else "on"].setFocus()

    # -- building

    def _build(self, title: str, parent: QWidget) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        own = [StepNeed("on", _("Ngày")), StepNeed("by", _("Người thực hiện"), required=False)]
        row = column = 0
        for need in (*own, *self.needs):
            field = self._make(need)
            wide = need.field in _WIDE
            if wide and column:
                row, column = row + 1, 0
            grid.addWidget(field, row, column, 1, 2 if wide else 1)
            column += 2 if wide else 1
            if column >= 2:
                row, column = row + 1, 0
        if self._before is not None:
            grid.addWidget(self._make(StepNeed("why", _("Lý do đính chính"))), row + 1, 0, 1, 2)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addLayout(grid)
        inner.addStretch(1)
        self.body = body
        cancel = button(_("Hủy"), parent=self)
        cancel.clicked.connect(self.reject)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(12)
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(cancel)
        row_of_buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        if papers := document_titles(self._action, self._case.entry.kind):
            papers_words = _("Văn bản của bước này: {papers}.").format(papers=", ".join(papers))
            layout.addWidget(Text(papers_words, "quiet", wrap=True, parent=self))
        layout.addWidget(self._warnings)
        layout.addWidget(scrolled(body, self), 1)
        layout.addLayout(row_of_buttons)
        letter = self.fontMetrics().horizontalAdvance("0")
        room = parent.window()
        self.setMinimumWidth(min(letter * 72, room.width() - 40))
        wanted = body.sizeHint().height() + 190
        self.resize(min(letter * 88, room.width() - 40), min(wanted, room.height() - 24))

    def _make(self, need: StepNeed) -> Field:
        made: _Input
        if need.field in _CHOICES:
            made = ChoiceField([(one, _choice_words(need.field, one)) for one in _CHOICES[need.field]], self)
            made.committed.connect(self._on_edited)
        elif need.field in (*_WIDE, "why"):
            made = GrowingText(3 if need.field == "text" else 1, 8, self)
            made.edited.connect(self._on_edited)
        else:
            made = SuggestLine(self)
            made.textEdited.connect(self._on_edited)
            made.passed.connect(self._on_passed)
            if need.field in _DATES:
                made.setPlaceholderText(_("ngày/tháng/năm"))
                made.setToolTip(_("Gõ 5/3, 050326 hoặc «hôm nay»"))
            elif need.field in ("by", "officer"):
                made.set_suggestions(self._people)
        label = _(need.label)
        field = Field(
            label if need.required else _("{label} (nếu có)").format(label=label), made, parent=self
        )
        self.inputs[need.field], self.fields[need.field] = made, field
        return field

    def _fill(self, before: StepEntry | None) -> None:
        shown = before or StepEntry(self._action, self._context.clock.today())
        for name, one in self.inputs.items():
            if name == "why":
                continue
            value = _value(shown, name)
            if isinstance(one, ChoiceField):
                one.show_value(value)
            elif isinstance(one, GrowingText):
                one.put(str(value or ""))
            else:
                one.setText(formats.short_date(value) if isinstance(value, date) else str(value or ""))

    # -- reading

    def entry(self) -> tuple[StepEntry, list[CaseProblem]]:
        """The step as it stands, and what could not be read."""
        today = self._context.clock.today()
        found = StepEntry(self._action, today)
        problems: list[CaseProblem] = []
        for name, one in self.inputs.items():
            if name == "why":
                continue
            if isinstance(one, ChoiceField):
                found = _with(found, name, one.value())
                continue
            text = clean_text(one.toPlainText()) if isinstance(one, GrowingText) else clean_line(one.text())
            try:
                found = _with(found, name, _read(name, text, today))
            except ValueError as problem:
                problems.append(CaseProblem(name, str(problem)))
        if "on" in self.inputs and not clean_line(self.inputs["on"].text()):  # type: ignore[union-attr]  # a line
            problems.append(CaseProblem("on", _("Hãy nhập ngày.")))
        if "document.number" in self.inputs and found.document.number:
            titles = document_titles(self._action, self._case.entry.kind)
            found = replace(found, document=replace(found.document, title=titles[0] if titles else ""))
        return found, problems

    def why(self) -> str:
        """The reason of a correction."""
        one = self.inputs.get("why")
        return clean_text(one.toPlainText()) if isinstance(one, GrowingText) else ""

    def show_problems(self, problems: Sequence[CaseProblem]) -> None:
        """Each at its field; what belongs to none, and warnings, above."""
        above = []
        told: dict[str, list[str]] = {}
        for one in problems:
            if one.field in self.fields and one.blocking:
                told.setdefault(one.field, []).append(one.message)
            else:
                above.append(one.message)
        for name, field in self.fields.items():
            field.set_problem(" ".join(told.get(name, [])))
        self._warnings.say("\n".join(above))

    # -- hands

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()

    @Slot()
    def _on_passed(self) -> None:
        sender = self.sender()
        if isinstance(sender, SuggestLine):
            sender.focusNextChild()

    @Slot()
    def _ask(self) -> None:
        """Warn while typing; what is missing only once the step was tried."""
        self._judge(lambda problems: self.show_problems(self._shown(problems)))

    def _shown(self, problems: Sequence[CaseProblem]) -> list[CaseProblem]:
        if self._tried:
            return list(problems)
        entry, _unread = self.entry()
        return [
            one
            for one in problems
            if not one.blocking
            or (one.field in self.inputs and _value(entry, one.field) not in (None, "", Outcome.NONE))
        ]

    def _judge(self, then: Callable[[list[CaseProblem]], None]) -> None:
        entry, unread = self.entry()
        case_id = self._case.id
        self._wish += 1
        wish = self._wish

        def done(found: Sequence[CaseProblem]) -> None:
            if wish == self._wish:
                then([*unread, *found])

        if self._before is not None:  # the service judges it in its place among the steps
            then(unread)
            return

        def work(services: "Services") -> Sequence[CaseProblem]:
            return services.cases.check_step(case_id, entry)

        self._context.query(self, _("Kiểm tra bước xử lý"), work, done)

    @Slot()
    def _on_yes(self) -> None:
        self._tried = True
        self._pause.stop()
        self._judge(self._on_judged)

    def _on_judged(self, problems: list[CaseProblem]) -> None:
        if self._before is not None and not self.why():
            problems = [*problems, CaseProblem("why", _("Hãy ghi lý do đính chính."))]
        self.show_problems(problems)
        blocking = [one for one in problems if one.blocking]
        if blocking:
            found = next((one for one in blocking if one.field in self.inputs), None)
            if found is not None:
                self.inputs[found.field].setFocus()
            return
        entry, _unread = self.entry()
        self.accept()
        self._done(entry, self.why())


def _choice_words(name: str, value: object) -> str:
    if value is None:
        return _("Giữ nguyên")
    return _(_TITLES[name][value])


def _value(entry: StepEntry, name: str) -> object:
    found: object = entry
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _with(entry: StepEntry, name: str, value: object) -> StepEntry:
    head, _dot, rest = name.partition(".")
    if rest:
        return replace(entry, document=replace(entry.document, **{rest: value}))  # type: ignore[arg-type]
    return replace(entry, **{head: value})  # type: ignore[arg-type]


def _read(name: str, text: str, today: date) -> object:
    """A value as typed; raises ValueError with a sentence."""
    if name in _DATES:
        if not text:
            return today if name == "on" else None
        return read_recent_day(text, today)
    if name == "days":
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and 0 < int(text) < 1000):
            raise ValueError(_("Số ngày phải là số từ 1 trở lên."))
        return int(text)
    return text
