"""Starts the window: one program a data folder, painted first, the data opened behind it."""

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.i18n import _, use_language
from friendly_desktop.paths import RESOURCES, DataFolder, default_data_folder
from ui import icons, theme, translators, window_state
from ui.context import OfficeWanted, UiContext
from ui.crash import CrashGuard
from ui.dialogs.file_prompts import QtFilePrompts
from ui.main_window import MainWindow
from ui.places import PageId, Place
from ui.window_state import WindowState

ICONS = "icons.bin"

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Fusion on every system. Given as an argument, because asking for a QStyle object takes 8 ms at start.
STYLE = ("-style", "fusion")


def run(data: DataFolder | str | None = None, language: str = "", arguments: Sequence[str] = ()) -> int:
    """Open the window on a data folder and stay until it is closed.

    Args:
        data: the data folder; None for the person's own. Made if it is not there.
        language: "vi" or "en" for this run; "" for the remembered one.
        arguments: further arguments for Qt.

    Returns:
        The exit code of the process.
    """
    folder = (
        data if isinstance(data, DataFolder) else DataFolder(Path(data) if data else default_data_folder())
    )
    state = window_state.load(folder)
    use_language(language or state.language)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication([sys.argv[0], *STYLE, *arguments])
    app.setApplicationName("friendly-desktop")
    app.setApplicationDisplayName(_("Chính quyền thân thiện"))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal; what was saved is on disk
    wanted: OfficeWanted | None = OfficeWanted(folder)
    code = 0
    while wanted is not None:
        code, left = _work_on(app, wanted, state)
        wanted = left.wanted if left is not None else None
        if wanted is not None and left is not None:
            state = window_state.carried(left.window.state, window_state.load(wanted.folder))
    return code


def _work_on(app: QApplication, wanted: OfficeWanted, state: WindowState) -> tuple[int, "Running | None"]:
    """One data folder until its window is closed: the exit code, and what ran, which may name another folder."""
    folder = wanted.folder
    folder.root.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder.lock))
    lock.setStaleLockTime(0)  # only a dead process makes it stale, never its age
    # Where nobody left a lock it is taken after the first paint, because taking it flushes the disk.
    if folder.lock.exists() and not lock.tryLock(100):
        return _give_way(folder, lock), None
    opener = services_opener(folder, log=True)
    running = Running(app, folder, state, SystemClock(), opener, lock, remove_sample=wanted.remove_sample)
    app.aboutToQuit.connect(running.context.close)  # log-off ends the program without closing the window
    running.left.connect(app.quit)
    running.window.show()
    code = app.exec()
    if not lock.isLocked():
        return _give_way(folder, lock), None
    lock.unlock()
    running.window.deleteLater()
    running.deleteLater()
    return code, running


def _give_way(folder: DataFolder, lock: QLockFile) -> int:
    from ui.single_instance import raise_the_first

    return raise_the_first(folder, lock)


def services_opener(
    folder: DataFolder, clock: Clock | None = None, *, log: bool = False
) -> Callable[[], "Services"]:
    """A call that opens the services; it imports the data layer when it runs, on the worker.

    Args:
        folder: the data folder.
        clock: what tells the time; the PC's clock by default.
        log: keep the log of this process there.
    """

    def opener() -> "Services":
        from friendly_desktop.bootstrap import open_services

        if log:
            from friendly_desktop import logs

            logs.start(folder.own, "window")  # a sample that is removed takes no log along
        services = open_services(folder, clock or SystemClock(), create=True)
        if services.office.is_demo_unfinished():
            with services.session.own_act():
                services.demo.discard_unfinished()
        if not folder.is_sample:
            services.sample.clean_up()
        return services

    return opener


class Running(QObject):
    """The parts of a running program and the order in which they come to life.

    Signals:
        left: the window closed to give way to ``wanted``.
    """

    left = Signal()

    def __init__(
        self,
        app: QApplication,
        folder: DataFolder,
        state: WindowState,
        clock: Clock,
        opener: Callable[[], "Services"],
        lock: QLockFile | None = None,
        *,
        remove_sample: bool = False,
    ) -> None:
        """Build the window.

        Args:
            app: the application.
            folder: the data folder.
            state: how the person left the window.
            clock: what tells the time.
            opener: opens the services; called on the worker.
            lock: taken, if it is not yet, before the data is opened; None for pictures of the window.
            remove_sample: put the sample office away once the data is open.
        """
        super().__init__()
        self._lock = lock
        self._shown = False
        self._next: list[Callable[[], None]] = []
        self._app = app
        self._folder = folder
        self._opener = opener
        self._remove_sample = remove_sample
        self.wanted: OfficeWanted | None = None
        self.guard = CrashGuard(self)
        self.guard.install()
        icons.recall(folder.cache / ICONS)
        dress(app, state)
        translators.install(app, self)
        prompts = QtFilePrompts(dict(state.folders), self._on_folder_chosen, self)
        self.context = UiContext(folder, clock, prompts, self)
        self.window = MainWindow(self.context, state, self.guard)
        self.window.look_changed.connect(self._on_look_changed)
        self.window.painted.connect(self._on_painted)
        self.context.office_wanted.connect(self._on_office_wanted)
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        if folder.exists():
            self.window.show_place(Place(PageId.HOME))
        else:
            self.window.show_welcome()

    @Slot()
    def _on_painted(self) -> None:
        # In turns of the event loop of their own: the window answers in between.
        QTimer.singleShot(0, self, self._open_data)
        self.context.ready.connect(self._on_ready)
        self.context.sign_in_wanted.connect(self._on_ready)
        self.context.unlock_wanted.connect(self._on_ready)
        self.context.opening_failed.connect(self._on_ready)

    @Slot()
    def _open_data(self) -> None:
        if self._lock is not None and not self._lock.isLocked() and not self._lock.tryLock(100):
            self.window.hide()  # another window was faster by a moment, or the folder cannot be written
            QCoreApplication.exit()
            return
        self.context.open_data(self._opener)

    @Slot()
    def _on_ready(self) -> None:
        gc.freeze()
        gc.enable()  # app.py put it off: what was made until now is no garbage, looking for it takes 70 ms
        if not self._shown:
            self._shown = True
            self._next += [self._show_that_it_runs, self._heed_keys]
        if self.context.is_ready:  # else until somebody signs in, or for good
            self._next += [self._begin_backups, self._make_pages_ahead, self._help_over_dialogs]
        QTimer.singleShot(0, self, self._take_next)

    @Slot()
    def _take_next(self) -> None:
        """One of the steps after the start; each imports what it needs, and the window answers in between."""
        if self._next and self.window.isVisible():  # nothing begins in a window that was closed meanwhile
            self._next.pop(0)()
            QTimer.singleShot(0, self, self._take_next)

    def _show_that_it_runs(self) -> None:
        from ui.single_instance import FirstInstance

        # 3 ms that the first paint need not wait for
        self._app.setWindowIcon(QIcon(str(RESOURCES / "app.ico")))
        icons.keep(self._folder.cache / ICONS)
        self._first = FirstInstance(self._folder, self.window, self)

    def _heed_keys(self) -> None:
        from ui.widgets.composing import Composing
        from ui.widgets.tab_order import TabOrder

        self._tab_order = TabOrder(self._app, self)
        self._composing = Composing(self._app, self)

    def _begin_backups(self) -> None:
        from ui.safety.watch import BackupWatch

        self._backups = BackupWatch(self.context, self)
        self._backups.begin()

    def _make_pages_ahead(self) -> None:
        from ui.ahead import PagesAhead

        self.window.ahead = PagesAhead(self.window, self.context, self.window)
        self.window.ahead.watch(self.window.windowHandle())
        self.window.ahead.begin()

    def _help_over_dialogs(self) -> None:
        from ui.help.over_dialogs import DialogHelp

        self._dialog_help = DialogHelp(self._app, self.window.help_topic, self)
        if self._remove_sample:
            from ui.widgets.sample_strip import remove_sample

            remove_sample(self.window, self.context)

    @Slot(object)
    def _on_office_wanted(self, wanted: OfficeWanted) -> None:
        """Close this window; ``run`` opens one on the other folder."""
        self.wanted = wanted
        self.window.close()
        self.left.emit()

    @Slot(object)
    def _on_look_changed(self, state: WindowState) -> None:
        dress(self._app, state)
        window_state.save(self._folder, state)

    @Slot(object)
    def _on_system_scheme(self, _scheme: object) -> None:
        if theme.scheme() is theme.Scheme.SYSTEM and theme.is_dark() != (
            self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        ):
            dress(self._app, self.window.state)

    def _on_folder_chosen(self, purpose: str, folder: str) -> None:
        self.window.remember_folder(purpose, folder)


def dress(app: QApplication, state: WindowState) -> None:
    """Give the program its font and the remembered look."""
    theme.load_fonts()
    known = {one.value: one for one in theme.Scheme}
    theme.apply(app, known.get(state.scheme, theme.Scheme.SYSTEM), state.percent)
