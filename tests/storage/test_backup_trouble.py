"""What goes wrong with a backup is told as what it is: the disk's fault is not the backup's."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from friendly_desktop.errors import AppError
from friendly_desktop.storage.backup_trouble import reading_from


def test_a_full_disk_while_a_backup_comes_back_is_no_damaged_backup(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "office.sqlite")) as connection:
        connection.execute("CREATE TABLE a (b)")
        connection.execute("PRAGMA max_page_count=2")
        with pytest.raises(AppError) as told, reading_from(tmp_path / "sao lưu.zip"):
            connection.execute("INSERT INTO a VALUES (?)", ("x" * 100_000,))
    assert told.value.code == "disk_full"


def test_a_file_that_is_no_database_is_a_damaged_backup(tmp_path: Path) -> None:
    (tmp_path / "office.sqlite").write_bytes(b"khong phai" * 500)
    with (
        closing(sqlite3.connect(tmp_path / "office.sqlite")) as connection,
        pytest.raises(AppError) as told,
        reading_from(tmp_path / "sao lưu.zip"),
    ):
        connection.execute("SELECT * FROM a")
    assert told.value.code == "backup_damaged"
