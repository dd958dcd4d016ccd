"""``deadline`` as scripts and people use it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.cli import main
from friendly_desktop.domain.deadlines.workdays import CalendarDay, DayKind

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], workplace: Path) -> Run:
    def run_command(*arguments: object) -> tuple[int, Any]:
        code = main(["--data", str(workplace / "Dữ liệu"), "--json", "deadline", *map(str, arguments)])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return run_command


def by_rule(answer: Any) -> dict[str, Any]:
    return {one["rule"]: one for one in answer["deadlines"]}


def test_the_dates_need_no_data_folder(run: Run, workplace: Path):
    code, answer = run("complaint", "--received", "2026-11-20", "--accepted", "2026-11-23")
    assert code == 0
    found = by_rule(answer)
    assert {name: one["due"] for name, one in found.items()} == {
        "TCD-tra-loi": "2026-12-07",
        "DON-45": "2027-01-04",
        "KN-thu-ly": "2026-12-02",
        "KN-thu-ly-luat": "2026-11-30",
        "KN1": "2026-12-23",
    }
    first = found["KN-thu-ly"]
    assert {"rule", "due", "unit", "length", "article", "confidence", "days"} <= set(first)
    assert (first["unit"], first["length"], first["confidence"]) == ("working_day", 7, "A")
    assert found["KN1"]["unit"] == "calendar_day"
    assert first["days"][0] == {"date": "2026-11-21", "counted": False, "why": "thứ Bảy"}
    assert first["days"][3]["why"] == "thứ Ba, Ngày Văn hóa Việt Nam"
    assert sum(day["counted"] for day in first["days"]) == 7
    assert not (workplace / "Dữ liệu").exists()


@pytest.mark.parametrize("written", ["20/11/2026", "20/11/26", "20-11-2026", "201126", "2026-11-20"])
def test_dates_are_read_as_people_write_them(run: Run, written: str):
    _code, answer = run("petition", "--received", written)
    assert by_rule(answer)["TCD-tra-loi"]["due"] == "2026-12-07"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("31/4/2026", "Không có ngày 31/4/2026"),
        ("29/2/2026", "Không có ngày 29/2/2026"),
        ("31/12/1899", "nằm ngoài khoảng"),
        ("1/1/0001", "nằm ngoài khoảng"),
        ("2150-01-01", "nằm ngoài khoảng"),
        ("hôm kia", "không phải là ngày"),
        ("", "không phải là ngày"),
    ],
)
def test_a_wrong_date_is_refused_in_words(run: Run, written: str, told: str):
    code, answer = run("complaint", "--received", written)
    assert code == 1
    assert answer["error"]["code"] == "date_wrong"
    assert told in answer["error"]["message"]


def test_29_february_of_a_leap_year_is_a_day(run: Run):
    code, answer = run("petition", "--received", "29/2/2028")
    assert code == 0
    assert by_rule(answer)["TCD-tra-loi"]["due"] == "2028-03-14"


def test_acceptance_before_receipt_is_refused(run: Run):
    code, answer = run("complaint", "--received", "20/11/2026", "--accepted", "19/11/2026")
    assert (code, answer["error"]["code"]) == (1, "accepted_before_received")


def test_a_date_in_the_future_and_forecasts_are_warned_of(run: Run):
    code, answer = run("complaint", "--received", "01/02/2090")
    assert code == 0
    assert any("ở tương lai" in told for told in answer["warnings"])
    assert any("dự kiến" in told for told in answer["warnings"])


def test_a_day_before_every_rule_says_that_there_is_none(run: Run):
    code, answer = run("complaint", "--received", "01/03/1995")
    assert (code, answer["deadlines"]) == (0, [])
    assert any("không có quy định" in told for told in answer["warnings"])


def test_conditions_choose_the_length(run: Run):
    _code, answer = run(
        "complaint",
        "--received",
        "20/11/2026",
        "--accepted",
        "23/11/2026",
        "--remote",
        "--complexity",
        "complex",
    )
    assert by_rule(answer)["KN1"]["length"] == 60


@pytest.mark.parametrize("arguments", [("letter", "--received", "1/1/2026"), ("complaint",)])
def test_wrong_usage_is_told(run: Run, arguments: tuple[str, ...]):
    assert run(*arguments)[0] == 2


def test_with_a_data_folder_the_offices_own_days_count(services: Services, run: Run):
    services.workdays.save_day(CalendarDay(services.clock.today().replace(day=25), DayKind.OFF, "Nghỉ"))
    _code, answer = run("petition", "--received", "20/11/2026")
    assert by_rule(answer)["TCD-tra-loi"]["due"] == "2026-12-08"


def test_people_read_unit_article_and_skipped_days(capsys: pytest.CaptureFixture[str], workplace: Path):
    code = main(["--data", str(workplace / "Dữ liệu"), "deadline", "complaint", "--received", "20/11/2026"])
    out = capsys.readouterr().out
    assert code == 0
    for words in (
        "Thụ lý hoặc thông báo không thụ lý khiếu nại",
        "7 ngày làm việc kể từ thứ Sáu, 20/11/2026",
        "Hạn cuối  thứ Tư, 02/12/2026",
        "24/11/2026  thứ Ba, Ngày Văn hóa Việt Nam",
        "! Mốc sớm hơn để thụ lý khiếu nại",
    ):
        assert words in out
