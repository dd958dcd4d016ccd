"""Rows whose term of retention has ended: listed by codes that name nobody, and taken out for good."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from friendly_desktop.domain.retention import Disposal, DueItem, RetentionKind
from friendly_desktop.storage import case_search, kept_files, sqlite
from friendly_desktop.storage import cases as case_rows
from friendly_desktop.storage.everyday_tables import late_files
from friendly_desktop.storage.tables import (
    case_forms,
    cases,
    evidence,
    evidence_versions,
    letter_people,
    letter_prints,
    letters,
    meetings,
    register_pages,
)
from friendly_desktop.storage.trust_tables import disposals

_LAST_MONTH, _LAST_DAY = 12, 31


class _Kept(NamedTuple):
    """Where a kind of records lies.

    Attributes:
        table: of the records; what belongs to them goes with them by its references.
        due: which rows are due until a day.
        day: from which the term of a row runs.
        files: columns that name stored files, and the column of the same table that names the record.
        numbered: whether people know a record by year and number.
    """

    table: Table
    due: Callable[[date], ColumnElement[bool]]
    day: Callable[[Any], date]
    files: tuple[tuple[ColumnElement[str], ColumnElement[int]], ...] = ()
    numbered: bool = False


def _letters_due(until: date) -> ColumnElement[bool]:
    return func.coalesce(
        letters.c.delivered_on, letters.c.signed_on, letters.c.cancelled_on, letters.c.date
    ) <= (until)


def _people_due(until: date) -> ColumnElement[bool]:
    return letter_people.c.used_at < datetime.combine(until + timedelta(days=1), time()).astimezone()


def _late_due(until: date) -> ColumnElement[bool]:
    return func.coalesce(late_files.c.returned, late_files.c.promised) <= until


def _cases_due(until: date) -> ColumnElement[bool]:
    """All cases of the years in which every case was settled by then: the registers of a year go together."""
    last = func.max(func.coalesce(cases.c.closed_on, cases.c.received))
    settled = (
        select(cases.c.year)
        .group_by(cases.c.year)
        .having(last <= until, func.max(cases.c.open) == 0, func.max(cases.c.waiting) == 0)
    )
    return cases.c.year.in_(settled)


def _evidence_due(until: date) -> ColumnElement[bool]:
    whole = (until.month, until.day) == (_LAST_MONTH, _LAST_DAY)
    return evidence.c.year <= (until.year if whole else until.year - 1)


_KINDS: Mapping[RetentionKind, _Kept] = {
    RetentionKind.LETTERS: _Kept(
        letters,
        _letters_due,
        lambda row: row.delivered_on or row.signed_on or row.cancelled_on or row.date,
        ((letters.c.archived, letters.c.id), (letter_prints.c.sha256, letter_prints.c.letter_id)),
        numbered=True,
    ),
    RetentionKind.LETTER_PEOPLE: _Kept(
        letter_people, _people_due, lambda row: row.used_at.astimezone().date()
    ),
    RetentionKind.LATE_FILES: _Kept(late_files, _late_due, lambda row: row.returned or row.promised),
    RetentionKind.CASES: _Kept(
        cases,
        _cases_due,
        lambda row: row.closed_on or row.received,
        ((case_forms.c.sha256, case_forms.c.case_id),),
        numbered=True,
    ),
    RetentionKind.MEETINGS: _Kept(
        meetings,
        lambda until: meetings.c.day <= until,
        lambda row: row.day,
        ((case_forms.c.sha256, case_forms.c.meeting_id),),
    ),
    RetentionKind.EVIDENCE: _Kept(
        evidence,
        _evidence_due,
        lambda row: date(row.year, _LAST_MONTH, _LAST_DAY),
        ((evidence.c.sha256, evidence.c.id), (evidence_versions.c.sha256, evidence_versions.c.evidence_id)),
    ),
}


def due(connection: Connection, kind: RetentionKind, until: date) -> tuple[DueItem, ...]:
    """The records of a kind that are due until a day, the oldest first."""
    kept = _KINDS[kind]
    rows = connection.execute(select(kept.table).where(kept.due(until))).all()
    items = [DueItem(_code(row, kept), kept.day(row)) for row in rows]
    return tuple(sorted(items, key=lambda one: (one.day, one.code)))


def files_of(connection: Connection, kind: RetentionKind, until: date) -> frozenset[str]:
    """The stored files that records due until a day name; others may name them, too."""
    kept = _KINDS[kind]
    ids = select(kept.table.c.id).where(kept.due(until))
    found: set[str] = set()
    for digest, record in kept.files:
        statement = select(digest).where(record.in_(ids), digest.is_not(None))
        found.update(connection.execute(statement).scalars())
    return frozenset(found)


def destroy(connection: Connection, kind: RetentionKind, until: date) -> tuple[int, tuple[str, ...]]:
    """Take the records that are due until a day out of every table and of the search.

    Returns:
        How many records went, and the digests of the files that nothing names any more.
    """
    kept = _KINDS[kind]
    named = files_of(connection, kind, until)
    ids = list(connection.execute(select(kept.table.c.id).where(kept.due(until))).scalars())
    if kind is RetentionKind.CASES:
        _forget_cases(connection, ids)
    for part in sqlite.chunks(ids):
        connection.execute(delete(kept.table).where(kept.table.c.id.in_(part)))
    return len(ids), kept_files.release(connection, named)


def add_disposal(connection: Connection, new: Disposal) -> int:
    """Write down what was destroyed; the id."""
    result = connection.execute(
        insert(disposals).values(
            at=new.at,
            actor=new.actor,
            kind=new.kind.value,
            until=new.until,
            count=new.count,
            basis=new.basis,
            record=new.record,
        )
    )
    return int((result.inserted_primary_key or (0,))[0])


def all_disposals(connection: Connection) -> tuple[Disposal, ...]:
    """What was ever destroyed, the newest first."""
    rows = connection.execute(select(disposals).order_by(disposals.c.id.desc()))
    return tuple(
        Disposal(
            row.id,
            row.at,
            row.actor,
            RetentionKind(row.kind),
            row.until,
            row._mapping["count"],  # noqa: SLF001 - SQLAlchemy's public name; a row has a method of that name
            row.basis,
            row.record,
        )
        for row in rows
    )


def _forget_cases(connection: Connection, ids: list[int]) -> None:
    """Take cases out of the search, and the printed pages of the registers in which they stood."""
    years = set()
    for part in sqlite.chunks(ids):
        for case in case_rows.some(connection, part).values():
            case_search.unindex(connection, case)
            years.add(case.year)
    case_search.compact(connection)
    connection.execute(delete(register_pages).where(register_pages.c.year.in_(years)))


def _code(row: Any, kept: _Kept) -> str:
    """What a record is called in lists that name nobody."""
    return f"{row.year}-{row.number}" if kept.numbered and row.number is not None else f"#{row.id}"
