"""Whether a database file of a stranger has exactly the tables of this program.

A file may carry more than rows: triggers that write when one reads or deletes, views in the place of tables, an
index that runs for ever. Nothing but the schema may be looked at before this has been asked.
"""

import re
import sqlite3
from contextlib import closing
from functools import cache

from friendly_desktop.storage import migrations

_SPACES = re.compile(r"\s+")
_Part = tuple[str, str, str, str]


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether every table, index and trigger of a file is one that this program makes, and none is missing.

    A file of an earlier version has the parts of that version; one of a later version cannot be judged.

    Raises:
        sqlite3.DatabaseError: it cannot be asked.
    """
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if number > migrations.LATEST:
        return True
    return number > 0 and _parts(connection) == _made(number)


@cache
def _made(number: int) -> frozenset[_Part]:
    """The parts of a file that was made by the migrations up to this one."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in migrations.STEPS[:number]:
            for statement in step:
                connection.execute(statement)
        return _parts(connection)


def _parts(connection: sqlite3.Connection) -> frozenset[_Part]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_master").fetchall()
    return frozenset(
        (str(kind), str(name), str(table), _SPACES.sub("", str(sql or "")))
        for kind, name, table, sql in found
        if not str(name).startswith("sqlite_stat")
    )
