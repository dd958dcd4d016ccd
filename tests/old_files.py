"""Database files as older programs left them: the tables of a schema, filled with the rows of an office of today."""

import sqlite3
from contextlib import closing
from pathlib import Path

from friendly_desktop.storage import migrations

#: Every schema that was ever in use before today's.
OLDER = tuple(range(1, migrations.LATEST))


def write_old_file(path: Path, number: int, rows_of: Path | None = None) -> dict[str, int]:
    """Write a file of schema ``number``.

    Args:
        path: where; nothing is there yet.
        number: of the schema.
        rows_of: a database of today whose rows are copied, as far as the old tables have their columns.

    Returns:
        How many rows each table has.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode=WAL")
        for statement in (one for step in migrations.STEPS[:number] for one in step):
            old.execute(statement)
        old.execute(f"PRAGMA user_version={number}")
        if rows_of is not None:
            _copy_rows(old, rows_of)
        return rows(old)


def rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has that people's words are in."""
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in _tables(connection, "main")
    }


def _tables(connection: sqlite3.Connection, schema: str) -> list[str]:
    listed = connection.execute("PRAGMA table_list").fetchall()
    return [one[1] for one in listed if one[0] == schema and one[2] == "table" and one[1][:7] != "sqlite_"]


def _copy_rows(old: sqlite3.Connection, source: Path) -> None:
    old.execute("ATTACH ? AS today", (str(source),))
    old.execute("BEGIN")
    for table in _tables(old, "main"):
        columns = [
            {one[1] for one in old.execute(f"PRAGMA {schema}.table_info({table})")}
            for schema in ("main", "today")
        ]
        common = ", ".join(f'"{one}"' for one in sorted(columns[0] & columns[1]))
        old.execute(f'DELETE FROM main."{table}"')
        old.execute(f'INSERT INTO main."{table}" ({common}) SELECT {common} FROM today."{table}"')
    old.execute("COMMIT")
    old.execute("DETACH today")
