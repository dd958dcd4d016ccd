"""The trail of changes: every row that is written stands in it, sealed, and nothing personal does."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, update

from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.settings import OFFICE_NAME, REMEMBERED_VALUES, SCRUB_OWED
from friendly_desktop.domain.trail import MASK, Operation, TrailFault, TrailHead, TrailLine, first_break
from friendly_desktop.storage import tables, trail, trail_columns, trust_tables
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.office import put_settings

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.sqlite"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    database = Database(path, FixedClock(NOW))
    database.sign_as(lambda: "Nguyễn Thị Hồng")
    yield database
    database.close()


def lines(db: Database) -> list[TrailLine]:
    with db.read() as connection:
        return list(trail.lines(connection))


def add_unit(connection: Connection, number: int, name: str) -> None:
    connection.execute(insert(tables.units).values(id=number, name=name))


def meeting(**values: Any) -> dict[str, Any]:
    return {
        "id": 5, "kind": "session", "day": date(2026, 11, 19), "starts": "08:00", "ends": "", "mode": "regular",
        "receiver": "Phạm Văn Kín", "post": "", "chairman": True, "place": "", "hamlet": "", "participants": "",
        "topic": "", "visitors": None, "notes": "Bà Kín hỏi về đất", "state": "planned", "moved_from": None,
        "why": "", "posted_on": None, "conclusion": "", "conclusion_on": None, "scheduled": False,
        "created_at": NOW, "removed_at": None, **values,
    }  # fmt: skip


def test_a_write_stands_in_the_trail_with_who_when_and_both_values(db: Database) -> None:
    with db.write(Area.OFFICE) as connection:
        add_unit(connection, 1, "Văn phòng")
        connection.execute(update(tables.units).values(name="Phòng Văn hóa"))
        connection.execute(delete(tables.units))
    made, changed, gone = lines(db)
    assert [one.operation for one in (made, changed, gone)] == list(Operation)
    assert (made.number, made.act, made.at, made.actor) == (1, 1, NOW, "Nguyễn Thị Hồng")
    assert (made.table, made.key, made.values()) == ("units", "1", {"name": "Văn phòng"})
    assert changed.values() == {"name": ["Văn phòng", "Phòng Văn hóa"]}
    assert gone.act == 1
    assert gone.values() == {"name": "Phòng Văn hóa"}


def test_what_is_not_named_is_masked_and_never_hashed(db: Database) -> None:
    with db.write(Area.MEETINGS) as connection:
        connection.execute(insert(tables.meetings).values(meeting()))
        connection.execute(
            update(tables.meetings).values(notes="", topic="Chuyện của bà Kín", receiver="Kín", state="held")
        )
    made, changed = lines(db)
    assert made.values()["receiver"] == made.values()["notes"] == MASK
    assert changed.values() == {
        "receiver": [MASK, MASK], "topic": ["", MASK], "notes": [MASK, ""], "state": ["planned", "held"]
    }  # fmt: skip
    assert not any("Kín" in one.changes for one in lines(db))


def test_what_the_database_deletes_by_itself_stands_in_the_trail_too(db: Database) -> None:
    with db.write(Area.MEETINGS) as connection:
        connection.execute(insert(tables.meetings).values(meeting()))
        connection.execute(
            insert(tables.promises).values(meeting_id=5, asked="a", promised="b", officer="", result="")
        )
    with db.write(Area.MEETINGS) as connection:
        connection.execute(delete(tables.meetings))
    assert [(one.table, one.operation, one.act) for one in lines(db)[2:]] == [
        ("promises", Operation.DELETE, 3),
        ("meetings", Operation.DELETE, 3),
    ]


def test_a_write_that_changes_nothing_and_one_that_is_undone_leave_no_line(db: Database) -> None:
    with db.write(Area.OFFICE) as connection:
        add_unit(connection, 1, "Văn phòng")
    with db.write(Area.OFFICE) as connection:
        connection.execute(update(tables.units).values(name="Văn phòng"))
    with pytest.raises(RuntimeError), db.write(Area.OFFICE) as connection:
        connection.execute(delete(tables.units))
        raise RuntimeError
    with db.write(Area.OFFICE) as connection:
        add_unit(connection, 2, "Kinh tế")
    assert [(one.number, one.key) for one in lines(db)] == [(1, "1"), (2, "2")]


def test_settings_are_written_out_by_their_key(db: Database) -> None:
    with db.write(Area.OFFICE) as connection:
        put_settings(connection, {OFFICE_NAME: "An Bình", REMEMBERED_VALUES: "Kín", SCRUB_OWED: "1"})
        put_settings(connection, {OFFICE_NAME: "An Hòa", REMEMBERED_VALUES: "", SCRUB_OWED: ""})
    assert [(one.key, one.values().get("value")) for one in lines(db)] == [
        ("office.name", "An Bình"),
        ("letters.remembered", MASK),
        ("office.name", ["An Bình", "An Hòa"]),
        ("letters.remembered", [MASK, ""]),
    ]


def test_two_windows_write_one_chain(db: Database, path: Path) -> None:
    other = Database(path)
    for number, one in enumerate([db, other, db, other], start=1):
        with one.write(Area.OFFICE) as connection:
            add_unit(connection, number, f"Đơn vị {number}")
    other.close()
    assert [(one.number, one.actor) for one in lines(db)] == [
        (1, "Nguyễn Thị Hồng"),
        (2, ""),
        (3, "Nguyễn Thị Hồng"),
        (4, ""),
    ]
    assert first_break(lines(db)) is None


def test_a_trail_is_only_ever_appended_to(db: Database) -> None:
    with db.write(Area.OFFICE) as connection:
        add_unit(connection, 1, "Văn phòng")
    for statement in (delete(trust_tables.audit), update(trust_tables.audit).values(actor="")):
        with pytest.raises(Exception, match="only appended"), db.write(Area.OFFICE) as connection:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("forgery", "fault", "number"),
    [
        ('UPDATE audit SET changes = \'{"name":"Khác"}\' WHERE number = 2', TrailFault.ALTERED, 2),
        ("UPDATE audit SET actor = 'Ai đó' WHERE number = 1", TrailFault.ALTERED, 1),
        ("UPDATE audit SET at = '2026-01-01T00:00:00.000+00:00' WHERE number = 3", TrailFault.ALTERED, 3),
        ("DELETE FROM audit WHERE number = 2", TrailFault.GAP, 2),
        ("DELETE FROM audit WHERE number > 2", TrailFault.CUT, 3),
        ("DELETE FROM audit", TrailFault.CUT, 1),
    ],
)
def test_a_forged_trail_is_noticed(
    db: Database, path: Path, forgery: str, fault: TrailFault, number: int
) -> None:
    with db.write(Area.OFFICE) as connection:
        for one in range(1, 4):
            add_unit(connection, one, f"Đơn vị {one}")
    with db.read() as connection:
        head = trail.head(connection)
    assert head.number == 3
    assert TrailHead.read(str(head)) == head
    assert first_break(lines(db), [("bản sao lưu", head)]) is None
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TRIGGER audit_never_changes")
        raw.execute("DROP TRIGGER audit_never_shrinks")
        raw.execute(forgery)
    found = first_break(lines(db), [("bản sao lưu", head)])
    assert found is not None
    assert (found.fault, found.number) == (fault, number)


def test_a_chain_sealed_anew_is_another_one_for_who_remembers_its_head(db: Database, path: Path) -> None:
    with db.write(Area.OFFICE) as connection:
        add_unit(connection, 1, "Văn phòng")
    with db.read() as connection:
        head = trail.head(connection)
    db.close()
    path.unlink()
    forged = Database(path)
    with forged.write(Area.OFFICE) as connection:
        add_unit(connection, 1, "Văn phòng khác")
    assert first_break(lines(forged)) is None
    found = first_break(lines(forged), [("gói hồ sơ", head)])
    forged.close()
    assert found is not None
    assert (found.fault, found.source) == (TrailFault.CUT, "gói hồ sơ")


def test_every_table_is_followed_or_said_not_to_be() -> None:
    known = set(tables.metadata.tables)
    assert known == set(trail_columns.PLAIN) | trail_columns.UNWATCHED
    assert not set(trail_columns.PLAIN) & trail_columns.UNWATCHED


def test_only_columns_that_exist_are_written_out_and_none_of_free_text() -> None:
    for name, columns in trail_columns.PLAIN.items():
        table = tables.metadata.tables[name]
        for column in columns.split():
            assert column in table.columns, (name, column)
            if (name, column) != ("disposals", "basis"):
                assert type(table.c[column].type).__name__ != "Text", (name, column)
    named = {
        "name",
        "address",
        "identity",
        "phone",
        "recipient",
        "person",
        "receiver",
        "secret",
        "title",
        "note",
    }
    told = {
        f"{table}.{column}"
        for table, some in trail_columns.PLAIN.items()
        for column in named & set(some.split())
    }
    assert told == {
        "calendar_days.title", "criteria_sets.title", "hamlets.name", "letter_books.title", "letter_templates.title",
        "surveys.title", "units.name", "users.name",
    }  # fmt: skip


def test_a_line_is_small_and_read_by_any_program(db: Database, path: Path) -> None:
    with db.write(Area.OFFICE) as connection:
        add_unit(connection, 1, "Văn phòng «Một cửa»\n")
    with closing(sqlite3.connect(path)) as raw:
        told = raw.execute("SELECT changes FROM audit").fetchone()[0]
    assert json.loads(told) == {"name": "Văn phòng «Một cửa»\n"}
    assert len(told) < 60
