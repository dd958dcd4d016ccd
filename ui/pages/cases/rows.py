"""What the list of cases shows: its columns, the words of a date to keep, the views an office works by."""

from collections.abc import Callable, Mapping
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseLine, CaseState, CaseView
from friendly_desktop.domain.cases.words import KIND_TITLES, STATE_TITLES, VIEW_TITLES
from friendly_desktop.domain.deadlines import Unit, left_words
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.i18n import N_, _
from ui.models.columns import Column

#: The views in their order, with the short words of the strip; the long ones are in the tooltip.
VIEW_WORDS: Mapping[CaseView, str] = {
    CaseView.OPEN: N_("Đang xử lý {n}"),
    CaseView.TODAY: N_("Hôm nay {n}"),
    CaseView.WEEK: N_("Tuần này {n}"),
    CaseView.OVERDUE: N_("Quá hạn {n}"),
    CaseView.OLD: N_("Quá 45 ngày {n}"),
    CaseView.WAITING: N_("Chờ cơ quan khác {n}"),
    CaseView.NOT_NATIONAL: N_("Chưa nhập CSDL quốc gia {n}"),
    CaseView.ALL: N_("Tất cả {n}"),
}

#: Shorter words for a narrow window.
SHORT_WORDS: Mapping[CaseView, str] = {
    CaseView.OLD: N_("45 ngày {n}"),
    CaseView.WAITING: N_("Chờ nơi khác {n}"),
    CaseView.NOT_NATIONAL: N_("Chưa nhập CSDL {n}"),
}

#: The shortest ones: all views in one line of a very small window.
SHORTEST_WORDS: Mapping[CaseView, str] = {
    **SHORT_WORDS,
    CaseView.WAITING: N_("Nơi khác {n}"),
    CaseView.NOT_NATIONAL: N_("Chưa nhập {n}"),
}

CODE, DAY, PERSON, SUMMARY, KIND, DUE, STATE, OFFICER = range(8)

#: Columns that give way, and the table widths (in letters) below which they do.
ROOM = {OFFICER: 160, KIND: 138, DAY: 104, SUMMARY: 98}


def view_words(view: CaseView, count: int, words: Mapping[CaseView, str] = VIEW_WORDS) -> str:
    """A view with the number of its cases."""
    return _(words.get(view, VIEW_WORDS[view])).format(n=formats.whole_number(count))


def view_hint(view: CaseView) -> str:
    """A view in full."""
    return _(VIEW_TITLES[view])


_MOST_SAID = 4096


class DueTeller:
    """Says how near the date of a case is; the calendar is the one last read.

    Args:
        today: tells the day.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self.calendar = WorkCalendar()
        self._said: dict[tuple[date, str, date], str] = {}  # days are counted once for many cases
        self._said_by = self.calendar

    def words(self, line: CaseLine) -> str:
        """The words for the list; of a closed case whether it was in time."""
        if line.due is not None:
            return self._left(line.due, line.due_unit)
        if line.state is CaseState.SUSPENDED:
            return _("đang tạm dừng tính")
        if line.closed_on is None:
            return _("không có hạn")
        if line.on_time is None:
            return _("xong {day}").format(day=formats.short_date(line.closed_on))
        words = _("đúng hạn, {day}") if line.on_time else _("trễ hạn, {day}")
        return words.format(day=formats.short_date(line.closed_on))

    def _left(self, due: date, due_unit: str) -> str:
        if self._said_by is not self.calendar or len(self._said) > _MOST_SAID:
            self._said, self._said_by = {}, self.calendar
        key = due, due_unit, self._today()
        words = self._said.get(key)
        if words is None:
            unit = Unit(due_unit) if due_unit else Unit.CALENDAR_DAY
            words = self._said[key] = left_words(due, unit, key[2], self.calendar)
        return words


def columns(teller: DueTeller) -> tuple[Column[CaseLine], ...]:
    """The columns of the list. Nothing here tells who denounced, nor what: the lines do not hold it."""
    return (
        Column(_("Số"), value=lambda line: line.code, width=7),
        Column(_("Ngày nhận"), value=lambda line: line.received, display=formats.short_date, width=9),
        Column(_("Người"), value=_person, width=22, tooltip=lambda line: line.person),
        Column(_("Nội dung"), value=lambda line: line.summary),
        Column(_("Loại"), value=lambda line: line.kind, display=lambda kind: _(KIND_TITLES[kind]), width=12),
        Column(_("Hạn"), value=lambda line: line, display=teller.words, width=31),
        Column(
            _("Trạng thái"),
            value=lambda line: line.state,
            display=lambda state: _(STATE_TITLES[state]),
            width=14,
        ),
        Column(_("Cán bộ"), value=lambda line: line.officer, width=13),
    )


def _person(line: CaseLine) -> str:
    if line.people > 1:
        return _("{person} và {n} người khác").format(
            person=line.person, n=formats.whole_number(line.people - 1)
        )
    return line.person
