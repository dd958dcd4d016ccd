"""Writing one letter: by keyboard alone, kept at every pause, told of what is missing where it is missing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import LetterKind, LetterState, Sheet
from friendly_desktop.errors import AppError
from friendly_desktop.services.letters.service import LettersService
from tests.ui.desk import Desk
from tests.ui.paper_tray import load
from tests.ui.typing_ways import by_keys, press, telex, words
from ui.main_window import MainWindow
from ui.pages.letters.compose import LetterCompose
from ui.pages.letters.page import LettersPage
from ui.places import PageId, Place
from ui.printing.dialog import PrintDialog
from ui.widgets.suggesting import SuggestLine


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


def type_into(compose: LetterCompose, **values: str) -> None:
    for field_id, text in values.items():
        line = compose.form.input(field_id).line
        line.setFocus()
        by_keys(line, text)


def line_of(compose: LetterCompose, field_id: str) -> SuggestLine:
    line = compose.form.input(field_id).line
    assert isinstance(line, SuggestLine)
    return line


def wedding(desk: Desk, page: LettersPage) -> LetterCompose:
    compose = write(desk, page, "wedding")
    type_into(compose, groom="Nguyễn Văn Đức", bride="Trần Thị Hường")
    return compose


def test_another_letter_shows_its_own_words_in_the_line_where_somebody_stands(
    desk: Desk, page: LettersPage
) -> None:
    place = desk.services.letters.blank_draft(LetterKind.CONDOLENCE).place
    compose = wedding(desk, page)
    compose.details._place.setFocus()
    compose.details._place.clear()
    compose = write(desk, page, "condolence")
    assert compose.details._place.text() == place != ""


# -- going through the form


@pytest.mark.parametrize("kind", ["wedding", "birth", "condolence"])
def test_tab_goes_from_the_first_field_to_the_last_and_on_to_the_details(
    desk: Desk, page: LettersPage, kind: str
) -> None:
    write(desk, page, "praise")
    compose = write(desk, page, kind)  # the fields of another letter come and go before
    compose.form.inputs()[0].line.setFocus()
    told = []
    for _step in range(len(compose.form.inputs()) + 8):
        line = QApplication.focusWidget()
        assert line is not None
        told.append(line.accessibleName() or line.property("text"))
        QTest.keyClick(line, Qt.Key.Key_Tab)
    details = ["Địa danh ghi trên thư", "Ngày ghi trên thư", "Người ký", "Số của thư", "Để trống, ghi tay"]
    details += ["Khổ giấy", "Khung", "Cỡ chữ của thư"]
    assert told == [*(one.field.label for one in compose.form.inputs()), *details]


# -- keeping


def test_a_letter_is_kept_while_it_is_typed(desk: Desk, page: LettersPage) -> None:
    wedding(desk, page)
    couple = "Nguyễn Văn Đức và Trần Thị Hường"
    desk.qtbot.waitUntil(lambda: [one.recipient for one in desk.services.letters.find()] == [couple])
    (letter,) = desk.services.letters.find()
    assert (letter.kind, letter.state) == (LetterKind.WEDDING, LetterState.DRAFT)


def test_nothing_typed_leaves_nothing_in_the_register(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    compose.flush()
    page.go_to_front()
    desk.wait()
    assert desk.services.letters.find() == ()


def test_what_was_typed_last_survives_closing_the_window(desk: Desk, page: LettersPage) -> None:
    compose = wedding(desk, page)
    compose.flush()  # the first save is under way while the next letters are typed
    type_into(compose, bride=" Em")
    page.hide()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert letter.draft.values["bride"] == "Trần Thị Hường Em"


def test_a_draft_is_opened_and_goes_on(desk: Desk, page: LettersPage) -> None:
    wedding(desk, page).flush()
    desk.wait()
    (letter,) = desk.services.letters.find()
    desk.context.go(Place(PageId.LETTERS, part="compose:thanks"))
    desk.wait()
    desk.context.go(Place(PageId.LETTERS, part=f"letter:{letter.id}"))
    desk.wait()
    assert page.compose.form.values()["groom"] == "Nguyễn Văn Đức"
    type_into(page.compose, groom_address="Thôn Trung")
    page.compose.flush()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert letter.draft.values["groom_address"] == "Thôn Trung"


def test_text_that_cannot_be_read_is_kept_as_typed(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "condolence")
    type_into(compose, deceased="Nguyễn Thị Mùi", died="31/2/2026")
    compose.flush()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert letter.draft.values["died"] == "31/2/2026"
    desk.context.go(Place(PageId.LETTERS, part=f"letter:{letter.id}"))
    desk.wait()
    assert line_of(page.compose, "died").text() == "31/2/2026"


def test_a_full_disk_is_told_and_what_was_typed_is_kept_later(
    desk: Desk, page: LettersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = wedding(desk, page)
    with monkeypatch.context() as full:
        full.setattr(LettersService, "save", _full_disk)
        compose.flush()
        desk.wait()
    # Leaving the first field saved too; whether before or after the disk was full, nobody knows.
    assert {error.code for error in desk.errors if isinstance(error, AppError)} == {"disk_full"}
    desk.errors.clear()
    assert compose.form.values()["groom"] == "Nguyễn Văn Đức"
    page.hide()
    desk.wait()
    assert len(desk.services.letters.find()) == 1


def _full_disk(*_arguments: object) -> None:
    raise AppError("disk_full", "Ổ đĩa đầy", "Ổ đĩa không còn chỗ.", "Hãy xóa bớt tệp.")


# -- typing


def test_enter_goes_from_field_to_field_and_last_to_the_button(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    compose.print_button.setParent(page)
    compose.print_button.show()
    for one in compose.form.inputs():
        assert one.line.hasFocus(), one.field.id
        desk.qtbot.keyClick(one.line, Qt.Key.Key_Return)
    assert compose.print_button.hasFocus()


def test_dates_are_read_on_leaving_and_told_at_the_field(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "condolence")
    type_into(compose, died="181126")
    press(line_of(compose, "died"), Qt.Key.Key_Return)
    assert line_of(compose, "died").text() == "18/11/2026"
    line_of(compose, "died").clear()
    type_into(compose, died="31/2")
    press(line_of(compose, "died"), Qt.Key.Key_Return)
    desk.wait()
    assert "31/2" in compose.form.input("died").problem()
    assert "1" in compose.notices.unfinished.text()


def test_the_age_is_suggested_and_what_was_typed_stays(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "condolence")
    type_into(compose, born="1949", died="18/11/2026")
    press(line_of(compose, "died"), Qt.Key.Key_Return)
    assert line_of(compose, "age").text() == "hưởng thọ 78 tuổi"
    line_of(compose, "age").clear()
    type_into(compose, age="đại thọ 78 tuổi")
    line_of(compose, "born").clear()
    type_into(compose, born="1942")
    assert line_of(compose, "age").text() == "đại thọ 78 tuổi"
    assert "85" in compose.form.age_note("age")


def test_people_written_to_before_are_offered_and_never_put_in_unasked(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "praise")
    type_into(compose, salutation="Ông", name="Đặng Văn Bưởi", address="Thôn Trung")
    compose.flush()
    desk.wait()
    (letter,) = desk.services.letters.find()
    desk.services.letters.submit([letter.id])
    compose = write(desk, page, "thanks")
    line = line_of(compose, "name")
    type_into(compose, name="dang")
    desk.qtbot.waitUntil(line.list_is_open)
    assert line.text() == "dang"
    by_keys(line, " v")
    desk.wait()
    assert line.text() == "dang v"
    press(line, Qt.Key.Key_Down)
    assert line.text() == "dang v"
    press(line, Qt.Key.Key_Return)
    assert line.text() == "Đặng Văn Bưởi"
    assert compose.form.values()["address"] == "Thôn Trung"
    assert compose.form.values()["salutation"] == "Ông"


def test_enter_passes_by_an_open_list_without_taking_from_it(desk: Desk, page: LettersPage) -> None:
    desk.services.office.save_hamlets("Thôn Trung\nThôn Đồng Quýt")
    compose = write(desk, page, "condolence")
    line = line_of(compose, "hamlet")
    type_into(compose, hamlet="dong")
    assert [one.text for one in line.offered()] == ["Thôn Đồng Quýt"]
    press(line, Qt.Key.Key_Return)
    assert line.text() == "dong"
    assert not line.list_is_open()


def test_escape_puts_the_list_away_before_it_leaves_the_letter(desk: Desk, page: LettersPage) -> None:
    desk.services.office.save_hamlets("Thôn Trung\nThôn Đồng Quýt")
    compose = write(desk, page, "condolence")
    line = line_of(compose, "hamlet")
    type_into(compose, hamlet="dong")
    assert line.list_is_open()
    desk.qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.list_is_open()
    assert compose.isVisible()
    desk.qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not compose.isVisible()


def test_vietnamese_is_typed_while_the_list_is_open(desk: Desk, page: LettersPage) -> None:
    desk.services.office.save_hamlets("Thôn Học Đức\nThôn Học")
    compose = write(desk, page, "condolence")
    line = line_of(compose, "hamlet")
    line.setFocus()
    telex(line)
    assert words(line) == "học đức toán"


def test_the_part_of_the_commune_is_found_inside_an_address(desk: Desk, page: LettersPage) -> None:
    desk.services.office.save_hamlets("Thôn Trung\nThôn Đồng Quýt")
    compose = write(desk, page, "wedding")
    line = line_of(compose, "groom_address")
    type_into(compose, groom_address="số 5, quyt")
    desk.qtbot.waitUntil(line.list_is_open)
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Return)
    assert line.text() == "số 5, Thôn Đồng Quýt"


def test_old_fonts_are_offered_for_conversion_and_come_back(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    type_into(compose, groom="NguyÔn V¨n §øc")
    one = compose.form.input("groom")
    assert line_of(compose, "groom").text() == "NguyÔn V¨n §øc"
    assert one.convert_button().isVisible()
    one.convert_button().click()
    assert line_of(compose, "groom").text() == "Nguyễn Văn Đức"
    assert not one.convert_button().isVisible()
    assert desk.undo is not None
    desk.undo()
    assert line_of(compose, "groom").text() == "NguyÔn V¨n §øc"


# -- the page beside the form


def test_the_page_follows_the_typing(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    compose.preview.show()
    desk.qtbot.waitUntil(lambda: compose.preview.image() is not None)
    before = compose.preview.image()
    type_into(compose, groom="Nguyễn Văn Đức")
    desk.qtbot.waitUntil(lambda: compose.preview.image() != before)


def test_a_letter_too_long_for_its_page_is_told_of_and_made_to_fit(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "praise")
    reason = "đã dũng cảm cứu hai cháu nhỏ bị đuối nước tại kênh thủy lợi của thôn, "
    compose.form.input("achievement").put(reason * 25)
    desk.wait()
    desk.qtbot.waitUntil(compose.side.long.isVisible)
    compose.side.shrink.click()
    desk.qtbot.waitUntil(lambda: not compose.side.long.isVisible())
    assert compose.details.sheet().scale < Sheet().scale


def test_a_character_that_no_font_has_is_named(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "wedding")
    compose.form.input("groom").put("Đức \U0001f600")
    desk.qtbot.waitUntil(lambda: compose.checks.blocking() >= 1)


# -- on its way


def test_what_is_missing_is_told_before_printing_and_may_be_passed_over(
    desk: Desk, page: LettersPage
) -> None:
    compose = write(desk, page, "wedding")
    compose.print_button.click()
    desk.wait()
    desk.wait()
    assert "2" in compose.notices.unfinished.text()
    assert compose.form.input("groom").problem()
    assert compose.form.input("groom").line.hasFocus()
    assert desk.services.letters.find() == ()
    wanted: list[int] = []
    compose.print_wanted.disconnect()
    compose.print_wanted.connect(wanted.append)
    compose.notices.anyway.click()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert wanted == [letter.id]


def test_a_numbered_letter_gets_its_number_when_it_is_submitted(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "apology_extension")
    type_into(compose, name="Đặng Văn Bưởi", file_code="H22-1")
    compose.flush()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert letter.number is None
    compose.side.submit.click()
    desk.wait()
    compose.notices.anyway.click()
    desk.wait()
    (letter,) = desk.services.letters.find()
    assert (letter.number, letter.state) == (1, LetterState.SUBMITTED)
    assert not compose.form.isEnabled()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert compose.form.isEnabled()


def test_a_number_of_another_letter_is_told_at_the_number(desk: Desk, page: LettersPage) -> None:
    compose = write(desk, page, "praise")
    type_into(compose, name="Đặng Văn Bưởi")
    by_keys(compose.details._number, "5")
    compose.details._number.textEdited.emit("5")
    compose.flush()
    desk.wait()
    compose = write(desk, page, "thanks")
    type_into(compose, name="Hoàng Thị Na")
    compose.details._number.setText("5")
    compose.details._number.textEdited.emit("5")
    compose.flush()
    desk.wait()
    assert "05/UBND" in compose.details._number_problem.text()


def test_the_next_letter_keeps_place_and_signatory(desk: Desk, page: LettersPage) -> None:
    compose = wedding(desk, page)
    compose.details._place.setText("Đồng Quýt")
    compose.details._place.textEdited.emit("Đồng Quýt")
    compose.begin_next()
    desk.wait()
    assert compose.form.values() == {}
    assert compose.draft().place == "Đồng Quýt"
    assert len(desk.services.letters.find()) == 1
    assert compose.letter_id() is None


def test_a_second_letter_for_the_same_couple_is_told_of(desk: Desk, page: LettersPage) -> None:
    wedding(desk, page).flush()
    desk.wait()
    compose = write(desk, page, "thanks")
    compose = wedding(desk, page)
    compose.flush()
    desk.wait()
    desk.qtbot.waitUntil(compose.notices.double.isVisible)


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_a_letter_is_saved_as_a_file(desk: Desk, page: LettersPage, ending: str) -> None:
    compose = wedding(desk, page)
    target = desk.root / f"Thư cưới{ending}"
    desk.answers.paths = [target]
    compose._write_file(ending)
    desk.wait()
    assert target.stat().st_size > 1000
    assert desk.told[-1] == f"Đã lưu tệp {target.name}."


def test_from_the_palette_to_the_register_by_keyboard_alone(
    qtbot: QtBot, office: Services, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tray = load(monkeypatch, tmp_path / "khay")
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)

    def settled() -> None:
        for _turn in range(3):
            qtbot.waitUntil(lambda: not window.context.runner.busy())
            QApplication.processEvents()

    window.show_palette()
    box = QApplication.focusWidget()
    assert box is not None
    by_keys(box, "thu ket hon")
    press(box, Qt.Key.Key_Return)
    settled()
    window.activateWindow()  # what the desktop does when a popup closes
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    page = window.page(PageId.LETTERS)
    assert isinstance(page, LettersPage)
    for text in ("Nguyễn Văn Đức", "Trần Thị Hường", "Thôn Trung", "Thôn Trung"):
        line = QApplication.focusWidget()
        assert line is not None
        by_keys(line, text)
        press(line, Qt.Key.Key_Return)
    settled()
    assert QApplication.focusWidget() is page.compose.print_button
    press(page.compose.print_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(PrintDialog) is not None)
    settled()
    dialog = window.findChild(PrintDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog._later.isActive())
    settled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settled()
    (letter,) = office.letters.find()
    assert letter.recipient == "Nguyễn Văn Đức và Trần Thị Hường"
    assert letter.archived
    assert [one.succeeded for one in office.letters.prints(letter.id)] == [True]
    assert len(tray.documents()) == 1
    assert page.compose.notices.after.text() == "Đã in thư này."
