"""The reception page: a year made from a rule, meetings put off and held, notices, promises."""

from collections.abc import Iterator
from datetime import date, time
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from friendly_desktop.domain.cases import CaseFilter
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState, Promise
from friendly_desktop.domain.office import Signatory, SigningForm
from friendly_desktop.domain.workdays import CalendarDay, DayKind
from tests.ui.desk import Desk
from ui.cases.form_dialog import FormDialog
from ui.pages.reception.make import MakeSchedule
from ui.pages.reception.meeting import MeetingPart, Moment
from ui.pages.reception.meeting_dialog import DayDialog, MeetingDialog, ReasonDialog
from ui.pages.reception.notice import NoticeDialog
from ui.pages.reception.page import ReceptionPage
from ui.pages.reception.promise_list import PromiseList, Which
from ui.pages.reception.promises import DoneDialog, due_words
from ui.pages.reception.rows import Tab
from ui.pages.reception.year import read_year
from ui.places import PageId, Place

YEAR = 2026
TODAY = date(2026, 11, 20)
Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def page(desk: Desk) -> Iterator[ReceptionPage]:
    """The page in view, going where it asks."""
    made = ReceptionPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    yield made
    for dialog in made.window().findChildren(QDialog):
        dialog.close()


def dialog_of(kind: type[Dialog]) -> Dialog:
    """The one open dialog of a kind."""
    open_ones = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(open_ones) == 1, open_ones
    return open_ones[0]


def make_year(desk: Desk, rule: str = "thứ Năm tuần 1 và 3") -> tuple[Meeting, ...]:
    """The schedule of the year."""
    desk.services.meetings.make(YEAR, rule)
    desk.wait()
    return desk.services.meetings.find_year(YEAR)


def go(desk: Desk, part: str, wanted: str = "") -> None:
    desk.context.go(Place(PageId.RECEPTION, part=part, filter=wanted))
    desk.wait()


def visit(desk: Desk, day: date = date(2026, 11, 11)) -> Meeting:
    return desk.services.meetings.save(
        MeetingEntry(MeetingKind.VISIT, day, time(14), hamlet="Thôn Đoài", receiver="Phạm Văn Hùng")
    )


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


# -- the year


def test_a_year_without_schedule_says_how_to_begin(desk: Desk, page: ReceptionPage) -> None:
    assert page.year._nothing.isVisibleTo(page)
    assert "chưa có lịch tiếp dân" in page.year._nothing.text()


def test_the_year_shows_what_was_made_and_stands_on_what_comes_next(desk: Desk, page: ReceptionPage) -> None:
    made = make_year(desk)
    assert len(page.year.model.rows()) == len(made)
    chosen = page.year.chosen()
    assert chosen is not None
    assert chosen.entry.day == date(2026, 12, 3)
    assert "Niêm yết thông báo chậm nhất" in page.year.detail.words()
    assert page.year.calendar.current() == date(2026, 12, 3)
    assert "ít nhất 2 ngày" in page.year.checks.words()


def test_the_minimum_of_the_law_and_that_of_the_criteria_are_both_shown(
    desk: Desk, page: ReceptionPage
) -> None:
    desk.services.assessment.open_year(2027, "bac-giang-2024")
    desk.services.meetings.make(2027, "thứ Năm tuần 1")
    page.year.show_year(2027)
    desk.wait()
    law, criteria = page.year.checks.words().split("\n")
    assert law.startswith("Còn thiếu tháng 1, tháng 2")
    assert "Luật từ 01/07/2026 (chưa đối chiếu văn bản)" in law
    assert criteria.startswith("Đã đủ. Tiêu chí")


def test_the_calendar_is_walked_by_keys_and_says_what_a_day_is(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    calendar = page.year.calendar
    calendar.setFocus()
    calendar.go_to(date(2026, 11, 19))
    QTest.keyClick(calendar, Qt.Key.Key_Right)
    assert calendar.current() == TODAY
    QTest.keyClick(calendar, Qt.Key.Key_Down)
    QTest.keyClick(calendar, Qt.Key.Key_PageDown)
    assert calendar.current() == date(2026, 12, 27)
    QTest.keyClick(calendar, Qt.Key.Key_Home)
    QTest.keyClick(calendar, Qt.Key.Key_End)
    assert calendar.current() == date(2026, 12, 31)
    QTest.keyClick(calendar, Qt.Key.Key_Right)
    assert calendar.current() == date(2026, 12, 31)
    assert "Ngày Văn hóa" in calendar.words(date(2026, 11, 24))
    assert "Tiếp công dân định kỳ" in calendar.words(date(2026, 12, 3))
    assert calendar._day_at(calendar.place(date(2026, 8, 31)).center()) == date(2026, 8, 31)


def test_enter_on_a_free_day_asks_for_a_meeting_and_on_a_full_one_opens_it(
    desk: Desk, page: ReceptionPage
) -> None:
    made = make_year(desk)
    calendar = page.year.calendar
    calendar.setFocus()
    calendar.go_to(date(2026, 12, 4))
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    desk.wait()
    dialog = dialog_of(MeetingDialog)
    assert dialog.day.line.text() == "04/12/2026"
    dialog.reject()
    calendar.go_to(date(2026, 12, 3))
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    desk.wait()
    part = page.part("meeting")
    assert isinstance(part, MeetingPart)
    assert part.meeting_id() == next(one.id for one in made if one.entry.day == date(2026, 12, 3))


def test_what_is_due_for_posting_is_told_and_posted_in_one_act(desk: Desk, page: ReceptionPage) -> None:
    desk.services.meetings.save(MeetingEntry(MeetingKind.PERIODIC, date(2026, 11, 26), time(8)))
    desk.wait()
    assert "chưa ghi ngày niêm yết" in page.year.posting.text()
    page.year.detail.posted_button.click()
    dialog = dialog_of(DayDialog)
    dialog.day.line.setText("25/12/2026")
    dialog.yes.click()
    assert "chưa đến" in dialog.day.problem()
    dialog.day.line.setText("hôm nay")
    dialog.yes.click()
    desk.wait()
    stored = desk.services.meetings.find_year(YEAR)[0]
    assert stored.posted_on == TODAY
    assert "sau hạn" in page.year.detail.words()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.meetings.find_year(YEAR)[0].posted_on is None


def test_the_coming_year_on_forecasts_is_told_in_november(desk: Desk, page: ReceptionPage) -> None:
    assert "2027" in page.year.forecast.text()
    rows = [row for row in desk.services.workdays.days(2027) if row.forecast]
    assert rows
    desk.services.workdays.confirm_year(2027, "Thông báo 1/TB-BNV")
    desk.wait()
    assert page.year.forecast.text() == ""


def test_more_meetings_take_no_more_statements(desk: Desk, page: ReceptionPage) -> None:
    visit(desk)
    before = desk.statements(lambda: read_year(desk.services, YEAR, TODAY))
    make_year(desk)
    for number in range(1, 15):
        visit(desk, date(2026, 10, number))
    assert desk.statements(lambda: read_year(desk.services, YEAR, TODAY)) == before


def test_tabs_show_kinds_and_the_new_meeting_is_of_the_kind_in_view(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    visit(desk)
    desk.wait()
    page.year.show_tab(Tab.VISIT)
    assert [one.entry.kind for one in page.year.model.rows()] == [MeetingKind.VISIT]
    page.year.add()
    desk.wait()
    dialog = dialog_of(MeetingDialog)
    assert dialog.kind.value() is MeetingKind.VISIT
    assert dialog.hamlet.isVisibleTo(dialog)


# -- acts


def test_a_meeting_is_entered_with_a_wrong_day_told_and_conflicts_named(
    desk: Desk, page: ReceptionPage
) -> None:
    desk.services.office.save_signatory(Signatory(0, "Nguyễn Thị Huệ", SigningForm.CHAIRMAN))
    make_year(desk)
    page.year.add()
    desk.wait()
    dialog = dialog_of(MeetingDialog)
    dialog.day.line.setText("31/4")
    dialog.yes.click()
    assert dialog.day.problem()
    dialog.day.line.setText("24/11")
    desk.qtbot.waitUntil(lambda: "nghỉ" in dialog.conflicts.text().lower(), timeout=3000)
    dialog.starts.line.setText("25h")
    dialog.yes.click()
    assert dialog.starts.problem()
    dialog.starts.line.setText("9h30")
    dialog.ends.line.setText("8h")
    dialog.yes.click()
    assert dialog.ends.problem()
    dialog.ends.line.setText("11")
    dialog.ends.line.setText("11h")
    dialog.yes.click()
    desk.wait()
    added = [one for one in desk.services.meetings.find_year(YEAR) if one.entry.day == date(2026, 11, 24)]
    assert [one.entry.starts for one in added] == [time(9, 30)]
    assert page.year.chosen() == added[0]
    assert "ngày nghỉ" in page.year.conflicts.text()


def test_putting_off_asks_for_reason_and_another_day(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    page.year.detail.postpone_button.click()
    desk.wait()
    dialog = dialog_of(MeetingDialog)
    dialog.day.line.setText("03/12/2026")
    dialog.yes.click()
    assert dialog.day.problem()
    assert dialog._why.problem()
    dialog.day.line.setText("8/12")
    dialog.why.setPlainText("Chủ tịch họp Hội đồng nhân dân")
    dialog.yes.click()
    desk.wait()
    days = {one.entry.day: one for one in desk.services.meetings.find_year(YEAR)}
    assert days[date(2026, 12, 3)].state is MeetingState.POSTPONED
    assert days[date(2026, 12, 8)].moved_from == date(2026, 12, 3)
    page.year.choose(days[date(2026, 12, 3)].id)
    assert "Hoãn sang" in page.year.detail.words()
    assert "Chuyển sang" in page.year.calendar.words(date(2026, 12, 3))


def test_cancelling_asks_why_and_is_taken_back(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    page.year.detail.cancel_button.click()
    dialog = dialog_of(ReasonDialog)
    dialog.yes.click()
    assert dialog._field.problem()
    dialog.reason.setPlainText("Trùng bầu cử")
    dialog.yes.click()
    desk.wait()
    chosen = page.year.chosen()
    assert chosen is not None
    assert chosen.state is MeetingState.CANCELLED
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    chosen = page.year.chosen()
    assert chosen is not None
    assert chosen.state is MeetingState.PLANNED


# -- making from a rule


def maker(desk: Desk, page: ReceptionPage, year: int = 2027) -> MakeSchedule:
    go(desk, f"make:{year}")
    part = page.part("make")
    assert isinstance(part, MakeSchedule)
    return part


def test_a_rule_is_read_back_while_it_is_typed(desk: Desk, page: ReceptionPage) -> None:
    part = maker(desk, page)
    part.rule.setText("thu hai dau tien cua thang")
    assert "Hiểu là: thứ Hai tuần 1" in part.read_back.text()
    assert not part.make_button.isEnabled()
    part.rule.setText("thứ Năm tuần 7")
    assert "tuần 7" in part._rule.problem()
    assert part.read_back.text() == ""
    desk.wait()
    assert not part.make_button.isEnabled()
    assert "xem trước" in part.summary.text()


def test_the_preview_names_moves_and_checks_before_anything_is_written(
    desk: Desk, page: ReceptionPage
) -> None:
    part = maker(desk, page)
    part.rule.setText("thứ Năm tuần 1")
    part.refresh()
    desk.wait()
    assert "thêm 12 buổi" in part.summary.text()
    assert "Tết" in part.diff.text()
    assert "Còn thiếu" in part.checks.words()
    assert desk.services.meetings.find_year(2027) == ()
    part.rule.setText("thứ Năm tuần 1 và 3")
    part.refresh()
    desk.wait()
    assert "Đã đủ" in part.checks.words()
    part.make_button.click()
    desk.wait()
    assert len(desk.services.meetings.find_year(2027)) == 24
    assert page.part_in_view() is page.year
    assert page.year.year() == 2027


def test_another_rule_shows_what_goes_and_what_stays(desk: Desk, page: ReceptionPage) -> None:
    made = desk.services.meetings.make(2027, "thứ Năm tuần 1 và 3")
    assert made.added
    first = desk.services.meetings.find_year(2027)[0]
    desk.services.meetings.posted([first.id], TODAY)
    part = maker(desk, page)
    part.rule.setText("thứ Ba tuần 2")
    part.refresh()
    desk.wait()
    assert "thêm 12 buổi" in part.summary.text()
    assert "bỏ 23 buổi" in part.summary.text()
    assert "Giữ lại dù không theo quy tắc" in part.diff.text()


def test_how_the_office_receives_is_stored_as_it_is_typed(desk: Desk, page: ReceptionPage) -> None:
    part = maker(desk, page)
    part.place.setText("Nhà văn hóa thôn Trung")
    part.place.editingFinished.emit()
    part.ends.line.setText("6:00")
    part.ends.line.editingFinished.emit()
    desk.wait()
    assert "sau giờ bắt đầu" in part.ends.problem()
    assert desk.services.meetings.settings().place == "Nhà văn hóa thôn Trung"


# -- the notice


def test_the_notice_shows_the_page_warns_and_writes_files(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    page.year.notice_button.click()
    desk.wait()
    dialog = dialog_of(NoticeDialog)
    desk.qtbot.waitUntil(lambda: dialog.preview.page_count() > 0, timeout=5000)
    assert dialog.period.currentText() == "Tháng 12"
    assert "Hãy niêm yết chậm nhất" in dialog.warning.text()
    desk.answers.paths = [desk.root / "Thông báo"]
    dialog.save_button.click()
    dialog.calendar_button.click()
    desk.wait()
    assert (desk.root / "Thông báo.pdf").read_bytes().startswith(b"%PDF")
    assert b"BEGIN:VCALENDAR" in (desk.root / "Thông báo.ics").read_bytes()
    dialog.posted_button.click()
    dialog_of(DayDialog).yes.click()
    desk.wait()
    posted = [one for one in desk.services.meetings.find_year(YEAR) if one.posted_on]
    assert [one.entry.day.month for one in posted] == [12, 12]
    dialog.accept()


def test_a_notice_that_cannot_be_written_is_told_and_leaves_nothing(desk: Desk, page: ReceptionPage) -> None:
    make_year(desk)
    page.year.notice_button.click()
    desk.wait()
    dialog = dialog_of(NoticeDialog)
    blocked = desk.root / "không phải thư mục"
    blocked.write_bytes(b"")
    desk.answers.paths = [blocked / "Thông báo.pdf"]
    dialog.save_button.click()
    dialog.calendar_button.click()
    desk.wait()
    assert len(desk.errors) == 2
    desk.errors.clear()
    assert not desk.told
    assert blocked.read_bytes() == b""
    dialog.accept()


def test_a_month_without_sessions_is_told_instead_of_drawn(desk: Desk, page: ReceptionPage) -> None:
    visit(desk)
    page.year.refresh()
    desk.wait()
    page.year.notice_button.click()
    desk.wait()
    dialog = dialog_of(NoticeDialog)
    assert "chưa có ngày tiếp công dân" in dialog.warning.text()
    assert not dialog.save_button.isEnabled()
    dialog.accept()


# -- one meeting


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
    desk.qtbot.waitUntil(lambda: part.kit.preview.page_count() > 0, timeout=5000)
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
    desk.qtbot.waitUntil(lambda: dialog.preview.page_count() > 0, timeout=5000)
    dialog.close()


def test_notes_are_stored_on_a_pause_and_never_put_back_under_the_fingers(
    desk: Desk, page: ReceptionPage
) -> None:
    past = [one for one in make_year(desk) if one.entry.day < TODAY][-1]
    part = opened(desk, page, past, "after")
    page.activateWindow()
    part.result.notes.setFocus()
    QTest.keyClicks(part.result.notes, "Ba viec")
    desk.qtbot.waitUntil(lambda: desk.services.meetings.get(past.id).entry.notes == "Ba viec", timeout=4000)
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
