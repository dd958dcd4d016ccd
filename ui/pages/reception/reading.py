"""What the year of receptions shows, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.domain.meetings.reception_schedule import Conflict, MinimumCheck
from ui.pages.reception.promises import is_overdue

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class YearView:
    """Everything the year shows, read in one go."""

    year: int
    meetings: tuple[Meeting, ...]
    calendar: WorkCalendar
    checks: tuple[MinimumCheck, ...]
    conflicts: tuple[Conflict, ...]
    years: tuple[int, ...]
    post_by: Mapping[int, date]
    moved_to: Mapping[int, Meeting]
    cases: Mapping[int, int]
    open_promises: int
    overdue: int
    reminder: str


def read_year(services: "Services", year: int, today: date) -> YearView:
    """Read it in a number of statements that does not grow with the meetings."""
    desk = services.meetings
    found = desk.find_year(year)
    calendar = services.workdays.calendar()
    posting = [one for one in found if needs_posting(one)]
    promises = desk.promises(open_only=True)
    return YearView(
        year=year,
        meetings=found,
        calendar=calendar,
        checks=desk.checks(year),
        conflicts=desk.conflicts(date(year, 1, 1), date(year, 12, 31)),
        years=desk.years(),
        post_by={one.id: desk.post_by(one.entry.day) for one in posting},
        moved_to=desk.moved_to(found),
        cases=desk.case_counts([one.id for one in found]),
        open_promises=len(promises),
        overdue=sum(is_overdue(one, today) for one in promises),
        reminder=services.workdays.reminder(),
    )


def still_counts(check: MinimumCheck, today: date) -> bool:
    """Whether a minimum can still be kept: those of a law that is over are told when a schedule is made."""
    return check.minimum.valid_to is None or check.minimum.valid_to >= today


def needs_posting(meeting: Meeting) -> bool:
    """Whether its notice is to hang out before: the days of the schedule, not what is received ad hoc."""
    planned = meeting.state is MeetingState.PLANNED and meeting.entry.kind is MeetingKind.PERIODIC
    return planned or meeting.posted_on is not None
