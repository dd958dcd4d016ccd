"""The figures page: typed, pasted, taken from Excel; late files made into letters; the whole page."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from friendly_desktop.domain.indicators import Indicator
from tests.ui.desk import Desk, dialog_of
from tests.ui.figures_desk import (
    YEAR,
    figures,
    go,
    late,
    line,
    sheet,
    shown_page,
    standing_on,
)
from ui.dialogs.messages import Question
from ui.pages.figures.import_dialog import ImportFigures
from ui.pages.figures.late_dialog import LateDialog
from ui.pages.figures.late_import import ImportLate
from ui.pages.figures.late_letters import LateLetters
from ui.pages.figures.own_dialog import IndicatorDialog, OwnFigures, ShareDialog
from ui.pages.figures.page import FiguresPage
from ui.pages.figures.share_cards import spans


@pytest.fixture
def page(desk: Desk) -> Iterator[FiguresPage]:
    """The page in view."""
    with shown_page(desk) as made:
        yield made


# -- figures


def test_a_figure_is_typed_and_enter_goes_down_the_month(desk: Desk, page: FiguresPage) -> None:
    grid = page.months.grid
    grid.setFocus()
    grid.stand_on("files_early", 9)
    QTest.keyClicks(grid, "4")
    editor = grid.viewport().findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "6")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.wait()
    assert figures(desk) == {("files_early", 9): Decimal(46)}
    assert (standing_on(page), grid.currentIndex().column()) == ("files_on_time", 8)


def test_what_is_no_figure_stays_in_its_cell_and_says_why(desk: Desk, page: FiguresPage) -> None:
    months = page.months
    index = months.model.index(months.model.place_of("files_late"), 2)
    assert not months.model.setData(index, "2%")
    desk.wait()
    assert index.data() == "2%"
    assert "Tháng 3, «Hồ sơ trả quá hạn»" in months.problem.text()
    assert figures(desk) == {}
    assert months.model.setData(index, "2")
    desk.wait()
    assert figures(desk) == {("files_late", 3): Decimal(2)}
    assert months.problem.text() == ""


def test_a_block_from_excel_is_pasted_over_groups_and_taken_back(desk: Desk, page: FiguresPage) -> None:
    desk.services.indicators.set_values(YEAR, 9, {"files_at_home": "3"})
    desk.wait()
    grid = page.months.grid
    grid.stand_on("files_at_home", 9)
    QGuiApplication.clipboard().setText("4\t5\r\n1.020\t1.021\r\n")
    grid.paste()
    desk.wait()
    assert figures(desk) == {
        ("files_at_home", 9): Decimal(4),
        ("files_at_home", 10): Decimal(5),
        ("online_possible", 9): Decimal(1020),
        ("online_possible", 10): Decimal(1021),
    }
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert figures(desk) == {("files_at_home", 9): Decimal(3)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\t2\t3\t4\t5", "lớn hơn chỗ còn lại"),
        ("1\t2\t3", "Tháng 12 chưa đến"),
    ],
)
def test_a_block_that_does_not_fit_writes_nothing(
    desk: Desk, page: FiguresPage, text: str, told: str
) -> None:
    page.months.grid.stand_on("documents_out", 10)
    QGuiApplication.clipboard().setText(text)
    page.months.grid.paste()
    desk.wait()
    assert told in page.months.problem.text()
    assert figures(desk) == {}


def test_a_wrong_cell_of_a_block_is_marked_and_stops_no_other(desk: Desk, page: FiguresPage) -> None:
    months = page.months
    months.grid.stand_on("documents_out", 9)
    QGuiApplication.clipboard().setText("150\tba\n151\t98%")
    months.grid.paste()
    desk.wait()
    assert figures(desk) == {("documents_out", 9): Decimal(150), ("documents_signed", 9): Decimal(151)}
    assert "Còn 1 ô nữa được đánh dấu" in months.problem.text()
    months.model.setData(months.model.index(months.model.place_of("documents_out"), 9), "160")
    desk.wait()
    assert "98%" in months.problem.text()  # until all is put right
    months.model.setData(months.model.index(months.model.place_of("documents_signed"), 9), "")
    desk.wait()
    assert months.problem.text() == ""


def test_a_wrong_word_over_a_figure_waits_while_other_figures_are_written(
    desk: Desk, page: FiguresPage
) -> None:
    desk.services.indicators.set_values(YEAR, 3, {"files_early": "72", "files_late": "1"})
    desk.wait()
    model = page.months.model
    early = model.index(model.place_of("files_early"), 2)
    model.setData(early, "7x")
    model.setData(model.index(model.place_of("files_on_time"), 2), "5")
    desk.wait()
    assert early.data() == "7x"
    assert "«7x»" in page.months.problem.text()
    desk.services.indicators.set_values(YEAR, 3, {"files_early": "73"})
    desk.wait()
    assert early.data() == "73"


def test_figures_read_again_take_nothing_away_from_what_is_being_typed(desk: Desk, page: FiguresPage) -> None:
    grid = page.months.grid
    grid.setFocus()
    grid.stand_on("files_early", 9)
    QTest.keyClicks(grid, "4")
    editor = grid.viewport().findChild(QLineEdit)
    assert editor is not None
    desk.services.indicators.set_values(YEAR, 9, {"files_late": "1"})
    desk.wait()
    QTest.keyClicks(editor, "6")
    assert editor.text() == "46"


def test_delete_takes_figures_away_and_copy_gives_them_to_excel(desk: Desk, page: FiguresPage) -> None:
    desk.services.indicators.set_values(YEAR, 1, {"files_early": "1.200", "files_on_time": "5"})
    desk.wait()
    grid = page.months.grid
    grid.stand_on("files_early", 1)
    grid.copy()
    assert QGuiApplication.clipboard().text() == "1.200"
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    desk.wait()
    assert figures(desk) == {("files_on_time", 1): Decimal(5)}


def test_months_to_come_cannot_be_typed_in(desk: Desk, page: FiguresPage) -> None:
    model = page.months.model
    place = model.place_of("files_early")
    assert model.is_open(model.index(place, 10))
    assert not model.is_open(model.index(place, 11))
    assert not model.setData(model.index(place, 11), "5")


def test_arrows_step_over_the_names_of_groups(desk: Desk, page: FiguresPage) -> None:
    grid = page.months.grid
    grid.setFocus()
    grid.stand_on("files_at_home", 1)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert standing_on(page) == "online_possible"
    QTest.keyClick(grid, Qt.Key.Key_Up)
    assert standing_on(page) == "files_at_home"


def test_a_card_says_what_the_line_of_the_set_asks(desk: Desk, page: FiguresPage) -> None:
    desk.services.indicators.set_values(
        YEAR, 1, {"files_early": "600", "files_on_time": "646", "files_late": "2"}
    )
    go(desk, "shares")
    words = next(one.words() for one in page.months.cards() if one.share_id() == "on_time")
    assert "1.246 : 1.248 = 99,83%" in words
    assert "cần từ 100% trở lên: chưa đạt" in words
    assert "Thiếu số liệu tháng 2 đến 10." in words


def test_months_are_told_in_runs() -> None:
    assert spans((2, 5, 6, 7, 9, 10)) == "2, 5 đến 7, 9, 10"


def test_a_sheet_is_looked_over_taken_and_taken_back(desk: Desk, page: FiguresPage) -> None:
    desk.services.indicators.set_values(YEAR, 10, {"files_received": "139"})
    path = sheet(
        desk,
        [["Lĩnh vực", "Số hồ sơ tiếp nhận", "Quá hạn"], ["Hộ tịch", 92, 0], ["Đất đai", 50, "1%"]],
    )
    page.months.import_button.click()
    dialog = dialog_of(ImportFigures)
    dialog.open_file(path)
    desk.wait()
    assert dialog.month.value() == 10
    assert "1 số liệu ghi được, trong đó 1 khác số đang ghi; 1 ô chưa đúng." in dialog.count.text()
    dialog.take.click()
    desk.wait()
    assert figures(desk) == {("files_received", 10): Decimal(142)}
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert figures(desk) == {("files_received", 10): Decimal(139)}


def test_a_list_without_figures_says_so_and_another_file_may_be_chosen(desk: Desk, page: FiguresPage) -> None:
    page.months.import_button.click()
    dialog = dialog_of(ImportFigures)
    dialog.open_file(sheet(desk, [["Họ và tên", "Địa chỉ"], ["An", "Thôn Đông"]]))
    desk.wait()
    assert not dialog.take.isEnabled()
    assert "Không có dòng hay cột nào mang tên một chỉ tiêu" in dialog._problem.text()


def test_an_office_adds_a_figure_and_a_share_of_it(desk: Desk, page: FiguresPage) -> None:
    page.months.own_button.click()
    dialog = dialog_of(OwnFigures)
    desk.wait()
    dialog.add_button.click()
    form = dialog_of(IndicatorDialog)
    form.yes.click()
    assert form.title_field.problem()
    form.title_line.setText("Hồ sơ trả quá hạn")
    form.yes.click()
    desk.wait()
    assert "Đã có" in form.title_field.problem()
    form.title_line.setText("Lượt tra cứu QR")
    form.yes.click()
    desk.wait()
    own = next(one for one in desk.services.indicators.indicators() if one.own)
    dialog.share_button.click()
    share = dialog_of(ShareDialog)
    share.title_line.setText("Tra cứu trên hồ sơ")
    share.yes.click()
    desk.wait()
    assert "chưa chọn" in share.title_field.problem()
    for ticks, wanted in ((share.of, own.id), (share.over, "files_received")):
        for place in range(ticks.count()):
            if ticks.item(place).data(Qt.ItemDataRole.UserRole) == wanted:
                ticks.item(place).setCheckState(Qt.CheckState.Checked)
    share.yes.click()
    desk.wait()
    assert [one.title for one in desk.services.indicators.shares() if one.own] == ["Tra cứu trên hồ sơ"]
    assert page.months.model.place_of(own.id) > 0
    dialog.list.setCurrentRow(1)
    dialog.remove_button.click()
    desk.wait()
    assert not any(one.own for one in desk.services.indicators.shares())


def test_the_template_of_the_year_is_written(desk: Desk, page: FiguresPage) -> None:
    desk.answers.paths = [desk.root / "Mẫu"]
    page.months.template_button.click()
    desk.wait()
    assert (desk.root / "Mẫu.xlsx").exists()


# -- late files


def test_nothing_late_says_how_to_begin(desk: Desk, page: FiguresPage) -> None:
    go(desk, "late")
    assert "chưa ghi hồ sơ nào trễ hạn" in page.late._nothing.text()
    assert not page.late.letters_button.isEnabled()


def test_a_late_file_is_entered_and_one_in_time_is_refused_at_once(desk: Desk, page: FiguresPage) -> None:
    go(desk, "late", "new")
    dialog = dialog_of(LateDialog)
    dialog.code.setText("H7")
    dialog.person.setText("Trần Thị Bê")
    dialog.promised.line.setText("10/11/2026")
    dialog.returned.line.setText("10/11/2026")
    dialog.yes.click()
    desk.wait()
    assert "Không trễ hạn" in dialog.problem.text()
    dialog.returned.line.setText("12/11/2026")
    dialog.yes.click()
    desk.wait()
    (saved,) = desk.services.indicators.late_files(YEAR)
    assert (saved.code, saved.returned) == ("H7", date(2026, 11, 12))
    assert "1 chờ thư" in page.tabs.tabText(1)


def test_letters_fit_each_file_and_the_person_is_forgotten(desk: Desk, page: FiguresPage) -> None:
    late(desk)
    late(desk, "H2", date(2026, 10, 13))
    go(desk, "late")
    assert page.late.letters_button.text() == "Làm 2 thư xin lỗi"
    page.late.letters_button.click()
    desk.wait()
    dialog = dialog_of(LateLetters)
    assert "1 thư còn thiếu" in dialog.problem.text()  # the new day of the file that is still open
    dialog.new_date.line.setText("30/11/2026")
    dialog.compose()
    desk.wait()
    assert dialog.make.text() == "Ghi 2 thư vào sổ thư"
    dialog.make.click()
    desk.wait()
    files = {one.code: one for one in desk.services.indicators.late_files(YEAR)}
    assert {one.person for one in files.values()} == {""}
    answered = files["H2"].letter_id
    assert answered is not None
    values = desk.services.letters.get(answered).draft.values
    assert values["fault"] == "trả kết quả hồ sơ cấp sổ (mã H2) chậm 3 ngày so với ngày hẹn vì chờ đo đạc"
    assert values["remedy"] == "trả kết quả vào ngày 13/10/2026"


def test_a_letter_that_would_not_be_true_cannot_be_made(desk: Desk, page: FiguresPage) -> None:
    late(desk, "H2", date(2026, 10, 13))
    go(desk, "late")
    page.late.letters_button.click()
    desk.wait()
    dialog = dialog_of(LateLetters)
    dialog.template.show_value("apology_extension")
    dialog.new_date.line.setText("30/11/2026")
    dialog.compose()
    desk.wait()
    assert not dialog.make.isEnabled()
    row = dialog.current()
    assert row is not None
    assert "Hồ sơ đã trả ngày 13/10/2026" in row.message


def test_a_letter_may_be_left_out(desk: Desk, page: FiguresPage) -> None:
    late(desk)
    late(desk, "H2")
    go(desk, "late")
    page.late.letters_button.click()
    desk.wait()
    dialog = dialog_of(LateLetters)
    dialog.new_date.line.setText("30/11/2026")
    dialog.compose()
    desk.wait()
    dialog.tick_button.click()
    assert dialog.make.text() == "Ghi 1 thư vào sổ thư"
    dialog.make.click()
    desk.wait()
    assert len(desk.services.indicators.late_files(YEAR, waiting=True)) == 1


def test_the_list_of_the_one_stop_comes_in(desk: Desk, page: FiguresPage) -> None:
    headings: list[object] = ["Mã hồ sơ", "Chủ hồ sơ", "Ngày hẹn trả", "Ngày trả"]
    path = sheet(
        desk,
        [
            headings,
            ["A1", "Nguyễn An", "10/10/2026", "12/10/2026"],
            ["A2", "Trần Bê", "10/10/2026", "09/10/2026"],
        ],
    )
    go(desk, "late", "import")
    dialog = dialog_of(ImportLate)
    dialog.open_file(path)
    desk.wait()
    assert dialog.take.text() == "Nhận 1 hồ sơ"
    dialog.take.click()
    desk.wait()
    assert [one.code for one in desk.services.indicators.late_files(YEAR)] == ["A1"]


def test_a_file_that_gets_no_letter_is_closed_only_when_one_says_so(desk: Desk, page: FiguresPage) -> None:
    late(desk)
    go(desk, "late")
    page.late.close_button.click()
    question = dialog_of(Question)
    question.reject()
    assert desk.services.indicators.late_files(YEAR, waiting=True)
    page.late.close_button.click()
    dialog_of(Question)._on_yes_clicked()
    desk.wait()
    assert not desk.services.indicators.late_files(YEAR, waiting=True)
    assert "Không còn hồ sơ nào chờ làm thư" in page.late._nothing.text()


def test_a_file_taken_out_comes_back(desk: Desk, page: FiguresPage) -> None:
    late(desk)
    go(desk, "late")
    page.late.remove_button.click()
    desk.wait()
    assert not desk.services.indicators.late_files(YEAR)
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert page.late.model.rowCount() == 1


# -- the page


def test_another_year_shows_its_own_figures_files_and_lines(desk: Desk, page: FiguresPage) -> None:
    line(desk)
    late(desk)
    desk.services.indicators.set_values(YEAR, 1, {"files_early": "5"})
    desk.services.assessment.open_year(YEAR - 1, "hai-duong-2024")
    desk.context.choose_year(YEAR - 1)
    desk.wait()
    assert not page.months.model.values()
    assert page.tabs.tabText(1) == "Hồ sơ trễ hạn"
    assert page.tabs.tabText(2) == "Nhật ký hoạt động"


def test_every_command_leads_somewhere(desk: Desk, page: FiguresPage) -> None:
    desk.services.indicators.save_own(Indicator("", "Của xã", "lượt", ""))
    for action in page.commands():
        action.trigger()
        desk.wait()
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.close()
    assert desk.errors == []


def test_a_figure_that_was_searched_for_is_the_one_that_is_shown(desk: Desk, page: FiguresPage) -> None:
    go(desk, "diary")
    go(desk, "indicator:documents_out")
    assert page.part_in_view() is page.months
    assert standing_on(page) == "documents_out"
    go(desk, "indicator:on_time")
    assert page.months.tabs.currentIndex() == 1


def test_a_button_keeps_its_keys_with_other_words(desk: Desk, page: FiguresPage) -> None:
    late(desk)
    go(desk, "late")
    assert page.late.letters_button.text() == "Làm 1 thư xin lỗi"
    assert page.late.letters_button.shortcut().toString() == "Ctrl+Return"
