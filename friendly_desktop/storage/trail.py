"""Rows of the trail of changes, read; they are written by ``trail_capture`` alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Row, String, cast, func, or_, select

from friendly_desktop.domain.trail import Operation, TrailHead, TrailLine
from friendly_desktop.storage import sqlite
from friendly_desktop.storage.tables import (
    case_deadlines,
    case_forms,
    case_steps,
    cases,
    letter_events,
    letter_prints,
    promises,
)
from friendly_desktop.storage.trust_tables import audit

_AT_ONCE = 2000
#: So many of the newest lines tell who works here.
_LATELY = 50_000

Conditions = Sequence[ColumnElement[bool]]
#: A clock that once ran ahead is forgotten after so many changes.
_LAST = 500

#: What belongs to a record, and by which column.
_BELONGING: Mapping[str, "tuple[Column[int], ...]"] = {
    "cases": (case_steps.c.case_id, case_deadlines.c.case_id, case_forms.c.case_id),
    "letters": (letter_events.c.letter_id, letter_prints.c.letter_id),
    "meetings": (promises.c.meeting_id,),
}
#: Rows with the very same key in another table, and rows whose key begins with it.
_SAME_KEY: Mapping[str, tuple[str, ...]] = {"entries": ("proof_decisions",)}
_KEY_BEGINS: Mapping[str, tuple[str, ...]] = {"evidence": ("evidence_links", "evidence_versions")}

_NEWEST = select(func.max(select(audit.c.at).order_by(audit.c.number.desc()).limit(_LAST).subquery().c.at))


def head(connection: Connection) -> TrailHead:
    """The last line."""
    found = connection.execute(
        select(audit.c.number, audit.c.seal).order_by(audit.c.number.desc()).limit(1)
    ).one_or_none()
    return TrailHead(found.number, found.seal) if found else TrailHead()


def newest_moment(connection: Connection) -> datetime | None:
    """The latest moment among the last changes; they stand in the order of their numbers, whatever the clock said."""
    return connection.execute(_NEWEST).scalar_one_or_none()


def lines(connection: Connection) -> Iterator[TrailLine]:
    """The whole trail in order, read in parts."""
    statement = select(audit).order_by(audit.c.number).execution_options(yield_per=_AT_ONCE)
    return map(_line, connection.execute(statement))


def chosen(connection: Connection, conditions: Conditions) -> Iterator[TrailLine]:
    """The lines that meet all conditions, in order, read in parts."""
    statement = select(audit).where(*conditions).order_by(audit.c.number)
    return map(_line, connection.execute(statement.execution_options(yield_per=_AT_ONCE)))


def find(connection: Connection, conditions: Conditions, limit: int) -> list[TrailLine]:
    """The newest lines that meet all conditions, the newest first."""
    statement = select(audit).where(*conditions).order_by(audit.c.number.desc()).limit(limit)
    return [_line(row) for row in connection.execute(statement)]


def count(connection: Connection, conditions: Conditions) -> int:
    """How many lines meet all conditions."""
    return connection.execute(select(func.count()).select_from(audit).where(*conditions)).scalar_one()


def wanted(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    actor: str | None = None,
    table: str = "",
    key: str = "",
    before: int | None = None,
) -> Conditions:
    """Conditions of a search.

    Args:
        since: the first moment.
        until: the moment after the last.
        actor: who; "" for lines of nobody, None for everybody.
        table: the table, "" for all.
        key: the row's key, or the first part of it.
        before: lines with smaller numbers only.
    """
    found: list[ColumnElement[bool]] = []
    if since is not None:
        found.append(audit.c.at >= since)
    if until is not None:
        found.append(audit.c.at < until)
    if actor is not None:
        found.append(audit.c.actor == actor)
    if table:
        found.append(audit.c.table_name == table)
    if key:
        found.append((audit.c.key == key) | audit.c.key.startswith(f"{key} ", autoescape=True))
    if before is not None:
        found.append(audit.c.number < before)
    return found


def of_record(connection: Connection, table: str, key: str) -> list[TrailLine]:
    """Every line of one record and of the rows that belong to it, the newest first."""
    mine: list[ColumnElement[bool]] = [(audit.c.table_name == table) & (audit.c.key == key)]
    for column in _BELONGING.get(table, ()) if key.isdecimal() else ():
        ids = select(cast(column.table.c.id, String)).where(column == int(key))
        mine.append((audit.c.table_name == column.table.name) & audit.c.key.in_(ids))
    mine += [(audit.c.table_name == name) & (audit.c.key == key) for name in _SAME_KEY.get(table, ())]
    mine += [
        (audit.c.table_name == name) & audit.c.key.startswith(f"{key} ", autoescape=True)
        for name in _KEY_BEGINS.get(table, ())
    ]
    statement = select(audit).where(or_(*mine)).order_by(audit.c.number.desc())
    return [_line(row) for row in connection.execute(statement)]


def codes(connection: Connection, lines: Sequence[TrailLine]) -> Mapping[tuple[str, str], str]:
    """The codes by which people know the records of some lines: of cases "2026-15"."""
    ids = {int(line.key) for line in lines if line.table == cases.name and line.key.isdecimal()}
    found: dict[tuple[str, str], str] = {}
    for part in sqlite.chunks(sorted(ids)):
        statement = select(cases.c.id, cases.c.year, cases.c.number).where(cases.c.id.in_(part))
        for row in connection.execute(statement):
            found[cases.name, str(row.id)] = f"{row.year}-{row.number}"
    return found


def actors(connection: Connection) -> tuple[str, ...]:
    """Everybody who changed something lately, by name; the whole of a long trail is not walked for it."""
    lately = select(audit.c.actor).order_by(audit.c.number.desc()).limit(_LATELY).subquery()
    return tuple(connection.execute(select(lately.c.actor).distinct().order_by(lately.c.actor)).scalars())


def _line(row: "Row[tuple[object, ...]]") -> TrailLine:
    return TrailLine(
        number=row.number,
        at=row.at,
        actor=row.actor,
        act=row.act,
        table=row.table_name,
        key=row.key,
        operation=Operation(row.operation),
        changes=row.changes,
        seal=row.seal,
    )
