"""Rows of the bin: those that only carry a mark, and whole rows that were taken out of tables without one.

A row without a mark (a person, a unit, a promise) is kept with everything that pointed to it, because their names
must be free again and lists of the office must not hold what was taken away; taken out of the bin it gets its old
id, and whatever pointed to it points there again.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from friendly_desktop.domain.bin import KEPT, BinKind, Binned
from friendly_desktop.storage.everyday_tables import (
    activities,
    indicators,
    late_files,
    postings,
    survey_forms,
    surveys,
)
from friendly_desktop.storage.tables import (
    evidence,
    files,
    hamlets,
    letter_templates,
    letters,
    meetings,
    metadata,
    people,
    promises,
    signatories,
    units,
    years,
)
from friendly_desktop.storage.trust_tables import bin_rows

#: The tables whose rows carry a mark.
_MARKED: Mapping[BinKind, Table] = {
    BinKind.EVIDENCE: evidence,
    BinKind.LETTER: letters,
    BinKind.TEMPLATE: letter_templates,
    BinKind.MEETING: meetings,
    BinKind.SURVEY: surveys,
    BinKind.SURVEY_FORM: survey_forms,
    BinKind.INDICATOR: indicators,
    BinKind.LATE_FILE: late_files,
    BinKind.ACTIVITY: activities,
    BinKind.POSTING: postings,
}
#: The tables whose rows are kept whole.
_WHOLE: Mapping[BinKind, Table] = {
    BinKind.UNIT: units,
    BinKind.PERSON: people,
    BinKind.SIGNATORY: signatories,
    BinKind.HAMLET: hamlets,
    BinKind.PROMISE: promises,
}


def throw(connection: Connection, kind: BinKind, row_id: int, title: str, at: datetime) -> None:
    """Take a row out of its table and keep it, with the rows that pointed to it.

    Args:
        connection: a write.
        kind: one without a mark.
        row_id: its id; nothing happens where there is no such row.
        title: what it is called.
        at: now.
    """
    table = _WHOLE[kind]
    row = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    if row is None:
        return
    content = {"row": _plain(row), "pointed": _pointing(connection, table, row_id)}
    connection.execute(
        insert(bin_rows).values(
            kind=kind.value,
            title=title,
            content=json.dumps(content, ensure_ascii=False),
            removed_at=at,
        )
    )
    connection.execute(delete(table).where(table.c.id == row_id))


def find_whole(connection: Connection, kind: BinKind, row_id: int) -> Binned | None:
    """The last whole row of a kind that had this id; None when it is not in the bin."""
    statement = select(bin_rows).where(bin_rows.c.kind == kind.value).order_by(bin_rows.c.id.desc())
    for row in connection.execute(statement):
        if json.loads(row.content)["row"]["id"] == row_id:
            return Binned(kind, str(row.id), row.title, row.removed_at)
    return None


def take_out(connection: Connection, key: int) -> bool:
    """Put a whole row back where it was, with its old id if that is free, and let point to it again what can.

    Returns:
        Whether it is back; False when it is not in the bin any more, or something else has its name.
    """
    found = connection.execute(select(bin_rows).where(bin_rows.c.id == key)).one_or_none()
    if found is None:
        return False
    table = _WHOLE[BinKind(found.kind)]
    content = json.loads(found.content)
    values = _typed(table, content["row"])
    if connection.execute(select(table.c.id).where(table.c.id == values["id"])).first():
        del values["id"]  # given to another one meanwhile
    for column in table.columns:
        for reference in column.foreign_keys:
            value = values[column.name]
            there = select(reference.column).where(reference.column == value)
            if value is not None and column.nullable and not connection.execute(there).first():
                values[column.name] = None  # what it pointed to itself is gone
    try:
        with connection.begin_nested():
            made = int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())
    except IntegrityError:
        return False
    for name, column_name, keys in content["pointed"]:
        other = metadata.tables[name]
        for one in keys:
            where = [other.c[key_name] == value for key_name, value in one.items()]
            connection.execute(
                update(other).where(*where, other.c[column_name].is_(None)).values({column_name: made})
            )
    connection.execute(delete(bin_rows).where(bin_rows.c.id == key))
    return True


def unmark_meetings(connection: Connection, ids: Iterable[int]) -> None:
    """Take meetings out of the bin."""
    connection.execute(update(meetings).where(meetings.c.id.in_(list(ids))).values(removed_at=None))


def listed(connection: Connection) -> tuple[Binned, ...]:
    """Everything in the bin, the last thrown away first."""
    found: dict[tuple[BinKind, str], Binned] = {}
    for kind, table in _MARKED.items():
        statement = select(table).where(table.c.removed_at.is_not(None))
        for row in connection.execute(statement).mappings():
            one = Binned(kind, str(row["id"]), _title(kind, row), row["removed_at"])
            found[kind, one.key] = one  # of a template's versions the newest
    for row in connection.execute(select(bin_rows).order_by(bin_rows.c.id)).mappings():
        kind = BinKind(row["kind"])
        found[kind, str(row["id"])] = Binned(kind, str(row["id"]), row["title"], row["removed_at"])
    return tuple(
        sorted(found.values(), key=lambda one: (one.removed_at, one.kind.value, one.key), reverse=True)
    )


def destroy(connection: Connection, binned: Iterable[Binned]) -> tuple[tuple[Binned, ...], tuple[str, ...]]:
    """Delete for good what nothing else needs.

    Returns:
        What was deleted, and the digests of files that no record names any more, for the store to forget.
    """
    gone: list[Binned] = []
    for one in binned:
        if one.kind in KEPT:
            continue
        table = _MARKED.get(one.kind, bin_rows)
        where = [table.c.id == int(one.key)]
        if table is not bin_rows:
            where.append(table.c.removed_at.is_not(None))
        if table is evidence:  # a frozen year keeps everything it was frozen with
            frozen = select(years.c.year).where(years.c.frozen_on.is_not(None))
            where.append(evidence.c.year.not_in(frozen))
        try:
            with connection.begin_nested():
                if connection.execute(delete(table).where(*where)).rowcount:
                    gone.append(one)
        except IntegrityError:
            continue  # another record stands on it
    return tuple(gone), _unnamed_files(connection) if gone else ()


def _unnamed_files(connection: Connection) -> tuple[str, ...]:
    """Take away the rows of files that nothing names any more; returns their digests."""
    statement = select(files.c.sha256)
    for table in metadata.tables.values():
        for column in table.columns:
            if any(reference.column is files.c.sha256 for reference in column.foreign_keys):
                statement = statement.where(
                    ~select(column).where(column == files.c.sha256).correlate(files).exists()
                )
    gone = tuple(connection.execute(statement).scalars())
    for digest in gone:
        connection.execute(delete(files).where(files.c.sha256 == digest))
    return gone


def _pointing(
    connection: Connection, table: Table, row_id: int
) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Which rows of other tables point to a row: table, column, the keys of the rows."""
    found = []
    for other in metadata.sorted_tables:
        for column in other.columns:
            if not any(reference.column is table.c.id for reference in column.foreign_keys):
                continue
            keys = connection.execute(select(*other.primary_key).where(column == row_id)).mappings()
            listed_keys = [_plain(key) for key in keys]
            if listed_keys:
                found.append((other.name, column.name, listed_keys))
    return found


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(name): value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
    }


def _typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if isinstance(table.c[name].type, Date) and value else value
        for name, value in values.items()
        if name in table.c
    }


def _title(kind: BinKind, row: Mapping[Any, Any]) -> str:
    match kind:
        case BinKind.LETTER:
            return str(row["recipient"])
        case BinKind.EVIDENCE:
            return str(row["title"] or row["name"])
        case BinKind.LATE_FILE:
            return str(row["code"])
        case BinKind.SURVEY_FORM | BinKind.INDICATOR:
            return _content_title(row["content"], str(row["id"]))
        case BinKind.MEETING:
            return f"{row['day']:%d/%m/%Y} {row['topic'] or row['receiver']}".strip()
    return str(row["title"])


def _content_title(content: str, otherwise: str) -> str:
    try:
        found = json.loads(content)
    except ValueError:
        return otherwise
    return str(found.get("title") or otherwise) if isinstance(found, dict) else otherwise
