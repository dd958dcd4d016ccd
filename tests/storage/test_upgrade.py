"""An upgrade works on a verified copy: the file is wholly new, or as it was, and the old program has its own."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import migrations, upgrade
from friendly_desktop.storage.database import Database
from tests.old_files import OLDER, rows, write_old_file
from tests.services.evidence_desk import YEAR

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office of today."""
    folder = DataFolder(tmp_path_factory.mktemp("Văn phòng"))
    services = open_services(folder, create=True)
    services.assessment.open_year(YEAR, "hai-duong-2024")
    for number in range(20):
        paper = folder.root / f"Giấy {number}.txt"
        paper.write_text(f"{number}", encoding="utf-8")
        services.evidence.add_files(YEAR, "B.1.1.1", [paper])
    services.close()
    return folder.database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Dữ liệu của Đức" / "office.sqlite"


def look(path: Path) -> tuple[int, dict[str, int]]:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return raw.execute("PRAGMA user_version").fetchone()[0], rows(raw)


def names(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


@pytest.mark.parametrize("number", OLDER)
def test_every_older_file_comes_up_to_date_and_keeps_its_rows(today: Path, path: Path, number: int) -> None:
    before = write_old_file(path, number, today)
    assert before["evidence"] == 20
    db = Database(path)
    try:
        assert db.schema_number() == migrations.LATEST
        assert db.integrity_problems() == []
    finally:
        db.close()
    found = look(path)[1]
    assert {table: found[table] for table in before} == before
    assert look(upgrade.old_copy(path, number)) == (number, before)
    assert names(path) <= {"office.sqlite", f"office.schema-{number}.sqlite", "office.turn"}


@pytest.mark.parametrize("number", OLDER)
def test_the_upgraded_file_has_the_very_tables_of_a_new_one(path: Path, number: int) -> None:
    write_old_file(path, number)
    Database(path).close()
    Database(path.with_name("new.sqlite")).close()
    tables = []
    for one in (path, path.with_name("new.sqlite")):
        with closing(sqlite3.connect(one)) as raw:
            tables.append(raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall())
            assert raw.execute("PRAGMA application_id").fetchone() != (0,)
    assert tables[0] == tables[1]


def test_what_still_stood_in_the_log_of_the_old_program_is_upgraded_too(path: Path) -> None:
    write_old_file(path, 1)
    child = (
        "import os, sqlite3, sys\n"
        "raw = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "raw.execute('PRAGMA wal_autocheckpoint=0')\n"
        "raw.execute(\"INSERT INTO settings VALUES ('kept', 'in the log')\")\n"
        "os._exit(9)  # as when the power goes: the log stays\n"
    )
    subprocess.run([sys.executable, "-c", child, str(path)], check=False)
    assert Path(f"{path}-wal").stat().st_size
    Database(path).close()
    for file in (path, upgrade.old_copy(path, 1)):
        with closing(sqlite3.connect(file)) as raw:
            assert raw.execute("SELECT value FROM settings").fetchall() == [("in the log",)]


def _break_off(*_arguments: object, **_named: object) -> None:
    raise OSError(28, "no room")


@pytest.mark.parametrize(
    "broken",
    [
        "friendly_desktop.storage.upgrade._set_aside",
        "friendly_desktop.storage.upgrade._flush",
        "friendly_desktop.storage.upgrade._write_over",
        "friendly_desktop.storage.safe_files.replace",
        "friendly_desktop.storage.safe_files.fsync_folder",
    ],
)
def test_an_upgrade_that_breaks_off_leaves_the_file_as_it_was(
    path: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = write_old_file(path, 4)
    with monkeypatch.context() as patched:
        patched.setattr(broken, _break_off)
        with pytest.raises((AppError, OSError)):
            Database(path)
    assert look(path) == (4, before)
    assert not [name for name in names(path) if "upgrading" in name or name.endswith(".tmp")]
    Database(path).close()
    assert look(path)[0] == migrations.LATEST


def _steps(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, statements))
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)


@pytest.mark.parametrize(
    "statement",
    [
        "NO SUCH STATEMENT",
        "DELETE FROM evidence WHERE id = 1",
        "DELETE FROM files",
        "DROP TABLE settings",
    ],
)
def test_a_step_that_fails_or_loses_something_never_reaches_the_file(
    today: Path, path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = migrations.LATEST
    before = write_old_file(path, number, today)
    _steps(monkeypatch, statement)
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "upgrade_failed"
    assert look(path) == (number, before)


def test_without_room_for_the_copies_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write_old_file(path, 4)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=5_000_000))
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "disk_full"
    assert "5 MB" in refused.value.message
    assert look(path) == (4, before)
    assert not upgrade.old_copy(path, 4).exists()


def test_a_damaged_old_file_is_told_and_not_touched(today: Path, path: Path) -> None:
    write_old_file(path, 4, today)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(path.read_bytes())
    content[8192:20480] = b"\xff" * 12288
    path.write_bytes(content)
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "database_damaged"
    assert not upgrade.old_copy(path, 4).exists()


@pytest.fixture
def quick_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the file is not waited for."""
    connect: Callable[..., sqlite3.Connection] = upgrade.sqlite.connect

    def impatient(path: Path, *, like: Path | None = None) -> sqlite3.Connection:
        connection = connect(path, like=like)
        connection.execute("PRAGMA busy_timeout=0")
        return connection

    monkeypatch.setattr("friendly_desktop.storage.sqlite.connect", impatient)


@pytest.mark.usefixtures("quick_refusal")
def test_a_program_that_still_holds_the_old_file_stops_the_upgrade(path: Path) -> None:
    write_old_file(path, 4)
    with closing(sqlite3.connect(path)) as old_program:
        old_program.execute("PRAGMA journal_mode=WAL")
        old_program.execute("SELECT * FROM settings").fetchall()
        with pytest.raises(AppError) as refused:
            Database(path)
        assert refused.value.code == "database_busy"
        old_program.execute("INSERT INTO settings VALUES ('still', 'works')")
        old_program.commit()
    Database(path).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT value FROM settings").fetchall() == [("works",)]


def test_two_starts_at_once_upgrade_once_and_lose_nothing(today: Path, path: Path) -> None:
    write_old_file(path, 2, today)
    child = (
        "import sys\nfrom pathlib import Path\nfrom friendly_desktop.domain.changes import Area\n"
        "from friendly_desktop.storage.database import Database\n"
        "input()\n"
        "db = Database(Path(sys.argv[1]))\n"
        "with db.write(Area.OFFICE) as connection:\n"
        "    connection.exec_driver_sql(\"INSERT INTO settings VALUES (?, 'here')\", (sys.argv[2],))\n"
        "db.close()\n"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", child, str(path), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for name in ("first", "second", "third")
    ]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("\n")
        start.stdin.flush()
    for start in starts:
        start.communicate()
    assert [start.returncode for start in starts] == [0, 0, 0]
    with closing(sqlite3.connect(path)) as raw:
        found = {one for (one,) in raw.execute("SELECT key FROM settings WHERE value = 'here'")}
    assert found == {"first", "second", "third"}


def test_a_newer_file_names_the_version_it_needs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr("friendly_desktop.storage.sqlite.VERSION", "2.7.1")
        _steps(newer, "CREATE TABLE later (id INTEGER)")
        Database(path).close()
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "database_newer"
    assert "2.7" in refused.value.hint


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(AppError) as refused:
        Database(path)
    assert refused.value.code == "database_damaged"
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("moz_places",)]
    assert len(path.read_bytes()) == len(before)


def test_only_the_last_old_copy_is_kept_and_forgetting_takes_it(path: Path) -> None:
    write_old_file(path, 4)
    shutil.copy(path, upgrade.old_copy(path, 2))
    db = Database(path)
    try:
        assert [one.name for one in upgrade.old_copies(path)] == ["office.schema-4.sqlite"]
        db.scrub()
        assert upgrade.old_copies(path) == []
    finally:
        db.close()


@pytest.fixture(autouse=True)
def _no_stray_step() -> Iterator[None]:
    latest = migrations.LATEST
    yield
    assert latest == migrations.LATEST
