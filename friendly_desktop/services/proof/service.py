"""Proposals of a year: read, accepted, decided otherwise, taken back. Nothing scores itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import Entry, LeafStatus, YearState
from friendly_desktop.domain.criteria import CriteriaSet, Node, ScoringKind
from friendly_desktop.domain.gaps import naming
from friendly_desktop.domain.proof.decisions import (
    DecisionKind,
    ProofDecision,
    ProposedLeaf,
    proposed_value,
)
from friendly_desktop.domain.proof.facts import ProofFacts
from friendly_desktop.domain.proof.lines import ProvingLine, lines_of
from friendly_desktop.domain.proof.rules import LeafProposal
from friendly_desktop.domain.scoring import ScoreError, check_points, parse_points
from friendly_desktop.domain.snapshot_proof import YearProof
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.year_proof import proof_leaves, year_lines, year_proof
from friendly_desktop.services.year_proof_facts import read_facts
from friendly_desktop.services.year_view import YearReading
from friendly_desktop.storage import assessment as year_rows
from friendly_desktop.storage import proof_decisions as rows
from friendly_desktop.storage.database import Connection, Database

_LONGEST_NAME = 200


class ProposalsService:
    """What the records of a year propose, and what was decided; a frozen year keeps what it was frozen with."""

    def __init__(self, db: Database, clock: Clock, assessment: AssessmentService) -> None:
        """Work on ``db``; ``assessment`` knows the years, their sets and the days off."""
        self._db = db
        self._clock = clock
        self._assessment = assessment

    def proposals(self, year: int) -> tuple[ProposedLeaf, ...]:
        """Every leaf with a rule, its proposal and what was decided, in printed order.

        Raises:
            AppError: the year was not opened.
        """
        criteria, off = self._asked(year)
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            return year_proof(connection, row, criteria, self._clock.today(), off) if row else ()

    def basis(
        self, connection: Connection, reading: YearReading
    ) -> tuple[ProofFacts, Mapping[str, ProofDecision]] | None:
        """What the same would be worked out from, for a year that was read in this view; None for a frozen year."""
        if reading.row.state is YearState.FROZEN:
            return None
        criteria, year = reading.criteria, reading.row.year
        off = self._assessment.days_off_of(criteria, year)
        facts = read_facts(connection, criteria, year, self._clock.today(), off, reading.records)
        return facts, rows.decisions_of(connection, year)

    def proposal(self, year: int, node: str) -> ProposedLeaf | None:
        """One leaf; None where it has no rule.

        Raises:
            AppError: the year was not opened.
        """
        return next((one for one in self.proposals(year) if one.node == node), None)

    def lines(self, year: int, node: str = "") -> tuple[ProvingLine, ...]:
        """The activities, postings, surveys and figures that prove a leaf, or (``""``) any leaf, by day.

        Raises:
            AppError: the year was not opened.
        """
        criteria = self._assessment.criteria_of(year)
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            found = year_lines(connection, row, criteria, self._clock.today()) if row else ()
        return lines_of(found, node) if node else found

    def year_proof(self, year: int, day: date) -> YearProof:
        """Everything of a year as it stood on ``day``, which an open year's papers bear; a frozen year's as frozen.

        Raises:
            AppError: the year was not opened.
        """
        criteria, off = self._asked(year)
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            if row is None:
                return YearProof()
            return YearProof(
                year_proof(connection, row, criteria, day, off), year_lines(connection, row, criteria, day)
            )

    def decisions(self, year: int) -> Mapping[str, ProofDecision]:
        """What was decided in a year, by leaf."""
        with self._db.read() as connection:
            return rows.decisions_of(connection, year)

    def accept(self, year: int, node: str, by: str = "", *, seen: LeafProposal | None = None) -> ProposedLeaf:
        """Score a leaf as proposed.

        Args:
            year: an open year.
            node: a leaf with a rule.
            by: who decides.
            seen: the proposal the officer read; another one by now is refused.

        Raises:
            AppError: there is nothing to accept, the proposal moved since it was read, or the year is frozen.
        """
        criteria, off = self._asked(year)
        leaf = _leaf(criteria, node)
        with self._assessment.changing(year, lines=[node]) as connection, in_vietnamese():
            current = self._current(connection, year, criteria, off, leaf)
            proposal = current.proposal
            if not proposal.acceptable:
                raise AppError(
                    "nothing_proposed",
                    _("Chưa có đề nghị để chấp nhận"),
                    _("Mục {leaf}: {sentence}").format(
                        leaf=naming(criteria, node), sentence=proposal.sentence
                    ),
                    _("Hãy bổ sung số liệu, hoặc chấm mục này với lý do."),
                )
            if seen is not None and (seen.points, seen.done) != (proposal.points, proposal.done):
                raise AppError(
                    "proposal_moved",
                    _("Đề nghị vừa thay đổi"),
                    _("Mục {leaf}: {sentence}").format(
                        leaf=naming(criteria, node), sentence=proposal.sentence
                    ),
                    _("Hãy xem lại đề nghị mới rồi mới chấp nhận."),
                )
            if proposal.points is not None:
                _points(
                    criteria, leaf, proposal.points
                )  # what the leaf's own rule does not allow is no proposal
            decision = self._decision(current, DecisionKind.ACCEPTED, proposal.points, "", by)
            self._store(connection, year, current, decision, done=True)
            return self._current(connection, year, criteria, off, leaf)

    def override(
        self,
        year: int,
        node: str,
        points: Decimal | str | None,
        reason: str,
        by: str = "",
        *,
        done: bool | None = None,
    ) -> ProposedLeaf:
        """Score a leaf otherwise than proposed.

        Args:
            year: an open year.
            node: a leaf with a rule.
            points: a decimal, or text as people type it; not used for a leaf without points.
            reason: why; it must say something.
            by: who decides.
            done: for a leaf without points: whether it was done.

        Raises:
            AppError: no reason was given, the points break the leaf's rule, or the year is frozen.
        """
        criteria, off = self._asked(year)
        leaf = _leaf(criteria, node)
        told = clean_text(reason)
        if not told:
            raise AppError(
                "reason_missing",
                _("Chưa ghi lý do"),
                _("Quyết định khác đề nghị thì phải có lý do, để người thẩm định hiểu."),
                _("Hãy ghi lý do, ví dụ số, ngày của văn bản chứng minh."),
            )
        value = None if _is_ticked(leaf) else _points(criteria, leaf, points)
        with self._assessment.changing(year, lines=[node]) as connection, in_vietnamese():
            current = self._current(connection, year, criteria, off, leaf)
            decision = self._decision(current, DecisionKind.OVERRIDDEN, value, told, by)
            self._store(connection, year, current, decision, done=value is not None or bool(done))
            return self._current(connection, year, criteria, off, leaf)

    def withdraw(self, year: int, node: str) -> ProposedLeaf:
        """Take a decision back; the score stays until it is changed.

        Raises:
            AppError: the leaf has no rule, or the year is frozen.
        """
        criteria, off = self._asked(year)
        leaf = _leaf(criteria, node)
        with self._assessment.changing(year, lines=[node]) as connection:
            rows.take(connection, year, node)
            return self._current(connection, year, criteria, off, leaf)

    def put_back(self, year: int, node: str, entry: Entry, decision: ProofDecision | None) -> None:
        """Undo: the leaf's answer and decision as they were.

        Raises:
            AppError: the year is frozen.
        """
        with self._assessment.changing(year, lines=[node, entry.node]) as connection:
            year_rows.put_entries(connection, year, [entry], self._clock.now())
            if decision is None:
                rows.take(connection, year, node)
            else:
                rows.put(connection, year, decision)

    def _asked(self, year: int) -> tuple[CriteriaSet, frozenset[date]]:
        criteria = self._assessment.criteria_of(year)
        return criteria, self._assessment.days_off_of(criteria, year)

    def _current(
        self,
        connection: Connection,
        year: int,
        criteria: CriteriaSet,
        off: frozenset[date],
        leaf: Node,
    ) -> ProposedLeaf:
        found = proof_leaves(connection, year, criteria, self._clock.today(), off)
        for one in found:
            if one.node == leaf.id:
                return one
        raise AppError(
            "no_rule",
            _("Mục này không có quy tắc"),
            _("Không số liệu nào của chương trình đo được mục {leaf}.").format(
                leaf=naming(criteria, leaf.id)
            ),
            _("Hãy chấm mục này theo tài liệu kiểm chứng."),
        )

    def _decision(
        self, current: ProposedLeaf, kind: DecisionKind, points: Decimal | None, reason: str, by: str
    ) -> ProofDecision:
        return ProofDecision(
            node=current.node,
            kind=kind,
            points=points,
            proposed=proposed_value(current.proposal),
            sentence=_explained(current.proposal),
            reason=reason,
            by=(self._db.actor or clean_line(by))[:_LONGEST_NAME],
            at=self._clock.now(),
        )

    def _store(
        self,
        connection: Connection,
        year: int,
        current: ProposedLeaf,
        decision: ProofDecision,
        *,
        done: bool,
    ) -> None:
        """Write the score and the decision; the reason for people is the proposal's, unless they wrote their own."""
        entry = year_rows.entries_of(connection, year).get(current.node, Entry(current.node))
        earlier = current.decision
        program_s = earlier is not None and entry.reason in (earlier.sentence, earlier.reason)
        reason = decision.reason or decision.sentence
        status = LeafStatus.DONE if done else LeafStatus.TODO
        if not done and entry.status is LeafStatus.DOING:
            status = LeafStatus.DOING
        changed = replace(
            entry,
            points=decision.points,
            status=status,
            reason=reason if not entry.reason or program_s or decision.reason else entry.reason,
        )
        year_rows.put_entries(connection, year, [changed], self._clock.now())
        rows.put(connection, year, decision)


def _leaf(criteria: CriteriaSet, node: str) -> Node:
    found = criteria.by_id.get(node)
    if found is None or not found.is_leaf:
        raise AppError(
            "node_unknown",
            _("Không có mục này"),
            _("Bộ tiêu chí của năm không có mục «{node}».").format(node=node),
            _("Hãy xem mã các mục bằng lệnh criteria show."),
        )
    return found


def _is_ticked(leaf: Node) -> bool:
    return leaf.scoring.kind in (ScoringKind.CHECK, ScoringKind.NONE)


def _points(criteria: CriteriaSet, leaf: Node, points: Decimal | str | None) -> Decimal:
    try:
        negative = leaf.scoring.kind is ScoringKind.DEDUCTION
        value = points if isinstance(points, Decimal) else parse_points(points or "", negative=negative)
        refusal = check_points(leaf, value)
    except ScoreError as error:
        value, refusal = Decimal(0), str(error)
    if refusal:
        raise AppError(
            "points_refused",
            _("Điểm không được nhận"),
            _("Mục {leaf}: {why}").format(leaf=naming(criteria, leaf.id), why=refusal),
            _("Điểm chuẩn của mục là {maximum}.").format(
                maximum=formats.points(leaf.max_points, _("chưa có"))
            ),
        )
    return value


def _explained(proposal: LeafProposal) -> str:
    """Records and arithmetic in whole sentences, for the report and whoever appraises."""
    return " ".join(result.sentence for result in proposal.results) or proposal.sentence
