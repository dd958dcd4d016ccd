"""The program on NTFS and exFAT: names, packages, the data itself, a full stick, a stick that is pulled."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.text import safe_name
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import Unwatched
from friendly_desktop.services.package import verify
from friendly_desktop.storage import targets
from tests.package.conftest import YEAR, fill, noise_jpeg
from tests.windows.disks import Disk, Kind, disk

NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
BOTH = list(Kind)
#: What people call their files.
NAMES = (
    "CON.pdf", "aux", "NUL.txt", "com1.docx", "COM¹.txt", "LPT9", "CONIN$", "a:b.txt", "báo cáo: quý 1/2026?.docx",
    "tên. ", "tên..", "<x>|y*", 'dấu "nháy".xlsx', "xuống\ndòng.pdf", "ễ" * 250 + ".pdf", "😀" * 200 + ".jpg",
    unicodedata.normalize("NFD", "Quyết định số 12 về Đội ngũ cán bộ " * 9) + ".pdf", ".ẩn", " đầu cuối ",
)  # fmt: skip

Plug = Callable[[Kind, int], Disk]


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    """Plugs in disks; they are gone when the test ends."""
    with ExitStack() as stack:
        yield lambda kind, megabytes: stack.enter_context(disk(tmp_path, kind, megabytes))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Services]:
    """A scored year whose photos are large enough to be written for a while."""
    services = open_services(DataFolder(tmp_path / "Dữ liệu"), FixedClock(NOON), create=True)
    fill(services, tmp_path / "Hồ sơ gốc")
    photos = [noise_jpeg(tmp_path / f"Ảnh {one}.jpg", 1600, 1200) for one in range(6)]
    services.evidence.add_files(YEAR, "B.1.1.1", photos)
    yield services
    services.close()


@pytest.mark.parametrize("kind", BOTH)
def test_every_name_made_safe_is_a_file_with_that_very_name(kind: Kind, plug: Plug):
    root = plug(kind, 64).root
    made = {safe_name(one) for one in NAMES}
    for name in made:
        (root / name).write_bytes(name.encode("utf-8"))
    assert {one.name for one in root.iterdir()} >= made
    assert all((root / name).read_bytes() == name.encode("utf-8") for name in made)


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("name", ["Gói nộp", "gói.zip"])
def test_a_package_is_written_and_verified_there(name: str, kind: Kind, plug: Plug, office: Services):
    target = plug(kind, 64).root / name
    office.package.export(YEAR, target)
    assert verify([target]).ok


@pytest.mark.parametrize("kind", BOTH)
def test_a_stick_without_room_is_told_before_anything_is_written(kind: Kind, plug: Plug, office: Services):
    root = plug(kind, 8).root
    (root / "Ảnh khác.bin").write_bytes(bytes(5_000_000))
    with pytest.raises(AppError) as refused:
        office.package.export(YEAR, root / "gói.zip")
    assert refused.value.code == "not_enough_room"
    assert not list(root.glob("*gói*"))


@pytest.mark.parametrize("kind", BOTH)
def test_a_stick_that_fills_up_on_the_way_is_told_and_left_as_it_was(
    kind: Kind, plug: Plug, office: Services, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(targets, "check_room", lambda *_args, **_kwargs: None)
    root = plug(kind, 8).root
    (root / "Ảnh khác.bin").write_bytes(bytes(5_000_000))
    with pytest.raises(AppError) as refused:
        office.package.export(YEAR, root / "gói.zip")
    assert refused.value.code == "disk_full"
    assert not [one for one in root.iterdir() if "gói" in one.name], "something half-made was left"


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("name", ["Gói nộp", "gói.zip"])
def test_a_stick_pulled_while_it_is_written_is_told(name: str, kind: Kind, plug: Plug, office: Services):
    stick = plug(kind, 64)

    class Pulls(Unwatched):
        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            if total and done > total // 3:
                stick.pull()

    with pytest.raises(AppError):
        office.package.export(YEAR, stick.root / name, job=Pulls())
    assert not office.package.history(YEAR), "a package that was never finished counts as submitted"


@pytest.mark.parametrize("kind", BOTH)
def test_the_office_itself_can_live_there(kind: Kind, plug: Plug, tmp_path: Path):
    folder = DataFolder(plug(kind, 64).root / "Dữ liệu xã")
    services = open_services(folder, FixedClock(NOON), create=True)
    fill(services, tmp_path / "Hồ sơ gốc")
    assert not services.evidence.verify().damaged
    services.close()
    again = open_services(folder, FixedClock(NOON))
    try:
        assert all(one.ok for one in again.doctor.examine() if one.name in {"database", "evidence"})
        assert len(again.evidence.listing(YEAR)) == 3
    finally:
        again.close()


def test_names_that_differ_in_case_are_one_file_on_a_stick_and_two_in_no_package(
    plug: Plug, office: Services
):
    root = plug(Kind.EXFAT, 64).root
    (root / "UP.txt").write_text("1", encoding="utf-8")
    (root / "up.TXT").write_text("2", encoding="utf-8")
    assert len(list(root.iterdir())) == 1, "this disk tells case apart; the test proves nothing"
    office.package.export(YEAR, root / "gói")
    names = [str(one.relative_to(root / "gói")) for one in (root / "gói").rglob("*")]
    assert len({unicodedata.normalize("NFC", one).casefold() for one in names}) == len(names)
