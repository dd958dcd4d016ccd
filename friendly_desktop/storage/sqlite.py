"""What only SQLite knows: how a file is opened, its schema number, its integrity, a copy of it.

Every connection to a file begins in :func:`_opened`, which sees from the first bytes whether the file is encrypted
(``keychain.py``) and then takes SQLCipher in the place of Python's own library; nobody else need know.

Another database would bring its own module with the same functions; tables, statements and services
stay as they are.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, SelectBase, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from friendly_desktop import VERSION
from friendly_desktop.storage import keychain, sealed_sqlite, trail_capture
from friendly_desktop.storage.keychain import Form

_PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",  # offices lose power; one fdatasync per commit in WAL
    "busy_timeout=10000",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "secure_delete=ON",  # what is deleted or overwritten is zeroed: the register may hold what must be forgotten
)
# Each page of an encrypted file that is read again is decrypted again; 64 MB hold the records of a year.
_ENCRYPTED_PRAGMAS = ("cache_size=-64000",)
_COPYING = (  # a copy that fails is thrown away, one that succeeds is fsynced by whoever asked for it
    "journal_mode=OFF",
    "synchronous=OFF",
    "locking_mode=EXCLUSIVE",
)
_WATCH_EVERY = 50_000  # steps of SQLite's machine: a few milliseconds
_OURS = 0x4351  # "CQ", in the upper half of SQLite's application id
_MOST_VALUES = 10_000  # in one statement; SQLite takes 32 766

Item = TypeVar("Item")

#: The version of the SQLite library in use, e.g. "3.40.1".
LIBRARY_VERSION = sqlite3.sqlite_version


def chunks(values: Iterable[Item]) -> Iterator[list[Item]]:
    """The values in parts of which one statement takes each."""
    listed = list(values)
    return (listed[start : start + _MOST_VALUES] for start in range(0, len(listed), _MOST_VALUES))


class _Begun(SQLiteDialect_pysqlite):
    """Begins each transaction, so that all that is read in it is of one moment.

    Said here and not by a listener: an engine that anybody listens to asks its listeners around every statement.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        if not dbapi_connection.in_transaction:  # a writer has begun
            dbapi_connection.execute("BEGIN DEFERRED")


registry.register("sqlite.begun", __name__, _Begun.__name__)


def make_engine(path: Path) -> Engine:
    """An engine on the file ``path`` whose transactions begin when we say so."""
    # What people entered never stands in the words of an error, which may end in a log.
    engine = create_engine(
        URL.create("sqlite+begun", database=str(path)),
        hide_parameters=True,
        creator=lambda: _opened(path, check_same_thread=False),
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver never begins a transaction; _Begun does
        with _damage_told():
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        if not isinstance(connection, sqlite3.Connection):
            for pragma in _ENCRYPTED_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")

    return engine


@contextmanager
def _damage_told() -> Iterator[None]:
    """SQLite quotes a damaged file in its messages; where that is no text, the driver fails on the message itself.

    Raises:
        sqlite3.DatabaseError: in the place of that failure.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        told = sqlite3.DatabaseError("the file is malformed")
        told.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise told from error


def writing_engine(engine: Engine) -> Engine:
    """The same engine, taking the write lock at once so that a transaction never fails half-way."""
    writer = engine.execution_options()

    @event.listens_for(writer, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return writer


def written_out(statement: SelectBase) -> str:
    """A statement in SQL with its values in it, for :meth:`Connection.exec_driver_sql`.

    For the few long ones that a page sends at each opening: to find what SQLAlchemy made of one, and to hand over a
    hundred values that never change, takes longer than to answer a short one. Days come out of them as ISO texts.
    """
    return str(statement.compile(dialect=_Begun(), compile_kwargs={"literal_binds": True}))


def schema_number(connection: Connection) -> int:
    """The number of the last migration that was applied to the file; 0 for a new file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_schema_number(connection: Connection, number: int) -> None:
    """Write down, within the transaction, that migration ``number`` was applied."""
    connection.exec_driver_sql(f"PRAGMA user_version={number:d}")


def broken_references(connection: Connection) -> list[str]:
    """The tables with rows that point nowhere; empty when all is well."""
    return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def integrity_problems(connection: Connection) -> list[str]:
    """What SQLite's own full check finds wrong; empty when all is well."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def connect(path: Path, *, like: Path | None = None) -> sqlite3.Connection:
    """A connection outside every engine, for work on whole files; its transactions begin when we say so.

    Args:
        path: the file.
        like: another database; where it is encrypted, a file that is not there yet will be, too.

    Raises:
        AppError: ``vault_locked``: the file is encrypted, and its key was not opened.
    """
    connection = _opened(path, like=like, isolation_level=None)
    connection.execute("PRAGMA busy_timeout=10000")
    return connection


def _opened(path: Path, *, like: Path | None = None, **options: Any) -> sqlite3.Connection:
    """The one place where a file is opened."""
    form = _form(path)
    fresh = form is Form.NONE and like is not None and _form(like) is Form.ENCRYPTED
    if form is not Form.ENCRYPTED and not fresh:
        plain: sqlite3.Connection = sqlite3.connect(path, **options)
        return plain
    key = keychain.new_database_key(like) if fresh and like else keychain.database_key(path)
    return _unlocked(sealed_sqlite.connect(str(path), **options), key)


def _unlocked(connection: sqlite3.Connection, key: str) -> sqlite3.Connection:
    connection.execute(f'PRAGMA key="{key}"')
    return connection


def _form(path: Path) -> Form:
    try:
        return keychain.form_of(path)
    except OSError:  # SQLite itself says best what is wrong with it
        return Form.UNKNOWN


def _file_of(connection: sqlite3.Connection) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def attach(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Let a connection read another file of the same form beside its own."""
    if _form(path) is Form.ENCRYPTED:
        connection.execute(f'ATTACH ? AS {name} KEY "{keychain.database_key(path)}"', (str(path),))
    else:
        connection.execute(f"ATTACH ? AS {name}", (str(path),))


def connect_either(path: Path) -> sqlite3.Connection:
    """A connection as of :func:`connect`, to a file of either form, that can write the other one.

    Raises:
        AppError: ``vault_locked``, ``cipher_missing``.
    """
    connection = sealed_sqlite.connect(str(path), isolation_level=None)
    if _form(path) is Form.ENCRYPTED:
        _unlocked(connection, keychain.database_key(path))
    connection.execute("PRAGMA busy_timeout=10000")
    return connection


def export(source: sqlite3.Connection, target: Path, ring: bytes | None, watch: Callable[[], None]) -> None:
    """Write the whole of a file anew, in the form that is wanted; not yet durable.

    Args:
        source: as made by :func:`connect_either`.
        target: is not there yet.
        ring: the public half of the ring under which it is encrypted; None for a plain file.
        watch: called every now and then; may raise to stop.

    Raises:
        AppError: ``vault_locked``.
        sqlite3.Error: what SQLite met in the world.
        Exception: what ``watch`` raised; ``target`` is then a beginning.
    """
    stopped: list[BaseException] = []

    def look() -> int:
        try:
            watch()
        except BaseException as error:  # noqa: BLE001 - carried past SQLite, which cannot
            stopped.append(error)
        return len(stopped)

    key = "" if ring is None else keychain.new_database_key(ring)
    facts = [
        (name, source.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id")
    ]
    source.execute(f'ATTACH ? AS made KEY "{key}"', (str(target),))
    try:
        source.execute("PRAGMA made.journal_mode=OFF")
        source.execute("PRAGMA made.synchronous=OFF")
        source.set_progress_handler(look, _WATCH_EVERY)
        source.execute("SELECT sqlcipher_export('made')")
        source.set_progress_handler(None, 0)
        for name, value in facts:
            source.execute(f"PRAGMA made.{name}={int(value):d}")
    except sqlite3.Error:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        source.set_progress_handler(None, 0)
        source.execute("DETACH made")


def copy_of(source: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of what a connection sees, made by SQLite itself: one file, not yet durable.

    It is encrypted where the source is.
    """
    with closing(connect(target, like=_file_of(source))) as writing:
        for pragma in _COPYING:
            writing.execute(f"PRAGMA {pragma}")
        source.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")  # no log beside it: the copy is a single file


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database that may be open, made by SQLite itself: one file, not yet durable."""
    with closing(connect(source)) as reading:
        copy_of(reading, target)


@contextmanager
def looking_at(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a database file that nobody writes to, without leaving anything beside it.

    Raises:
        AppError: ``vault_locked``: it is encrypted, and its key was not opened.
        sqlite3.DatabaseError: it is damaged or no database.
    """
    address = f"{path.absolute().as_uri()}?immutable=1"
    if _form(path) is Form.ENCRYPTED:
        key = keychain.database_key(path)
        with closing(sealed_sqlite.connect(address, uri=True)) as connection, _damage_told():
            yield _unlocked(connection, key)
        return
    with closing(sqlite3.connect(address, uri=True)) as connection, _damage_told():
        connection.execute("PRAGMA mmap_size=268435456")
        yield connection


def schema_of(path: Path) -> int:
    """The schema number of a database file; 0 for one that is new or cannot be asked.

    Raises:
        AppError: ``vault_locked``: it is encrypted, and its key was not opened.
    """
    try:
        with closing(_opened(path, timeout=2)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0


def opens(path: Path) -> bool:
    """Whether the file is a database that can be asked at all; what another program is doing with it is no matter."""
    try:
        with closing(_opened(path, timeout=2)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        return trouble(error) is not Trouble.DAMAGED
    return True


def hold_alone(connection: sqlite3.Connection) -> None:
    """Let no other program read or write the file until the connection is closed; its log is brought in.

    Raises:
        sqlite3.OperationalError: another program holds the file.
    """
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")  # the lock stays


@contextmanager
def sole_use(path: Path) -> Iterator[None]:
    """Make sure that nobody else has the file open, and bring its log into it: then the file can be exchanged.

    Raises:
        sqlite3.OperationalError: somebody has.
    """
    with closing(_opened(path, timeout=2, isolation_level=None)) as connection:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if mode != "delete":
            raise sqlite3.OperationalError("database is locked")
    yield


def mark() -> int:
    """What stands in the head of our files: that they are ours, and the version that made or upgraded them."""
    major, minor = (int(part) for part in VERSION.split(".")[:2])
    return _OURS << 16 | major << 8 | minor


def needed_version(connection: Connection) -> str:
    """The version of the program that made or upgraded the file; "" where the file does not say."""
    found = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    return f"{found >> 8 & 0xFF}.{found & 0xFF}" if found >> 16 == _OURS else ""


def set_mark(connection: Connection) -> None:
    """Write down, within the transaction, that the file is ours and which version made it."""
    connection.exec_driver_sql(f"PRAGMA application_id={mark():d}")


def is_empty(connection: Connection) -> bool:
    """Whether the file has no table at all, as a new one."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first() is None


def scrub(engine: Engine, path: Path, *, anew: bool) -> bool:
    """Empty the log, so that nothing in it keeps a word of what was overwritten or deleted.

    Args:
        engine: whose connections are let go; one that still reads an older state keeps the log alive.
        path: the file.
        anew: write the whole file anew as well: pages that were split may hold remnants between their rows.

    Returns:
        Whether it was done; not where there is no room or another program holds the file. The records
        are whole either way.
    """
    engine.dispose()
    try:
        with closing(_opened(path, timeout=2, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            if anew:
                connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    return not busy


def note_changes(connection: Connection) -> None:
    """Have a connection, before its transaction, note every row that is written through it."""
    trail_capture.follow(_raw(connection))


def keep_changes(connection: Connection, at: str, actor: str) -> None:
    """Append what the open transaction wrote to the trail of changes."""
    trail_capture.append(_raw(connection), at, actor)


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


class Trouble(Enum):
    """Why the world, not the program, made SQLite fail."""

    FULL = "full"
    DAMAGED = "damaged"
    BUSY = "busy"
    UNREACHABLE = "unreachable"


#: What the driver raises outside an engine.
Error = sqlite3.Error

_TROUBLES = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_READONLY: Trouble.UNREACHABLE,
    sqlite3.SQLITE_IOERR: Trouble.UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
    sqlite3.SQLITE_PERM: Trouble.UNREACHABLE,
}


def trouble(error: BaseException | None) -> Trouble | None:
    """What the world did wrong when SQLite raised ``error``; None when it is our own bug."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return _TROUBLES.get(code & 0xFF)
