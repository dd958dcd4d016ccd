"""The print dialog: by keyboard alone, warned before paper is wasted, each printer as it was left."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET
from friendly_desktop.domain.printing import PrinterProfile, SheetFit, Stock
from friendly_desktop.errors import AppError
from friendly_desktop.services.documents.model import WHOLE, Part
from friendly_desktop.services.pages import page_sizes
from tests.ui.desk import Desk
from tests.ui.paper_tray import NAME, PaperTray, load
from tests.ui.sheets import A4, A5_LANDSCAPE, difference, ink, marked, picture
from ui.printing import abilities, dialog
from ui.printing.abilities import Abilities
from ui.printing.dialog import PrintDialog, open_dialog
from ui.printing.reporting import PrintReport
from ui.printing.run import Noting, Piece

#: The system's own dialog on Windows says so of the tray, which is no printer of the system.
not_the_systems = pytest.mark.qt_log_ignore("QPrintDialog: Cannot be used on non-native printers")


@pytest.fixture
def tray(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    return load(monkeypatch, tmp_path / "khay")


@pytest.fixture
def page(desk: Desk) -> QWidget:
    made = QWidget()
    made.resize(1093, 614)
    desk.qtbot.addWidget(made)
    made.show()
    return made


def piece(size: tuple[float, float] = A5_LANDSCAPE, key: int = 1, pages: int = 1) -> Piece:
    return Piece(key, f"Thư {key}", lambda _services, _parts: marked(size, pages=pages), has_parts=True)


def ask(desk: Desk, page: QWidget, *pieces: Piece, note: Noting | None = None) -> PrintDialog:
    made = open_dialog(page, desk.context, "In thư", pieces or (piece(),), note)
    settle(desk, made)
    return made


def settle(desk: Desk, made: PrintDialog) -> None:
    desk.qtbot.waitUntil(lambda: not made._later.isActive())
    desk.wait()
    desk.qtbot.waitUntil(made.preview.is_settled)
    desk.wait()


def test_enter_prints_what_the_preview_shows(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page)
    shown = made._sample
    assert shown is not None
    assert made.preview.words() == "Trang 1 / 1"
    QTest.keyClick(made, Qt.Key.Key_Return)
    desk.wait()
    assert not isValid(made)
    assert difference(picture(tray.documents()[0]), picture(shown.content)) < 1
    assert desk.told == [f"Đã gửi 1 bản in tới «{NAME}»."]


def test_enter_in_a_field_prints_with_what_was_just_typed(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page)
    made.choices.right.setFocus()
    made.choices.right.selectAll()
    QTest.keyClicks(made.choices.right, "1,5")
    QTest.keyClick(made.choices.right, Qt.Key.Key_Return)
    desk.wait()
    assert tray.targets[0].shift == (1.5, 0.0)
    assert desk.services.printing.profile(NAME).right == Decimal("1.5")


def test_a_field_that_is_not_understood_keeps_the_dialog_open(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    made = ask(desk, page, piece(A4, pages=3))
    made.choices.range.setText("2-9")
    made.print.click()
    desk.wait()
    assert made.isVisible()
    assert tray.documents() == []
    assert "Chỉ có từ 1 đến 3" in made.choices._range_field.problem()
    made.choices.range.setText("2-3")
    made.choices.copies.setText("0")
    made.print.click()
    assert "từ 1 đến 99" in made.choices._copies_field.problem()
    made.choices.copies.setText("2")
    made.print.click()
    desk.wait()
    assert tray.sheets() == 4


def test_a_printer_is_found_as_it_was_left(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    left = PrinterProfile(NAME, Decimal("1.5"), Decimal("-0.8"), Stock.FRAME, SheetFit.A4_TWO, 3)
    desk.services.printing.remember(left)
    made = ask(desk, page)
    assert made.choices.profile() == left
    assert made.choices.right.text() == "1,5"
    assert made._summary.text() == "Cần 2 tờ A4 dọc, in một mặt."
    made.reject()


def test_two_a5_letters_on_a4_are_offered_for_a5_alone(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page)
    assert made.choices.fit.count() == 3
    made.reject()
    made = ask(desk, page, piece(A4))
    assert made.choices._fit_field.isHidden()
    made.reject()


def test_choosing_two_on_a_sheet_shows_the_sheet_with_two(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page, piece(key=1), piece(key=2), piece(key=3))
    made.choices.fit.setCurrentIndex(2)
    made.choices.fit.activated.emit(2)
    settle(desk, made)
    assert made._sample is not None
    assert made._sample.sheets[0].like(A4_SHEET)
    below = ink(made._sample.content, part=(25, 180, 50, 210))
    assert abs(below[1] - 188.75) < 0.3
    made.print.click()
    desk.wait()
    assert tray.sheets() == 2


def test_stock_leaves_out_what_is_on_the_paper_in_preview_and_print(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    asked: list[frozenset[Part]] = []

    def make(_services: object, parts: frozenset[Part]) -> bytes:
        asked.append(parts)
        return marked(A5_LANDSCAPE)

    made = ask(desk, page, Piece(1, "Thư", make, has_parts=True))
    made.choices.stock.setCurrentIndex(4)
    made.choices.stock.activated.emit(4)
    settle(desk, made)
    assert asked[0] == WHOLE
    assert asked[-1] == {Part.VALUE}
    made.print.click()
    desk.wait()
    assert asked[-1] == {Part.VALUE}


def test_what_the_printer_would_cut_off_is_said_before_printing(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    tray.able = Abilities(NAME, (A4_SHEET, A5_SHEET), False, (4, 4, 4, 4), (33, 4, 4, 4))
    made = ask(desk, page)
    assert "khoảng 3 mm" in made._warning.text()
    made.choices.right.setText("5")
    made.choices.right.editingFinished.emit()
    assert made._warning.text() == ""
    made.reject()


def test_a_printer_without_a5_says_so_before_printing(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    tray.able = Abilities(NAME, (A4_SHEET,), any_size=False)
    made = ask(desk, page)
    assert "không nhận giấy A5 ngang" in made.choices._fit_field.problem()
    made.reject()


def test_a_printer_that_is_gone_is_said_at_the_printer(
    desk: Desk, tray: PaperTray, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_name: str) -> Abilities:
        raise AppError("printer_gone", "Mất", "Không thấy máy in «X».")

    monkeypatch.setattr(abilities, "ask", gone)
    made = ask(desk, page)
    assert made.choices._printer_field.problem() == "Không thấy máy in «X»."
    made.reject()


def test_without_a_printer_the_dialog_says_so_and_enter_saves_a_pdf(
    desk: Desk, tray: PaperTray, page: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dialog, "printer_names", list)
    desk.answers.paths = [tmp_path / "Thư mừng.pdf"]
    made = ask(desk, page)
    assert "chưa có máy in" in made._none.text()
    assert made.print.isHidden()
    QTest.keyClick(made, Qt.Key.Key_Return)
    desk.wait()
    assert (tmp_path / "Thư mừng.pdf").read_bytes() == marked(A5_LANDSCAPE)
    assert desk.told == ["Đã lưu Thư mừng.pdf."]


def test_the_saved_pdf_holds_the_sheets_as_they_would_be_printed(
    desk: Desk, tray: PaperTray, page: QWidget, tmp_path: Path
) -> None:
    desk.services.printing.remember(PrinterProfile(NAME, fit=SheetFit.A4_TWO))
    desk.answers.paths = [tmp_path / "in.pdf"]
    made = ask(desk, page, piece(key=1), piece(key=2), piece(key=3))
    made.save.click()
    desk.wait()
    assert len(page_sizes((tmp_path / "in.pdf").read_bytes())) == 2


def test_a_pdf_that_cannot_be_saved_leaves_the_old_one(
    desk: Desk, tray: PaperTray, page: QWidget, tmp_path: Path
) -> None:
    (tmp_path / "thư mục").write_text("một tệp", encoding="utf-8")
    desk.answers.paths = [tmp_path / "thư mục" / "in.pdf"]
    made = ask(desk, page)
    made.save.click()
    desk.wait()
    error = desk.errors.pop()
    assert isinstance(error, AppError)
    assert error.code == "pdf_not_saved"


def test_a_letter_that_cannot_be_made_is_said_in_the_dialog(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    def make(_services: object, _parts: object) -> bytes:
        raise AppError("missing_glyph", "Thiếu chữ", "Thư có ký tự không in được.", "Hãy sửa lại.")

    made = open_dialog(page, desk.context, "In thư", [Piece(1, "Thư", make)])
    desk.wait()
    assert made._warning.text() == "Thư có ký tự không in được. Hãy sửa lại."
    made.reject()


def test_only_the_failed_letters_are_printed_again(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    tray.gone_after = 1
    made = ask(desk, page, *(piece(key=key) for key in (1, 2, 3)))
    made.print.click()
    desk.wait()
    report = next(one for one in page.findChildren(PrintReport) if one.isVisible())
    assert report.summary.text() == f"Đã gửi 1 bản in tới «{NAME}»; còn 2 bản chưa in."
    assert "Thư 2: Không thấy máy in" in report.text.toPlainText()
    tray.gone_after = 10**6
    report.again.click()
    desk.wait()
    assert len(tray.documents()) == 3
    assert desk.told[-1] == f"Đã gửi 2 bản in tới «{NAME}»."


def test_the_calibration_sheet_is_printed_unmoved_and_its_two_numbers_bring_the_print_back(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    desk.services.printing.remember(PrinterProfile(NAME, Decimal(7), Decimal(7)))
    made = ask(desk, page)
    made.choices.calibrate.click()
    desk.wait()
    assert tray.targets[0].shift == (0.0, 0.0)
    assert "bốn bước" in made.choices._shift_words.text()
    made.reject()


def test_the_dialog_fits_the_smallest_screen(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page)
    assert made.width() <= 1093
    assert made.height() <= 614 - 20
    assert made.minimumSizeHint().height() <= 560
    made.reject()


@not_the_systems
def test_what_is_set_up_in_the_systems_dialog_is_what_is_printed(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    made = ask(desk, page, piece(A4, pages=4))
    made.system.click()
    (system,) = made.findChildren(QPrintDialog)
    printer = made._prepared
    assert printer is not None
    printer.setCopyCount(2)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    system.done(QDialog.DialogCode.Accepted)
    desk.wait()
    assert not isValid(made)
    assert tray.sheets() == 4
    assert difference(picture(marked(A4, pages=4), 1), picture(tray.documents()[0], 2)) < 1


@not_the_systems
def test_leaving_the_systems_dialog_prints_nothing(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page)
    made.system.click()
    (system,) = made.findChildren(QPrintDialog)
    system.done(QDialog.DialogCode.Rejected)
    desk.wait()
    assert made.isVisible()
    assert tray.sheets() == 0
    made.reject()


def test_enter_before_the_sheet_is_known_prints_as_the_printer_was_left(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    desk.services.printing.remember(PrinterProfile(NAME, Decimal(2), fit=SheetFit.A4_TWO, copies=2))
    made = open_dialog(page, desk.context, "In thư", [piece()])
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert tray.documents() == []
    desk.qtbot.waitUntil(lambda: bool(tray.documents()))
    desk.wait()
    assert tray.sheets() == 1
    assert tray.targets[0].shift == (2.0, 0.0)
    assert not isValid(made)


def test_enter_in_a_list_of_choices_prints_too(desk: Desk, tray: PaperTray, page: QWidget) -> None:
    made = ask(desk, page)
    made.choices.stock.setFocus()
    QTest.keyClick(made.choices.stock, Qt.Key.Key_Return)
    desk.wait()
    assert tray.sheets() == 1


def test_a_bad_first_letter_hides_neither_the_sheet_nor_the_others(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    def bad(_services: object, _parts: object) -> bytes:
        raise AppError("missing_glyph", "Thiếu chữ", "Thư có ký tự không in được.")

    made = ask(desk, page, Piece(0, "Thư 0", bad), piece(key=1), piece(key=2))
    assert made._sample is not None
    made.print.click()
    desk.wait()
    assert tray.sheets() == 2
    report = next(one for one in page.findChildren(PrintReport) if one.isVisible())
    assert "Thư 0: Thư có ký tự không in được." in report.text.toPlainText()
    report.reject()
