"""D3: what encryption costs: a sealed backup against a plain one; a page of an encrypted database, and
evidence, against plain ones.

Both databases are opened as the program opens them, with the same rows; the plain one is read by Python's own library, the
encrypted one by SQLCipher.
"""

import io
import os
from datetime import UTC, date, datetime
from pathlib import Path

import case_register
from measure import Goal, Measured, paired, timed
from PIL import Image
from sqlalchemy import Connection

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseFilter
from friendly_desktop.domain.vault import Ring
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage import database_form, key_rings, keychain, sealed_sqlite
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_store import EvidenceStore

CASES = 20_000
PAGE = 100
PAGES = 20
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
PHOTOS, PHOTO_BYTES = 40, 4 << 20
SMALL_FILES, SMALL_BYTES = 1000, 20_000
GIGABYTES = float(os.environ.get("BENCH_SEALED_GB", "1"))


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


def _two_stores(folder: Path) -> tuple[EvidenceStore, EvidenceStore]:
    key = key_rings.new_key()
    keychain.hold(key)
    ring = Ring(key.public)
    return EvidenceStore(folder / "kín", lambda: ring), EvidenceStore(folder / "thường")


def photo(folder: Path) -> Measured:
    """Milliseconds until a photo of 5 MB is drawn for the viewer."""
    from friendly_desktop.storage import pictures

    sealed, plain = _two_stores(folder)
    picture = Image.effect_noise((4000, 3000), 40).convert("RGB")
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=78)
    sha256 = ""
    for store in (sealed, plain):
        sha256 = store.put_bytes(stream.getvalue(), "ảnh.jpg").sha256

    def draw(store: EvidenceStore) -> None:
        with store.open(sha256) as content:
            pictures.page_image(content, "image/jpeg", 0, 1200)

    note = f"{len(stream.getvalue()) / 1e6:.1f} MB"
    measured = paired(timed(lambda: draw(sealed)), timed(lambda: draw(plain)), pairs=15)
    return Measured(measured.ours, measured.other, measured.ratio, "ms", note)


def small_files(folder: Path) -> Measured:
    """Milliseconds for reading a thousand files of 20 KB: what opening each of them costs."""
    sealed, plain = _two_stores(folder)
    digests = []
    for number in range(SMALL_FILES):
        content = os.urandom(SMALL_BYTES)
        for store in (sealed, plain):
            stored = store.stage_from(io.BytesIO(content), len(content), f"{number}.bin")
        digests.append(stored.sha256)

    def read(store: EvidenceStore) -> None:
        for sha256 in digests:
            with store.open(sha256) as content:
                content.read()

    measured = paired(timed(lambda: read(sealed)), timed(lambda: read(plain)), pairs=9)
    note = f"{(measured.ours - measured.other) / SMALL_FILES * 1000:.0f} µs more for each"
    return Measured(measured.ours, measured.other, measured.ratio, "ms", note)


def encrypting(folder: Path) -> Measured:
    """Seconds for encrypting a gigabyte of scans, each read back; against copying them durably and reading that back."""
    sealed, plain = _two_stores(folder)
    key = sealed_for(sealed)
    for number in range(round(GIGABYTES * 1e9 / PHOTO_BYTES)):
        plain.stage_from(io.BytesIO(os.urandom(PHOTO_BYTES)), PHOTO_BYTES, f"{number}.jpg")
    plain.settle()
    digests = [one.sha256 for one in plain.forms().plain]

    def copy() -> None:
        target = EvidenceStore(folder / "chép")
        for sha256 in digests:
            target.adopt(plain, sha256, PHOTO_BYTES)

    def encrypt() -> None:
        for sha256 in digests:
            plain.reform(sha256, key)

    copied, done = timed(copy)() / 1000, timed(encrypt)() / 1000
    return Measured(done, copied, done / copied, "s", f"{len(digests) * PHOTO_BYTES / 1e9:.1f} GB")


def sealed_for(store: EvidenceStore) -> Ring:
    """For whom a store seals."""
    ring = store.ring_now()
    if ring is None:
        raise LookupError("ring")
    return ring


GOALS = (
    Goal("D3", "pages of an encrypted database / of a plain one", 1.1, 1.3, pages),
    Goal("D3p", "showing a photo of 5 MB, sealed / plain", 1.1, 1.3, photo),
    Goal("D3f", "reading 1,000 small files of evidence, sealed / plain", 6.0, 10.0, small_files),
    Goal("D3g", "encrypting 1 GB of evidence / copying it durably, both read back", 4.0, 6.0, encrypting),
    Goal("D3s", "one-file backup sealed / plain", 1.5, 2.0, sealed_backup),
)
