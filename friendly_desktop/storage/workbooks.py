"""Opens workbooks of strangers: hostile and damaged ones are refused, the others become sparse grids."""

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from friendly_desktop.i18n import _

_LARGEST_UNPACKED = 50_000_000
_MOST_PARTS = 500
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')

# What openpyxl and zipfile raise on damaged files; it has no exception of its own.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OSError, NotImplementedError, RuntimeError, LookupError, AssertionError, OverflowError,
)  # fmt: skip


class WorkbookRefusedError(Exception):
    """The workbook is not opened; the message is a translated sentence that says what to do."""


def read_grids(content: bytes, most_rows: int, most_columns: int) -> list["Grid"]:
    """Every sheet of a workbook.

    Args:
        content: the bytes of the file, of any kind.
        most_rows: a sheet with something below this row is marked ``too_long`` and not read further.
        most_columns: cells further to the right are not read.

    Raises:
        WorkbookRefusedError: it is no XLSX file, is encrypted, damaged or hostile.
    """
    message = _refusal(content)
    if message:
        raise WorkbookRefusedError(message)
    try:
        return _grids(content, most_rows, most_columns)
    except _DAMAGE as error:
        message = _("Tệp Excel bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại thành tệp .xlsx mới.")
        raise WorkbookRefusedError(message) from error


def _refusal(content: bytes) -> str:
    """Why the file must not even be parsed; "" when it may."""
    if content[:4] == b"\xd0\xcf\x11\xe0":
        if "EncryptedPackage".encode("utf-16-le") in content:
            return _(
                "Tệp có mật khẩu; hãy bỏ mật khẩu trong Excel (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại."
            )
        return _("Tệp thuộc dạng Excel cũ (.xls); hãy mở bằng Excel và lưu lại thành tệp .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                return _("Tệp Excel lớn bất thường nên không được mở; hãy xóa hình ảnh và các trang thừa.")
            if "xl/workbook.xml" not in archive.namelist():
                return _("Đây không phải là tệp Excel .xlsx.")
            for part in parts:
                # An entity in a document of an office program is an attack; so is a hidden encoding.
                head = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    return _("Tệp Excel có nội dung lạ nên không được mở; hãy lưu lại bằng Excel.")
    except _DAMAGE:
        return _("Đây không phải là tệp Excel .xlsx, hoặc tệp đã bị hỏng.")
    return ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet that hold something, by row and column from 1, and its merged areas."""

    name: str
    rows: dict[int, dict[int, Any]]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    too_long: bool


def _grids(content: bytes, most_rows: int, most_columns: int) -> list[Grid]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of dropdowns and styles that it does not know
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return [_grid(sheet, archive, most_rows, most_columns) for sheet in workbook.worksheets]
        finally:
            workbook.close()


def _grid(sheet: Any, archive: zipfile.ZipFile, most_rows: int, most_columns: int) -> Grid:
    rows: dict[int, dict[int, Any]] = {}
    sheet.reset_dimensions()  # the size written in the file may lie
    for cells in sheet.iter_rows(max_col=most_columns):
        filled = {cell.column: cell for cell in cells if cell.value is not None and str(cell.value).strip()}
        if filled:
            number = next(iter(filled.values())).row
            rows[number] = filled
            if number > most_rows:
                break
    too_long = max(rows, default=0) > most_rows
    # openpyxl knows merged areas only when it loads everything into memory.
    part = archive.read(sheet._worksheet_path)  # noqa: SLF001
    merged = tuple(
        (int(first_row), _column_number(first), int(last_row), _column_number(last))
        for first, first_row, last, last_row in _MERGED.findall(part)
    )
    return Grid(sheet.title, rows, merged, too_long)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
