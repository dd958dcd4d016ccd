"""Gives a database file its other form, encrypted or plain: a verified copy takes its place in one step.

The program holds the file alone, writes the copy beside it, opens that again with its key and compares it with the
file: schema, counts, every value of every row. Then one rename exchanges them; killed before it, the old file is there,
after it the new one. What the plain file held is overwritten before it is let go, also for a program that had it open
and would write into a file without a name. (What a disk itself keeps of overwritten places is beyond any program.)
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import IO

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import keychain, safe_files, sqlite, troubles
from friendly_desktop.storage.keychain import Form

_MARGIN = 16 << 20
_BLOCK = 1 << 20
_ROWS = 2000
_WORKING = ".form"
_OLD = ".old-form"

#: Told the share that is done, from 0 to 1; may raise to stop.
Watch = Callable[[float], None]


def is_in(path: Path, ring: bytes | None) -> bool:
    """Whether a database is encrypted for this ring, or plain where ``ring`` is None."""
    if ring is None:
        return keychain.form_of(path) is Form.PLAIN
    return keychain.head_of(path).startswith(keychain.mark_of(ring))


def exchange(path: Path, ring: bytes | None, watch: Watch) -> None:
    """Encrypt the database for a ring, or make it plain; nobody in this process holds it open.

    Args:
        path: the file.
        ring: the public half of a ring whose key was opened; None for plain.
        watch: progress and cancel.

    Raises:
        AppError: no room, the file is damaged, another program holds it, or the copy is not sound; the file is as it
            was.
        sqlite3.Error: what SQLite met in the world; the file is as it was.
        OSError: the same of the disk.
    """
    tidy(path)
    working = path.with_name(f".{path.name}{_WORKING}")
    try:
        with ExitStack() as stack:
            held = stack.enter_context(closing(sqlite.connect_either(path)))
            require_room(path, 1)
            sqlite.hold_alone(held)
            _write(held, path, working, ring, watch)
            _exchange(stack, path, working)
    finally:
        safe_files.take_away(working)


def copy(source: Path, target: Path, ring: bytes | None, watch: Watch) -> None:
    """Write a database in the form that is wanted to another file, durable and compared; ``source`` stays.

    Args:
        source: nobody writes to it.
        target: is not there yet.
        ring: as for :func:`exchange`.
        watch: progress and cancel.

    Raises:
        AppError: no room, ``source`` is damaged, or the copy is not sound; there is no ``target`` then.
        sqlite3.Error: what SQLite met in the world.
        OSError: the same of the disk.
    """
    try:
        require_room(source, 1)
        with closing(sqlite.connect_either(source)) as reading:
            _write(reading, source, target, ring, watch)
    except BaseException:
        safe_files.take_away(target)
        raise


def same_content(one: Path, other: Path) -> bool:
    """Whether two files that nobody writes to hold the very same rows; two encryptions of them differ in every byte.

    Raises:
        AppError: ``vault_locked``.
        sqlite3.DatabaseError: one of them cannot be read.
    """
    with sqlite.looking_at(one) as left, sqlite.looking_at(other) as right:
        return _contents(left, _unwatched, 0) == _contents(right, _unwatched, 0)


def tidy(path: Path) -> None:
    """Take away what an exchange that was killed left beside the file; what was plain is overwritten."""
    wipe(path.with_name(f".{path.name}{_OLD}"))
    for ending in ("", "-journal", "-wal", "-shm"):
        safe_files.take_away(path.with_name(f".{path.name}{_WORKING}{ending}"))


def leftovers(path: Path) -> tuple[Path, ...]:
    """What :func:`tidy` would take away."""
    found = (path.with_name(f".{path.name}{ending}") for ending in (_OLD, _WORKING))
    return tuple(one for one in found if one.exists())


def wipe(path: Path) -> bool:
    """Overwrite a file and take it away.

    Returns:
        Whether it is gone; not where another program holds it.
    """
    try:
        with suppress(PermissionError):
            path.chmod(0o600)
        with path.open("r+b", buffering=0) as stream:
            _overwrite(stream)
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def require_room(path: Path, copies: int) -> None:
    """Make sure that so many more of a file go onto its disk.

    Raises:
        AppError: ``disk_full``.
    """
    troubles.require_room(
        path,
        copies,
        _MARGIN,
        _("Chưa đủ chỗ trống trên ổ đĩa"),
        _("Hãy dọn bớt tệp trên ổ đĩa rồi làm lại. Dữ liệu không bị thay đổi."),
    )


def _write(reading: sqlite3.Connection, path: Path, target: Path, ring: bytes | None, watch: Watch) -> None:
    if reading.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise troubles.told_as(sqlite.Trouble.DAMAGED, path)
    watch(0.1)
    try:
        sqlite.export(reading, target, ring, lambda: watch(0.2))
    except sqlite.Error as error:
        if sqlite.trouble(error) is not sqlite.Trouble.DAMAGED:
            raise
        raise _refusal(target) from error  # the file was sound just now: it is the copy
    with target.open("rb+") as stream:
        safe_files.flush(stream)
    there = _contents(reading, watch, 0.5)
    try:
        with closing(sqlite.connect_either(target)) as made:
            sound = is_in(target, ring) and not _problems(made) and _contents(made, watch, 0.75) == there
    except sqlite.Error as error:
        raise _refusal(target) from error
    if not sound:
        raise _refusal(target)
    watch(1)


def _exchange(stack: ExitStack, path: Path, working: Path) -> None:
    """Put the new file in the place of the old one, which the connections of ``stack`` hold."""
    old = path.with_name(f".{path.name}{_OLD}")
    if os.name == "nt":
        stack.close()  # Windows renames over no open file; that it gives way says that nobody else holds it
        with suppress(OSError):  # a file system without links: the old file goes without being overwritten
            os.link(path, old)
        safe_files.replace(working, path)
        wipe(old)
        return
    with path.open(
        "r+b", buffering=0
    ) as stream:  # closed after the connection: closing a file lets its locks go
        safe_files.replace(working, path)
        safe_files.fsync_folder(path.parent)
        _overwrite(stream)
        stack.close()


def _overwrite(stream: IO[bytes]) -> None:
    left = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    nothing = bytes(_BLOCK)
    while left > 0:
        left -= stream.write(nothing[: min(left, _BLOCK)])
    safe_files.flush(stream)


def _problems(connection: sqlite3.Connection) -> bool:
    return (
        connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
        or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
    )


def _contents(connection: sqlite3.Connection, watch: Watch, share: float) -> Mapping[str, object]:
    """Everything in a file: its numbers, its schema, and of each table how many rows and their digest."""
    found: dict[str, object] = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("user_version", "application_id")
    }
    parts = connection.execute(
        "SELECT type, name, sql FROM main.sqlite_master ORDER BY type, name"
    ).fetchall()
    found["parts"] = parts
    for kind, name, sql in parts:
        if kind != "table" or str(sql or "").upper().startswith("CREATE VIRTUAL"):
            continue  # the index of the search is made of tables of its own
        digest, count = hashlib.sha256(), 0
        rows = connection.execute(_every_row(connection, name))
        while block := rows.fetchmany(_ROWS):
            watch(share)
            count += len(block)
            digest.update(repr(block).encode("utf-8", "surrogatepass"))
        found[f"table {name}"] = (count, digest.hexdigest())
    return found


def _every_row(connection: sqlite3.Connection, name: str) -> str:
    try:
        statement = f'SELECT rowid, * FROM "{name}" ORDER BY rowid'  # noqa: S608 - its own tables
        connection.execute(statement).close()
    except sqlite3.OperationalError:  # a table without row numbers comes in the order of its key
        return f'SELECT * FROM "{name}"'  # noqa: S608 - its own tables
    return statement


def _unwatched(_share: float) -> None:
    """Nobody looks."""


def _refusal(copy: Path) -> AppError:
    """Why a copy is not what was to be written; SQLite, which keeps no journal of it, calls a full disk damage, too."""
    if troubles.is_brimful(copy.parent):
        return troubles.told_as(sqlite.Trouble.FULL, copy)
    return AppError(
        "form_unsound",
        _("Chưa đổi được cách cất dữ liệu"),
        _("Bản vừa ghi đọc lại không giống dữ liệu nên đã bị bỏ. Dữ liệu vẫn nguyên như trước."),
        _("Hãy chạy lệnh doctor để xem ổ đĩa và dữ liệu có hỏng không, rồi làm lại."),
    )
