"""The shell: pages by keyboard, first run, errors, undo, the smallest screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.office import UnitType
from friendly_desktop.domain.settings import LANGUAGE
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import use_language
from ui import navigation, theme
from ui.context import UiContext
from ui.dialogs.open_year import OpenYear
from ui.dialogs.palette import Command, Palette, find
from ui.main_window import MainWindow
from ui.pages.home.page import HomePage
from ui.pages.settings.page import SettingsPage
from ui.pages.welcome.page import WelcomePage
from ui.places import PageId, Place
from ui.widgets.help_panel import HelpPanel
from ui.widgets.strips import ErrorStrip
from ui.widgets.toast import Toast


@pytest.fixture
def shown(qtbot: QtBot, office: Services, window: MainWindow) -> MainWindow:
    """The window on an office with an open year, at the home page."""
    window.show_place(Place(PageId.HOME))
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)
    return window


def part(window: QWidget, kind: type[QWidget]) -> QWidget:
    found = window.findChild(kind)
    assert found is not None
    return found


def test_pages_are_reached_with_alt_and_their_number(qtbot: QtBot, shown: MainWindow):
    pages = [page.id for page in navigation.PAGES]
    last = pages[:9][-1]  # a tenth page has no digit of its own
    qtbot.keyClick(shown, Qt.Key(int(Qt.Key.Key_0) + pages.index(last) + 1), Qt.KeyboardModifier.AltModifier)
    assert shown.current is last
    qtbot.keyClick(shown, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert shown.current is pages[0]


def test_f1_shows_the_help_of_the_page_and_escape_puts_it_away(qtbot: QtBot, shown: MainWindow):
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    assert shown.help.is_open()
    panel = part(shown, HelpPanel)
    assert isinstance(panel, HelpPanel)
    assert "nguy cơ mất" in panel.text()
    qtbot.keyClick(panel._browser, Qt.Key.Key_Escape)
    assert not shown.help.is_open()


def test_the_palette_goes_to_a_page_by_letters_without_tones(qtbot: QtBot, shown: MainWindow):
    shown.show_palette()
    palette = part(shown, Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.box(), "cai dat")
    qtbot.keyClick(palette.box(), Qt.Key.Key_Return)
    assert shown.current is PageId.SETTINGS


def test_exact_tones_come_first_in_the_palette():
    commands = [Command(words, lambda: None) for words in ("Hoàn tác", "Hoãn ngày tiếp", "Hoan nghênh")]
    assert find(commands, "hoãn")[0].text == "Hoãn ngày tiếp"
    assert len(find(commands, "hoan")) == 3


def test_an_error_of_the_world_is_told_in_the_window(shown: MainWindow):
    shown.context.show_error(
        None, AppError("disk_full", "Đĩa đầy", "Ổ D: không còn chỗ trống.", "Hãy xóa bớt tệp.")
    )
    strip = part(shown, ErrorStrip)
    assert isinstance(strip, ErrorStrip)
    assert strip.isVisible()
    assert strip.text() == "Đĩa đầy\nỔ D: không còn chỗ trống.\nHãy xóa bớt tệp."


def test_a_notice_can_be_undone_with_ctrl_z(qtbot: QtBot, shown: MainWindow):
    undone: list[int] = []
    shown.context.tell("Đã bỏ một tệp.", lambda: undone.append(1))
    assert isinstance(part(shown, Toast), Toast)
    qtbot.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]


def test_larger_type_is_one_key_away(qtbot: QtBot, shown: MainWindow):
    with qtbot.waitSignal(shown.look_changed) as told:
        qtbot.keyClick(shown, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert told.args is not None
    assert told.args[0].percent == 110


def test_the_status_line_names_the_office_and_the_time_of_the_last_save(qtbot: QtBot, shown: MainWindow):
    qtbot.waitUntil(lambda: "UBND xã Ninh Giang" in shown._status.text())
    shown.context.perform(shown, "", lambda services: services.office.set_setting(LANGUAGE, "vi"))
    qtbot.waitUntil(lambda: "Đã lưu" in shown._status.text())


def test_the_home_page_is_remembered_for_the_next_start(qtbot: QtBot, shown: MainWindow, context: UiContext):
    cache = context.folder.cache / "home.json"
    qtbot.waitUntil(cache.exists)
    again = HomePage(context)
    qtbot.addWidget(again)
    assert again._shown is not None
    assert again._shown.year == 2026


def test_a_page_of_another_answer_is_not_shown(qtbot: QtBot, shown: MainWindow):
    """A late answer to an old question is dropped."""
    page = shown.page(PageId.HOME)
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: page._worked is not None)
    before, worked = page._shown, page._worked
    assert worked is not None
    late = worked._replace(summary=worked.summary._replace(year=1999))
    page._on_summary((page._asked - 1, late, False))
    assert page._shown is before
    assert page._worked is worked


def test_the_first_run_opens_a_year_by_keyboard(
    qtbot: QtBot, window: MainWindow, open_data: Callable[[], Services]
):
    window.show_welcome()
    window.show()
    services = open_data()
    welcome = part(window, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    qtbot.waitUntil(welcome._open.isEnabled)
    welcome._name.setFocus()
    qtbot.keyClicks(welcome._name, "Ninh Giang")
    welcome._province.setEditText("Hải Phòng")
    assert "UBND thành phố Hải Phòng" in welcome._result.text()
    assert welcome._set.value() == "ninh-giang-2026"
    welcome._chairman.setText("Nguyễn Thị Huệ")
    qtbot.mouseClick(welcome._open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current is PageId.HOME)
    stored = services.office.office()
    assert (stored.unit_type, stored.name, stored.set_up) == (UnitType.XA, "Ninh Giang", True)
    assert (stored.place, stored.authority) == ("Ninh Giang", "UBND thành phố Hải Phòng")
    assert [one.year for one in services.assessment.years()] == [2026]
    assert services.office.signatories()[0].name == "Nguyễn Thị Huệ"


def test_whoever_has_a_backup_goes_from_the_first_page_to_it_and_comes_back(
    qtbot: QtBot, window: MainWindow, open_data: Callable[[], Services]
):
    window.show_welcome()
    window.show()
    open_data()
    window._on_ready()
    welcome = part(window, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    qtbot.waitUntil(lambda: not window._is_set_up and welcome._restore.isEnabled())
    qtbot.mouseClick(welcome._restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current is PageId.SAFETY)
    window.show_place(Place(PageId.LETTERS))  # nothing is there before the office is set up
    assert window.current is None
    assert welcome.isVisible()


def test_the_first_run_says_at_the_field_what_is_missing(
    qtbot: QtBot, window: MainWindow, open_data: Callable[[], Services]
):
    window.show_welcome()
    window.show()
    services = open_data()
    welcome = part(window, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    qtbot.waitUntil(welcome._open.isEnabled)
    qtbot.mouseClick(welcome._open, Qt.MouseButton.LeftButton)
    assert welcome._unit.problem()
    assert not services.assessment.years()


def test_what_papers_need_is_suggested_in_vietnamese_in_an_english_window(
    window: MainWindow, open_data: Callable[[], Services]
):
    use_language("en")
    try:
        window.show_welcome()
        window.show()
        open_data()
        welcome = part(window, WelcomePage)
        assert isinstance(welcome, WelcomePage)
        welcome._name.setText("Ninh Giang")
        welcome._name.setFocus()
        welcome._province.setEditText("Hải Phòng")
        assert "UBND thành phố Hải Phòng" in welcome._result.text()
    finally:
        use_language("vi")


def test_sample_data_is_one_click_away(qtbot: QtBot, window: MainWindow, open_data: Callable[[], Services]):
    window.show_welcome()
    window.show()
    services = open_data()
    welcome = part(window, WelcomePage)
    assert isinstance(welcome, WelcomePage)
    qtbot.waitUntil(welcome._demo.isEnabled)
    with qtbot.waitSignal(window.context.office_wanted) as wanted:
        qtbot.mouseClick(welcome._demo, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    assert wanted.args[0].folder == services.folder.sample
    assert services.sample.is_there()
    assert not services.office.office().set_up


def test_settings_are_saved_as_they_are_typed(qtbot: QtBot, shown: MainWindow, office: Services):
    shown.show_place(Place(PageId.SETTINGS))
    page = shown.page(PageId.SETTINGS)
    assert isinstance(page, SettingsPage)
    field = page._office._authority
    qtbot.waitUntil(lambda: page._office._name.text() == "Ninh Giang")
    field.setFocus()
    field.setText("UBND thành phố Hải Phòng")  # Qt's test keys know no Vietnamese letters
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.office.office().authority == "UBND thành phố Hải Phòng")


def test_a_removed_person_comes_back_with_undo(qtbot: QtBot, shown: MainWindow, office: Services):
    shown.show_place(Place(PageId.SETTINGS, part="people"))
    page = shown.page(PageId.SETTINGS)
    assert isinstance(page, SettingsPage)
    people = page._people
    qtbot.mouseClick(people._add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people.current() is not None)
    people._name.setText("Đặng Thị Hường")
    people._name.editingFinished.emit()
    qtbot.waitUntil(lambda: [one.name for one in office.office.people()] == ["Đặng Thị Hường"])
    qtbot.waitUntil(lambda: people.current() is not None and people.current().name == "Đặng Thị Hường")
    qtbot.mouseClick(people._remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown._toast is not None and shown._toast.can_undo)
    assert not office.office.people()
    assert shown._toast is not None
    shown._toast.undo()
    qtbot.waitUntil(lambda: [one.name for one in office.office.people()] == ["Đặng Thị Hường"])


def test_every_page_fits_the_smallest_screen(qtbot: QtBot, shown: MainWindow):
    for page in navigation.PAGES:
        shown.show_place(Place(page.id))
        shown.resize(1093, 614)
        hint = shown.minimumSizeHint()
        assert hint.width() <= 1024, f"{page.id} needs {hint.width()} in width"
        assert hint.height() <= 560, f"{page.id} needs {hint.height()} in height"


def test_every_button_of_the_shell_has_a_name(qtbot: QtBot, shown: MainWindow):
    for page in navigation.PAGES:
        shown.show_place(Place(page.id))
        qtbot.waitUntil(lambda: not shown.context.runner.busy())
    nameless = [one for one in shown.findChildren(QPushButton) if not (one.text() or one.accessibleName())]
    assert not nameless, [(one.objectName(), type(one.parent()).__name__, one.toolTip()) for one in nameless]


def test_closing_the_window_leaves_no_worker_behind(qtbot: QtBot, shown: MainWindow):
    shown.close()
    assert not shown.context.runner.busy()
    QApplication.sendPostedEvents()


def test_another_year_is_opened_from_the_year_box(qtbot: QtBot, shown: MainWindow, office: Services):
    shown._on_year_wanted()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in shown.findChildren(OpenYear)))
    dialog = part(shown, OpenYear)
    assert isinstance(dialog, OpenYear)
    assert dialog._year.text() == "2027"
    dialog._year.setText("2026")
    assert not dialog._open.isEnabled()
    dialog._year.setText("2027")
    qtbot.mouseClick(dialog._open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.context.year == 2027)
    assert [one.year for one in office.assessment.years()] == [2027, 2026]


@pytest.mark.parametrize("page", [PageId.ASSESSMENT, PageId.EVIDENCE, PageId.PACKAGE])
def test_strips_above_a_page_never_make_the_window_grow(
    qtbot: QtBot, shown: MainWindow, office: Services, page: PageId
):
    office.assessment.freeze(2026)
    shown.resize(1093, 614)
    shown.show_place(Place(page))
    qtbot.waitUntil(lambda: not shown.context.runner.busy())
    shown.context.show_error(
        shown, AppError("x", "Không mở được tệp", "Một câu dài. " * 20, "Hãy thử lại. " * 12)
    )
    qtbot.wait(50)
    assert (shown.width(), shown.height()) == (1093, 614)
    assert shown.minimumSizeHint().height() <= 614


def test_the_window_fits_the_smallest_screen_with_large_type(qapp: QApplication, shown: MainWindow):
    try:
        theme.apply(qapp, theme.Scheme.LIGHT, 150)
        shown.resize(1093, 614)
        QApplication.processEvents()
        assert shown.minimumSizeHint().height() <= 614
        assert shown.height() == 614
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT, 100)
