"""What the office's records put into a posting: the schedule of reception, the people, who signs."""

from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.domain.office import SigningForm
from friendly_desktop.domain.postings import PostingValue
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.meetings import MeetingsService
from friendly_desktop.services.office import OfficeService

_MOST_SESSIONS = 24
_MOST_PEOPLE = 16


def fills_of(office: OfficeService, meetings: MeetingsService, today: date) -> dict[str, PostingValue]:
    """Rows and texts by ``domain.postings.FILLS``; what the records do not say is left out."""
    with in_vietnamese():
        found: dict[str, PostingValue] = {
            "sessions": sessions(meetings, today),
            "people": people(office),
            "signatory": next((one.name for one in office.signatories()), ""),
        }
    return {name: value for name, value in found.items() if value}


def sessions(meetings: MeetingsService, today: date) -> tuple[tuple[str, ...], ...]:
    """The reception days from today to the end of the year: day, hours, who receives, where."""
    standing = [
        one
        for one in meetings.find(today, date(today.year, 12, 31), [MeetingKind.PERIODIC])
        if one.state is MeetingState.PLANNED
    ]
    return tuple(map(_session, standing[:_MOST_SESSIONS]))


def _session(one: Meeting) -> tuple[str, ...]:
    entry = one.entry
    who = f"{entry.post} {entry.receiver}".strip() if entry.receiver else entry.post
    start, end = entry.starts, entry.ends
    hours = " - ".join(f"{at.hour}h{at.minute:02}" for at in (start, end) if at is not None)
    return formats.weekday_date(entry.day), hours, who, entry.place


def people(office: OfficeService) -> tuple[tuple[str, ...], ...]:
    """Who signs, then the officers: name, post, a telephone to be filled in."""
    rows: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for signatory in office.signatories():
        post = "Phó Chủ tịch" if signatory.form is SigningForm.DEPUTY else "Chủ tịch"
        seen.add(signatory.name)
        rows.append((signatory.name, f"{post} Ủy ban nhân dân", ""))
    rows += [(one.name, one.position, "") for one in office.people() if one.name not in seen]
    return tuple(rows[:_MOST_PEOPLE])
