"""What a criteria set is: a tree of printed lines, how each leaf is scored, levels, vetoes, steps.

A set is data (``resources/criteria/*.yaml``); these are the frozen values it is read into. Wording is
the source document's, letter by letter. Permanent ids are paths such as ``B.2.4.5.1`` and apart from
the printed label ("+", "a)", "IV"), because answers and evidence hang on the id for years.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

#: Labels that say nothing by themselves; such lines are counted within their parent.
BULLETS = ("", "-", "+", "*", "•", "–")


class Scorer(Enum):
    """Who gives the points of a node."""

    SELF = "self"  # the commune scores itself, the authority above appraises
    SURVEY = "survey"  # the average of survey ballots
    APPRAISER = "appraiser"  # only the authority above
    IMPORTED = "imported"  # a number taken from elsewhere, e.g. a provincial index


class ScoringKind(Enum):
    """How a leaf turns facts into points."""

    NONE = "none"  # not a leaf, or a leaf whose points are not known yet
    CHECK = "check"  # done / not done, no points (unscored sets)
    YES_NO = "yes_no"  # full points or nothing
    CHOICE = "choice"  # one of the options, each with its points
    BANDS = "bands"  # a measured value falls into a band with fixed points
    RATIO = "ratio"  # points in proportion to a percentage, may exceed 100 %
    COUNT = "count"  # points for each thing counted, up to the maximum
    FREE = "free"  # anything from 0 to the maximum in steps
    DEDUCTION = "deduction"  # negative points, down to a floor
    BONUS = "bonus"  # points on top of the total
    IMPORTED = "imported"  # a number brought in from elsewhere
    SURVEY = "survey"  # average of ballots, up to the maximum


class NotApplicable(Enum):
    """What a leaf counts where the commune has no such task."""

    FORBIDDEN = "forbidden"  # it cannot be marked N/A
    FULL = "full"  # it counts its maximum
    EXCLUDED = "excluded"  # it leaves the sum, and the rest is scaled up to the full maximum


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a graded choice."""

    id: str
    text: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a measured value from ``at_least`` (inclusive) up to the next band."""

    at_least: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scoring:
    """The rule of one leaf.

    ``step`` is the finest fraction of a point that may be given; ``floor`` the lowest value of a
    deduction (negative); ``unit_points`` the points per counted thing or per percent of a ratio.
    """

    kind: ScoringKind = ScoringKind.NONE
    step: Decimal | None = None
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    unit_points: Decimal | None = None
    floor: Decimal | None = None
    not_applicable: NotApplicable = NotApplicable.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Measure:
    """The threshold a measured leaf names: ``value`` with ``operator``, in ``unit``.

    Example: "đạt từ 90% trở lên" is ``>=`` ``90`` ``percent``; "ít nhất 01 lần/tuần" is ``>=`` ``1``
    ``times`` per ``week``. ``of`` says what a percentage is a share of.
    ``by`` names what measures it (see ``criteria.measures``), "" where only a person can tell; ``own`` is True
    where the source gives no threshold and this one is the program's, which people are told.
    """

    operator: str  # ">=", ">", "=", "<=", "<"
    value: Decimal
    unit: str  # "percent", "times", "days", "models", "persons"
    per: str = ""  # "", "week", "month", "quarter", "year"
    of: str = ""
    by: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the set. ``max_points`` is None where the source gives none.

    ``printed`` is False for a grouping that the source's table does not print as a row of its own.
    """

    id: str
    label: str
    text: str
    max_points: Decimal | None = None
    scoring: Scoring = Scoring()
    scorer: Scorer = Scorer.SELF
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    time: str = ""
    product: str = ""
    measures: tuple[Measure, ...] = ()
    guidance: str = ""
    survey_form: str = ""
    letter_kinds: tuple[str, ...] = ()
    record_kinds: tuple[str, ...] = ()
    posting_kinds: tuple[str, ...] = ()
    activity_kinds: tuple[str, ...] = ()
    printed: bool = True
    children: tuple["Node", ...] = ()

    @property
    def is_leaf(self) -> bool:
        """Whether answers and evidence hang on this node."""
        return not self.children

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Level:
    """A level of recognition: from ``at_least`` (inclusive) up to the next level (exclusive).

    ``passing`` is False for the level that means "not recognised". ``minima`` are further lower
    bounds by node id.
    """

    id: str
    title: str
    at_least: Decimal
    passing: bool = True
    minima: Mapping[str, Decimal] = field(default_factory=dict)


class VetoEffect(Enum):
    """What a veto that holds does."""

    NOT_CONSIDERED = "not_considered"  # "không xét đánh giá năm đó", counted as not recognised
    LOWERED = "lowered"  # one level less
    REVOKED = "revoked"  # "thu hồi quyết định công nhận" when found out afterwards


@dataclass(frozen=True, slots=True)
class Veto:
    """A condition that takes the recognition away; answered yes or no each year."""

    id: str
    text: str
    effects: tuple[VetoEffect, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step of the yearly procedure.

    ``before_month``/``before_day``: it must be done *before* that day ("Trước ngày 15/12") of the
    year plus ``year_offset``. A step with ``day`` 0 is due within the whole month ("vào tháng 01").
    """

    id: str
    title: str
    text: str
    actor: str
    month: int
    day: int = 0
    year_offset: int = 0

    def last_day(self, year: int) -> date:
        """The last day on which the step of assessment year ``year`` is still in time."""
        from datetime import timedelta

        year += self.year_offset
        if self.day:
            return date(year, self.month, self.day) - timedelta(days=1)
        following = date(year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document the set stands on, as the source names it."""

    title: str
    number: str = ""
    issued: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A scanning error of the source that was put right."""

    node: str
    found: str
    corrected: str
    why: str


@dataclass(frozen=True)
class CriteriaSet:
    """A criteria set in one version. ``verified_by`` is empty until a person has checked it."""

    id: str
    version: str
    title: str
    short_title: str
    nodes: tuple[Node, ...]
    max_points: Decimal | None = None
    levels: tuple[Level, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    steps: tuple[Step, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    province: str = ""
    valid_from: str = ""
    valid_to: str = ""
    replaces: str = ""
    source: str = ""
    note: str = ""
    verified_by: str = ""
    verified_on: str = ""
    corrections: tuple[Correction, ...] = ()
    table_title: str = ""
    table_notes: tuple[str, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether the set has a point table."""
        return self.max_points is not None

    def walk(self) -> Iterator[Node]:
        """Every node in printed order."""
        for node in self.nodes:
            yield from node.walk()

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Every node by its permanent id."""
        return {node.id: node for node in self.walk()}

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The nodes on which answers and evidence hang, in printed order."""
        return tuple(node for node in self.walk() if node.is_leaf)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The id of the parent of every node but the top ones."""
        return {child.id: node.id for node in self.walk() for child in node.children}

    @cached_property
    def sections(self) -> tuple[Node, ...]:
        """The criteria proper, which reports sum up one by one.

        A top node that is a lettered part ("A", "B") is not a criterion itself: the groups directly
        under it are ("B.1"). Any other top node is one.
        """
        found: list[Node] = []
        for node in self.nodes:
            if len(node.id) == 1 and node.id.isupper():
                found.extend(child for child in node.children if child.children)
            else:
                found.append(node)
        return tuple(found)

    @cached_property
    def references(self) -> Mapping[str, str]:
        """A short name for every node as a reader finds it in the table: "I.2", "II.4 (ý 5.1)".

        Printed labels are joined from the criterion down; lines printed with a dash or nothing are counted
        within their parent. The spaces within a name are fixed, so that it stays on one line.
        """
        names: dict[str, str] = {}
        starts = {node.id for node in self.sections}

        def visit(node: Node, position: int, labels: tuple[str, ...], ordinals: tuple[int, ...]) -> None:
            label = node.label.strip().rstrip(".)")
            if node.id in starts:
                labels = ()
            if label not in BULLETS and not ordinals:
                if labels and label.startswith(f"{labels[-1]}."):
                    labels = labels[:-1]
                labels = labels if labels[-1:] == (label,) else (*labels, label)
            else:
                ordinals = (*ordinals, position)
            printed, marks = ".".join(labels), ".".join(str(ordinal) for ordinal in ordinals)
            if printed and marks:
                names[node.id] = f"{printed}\u00a0(ý\u00a0{marks})"
            else:
                names[node.id] = printed or f"ý {marks}"
            for index, child in enumerate(node.children, start=1):
                visit(child, index, labels, ordinals)

        for index, node in enumerate(self.nodes, start=1):
            visit(node, index, (), ())
        return names

    def path(self, node_id: str) -> tuple[Node, ...]:
        """The nodes from the top down to ``node_id``, for a breadcrumb."""
        chain = [self.by_id[node_id]]
        while chain[0].id in self.parents:
            chain.insert(0, self.by_id[self.parents[chain[0].id]])
        return tuple(chain)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a set file: where (file, line or node), what, and what to do."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class SetDifference:
    """What a newer version says otherwise, by permanent id, in printed order.

    ``reasons`` tells for each changed node what changed: "wording", "points", "rule", "assignment"
    (who, when, with which product) or "group" (a leaf became a group or a group a leaf).
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
