"""Where the short message stands: never over what is clicked next."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.toast import Toast


def page_with(qtbot: QtBot, *words: str) -> tuple[QWidget, list[QPushButton], Toast]:
    """A page with a list and buttons in a line at its foot, and the message over it."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 500)
    layout = QVBoxLayout(page)
    layout.addWidget(QListWidget(page), 1)
    foot = QHBoxLayout()
    buttons = [QPushButton(one, page) for one in words]
    for made in buttons:
        foot.addWidget(made)
    layout.addLayout(foot)
    page.show()
    qtbot.waitUntil(lambda: all(one.height() > 10 for one in buttons))
    return page, buttons, Toast(page)


def place_in(page: QWidget, one: QWidget) -> QRect:
    return QRect(one.mapTo(page, QPoint()), one.size())


def test_a_message_stands_above_the_buttons_of_a_page(qtbot: QtBot):
    page, buttons, toast = page_with(qtbot, "Mở", "Sửa", "Bỏ")
    toast.tell("Đã bỏ một tệp.", lambda: None)
    for made in buttons:
        assert not toast.geometry().intersects(place_in(page, made))
    assert page.rect().contains(toast.geometry())
    assert toast.geometry().top() > page.height() // 2


def test_a_message_stands_at_the_foot_where_nothing_is_to_be_clicked(qtbot: QtBot):
    page, _buttons, toast = page_with(qtbot)
    toast.tell("Đã bỏ một tệp.")
    assert page.height() - toast.geometry().bottom() < 24


def test_a_message_gives_way_to_a_button_that_comes(qtbot: QtBot):
    page, _buttons, toast = page_with(qtbot)
    toast.tell("Đã bỏ một tệp.", lambda: None)
    late = QPushButton("Xem", page)
    late.setGeometry(toast.geometry())
    late.show()
    toast.raise_()
    toast._give_way()
    assert not toast.geometry().intersects(late.geometry())


def test_a_button_that_is_off_or_out_of_sight_does_not_move_a_message(qtbot: QtBot):
    page, _buttons, toast = page_with(qtbot)
    toast.tell("Đã bỏ một tệp.")
    before = toast.geometry()
    off, hidden = QPushButton("Xem", page), QPushButton("Mở", page)
    off.setGeometry(before)
    off.setEnabled(False)
    off.show()
    hidden.setGeometry(before)
    toast._give_way()
    assert toast.geometry() == before
