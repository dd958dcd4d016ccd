"""Legal time limits: the rules as data, and a computed deadline with every day of its arithmetic.

Counting follows BLDS 2015 Điều 147, 148: the first day is not counted; a limit that ends on a day off ends
on the next working day. "Ngày" are calendar days; only "ngày làm việc" skips days off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop.domain.workdays import Confidence


class Unit(Enum):
    """What a limit counts. Every label names it."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


class Complexity(Enum):
    """How complex a case is; longer limits need a document that says so (NĐ 155/2026 Điều 3a, NĐ 31/2019 Điều 3)."""

    NORMAL = "normal"
    COMPLEX = "complex"
    VERY_COMPLEX = "very_complex"


class RuleStart(Enum):
    """The act a limit runs from."""

    RECEIVED = "received"  # tiếp nhận đơn
    GROUNDS = "grounds"  # đủ căn cứ từ chối tiếp
    ACCEPTED = "accepted"  # thụ lý
    DECISION = "decision"  # ra quyết định giải quyết
    CONCLUSION = "conclusion"  # ban hành kết luận nội dung tố cáo
    SUSPENSION = "suspension"  # quyết định tạm đình chỉ, đình chỉ
    SESSION = "session"  # a reception day or dialogue; such limits count back


class RuleRole(Enum):
    """What a rule is for on the screen."""

    DEADLINE = "deadline"  # must be kept
    ALARM = (
        "alarm"  # a warning beside the deadline (the 45 days; the law's 10 days beside the 7 working days)
    )
    INFO = "info"  # the citizen's own limits, told in letters and hints


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One limit in force for a time.

    Attributes:
        id: the id of LAW 2.2 ("KN-thu-ly").
        title: what must be done until then ("Thụ lý hoặc thông báo không thụ lý").
        kinds: the case kinds it is for, as in ``CaseKind.value``; empty for all.
        lengths: number of units by condition: "normal", "complex", "very_complex", and the same with
            "remote_" before it for vùng sâu, vùng xa; what is missing is as the nearest simpler one.
        backward: counted back from the start (niêm yết before a reception day).
        met_by: the actions that meet it, as in ``CaseAction.value``.
        article: "Điều 28 Luật Khiếu nại".
        valid_from, valid_to: the dates of cases it is for (received on these days); None is open.
        note: what a person must know of it, shown with it.
        own: changed or made by the office.
    """

    id: str
    title: str
    start: RuleStart
    unit: Unit
    lengths: Mapping[str, int]
    article: str
    source: str
    confidence: Confidence
    kinds: tuple[str, ...] = ()
    role: RuleRole = RuleRole.DEADLINE
    backward: bool = False
    met_by: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count (tạm đình chỉ, LKN Điều 11a): from the day of ``start`` up to before ``end``.

    ``end`` None is still paused; ``document`` says by which paper.
    """

    start: date
    end: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Extension:
    """Days added by a written decision."""

    days: int
    document: str


class DayMark(Enum):
    """What a day is in the arithmetic of a deadline."""

    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED = "swapped"
    PAUSED = "paused"
    MOVED = "moved"  # the last day was a day off: passed over to the next working day


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day after the start, and whether and why it counts; ``why`` is a phrase for people."""

    day: date
    mark: DayMark
    why: str

    @property
    def counted(self) -> bool:
        """Whether the day is one of the limit."""
        return self.mark is DayMark.COUNTED


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed date with its arithmetic.

    ``due`` None while paused without end. ``length`` is in ``unit`` and has extensions in it.
    ``days`` runs from the day after ``start`` to ``due`` (backward: from the day before down to ``due``).
    """

    rule: DeadlineRule
    start: date
    due: date | None
    unit: Unit
    length: int
    calendar_version: int
    days: tuple[CountedDay, ...]
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
