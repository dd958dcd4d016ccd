"""D2: a backup of the records (copied, made durable, checked, counted, hashed) against a bare copy with fsync."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from measure import Goal, Measured, paired, timed

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder

ROWS = 200_000
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
_WORDS = "Thăm hỏi, tặng quà gia đình chính sách, người cao tuổi và hộ nghèo trong thôn; " * 5


def backup(folder: Path) -> Measured:
    """Milliseconds for the records of a large office, on the same disk."""
    data = DataFolder(folder / "data")
    services = open_services(data, FixedClock(NOW), create=True)
    with closing(sqlite3.connect(data.database)) as connection:
        connection.executemany(
            "INSERT INTO activities (kind, day, title, folded, place, hamlet, organiser, participants, times,"
            " number, link, note, created_at) VALUES ('visit', '2026-03-04', ?, ?, '', '', '', NULL, 1, '', '', ?,"
            " '2026-03-04T01:02:03.000+00:00')",
            ((f"{number}", f"{number}", f"{number} {_WORDS}") for number in range(ROWS)),
        )
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def ours() -> None:
        services.backups.make()

    def bare() -> None:
        target = folder / "bare.sqlite"
        shutil.copyfile(data.database, target)
        with target.open("rb+") as stream:
            os.fsync(stream.fileno())

    def emptied() -> float:
        shutil.rmtree(data.backups, ignore_errors=True)
        return timed(ours)()

    measured = paired(emptied, timed(bare), pairs=5)
    services.close()
    size = data.database.stat().st_size
    return Measured(measured.ours, measured.other, measured.ratio, "ms", f"{size / 1e6:.0f} MB")


GOALS = (Goal("D2", "backup with quick_check and hash / cp + fsync", 6.0, 8.0, backup),)
