"""Words that are still being composed when Enter is pressed: in dialogs, in cells of tables, in lines."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTextEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.ui.desk import Desk
from tests.ui.typing_ways import by_keys, compose, windows_typing, words
from ui.pages.figures.grid import FiguresGrid
from ui.pages.figures.page import FiguresPage
from ui.places import PageId, Place
from ui.widgets.composing import Composing


@pytest.fixture
def composing(qapp: QApplication) -> Iterator[Composing]:
    made = Composing(qapp)
    yield made
    made.deleteLater()


class Asking(QDialog):
    """A line, a text, and a button that Enter presses."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.text = QLineEdit(self), QTextEdit(self)
        self.said = 0
        self.line.returnPressed.connect(self._on_return)
        yes = QPushButton("Lưu", self)
        yes.setDefault(True)
        yes.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        for one in (self.line, self.text, yes):
            column.addWidget(one)

    def _on_return(self) -> None:
        self.said += 1


@pytest.fixture
def asking(qtbot: QtBot, composing: Composing) -> Asking:
    made = Asking()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_ends_the_word_first_and_the_dialog_only_when_pressed_again(asking: Asking, key: Qt.Key):
    compose(asking.line, "t", "to", "toa", "toan", "toán")
    QTest.keyClick(asking.line, key)
    assert (asking.line.text(), asking.said, asking.isVisible()) == ("toán", 0, True)
    QTest.keyClick(asking.line, key)
    assert (asking.said, asking.isVisible()) == (1, False)


def test_a_text_of_several_lines_takes_no_new_line_for_it(asking: Asking):
    asking.text.setFocus()
    compose(asking.text, "họ", "học")
    QTest.keyClick(asking.text, Qt.Key.Key_Return)
    assert asking.text.toPlainText() == "học"
    QTest.keyClick(asking.text, Qt.Key.Key_Return)
    assert asking.text.toPlainText() == "học\n"


def test_a_word_that_was_taken_back_holds_nothing_up(asking: Asking):
    compose(asking.line, "h", "")
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert (asking.said, asking.isVisible()) == (1, False)


def test_a_word_left_by_the_mouse_holds_nothing_up(asking: Asking):
    compose(asking.line, "họ")
    asking.text.setFocus()
    asking.line.setFocus()
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert asking.said == 1


def a_figure(desk: Desk) -> FiguresGrid:
    """The keyboard stands on the files received in March."""
    page = FiguresPage(desk.context)
    desk.show(page)
    page.show_place(Place(PageId.FIGURES, part="months"))
    page.activateWindow()
    desk.qtbot.waitUntil(page.isActiveWindow)
    desk.wait()
    page.months.grid.setFocus()
    page.months.grid.stand_on("files_received", 3)
    return page.months.grid


def test_cells_of_a_table_take_compositions_and_enter_goes_down_only_afterwards(
    desk: Desk, composing: Composing
):
    grid = a_figure(desk)
    here = grid.currentIndex()

    compose(grid, "1", "12")  # VNI composes figures, too, until it knows that they are no tones
    QTest.keyClick(grid, Qt.Key.Key_Return)
    cell = QApplication.focusWidget()  # the grid keeps the keyboard until the first word is whole
    assert isinstance(cell, QLineEdit)
    assert grid.currentIndex() == here
    assert words(cell) == "12"
    QTest.keyClick(cell, Qt.Key.Key_Return)
    desk.wait()
    assert grid.currentIndex().row() == here.row() + 1
    assert here.data() == "12"


def test_cells_of_a_table_take_vietnamese_as_it_is_typed(desk: Desk, composing: Composing):
    grid = a_figure(desk)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    windows_typing(cell)
    assert words(cell) == "học đức toán"
    cell.clear()
    by_keys(cell, "125", 1, "8")
    assert words(cell) == "128"
    QTest.keyClick(cell, Qt.Key.Key_Escape)
