"""``search``: what it answers to programs and to people."""

import json
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import main
from friendly_desktop.domain.office import Person
from friendly_desktop.paths import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    services = open_services(DataFolder(tmp_path / "Dữ liệu"), create=True)
    services.office.save_person(Person(0, "Đặng Thị Hường", "Công chức tư pháp"))
    services.close()
    return tmp_path / "Dữ liệu"


def test_records_come_as_one_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "search", "dang", "thi", "huong", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"area": "person", "id": 1, "title": "Đặng Thị Hường", "snippet": "Công chức tư pháp"}
    ]


@pytest.mark.parametrize("text", ["khong co gi", "*", '"', "", "-- "])
def test_nothing_found_is_an_empty_list(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert main(["--data", str(folder), "--json", "search", text]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_people_read_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "search", "hường"]) == 0
    assert capsys.readouterr().out.split() == "Người 1 Đặng Thị Hường Công chức tư pháp".split()  # noqa: SIM905 - the words as they are printed
    assert main(["--data", str(folder), "search", "xyz"]) == 0
    assert capsys.readouterr().out.strip() == "Không tìm thấy gì."


def test_where_no_office_is_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "x"), "--json", "search", "a"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "nothing_here"
