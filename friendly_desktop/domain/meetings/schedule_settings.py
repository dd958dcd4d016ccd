"""How an office receives citizens: what every day of its schedule is made with, and its notices say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, PlannedDay
from friendly_desktop.domain.meetings.reception_schedule import DayOffMove

#: From this year on the law asks for two days a month (Luật 136/2025/QH15, in force 01/7/2026), before for a day
#: a week (Luật Tiếp công dân Điều 15).
_TWO_A_MONTH = 2026
_DEFAULT_RULE = "thứ Năm tuần 1 và 3"
_WEEKLY_RULE = "thứ Năm hằng tuần"


class NoticeSize(Enum):
    """The paper of a notice to hang out."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """The office's own way.

    Attributes:
        rule: the rule of the year's schedule, "" while the office has set none.
        moving: what happens to a reception day that is a day off.
        receiver, post: who receives, "" for the chairman who signs.
        chairman: whether that is the chairman himself.
        participants: who else takes part (Luật Tiếp công dân Điều 24 wants it posted).
        topic: the expected content, printed on the notice.
        regular: the office's times of regular reception, a line or more of the notice.
    """

    rule: str = ""
    moving: DayOffMove = DayOffMove.NEXT
    receiver: str = ""
    post: str = ""
    chairman: bool = True
    starts: time | None = time(7, 30)
    ends: time | None = time(16, 30)
    place: str = ""
    participants: str = ""
    topic: str = ""
    regular: str = ""

    def entry(self, day: date) -> MeetingEntry:
        """A day of the schedule."""
        return MeetingEntry(
            kind=MeetingKind.PERIODIC,
            day=day,
            starts=self.starts,
            ends=self.ends,
            receiver=self.receiver,
            post=self.post,
            chairman=self.chairman,
            place=self.place,
            participants=self.participants,
            topic=self.topic,
        )


def default_rule(year: int) -> str:
    """The rule for an office that has set none: the law's minimum of that year."""
    return _DEFAULT_RULE if year >= _TWO_A_MONTH else _WEEKLY_RULE


def settings_text(settings: ScheduleSettings) -> Mapping[str, object]:
    """The settings as plain values for a JSON text."""
    return {
        "rule": settings.rule,
        "moving": settings.moving.value,
        "receiver": settings.receiver,
        "post": settings.post,
        "chairman": settings.chairman,
        "starts": _told(settings.starts),
        "ends": _told(settings.ends),
        "place": settings.place,
        "participants": settings.participants,
        "topic": settings.topic,
        "regular": settings.regular,
    }


def settings_of(stored: Mapping[str, object]) -> ScheduleSettings:
    """The settings from such values."""

    def text(key: str) -> str:
        return str(stored.get(key, ""))

    return ScheduleSettings(
        rule=text("rule"),
        moving=DayOffMove(text("moving") or DayOffMove.NEXT.value),
        receiver=text("receiver"),
        post=text("post"),
        chairman=stored.get("chairman") is not False,
        starts=_time(text("starts")),
        ends=_time(text("ends")),
        place=text("place"),
        participants=text("participants"),
        topic=text("topic"),
        regular=text("regular"),
    )


def _told(at: time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """What making a year's schedule changes, or has changed.

    Attributes:
        rule: in its normal form; ``by_default`` when the office had set none.
        added: days that come in.
        removed: days of the earlier rule that go.
        changed: days that stay but get another receiver, time or place.
        kept: days that stay as they are.
        protected: days the rule does not give that stay all the same: held, posted, put off, cancelled, or
            with cases or promises.
        left_out: days the rule gives and the office's rule for days off leaves out.
    """

    year: int
    rule: str
    by_default: bool
    added: tuple[PlannedDay, ...] = ()
    removed: tuple[Meeting, ...] = ()
    changed: tuple[Meeting, ...] = ()
    kept: tuple[Meeting, ...] = ()
    protected: tuple[Meeting, ...] = ()
    left_out: tuple[PlannedDay, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the schedule is as the rule wants it already."""
        return not (self.added or self.removed or self.changed)
