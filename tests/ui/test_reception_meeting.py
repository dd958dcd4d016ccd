"""One meeting of the reception page: kit, entries, result, promises, and what is left half entered."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.cases import CaseFilter
from friendly_desktop.domain.deadlines.workdays import CalendarDay, DayKind
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState, Promise
from tests.ui.desk import Desk
from tests.ui.test_reception_page import TODAY, YEAR, dialog_of, go, make_year, page, visit
from ui.cases.form_dialog import FormDialog
from ui.pages.reception.meeting import MeetingPart, Moment
from ui.pages.reception.page import ReceptionPage
from ui.pages.reception.promise_list import PromiseList, Which
from ui.pages.reception.promises import DoneDialog, due_words

__all__ = ["page"]


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def opened(desk: Desk, page: ReceptionPage, meeting: Meeting, moment: str = "") -> MeetingPart:
    go(desk, f"meeting:{meeting.id}" + (f":{moment}" if moment else ""))
    part = page.part("meeting")
    assert isinstance(part, MeetingPart)
    return part


def test_a_coming_session_opens_with_its_kit(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    coming = next(one for one in desk.services.meetings.find_year(YEAR) if one.entry.day > TODAY)
    part = opened(desk, page, coming)
    assert part.moment is Moment.BEFORE
    desk.qtbot.waitUntil(lambda: part.kit.preview.page_count() > 0)
    assert page.primary_button() is part.kit.print_button
    assert "nội bộ" in part.kit.words()
    desk.answers.paths = [desk.root / "kit"]
    part.kit.save_button.click()
    desk.wait()
    assert (desk.root / "kit.pdf").read_bytes().startswith(b"%PDF")


def test_a_past_session_is_held_with_its_result_and_conclusion(desk: Desk, page: ReceptionPage) -> None:
    past = [one for one in make_year(desk) if one.entry.day < TODAY][-1]
    part = opened(desk, page, past)
    assert part.moment is Moment.AFTER
    assert page.primary_button() is part.result.hold_button
    part.result.visitors.setText("mấy người")
    part.result.hold_button.click()
    assert part.result._visitors.problem()
    part.result.visitors.setText("4")
    part.result.notes.setPlainText("Ba việc trả lời ngay.")
    part.result.hold_button.click()
    desk.wait()
    stored = desk.services.meetings.get(past.id)
    assert stored.state is MeetingState.HELD
    assert stored.entry.visitors == 4
    assert stored.entry.notes == "Ba việc trả lời ngay."
    part.result.concluded_on.setText("1/1/2026")
    part.result.concluded_on.editingFinished.emit()
    assert "trước ngày tiếp" in part.result._on.problem()
    part.result.number.setText("45/TB-UBND")
    part.result.concluded_on.setText("20/11/2026")
    part.result.number.editingFinished.emit()
    part.result.concluded_on.editingFinished.emit()
    desk.wait()
    stored = desk.services.meetings.get(past.id)
    assert (stored.conclusion, stored.conclusion_on) == ("45/TB-UBND", TODAY)


def test_promises_of_a_visit_are_entered_by_keys_alone(desk: Desk, page: ReceptionPage) -> None:
    one = visit(desk)
    part = opened(desk, page, one, "during")
    assert not part.tabs.isTabVisible(0)
    type_into(part.line.asked, "Den duong tat")
    QTest.keyClick(part.line.asked, Qt.Key.Key_Tab)
    QTest.keyClicks(part.line.promised, "Thay bong")
    part.line.until.line.setFocus()
    QTest.keyClicks(part.line.until.line, "30/11")
    QTest.keyClick(part.line.until.line, Qt.Key.Key_Return)
    desk.wait()
    stored = desk.services.meetings.promises(one.id)
    assert [(p.asked, p.promised, p.until) for p in stored] == [
        ("Den duong tat", "Thay bong", date(2026, 11, 30))
    ]
    assert part.line.asked.text() == ""
    part.line.asked.setText("Cống tắc")
    part.line.until.line.setText("31/9")
    QTest.keyClick(part.line.asked, Qt.Key.Key_Return)
    assert part.line.until.problem()


def test_open_promises_of_all_meetings_with_what_is_overdue(desk: Desk, page: ReceptionPage) -> None:
    one = visit(desk, date(2026, 10, 2))
    for asked, until in (("Vá đường", date(2026, 11, 1)), ("Nạo vét mương", date(2026, 12, 1))):
        desk.services.meetings.save_promise(Promise(0, one.id, asked, until=until))
    desk.wait()
    assert "1 quá hạn" in page.year.promises_button.text()
    go(desk, "promises", "overdue")
    part = page.part("promises")
    assert isinstance(part, PromiseList)
    assert [row.promise.asked for row in part.table.model.rows()] == ["Vá đường"]
    assert part.tabs.tabText(list(Which).index(Which.OPEN)) == "Chưa làm 2"
    desk.answers.paths = [desk.root / "Danh mục.pdf"]
    part.save_button.click()
    desk.wait()
    assert (desk.root / "Danh mục.pdf").read_bytes().startswith(b"%PDF")
    part.table.done_button.click()
    dialog = dialog_of(DoneDialog)
    dialog.how.setPlainText("Đã vá 120 m")
    dialog.yes.click()
    desk.wait()
    assert part.table.model.rows() == ()
    assert {p.asked: p.done_on for p in desk.services.meetings.promises()} == {
        "Vá đường": TODAY,
        "Nạo vét mương": None,
    }
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert [row.promise.asked for row in part.table.model.rows()] == ["Vá đường"]
    page.activateWindow()
    part.table.view.setFocus()
    desk.wait()
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    desk.wait()
    meeting = page.part("meeting")
    assert isinstance(meeting, MeetingPart)
    assert meeting.meeting_id() == one.id


def test_escape_leads_back_and_an_open_entry_keeps_its_words(desk: Desk, page: ReceptionPage) -> None:
    desk.services.meetings.save(MeetingEntry(MeetingKind.AD_HOC, TODAY, time(8), receiver="Nguyễn Thị Huệ"))
    one = desk.services.meetings.find_year(YEAR)[0]
    part = opened(desk, page, one)
    assert part.moment is Moment.DURING
    QTest.keyClick(part.tabs, Qt.Key.Key_Escape)
    desk.wait()
    assert page.part_in_view() is page.year


def test_what_is_entered_during_a_session_belongs_to_it(desk: Desk, page: ReceptionPage) -> None:
    one = desk.services.meetings.save(
        MeetingEntry(MeetingKind.AD_HOC, TODAY, time(8), receiver="Nguyễn Thị Huệ")
    )
    part = opened(desk, page, one)
    assert "chưa có lượt tiếp" in part.session._none.text()
    form = part.session.line.form
    form.put({"kind": "petition", "name": "Đặng Thị Hường", "address": "Thôn Đoài", "content": "Sửa cống"})
    part.session.line.enter()
    desk.wait()
    assert [line.person for line in part.session.model.rows()] == ["Đặng Thị Hường"]
    assert desk.services.cases.count(CaseFilter(meeting_id=one.id)) == 1
    assert desk.services.meetings.case_counts([one.id]) == {one.id: 1}


def test_nobody_is_entered_before_the_day_of_the_session(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    coming = next(one for one in desk.services.meetings.find_year(YEAR) if one.entry.day > TODAY)
    part = opened(desk, page, coming, "during")
    desk.wait()
    assert "Đến ngày đó, từng lượt tiếp được ghi ở đây." in part.session._none.text()
    assert part.session._line is None


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 11, 18), "Quá hạn 2 ngày"),
        (TODAY, "Hết hạn hôm nay"),
        (date(2026, 11, 23), "Còn 3 ngày"),
        (None, "Chưa đặt ngày"),
    ],
)
def test_how_a_promise_stands_names_the_days(until: date | None, words: str) -> None:
    assert due_words(Promise(1, 1, "x", until=until), TODAY) == words


def test_a_calendar_row_shows_on_the_year_at_once(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    desk.services.workdays.save_day(CalendarDay(date(2026, 12, 3), DayKind.OFF, "Bầu cử", "QĐ 1"))
    desk.wait()
    assert "Bầu cử" in page.year.calendar.words(date(2026, 12, 3))
    assert "ngày nghỉ" in page.year.conflicts.text()


def test_a_half_entered_case_comes_back_in_its_own_session(desk: Desk, page: ReceptionPage) -> None:
    first, second = (
        desk.services.meetings.save(MeetingEntry(MeetingKind.AD_HOC, TODAY, time(hour))) for hour in (8, 14)
    )
    part = opened(desk, page, first, "during")
    part.session.line.form.put({"kind": "feedback", "name": "Vũ Thị Lan", "content": "Ồn ào"})
    part.session.line.form.edited.emit()
    opened(desk, page, second, "during")
    desk.wait()
    assert not part.session.line.draft_strip.isVisibleTo(part)
    opened(desk, page, first, "during")
    desk.wait()
    assert part.session.line.draft_strip.isVisibleTo(part)


def test_a_meeting_that_is_gone_is_told_and_the_year_shown(desk: Desk, page: ReceptionPage) -> None:
    go(desk, "meeting:999")
    assert page.part_in_view() is page.year
    assert len(desk.errors) == 1
    desk.errors.clear()


def test_the_conclusion_is_filled_in_from_the_session(desk: Desk, page: ReceptionPage) -> None:
    past = [one for one in make_year(desk) if one.entry.day < TODAY][-1]
    desk.services.meetings.hold(past.id, visitors=2, notes="Hai việc.")
    part = opened(desk, page, past, "after")
    part.result.conclusion_button.click()
    desk.wait()
    dialog = dialog_of(FormDialog)
    desk.qtbot.waitUntil(lambda: dialog.preview.page_count() > 0)
    dialog.close()


def test_notes_are_stored_on_a_pause_and_never_put_back_under_the_fingers(
    desk: Desk, page: ReceptionPage
) -> None:
    past = [one for one in make_year(desk) if one.entry.day < TODAY][-1]
    part = opened(desk, page, past, "after")
    page.activateWindow()
    part.result.notes.setFocus()
    QTest.keyClicks(part.result.notes, "Ba viec")
    desk.qtbot.waitUntil(lambda: desk.services.meetings.get(past.id).entry.notes == "Ba viec")
    QTest.keyClicks(part.result.notes, " da tra loi")
    part.refresh()
    desk.wait()
    assert part.result.notes.toPlainText() == "Ba viec da tra loi"


def test_a_half_entered_promise_survives_and_belongs_to_its_meeting(desk: Desk, page: ReceptionPage) -> None:
    first, second = visit(desk, date(2026, 11, 3)), visit(desk, date(2026, 11, 10))
    part = opened(desk, page, first, "during")
    type_into(part.line.asked, "Cong tac")
    opened(desk, page, second, "during")
    assert part.line.asked.text() == ""
    opened(desk, page, first, "during")
    assert part.line.asked.text() == "Cong tac"
    QTest.keyClick(part.line.asked, Qt.Key.Key_Return)
    desk.wait()
    assert desk.services.drafts.draft(f"promise-{first.id}") == ""
    assert [one.asked for one in desk.services.meetings.promises(first.id)] == ["Cong tac"]


def test_coming_back_to_the_page_is_to_stand_in_what_is_in_view(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    part = opened(desk, page, desk.services.meetings.find_year(YEAR)[0])
    assert page.focusProxy() is part
    part.back.click()
    desk.wait()
    assert page.part_in_view() is page.year
    assert page.focusProxy() is page.year
