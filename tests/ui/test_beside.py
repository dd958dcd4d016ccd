"""Help beside the page: it shares a wide window and covers a part of a narrow one, which never grows."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.beside import Beside


class Part(QWidget):
    """A widget of a known least width."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.setMinimumWidth(least)


@pytest.fixture
def pair(qtbot: QtBot) -> tuple[Beside, Part, Part]:
    main, side = Part(900), Part(280)
    side.setMaximumWidth(440)
    both = Beside(main)
    qtbot.addWidget(both)
    both.set_side(side)
    return both, main, side


def test_where_there_is_room_both_are_seen_whole(pair: tuple[Beside, Part, Part], qtbot: QtBot):
    both, main, side = pair
    both.resize(1400, 600)
    both.show()
    qtbot.waitUntil(side.isVisible)
    assert main.geometry().right() < side.geometry().left()
    assert side.geometry().right() == both.rect().right()


def test_on_a_small_screen_the_side_covers_and_nothing_grows(pair: tuple[Beside, Part, Part], qtbot: QtBot):
    both, main, side = pair
    both.resize(1000, 600)
    both.show()
    qtbot.waitUntil(side.isVisible)
    assert both.width() == 1000
    assert main.width() == 1000
    assert side.geometry().right() == both.rect().right()
    assert side.width() >= 280


def test_the_main_widget_has_all_the_room_when_the_side_goes(pair: tuple[Beside, Part, Part], qtbot: QtBot):
    both, main, side = pair
    both.resize(1400, 600)
    both.show()
    side.hide()
    qtbot.waitUntil(lambda: main.width() == 1400)
