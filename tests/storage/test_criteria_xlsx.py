"""The Excel form: out and in again, and what people and Excel do to it in between."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.criteria.build import Built
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.criteria_files import load
from friendly_desktop.storage.criteria_xlsx_write import form_bytes

MOMENT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)

EVERYTHING = """\
format: 1
id: xa-thu
version: "2.1"
title: Bộ tiêu chí thử
short_title: Thử
province: Hải Phòng
valid_from: 2026-01-01
replaces: Bộ cũ
note: "Dòng một.\\nDòng hai."
verified: {by: Nguyễn Thị Hồng Nhung, on: 2026-02-03}
legal_basis: [{title: Quyết định, number: 5049/QĐ-UBND, issued: 2025-12-11, body: UBND thành phố}, {title: Luật, issued: năm 2022}]
max_points: "20.5"
table_title: "BẢNG\\nđiểm"
table_notes: ["Ghi chú:\\nhai dòng", "- (A): =1+1"]
levels:
  - {id: none, title: Không đạt, at_least: "0", passing: false}
  - {id: level-1, title: Đạt, at_least: "8.25", minima: {B.1: "0.5", B.2: "1"}}
vetoes: [{id: v1, text: Có vi phạm, effects: [not_considered, lowered, revoked]}]
steps: [{id: s1, title: Tự chấm, text: Làm, actor: Xã, month: 12, day: 15}, {id: s2, title: Công nhận, month: 1, year_offset: 1}]
nodes:
  - id: B
    label: "1.10"
    text: "=SUM(A1:A2)"
    points: "18.5"
    time: Cả năm
    lead: Văn phòng
    cooperating: [Các thôn, "Công an xã; Quân sự"]
    product: "Báo cáo\\nẢnh"
    children:
      - {id: B.1, label: "-", text: Có không, points: "1.5", scoring: {kind: yes_no, not_applicable: full}}
      - id: B.2
        label: +
        text: Chọn
        points: "2"
        scoring: {kind: choice, options: [{id: a, text: Tốt | rất tốt, points: "2"}, {id: b, text: Khá, points: "0.5"}]}
      - {id: B.3, label: "03", text: Dải, points: "3", scoring: {kind: bands, bands: [{at_least: "70", points: "1"}, {at_least: "90.5", points: "3"}]}}
      - {id: B.4, label: "4", text: Tỷ lệ, points: "4", scoring: {kind: ratio, unit_points: "0.04", not_applicable: excluded}}
      - {id: B.5, label: "5", text: Đếm, points: "4", scoring: {kind: count, unit_points: "0.5"}, letter_kinds: [wedding, birth]}
      - {id: B.6, label: "6", text: Trừ, scoring: {kind: deduction, floor: "-3", step: "0.5"}}
      - {id: B.7, label: "7", text: Thưởng, points: "5", scoring: {kind: bonus}}
      - {id: B.8, label: "8", text: Nhập, points: "1", scorer: imported}
      - id: B.9
        label: "9"
        text: Đo
        points: "3"
        printed: false
        guidance: Xem sổ
        scorer: appraiser
        measures: [{operator: ">=", value: "90", unit: percent, per: year, of: hồ sơ}, {operator: "=", value: "1", unit: times, per: week}, {operator: "<", value: "2", unit: days}]
  - {id: A, label: A, text: Khảo sát, points: "2", scorer: survey, survey_form: citizen}
corrections: [{node: B.1, found: sai, corrected: đúng, why: Lỗi quét}]
"""  # fmt: skip


@pytest.fixture
def everything(workplace: Path) -> CriteriaSet:
    path = workplace / "đủ.yaml"
    path.write_text(EVERYTHING, encoding="utf-8", newline="\n")
    built = load(path)
    assert built.criteria_set is not None, built.problems
    return built.criteria_set


@pytest.fixture
def edited(workplace: Path, everything: CriteriaSet) -> Callable[[Callable[[Any], None]], Built]:
    """The form of the set, changed as a person would change it in Excel, and read again."""

    def edit(change: Callable[[Any], None]) -> Built:
        workbook = openpyxl.load_workbook(io.BytesIO(form_bytes(everything, MOMENT)))
        change(workbook)
        path = workplace / "biểu đã điền.xlsx"
        workbook.save(path)
        return load(path)

    return edit


def cell(workbook: Any, sheet: str, heading: str, row: int) -> Any:
    for candidate in workbook[sheet][1]:
        if str(candidate.value).rstrip(" *") == heading:
            return workbook[sheet].cell(row, candidate.column)
    raise KeyError(heading)


def told(built: Built) -> list[str]:
    assert built.criteria_set is None
    return [f"{problem.where}: {problem.message}" for problem in built.problems]


@pytest.mark.parametrize("path", sorted((RESOURCES / "criteria").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_set_comes_back_from_its_form_unchanged(path, workplace):
    whole = load(path).criteria_set
    form = workplace / "biểu.xlsx"
    form.write_bytes(form_bytes(whole, MOMENT))
    assert load(form) == Built(whole, ())


def test_every_part_of_the_format_comes_back_from_the_form(edited, everything):
    assert edited(lambda _workbook: None) == Built(everything, ())


def test_the_same_set_gives_the_same_bytes(everything):
    assert form_bytes(everything, MOMENT) == form_bytes(everything, MOMENT)


def test_an_empty_form_says_what_is_missing(workplace):
    form = workplace / "trống.xlsx"
    form.write_bytes(form_bytes(None, MOMENT))
    assert any("Mã bộ tiêu chí" in line for line in told(load(form)))


def test_the_form_has_the_sheets_and_cells_people_expect(everything):
    workbook = openpyxl.load_workbook(io.BytesIO(form_bytes(everything, MOMENT)))
    assert {"Thông tin", "Tiêu chí", "Mức độ", "Điều kiện loại", "Các bước", "Hướng dẫn"} <= set(
        workbook.sheetnames
    )
    sheet = workbook["Tiêu chí"]
    assert sheet.freeze_panes == "A2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["A"].width >= 10
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert any("Phiếu khảo sát" in rule.formula1 for rule in lists)
    assert cell(workbook, "Tiêu chí", "TT", 2).number_format == "@"
    assert cell(workbook, "Tiêu chí", "TT", 2).value == "1.10"


@pytest.mark.parametrize("typed", ["1,5", "1.5", " 1,50 ", 1.5, "\xa01.5"])
def test_points_may_be_text_or_numbers_with_comma_or_dot(edited, everything, typed):
    def change(workbook: Any) -> None:
        cell(workbook, "Tiêu chí", "Điểm chuẩn", 3).value = typed

    assert edited(change).criteria_set == everything


def test_numbers_of_excel_lose_their_binary_dust(edited):
    def change(workbook: Any) -> None:
        cell(workbook, "Tiêu chí", "Điểm chuẩn", 3).value = 1.4 + 0.1 + 1e-16

    built = edited(change)
    assert built.criteria_set is not None
    assert built.criteria_set.by_id["B.1"].max_points == Decimal("1.5")


def test_spaces_blank_rows_moved_columns_own_columns_and_a_title_do_no_harm(edited, everything):
    def change(workbook: Any) -> None:
        sheet = workbook["Tiêu chí"]
        cell(workbook, "Tiêu chí", "Nội dung tiêu chí", 4).value = "  Chọn \n"
        cell(workbook, "Tiêu chí", "Cách chấm", 4).value = " chọn phương án "
        sheet.insert_rows(3, 2)
        sheet.cell(4, 1).value = "   "
        column = sheet.max_column + 1
        sheet.cell(1, column).value = "Ai làm việc này"
        sheet.cell(5, column).value = "Chị Nhung"
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1).value = "BẢNG TIÊU CHÍ CỦA XÃ"
        sheet.merge_cells("A1:H1")
        sheet.insert_cols(1)

    assert edited(change) == Built(everything, ())


def test_a_date_may_be_a_date_of_excel_or_typed(edited, everything):
    def change(workbook: Any) -> None:
        sheet = workbook["Thông tin"]
        for row in sheet.iter_rows(min_row=2):
            if str(row[0].value).startswith("Có hiệu lực từ"):
                row[1].value = date(2026, 1, 1)
            if str(row[0].value).startswith("Ngày đối chiếu"):
                row[1].value = "3/2/2026"

    assert edited(change).criteria_set == everything


def test_a_merged_cell_of_the_assignment_speaks_for_all_its_rows(edited):
    def change(workbook: Any) -> None:
        top = cell(workbook, "Tiêu chí", "Cơ quan chủ trì", 2)
        letter = top.column_letter
        workbook["Tiêu chí"].merge_cells(f"{letter}2:{letter}4")

    built = edited(change)
    assert built.criteria_set is not None
    assert [built.criteria_set.by_id[node].lead for node in ("B", "B.1", "B.2", "B.3")] == [
        "Văn phòng"
    ] * 3 + [""]


def set_cell(heading: str, row: int, value: object, sheet: str = "Tiêu chí") -> Callable[[Any], None]:
    def change(workbook: Any) -> None:
        cell(workbook, sheet, heading, row).value = value

    return change


def merge_points(workbook: Any) -> None:
    letter = cell(workbook, "Tiêu chí", "Điểm chuẩn", 3).column_letter
    workbook["Tiêu chí"].merge_cells(f"{letter}3:{letter}5")


def drop_column(workbook: Any) -> None:
    workbook["Tiêu chí"].delete_cols(cell(workbook, "Tiêu chí", "Nội dung tiêu chí", 1).column)


def twice_the_column(workbook: Any) -> None:
    cell(workbook, "Tiêu chí", "TT", 1).value = "Điểm chuẩn"


def add_info(workbook: Any) -> None:
    workbook["Thông tin"].append(["Tên ngắm", "x"])


def repeat_info(workbook: Any) -> None:
    workbook["Thông tin"].append(["Tên ngắn", "x"])


def far_row(workbook: Any) -> None:
    workbook["Tiêu chí"].cell(9000, 1).value = "B.99"


WRONG = {
    "words for points": (set_cell("Điểm chuẩn", 3, "một"), "Trang «Tiêu chí», dòng 3, cột «Điểm chuẩn»", "«Điểm chuẩn» phải là số thập phân"),
    "negative points": (set_cell("Điểm chuẩn", 3, "-1"), "Trang «Tiêu chí», dòng 3", "âm"),
    "two commas": (set_cell("Điểm chuẩn", 3, "1,2,3"), "dòng 3, cột «Điểm chuẩn»", "«1,2,3»"),
    "a sum that does not match": (set_cell("Điểm chuẩn", 3, 1), "Trang «Tiêu chí», dòng 2", "18,5, nhưng các mục con cộng lại được 18"),
    "a formula": (set_cell("Điểm chuẩn", 2, "=SUM(D3:D11)"), "Trang «Tiêu chí», dòng 2, cột «Điểm chuẩn»", "công thức"),
    "an error of Excel": (set_cell("Điểm chuẩn", 2, "#REF!"), "dòng 2, cột «Điểm chuẩn»", "#REF!"),
    "points that became a date": (set_cell("Điểm chuẩn", 3, date(2026, 5, 1)), "dòng 3, cột «Điểm chuẩn»", "ngày giờ"),
    "an id that became a number": (set_cell("Mã mục", 3, 1.1), "dòng 3, cột «Mã mục»", "Văn bản"),
    "an id that became a date": (set_cell("Mã mục", 3, date(2003, 1, 1)), "dòng 3, cột «Mã mục»", "Văn bản"),
    "a row without id": (set_cell("Mã mục", 3, None), "dòng 3", "Thiếu «Mã mục»"),
    "an id used twice": (set_cell("Mã mục", 4, "B.1"), "Trang «Tiêu chí», dòng 4, cột «Mã mục»", "hai lần"),
    "a row without its parent": (set_cell("Mã mục", 3, "B.20.1"), "dòng 3", "mục cha «B.20»"),
    "a row without text": (set_cell("Nội dung tiêu chí", 3, " "), "dòng 3", "Thiếu «Nội dung tiêu chí»"),
    "a word outside the list": (set_cell("Người chấm", 3, "Xã"), "dòng 3, cột «Người chấm»", "Tự chấm; Phiếu khảo sát"),
    "an option that is no option": (set_cell("Phương án", 4, "Tốt 2 điểm"), "dòng 4, cột «Phương án»", "mã | nội dung | điểm"),
    "a threshold without unit": (set_cell("Ngưỡng", 3, ">= | 90 | phần"), "dòng 3, cột «Ngưỡng»", "«phần»"),
    "a merged cell over points": (merge_points, "dòng 3, cột «Điểm chuẩn»", "bỏ trộn ô"),
    "a missing sheet": (lambda workbook: workbook.remove(workbook["Tiêu chí"]), "Tệp Excel", "Thiếu trang «Tiêu chí»"),
    "a missing column": (drop_column, "Trang «Tiêu chí»", "Thiếu cột «Nội dung tiêu chí»"),
    "a heading used twice": (twice_the_column, "Trang «Tiêu chí»", "hai cột cùng tiêu đề"),
    "a misspelt heading": (set_cell("Điểm chuẩn", 1, "Điểm chuẫnn"), "Trang «Tiêu chí», dòng 1", "Có phải là «Điểm chuẩn»?"),
    "a misspelt fact": (add_info, "Trang «Thông tin», dòng", "Có phải là «Tên ngắn»?"),
    "a fact given twice": (repeat_info, "cột «Nội dung»", "hai lần"),
    "too many rows": (far_row, "Trang «Tiêu chí»", "3000 dòng"),
    "levels that do not rise": (set_cell("Từ điểm", 3, 0, "Mức độ"), "Trang «Mức độ»", "phải cao hơn"),
    "a month that does not exist": (set_cell("Tháng", 2, 13, "Các bước"), "Trang «Các bước», dòng 2, cột «Tháng»", "từ 1 đến 12"),
    "an effect outside the list": (set_cell("Hệ quả", 2, "Phạt", "Điều kiện loại"), "Trang «Điều kiện loại», dòng 2, cột «Hệ quả»", "Thu hồi"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "where", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_problem_names_sheet_row_and_column(edited, change, where, message):
    lines = told(edited(change))
    assert any(where in line and message in line for line in lines), lines


def test_every_row_error_is_told_at_once_and_nothing_twice(edited):
    def change(workbook: Any) -> None:
        set_cell("Điểm chuẩn", 3, "=1+1")(workbook)
        set_cell("Điểm chuẩn", 4, "hai")(workbook)
        set_cell("Điểm chuẩn", 5, "-3")(workbook)
        set_cell("Người chấm", 6, "Xã")(workbook)
        set_cell("Mã mục", 7, 1.1)(workbook)
        set_cell("Nội dung tiêu chí", 8, None)(workbook)

    places = [line.split(",")[1].strip() for line in told(edited(change))]
    assert sorted(places) == ["dòng 3", "dòng 4", "dòng 5", "dòng 6", "dòng 7", "dòng 8"]


def test_text_in_decomposed_letters_is_composed_quietly(edited, everything):
    assert edited(set_cell("Nội dung tiêu chí", 4, "Cho\u0323n")).criteria_set == everything


def _repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            kept = change(part.filename, old.read(part))
            if kept is not None:
                new.writestr(part.filename, kept)
    return buffer.getvalue()


def _with_entity(name: str, part: bytes) -> bytes:
    return (
        part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
        if name.endswith("sheet1.xml")
        else part
    )


def _with_bomb(name: str, part: bytes) -> bytes:
    return part + b" " * 60_000_000 if name.endswith("sheet1.xml") else part


def _cut_in_half(name: str, part: bytes) -> bytes:
    return part[: len(part) // 2] if "sheet2" in name else part


def _without_sheet(name: str, part: bytes) -> bytes | None:
    return None if name.endswith("sheet2.xml") else part


def _without_workbook(name: str, part: bytes) -> bytes | None:
    return None if name.endswith("workbook.xml") else part


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a password": (lambda _form: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "the old format": (lambda _form: b"\xd0\xcf\x11\xe0" + b"\x00" * 100, ".xls"),
    "no workbook at all": (lambda _form: b"xin chao", "không phải là tệp Excel"),
    "nothing": (lambda _form: b"", "không phải là tệp Excel"),
    "half a file": (lambda form: form[: len(form) // 2], "không phải là tệp Excel"),
    "another archive": (lambda form: _repacked(form, _without_workbook), "không phải là tệp Excel"),
    "a bomb": (lambda form: _repacked(form, _with_bomb), "lớn bất thường"),
    "an entity": (lambda form: _repacked(form, _with_entity), "nội dung lạ"),
    "half a sheet": (lambda form: _repacked(form, _cut_in_half), "hỏng"),
    "a lost sheet": (lambda form: _repacked(form, _without_sheet), ""),
}


@pytest.mark.parametrize(("spoil", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_damaged_and_hostile_workbooks_are_refused(workplace, everything, spoil, message):
    path = workplace / "biểu.xlsx"
    path.write_bytes(spoil(form_bytes(everything, MOMENT)))
    lines = told(load(path))
    assert any(message in line for line in lines), lines


def test_flipped_bytes_give_problems_and_never_a_crash(workplace, everything):
    import random

    chance = random.Random(1)
    whole = form_bytes(everything, MOMENT)
    path = workplace / "biểu.xlsx"
    for _time in range(60):
        spoiled = bytearray(whole)
        for _flip in range(chance.randrange(1, 6)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        path.write_bytes(bytes(spoiled))
        built = load(path)
        assert (built.criteria_set is None) == bool(built.problems)
