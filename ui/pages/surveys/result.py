"""The result of a round: the average with its arithmetic, bars one can read from a metre, groups, what looks odd."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.criteria import Node
from friendly_desktop.domain.criteria.measures import Gauge
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import SurveyState
from friendly_desktop.domain.surveys.suspicion import Suspicion, suspicions
from friendly_desktop.domain.surveys.tally import (
    LEAST_GROUP,
    GroupTally,
    arithmetic,
    question_arithmetic,
    question_average,
    tally_groups,
)
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.surveys.acts import SurveyActs
from ui.pages.surveys.charts import AnswerBar, AnswerChart
from ui.pages.surveys.reading import RoundView
from ui.pages.surveys.rows import points
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.charts import Bar, BarLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, scrolled
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.proof.decisions import ProposedLeaf


class RoundResult(QWidget):
    """The result.

    Signals:
        framed: the primary button changed.
        ballot_wanted: int, a ballot is to be looked at.
    """

    framed = Signal()
    ballot_wanted = Signal(int)

    def __init__(self, context: UiContext, acts: SurveyActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._acts = context, acts
        self._view: RoundView | None = None
        self._node: Node | None = None
        self._build()
        self._lay_out()
        self._connect()

    # -- what the round asks

    def show_round(self, view: RoundView) -> None:
        """Show a round."""
        self._view = view
        self._node = None
        survey, counted = view.survey, view.tally
        self._stack_nothing.setVisible(not counted.valid)
        self._area.setVisible(bool(counted.valid))
        is_open = survey.state is SurveyState.OPEN
        self.close_button.setVisible(is_open and counted.valid > 0)
        for one in (self.pdf_button, self.xlsx_button, self.print_button):
            one.setEnabled(counted.valid > 0)
        if counted.valid:
            self._show_figures(view)
            self._show_questions(view)
            self._show_groups(tally_groups(survey.form, view.first))
            self._show_odd(suspicions(survey.form, view.first))
        self._show_unfinished(view)
        self._ask_leaf(view)
        self.framed.emit()

    def primary_button(self) -> QPushButton | None:
        """Closing while it is open, then taking the result to the criteria."""
        view = self._view
        if view is None or not view.tally.valid:
            return None
        if view.survey.state is SurveyState.OPEN:
            return self.close_button
        return self.propose_button if self._node is not None else None

    def text(self) -> str:
        """What it says, for tests."""
        shown = (self._big, self._of, self._counts, self._sum, self.unfinished, self.proposal)
        return "\n".join(one.text() for one in shown)

    # -- building

    def _build(self) -> None:
        self.close_button = button(_("Đóng đợt khảo sát"), "lock", "primary", parent=self)
        reserve(self._context, Right.SURVEYS, self.close_button)
        self.close_button.hide()
        self.propose_button = button(_("Đưa vào bảng chấm"), "criteria", "primary", parent=self)
        reserve(self._context, Right.SCORE, self.propose_button)
        self.propose_button.hide()
        self.pdf_button = button(_("Lưu PDF..."), "pdf", "", "Ctrl+S", parent=self)
        self.xlsx_button = button(_("Lưu Excel..."), "sheet", parent=self)
        self.print_button = button(_("In..."), "print", "", "Ctrl+P", parent=self)
        self.unfinished = NoticeStrip("warning", "warning", parent=self)
        self._go = button(_("Mở dòng này"), "right", "quiet", parent=self)
        self.proposal = NoticeStrip("criteria", "accent", self._go, parent=self)
        self._stack_nothing = EmptyState(
            "survey",
            _("Chưa có kết quả"),
            _("Nhập phiếu hoặc đọc bản quét; điểm trung bình và biểu đồ hiện ở đây sau mỗi phiếu."),
            parent=self,
        )
        self._body = QWidget()
        self._body.setProperty("role", "page-body")
        self._big = Text(role="big", parent=self._body)
        self._of = Text(role="heading", parent=self._body)
        self._counts = Text(wrap=True, parent=self._body)
        self._sum = Text(role="quiet", wrap=True, parent=self._body)
        self._sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chart = AnswerChart(self._body)
        self._sums_heading = Text(_("Cách tính từng câu"), "heading", parent=self._body)
        self._sums = Text(role="quiet", wrap=True, parent=self._body)
        self._groups_heading = Text(_("Theo nhóm"), "heading", parent=self._body)
        self._groups = QWidget(self._body)
        self._group_column = QVBoxLayout(self._groups)
        self._groups_note = Text(role="quiet-small", wrap=True, parent=self._body)
        self._odd_heading = Text(_("Phiếu nên xem lại"), "heading", parent=self._body)
        self._odd = QWidget(self._body)
        self._odd_grid = QGridLayout(self._odd)

    def _lay_out(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=8)
        for made in (self.pdf_button, self.xlsx_button, self.print_button, air(tools)):
            flow.addWidget(made)
        figures = QHBoxLayout()
        figures.setSpacing(8)
        figures.addWidget(self._big, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addWidget(self._of, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addSpacing(16)
        figures.addWidget(self._counts, 1, Qt.AlignmentFlag.AlignBottom)
        self._group_column.setContentsMargins(0, 0, 0, 0)
        self._group_column.setSpacing(8)
        self._odd_grid.setContentsMargins(0, 0, 0, 0)
        self._odd_grid.setHorizontalSpacing(10)
        self._odd_grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addLayout(figures)
        column.addWidget(self._sum)
        column.addSpacing(8)
        column.addWidget(self.chart)
        for heading, *parts in (
            (self._odd_heading, self._odd),
            (self._groups_heading, self._groups, self._groups_note),
            (self._sums_heading, self._sums),
        ):
            column.addSpacing(16)
            column.addWidget(heading)
            for part in parts:
                column.addWidget(part)
        column.addStretch(1)
        self._area = scrolled(self._body, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(tools)
        layout.addWidget(self.unfinished)
        layout.addWidget(self.proposal)
        layout.addWidget(self._stack_nothing, 1)
        layout.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self._on_close)
        self.propose_button.clicked.connect(self._on_propose)
        self._go.clicked.connect(self._on_propose)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.xlsx_button.clicked.connect(self._on_xlsx)
        self.print_button.clicked.connect(self._on_print)

    # -- showing

    def _show_figures(self, view: RoundView) -> None:
        survey, counted = view.survey, view.tally
        number = formats.whole_number
        self._big.setText(points(counted.rounded()))
        self._of.setText(_("/ {most} điểm").format(most=formats.points(survey.form.max_points)))
        parts = [_("phát ra {n}").format(n=number(survey.issued))]
        if survey.returned is not None:
            parts.append(_("thu về {n}").format(n=number(survey.returned)))
        parts.append(_("hợp lệ {n}").format(n=number(counted.valid)))
        if counted.invalid:
            parts.append(_("không hợp lệ {n}").format(n=number(len(counted.invalid))))
        self._counts.setText(_("Phiếu: {counts}.").format(counts=", ".join(parts)))
        self._sum.setText(arithmetic(survey.form, counted))

    def _show_questions(self, view: RoundView) -> None:
        form, counted = view.survey.form, view.tally
        bars, sums = [], []
        for place, (question, told) in enumerate(zip(form.questions, counted.questions, strict=True)):
            counts = dict(told.counts)
            bars.append(
                AnswerBar(
                    place + 1,
                    question.text,
                    tuple(counts.get(one.id, 0) for one in form.choices),
                    told.blank,
                    points(question_average(form, counted, place)),
                )
            )
            sums.append(
                _("Câu {n}: {sum}").format(n=place + 1, sum=question_arithmetic(form, counted, place))
            )
        self.chart.show_answers([one.text for one in form.choices], bars)
        self._sums.setText("\n".join(sums))

    def _show_groups(self, found: Sequence[GroupTally]) -> None:
        view = self._view
        while self._group_column.count():
            item = self._group_column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in (self._groups_heading, self._groups, self._groups_note):
            one.setVisible(bool(found))
        if not found or view is None:
            return
        most = view.survey.form.max_points
        figures = [self._group_figures(one) for one in found]
        wide = max(self.fontMetrics().horizontalAdvance(words) for words in figures)
        for group, words in zip(found, figures, strict=True):
            average = group.tally.rounded() if group.tally is not None else None
            share = (average or Decimal(0)) / most if most else Decimal(0)
            name = group.group or _("Không rõ nhóm")
            self._group_column.addWidget(BarLine(Bar(name, share, words), wide, self._groups))
        hidden = sum(one.hidden for one in found)
        self._groups_note.setText(
            _("Nhóm dưới {n} phiếu không hiện kết quả, để không lộ ý kiến của từng người.").format(
                n=LEAST_GROUP
            )
            if hidden
            else ""
        )

    def _group_figures(self, one: GroupTally) -> str:
        count = ngettext("{n} phiếu", "{n} phiếu", one.valid).format(n=formats.whole_number(one.valid))
        if one.tally is None:
            return _("{count} · ẩn").format(count=count)
        return _("{count} · {points}").format(count=count, points=points(one.tally.rounded()))

    def _show_odd(self, found: Sequence[Suspicion]) -> None:
        """What hardly happens when people answer one by one, each with the way to its first ballot."""
        while self._odd_grid.count():
            item = self._odd_grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._odd_heading.setVisible(bool(found))
        self._odd.setVisible(bool(found))
        for row, one in enumerate(found):
            self._odd_grid.addWidget(IconLabel("warning", "warning", parent=self._odd), row, 0)
            self._odd_grid.addWidget(Text(one.sentence, wrap=True, parent=self._odd), row, 1)
            made = button(_("Xem phiếu {n}").format(n=one.numbers[0]), "eye", "quiet", parent=self._odd)
            made.setProperty("number", one.numbers[0])
            made.clicked.connect(self._on_odd)
            self._odd_grid.addWidget(made, row, 2)

    @Slot()
    def _on_odd(self) -> None:
        made = self.sender()
        if made is not None:
            self.ballot_wanted.emit(int(made.property("number")))

    def _show_unfinished(self, view: RoundView) -> None:
        row, survey = view.row, view.survey
        if survey.state is SurveyState.CLOSED or not view.tally.valid:
            self.unfinished.say("")
            return
        number = formats.whole_number
        parts = []
        expected = survey.returned
        if expected is None:
            parts.append(_("chưa ghi số phiếu thu về"))
        elif row.entered < expected:
            parts.append(_("còn {n} phiếu chưa nhập").format(n=number(expected - row.entered)))
        elif row.entered > expected:
            parts.append(_("đã nhập nhiều hơn số thu về {n} phiếu").format(n=number(row.entered - expected)))
        if row.doubts:
            parts.append(_("{n} phiếu quét chờ xem").format(n=number(row.doubts)))
        if row.checked < row.sample:
            parts.append(_("còn {n} phiếu chưa nhập lần hai").format(n=number(row.sample - row.checked)))
        if row.differing:
            parts.append(_("{n} chỗ khác nhau chưa xem").format(n=number(row.differing)))
        self.unfinished.say(_("Kết quả tạm tính: {what}.").format(what=", ".join(parts)) if parts else "")

    # -- the criterion it is for

    def _ask_leaf(self, view: RoundView) -> None:
        survey = view.survey

        def done(found: "tuple[Node, ProposedLeaf | None] | None") -> None:
            if self._view is None or self._view.survey.id != survey.id:
                return
            self._node = found[0] if found is not None and view.tally.valid else None
            self.proposal.say(_leaf_words(found, survey.state) if found is not None and self._node else "")
            if self._node is not None:
                self.proposal.setToolTip(calm(self._node.text))
                self.propose_button.setText(_("Đưa vào {label}").format(label=self._node.id))
            self.framed.emit()

        def work(services: "Services") -> "tuple[Node, ProposedLeaf | None] | None":
            node = leaf_of(services, survey.year, survey.form.id)
            return None if node is None else (node, services.proposals.proposal(survey.year, node.id))

        self._context.query(self, "", work, done)

    @Slot()
    def _on_propose(self) -> None:
        if self._node is not None:
            self._context.go(Place(PageId.ASSESSMENT, node=self._node.id))

    @Slot()
    def _on_close(self) -> None:
        if self._view is not None:
            self._acts.close(self._view.row)

    # -- papers

    def _name(self) -> str:
        return _("Kết quả khảo sát") if self._view is None else self._view.survey.title

    def _save(self, title: str, filters: str, ending: str) -> None:
        view = self._view
        if view is None:
            return
        survey_id = view.survey.id

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
            self._context.run_long(
                self,
                title,
                lambda services, _job: services.surveys.write_result(survey_id, target),
                lambda _none: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        suggested = self._name().replace("/", "-") + ending
        self._context.prompts.save_file(self, title, "surveys", filters, suggested, chosen)

    @Slot()
    def _on_pdf(self) -> None:
        self._save(_("Lưu kết quả khảo sát"), _("Tệp PDF (*.pdf)"), ".pdf")

    @Slot()
    def _on_xlsx(self) -> None:
        self._save(_("Lưu kết quả khảo sát"), _("Bảng tính Excel (*.xlsx)"), ".xlsx")

    @Slot()
    def _on_print(self) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        view = self._view
        if view is None:
            return
        survey_id, title = view.survey.id, _("Kết quả khảo sát")
        piece = Piece(
            0, title, lambda services, _parts: services.surveys.result_content(survey_id, ".pdf")[0]
        )
        open_dialog(self, self._context, title, [piece])


def _leaf_words(found: "tuple[Node, ProposedLeaf | None]", state: SurveyState) -> str:
    """What the result means for its line: the proposal of the records as the criteria page tells it."""
    node, proposed = found
    if state is SurveyState.OPEN or proposed is None:
        return _("Kết quả này dùng cho {line} của bảng chấm. Đóng đợt rồi đưa vào bảng chấm.").format(
            line=node.id
        )
    words = _("{line}: {sentence}").format(line=node.id, sentence=proposed.proposal.sentence)
    if proposed.decision is not None:
        return _("{words} Đã có người quyết định.").format(words=words)
    return words


def leaf_of(services: "Services", year: int, form_id: str) -> Node | None:
    """The line of the year's criteria set that this form is for, None without a year or such a line."""
    if year not in {one.year for one in services.assessment.years()}:
        return None
    wanted = (form_id, f"{Gauge.SURVEY.value}:{form_id}", Gauge.SURVEY.value)

    def named(node: Node) -> list[str]:
        return [node.survey_form, *(one.by for one in node.measures)]

    leaves = services.assessment.criteria_of(year).leaves
    return next((one for by in wanted for one in leaves if by in named(one)), None)
