"""What the records propose for a leaf: each rule with its arithmetic, the proposal, and what was decided."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.criteria import Node, ScoringKind
from friendly_desktop.domain.criteria.measures import Gauge, source_of
from friendly_desktop.domain.proof.decisions import ProofDecision, ProposedLeaf
from friendly_desktop.domain.proof.rules import RuleResult, Standing
from friendly_desktop.i18n import _
from ui.proof.override_form import OverrideForm
from ui.widgets.flow import FlowLayout
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, mark

#: The icon of a standing and the theme token of its colour; the words beside it say the same.
MARKS = {
    Standing.HOLDS: ("done", "good"),
    Standing.OPEN: ("doing", "accent"),
    Standing.MISSED: ("warning", "warning"),
    Standing.UNKNOWN: ("todo", "quiet"),
}
_LISTED = frozenset({Gauge.ACTIVITIES, Gauge.POSTINGS, Gauge.INDICATOR, Gauge.FIGURE, Gauge.SURVEY})


class ProposalStrip(QFrame):
    """The proposal of one leaf with its rules; hidden for a leaf without a rule.

    Signals:
        accept_wanted: str, the officer (a name or "") takes the proposal.
        override_wanted: (str points, bool done, str reason, str officer), the leaf is scored otherwise.
        withdraw_wanted: the decision is to be taken back.
        list_wanted: str, the leaf whose dated list is to be shown.
        form_opened: the fields of another decision show now.
        paper_wanted: the person wants to add papers that prove the leaf.
    """

    accept_wanted = Signal(str)
    override_wanted = Signal(str, bool, str, str)
    withdraw_wanted = Signal()
    list_wanted = Signal(str)
    form_opened = Signal()
    paper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName(_("Đề nghị từ số liệu"))
        self._leaf: ProposedLeaf | None = None
        self._node = ""
        self._frozen = False
        self._shown: tuple[RuleResult, ...] = ()
        self._rule_parts: list[QWidget] = []
        self._icon = IconLabel("todo", "quiet", parent=self)
        self._sentence = Text(role="strong", wrap=True, parent=self)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._moved = Text(role="problem", wrap=True, parent=self)
        self._decided = Text(role="small", wrap=True, parent=self)
        self.accept = button(_("Chấp nhận"), "check", shortcut="Ctrl+Shift+Return", parent=self)
        self.other = button(_("Chấm khác..."), "edit", "quiet", parent=self)
        self.papers = button(_("Thêm giấy tờ..."), "attach", "quiet", parent=self)
        self.withdraw = button(_("Bỏ quyết định"), "undo", "quiet", parent=self)
        self.records = button(_("Danh mục đã ghi"), "table", "quiet", parent=self)
        self.form = OverrideForm(self)
        self.form.hide()
        self._lay_out()
        self.accept.clicked.connect(self._on_accept)
        self.other.clicked.connect(self._on_other)
        self.withdraw.clicked.connect(self.withdraw_wanted)
        self.papers.clicked.connect(self.paper_wanted)
        self.records.clicked.connect(self._on_records)
        self.form.given.connect(self.override_wanted)
        self.form.left.connect(self._on_left)
        self.hide()

    @property
    def leaf(self) -> ProposedLeaf | None:
        """What is shown."""
        return self._leaf

    def show_leaf(
        self, node: Node, leaf: ProposedLeaf | None, people: Sequence[str], *, frozen: bool
    ) -> None:
        """Show a leaf's proposal; what is being typed for the same leaf is left alone."""
        if node.id != self._node:
            self._node = node.id
            self.form.hide()
            self.form.clear()
        self._leaf, self._frozen = leaf, frozen
        if leaf is None:
            self.hide()
            return
        self._icon.set_icon(*MARKS[leaf.proposal.standing])
        self._sentence.setText(leaf.proposal.sentence)
        self._show_rules(leaf.proposal.results)
        self._moved.setText(leaf.moved)
        self._moved.setVisible(bool(leaf.moved))
        self._decided.setText("" if leaf.decision is None else decision_text(leaf.decision))
        self._decided.setVisible(leaf.decision is not None)
        self._show_buttons(node, leaf, people)
        self._tint("warning" if leaf.moved else "calm" if leaf.waiting and not frozen else "plain")
        self.show()

    def text(self) -> str:
        """What it says, line by line."""
        told = [self._sentence.text(), *(one.sentence for one in self._shown)]
        return "\n".join(part for part in (*told, self._decided.text(), self._moved.text()) if part)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._sentence, 1)
        self._rules = QGridLayout()
        self._rules.setContentsMargins(0, 0, 0, 0)
        self._rules.setHorizontalSpacing(8)
        self._rules.setVerticalSpacing(4)
        self._rules.setColumnStretch(1, 1)
        buttons = QWidget(self)
        row = FlowLayout(buttons)
        for made in (self.accept, self.other, self.papers, self.withdraw, self.records):
            row.addWidget(made)
        row.addWidget(QWidget(buttons))  # what is left of the line
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(self._rules)
        layout.addWidget(self._decided)
        layout.addWidget(self._moved)
        layout.addWidget(buttons)
        layout.addWidget(self.form)

    def _show_rules(self, results: tuple[RuleResult, ...]) -> None:
        if results == self._shown:
            return
        self._shown = results
        for old in self._rule_parts:
            self._rules.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rule_parts = []
        for place, one in enumerate(results):
            mark = IconLabel(*MARKS[one.standing], size=16, parent=self)
            words = Text(one.sentence, "small", wrap=True, parent=self)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._rules.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignTop)
            self._rules.addWidget(words, place, 1)
            self._rule_parts += [mark, words]

    def _show_buttons(self, node: Node, leaf: ProposedLeaf, people: Sequence[str]) -> None:
        proposal = leaf.proposal
        again = leaf.decision is not None and bool(leaf.moved)
        self.accept.setVisible(not self._frozen and proposal.acceptable and (leaf.waiting or again))
        words = (
            _("Chấp nhận {points} điểm").format(points=formats.points(proposal.points))
            if proposal.points is not None
            else _("Chấp nhận là đã thực hiện")
        )
        self.accept.setText(words)
        self.accept.setAccessibleName(words)
        ticked = node.scoring.kind in (ScoringKind.CHECK, ScoringKind.NONE)
        self.other.setText(_("Quyết định khác...") if ticked else _("Chấm khác..."))
        self.other.setAccessibleName(self.other.text())
        self.other.setVisible(not self._frozen)
        self.papers.setVisible(not self._frozen and not proposal.acceptable)
        self.withdraw.setVisible(not self._frozen and leaf.decision is not None)
        gauges = {source.gauge for measure in node.measures if (source := source_of(measure.by)) is not None}
        self.records.setVisible(bool(gauges & _LISTED) or node.scoring.kind is ScoringKind.SURVEY)
        self.form.show_leaf(people, ticked=ticked, maximum=formats.points(node.max_points))

    def _tint(self, state: str) -> None:
        mark(self, "state", "" if state == "warning" else state)

    @Slot()
    def _on_accept(self) -> None:
        self.accept_wanted.emit(self.form.officer_name())

    @Slot()
    def _on_other(self) -> None:
        self.form.show()
        self.form.begin()
        self.form_opened.emit()

    @Slot()
    def _on_left(self) -> None:
        self.form.hide()
        self.other.setFocus()

    @Slot()
    def _on_records(self) -> None:
        self.list_wanted.emit(self._node)


def decision_text(decision: ProofDecision) -> str:
    """Who decided what and when: "Nguyễn Thị Hòa chấp nhận ngày 20/11/2026."."""
    day = formats.short_date(decision.at.astimezone().date())
    if decision.accepted:
        if decision.by:
            return _("{name} đã chấp nhận đề nghị ngày {day}.").format(name=decision.by, day=day)
        return _("Đã chấp nhận đề nghị ngày {day}.").format(day=day)
    if decision.points is None:
        if decision.by:
            return _("{name} quyết định khác đề nghị ngày {day}: {reason}").format(
                name=decision.by, day=day, reason=decision.reason
            )
        return _("Quyết định khác đề nghị ngày {day}: {reason}").format(day=day, reason=decision.reason)
    if decision.by:
        return _("{name} chấm khác đề nghị ngày {day}: {reason}").format(
            name=decision.by, day=day, reason=decision.reason
        )
    return _("Chấm khác đề nghị ngày {day}: {reason}").format(day=day, reason=decision.reason)
