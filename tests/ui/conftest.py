"""Windows under test: none waits for a person, none stays open."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office
from friendly_desktop.paths import DataFolder
from tests.ui.desk import ChosenFiles, Desk, opened
from ui.application import dress
from ui.context import UiContext
from ui.main_window import MainWindow
from ui.window_state import WindowState

#: Milliseconds until a test gives up waiting. Only what never comes takes so long: a PC may be busy, or paused for a while.
_PATIENCE = 300_000


class _PatientBot(QtBot):
    """Waits for what comes sooner or later, so that no test depends on the speed of the PC."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE, **choices: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **choices)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return _PatientBot(request)


@pytest.fixture
def desk(workplace: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    """An office with its year open, and what a page needs around it."""
    with opened(workplace, qtbot, qapp) as made:
        made.open_year()
        yield made


@pytest.fixture
def prompts() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def context(
    qapp: QApplication, data_folder: DataFolder, clock: FixedClock, prompts: ChosenFiles
) -> Iterator[UiContext]:
    """A context whose data is not open yet; ``opened`` opens it."""
    data_folder.root.mkdir(parents=True, exist_ok=True)
    made = UiContext(data_folder, clock, prompts)
    yield made
    made.close()


@pytest.fixture
def open_data(qtbot: QtBot, context: UiContext) -> Callable[[], Services]:
    """Opens the real services in the background, as the application does."""

    def opening() -> Services:
        with qtbot.waitSignal(context.ready):
            context.open_data(lambda: open_services(context.folder, context.clock, create=True))
        return context.services

    return opening


@pytest.fixture
def office(open_data: Callable[[], Services]) -> Services:
    """An office with an open year, ready to be shown."""
    services = open_data()
    services.office.save_office(Office(name="Ninh Giang", province="thành phố Hải Phòng"))
    services.assessment.open_year(2026, "hai-duong-2024")
    return services


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, context: UiContext) -> MainWindow:
    """The main window on the context, not shown yet."""
    dress(qapp, WindowState(scheme="light"))
    made = MainWindow(context, WindowState(scheme="light"))
    made.resize(1240, 800)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def _no_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches a modal dialog fails instead of hanging."""

    def refuse(self: QDialog, *_arguments: object) -> NoReturn:
        pytest.fail(f"modal dialog opened: {type(self).__name__} {self.windowTitle()!r}")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)


@pytest.fixture(autouse=True)
def _no_key_is_held(qapp: QApplication) -> None:
    """A simulated Ctrl+key leaves Ctrl held for Qt, and the next test would choose rows with it."""
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        anything = QWidget()
        QTest.keyClick(anything, Qt.Key.Key_F24)
        assert qapp.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def _no_leftovers(qapp: QApplication) -> Iterator[None]:
    """Every window a test opens is gone when it ends."""
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [
        widget
        for widget in QApplication.topLevelWidgets()
        if id(widget) not in before and widget.parent() is None
    ]
    assert not left, f"windows left open: {left}"
