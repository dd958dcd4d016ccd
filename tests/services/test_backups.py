"""Backups hold everything, are read back before they count, and come back whole."""

import errno
import hashlib
import json
import os
import sqlite3
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.bootstrap import Services, backups_of, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.backups import COUNTED, KINDS, Reason, kind_of
from friendly_desktop.domain.cases import CaseEntry, CaseKind
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.settings import IDLE_LOCK
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import (
    backup_second,
    backup_settings,
    everyday_tables,
    migrations,
    tables,
    trust_tables,
)
from friendly_desktop.storage.backup_place import BackupPlace
from friendly_desktop.storage.safe_files import take_away_folder

ALL_TABLES = (tables, everyday_tables, trust_tables)
TODAY = date(2026, 11, 20)


@pytest.fixture
def worked(services: Services, workplace: Path) -> Services:
    """An office with a unit and a piece of evidence in its store."""
    services.office.save_unit("Văn phòng")
    services.assessment.open_year(2026, "hai-duong-2024")
    paper = workplace / "Biên bản.txt"
    paper.write_text("Biên bản đối thoại", encoding="utf-8")
    services.evidence.add_files(2026, None, [paper])
    return services


def units(services: Services) -> list[str]:
    return [unit.name for unit in services.office.units()]


def test_every_table_of_the_records_has_its_kind() -> None:
    others = [table.name for table in tables.metadata.sorted_tables if kind_of(table.name) == "other"]
    assert others == ["bin_rows", "drafts"]
    assert {kind_of(table.name) for table in tables.metadata.sorted_tables} == set(KINDS)


def test_a_backup_holds_records_and_evidence_and_reads_back_sound(worked: Services) -> None:
    made = worked.backups.make()
    assert made.backup.rows["units"] == 1
    assert made.backup.files == 1
    assert not worked.backups.check(made.path).problems
    assert [one.path for one in worked.backups.all()] == [made.path]


def test_restoring_brings_back_what_was_and_sets_the_present_aside(worked: Services) -> None:
    made = worked.backups.make()
    worked.office.save_unit("Tư pháp")
    restored = worked.backups.restore(made.path)
    assert units(worked) == ["Văn phòng"]
    assert restored.aside is not None
    worked.backups.restore(restored.aside)
    assert units(worked) == ["Tư pháp", "Văn phòng"]


def test_the_plan_tells_what_would_come_back_change_and_be_lost(worked: Services) -> None:
    unit = worked.office.save_unit("Tư pháp")
    made = worked.backups.make()
    worked.office.remove_unit(unit.id)
    worked.office.save_unit("Văn hóa - Xã hội")
    worked.office.save_unit("Văn phòng HĐND và UBND", worked.office.units()[-1].id)
    plan = worked.backups.plan(made.path)
    office = next(one for one in plan.kinds if one.kind == "office")
    assert (office.here, office.there) == (2, 2) or office.here == office.there
    assert plan.present


def test_the_plan_counts_cases_and_not_what_was_written_down_for_them(worked: Services) -> None:
    worked.cases.add(CaseEntry(CaseKind.PETITION, TODAY, name="Đặng Thị Hường", content="Sửa đường"))
    made = worked.backups.make()
    worked.cases.add(CaseEntry(CaseKind.PETITION, TODAY, name="Vũ Văn Nam", content="Xin làm cống"))
    kinds = {one.kind: one for one in worked.backups.plan(made.path).kinds}
    cases = kinds["cases"]
    assert (cases.here, cases.there, cases.added, cases.lost) == (2, 1, 0, 1)
    assert not kinds["evidence"].differs


def test_the_plan_leaves_the_bin_out_of_its_numbers_and_still_tells_of_a_change(worked: Services) -> None:
    (paper,) = worked.evidence.listing(2026)
    made = worked.backups.make()
    worked.evidence.remove(paper.id)
    kinds = {one.kind: one for one in worked.backups.plan(made.path).kinds}
    assert (kinds["evidence"].here, kinds["evidence"].there, kinds["evidence"].added) == (0, 1, 1)
    worked.backups.restore(made.path)
    worked.office.set_setting(IDLE_LOCK, "30")
    office = next(one for one in worked.backups.plan(made.path).kinds if one.kind == "office")
    assert (office.added, office.changed, office.lost, office.differs) == (0, 0, 0, True)


def test_what_is_counted_are_tables_of_the_records() -> None:
    assert {table.name for table in tables.metadata.sorted_tables} >= COUNTED


def test_a_backup_in_one_file_comes_back_on_another_pc(
    worked: Services, workplace: Path, clock: FixedClock
) -> None:
    made = worked.backups.make_file(workplace / "sao lưu.zip")
    assert not worked.backups.check(made.path).problems
    other = DataFolder(workplace / "Máy khác")
    backups_of(other, clock).restore(made.path)
    opened = open_services(other, clock)
    assert units(opened) == ["Văn phòng"]
    assert not opened.evidence.verify().missing
    opened.close()


def test_lost_evidence_comes_back_with_its_records(worked: Services, data_folder: DataFolder) -> None:
    made = worked.backups.make()
    take_away_folder(data_folder.evidence)
    worked.backups.restore(made.path)
    assert not worked.evidence.verify().missing


def test_damaged_records_are_kept_as_they_are_and_replaced(
    worked: Services, data_folder: DataFolder, clock: FixedClock
) -> None:
    made = worked.backups.make()
    worked.close()
    data_folder.database.write_bytes(b"not a database at all" * 500)
    restored = backups_of(data_folder, clock).restore(made.path)
    assert restored.aside is not None
    assert (restored.aside / "office.sqlite").read_bytes().startswith(b"not a database")
    opened = open_services(data_folder, clock)
    assert units(opened) == ["Văn phòng"]
    opened.close()


def test_a_damaged_backup_is_refused_and_nothing_changes(worked: Services) -> None:
    made = worked.backups.make()
    database = made.path.with_suffix(".sqlite")
    content = bytearray(database.read_bytes())
    content[5000:5100] = b"x" * 100
    database.write_bytes(content)
    worked.office.save_unit("Tư pháp")
    assert worked.backups.check(made.path).problems
    with pytest.raises(AppError) as refused:
        worked.backups.restore(made.path)
    assert refused.value.code == "backup_damaged"
    assert units(worked) == ["Tư pháp", "Văn phòng"]


def test_a_newer_backup_is_refused(worked: Services) -> None:
    made = worked.backups.make()
    database = made.path.with_suffix(".sqlite")
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    from dataclasses import replace

    from friendly_desktop.storage import backup_database, backup_manifest

    found = backup_database.examine(database)
    newer = replace(made.backup, schema=99, database_sha256=found.sha256)
    made.path.write_bytes(backup_manifest.write(newer))
    with pytest.raises(AppError) as refused:
        worked.backups.restore(made.path)
    assert refused.value.code == "backup_newer"


def test_a_manifest_with_one_changed_letter_is_refused(worked: Services) -> None:
    made = worked.backups.make()
    content = json.loads(made.path.read_text(encoding="utf-8"))
    content["rows"]["units"] = 7
    made.path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(AppError) as refused:
        worked.backups.check(made.path)
    assert refused.value.code == "backup_damaged"


def test_evidence_is_kept_once_for_all_backups(worked: Services, data_folder: DataFolder) -> None:
    worked.backups.make()
    worked.office.save_unit("Tư pháp")
    worked.backups.make()
    files = [path for path in (data_folder.backups / "files").rglob("*") if path.is_file()]
    assert len(files) == 1


def test_nothing_is_made_by_itself_when_nothing_was_written(worked: Services) -> None:
    assert worked.backups.make_due(Reason.START) is not None
    assert worked.backups.make_due(Reason.HOURLY) is None


# -- the second place


def test_the_second_place_gets_every_backup_and_holds_all_of_it(worked: Services, workplace: Path) -> None:
    stick = workplace / "USB"
    stick.mkdir()
    chosen = worked.backups.choose_second(stick)
    assert chosen.here
    made = worked.backups.make()
    assert made.problem == ""
    there = [one for one in worked.backups.all() if one.second]
    assert len(there) == 1
    assert not worked.backups.check(there[0].path).problems
    assert worked.backups.second().last_at is not None


def test_a_stick_that_was_away_is_caught_up_when_it_comes_back(worked: Services, workplace: Path) -> None:
    stick = workplace / "USB"
    stick.mkdir()
    worked.backups.choose_second(stick)
    away = stick.rename(workplace / "đã rút")
    made = worked.backups.make()
    assert made.problem == ""
    assert not worked.backups.second().here
    assert not worked.backups.catch_up()
    away.rename(stick)
    assert worked.backups.catch_up()
    assert not worked.backups.catch_up()
    assert [one.path.name for one in worked.backups.all() if one.second] == [made.path.name]


def test_a_second_place_that_fails_is_told_and_the_first_backup_stands(
    worked: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = workplace / "USB"
    stick.mkdir()
    worked.backups.choose_second(stick)

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BackupPlace, "take", full)
    made = worked.backups.make()
    assert "đầy" in made.problem
    assert worked.backups.state().second.problem == made.problem
    assert not worked.backups.check(made.path).problems


def test_the_second_place_never_lies_in_the_data_folder(worked: Services, data_folder: DataFolder) -> None:
    with pytest.raises(AppError) as refused:
        worked.backups.choose_second(data_folder.root)
    assert refused.value.code == "target_in_data_folder"


def test_a_stick_under_another_letter_is_found_by_what_lies_on_it(worked: Services, workplace: Path) -> None:
    first, other = workplace / "E", workplace / "F"
    first.mkdir()
    worked.backups.choose_second(first)
    made = worked.backups.make()
    first.rename(other)
    assert backup_second.find("/" + backup_second.FOLDER, made.backup.series, [workplace, other]) == (
        other / backup_second.FOLDER
    )
    assert backup_second.find("/" + backup_second.FOLDER, "another series", [workplace, other]) is None


def _failing_reads(monkeypatch: pytest.MonkeyPatch, which: int) -> list[str]:
    """Let one read of the list of places fail, as on a disk that is away for a moment; the others do not."""
    real, seen = Path.read_text, list[str]()

    def read_text(path: Path, **how: Any) -> str:
        if path.name == "places.txt":
            seen.append(path.name)
            if len(seen) == which:
                raise OSError(errno.EIO, "Input/output error")
        return real(path, **how)

    monkeypatch.setattr(Path, "read_text", read_text)
    return seen


@pytest.mark.parametrize("act", ["make", "forget_second", "choose_second"])
def test_a_list_of_places_that_is_not_read_once_is_not_forgotten(
    act: str, worked: Services, workplace: Path, data_folder: DataFolder
) -> None:
    stick = workplace / "USB"
    stick.mkdir()
    worked.backups.choose_second(stick)
    worked.backups.make()
    kept = backup_settings.read(data_folder.backups)
    for which in count(1):
        with pytest.MonkeyPatch.context() as patched, suppress(AppError):
            seen = _failing_reads(patched, which)
            before = getattr(worked.backups, act)(*[stick] * (act == "choose_second"))
        if act == "forget_second" and not backup_settings.read(data_folder.backups).second.folder:
            worked.backups.take_second_again(before)
        found = backup_settings.read(data_folder.backups)
        assert (found.series, found.second.folder) == (kept.series, kept.second.folder), which
        if len(seen) < which:
            break
    assert which > 1


# -- every released schema


def old_file(path: Path, number: int) -> None:
    """A database as a program of schema ``number`` left it, with rows."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    for step in migrations.STEPS[:number]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version={number}")
    connection.execute("INSERT INTO units (name) VALUES ('Văn phòng')")
    connection.execute("INSERT INTO settings VALUES ('office.name', 'Ninh Giang')")
    content = b"paper"
    digest = hashlib.sha256(content).hexdigest()
    connection.execute(
        "INSERT INTO files VALUES (?, ?, 'text/plain', '2025-01-02T03:04:05.000+00:00')",
        (digest, len(content)),
    )
    connection.commit()
    connection.close()
    file = path.parent / "evidence" / digest[:2] / digest
    file.parent.mkdir(parents=True)
    file.write_bytes(content)


@pytest.mark.parametrize("number", range(1, migrations.LATEST + 1))
@pytest.mark.parametrize("in_one_file", [False, True])
def test_a_backup_of_every_released_schema_comes_back(
    workplace: Path, clock: FixedClock, number: int, in_one_file: bool
) -> None:
    old = DataFolder(workplace / "cũ")
    old.root.mkdir()
    old_file(old.database, number)
    before = backups_of(old, clock)
    made = before.make_file(workplace / "cũ.zip") if in_one_file else before.make()
    assert made.backup.schema == number
    new = DataFolder(workplace / "mới")
    opened = open_services(new, clock, create=True)
    opened.office.save_unit("Đang có")
    plan = opened.backups.plan(made.path)
    office = next(one for one in plan.kinds if one.kind == "office")
    assert office.differs
    restored = opened.backups.restore(made.path)
    assert restored.aside is not None
    assert units(opened) == ["Văn phòng"]
    assert opened.db.schema_number() == migrations.LATEST
    assert opened.db.integrity_problems() == []
    assert opened.evidence.verify().missing == ()
    opened.close()


@pytest.mark.parametrize("number", range(1, migrations.LATEST))
def test_records_of_an_older_program_are_backed_up_before_they_are_brought_up_to_date(
    data_folder: DataFolder, clock: FixedClock, number: int
) -> None:
    data_folder.root.mkdir()
    old_file(data_folder.database, number)
    opened = open_services(data_folder, clock)
    (kept,) = opened.backups.all()
    assert kept.backup is not None
    assert (kept.backup.reason, kept.backup.schema) == (Reason.BEFORE_MIGRATION, number)
    assert not opened.backups.check(kept.path).problems
    opened.close()


def test_a_list_is_taken_in_only_after_the_records_were_backed_up(worked: Services) -> None:
    worked.db.secure(Area.CASES)
    (kept,) = worked.backups.all()
    assert kept.backup is not None
    assert kept.backup.reason is Reason.BEFORE_IMPORT
    worked.db.secure(Area.CASES)
    assert len(worked.backups.all()) == 1


# -- thinning on disk


def aged(folder: Path) -> None:
    """Make everything in a folder look as old as what a killed program left yesterday."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 86_400))


def test_evidence_that_no_backup_names_any_more_goes_with_the_last_that_did(
    worked: Services, data_folder: DataFolder, clock: FixedClock
) -> None:
    first = worked.backups.make()
    worked.evidence.remove(worked.evidence.unsorted(2026)[0].id)
    assert worked.bin.destroy(worked.bin.all()) == 1
    worked.close()
    aged(data_folder.backups)
    for month in range(1, 15):
        opened = open_services(data_folder, FixedClock(clock.moment + timedelta(days=31 * month)))
        opened.office.save_unit(f"Phòng {month}")
        opened.backups.make()
        opened.close()
    names = [one.path for one in backups_of(data_folder, clock).all()]
    assert first.path not in names
    assert 12 <= len(names) <= 14
    assert not [path for path in (data_folder.backups / "files").rglob("*") if path.is_file()]


def test_what_a_killed_backup_left_is_taken_away_by_the_next(
    worked: Services, data_folder: DataFolder
) -> None:
    kept = worked.backups.make()
    half = data_folder.backups / "tmp" / "1-abc.part"
    half.write_bytes(b"half")
    stray = data_folder.backups / "20260101-000000-abcd.sqlite"
    stray.write_bytes(b"without a manifest")
    worked.office.save_unit("Tư pháp")
    worked.backups.make()
    assert half.exists()  # another backup may be under way
    aged(data_folder.backups)
    worked.backups.make()
    assert not half.exists()
    assert not stray.exists()
    assert not worked.backups.check(kept.path).problems
