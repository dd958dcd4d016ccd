"""A calendar file (.ics, RFC 5545) of meetings for phones and mail programs; it says nobody's name.

Names, topics and notes stay out: a file that is mailed around holds the post that receives, the place and the
time. Times are the office's, UTC+7 all year, written in UTC so that no time zone table is needed.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import NAMESPACE_URL, uuid5

from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingMode, MeetingState

_VIETNAM = timezone(timedelta(hours=7))
_MOST_OCTETS = 75
_SUMMARIES = {
    MeetingKind.REGULAR: "Tiếp công dân thường xuyên",
    MeetingKind.PERIODIC: "Tiếp công dân định kỳ",
    MeetingKind.AD_HOC: "Tiếp công dân đột xuất",
    MeetingKind.DIALOGUE: "Hội nghị đối thoại với Nhân dân",
    MeetingKind.VISIT: "Đi cơ sở",
}
_OUT = frozenset({MeetingState.POSTPONED, MeetingState.CANCELLED})


def calendar_text(meetings: Iterable[Meeting], committee: str, at: datetime) -> str:
    """The file, with CRLF line ends; its lines are at most 75 octets of UTF-8.

    A meeting has the same UID in every file, and one that was put off or cancelled says so: a calendar
    that took an earlier file in corrects itself.

    Args:
        meetings: in any order.
        committee: whose they are, "Ủy ban nhân dân xã Ninh Giang".
        at: the moment of writing, aware.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chinh quyen than thien//Lich tiep cong dan//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(f'Lịch tiếp công dân, {committee}')}",
    ]
    for meeting in sorted(meetings, key=lambda one: (one.entry.day, one.id)):
        lines += _event(meeting, committee, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def uid(meeting: Meeting, committee: str) -> str:
    """What tells a meeting from all others in the world, the same for ever."""
    return (
        f"{uuid5(NAMESPACE_URL, f'chinh-quyen-than-thien/{committee}/{meeting.id}')}@chinh-quyen-than-thien"
    )


def _event(meeting: Meeting, committee: str, at: datetime) -> list[str]:
    entry = meeting.entry
    summary = _SUMMARIES[entry.kind]
    if entry.mode is MeetingMode.ONLINE:
        summary = f"{summary} (trực tuyến)"
    if entry.kind.reception and entry.post:
        summary = f"{summary}: {entry.post}"
    elif entry.kind is MeetingKind.VISIT and entry.hamlet:
        summary = f"{summary}: {entry.hamlet}"
    out = meeting.state in _OUT
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(meeting, committee)}",
        f"DTSTAMP:{_moment(at)}",
        *_when(entry.day, entry.starts, entry.ends),
        f"SUMMARY:{_escaped(summary)}",
    ]
    if entry.place:
        lines.append(f"LOCATION:{_escaped(entry.place)}")
    return [
        *lines,
        f"STATUS:{'CANCELLED' if out else 'CONFIRMED'}",
        f"SEQUENCE:{1 if out else 0}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _when(day: date, starts: time | None, ends: time | None) -> list[str]:
    """Beginning and end; a meeting without a time is a whole day."""
    if starts is None:
        return [
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        ]
    begins = datetime.combine(day, starts, _VIETNAM)
    lines = [f"DTSTART:{_moment(begins)}"]
    if ends is not None and ends > starts:
        lines.append(f"DTEND:{_moment(datetime.combine(day, ends, _VIETNAM))}")
    return lines


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A value of the type TEXT (RFC 5545 3.3.11); control characters cannot stand in one."""
    for found, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(found, written)
    return "".join(char for char in text if char >= " " and char != "\x7f")


def _folded(line: str) -> list[str]:
    """The line in pieces of at most 75 octets, never inside a character (RFC 5545 3.1)."""
    pieces: list[str] = []
    piece, octets = "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > _MOST_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += char
        octets += size
    return [*pieces, piece]
