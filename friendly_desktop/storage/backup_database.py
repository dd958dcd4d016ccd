"""The database of a backup: copied while the program works, examined, and compared with the present one."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from friendly_desktop.domain.backups import COUNTED, KINDS, KindChange, kind_of
from friendly_desktop.domain.trail import TrailHead
from friendly_desktop.storage import schema_check, sqlite

_BLOCK = 1 << 20
_DIGEST = re.compile("[0-9a-f]{64}")
#: Columns that say when a row was last written, the best first.
_MOMENTS = (
    "changed_at",
    "saved_at",
    "at",
    "added_at",
    "created_at",
    "made_at",
    "entered_at",
    "printed_at",
    "decided_at",
    "imported_at",
    "frozen_at",
    "computed_at",
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a database file; sound when ``problems`` is empty."""

    sha256: str
    bytes: int
    schema: int
    rows: Mapping[str, int]
    contents: Mapping[str, int]  # digest and size of every evidence file that it names
    office: str
    head: TrailHead | None
    problems: tuple[str, ...]


def copy(source: Path, target: Path) -> None:
    """Copy a database that may be in use, and make the copy durable; what an earlier try left there goes first."""
    target.unlink(missing_ok=True)
    sqlite.copy_database(source, target)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def sha256_of(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def examine(path: Path) -> Examined:
    """Read a database file through: its pages, its references, its rows.

    Raises:
        sqlite3.DatabaseError: it is no database at all, or too damaged to be asked.
    """
    with sqlite.looking_at(path) as connection:
        if not schema_check.is_ours(connection):
            raise sqlite3.DatabaseError("the tables are not those of this program")
        problems = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
        problems = [] if problems == ["ok"] else problems
        problems += [f"{row[0]}: {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")][:5]
        tables = _tables(connection)
        rows = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own tables
            for name in sorted(tables)
        }
        contents = dict(connection.execute("SELECT sha256, bytes FROM files")) if "files" in tables else {}
        if not all(_is_content(*one) for one in contents.items()):
            raise sqlite3.DatabaseError("a file is named by something else than its digest")
        return Examined(
            sha256_of(path),
            path.stat().st_size,
            connection.execute("PRAGMA user_version").fetchone()[0],
            rows,
            contents,
            _office(connection) if "settings" in tables else "",
            _head(connection) if "audit" in tables else None,
            tuple(problems),
        )


def _is_content(sha256: object, size: object) -> bool:
    """Whether a row names a file as this program does; the digest becomes a path."""
    return isinstance(sha256, str) and bool(_DIGEST.fullmatch(sha256)) and isinstance(size, int) and size >= 0


def contents_of(path: Path) -> Mapping[str, int]:
    """Digest and size of the evidence files that a database names.

    Raises:
        sqlite3.DatabaseError: it cannot be read.
    """
    with sqlite.looking_at(path) as connection:
        return dict(connection.execute("SELECT sha256, bytes FROM files"))


def compare(present: Path, other: Path) -> tuple[KindChange, ...]:
    """What would change if ``other`` took the place of ``present``; both have the schema of this program.

    Args:
        present: may be in use.
        other: nobody writes to it; of the same form, plain or encrypted.
    """
    found: dict[str, list[_Compared]] = {}
    with closing(sqlite.connect(present)) as connection:
        sqlite.attach(connection, other, "other")
        for table in sorted(_tables(connection)):
            found.setdefault(kind_of(table), []).append(_compared(connection, table))
    changes = []
    for kind in (one for one in KINDS if one in found):
        tables = found[kind]
        here, there, added, changed, lost = (
            sum(numbers) for numbers in zip(*(one.counts for one in tables), strict=True)
        )
        differs = any(one.differs for one in tables)
        newest = [max(moments) for moments in zip(*(one.newest for one in tables), strict=True)]
        last, last_there = map(_moment, newest)
        changes.append(KindChange(kind, here, there, added, changed, lost, differs, last, last_there))
    return tuple(changes)


def names_brought_back(present: Path, other: Path) -> int:
    """How many cases turned out to be denunciations since ``other``, which still holds who denounced.

    Args:
        present: may be in use.
        other: nobody writes to it; of the same form, plain or encrypted.
    """
    with closing(sqlite.connect(present)) as connection:
        sqlite.attach(connection, other, "other")
        statement = (
            "SELECT count(*) FROM main.cases a JOIN other.cases b ON a.id = b.id"
            " WHERE a.kind = 'denunciation' AND b.kind <> 'denunciation'"
        )
        return int(connection.execute(statement).fetchone()[0])


class _Compared(NamedTuple):
    """One table here and in the backup: what a person counts, whether anything differs, the newest moments."""

    counts: tuple[int, int, int, int, int]
    differs: bool
    newest: tuple[str, str]


def _compared(connection: sqlite3.Connection, table: str) -> _Compared:
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = [row[1] for row in columns]
    keys = [row[1] for row in columns if row[5]] or names
    all_rows = _counts(connection, f'main."{table}"', f'other."{table}"', names, keys)
    counts = all_rows if table in COUNTED else (0, 0, 0, 0, 0)
    if table in COUNTED and "removed_at" in names:
        main, other = (
            f'(SELECT * FROM {side}."{table}" WHERE removed_at IS NULL)'  # noqa: S608 - its own tables
            for side in ("main", "other")
        )
        counts = _counts(connection, main, other, names, keys)
    moment = next((name for name in _MOMENTS if name in names), "")
    here, there = (
        str(connection.execute(f'SELECT max("{moment}") FROM {side}."{table}"').fetchone()[0] or "")  # noqa: S608 - its own tables
        if moment
        else ""
        for side in ("main", "other")
    )
    return _Compared(counts, any(all_rows[2:]), (here, there))


def _counts(
    connection: sqlite3.Connection, main: str, other: str, names: Sequence[str], keys: Sequence[str]
) -> tuple[int, int, int, int, int]:
    """How many rows there are here, there, only there, in both but otherwise, only here."""
    rest = [name for name in names if name not in keys]
    same = " AND ".join(f'a."{name}" IS b."{name}"' for name in keys)

    def count(statement: str) -> int:
        return int(connection.execute(statement).fetchone()[0])

    here, there = count(f"SELECT count(*) FROM {main}"), count(f"SELECT count(*) FROM {other}")  # noqa: S608 - its own tables
    kept = count(f"SELECT count(*) FROM {main} a JOIN {other} b ON {same}")  # noqa: S608 - its own tables
    changed = 0
    if rest:
        left, right = (", ".join(f'{side}."{name}"' for name in rest) for side in "ab")
        changed = count(
            f"SELECT count(*) FROM {main} a JOIN {other} b ON {same} WHERE ({left}) IS NOT ({right})"  # noqa: S608 - its own tables
        )
    return here, there, there - kept, changed, here - kept


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _tables(connection: sqlite3.Connection) -> frozenset[str]:
    """The tables with records: not SQLite's own, not the index of the search."""
    found = connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'table'").fetchall()
    indexes = [name for name, sql in found if sql and sql.upper().startswith("CREATE VIRTUAL")]
    return frozenset(
        name
        for name, _sql in found
        if not name.startswith("sqlite_")
        and not any(name == index or name.startswith(f"{index}_") for index in indexes)
    )


def _office(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM settings WHERE key = 'office.name'").fetchone()
    return str(row[0]) if row else ""


def _head(connection: sqlite3.Connection) -> TrailHead | None:
    row = connection.execute("SELECT number, seal FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return TrailHead(row[0], row[1]) if row else None
