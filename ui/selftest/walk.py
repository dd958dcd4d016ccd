"""The window of the self-test: every place shown, looked at, and listened to for errors."""

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from friendly_desktop.clock import SystemClock
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from ui import navigation
from ui.application import STYLE, Running, services_opener
from ui.commands import places
from ui.places import Place
from ui.selftest.report import Tried
from ui.window_state import WindowState

#: How long one place may take, in seconds; a slow PC with a virus scanner needs time.
LONGEST = 120
#: A screen of 1366 x 768 at 125 %, in logical pixels.
SMALLEST = (1093, 614)
_TICK_MS = 20
#: Fewer shades than this in a small copy of the picture: nothing was drawn.
_LEAST_SHADES = 6


class WindowError(Exception):
    """What was wrong in the window, one line a place."""


def application(platform: str | None) -> QApplication:
    """The application, with Qt's platform of this name or the usual one; the one there is, if any."""
    more = ("-platform", platform) if platform else ()
    known = QApplication.instance()
    return known if isinstance(known, QApplication) else QApplication(["selftest", *STYLE, *more])


def walk(app: QApplication, data: DataFolder, pictures: Path) -> Tried:
    """Open the window on a data folder, go everywhere, close it.

    Args:
        app: the application.
        data: the data folder.
        pictures: where a picture of each place goes.

    Raises:
        WindowError: a place was blank, said an error, or never came to rest.
    """
    pictures.mkdir(exist_ok=True)
    walker = Walk(app, data, pictures)
    walker.start()
    app.exec()
    walker.forget()
    if walker.problems:
        raise WindowError("\n".join(walker.problems))
    return Tried(walker.seen, tuple(sorted(walker.remarks)))


class _Nobody:
    """Stands for the person when a place asks for a file, and gives none."""

    def open_files(self, *_asked: object) -> None:
        """Choose nothing."""

    def folder(self, *_asked: object) -> None:
        """Choose nothing."""

    def save_file(self, *_asked: object) -> None:
        """Choose nothing."""


class Walk(QObject):
    """Goes from place to place, each when the one before has come to rest."""

    def __init__(self, app: QApplication, data: DataFolder, pictures: Path) -> None:
        """Build the window; nothing is shown before :meth:`start`."""
        super().__init__()
        self._app = app
        self._pictures = pictures
        self.problems: list[str] = []
        self.remarks: set[str] = set()
        self.seen = 0
        self._before = qInstallMessageHandler(self._on_message)
        clock = SystemClock()
        self._running = Running(app, data, WindowState(scheme="light"), clock, services_opener(data, clock))
        self._window = self._running.window
        self._window.context.prompts = _Nobody()
        self._window.context.failed.connect(self._on_failed)
        self._window.context.opening_failed.connect(self._on_opening_failed)
        self._running.guard.caught.connect(self._on_caught)
        self._places = _all_places(clock.today().year)
        self._here = "start"
        self._deadline = time.monotonic() + LONGEST
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Show the window and begin."""
        self._window.resize(*SMALLEST)
        self._window.show()
        self._timer.start()

    def forget(self) -> None:
        """Hear no more of what Qt says."""
        qInstallMessageHandler(self._before)

    @Slot()
    def _on_tick(self) -> None:
        context = self._window.context
        resting = context.is_ready and context.year is not None and not context.runner.busy()
        if not resting and time.monotonic() < self._deadline:
            return
        self._look()
        place = next(self._places, None)
        if not resting:  # the next place would wait behind the same thing
            self._note("never came to rest")
            place = None
        if place is None:
            self._end()
            return
        self._here = f"{place.page.value} {place.part} {place.filter}".strip()
        self._deadline = time.monotonic() + LONGEST
        self._window.show_place(place)

    def _look(self) -> None:
        """Keep a picture of what is there, then close what opened over the window."""
        dialogs = [one for one in self._app.topLevelWidgets() if one.isVisible() and one is not self._window]
        for number, widget in enumerate((self._window, *dialogs)):
            self._keep(widget, f"-{number}" if number else "")
        for dialog in dialogs:
            dialog.close()
            dialog.deleteLater()
        self.seen += 1

    def _keep(self, widget: QWidget, suffix: str) -> None:
        image = widget.grab().toImage()
        name = "".join(one if one.isalnum() else "-" for one in self._here)
        image.save(str(self._pictures / f"{self.seen:03d}-{name}{suffix}.png"))
        if _shades(image) < _LEAST_SHADES:
            self._note("blank")
        if widget.width() > SMALLEST[0] or widget.height() > SMALLEST[1]:
            self._note(f"{widget.width()} x {widget.height()} does not fit the smallest screen")

    def _end(self) -> None:
        self._timer.stop()
        self._window.close()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._app.quit()

    @Slot(object, object)
    def _on_failed(self, _owner: object, error: Exception) -> None:
        told = f"{error.title}: {error.message}" if isinstance(error, AppError) else repr(error)
        self._note(told)

    @Slot(object)
    def _on_opening_failed(self, error: Exception) -> None:
        self._on_failed(None, error)

    @Slot(object)
    def _on_caught(self, error: BaseException) -> None:
        from ui.crash import report

        self._note(f"{error!r}\n{report(error)}")

    def _on_message(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self._note(text)
        elif kind is QtMsgType.QtWarningMsg:
            self.remarks.add(text)

    def _note(self, problem: str) -> None:
        self.problems.append(f"{self._here}: {problem}")


def _all_places(year: int) -> Iterator[Place]:
    """Every page, every part that the palette leads to, every kind of letter."""
    yield from (Place(one.id) for one in navigation.PAGES)
    yield from (one.place for one in places(year))
    from ui.letters.commands import compose

    yield from (compose(kind.value) for kind in LetterKind)


def _shades(image: QImage) -> int:
    small = image.scaled(64, 48)
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})
