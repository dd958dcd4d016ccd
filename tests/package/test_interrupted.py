"""Whatever happens while a package is written, the target is as it was or holds a whole package."""

import errno
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.jobs import Unwatched
from friendly_desktop.services.package import verify
from friendly_desktop.storage import bag_writer, targets
from tests.package.conftest import YEAR, noise_jpeg
from tests.small_disks import small_disk_of

KILLS = int(os.environ.get("PACKAGE_KILLS", "3"))

EXPORTER = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import bag_writer

bag_writer._WRITE_BACK = 1 << 18  # so that the disk is written to all the while
import friendly_desktop.services.documents.pdf, friendly_desktop.services.documents.xlsx
services = open_services(DataFolder(Path(sys.argv[1])))
print("ready", flush=True)
part_size = int(sys.argv[3]) or None
services.package.export(2026, Path(sys.argv[2]), part_size=part_size)
print("done", flush=True)
"""


@pytest.fixture(autouse=True)
def _written_back_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """These packages are small; the disk is written to while they are copied, as with large ones."""
    monkeypatch.setattr(bag_writer, "_WRITE_BACK", 1 << 18)


def as_before(stick: Path) -> bool:
    """Whether nothing at all lies on the stick."""
    return not list(stick.iterdir())


@pytest.fixture
def photos(office_year: Services, tmp_path: Path) -> Services:
    """The office with some megabytes of photos, so that writing takes a while."""
    made = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1600, 1000 + number) for number in range(12)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", made)
    return office_year


@pytest.mark.parametrize(("name", "part_size"), [("gói.zip", 0), ("gói", 0), ("phần.zip", 3_000_000)])
def test_a_killed_export_leaves_the_target_as_it_was_or_whole(
    name: str, part_size: int, photos: Services, stick: Path
) -> None:
    target = stick / name
    root = photos.folder.root
    photos.close()
    command = [sys.executable, "-c", EXPORTER, str(root), str(target), str(part_size)]

    def start() -> subprocess.Popen[str]:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        return child

    begun = time.monotonic()
    with start() as child:
        begun = time.monotonic()
        assert child.wait() == 0
    duration = time.monotonic() - begun
    whole, absent = 0, 0
    for _number in range(KILLS):
        clear(stick)
        with start() as child:
            time.sleep(random.uniform(0, duration * 1.1))
            child.kill()
        there = sorted(path for path in stick.iterdir() if not path.name.startswith("."))
        if there:
            found = verify(there)
            kinds = {problem.kind.value for problem in found.problems}
            # Parts are renamed one by one; a set cut short says which part is missing.
            assert found.ok or (
                part_size and kinds == {"missing_part"} and "phần-1.zip" not in map(str, there)
            )
            whole += found.ok
        else:
            absent += 1
    sys.stderr.write(f"{name}: {whole} whole, {absent} as before, of {KILLS}\n")
    if not any(not path.name.startswith(".") for path in stick.iterdir()):
        with start() as child:
            assert child.wait() == 0
    assert not [path.name for path in stick.iterdir() if path.name.startswith(".")] or KILLS


def clear(stick: Path) -> None:
    """Take the packages away, but not what killed exports left behind."""
    import shutil

    for path in stick.iterdir():
        if not path.name.startswith("."):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_the_next_export_takes_away_what_a_killed_one_left(photos: Services, stick: Path) -> None:
    left = stick / ".gói.zip.partial-0123abcd"
    left.mkdir()
    (left / "gói.zip").write_bytes(b"half")
    (stick / ".khác.zip.partial-0123abcd").mkdir()
    photos.package.export(YEAR, stick / "gói.zip")
    assert sorted(path.name for path in stick.iterdir()) == [".khác.zip.partial-0123abcd", "gói.zip"]


def test_parts_put_in_place_by_a_killed_export_are_taken_away(photos: Services, stick: Path) -> None:
    left = stick / ".gói.zip.partial-0123abcd"
    left.mkdir()
    (left / "placing.json").write_text('["gói-1.zip", "gói-2.zip"]', encoding="utf-8")
    (left / "gói-1.zip").write_bytes(b"half")
    (stick / "gói-2.zip").write_bytes(b"placed")
    result = photos.package.export(YEAR, stick / "gói.zip", part_size=3_000_000)
    assert verify([Path(part) for part in result.parts]).ok


class StopsAt(Unwatched):
    """A person who stops the work at its n-th question."""

    def __init__(self, number: int) -> None:
        self.left = number

    def checkpoint(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("number", [0, 3, 15, 20, 25, 30, 36])
@pytest.mark.parametrize("name", ["gói.zip", "gói"])
def test_a_stopped_export_leaves_nothing(number: int, name: str, photos: Services, stick: Path) -> None:
    with pytest.raises(Cancelled):
        photos.package.export(YEAR, stick / name, job=StopsAt(number))
    assert as_before(stick)
    assert not photos.package.history(YEAR)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_of(2, tmp_path) as disk:
        yield disk


@pytest.mark.parametrize("name", ["gói.zip", "gói"])
def test_too_little_room_is_told_before_the_first_byte(name: str, photos: Services, small_disk: Path) -> None:
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, small_disk / name)
    assert refused.value.code == "not_enough_room"
    assert as_before(small_disk)


@pytest.mark.parametrize("name", ["gói.zip", "gói"])
def test_a_disk_that_fills_up_on_the_way_is_left_as_it_was(
    name: str, photos: Services, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "check_room", lambda *_args, **_kwargs: None)
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, small_disk / name)
    assert refused.value.code == "disk_full"
    assert as_before(small_disk)


def test_a_read_only_disk_is_told(photos: Services, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, small_disk / "gói.zip")
    assert refused.value.code in {"target_read_only", "not_enough_room"}


def test_a_read_only_disk_with_room_is_told(
    photos: Services, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "check_room", lambda *_args, **_kwargs: None)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, small_disk / "gói.zip")
    assert refused.value.code == "target_read_only"


@pytest.mark.parametrize("name", ["gói.zip", "gói"])
def test_a_stick_pulled_on_the_way_is_told(name: str, photos: Services, stick: Path) -> None:
    class Pulls(Unwatched):
        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            if total and done > total // 4 and stick.exists():
                try:
                    stick.rename(stick.with_name("rút ra"))
                except PermissionError:
                    pytest.skip("Windows renames no folder in which a file is open")

    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, stick / name, job=Pulls())
    assert refused.value.code == "target_gone"
    assert not photos.package.history(YEAR)


def test_a_package_open_in_another_program_keeps_its_old_content(
    photos: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos.package.export(YEAR, stick / "gói.zip")
    before = (stick / "gói.zip").read_bytes()
    photos.assessment.set_points(YEAR, "B.1.1.2", "1")

    def held(_source: object, target: object) -> None:
        raise PermissionError(13, "held", str(target))

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, stick / "gói.zip")
    assert refused.value.code == "target_locked"
    assert (stick / "gói.zip").read_bytes() == before
    assert [path.name for path in stick.iterdir()] == ["gói.zip"]


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows refuses to replace an open file")
def test_a_package_that_really_is_open_keeps_its_old_content(photos: Services, stick: Path) -> None:
    target = stick / "gói.zip"
    photos.package.export(YEAR, target)
    photos.assessment.set_points(YEAR, "B.1.1.2", "1")
    with target.open("rb"), pytest.raises(AppError) as refused:
        photos.package.export(YEAR, target)
    assert refused.value.code == "target_locked"
    assert verify([target]).ok
    assert [path.name for path in stick.iterdir()] == ["gói.zip"]


@pytest.mark.parametrize("name", ["gói.zip", "gói"])
def test_a_disk_that_gives_back_other_bytes_is_found_before_done_is_said(
    name: str, photos: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def corrupt(descriptor: int) -> None:
        # One byte is changed after everything was written and synced.
        size = os.fstat(descriptor).st_size
        file = next(path for path in stick.rglob("*") if path.is_file() and path.stat().st_size == size)
        content = bytearray(file.read_bytes())
        content[size // 2] ^= 0x10
        file.write_bytes(content)

    monkeypatch.setattr(bag_writer, "_forget_cached", corrupt)
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, stick / name)
    assert refused.value.code == "package_not_verified"
    assert as_before(stick)


@pytest.mark.skipif(not hasattr(os, "fdatasync"), reason="only flushed on the way where the system can")
def test_a_disk_that_fails_only_when_it_is_flushed_is_told(
    photos: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushes: list[int] = []

    def fail_once(descriptor: int) -> None:
        # The system tells such a failure once; the last fsync of the same file then succeeds.
        flushes.append(descriptor)
        if len(flushes) == 2:
            raise OSError(errno.EIO, "lost")

    monkeypatch.setattr(os, "fdatasync", fail_once)
    with pytest.raises(AppError):
        photos.package.export(YEAR, stick / "gói.zip")
    assert len(flushes) >= 2
    assert as_before(stick)
    assert not photos.package.history(YEAR)


def test_a_large_zip_for_a_fat32_stick_asks_for_parts(
    photos: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "file_system", lambda _folder: "vfat")
    monkeypatch.setattr(targets, "FAT32_FILE_LIMIT", 1_000_000)
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, stick / "gói.zip")
    assert refused.value.code == "fat32_limit"
    assert "nhiều phần" in refused.value.hint
    assert as_before(stick)


def test_a_stick_pulled_before_its_room_is_asked_is_told_as_gone(tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        targets.check_room(tmp_path / "đã rút", 1, 1, parts_help=False)
    assert refused.value.code == "target_gone"


@pytest.mark.skipif(os.name == "nt", reason="Windows asks the drive, it has no table of mounts")
def test_the_file_system_of_a_folder_is_that_of_its_deepest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    stick = tmp_path / "Ổ USB"
    stick.mkdir()
    escaped = str(stick).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\n/dev/sdb {escaped} vfat rw 0 0\n", encoding="utf-8")
    assert targets.file_system(stick, mounts) == "vfat"
    assert targets.file_system(tmp_path, mounts) == "ext4"


@pytest.mark.skipif(os.name != "nt", reason="asks a Windows drive")
def test_the_file_system_of_a_windows_drive_is_known(tmp_path: Path) -> None:
    assert targets.file_system(tmp_path) in {"ntfs", "refs", "exfat", "fat32"}


def test_a_folder_that_does_not_exist_is_told(photos: Services, stick: Path) -> None:
    with pytest.raises(AppError) as refused:
        photos.package.export(YEAR, stick / "không có" / "gói.zip")
    assert refused.value.code == "target_folder_missing"
