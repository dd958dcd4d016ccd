"""The working calendar: which days an office works, and why not on the others.

BLLĐ 2019 Điều 111, 112 give the holidays, the yearly notices of the Government the swapped and make-up days.
A calendar is a value: rows by day on top of a working week from Monday to Friday.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from friendly_desktop.formats import short_date, weekday_name
from friendly_desktop.i18n import _

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
#: Longer runs of days off than this are a mistake in the table, not a holiday.
_LONGEST_RUN = 366
#: The version of the shipped days stands before the number of the office's last change.
SHIPPED_STEP = 100_000


class DayKind(Enum):
    """The three kinds of row an office keeps."""

    OFF = "off"  # ngày nghỉ lễ, Tết
    SWAPPED = "swapped"  # nghỉ bù, nghỉ hoán đổi
    MAKE_UP = "make_up"  # làm bù: a Saturday or Sunday that is worked


class Confidence(Enum):
    """How sure a fact of law is; shown wherever the fact is used (marks of the project's law notes)."""

    READ = "A"  # the text itself was read
    REPORTED = "B"  # a reliable page tells it
    WEAK = "C"  # one weak source, or an inference
    KNOWN = "K"  # general knowledge, no source found


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday.

    ``title`` is what people read ("Tết Nguyên đán"), ``source`` the notice it comes from, ``forecast``
    a day that no notice has confirmed yet ("dự kiến"), ``own`` a row the office entered or changed.
    """

    day: date
    kind: DayKind
    title: str
    source: str = ""
    confidence: Confidence = Confidence.REPORTED
    forecast: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The rows by day, and their version, which is stored beside every computed date.

    The version is ``SHIPPED_STEP`` times that of the shipped days plus the number of the office's last change.
    """

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """One change of the table: what a day was before and after; None where it had no row."""

    id: int
    at: datetime
    day: date
    before: CalendarDay | None
    after: CalendarDay | None


class NoWorkingDayError(ValueError):
    """The calendar knows no working day for more than a year: its rows are wrong."""


def version_words(version: int) -> str:
    """A calendar's version as people read it: "1.3", the shipped days and the office's changes of them."""
    return f"{version // SHIPPED_STEP}.{version % SHIPPED_STEP}"


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def is_working(calendar: WorkCalendar, day: date) -> bool:
    """Whether the office works on ``day``: its row decides, without one the weekday (BLLĐ 2019 Điều 111)."""
    row = calendar.days.get(day)
    return not is_weekend(day) if row is None else row.kind is DayKind.MAKE_UP


def days_off(calendar: WorkCalendar, year: int) -> frozenset[date]:
    """The days of a year on which nobody works."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    rows = [row for row in calendar.days.values() if row.day.year == year]
    worked = {row.day for row in rows if row.kind is DayKind.MAKE_UP}
    return frozenset({day for day in days if is_weekend(day)} | {row.day for row in rows}) - worked


def reason_off(calendar: WorkCalendar, day: date) -> str:
    """Why nobody works on ``day``, a phrase for people; "" on a working day.

    A day that no notice has confirmed yet says so ("dự kiến").
    """
    if is_working(calendar, day):
        return ""
    row = calendar.days.get(day)
    if row is None:
        return weekday_name(day)
    title = row.title or _("ngày nghỉ")
    return _("{title} (dự kiến)").format(title=title) if row.forecast else title


def next_working(calendar: WorkCalendar, day: date) -> date:
    """The first working day after ``day`` ("ngày làm việc tiếp theo", BLDS Điều 148 khoản 5).

    Raises:
        NoWorkingDayError: there is none within a year.
    """
    return _neighbour(calendar, day, ONE_DAY)


def previous_working(calendar: WorkCalendar, day: date) -> date:
    """The last working day before ``day``.

    Raises:
        NoWorkingDayError: there is none within a year.
    """
    return _neighbour(calendar, day, -ONE_DAY)


def _neighbour(calendar: WorkCalendar, day: date, step: timedelta) -> date:
    for _try in range(_LONGEST_RUN):
        day += step
        if is_working(calendar, day):
            return day
    raise NoWorkingDayError(
        _("Lịch làm việc không còn ngày làm việc nào quanh ngày {day}.").format(day=short_date(day))
    )


def working_days_between(calendar: WorkCalendar, a: date, b: date) -> int:
    """How many working days lie after ``a`` up to and with ``b``; negative when ``b`` is before ``a``.

    ``working_days_between(calendar, a, add_working(calendar, a, n)) == n``.
    """
    if b < a:
        return -working_days_between(calendar, b, a)
    return sum(is_working(calendar, a + timedelta(days=after)) for after in range(1, (b - a).days + 1))
