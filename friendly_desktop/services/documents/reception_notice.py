"""The notice of reception days that is hung out: NĐ 30/2020, content after Luật Tiếp công dân Điều 24.

The table follows posted notices (months down, who receives, when and where across); no form is prescribed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import groupby

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingMode, MeetingState
from friendly_desktop.domain.meetings.reception_schedule import DayOffMove
from friendly_desktop.domain.meetings.schedule_settings import ScheduleSettings
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4,
    FIXED_SPACE,
    Align,
    Block,
    Cell,
    Document,
    Paragraph,
    Row,
    Table,
)
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (18.0, 32.0, 32.0, 24.0, 28.0, 31.0)
#: A sheet to hang out should be one page; the decree allows 13 to 14 points.
_SIZE = 13.0
_MOVES = {
    DayOffMove.NEXT: "Ngày tiếp công dân trùng ngày nghỉ được chuyển sang ngày làm việc liền sau.",
    DayOffMove.PREVIOUS: "Ngày tiếp công dân trùng ngày nghỉ được chuyển sang ngày làm việc liền trước.",
    DayOffMove.LEAVE_OUT: "Ngày tiếp công dân trùng ngày nghỉ thì không tiếp.",
}
_RECIPIENTS = ("Niêm yết tại nơi tiếp công dân", "Trang thông tin điện tử")


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice says.

    Attributes:
        meetings: the periodic sessions of the time, by day; those put off and cancelled are told below the table.
        moved_to: the new meeting of each that was put off, by id.
        period: "tháng 11 năm 2026".
        grounds: the "Căn cứ" lines.
    """

    office: Office
    settings: ScheduleSettings
    signatory: Signatory | None
    meetings: Sequence[Meeting]
    moved_to: Mapping[int, Meeting]
    period: str
    grounds: Sequence[str]
    day: date
    number: str = ""


def notice(facts: NoticeFacts) -> Document:
    """The notice on A4."""
    committee = outline.committee(facts.office)
    standing = [one for one in facts.meetings if one.state in (MeetingState.PLANNED, MeetingState.HELD)]
    chairman = all(one.entry.chairman for one in standing)
    whose = f"của Chủ tịch {committee}" if chairman else f"của lãnh đạo {committee}"
    with in_vietnamese():
        blocks: list[Block] = [
            decree30.header(facts.office, facts.day, "TB", number=facts.number),
            *decree30.kind_and_subject("Thông báo", f"Lịch tiếp công dân định kỳ {whose}\n{facts.period}"),
            *(replace(one, size=_SIZE, after=3) for one in decree30.grounds(facts.grounds)),
            _line(f"{committee} thông báo lịch tiếp công dân định kỳ {facts.period} như sau:"),
            _table(standing),
            *_changes(facts),
            *_particulars(facts),
            decree30.closing(facts.signatory, _RECIPIENTS),
        ]
    return Document(f"Lịch tiếp công dân {facts.period}", tuple(blocks), page=A4, author=committee)


def _line(text: str) -> Paragraph:
    return replace(decree30.body(text), size=_SIZE, after=4, line_height=1.15)


def _table(meetings: Sequence[Meeting]) -> Table:
    """A row for each month and each way of receiving in it; the month is written once."""
    rows = []
    for (year, month), in_month in groupby(
        meetings, key=lambda one: (one.entry.day.year, one.entry.day.month)
    ):
        ways: dict[tuple[str, ...], list[Meeting]] = {}
        for one in in_month:
            ways.setdefault(_way(one), []).append(one)
        for index, (way, some) in enumerate(ways.items()):
            days = [decree30.cell_text(_day(one)) for one in some]
            label = f"{month:02}/{year}" if index == 0 else ""
            rows.append(
                Row(
                    (
                        Cell((decree30.cell_text(label, align=Align.CENTER, bold=True),), joined=index > 0),
                        Cell(tuple(days)),
                        *(Cell((decree30.cell_text(text, verbatim=True),)) for text in way),
                    )
                )
            )
    head = table_head("Tháng", "Ngày tiếp", "Người tiếp", "Chức vụ", "Giờ tiếp", "Địa điểm")
    return Table(_WIDTHS, (head,), tuple(rows), before=4, after=8)


def _way(one: Meeting) -> tuple[str, ...]:
    place = one.entry.place
    if one.entry.mode is MeetingMode.ONLINE:
        place = f"Trực tuyến. {place}".rstrip(" .")
    return one.entry.receiver, one.entry.post, hours(one.entry.starts, one.entry.ends), place


def _day(one: Meeting) -> str:
    """Weekday and day; the year stands beside the month."""
    weekday = formats.weekday_name(one.entry.day).replace(" ", FIXED_SPACE)
    return f"{weekday},{FIXED_SPACE}{one.entry.day:%d/%m}"


def hours(starts: time | None, ends: time | None) -> str:
    """Times of day as notices write them: "7 giờ 30 đến 11 giờ 30"."""
    if starts is None:
        return "Trong giờ hành chính"
    return _clock(starts) if ends is None else f"{_clock(starts)} đến {_clock(ends)}"


def _clock(at: time) -> str:
    return f"{at.hour}\u00a0giờ\u00a0{at.minute:02}" if at.minute else f"{at.hour}\u00a0giờ"


def _changes(facts: NoticeFacts) -> tuple[Paragraph, ...]:
    """What differs from the usual days: moved, put off, cancelled; each with the new day and why."""
    lines = []
    new = {one.id for one in facts.moved_to.values()}
    for one in facts.meetings:
        day = formats.short_date(one.entry.day)
        if one.state is MeetingState.POSTPONED:
            later = facts.moved_to.get(one.id)
            to = f" sang {formats.weekday_date(later.entry.day)}" if later else ""
            lines.append(f"Buổi tiếp ngày {day} hoãn{to}; lý do: {_phrase(one.why)}.")
        elif one.state is MeetingState.CANCELLED:
            lines.append(f"Buổi tiếp ngày {day} không tổ chức; lý do: {_phrase(one.why)}.")
        elif one.moved_from and one.why and one.id not in new:
            before = formats.weekday_date(one.moved_from)
            to = formats.weekday_date(one.entry.day)
            lines.append(f"Buổi tiếp {before} trùng ngày nghỉ, {_phrase(one.why)}, chuyển sang {to}.")
    return tuple(_line(f"- {line}") for line in lines)


def _phrase(text: str) -> str:
    return " ".join(text.split()).rstrip(".;") or "có việc đột xuất"


def _particulars(facts: NoticeFacts) -> tuple[Paragraph, ...]:
    settings = facts.settings
    lines = [_MOVES[settings.moving]]
    if settings.participants:
        lines.append(f"Thành phần tham dự: {_phrase(settings.participants)}.")
    if settings.topic:
        lines.append(f"Nội dung dự kiến: {_phrase(settings.topic)}.")
    if settings.regular:
        lines.append(f"Tiếp công dân thường xuyên: {_phrase(settings.regular)}.")
    lines.append(
        "Công dân đến khiếu nại, tố cáo, kiến nghị, phản ánh mang theo giấy tờ tùy thân và thực hiện nội quy"
        " tiếp công dân."
    )
    return tuple(_line(line) for line in lines)
