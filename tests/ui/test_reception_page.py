"""The reception page: a year made from a rule, meetings put off and held, notices, promises."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState
from friendly_desktop.domain.office import Signatory, SigningForm
from tests.ui.desk import Desk, dialog_of
from ui.dialogs.form import DayDialog
from ui.pages.reception.make import MakeSchedule
from ui.pages.reception.meeting import MeetingPart
from ui.pages.reception.meeting_dialog import MeetingDialog, ReasonDialog
from ui.pages.reception.minimum_dialog import MinimumDialog
from ui.pages.reception.notice import NoticeDialog
from ui.pages.reception.page import ReceptionPage
from ui.pages.reception.reading import read_year
from ui.pages.reception.rows import Tab
from ui.pages.reception.visits import VisitsDialog
from ui.places import PageId, Place

YEAR = 2026
TODAY = date(2026, 11, 20)


@pytest.fixture
def page(desk: Desk) -> Iterator[ReceptionPage]:
    """The page in view, going where it asks."""
    made = ReceptionPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    yield made
    for dialog in made.window().findChildren(QDialog):
        dialog.close()


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
    desk.qtbot.waitUntil(lambda: "nghỉ" in dialog.conflicts.text().lower())
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
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    days = {one.entry.day: one for one in desk.services.meetings.find_year(YEAR)}
    assert days[date(2026, 12, 3)].state is MeetingState.PLANNED
    assert date(2026, 12, 8) not in days


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
    desk.qtbot.waitUntil(lambda: dialog.preview.page_count() > 0)
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


# -- visits by a rule, the number of the law


def test_visits_are_planned_in_turn_seen_before_and_taken_back(desk: Desk, page: ReceptionPage) -> None:
    desk.services.office.save_hamlets("Thôn Đông\nThôn Đoài")
    go(desk, "visits")
    assert page.year.tab is Tab.VISIT
    assert page.year.visits_button.isVisibleTo(page)
    assert not page.year.make_button.isVisibleTo(page)
    dialog = dialog_of(VisitsDialog)
    assert [one.hamlet for one in dialog.model.rows()][:3] == ["Thôn Đoài", "Thôn Đông", "Thôn Đoài"]
    assert dialog.model.rows()[0].day == date(2026, 11, 25)  # the 24th is a day off
    dialog.rule.setText("mỗi khi rảnh")
    assert not dialog.yes.isEnabled()
    desk.qtbot.waitUntil(lambda: bool(dialog._rule.problem()))
    dialog.rule.setText("thứ Tư tuần 2")
    dialog.last.line.setText("1/11/2026")
    desk.qtbot.waitUntil(lambda: bool(dialog.last.problem()))
    dialog.last.line.setText("31/12/2026")
    dialog.hamlet.show_value("Thôn Đoài")
    desk.qtbot.waitUntil(dialog.yes.isEnabled)
    desk.wait()
    assert [(one.day, one.hamlet) for one in dialog.model.rows()] == [(date(2026, 12, 9), "Thôn Đoài")]
    dialog.yes.click()
    desk.wait()
    (made,) = desk.services.meetings.find_year(YEAR, [MeetingKind.VISIT])
    assert made.entry.hamlet == "Thôn Đoài"
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.meetings.find_year(YEAR, [MeetingKind.VISIT]) == ()


def test_the_number_of_the_law_is_changed_where_it_is_checked(desk: Desk, page: ReceptionPage) -> None:
    go(desk, f"make:{YEAR}")
    part = page.part_in_view()
    assert isinstance(part, MakeSchedule)
    asking = [one for one in part.checks.change_buttons() if "trong 1 tháng" in one.accessibleName()]
    asking[0].click()
    dialog = dialog_of(MinimumDialog)
    assert not dialog.back.isVisibleTo(dialog)
    dialog.count.setText("nhiều")
    dialog.yes.click()
    assert dialog._count.problem()
    dialog.count.setText("4")
    dialog.yes.click()
    desk.wait()
    assert "đơn vị đặt mức 4" in part.checks.words()
    asking = [one for one in part.checks.change_buttons() if "trong 1 tháng" in one.accessibleName()]
    asking[0].click()
    desk.wait()
    again = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, MinimumDialog) and one.isVisible()
    ]
    again[0].back.click()
    desk.wait()
    assert not any(one.own for one in desk.services.meetings.law_minima())
