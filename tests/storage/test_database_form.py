"""Database files encrypted and made plain again, on real files."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.settings import OFFICE_NAME
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.storage import (
    backup_database,
    database_form,
    key_rings,
    keychain,
    migrations,
    office,
    sqlite,
    upgrade,
)
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.key_rings import PrivateKey
from friendly_desktop.storage.keychain import Form
from tests.small_disks import small_disk_of

_TAKE_AWAY_THE_LOG = (
    "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('PRAGMA journal_mode=DELETE')"
)
_READ_ALONG = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("SELECT * FROM settings").fetchall()
print("reading", flush=True)
sys.stdin.read()
c.execute("INSERT INTO settings VALUES ('still', 'works')")
c.commit()
"""
_LEFT = 1 << 18
PLANTED = "Nguyễn Thị Trồng Sẵn"


@pytest.fixture(autouse=True)
def locked_afterwards() -> Iterator[None]:
    yield
    keychain.forget()


@pytest.fixture
def key() -> PrivateKey:
    made = key_rings.new_key()
    keychain.hold(made)
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "office.sqlite"
    write(path, PLANTED)
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_of(40, tmp_path) as disk:
        yield disk


def write(path: Path, value: str) -> None:
    db = Database(path)
    with db.write(Area.OFFICE) as connection:
        office.put_settings(connection, {OFFICE_NAME: value})
    db.close()


def read(path: Path) -> str:
    db = Database(path)
    with db.read() as connection:
        found = office.setting(connection, OFFICE_NAME)
    db.close()
    return found


def unwatched(_share: float) -> None:
    """Go on."""


def everything(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())


def test_an_encrypted_database_holds_no_word_and_works_as_before(path: Path, key: PrivateKey) -> None:
    assert PLANTED.encode() in everything(path.parent)
    database_form.exchange(path, key.public, unwatched)
    assert keychain.form_of(path) is Form.ENCRYPTED
    assert read(path) == PLANTED
    write(path, PLANTED + " 2")
    assert read(path) == PLANTED + " 2"
    assert PLANTED.encode() not in everything(path.parent)
    assert b"CREATE TABLE" not in everything(path.parent)


def test_it_becomes_plain_again_with_every_row(path: Path, key: PrivateKey, tmp_path: Path) -> None:
    before = tmp_path / "before.sqlite"
    sqlite.copy_database(path, before)
    database_form.exchange(path, key.public, unwatched)
    database_form.exchange(path, None, unwatched)
    keychain.forget()
    assert keychain.form_of(path) is Form.PLAIN
    assert not any(one.differs for one in backup_database.compare(path, before))
    assert backup_database.examine(path).rows == backup_database.examine(before).rows


def test_without_the_key_it_says_that_it_is_locked_and_stays_whole(path: Path, key: PrivateKey) -> None:
    database_form.exchange(path, key.public, unwatched)
    before = path.read_bytes()
    keychain.forget()
    keychain.hold(key_rings.new_key())
    for ask in (Database, sqlite.schema_of, sqlite.opens, sqlite.connect, backup_database.examine):
        with pytest.raises(AppError) as refused:
            ask(path)
        assert refused.value.code == "vault_locked"
    assert path.read_bytes() == before


def test_a_changed_byte_is_told_as_damage(path: Path, key: PrivateKey) -> None:
    database_form.exchange(path, key.public, unwatched)
    with path.open("r+b") as stream:
        stream.seek(200)
        stream.write(b"\x00\xff\x00\xff")
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "database_damaged"
    assert not sqlite.opens(path)


def test_copies_of_it_are_encrypted_and_can_be_examined_and_compared(
    path: Path, key: PrivateKey, tmp_path: Path
) -> None:
    database_form.exchange(path, key.public, unwatched)
    copy = tmp_path / "copy.sqlite"
    backup_database.copy(path, copy)
    assert keychain.form_of(copy) is Form.ENCRYPTED
    found = backup_database.examine(copy)
    assert found.office == PLANTED
    assert not found.problems
    assert found.schema == migrations.LATEST
    assert not any(one.differs for one in backup_database.compare(path, copy))
    write(path, "khác")
    assert any(one.differs for one in backup_database.compare(path, copy))
    upgrade.put_over(path, copy)
    assert read(path) == PLANTED
    assert keychain.form_of(path) is Form.ENCRYPTED


@pytest.mark.parametrize("number", range(1, migrations.LATEST))
def test_an_encrypted_file_of_an_older_program_is_brought_up_to_date(
    number: int, key: PrivateKey, tmp_path: Path
) -> None:
    path = tmp_path / "office.sqlite"
    with closing(sqlite3.connect(path)) as old:
        for step in migrations.STEPS[:number]:
            for statement in step:
                old.execute(statement)
        old.execute(f"PRAGMA user_version={number}")
        old.execute("INSERT INTO settings VALUES ('office.name', ?)", (PLANTED,))
        old.commit()
    database_form.exchange(path, key.public, unwatched)
    assert read(path) == PLANTED
    assert keychain.form_of(path) is Form.ENCRYPTED
    (kept,) = upgrade.old_copies(path)
    assert keychain.form_of(kept) is Form.ENCRYPTED
    assert sqlite.schema_of(kept) == number
    assert PLANTED.encode() not in everything(tmp_path)


def test_whoever_stops_it_finds_the_old_file(path: Path, key: PrivateKey) -> None:
    calls = 0

    def stop_at(number: int) -> Callable[[float], None]:
        def watch(_share: float) -> None:
            nonlocal calls
            calls += 1
            if calls > number:
                raise Cancelled

        return watch

    number = 0
    while True:
        calls = 0
        try:
            database_form.exchange(path, key.public, stop_at(number))
        except Cancelled:
            assert keychain.form_of(path) is Form.PLAIN
            assert read(path) == PLANTED
            assert not database_form.leftovers(path)
            number += 1
        else:
            break
    assert number > 3
    assert read(path) == PLANTED
    assert keychain.form_of(path) is Form.ENCRYPTED


def test_a_disk_that_fills_up_while_the_copy_is_written_is_told_as_full(
    key: PrivateKey, small_disk: Path
) -> None:
    path = small_disk / "office.sqlite"
    write(path, PLANTED * 100_000)  # the copy is more than the disk keeps back for SQLite's working files

    def watch(_share: float) -> None:
        with suppress(OSError), (small_disk / "phim.mp4").open("ab", buffering=0) as film:
            while shutil.disk_usage(small_disk).free > _LEFT:
                film.write(bytes(_LEFT))

    with pytest.raises(AppError) as refused:
        database_form.exchange(path, key.public, watch)
    assert refused.value.code == "disk_full"
    (small_disk / "phim.mp4").unlink()
    assert read(path) == PLANTED * 100_000
    assert not database_form.leftovers(path)


@contextmanager
def another_program(path: Path) -> Iterator[None]:
    """Another process that reads the file, and says whether it may still write when it is let go."""
    with subprocess.Popen(
        [sys.executable, "-c", _READ_ALONG, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        yield
        process.stdin.close()
        assert process.wait() == 0


def test_another_program_that_holds_the_file_stops_it(
    path: Path, key: PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite.connect_either

    def impatient(asked: Path) -> sqlite3.Connection:
        connection = connect(asked)
        connection.execute("PRAGMA busy_timeout=0")
        return connection

    monkeypatch.setattr("friendly_desktop.storage.sqlite.connect_either", impatient)
    with another_program(path), pytest.raises(sqlite.Error) as refused:
        database_form.exchange(path, key.public, unwatched)
    assert sqlite.trouble(refused.value) is sqlite.Trouble.BUSY
    assert keychain.form_of(path) is Form.PLAIN
    assert read(path) == PLANTED


@pytest.mark.skipif(os.name == "nt", reason="Windows exchanges no file that another program holds open")
def test_a_program_that_opened_the_plain_file_in_the_last_moment_writes_nowhere(
    path: Path, key: PrivateKey
) -> None:
    with closing(sqlite3.connect(path, timeout=0)) as other:  # open, but nothing asked yet
        database_form.exchange(path, key.public, unwatched)
        with pytest.raises(sqlite3.DatabaseError):
            other.execute("INSERT INTO settings VALUES ('lost', 'row')")
    assert read(path) == PLANTED


def test_locks_of_a_database_in_use_survive_a_look_at_its_form(path: Path) -> None:
    db = Database(path)
    with db.write(Area.OFFICE) as connection:
        office.put_settings(connection, {OFFICE_NAME: "một"})
        for _turn in range(3):
            assert keychain.form_of(path) is Form.PLAIN
        told = subprocess.run(  # another program
            [sys.executable, "-c", _TAKE_AWAY_THE_LOG, str(path)], check=False, capture_output=True, text=True
        )
        assert "database is locked" in told.stderr
    db.close()
    assert read(path) == "một"
