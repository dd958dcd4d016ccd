"""Rows of the diary of activities, the leaves each line proves, and the papers filed with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.text import fold
from friendly_desktop.storage import filed_evidence
from friendly_desktop.storage.everyday_tables import activities, activity_nodes, record_files
from friendly_desktop.storage.filed_evidence import Record
from friendly_desktop.storage.sqlite import chunks

_SUGGESTED = {"title", "place", "organiser"}


def add(connection: Connection, entry: ActivityEntry, at: datetime) -> int:
    """Write a new line down; returns its id."""
    values = {**_columns(entry), "created_at": at, "removed_at": None}
    key = connection.execute(insert(activities).values(values)).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    activity_id = int(key[0])
    _put_nodes(connection, activity_id, entry.nodes)
    return activity_id


def put(connection: Connection, activity_id: int, entry: ActivityEntry) -> None:
    """Replace what was entered."""
    connection.execute(update(activities).where(activities.c.id == activity_id).values(_columns(entry)))
    connection.execute(delete(activity_nodes).where(activity_nodes.c.activity_id == activity_id))
    _put_nodes(connection, activity_id, entry.nodes)


def remove(connection: Connection, activity_ids: Iterable[int], at: datetime | None) -> None:
    """Take lines out of the diary; None puts them back."""
    for some in chunks(activity_ids):
        connection.execute(update(activities).where(activities.c.id.in_(some)).values(removed_at=at))


def get(connection: Connection, activity_id: int, *, removed: bool = False) -> Activity | None:
    """One line, unless it was taken away; with ``removed`` also one that was."""
    statement = select(activities) if removed else _standing()
    row = connection.execute(statement.where(activities.c.id == activity_id)).one_or_none()
    return None if row is None else _filled(connection, [row])[0]


def find(
    connection: Connection,
    start: date,
    end: date,
    kinds: Iterable[ActivityKind] = (),
    words: Sequence[str] = (),
) -> tuple[Activity, ...]:
    """The lines of the days from ``start`` to ``end``, the newest first.

    Args:
        connection: the view.
        start: the first day.
        end: the last day.
        kinds: only these; all when empty.
        words: without tone marks; all of them stand in title, place or note.
    """
    statement = _standing().where(activities.c.day.between(start, end))
    wanted = [kind.value for kind in kinds]
    if wanted:
        statement = statement.where(activities.c.kind.in_(wanted))
    for word in words:
        statement = statement.where(activities.c.folded.contains(word, autoescape=True))
    rows = connection.execute(statement.order_by(activities.c.day.desc(), activities.c.id.desc())).all()
    return _filled(connection, rows)


def count(connection: Connection, start: date, end: date) -> int:
    """How many lines the days from ``start`` to ``end`` have."""
    statement = select(func.count()).where(
        activities.c.removed_at.is_(None), activities.c.day.between(start, end)
    )
    return int(connection.execute(statement).scalar_one())


def proving(
    connection: Connection, start: date, end: date, nodes: Collection[str] | None = None
) -> tuple[Activity, ...]:
    """The lines of these days that prove a leaf (one of ``nodes``), the oldest first."""
    named = exists().where(activity_nodes.c.activity_id == activities.c.id)
    if nodes is not None:
        named = named.where(activity_nodes.c.node.in_(list(nodes)))
    statement = _standing().where(activities.c.day.between(start, end), named)
    rows = connection.execute(statement.order_by(activities.c.day, activities.c.id)).all()
    return _filled(connection, rows)


def years(connection: Connection) -> tuple[int, ...]:
    """The years that have lines, in order."""
    year = func.substr(activities.c.day, 1, 4)
    statement = select(year).where(activities.c.removed_at.is_(None)).distinct().order_by(year)
    return tuple(int(one) for one in connection.execute(statement).scalars())


def used_texts(connection: Connection, column: str, kind: ActivityKind | None, most: int) -> tuple[str, ...]:
    """What was written in a column before, the most used and newest first."""
    if column not in _SUGGESTED:
        raise ValueError(column)
    text = activities.c[column]
    statement = (
        select(text)
        .where(activities.c.removed_at.is_(None), text != "")
        .group_by(text)
        .order_by(func.count().desc(), func.max(activities.c.day).desc(), text)
        .limit(most)
    )
    if kind is not None:
        statement = statement.where(activities.c.kind == kind.value)
    return tuple(connection.execute(statement).scalars())


def last_titled(connection: Connection, title: str) -> Activity | None:
    """The newest line with this title."""
    row = connection.execute(
        _standing()
        .where(activities.c.title == title)
        .order_by(activities.c.day.desc(), activities.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _filled(connection, [row])[0]


def last_nodes(connection: Connection, kind: ActivityKind, year: int) -> tuple[str, ...]:
    """The leaves that the newest line of this kind in a year proves."""
    newest = connection.execute(
        _standing()
        .where(
            activities.c.kind == kind.value, activities.c.day.between(date(year, 1, 1), date(year, 12, 31))
        )
        .order_by(activities.c.created_at.desc(), activities.c.id.desc())
        .limit(1)
    ).one_or_none()
    return () if newest is None else _filled(connection, [newest])[0].entry.nodes


# Papers


def nodes_of_others(connection: Connection, evidence_id: int, activity_id: int) -> frozenset[str]:
    """The leaves of the other lines with which a piece of evidence is filed."""
    statement = (
        select(activity_nodes.c.node)
        .join(record_files, record_files.c.record_id == activity_nodes.c.activity_id)
        .join(activities, activities.c.id == activity_nodes.c.activity_id)
        .where(
            record_files.c.record == Record.ACTIVITY.value,
            record_files.c.evidence_id == evidence_id,
            activities.c.id != activity_id,
            activities.c.removed_at.is_(None),
        )
    )
    return frozenset(connection.execute(statement).scalars())


# Rows and values


def _standing() -> Select[Any]:
    return select(activities).where(activities.c.removed_at.is_(None))


def _columns(entry: ActivityEntry) -> dict[str, object]:
    searched = (entry.title, entry.place, entry.hamlet, entry.organiser, entry.number, entry.note)
    return {
        "kind": entry.kind.value,
        "day": entry.day,
        "title": entry.title,
        "folded": fold(" ".join(filter(None, searched))),
        "place": entry.place,
        "hamlet": entry.hamlet,
        "organiser": entry.organiser,
        "participants": entry.participants,
        "times": entry.times,
        "number": entry.number,
        "link": entry.link,
        "note": entry.note,
    }


def _put_nodes(connection: Connection, activity_id: int, nodes: Iterable[str]) -> None:
    values = [{"activity_id": activity_id, "node": node} for node in nodes]
    if values:
        connection.execute(insert(activity_nodes), values)


def _filled(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Activity, ...]:
    """The lines with their leaves and papers, in two more statements for ten thousand lines."""
    ids = [row.id for row in rows]
    filed = filed_evidence.filed(connection, Record.ACTIVITY, ids)
    nodes: defaultdict[int, list[str]] = defaultdict(list)
    for some in chunks(ids):
        statement = select(activity_nodes).where(activity_nodes.c.activity_id.in_(some))
        for activity_id, node in connection.execute(statement.order_by(activity_nodes.c.node)):
            nodes[activity_id].append(node)
    return tuple(_activity(row, tuple(nodes[row.id]), filed.get(row.id, ())) for row in rows)


def _activity(row: Row[Any], nodes: tuple[str, ...], filed: tuple[int, ...]) -> Activity:
    entry = ActivityEntry(
        kind=ActivityKind(row.kind),
        day=row.day,
        title=row.title,
        place=row.place,
        hamlet=row.hamlet,
        organiser=row.organiser,
        participants=row.participants,
        times=row.times,
        number=row.number,
        link=row.link,
        note=row.note,
        nodes=nodes,
    )
    return Activity(row.id, entry, filed)
