"""Tab goes through a window as it is read, whatever the order in which its parts were made."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from tests.ui import eyes
from ui.widgets.tab_order import TabOrder, as_read


@pytest.fixture
def order(qapp: QApplication) -> Iterator[TabOrder]:
    made = TabOrder(qapp)
    yield made
    made.deleteLater()


class Backwards(QDialog):
    """Made from its foot to its head."""

    def __init__(self) -> None:
        super().__init__()
        self.save, self.late = QPushButton("Lưu", self), QCheckBox("Trễ hạn", self)
        self.right, self.left, self.first = (QLineEdit(self) for _each in range(3))
        grid = QGridLayout()
        grid.addWidget(self.right, 1, 1)
        grid.addWidget(self.left, 1, 0)
        grid.addWidget(self.first, 0, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        self.body = QVBoxLayout(self)
        self.body.addLayout(grid)
        self.body.addWidget(self.late)
        self.body.addLayout(buttons)

    def tabbed(self, start: QWidget, times: int) -> list[QWidget | None]:
        start.setFocus()
        went: list[QWidget | None] = [start]
        for _time in range(times):
            for _turn in range(
                3
            ):  # the layout asks, then the order is put right: a moment after the keyboard moved
                QApplication.processEvents()
            QTest.keyClick(self.focusWidget(), Qt.Key.Key_Tab)
            went.append(self.focusWidget())
        return went


def test_tab_follows_the_layouts(qtbot: QtBot, order: TabOrder):
    dialog = Backwards()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.late.setFocus()
    read = [dialog.first, dialog.left, dialog.right, dialog.late, dialog.save]
    assert dialog.tabbed(dialog.first, 4) == read
    assert not list(eyes.out_of_order(dialog, eyes.by_tab(dialog)))


def test_what_appears_later_has_its_place(qtbot: QtBot, order: TabOrder):
    dialog = Backwards()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.save.setFocus()
    more = QLineEdit(dialog)
    dialog.body.insertWidget(1, more)
    more.show()
    assert dialog.tabbed(dialog.right, 2) == [dialog.right, more, dialog.late]


def test_what_appears_while_the_keyboard_rests_has_its_place(qtbot: QtBot, order: TabOrder):
    dialog = Backwards()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.right.setFocus()
    QApplication.processEvents()
    more = QLineEdit(dialog)
    dialog.body.insertWidget(1, more)
    for _turn in range(3):  # the layout asks, then the order is put right
        QApplication.processEvents()
    QTest.keyClick(dialog.right, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is more


def test_layouts_leave_no_items_behind_that_python_knows(qtbot: QtBot, order: TabOrder):
    """PySide takes what is made later at their address for them, and ends the program (see ``tab_order``)."""
    dialog = Backwards()
    qtbot.addWidget(dialog)
    dialog.show()

    def known() -> int:
        return sum(isinstance(one, QLayoutItem) for one in Shiboken.getAllValidWrappers())

    before = known()
    for _turn in range(3):
        assert len(list(as_read(dialog))) == 5
    assert known() == before


def test_what_is_hidden_or_disabled_is_passed_over(qtbot: QtBot, order: TabOrder):
    dialog = Backwards()
    qtbot.addWidget(dialog)
    dialog.left.hide()
    dialog.late.setEnabled(False)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.right.setFocus()
    assert dialog.tabbed(dialog.first, 2) == [dialog.first, dialog.right, dialog.save]


def test_the_eyes_of_the_tests_see_a_wrong_order(qtbot: QtBot):
    dialog = Backwards()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    for one, following in (
        (dialog.save, dialog.left),
        (dialog.left, dialog.first),
        (dialog.first, dialog.right),
    ):
        QWidget.setTabOrder(one, following)
    assert list(eyes.out_of_order(dialog, eyes.by_tab(dialog)))
    assert len(list(eyes.unnamed(dialog))) == 3
