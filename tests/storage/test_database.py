"""The database: whole transactions, migrations, and a kind word for what the world does to the file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.settings import Setting
from friendly_desktop.errors import AppError
from friendly_desktop.storage import everyday_tables, migrations, sqlite, tables, trust_tables
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.office import all_settings, put_settings

FACT, LARGE = Setting("a", "Một điều"), Setting("large", "Một điều dài")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Dữ liệu của Đức" / "office.sqlite"


@pytest.fixture
def db(path):
    database = Database(path)
    yield database
    database.close()


def test_the_migrations_make_exactly_the_tables(db):
    with db.read() as connection:
        # The full-text index is SQLite's own and no Table; its shadow tables bear its name.
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: not (name or "").startswith("case_search")}
        )
        assert compare_metadata(context, tables.metadata) == []
        assert everyday_tables.metadata is trust_tables.metadata is tables.metadata
    assert db.schema_number() == migrations.LATEST


def test_the_file_is_in_wal_mode_with_full_synchronisation_and_foreign_keys(db):
    with db.read() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]


def test_an_act_that_fails_leaves_nothing_and_tells_nobody(db):
    told: list[frozenset[Area]] = []
    db.on_change(told.append)
    with pytest.raises(RuntimeError), db.write(Area.OFFICE) as connection:
        put_settings(connection, {FACT: "1"})
        raise RuntimeError
    with db.read() as connection:
        assert all_settings(connection) == {}
    assert told == []


def test_listeners_hear_the_areas_after_the_commit(db, path):
    seen = []

    def listener(areas):
        with closing(sqlite3.connect(path)) as other:
            seen.append((areas, other.execute("SELECT value FROM settings").fetchall()))

    db.on_change(listener)
    with db.write(Area.OFFICE, Area.ASSESSMENT) as connection:
        put_settings(connection, {FACT: "1"})
    assert seen == [(frozenset({Area.OFFICE, Area.ASSESSMENT}), [("1",)])]


def test_a_newer_file_is_refused_politely_and_left_alone(path):
    Database(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "database_newer"
    assert "99" in refused.value.message
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_named(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"khong phai co so du lieu" * 500)
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "database_damaged"


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    with pytest.raises(AppError) as refused:
        Database(tmp_path / "tệp" / "office.sqlite")
    assert refused.value.code in ("data_folder_unusable", "database_unreachable")


def test_a_full_disk_is_told_and_loses_nothing(db):
    with db.write(Area.OFFICE) as connection:
        put_settings(connection, {FACT: "1"})

    @event.listens_for(db._engine, "begin")
    def _limit(connection):
        connection.exec_driver_sql("PRAGMA max_page_count=1")

    with pytest.raises(AppError) as refused, db.write(Area.OFFICE) as connection:
        put_settings(connection, {LARGE: "x" * 1_000_000})
    assert refused.value.code == "disk_full"
    with db.read() as connection:
        assert all_settings(connection) == {FACT.key: "1"}
    assert db.integrity_problems() == []


def test_a_copy_of_an_open_database_is_complete(db, path):
    with db.write(Area.OFFICE) as connection:
        put_settings(connection, {FACT: "1"})
    copy = path.with_name("bản sao.sqlite")
    sqlite.copy_database(path, copy)
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT * FROM settings").fetchall() == [("a", "1")]


def test_a_brimful_disk_is_told_as_one_even_when_sqlite_cannot_begin(path, monkeypatch):
    Database(path).close()
    Path(f"{path}-wal").mkdir()  # SQLite can make no working file, as on a full disk
    with pytest.raises(AppError) as told:
        Database(path)
    assert told.value.code == "database_unreachable"
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=0))
    with pytest.raises(AppError) as told:
        Database(path)
    assert told.value.code == "disk_full"
