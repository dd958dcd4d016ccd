"""Letters from the register to the printer: noted one by one, nothing kept before it is printed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.errors import AppError
from tests.ui.desk import Desk
from tests.ui.paper_tray import NAME, PaperTray, load
from ui.pages.letters.printing import LetterPrinting
from ui.printing.dialog import PrintDialog
from ui.printing.reporting import PrintReport


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


def saved(desk: Desk) -> int:
    letters = desk.services.letters
    return letters.save(letters.blank_draft(LetterKind.WEDDING)).id


def ask(desk: Desk, page: QWidget, ids: list[int]) -> PrintDialog:
    LetterPrinting(desk.context, page).print_letters(ids)
    desk.wait()
    (made,) = page.findChildren(PrintDialog)
    desk.qtbot.waitUntil(made.preview.is_settled)
    desk.wait()
    return made


def test_a_letter_is_kept_and_noted_when_it_is_printed_and_not_before(
    desk: Desk, tray: PaperTray, page: QWidget
) -> None:
    letter = saved(desk)
    made = ask(desk, page, [letter])
    assert desk.services.letters.get(letter).archived == ""
    QTest.keyClick(made, Qt.Key.Key_Return)
    desk.wait()
    (noted,) = desk.services.letters.prints(letter)
    assert (noted.printer, noted.succeeded, noted.copies) == (NAME, True, 1)
    assert noted.sha256 == desk.services.letters.get(letter).archived
    assert tray.sheets() == 1


def test_a_refused_letter_is_noted_as_such_and_one_that_cannot_be_made_stops_no_other(
    desk: Desk, tray: PaperTray, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [saved(desk) for _turn in range(4)]
    made = ask(desk, page, ids)
    tray.refuse = lambda number: number == 1
    real = desk.services.letters.archive

    def archive(letter_id: int) -> object:
        if letter_id == ids[1]:
            raise AppError("missing_glyph", "Thiếu chữ", "Thư có ký tự không in được.")
        return real(letter_id)

    monkeypatch.setattr(desk.services.letters, "archive", archive)
    made.print.click()
    desk.wait()
    prints = [[one.succeeded for one in desk.services.letters.prints(letter)] for letter in ids]
    assert prints == [[False], [], [True], [True]]
    report = next(one for one in page.findChildren(PrintReport) if one.isVisible())
    assert "còn 2 bản chưa in" in report.summary.text()
    report.reject()
