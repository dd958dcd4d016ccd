"""Pages are made ready while nobody waits, and a page that is not ready is made in turns."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from ui import navigation
from ui.ahead import PagesAhead
from ui.main_window import MainWindow
from ui.places import PageId, Place


@pytest.fixture
def shown(qtbot: QtBot, office: Services, window: MainWindow) -> Iterator[MainWindow]:
    """The window on an office with an open year, at the home page, with nothing else made."""
    window.show_place(Place(PageId.HOME))
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)
    window.ahead = PagesAhead(window, window.context, window)
    yield window
    gc.unfreeze()


def made(window: MainWindow) -> set[PageId]:
    return set(window._pages)


def test_every_page_becomes_ready_without_being_opened(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.ahead.begin()
    qtbot.waitUntil(shown.ahead.is_done)
    assert made(shown) == {spec.id for spec in navigation.PAGES}
    assert shown.current is PageId.HOME
    assert not shown.page(PageId.CASES).isVisible()


def test_a_page_that_is_ready_is_shown_at_once(qtbot: QtBot, shown: MainWindow):
    shown.page(PageId.SETTINGS)
    shown.go(Place(PageId.SETTINGS))
    assert shown.current is PageId.SETTINGS


def test_a_page_that_is_not_ready_is_made_before_all_others_and_shown(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.ahead.begin()
    shown.go(Place(PageId.POSTINGS))
    assert shown.current is PageId.HOME  # in turns of the event loop, the window answers in between
    qtbot.waitUntil(lambda: shown.current is PageId.POSTINGS)
    assert made(shown) == {PageId.HOME, PageId.POSTINGS}


def test_whoever_chooses_another_page_meanwhile_gets_that_one(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.ahead.begin()
    shown.go(Place(PageId.SURVEYS))
    shown.go(Place(PageId.FIGURES))
    qtbot.waitUntil(lambda: shown.current is PageId.FIGURES)
    qtbot.waitUntil(lambda: PageId.SURVEYS in made(shown))
    QApplication.processEvents()
    assert shown.current is PageId.FIGURES


def test_a_page_in_view_is_not_left_for_one_that_was_waited_for_before(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.page(PageId.SETTINGS)
    shown.ahead.begin()
    shown.go(Place(PageId.SURVEYS))
    shown.go(Place(PageId.SETTINGS))
    assert shown.current is PageId.SETTINGS
    qtbot.waitUntil(lambda: PageId.SURVEYS in made(shown))
    QApplication.processEvents()
    assert shown.current is PageId.SETTINGS


def test_the_place_on_a_page_that_is_not_ready_is_reached(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.context.go(Place(PageId.SETTINGS, part="people"))
    qtbot.waitUntil(lambda: shown.current is PageId.SETTINGS)
    page = shown.page(PageId.SETTINGS)
    assert page._tabs.currentWidget() is page._parts["people"]  # type: ignore[attr-defined]


def test_nothing_is_made_while_somebody_types(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.ahead.watch(shown.windowHandle())
    shown.ahead.begin()
    left = len(shown.ahead._steps)
    for _letter in range(20):  # no rest between them
        QTest.keyClick(shown.windowHandle(), Qt.Key.Key_A)
        QApplication.processEvents()
    assert len(shown.ahead._steps) >= left - 1
    qtbot.waitUntil(lambda: shown.ahead is not None and len(shown.ahead._steps) < left - 1)


def test_a_page_that_was_made_and_not_taken_in_goes_with_the_window(qtbot: QtBot, shown: MainWindow):
    page = shown.make_page(PageId.POSTINGS)
    with qtbot.waitSignal(page.destroyed):
        shown.close()


def test_what_the_person_before_waited_for_is_not_shown_to_the_next(qtbot: QtBot, shown: MainWindow):
    assert shown.ahead is not None
    shown.ahead.begin()
    shown.go(Place(PageId.SURVEYS))
    shown.context.user_changed.emit(None)
    qtbot.waitUntil(shown.ahead.is_done)
    assert shown.current is PageId.HOME
    assert shown.ahead._wanted is None  # so that steps rest again while somebody types
