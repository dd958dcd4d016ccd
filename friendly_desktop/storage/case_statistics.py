"""Counts of cases over a period: one statement for the whole table, one for the list behind a number.

Both are made from the same expressions, so a list always has as many cases as its number says.
"""

from array import array
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, or_, select

from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.statistics import UNTOLD_TOPIC, CaseTally, Conditions, Period, Property
from friendly_desktop.storage.tables import cases, meetings

_MANY = 5  # TT 05/2021: đơn có nhiều người from 5


def tallies(connection: Connection, span: Period, as_of: date) -> tuple[CaseTally, ...]:
    """How many cases have the same values of all properties.

    Args:
        connection: where to read.
        span: the period; a case belongs to it when it was received until its end and not ended before it.
        as_of: the day by which what has not ended is overdue.
    """
    properties = _properties(span, as_of)
    columns = [expression.label(name.value) for name, expression in properties.items()]
    statement = _of_period(
        select(*columns, func.count().label("cases"), func.sum(cases.c.people).label("persons")), span
    ).group_by(*columns)
    return tuple(
        CaseTally(dict(zip(properties, row[:-2], strict=True)), int(row[-2]), int(row[-1]))
        for row in connection.execute(statement)
    )


def ids(connection: Connection, span: Period, as_of: date, conditions: Conditions) -> "array[int]":
    """The cases behind a number, the newest first."""
    properties = _properties(span, as_of)
    statement = _of_period(select(cases.c.id), span)
    for name, allowed in conditions.items():
        statement = statement.where(properties[name].in_(sorted(allowed)))
    statement = statement.order_by(cases.c.received.desc(), cases.c.id.desc())
    return array("q", connection.execute(statement).scalars())


def _of_period(statement: Select[Any], span: Period) -> Select[Any]:
    return (
        statement.select_from(cases.outerjoin(meetings, meetings.c.id == cases.c.meeting_id))
        .where(cases.c.received <= span.last)
        .where(or_(cases.c.closed_on.is_(None), cases.c.closed_on >= span.first))
    )


def _properties(span: Period, as_of: date) -> dict[Property, ColumnElement[Any]]:
    closed = cases.c.closed_on
    ended = case((closed.is_(None), "open"), (closed > span.last, "later"), else_="now")
    time = case(
        (
            closed <= span.last,
            case((cases.c.on_time.is_(None), "none"), (cases.c.on_time, "on_time"), else_="late"),
        ),
        (cases.c.due.is_(None), "none"),
        (cases.c.due < as_of, "overdue"),
        else_="within",
    )
    return {
        Property.BOOK: case((cases.c.register_number.is_(None), "papers"), else_="reception"),
        Property.ARRIVED: case((cases.c.received < span.first, "before"), else_="now"),
        Property.ENDED: ended,
        Property.TIME: time,
        Property.KIND: cases.c.kind,
        Property.CHANNEL: cases.c.channel,
        Property.TOPIC: case(
            (cases.c.kind == CaseKind.DENUNCIATION.value, literal(UNTOLD_TOPIC)), else_=cases.c.topic
        ),
        Property.COMPETENCE: cases.c.competence,
        Property.PEOPLE: case((cases.c.people >= _MANY, "many"), (cases.c.people > 1, "few"), else_="one"),
        Property.SESSION: func.coalesce(meetings.c.kind, ""),
        Property.STATE: cases.c.state,
        Property.OUTCOME: cases.c.outcome,
    }
