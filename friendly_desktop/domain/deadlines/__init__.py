"""Legal time limits: the rules as data, and a computed deadline with every day of its arithmetic.

Counting follows BLDS 2015 Điều 147, 148: the first day is not counted; a limit that ends on a day off ends
on the next working day. "Ngày" are calendar days; only "ngày làm việc" skips days off.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop.domain.deadlines.workdays import (
    ONE_DAY,
    Confidence,
    DayKind,
    WorkCalendar,
    is_working,
    previous_working,
    reason_off,
    working_days_between,
)
from friendly_desktop.formats import near_day, short_date, weekday_name
from friendly_desktop.i18n import _, ngettext


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
        id: names the limit for rules and records ("KN-thu-ly").
        title: what must be done until then ("Thụ lý hoặc thông báo không thụ lý").
        kinds: the case kinds it is for, as in ``CaseKind.value``; empty for all.
        lengths: number of units by condition: "normal", "complex", "very_complex", and the same with
            "remote_" before it for vùng sâu, vùng xa; what is missing is as the nearest simpler one.
            "several_places" is never taken by itself: it tells how far an extension may go where facts
            must be checked at several places (LTC Điều 24 khoản 1).
        backward: counted back from the start (niêm yết before a reception day).
        competence: "own" or "other" (``Competence.value``) where the rule is only for matters that are,
            or are not, the office's to settle; "" for both.
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
    competence: str = ""


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


#: Which length is taken, the most particular first.
_LENGTHS = {
    (Complexity.NORMAL, False): ("normal",),
    (Complexity.COMPLEX, False): ("complex", "normal"),
    (Complexity.VERY_COMPLEX, False): ("very_complex", "complex", "normal"),
    (Complexity.NORMAL, True): ("remote_normal", "normal"),
    (Complexity.COMPLEX, True): ("remote_complex", "remote_normal", "complex", "normal"),
    (Complexity.VERY_COMPLEX, True): (
        "remote_very_complex",
        "remote_complex",
        "remote_normal",
        "very_complex",
        "complex",
        "normal",
    ),
}


def length_of(rule: DeadlineRule, complexity: Complexity = Complexity.NORMAL, remote: bool = False) -> int:
    """The number of units of a rule under these conditions, extensions not yet in it."""
    return next(rule.lengths[name] for name in _LENGTHS[complexity, remote] if name in rule.lengths)


def rules_for(
    rules: Iterable[DeadlineRule], kind: str, received: date, start: RuleStart
) -> tuple[DeadlineRule, ...]:
    """The rules that a case keeps, in the order given.

    A case keeps the rules of the day it was received: what changes later is not for it.

    Args:
        rules: all of them, of every time.
        kind: ``CaseKind.value``.
        received: the day the office got the case.
        start: the act whose limits are asked for.
    """
    return tuple(
        rule
        for rule in rules
        if rule.start is start
        and (not rule.kinds or kind in rule.kinds)
        and (rule.valid_from is None or rule.valid_from <= received)
        and (rule.valid_to is None or received <= rule.valid_to)
    )


def compute(
    rule: DeadlineRule,
    start: date,
    calendar: WorkCalendar,
    *,
    complexity: Complexity = Complexity.NORMAL,
    remote: bool = False,
    extensions: Sequence[Extension] = (),
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """The date by which ``rule`` is to be kept, with every day of the arithmetic.

    BLDS Điều 147 khoản 2: the day of ``start`` is not counted. Điều 148 khoản 5: a last day that is a day
    off passes to the next working day; a limit that counts back passes to the working day before, because
    whoever waits for the notice may not get less time. Suspended days do not count (LKN Điều 11a).

    Args:
        rule: the limit.
        start: the day of the act it runs from (backward: the day it must be kept before).
        calendar: the days off.
        complexity: decided by a document; chooses among ``rule.lengths``.
        remote: vùng sâu, vùng xa đi lại khó khăn.
        extensions: days added by decision on top of that length. An extension that the law words as a
            longer limit (LTC Điều 30) is a ``complexity`` instead; never give both for one decision.
        pauses: in any order; limits that count back have none.

    Returns:
        ``due`` is None while a pause without end is reached before the last day.
    """
    length = length_of(rule, complexity, remote) + sum(one.days for one in extensions)
    held = () if rule.backward else tuple(sorted(pauses, key=lambda one: one.start))
    count = _Count(rule, calendar, held)
    due = count.back(start, length) if rule.backward else count.forward(start, length)
    return Deadline(
        rule,
        start,
        due,
        rule.unit,
        length,
        calendar.version,
        tuple(count.days),
        tuple(extensions),
        held,
    )


class _Count:
    """One counting: walks from day to day and writes down what each of them is."""

    def __init__(self, rule: DeadlineRule, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> None:
        self.working = rule.unit is Unit.WORKING_DAY
        self.calendar = calendar
        self.pauses = pauses
        self.days: list[CountedDay] = []
        self.counted = 0

    def forward(self, start: date, length: int) -> date | None:
        """The last day of the limit; None when a pause has no end."""
        day = start
        while self.counted < length:
            day += ONE_DAY
            if not self._walk(day):
                return None
        if is_working(self.calendar, day):
            return day
        reason, last = _off(self.calendar, day), day
        while True:
            day += ONE_DAY
            pause = self._pause(day)
            if pause:
                self._skip_paused(day, pause)
                if pause.end is None:
                    return None
                continue
            if is_working(self.calendar, day):
                why = _("Ngày cuối {day} là {reason}, chuyển sang ngày làm việc tiếp theo")
                told = why.format(day=short_date(last), reason=reason)
                self.days.append(CountedDay(day, DayMark.MOVED, told))
                return day
            self.days.append(CountedDay(day, DayMark.MOVED, _off(self.calendar, day)))

    def back(self, start: date, length: int) -> date:
        """The latest day on which a limit before ``start`` is still kept."""
        day = start
        while self.counted < length:
            day -= ONE_DAY
            self._walk(day)
        if is_working(self.calendar, day):
            return day
        reason, last, due = _off(self.calendar, day), day, previous_working(self.calendar, day)
        while day > due:
            day -= ONE_DAY
            if day == due:
                why = _("Ngày {day} là {reason}, lùi về ngày làm việc liền trước")
                told = why.format(day=short_date(last), reason=reason)
            else:
                told = _off(self.calendar, day)
            self.days.append(CountedDay(day, DayMark.MOVED, told))
        return due

    def _walk(self, day: date) -> bool:
        """Write down one day; False when it begins a pause without end."""
        pause = self._pause(day)
        if pause:
            self._skip_paused(day, pause)
            return pause.end is not None
        working = is_working(self.calendar, day)
        if working or not self.working:
            self.counted += 1
            self.days.append(CountedDay(day, DayMark.COUNTED, self._counted_words(day, working=working)))
        else:
            row = self.calendar.days.get(day)
            mark = DayMark.WEEKEND if row is None else _MARKS[row.kind]
            self.days.append(CountedDay(day, mark, _off(self.calendar, day)))
        return True

    def _counted_words(self, day: date, *, working: bool) -> str:
        if not self.working:
            return _("ngày thứ {n}").format(n=self.counted)
        row = self.calendar.days.get(day) if working else None
        if row is not None and row.title:
            told = _("ngày làm việc thứ {n} ({title})")
            return told.format(n=self.counted, title=row.title)
        return _("ngày làm việc thứ {n}").format(n=self.counted)

    def _pause(self, day: date) -> Pause | None:
        for pause in self.pauses:
            if pause.start <= day and (pause.end is None or day < pause.end):
                return pause
        return None

    def _skip_paused(self, day: date, pause: Pause) -> None:
        if pause.document:
            told = _("tạm đình chỉ theo {document}").format(document=pause.document)
        else:
            told = _("tạm đình chỉ")
        self.days.append(CountedDay(day, DayMark.PAUSED, told))


_MARKS = {
    DayKind.OFF: DayMark.HOLIDAY,
    DayKind.SWAPPED: DayMark.SWAPPED,
    DayKind.MAKE_UP: DayMark.COUNTED,
}


def _off(calendar: WorkCalendar, day: date) -> str:
    """Why a day is off, its weekday named first where a holiday gives the reason."""
    row = calendar.days.get(day)
    reason = reason_off(calendar, day)
    return reason if row is None else f"{weekday_name(day)}, {reason}"


def unit_words(unit: Unit, n: int) -> str:
    """A number of units, always named: "3 ngày làm việc", "30 ngày"."""
    if unit is Unit.WORKING_DAY:
        return ngettext("{n} ngày làm việc", "{n} ngày làm việc", n).format(n=n)
    return ngettext("{n} ngày", "{n} ngày", n).format(n=n)


def left_words(due: date, unit: Unit, today: date, calendar: WorkCalendar) -> str:
    """How long there is until ``due``, in the unit of its rule, which is always named.

    "còn 3 ngày làm việc (thứ Tư 02/12)", "hết hạn hôm nay", "quá hạn 2 ngày". Working days are those left
    after today, the last one with them.
    """
    if due == today:
        return _("hết hạn hôm nay")
    working = unit is Unit.WORKING_DAY
    n = abs(working_days_between(calendar, today, due)) if working else abs((due - today).days)
    if today < due:
        return _("còn {time} ({day})").format(time=unit_words(unit, n), day=near_day(due, today))
    if n == 0:  # only days off have passed since
        return _("quá hạn, chưa sang ngày làm việc tiếp theo ({day})").format(day=near_day(due, today))
    return _("quá hạn {time}").format(time=unit_words(unit, n))
