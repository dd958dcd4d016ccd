"""Bringing an older file up to date: on a copy, which takes the file's place only after it was verified.

The program holds the file alone, copies it twice, and works on the second copy; the first stays beside the
file and is what the older program opens again. The last step writes the verified copy over the file in one
transaction of SQLite's: a rename would leave other programs with a file without name but with its log. Whatever
goes wrong before its commit, a power cut included, leaves the file as it was. Like ``sqlite`` this module
belongs to SQLite.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import migrations, safe_files, sqlite, troubles

#: The file, its old copy and the log of the steps are on the disk at once; two more copies and room to work.
_ROOM_FACTOR = 3
_ROOM_LEAST = 16_000_000
_LONGEST_WAIT_MS = 120_000
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)


def old_copy(path: Path, number: int) -> Path:
    """Where the file as it was with schema ``number`` is kept after an upgrade."""
    return path.with_name(f"{path.stem}.schema-{number}{path.suffix}")


def old_copies(path: Path) -> list[Path]:
    """The files that earlier upgrades kept beside ``path``."""
    return sorted(path.parent.glob(f"{path.stem}.schema-*{path.suffix}"))


def bring_up_to_date(path: Path) -> None:
    """Upgrade the file, which nobody in this process holds open.

    Raises:
        AppError: no room, another program holds the file, it is damaged, or what the upgrade made is not
            sound; the file is as it was.
        sqlite3.Error: what SQLite met in the world; the file is as it was.
    """
    with _turn(path):
        for pause in _PAUSES:
            try:
                _upgrade(path)
            except sqlite3.OperationalError as error:
                if sqlite.trouble(error) is not sqlite.Trouble.BUSY:
                    raise
                time.sleep(pause)  # another start looks which schema the file has
            else:
                return
        _upgrade(path)


def wait_for_another(path: Path) -> None:
    """Wait until no other start of the program upgrades the file."""
    if _turn_file(path).exists():
        with _turn(path):
            pass


def _turn_file(path: Path) -> Path:
    return path.with_name(f"{path.stem}.turn")


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Only one start of the program upgrades at a time; the others wait here."""
    # The empty file stays: whoever waits for it must not find another one of its name.
    with closing(sqlite.connect(_turn_file(path))) as connection:
        connection.execute(f"PRAGMA busy_timeout={_LONGEST_WAIT_MS}")
        connection.execute("BEGIN EXCLUSIVE")  # let go by the system when this process dies
        yield


def _upgrade(path: Path) -> None:
    copy = path.with_name(f"{path.stem}.upgrading{path.suffix}")
    with closing(sqlite.connect(path)) as held:
        number = _number(held)
        if number >= migrations.LATEST:
            return  # another start of the program was faster
        troubles.require_room(
            path,
            _ROOM_FACTOR,
            _ROOM_LEAST,
            _("Chưa đủ chỗ trống để nâng cấp dữ liệu"),
            _("Hãy dọn bớt tệp trên ổ đĩa rồi mở lại chương trình. Dữ liệu không bị thay đổi."),
        )
        sqlite.hold_alone(held)
        _demand_sound(held, path)
        kept = old_copy(path, number)
        try:
            _set_aside(held, kept)
            _take_away(copy)
            sqlite.copy_of(held, copy)
            found = _apply(copy, _rows(held))
            _write_over(held, copy)
            if (_number(held), _rows(held)) != (migrations.LATEST, found) or _problems(held):
                _write_over(held, kept)
                raise _not_upgraded(_("dữ liệu đã nâng cấp không đọc lại được"))
        finally:
            _take_away(copy)
    for older in old_copies(path):
        if older != kept:
            with suppress(OSError):
                older.unlink()


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def put_over(path: Path, source: Path) -> None:
    """Make the content of the file that of ``source``, in one transaction; a restore ends with it.

    Raises:
        sqlite3.OperationalError: another program holds the file, or there is no room; the file is as it was.
    """
    with closing(sqlite.connect(path)) as held:
        sqlite.hold_alone(held)
        _write_over(held, source)


def _write_over(held: sqlite3.Connection, source: Path) -> None:
    """Make the content of the file that of ``source``, all of it or none."""
    with closing(sqlite.connect(source)) as connection:
        connection.backup(held)


def _demand_sound(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise troubles.told_as(sqlite.Trouble.DAMAGED, path)


def _set_aside(held: sqlite3.Connection, kept: Path) -> None:
    """Copy the file as it is to ``kept``, whole or not at all."""
    unfinished = kept.with_name(f".{kept.name}.tmp")
    try:
        _take_away(unfinished)
        sqlite.copy_of(held, unfinished)
        with closing(sqlite.connect(unfinished)) as copy:
            if _rows(copy) != _rows(held) or _problems(copy):
                raise _not_upgraded(_("bản sao của dữ liệu cũ không đọc lại được"))
        _flush(unfinished)
        safe_files.replace(unfinished, kept)
        safe_files.fsync_folder(kept.parent)
    except OSError as error:
        raise _not_upgraded(safe_files.reason(error)) from error
    finally:
        _take_away(unfinished)


def _apply(copy: Path, before: Mapping[str, int]) -> Mapping[str, int]:
    """Migrate the copy and verify it; how many rows its tables have."""
    with closing(sqlite.connect(copy)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for step in range(_number(connection), migrations.LATEST):
                for statement in migrations.STEPS[step]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={step + 1:d}")
            connection.execute(f"PRAGMA application_id={sqlite.mark():d}")
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            if sqlite.trouble(error) is not None:
                raise
            raise _not_upgraded(_("một bước nâng cấp không chạy được")) from error
        problems = _problems(connection)
        after = _rows(connection)
    if problems:
        raise _not_upgraded(_("bản đã nâng cấp có lỗi: {what}").format(what="; ".join(problems[:3])))
    lost = sorted(name for name, count in before.items() if after.get(name, -1) < count)
    if lost:
        raise _not_upgraded(_("bản đã nâng cấp thiếu dòng ở {tables}").format(tables=", ".join(lost)))
    return after


def _problems(connection: sqlite3.Connection) -> Sequence[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    found += [str(row[0]) for row in connection.execute("PRAGMA foreign_key_check")]
    return [one for one in found if one != "ok"]


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has. A full-text index cannot be counted; it is made of the rows."""
    names = [
        str(name)
        for schema, name, kind, *_rest in connection.execute("PRAGMA table_list")
        if schema == "main" and kind == "table" and not str(name).startswith("sqlite_")
    ]
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - its own names
        for name in names
    }


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _take_away(path: Path) -> None:
    for one in (path, Path(f"{path}-journal"), Path(f"{path}-wal"), Path(f"{path}-shm")):
        safe_files.take_away(one)


def _not_upgraded(why: str) -> AppError:
    return AppError(
        "upgrade_failed",
        _("Chưa nâng cấp được dữ liệu"),
        _("Dữ liệu vẫn nguyên như trước khi nâng cấp: {why}.").format(why=why),
        _("Hãy mở lại chương trình; nếu vẫn vậy, hãy dùng phiên bản cũ và báo người hỗ trợ."),
    )
