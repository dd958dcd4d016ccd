"""What happened to a case, the newest first; what was taken back stays to be seen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseAction, CaseStep, DocumentRef, Outcome, StepEntry
from friendly_desktop.domain.cases.steps import BY_THE_PROGRAM
from friendly_desktop.domain.cases.words import (
    ACTION_TITLES,
    COMPETENCE_TITLES,
    COMPLEXITY_TITLES,
    CONDITION_TITLES,
    KIND_TITLES,
    OUTCOME_TITLES,
    STATE_TITLES,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.people.permission import reserve
from ui.widgets.text import Text, icon_button, line

#: Steps nobody corrects: the program wrote them; the entry itself has its own way.
_FIXED = BY_THE_PROGRAM


def step_words(step: CaseStep) -> str:
    """Everything a step says beside its day and name, in lines."""
    entry = step.entry
    lines = [_paper_words(entry.document), *_decided(entry)]
    if entry.body:
        lines.append(_("Cơ quan: {body}").format(body=entry.body))
    if entry.officer:
        lines.append(_("Giao: {name}").format(name=entry.officer))
    if entry.days:
        lines.append(_("Số ngày gia hạn: {n}").format(n=entry.days))
    if entry.code:
        lines.append(_("Mã: {code}").format(code=entry.code))
    lines.append(entry.text)
    lines += [
        _("{field}: «{before}» thành «{after}»").format(field=one.field, before=one.before, after=one.after)
        for one in step.changes
    ]
    return "\n".join(line for line in lines if line)


def _paper_words(document: DocumentRef) -> str:
    """The paper a step rests on."""
    if not (document.number or document.title or document.day):
        return ""
    named = " ".join(part for part in (document.title, document.number) if part)
    if document.day:
        day = formats.short_date(document.day)
        named = _("{paper} ngày {day}").format(paper=named or _("Văn bản"), day=day)
    if document.issuer:
        named = _("{paper} của {body}").format(paper=named, body=document.issuer)
    if document.signer:
        named = _("{paper}, {name} ký").format(paper=named, name=document.signer)
    return named


def _decided(entry: StepEntry) -> list[str]:
    """What was decided by a step, a line each."""
    lines = []
    if entry.kind is not None:
        lines.append(_(KIND_TITLES[entry.kind]))
    if entry.conditions is not None:
        lines.append(_(CONDITION_TITLES[entry.conditions]))
    if entry.competence is not None:
        lines.append(_(COMPETENCE_TITLES[entry.competence]))
    if entry.complexity is not None:
        level = _(COMPLEXITY_TITLES[entry.complexity]).lower()
        lines.append(_("Mức độ phức tạp: {level}").format(level=level))
    if entry.outcome is not Outcome.NONE:
        lines.append(_(OUTCOME_TITLES[entry.outcome]))
    return lines


class CaseHistory(QWidget):
    """The steps of a case.

    Signals:
        correct_wanted: int, a step is to be put right.
    """

    correct_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._rows: list[QWidget] = []
        self._steps: tuple[CaseStep, ...] = ()

    def show_steps(self, steps: tuple[CaseStep, ...]) -> None:
        """Show these from now on."""
        if steps == self._steps:
            return
        self._steps = steps
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for step in reversed(steps):
            if self._rows:
                self._add(line(self))
            self._add(self._row(step))

    def _add(self, row: QWidget) -> None:
        self._rows.append(row)
        self._column.addWidget(row)

    def _row(self, step: CaseStep) -> QWidget:
        row = QFrame(self)
        name = Text(_(ACTION_TITLES[step.entry.action]), "strong", wrap=True, parent=row)
        if step.undone:
            font = QFont(name.font())
            font.setStrikeOut(True)
            name.setFont(font)
            name.setToolTip(_("Đã được đính chính bằng một bước sau"))
        by = _("{day}, {name}") if step.entry.by else _("{day}")
        day = Text(
            by.format(day=formats.short_date(step.entry.on), name=step.entry.by), "quiet-small", parent=row
        )
        state = Text(_(STATE_TITLES[step.state]), "quiet-small", parent=row)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name, 1)
        if not step.undone and (step.entry.action not in _FIXED or step.entry.action is CaseAction.ENTER):
            mend = icon_button("edit", _("Đính chính bước này"), parent=row)
            mend.setProperty("step", step.id)
            mend.clicked.connect(self._on_mend)
            reserve(self._context, Right.CASES, mend)
            head.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(day, 1, 0)
        grid.addWidget(state, 1, 1, Qt.AlignmentFlag.AlignRight)
        words = step_words(step)
        if words:
            grid.addWidget(Text(words, "small", wrap=True, parent=row), 2, 0, 1, 2)
        at = Text(_("ghi lúc {moment}").format(moment=formats.moment(step.at)), "quiet-small", parent=row)
        if step.at.astimezone().date() != step.entry.on:
            grid.addWidget(at, 3, 0, 1, 2)
        else:
            at.hide()
        return row

    @Slot()
    def _on_mend(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.correct_wanted.emit(int(sender.property("step")))
