"""Stored files that records name beside the evidence: which they are, and which nothing names any more."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import Column, Connection, delete, select, union

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.storage import everyday_tables, sqlite
from friendly_desktop.storage.tables import files, metadata


def release(connection: Connection, digests: Collection[str]) -> tuple[str, ...]:
    """Take the rows of stored files out that no record names any more.

    Args:
        connection: a write in which the records were changed already.
        digests: what those records named.

    Returns:
        The digests whose files may be deleted after the write.
    """
    gone = set(digests)
    for part in sqlite.chunks(sorted(digests)):
        named = union(*(select(column).where(column.in_(part)) for column in _naming()))
        gone -= set(connection.execute(named).scalars())
    for part in sqlite.chunks(sorted(gone)):
        connection.execute(delete(files).where(files.c.sha256.in_(part)))
    return tuple(sorted(gone))


def prints_of(
    connection: Connection, sha256: "Column[str]", day: "Column[date]", name: Callable[[int], str]
) -> tuple[Evidence, ...]:
    """The stored PDFs of a table of papers, for hashing the store again; they are the evidence of no year.

    Args:
        connection: a read.
        sha256: the column that names the file; the table has an ``id``.
        day: the column with the day of the paper.
        name: what a file is called by the id of its row, which tells no person.
    """
    record = sha256.table.c.id
    rows = connection.execute(
        select(files, record.label("record"), day.label("day"))
        .join_from(sha256.table, files, files.c.sha256 == sha256)
        .order_by(record)
    )
    return tuple(
        Evidence(0, row.day.year, row.sha256, name(row.record), row.bytes, row.media_type) for row in rows
    )


def _naming() -> list["Column[str]"]:
    """Every column that names a stored file, found from the tables' own references."""
    tables = {**metadata.tables, **everyday_tables.metadata.tables}
    return [
        column
        for table in tables.values()
        for column in table.columns
        if any(key.column is files.c.sha256 for key in column.foreign_keys)
    ]
