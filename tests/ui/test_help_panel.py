"""The help beside a page and over a dialog: chapters, contents, search, pictures."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from friendly_desktop import VERSION
from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.search import SearchArea, SearchHit
from ui.dialogs.found import place_of
from ui.dialogs.messages import tell
from ui.help.over_dialogs import DialogHelp, HelpDialog
from ui.main_window import MainWindow
from ui.places import PageId, Place
from ui.widgets.help_panel import FOLDER, PICTURES, HelpPanel

MOST_BYTES = 3_000_000


@pytest.fixture
def panel(qtbot: QtBot) -> HelpPanel:
    made = HelpPanel()
    qtbot.addWidget(made)
    made.resize(420, 560)
    made.show()
    return made


def test_every_picture_of_the_help_is_there_and_used_and_they_are_small() -> None:
    named = {
        name
        for path in FOLDER.glob("*.md")
        for name in re.findall(r"\(pictures/([^)]+)\)", path.read_text(encoding="utf-8"))
    }
    there = {path.name: path for path in PICTURES.iterdir()}
    assert named == set(there)
    assert sum(path.stat().st_size for path in there.values()) < MOST_BYTES
    assert not [name for name, path in there.items() if QImage(str(path)).isNull()]


def test_every_link_of_the_help_leads_to_a_chapter_and_its_heading() -> None:
    for path in FOLDER.glob("*.md"):
        language = ".en.md" if path.name.endswith(".en.md") else ".md"
        links = re.findall(r"\(<?help:([a-z]+)(?:#([^>)]+))?>?\)", path.read_text(encoding="utf-8"))
        for topic, heading in links:
            chapter = (FOLDER / f"{topic}{language}").read_text(encoding="utf-8")
            assert not heading or f"# {heading}\n" in chapter, f"{path.name}: {topic} {heading}"


def test_what_is_searched_is_found_in_every_chapter_and_opens_at_its_heading(
    qtbot: QtBot, panel: HelpPanel
) -> None:
    panel.show_topic("home")
    panel.box.setText("han cua mot don")
    assert "Xem hạn của một đơn" in panel.text()
    panel._on_link(QUrl("help:tasks#Xem hạn của một đơn"))
    assert panel.topic() == "tasks"
    assert panel.box.text() == ""
    assert panel._browser.textCursor().block().text() == "Xem hạn của một đơn"
    panel.box.setText("xyzt")
    assert "xyzt" in panel.text()
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert "Làm từng việc" in panel.text()


def test_the_contents_have_every_chapter(qtbot: QtBot, panel: HelpPanel) -> None:
    qtbot.mouseClick(panel.contents, Qt.MouseButton.LeftButton)
    for words in ("Bắt đầu", "Làm từng việc", "Cài đặt", "Có gì mới", "Soạn và in một thư"):
        assert words in panel.text()


def test_pictures_are_as_wide_as_the_panel(panel: HelpPanel) -> None:
    panel.show_topic("tasks")
    shown = panel._browser.loadResource(2, QUrl("pictures/criteria.png"))
    assert isinstance(shown, QImage)
    assert 0 < shown.width() / shown.devicePixelRatio() <= panel._browser.viewport().width()


def test_f1_in_a_dialog_opens_its_help_over_it(qtbot: QtBot, qapp: QApplication, window: MainWindow) -> None:
    window.show()
    DialogHelp(qapp, lambda: "letters", window)
    dialog = tell(window, "Báo sự cố", "…")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    assert dialog.property("knows_help")
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: dialog.findChild(HelpDialog) is not None)
    shown = dialog.findChild(HelpDialog)
    assert isinstance(shown, QDialog)
    assert shown.panel.topic() == "tasks"
    shown.reject()
    dialog.reject()


def test_news_are_shown_once_after_an_update_and_never_at_the_first_start(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show()
    window.show_place(Place(PageId.SETTINGS))
    window.help.tell_news("")
    assert window.findChild(HelpPanel) is None
    window.help.tell_news("0.0.9")
    shown = window.findChild(HelpPanel)
    assert isinstance(shown, HelpPanel)
    assert shown.topic() == "news"
    window.help.put_away()
    window.help.tell_news(VERSION)
    assert not window.help.is_open()


def test_an_opened_office_has_seen_the_news_of_its_version(
    qtbot: QtBot, window: MainWindow, office: Services
) -> None:
    window.show()
    window._ask_state()
    qtbot.waitUntil(lambda: window.state.news_seen == VERSION)
    assert not window.help.is_open()


def test_the_keyboard_goes_back_to_where_it_was_when_the_help_is_put_away(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_place(Place(PageId.SETTINGS))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    before = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.is_open()
    panel = window.findChild(HelpPanel)
    assert isinstance(panel, HelpPanel)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not window.help.is_open()
    assert window.focusWidget() is before


def test_a_chapter_that_is_no_pages_opens_at_what_was_searched(qtbot: QtBot, window: MainWindow) -> None:
    window.show()
    hit = SearchHit(SearchArea.HELP, "Soạn và in một thư", "", "", None, 0, "tasks")
    window.show_place(place_of(hit))
    panel = window.findChild(HelpPanel)
    assert isinstance(panel, HelpPanel)
    assert panel.topic() == "tasks"
    assert panel._browser.textCursor().block().text() == "Soạn và in một thư"
