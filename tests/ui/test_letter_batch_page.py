"""Letters from a list in the window: three hundred rows, twelve of them bad, to files, paper and register."""

from pathlib import Path

import openpyxl
import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from friendly_desktop.domain.letters import LetterState
from friendly_desktop.errors import AppError
from tests import letter_list_sample
from tests.letter_list_sample import BAD, ROWS, sheet_row
from tests.ui.desk import Desk, dialog_of
from tests.ui.paper_tray import PaperTray, load
from tests.ui.typing_ways import by_keys
from ui.pages.letters.batch import LetterBatch
from ui.pages.letters.batch_legacy import LegacyDialog
from ui.pages.letters.batch_make import MakeDialog, Way
from ui.pages.letters.batch_model import TICK, Tab
from ui.pages.letters.page import LettersPage
from ui.places import PageId, Place
from ui.printing.dialog import PrintDialog

GOOD = ROWS - len(BAD)


@pytest.fixture
def page(desk: Desk) -> LettersPage:
    made = LettersPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


@pytest.fixture
def part(desk: Desk, page: LettersPage) -> LetterBatch:
    desk.context.go(Place(PageId.LETTERS, part="batch:wedding"))
    desk.wait()
    made = page.part("batch")
    assert isinstance(made, LetterBatch)
    return made


@pytest.fixture
def rows(desk: Desk, part: LetterBatch) -> LetterBatch:
    """The list of three hundred rows, looked over."""
    choose(desk, part, letter_list_sample.write(desk.root / "Kết hôn 2026.xlsx"))
    part.source.go_on.click()
    desk.wait()
    return part


@pytest.fixture
def tray(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> PaperTray:
    return load(monkeypatch, desk.root / "khay giấy")


def choose(desk: Desk, part: LetterBatch, path: Path) -> None:
    desk.answers.paths = [path]
    part.source.choose.click()
    desk.wait()


def sheet(path: Path, lines: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)  # type: ignore[union-attr]
    book.save(path)
    return path


def make(
    desk: Desk,
    part: LetterBatch,
    way: Way,
    target: Path | None = None,
    *,
    record: bool = False,
    numbered: bool = False,
) -> None:
    if target is not None:
        desk.answers.paths = [target]
    part.rows.make.click()
    asked = dialog_of(MakeDialog)
    assert isinstance(asked, MakeDialog)
    asked.choose(way)
    asked.record.setChecked(record)
    asked.numbered.setChecked(numbered)
    asked.yes.click()
    desk.wait()


def skipped(part: LetterBatch) -> list[int]:
    return [one.number for one in part.result.model.rows()]


def bad_rows() -> list[int]:
    return [sheet_row(index) for index in sorted(BAD)]


def test_a_list_is_opened_its_columns_are_guessed_and_then_remembered(desk: Desk, part: LetterBatch) -> None:
    path = letter_list_sample.write(desk.root / "Kết hôn 2026.xlsx")
    choose(desk, part, path)
    assert part.source.columns.mapping()["Họ và tên vợ"] == "bride"
    assert "ẩn" in part.source.remarks()
    assert not part.source.missing()
    part.source.columns.choice("Địa chỉ vợ").show_value(None)
    part.source.columns.changed.emit()
    part.source.go_on.click()
    desk.wait()
    part.rows.left.emit()
    choose(desk, part, path)
    opened = part.source.opened()
    assert opened is not None
    assert opened.remembered
    assert "Địa chỉ vợ" not in part.source.columns.mapping()


def test_a_required_field_without_a_column_is_told_and_may_be_given_once_for_all(
    desk: Desk, part: LetterBatch
) -> None:
    choose(desk, part, sheet(desk.root / "a.xlsx", [["Họ tên chồng", "Ghi chú"], ["Nguyễn Văn Đức", "x"]]))
    assert part.source.missing() == ["Họ tên vợ"]
    part.source.go_on.click()
    desk.wait()
    line = part.source.common.form.input("bride").line
    assert line.hasFocus()
    by_keys(line, "Trần Thị Hường")
    part.source.go_on.click()
    desk.wait()
    (row,) = part.rows.rows()
    assert row.recipient == "Nguyễn Văn Đức và Trần Thị Hường"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0" * 200, ".xls"),
        ("a.xlsx", b"PK\x03\x04 broken", ""),
        ("a.csv", b"", ""),
        ("a.xlsx", b"%PDF-1.7", ""),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_at_the_field(
    desk: Desk, part: LetterBatch, name: str, content: bytes, said: str
) -> None:
    (desk.root / name).write_bytes(content)
    choose(desk, part, desk.root / name)
    assert part.source.problem()
    assert said in part.source.problem()
    assert part.source.opened() is None


def test_the_file_to_fill_in_opens_again_with_every_column_known(desk: Desk, part: LetterBatch) -> None:
    target = desk.root / "Mẫu.xlsx"
    desk.answers.paths = [target]
    part.source.example.click()
    desk.wait()
    book = openpyxl.load_workbook(target)
    page = book.worksheets[0]
    page.append([1, "Nguyễn Văn Đức", "Trần Thị Hường", "Thôn Đông", "Thôn Đoài"])
    book.save(target)
    choose(desk, part, target)
    assert list(part.source.columns.mapping().values()) == [
        "groom",
        "bride",
        "groom_address",
        "bride_address",
    ]
    part.source.go_on.click()
    desk.wait()
    assert part.rows.ticked() == 1


def test_every_bad_row_is_told_and_none_of_them_is_ticked(desk: Desk, rows: LetterBatch) -> None:
    step = rows.rows
    assert step.ticked() == GOOD
    step.tabs.setCurrentIndex(list(Tab).index(Tab.PROBLEMS))
    assert [row.number for row in step.model.rows()] == bad_rows()
    for row, index in zip(step.model.rows(), sorted(BAD), strict=True):
        assert BAD[index] in row.message
    step.tabs.setCurrentIndex(list(Tab).index(Tab.DOUBLES))
    assert [row.number for row in step.model.rows()] == [sheet_row(101), sheet_row(150)]


def test_the_letter_beside_the_rows_follows_the_keyboard(desk: Desk, rows: LetterBatch) -> None:
    step = rows.rows
    step.choose(sheet_row(0))
    desk.wait()
    first = step.side.preview.image()
    desk.qtbot.keyClick(step.table, Qt.Key.Key_Down)
    desk.wait()
    assert step.side.preview.image() is not first
    assert step.side.preview.page_count() == 1


def test_space_and_the_mouse_take_rows_out_and_bring_them_back(desk: Desk, rows: LetterBatch) -> None:
    step = rows.rows
    step.choose(sheet_row(0))
    desk.qtbot.keyClick(step.table, Qt.Key.Key_Space)
    assert step.ticked() == GOOD - 1
    tick = step.table.visualRect(step.model.index(step.table.currentIndex().row(), TICK)).center()
    desk.qtbot.mouseClick(step.table.viewport(), Qt.MouseButton.LeftButton, pos=tick)
    assert step.ticked() == GOOD
    step.untick_all.click()
    assert step.ticked() == 0
    assert not step.make.isEnabled()
    step.tick_all.click()
    assert step.ticked() == sum(row.makeable for row in step.rows())


def test_a_wrong_row_is_corrected_in_place_and_the_file_stays(desk: Desk, rows: LetterBatch) -> None:
    step = rows.rows
    before = (desk.root / "Kết hôn 2026.xlsx").read_bytes()
    step.choose(sheet_row(3))
    desk.wait()
    (only,) = step.side.form.inputs()
    assert only.field.id == "groom"
    only.line.setFocus()
    by_keys(only.line, "Phạm Văn Long")
    desk.qtbot.keyClick(only.line, Qt.Key.Key_Return)
    desk.wait()
    corrected = next(row for row in step.rows() if row.number == sheet_row(3))
    assert corrected.ticked
    assert corrected.recipient.startswith("Phạm Văn Long")
    assert step.ticked() == GOOD + 1
    assert step.table.hasFocus()
    assert (desk.root / "Kết hôn 2026.xlsx").read_bytes() == before


def test_the_keyboard_alone_leads_from_a_wrong_row_to_the_question_what_letters_become(
    desk: Desk, page: LettersPage, rows: LetterBatch
) -> None:
    step = rows.rows
    header = rows.primary_button()
    assert header is step.make
    step.make.show()
    desk.qtbot.keyClick(step.table, Qt.Key.Key_F8)
    assert [row.number for row in step.chosen()] == [sheet_row(3)]
    desk.qtbot.keyClick(step.table, Qt.Key.Key_F2)
    desk.wait()
    assert len(step.side.form.inputs()) == 4
    by_keys(step.side.form.input("groom").line, "Phạm Văn Long")
    for _turn in range(4):
        desk.qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    desk.wait()
    assert step.ticked() == GOOD + 1
    assert step.table.hasFocus()
    assert step.side.fields.isHidden()
    desk.qtbot.keyClick(step.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: any(isinstance(one, MakeDialog) for one in QApplication.topLevelWidgets()))
    dialog_of(MakeDialog).reject()


def test_a_correction_that_makes_a_double_is_told(desk: Desk, rows: LetterBatch) -> None:
    step = rows.rows
    twin = next(row for row in step.rows() if row.number == sheet_row(0))
    step.choose(sheet_row(7))
    step.side.begin_edit()
    for field_id in ("groom", "bride"):
        step.side.form.input(field_id).put(twin.draft.values[field_id])
    step.side.form.finished.emit()
    desk.wait()
    again = next(row for row in step.rows() if row.number == sheet_row(7))
    assert again.message == f"Trùng với dòng {sheet_row(0)} của danh sách."
    assert not again.ticked


def test_old_fonts_are_looked_at_converted_and_taken_back(desk: Desk, rows: LetterBatch) -> None:
    step = rows.rows
    step.look.click()
    shown = dialog_of(LegacyDialog)
    assert isinstance(shown, LegacyDialog)
    assert shown.table.model().rowCount() == 2
    shown.yes.click()
    desk.wait()
    assert step.ticked() == GOOD + 2
    assert not step.legacy.text()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert step.ticked() == GOOD


def test_the_list_becomes_one_pdf_and_the_account_names_the_twelve(desk: Desk, rows: LetterBatch) -> None:
    make(desk, rows, Way.ONE_PDF, desk.root / "thư")
    with PdfDocument(desk.root / "thư.pdf") as read:
        assert len(read) == GOOD
    assert "Đã làm 288 thư" in rows.result.text()
    assert skipped(rows) == bad_rows()
    assert desk.services.letters.find() == ()


@pytest.mark.parametrize(("way", "suffix"), [(Way.PDFS, "*.pdf"), (Way.WORDS, "*.docx")])
def test_the_list_becomes_one_file_a_letter(desk: Desk, rows: LetterBatch, way: Way, suffix: str) -> None:
    step = rows.rows
    step.untick_all.click()
    for index in range(8, 14):
        step._tick([step.rows()[index]], on=True)
    folder = desk.root / "các thư"
    folder.mkdir()
    make(desk, rows, way, folder)
    assert len(list(folder.glob(suffix))) == 6
    assert len(skipped(rows)) == ROWS - 6


def test_the_list_goes_to_the_printer_and_what_was_refused_is_done_again(
    desk: Desk, rows: LetterBatch, tray: PaperTray
) -> None:
    step = rows.rows
    step.untick_all.click()
    step._tick(step.rows()[4:10], on=True)
    tray.refuse = lambda number: number == 3
    make(desk, rows, Way.PRINTER)
    asked = dialog_of(PrintDialog)
    assert isinstance(asked, PrintDialog)
    asked.print.click()
    desk.wait()
    desk.qtbot.waitUntil(lambda: "Đã gửi 5 thư" in rows.result.text())
    assert tray.sheets() == 5
    assert sheet_row(6) in skipped(rows)
    for report in QApplication.topLevelWidgets():
        if isinstance(report, QDialog) and report.isVisible():
            report.reject()
    rows.result.again.click()
    desk.wait()
    assert len(rows.rows.rows()) == ROWS - 5
    assert rows.rows.ticked() == 1


def test_the_failed_ones_are_corrected_and_made_again_alone(desk: Desk, rows: LetterBatch) -> None:
    make(desk, rows, Way.ONE_PDF, desk.root / "1.pdf")
    rows.result.again.click()
    desk.wait()
    step = rows.rows
    assert [row.number for row in step.rows()] == bad_rows()
    step.convert.click()
    desk.wait()
    assert step.ticked() == 2
    make(desk, rows, Way.ONE_PDF, desk.root / "2.pdf")
    with PdfDocument(desk.root / "2.pdf") as read:
        assert len(read) == 2
    assert len(skipped(rows)) == len(BAD) - 2


def test_stopped_midway_nothing_is_left_and_the_rows_are_still_there(desk: Desk, rows: LetterBatch) -> None:
    folder = desk.root / "các thư"
    folder.mkdir()
    desk.context.long_started.connect(lambda job: job.progressed.connect(lambda _progress: job.cancel()))
    make(desk, rows, Way.PDFS, folder)
    assert list(folder.iterdir()) == []
    assert rows.primary_button() is rows.rows.make
    assert rows.rows.make.isEnabled()
    assert rows.rows.ticked() == GOOD


def test_a_place_that_cannot_be_written_is_told_and_the_rows_stay(desk: Desk, rows: LetterBatch) -> None:
    (desk.root / "thư.pdf").mkdir()
    make(desk, rows, Way.ONE_PDF, desk.root / "thư.pdf")
    (error,) = desk.errors
    desk.errors.clear()
    assert isinstance(error, AppError)
    assert rows.primary_button() is rows.rows.make
    assert rows.rows.make.isEnabled()
    assert rows.rows.isEnabled()
    assert rows.rows.ticked() == GOOD


def test_enter_goes_on_from_the_account(desk: Desk, rows: LetterBatch) -> None:
    make(desk, rows, Way.ONE_PDF, desk.root / "1.pdf")
    rows.window().activateWindow()
    desk.wait()
    assert rows.window().focusWidget() is rows.result.again
    desk.qtbot.keyClick(rows.result.again, Qt.Key.Key_Return)
    desk.wait()
    assert len(rows.rows.rows()) == len(BAD)
    rows.rows.table.selectAll()
    desk.qtbot.keyClick(rows.rows.table, Qt.Key.Key_Space)
    assert rows.rows.ticked() == sum(row.makeable for row in rows.rows.rows())


def test_the_letters_go_into_the_register_with_the_next_numbers(desk: Desk, rows: LetterBatch) -> None:
    make(desk, rows, Way.REGISTER, numbered=True)
    letters = desk.services.letters.find()
    assert len(letters) == GOOD
    assert {one.state for one in letters} == {LetterState.DRAFT}
    assert sorted(one.number or 0 for one in letters) == list(range(1, GOOD + 1))
    assert "Đã ghi 288 thư vào sổ" in rows.result.text()


def test_rows_that_the_register_knows_lead_to_its_letter(
    desk: Desk, page: LettersPage, rows: LetterBatch
) -> None:
    make(desk, rows, Way.REGISTER)
    desk.context.go(Place(PageId.LETTERS, part="batch:wedding"))
    desk.wait()
    rows.source.go_on.click()
    desk.wait()
    step = rows.rows
    assert step.ticked() == 0
    step.choose(sheet_row(0))
    desk.wait()
    step.side.double.click()
    desk.wait()
    assert page.compose.letter_id() is not None


def test_the_account_and_the_failed_rows_are_kept_as_excel(desk: Desk, rows: LetterBatch) -> None:
    make(desk, rows, Way.ONE_PDF, desk.root / "1.pdf")
    desk.answers.paths = [desk.root / "kết quả"]
    rows.result.keep.click()
    desk.wait()
    desk.answers.paths = [desk.root / "chưa làm.xlsx"]
    rows.result.failed.click()
    desk.wait()
    assert openpyxl.load_workbook(desk.root / "kết quả.xlsx").worksheets[0].max_row == ROWS + 1
    failed = openpyxl.load_workbook(desk.root / "chưa làm.xlsx").worksheets[0]
    assert failed.max_row == len(BAD) + 1
    assert failed.cell(1, 2).value == "Họ và tên chồng"
