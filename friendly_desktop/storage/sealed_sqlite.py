"""SQLCipher as if it were Python's own ``sqlite3``: the same connections, the same errors.

The library is a second SQLite with its own classes of errors. Whoever works on a database need not know which of the
two reads it: connections made here fail with ``sqlite3``'s errors, ``sqlite_errorcode`` included.
"""

import importlib
import sqlite3
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, cast

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

_LIBRARY = "sqlcipher3.dbapi2"
#: SQLCipher's own work (an export, a page that cannot be decrypted) fails with the words of an error, without its code.
#: The first are said where the disk failed it in the middle of a page; our own mistakes have words of their own.
_CODES = {
    "SQL logic error": sqlite3.SQLITE_IOERR,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "database is locked": sqlite3.SQLITE_BUSY,
}
_ERRORS = (
    "InterfaceError",
    "DataError",
    "OperationalError",
    "IntegrityError",
    "InternalError",
    "ProgrammingError",
    "NotSupportedError",
    "DatabaseError",
    "Error",
)
_OF_CONNECTION = (
    "execute",
    "executemany",
    "executescript",
    "commit",
    "rollback",
    "backup",
    "close",
    "create_function",
)
_OF_CURSOR = ("execute", "executemany", "executescript", "fetchone", "fetchmany", "fetchall", "__next__")


def is_here() -> bool:
    """Whether the library was installed with the program."""
    try:
        importlib.import_module(_LIBRARY)
    except ImportError:
        return False
    return True


def connect(database: str, **options: Any) -> sqlite3.Connection:
    """A connection of SQLCipher's; plain until it is given a key.

    Args:
        database: as for ``sqlite3.connect``.
        options: the same.

    Raises:
        AppError: ``cipher_missing``: the library is not installed.
    """
    connection_class, opened = _driver()
    connection = opened(database, factory=connection_class, **options)
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would write to the standard error
    connection.execute("PRAGMA cipher_default_compatibility=4")  # whatever a later library prefers
    connection.execute("PRAGMA temp_store=MEMORY")  # nothing of an encrypted file lies in a temporary one
    return cast("sqlite3.Connection", connection)


@cache
def _driver() -> tuple[type[Any], Callable[..., Any]]:
    try:
        library: Any = importlib.import_module(_LIBRARY)
    except ImportError as error:
        raise AppError(
            "cipher_missing",
            _("Thiếu thư viện mã hóa dữ liệu"),
            _(
                "Dữ liệu của đơn vị đã được mã hóa, nhưng bản cài này của chương trình không có thư viện để mở."
            ),
            _("Hãy cài bằng tệp cài đặt đầy đủ của chương trình. Dữ liệu không bị thay đổi."),
        ) from error
    same = {getattr(library, name): getattr(sqlite3, name) for name in _ERRORS}

    def telling(method: Any) -> Any:
        @wraps(method)
        def called(*arguments: Any, **named: Any) -> Any:
            try:
                return method(*arguments, **named)
            except library.Error as error:
                told = same.get(type(error), sqlite3.DatabaseError)(*error.args)
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
                told.sqlite_errorcode = _CODES.get(str(error), code) if code == sqlite3.SQLITE_ERROR else code
                raise told from error

        return called

    cursor = type(
        "Cursor", (library.Cursor,), {name: telling(getattr(library.Cursor, name)) for name in _OF_CURSOR}
    )

    def cursor_of(connection: Any, factory: type[Any] = cursor) -> Any:
        return library.Connection.cursor(connection, factory)

    def execute(connection: Any, *arguments: Any) -> Any:
        return connection.cursor().execute(*arguments)

    def executemany(connection: Any, *arguments: Any) -> Any:
        return connection.cursor().executemany(*arguments)

    methods = {name: telling(getattr(library.Connection, name)) for name in _OF_CONNECTION}
    methods |= {"cursor": cursor_of, "execute": execute, "executemany": executemany}
    return type("Connection", (library.Connection,), methods), telling(library.connect)
