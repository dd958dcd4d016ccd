"""The demonstration says what it is and gives way to the office's own work."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office
from friendly_desktop.paths import DataFolder
from ui.application import Running, services_opener
from ui.context import OfficeWanted
from ui.dialogs.messages import Question
from ui.main_window import MainWindow
from ui.pages.welcome.page import WelcomePage
from ui.places import PageId, Place
from ui.window_state import WindowState

Run = Callable[..., Running]


@pytest.fixture
def run(qtbot: QtBot, qapp: QApplication, clock: FixedClock) -> Iterator[Run]:
    """Starts the program on a folder; what it heeds of the application ends with the test."""
    started: list[Running] = []

    def start(folder: DataFolder, *, remove_sample: bool = False) -> Running:
        opener = services_opener(folder, clock)
        running = Running(
            qapp, folder, WindowState(scheme="light"), clock, opener, remove_sample=remove_sample
        )
        started.append(running)
        qtbot.addWidget(running.window)
        running.window.show()
        return running

    yield start
    for one in started:
        one.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def push(window: MainWindow, words: str) -> QPushButton | None:
    """The visible button with these words."""
    found = [one for one in window.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    return found[0] if found else None


def test_the_demonstration_is_left_for_real_work_from_the_home_page(
    qtbot: QtBot,
    data_folder: DataFolder,
    clock: FixedClock,
    open_data: Callable[[], Services],
    window: MainWindow,
) -> None:
    filled = open_services(data_folder, clock, create=True)
    filled.demo.fill(2026)
    filled.close()
    window.show_place(Place(PageId.HOME))
    window.show()
    services = open_data()
    qtbot.waitUntil(lambda: push(window, "Bắt đầu với dữ liệu thật") is not None)
    begin = push(window, "Bắt đầu với dữ liệu thật")
    assert begin is not None
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    question = window.findChild(Question)
    assert question is not None
    yes = next(one for one in question.findChildren(QPushButton) if one.text() == "Xóa dữ liệu mẫu")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(WelcomePage) is not None)
    assert services.assessment.years() == ()
    assert not services.office.is_demo()


def test_an_office_of_its_own_sees_no_word_of_a_demonstration(
    qtbot: QtBot, open_data: Callable[[], Services], window: MainWindow
) -> None:
    window.show()
    services = open_data()
    services.office.save_office(Office(name="Ninh Giang"))
    services.assessment.open_year(2026, "hai-duong-2024")
    window.show_place(Place(PageId.HOME))
    qtbot.waitUntil(lambda: push(window, "Chấm tiếp") is not None)
    assert push(window, "Bắt đầu với dữ liệu thật") is None


def test_the_sample_office_says_so_on_every_page_and_is_left_or_removed_with_one_click(
    qtbot: QtBot, data_folder: DataFolder, clock: FixedClock, run: Run
) -> None:
    services = open_services(data_folder, clock, create=True)
    sample = services.sample.make()
    services.close()
    running = run(sample)
    window = running.window
    qtbot.waitUntil(lambda: push(window, "Xóa dữ liệu mẫu") is not None)
    for page in (PageId.LETTERS, PageId.SETTINGS):
        window.show_place(Place(page))
        assert push(window, "Về đơn vị của mình") is not None
    assert window.windowTitle() == "Dữ liệu mẫu"
    remove = push(window, "Xóa dữ liệu mẫu")
    assert remove is not None
    with qtbot.waitSignal(window.context.office_wanted):
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert running.wanted == OfficeWanted(data_folder, remove_sample=True)
    assert not window.isVisible()


def test_a_removed_sample_comes_back_with_undo(qtbot: QtBot, data_folder: DataFolder, run: Run) -> None:
    kept = data_folder.sample.database
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"tried")
    own = run(data_folder, remove_sample=True)
    qtbot.waitUntil(lambda: own.window._toast is not None and own.window._toast.can_undo)
    assert not kept.exists()
    assert own.window._toast is not None
    own.window._toast.undo()
    qtbot.waitUntil(kept.exists)
    own.window.close()
