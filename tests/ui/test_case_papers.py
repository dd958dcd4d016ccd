"""Papers of the register from the window: books, the day's list, statistics, slips, an old register taken in."""

import csv
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from friendly_desktop.domain.cases import CaseEntry, CaseKind
from friendly_desktop.domain.cases.register import Book, LastPage
from friendly_desktop.domain.cases.statistics import StatColumn
from tests.ui.desk import MOMENT, Desk, dialog_of
from tests.ui.paper_tray import PaperTray, load
from ui.dialogs.report import ReportDialog
from ui.pages.cases.import_dialog import ImportDialog
from ui.pages.cases.page import CasesPage
from ui.pages.cases.paper_dialog import DayDialog
from ui.pages.cases.register_dialog import RegisterDialog
from ui.pages.cases.reprint_dialog import ReprintDialog
from ui.pages.cases.statistics_dialog import StatisticsDialog, lines_of, presets
from ui.places import PageId, Place
from ui.printing.dialog import PrintDialog

TODAY = MOMENT.date()
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def page(desk: Desk) -> CasesPage:
    made = CasesPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


@pytest.fixture
def tray(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    return load(monkeypatch, tmp_path / "khay")


def enter(desk: Desk, count: int = 1) -> None:
    for number in range(count):
        desk.services.cases.add(
            CaseEntry(
                CaseKind.PETITION,
                TODAY,
                name=f"Đặng Thị Hường {number}",
                address="Thôn Trung",
                content="Sửa đường",
            )
        )


def opened(desk: Desk, page: CasesPage, part: str, kind: type[D]) -> D:
    page.show_place(Place(PageId.CASES, part=part))
    desk.wait()
    return dialog_of(kind)


def test_every_paper_is_a_command_of_the_page(page: CasesPage) -> None:
    words = [one.text() for one in page.commands()]
    assert "Ghi lượt tiếp..." in words
    assert any("sổ tiếp công dân" in one for one in words)
    assert "Thống kê..." in words


def test_the_book_is_looked_at_and_saved_as_a_table(desk: Desk, page: CasesPage) -> None:
    enter(desk, 2)
    dialog = opened(desk, page, "print", RegisterDialog)
    assert dialog.preview.page_count() >= 1
    desk.answers.paths = [desk.root / "Sổ"]
    dialog.save_xlsx.click()
    desk.wait()
    assert (desk.root / "Sổ.xlsx").exists()
    assert not desk.services.case_register.overview(2026, Book.RECEPTION)[-1].printed_pages
    dialog.reject()


def test_new_pages_are_settled_for_the_book_and_offered_to_the_printer(
    desk: Desk, page: CasesPage, tray: PaperTray
) -> None:
    enter(desk, 2)
    dialog = opened(desk, page, "print", RegisterDialog)
    dialog.last.show_value(LastPage.SHORT)
    desk.answers.paths = [desk.root / "Trang mới"]
    dialog.fix.click()
    desk.wait()
    assert (desk.root / "Trang mới.pdf").read_bytes().startswith(b"%PDF")
    assert desk.services.case_register.overview(2026, Book.RECEPTION)[-1].printed_pages == 1
    dialog_of(PrintDialog).reject()
    desk.wait()


def test_printed_pages_are_printed_again_by_their_numbers(
    desk: Desk, page: CasesPage, tray: PaperTray
) -> None:
    enter(desk, 2)
    assert not opened(desk, page, "print", RegisterDialog).again.isEnabled()
    dialog_of(RegisterDialog).reject()
    desk.services.case_register.settle(2026, last=LastPage.SHORT)
    dialog = opened(desk, page, "print", RegisterDialog)
    dialog.again.click()
    asked = dialog_of(ReprintDialog)
    assert asked.pages.text() == "1"
    for wrong in ("2", "0", "x", "1-2", ""):
        asked.pages.setText(wrong)
        asked.yes.click()
        assert asked.isVisible()
        assert "từ 1 đến 1" in asked._field.problem()
    asked.pages.setText("1")
    asked.yes.click()
    desk.wait()
    dialog_of(PrintDialog).reject()
    desk.wait()


def test_a_form_that_was_not_read_in_the_law_says_so(desk: Desk, page: CasesPage) -> None:
    enter(desk, 1)
    dialog = opened(desk, page, "print", RegisterDialog)
    assert "Chưa đối chiếu" not in dialog.told.text()
    dialog.book.show_value(Book.PAPERS)
    dialog._on_changed()
    desk.wait()
    assert "chưa tìm thấy mẫu bắt buộc" in dialog.told.text()
    dialog.reject()


def test_the_list_of_a_day_follows_the_day_that_is_typed(desk: Desk, page: CasesPage) -> None:
    enter(desk)
    dialog = opened(desk, page, "day", DayDialog)
    dialog.day.setText("31/4")
    dialog._on_day()
    assert dialog._field.problem()
    dialog.day.setText("19/11")
    dialog._on_day()
    desk.wait()
    desk.answers.paths = [desk.root / "Ngày"]
    dialog.save_pdf.click()
    desk.wait()
    assert (desk.root / "Ngày.pdf").exists()
    dialog.reject()


def test_a_number_leads_to_the_cases_behind_it(desk: Desk, page: CasesPage) -> None:
    enter(desk, 3)
    desk.services.cases.add(CaseEntry(CaseKind.FEEDBACK, TODAY, name="Vũ Đình Khang", content="Loa"))
    dialog = opened(desk, page, "statistics", StatisticsDialog)
    lines = dialog.model.rows()
    row = next(place for place, one in enumerate(lines) if one.figures and one.figures.row.id == "petition")
    column = 1 + list(StatColumn).index(StatColumn.RECEIVED)
    assert dialog.model.index(row, column).data() == "3"
    dialog.view.setCurrentIndex(dialog.model.index(row, column))
    dialog.show_button.click()
    desk.wait()
    assert len(page.register.model.ids()) == 3
    assert "Kiến nghị" in page.register._only.text()
    page.register._all.click()
    desk.wait()
    assert len(page.register.model.ids()) == 4


def test_a_period_of_report_runs_from_day_15_to_day_14() -> None:
    found = {words: span for span, words in presets(date(2026, 11, 20))}
    assert (found["Năm 2026"].first, found["Năm 2026"].last) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (found["Tháng 12/2026"].first, found["Tháng 12/2026"].last) == (
        date(2026, 11, 15),
        date(2026, 12, 14),
    )
    turn = {words: span for span, words in presets(date(2026, 12, 20))}
    assert turn["Tháng 1/2027"].first == date(2026, 12, 15)


def test_a_period_that_runs_backwards_is_said_at_its_field(desk: Desk, page: CasesPage) -> None:
    dialog = opened(desk, page, "statistics", StatisticsDialog)
    dialog.first.setText("20/11/2026")
    dialog.last.setText("1/11/2026")
    dialog._on_days()
    desk.wait()
    assert dialog._last.problem()
    assert lines_of(desk.services.case_statistics.table())
    dialog.reject()


def test_the_slip_of_a_case_goes_to_the_printer_without_a_name_in_its_title(
    desk: Desk, page: CasesPage, tray: PaperTray
) -> None:
    enter(desk)
    desk.qtbot.waitUntil(lambda: len(page.register.model.ids()) == 1)
    desk.wait()
    page.register.table.selectRow(0)
    assert len(page.register.chosen()) == 1
    page.register.slip_button.click()
    desk.qtbot.waitUntil(_print_dialog_is_open)
    dialog = dialog_of(PrintDialog)
    assert dialog.windowTitle() == "Phiếu theo dõi 2026-001"
    dialog.reject()
    desk.wait()


def _print_dialog_is_open() -> bool:
    return any(isinstance(one, PrintDialog) and one.isVisible() for one in QApplication.topLevelWidgets())


def old_register(path: Path) -> Path:
    rows = [
        ["STT", "Ngày tiếp", "Họ tên", "Địa chỉ", "CCCD", "Nội dung đơn", "Loại đơn"],
        ["1", "02/03/2025", "Lê Văn Ba", "Thôn Trung", "030085000001", "Sửa mương", "Kiến nghị"],
        ["2", "31/4/2025", "Lê Văn Tư", "Thôn Trung", "030085000002", "Sửa cống", "Kiến nghị"],
        ["3", "05/03/2025", "Lò Văn Kín", "Bản Nà", "012085009999", "Thu tiền", "TC"],
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_an_old_register_comes_in_and_every_other_row_is_accounted_for(desk: Desk, page: CasesPage) -> None:
    dialog = opened(desk, page, "import", ImportDialog)
    desk.answers.paths = [old_register(desk.root / "Sổ cũ.csv")]
    dialog.choose.click()
    desk.wait()
    assert [row.usable for row in dialog.model.rows()].count(True) == 1
    dialog.hide_who.setChecked(True)
    desk.wait()
    assert [row.usable for row in dialog.model.rows()].count(True) == 2
    dialog.take.click()
    desk.wait()
    assert desk.services.cases.count() == 2
    report = dialog_of(ReportDialog)
    assert "Dòng 3" in report.text.toPlainText()
    assert "Kín" not in report.text.toPlainText()
    report.reject()
    assert all("Kín" not in line.person for line in desk.services.cases.find())


def test_a_list_without_the_needed_columns_is_refused_in_words(desk: Desk, page: CasesPage) -> None:
    path = desk.root / "Danh bạ.csv"
    path.write_text("Tên,Điện thoại\nLê Văn Ba,0912345678\n", encoding="utf-8", newline="\n")
    dialog = opened(desk, page, "import", ImportDialog)
    dialog.open_file(path)
    desk.wait()
    assert "Loại đơn" in dialog._problem.text()
    assert not dialog.take.isEnabled()
    dialog.reject()
    assert desk.services.cases.count() == 0
