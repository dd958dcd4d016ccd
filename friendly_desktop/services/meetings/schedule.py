"""The year's schedule: planned from a rule, shown as a difference, made in one act."""

import json
from dataclasses import replace
from datetime import date, time
from typing import Protocol

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState, PlannedDay
from friendly_desktop.domain.meetings.reception_rule import parse_rule, rule_text
from friendly_desktop.domain.meetings.reception_schedule import DayOffMove, SchedulePlan, plan
from friendly_desktop.domain.meetings.schedule_settings import (
    ScheduleChange,
    ScheduleSettings,
    default_rule,
    settings_of,
    settings_text,
)
from friendly_desktop.domain.office import SigningForm
from friendly_desktop.domain.settings import SCHEDULE
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.documents import outline
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import meetings as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.office import put_settings

_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_STANDING = frozenset({MeetingState.PLANNED, MeetingState.HELD})


class Calendars(Protocol):
    """What knows the days off (``services/workdays.py``)."""

    def calendar(self) -> WorkCalendar:
        """The working calendar as it is now."""
        ...


class ScheduleDesk:
    """Makes the reception days of a year by the office's rule."""

    def __init__(self, db: Database, clock: Clock, workdays: Calendars, office: OfficeService) -> None:
        """Work on ``db``; the days off are those of ``workdays``."""
        self._db = db
        self._clock = clock
        self._workdays = workdays
        self._office = office

    def settings(self) -> ScheduleSettings:
        """The office's way of receiving; who and where are filled in from the office while nothing was set."""
        settings = self._stored()
        office = self._office.office()
        chairman = next(
            (one.name for one in self._office.signatories() if one.form is SigningForm.CHAIRMAN), ""
        )
        with in_vietnamese():
            committee = f"UBND {outline.commune(office)}" if office.name else "UBND"
            return replace(
                settings,
                receiver=settings.receiver or (chairman if settings.chairman else ""),
                post=settings.post or (f"Chủ tịch {committee}" if settings.chairman else ""),
                place=settings.place or f"Phòng tiếp công dân {committee}",
            )

    def save_settings(self, settings: ScheduleSettings) -> ScheduleSettings:
        """Store the office's way and return it as stored; the days already made stay as they are.

        Raises:
            AppError: the rule is not understood, or the times are the wrong way round.
        """
        require_order(settings.starts, settings.ends)
        cleaned = replace(
            settings,
            rule=rule_text(parse_rule(settings.rule)) if settings.rule.strip() else "",
            receiver=clean_line(settings.receiver),
            post=clean_line(settings.post),
            place=clean_line(settings.place),
            participants=clean_text(settings.participants),
            topic=clean_text(settings.topic),
            regular=clean_text(settings.regular),
        )
        with self._db.write(Area.MEETINGS) as connection:
            _store(connection, cleaned)
        return self.settings()

    def default_rule(self, year: int) -> str:
        """The rule an office without one of its own gets: the law's minimum of that year."""
        return default_rule(year)

    def plan(
        self, year: int, rule: str | None = None, moving: DayOffMove | None = None
    ) -> tuple[PlannedDay, ...]:
        """The days a rule gives, moved off days off; nothing is written.

        Args:
            year: which one.
            rule: as typed; the office's own, or the default one, when None.
            moving: what happens to a day off; the office's own way when None.

        Raises:
            AppError: the rule is not understood, or the year is none an office plans for.
        """
        return self.plan_in_full(year, rule, moving).days

    def plan_in_full(
        self, year: int, rule: str | None = None, moving: DayOffMove | None = None
    ) -> SchedulePlan:
        """As ``plan``, with the days that are left out and why."""
        require_year(year)
        settings = self.settings()
        wanted = parse_rule(rule or settings.rule or default_rule(year))
        with in_vietnamese():
            return plan(wanted, year, self._workdays.calendar(), moving or settings.moving)

    def preview(self, year: int, rule: str | None = None, since: date | None = None) -> ScheduleChange:
        """What ``make`` with the same arguments would change."""
        found = self.plan_in_full(year, rule)
        with self._db.read() as connection:
            return self._change(connection, year, found, rule, since)

    def make(self, year: int, rule: str | None = None, since: date | None = None) -> ScheduleChange:
        """Make the schedule of a year, in one act.

        Days of an earlier rule that were neither held, posted, put off nor cancelled, and that no case or
        promise hangs on, make room. What a person entered by hand stays.

        Args:
            year: which one.
            rule: as typed, kept as the office's own; None for the office's own or the default one.
            since: leave every day before this one as it is.

        Returns:
            What was changed.

        Raises:
            AppError: the rule is not understood, or the year is none an office plans for.
        """
        found = self.plan_in_full(year, rule)
        settings = self.settings()
        now = self._clock.now()
        with self._db.write(Area.MEETINGS) as connection:
            change = self._change(connection, year, found, rule, since)
            rows.put(connection, [one.id for one in change.removed], removed_at=now)
            rows.add_many(
                connection,
                [(settings.entry(one.day), one.moved_from, one.why) for one in change.added],
                now,
                scheduled=True,
            )
            for one in change.changed:
                rows.put_entry(connection, one.id, _with_details(one.entry, settings))
            if rule:
                _store(connection, replace(self._stored(), rule=change.rule))
        return change

    def plan_visits(self, start: date, end: date, rule: str, first: str = "") -> tuple[MeetingEntry, ...]:
        """Village visits by a rule, the villages in turn; nothing is written (``save_all`` does).

        Args:
            start: the first day.
            end: the last day, at most a year later.
            rule: as typed, "thứ Ba hằng tuần".
            first: the village to begin with; the one after the last planned visit's when "".

        Raises:
            AppError: the rule is not understood.
        """
        wanted = parse_rule(rule)
        settings, calendar = self.settings(), self._workdays.calendar()
        years = range(start.year, min(end.year, start.year + 1) + 1)
        with in_vietnamese():
            found = [one for year in years for one in plan(wanted, year, calendar, settings.moving).days]
        with self._db.read() as connection:
            there = rows.find(connection, date(start.year - 1, 1, 1), end, [MeetingKind.VISIT])
        taken = {one.entry.day for one in there if one.state in _STANDING}
        before = [one.entry.hamlet for one in there if one.entry.day < start and one.state in _STANDING]
        hamlets = [one.name for one in self._office.hamlets()] or [""]
        if first in hamlets:
            turn = hamlets.index(first)
        else:
            turn = hamlets.index(before[-1]) + 1 if before and before[-1] in hamlets else 0
        days = [one.day for one in found if start <= one.day <= end and one.day not in taken]
        return tuple(
            MeetingEntry(
                MeetingKind.VISIT,
                day,
                receiver=settings.receiver,
                post=settings.post,
                chairman=settings.chairman,
                hamlet=hamlets[(turn + index) % len(hamlets)],
            )
            for index, day in enumerate(days)
        )

    def _stored(self) -> ScheduleSettings:
        stored = json.loads(self._office.setting(SCHEDULE))
        return settings_of(stored) if stored else ScheduleSettings()

    def _change(
        self, connection: Connection, year: int, found: SchedulePlan, rule: str | None, since: date | None
    ) -> ScheduleChange:
        settings = self.settings()
        start = max(since or date(year, 1, 1), date(year, 1, 1))
        there = rows.find(connection, start, date(year, 12, 31), [MeetingKind.PERIODIC])
        used = rows.in_use(connection, [one.id for one in there])
        wanted = {one.day: one for one in found.days if one.day >= start}
        origins = {one.moved_from or one.day for one in wanted.values()}
        kept: list[Meeting] = []
        changed: list[Meeting] = []
        removed: list[Meeting] = []
        protected: list[Meeting] = []
        for one in there:
            free = one.state is MeetingState.PLANNED and one.posted_on is None and one.id not in used
            if not one.scheduled:
                # Entered, moved or changed by hand: it stands for the day of the rule.
                if one.state in _STANDING and (one.entry.day in wanted or one.moved_from in origins):
                    kept.append(one)
            elif one.entry.day in wanted and _same_origin(one, wanted[one.entry.day]):
                differs = _with_details(one.entry, settings) != one.entry
                (changed if free and differs else kept).append(one)
            else:
                (removed if free else protected).append(one)
        staying = (*kept, *changed, *protected)
        # A day of the rule that was put off or cancelled is settled: it does not come back.
        settled = {one.entry.day for one in staying} | {one.moved_from or one.entry.day for one in staying}
        added = [
            one
            for one in wanted.values()
            if one.day not in settled and (one.moved_from or one.day) not in settled
        ]
        return ScheduleChange(
            year=year,
            rule=rule_text(parse_rule(rule or settings.rule or default_rule(year))),
            by_default=not rule and not settings.rule,
            added=tuple(added),
            removed=tuple(removed),
            changed=tuple(changed),
            kept=tuple(kept),
            protected=tuple(protected),
            left_out=tuple(one for one in found.left_out if one.day >= start),
        )


def _same_origin(there: Meeting, wanted: PlannedDay) -> bool:
    """Whether a stored day is the planned one; with another reason it is written anew."""
    return there.state is not MeetingState.PLANNED or there.moved_from == wanted.moved_from


def _with_details(entry: MeetingEntry, settings: ScheduleSettings) -> MeetingEntry:
    made = settings.entry(entry.day)
    return replace(made, visitors=entry.visitors, notes=entry.notes, mode=entry.mode)


def _store(connection: Connection, settings: ScheduleSettings) -> None:
    text = json.dumps(settings_text(settings), ensure_ascii=False)
    put_settings(connection, {SCHEDULE: text})


def require_year(year: int) -> None:
    """Refuse a year that no office plans for.

    Raises:
        AppError: ``year_unlikely``.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise AppError(
            "year_unlikely",
            _("Năm không hợp lệ"),
            _("Không lập lịch cho năm {year}.").format(year=year),
            _("Hãy nhập năm như 2027."),
        )


def require_order(starts: time | None, ends: time | None) -> None:
    """Refuse times that end before they start.

    Raises:
        AppError: ``times_reversed``.
    """
    if starts is not None and ends is not None and starts >= ends:
        raise AppError(
            "times_reversed",
            _("Giờ chưa đúng"),
            _("Giờ kết thúc phải sau giờ bắt đầu."),
            _("Hãy nhập lại, ví dụ 07:30 đến 11:30."),
        )
