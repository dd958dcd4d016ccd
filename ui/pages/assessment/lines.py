"""What the assessment tree shows, worked out from a year's view as plain values without widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from friendly_desktop.domain.assessment import Gap, GapKind, LeafRow, LeafStatus, YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet, Node, ScoringKind, Veto
from friendly_desktop.domain.gaps import is_claimed
from friendly_desktop.domain.letters.proof import counted_for
from friendly_desktop.domain.office import Person, Unit
from friendly_desktop.domain.proof.decisions import ProposedLeaf
from friendly_desktop.domain.proof.words import measure_text as told_measure
from friendly_desktop.domain.record_proof import records_counted_for
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _, ngettext
from ui.widgets.words import calm

VETOES = "vetoes"
_VETO_PREFIX = "veto:"
_UNSCORED = frozenset({ScoringKind.NONE, ScoringKind.CHECK})


class LineKind(Enum):
    """What a line of the tree stands for."""

    GROUP = "group"
    LEAF = "leaf"
    VETO_GROUP = "veto_group"
    VETO = "veto"


class State(Enum):
    """What the chip of a line says."""

    NONE = "none"
    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    OVERDUE = "overdue"
    HOLDS = "holds"
    CLEAR = "clear"
    UNANSWERED = "unanswered"


class Filter(Enum):
    """The filters above the tree; the value is the name a ``Place`` uses."""

    ALL = "all"
    TODO = "not_scored"
    NO_EVIDENCE = "no_evidence"
    OVERDUE = "overdue"
    PROBLEMS = "problems"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything the page shows, read in one go."""

    view: YearView
    criteria: CriteriaSet
    people: tuple[Person, ...]
    units: tuple[Unit, ...]
    newer_version: str
    today: date
    proposals: Mapping[str, ProposedLeaf] = field(default_factory=dict)
    own: frozenset[str] | None = None  # the leaves that whoever works here may change; None for all

    @property
    def frozen(self) -> bool:
        """Whether the year was handed in, so that everything is only shown."""
        return self.view.state is YearState.FROZEN

    def is_own(self, node: str = "") -> bool:
        """Whether whoever works here may change a leaf; "" for what belongs to the whole office."""
        return self.own is None or node in self.own


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tree as it stands now; two equal lines need no painting again.

    ``points`` and ``maximum`` are of the leaf, or the sum of the group. ``scored`` and ``leaves`` count
    what lies below a group. ``warnings`` are whole sentences. ``claimed`` says that points stand there
    without any proof, ``proposed`` that the records propose something nobody decided on, or that moved since.
    """

    key: str
    kind: LineKind
    label: str
    text: str
    points: Decimal | None = None
    maximum: Decimal | None = None
    state: State = State.NONE
    evidence: int = 0
    letters: int = 0
    records: int = 0
    everyday: int = 0
    claimed: bool = False
    proposed: bool = False
    warnings: tuple[str, ...] = ()
    scored: int = 0
    leaves: int = 0
    officer_id: int | None = None


def veto_key(veto_id: str) -> str:
    """The key of a veto's line."""
    return _VETO_PREFIX + veto_id


def veto_of(key: str) -> str:
    """The veto a line stands for, or ""."""
    return key.removeprefix(_VETO_PREFIX) if key.startswith(_VETO_PREFIX) else ""


def is_unscored(node: Node) -> bool:
    """Whether a leaf is only ticked, because its set gives it no points."""
    return node.scoring.kind in _UNSCORED


def build_lines(page: YearPage) -> dict[str, Line]:
    """Every line of the tree by its key."""
    warnings = _warnings(page.view.gaps)
    lines: dict[str, Line] = {}
    for node in page.criteria.nodes:
        _add(page, node, warnings, lines)
    if page.criteria.vetoes:
        answered = sum(
            page.view.vetoes[veto.id].holds is not None
            for veto in page.criteria.vetoes
            if veto.id in page.view.vetoes
        )
        lines[VETOES] = Line(
            VETOES,
            LineKind.VETO_GROUP,
            "",
            _("Điều kiện loại"),
            scored=answered,
            leaves=len(page.criteria.vetoes),
        )
        for veto in page.criteria.vetoes:
            lines[veto_key(veto.id)] = _veto_line(page.view, veto)
    return lines


def passes(line: Line, wanted: Filter) -> bool:
    """Whether a leaf or veto belongs to what a filter shows."""
    if line.kind not in (LineKind.LEAF, LineKind.VETO):
        return False
    if wanted is Filter.TODO:
        return line.state in (State.TODO, State.DOING, State.OVERDUE, State.UNANSWERED)
    if wanted is Filter.NO_EVIDENCE:
        return line.claimed
    if wanted is Filter.OVERDUE:
        return line.state is State.OVERDUE
    if wanted is Filter.PROPOSED:
        return line.proposed
    if wanted is Filter.PROBLEMS:
        return line.claimed or bool(line.warnings) or line.state is State.OVERDUE
    return True


def matches(page: YearPage, line: Line, words: tuple[str, ...]) -> bool:
    """Whether a line, or a group it stands in, holds every word (already folded)."""
    if not words:
        return True
    texts = [line.label, line.text]
    if line.kind is LineKind.LEAF:
        texts += [part for node in page.criteria.path(line.key) for part in (node.label, node.text)]
    folded = fold(" ".join(texts))
    return all(word in folded for word in words)


def measure_text(node: Node) -> str:
    """The thresholds of a leaf that only a person can tell: "ít nhất 90%; đúng 0 người"; the others have a rule."""
    return "; ".join(told_measure(one) for one in node.measures if not one.by)


def _add(
    page: YearPage, node: Node, warnings: Mapping[str, tuple[str, ...]], lines: dict[str, Line]
) -> tuple[int, int]:
    """Add a node and all below it; returns how many leaves are done and how many there are."""
    if node.is_leaf:
        line = _leaf_line(page, node, page.view.rows[node.id], warnings.get(node.id, ()))
        lines[node.id] = line
        return line.state in (State.DONE, State.NOT_APPLICABLE), 1
    lines[node.id] = Line(node.id, LineKind.GROUP, node.label, calm(node.text))  # keeps the printed order
    done = leaves = 0
    for child in node.children:
        child_done, child_leaves = _add(page, child, warnings, lines)
        done += child_done
        leaves += child_leaves
    lines[node.id] = Line(
        node.id,
        LineKind.GROUP,
        node.label,
        calm(node.text),
        letters=counted_for(node, page.view.letters),
        records=records_counted_for(node, page.view.records),
        points=page.view.evaluation.sums.get(node.id, Decimal(0)) if node.max_points is not None else None,
        maximum=node.max_points,
        scored=done,
        leaves=leaves,
    )
    return done, leaves


def _leaf_line(page: YearPage, node: Node, row: LeafRow, warnings: tuple[str, ...]) -> Line:
    entry = row.entry
    state = {
        LeafStatus.TODO: State.TODO,
        LeafStatus.DOING: State.DOING,
        LeafStatus.DONE: State.DONE,
        LeafStatus.NOT_APPLICABLE: State.NOT_APPLICABLE,
    }[entry.status]
    if state is not State.NOT_APPLICABLE and not is_unscored(node):
        state = (
            State.DONE if entry.points is not None else (State.DOING if state is State.DOING else State.TODO)
        )
    if state in (State.TODO, State.DOING) and entry.due is not None and entry.due < page.today:
        state = State.OVERDUE
    return Line(
        node.id,
        LineKind.LEAF,
        node.label,
        calm(node.text),
        points=entry.points,
        maximum=None if is_unscored(node) else node.max_points,
        state=state,
        evidence=row.evidence_count,
        letters=row.letters,
        records=row.records,
        everyday=row.postings + row.activities,
        proposed=_is_proposed(page, node.id),
        claimed=not row.is_backed and is_claimed(node, entry),
        warnings=warnings,
        officer_id=entry.officer_id,
    )


def _is_proposed(page: YearPage, node: str) -> bool:
    leaf = page.proposals.get(node)
    return leaf is not None and (leaf.waiting or bool(leaf.moved))


def _veto_line(view: YearView, veto: Veto) -> Line:
    answer = view.vetoes.get(veto.id)
    holds = answer.holds if answer else None
    state = {None: State.UNANSWERED, True: State.HOLDS, False: State.CLEAR}[holds]
    return Line(veto_key(veto.id), LineKind.VETO, "", veto.text, state=state)


def _warnings(gaps: tuple[Gap, ...]) -> dict[str, tuple[str, ...]]:
    """The sentences of each line, without those its chip and its proof column say already."""
    said = {GapKind.NOT_SCORED, GapKind.OVERDUE, GapKind.VETO_UNANSWERED}
    found: dict[str, tuple[str, ...]] = {}
    for gap in gaps:
        if gap.node and gap.kind not in said:
            found[gap.node] = (*found.get(gap.node, ()), gap.message)
    return found


def proof_text(line: Line) -> str:
    """How many files and letters prove a line: "2 tệp, 12 thư"."""
    parts = []
    by_itself = line.letters or line.records or line.everyday
    if line.evidence or (line.kind is LineKind.LEAF and not by_itself):
        parts.append(ngettext("{n} tệp", "{n} tệp", line.evidence).format(n=line.evidence))
    if line.letters:
        parts.append(ngettext("{n} thư", "{n} thư", line.letters).format(n=line.letters))
    if line.records or line.everyday:
        count = line.records + line.everyday
        parts.append(ngettext("{n} việc", "{n} việc", count).format(n=count))
    return ", ".join(parts)
