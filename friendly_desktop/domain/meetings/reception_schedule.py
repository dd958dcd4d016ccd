"""A year's reception days from a rule: moved off days off, checked against the minima, conflicts named.

Sources: Luật Tiếp công dân Điều 15, 18, 24 (with Luật 136/2025/QH15); posted notices ("nếu trùng ngày nghỉ thì
tiếp vào ngày làm việc tiếp theo liền kề"). The minima themselves are data: ``resources/legal/reception.yaml``
and the thresholds of the criteria set in use.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, time, timedelta
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.deadlines import workdays
from friendly_desktop.domain.deadlines.workdays import Confidence, WorkCalendar
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState, PlannedDay
from friendly_desktop.domain.meetings.reception_rule import ScheduleRule, days_of_month
from friendly_desktop.i18n import _

_NOON = time(12)
_ONE_DAY = timedelta(days=1)


class DayOffMove(Enum):
    """The office's own rule for a reception day that is a day off."""

    NEXT = "next"  # ngày làm việc liền sau
    PREVIOUS = "previous"  # ngày làm việc liền trước
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class SchedulePlan:
    """What a rule gives for a year: the days, and those left out with the reason."""

    days: tuple[PlannedDay, ...] = ()
    left_out: tuple[PlannedDay, ...] = ()


def plan(rule: ScheduleRule, year: int, calendar: WorkCalendar, moving: DayOffMove) -> SchedulePlan:
    """The reception days of ``year``.

    A day that moves over New Year belongs to the year it moves to. A day that would move onto another
    reception day is left out, for the people of both days are received there.

    Args:
        rule: which days.
        year: 1 to 9999.
        calendar: the days off.
        moving: what happens to a day off.
    """
    wanted = [day for month in _months_around(year) for day in days_of_month(rule, *month)]
    taken = {day for day in wanted if workdays.is_working(calendar, day)}
    days = [PlannedDay(day) for day in taken]
    left_out = []
    for day in wanted:
        if day in taken and workdays.is_working(calendar, day):
            continue
        moved = _moved(day, calendar, moving)
        reason = workdays.reason_off(calendar, day)
        if moved is None:
            left_out.append(PlannedDay(day, None, _("{reason}; không tiếp.").format(reason=reason)))
        elif moved in taken:
            why = _("{reason}; đã có buổi tiếp {day}.").format(reason=reason, day=formats.weekday_date(moved))
            left_out.append(PlannedDay(day, None, why))
        else:
            taken.add(moved)
            days.append(PlannedDay(moved, day, reason))
    return SchedulePlan(
        tuple(sorted((one for one in days if one.day.year == year), key=lambda one: one.day)),
        tuple(one for one in left_out if one.day.year == year),
    )


def _months_around(year: int) -> list[tuple[int, int]]:
    months = [(year, month) for month in range(1, 13)]
    before = [(year - 1, 12)] if year > MINYEAR else []
    after = [(year + 1, 1)] if year < MAXYEAR else []
    return before + months + after


def _moved(day: date, calendar: WorkCalendar, moving: DayOffMove) -> date | None:
    if moving is DayOffMove.LEAVE_OUT:
        return None
    found = workdays.next_working if moving is DayOffMove.NEXT else workdays.previous_working
    try:
        return found(calendar, day)
    except workdays.NoWorkingDayError:
        return None


# The minima


class MinimumOf(Enum):
    """What a minimum counts."""

    RECEPTION = "reception"  # days on which the chairman himself receives
    DIALOGUE = "dialogue"
    VISIT = "visit"


class Period(Enum):
    """How often."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Minimum:
    """How often something must be held at least, by law or by the criteria set in use.

    Attributes:
        id: of a minimum of the law; "" for one of a criteria set.
        own: the office has changed the number.
        title: what it asks, in words ("ít nhất 2 ngày trong 1 tháng").
        article: where it stands: "Điều 15 Luật Tiếp công dân"; a criteria set's line.
        by_law: False for the criteria set.
        valid_from, valid_to: the days it is for; None is open.
    """

    of: MinimumOf
    count: int
    per: Period
    title: str
    article: str
    source: str = ""
    confidence: Confidence = Confidence.READ
    by_law: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    id: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class ShortPeriod:
    """A week, month, quarter or year with too few days."""

    start: date
    end: date
    found: int


@dataclass(frozen=True, slots=True)
class MinimumCheck:
    """A minimum held against a year: how many periods were looked at, and the short ones."""

    minimum: Minimum
    periods: int
    short: tuple[ShortPeriod, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether no period is short."""
        return not self.short


def check_minimum(
    minimum: Minimum, days: Iterable[date], year: int, calendar: WorkCalendar
) -> MinimumCheck | None:
    """Hold the distinct ``days`` against a minimum.

    Only whole periods inside the year and inside the validity of the minimum are judged, and no period
    without working days (the week of Tết). None where there is no such period.
    """
    found = Counter(_period_of(minimum.per, day) for day in set(days))
    whole = [
        (start, end)
        for start, end in _periods(minimum.per, year)
        if (minimum.valid_from is None or start >= minimum.valid_from)
        and (minimum.valid_to is None or end <= minimum.valid_to)
        and _any_working(calendar, start, end)
    ]
    if not whole:
        return None
    short = tuple(
        ShortPeriod(start, end, found[start]) for start, end in whole if found[start] < minimum.count
    )
    return MinimumCheck(minimum, len(whole), short)


def _period_of(per: Period, day: date) -> date:
    """The first day of the period of a day."""
    match per:
        case Period.WEEK:
            return day - timedelta(days=day.weekday())
        case Period.MONTH:
            return day.replace(day=1)
        case Period.QUARTER:
            return date(day.year, day.month - (day.month - 1) % 3, 1)
        case Period.YEAR:
            return date(day.year, 1, 1)


def _periods(per: Period, year: int) -> list[tuple[date, date]]:
    """Every whole period in a year, first and last day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if per is Period.WEEK:
        monday = first + timedelta(days=-first.weekday() % 7)
        weeks = []
        while (last - monday).days >= 6:
            weeks.append((monday, monday + timedelta(days=6)))
            if (last - monday).days < 13:
                break
            monday += timedelta(days=7)
        return weeks
    length = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}[per]
    starts = [date(year, month, 1) for month in range(1, 13, length)]
    ends = [one - _ONE_DAY for one in starts[1:]] + [last]
    return list(zip(starts, ends, strict=True))


def _any_working(calendar: WorkCalendar, start: date, end: date) -> bool:
    span = (end - start).days + 1
    return any(workdays.is_working(calendar, start + timedelta(days=index)) for index in range(span))


def counts_for(entry: MeetingEntry, minimum: Minimum) -> bool:
    """Whether a meeting counts for a minimum.

    Of receptions only those of the chairman himself, on the days of the schedule: a deputy cannot stand in
    (Luật 136/2025/QH15), and what is received ad hoc comes on top.
    """
    match minimum.of:
        case MinimumOf.RECEPTION:
            return entry.chairman and entry.kind in {MeetingKind.PERIODIC, MeetingKind.REGULAR}
        case MinimumOf.DIALOGUE:
            return entry.kind is MeetingKind.DIALOGUE
        case MinimumOf.VISIT:
            return entry.kind is MeetingKind.VISIT


# Conflicts


class ConflictKind(Enum):
    """What does not go together."""

    SAME_RECEIVER = "same_receiver"
    SAME_TIME = "same_time"  # a reception and a dialogue
    DAY_OFF = "day_off"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two meetings that do not go together, or one on a day off; ``message`` names them. Never blocks."""

    kind: ConflictKind
    day: date
    message: str
    meeting_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """What can stand in the way of another: a meeting with its id, 0 for one not stored yet."""

    entry: MeetingEntry
    id: int = field(default=0)


def appointments(meetings: Iterable[Meeting]) -> list[Appointment]:
    """Those meetings that take place or took place."""
    standing = {MeetingState.PLANNED, MeetingState.HELD}
    return [Appointment(one.entry, one.id) for one in meetings if one.state in standing]


def conflicts(all_of: Sequence[Appointment], calendar: WorkCalendar) -> tuple[Conflict, ...]:
    """Every conflict among the appointments, by day: same receiver in one half day, a dialogue beside a
    reception, a meeting on a day off.
    """
    found = []
    by_day: dict[date, list[Appointment]] = {}
    for one in all_of:
        by_day.setdefault(one.entry.day, []).append(one)
    for day in sorted(by_day):
        there = by_day[day]
        if not workdays.is_working(calendar, day):
            reason = workdays.reason_off(calendar, day)
            # Dialogues and visits are often held on a day off on purpose.
            for one in there:
                if one.entry.kind.reception:
                    message = _("{day}: có buổi tiếp vào ngày nghỉ ({reason}).").format(
                        day=formats.weekday_date(day), reason=reason
                    )
                    found.append(Conflict(ConflictKind.DAY_OFF, day, message, (one.id,)))
        for index, first in enumerate(there):
            for second in there[index + 1 :]:
                conflict = _conflict(first, second)
                if conflict is not None:
                    found.append(conflict)
    return tuple(found)


def _conflict(first: Appointment, second: Appointment) -> Conflict | None:
    one, other = first.entry, second.entry
    ids = (first.id, second.id)
    day = formats.weekday_date(one.day)
    kinds = {one.kind, other.kind}
    receiver = one.receiver.casefold()
    if receiver and receiver == other.receiver.casefold() and _halves(one) & _halves(other):
        message = _("{day}: {receiver} có hai việc trong cùng một buổi.").format(
            day=day, receiver=one.receiver
        )
        return Conflict(ConflictKind.SAME_RECEIVER, one.day, message, ids)
    beside_dialogue = MeetingKind.DIALOGUE in kinds and any(kind.reception for kind in kinds)
    if beside_dialogue and _overlap(one, other):
        message = _("{day}: hội nghị đối thoại trùng giờ với buổi tiếp công dân.").format(day=day)
        return Conflict(ConflictKind.SAME_TIME, one.day, message, ids)
    return None


def _halves(entry: MeetingEntry) -> set[str]:
    """Morning, afternoon, or both; a meeting without times takes the whole day."""
    if entry.starts is None:
        return {"morning", "afternoon"}
    halves = {"morning" if entry.starts < _NOON else "afternoon"}
    if entry.ends is not None and entry.ends > _NOON and entry.starts < _NOON:
        halves.add("afternoon")
    return halves


def _overlap(one: MeetingEntry, other: MeetingEntry) -> bool:
    if one.starts is None or other.starts is None or one.ends is None or other.ends is None:
        return bool(_halves(one) & _halves(other))
    return one.starts < other.ends and other.starts < one.ends
