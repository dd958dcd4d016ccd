"""Any list on paper and in Excel: what is on the screen, no more, and nothing that could run."""

import errno
import io
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.listing import ListCell, ListColumn, Listing, list_cell
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.documents.list_papers import MOST_PRINTED, list_paper, list_sheet
from friendly_desktop.services.written_files import is_whole
from friendly_desktop.storage import safe_files
from friendly_desktop.storage.pdfium import page_count

COLUMNS = (
    ListColumn("Số"),
    ListColumn("Ngày"),
    ListColumn("Người, nội dung"),
    ListColumn("Điểm", right=True),
)


def a_row(number: int, words: str = "Nguyễn Văn Đức") -> tuple[ListCell, ...]:
    return (
        ListCell(f"2026-{number:03}"),
        list_cell(date(2026, 11, 20), "20/11/2026"),
        ListCell(words),
        list_cell(Decimal("2.5"), "2,5"),
    )


def a_list(rows: int = 3, words: str = "Nguyễn Văn Đức") -> Listing:
    return Listing("Danh sách vụ việc", COLUMNS, [a_row(n, words) for n in range(rows)], "Quá hạn")


def test_numbers_and_days_stay_what_they_are_and_words_stay_words() -> None:
    sheet = load_workbook(BytesIO(list_sheet(a_list()))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Số", "Ngày", "Người, nội dung", "Điểm"]
    code, day, words, points = (cell.value for cell in sheet[2])
    assert (code, words, points) == ("2026-000", "Nguyễn Văn Đức", 2.5)
    assert day.date() == date(2026, 11, 20)  # type: ignore[union-attr]
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("words", ["=1+1", "+84 912 345 678", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=2"])
def test_nothing_typed_by_anybody_is_run_as_a_formula(words: str) -> None:
    sheet = load_workbook(BytesIO(list_sheet(a_list(1, words)))).active
    assert sheet is not None
    assert sheet["C2"].data_type == "s"
    assert sheet["C2"].value == words
    assert sheet["C2"].quotePrefix


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2_700_000, "2,7 MB"),  # rounded for people
        (Decimal("2.49"), "2,5"),
        (True, "Có"),
        (date(2026, 11, 20), "thứ Sáu, 20/11/2026"),
        ("034090001234", "•••• 1234"),  # masked
        (None, ""),
    ],
)
def test_what_the_screen_masks_or_rounds_does_not_come_out_behind_it(value: object, text: str) -> None:
    assert list_cell(value, text) == ListCell(text)


def test_a_paper_has_title_office_day_and_number_of_lines(services: Services) -> None:
    office = Office(name="An Bình")
    paper = list_paper(office, a_list(12), date(2026, 11, 20))
    words = "\n".join(one.text for one in paper.paragraphs())
    assert "Danh sách vụ việc" in words
    assert "Quá hạn · 12 dòng" in words
    assert "xã An Bình" in words
    assert "In ngày 20/11/2026" in words
    assert page_count(services.lists.pdf(a_list(12))) == 1


def test_a_wide_list_lies_across_the_page() -> None:
    long = a_list(5, "Đề nghị xem xét giải quyết tranh chấp ranh giới thửa đất và lối đi chung của ngõ xóm")
    wide = Listing(long.title, long.columns + COLUMNS[2:3] * 2, [(*row, row[2], row[2]) for row in long.rows])
    assert list_paper(Office(), a_list(), date(2026, 1, 1)).page.width == 210
    assert list_paper(Office(), wide, date(2026, 1, 1)).page.width == 297


def test_a_list_longer_than_paper_says_how_much_of_it_is_printed() -> None:
    row = a_row(1)
    paper = list_paper(Office(), Listing("Sổ", COLUMNS, [row] * (MOST_PRINTED + 5)), date(2026, 1, 1))
    words = [one.text for one in paper.paragraphs()][:6]
    assert any("3.005 dòng · chỉ in 3.000 dòng đầu" in one for one in words)


def test_strange_signs_are_printed_as_boxes_instead_of_stopping_the_list(services: Services) -> None:
    assert services.lists.pdf(a_list(1, "tệp 😀\u0007 và\nxuống dòng")).startswith(b"%PDF")


def test_an_empty_list_is_told(services: Services, desk: Path) -> None:
    with pytest.raises(AppError, match="Danh sách đang trống"):
        services.lists.pdf(a_list(0))
    with pytest.raises(AppError, match="Danh sách đang trống"):
        services.lists.write_sheet(a_list(0), desk / "a.xlsx")
    assert not list(desk.iterdir())


def test_a_full_disk_leaves_the_earlier_file(
    services: Services, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = desk / "Danh sách.xlsx"
    services.lists.write_sheet(a_list(), target)
    before = target.read_bytes()

    def full(_stream: IO[bytes]) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(safe_files.os, "fsync", full)
    with pytest.raises(AppError) as refused:
        services.lists.write_sheet(a_list(9), target)
    assert refused.value.code == "disk_full"
    assert target.read_bytes() == before
    assert [one.name for one in desk.iterdir()] == ["Danh sách.xlsx"]


def test_it_can_be_stopped_and_then_nothing_is_written(services: Services, desk: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            pass

        def checkpoint(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        services.lists.write_sheet(a_list(), desk / "a.xlsx", Stopped())
    assert not list(desk.iterdir())


def test_the_same_list_makes_the_same_bytes() -> None:
    assert list_sheet(a_list()) == list_sheet(a_list())


@pytest.mark.parametrize("reads", [1, 2])
def test_a_stick_pulled_while_a_list_is_read_back_is_told(
    reads: int, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "danh sách.xlsx"
    real, seen = io.open, list[str]()

    def pulled(file: Any, mode: str = "r", *more: Any, **how: Any) -> IO[Any]:
        if not isinstance(file, int) and Path(file) == target and mode in {"r", "rb"}:
            seen.append(mode)
            if len(seen) == reads:
                raise OSError(errno.ENODEV, "No such device")
        return real(file, mode, *more, **how)

    monkeypatch.setattr(io, "open", pulled)
    with pytest.raises(AppError) as told:
        services.lists.write_sheet(a_list(), target)
    assert told.value.code == "file_unwritable"
    assert len(seen) == reads


def test_an_excel_file_with_any_byte_changed_is_not_whole_or_reads_the_same(tmp_path: Path) -> None:
    package, file = BytesIO(), tmp_path / "danh sách.xlsx"
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>" * 3)
    sound = package.getvalue()
    found = set()
    for place in range(len(sound)):
        for byte in {255, sound[place] ^ 1} - {sound[place]}:
            file.write_bytes(sound[:place] + bytes([byte]) + sound[place + 1 :])
            with suppress(OSError):  # the whole file is said to lie before its beginning
                found.add(is_whole(file, 0))
    assert found == {False, True}
