"""The office's database: opened, brought up to date, read and written in whole transactions."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection as Connection  # services name it in their signatures
from sqlalchemy.exc import DBAPIError

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right, rights_for
from friendly_desktop.domain.settings import SCRUB_OWED
from friendly_desktop.domain.trail import moment_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import keychain, migrations, office, sqlite, troubles, upgrade
from friendly_desktop.storage.turnstile import Turnstile

#: What an upgrade by another start of the program looks like from here.
_PASSING = (sqlite.Trouble.BUSY, sqlite.Trouble.UNREACHABLE)

Listener = Callable[[frozenset[Area]], None]
#: Raises AppError where who works here may not do what these rights allow.
Gate = Callable[[frozenset[Right]], None]


class Database:
    """One database file. Every thread may use it; writes wait for each other.

    Screens do not ask what a service changed: after every committed write the listeners are told the
    areas, on the writing thread. Every row that a write touches is noted in the trail, in the same transaction.
    """

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        """Open ``path``, creating it or bringing it up to date.

        Args:
            path: the file.
            clock: says when a change was made; the PC's clock by default.

        Raises:
            AppError: the file is damaged, newer than this program, cannot be opened or cannot be upgraded.
        """
        self._path = path
        self._listeners: list[Listener] = []
        self._gate: Gate | None = None
        self._clock = clock or SystemClock()
        self._actor: Callable[[], str] = str
        self._door = Turnstile()
        self._before_import: Callable[[], None] | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AppError(
                "data_folder_unusable",
                _("Không dùng được thư mục dữ liệu"),
                _("Không tạo được thư mục {folder}.").format(folder=path.parent),
                _("Hãy chọn một thư mục có quyền ghi trên ổ đĩa của máy này."),
            ) from error
        keychain.enter(path)
        self._open = True
        self._engine = sqlite.make_engine(path)
        self._writer = sqlite.writing_engine(self._engine)
        try:
            with self._translated():
                self._migrate()
                if self._scrub_owed():
                    self.scrub()
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def on_change(self, listener: Listener) -> None:
        """Tell ``listener`` the areas of every committed write, on the thread that wrote."""
        self._listeners.append(listener)

    def guard(self, gate: Gate) -> None:
        """Ask ``gate`` before every write; without one everybody may do everything."""
        self._gate = gate

    def sign_as(self, actor: Callable[[], str]) -> None:
        """Ask ``actor`` for the name that stands beside every change; without one it is empty."""
        self._actor = actor

    @property
    def actor(self) -> str:
        """Who signs what is written now; "" where nobody signs in."""
        return self._actor()

    def before_import(self, keep: Callable[[], None]) -> None:
        """Have ``keep`` called before a list changes many records; without one nothing is."""
        self._before_import = keep

    def secure(self, *areas: Area) -> None:
        """Have the records kept as they are now; a service that takes in a list calls this before its write.

        Args:
            areas: of the write to come; whoever may not do it is refused here.

        Raises:
            AppError: who works here may not do this, or the records could not be kept.
        """
        self.permit(*rights_for(areas))
        if self._before_import is not None:
            self._before_import()

    def permit(self, *rights: Right) -> None:
        """Refuse here, before anything is made, what the later write would refuse.

        A service that makes files before its rows calls this first.

        Raises:
            AppError: who works here has not one of the rights.
        """
        if self._gate is not None:
            self._gate(frozenset(rights))

    @contextmanager
    def read(self, *, right: Right | None = None) -> Iterator[Connection]:
        """A consistent view of the records; what is read inside belongs together.

        Args:
            right: what whoever reads this must be allowed to; None for what everybody who works here may read.

        Raises:
            AppError: who works here may not read this, or the file cannot be read.
        """
        if right is not None:
            self.permit(right)
        with self._door.passing(), self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *areas: Area, right: Right | None = None) -> Iterator[Connection]:
        """One act: all of it is written durably when the block ends, or none of it.

        Args:
            areas: what the act touches; the listeners are told after the commit.
            right: what whoever does this must be allowed to; None for the rights that go with the areas.

        Raises:
            AppError: who works here may not do this, the disk is full, the file is damaged, or another program
                holds it too long.
        """
        if self._gate is not None:
            self._gate(rights_for(areas) if right is None else frozenset({right}))
        with self._door.passing(), self._translated(), self._changing() as connection:
            yield connection
        self.announce(areas)

    def announce(self, areas: Iterable[Area]) -> None:
        """Tell the listeners that these areas changed."""
        for listener in tuple(self._listeners):
            listener(frozenset(areas))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody reads or writes meanwhile, and no connection is open: the file may be exchanged."""
        with self._door.closed():
            self._engine.dispose()
            yield

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Nobody exchanges the file meanwhile; whoever reads it past these connections, as a backup does, says so."""
        with self._door.passing():
            yield

    def integrity_problems(self) -> list[str]:
        """What a full check of the file finds wrong; empty when all is well."""
        with self.read() as connection:
            return sqlite.integrity_problems(connection) + sqlite.broken_references(connection)

    def owe_scrub(self, connection: Connection) -> None:
        """Note, within a write that takes out what must be forgotten, that the file is to be scrubbed after it."""
        office.put_settings(connection, {SCRUB_OWED: "1"})

    def scrub(self) -> None:
        """Take what was overwritten or deleted out of the file itself: no free space and no log keeps a word of it.

        Call it after a write that said ``owe_scrub``. Where there is no room, another program reads just now, or
        the power goes, it is done the next time the records are opened.
        """
        with self.steady(), self._translated():
            if not sqlite.scrub(self._engine, self._path, anew=True):
                return
            for copy in upgrade.old_copies(self._path):  # they hold what must be forgotten
                try:
                    copy.unlink()
                except OSError:
                    return
            with self._changing() as connection:
                office.put_settings(connection, {SCRUB_OWED: ""})

    def empty_log(self) -> None:
        """Bring what was written into the file and empty the log; quick, and enough where one row was overwritten."""
        with self.steady(), self._translated():
            sqlite.scrub(self._engine, self._path, anew=False)

    def schema_number(self) -> int:
        """The number of the last migration applied."""
        with self.read() as connection:
            return sqlite.schema_number(connection)

    def close(self) -> None:
        """Close every connection; the file can be copied or moved afterwards."""
        self._engine.dispose()
        if self._open:
            self._open = False
            keychain.leave(self._path)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A write whose rows go into the trail before it is committed."""
        with self._writer.connect() as connection:
            sqlite.note_changes(connection)
            with connection.begin():
                yield connection
                sqlite.keep_changes(connection, moment_text(self._clock.now()), self._actor())

    def _migrate(self) -> None:
        try:
            number = self._known_schema()
        except DBAPIError as error:
            if sqlite.trouble(error.orig) not in _PASSING:
                raise
            self._engine.dispose()  # another start of the program may upgrade the file in this moment
            upgrade.wait_for_another(self._path)
            number = self._known_schema()
        if not number:
            self._begin()
        elif number < migrations.LATEST:
            self._engine.dispose()  # the upgrade must hold the file alone
            upgrade.bring_up_to_date(self._path)

    def _known_schema(self) -> int:
        with self._engine.begin() as connection:
            number = sqlite.schema_number(connection)
            if number > migrations.LATEST:
                raise _newer(number, sqlite.needed_version(connection))
            if not number and not sqlite.is_empty(connection):
                raise troubles.told_as(sqlite.Trouble.DAMAGED, self._path)  # somebody else's database
        return number

    def _begin(self) -> None:
        """Make the tables of a new file; another start of the program may be faster."""
        with self._writer.begin() as connection:
            for step in range(sqlite.schema_number(connection), migrations.LATEST):
                for statement in migrations.STEPS[step]:
                    connection.exec_driver_sql(statement)
                sqlite.set_schema_number(connection, step + 1)
            sqlite.set_mark(connection)

    def _scrub_owed(self) -> bool:
        with self._engine.begin() as connection:
            return bool(office.setting(connection, SCRUB_OWED))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite.Error) as error:  # of an engine; of work on the whole file
            told = troubles.told(error.orig if isinstance(error, DBAPIError) else error, self._path)
            if told is None:
                raise
            raise told from error


def _newer(number: int, version: str) -> AppError:
    needed = (
        _("Hãy cài chương trình phiên bản {version} trở lên. Dữ liệu không bị thay đổi.").format(
            version=version
        )
        if version
        else _("Hãy cài phiên bản mới của chương trình. Dữ liệu không bị thay đổi.")
    )
    return AppError(
        "database_newer",
        _("Dữ liệu thuộc phiên bản mới hơn"),
        _(
            "Dữ liệu này đã được một phiên bản mới hơn của chương trình sử dụng "
            "(cấu trúc số {found}, chương trình này biết đến số {known})."
        ).format(found=number, known=migrations.LATEST),
        needed,
    )
