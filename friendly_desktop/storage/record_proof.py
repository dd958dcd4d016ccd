"""Rows of reception records as proof of a year: tallies by kind and month, and the list without names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from friendly_desktop.domain.cases import CaseAction, CaseKind, CaseState
from friendly_desktop.domain.meetings import MeetingKind, MeetingState
from friendly_desktop.domain.record_proof import CASE_KINDS, RecordKind, RecordTally
from friendly_desktop.storage.sqlite import written_out
from friendly_desktop.storage.tables import case_steps, cases, meetings, promises

_CASES = {
    RecordKind.COMPLAINT: (CaseKind.COMPLAINT.value,),
    RecordKind.DENUNCIATION: (CaseKind.DENUNCIATION.value,),
    RecordKind.PETITION: (CaseKind.PETITION.value, CaseKind.FEEDBACK.value),
}
_RECORD_OF = {kind: record.value for record, kinds in _CASES.items() for kind in kinds}
_ANSWERS = (CaseAction.RESOLVE.value, CaseAction.ANSWER.value)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting that was held; ``promises`` and ``kept`` count what was promised there."""

    id: int
    kind: MeetingKind
    day: date
    receiver: str
    post: str
    hamlet: str
    topic: str
    visitors: int | None
    conclusion: str
    promises: int
    kept: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case that was closed, without a word of its people or its content."""

    id: int
    kind: CaseKind
    year: int
    number: int
    state: CaseState
    received: date
    closed_on: date
    on_time: bool | None
    answer: str
    """The last answer's step as JSON, "" for none."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise made at a dialogue that was kept."""

    id: int
    held_on: date
    until: date | None
    done_on: date


@dataclass(frozen=True, slots=True)
class KeptDates:
    """Records that had a date to keep: how many missed it, of which ``overdue`` are not done yet."""

    dated: int = 0
    late: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A schedule that was posted on a day, and how many sessions it told of."""

    posted_on: date
    sessions: int
    first: date
    last: date


def tallies(connection: Connection, year: int) -> dict[RecordKind, RecordTally]:
    """How many records of each kind and month a year has, in one statement."""
    found: dict[str, list[Any]] = {}
    for record, *counts in connection.exec_driver_sql(_tallied(year)).all():
        found.setdefault(record, []).append(counts)
    return {kind: _tally(kind, found[kind.value]) for kind in RecordKind if kind.value in found}


def days(
    connection: Connection, year: int, kinds: Collection[RecordKind] = tuple(RecordKind)
) -> dict[RecordKind, dict[date, int]]:
    """How many records of these kinds count on each day of a year, in one statement."""
    found: dict[RecordKind, dict[date, int]] = {}
    statement = _by_day(year, frozenset(kinds))
    for row in connection.exec_driver_sql(statement) if statement else ():
        found.setdefault(RecordKind(row.record), {})[_day(row.day)] = int(row.n)
    return found


# The statements are kept as they were made: making one takes longer than SQLite takes for a year.
@lru_cache(maxsize=8)
def _tallied(year: int) -> str:
    return written_out(union_all(*_counts(year)))


@lru_cache(maxsize=8)
def _by_day(year: int, kinds: frozenset[RecordKind]) -> str:
    first, last = _days(year)
    counts: list[Select[Any]] = [
        select(literal(kind.value).label("record"), meetings.c.day.label("day"), func.count().label("n"))
        .where(_held(), condition, meetings.c.day.between(first, last))
        .group_by(meetings.c.day)
        for kind, condition in _meeting_kinds().items()
        if kind in kinds
    ]
    if RecordKind.SCHEDULE in kinds:
        counts.append(
            select(
                literal(RecordKind.SCHEDULE.value).label("record"),
                meetings.c.posted_on.label("day"),
                literal(1).label("n"),
            )
            .where(meetings.c.removed_at.is_(None), meetings.c.posted_on.between(first, last))
            .group_by(meetings.c.posted_on)
        )
    counts += [
        select(
            literal(record.value).label("record"),
            cases.c.closed_on.label("day"),
            func.count().label("n"),
        )
        .where(_closed(year), cases.c.kind.in_(kinds_of))
        .group_by(cases.c.closed_on)
        for record, kinds_of in _CASES.items()
        if record in kinds
    ]
    if RecordKind.DIALOGUE_RESULT in kinds:
        counts.append(
            select(
                literal(RecordKind.DIALOGUE_RESULT.value).label("record"),
                promises.c.done_on.label("day"),
                func.count().label("n"),
            )
            .join(meetings, meetings.c.id == promises.c.meeting_id)
            .where(_dialogue_promise(), promises.c.done_on.between(first, last))
            .group_by(promises.c.done_on)
        )
    return written_out(union_all(*counts)) if counts else ""


def kept_dates(
    connection: Connection, year: int, today: date, known: Mapping[RecordKind, RecordTally] | None = None
) -> dict[RecordKind, KeptDates]:
    """How cases and promises of dialogues kept the dates they had in a year, in one statement.

    Args:
        connection: the view.
        year: which.
        today: the day of judgement.
        known: the tallies of the year, where they were read in this view already; else they are a second statement.
    """
    settled = tallies(connection, year) if known is None else known
    rows = connection.exec_driver_sql(_owed(year, today))
    owed = {RecordKind(row.record): int(row.n) for row in rows if row.n}
    found = {}
    for kind in RecordKind:
        tally, owing = settled.get(kind, RecordTally(kind)), owed.get(kind, 0)
        if tally.dated + owing:
            found[kind] = KeptDates(tally.dated + owing, tally.late + owing, owing)
    return found


@lru_cache(maxsize=8)
def _owed(year: int, today: date) -> str:
    """What had a date in a year, let it pass, and is not done yet."""
    first, last = _days(year)
    record = case(_RECORD_OF, value=cases.c.kind)
    every = union_all(
        select(record.label("record"), func.count().label("n"))
        .where(cases.c.open, cases.c.due.between(first, last), cases.c.due < today)
        .group_by(record),
        select(literal(RecordKind.DIALOGUE_RESULT.value), func.count())
        .select_from(promises)
        .join(meetings, meetings.c.id == promises.c.meeting_id)
        .where(
            _dialogue_promise(),
            promises.c.done_on.is_(None),
            promises.c.until.between(first, last),
            promises.c.until < today,
        ),
    )
    return written_out(every)


def held(connection: Connection, year: int, kinds: Collection[RecordKind]) -> tuple[MeetingRow, ...]:
    """The sessions of the head, dialogues and visits that were held, by day."""
    wanted = [condition for kind, condition in _meeting_kinds().items() if kind in kinds]
    if not wanted:
        return ()
    made = (
        select(
            promises.c.meeting_id,
            func.count().label("made"),
            func.count(promises.c.done_on).label("kept"),
        )
        .group_by(promises.c.meeting_id)
        .subquery()
    )
    statement = (
        select(meetings, made.c.made, made.c.kept)
        .outerjoin(made, made.c.meeting_id == meetings.c.id)
        .where(_held(), meetings.c.day.between(*_days(year)), or_(*wanted))
        .order_by(meetings.c.day, meetings.c.id)
    )
    return tuple(
        MeetingRow(
            row.id,
            MeetingKind(row.kind),
            row.day,
            row.receiver,
            row.post,
            row.hamlet,
            row.topic,
            row.visitors,
            row.conclusion,
            row.made or 0,
            row.kept or 0,
        )
        for row in connection.execute(statement)
    )


def closed(connection: Connection, year: int, kinds: Collection[RecordKind]) -> tuple[CaseRow, ...]:
    """The cases of these kinds that were closed in a year, by day and number."""
    wanted = [kind for record in CASE_KINDS & set(kinds) for kind in _CASES[record]]
    if not wanted:
        return ()
    step = case_steps.alias()
    last = (
        select(func.max(step.c.id))
        .where(step.c.case_id == cases.c.id, step.c.action.in_(_ANSWERS))
        .correlate(cases)
        .scalar_subquery()
    )
    statement = (
        select(
            cases.c.id,
            cases.c.kind,
            cases.c.year,
            cases.c.number,
            cases.c.state,
            cases.c.received,
            cases.c.closed_on,
            cases.c.on_time,
            case_steps.c.content,
        )
        .select_from(cases)
        .outerjoin(case_steps, case_steps.c.id == last)
        .where(_closed(year), cases.c.kind.in_(wanted))
        .order_by(cases.c.closed_on, cases.c.year, cases.c.number)
    )
    return tuple(
        CaseRow(
            row.id,
            CaseKind(row.kind),
            row.year,
            row.number,
            CaseState(row.state),
            row.received,
            row.closed_on,
            row.on_time,
            row.content or "",
        )
        for row in connection.execute(statement)
    )


def kept(connection: Connection, year: int) -> tuple[PromiseRow, ...]:
    """The promises of dialogues that were kept in a year, by day."""
    statement = (
        select(promises.c.id, meetings.c.day, promises.c.until, promises.c.done_on)
        .join(meetings, meetings.c.id == promises.c.meeting_id)
        .where(_dialogue_promise(), promises.c.done_on.between(*_days(year)))
        .order_by(promises.c.done_on, promises.c.id)
    )
    return tuple(PromiseRow(*row) for row in connection.execute(statement))


def posted(connection: Connection, year: int) -> tuple[NoticeRow, ...]:
    """The reception schedules that were hung out in a year, by day."""
    statement = (
        select(meetings.c.posted_on, func.count(), func.min(meetings.c.day), func.max(meetings.c.day))
        .where(meetings.c.removed_at.is_(None), meetings.c.posted_on.between(*_days(year)))
        .group_by(meetings.c.posted_on)
        .order_by(meetings.c.posted_on)
    )
    return tuple(NoticeRow(*row) for row in connection.execute(statement))


def _counts(year: int) -> list[Select[Any]]:
    first, last = _days(year)
    none = literal(0)
    counts = []
    for kind, condition in _meeting_kinds().items():
        done = case((_held(), 1), else_=0)
        counts.append(
            _count(kind.value, meetings.c.day, dated=none, late=none, done=done).where(
                meetings.c.removed_at.is_(None),
                meetings.c.state.in_([literal(MeetingState.HELD.value), literal(MeetingState.PLANNED.value)]),
                condition,
                meetings.c.day.between(first, last),
            )
        )
    notices = (
        select(meetings.c.posted_on.label("day"))
        .where(meetings.c.removed_at.is_(None), meetings.c.posted_on.between(first, last))
        .distinct()
        .subquery()
    )
    counts.append(_count(RecordKind.SCHEDULE.value, notices.c.day, dated=none, late=none, done=literal(1)))
    counts.append(_closed_counts(year))
    record = case(_RECORD_OF, value=cases.c.kind)
    counts.append(
        _count(record, null(), dated=none, late=none, done=literal(0)).where(
            cases.c.open, cases.c.received.between(first, last)
        )
    )
    kept_late = and_(promises.c.until.is_not(None), promises.c.done_on > promises.c.until)
    counts.append(
        _count(
            RecordKind.DIALOGUE_RESULT.value,
            promises.c.done_on,
            dated=case((and_(promises.c.done_on.is_not(None), promises.c.until.is_not(None)), 1), else_=0),
            late=case((kept_late, 1), else_=0),
            done=case((promises.c.done_on.is_not(None), 1), else_=0),
        )
        .join(meetings, meetings.c.id == promises.c.meeting_id)
        .where(
            _dialogue_promise(),
            or_(
                promises.c.done_on.between(first, last),
                and_(promises.c.done_on.is_(None), meetings.c.day.between(first, last)),
            ),
        )
    )
    return counts


def _closed_counts(year: int) -> Select[Any]:
    """Cases by kind and month: counted by day first, in the order of the index, because most years have thousands."""
    columns = (cases.c.closed_on, cases.c.kind, cases.c.on_time)
    settled = select(*columns, func.count().label("n")).where(_closed(year)).group_by(*columns).subquery().c
    record = case(_RECORD_OF, value=settled.kind)
    month = extract("month", settled.closed_on).label("month")
    return select(
        record.label("record"),
        month,
        func.sum(settled.n).label("done"),
        func.sum(case((settled.on_time.is_(None), 0), else_=settled.n)).label("dated"),
        func.sum(case((settled.on_time.is_(False), settled.n), else_=0)).label("late"),
        literal(0).label("waiting"),
        func.min(settled.closed_on).label("first"),
        func.max(settled.closed_on).label("last"),
    ).group_by(record, month)


def _count(record: Any, day: Any, *, dated: Any, late: Any, done: Any) -> Select[Any]:
    """One kind's counts by month; what is not done has no month that counts."""
    named = literal(record) if isinstance(record, str) else record
    month = extract("month", day).label("month")
    return select(
        named.label("record"),
        month,
        func.sum(done).label("done"),
        func.sum(dated).label("dated"),
        func.sum(late).label("late"),
        func.sum(1 - done).label("waiting"),
        func.min(case((done == 1, day))).label("first"),
        func.max(case((done == 1, day))).label("last"),
    ).group_by(named, month)


def _meeting_kinds() -> dict[RecordKind, ColumnElement[bool]]:
    """Which meetings are of which kind: of reception only what the head of the office held."""
    headed = or_(meetings.c.chairman.is_(True), meetings.c.kind == MeetingKind.PERIODIC.value)
    sessions = [literal(kind.value) for kind in MeetingKind if kind.reception]
    return {
        RecordKind.RECEPTION: and_(meetings.c.kind.in_(sessions), headed),
        RecordKind.DIALOGUE: meetings.c.kind == MeetingKind.DIALOGUE.value,
        RecordKind.VISIT: meetings.c.kind == MeetingKind.VISIT.value,
    }


def _held() -> ColumnElement[bool]:
    return and_(meetings.c.removed_at.is_(None), meetings.c.state == MeetingState.HELD.value)


def _closed(year: int) -> ColumnElement[bool]:
    """Settled cases; one that its sender took back was not settled."""
    return and_(
        cases.c.closed_on.between(*_days(year)),
        cases.c.open.is_(False),
        cases.c.state != CaseState.WITHDRAWN.value,
    )


def _dialogue_promise() -> ColumnElement[bool]:
    return and_(meetings.c.removed_at.is_(None), meetings.c.kind == MeetingKind.DIALOGUE.value)


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _tally(kind: RecordKind, rows: list[Any]) -> RecordTally:
    """What the rows of ``_count`` of one kind make together."""
    months = [0] * 12
    days: list[str] = []
    dated = late = waiting = 0
    for month, done, had_a_date, missed_it, waits, first, last in rows:
        dated, late, waiting = dated + had_a_date, late + missed_it, waiting + waits
        if done:
            months[month - 1] += done
            days += first, last
    return RecordTally(
        kind,
        months=tuple(months),
        dated=dated,
        late=late,
        waiting=waiting,
        first=_day(min(days)) if days else None,
        last=_day(max(days)) if days else None,
    )


def _day(value: date | str) -> date:
    """SQLite hands out the text of a computed day."""
    return value if isinstance(value, date) else date.fromisoformat(value)
