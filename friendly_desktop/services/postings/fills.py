"""What the office's records put into a posting: the schedule of reception, the people, who signs."""

from collections.abc import Sequence
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.domain.office import Signatory, SigningForm
from friendly_desktop.domain.postings import PostingValue
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.meetings import MeetingsService
from friendly_desktop.services.office import OfficeService

_MOST_SESSIONS = 24
_MOST_PEOPLE = 16


def fills_of(office: OfficeService, meetings: MeetingsService, today: date) -> dict[str, PostingValue]:
    """Rows and texts by ``domain.postings.FILLS``; what the records do not say is left out."""
    with in_vietnamese():
        standing = _standing(meetings, today)
        signatory = next(iter(office.signatories()), None)
        found: dict[str, PostingValue] = {
            "sessions": tuple(map(_session, standing)),
            "period": period([one.entry.day for one in standing]),
            "people": people(office),
            "signatory": signatory.name if signatory else "",
            "signing": _signing(signatory) if signatory else "",
        }
    return {name: value for name, value in found.items() if value}


def _signing(signatory: Signatory) -> str:
    """How a paper of the committee is signed (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    lines = ["TM. ỦY BAN NHÂN DÂN"]
    lines += ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if signatory.form is SigningForm.DEPUTY else ["CHỦ TỊCH"]
    return "\n".join(lines)


def _standing(meetings: MeetingsService, today: date) -> list[Meeting]:
    """The reception days from today to the end of the year."""
    found = meetings.find(today, date(today.year, 12, 31), [MeetingKind.PERIODIC])
    return [one for one in found if one.state is MeetingState.PLANNED][:_MOST_SESSIONS]


def period(days: Sequence[date]) -> str:
    """The months in which days lie: "Tháng 11 năm 2026", "Từ tháng 9 đến tháng 12 năm 2026"."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first.month == last.month:
        return f"Tháng {first.month} năm {first.year}"
    if last.month == first.month + 1:
        return f"Tháng {first.month} và tháng {last.month} năm {first.year}"
    return f"Từ tháng {first.month} đến tháng {last.month} năm {first.year}"


def _session(one: Meeting) -> tuple[str, ...]:
    """Day, hours, who receives, where."""
    entry = one.entry
    who = f"{entry.post} {entry.receiver}".strip() if entry.receiver else entry.post
    hours = " - ".join(f"{at.hour}h{at.minute:02}" for at in (entry.starts, entry.ends) if at is not None)
    day = f"{formats.weekday_name(entry.day)} {entry.day.day:02}/{entry.day.month:02}"  # the heading says the year
    return day[:1].upper() + day[1:], hours, who, entry.place


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
