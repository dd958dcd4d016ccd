"""The trail of changes as people read it: by record, person and day; checked by ``doctor``; taken out as files."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.trail import MASK, Operation, TrailHead
from friendly_desktop.errors import AppError
from friendly_desktop.services.trail import TrailFilter, TrailService
from friendly_desktop.services.trail.words import RECORDS, change_words, key_words, record_words
from friendly_desktop.storage.trail_columns import PLAIN
from tests.services.cases_desk import DAY, entry
from tests.services.planted import traces_in


def forge(services: Services, statement: str) -> None:
    services.db.close()
    with closing(sqlite3.connect(services.folder.database)) as raw, raw:
        raw.execute("DROP TRIGGER audit_never_changes")
        raw.execute("DROP TRIGGER audit_never_shrinks")
        raw.execute(statement)


def test_the_history_of_a_case_tells_every_step_without_what_it_says(services: Services) -> None:
    case = services.cases.add(entry(name="Zuỳnhxơ Kvỉphạnt", content="Ngõ Wzắtlộvgừnh bị lấn"))
    services.cases.mark_national(case.id, DAY, "QG-15")
    changed, entered = services.trail.history("cases", str(case.id))
    assert {line.table for line in entered.lines} == {"cases", "case_steps", "case_deadlines"}
    line = next(line for line in entered.lines if line.table == "cases")
    assert (record_words(line.table), key_words(line, entered.code(line))) == ("Vụ việc", "2026-1")
    assert line.values()["name"] == line.values()["content"] == MASK
    [line] = [line for line in changed.lines if line.table == "cases"]
    assert line.operation is Operation.UPDATE
    told = " ".join(change_words(line) for act in (changed, entered) for line in act.lines)
    assert not traces_in(told.encode())
    assert "trạng thái: Mới vào sổ" in told
    assert "_id" not in told


def test_acts_are_found_by_kind_person_and_day_and_come_in_parts(services: Services) -> None:
    for number in range(7):
        services.office.save_unit(f"Đơn vị {number}")
    trail, today = services.trail, services.clock.today()
    wanted = TrailFilter(table="units")
    first = trail.find(wanted, limit=4)
    rest = trail.find(wanted, before=first[-1].number)
    assert [act.lines[0].values()["name"] for act in (*first, *rest)] == [
        f"Đơn vị {n}" for n in reversed(range(7))
    ]
    assert len(trail.find(TrailFilter(since=today, until=today, actor="", table="units"))) == 7
    assert trail.find(TrailFilter(since=today + timedelta(days=1))) == ()
    assert trail.find(TrailFilter(actor="Ai đó")) == ()
    assert trail.actors() == ("",)


def test_whoever_may_not_read_the_trail_is_refused_kindly(services: Services) -> None:
    trail = TrailService(services.db, services.clock, lambda right: right is not Right.TRAIL)
    with pytest.raises(AppError, match="nhật ký"):
        trail.find(TrailFilter())


def test_doctor_tells_a_forged_line(services: Services) -> None:
    services.office.save_unit("Văn phòng")
    assert next(check for check in services.doctor.examine() if check.name == "trail").ok
    forge(services, "UPDATE audit SET actor = 'Người khác' WHERE number = 1")
    found = next(check for check in services.doctor.examine() if check.name == "trail")
    assert not found.ok
    assert "dòng 1" in found.detail


def test_a_cut_end_is_noticed_by_whoever_remembers_it(services: Services) -> None:
    for number in range(3):
        services.office.save_unit(f"Đơn vị {number}")
    head = services.trail.head()
    kept: list[tuple[str, TrailHead]] = []
    services.trail.remember(lambda: kept)
    forge(services, f"DELETE FROM audit WHERE number = {head.number}")
    assert services.trail.verify().ok
    kept.append(("bản sao lưu ngày 20/11/2026", head))
    report = services.trail.verify()
    assert not report.ok
    assert "bản sao lưu ngày 20/11/2026" in report.words()


def test_every_backup_remembers_where_the_trail_ended(services: Services) -> None:
    services.office.save_unit("Văn phòng")
    services.backups.make()
    head = services.trail.head()
    services.office.save_unit("Kinh tế")
    report = services.trail.verify()
    assert report.ok
    assert report.remembered == 1
    forge(services, f"DELETE FROM audit WHERE number >= {head.number}")
    assert "bản sao lưu" in services.trail.verify().words()


def test_a_trail_that_went_back_with_a_restore_is_whole(services: Services) -> None:
    services.office.save_unit("Văn phòng")
    first = services.backups.make()
    services.office.save_unit("Kinh tế")
    services.backups.make()
    services.backups.restore(first.path)
    (restored,) = services.trail.find(TrailFilter(table="settings", key="restored_from"))
    assert restored.number == services.trail.head().number
    services.office.save_unit("Văn hóa")
    assert services.trail.verify().ok


def test_the_trail_leaves_as_sheet_table_and_lines_that_can_be_checked(
    services: Services, tmp_path: Path
) -> None:
    services.office.save_unit("=cmd|' /C calc'!A0")
    services.cases.add(entry(name="Zuỳnhxơ Kvỉphạnt"))
    trail, count = services.trail, services.trail.count(TrailFilter())
    targets = {kind: tmp_path / f"Nhật ký{kind}" for kind in (".xlsx", ".csv", ".jsonl")}
    for target in targets.values():
        assert trail.write(TrailFilter(), target) == count
        assert not traces_in(target.read_bytes())
    sheet = openpyxl.load_workbook(targets[".xlsx"]).active
    assert sheet is not None
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    with targets[".csv"].open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream))
    assert len(table) == count + 1
    assert not any(cell.startswith("=") for row in table for cell in row)
    lines = [json.loads(line) for line in targets[".jsonl"].read_text(encoding="utf-8").splitlines()]
    assert [line["number"] for line in lines] == list(range(1, count + 1))
    assert lines[-1]["seal"] == trail.head().seal


def test_nothing_to_take_out_and_an_unknown_kind_of_file_are_told(services: Services, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="không có dòng nào"):
        services.trail.write(TrailFilter(actor="Không ai"), tmp_path / "a.csv")
    services.office.save_unit("Văn phòng")
    with pytest.raises(AppError, match=".xlsx"):
        services.trail.write(TrailFilter(), tmp_path / "a.docx")
    assert list(tmp_path.glob("a.*")) == []


def test_every_kind_of_record_has_words() -> None:
    assert set(RECORDS) == set(PLAIN)


def test_a_line_of_the_year_and_a_paper_have_a_history_with_what_belongs_to_them(
    services: Services, workplace: Path
) -> None:
    services.assessment.open_year(2026, "hai-duong-2024")
    first, second = [
        one.id for one in services.assessment.criteria_of(2026).leaves if one.max_points is not None
    ][:2]
    services.assessment.set_points(2026, first, "0.5")
    services.assessment.set_points(2026, second, "0.5")
    paper = workplace / "a.txt"
    paper.write_text("a", encoding="utf-8")
    (added,) = services.evidence.add_files(2026, first, [paper])
    assert added.evidence_id is not None
    services.evidence.link(added.evidence_id, 2026, second)

    def tables(table: str, key: str) -> set[tuple[str, str]]:
        return {(line.table, line.key) for act in services.trail.history(table, key) for line in act.lines}

    assert tables("entries", f"2026 {first}") == {("entries", f"2026 {first}")}
    number = str(added.evidence_id)
    assert tables("evidence", number) == {
        ("evidence", number),
        ("evidence_links", f"{number} {first}"),
        ("evidence_links", f"{number} {second}"),
    }
