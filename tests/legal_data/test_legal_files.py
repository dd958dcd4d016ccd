"""The shipped law: it loads, keeps to its schemas, says its sources, and has the limits it should have."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from friendly_desktop.domain.cases import CaseAction
from friendly_desktop.domain.deadlines import RuleRole, RuleStart, Unit
from friendly_desktop.domain.deadlines.workdays import Confidence, DayKind
from friendly_desktop.domain.legal_build import rule_problems
from friendly_desktop.errors import AppError
from friendly_desktop.services.workdays import WorkdaysService
from friendly_desktop.storage.legal_files import (
    SHIPPED,
    library_days,
    rule_of,
    rule_text,
    shipped_days,
    shipped_rules,
)

NEW_LAW = date(2026, 7, 1)

# id, unit, lengths, article, start: as the law notes of the project have them, in force from 01/7/2026.
IN_FORCE = {
    "TCD-tra-loi": ("working_day", {"normal": 10}, "Điều 28", "received"),
    "TCD-tu-choi": ("working_day", {"normal": 3}, "Điều 4", "grounds"),
    "TCD-niem-yet": ("working_day", {"normal": 5}, "Điều 24", "session"),
    "DON-45": ("calendar_day", {"normal": 45}, "Điều 41", "received"),
    "KN-thoi-hieu": ("calendar_day", {"normal": 90}, "Điều 9", "decision"),
    "KN-thu-ly": ("working_day", {"normal": 7}, "Điều 10", "received"),
    "KN-thu-ly-luat": ("calendar_day", {"normal": 10}, "Điều 27", "received"),
    "KN1": (
        "calendar_day",
        {"normal": 30, "complex": 45, "remote_normal": 45, "remote_complex": 60},
        "Điều 28",
        "accepted",
    ),
    "KN1-gui-QD": ("working_day", {"normal": 3}, "Điều 32", "decision"),
    "KN-doi-thoai": ("calendar_day", {"normal": 5}, "155/2026", "session"),
    "KN-tam-dinh-chi": ("working_day", {"normal": 3}, "155/2026", "suspension"),
    "KN2-quyen": ("calendar_day", {"normal": 30, "remote_normal": 45}, "Điều 33", "decision"),
    "KN2": (
        "calendar_day",
        {"normal": 45, "complex": 60, "remote_normal": 60, "remote_complex": 70},
        "Điều 37",
        "accepted",
    ),
    "TC-xu-ly-ban-dau": ("working_day", {"normal": 7, "several_places": 10}, "Điều 24", "received"),
    "TC-chuyen": ("working_day", {"normal": 5}, "Điều 24", "received"),
    "TC-TB-thu-ly": ("working_day", {"normal": 5}, "Điều 29", "accepted"),
    "TC-bao-chi": ("calendar_day", {"normal": 20}, "Điều 26", "received"),
    "TC": ("calendar_day", {"normal": 30, "complex": 60, "very_complex": 90}, "Điều 30", "accepted"),
    "TC-gui-KL": ("working_day", {"normal": 5}, "Điều 35", "conclusion"),
    "TC-cong-khai": ("working_day", {"normal": 7}, "Điều 40", "conclusion"),
}


@pytest.mark.parametrize("name", ["deadlines", "holidays"])
def test_the_files_keep_to_their_schemas(name):
    schema = json.loads((SHIPPED / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    said: Any = yaml.load((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(said)] == []


def test_the_rules_in_force_are_those_of_the_law():
    found = {
        rule.id: (rule.unit.value, dict(rule.lengths), rule.start.value)
        for rule in shipped_rules()
        if rule.valid_to is None
    }
    assert found == {name: (unit, lengths, start) for name, (unit, lengths, _a, start) in IN_FORCE.items()}
    for rule in shipped_rules():
        if rule.valid_to is None:
            assert IN_FORCE[rule.id][2] in rule.article


def test_a_complaint_before_july_2026_keeps_the_ten_days_of_the_law():
    (old,) = [rule for rule in shipped_rules() if rule.id == "KN-thu-ly" and rule.valid_to]
    assert (old.unit, dict(old.lengths)) == (Unit.CALENDAR_DAY, {"normal": 10})
    assert old.valid_to == date(2026, 6, 30)


def test_what_counts_back_and_what_only_warns_or_informs():
    rules = shipped_rules()
    assert {rule.id for rule in rules if rule.backward} == {"TCD-niem-yet", "KN-doi-thoai"}
    assert all(rule.start is RuleStart.SESSION for rule in rules if rule.backward)
    assert {rule.id for rule in rules if rule.role is RuleRole.ALARM} == {"DON-45", "KN-thu-ly-luat"}
    assert {rule.id for rule in rules if rule.role is RuleRole.INFO} == {
        "KN-thoi-hieu",
        "KN2-quyen",
        "KN2",
        "TC-bao-chi",
    }


def test_every_rule_says_its_source_and_what_meets_it():
    for rule in shipped_rules():
        assert rule_problems(rule) == ()
        assert rule.source
        assert set(rule.met_by) <= {action.value for action in CaseAction}
        if rule.role is not RuleRole.INFO and not rule.backward:
            assert rule.met_by, rule.id
        assert not re.search(r"\s{2}", rule.note)


def test_a_rule_reads_back_as_it_was_written():
    for rule in shipped_rules():
        assert rule_of(rule_text(rule)) == rule


def test_the_days_of_2026_are_those_that_were_announced():
    days = {row.day: row.kind for row in WorkdaysService().days(2026)}
    off = {day for day, kind in days.items() if kind is not DayKind.MAKE_UP}
    assert {f"{day.day}/{day.month}" for day in off if day.weekday() < 5} == {
        "1/1",
        "2/1",
        "16/2",
        "17/2",
        "18/2",
        "19/2",
        "20/2",
        "27/4",
        "30/4",
        "1/5",
        "31/8",
        "1/9",
        "2/9",
        "24/11",
    }
    assert {day for day, kind in days.items() if kind is DayKind.MAKE_UP} == {
        date(2026, 1, 10),
        date(2026, 8, 22),
    }
    assert {day for day, kind in days.items() if kind is DayKind.SWAPPED} == {
        date(2026, 1, 2),
        date(2026, 4, 27),
        date(2026, 8, 31),
    }
    assert not any(row.forecast for row in WorkdaysService().days(2026))


def test_the_day_of_culture_begins_in_2026():
    calendar = WorkdaysService().calendar()
    assert date(2025, 11, 24) not in calendar.days
    assert all(date(year, 11, 24) in calendar.days for year in range(2026, 2031))


def test_years_without_a_notice_are_forecasts_and_not_called_sure():
    service = WorkdaysService()
    days = service.days(2027)
    assert {row.day for row in days} >= {date(2027, 2, day) for day in range(4, 11)} | {date(2027, 5, 3)}
    assert all(row.forecast and row.confidence is Confidence.WEAK for row in days)
    assert service.unconfirmed(2027)
    assert not service.unconfirmed(2026)


def test_past_swaps_come_from_the_library():
    calendar = WorkdaysService().calendar()
    for off, worked in ((date(2025, 5, 2), date(2025, 4, 26)), (date(2024, 4, 29), date(2024, 5, 4))):
        assert calendar.days[off].kind is DayKind.SWAPPED
        assert calendar.days[worked].kind is DayKind.MAKE_UP


def test_the_library_reads_no_language_of_the_machine(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en_US")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert library_days(2026, 2026)[date(2026, 1, 1)].title == "Tết Dương lịch"


def test_days_of_tet_are_named_as_people_write_them():
    titles = [day.title for day in library_days(2025, 2026).values() if day.day.year == 2027]
    assert "Tết Nguyên đán (trước giao thừa)" in titles  # 28 tháng Chạp: the month has 29 days
    assert "Mùng hai Tết Nguyên đán" in titles
    assert not [title for title in titles if title == "29 Tết"]


def test_the_shipped_days_have_a_version_and_a_bound():
    days = shipped_days()
    assert days.version >= 1
    assert days.confirmed_through >= 2026
    assert {row.day.year for row in days.days} <= set(range(days.first_year, days.confirmed_through + 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: 9\nrules: []\n", "format"),
        ("format: 1\nrules:\n  - id: A\n", "lengths"),
        ("format: 1\nrules:\n  - {id: 'Có dấu', title: x}\n", "không hợp lệ"),
        (
            (
                "format: 1\nrules:\n  - {id: A, title: x, start: recieved, unit: working_day, article: y,"
                " confidence: A, lengths: {normal: '3'}}\n"
            ),
            "received",
        ),
        (
            (
                "format: 1\nrules:\n  - {id: A, title: x, start: received, unit: working_day, article: y,"
                " confidence: A, lengths: {normal: '0'}}\n"
            ),
            "số nguyên từ 1",
        ),
        (
            "format: 1\nrules:\n"
            + 2
            * "  - {id: A, title: x, start: received, unit: working_day, article: y,"
            " confidence: A, lengths: {normal: '3'}}\n",
            "trùng ngày",
        ),
        ("format: 1\n\trules: []\n", "Tab"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(tmp_path: Path, text: str, told: str):
    (tmp_path / "deadlines.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AppError) as caught:
        shipped_rules(tmp_path)
    assert caught.value.code == "legal_data_wrong"
    assert told in caught.value.message
    assert "deadlines.yaml" in caught.value.message


def test_a_wrong_day_in_a_file_is_told(tmp_path: Path):
    head = 'format: 1\nversion: "1"\nfirst_year: "2000"\nconfirmed_through: "2026"\ndays:\n'
    row = "  - {day: '2026-02-30', kind: off, title: x, source: y}\n"
    (tmp_path / "holidays.yaml").write_text(head + row, encoding="utf-8")
    with pytest.raises(AppError, match="ngày có thật"):
        shipped_days(tmp_path)
