"""Where citizens are met: reception sessions, dialogue conferences, village visits, and what was promised there.

Sources: Luật Tiếp công dân Điều 15, 18, 24, 25 (with Luật 136/2025/QH15), NĐ 154/2026/NĐ-CP Điều 25, 29; the
criteria on dialogue and weekly visits of the seeds.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum


class MeetingKind(Enum):
    """What kind of meeting."""

    REGULAR = "regular"  # tiếp công dân thường xuyên
    PERIODIC = "periodic"  # người đứng đầu tiếp định kỳ
    AD_HOC = "ad_hoc"  # tiếp đột xuất
    DIALOGUE = "dialogue"  # hội nghị đối thoại
    VISIT = "visit"  # đi cơ sở, xuống thôn

    @property
    def reception(self) -> bool:
        """Whether it is a session of citizen reception."""
        return self in {MeetingKind.REGULAR, MeetingKind.PERIODIC, MeetingKind.AD_HOC}


class MeetingMode(Enum):
    """Face to face, or online (Luật Tiếp công dân Điều 3a)."""

    DIRECT = "direct"
    ONLINE = "online"


class MeetingState(Enum):
    """Where a meeting is."""

    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"  # its new day is another meeting
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """What a person enters for a meeting.

    ``receiver`` is who receives or leads, ``receiver_chairman`` whether it is the chairman himself (only his
    own days count for the law's two days a month; deputies cannot stand in since 01/7/2026);
    ``participants`` who else takes part, ``place`` where, ``hamlet`` for visits.
    """

    kind: MeetingKind
    day: date
    starts: time | None = None
    ends: time | None = None
    mode: MeetingMode = MeetingMode.DIRECT
    receiver: str = ""
    post: str = ""
    chairman: bool = False
    place: str = ""
    hamlet: str = ""
    participants: str = ""
    topic: str = ""
    visitors: int | None = None  # how many came
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting in the schedule or diary.

    ``moved_from`` is the day it would have been by the rule or before it was put off, ``why`` the reason;
    ``posted_on`` when its notice was hung out; ``conclusion`` the number of the thông báo kết luận.
    """

    id: int
    entry: MeetingEntry
    state: MeetingState
    moved_from: date | None = None
    why: str = ""
    posted_on: date | None = None
    conclusion: str = ""
    conclusion_on: date | None = None
    created_at: datetime | None = None
    scheduled: bool = False  # made by the rule of the year's schedule


@dataclass(frozen=True, slots=True)
class Promise:
    """What was asked or promised at a meeting: a duty with a date. A promise never names a denouncer."""

    id: int
    meeting_id: int
    asked: str
    promised: str = ""
    officer: str = ""
    until: date | None = None
    done_on: date | None = None
    result: str = ""
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day a schedule's rule gives: ``day`` after moving off days off, ``moved_from`` before, ``why`` the move."""

    day: date
    moved_from: date | None = None
    why: str = ""
