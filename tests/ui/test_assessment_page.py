"""The criteria page: points by keyboard, refusals, filters, proof, the frozen year."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.desk import YEAR, Desk, opened
from ui.pages.assessment.lines import Filter, State, build_lines
from ui.pages.assessment.page import AssessmentPage
from ui.pages.assessment.reading import read_page
from ui.places import PageId, Place

LEAF = "B.1.1.1"


@pytest.fixture
def page(desk: Desk) -> AssessmentPage:
    made = AssessmentPage(desk.context)
    desk.show(made)
    made.go_to(LEAF)
    desk.wait()
    return made


def stored(desk: Desk, node: str = LEAF) -> Decimal | None:
    return desk.services.assessment.view(YEAR).rows[node].entry.points


def test_points_typed_on_the_tree_are_saved_and_the_total_follows(desk: Desk, page: AssessmentPage) -> None:
    desk.qtbot.keyClick(page.view, Qt.Key.Key_0)
    assert page.editor.points.line is not None
    desk.qtbot.keyClicks(page.editor.points.line, ",75")
    desk.qtbot.keyClick(page.editor.points.line, Qt.Key.Key_Return)
    desk.wait()
    assert stored(desk) == Decimal("0.75")
    assert "0,75 / 100" in page.totals.text()
    assert page.current == "B.1.1.2"


def test_refused_points_show_the_sentence_and_keep_what_was_stored(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    page.editor.begin_points("7")
    page.editor.points.hand_over()
    desk.wait()
    assert "vượt điểm chuẩn" in page.editor.points_problem()
    assert stored(desk) == Decimal(1)


def test_up_and_down_buttons_keep_to_the_rule_of_the_leaf(desk: Desk, page: AssessmentPage) -> None:
    for _press in range(6):
        page.editor.points._on_more()
        desk.wait()
    assert stored(desk) == Decimal(1)


def test_words_are_saved_while_they_are_typed_and_when_the_page_is_left(
    desk: Desk, page: AssessmentPage
) -> None:
    page.editor.reason.setFocus()
    page.editor.reason.insertPlainText("Có biên bản")
    page.hide()
    desk.wait()
    assert desk.services.assessment.view(YEAR).rows[LEAF].entry.reason == "Có biên bản"


def test_points_and_words_typed_at_once_are_both_kept(desk: Desk, page: AssessmentPage) -> None:
    page.editor.reason.insertPlainText("Đủ tin bài")
    page.editor.begin_points("1")
    page.editor.points.hand_over()
    page.editor.note.put("")
    page.editor.note.insertPlainText("Hỏi đài")
    page.go_to("B.1.1.2")
    desk.wait()
    entry = desk.services.assessment.view(YEAR).rows[LEAF].entry
    assert (entry.points, entry.reason, entry.note) == (Decimal(1), "Đủ tin bài", "Hỏi đài")


def test_filter_shows_only_what_has_no_points(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    page.filters.choose(Filter.TODO)
    shown = page._shown
    assert not shown.mapFromSource(page.tree.index_of(LEAF)).isValid()
    assert shown.mapFromSource(page.tree.index_of("B.1.1.2")).isValid()


def test_text_filter_needs_no_tone_marks(desk: Desk, page: AssessmentPage) -> None:
    page.filters.box.setText("truyen thanh")
    page._on_filter()
    assert page._shown.mapFromSource(page.tree.index_of(LEAF)).isValid()
    assert not page._shown.mapFromSource(page.tree.index_of("B.4.1")).isValid()


def test_dropped_files_become_proof_of_the_leaf(desk: Desk, page: AssessmentPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(desk.photo("Ảnh hội nghị.jpg")))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.editor.drop_area.dropEvent(event)
    desk.wait()
    assert [one.name for one in desk.services.evidence.listing(YEAR, LEAF)] == ["Ảnh hội nghị.jpg"]
    assert len(page.editor.strip.evidence.rows) == 1
    assert desk.told == ["Đã thêm 1 tệp."]


def test_removed_proof_comes_back_with_undo(desk: Desk, page: AssessmentPage) -> None:
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("a.png")])
    desk.wait()
    page.proofs.remove(page.editor.strip.evidence.rows[0])
    desk.wait()
    assert page.editor.strip.evidence.rows == ()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert len(page.editor.strip.evidence.rows) == 1


def test_points_without_proof_are_marked(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    line = page.tree.line(LEAF)
    assert line is not None
    assert line.claimed
    assert "điểm chưa có minh chứng: 1" in page.totals.text()


def test_a_frozen_year_is_only_looked_at_until_it_is_opened_again(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    assert page._frozen.isVisible()
    assert not page.editor.points.isEnabled()
    assert page.editor.reason.isReadOnly()
    page._reopen.click()
    desk.wait()
    assert not page._frozen.isVisible()
    assert page.editor.points.isEnabled()


def test_a_place_selects_its_leaf_and_its_veto(desk: Desk) -> None:
    page = AssessmentPage(desk.context)
    page.show_place(Place(PageId.ASSESSMENT, node="B.4.1"))
    desk.show(page)
    assert page.current == "B.4.1"
    veto = desk.services.assessment.criteria_of(YEAR).vetoes[0].id
    page.show_place(Place(PageId.ASSESSMENT, node=veto))
    assert page.current == f"veto:{veto}"


def test_a_veto_is_answered_with_a_digit(desk: Desk, page: AssessmentPage) -> None:
    veto = desk.services.assessment.criteria_of(YEAR).vetoes[0].id
    page.go_to(f"veto:{veto}")
    desk.qtbot.keyClick(page.view, Qt.Key.Key_0)
    desk.wait()
    assert desk.services.assessment.view(YEAR).vetoes[veto].holds is False
    line = page.tree.line(f"veto:{veto}")
    assert line is not None
    assert line.state is State.CLEAR


def test_control_enter_goes_to_the_next_leaf_without_points(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, "B.1.1.2", "1")
    desk.wait()
    page._on_next()
    assert page.current not in (LEAF, "B.1.1.2", "")
    assert stored(desk, page.current) is None


def test_a_set_without_points_is_ticked(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    with opened(tmp_path, qtbot, qapp) as desk:
        desk.open_year("ninh-giang-2026")
        page = AssessmentPage(desk.context)
        desk.show(page)
        leaf = page.current
        desk.qtbot.keyClick(page.view, Qt.Key.Key_3)
        desk.wait()
        line = page.tree.line(leaf)
        assert line is not None
        assert line.state is State.DONE


def test_the_tree_keeps_the_promises_of_a_model(desk: Desk, page: AssessmentPage) -> None:
    tester = QAbstractItemModelTester(page.tree, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert page._page is not None
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    page.tree.set_lines(YEAR, page._page.criteria, build_lines(page._page))
    del tester


def test_a_page_closed_while_files_are_added_leaves_nothing_behind(desk: Desk) -> None:
    page = AssessmentPage(desk.context)
    desk.show(page, closed_by_test=True)
    page.proofs.add([desk.photo(f"{place}.png", place) for place in range(30)])
    page.close()
    page.deleteLater()
    desk.wait()
    report = desk.services.evidence.verify()
    assert not report.missing
    assert not report.damaged


def test_opening_and_scoring_take_no_more_statements_with_more_files(
    desk: Desk, page: AssessmentPage
) -> None:
    def opening() -> int:
        return desk.statements(lambda: read_page(desk.services, YEAR))

    def scoring() -> int:
        return desk.statements(lambda: desk.services.assessment.set_points(YEAR, LEAF, "1"))

    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("first.png", 1)])
    before = opening(), scoring()
    desk.services.evidence.add_files(
        YEAR, LEAF, [desk.photo(f"{place}.png", place) for place in range(2, 60)]
    )
    assert (opening(), scoring()) == before


def test_refused_points_bring_one_back_to_their_leaf(desk: Desk, page: AssessmentPage) -> None:
    desk.qtbot.keyClick(page.view, Qt.Key.Key_7)
    page.go_to("B.1.1.2")
    assert page.current != LEAF
    desk.wait()
    assert page.current == LEAF
    assert "vượt điểm chuẩn" in page.editor.points_problem()
    assert page.editor.points.line is not None
    assert page.editor.points.line.text() == "7"
    assert stored(desk) is None


def test_files_let_go_on_a_line_prove_that_line(desk: Desk, page: AssessmentPage) -> None:
    page.view.files_dropped.emit("B.1.1.2", [desk.photo("x.png")])
    desk.wait()
    assert page.current == "B.1.1.2"
    assert len(desk.services.evidence.listing(YEAR, "B.1.1.2")) == 1


def test_a_file_dragged_to_another_leaf_proves_both_until_undone(desk: Desk, page: AssessmentPage) -> None:
    (added,) = desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("x.png")])
    desk.wait()
    assert added.evidence_id is not None
    page.view.proof_dropped.emit("B.1.1.2", added.evidence_id)
    desk.wait()
    assert desk.services.evidence.get(added.evidence_id).nodes == (LEAF, "B.1.1.2")
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.evidence.get(added.evidence_id).nodes == (LEAF,)


def test_every_control_has_a_name_for_screen_readers(desk: Desk, page: AssessmentPage) -> None:
    nameless = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(one, QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QAbstractItemView)
        and type(one) is not QListView  # the list inside a combo box, named by the box
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]
    assert not nameless


def test_points_somebody_stops_typing_at_are_saved_without_enter(desk: Desk, page: AssessmentPage) -> None:
    page.editor.begin_points("0")
    line = page.editor.points.line
    assert line is not None
    desk.qtbot.keyClicks(line, ",5")
    desk.qtbot.waitUntil(lambda: stored(desk) == Decimal("0.5"))
    assert page.current == LEAF
    assert line.text() == "0,5"


def test_half_typed_points_are_not_complained_about(desk: Desk, page: AssessmentPage) -> None:
    page.editor.begin_points("0")
    assert page.editor.points.line is not None
    desk.qtbot.keyClicks(page.editor.points.line, ",")
    page.editor.points._on_pause()
    desk.wait()
    assert page.editor.points_problem() == ""
    assert stored(desk) is None
    desk.qtbot.keyClicks(page.editor.points.line, "5")  # whoever closes a page on half a number is told
