"""Letters beside the criteria: counted quietly, listed on a click, samples ticked and previewed masked."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.letters import LetterKind
from tests.letter_year import signed, write
from tests.ui.desk import YEAR, Desk
from ui.letters.proof_dialog import LetterProofDialog
from ui.pages.assessment.page import AssessmentPage
from ui.pages.package.page import PackagePage
from ui.places import PageId, Place

LEAF, GROUP = "B.5.1", "B.5"


@pytest.fixture
def page(desk: Desk) -> AssessmentPage:
    signed(desk.services, LetterKind.WEDDING, date(2026, 1, 12))
    signed(desk.services, LetterKind.WEDDING, date(2026, 9, 5), "Trần Thị Hường")
    signed(desk.services, LetterKind.CONDOLENCE, date(2026, 3, 5))
    write(desk.services, LetterKind.BIRTH)
    made = AssessmentPage(desk.context)
    desk.show(made)
    made.go_to(LEAF)
    desk.wait()
    return made


@pytest.fixture
def dialog(desk: Desk, page: AssessmentPage) -> Iterator[LetterProofDialog]:
    desk.qtbot.mouseClick(page.editor.letters.buttons()[0], Qt.MouseButton.LeftButton)
    desk.wait()
    (made,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, LetterProofDialog))
    desk.wait()
    yield made
    made.close()


def chosen(desk: Desk) -> list[str]:
    return [one.recipient for one in desk.services.letter_proof.samples(YEAR)]


def test_the_letters_of_a_criterion_are_counted_beside_its_leaf(page: AssessmentPage) -> None:
    assert page.editor.letters.text() == ("Tiêu chí V: 3 thư đã ký\nkết hôn 2, chia buồn 1 · 1 thư chưa ký")
    tip = page.editor.letters.buttons()[0].toolTip()
    assert "Thư chúc mừng kết hôn: 2 thư, từ 12/01/2026 đến 05/09/2026." in tip


def test_a_leaf_whose_letters_nobody_wants_shows_none(page: AssessmentPage) -> None:
    page.go_to("B.1.1.1")
    assert page.editor.letters.isHidden()


def test_a_group_shows_its_letters_too(desk: Desk, page: AssessmentPage) -> None:
    page.go_to(GROUP)
    desk.wait()
    assert "3 thư đã ký" in page._group.letters.text()


def test_a_letter_signed_meanwhile_is_counted_at_once(desk: Desk, page: AssessmentPage) -> None:
    signed(desk.services, LetterKind.THANKS)
    desk.wait()
    assert "4 thư đã ký" in page.editor.letters.text()


def test_the_list_opens_at_the_criterion_and_says_everything_in_words(dialog: LetterProofDialog) -> None:
    assert dialog.lines.value() == GROUP
    assert dialog.model.rowCount() == 3
    assert "Thư chia buồn: 1 thư, ngày 05/03/2026." in dialog.words.text()


def test_a_tick_is_a_sample_and_the_preview_is_masked(desk: Desk, dialog: LetterProofDialog) -> None:
    dialog.model.setData(
        dialog.model.index(0, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole
    )
    desk.wait()
    assert chosen(desk) == ["Nguyễn Văn Đức và Nguyễn Văn Đức"]
    assert dialog.model.rows()[0].sample
    desk.qtbot.waitUntil(lambda: dialog._side.currentWidget() is dialog.preview)
    desk.qtbot.waitUntil(dialog.preview.is_settled)


def test_a_proposal_adds_to_the_ticks_and_leaves_sorrow_out(desk: Desk, dialog: LetterProofDialog) -> None:
    dialog._propose.click()
    desk.wait()
    assert len(chosen(desk)) == 2
    assert not [one for one in dialog.model.rows() if one.sample and one.kind is LetterKind.CONDOLENCE]


def test_a_frozen_year_shows_its_letters_and_takes_no_tick(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    made = LetterProofDialog(page, desk.context, YEAR)
    made.start()
    desk.wait()
    assert made.model.read_only
    assert not made.model.flags(made.model.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not made._propose.isEnabled()
    assert "đã chốt" in made._frozen.text()
    assert "Năm đã chốt chỉ giữ các thư mẫu" in made._no_preview.text()
    made.close()


def test_the_export_step_tells_of_the_letters(desk: Desk, page: AssessmentPage) -> None:
    made = PackagePage(desk.context)
    desk.show(made)
    made.show_place(Place(PageId.PACKAGE, part="export"))
    desk.wait()
    assert "danh mục 3 thư" in made.exporting.letters.text()
    assert "Chưa chọn thư mẫu nào" in made.exporting.letters.text()


def test_the_freeze_step_reminds_of_samples_before_it_is_too_late(desk: Desk, page: AssessmentPage) -> None:
    made = PackagePage(desk.context)
    desk.show(made)
    made.show_place(Place(PageId.PACKAGE, part="freeze"))
    desk.wait()
    assert "hãy chọn trước khi chốt" in made.freezing.letters.text()
    made.freezing.freeze.click()
    desk.wait()
    assert "Không có thư mẫu nào." in made.freezing.letters.text()
