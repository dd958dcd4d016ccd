"""The commands ``indicator`` and ``activity``."""

from pathlib import Path

import pytest

from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", 2025, "--set", "hai-duong-2024")
    return made


def test_figures_are_written_and_shown_with_their_arithmetic(commune: Commune) -> None:
    code, answer = commune.run(
        "indicator", "set", 2025, 3, "files_early=1.000", "files_on_time=246", "files_late=2"
    )
    assert code == 0
    assert answer["values"] == {"files_early": "1000", "files_on_time": "246", "files_late": "2"}
    _code, shown = commune.run("indicator", "show", 2025)
    (on_time,) = [one for one in shown["shares"] if one["id"] == "on_time"]
    assert (on_time["part"], on_time["whole"], on_time["percent"]) == ("1246", "1248", "99.8397")
    assert on_time["missing"] == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert "1.246 : 1.248 = 99,83%" in commune.text("indicator", "show", 2025)[1]


def test_the_list_names_what_comes_with_the_program(commune: Commune) -> None:
    _code, answer = commune.run("indicator", "list")
    assert "files_late" in {one["id"] for one in answer["indicators"]}
    assert {one["id"] for one in answer["shares"]} >= {
        "on_time",
        "early",
        "online",
        "digitised",
        "signed",
        "app",
    }


@pytest.mark.parametrize("typed", ["files_late", "files_late=2%", "nothing=3"])
def test_a_wrong_figure_is_refused(commune: Commune, typed: str) -> None:
    code, answer = commune.run("indicator", "set", 2025, 3, typed)
    assert code == 1
    assert answer["error"]["message"]


def test_the_template_is_written_and_taken_back(commune: Commune, workplace: Path) -> None:
    commune.run("indicator", "set", 2025, 3, "documents_out=10")
    code, _answer = commune.run("indicator", "template", 2025, workplace / "mẫu.xlsx")
    assert code == 0
    code, dry = commune.run("indicator", "import", 2025, workplace / "mẫu.xlsx", "--dry-run")
    assert (code, dry["dry_run"], len(dry["taken"])) == (0, True, 1)
    csv = workplace / "b.csv"
    csv.write_text("Chỉ tiêu;Tháng 4;Tháng 5\nVăn bản phát hành;12;x\n", encoding="utf-8")
    code, answer = commune.run("indicator", "import", 2025, csv)
    assert code == 3
    assert [one["value"] for one in answer["taken"]] == ["12"]
    assert len(answer["skipped"]) == 1


def test_a_line_of_the_diary_is_written_with_its_photo_and_listed(commune: Commune, workplace: Path) -> None:
    photo = workplace / "Ảnh.txt"
    photo.write_text("ảnh", encoding="utf-8")
    code, one = commune.run(
        "activity",
        "add",
        "broadcast",
        "05/03/2025",
        "Bản tin",
        "--node",
        "B.1.1.1",
        "--times",
        3,
        "--file",
        photo,
    )
    assert code == 0
    assert (one["kind"], one["day"], one["times"], len(one["evidence"])) == ("broadcast", "2025-03-05", 3, 1)
    _code, found = commune.run("activity", "list", 2025, "--kind", "broadcast", "--text", "ban tin")
    assert [line["id"] for line in found] == [one["id"]]
    assert commune.run("activity", "list", 2025, "--kind", "visit")[1] == []


def test_a_line_with_a_photo_is_not_half_written_where_the_year_was_not_opened(
    commune: Commune, workplace: Path
) -> None:
    photo = workplace / "Ảnh.txt"
    photo.write_text("ảnh", encoding="utf-8")
    code, _answer = commune.run("activity", "add", "visit", "05/03/2024", "Thăm", "--file", photo)
    assert code == 1
    assert commune.run("activity", "list", 2024)[1] == []


def test_late_files_of_the_one_stop_come_in_without_a_name_being_told(
    commune: Commune, workplace: Path
) -> None:
    path = workplace / "một cửa.csv"
    path.write_text(
        "Mã hồ sơ;Chủ hồ sơ;Ngày hẹn trả;Ngày trả\nA1;Nguyễn Văn An;10/03/2025;12/03/2025\n"
        "A2;Trần Thị Bê;10/03/2025;09/03/2025\n",
        encoding="utf-8",
    )
    code, dry = commune.run("indicator", "late", path, "--dry-run")
    assert (code, dry["taken"], dry["waiting"]) == (0, ["A1"], 0)
    code, answer = commune.run("indicator", "late", path)
    assert (code, answer["taken"], answer["waiting"], len(answer["skipped"])) == (0, ["A1"], 1, 1)
    _code, told = commune.text("indicator", "late", path)
    assert "An" not in told.replace("một cửa", "")
