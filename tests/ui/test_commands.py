"""Every command of every page is in the palette, from wherever one is, found without tone marks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from ui import navigation
from ui.commands import of_acts, of_help, of_settings, of_the_year
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow
from ui.pages.settings.page import SettingsPage
from ui.places import HELP, PageId, Place
from ui.widgets.help_panel import HelpPanel, help_text


@pytest.fixture
def at_home(qtbot: QtBot, office: Services, window: MainWindow) -> MainWindow:
    assert office is not None
    window.show_place(Place(PageId.HOME))
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)
    qtbot.waitUntil(lambda: not window.context.runner.busy())
    return window


def palette_of(window: MainWindow) -> Palette:
    window.show_palette()
    found = window.findChild(Palette)
    assert isinstance(found, Palette)
    return found


def lines(palette: Palette) -> list[str]:
    shown = palette.findChild(QListWidget)
    assert isinstance(shown, QListWidget)
    return [shown.item(row).text().partition("   ")[0] for row in range(shown.count())]


def test_from_home_every_command_of_every_page_is_offered(
    qtbot: QtBot, office: Services, at_home: MainWindow
) -> None:
    palette = palette_of(at_home)
    offered = set(lines(palette))
    palette.reject()
    missing = {}
    for spec in navigation.PAGES:
        words = [action.text() for action in at_home.page(spec.id).commands()]
        if lacking := [one for one in words if one not in offered]:
            missing[spec.id.value] = lacking
    qtbot.waitUntil(lambda: not at_home.context.runner.busy())
    assert missing == {}, "name them in ui/commands.py or in ui/<feature>/commands.py"


def test_no_command_is_offered_twice(at_home: MainWindow) -> None:
    palette = palette_of(at_home)
    offered = lines(palette)
    palette.reject()
    assert sorted(one for one in set(offered) if offered.count(one) > 1) == []


def test_the_acts_named_here_are_really_acts_of_their_pages(qtbot: QtBot, at_home: MainWindow) -> None:
    for act in of_acts():
        assert act.text in [action.text() for action in at_home.page(act.page).commands()], act
    qtbot.waitUntil(lambda: not at_home.context.runner.busy())


def test_every_place_named_here_has_its_page(at_home: MainWindow) -> None:
    settings = at_home.page(PageId.SETTINGS)
    assert isinstance(settings, SettingsPage)
    assert {one.place.part for one in of_settings()} <= set(settings._parts)
    assert all(isinstance(one.place.page, PageId) for one in (*of_the_year(), *of_settings(), *of_help()))


def test_an_act_of_another_page_is_done_there_by_keyboard_alone(qtbot: QtBot, at_home: MainWindow) -> None:
    palette = palette_of(at_home)
    qtbot.keyClicks(palette.box(), "thu gon cac nhom")
    assert lines(palette)[0] == "Thu gọn các nhóm"
    done: list[bool] = []
    action = next(
        one for one in at_home.page(PageId.ASSESSMENT).commands() if one.text() == "Thu gọn các nhóm"
    )
    action.triggered.connect(lambda: done.append(True))
    qtbot.keyClick(palette.box(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done))
    assert at_home.current is PageId.ASSESSMENT
    qtbot.waitUntil(lambda: not at_home.context.runner.busy())


def test_a_tab_of_the_settings_is_found_by_what_is_set_there(qtbot: QtBot, at_home: MainWindow) -> None:
    palette = palette_of(at_home)
    qtbot.keyClicks(palette.box(), "co chu")
    assert "Cài đặt: giao diện" in lines(palette)
    palette.reject()


def test_a_part_of_the_help_opens_where_it_stands(qtbot: QtBot, at_home: MainWindow) -> None:
    at_home.show_place(Place(PageId.HOME, part=HELP, filter="Phím tắt"))
    panel = at_home.findChild(HelpPanel)
    assert isinstance(panel, HelpPanel)
    assert panel.isVisible()
    at_home.show_place(Place(PageId.LETTERS, part=HELP))
    assert at_home.current is PageId.LETTERS
    qtbot.waitUntil(lambda: not at_home.context.runner.busy())


def test_every_name_of_a_page_has_one() -> None:
    assert {one.id for one in navigation.PAGES} == set(PageId)


def test_every_page_has_a_help_that_can_be_reached(at_home: MainWindow) -> None:
    offered = {one.place.page for one in of_help()}
    for spec in navigation.PAGES:
        assert spec.id in offered
        assert help_text(at_home.page(spec.id).help_topic)


def test_words_with_exact_tones_come_first(at_home: MainWindow, qtbot: QtBot) -> None:
    palette = palette_of(at_home)
    palette.box().setText("sổ thư")
    assert lines(palette)[0] == "Sổ thư"
    palette.reject()
    qtbot.waitUntil(lambda: not at_home.context.runner.busy())
