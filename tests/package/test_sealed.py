"""A package with a password: the same package, which opens for whoever was told the password."""

import io
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.errors import AppError
from friendly_desktop.services.package import verify
from friendly_desktop.storage.sealed_files import SealedReader, key_by, read_header
from tests.package.conftest import YEAR, files_of, noise_jpeg

PASSWORD = "hội làng tháng giêng"


def _refusal(*paths: Path, password: str = "") -> str:
    with pytest.raises(AppError) as told:
        verify(paths, password=password)
    return told.value.code


def test_a_sealed_package_is_the_same_package_inside(office_year: Services, stick: Path) -> None:
    sealed = office_year.package.export(YEAR, stick / "gói.zip", password=PASSWORD)
    plain = office_year.package.export(YEAR, stick / "gói thường.zip")
    assert sealed.path == str(stick / "gói.zip.mahoa")
    assert sealed.root_sha256 == plain.root_sha256
    assert sealed.bytes == Path(sealed.path).stat().st_size
    with SealedReader(Path(sealed.path), key_by(PASSWORD)) as reader:
        inside = reader.read()
    assert files_of(inside) == files_of(Path(plain.path).read_bytes())
    assert b"bagit.txt" not in Path(sealed.path).read_bytes()


def test_a_sealed_package_is_verified_with_its_password_alone(office_year: Services, stick: Path) -> None:
    path = Path(office_year.package.export(YEAR, stick / "gói.zip", password=PASSWORD).path)
    found = verify([path], password=PASSWORD)
    assert found.ok
    assert found.year == YEAR
    assert verify([stick], password="  hội làng  tháng giêng").ok  # a whole stick
    assert _refusal(path) == "password_needed"
    assert _refusal(path, password="hội làng tháng hai") == "wrong_password"


def test_parts_are_sealed_one_by_one(office_year: Services, stick: Path) -> None:
    photos = [noise_jpeg(stick.parent / f"ảnh {number}.jpg", 1000, 800) for number in range(4)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    result = office_year.package.export(YEAR, stick / "gói.zip", part_size=900_000, password=PASSWORD)
    assert len(result.parts) > 1
    assert [Path(part).name for part in result.parts[:2]] == ["gói-1.zip.mahoa", "gói-2.zip.mahoa"]
    assert verify([Path(part) for part in result.parts], password=PASSWORD).ok
    assert not verify([Path(result.parts[0])], password=PASSWORD).ok
    with pytest.raises(AppError) as told:
        office_year.package.export(YEAR, stick / "gói.zip", part_size=900_000, password=PASSWORD)
    assert told.value.code == "target_exists"


@pytest.mark.parametrize("place", [200, 2000, -1])
def test_a_sealed_package_that_was_changed_is_not_whole(
    place: int, office_year: Services, stick: Path
) -> None:
    path = Path(office_year.package.export(YEAR, stick / "gói.zip", password=PASSWORD).path)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    try:
        assert not verify([path], password=PASSWORD).ok
    except AppError as error:  # the password's own slot was hit
        assert error.code == "wrong_password"  # noqa: PT017 - either end is right, each with its own proof


def test_a_sealed_package_cut_off_on_the_way_is_told(office_year: Services, stick: Path) -> None:
    path = Path(office_year.package.export(YEAR, stick / "gói.zip", password=PASSWORD).path)
    path.write_bytes(path.read_bytes()[:-5000])
    found = verify([path], password=PASSWORD)
    assert not found.ok
    assert "mã hóa" not in found.problems[0].file
    assert "cắt bớt" in found.problems[0].message


def test_a_sealed_package_takes_the_place_of_an_older_one_only(office_year: Services, stick: Path) -> None:
    target = stick / "gói.zip"
    office_year.package.export(YEAR, target, password=PASSWORD)
    office_year.package.export(YEAR, target, password=PASSWORD)
    assert [path.name for path in stick.iterdir()] == ["gói.zip.mahoa"]
    other = stick / "thư.zip.mahoa"
    other.write_bytes(b"letters")
    with pytest.raises(AppError) as told:
        office_year.package.export(YEAR, stick / "thư.zip", password=PASSWORD)
    assert told.value.code == "target_exists"
    assert other.read_bytes() == b"letters"


def test_weak_passwords_and_folders_are_refused_before_anything_is_written(
    office_year: Services, stick: Path
) -> None:
    for target, password, code in (
        (stick / "gói.zip", "1234", "password_too_weak"),
        (stick / "gói", PASSWORD, "password_needs_zip"),
    ):
        with pytest.raises(AppError) as told:
            office_year.package.export(YEAR, target, password=password)
        assert told.value.code == code
    assert list(stick.iterdir()) == []


def test_the_name_alone_stands_in_clear(office_year: Services, stick: Path) -> None:
    path = Path(office_year.package.export(YEAR, stick / "gói.zip", password=PASSWORD).path)
    assert read_header(path).name == "gói.zip"
    assert b"Ninh Giang" not in path.read_bytes()
    assert io.BytesIO(path.read_bytes()).read(8) == b"CQTTSEAL"
