"""Writing one letter: by keyboard alone, kept at every pause, told of what is missing where it is missing."""

import pytest
from PySide6.QtCore import Qt

from friendly_desktop.domain.letters import LetterKind, LetterState
from tests.ui.desk import Desk
from tests.ui.test_vietnamese_typing import by_keys
from ui.pages.letters.compose import LetterCompose
from ui.pages.letters.page import LettersPage
from ui.places import PageId, Place


@pytest.fixture
def page(desk: Desk) -> LettersPage:
    made = LettersPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


def write(desk: Desk, page: LettersPage, what: str) -> LetterCompose:
    desk.context.go(Place(PageId.LETTERS, part=f"compose:{what}"))
    desk.wait()
    return page.compose


def type_into(desk: Desk, compose: LetterCompose, **values: str) -> None:
    for field_id, text in values.items():
        line = compose.form.input(field_id).line
        line.setFocus()
        by_keys(line, text)


def test_a_letter_is_kept_while_it_is_typed(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    type_into(desk, compose, groom="Nguyễn Văn Đức", bride="Trần Thị Hường")
    compose.flush()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert letter.kind is LetterKind.WEDDING
    assert letter.state is LetterState.DRAFT
    assert letter.recipient == "Nguyễn Văn Đức và Trần Thị Hường"


def test_nothing_typed_leaves_nothing_in_the_register(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    compose.flush()
    page.go_to_front()
    desk.wait()
    assert desk.services.letters.find() == ()


def test_enter_goes_from_field_to_field_and_then_to_the_printer(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    for one in compose.form.inputs():
        assert one.line.hasFocus()
        desk.qtbot.keyClick(one.line, Qt.Key.Key_Return)
    assert page.focusWidget() is compose.print_button or compose.print_button.isHidden()
