"""What a year may still lose: points claimed, points that something proves, points at risk and until when.

Pure. A line of the set is at risk for one reason, the one with the most points at stake:

* it is claimed and nothing proves it;
* the records propose fewer points than are claimed;
* a threshold of it is not reached, and there is a day after which it cannot be (where paper is filed: only a
  threshold of the source, or a share that was measured);
* the office's own date for it has passed and it is not done.

A point that needs proof is lost with the next dated step of the set (the commune scores itself "trước ngày
15/12"), or with the day of the threshold where that comes first. The office's own dates warn, they lose nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.assessment import LeafRow, LeafStatus, YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet, Node, Scorer, ScoringKind, Step
from friendly_desktop.domain.gaps import is_claimed
from friendly_desktop.domain.proof.decisions import DecisionKind, ProposedLeaf
from friendly_desktop.domain.proof.rules import LeafProposal, Standing
from friendly_desktop.i18n import _

#: A threshold of a line that is not claimed yet is told when its day is as near as this.
NEAR_DAYS = 45
#: What must be done within so many days is told as a duty.
SOON_DAYS = 7


class RiskWhy(Enum):
    """Why a line is at risk; of equal points the first counts."""

    NO_PROOF = "no_proof"
    RECORDS_LESS = "records_less"
    THRESHOLD = "threshold"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A line of the set that may lose points.

    Attributes:
        points: at stake; None in a set without points.
        lost_on: the last day on which it can be saved; None where no day is known.
        lost: that day has passed, or the threshold cannot be reached any more.
        due: the office's own date.
        proposed: what the records give, where they give less than is claimed.
        claimed: whether the points are claimed; others could still be.
    """

    node: str
    why: RiskWhy
    points: Decimal | None
    lost_on: date | None = None
    lost: bool = False
    due: date | None = None
    proposed: Decimal | None = None
    officer_id: int | None = None
    unit_id: int | None = None
    claimed: bool = True


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """The lines given to somebody: an officer, else a unit, else nobody."""

    officer_id: int | None
    unit_id: int | None
    leaves: tuple[str, ...]
    done: int
    claimed: Decimal
    backed: Decimal
    at_risk: Decimal
    lines: tuple[RiskLine, ...]


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step of the yearly procedure with the days that are left; negative when it is past."""

    step: Step
    last_day: date
    days: int


@dataclass(frozen=True)
class RiskReport:
    """The year at a glance.

    ``lines`` are ordered by the day they are lost, then by points; ``owners`` as the set is printed. ``waiting`` are
    the lines with a proposal that nobody accepted yet, ``moved`` those whose records changed after a decision,
    ``upcoming`` those that hold and of which more is to be done by a day of the next week.
    """

    year: int
    scored: bool
    claimed: Decimal
    backed: Decimal
    at_risk: Decimal
    lines: tuple[RiskLine, ...]
    owners: tuple[OwnerShare, ...]
    steps: tuple[DatedStep, ...]
    unscored: int
    by_node: Mapping[str, RiskLine] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    upcoming: Mapping[str, date] = field(default_factory=dict)

    @property
    def claimed_at_risk(self) -> Decimal:
        """The part of ``at_risk`` that is claimed; the rest could still be claimed."""
        return _sum(line for line in self.lines if line.claimed)


def risk_report(
    criteria: CriteriaSet, view: YearView, proposals: Mapping[str, ProposedLeaf], today: date
) -> RiskReport:
    """Work out what a year may still lose.

    Args:
        criteria: the set of the year.
        view: its answers.
        proposals: what the records propose and what was decided, by line; a line without a rule is not in it.
        today: the day of judgement.
    """
    steps = dated_steps(criteria, view.year, today)
    ahead = next((one.last_day for one in steps if one.days >= 0), None)
    frozen = view.state is YearState.FROZEN
    lines: dict[str, RiskLine] = {}
    if not frozen:  # what was handed in can neither be lost nor saved
        for leaf in criteria.leaves:
            row = view.rows[leaf.id]
            found = _line(leaf, row, proposals.get(leaf.id), ahead, today)
            if found is not None:
                lines[leaf.id] = found
    ordered = tuple(sorted(lines.values(), key=_order))
    claimed = view.evaluation.self_points
    return RiskReport(
        year=view.year,
        scored=criteria.scored,
        claimed=claimed,
        backed=claimed - view.unbacked,
        at_risk=_sum(ordered),
        lines=ordered,
        owners=_owners(criteria, view, lines),
        steps=steps,
        unscored=sum(_is_open(leaf, view.rows[leaf.id]) for leaf in criteria.leaves),
        by_node=lines,
        waiting=tuple(node for node, one in proposals.items() if one.waiting),
        moved=tuple(node for node, one in proposals.items() if one.moved),
        upcoming={} if frozen else dict(_upcoming(proposals.values(), today)),
    )


def _upcoming(proposals: Iterable[ProposedLeaf], today: date) -> Iterator[tuple[str, date]]:
    """A week's broadcast, a month's visit: kept so far, and still to be done in the running period."""
    for one in proposals:
        day = one.proposal.risk_date
        if (
            one.proposal.standing is Standing.HOLDS
            and day is not None
            and 0 <= (day - today).days <= SOON_DAYS
        ):
            yield one.node, day


def dated_steps(criteria: CriteriaSet, year: int, today: date) -> tuple[DatedStep, ...]:
    """The steps of the yearly procedure in their order of time, with the days that are left."""
    found = [DatedStep(step, day := step.last_day(year), (day - today).days) for step in criteria.steps]
    return tuple(sorted(found, key=lambda one: one.last_day))


def why_words(line: RiskLine) -> str:
    """Why, in a few words: "chưa có minh chứng"."""
    if line.why is RiskWhy.RECORDS_LESS:
        return _("số liệu cho {points} điểm").format(points=formats.points(line.proposed))
    return {
        RiskWhy.NO_PROOF: _("chưa có minh chứng"),
        RiskWhy.THRESHOLD: _("không đạt ngưỡng") if line.lost else _("chưa đủ ngưỡng"),
        RiskWhy.OVERDUE: _("quá hạn nội bộ {day}").format(day=formats.short_date(line.due)),
    }[line.why]


def until_words(line: RiskLine, today: date) -> str:
    """Until when: "còn đến 14/12/2026", "đã qua 31/10/2026"; "" where no day is known."""
    if line.lost_on is None or (line.lost and line.lost_on >= today):
        return ""
    if line.lost_on == today:
        return _("hết hôm nay")
    words = _("đã qua {day}") if line.lost_on < today else _("còn đến {day}")
    return words.format(day=formats.short_date(line.lost_on))


def _line(
    leaf: Node, row: LeafRow, proposal: ProposedLeaf | None, step: date | None, today: date
) -> RiskLine | None:
    """The reason with the most points at stake."""
    if leaf.scorer is not Scorer.SELF or row.entry.status is LeafStatus.NOT_APPLICABLE:
        return None
    found = [
        one
        for one in (
            _without_proof(leaf, row, step),
            _by_records(leaf, row, proposal, step, today) if proposal else None,
            _overdue(leaf, row, step, today),
        )
        if one is not None
    ]
    # max() keeps the first of equals, and they stand in the order of RiskWhy.
    return max(found, key=lambda one: one.points or Decimal(0), default=None)


def _without_proof(leaf: Node, row: LeafRow, step: date | None) -> RiskLine | None:
    if not is_claimed(leaf, row.entry) or row.is_backed:
        return None
    return _made(leaf, row, RiskWhy.NO_PROOF, row.entry.points, step)


def _by_records(
    leaf: Node, row: LeafRow, proposed: ProposedLeaf, step: date | None, today: date
) -> RiskLine | None:
    """What the records say against a claim, or against what could still be claimed.

    What an officer scored otherwise with a reason is his to answer for, until the records move.
    """
    decision, proposal = proposed.decision, proposed.proposal
    if decision is not None and decision.kind is DecisionKind.OVERRIDDEN and not proposed.moved:
        return None
    claimed = row.entry.points
    first = min((day for day in (proposal.risk_date, step) if day is not None), default=None)
    if claimed is not None and proposal.points is not None:
        if proposal.points >= claimed:
            return None
        lost = proposal.lost or (first is not None and first < today)
        return _made(
            leaf,
            row,
            RiskWhy.RECORDS_LESS,
            claimed - proposal.points,
            first,
            lost=lost,
            proposed=proposal.points,
        )
    if proposal.standing not in (Standing.OPEN, Standing.MISSED):
        return None
    if row.evidence_count and not _is_contradicted(proposal):
        return None
    if claimed is not None and not claimed:
        return None  # nothing is claimed, so nothing is lost
    stake = claimed if claimed is not None else leaf.max_points
    day = proposal.risk_date if proposal.lost else first
    if claimed is None and not proposal.lost and (day is None or (day - today).days > NEAR_DAYS):
        return None  # a whole year lies ahead of most thresholds in spring
    return _made(leaf, row, RiskWhy.THRESHOLD, stake, day, lost=proposal.lost)


def _is_contradicted(proposal: LeafProposal) -> bool:
    """Whether the records speak against paper that is filed.

    A threshold of the source does, and a share that was measured. That little was written in a diary does not: what
    the paper proves need not be written twice.
    """
    return any(
        result.standing in (Standing.OPEN, Standing.MISSED)
        and (not result.measure.own or result.measure.unit == "percent")
        for result in proposal.results
    )


def _overdue(leaf: Node, row: LeafRow, step: date | None, today: date) -> RiskLine | None:
    entry = row.entry
    late = entry.due is not None and entry.due < today
    if not late or entry.status not in (LeafStatus.TODO, LeafStatus.DOING):
        return None
    stake = entry.points if entry.points is not None else leaf.max_points
    return _made(leaf, row, RiskWhy.OVERDUE, stake, step)


def _made(
    leaf: Node,
    row: LeafRow,
    why: RiskWhy,
    points: Decimal | None,
    lost_on: date | None,
    *,
    lost: bool = False,
    proposed: Decimal | None = None,
) -> RiskLine:
    entry = row.entry
    owner = (entry.officer_id, entry.unit_id)
    claimed = entry.points is not None
    return RiskLine(leaf.id, why, points, lost_on, lost, entry.due, proposed, *owner, claimed)


def _order(line: RiskLine) -> tuple[bool, date, Decimal, str]:
    return line.lost, line.lost_on or date.max, -(line.points or Decimal(0)), line.node


def _sum(lines: Iterable[RiskLine]) -> Decimal:
    return sum((one.points or Decimal(0) for one in lines), Decimal(0))


def _is_open(leaf: Node, row: LeafRow) -> bool:
    """Whether the office has not said anything about a leaf yet."""
    if leaf.scorer is not Scorer.SELF:
        return False
    return row.entry.points is None and row.entry.status in (LeafStatus.TODO, LeafStatus.DOING)


def is_done(row: LeafRow) -> bool:
    """Whether a leaf is answered."""
    return row.entry.points is not None or row.entry.status in (LeafStatus.DONE, LeafStatus.NOT_APPLICABLE)


def _owners(criteria: CriteriaSet, view: YearView, lines: Mapping[str, RiskLine]) -> tuple[OwnerShare, ...]:
    given: dict[tuple[int | None, int | None], list[Node]] = {}
    for leaf in criteria.leaves:
        entry = view.rows[leaf.id].entry
        owner = (entry.officer_id, None if entry.officer_id is not None else entry.unit_id)
        if leaf.scorer is Scorer.SELF or owner != (None, None):
            given.setdefault(owner, []).append(leaf)
    made = []
    for (officer, unit), leaves in given.items():
        rows = [(leaf, view.rows[leaf.id]) for leaf in leaves]
        counted = [(leaf, row) for leaf, row in rows if leaf.scorer is Scorer.SELF and _counts(leaf, row)]
        theirs = tuple(lines[leaf.id] for leaf in leaves if leaf.id in lines)
        made.append(
            OwnerShare(
                officer,
                unit,
                tuple(leaf.id for leaf in leaves),
                sum(is_done(row) for _leaf, row in rows),
                sum((row.entry.points or Decimal(0) for _leaf, row in counted), Decimal(0)),
                sum((row.entry.points or Decimal(0) for _leaf, row in counted if row.is_backed), Decimal(0)),
                _sum(theirs),
                tuple(sorted(theirs, key=_order)),
            )
        )
    return tuple(made)


def _counts(leaf: Node, row: LeafRow) -> bool:
    """Whether the points of a leaf are points that are claimed; what is taken off needs no proof."""
    return (
        leaf.scoring.kind is not ScoringKind.DEDUCTION and row.entry.status is not LeafStatus.NOT_APPLICABLE
    )
