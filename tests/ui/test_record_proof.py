"""Reception beside the criteria: counted quietly, listed on a click without names; home tells what waits."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.cases import CaseAction, CaseEntry, CaseKind, Channel, StepEntry
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind
from tests.ui.desk import YEAR, Desk
from ui.pages.assessment.page import AssessmentPage
from ui.pages.home.page import HomePage
from ui.places import PageId, Place
from ui.records.proof_dialog import RecordProofDialog

NAME = "Nguyễn Thị Trắng Tinh"
PETITIONS, VISITS = "B.2.4", "B.2.2"


@pytest.fixture
def page(desk: Desk) -> AssessmentPage:
    cases, meetings = desk.services.cases, desk.services.meetings
    for day, answered in ((date(YEAR, 1, 6), date(YEAR, 1, 12)), (date(YEAR, 2, 2), None)):
        case = cases.add(CaseEntry(CaseKind.PETITION, day, Channel.POST, name=NAME, content="Đường hỏng"))
        if answered is not None:
            cases.step(case.id, StepEntry(CaseAction.ANSWER, answered, text="Đã sửa"))
    visit = meetings.save(MeetingEntry(MeetingKind.VISIT, date(YEAR, 1, 9), hamlet="Thôn Đông"))
    meetings.hold(visit.id, visitors=12)
    made = AssessmentPage(desk.context)
    desk.show(made)
    made.go_to("B.2.4.3")
    desk.wait()
    return made


def test_the_records_of_a_group_are_counted_beside_its_leaf(page: AssessmentPage) -> None:
    assert page.editor.records.text() == (
        "Sổ tiếp dân chưa có việc nào\nkhiếu nại\n"
        "Tiêu chí II.4: 1 việc trong sổ tiếp dân\nkiến nghị, phản ánh 1 · 1 việc chưa xong"
    )
    page.go_to("B.1.1.1")
    assert page.editor.records.isHidden()


def test_the_tree_counts_records_as_proof_of_the_leaf_itself(page: AssessmentPage) -> None:
    page.go_to(VISITS)
    assert page.editor.records.text().startswith("1 việc trong sổ tiếp dân")
    assert "12 lượt người" not in page.editor.records.text()


def test_the_list_opens_on_a_click_and_names_nobody(desk: Desk, page: AssessmentPage) -> None:
    desk.qtbot.mouseClick(page.editor.records.buttons()[1], Qt.MouseButton.LeftButton)
    desk.wait()
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, RecordProofDialog))
    desk.wait()
    try:
        assert [(one.code, one.result) for one in dialog.model.rows()] == [
            (f"{YEAR}-001", "Đã giải quyết, trả lời")
        ]
        dialog.lines.show_value("")
        dialog.lines.committed.emit("")
        shown = " ".join(
            str(dialog.model.index(row, column).data())
            for row in range(dialog.model.rowCount())
            for column in range(dialog.model.columnCount())
        )
        assert "Thôn Đông" in shown
        assert NAME not in shown + dialog.windowTitle() + dialog.words.text()
    finally:
        dialog.close()


def test_home_tells_of_cases_past_their_date_and_of_the_next_session(
    desk: Desk, page: AssessmentPage
) -> None:
    assert page.isVisible()
    session = MeetingEntry(MeetingKind.PERIODIC, desk.clock.today(), chairman=True)
    desk.services.meetings.save(session)
    home = HomePage(desk.context)
    desk.show(home)
    told = [one.text() for one in home.duties.buttons()]
    assert "1 đơn quá hạn" in told
    assert told[1] == "Hôm nay tiếp công dân"  # before what may wait
    assert told[-1] == "Lịch làm việc năm 2027 mới là dự kiến"
    wanted: list[Place] = []
    desk.context.place_requested.connect(wanted.append)
    home.duties.buttons()[told.index("1 đơn quá hạn")].click()
    home.duties.buttons()[-1].click()
    assert wanted == [
        Place(PageId.CASES, filter="overdue"),
        Place(PageId.SETTINGS, part="workdays", filter="2027"),
    ]
