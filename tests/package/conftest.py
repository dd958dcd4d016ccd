"""A small office with a scored year, its package, and ways to tamper with one."""

import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office, UnitType
from friendly_desktop.paths import DataFolder

YEAR = 2026
#: Windows itself makes no file of the first name.
REPORT = "CON.pdf" if os.name != "nt" else "CON - báo cáo.pdf"
NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)

Files = dict[str, bytes]


def noise_jpeg(path: Path, width: int, height: int) -> Path:
    """A photo that does not compress, as photos are."""
    Image.effect_noise((width, height), 60).convert("RGB").save(path, quality=85)
    return path


def fill(services: Services, folder: Path) -> None:
    """An office, a year, two scores, three documents of which one proves two leaves."""
    services.office.save_office(
        Office(
            UnitType.XA, "Ninh Giang", "Hải Phòng", "Ninh Giang", "Sở Nội vụ thành phố Hải Phòng", set_up=True
        )
    )
    services.assessment.open_year(YEAR, "hai-duong-2024")
    services.assessment.set_points(YEAR, "B.1.1.1", "1")
    services.assessment.set_points(YEAR, "B.1.1.2", "0,5")
    folder.mkdir(parents=True, exist_ok=True)
    plan = folder / "Kế hoạch số 12 của Ủy ban nhân dân xã Ninh Giang về xây dựng chính quyền thân thiện.txt"
    plan.write_text("Kế hoạch thực hiện\n" * 200, encoding="utf-8")
    photo = noise_jpeg(folder / "Ảnh hội nghị Đức.jpg", 640, 400)
    report = folder / REPORT
    report.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 40)
    services.evidence.add_files(YEAR, "B.1.1.1", [plan, photo])
    added = services.evidence.add_files(YEAR, "B.1.1.2", [report])
    assert added[0].evidence_id is not None
    services.evidence.link(added[0].evidence_id, YEAR, "B.1.1.1")


@pytest.fixture
def office_year(tmp_path: Path) -> Iterator[Services]:
    """A scored year on a PC with Vietnamese names in its paths."""
    root = tmp_path / "Nguyễn Đức"
    root.mkdir()
    services = open_services(DataFolder(root / "Dữ liệu"), FixedClock(NOON), create=True)
    fill(services, root / "Hồ sơ gốc")
    yield services
    services.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where packages go."""
    folder = tmp_path / "Ổ USB"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def good_zip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a package as it was exported, made once."""
    root = tmp_path_factory.mktemp("gói mẫu")
    services = open_services(DataFolder(root / "Dữ liệu"), FixedClock(NOON), create=True)
    fill(services, root / "Hồ sơ gốc")
    services.package.export(YEAR, root / "gói.zip")
    services.close()
    return (root / "gói.zip").read_bytes()


def files_of(package: bytes) -> Files:
    """The files of a zipped package by their names inside the bag."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


def zipped(files: Files, base: str = "goi/") -> bytes:
    """A ZIP of the files, as another program might make it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(base + name, content)
    return written.getvalue()


def resealed(files: Files) -> Files:
    """The files with manifests that fit them again, as a forger with the tools would do it."""

    def lines(names: list[str]) -> bytes:
        return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in names).encode()

    files = dict(files)
    payload = sorted(name for name in files if name.startswith("data/"))
    files["manifest-sha256.txt"] = lines(payload)
    root = hashlib.sha256(files["manifest-sha256.txt"]).hexdigest()
    info = files["bag-info.txt"].decode().splitlines()
    info = [line for line in info if not line.startswith(("Root-SHA256", "Payload-Oxum"))]
    oxum = f"{sum(len(files[name]) for name in payload)}.{len(payload)}"
    files["bag-info.txt"] = "\n".join([*info, f"Root-SHA256: {root}", f"Payload-Oxum: {oxum}", ""]).encode()
    tags = sorted(name for name in files if not name.startswith(("data/", "tagmanifest")))
    files["tagmanifest-sha256.txt"] = lines(tags)
    return files


Tamper = Callable[[Files], Files]
