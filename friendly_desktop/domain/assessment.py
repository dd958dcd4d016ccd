"""A year's answers and what they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from friendly_desktop.domain.criteria import Level
from friendly_desktop.domain.letters.proof import Tallies
from friendly_desktop.domain.record_proof import RecordTallies


class LeafStatus(Enum):
    """How far the work on a leaf is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class YearState(Enum):
    """Whether a year may still be changed."""

    OPEN = "open"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the office has said about one leaf. ``points`` is None until it was scored."""

    node: str
    points: Decimal | None = None
    status: LeafStatus = LeafStatus.TODO
    reason: str = ""
    note: str = ""
    officer_id: int | None = None
    unit_id: int | None = None
    due: date | None = None
    appraised_points: Decimal | None = None
    appraiser_remark: str = ""


@dataclass(frozen=True, slots=True)
class VetoAnswer:
    """The office's answer to a veto; ``holds`` is None until it was answered."""

    veto: str
    holds: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreProblem:
    """A score that is not counted, and why."""

    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The sums of a year: exact decimals, every level of the tree, the level reached.

    ``sums`` holds every node's points that has any (leaves and groups); ``to_next`` is the distance
    to the next level, None at the top; ``unanswered_vetoes`` keeps a level from being sure.
    """

    total: Decimal
    self_points: Decimal
    survey_points: Decimal
    max_points: Decimal | None
    level: Level | None
    next_level: Level | None
    to_next: Decimal | None
    vetoed: bool
    unanswered_vetoes: tuple[str, ...]
    sums: Mapping[str, Decimal]
    problems: tuple[ScoreProblem, ...] = ()


class GapKind(Enum):
    """What a check before sending can find."""

    NOT_SCORED = "not_scored"
    NO_EVIDENCE = "no_evidence"  # points claimed, no proof
    EMPTY_FILE = "empty_file"
    MISSING_FILE = "missing_file"
    DAMAGED_FILE = "damaged_file"
    OUTSIDE_YEAR = "outside_year"
    VETO_UNANSWERED = "veto_unanswered"
    SCORE_PROBLEM = "score_problem"
    SUM_MISMATCH = "sum_mismatch"
    OVERDUE = "overdue"
    OFFICE_INCOMPLETE = "office_incomplete"
    NOT_FROZEN = "not_frozen"


#: Findings that are only told; every other one makes a package say DỰ THẢO.
REMARKS = frozenset((GapKind.OUTSIDE_YEAR, GapKind.OVERDUE))


@dataclass(frozen=True, slots=True)
class Gap:
    """One finding of the checks: what kind, where to go, a whole translated sentence."""

    kind: GapKind
    message: str
    node: str = ""
    evidence_id: int | None = None
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf as the assessment page shows it: entry, what proves it, last year beside it.

    ``letters`` counts the signed letters that prove the leaf itself, ``records`` the sessions, cases,
    dialogues and visits that do, ``postings`` what hung on the walls, ``activities`` the lines of the diary.
    ``accepted``: an officer took what the records propose, and their list goes into the package.
    """

    entry: Entry
    evidence_count: int = 0
    letters: int = 0
    records: int = 0
    postings: int = 0
    activities: int = 0
    accepted: bool = False
    last_points: Decimal | None = None
    last_appraised: Decimal | None = None
    last_remark: str = ""

    @property
    def is_backed(self) -> bool:
        """Whether anything proves the leaf."""
        return self.accepted or any(
            (self.evidence_count, self.letters, self.records, self.postings, self.activities)
        )


@dataclass(frozen=True)
class YearView:
    """Everything the assessment page needs, read in a fixed number of statements.

    ``letters`` and ``records`` are those of the year by kind; of a frozen year those it was frozen with.
    """

    year: int
    set_id: str
    set_version: str
    state: YearState
    opened_on: date
    frozen_on: date | None
    rows: Mapping[str, LeafRow]
    vetoes: Mapping[str, VetoAnswer]
    evaluation: Evaluation
    unbacked: Decimal
    gaps: tuple[Gap, ...] = field(default=())
    letters: Tallies = field(default_factory=dict)
    records: RecordTallies = field(default_factory=dict)
