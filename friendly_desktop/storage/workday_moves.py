"""Dates of open cases that another calendar may give differently, and the record of those that were moved."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.deadlines import Complexity, Deadline
from friendly_desktop.storage import case_content
from friendly_desktop.storage.tables import calendar_changes, case_deadlines, cases

_AT_A_TIME = 500
_STILL_OPEN = (
    cases.c.open,
    case_deadlines.c.superseded_at.is_(None),
    case_deadlines.c.met_on.is_(None),
    case_deadlines.c.due.is_not(None),
)


class OpenSpan(NamedTuple):
    """The days over which a date was counted, and by which calendar."""

    id: int
    start: date
    due: date
    version: int


class OpenDate(NamedTuple):
    """A date still to be kept, and of which case."""

    id: int
    case_id: int
    year: int
    number: int
    kind: CaseKind
    complexity: Complexity
    remote: bool
    deadline: Deadline


class MovedDate(NamedTuple):
    """A date that took the place of another one after a change of the calendar."""

    case_id: int
    year: int
    number: int
    rule_id: str
    due: date | None
    at: datetime
    why: str


def changed_days(connection: Connection) -> tuple[tuple[int, date], ...]:
    """The number and the day of every change of the calendar."""
    statement = select(calendar_changes.c.id, calendar_changes.c.day).order_by(calendar_changes.c.id)
    return tuple((row.id, row.day) for row in connection.execute(statement))


def open_spans(connection: Connection, version: int) -> tuple[OpenSpan, ...]:
    """The dates of open cases that were computed by another calendar than this one and are not met."""
    columns = (
        case_deadlines.c.id,
        case_deadlines.c.start,
        case_deadlines.c.due,
        case_deadlines.c.calendar_version,
    )
    statement = (
        select(*columns)
        .join(cases, cases.c.id == case_deadlines.c.case_id)
        .where(*_STILL_OPEN, case_deadlines.c.calendar_version != version)
        .order_by(case_deadlines.c.case_id, case_deadlines.c.id)
    )
    return tuple(OpenSpan(*row) for row in connection.execute(statement))


def dates_by_id(connection: Connection, ids: Sequence[int]) -> Iterator[OpenDate]:
    """Those of these dates that still are to be kept, in the order asked for."""
    for start in range(0, len(ids), _AT_A_TIME):
        part = list(ids[start : start + _AT_A_TIME])
        statement = (
            select(case_deadlines, cases.c.year, cases.c.number.label("case_number"))
            .join(cases, cases.c.id == case_deadlines.c.case_id)
            .where(*_STILL_OPEN, case_deadlines.c.id.in_(part))
        )
        found = {row.id: row for row in connection.execute(statement)}
        yield from (_date(found[one]) for one in part if one in found)


def moved_dates(connection: Connection, beginning: str, limit: int) -> tuple[MovedDate, ...]:
    """The last dates whose reason begins with these words, the newest first."""
    statement = (
        select(case_deadlines, cases.c.year, cases.c.number.label("case_number"))
        .join(cases, cases.c.id == case_deadlines.c.case_id)
        .where(case_deadlines.c.why.startswith(beginning, autoescape=True))
        .order_by(case_deadlines.c.id.desc())
        .limit(limit)
    )
    return tuple(
        MovedDate(row.case_id, row.year, row.case_number, row.rule_id, row.due, row.computed_at, row.why)
        for row in connection.execute(statement)
    )


def _date(row: Row[Any]) -> OpenDate:
    kind, complexity, remote = case_content.chosen_by(row)
    return OpenDate(
        row.id,
        row.case_id,
        row.year,
        row.case_number,
        kind,
        complexity,
        remote,
        case_content.deadline(row),
    )
