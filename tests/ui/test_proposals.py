"""Evidence by rule on the criteria page: proposed with its arithmetic, accepted, scored otherwise, undone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from tests.ui.desk import YEAR, Desk
from ui.pages.assessment.lines import Filter
from ui.pages.assessment.page import AssessmentPage
from ui.pages.assessment.proofs import LeafProofs
from ui.places import PageId, Place
from ui.proof.lines_dialog import ProofLinesDialog
from ui.proof.proposal_strip import ProposalStrip

FILES, BROADCASTS, NO_RULE = "B.1.6", "B.1.1.1", "B.4.5"


def figures(desk: Desk, late: int, month: int = 0) -> None:
    for one in range(1, 11):
        told = {"files_early": 10, "files_on_time": 90, "files_late": late if one == month else 0}
        desk.services.indicators.set_values(YEAR, one, {name: Decimal(value) for name, value in told.items()})


@pytest.fixture
def page(desk: Desk) -> AssessmentPage:
    figures(desk, 0)
    entry = ActivityEntry(ActivityKind.BROADCAST, date(YEAR, 3, 4), "Bản tin", times=3, nodes=(BROADCASTS,))
    desk.services.activities.add(entry)
    made = AssessmentPage(desk.context)
    desk.show(made)
    made.go_to(FILES)
    desk.wait()
    return made


@pytest.fixture
def strip(page: AssessmentPage) -> ProposalStrip:
    return page.editor.proposal


def points(desk: Desk, node: str = FILES) -> Decimal | None:
    return desk.services.assessment.view(YEAR).rows[node].entry.points


def test_the_strip_tells_rule_arithmetic_and_proposal(page: AssessmentPage, strip: ProposalStrip) -> None:
    assert strip.isVisible()
    assert strip.text() == (
        "Đề nghị 7 điểm, tính đến 20/11/2026.\n"
        "Thủ tục hành chính được giải quyết xong trước và trong thời gian quy định: "
        "1.000 trên 1.000, bằng 100%; ngưỡng: đủ 100%."
    )
    assert strip.accept.text() == "Chấp nhận 7 điểm"
    page.go_to(NO_RULE)
    assert strip.isHidden()


def test_one_key_accepts_and_undo_takes_it_back(
    desk: Desk, page: AssessmentPage, strip: ProposalStrip
) -> None:
    assert points(desk) is None
    page.decisions.accept_current()
    desk.wait()
    assert points(desk) == Decimal(7)
    assert desk.told[-1] == "Đã chấp nhận 7 điểm cho mục I.6."
    assert strip.accept.isHidden()
    assert "Đã chấp nhận đề nghị ngày 20/11/2026." in strip.text()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert points(desk) is None
    assert strip.accept.isVisible()


def test_a_person_may_be_named_as_the_one_who_decides(desk: Desk, strip: ProposalStrip) -> None:
    strip.form.officer.show_value("Nguyễn Thị Lan")
    desk.qtbot.mouseClick(strip.accept, Qt.MouseButton.LeftButton)
    desk.wait()
    assert "Nguyễn Thị Lan đã chấp nhận" in strip.text()
    assert desk.services.proposals.decisions(YEAR)[FILES].by == "Nguyễn Thị Lan"


def test_scoring_otherwise_asks_for_a_reason_at_its_field(desk: Desk, strip: ProposalStrip) -> None:
    desk.qtbot.mouseClick(strip.other, Qt.MouseButton.LeftButton)
    form = strip.form
    assert form.isVisible()
    desk.qtbot.keyClicks(form.points, "6,5")
    desk.qtbot.mouseClick(form.give, Qt.MouseButton.LeftButton)
    desk.wait()
    assert points(desk) is None
    assert "Quyết định khác đề nghị thì phải có lý do" in form._reason_field.problem()
    form.reason.setFocus()
    form.reason.insertPlainText("Hai hồ sơ bị trả lại")
    desk.qtbot.mouseClick(form.give, Qt.MouseButton.LeftButton)
    desk.wait()
    assert points(desk) == Decimal("6.5")
    assert form.isHidden()
    assert "Chấm khác đề nghị ngày 20/11/2026: Hai hồ sơ bị trả lại" in strip.text()


def test_points_the_leaf_does_not_allow_are_told_at_their_field(desk: Desk, strip: ProposalStrip) -> None:
    desk.qtbot.mouseClick(strip.other, Qt.MouseButton.LeftButton)
    desk.qtbot.keyClicks(strip.form.points, "9")
    strip.form.reason.insertPlainText("Lý do")
    desk.qtbot.mouseClick(strip.form.give, Qt.MouseButton.LeftButton)
    desk.wait()
    assert "vượt điểm chuẩn 7" in strip.form._points_field.problem()
    assert strip.form.reason.toPlainText() == "Lý do"
    desk.qtbot.keyClick(strip.form.points, Qt.Key.Key_Escape)
    assert strip.form.isHidden()


def test_figures_that_move_after_the_decision_are_told_in_words_and_in_the_filter(
    desk: Desk, page: AssessmentPage, strip: ProposalStrip
) -> None:
    page.decisions.accept_current()
    desk.wait()
    figures(desk, 2, month=4)
    desk.wait()
    assert "Đã chấp nhận 7 điểm; nay số liệu không còn đề nghị điểm nào." in strip.text()
    assert points(desk) == Decimal(7)
    page.show_place(Place(PageId.ASSESSMENT, filter=Filter.PROPOSED.value))
    assert page.current == FILES
    desk.qtbot.mouseClick(strip.withdraw, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.services.proposals.decisions(YEAR) == {}
    assert points(desk) == Decimal(7)


def test_a_frozen_year_shows_and_decides_nothing(
    desk: Desk, page: AssessmentPage, strip: ProposalStrip
) -> None:
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    assert strip.isVisible()
    assert strip.accept.isHidden()
    assert strip.other.isHidden()


@pytest.fixture
def dialog(desk: Desk, page: AssessmentPage) -> Iterator[ProofLinesDialog]:
    page.go_to(BROADCASTS)
    desk.wait()
    desk.qtbot.mouseClick(page.editor.proposal.records, Qt.MouseButton.LeftButton)
    desk.wait()
    (found,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, ProofLinesDialog))
    desk.wait()
    yield found
    found.close()


def test_the_list_behind_a_leaf_opens_on_a_click(dialog: ProofLinesDialog) -> None:
    assert [(one.words, one.result) for one in dialog.model.rows()] == [("Phát thanh: Bản tin", "3 lần")]
    assert "1 trên 10 tháng đã qua đủ" in dialog.words.text()
    dialog.lines.show_value("")
    dialog.lines.committed.emit("")
    told = {one.words for one in dialog.model.rows()}
    assert told == {"Phát thanh: Bản tin", "Hồ sơ giải quyết trước và đúng hạn"}


def test_the_tree_counts_the_diary_as_proof(page: AssessmentPage) -> None:
    line = page._lines[BROADCASTS]
    assert (line.everyday, line.proposed) == (1, False)
    assert page._lines[FILES].proposed
    assert isinstance(page.proofs, LeafProofs)
