"""Which stored files the records still name, whatever the table; found from the tables' own references."""

from collections.abc import Collection

from sqlalchemy import Column, Connection, delete, select, union

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


def _naming() -> list["Column[str]"]:
    """Every column that names a stored file."""
    tables = {**metadata.tables, **everyday_tables.metadata.tables}
    return [
        column
        for table in tables.values()
        for column in table.columns
        if any(key.column is files.c.sha256 for key in column.foreign_keys)
    ]
