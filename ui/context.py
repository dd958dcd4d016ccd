"""What every page is given: the services once they are open, background work, the chosen year.

The three verbs of a page are :meth:`UiContext.query` (read), :meth:`UiContext.perform` (change) and
:meth:`UiContext.run_long` (long work with progress and cancel). All run in the background; answers come
back on the GUI thread, and never to a widget that is gone.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from friendly_desktop.clock import Clock
from friendly_desktop.domain.rights import RIGHTS_OF, Right
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import JobContext
from ui.bus import ChangeBus
from ui.jobs import Job, JobRunner, Lane
from ui.places import Place

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.people import User

T = TypeVar("T")


class FilePrompts(Protocol):
    """Asks the person for files; the window's own is ``ui.dialogs.file_prompts``, tests hand in paths."""

    def open_files(
        self, parent: QWidget, title: str, purpose: str, filters: str, done: Callable[[list[Path]], None]
    ) -> None:
        """Ask for existing files; ``done`` is called only when some were chosen."""
        ...

    def folder(self, parent: QWidget, title: str, purpose: str, done: Callable[[Path], None]) -> None:
        """Ask for a folder; ``done`` is called only when one was chosen."""
        ...

    def save_file(
        self,
        parent: QWidget,
        title: str,
        purpose: str,
        filters: str,
        suggested: str,
        done: Callable[[Path], None],
    ) -> None:
        """Ask where to write; ``done`` is called only when a place was chosen."""
        ...


class Notice(NamedTuple):
    """A short message at the foot of the window; with ``undo`` it offers "Hoàn tác" for ten seconds."""

    text: str
    undo: Callable[[], None] | None = None


class OfficeWanted(NamedTuple):
    """Another data folder to open in the place of this one; ``remove_sample`` puts the sample away there."""

    folder: DataFolder
    remove_sample: bool = False


class UiContext(QObject):
    """Everything a page needs from outside, in one place.

    Signals:
        ready: the services are open, and whoever works here is known; ``services`` is set.
        sign_in_wanted: the services are open, and somebody must sign in before anything is shown.
        admitted: User or None, whoever works here from now on.
        user_changed: User, somebody else works here now: nothing of the person before may stay in view.
        unlock_wanted: the records are encrypted, and somebody must give their password before they can be opened.
        opening_failed: Exception, the data could not be opened.
        year_changed: int or None, another assessment year was chosen.
        place_requested: Place, somebody wants to go there.
        noticed: Notice, something to tell in passing.
        saved: a fact was just saved.
        failed: (owner or None, Exception), something went wrong that a person must hear of.
        long_started: Job, long work began.
        look_wanted: dict, the person wants another look (fields of ``WindowState``).
        help_wanted: the person asks for the help of what is in view.
        office_wanted: OfficeWanted, the window gives way to one on another data folder.
    """

    ready = Signal()
    sign_in_wanted = Signal()
    admitted = Signal(object)
    user_changed = Signal(object)
    unlock_wanted = Signal()
    opening_failed = Signal(object)
    year_changed = Signal(object)
    place_requested = Signal(object)
    noticed = Signal(object)
    saved = Signal()
    failed = Signal(object, object)
    long_started = Signal(object)
    look_wanted = Signal(object)
    office_wanted = Signal(object)
    help_wanted = Signal()

    def __init__(
        self,
        folder: DataFolder,
        clock: Clock,
        prompts: FilePrompts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.clock = clock
        self.prompts = prompts
        self.runner = JobRunner(self)
        self.bus = ChangeBus(self)
        self._services: Services | None = None
        self._year: int | None = None
        self._door_closed = False
        self._user: User | None = None
        self._opener: Callable[[], Services] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the services are open and whoever works here is known."""
        return self._services is not None and not self._door_closed

    @property
    def user(self) -> "User | None":
        """Who is signed in; None where nobody has to."""
        return self._user

    @property
    def services(self) -> "Services":
        """The services; only once :attr:`is_ready`."""
        if self._services is None:
            raise LookupError("services")
        return self._services

    @property
    def year(self) -> int | None:
        """The assessment year in view; None while no year is open."""
        return self._year

    def may(self, right: Right) -> bool:
        """Whether the role of whoever works here allows it; services ask again."""
        return self._user is None or right in RIGHTS_OF[self._user.role]

    def choose_year(self, year: int | None) -> None:
        """Show another assessment year everywhere."""
        if year != self._year:
            self._year = year
            self.year_changed.emit(year)

    def open_data(self, opener: Callable[[], "Services"]) -> None:
        """Open the services in the background; everything asked for meanwhile waits behind it."""
        self._opener = opener

        def work(_job: JobContext) -> "Services":
            services = opener()
            services.db.on_change(self.bus.announce)
            self._door_closed = services.session.required()
            self._services = services
            return services

        job = self.runner.submit("", work)
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_not_opened)

    def unlock(
        self, owner: QObject, secret: str, failed: Callable[[Exception], None], sealed: Path | None = None
    ) -> None:
        """Open encrypted records, and then the data.

        Args:
            owner: what asks; if it is gone, nobody is told.
            secret: password or recovery code.
            failed: gets the error where the records stay locked.
            sealed: a backup that brings lost keys back.
        """
        opener = self._opener
        if opener is None:
            raise LookupError("opener")

        def work(_job: JobContext) -> None:
            from friendly_desktop.services.vault import unlocking

            if sealed is None:
                unlocking.unlock(self.folder, secret, self.clock)
            else:
                unlocking.recover(self.folder, sealed, secret, self.clock)

        def on_failed(error: Exception) -> None:
            if isValid(owner):
                failed(error)

        job = self.runner.submit("", work)
        job.succeeded.connect(lambda _nothing: self.open_data(opener))
        job.failed.connect(on_failed)

    def knock(
        self,
        owner: QObject,
        call: Callable[["Services"], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask at the door: who may sign in, whether a password is right. Arguments as for :meth:`query`."""
        self._submit(owner, "", lambda services, _job: call(services), done, failed, Lane.QUICK, outside=True)

    def admit(self, user: "User | None") -> None:
        """Whoever signed in works here from now on; None where nobody has to any more."""
        before, self._user = self._user, user
        self.admitted.emit(user)
        if self._door_closed:
            self._door_closed = False
            self.ready.emit()
        elif before is not None and user is not None and before.id != user.id:
            self.user_changed.emit(user)

    def query(
        self,
        owner: QObject,
        title: str,
        call: Callable[["Services"], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Read in the background and hand the answer over.

        Args:
            owner: the widget that asks; if it is gone, the answer is dropped.
            title: what is read, translated; shown only if it takes long.
            call: runs on the worker with the services; touches no widget.
            done: gets the answer on the GUI thread.
            failed: gets the error instead of the window showing it.
        """
        return self._submit(owner, title, lambda services, _job: call(services), done, failed, Lane.QUICK)

    def perform(
        self,
        owner: QObject,
        title: str,
        call: Callable[["Services"], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Change records in the background; screens hear of it through the bus.

        Saves are done in the order asked for. "Đã lưu" appears when it is really on disk. Arguments as
        for :meth:`query`.
        """
        job = self._submit(owner, title, lambda services, _job: call(services), done, failed, Lane.QUICK)
        job.succeeded.connect(self._on_saved)
        return job

    def run_long(
        self,
        owner: QObject,
        title: str,
        call: Callable[["Services", JobContext], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Do long work beside everything else, with progress and "Dừng" in the window.

        Arguments as for :meth:`query`; ``call`` also gets the job to report to. A cancelled job calls
        neither ``done`` nor ``failed`` (connect to ``Job.cancelled`` to hear of it).
        """
        job = self._submit(owner, title, call, done, failed, Lane.LONG)
        self.long_started.emit(job)
        return job

    def draw(
        self,
        owner: QObject,
        call: Callable[["Services"], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Make a picture beside everything else; arguments as for :meth:`query`."""
        return self._submit(owner, "", lambda services, _job: call(services), done, failed, Lane.PICTURES)

    def go(self, place: Place) -> None:
        """Ask the window to show a place."""
        self.place_requested.emit(place)

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say something in passing; with ``undo``, offer to take it back for ten seconds."""
        self.noticed.emit(Notice(text, undo))

    def wear(self, **changes: Any) -> None:
        """Ask the window for another scheme, text size, language or navigation."""
        self.look_wanted.emit(changes)

    def open_office(self, folder: DataFolder, *, remove_sample: bool = False) -> None:
        """Close these records and open those of another folder: the sample office, or one's own again."""
        self.office_wanted.emit(OfficeWanted(folder, remove_sample))

    def show_error(self, owner: QObject | None, error: Exception) -> None:
        """Have the window show an error kindly, at ``owner`` if it still lives."""
        self.failed.emit(owner if owner is not None and isValid(owner) else None, error)

    def close(self) -> None:
        """Finish the saves, stop long work, close the services."""
        self.runner.shutdown()
        if self._services is not None:
            self._services.close()
            self._services = None

    def _submit(
        self,
        owner: QObject,
        title: str,
        call: Callable[["Services", JobContext], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        lane: Lane,
        *,
        outside: bool = False,
    ) -> Job:
        user = self._user  # whoever asks now; somebody else may have signed in before it is done

        def work(job: JobContext) -> T:
            if self._services is None:  # opening failed; that has been said already
                raise Cancelled
            if outside:
                return call(self._services, job)
            if self._door_closed:
                raise Cancelled
            if user is None:
                return call(self._services, job)
            with self._services.session.acting(user):
                return call(self._services, job)

        def on_succeeded(result: Any) -> None:
            if done is not None and isValid(owner):
                done(result)

        def on_failed(error: Exception) -> None:
            if failed is not None and isValid(owner):
                failed(error)
            else:
                self.show_error(owner, error)

        job = self.runner.submit(title, work, lane)
        job.succeeded.connect(on_succeeded)
        job.failed.connect(on_failed)
        return job

    @Slot(object)
    def _on_opened(self, _services: object) -> None:
        if self._door_closed:
            self.sign_in_wanted.emit()
        else:
            self.ready.emit()

    @Slot(object)
    def _on_not_opened(self, error: Exception) -> None:
        if isinstance(error, AppError) and error.code == "vault_locked":
            self.unlock_wanted.emit()
        else:
            self.opening_failed.emit(error)

    @Slot(object)
    def _on_saved(self, _result: object) -> None:
        self.saved.emit()
