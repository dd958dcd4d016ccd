"""The door of the window: nothing is shown before somebody is in, the lock, another person without a restart."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.people import FREE_TRIES
from friendly_desktop.domain.rights import Role
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.people import passwords
from tests.ui.desk import ChosenFiles, Kind
from ui.actions import ActionId
from ui.context import UiContext
from ui.dialogs import messages
from ui.main_window import MainWindow
from ui.pages.safety.page import SafetyPage
from ui.pages.safety.people import PeopleTab
from ui.people.dialogs import FirstDialog, PersonDialog
from ui.people.idle import TICK_MS, IdleWatch
from ui.people.sheet import SheetDialog
from ui.places import PageId, Place
from ui.widgets.holding import hold

HONG, BINH = "Nguyễn Thị Hồng", "Trần Văn Bình"
PASSWORD, OTHER = "lúa chín đầu bờ", "mưa rào tháng bảy"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real algorithm with little memory: these tests sign in many times."""
    quick = cache(lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", quick)
    yield
    passwords._nobody.cache_clear()


class Room:
    """A window on an office where two people sign in."""

    def __init__(self, window: MainWindow, context: UiContext, qtbot: QtBot, code: str) -> None:
        self.window, self.context, self.qtbot, self.code = window, context, qtbot, code

    def wait(self) -> None:
        for _turn in range(3):
            self.qtbot.waitUntil(lambda: not self.context.runner.busy())
            QApplication.processEvents()

    def enter(self, name: str, password: str) -> None:
        part = self.window.keeper.doorway.sign_in
        part.name.show_value(next(one.id for one in part.people if one.name == name))
        part.password.setText(password)
        QTest.keyClick(part.password, Qt.Key.Key_Return)
        self.wait()


@pytest.fixture
def code(data_folder: DataFolder, clock: FixedClock) -> str:
    services = open_services(data_folder, clock, create=True)
    services.office.save_office(Office(name="Ninh Giang", province="thành phố Hải Phòng"))
    services.assessment.open_year(2026, "hai-duong-2024")
    code = services.users.begin_sign_in(HONG, PASSWORD)
    services.users.add(BINH, Role.CHAIRMAN, OTHER)
    services.close()
    return code


@pytest.fixture
def room(code: str, window: MainWindow, context: UiContext, qtbot: QtBot) -> Room:
    made = Room(window, context, qtbot, code)
    window.show()
    window.show_place(Place(PageId.HOME))
    context.open_data(lambda: open_services(context.folder, context.clock, create=True))
    made.wait()
    return made


@pytest.fixture
def inside(room: Room) -> Room:
    room.enter(HONG, PASSWORD)
    assert not room.window.keeper.is_shut
    return room


def test_nothing_is_read_or_painted_before_somebody_is_in(room: Room) -> None:
    assert room.window.keeper.is_shut
    assert not room.context.is_ready
    assert not room.window.page(PageId.HOME).isVisible()
    answers: list[object] = []
    room.context.query(room.window, "", lambda services: services.office.office(), answers.append)
    room.wait()
    assert answers == []
    QTest.keyClick(room.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.activeModalWidget() is None
    room.enter(HONG, PASSWORD)
    assert room.window.page(PageId.HOME).isVisible()
    assert HONG in room.window._status.text()


def test_a_wrong_password_is_told_at_the_door_and_after_some_the_wait(room: Room) -> None:
    part = room.window.keeper.doorway.sign_in
    for _guess in range(FREE_TRIES):
        room.enter(HONG, "sai")
        assert "không đúng" in part.problem.text()
        assert part.password.text() == ""
    room.enter(HONG, PASSWORD)
    assert "phải đợi" in part.problem.text()
    assert room.window.keeper.is_shut


def test_the_lock_hides_everything_at_once_and_keeps_what_was_typed(inside: Room) -> None:
    window = inside.window
    window.show_place(Place(PageId.SETTINGS))
    inside.wait()
    line = next(one for one in window.page(PageId.SETTINGS).findChildren(QLineEdit) if one.isVisible())
    line.setText("đang gõ dở")
    question = messages.confirm(window, "Xóa?", "Câu hỏi", "Xóa", lambda: None)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.keeper.lock()  # offscreen windows are not always active
    assert window.keeper.is_shut
    assert not line.isVisible()
    assert not question.isVisible()
    late = messages.tell(window, "Xong", "Tên người dân")
    inside.wait()
    assert not late.isVisible()
    inside.enter(HONG, PASSWORD)
    assert line.isVisible()
    assert line.text() == "đang gõ dở"
    assert question.isVisible()
    assert late.isVisible()
    question.close()
    late.close()


def test_another_person_finds_nothing_of_the_one_before(inside: Room) -> None:
    window = inside.window
    window.show_place(Place(PageId.SETTINGS))
    inside.wait()
    before = window.page(PageId.SETTINGS)
    question = messages.confirm(window, "Xóa?", "Câu hỏi", "Xóa", lambda: None)
    inside.context.tell("Đã xóa.", lambda: None)
    window.keeper.lock()
    inside.enter(BINH, OTHER)
    assert inside.context.user is not None
    assert inside.context.user.name == BINH
    assert window.current is PageId.HOME
    assert window.page(PageId.SETTINGS) is not before
    assert question not in QApplication.topLevelWidgets() or not question.isVisible()
    window._actions[ActionId.UNDO].trigger()
    assert BINH in window._status.text()


def test_what_one_person_asked_for_is_done_in_their_name(inside: Room) -> None:
    names: list[str] = []

    def work(services: Services, _job: JobContext) -> str:
        services.users.sign_in(BINH, OTHER)  # meanwhile
        return services.session.name

    inside.context.run_long(inside.window, "", work, names.append)
    inside.wait()
    assert names == [HONG]
    assert inside.context.services.session.name == BINH


def test_the_chairman_sees_why_he_cannot_press_a_button(room: Room) -> None:
    room.enter(BINH, OTHER)
    room.window.show_place(Place(PageId.POSTINGS))
    room.wait()
    button = room.window.page(PageId.POSTINGS).primary_button()
    assert button is not None
    assert not button.isEnabled()
    assert "làm tờ niêm yết" in button.toolTip()


def test_a_held_button_stays_held_whatever_its_page_does(qtbot: QtBot) -> None:
    button = QPushButton("Lưu")
    qtbot.addWidget(button)
    button.setToolTip("Lưu lại")
    hold(button, "không có quyền")
    button.setEnabled(True)
    assert not button.isEnabled()
    hold(button, "")
    assert button.isEnabled()
    assert button.toolTip() == "Lưu lại"
    button.setEnabled(False)
    hold(button, "không có quyền")
    hold(button, "")
    assert not button.isEnabled()


def test_whoever_is_kept_out_meanwhile_stands_at_the_door(inside: Room) -> None:
    services = inside.context.services
    with services.session.own_act():
        services.users.add("Lê Thị Mai", Role.ADMINISTRATOR, "gió mùa đông bắc")
        services.users.keep_out(next(one.id for one in services.users.users() if one.name == HONG))
    inside.context.perform(inside.window, "", lambda services: services.office.save_unit("Văn phòng"))
    inside.wait()
    assert inside.window.keeper.is_shut


def test_a_forgotten_password_is_replaced_with_the_sheet_and_the_next_sheet_is_shown(room: Room) -> None:
    doorway = room.window.keeper.doorway
    doorway.sign_in.lost.click()
    part = doorway.recover
    part.code.setText(room.code.lower().replace("-", " "))
    part.password.first.setText("mật khẩu mới đây")
    part.password.second.setText("mật khẩu mới đây")
    part.enter.click()
    room.wait()
    assert not room.window.keeper.is_shut
    (sheet,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, SheetDialog)]
    assert sheet.isVisible()
    assert not sheet.close_button.isEnabled()
    sheet.reject()
    assert sheet.isVisible()
    sheet.kept.setChecked(True)
    sheet.close_button.click()
    assert not sheet.isVisible()


class _Clock:
    def __init__(self) -> None:
        self.moment = datetime.fromisoformat("2026-11-20T07:30:00+00:00")

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def test_the_window_locks_when_nobody_was_there_for_long_enough(qapp: QApplication, qtbot: QtBot) -> None:
    clock = _Clock()
    watch = IdleWatch(clock, qapp)
    told: list[bool] = []
    watch.left_alone.connect(lambda: told.append(True))
    watch.watch(timedelta(minutes=5))
    try:
        watch.look()
        line = QLineEdit()
        qtbot.addWidget(line)
        for minute in range(4):
            clock.moment += timedelta(minutes=2)
            QTest.keyClick(line, Qt.Key.Key_A)
            watch.look()
            assert not told, minute
        clock.moment += timedelta(hours=9)  # the PC slept
        watch.look()
        assert told == [True]
        watch.look()
        clock.moment -= timedelta(days=400)  # set back: counted by the ticks
        for _tick in range(5 * 60_000 // TICK_MS):
            watch.look()
        assert told == [True, True]
    finally:
        watch.watch(timedelta())
        watch.deleteLater()


def test_an_office_switches_signing_in_on_and_adds_people(
    window: MainWindow,
    context: UiContext,
    open_data: Callable[[], Services],
    qtbot: QtBot,
    prompts: ChosenFiles,
) -> None:
    services = open_data()
    services.office.save_office(Office(name="Ninh Giang", province="thành phố Hải Phòng"))
    services.assessment.open_year(2026, "hai-duong-2024")
    room = Room(window, context, qtbot, "")
    window.show()
    window.show_place(Place(PageId.SAFETY, part="people"))
    room.wait()
    page = window.page(PageId.SAFETY)
    assert isinstance(page, SafetyPage)
    tab = page.tab("people")
    assert isinstance(tab, PeopleTab)
    assert page.primary_button() is None
    tab.begin_button.click()
    first = _open(FirstDialog)
    first.name.show_value(HONG)
    first.password.first.setText("ngắn")
    first.password.second.setText("ngắn")
    first.yes.click()
    room.wait()
    assert "ít nhất 8" in first.problem.text()
    first.password.first.setText(PASSWORD)
    first.yes.click()
    assert "không giống" in first.password.second_field.problem()
    first.password.second.setText(PASSWORD)
    first.yes.click()
    room.wait()
    sheet = _open(SheetDialog)
    target = context.folder.root.parent / "phieu.pdf"
    prompts.paths = [target]
    sheet.save.click()
    room.wait()
    assert target.read_bytes().startswith(b"%PDF")
    sheet.kept.setChecked(True)
    sheet.close_button.click()
    tab.add_button.click()
    person = _open(PersonDialog)
    person.name.show_value(BINH)
    person.role.show_value(Role.CHAIRMAN)
    person.password.first.setText(OTHER)
    person.password.second.setText(OTHER)
    person.yes.click()
    room.wait()
    assert [one.role for one in services.users.users()] == [Role.CHAIRMAN, Role.ADMINISTRATOR]
    assert tab.model.rowCount() == 2


def _open(kind: type[Kind]) -> Kind:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found
