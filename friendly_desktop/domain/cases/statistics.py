"""Statistics of reception and petitions: every number is a set of conditions, so the list behind it is never another.

A figure of the table is a row and a column; both say which values each property of a case must have. What is
counted and what is listed are the same conditions.

Periods of report run from day 15 to day 14 (TT 01/2024/TT-TTCP: quarter, 6 months, 9 months, year from 15/12 to
14/12; read in a secondary source only, so any other period may be chosen).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from friendly_desktop.domain.cases import CaseKind, CaseState, Channel, Competence, Outcome
from friendly_desktop.domain.cases.words import (
    CHANNEL_TITLES,
    COMPETENCE_TITLES,
    KIND_TITLES,
    OUTCOME_TITLES,
    STATE_TITLES,
)
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.i18n import N_, _


class PeriodKind(Enum):
    """The usual periods of report; the values are those of the commands."""

    MONTH = "month"
    QUARTER = "quarter"
    SIX_MONTHS = "six_months"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both counted."""

    first: date
    last: date


def period(kind: PeriodKind, year: int, number: int = 1) -> Period:
    """A period of report from day 15 of the month before to day 14.

    Args:
        kind: which.
        year: of its last day.
        number: of the month or the quarter, from 1; the others have one a year.
    """
    match kind:
        case PeriodKind.MONTH:
            begin, end = number, number
        case PeriodKind.QUARTER:
            begin, end = 3 * number - 2, 3 * number
        case PeriodKind.SIX_MONTHS:
            begin, end = 1, 6
        case PeriodKind.NINE_MONTHS:
            begin, end = 1, 9
        case PeriodKind.YEAR:
            begin, end = 1, 12
    if not 1 <= begin <= end <= 12:
        raise ValueError(number)
    first = date(year - 1, 12, 15) if begin == 1 else date(year, begin - 1, 15)
    return Period(first, date(year, end, 14))


def year_of_report(today: date) -> Period:
    """The year of report that a day is in: from 15/12 to 14/12."""
    later = (today.month, today.day) >= (12, 15)
    return period(PeriodKind.YEAR, today.year + later)


class Property(Enum):
    """What of a case a condition may ask; the values of each are listed beside it."""

    BOOK = "book"  # reception, papers
    ARRIVED = "arrived"  # before, now
    ENDED = "ended"  # now, later, open
    TIME = "time"  # of what ended now: on_time, late, none; of what had not: within, overdue, none
    KIND = "kind"  # CaseKind
    CHANNEL = "channel"  # Channel
    TOPIC = "topic"  # the office's words
    COMPETENCE = "competence"  # Competence
    PEOPLE = "people"  # one, few, many
    SESSION = "session"  # MeetingKind, "" for none
    STATE = "state"  # CaseState
    OUTCOME = "outcome"  # Outcome


#: What a case must be: the values allowed for each property named.
Conditions = Mapping[Property, frozenset[str]]


def joined(*conditions: Conditions) -> Conditions:
    """All of these conditions at once."""
    made: dict[Property, frozenset[str]] = {}
    for one in conditions:
        for name, values in one.items():
            made[name] = made[name] & values if name in made else values
    return made


def _only(name: Property, *values: str) -> dict[Property, frozenset[str]]:
    return {name: frozenset(values)}


_NOT_ENDED = ("later", "open")


class StatColumn(Enum):
    """The columns of the table; the values are those of JSON."""

    CARRIED = "carried"
    RECEIVED = "received"
    PEOPLE = "people"
    TOTAL = "total"
    ENDED = "ended"
    ON_TIME = "on_time"
    LATE = "late"
    NO_DEADLINE = "no_deadline"
    REMAINING = "remaining"
    OVERDUE = "overdue"

    @property
    def title(self) -> str:
        """Its heading."""
        return _COLUMN_TITLES[self]

    @property
    def conditions(self) -> Conditions:
        """Which cases it counts."""
        return _COLUMN_CONDITIONS[self]


_COLUMN_TITLES: Mapping[StatColumn, str] = {
    StatColumn.CARRIED: N_("Kỳ trước chuyển sang"),
    StatColumn.RECEIVED: N_("Nhận trong kỳ"),
    StatColumn.PEOPLE: N_("Số người (nhận trong kỳ)"),
    StatColumn.TOTAL: N_("Tổng phải xử lý"),
    StatColumn.ENDED: N_("Đã xong trong kỳ"),
    StatColumn.ON_TIME: N_("Đúng hạn"),
    StatColumn.LATE: N_("Quá hạn"),
    StatColumn.NO_DEADLINE: N_("Không có hạn"),
    StatColumn.REMAINING: N_("Còn lại cuối kỳ"),
    StatColumn.OVERDUE: N_("Còn lại đã quá hạn"),
}
_COLUMN_CONDITIONS: Mapping[StatColumn, Conditions] = {
    StatColumn.CARRIED: _only(Property.ARRIVED, "before"),
    StatColumn.RECEIVED: _only(Property.ARRIVED, "now"),
    StatColumn.PEOPLE: _only(Property.ARRIVED, "now"),
    StatColumn.TOTAL: {},
    StatColumn.ENDED: _only(Property.ENDED, "now"),
    StatColumn.ON_TIME: _only(Property.ENDED, "now") | _only(Property.TIME, "on_time"),
    StatColumn.LATE: _only(Property.ENDED, "now") | _only(Property.TIME, "late"),
    StatColumn.NO_DEADLINE: _only(Property.ENDED, "now") | _only(Property.TIME, "none"),
    StatColumn.REMAINING: _only(Property.ENDED, *_NOT_ENDED),
    StatColumn.OVERDUE: _only(Property.ENDED, *_NOT_ENDED) | _only(Property.TIME, "overdue"),
}


class StatGroup(Enum):
    """What the rows of the table are told apart by; the values are those of JSON."""

    ALL = "all"
    KIND = "kind"
    CHANNEL = "channel"
    SESSION = "session"
    TOPIC = "topic"
    COMPETENCE = "competence"
    PEOPLE = "people"
    RESULT = "result"
    OUTCOME = "outcome"

    @property
    def title(self) -> str:
        """Its heading."""
        return _GROUP_TITLES[self]


_GROUP_TITLES: Mapping[StatGroup, str] = {
    StatGroup.ALL: N_("Tất cả"),
    StatGroup.KIND: N_("Theo loại đơn"),
    StatGroup.CHANNEL: N_("Theo nguồn đơn"),
    StatGroup.SESSION: N_("Tiếp trực tiếp, theo hình thức tiếp"),
    StatGroup.TOPIC: N_("Theo lĩnh vực"),
    StatGroup.COMPETENCE: N_("Theo thẩm quyền"),
    StatGroup.PEOPLE: N_("Theo số người"),
    StatGroup.RESULT: N_("Đã xong trong kỳ, theo hướng xử lý"),
    StatGroup.OUTCOME: N_("Đã xong trong kỳ, theo kết luận"),
}


@dataclass(frozen=True, slots=True)
class StatRow:
    """A row of the table: a value of its group, in words; the words of the office stay as they are."""

    group: StatGroup
    id: str
    title: str
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class CaseTally:
    """How many cases, and people, have the same values of all properties."""

    values: Mapping[Property, str]
    cases: int
    people: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A row with its numbers."""

    row: StatRow
    numbers: Mapping[StatColumn, int] = field(default_factory=dict)

    @property
    def rate(self) -> Decimal | None:
        """Percent on time among what ended in the period and had a deadline; None where nothing had one."""
        counted = self.numbers[StatColumn.ON_TIME] + self.numbers[StatColumn.LATE]
        if not counted:
            return None
        share = Decimal(self.numbers[StatColumn.ON_TIME] * 100) / counted
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class CaseStatistics:
    """The table of a period.

    ``as_of`` is the day by which what remains is overdue: the last day of the period, or today before it.
    """

    period: Period
    as_of: date
    figures: tuple[Figures, ...]

    def of(self, group: StatGroup) -> tuple[Figures, ...]:
        """The rows of a group."""
        return tuple(one for one in self.figures if one.row.group is group)


def statistics(span: Period, as_of: date, tallies: Sequence[CaseTally]) -> CaseStatistics:
    """The table of the tallies; rows of nothing are left out, but kinds are always there."""
    topics = sorted({one.values[Property.TOPIC] for one in tallies})
    made = []
    for row in stat_rows(topics):
        own = [one for one in tallies if _holds(row.conditions, one.values)]
        figures = Figures(row, {column: _number(column, own) for column in StatColumn})
        if row.group in (StatGroup.ALL, StatGroup.KIND) or any(figures.numbers.values()):
            made.append(figures)
    return CaseStatistics(span, as_of, tuple(made))


def stat_rows(topics: Iterable[str]) -> tuple[StatRow, ...]:
    """Every row the table may have."""
    rows = [StatRow(StatGroup.ALL, "all", N_("Tổng số"), {})]
    rows += [
        StatRow(StatGroup.KIND, one.value, KIND_TITLES[one], _only(Property.KIND, one.value))
        for one in CaseKind
    ]
    rows += [
        StatRow(StatGroup.CHANNEL, one.value, CHANNEL_TITLES[one], _only(Property.CHANNEL, one.value))
        for one in Channel
    ]
    rows += [
        StatRow(
            StatGroup.SESSION,
            name,
            title,
            _only(Property.SESSION, *values) | _only(Property.BOOK, "reception"),
        )
        for name, title, values in _SESSIONS
    ]
    rows += [
        StatRow(StatGroup.TOPIC, topic, topic or N_("Chưa ghi lĩnh vực"), _only(Property.TOPIC, topic))
        for topic in topics
    ]
    rows += [
        StatRow(
            StatGroup.COMPETENCE, one.value, COMPETENCE_TITLES[one], _only(Property.COMPETENCE, one.value)
        )
        for one in Competence
    ]
    rows += [StatRow(StatGroup.PEOPLE, name, title, _only(Property.PEOPLE, name)) for name, title in _PEOPLE]
    ended = _only(Property.ENDED, "now")
    rows += [
        StatRow(StatGroup.RESULT, one.value, STATE_TITLES[one], ended | _only(Property.STATE, one.value))
        for one in CaseState
        if not one.open
    ]
    rows += [
        StatRow(StatGroup.OUTCOME, one.value, OUTCOME_TITLES[one], ended | _only(Property.OUTCOME, one.value))
        for one in Outcome
        if one is not Outcome.NONE
    ]
    return tuple(rows)


_SESSIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("regular", N_("Tiếp thường xuyên"), ("", MeetingKind.REGULAR.value)),
    ("periodic", N_("Người đứng đầu tiếp định kỳ"), (MeetingKind.PERIODIC.value,)),
    ("ad_hoc", N_("Tiếp đột xuất"), (MeetingKind.AD_HOC.value,)),
    (
        "elsewhere",
        N_("Tại hội nghị đối thoại, tại cơ sở"),
        (MeetingKind.DIALOGUE.value, MeetingKind.VISIT.value),
    ),
)
_PEOPLE = (
    ("one", N_("Một người")),
    ("few", N_("Từ 2 đến 4 người")),
    ("many", N_("Từ 5 người trở lên")),
)

#: The topic under which denunciations are counted: theirs is never told.
UNTOLD_TOPIC = "\u2013"


def title_of(row: StatRow) -> str:
    """The row in the language in use; the office's own words as they are."""
    if row.group is StatGroup.TOPIC and row.id == UNTOLD_TOPIC:
        return _("Đơn tố cáo (không nêu lĩnh vực)")
    return row.title if row.group is StatGroup.TOPIC and row.id else _(row.title)


def _holds(conditions: Conditions, values: Mapping[Property, str]) -> bool:
    return all(values[name] in allowed for name, allowed in conditions.items())


def _number(column: StatColumn, tallies: Sequence[CaseTally]) -> int:
    own = [one for one in tallies if _holds(column.conditions, one.values)]
    return sum(one.people if column is StatColumn.PEOPLE else one.cases for one in own)
