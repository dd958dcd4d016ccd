"""The Excel sheets: numbers stay numbers, words are never run, the sheet is ready to print."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from friendly_desktop.services.documents.evidence_list import evidence_list
from friendly_desktop.services.documents.score_table import score_table
from friendly_desktop.services.documents.xlsx import xlsx_bytes
from tests.documents.sample import content, renamed, scored_set, task_set


def sheet_of(data: bytes) -> Worksheet:
    """The only sheet of a workbook."""
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[object]:
    """All values of a sheet, row by row."""
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_points_are_numbers() -> None:
    found = values(sheet_of(xlsx_bytes(score_table(content(scored_set(), surveys=True)), "Bảng điểm")))
    assert 8.75 in found
    assert 0.5 in found


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_words_that_look_like_a_formula_stay_words(start: str) -> None:
    name = f"{start}HYPERLINK('http://x')"
    sheet = sheet_of(xlsx_bytes(evidence_list(renamed(content(scored_set()), "a.pdf", name)), "Danh mục"))
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    assert sheet.cell(1, 1).hyperlink is None


def test_the_bytes_do_not_tell_the_system_they_were_made_on() -> None:
    with ZipFile(BytesIO(xlsx_bytes(score_table(content(scored_set())), "Bảng"))) as workbook:
        assert {member.create_system for member in workbook.infolist()} == {0}


def test_the_same_content_gives_the_same_bytes() -> None:
    first = xlsx_bytes(score_table(content(scored_set())), "Bảng điểm")
    assert xlsx_bytes(score_table(content(scored_set())), "Bảng điểm") == first


def test_the_head_is_repeated_and_one_page_wide() -> None:
    sheet = sheet_of(xlsx_bytes(score_table(content(scored_set())), "Bảng điểm"))
    assert sheet.print_title_rows
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_area


def test_a_task_list_lies_across_the_page() -> None:
    sheet = sheet_of(xlsx_bytes(score_table(content(task_set(200))), "Bảng"))
    assert sheet.page_setup.orientation == "landscape"
    assert sum("nội dung thứ" in str(value) for value in values(sheet)) == 200


def test_a_draft_is_marked_in_the_head_of_the_page() -> None:
    draft = replace(content(scored_set()), draft=True)
    sheet = sheet_of(xlsx_bytes(score_table(draft), "Bảng điểm"))
    assert sheet.oddHeader
    assert sheet.oddHeader.right
    assert "DỰ THẢO" in str(sheet.oddHeader.right.text)


def test_the_header_block_has_room_for_the_name_of_the_state() -> None:
    sheet = sheet_of(xlsx_bytes(score_table(content(scored_set())), "Bảng điểm"))
    cell = next(cell for row in sheet.iter_rows() for cell in row if "CỘNG HÒA" in str(cell.value))
    merged = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    letters = [get_column_letter(column) for column in range(merged.min_col, merged.max_col + 1)]
    assert sum(sheet.column_dimensions[letter].width for letter in letters) > 40
    assert cell.row
    assert sheet.row_dimensions[cell.row].height < 25


def test_a_long_line_of_a_divided_column_has_the_height_it_needs() -> None:
    sheet = sheet_of(xlsx_bytes(score_table(content(scored_set())), "Bảng điểm"))
    cell = next(
        cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Mục 1: Các cán bộ")
    )
    assert cell.row
    assert sheet.row_dimensions[cell.row].height > 3 * 12
