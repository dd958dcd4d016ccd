"""The settings of legal time: the working calendar with what it moves, and the deadline rules."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from friendly_desktop.domain.cases import CaseEntry, CaseKind
from friendly_desktop.domain.deadlines import Unit
from friendly_desktop.domain.deadlines.workdays import DayKind
from tests.ui.desk import Desk, dialog_of
from ui.pages.settings.deadlines import DeadlinesTab, NewerRuleDialog, length_text
from ui.pages.settings.moves import MovesDialog
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.workdays import WorkdaysTab
from ui.pages.settings.workdays_dialogs import ConfirmDialog, DaysDialog, ImportDialog
from ui.places import PageId, Place


@pytest.fixture
def page(desk: Desk) -> Iterator[SettingsPage]:
    made = SettingsPage(desk.context)
    desk.show(made)
    yield made
    for dialog in made.window().findChildren(QDialog):
        dialog.close()


@pytest.fixture
def days(desk: Desk, page: SettingsPage) -> WorkdaysTab:
    """The calendar tab on 2026."""
    page.show_place(Place(PageId.SETTINGS, part="workdays", filter="2026"))
    desk.wait()
    return page.workdays


@pytest.fixture
def rules(desk: Desk, page: SettingsPage) -> DeadlinesTab:
    """The tab of time limits."""
    page.show_place(Place(PageId.SETTINGS, part="deadlines"))
    desk.wait()
    return page.deadlines


def pick(tab: WorkdaysTab, day: date) -> None:
    tab.view.selectRow(tab.model.row_of(day))


def choose(tab: DeadlinesTab, rule_id: str) -> None:
    place = next(place for place, rule in enumerate(tab.model.rows()) if rule.id == rule_id)
    tab.view.selectRow(place)


# -- the working calendar


def test_a_year_is_listed_with_what_it_rests_on(desk: Desk, days: WorkdaysTab) -> None:
    rows = {row.day: row for row in days.model.rows()}
    assert rows[date(2026, 11, 24)].title
    assert rows[date(2026, 1, 10)].kind is DayKind.MAKE_UP
    current = days.current()
    assert current is not None
    assert current.day == date(2026, 11, 24)


def test_forecasts_are_told_and_confirmed_by_a_notice(desk: Desk, days: WorkdaysTab) -> None:
    days.show_year(2027)
    desk.wait()
    assert "dự kiến" in days.forecast.text()
    days.confirm_button.click()
    dialog = dialog_of(ConfirmDialog)
    dialog.yes.click()
    assert dialog._source.problem()
    dialog.source.setText("Thông báo 77/TB-BNV ngày 01/12/2026")
    dialog.yes.click()
    desk.wait()
    assert not desk.services.workdays.unconfirmed(2027)
    assert days.forecast.text() == ""
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.workdays.unconfirmed(2027)


def test_days_off_are_added_as_a_run_and_taken_back(desk: Desk, days: WorkdaysTab) -> None:
    dialog = days.ask(date(2026, 12, 7))
    dialog.last.line.setText("31/2")
    dialog.yes.click()
    assert dialog.last.problem()
    assert dialog._title.problem()
    dialog.last.line.setText("1/12/2026")
    dialog.title.setText("Nghỉ bão")
    dialog.yes.click()
    assert "sau ngày đầu" in dialog.last.problem()
    dialog.last.line.setText("9/12")
    dialog.yes.click()
    desk.wait()
    added = [row.day for row in desk.services.workdays.days(2026) if row.title == "Nghỉ bão"]
    assert added == [date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9)]
    assert "Nghỉ bão" in days.calendar.words(date(2026, 12, 8))
    assert "Nghỉ bão" in days._log.text()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert not [row for row in desk.services.workdays.days(2026) if row.title == "Nghỉ bão"]


def test_a_make_up_day_on_a_working_day_is_refused_in_words(desk: Desk, days: WorkdaysTab) -> None:
    dialog = days.ask(date(2026, 12, 7))
    dialog.kind.show_value(DayKind.MAKE_UP)
    dialog.title.setText("Làm bù")
    dialog.yes.click()
    desk.wait()
    assert len(desk.errors) == 1
    assert "vốn là ngày làm việc" in str(desk.errors[0])
    desk.errors.clear()


def test_a_row_is_edited_in_place_and_given_back(desk: Desk, days: WorkdaysTab) -> None:
    pick(days, date(2026, 11, 24))
    days.title.setText("")
    days.title.editingFinished.emit()
    assert days._title.problem()
    days.title.setText("Ngày Văn hóa")
    days.title.editingFinished.emit()
    desk.wait()
    rows = {row.day: row for row in desk.services.workdays.days(2026)}
    assert rows[date(2026, 11, 24)].title == "Ngày Văn hóa"
    assert rows[date(2026, 11, 24)].own
    days.remove_button.click()
    desk.wait()
    rows = {row.day: row for row in desk.services.workdays.days(2026)}
    assert not rows[date(2026, 11, 24)].own


def test_a_change_asks_what_open_cases_to_move_and_moves_them_only_on_command(
    desk: Desk, days: WorkdaysTab
) -> None:
    case = desk.services.cases.add(
        CaseEntry(CaseKind.PETITION, date(2026, 11, 20), name="Đặng Thị Hường", content="Sửa đường")
    )
    before = case.due
    assert before is not None
    dialog = days.ask(date(2026, 12, 1))
    dialog.title.setText("Nghỉ bão")
    dialog.yes.click()
    desk.wait()
    assert "sẽ đổi ngày" in days.moves.strip.text()
    assert desk.services.cases.get(case.id).due == before
    days.moves.look_button.click()
    asked = dialog_of(MovesDialog)
    assert {one.case_id for one in asked.model.rows()} == {case.id}
    asked.why.setText("Công điện 12")
    asked.yes.click()
    desk.wait()
    after = desk.services.cases.get(case.id).due
    assert after is not None
    assert after > before
    assert not days.moves.isVisibleTo(days)


def test_days_come_from_a_file_after_they_were_shown(desk: Desk, days: WorkdaysTab) -> None:
    path = desk.root / "Ngày nghỉ.csv"
    path.write_text(
        "Ngày;Loại;Tên ngày;Nguồn\n14/12/2026;nghỉ;Bầu cử bổ sung;QĐ 12\n32/12/2026;nghỉ;Sai;\n",
        encoding="utf-8",
    )
    desk.answers.paths = [path]
    days._on_import()
    desk.wait()
    dialog = dialog_of(ImportDialog)
    assert date(2026, 12, 14) not in {row.day for row in desk.services.workdays.days(2026)}
    dialog.yes.click()
    desk.wait()
    assert date(2026, 12, 14) in {row.day for row in desk.services.workdays.days(2026)}


def test_a_file_that_is_none_is_told(desk: Desk, days: WorkdaysTab, tmp_path: Path) -> None:
    path = tmp_path / "ảnh.xlsx"
    path.write_bytes(b"\x89PNG")
    desk.answers.paths = [path]
    days._on_import()
    desk.wait()
    assert len(desk.errors) == 1
    desk.errors.clear()


def test_a_year_is_exported(desk: Desk, days: WorkdaysTab) -> None:
    desk.answers.paths = [desk.root / "lịch"]
    days._on_export()
    desk.wait()
    assert (desk.root / "lịch.xlsx").read_bytes().startswith(b"PK")


def test_adding_begins_on_the_day_one_stands_on(desk: Desk, days: WorkdaysTab) -> None:
    days.calendar.go_to(date(2026, 6, 5))
    days.add_button.click()
    dialog = dialog_of(DaysDialog)
    assert dialog.first.line.text() == "05/06/2026"


# -- the deadline rules


def test_rules_name_length_unit_article_and_how_sure_they_are(desk: Desk, rules: DeadlinesTab) -> None:
    choose(rules, "KN-thu-ly")
    rule = rules.current()
    assert rule is not None
    assert length_text(rule) == "7 ngày làm việc"
    assert rule.article in rules.article.text()
    assert "Khiếu nại".lower() in rules._facts.text()


def test_a_length_of_the_office_is_stored_and_the_shipped_one_comes_back(
    desk: Desk, rules: DeadlinesTab
) -> None:
    choose(rules, "KN-thu-ly")
    rules.lengths["normal"].setText("bảy")
    rules.lengths["normal"].editingFinished.emit()
    assert rules._length_fields["normal"].problem()
    rules.lengths["normal"].setText("6")
    rules.lengths["normal"].editingFinished.emit()
    desk.wait()
    stored = desk.services.deadline_rules.rule("KN-thu-ly", date(2026, 11, 20))
    assert stored is not None
    assert (stored.lengths["normal"], stored.own) == (6, True)
    assert "7 ngày làm việc" in rules._differs.text()
    rules.reset_button.click()
    desk.wait()
    stored = desk.services.deadline_rules.rule("KN-thu-ly", date(2026, 11, 20))
    assert stored is not None
    assert (stored.lengths["normal"], stored.own) == (7, False)


def test_a_unit_is_changed_and_taken_back(desk: Desk, rules: DeadlinesTab) -> None:
    choose(rules, "KN-thu-ly")
    rules.unit.show_value(Unit.CALENDAR_DAY)
    rules.unit.committed.emit(Unit.CALENDAR_DAY)
    desk.wait()
    stored = desk.services.deadline_rules.rule("KN-thu-ly", date(2026, 11, 20))
    assert stored is not None
    assert stored.unit is Unit.CALENDAR_DAY
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    stored = desk.services.deadline_rules.rule("KN-thu-ly", date(2026, 11, 20))
    assert stored is not None
    assert stored.unit is Unit.WORKING_DAY


def test_a_new_rule_ends_the_old_one_the_day_before(desk: Desk, rules: DeadlinesTab) -> None:
    choose(rules, "KN-thu-ly")
    rules.newer_button.click()
    dialog = dialog_of(NewerRuleDialog)
    dialog.first.line.setText("1/1/2020")
    dialog.yes.click()
    assert dialog.first.problem()
    assert dialog._length.problem()
    assert dialog._article.problem()
    dialog.first.line.setText("1/1/2027")
    dialog.length.setText("5")
    dialog.article.setText("Điều 1 Nghị định mới")
    dialog.yes.click()
    desk.wait()
    service = desk.services.deadline_rules
    old, new = service.rule("KN-thu-ly", date(2026, 12, 31)), service.rule("KN-thu-ly", date(2027, 1, 1))
    assert old is not None
    assert new is not None
    assert (old.lengths["normal"], new.lengths["normal"]) == (7, 5)
    assert old.valid_to == date(2026, 12, 31)
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    again = service.rule("KN-thu-ly", date(2027, 1, 1))
    assert again is not None
    assert again.lengths["normal"] == 7


def test_rules_of_other_times_show_on_demand(desk: Desk, rules: DeadlinesTab) -> None:
    count = len(rules.model.rows())
    rules.current_only.click()
    assert len(rules.model.rows()) > count
    rules.kind.show_value(CaseKind.DENUNCIATION.value)
    rules._on_filter()
    assert all(not rule.kinds or "denunciation" in rule.kinds for rule in rules.model.rows())
