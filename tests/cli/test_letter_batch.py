"""``letter batch`` as scripts and people run it."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdfium2 import PdfDocument

from friendly_desktop.cli import main
from tests import letter_list_sample

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = ["Họ và tên chồng", "Họ và tên vợ"]
COUPLES = [["Nguyễn Văn Đức", "Trần Thị Hường"], ["Lê Quốc Việt", ""], ["Vũ Đình Thắng", "Bùi Thị Ước"]]


@pytest.fixture
def table(workplace: Path) -> Path:
    path = workplace / "danh sách.csv"
    path.write_text("\n".join(";".join(row) for row in [HEADINGS, *COUPLES]), "utf-8-sig")
    return path


def batch(
    capsys: pytest.CaptureFixture[str], data: Path, *arguments: str | Path, kind: str = "wedding"
) -> tuple[int, Any]:
    code = main(["--data", str(data), "--json", "letter", "batch", kind, *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def test_one_pdf_is_made_without_any_data_folder_and_the_bad_row_is_named(
    capsys: pytest.CaptureFixture[str], workplace: Path, table: Path
) -> None:
    out = workplace / "thư.pdf"
    code, told = batch(capsys, workplace / "không có", "--table", table, "--out", out)
    assert code == 3
    assert told == {
        "made": 2,
        "skipped": [{"row": 3, "message": "Chưa nhập «Họ tên vợ»."}],
        "files": [str(out)],
        "pages": 2,
    }
    with PdfDocument(out) as read:
        assert len(read) == 2
    assert not (workplace / "không có").exists()


def test_a_folder_gets_one_file_a_letter(
    capsys: pytest.CaptureFixture[str], workplace: Path, table: Path
) -> None:
    for more, suffix in (((), "pdf"), (("--docx",), "docx")):
        out = workplace / suffix
        code, told = batch(capsys, workplace / "x", "--table", table, "--out", out, *more)
        assert code == 3
        assert told["files"] == [str(out / f"thu-chuc-mung-ket-hon-00{row}.{suffix}") for row in (2, 4)]


def test_a_list_without_faults_ends_with_zero(capsys: pytest.CaptureFixture[str], workplace: Path) -> None:
    table = workplace / "a.csv"
    table.write_text("Chú rể,Cô dâu\nNguyễn Văn Đức,Trần Thị Hường\n", "utf-8")
    code, told = batch(
        capsys, workplace / "x", "--table", table, "--out", workplace / "a.pdf", "--paper", "A4"
    )
    assert (code, told["made"], told["skipped"]) == (0, 1, [])


def test_columns_are_mapped_by_a_file(capsys: pytest.CaptureFixture[str], workplace: Path) -> None:
    table, mapping = workplace / "a.csv", workplace / "map.json"
    table.write_text("Phu quân,Phu nhân\nNguyễn Văn Đức,Trần Thị Hường\n", "utf-8")
    out = workplace / "a.pdf"
    code, told = batch(capsys, workplace / "x", "--table", table, "--out", out)
    assert (code, told["error"]["code"]) == (1, "columns_unmapped")
    mapping.write_text(json.dumps({"Phu quân": "groom", "Phu nhân": "bride"}), "utf-8")
    code, told = batch(capsys, workplace / "x", "--table", table, "--out", out, "--map", mapping)
    assert (code, told["made"]) == (0, 1)
    mapping.write_text(json.dumps({"groom": "Phu quân", "bride": "Phu nhân"}), "utf-8")
    code, told = batch(capsys, workplace / "x", "--table", table, "--out", out, "--map", mapping)
    assert (code, told["made"]) == (0, 1)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ('{"Họ": "groom"}', "column_unknown"),
        ('{"Họ và tên chồng": "husband"}', "field_unknown"),
        ("[1]", "fields_unreadable"),
        ("{", "fields_unreadable"),
        ('{"Họ và tên chồng": 5}', "fields_unreadable"),
    ],
)
def test_a_wrong_mapping_is_told(
    capsys: pytest.CaptureFixture[str], workplace: Path, table: Path, mapping: str, code: str
) -> None:
    (workplace / "map.json").write_text(mapping, "utf-8")
    out = workplace / "a.pdf"
    exit_code, told = batch(
        capsys, workplace / "x", "--table", table, "--out", out, "--map", workplace / "map.json"
    )
    assert (exit_code, told["error"]["code"]) == (1, code)
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--out", "a.docx"), "target_not_folder"),
        (("--out", "a.pdf", "--docx"), "target_not_folder"),
        (("--out", "a.pdf", "--template", "praise"), "letter_template_unknown"),
        (("--out", "a.pdf", "--set", "x"), "default_invalid"),
        (("--out", "a.pdf", "--set", "x=1"), "field_unknown"),
        (("--out", "a.pdf", "--sheet", "Khác"), "list_unreadable"),
    ],
)
def test_what_does_not_go_together_is_refused_before_any_work(
    capsys: pytest.CaptureFixture[str], workplace: Path, arguments: tuple[str, ...], code: str
) -> None:
    table = letter_list_sample.write(workplace / "a.xlsx")
    given = [str(workplace / one) if one.startswith("a.") else one for one in arguments]
    exit_code, told = batch(capsys, workplace / "x", "--table", table, *given)
    assert (exit_code, told["error"]["code"]) == (1, code)


def test_letters_are_recorded_with_numbers_and_a_second_run_makes_none(
    capsys: pytest.CaptureFixture[str], workplace: Path, table: Path
) -> None:
    data, out = workplace / "Dữ liệu", workplace / "a.pdf"
    code, told = batch(capsys, data, "--table", table, "--out", out, "--record", "--number")
    assert (code, told["made"]) == (3, 2)
    assert main(["--data", str(data), "--json", "letter", "list"]) == 0
    letters = json.loads(capsys.readouterr().out)
    assert sorted(one["number"] for one in letters) == ["01/UBND", "02/UBND"]
    before = out.read_bytes()
    code, told = batch(capsys, data, "--table", table, "--out", out, "--record", "--number")
    assert (code, told["made"], told["files"]) == (3, 0, [])
    assert "01/UBND" in told["skipped"][0]["message"]
    assert out.read_bytes() == before


def test_values_that_the_list_lacks_are_given_for_all(
    capsys: pytest.CaptureFixture[str], workplace: Path
) -> None:
    table = workplace / "a.csv"
    table.write_text("Họ và tên,Thành tích\nLê Văn An,Cứu người đuối nước\n", "utf-8")
    out = workplace / "a.pdf"
    code, told = batch(capsys, workplace / "x", "--table", table, "--out", out, kind="praise")
    assert (code, told["made"]) == (3, 0)
    code, told = batch(
        capsys, workplace / "x", "--table", table, "--out", out, "--set", "salutation=Anh", kind="praise"
    )
    assert (code, told["made"]) == (0, 1)


def test_the_real_looking_list_is_made_but_for_its_bad_rows_which_become_a_new_list(
    capsys: pytest.CaptureFixture[str], workplace: Path
) -> None:
    table = letter_list_sample.write(workplace / "a.xlsx")
    failed = workplace / "hỏng.xlsx"
    out = workplace / "a.pdf"
    code, told = batch(capsys, workplace / "x", "--table", table, "--out", out, "--failed", failed)
    assert (code, told["made"], told["pages"]) == (3, 288, 288)
    rows = [letter_list_sample.sheet_row(index) for index in sorted(letter_list_sample.BAD)]
    assert [one["row"] for one in told["skipped"]] == rows
    page = openpyxl.load_workbook(failed).worksheets[0]
    assert page.max_row == 1 + len(rows)
    code, told = batch(capsys, workplace / "x", "--table", table, "--out", out, "--convert", "--all")
    assert (code, told["made"]) == (3, 294)


def test_a_killed_run_leaves_the_target_as_it_was(workplace: Path) -> None:
    table, out = workplace / "a.csv", workplace / "ra" / "a.pdf"
    out.parent.mkdir()
    out.write_bytes(b"before")
    lines = [f"Nguyễn Văn {number},Trần Thị Hường {number}" for number in range(20_000)]
    table.write_text("Chú rể,Cô dâu\n" + "\n".join(lines), "utf-8")
    command = [sys.executable, str(ROOT / "app.py"), "--data", str(workplace / "x"), "letter", "batch"]
    running = subprocess.Popen(
        [*command, "wedding", "--table", str(table), "--out", str(out)], stderr=subprocess.DEVNULL
    )
    time.sleep(2)
    running.kill()
    running.wait()
    assert out.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--out", "thư.txt"), "target_not_folder"),
        (("--out", "n" * 300), "file_unwritable"),
        (("--out", "n" * 300 + ".pdf"), "file_unwritable"),
        (("--out", "a.pdf", "--number"), "number_unrecorded"),
        (("--out", "a.pdf", "--failed", "a.pdf"), "target_kind_unknown"),
        (("--out", "a.pdf", "--failed", "list.xlsx"), "target_is_source"),
        (("--out", "a.pdf", "--map", "nothing.json"), "columns_unmapped"),
    ],
)
def test_a_place_or_a_wish_that_cannot_be_is_refused_before_anything_is_written(
    capsys: pytest.CaptureFixture[str],
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: str,
) -> None:
    monkeypatch.chdir(workplace)
    book = openpyxl.Workbook()
    for row in (HEADINGS, *COUPLES):
        book.active.append(row)  # type: ignore[union-attr]
    book.save("list.xlsx")
    Path("nothing.json").write_text("{}", "utf-8")
    before = Path("list.xlsx").read_bytes()
    exit_code, told = batch(capsys, workplace / "x", "--table", "list.xlsx", *arguments)
    assert (exit_code, told["error"]["code"]) == (1, code)
    assert sorted(one.name for one in workplace.iterdir()) == ["list.xlsx", "nothing.json"]
    assert Path("list.xlsx").read_bytes() == before


def test_letters_that_are_made_are_told_of_although_the_failed_rows_cannot_be_written(
    capsys: pytest.CaptureFixture[str], workplace: Path, table: Path
) -> None:
    (workplace / "file").touch()
    failed = workplace / "file" / "failed.xlsx"
    code, told = batch(
        capsys, workplace / "x", "--table", table, "--out", workplace / "a.pdf", "--failed", failed
    )
    assert (code, told["made"], len(told["skipped"])) == (3, 2, 1)


def test_all_rows_are_made_but_never_a_total_or_a_place_to_sign(
    capsys: pytest.CaptureFixture[str], workplace: Path
) -> None:
    table = workplace / "a.csv"
    table.write_text(
        "STT;Họ và tên;Thành tích\n1;Lê Văn An;Cứu người\n;Cộng thôn Đông: 1 người;\n2;Vũ Thị Bình;Cứu người\n"
        ";Tổng số: 2 người;\n;;An Bình, ngày 5 tháng 3 năm 2026\n;Người lập biểu;Chủ tịch\n;Lê Thị Lập;Vũ Văn Ký\n",
        "utf-8",
    )
    code, told = batch(
        capsys, workplace / "x", "--table", table, "--out", workplace / "a.pdf", "--all",
        "--set", "salutation=Ông", "--set", "achievement=Cứu người", kind="praise",
    )  # fmt: skip
    assert (code, told["made"]) == (3, 2)
    assert [one["row"] for one in told["skipped"]] == [3]


def test_a_field_that_no_column_carries_is_told_once(
    capsys: pytest.CaptureFixture[str], workplace: Path
) -> None:
    table = workplace / "a.csv"
    table.write_text("Họ và tên;Thành tích\nLê Văn An;Cứu người\nVũ Thị Bình;Cứu người\n", "utf-8")
    arguments = ["letter", "batch", "praise", "--table", str(table), "--out", str(workplace / "a.pdf")]
    assert main(["--data", str(workplace / "x"), *arguments]) == 3
    told = capsys.readouterr().err
    assert told.count("--set salutation=") == 1
    assert main(["--data", str(workplace / "x"), *arguments, "--set", "salutation=Ông"]) == 0
    assert "--set" not in capsys.readouterr().err
