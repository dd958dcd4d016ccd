"""What the authority said about a leaf: written down, also in a frozen year, and seen the year after."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from friendly_desktop.domain.assessment import Entry
from tests.ui.desk import YEAR, Desk
from ui.pages.assessment.page import AssessmentPage

LEAF = "B.1.1.1"


@pytest.fixture
def page(desk: Desk) -> AssessmentPage:
    made = AssessmentPage(desk.context)
    desk.show(made)
    made.go_to(LEAF)
    desk.wait()
    return made


def stored(desk: Desk) -> Entry:
    return desk.services.assessment.view(YEAR).rows[LEAF].entry


def write(desk: Desk, page: AssessmentPage, points: str, remark: str) -> None:
    page.editor.begin_appraisal()
    desk.qtbot.keyClicks(page.editor.appraisal.points, points)
    page.editor.appraisal.remark.setFocus()
    page.editor.appraisal.remark.insertPlainText(remark)
    page.editor.flush()
    desk.wait()


def test_points_and_remark_of_the_authority_are_stored_beside_the_own_points(
    desk: Desk, page: AssessmentPage
) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    write(desk, page, "0,5", "Thiếu biên bản")
    entry = stored(desk)
    assert (entry.points, entry.appraised_points) == (Decimal(1), Decimal("0.5"))
    assert entry.appraiser_remark == "Thiếu biên bản"
    assert page.editor._appraised.text() == "Thẩm định: 0,5 điểm · nhận xét: «Thiếu biên bản»"
    assert "thẩm định so với tự chấm, 1 mục: -0,5" in page.totals.text()


def test_a_frozen_year_takes_the_appraisal_and_nothing_else(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    desk.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    write(desk, page, "0,75", "Đạt")
    assert stored(desk).appraised_points == Decimal("0.75")
    assert stored(desk).appraiser_remark == "Đạt"
    assert page.editor.appraisal.isAncestorOf(page.window().focusWidget())
    assert not page.editor.points.isEnabled()


def test_the_group_is_folded_until_there_is_something_to_write_down(desk: Desk, page: AssessmentPage) -> None:
    folding = page.editor.appraisal.folding
    assert [folding.is_open] == [False]
    folding.heading.click()
    assert [folding.is_open] == [True]
    assert page.editor.appraisal.points.hasFocus()


def test_refused_points_of_the_authority_stay_with_the_reason(desk: Desk, page: AssessmentPage) -> None:
    page.editor.begin_appraisal()
    desk.qtbot.keyClicks(page.editor.appraisal.points, "9")
    desk.qtbot.keyClick(page.editor.appraisal.points, Qt.Key.Key_Return)
    desk.wait()
    assert "vượt điểm chuẩn" in page.editor.appraisal.problem()
    assert page.editor.appraisal.points.selectedText() == "9"
    assert stored(desk).appraised_points is None


def test_leaving_the_leaf_with_refused_points_of_the_authority_comes_back(
    desk: Desk, page: AssessmentPage
) -> None:
    page.editor.begin_appraisal()
    desk.qtbot.keyClicks(page.editor.appraisal.points, "9")
    page.go_to("B.1.1.2")
    desk.wait()
    assert page.current == LEAF
    assert page.editor.appraisal.points.text() == "9"
    assert "vượt điểm chuẩn" in page.editor.appraisal.problem()


def test_next_year_shows_what_was_said(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    write(desk, page, "0,5", "Thiếu biên bản")
    desk.services.assessment.open_year(YEAR + 1, "hai-duong-2024")
    desk.context.choose_year(YEAR + 1)
    desk.wait()
    page.go_to(LEAF)
    desk.wait()
    assert page.editor._last.text() == "Năm 2026: tự chấm 1 · thẩm định 0,5 · nhận xét: «Thiếu biên bản»"
    assert page.editor.appraisal.points.text() == ""


def test_points_the_leaf_refuses_are_not_left_by_enter(desk: Desk, page: AssessmentPage) -> None:
    desk.qtbot.keyClick(page.view, Qt.Key.Key_9)
    line = page.editor.points.line
    assert line is not None
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.wait()
    assert page.current == LEAF
    assert line.hasFocus()
    assert line.selectedText() == "9"
    assert "vượt điểm chuẩn" in page.editor.points_problem()
    desk.qtbot.keyClick(line, Qt.Key.Key_1)
    assert page.editor.points_problem() == ""
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.wait()
    assert stored(desk).points == Decimal(1)
    assert page.current == "B.1.1.2"


def test_a_year_nobody_began_is_not_called_failed(desk: Desk, page: AssessmentPage) -> None:
    assert "Chưa chấm điểm" in page.totals.text()
    assert "Không đạt" not in page.totals.text()
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    assert "Chưa chấm điểm" not in page.totals.text()
