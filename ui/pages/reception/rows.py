"""What the schedule shows of meetings: words, colours, columns, marks on the calendar of the year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingMode, MeetingState
from friendly_desktop.i18n import N_, _
from ui.models.columns import Column
from ui.widgets.chip_cells import ChipCells
from ui.widgets.chips import Tone
from ui.widgets.year_calendar import DayNote, Sign

KIND_TITLES: Mapping[MeetingKind, str] = {
    MeetingKind.REGULAR: N_("Tiếp công dân thường xuyên"),
    MeetingKind.PERIODIC: N_("Tiếp công dân định kỳ"),
    MeetingKind.AD_HOC: N_("Tiếp công dân đột xuất"),
    MeetingKind.DIALOGUE: N_("Hội nghị đối thoại"),
    MeetingKind.VISIT: N_("Đi cơ sở"),
}


#: The same in fewer words, for the list.
KIND_WORDS: Mapping[MeetingKind, str] = {
    MeetingKind.REGULAR: N_("Tiếp thường xuyên"),
    MeetingKind.PERIODIC: N_("Tiếp định kỳ"),
    MeetingKind.AD_HOC: N_("Tiếp đột xuất"),
    MeetingKind.DIALOGUE: N_("Đối thoại"),
    MeetingKind.VISIT: N_("Đi cơ sở"),
}


class Tab(Enum):
    """The tabs of the year; the value is the name a ``Place`` uses as its filter."""

    ALL = "all"
    RECEPTION = "reception"
    DIALOGUE = "dialogue"
    VISIT = "visit"

    def takes(self, kind: MeetingKind) -> bool:
        """Whether meetings of a kind are in it."""
        return {
            Tab.ALL: True,
            Tab.RECEPTION: kind.reception,
            Tab.DIALOGUE: kind is MeetingKind.DIALOGUE,
            Tab.VISIT: kind is MeetingKind.VISIT,
        }[self]


TAB_WORDS: Mapping[Tab, str] = {
    Tab.ALL: N_("Tất cả {n}"),
    Tab.RECEPTION: N_("Tiếp dân {n}"),
    Tab.DIALOGUE: N_("Đối thoại {n}"),
    Tab.VISIT: N_("Đi cơ sở {n}"),
}

#: Columns that give way, and the table widths (in letters) below which they do.
DAY, KIND, RECEIVER, STATE = range(4)
ROOM = {RECEIVER: 82, KIND: 46}


class Stage(Enum):
    """Where a meeting is for people: its state, and whether its day has passed."""

    COMING = "coming"
    TODAY = "today"
    UNTOLD = "untold"  # its day has passed and nobody wrote down that it was held
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


def stage(meeting: Meeting, today: date) -> Stage:
    """Where a meeting is."""
    if meeting.state is not MeetingState.PLANNED:
        return Stage(meeting.state.value)
    if meeting.entry.day == today:
        return Stage.TODAY
    return Stage.COMING if meeting.entry.day > today else Stage.UNTOLD


STAGE_LOOKS: Mapping[Stage, tuple[str, Tone, str]] = {
    Stage.COMING: (N_("Sắp tới"), Tone.NEUTRAL, "calendar"),
    Stage.TODAY: (N_("Hôm nay"), Tone.ACCENT, "doing"),
    Stage.UNTOLD: (N_("Chưa ghi kết quả"), Tone.WARNING, "warning"),
    Stage.HELD: (N_("Đã tổ chức"), Tone.GOOD, "done"),
    Stage.POSTPONED: (N_("Đã hoãn"), Tone.NEUTRAL, "right"),
    Stage.CANCELLED: (N_("Đã hủy"), Tone.DANGER, "close"),
}


def stage_words(one: Stage) -> str:
    """A stage in words."""
    return _(STAGE_LOOKS[one][0])


def times(entry: MeetingEntry) -> str:
    """When on its day: "7:30 đến 11:00", "7:30" or ""."""
    if entry.starts is None:
        return ""
    start = f"{entry.starts.hour}:{entry.starts.minute:02}"
    if entry.ends is None:
        return start
    end = f"{entry.ends.hour}:{entry.ends.minute:02}"
    return _("{start} đến {end}").format(start=start, end=end)


def who(entry: MeetingEntry) -> str:
    """Who receives or leads, with the post."""
    return " ".join(part for part in (entry.post, entry.receiver) if part)


def what(entry: MeetingEntry) -> str:
    """What it is, in a few words: "Tiếp định kỳ", "Đi cơ sở, Thôn Đoài"."""
    words = _(KIND_WORDS[entry.kind])
    if entry.hamlet:
        return _("{what}, {where}").format(what=words, where=entry.hamlet)
    if entry.mode is MeetingMode.ONLINE:
        return _("{what}, trực tuyến").format(what=words)
    return words


def title(entry: MeetingEntry) -> str:
    """A meeting in a line: "Tiếp công dân định kỳ, thứ Năm, 05/11/2026"."""
    return _("{kind}, {day}").format(kind=_(KIND_TITLES[entry.kind]), day=formats.weekday_date(entry.day))


def facts(entry: MeetingEntry) -> str:
    """What is known of it besides its day: time, who, place, online."""
    parts = [times(entry), who(entry), entry.hamlet, entry.place]
    if entry.mode is MeetingMode.ONLINE:
        parts.append(_("trực tuyến"))
    return " · ".join(part for part in parts if part)


def notes(meetings: Iterable[Meeting]) -> list[DayNote]:
    """The marks of meetings on the calendar of the year; days they were moved from among them."""
    found = []
    for one in meetings:
        entry, state = one.entry, one.state
        said = " · ".join(part for part in (_(KIND_TITLES[entry.kind]), facts(entry)) if part)
        if one.moved_from is not None and one.moved_from != entry.day:
            moved = _("Chuyển sang {day}: {why}").format(day=formats.weekday_date(entry.day), why=one.why)
            found.append(DayNote(one.moved_from, Sign.MOVED, moved.rstrip(": ")))
        if state in (MeetingState.POSTPONED, MeetingState.CANCELLED):
            word = stage_words(Stage(state.value))
            words = _("{what}: {state}").format(what=said, state=word.lower())
            found.append(DayNote(entry.day, Sign.MOVED, words))
            continue
        sign = {MeetingKind.DIALOGUE: Sign.DIALOGUE, MeetingKind.VISIT: Sign.VISIT}.get(entry.kind)
        if sign is None:
            sign = Sign.CHAIRMAN if entry.chairman else Sign.RECEPTION
        found.append(DayNote(entry.day, sign, said, done=state is MeetingState.HELD))
    return found


def columns(today: date) -> tuple[Column[Meeting], ...]:
    """The columns of the list."""
    return (
        Column(_("Ngày"), value=lambda one: one.entry.day, display=formats.weekday_date, width=17),
        Column(
            _("Buổi"), value=lambda one: what(one.entry), tooltip=lambda one: _(KIND_TITLES[one.entry.kind])
        ),
        Column(
            _("Người tiếp, chủ trì"),
            value=lambda one: one.entry.receiver,
            tooltip=lambda one: facts(one.entry),
            width=20,
        ),
        Column(_("Trạng thái"), value=lambda one: stage(one, today), display=stage_words, width=16),
    )


def stage_chips(today: date, view: QWidget) -> ChipCells:
    """Where a meeting is, as a chip."""

    def look(meeting: Meeting) -> tuple[Tone, str]:
        _words, tone, icon = STAGE_LOOKS[stage(meeting, today)]
        return tone, icon

    return ChipCells(look, view)


def nearest(meetings: Sequence[Meeting], today: date) -> Meeting | None:
    """The meeting to begin with: the first that is still to come, else the last."""
    coming = [one for one in meetings if one.entry.day >= today and one.state is MeetingState.PLANNED]
    return coming[0] if coming else (meetings[-1] if meetings else None)
