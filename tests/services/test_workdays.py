"""The working calendar as an office keeps it: edited, imported, exported, confirmed, with a log."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.deadlines.workdays import CalendarDay, Confidence, DayKind, is_working
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.workdays import WorkdaysService

CULTURE_DAY = date(2026, 11, 24)
EVE = CalendarDay(date(2026, 12, 24), DayKind.OFF, "Nghỉ theo thông báo của xã", "12/TB-UBND", own=True)


def test_the_row_of_the_office_wins_and_raises_the_version(services: Services):
    before = services.workdays.calendar().version
    services.workdays.save_day(EVE)
    calendar = services.workdays.calendar()
    assert not is_working(calendar, EVE.day)
    assert calendar.days[EVE.day] == EVE
    assert calendar.version == before + 1


def test_a_row_removed_gives_way_to_the_shipped_one(services: Services):
    desk = services.workdays
    desk.save_day(CalendarDay(CULTURE_DAY, DayKind.OFF, "Tên khác"))
    desk.remove_day(CULTURE_DAY)
    assert desk.calendar().days[CULTURE_DAY] == desk.shipped_day(CULTURE_DAY)


def test_a_shipped_day_off_can_be_made_a_working_day_and_back(services: Services):
    desk = services.workdays
    desk.remove_day(CULTURE_DAY)
    assert is_working(desk.calendar(), CULTURE_DAY)
    assert "Ngày Văn hóa Việt Nam" in desk.calendar().days[CULTURE_DAY].source
    desk.remove_day(CULTURE_DAY)
    assert not is_working(desk.calendar(), CULTURE_DAY)


def test_a_shipped_make_up_day_can_be_made_a_day_off(services: Services):
    services.workdays.remove_day(date(2026, 8, 22))
    assert not is_working(services.workdays.calendar(), date(2026, 8, 22))


def test_removing_a_day_without_a_row_changes_nothing(services: Services):
    services.workdays.remove_day(date(2026, 11, 25))
    assert services.workdays.changes() == ()


def test_every_change_is_in_the_log_with_what_was_before(services: Services):
    services.workdays.save_day(EVE)
    services.workdays.save_day(EVE)  # nothing new
    services.workdays.remove_day(EVE.day)
    last, first = services.workdays.changes()
    assert (first.before, first.after) == (None, EVE)
    assert (last.before, last.after) == (EVE, None)
    assert last.day == EVE.day


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (CalendarDay(date(2026, 12, 24), DayKind.OFF, "  "), "chưa có tên"),
        (CalendarDay(date(2026, 12, 22), DayKind.MAKE_UP, "Bù"), "vốn là ngày làm việc"),
        (CalendarDay(date(1899, 12, 22), DayKind.OFF, "Xưa"), "nằm ngoài khoảng"),
        (CalendarDay(date(2100, 1, 1), DayKind.OFF, "Xa"), "nằm ngoài khoảng"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_in_words(services: Services, row: CalendarDay, told: str):
    with pytest.raises(AppError, match=told):
        services.workdays.save_day(row)
    assert services.workdays.changes() == ()


def test_more_than_a_month_without_work_is_refused(services: Services):
    days = [CalendarDay(date(2026, 10, day), DayKind.OFF, "x") for day in range(1, 32)]
    days += [CalendarDay(date(2026, 9, day), DayKind.OFF, "x") for day in range(25, 31)]
    with pytest.raises(AppError, match="ngày nghỉ liền nhau"):
        services.workdays.save_days(days)
    assert services.workdays.changes() == ()


def test_forecasts_are_reminded_of_in_november_until_they_are_confirmed(services: Services):
    desk = services.workdays
    assert "2027" in desk.reminder()
    with pytest.raises(AppError, match="số và ngày của thông báo"):
        desk.confirm_year(2027, " ")
    done = desk.confirm_year(2027, "Thông báo 1/TB-BNV")
    assert len(done.saved) == len(desk.days(2027))
    assert desk.reminder() == ""
    assert {row.confidence for row in desk.days(2027)} == {Confidence.READ}
    assert all(row.own and row.source == "Thông báo 1/TB-BNV" for row in desk.days(2027))


def test_before_november_nobody_is_reminded():
    october = FixedClock(datetime(2026, 10, 31, tzinfo=UTC))
    assert WorkdaysService(clock=october).reminder() == ""


@pytest.mark.parametrize("name", ["lịch.xlsx", "lịch.csv"])
def test_an_export_reads_back_without_a_change(services: Services, workplace: Path, name: str):
    services.workdays.save_day(EVE)
    path = workplace / name
    assert services.workdays.export(path, (2026, 2027)) == 18 + 15
    found = services.workdays.import_days(path)
    assert (found.saved, found.same, found.problems) == ((), 33, ())
    assert len(services.workdays.changes()) == 1


def test_an_export_to_nowhere_is_told_in_words(services: Services, workplace: Path):
    (workplace / "tệp").write_text("x", encoding="utf-8")
    with pytest.raises(AppError, match="Không ghi được"):
        services.workdays.export(workplace / "tệp" / "lịch.xlsx", (2026,))


def test_an_export_of_one_office_is_the_calendar_of_another(
    services: Services, workplace: Path, clock: FixedClock
):
    services.workdays.save_day(EVE)
    services.workdays.confirm_year(2027, "Thông báo 1/TB-BNV")
    services.workdays.export(workplace / "lịch.xlsx", (2026, 2027))
    other = open_services(DataFolder(workplace / "Xã khác"), clock, create=True)
    try:
        other.workdays.import_days(workplace / "lịch.xlsx")
        for year in (2026, 2027):
            assert [(row.day, row.kind, row.title, row.source) for row in other.workdays.days(year)] == [
                (row.day, row.kind, row.title, row.source) for row in services.workdays.days(year)
            ]
        assert not other.workdays.unconfirmed(2027)
    finally:
        other.close()


WRONG = """\
Ngày;Loại;Tên ngày;Nguồn;Dự kiến
31/4/2027;nghỉ;Không có ngày này;;
29/2/2027;nghỉ;Không nhuận;;
11/2/27;Nghỉ Tết;Mùng sáu Tết;TB 1;
6/3/2027;làm bù;Bù cho thứ Sáu;TB 1;có
9/3/2027;làm bù;Thứ Ba;;
;nghỉ;Trống ngày;;
10/3/2027;;Trống loại;;
10/3/2027;lễ hội;Loại lạ;;
12/2/2027;nghỉ;Tên;;hình như
11/2/2027;nghỉ;Lặp lại;;
"""


def test_wrong_rows_of_a_file_are_told_one_by_one_and_the_others_kept(services: Services, workplace: Path):
    path = workplace / "lịch nghỉ.csv"
    path.write_text(WRONG, encoding="utf-8")
    shown = services.workdays.read_file(path)
    assert services.workdays.changes() == ()
    done = services.workdays.import_days(path)
    assert done == shown
    assert [(row.day.isoformat(), row.kind, row.forecast) for row in done.saved] == [
        ("2027-02-11", DayKind.OFF, False),
        ("2027-03-06", DayKind.MAKE_UP, True),
    ]
    assert [told.split(":")[0] for told in done.problems] == [f"Dòng {n}" for n in (2, 3, 6, 7, 8, 9, 10, 11)]
    assert "Không có ngày 31/4/2027" in done.problems[0]
    assert "đã có ở dòng 4" in done.problems[-1]


def test_a_file_without_the_columns_is_refused_with_their_names(services: Services, workplace: Path):
    path = workplace / "danh sách.csv"
    path.write_text("Họ và tên,Địa chỉ\nNguyễn Văn An,Thôn Đông\n", encoding="utf-8")
    with pytest.raises(AppError, match="Ngày, Loại"):
        services.workdays.import_days(path)


def test_a_row_without_source_says_which_file_it_is_from(services: Services, workplace: Path):
    path = workplace / "lịch.csv"
    path.write_text("Ngày,Loại\n24/12/2026,nghỉ\n", encoding="utf-8")
    (row,) = services.workdays.import_days(path).saved
    assert (row.title, row.source) == ("Nghỉ", "Nhập từ tệp lịch.csv")


def test_a_calendar_changed_by_another_window_is_seen(
    services: Services, data_folder: DataFolder, monkeypatch
):
    version = services.workdays.calendar().version
    other = open_services(data_folder)
    other.workdays.save_day(EVE)
    other.close()
    monkeypatch.setattr("friendly_desktop.services.workdays._FRESH_SECONDS", 0.0)
    assert services.workdays.calendar().version == version + 1
    assert EVE.day in services.workdays.calendar().days


def test_the_calendar_is_kept_while_nothing_changes(services: Services):
    assert services.workdays.calendar() is services.workdays.calendar()


def test_doctor_says_how_the_calendar_stands(services: Services):
    told = {check.name: check for check in services.doctor.examine()}["calendar"]
    assert told.ok
    assert "2027" in told.detail
    services.workdays.confirm_year(2027, "Thông báo 1/TB-BNV")
    told = {check.name: check for check in services.doctor.examine()}["calendar"]
    assert told.detail == "Lịch làm việc năm 2026: 17 ngày nghỉ và làm bù, bản 1.15."
