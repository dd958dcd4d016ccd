"""The commands ``schedule make`` and ``schedule notice``."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from friendly_desktop.cli.schedule import period
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune

TODAY = date(2026, 11, 20)


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    return Commune(data_folder, capsys)


def test_make_answers_with_the_days_who_receives_and_what_was_moved(commune: Commune) -> None:
    code, answer = commune.run("schedule", "make", 2027, "--rule", "thu nam tuan 1 va 3")
    assert code == 0
    assert len(answer["days"]) == 24
    assert all(set(day) == {"date", "leader", "moved_from", "why"} for day in answer["days"])
    assert answer["days"][0] == {
        "date": "2027-01-07",
        "leader": "Chủ tịch UBND",
        "moved_from": None,
        "why": "",
    }
    moved = [day for day in answer["days"] if day["moved_from"]]
    assert moved[0]["moved_from"] == "2027-02-04"
    assert "Tết" in moved[0]["why"]
    assert answer["rule"] == "thứ Năm tuần 1 và 3"
    assert answer["default_rule"] is False
    assert answer["warnings"] == []


def test_without_a_rule_the_default_is_taken_and_named(commune: Commune) -> None:
    code, answer = commune.run("schedule", "make", 2027)
    assert (code, answer["rule"], answer["default_rule"]) == (0, "thứ Năm tuần 1 và 3", True)
    code, told = commune.text("schedule", "make", 2025)
    assert code == 0
    assert "Chưa đặt quy tắc" in told
    assert "«thứ Năm hằng tuần»" in told


def test_the_rule_once_given_is_the_offices_own(commune: Commune) -> None:
    commune.run("schedule", "make", 2027, "--rule", "ngày 10 và 25 hằng tháng")
    code, answer = commune.run("schedule", "make", 2028)
    assert (code, answer["rule"], answer["default_rule"]) == (0, "ngày 10 và 25 hằng tháng", False)


def test_making_it_again_changes_nothing_and_another_rule_takes_its_place(commune: Commune) -> None:
    commune.run("schedule", "make", 2027, "--rule", "thứ Năm tuần 1 và 3")
    _code, again = commune.run("schedule", "make", 2027)
    assert (again["added"], again["removed"], again["kept"]) == (0, 0, 24)
    _code, other = commune.run("schedule", "make", 2027, "--rule", "thứ Sáu tuần cuối")
    assert (other["added"], other["removed"]) == (12, 24)
    assert all(date.fromisoformat(day["date"]).weekday() == 4 or day["moved_from"] for day in other["days"])
    assert "ít nhất 2 ngày trong 1 tháng" in other["warnings"][0]


def test_a_rule_that_is_not_understood_leaves_no_office_behind(commune: Commune) -> None:
    code, answer = commune.run("schedule", "make", 2027, "--rule", "hôm nào rảnh")
    assert (code, answer["error"]["code"]) == (1, "rule_unclear")
    assert "«hôm»" in answer["error"]["message"]
    code, answer = commune.run("schedule", "make", 77)
    assert (code, answer["error"]["code"]) == (1, "year_unlikely")
    assert not commune.folder.exists()


def test_notice_writes_a_pdf_of_the_month(commune: Commune, workplace: Path) -> None:
    commune.run("schedule", "make", 2099, "--rule", "thứ Năm tuần 1 và 3")
    for number, month in enumerate(("2099-11", "11/2099")):
        target = workplace / f"Thông báo {number}.pdf"
        code, answer = commune.run("schedule", "notice", month, "--out", target)
        assert code == 0
        assert [day["date"] for day in answer["days"]] == ["2099-11-05", "2099-11-19"]
        assert answer["pages"] == 1
        assert answer["file"] == str(target)
        document = pypdfium2.PdfDocument(target.read_bytes())
        assert "05/11" in document[0].get_textpage().get_text_bounded()
        document.close()


def test_notice_of_a_month_without_days_is_refused(commune: Commune, workplace: Path) -> None:
    target = workplace / "tb.pdf"
    code, answer = commune.run("schedule", "notice", "2030-01", "--out", target)
    assert (code, answer["error"]["code"]) == (1, "nothing_here")
    commune.run("schedule", "make", 2027)
    code, answer = commune.run("schedule", "notice", "2030-01", "--out", target)
    assert (code, answer["error"]["code"]) == (1, "no_sessions")
    code, answer = commune.run("schedule", "notice", "tháng này", "--out", target)
    assert (code, answer["error"]["code"]) == (1, "month_invalid")
    assert not target.exists()


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("11/2026", date(2026, 11, 1), date(2026, 11, 30)),
        (" 2 ", date(2026, 2, 1), date(2026, 2, 28)),
        ("02", date(2026, 2, 1), date(2026, 2, 28)),
        ("12.2027", date(2027, 12, 1), date(2027, 12, 31)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_month_may_be_typed_in_every_usual_way(typed: str, start: date, end: date) -> None:
    assert period(typed, TODAY) == (start, end)


@pytest.mark.parametrize("typed", ["", "13", "0", "2026-13", "13/2026", "1/26", "năm", "1889", "2026-00"])
def test_no_month_is_refused(typed: str) -> None:
    with pytest.raises(AppError, match="không phải là một tháng"):
        period(typed, TODAY)
