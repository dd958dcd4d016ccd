"""A change of the working calendar moves no date by itself; on command it does, and the old date stays."""

from datetime import date

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import CaseAction, CaseKind
from friendly_desktop.domain.deadlines.workdays import CalendarDay, DayKind
from friendly_desktop.errors import AppError
from tests.services.cases_desk import add, step

EXTRA = CalendarDay(date(2026, 11, 25), DayKind.OFF, "Nghỉ thêm theo thông báo")


def told(services: Services) -> dict[str, tuple[str, str]]:
    return {move.rule_id: (str(move.before), str(move.after)) for move in services.workday_moves.moves()}


def test_nothing_would_move_while_the_table_is_as_it_was(services: Services):
    add(services)
    assert services.workday_moves.moves() == ()


def test_a_further_day_off_lists_the_open_dates_that_would_move(services: Services):
    case = add(services)
    services.workdays.save_day(EXTRA)
    assert told(services) == {
        "TCD-tra-loi": ("2026-12-07", "2026-12-08"),
        "KN-thu-ly": ("2026-12-02", "2026-12-03"),
    }
    assert {move.code for move in services.workday_moves.moves()} == {case.code}
    assert services.cases.get(case.id).due == date(2026, 12, 2)  # nothing moved by itself


def test_dates_move_on_command_and_the_old_ones_stay_superseded(services: Services):
    case = add(services)
    services.workdays.save_day(EXTRA)
    shown = services.workday_moves.moves()
    assert services.workday_moves.move_all(shown, "Thông báo 12/TB-UBND") == shown
    assert services.cases.get(case.id).due == date(2026, 12, 3)
    rows = [one for one in services.cases.deadlines(case.id) if one.deadline.rule.id == "KN-thu-ly"]
    assert [(str(one.deadline.due), one.superseded) for one in rows] == [
        ("2026-12-02", True),
        ("2026-12-03", False),
    ]
    assert rows[1].why == ("Lịch làm việc thay đổi: hạn 02/12/2026 thành 03/12/2026. Thông báo 12/TB-UBND")
    assert rows[1].deadline.calendar_version == services.workdays.calendar().version
    assert services.workday_moves.moves() == ()


def test_what_was_moved_is_in_the_log(services: Services):
    case = add(services)
    services.workdays.save_day(EXTRA)
    services.workday_moves.move([move.deadline_id for move in services.workday_moves.moves()])
    log = services.workday_moves.log()
    assert {(one.code, one.rule_id, str(one.due)) for one in log} == {
        (case.code, "TCD-tra-loi", "2026-12-08"),
        (case.code, "KN-thu-ly", "2026-12-03"),
    }


def test_only_the_chosen_dates_move(services: Services):
    one, other = add(services), add(services)
    services.workdays.save_day(EXTRA)
    chosen = [move.deadline_id for move in services.workday_moves.moves() if move.case_id == one.id]
    services.workday_moves.move(chosen)
    assert services.cases.get(one.id).due == date(2026, 12, 3)
    assert services.cases.get(other.id).due == date(2026, 12, 2)
    assert {move.case_id for move in services.workday_moves.moves()} == {other.id}


def test_a_day_off_elsewhere_moves_nothing(services: Services):
    add(services)
    services.workdays.save_day(CalendarDay(date(2027, 6, 1), DayKind.OFF, "Ngày khác"))
    assert services.workday_moves.moves() == ()


def test_a_day_added_and_taken_back_moves_nothing(services: Services):
    add(services)
    services.workdays.save_day(EXTRA)
    services.workdays.remove_day(EXTRA.day)
    assert services.workday_moves.moves() == ()


def test_a_date_moves_back_when_a_day_off_turns_out_to_be_worked(services: Services):
    add(services)
    services.workdays.remove_day(date(2026, 11, 24))
    assert told(services)["KN-thu-ly"] == ("2026-12-02", "2026-12-01")


def test_a_date_that_was_met_stays(services: Services):
    case = add(services)
    step(services, case, CaseAction.ACCEPT)
    services.workdays.save_day(EXTRA)
    assert told(services) == {}  # the answer and the acceptance were met, the 30 days count every day


def test_dates_that_passed_to_a_working_day_move_with_it(services: Services):
    case = add(services)
    services.workdays.save_day(CalendarDay(date(2027, 1, 4), DayKind.OFF, "Nghỉ"))
    assert told(services) == {"DON-45": ("2027-01-04", "2027-01-05")}
    services.workday_moves.move_all(services.workday_moves.moves())
    assert services.cases.get(case.id).due == date(2026, 12, 2)


def test_denunciations_move_without_a_word_about_anybody(services: Services):
    case = add(services, CaseKind.DENUNCIATION)
    services.workdays.save_day(EXTRA)
    found = [move for move in services.workday_moves.moves() if move.rule_id == "TC-xu-ly-ban-dau"]
    assert [(move.code, move.kind, move.after) for move in found] == [
        (case.code, CaseKind.DENUNCIATION, date(2026, 12, 3))
    ]


def test_a_list_that_is_no_longer_true_is_not_carried_out(services: Services):
    add(services)
    services.workdays.save_day(EXTRA)
    shown = services.workday_moves.moves()
    services.workdays.save_day(CalendarDay(date(2026, 11, 26), DayKind.OFF, "Nghỉ nữa"))
    with pytest.raises(AppError, match="Danh sách đã thay đổi"):
        services.workday_moves.move_all(shown)
    assert services.workday_moves.log() == ()
    assert all(not one.superseded for one in services.cases.deadlines(1))


def test_a_date_met_meanwhile_is_passed_over(services: Services):
    case = add(services)
    services.workdays.save_day(EXTRA)
    ids = [move.deadline_id for move in services.workday_moves.moves()]
    step(services, case, CaseAction.ACCEPT)
    assert services.workday_moves.move(ids) == ()
