"""Records lie on a disk of this PC: shares and folders that a program synchronises are refused with a way out."""

import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import places

MOUNTS = (
    "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
    "40 22 0:50 / /mnt/chung rw,relatime shared:5 - cifs //may-chu/chung rw",
    "41 22 0:51 / /mnt/c\\303\\241 rw - ext4 /dev/sdb1 rw",
    "42 40 0:52 / /mnt/chung/Ổ\\040riêng rw - ext4 /dev/sdc1 rw",
    "43 22 0:53 / /srv/nha rw - nfs4 nas:/nha rw",
    "broken line",
)


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\may-chu\chung\xa", True),
        ("//may-chu/chung/xa", True),
        (r"\\?\UNC\may-chu\chung\xa", True),
        (r"\\?\C:\Users\Nguyễn Đức", False),
        (r"\\.\C:\Users", False),
        (r"C:\Users\Nguyễn Đức\AppData\Local", False),
        (r"D:\Dữ liệu", False),
    ],
)
def test_a_name_on_another_computer_is_known(path: str, share: bool) -> None:
    assert places.is_share(PureWindowsPath(path)) is share


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        (r"C:\Users\Đức\OneDrive\Xã", "OneDrive"),
        (r"C:\Users\Đức\OneDrive - UBND xã Ninh Giang\Tài liệu", "OneDrive"),
        (r"D:\Đám mây\Xã", "OneDrive"),
        (r"G:\My Drive\Xã", "Google Drive"),
        (r"G:\Drive của tôi\Xã", "Google Drive"),
        (r"C:\Users\Đức\Dropbox (Văn phòng)\Xã", "Dropbox"),
        (r"C:\Users\Đức\iCloudDrive\Xã", "iCloud"),
        (r"C:\Users\Đức\Dropbox cũ đã gỡ\Xã", ""),
        (r"D:\Đám mây khác\Xã", ""),
        (r"C:\Users\Đức\AppData\Local\ChinhQuyenThanThien", ""),
    ],
)
def test_a_folder_that_a_program_synchronises_is_known(path: str, cloud: str) -> None:
    assert places.cloud_of(PureWindowsPath(path), {"OneDriveCommercial": r"D:\Đám mây"}) == cloud


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/duc/xa", "ext4"),
        ("/mnt/chung/xa", "cifs"),
        ("/mnt/chung", "cifs"),
        ("/mnt/chung2", "ext4"),
        ("/mnt/chung/Ổ riêng/xa", "ext4"),
        ("/srv/nha/xa", "nfs4"),
    ],
)
def test_the_nearest_mount_tells_the_file_system(path: str, kind: str) -> None:
    assert places.mount_type(PurePosixPath(path), MOUNTS) == kind


def test_an_office_is_not_opened_in_a_cloud_folder_and_nothing_is_made_there(workplace: Path) -> None:
    folder = DataFolder(workplace / "OneDrive - UBND xã" / "Dữ liệu")
    with pytest.raises(AppError) as refused:
        open_services(folder, create=True)
    assert refused.value.code == "place_in_cloud"
    assert "OneDrive" in refused.value.message
    assert "sao lưu" in refused.value.hint
    assert not folder.root.exists()


def test_a_folder_marked_by_its_program_is_refused(workplace: Path) -> None:
    (workplace / ".dropbox.cache").mkdir()
    with pytest.raises(AppError) as refused:
        open_services(DataFolder(workplace / "Dữ liệu"), create=True)
    assert refused.value.code == "place_in_cloud"


def test_a_share_is_refused_whatever_it_is_called(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_is_remote", lambda _real: True)
    with pytest.raises(AppError) as refused:
        open_services(DataFolder(workplace / "Dữ liệu"), create=True)
    assert refused.value.code == "place_on_network"


def test_a_drive_letter_of_a_share_is_asked_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.sys, "platform", "win32")
    asked: list[str] = []

    def remote(root: str) -> int:
        asked.append(root)
        return 4

    monkeypatch.setattr(places, "_drive_type", remote)
    assert places._is_remote(Path("/x"))
    assert asked == [Path("/x").anchor]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs a privilege for links")
def test_a_link_into_a_cloud_folder_is_seen_through(workplace: Path) -> None:
    cloud = workplace / "Dropbox"
    cloud.mkdir()
    (workplace / "Dữ liệu").symlink_to(cloud, target_is_directory=True)
    with pytest.raises(AppError) as refused:
        open_services(DataFolder(workplace / "Dữ liệu"), create=True)
    assert refused.value.code == "place_in_cloud"


def test_a_command_tells_it_kindly(workplace: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "app.py", "--data", str(workplace / "Dropbox"), "--json", "doctor"],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
