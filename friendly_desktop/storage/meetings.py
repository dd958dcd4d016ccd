"""Rows of the meetings and of what was promised there. Every reading function runs a fixed number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from friendly_desktop.domain.meetings import (
    Meeting,
    MeetingEntry,
    MeetingKind,
    MeetingMode,
    MeetingState,
    Promise,
)
from friendly_desktop.storage.sqlite import chunks
from friendly_desktop.storage.tables import cases, meetings, promises

#: Most ids one statement names; SQLite takes 32,766 values.
_CHUNK = 10_000


def add(connection: Connection, entry: MeetingEntry, at: datetime, values: Mapping[str, object]) -> int:
    """Write down a new meeting; returns its id.

    Args:
        connection: the act.
        entry: what was entered.
        at: when.
        values: what else is known: ``state``, ``moved_from``, ``why``, ``scheduled``.
    """
    key = connection.execute(insert(meetings).values({**_new(entry, at), **values})).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])


def add_many(
    connection: Connection,
    many: Sequence[tuple[MeetingEntry, date | None, str]],
    at: datetime,
    *,
    scheduled: bool,
) -> None:
    """Write down many meetings: each with the day it was moved from and why; ``scheduled`` by a year's rule."""
    values = [
        {**_new(entry, at), "moved_from": moved_from, "why": why, "scheduled": scheduled}
        for entry, moved_from, why in many
    ]
    if values:
        connection.execute(insert(meetings), values)


def put_entry(connection: Connection, meeting_id: int, entry: MeetingEntry) -> None:
    """Replace what was entered for a meeting."""
    connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(_columns(entry)))


def put(connection: Connection, meeting_ids: Iterable[int], **values: object) -> None:
    """Change columns of meetings: ``state``, ``why``, ``posted_on``, ``conclusion``, ``removed_at``."""
    for some in chunks(meeting_ids):
        connection.execute(update(meetings).where(meetings.c.id.in_(some)).values(values))


def get(connection: Connection, meeting_id: int) -> Meeting | None:
    """One meeting, unless it was taken away."""
    row = connection.execute(_standing().where(meetings.c.id == meeting_id)).one_or_none()
    return None if row is None else _meeting(row)


def find(
    connection: Connection, start: date, end: date, kinds: Iterable[MeetingKind] = ()
) -> tuple[Meeting, ...]:
    """The meetings on the days from ``start`` to ``end``, in order of day and time."""
    statement = _standing().where(meetings.c.day.between(start, end))
    wanted = [kind.value for kind in kinds]
    if wanted:
        statement = statement.where(meetings.c.kind.in_(wanted))
    statement = statement.order_by(meetings.c.day, meetings.c.starts, meetings.c.id)
    return tuple(_meeting(row) for row in connection.execute(statement))


def next_planned(connection: Connection, today: date, kinds: Iterable[MeetingKind]) -> Meeting | None:
    """The next planned meeting of these kinds, from a day to the end of the year after."""
    span = {"first": today, "last": date(today.year + 1, 12, 31)}
    row = connection.execute(_planned(tuple(kinds)), span).one_or_none()
    return None if row is None else _meeting(row)


@lru_cache(maxsize=4)
def _planned(kinds: tuple[MeetingKind, ...]) -> Select[Any]:
    return (
        _standing()
        .where(
            meetings.c.state == MeetingState.PLANNED.value,
            meetings.c.day.between(bindparam("first"), bindparam("last")),
            meetings.c.kind.in_([literal(kind.value) for kind in kinds]),
        )
        .order_by(meetings.c.day, meetings.c.starts, meetings.c.id)
        .limit(1)
    )


def get_many(connection: Connection, meeting_ids: Iterable[int]) -> tuple[Meeting, ...]:
    """Those of the meetings that are there, in order of day."""
    found = [
        _meeting(row)
        for some in chunks(meeting_ids)
        for row in connection.execute(_standing().where(meetings.c.id.in_(some)))
    ]
    return tuple(sorted(found, key=lambda one: (one.entry.day, one.entry.starts or time(), one.id)))


def moved_here(connection: Connection, days: Iterable[date]) -> Mapping[date, Meeting]:
    """By the day they were put off from: the meetings that took the place of others."""
    wanted = sorted(set(days))
    statement = _standing().where(meetings.c.moved_from.in_(wanted)).order_by(meetings.c.id)
    return {
        one.moved_from: one
        for one in (_meeting(row) for row in connection.execute(statement))
        if one.moved_from is not None
    }


def last_held(connection: Connection, kind: MeetingKind, before: date) -> Meeting | None:
    """The last meeting of a kind that was held before a day."""
    statement = (
        _standing()
        .where(
            meetings.c.kind == kind.value,
            meetings.c.state == MeetingState.HELD.value,
            meetings.c.day < before,
        )
        .order_by(meetings.c.day.desc(), meetings.c.id.desc())
        .limit(1)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else _meeting(row)


def in_use(connection: Connection, meeting_ids: Iterable[int]) -> frozenset[int]:
    """Those of the meetings that cases or promises hang on."""
    found: set[int] = set()
    for some in chunks(meeting_ids):
        statement = select(meetings.c.id).where(
            meetings.c.id.in_(some),
            or_(
                exists().where(cases.c.meeting_id == meetings.c.id),
                exists().where(promises.c.meeting_id == meetings.c.id),
            ),
        )
        found.update(connection.execute(statement).scalars())
    return frozenset(found)


def case_counts(connection: Connection, meeting_ids: Iterable[int]) -> Mapping[int, int]:
    """How many cases were entered at each meeting; those with none are missing."""
    found: dict[int, int] = {}
    for some in chunks(meeting_ids):
        statement = (
            select(cases.c.meeting_id, func.count())
            .where(cases.c.meeting_id.in_(some))
            .group_by(cases.c.meeting_id)
        )
        found.update((int(meeting), int(count)) for meeting, count in connection.execute(statement))
    return found


def years(connection: Connection) -> tuple[int, ...]:
    """The years that have meetings, in order."""
    year = func.substr(meetings.c.day, 1, 4)
    statement = select(year).where(meetings.c.removed_at.is_(None)).distinct().order_by(year)
    return tuple(int(one) for one in connection.execute(statement).scalars())


# Promises


def put_promise(connection: Connection, promise: Promise) -> int:
    """Write down a promise (id 0) or change one; returns its id."""
    values = {
        "meeting_id": promise.meeting_id,
        "asked": promise.asked,
        "promised": promise.promised,
        "officer": promise.officer,
        "until": promise.until,
        "done_on": promise.done_on,
        "result": promise.result,
        "case_id": promise.case_id,
    }
    if promise.id:
        connection.execute(update(promises).where(promises.c.id == promise.id).values(values))
        return promise.id
    key = connection.execute(insert(promises).values(values)).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])


def get_promise(connection: Connection, promise_id: int) -> Promise | None:
    """One promise."""
    row = connection.execute(select(promises).where(promises.c.id == promise_id)).one_or_none()
    return None if row is None else _promise(row)


def find_promises(
    connection: Connection,
    *,
    meeting_ids: Iterable[int] | None = None,
    open_only: bool = False,
    until: date | None = None,
    held: tuple[date, date] | None = None,
) -> tuple[Promise, ...]:
    """Promises in the order they are due, those without a date last.

    Args:
        connection: the view.
        meeting_ids: only those of these meetings.
        open_only: only what is not done yet.
        until: only what is due by this day.
        held: only those of meetings on the days from the first to the second.
    """
    statement = select(promises).join(meetings).where(meetings.c.removed_at.is_(None))
    if meeting_ids is not None:
        statement = statement.where(promises.c.meeting_id.in_(list(meeting_ids)[:_CHUNK]))
    if open_only:
        statement = statement.where(promises.c.done_on.is_(None))
    if until is not None:
        statement = statement.where(promises.c.until <= until)
    if held is not None:
        statement = statement.where(meetings.c.day.between(*held))
    statement = statement.order_by(promises.c.until.is_(None), promises.c.until, promises.c.id)
    return tuple(_promise(row) for row in connection.execute(statement))


def case_kind(connection: Connection, case_id: int) -> str | None:
    """The kind of a case, None when there is no such case."""
    kind = connection.execute(select(cases.c.kind).where(cases.c.id == case_id)).scalar_one_or_none()
    return None if kind is None else str(kind)


# Rows and values


def _standing() -> Select[Any]:
    return select(meetings).where(meetings.c.removed_at.is_(None))


def _new(entry: MeetingEntry, at: datetime) -> dict[str, object]:
    return {
        **_columns(entry),
        "state": MeetingState.PLANNED.value,
        "moved_from": None,
        "why": "",
        "posted_on": None,
        "conclusion": "",
        "conclusion_on": None,
        "scheduled": False,
        "created_at": at,
        "removed_at": None,
    }


def _columns(entry: MeetingEntry) -> dict[str, object]:
    return {
        "kind": entry.kind.value,
        "day": entry.day,
        "starts": _told(entry.starts),
        "ends": _told(entry.ends),
        "mode": entry.mode.value,
        "receiver": entry.receiver,
        "post": entry.post,
        "chairman": entry.chairman,
        "place": entry.place,
        "hamlet": entry.hamlet,
        "participants": entry.participants,
        "topic": entry.topic,
        "visitors": entry.visitors,
        "notes": entry.notes,
    }


def _told(at: time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _meeting(row: Row[Any]) -> Meeting:
    entry = MeetingEntry(
        kind=MeetingKind(row.kind),
        day=row.day,
        starts=_time(row.starts),
        ends=_time(row.ends),
        mode=MeetingMode(row.mode),
        receiver=row.receiver,
        post=row.post,
        chairman=row.chairman,
        place=row.place,
        hamlet=row.hamlet,
        participants=row.participants,
        topic=row.topic,
        visitors=row.visitors,
        notes=row.notes,
    )
    return Meeting(
        id=row.id,
        entry=entry,
        state=MeetingState(row.state),
        moved_from=row.moved_from,
        why=row.why,
        posted_on=row.posted_on,
        conclusion=row.conclusion,
        conclusion_on=row.conclusion_on,
        created_at=row.created_at,
        scheduled=row.scheduled,
    )


def _promise(row: Row[Any]) -> Promise:
    return Promise(
        id=row.id,
        meeting_id=row.meeting_id,
        asked=row.asked,
        promised=row.promised,
        officer=row.officer,
        until=row.until,
        done_on=row.done_on,
        result=row.result,
        case_id=row.case_id,
    )
