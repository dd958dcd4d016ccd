"""The working calendar of the office: shipped days, corrected by the office, with a log of every change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.deadlines.workdays import (
    ONE_DAY,
    SHIPPED_STEP,
    CalendarChange,
    CalendarDay,
    Confidence,
    DayKind,
    WorkCalendar,
    days_off,
    is_weekend,
    is_working,
)
from friendly_desktop.domain.legal_build import LegalDays
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, weekday_date
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.storage import workdays as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.legal_files import SHIPPED, library_days, shipped_days

#: Days a person may enter; the program's own start and the library's end.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
#: More days off in a row than this are a mistake in the table (the longest Tết is under three weeks).
_LONGEST_BREAK = 31
#: How long a calendar is believed without asking whether another program changed it.
_FRESH_SECONDS = 2.0
_NEVER = float("-inf")
#: From this month on the next year's notice is usually out (LAW: October to December).
_REMINDER_MONTH = 11


def version_of_change(version: int, number: int) -> int:
    """The calendar's version right after a change of the office, under the shipped days of ``version``."""
    return version // SHIPPED_STEP * SHIPPED_STEP + number


def same_shipped(one: int, other: int) -> bool:
    """Whether two versions of the calendar stand on the same shipped days."""
    return one // SHIPPED_STEP == other // SHIPPED_STEP


class _Shipped(NamedTuple):
    legal: LegalDays
    days: Mapping[date, CalendarDay]


@dataclass(frozen=True, slots=True)
class CalendarImport:
    """What an import of days did, or would do.

    Attributes:
        saved: the days that are new or changed.
        same: how many the table already had.
        problems: sentences with the number of the row; those rows are left out.
    """

    saved: tuple[CalendarDay, ...]
    same: int = 0
    problems: tuple[str, ...] = ()


class WorkdaysService:
    """Days off and make-up days. An office's row wins over the shipped one, which wins over the weekday."""

    def __init__(
        self, db: Database | None = None, clock: Clock | None = None, shipped: Path = SHIPPED
    ) -> None:
        """Work on the records of an office, or on the shipped days alone when ``db`` is None."""
        self._db = db
        self._clock = clock or SystemClock()
        self._folder = shipped
        self._seed: _Shipped | None = None
        self._calendar: WorkCalendar | None = None
        self._days_off: tuple[WorkCalendar, int, frozenset[date]] | None = None
        self._forecasts: tuple[WorkCalendar, frozenset[int]] | None = None
        self._asked = _NEVER
        self._told = 0  # how often a change was told
        if db is not None:
            db.on_change(self._on_change)

    def calendar(self) -> WorkCalendar:
        """The whole calendar; kept until its version changes."""
        kept, fresh = self._calendar, monotonic() - self._asked < _FRESH_SECONDS
        if kept is not None and (fresh or self._db is None):
            return kept
        told, seed = self._told, self._shipped()
        version, own = seed.legal.version * SHIPPED_STEP, {}
        if self._db is not None:
            with self._db.read() as connection:
                version += rows.last_change(connection)
                if kept is None or kept.version != version:
                    own = dict(rows.own_days(connection))
        if kept is None or kept.version != version:
            kept = WorkCalendar({**seed.days, **own}, version)
        # What was read while another thread wrote is good for its asker only.
        self._calendar, self._asked = kept, monotonic() if told == self._told else _NEVER
        return kept

    def days_off(self, year: int) -> frozenset[date]:
        """The days of a year on which nobody works."""
        calendar, known = self.calendar(), self._days_off
        if known is None or known[0] is not calendar or known[1] != year:
            known = self._days_off = calendar, year, days_off(calendar, year)
        return known[2]

    def days(self, year: int) -> tuple[CalendarDay, ...]:
        """The rows of a year, in order."""
        found = (row for day, row in self.calendar().days.items() if day.year == year)
        return tuple(sorted(found, key=lambda row: row.day))

    def shipped_day(self, day: date) -> CalendarDay | None:
        """What the program brings for a day, whatever the office made of it."""
        return self._shipped().days.get(day)

    def unconfirmed(self, year: int) -> bool:
        """Whether a year still stands on forecasts, at least in part."""
        calendar, known = self.calendar(), self._forecasts
        if known is None or known[0] is not calendar:
            years = frozenset(day.year for day, row in calendar.days.items() if row.forecast)
            known = self._forecasts = calendar, years
        return year in known[1]

    def reminder(self) -> str:
        """In November and December, while the next year is only a forecast: what to do; otherwise ""."""
        today = self._clock.today()
        if today.month < _REMINDER_MONTH or not self.unconfirmed(today.year + 1):
            return ""
        told = _(
            "Lịch làm việc năm {year} mới là dự kiến. Khi có thông báo chính thức, hãy sửa rồi xác nhận lịch."
        )
        return told.format(year=today.year + 1)

    def save_day(self, day: CalendarDay) -> CalendarImport:
        """Store one row of the office.

        Raises:
            AppError: the row makes no sense; the sentence says why.
        """
        return self.save_days((day,))

    def save_days(self, days: Iterable[CalendarDay]) -> CalendarImport:
        """Store several rows in one act; rows the table already has are left alone.

        Raises:
            AppError: one of them makes no sense; nothing was stored.
        """
        wanted = [_clean(day) for day in days]
        calendar = self.calendar()
        for day in wanted:
            problem = self.problem(day)
            if problem:
                raise _refused(problem)
        changed = tuple(day for day in wanted if not _same(calendar.days.get(day.day), day))
        self._store({day.day: day for day in changed})
        return CalendarImport(changed, len(wanted) - len(changed))

    def remove_day(self, day: date) -> None:
        """Take a row away.

        A row of the office makes place for the shipped one, if there is one. A shipped row is covered by a
        row of the office that says what its weekday says.
        """
        row = self.calendar().days.get(day)
        if row is None:
            return
        if row.own:
            self._store({day: None})
            return
        with in_vietnamese():
            title = _("Nghỉ cuối tuần") if is_weekend(day) else _("Làm việc bình thường")
            source = _("Đơn vị bỏ khỏi lịch làm việc: {title}").format(title=row.title)
        kind = DayKind.OFF if is_weekend(day) else DayKind.MAKE_UP
        self._store({day: CalendarDay(day, kind, title, source, own=True)})

    def confirm_year(self, year: int, source: str) -> CalendarImport:
        """Take every forecast of a year as certain, on the strength of a notice.

        Args:
            year: the year.
            source: the notice, e.g. "Thông báo 9441/TB-BNV ngày 16/10/2025".

        Raises:
            AppError: no notice is named.
        """
        if not clean_line(source):
            raise _refused(_("Hãy ghi số và ngày của thông báo về lịch nghỉ."))
        return self.save_days(
            replace(row, source=source, forecast=False, confidence=Confidence.READ)
            for row in self.days(year)
            if row.forecast
        )

    def problem(self, day: CalendarDay) -> str:
        """Why a row cannot be stored, a sentence; "" when it can."""
        told = weekday_date(day.day)
        if not FIRST_DAY <= day.day <= LAST_DAY:
            return _("Ngày {day} nằm ngoài khoảng từ {first} đến {last}.").format(
                day=short_date(day.day), first=short_date(FIRST_DAY), last=short_date(LAST_DAY)
            )
        if not day.title.strip():
            return _("Ngày {day} chưa có tên.").format(day=told)
        shipped = self.shipped_day(day.day)
        if day.kind is DayKind.MAKE_UP and not is_weekend(day.day) and shipped is None:
            return _("{day} vốn là ngày làm việc nên không phải là ngày làm bù.").format(
                day=told[:1].upper() + told[1:]
            )
        return ""

    def read_file(self, path: Path) -> CalendarImport:
        """What ``import_days`` would do with a file; nothing is stored.

        Raises:
            AppError: the file cannot be read, or lacks the columns of days and kinds.
        """
        from friendly_desktop.services.workdays_file import read_days

        found, problems = read_days(path, self._clock.today())
        with in_vietnamese():
            origin = _("Nhập từ tệp {name}").format(name=clean_line(path.name))
        calendar, good, same = self.calendar(), [], 0
        for row, said in found:
            day = _clean(said)
            problem = self.problem(day)
            kept = calendar.days.get(day.day)
            if problem:
                problems.append((row, problem))
            elif kept and _same(
                kept, replace(day, confidence=kept.confidence, source=day.source or kept.source)
            ):
                same += 1  # a file says nothing of how sure a day is
            else:
                good.append(day if day.source else replace(day, source=origin))
        told = tuple(_("Dòng {row}: {what}").format(row=row, what=what) for row, what in sorted(problems))
        return CalendarImport(tuple(good), same, told)

    def import_days(self, path: Path) -> CalendarImport:
        """Store the right rows of an XLSX or CSV file in one act, and tell what is wrong with the others.

        Rows of the table that the file does not name stay as they are.

        Raises:
            AppError: as with ``read_file``; or the table would have no working days any more.
        """
        if self._db is not None:
            self._db.permit(Right.CALENDAR)
        found = self.read_file(path)
        if self._db is not None:
            self._db.secure(Area.CALENDAR)
        self._store({day.day: day for day in found.saved})
        return found

    def export(self, path: Path, years: Iterable[int]) -> int:
        """Write the rows of some years as XLSX or CSV, in the columns an import reads; returns how many.

        Raises:
            AppError: the file cannot be written.
        """
        from friendly_desktop.services.workdays_file import write_days

        found = [row for year in sorted(set(years)) for row in self.days(year)]
        write_days(path, found)
        return len(found)

    def changes(self, limit: int = 200) -> tuple[CalendarChange, ...]:
        """The last changes of the table, the newest first."""
        if self._db is None:
            return ()
        with self._db.read() as connection:
            return rows.changes(connection, limit)

    def _store(self, wanted: Mapping[date, CalendarDay | None]) -> None:
        """Write rows and the log of them in one act; None takes the office's row away."""
        if not wanted:
            return
        if self._db is None:
            raise LookupError("no records to write to")
        calendar, seed = self.calendar(), self._shipped().days
        after = {day: row if row is not None else seed.get(day) for day, row in wanted.items()}
        _check_breaks(calendar, after)
        with self._db.write(Area.CALENDAR) as connection:
            for day in sorted(wanted):
                _write(connection, wanted[day], day)
                rows.add_change(connection, self._clock.now(), day, calendar.days.get(day), after[day])

    def _shipped(self) -> _Shipped:
        if self._seed is None:
            legal = shipped_days(self._folder)
            with in_vietnamese():
                days = dict(library_days(legal.first_year, legal.confirmed_through))
            for day in legal.working:
                days.pop(day, None)
            days.update((row.day, row) for row in legal.days)
            self._seed = _Shipped(legal, days)
        return self._seed

    def _on_change(self, areas: frozenset[Area]) -> None:
        if Area.CALENDAR in areas:
            self._told += 1
            self._asked = _NEVER


def _clean(day: CalendarDay) -> CalendarDay:
    return replace(day, title=clean_line(day.title), source=clean_line(day.source), own=True)


def _same(kept: CalendarDay | None, day: CalendarDay) -> bool:
    """Whether the table has this row already, shipped or the office's."""
    return kept is not None and replace(kept, own=True) == day


def _write(connection: Connection, row: CalendarDay | None, day: date) -> None:
    if row is None:
        rows.delete_day(connection, day)
    else:
        rows.put_day(connection, row)


def _check_breaks(calendar: WorkCalendar, after: Mapping[date, CalendarDay | None]) -> None:
    """Refuse a table in which the office would not work for more than a month."""
    days = {**calendar.days, **{day: row for day, row in after.items() if row is not None}}
    for day, row in after.items():
        if row is None:
            days.pop(day, None)
    changed = WorkCalendar(days, calendar.version)
    for day in after:
        first = day
        while not is_working(changed, first) and (day - first).days <= _LONGEST_BREAK:
            first -= ONE_DAY
        last = day
        while not is_working(changed, last) and (last - first).days <= _LONGEST_BREAK:
            last += ONE_DAY
        if (last - first).days > _LONGEST_BREAK:
            told = _("Quanh ngày {day} sẽ có hơn {most} ngày nghỉ liền nhau; hãy kiểm tra lại các dòng.")
            raise _refused(told.format(day=short_date(day), most=_LONGEST_BREAK))


def _refused(message: str) -> AppError:
    return AppError("calendar_day_wrong", _("Chưa lưu được ngày nghỉ"), message)
