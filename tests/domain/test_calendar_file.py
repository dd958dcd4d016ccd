"""The calendar file, read back with a small parser of RFC 5545: folded, escaped, stable, without names."""

import re
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingMode, MeetingState
from friendly_desktop.domain.meetings.calendar_file import calendar_text

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
THURSDAY = date(2026, 12, 3)


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(text: str) -> list[dict[str, str]]:
    """The events of a file; every breach of the grammar fails."""
    assert text.endswith("\r\n")
    raw = text.split("\r\n")[:-1]
    assert all("\r" not in line and "\n" not in line for line in raw)
    assert all(len(line.encode()) <= 75 for line in raw)
    lines: list[str] = []
    for line in raw:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    found: list[dict[str, str]] = []
    inside = False
    for line in lines[1:-1]:
        name, colon, value = line.partition(":")
        assert colon
        assert re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z-]+)*", name)
        if line == "BEGIN:VEVENT":
            assert not inside
            inside = True
            found.append({})
        elif line == "END:VEVENT":
            assert inside
            inside = False
        elif inside:
            assert name not in found[-1]
            found[-1][name] = unescaped(value)
    assert not inside
    for event in found:
        assert {"UID", "DTSTAMP", "SUMMARY"} <= event.keys()
        assert any(name.startswith("DTSTART") for name in event)
    return found


def meeting(number: int = 1, state: MeetingState = MeetingState.PLANNED, **fields: object) -> Meeting:
    values: dict[str, object] = {
        "kind": MeetingKind.PERIODIC,
        "day": THURSDAY,
        "starts": time(7, 30),
        "ends": time(11),
        "receiver": "Trần Văn Bình",
        "post": "Chủ tịch UBND xã Ninh Giang",
        "place": "Phòng tiếp công dân; tầng 1, nhà A\\B",
        "topic": "đơn của bà Nguyễn Thị Hồng Nhung",
        "notes": "bà Nhung",
        "participants": "ông Hà",
    }
    return Meeting(number, MeetingEntry(**{**values, **fields}), state)  # type: ignore[arg-type]


def test_a_session_is_an_event_in_universal_time() -> None:
    (event,) = events(calendar_text([meeting()], "UBND xã Ninh Giang", AT))
    assert event["DTSTART"] == "20261203T003000Z"
    assert event["DTEND"] == "20261203T040000Z"
    assert event["SUMMARY"] == "Tiếp công dân định kỳ: Chủ tịch UBND xã Ninh Giang"
    assert event["LOCATION"] == "Phòng tiếp công dân; tầng 1, nhà A\\B"
    assert event["STATUS"] == "CONFIRMED"


def test_nobody_is_named() -> None:
    text = calendar_text([meeting(number) for number in range(1, 40)], "UBND xã Ninh Giang", AT)
    whole = text.replace("\r\n ", "")
    assert not any(name in whole for name in ("Bình", "Nhung", "ông Hà"))


def test_a_meeting_keeps_its_uid_and_corrects_itself_when_it_is_put_off() -> None:
    (before,) = events(calendar_text([meeting()], "UBND xã Ninh Giang", AT))
    later = calendar_text([meeting(1, MeetingState.POSTPONED), meeting(2)], "UBND xã Ninh Giang", AT)
    put_off, new = events(later)
    assert put_off["UID"] == before["UID"] != new["UID"]
    assert (put_off["STATUS"], put_off["SEQUENCE"]) == ("CANCELLED", "1")
    (elsewhere,) = events(calendar_text([meeting()], "UBND xã An Bình", AT))
    assert elsewhere["UID"] != before["UID"]


def test_a_meeting_without_a_time_takes_the_whole_day() -> None:
    (event,) = events(calendar_text([meeting(starts=None, ends=None, mode=MeetingMode.ONLINE)], "UBND", AT))
    assert event["DTSTART;VALUE=DATE"] == "20261203"
    assert event["DTEND;VALUE=DATE"] == "20261204"
    assert "trực tuyến" in event["SUMMARY"]


_TEXTS = st.text(max_size=200)


@given(_TEXTS, _TEXTS, st.sampled_from(list(MeetingKind)), st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_whatever_is_written_the_file_reads_back(place: str, post: str, kind: MeetingKind, day: date) -> None:
    one = meeting(kind=kind, day=day, place=place, post=post, hamlet=post)
    (event,) = events(calendar_text([one], place, AT))
    printable = "".join(
        char for char in place.replace("\r\n", "\n") if char == "\n" or (char >= " " and char != "\x7f")
    )
    assert event.get("LOCATION", "") == printable
    begins = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert (begins + timedelta(hours=7)).date() == day
