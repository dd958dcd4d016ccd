"""Rows of the trail of changes, read; they are written by ``trail_capture`` alone."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, func, select

from friendly_desktop.domain.trail import Operation, TrailHead, TrailLine
from friendly_desktop.storage.trust_tables import audit

_AT_ONCE = 2000


def head(connection: Connection) -> TrailHead:
    """The last line."""
    found = connection.execute(
        select(audit.c.number, audit.c.seal).order_by(audit.c.number.desc()).limit(1)
    ).one_or_none()
    return TrailHead(found.number, found.seal) if found else TrailHead()


def lines(connection: Connection) -> Iterator[TrailLine]:
    """The whole trail in order, read in parts."""
    statement = select(audit).order_by(audit.c.number).execution_options(yield_per=_AT_ONCE)
    return map(_line, connection.execute(statement))


def find(connection: Connection, conditions: Sequence[ColumnElement[bool]], limit: int) -> list[TrailLine]:
    """The newest lines that meet all conditions, the newest first."""
    statement = select(audit).where(*conditions).order_by(audit.c.number.desc()).limit(limit)
    return [_line(row) for row in connection.execute(statement)]


def count(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
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
) -> list[ColumnElement[bool]]:
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


def actors(connection: Connection) -> tuple[str, ...]:
    """Everybody who ever changed something."""
    return tuple(connection.execute(select(audit.c.actor).distinct().order_by(audit.c.actor)).scalars())


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
