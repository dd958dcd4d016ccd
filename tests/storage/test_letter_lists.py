"""Lists of strangers: every way they are written, and everything that may be wrong with them."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.storage import letter_lists
from friendly_desktop.storage.letter_lists import cell_text, open_list
from tests.domain.legacy_writing import as_tcvn3, as_vni

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]
ROWS: list[list[Any]] = [
    [1, "Nguyễn Văn Đức", date(1950, 3, 5), "001085012345", "Thôn Đông"],
    [2, "Trần Thị Hường", "12/4/61", "001161012346", "Thôn Đoài"],
]


def workbook(path: Path, build: Callable[[Any], None]) -> Path:
    book = openpyxl.Workbook()
    build(book)
    book.save(path)
    return path


def simple(path: Path, *rows: Any) -> Path:
    return workbook(path, lambda book: [book.active.append(row) for row in rows])  # type: ignore[arg-type]


def texts(found: LetterList) -> list[tuple[str, ...]]:
    return [row.cells for row in found.rows]


def test_a_plain_workbook_opens_as_headings_and_texts(workplace: Path) -> None:
    found = open_list(simple(workplace / "danh sách.xlsx", HEADINGS, *ROWS))
    assert found.headings == tuple(HEADINGS)
    assert texts(found) == [
        ("1", "Nguyễn Văn Đức", "05/03/1950", "001085012345", "Thôn Đông"),
        ("2", "Trần Thị Hường", "12/4/61", "001161012346", "Thôn Đoài"),
    ]
    assert [row.number for row in found.rows] == [2, 3]
    assert found.cell(found.rows[0], "Địa chỉ") == "Thôn Đông"
    assert found.remarks == ()


def test_the_heading_is_found_under_merged_titles(workplace: Path) -> None:
    def build(book: Any) -> None:
        page = book.active
        page.append(["ỦY BAN NHÂN DÂN XÃ AN BÌNH"])
        page.append(["DANH SÁCH CÁC CẶP KẾT HÔN NĂM 2026"])
        page.append(["(Kèm theo Công văn số 05/UBND ngày 05/3/2026)"])
        page.append([])
        page.append(HEADINGS)
        page.append(["(1)", "(2)", "(3)", "(4)", "(5)"])
        for row in ROWS:
            page.append(row)
        for line in (1, 2, 3):
            page.merge_cells(start_row=line, start_column=1, end_row=line, end_column=5)

    found = open_list(workbook(workplace / "a.xlsx", build))
    assert found.headings == tuple(HEADINGS)
    assert [row.number for row in found.rows] == [7, 8]


def test_a_heading_of_two_lines_becomes_one(workplace: Path) -> None:
    def build(book: Any) -> None:
        page = book.active
        page.append(["DANH SÁCH KẾT HÔN"])
        page.append(["STT", "Chú rể", None, "Cô dâu", None, "Ngày đăng ký"])
        page.append([None, "Họ và tên", "Địa chỉ", "Họ và tên", "Địa chỉ", None])
        page.append([1, "Nguyễn Văn Đức", "Thôn Đông", "Trần Thị Hường", "Thôn Đoài", date(2026, 3, 5)])
        for area in ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"):
            page.merge_cells(area)

    found = open_list(workbook(workplace / "a.xlsx", build))
    assert found.headings == (
        "STT", "Chú rể - Họ và tên", "Chú rể - Địa chỉ", "Cô dâu - Họ và tên", "Cô dâu - Địa chỉ",
        "Ngày đăng ký",
    )  # fmt: skip
    assert len(found.rows) == 1


def test_repeated_and_missing_headings_stay_apart(workplace: Path) -> None:
    rows: list[Any] = [["Họ và tên", "Địa chỉ", "Họ và tên", None], ["A", "B", "C", "D", "E"]]
    found = open_list(simple(workplace / "a.xlsx", *rows))
    assert found.headings == ("Họ và tên", "Địa chỉ", "Họ và tên (2)", "D", "E")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2026, 3, 5), "", "05/03/2026"),
        (datetime(2026, 3, 5), "", "05/03/2026"),  # noqa: DTZ001 - as openpyxl gives it
        (datetime(2026, 3, 5, 15, 30), "", "05/03/2026 15:30"),  # noqa: DTZ001 - Excel has no zones
        (time(15, 30), "", "15:30"),
        (1085012345, "000000000000", "001085012345"),
        (1085012345.0, "General", "1085012345"),
        (5000000, "#,##0", "5000000"),
        (0.5, "", "0,5"),
        (1e-7, "", "0,0000001"),
        (True, "", "Có"),
        ("=cmd|' /C calc'!A0", "", "=cmd|' /C calc'!A0"),
        (unicodedata.normalize("NFD", "Đức"), "", "Đức"),
        ("một_x000D_\nhai", "", "một\nhai"),
    ],
)
def test_a_cell_becomes_the_text_that_a_person_saw(value: Any, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_formulas_give_their_kept_value_and_those_without_one_are_told(workplace: Path) -> None:
    path = workplace / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Họ và tên", "Địa chỉ"])
        page.write_formula(1, 0, '="Nguyễn "&"Văn Đức"', None, "Nguyễn Văn Đức")
        page.write_string(1, 1, "=HYPERLINK(A1)")
        page.write_formula(2, 0, "=A1", None, "")
        page.write_string(2, 1, "Thôn Đông")
    found = open_list(path)
    assert texts(found)[0] == ("Nguyễn Văn Đức", "=HYPERLINK(A1)")
    bare = workbook(workplace / "b.xlsx", lambda book: [book.active.append(row) for row in (
        ["Họ và tên", "Địa chỉ"], ["=A1", "Thôn Đông"])])  # type: ignore[arg-type]  # fmt: skip
    (row,) = open_list(bare).rows
    assert row.cells == ("", "Thôn Đông")
    assert row.remarks == ("Ô A2 là công thức chưa có kết quả; hãy mở và lưu lại bằng Excel.",)


def test_a_number_that_excel_has_rounded_is_told(workplace: Path) -> None:
    rows: list[Any] = [["Họ và tên", "Mã"], ["A", 1234567890123456789]]
    (row,) = open_list(simple(workplace / "a.xlsx", *rows)).rows
    assert "hơn 15 chữ số" in row.remarks[0]


def test_hidden_rows_columns_and_tabs_are_told(workplace: Path) -> None:
    def build(book: Any) -> None:
        page = book.active
        for row in (HEADINGS, *ROWS):
            page.append(row)
        page.row_dimensions[3].hidden = True
        page.column_dimensions["D"].hidden = True
        book.create_sheet("Nháp").sheet_state = "hidden"

    found = open_list(workbook(workplace / "a.xlsx", build))
    assert len(found.rows) == 2
    assert [row.hidden for row in found.rows] == [False, True]
    assert found.remarks == (
        "Có 1 dòng đang bị ẩn hoặc bị lọc trong Excel; các dòng này chưa được chọn.",
        "Cột đang bị ẩn trong Excel: D.",
        "Trang đang bị ẩn trong Excel: Nháp.",
    )
    assert found.sheets == ("Nháp",)


def test_the_first_visible_tab_with_something_in_it_opens_and_others_on_request(workplace: Path) -> None:
    def build(book: Any) -> None:
        book.active.title = "Trống"
        for name, who in (("Tháng 1", "An"), ("Tháng 2", "Bình")):
            page = book.create_sheet(name)
            page.append(["Họ và tên", "Địa chỉ"])
            page.append([who, "Thôn Đông"])

    path = workbook(workplace / "a.xlsx", build)
    assert open_list(path).sheet == "Tháng 1"
    assert open_list(path, "Tháng 2").rows[0].cells[0] == "Bình"
    with pytest.raises(AppError, match="không có trang «Tháng 3»"):
        open_list(path, "Tháng 3")
    with pytest.raises(AppError, match="Danh sách trống"):
        open_list(path, "Trống")


def test_a_cell_joined_over_rows_counts_for_each_of_them(workplace: Path) -> None:
    def build(book: Any) -> None:
        page = book.active
        page.append(["Thôn", "Họ và tên"])
        for name in ("An", "Bình", "Cường"):
            page.append(["Thôn Đông" if name == "An" else None, name])
        page.append([None, "Dung"])
        page.merge_cells("A2:A4")

    found = open_list(workbook(workplace / "a.xlsx", build))
    assert [row.cells[0] for row in found.rows] == ["Thôn Đông", "Thôn Đông", "Thôn Đông", ""]


def test_rows_with_only_a_running_number_are_passed_over_and_told(workplace: Path) -> None:
    rows: list[Any] = [["STT", "Họ và tên"], [1, "An"], [2, None], [3, "  "], [4, "Bình"]]
    found = open_list(simple(workplace / "a.xlsx", *rows))
    assert [row.number for row in found.rows] == [2, 5]
    assert found.remarks == ("Bỏ qua 2 dòng chỉ có số thứ tự.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_files_open_in_every_unicode_and_with_every_separator(
    workplace: Path, encoding: str, separator: str
) -> None:
    lines = [
        separator.join(HEADINGS),
        separator.join(
            ["1", '"Nguyễn ""Văn"" Đức"', "5/3/50", "001085012345", f'"Thôn{separator} Đông\nxã"']
        ),
    ]
    path = workplace / "danh sách.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    found = open_list(path)
    assert found.headings == tuple(HEADINGS)
    address = f"Thôn{separator} Đông\nxã"
    assert texts(found) == [("1", 'Nguyễn "Văn" Đức', "5/3/50", "001085012345", address)]


def test_windows_1258_is_recognised_by_its_words(workplace: Path) -> None:
    text = "Họ và tên;Địa chỉ\r\nNguyễn Thị Hường;Thôn Đông, xã An Bình\r\n"
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    written = b""
    for char in text:
        try:
            written += char.encode("cp1258")
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFD", char)
            tone = next(part for part in bare if part in tones)
            written += unicodedata.normalize("NFC", bare.replace(tone, "")).encode("cp1258")
            written += tone.encode("cp1258")
    path = workplace / "a.csv"
    path.write_bytes(written)
    found = open_list(path)
    assert found.headings == ("Họ và tên", "Địa chỉ")
    assert texts(found) == [("Nguyễn Thị Hường", "Thôn Đông, xã An Bình")]
    assert "Windows-1258" in found.remarks[0]


@pytest.mark.parametrize(("write", "name"), [(as_tcvn3, "TCVN3"), (as_vni, "VNI")])
def test_files_of_old_fonts_open_and_say_so(workplace: Path, write: Callable[[str], str], name: str) -> None:
    text = "STT;Ho va ten;Dia chi\n" + write("1;Nguyễn Thị Hường;Thôn Đông\n2;Trần Văn Đức;Thôn Đoài\n")
    path = workplace / "a.csv"
    path.write_bytes(text.encode("latin-1"))
    found = open_list(path)
    assert found.rows[0].cells[1] == write("Nguyễn Thị Hường")
    assert name in found.remarks[0]


def test_numbers_that_web_systems_wrap_lose_the_wrapping_only(workplace: Path) -> None:
    path = workplace / "a.csv"
    path.write_text('sep=;\nHọ và tên;Số CCCD\nAn;="001085012345"\nBình;=1+1\n', "utf-8")
    assert texts(open_list(path)) == [("An", "001085012345"), ("Bình", "=1+1")]


def test_a_quote_that_is_never_closed_is_told_with_its_row(workplace: Path) -> None:
    path = workplace / "a.csv"
    path.write_text("Họ và tên,Địa chỉ\nAn,Thôn\n" + 'Bình,"Thôn\n' + "x,y\n" * 500, "utf-8")
    with pytest.raises(AppError, match="Dòng 3 có dấu ngoặc kép"):
        open_list(path)


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 200_000_000)
    return made.getvalue()


def _zip(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


def _open_document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return made.getvalue()


def _far_down() -> bytes:
    """A workbook with a row that Excel does not have; the rows before it would be counted for hours."""
    made, changed = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(made)
    with zipfile.ZipFile(made) as good, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b'<row r="2"', b'<row r="2000000000"'))
    return changed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Danh sách trống"),
        (b"\n\n  \n", "Danh sách trống"),
        ("Họ và tên,Địa chỉ\n".encode(), "Danh sách trống"),
        (b"1,2,3\n4,5,6\n", "Không tìm thấy dòng tiêu đề"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, r"dạng Excel cũ \(.xls\)"),
        (b"PK\x03\x04 damaged", "bị hỏng"),
        (_zip("other.xml"), "không phải là tệp Excel"),
        (_zip("word/document.xml"), "tệp Word"),
        (_zip("xl/workbook.bin"), r"\.xlsb"),
        (_open_document(), r"\.ods"),
        (_far_down(), "nội dung lạ"),
        (b"\n<html><table><tr><td>H", "trang web"),
        ('<?xml version="1.0"?><Workbook/>'.encode("utf-16"), "trang web hoặc XML"),
        (_bomb(), "lớn bất thường"),
        (b"%PDF-1.7", "không phải là bảng"),
        (b"abc\x01\x02,def", "không phải là bảng"),
    ],
)
def test_what_cannot_be_a_list_is_refused_with_a_sentence(
    workplace: Path, content: bytes, words: str
) -> None:
    path = workplace / "danh sách.xlsx"
    path.write_bytes(content)
    with pytest.raises(AppError, match=words) as caught:
        open_list(path)
    assert caught.value.message.endswith(".")


def test_a_file_that_is_not_there_and_a_folder_are_told(workplace: Path) -> None:
    for path in (workplace / "không có.xlsx", workplace):
        with pytest.raises(AppError, match="Không mở được danh sách"):
            open_list(path)


def test_a_damaged_sheet_is_told(workplace: Path) -> None:
    path = simple(workplace / "a.xlsx", HEADINGS, *ROWS)
    broken = io.BytesIO()
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    path.write_bytes(broken.getvalue())
    with pytest.raises(AppError, match="bị hỏng"):
        open_list(path)


def test_a_list_that_is_too_long_is_counted_and_refused(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_lists, "MOST_ROWS", 20)
    path = workplace / "a.csv"
    path.write_text("Họ và tên,Địa chỉ\n" + "An,Thôn\n" * 1500, "utf-8")
    with pytest.raises(AppError, match=r"Danh sách có 1\.500 dòng; mỗi lần nhận nhiều nhất 20 dòng"):
        open_list(path)


def test_fifty_thousand_rows_open_and_can_be_stopped(workplace: Path) -> None:
    path = workplace / "a.csv"
    path.write_text("STT,Họ và tên,Địa chỉ\n" + "1,Nguyễn Văn Đức,Thôn Đông\n" * 50_000, "utf-8")
    seen: list[int] = []
    assert len(open_list(path, watch=seen.append).rows) == 50_000
    assert len(seen) == 50

    def stop(_row: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_list(path, watch=stop)


def test_a_workbook_whose_last_cell_lies_at_the_end_of_the_sheet_opens(workplace: Path) -> None:
    def build(book: Any) -> None:
        for row in (HEADINGS, *ROWS):
            book.active.append(row)
        book.active.cell(200_000, 2, "Lê Văn Cuối")
        book.active.cell(1, 16_000, "x")

    found = open_list(workbook(workplace / "a.xlsx", build))
    assert [row.number for row in found.rows] == [2, 3, 200_000]
    assert len(found.headings) == 5


def test_remarks_below_the_list_are_passed_over_and_told(workplace: Path) -> None:
    below: list[list[Any]] = [
        [], [None, "Tổng số: 2 người"], [None, None, None, "An Bình, ngày 5 tháng 3 năm 2026"],
        [None, "Người lập biểu"], [], [None, "Lê Thị Lập"],
    ]  # fmt: skip
    found = open_list(simple(workplace / "a.xlsx", HEADINGS, *ROWS, *below))
    assert [row.number for row in found.rows] == [2, 3]
    assert found.remarks == ("Bỏ qua 4 dòng ghi chú dưới bảng (dòng 5 đến dòng 9).",)


def test_a_row_of_formulas_without_values_is_not_taken_for_an_empty_one(workplace: Path) -> None:
    found = open_list(simple(workplace / "a.xlsx", HEADINGS, *ROWS, [3, "=B2"]))
    assert [row.number for row in found.rows] == [2, 3, 4]
    assert found.rows[2].remarks
