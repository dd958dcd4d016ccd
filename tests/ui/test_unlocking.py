"""A window on encrypted records: shut until the password, then as always."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import keychain
from tests.ui.desk import ChosenFiles
from ui.context import UiContext
from ui.main_window import MainWindow
from ui.people.unlocking import Unlock
from ui.places import PageId, Place

PASSWORD = "chợ phiên họp ngày rằm"
HONG = "Nguyễn Thị Hồng"


pytestmark = pytest.mark.usefixtures("cheap_keys")


@pytest.fixture
def code(data_folder: DataFolder, clock: FixedClock) -> str:
    services = open_services(data_folder, clock, create=True)
    services.office.save_office(Office(name="Ninh Giang", province="thành phố Hải Phòng"))
    services.assessment.open_year(2026, "hai-duong-2024")
    made = services.vault.begin(PASSWORD)
    services.vault.encrypt_records(PASSWORD)
    services.close()
    keychain.forget()
    return made


class Room:
    def __init__(self, window: MainWindow, context: UiContext, qtbot: QtBot) -> None:
        self.window, self.context, self.qtbot = window, context, qtbot

    @property
    def part(self) -> Unlock:
        return self.window.keeper.doorway.unlock

    @property
    def is_open(self) -> tuple[bool, bool]:
        """The window, and the data."""
        return not self.window.keeper.is_shut, self.context.is_ready

    def wait(self) -> None:
        for _turn in range(3):
            self.qtbot.waitUntil(lambda: not self.context.runner.busy())
            QApplication.processEvents()

    def enter(self, secret: str) -> None:
        self.part.secret.setText(secret)
        QTest.keyClick(self.part.secret, Qt.Key.Key_Return)
        self.wait()


@pytest.fixture
def open_room(
    code: str,
    window: MainWindow,
    context: UiContext,
    qtbot: QtBot,
    data_folder: DataFolder,
    clock: FixedClock,
) -> Callable[[], Room]:
    """Opens the window on the locked records."""

    def opened() -> Room:
        made = Room(window, context, qtbot)
        window.show()
        window.show_place(Place(PageId.HOME))
        context.open_data(lambda: open_services(data_folder, clock, create=True))
        made.wait()
        return made

    return opened


@pytest.fixture
def room(open_room: Callable[[], Room]) -> Room:
    return open_room()


@contextmanager
def unlocked(folder: DataFolder, clock: FixedClock) -> Iterator[Services]:
    """The records as they are before the window opens; locked again after it."""
    from friendly_desktop.services.vault import unlocking

    unlocking.unlock(folder, PASSWORD)
    services = open_services(folder, clock)
    yield services
    services.close()
    keychain.forget()


def test_the_window_is_shut_until_the_password_opens_the_records(room: Room) -> None:
    assert room.is_open == (False, False)
    assert room.part.isVisibleTo(room.window)
    room.enter("")
    assert room.part.problem.text()
    room.enter("không phải mật khẩu")
    assert "chưa" in room.part.problem.text() or "không mở được" in room.part.problem.text()
    assert not room.part.secret.text()
    assert room.is_open == (False, False)
    room.enter(PASSWORD)
    assert room.is_open == (True, True)
    assert room.window.page(PageId.HOME).isVisibleTo(room.window)


def test_the_code_of_the_sheet_opens_them_too(room: Room, code: str) -> None:
    room.enter(code.lower())
    assert room.context.is_ready
    assert not room.window.keeper.is_shut


def test_where_people_sign_in_the_door_asks_for_the_name_next(
    open_room: Callable[[], Room], data_folder: DataFolder, clock: FixedClock
) -> None:
    with unlocked(data_folder, clock) as services:
        services.users.begin_sign_in(HONG, "lúa chín đầu bờ")
    room = open_room()
    assert room.part.isVisibleTo(room.window)
    room.enter(PASSWORD)
    assert room.window.keeper.is_shut
    assert not room.part.isVisibleTo(room.window)
    assert room.window.keeper.doorway.sign_in.people[0].name == HONG
    assert not room.context.is_ready


def test_lost_keys_come_back_from_a_sealed_backup(
    open_room: Callable[[], Room], data_folder: DataFolder, clock: FixedClock, prompts: ChosenFiles
) -> None:
    target = data_folder.root.parent / "USB"
    target.mkdir()
    with unlocked(data_folder, clock) as services:
        sealed = services.backups.make_file(target / "sao-luu.zip").path
    for name in ("vault.json", "vault-copy.json", "backups/keys/vault.json"):
        (data_folder.root / name).write_bytes(b"?")
    room = open_room()
    assert room.part.recover.isHidden()
    room.enter(PASSWORD)
    assert not room.part.recover.isHidden()
    assert room.part.secret.text() == PASSWORD
    prompts.paths = [sealed]
    room.part.recover.click()
    room.wait()
    assert room.context.is_ready
    assert room.context.services.vault.state().records
