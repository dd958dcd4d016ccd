"""D3: what encryption costs: a sealed backup against a plain one; a page of an encrypted database against a plain one.

Both databases are opened as the program opens them, with the same rows; the plain one is read by Python's own library, the
encrypted one by SQLCipher.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import case_register
from measure import Goal, Measured, paired, timed
from sqlalchemy import Connection

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseFilter
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage import database_form, key_rings, keychain, sealed_sqlite
from friendly_desktop.storage.database import Database

CASES = 20_000
PAGE = 100
PAGES = 20
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
PHOTOS, PHOTO_BYTES = 40, 4 << 20


def sealed_backup(folder: Path) -> Measured:
    """Milliseconds for a backup in one file with 160 MB of evidence, written and read back."""
    photos = folder / "ảnh"
    photos.mkdir()
    for number in range(PHOTOS):
        (photos / f"{number}.jpg").write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(PHOTO_BYTES))
    offices = []
    for name in ("plain", "sealed"):
        services = open_services(DataFolder(folder / name), FixedClock(NOW), create=True)
        services.assessment.open_year(2026, "hai-duong-2024")
        services.evidence.add_files(2026, "B.1.1.1", [photos])
        offices.append(services)
    plain, sealed = offices
    sealed.vault.begin("chợ phiên họp ngày rằm")
    measured = paired(
        timed(lambda: sealed.backups.make_file(folder / "sealed.zip")),
        timed(lambda: plain.backups.make_file(folder / "plain.zip")),
        pairs=5,
    )
    for services in offices:
        services.close()
    return Measured(
        measured.ours, measured.other, measured.ratio, "ms", f"{PHOTOS * PHOTO_BYTES / 1e6:.0f} MB"
    )


def _pages(connection: Connection) -> None:
    after = None
    for _turn in range(PAGES):
        found = rows.find(connection, CaseFilter(), TODAY, PAGE, after)
        after = found[-1].id


def pages(folder: Path) -> Measured | None:
    """Milliseconds for twenty pages of a register of 20,000 cases, as one scrolls."""
    if not sealed_sqlite.is_here():
        return None
    plain, encrypted = folder / "plain.sqlite", folder / "encrypted.sqlite"
    case_register.make(plain, CASES)
    key = key_rings.new_key()
    keychain.hold(key)
    database_form.copy(plain, encrypted, key.public, lambda _share: None)
    ours, bare = Database(encrypted), Database(plain)
    with ours.read() as left, bare.read() as right:
        measured = paired(timed(lambda: _pages(left)), timed(lambda: _pages(right)), pairs=31)
    note = f"{encrypted.stat().st_size / plain.stat().st_size:.2f} times the size"
    ours.close()
    bare.close()
    return Measured(measured.ours, measured.other, measured.ratio, "ms", note)


GOALS = (
    Goal("D3", "pages of an encrypted database / of a plain one", 1.1, 1.3, pages),
    Goal("D3s", "one-file backup sealed / plain", 1.5, 2.0, sealed_backup),
)
