"""``backup make``, ``list``, ``check`` and ``restore`` as scripts use them."""

import json
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import main
from friendly_desktop.paths import DataFolder


def run(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main(["--data", str(data), "--json", *words])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "Dữ liệu"
    services = open_services(DataFolder(folder), create=True)
    services.office.save_unit("Văn phòng")
    services.close()
    return folder


def test_make_list_check_and_restore(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = run(data, capsys, "backup", "make")
    assert (code, made["verified"], made["rows"]["units"], made["files"]) == (0, True, 1, 0)
    code, listed = run(data, capsys, "backup", "list")
    assert (code, [one["file"] for one in listed]) == (0, [made["file"]])
    code, checked = run(data, capsys, "backup", "check", Path(made["file"]).stem)
    assert (code, checked["verified"], checked["problems"]) == (0, True, [])
    code, planned = run(data, capsys, "backup", "restore", made["file"], "--dry-run")
    assert (code, planned["names_brought_back"]) == (0, 0)
    code, restored = run(data, capsys, "backup", "restore", made["file"])
    assert (code, restored["verified"], restored["rows"]["units"]) == (0, True, 1)
    assert Path(restored["aside"]).is_file()


def test_where_no_office_was_there_is_nothing_to_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(tmp_path / "Chưa có", capsys, "backup", "list")
    assert (code, told["error"]["code"]) == (1, "nothing_here")
    assert not (tmp_path / "Chưa có").exists()


def test_one_file_comes_back_in_a_folder_that_is_not_there_yet(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, made = run(data, capsys, "backup", "make", "--out", str(tmp_path / "sao lưu.zip"))
    assert code == 0
    code, restored = run(tmp_path / "Máy mới", capsys, "backup", "restore", made["file"])
    assert (code, restored["rows"]["units"], restored["aside"]) == (0, 1, None)


def test_a_damaged_one_is_a_finding_and_never_restored(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sao-luu.zip"
    run(data, capsys, "backup", "make", "--out", str(target))
    target.write_bytes(target.read_bytes()[:3000])
    code, checked = run(data, capsys, "backup", "check", str(target))
    assert (code, checked["verified"]) == (3, False)
    assert checked["problems"]
    code, refused = run(data, capsys, "backup", "restore", str(target))
    assert (code, refused["error"]["code"]) == (1, "backup_damaged")


def test_what_is_not_there_and_what_is_no_backup_are_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, capsys, "backup", "check", str(tmp_path / "không có.zip"))[0] == 1
    other = tmp_path / "thư.pdf"
    other.write_bytes(b"%PDF-1.4")
    code, refused = run(data, capsys, "backup", "make", "--out", str(other))
    assert (code, refused["error"]["code"]) == (1, "target_exists")
    assert other.read_bytes() == b"%PDF-1.4"
