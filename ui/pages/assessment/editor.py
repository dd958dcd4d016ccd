"""The editor of one leaf: points by its own rule, proof, reason, who and until when, what the set says."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import LeafRow, LeafStatus
from friendly_desktop.domain.criteria import Node, NotApplicable, Scorer
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.own_lines import not_own_words
from ui.context import UiContext
from ui.evidence.dropping import DropArea
from ui.evidence.strip import EvidenceStrip
from ui.evidence.thumbnails import Thumbnails
from ui.letters.proof_strip import LetterStrip
from ui.pages.assessment.appraisal import AppraisalField, appraisal_words
from ui.pages.assessment.lines import YearPage, is_unscored, measure_text
from ui.pages.assessment.points_field import PointsField, rule_text
from ui.pages.assessment.saving import Refusal, Saver
from ui.people.permission import refused_words
from ui.proof.proposal_strip import ProposalStrip
from ui.records.proof_strip import RecordStrip
from ui.safety.history import Record, history_button
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.holding import hold
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.typing import GrowingText
from ui.widgets.words import calm


class LeafEditor(QScrollArea):
    """Everything about one leaf; each change goes to the saver at once.

    Signals:
        add_wanted: the person wants to pick files for this leaf.
    """

    add_wanted = Signal()

    def __init__(
        self, context: UiContext, saver: Saver, pictures: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._saver = saver
        self._node: Node | None = None
        self._year = 0
        self._offered: object = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget(self)
        self._body.setProperty("role", "page-body")
        self._build(pictures)
        self._connect()
        self.setWidget(self._body)

    @property
    def node(self) -> str:
        """The leaf in view, or ""."""
        return self._node.id if self._node else ""

    def show_leaf(self, page: YearPage, node_id: str) -> None:
        """Show a leaf as it is stored; what is being typed for the same leaf is left alone."""
        node, row = page.criteria.by_id[node_id], page.view.rows[node_id]
        other = self._node is None or self._node.id != node_id or self._year != page.view.year
        if other:
            self._leave()
            self._node = None
        self._year = page.view.year
        shut = page.frozen or not page.is_own(node_id) or not self._context.may(Right.SCORE)
        if other:
            self._show_set(page, node)
            self._points_problem.hide()
            self.points.set_wrong(False)
            for field in (self._reason_field, self._note_field, self._due_field):
                field.set_problem("")
            self.verticalScrollBar().setValue(0)
        self._node = node
        self._show_closed(page, node_id)
        self._show_entry(page, node, row, shut)

    def _show_closed(self, page: YearPage, node_id: str) -> None:
        """Say why a leaf is only shown, where the year itself does not say so."""
        words = ""
        if not self._context.may(Right.SCORE):
            words = refused_words(Right.SCORE)
        elif not page.is_own(node_id):
            words = not_own_words()
        self.closed.say("" if page.frozen else words)
        self._body.setToolTip(words)
        hold(self.appraisal, words)

    def begin_points(self, text: str = "") -> None:
        """Put the keyboard on the points."""
        self.ensureWidgetVisible(self.points)
        self.points.begin(text)

    def begin_appraisal(self) -> None:
        """Put the keyboard on what the authority said."""
        self.appraisal.begin()
        QTimer.singleShot(0, self, self._on_appraisal_opened)  # once the opened group has its place

    def show_refusal(self, refusal: Refusal) -> None:
        """Say under the field why something was not stored."""
        if refusal.field == "points":
            self._on_points_refused(f"{refusal.error.message} {refusal.error.hint}".strip())
            self.points.show_refused(refusal.typed)
        elif refusal.field.startswith("apprais"):
            self.appraisal.show_refusal(refusal.field, refusal.error.message, refusal.typed)
        elif "due" in refusal.field:
            self._due_field.set_problem(refusal.error.message)
        else:
            self._reason_field.set_problem(refusal.error.message)

    def points_problem(self) -> str:
        """The sentence under the points, or ""."""
        return "" if self._points_problem.isHidden() else self._points_problem.text()

    def flush(self) -> None:
        """Hand over what was typed and not entered yet."""
        self.points.hand_over()
        self.appraisal.hand_over()
        self._saver.flush()

    # -- building

    def _build(self, pictures: Thumbnails) -> None:
        body = self._body
        self._way = Text(role="quiet-small", wrap=True, parent=body)
        self._words = Text(role="strong", wrap=True, parent=body)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.points = PointsField(body)
        self._absent = QCheckBox(_("Không áp dụng"), body)
        self._absent.setToolTip(_("Đơn vị không có nhiệm vụ này trong năm"))
        self.closed = NoticeStrip("lock", parent=body)
        self.history = history_button(self._context, body, self._record)
        self._points_problem = Text(role="problem", wrap=True, parent=body)
        self._points_problem.hide()
        self._rule = Text(role="quiet-small", wrap=True, parent=body)
        self._appraised = Text(role="small", wrap=True, parent=body)
        self._last = Text(role="quiet-small", wrap=True, parent=body)
        self.proposal = ProposalStrip(body)
        self.appraisal = AppraisalField(self._saver, body)
        given = QWidget(body)
        points_row = FlowLayout(given, 8)  # where there is no room, the box goes below the points
        points_row.addWidget(self.points)
        points_row.addWidget(self._absent)
        self._build_evidence(pictures)
        who = self._build_words()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._way)
        layout.addWidget(self._words)
        layout.addWidget(self.closed)
        layout.addWidget(given)
        layout.addWidget(self._points_problem)
        layout.addWidget(self._appraised)
        layout.addWidget(self._rule)
        layout.addWidget(self._last)
        layout.addWidget(self.proposal)
        layout.addWidget(self._drop)
        layout.addWidget(self._reason_field)
        layout.addLayout(who)
        layout.addWidget(self._note_field)
        layout.addWidget(self.appraisal)
        layout.addLayout(self._facts)
        layout.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def _build_words(self) -> QGridLayout:
        """The office's own words; returns who does it and until when."""
        body = self._body
        self.reason = GrowingText(2, 8, body)
        self.note = GrowingText(1, 6, body)
        self.officer = ChoiceField((), body)
        self.unit = ChoiceField((), body)
        self.due = DateField(self._context.clock.today, body)
        self._reason_field = Field(_("Lý do chấm điểm"), self.reason, parent=body)
        self._note_field = Field(_("Ghi chú nội bộ, không in ra"), self.note, parent=body)
        self._due_field = Field(_("Hạn hoàn thành"), self.due, parent=body)
        who = QGridLayout()
        who.setHorizontalSpacing(12)
        who.setVerticalSpacing(10)
        who.addWidget(Field(_("Người phụ trách"), self.officer, parent=body), 0, 0)
        who.addWidget(self._due_field, 0, 1)
        who.addWidget(Field(_("Phòng, bộ phận phụ trách"), self.unit, parent=body), 1, 0, 1, 2)
        who.setColumnStretch(0, 3)
        who.setColumnStretch(1, 2)
        return who

    def _build_evidence(self, pictures: Thumbnails) -> None:
        self._drop = DropArea(self._body)
        self._drop.setAccessibleName(_("Minh chứng"))
        self.strip = EvidenceStrip(pictures, self._drop)
        self._files_words = Text(role="strong", parent=self._drop)
        self._drop_hint = Text(
            _("Kéo thả tệp hoặc thư mục vào đây, hoặc dán ảnh bằng Ctrl+V."),
            "quiet-small",
            wrap=True,
            parent=self._drop,
        )
        self._add = button(_("Thêm tệp..."), "attach", "quiet", "Ctrl+O", parent=self._drop)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._files_words)
        top.addStretch(1)
        top.addWidget(self._add)
        layout = QVBoxLayout(self._drop)
        layout.setContentsMargins(12, 6, 6, 8)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.strip)
        layout.addWidget(self._drop_hint)
        self.letters = LetterStrip(self._drop)
        layout.addWidget(self.letters)
        self.records = RecordStrip(self._drop)
        layout.addWidget(self.records)

    def _record(self) -> Record | None:
        """The leaf as the trail of changes knows it."""
        return Record("entries", f"{self._year} {self._node.id}", self._node.label) if self._node else None

    @property
    def drop_area(self) -> DropArea:
        """Where files may be dropped."""
        return self._drop

    def _connect(self) -> None:
        self.points.entered.connect(self._on_points)
        self.points.changed.connect(self._points_problem.hide)
        self.points.refused.connect(self._on_points_refused)
        self.points.status_chosen.connect(self._on_status)
        self.appraisal.folding.opened_by_hand.connect(self._on_appraisal_opened)
        self._absent.clicked.connect(self._on_absent)
        self.reason.edited.connect(self._on_reason)
        self.note.edited.connect(self._on_note)
        self.reason.left.connect(self._saver.flush)
        self.note.left.connect(self._saver.flush)
        self.officer.committed.connect(self._on_officer)
        self.unit.committed.connect(self._on_unit)
        self.due.committed.connect(self._on_due)
        self.due.refused.connect(self._due_field.set_problem)
        self._add.clicked.connect(self.add_wanted)
        self.proposal.form_opened.connect(self._on_decision_opened)
        self.proposal.paper_wanted.connect(self.add_wanted)

    # -- showing

    def show_evidence(self, count: int) -> None:
        """Say how many files there are; the strip has them."""
        self._files_words.setText(_("Minh chứng · {n}").format(n=count) if count else _("Minh chứng"))
        self.strip.setVisible(bool(count))

    def _show_set(self, page: YearPage, node: Node) -> None:
        """What the set says about the leaf: it stays while one works on it."""
        above = page.criteria.path(node.id)[:-1]
        self._way.setText(
            "  ›  ".join(f"{part.label} {_short(calm(part.text))}".strip() for part in above[-2:])
        )
        self._way.setVisible(bool(above))
        self._words.setText(f"{node.label}  {calm(node.text)}".strip())
        rule = rule_text(node)
        if node.scorer is Scorer.APPRAISER:
            rule = _("Mục này do cơ quan cấp trên chấm.")
        elif node.scorer is Scorer.SURVEY and not rule:
            rule = _("Nhập điểm trung bình của các phiếu khảo sát.")
        target = measure_text(node)
        if target:
            rule = "\n".join(part for part in (_("Chỉ tiêu: {target}").format(target=target), rule) if part)
        self._rule.setText(rule)
        self._rule.setVisible(bool(rule))
        while self._facts.count():
            item = self._facts.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        told = (
            (_("Sản phẩm"), node.product),
            (_("Thời gian"), node.time),
            (_("Cơ quan chủ trì"), node.lead),
            (_("Cơ quan phối hợp"), "; ".join(node.cooperating)),
            (
                _("Hướng dẫn"),
                node.guidance or next((part.guidance for part in reversed(above) if part.guidance), ""),
            ),
        )
        for row, (label, words) in enumerate(one for one in told if one[1]):
            name = Text(label, "quiet-small", parent=self._body)
            name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            value = Text(words, "small", wrap=True, parent=self._body)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)

    def _show_entry(self, page: YearPage, node: Node, row: LeafRow, frozen: bool) -> None:
        """What the office said; fields that wait to be saved are left alone."""
        no_proof = page.frozen or not page.is_own(node.id) or not self._context.may(Right.EVIDENCE)
        entry, waiting = row.entry, self._saver.waiting(node.id)
        self.points.show_leaf(node, entry.points, entry.status, frozen)
        allowed = is_unscored(node) or node.scoring.not_applicable is not NotApplicable.FORBIDDEN
        self._absent.setVisible(allowed)
        self._absent.setEnabled(not frozen)
        self._absent.setChecked(entry.status is LeafStatus.NOT_APPLICABLE)
        if (page.people, page.units) != self._offered:
            self._offered = (page.people, page.units)
            self.officer.set_choices([(None, _("Chưa giao")), *((one.id, one.name) for one in page.people)])
            self.unit.set_choices([(None, _("Chưa giao")), *((one.id, one.name) for one in page.units)])
        if "reason" not in waiting:
            self.reason.show_text(entry.reason)
        if "note" not in waiting:
            self.note.show_text(entry.note)
        if "officer_id" not in waiting:
            self.officer.show_value(entry.officer_id)
        if "unit_id" not in waiting:
            self.unit.show_value(entry.unit_id)
        if "due" not in waiting:
            self.due.show_value(entry.due)
        for control in (self.reason, self.note, self.due):
            control.setReadOnly(frozen)
        self.officer.setEnabled(not frozen)
        self.unit.setEnabled(not frozen and page.own is None)  # a unit officer gives no line away
        self._drop.set_open(not no_proof)
        self.strip.read_only = no_proof
        self._add.setVisible(not no_proof)
        self._drop_hint.setVisible(not no_proof)
        self.show_evidence(row.evidence_count)
        self.letters.show_line(page.criteria, node.id, page.view.letters)
        self.records.show_line(page.criteria, node.id, page.view.records)
        self._show_proposal(page, node, row, frozen)
        self.appraisal.show_leaf(page.view.year, node, entry, page.frozen)
        words = appraisal_words(entry)
        self._appraised.setText(words)
        self._appraised.setVisible(bool(words))
        last = _last_year(page.view.year, row)
        self._last.setText(last)
        self._last.setVisible(bool(last))

    def _show_proposal(self, page: YearPage, node: Node, row: LeafRow, frozen: bool) -> None:
        """What the records propose; whoever is in charge of the leaf is offered as the one who decides."""
        names = [one.name for one in page.people]
        self.proposal.show_leaf(node, page.proposals.get(node.id), names, frozen=frozen)
        for one in page.people:
            if one.id == row.entry.officer_id:
                self.proposal.form.choose_officer(one.name)

    def _leave(self) -> None:
        """Store what was typed for the leaf in view before another takes its place."""
        if self._node is not None:
            self.flush()
            self.reason.put("")
            self.note.put("")

    # -- what the person does

    def _typed(self, field: str, value: object) -> None:
        if self._node is not None:
            self._saver.typed(self._node.id, field, value)

    @Slot(str)
    def _on_points(self, text: str) -> None:
        if self._node is not None:
            self._points_problem.hide()
            self._saver.points(self._node.id, text)

    @Slot(str)
    def _on_points_refused(self, sentence: str) -> None:
        self._points_problem.setText(sentence)
        self._points_problem.show()

    @Slot()
    def _on_decision_opened(self) -> None:
        form = self.proposal.form
        QTimer.singleShot(0, form, lambda: self.ensureWidgetVisible(form))  # once it has its place

    @Slot()
    def _on_appraisal_opened(self) -> None:
        self.ensureWidgetVisible(self.appraisal)

    @Slot(object)
    def _on_status(self, status: object) -> None:
        self._typed("status", status)
        self._saver.flush()

    @Slot(bool)
    def _on_absent(self, absent: bool) -> None:
        self._on_status(LeafStatus.NOT_APPLICABLE if absent else LeafStatus.TODO)

    @Slot()
    def _on_reason(self) -> None:
        self._reason_field.set_problem("")
        self._typed("reason", self.reason.toPlainText())

    @Slot()
    def _on_note(self) -> None:
        self._typed("note", self.note.toPlainText())

    @Slot(object)
    def _on_officer(self, officer: object) -> None:
        self._typed("officer_id", officer)
        self._saver.flush()

    @Slot(object)
    def _on_unit(self, unit: object) -> None:
        self._typed("unit_id", unit)
        self._saver.flush()

    @Slot(object)
    def _on_due(self, day: object) -> None:
        self._typed("due", day)
        self._saver.flush()


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"


def _last_year(year: int, row: LeafRow) -> str:
    """Last year's points and what the appraiser said, in one line."""
    parts = []
    if row.last_points is not None:
        parts.append(
            _("Năm {year}: tự chấm {points}").format(year=year - 1, points=formats.points(row.last_points))
        )
    if row.last_appraised is not None:
        parts.append(_("thẩm định {points}").format(points=formats.points(row.last_appraised)))
    if row.last_remark:
        parts.append(_("nhận xét: «{remark}»").format(remark=row.last_remark))
    return " · ".join(parts)
