"""Opens workbooks of strangers: hostile and damaged ones are refused, the others become sparse grids."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from friendly_desktop.i18n import _
from friendly_desktop.storage.zip_damage import ZIP_DAMAGE

_LARGEST_UNPACKED = 50_000_000
_LARGEST_LIST = 150_000_000  # a list of 50,000 rows with many columns
_MOST_PARTS = 500
_LAST_ROW = 1_048_576
_MOST_WALKED = 2 * _LAST_ROW  # rows of all sheets together, the empty ones between others too
_LAST_COLUMN = 16_384
_MOST_MERGED = 200_000
_LONGEST_PIECE = 300_000  # bytes; 32 767 letters in a cell, each written as "&quot;" or in four bytes
# A tag ends before the next "<", and nothing is tried twice: comments full of half tags must not take hours.
_MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s(?>[^<>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")'
)
_HIDDEN_ROW = re.compile(
    rb'<(?:\w{1,20}:)?row\s(?=(?>[^<>]*?\shidden="(?:1|true)"))(?>[^<>]*?\br="(\d{1,7})")'
)
_COLUMN = re.compile(rb"<(?:\w{1,20}:)?col\s[^<>]*+>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_NO_VALUE = re.compile(
    rb'<(?:\w{1,20}:)?c\s(?>[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")[^<>]*+>\s*+'
    rb"<(?:\w{1,20}:)?f\b[^<>]*+(?:(?<=/)>|>[^<]*+</(?:\w{1,20}:)?f>)"
    rb"\s*+(?:<(?:\w{1,20}:)?v\s*+/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s*+</(?:\w{1,20}:)?c>"
)

# What openpyxl and zipfile raise on damaged files; it has no exception of its own, and those of the two
# XML readers it uses have only SyntaxError in common.
_DAMAGE: tuple[type[Exception], ...] = (
    *ZIP_DAMAGE, SyntaxError, LookupError, TypeError, AttributeError, OSError, AssertionError,
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
    with _opened(content, _LARGEST_UNPACKED) as workbook, zipfile.ZipFile(io.BytesIO(content)) as archive:
        walk = _Walk(most_columns)
        return [_grid(sheet, archive, walk, most_rows) for sheet in workbook.worksheets]


def read_sheet(
    content: bytes,
    sheet: str | None,
    most_rows: int,
    most_columns: int,
    *,
    text_of: Callable[[Any], str],
    watch: Callable[[int], None],
) -> "Sheet":
    """One sheet as rows of text, read row by row so that a long list does not fill the memory.

    Args:
        content: the bytes of the file, of any kind.
        sheet: its name; None means the first visible one with something in it.
        most_rows: filled rows beyond this many are counted and not kept.
        most_columns: cells further to the right are not read.
        text_of: what stands for a cell with a value; formulas give the value Excel kept, none is run.
        watch: told the number of every thousandth row; may raise to stop.

    Raises:
        WorkbookRefusedError: it is no XLSX file, is encrypted, damaged or hostile, or has no such sheet.
    """
    with (
        _opened(content, _LARGEST_LIST, data_only=True) as workbook,
        zipfile.ZipFile(io.BytesIO(content)) as archive,
    ):
        walk = _Walk(most_columns)
        states = tuple((one.title, one.sheet_state == "visible") for one in workbook.worksheets)
        for page in workbook.worksheets:
            if page.title == sheet or (sheet is None and page.sheet_state == "visible"):
                read = _Reading(page, archive, states).read(walk, most_rows, text_of, watch)
                if read.rows or sheet is not None:
                    return read
        if sheet is not None:
            raise WorkbookRefusedError(_("Tệp không có trang «{sheet}».").format(sheet=sheet))
        return Sheet("", (), 0, (), frozenset(), frozenset(), frozenset(), states)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one sheet.

    Attributes:
        name: its tab.
        rows: the number of each filled row and its cells, "" where empty.
        filled: how many filled rows there are, the ones not kept too.
        merged: first row, first column, last row, last column of areas of joined cells, from 1.
        hidden_rows: the numbers of rows that Excel does not show.
        hidden_columns: the same for columns.
        unknown: row and column of formulas whose value the file does not carry.
        sheets: every tab of the workbook and whether it is visible.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    filled: int
    merged: tuple[tuple[int, int, int, int], ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    unknown: frozenset[tuple[int, int]]
    sheets: tuple[tuple[str, bool], ...]


class _Reading:
    """The reading of one sheet: values through openpyxl, what its streaming mode passes over from the XML."""

    def __init__(self, page: Any, archive: zipfile.ZipFile, sheets: tuple[tuple[str, bool], ...]) -> None:
        self.page = page
        self.part = archive.read(page._worksheet_path)  # noqa: SLF001 - nothing else of openpyxl tells where the sheet lies
        self.sheets = sheets

    def read(
        self, walk: "_Walk", most_rows: int, text_of: Callable[[Any], str], watch: Callable[[int], None]
    ) -> Sheet:
        kept: list[tuple[int, tuple[str, ...]]] = []
        filled = 0
        self.page.reset_dimensions()  # the size written in the file may lie
        for number, cells in walk.rows(self.page):
            if number % 1000 == 0:
                watch(number)
            texts = [text_of(cell) if cell.value is not None else "" for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                filled += 1
                if filled <= most_rows:
                    kept.append((number, tuple(texts)))
        return Sheet(
            self.page.title,
            tuple(kept),
            filled,
            _merged_areas(self.part),
            frozenset(int(number) for number in _HIDDEN_ROW.findall(self.part)),
            frozenset(
                number
                for column in (found[0] for found in islice(_COLUMN.finditer(self.part), _LAST_COLUMN))
                if _HIDDEN.search(column)
                for number in _column_range(column, walk.most_columns)
            ),
            frozenset((int(row), _column_number(name)) for name, row in _NO_VALUE.findall(self.part)),
            self.sheets,
        )


class _Walk:
    """Goes through the rows of sheets, and not on for ever: a file may say that its only row is the last one."""

    def __init__(self, most_columns: int) -> None:
        self.most_columns = most_columns
        self._walked = 0

    def rows(self, page: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The rows of a sheet by number, the empty ones between them too, without cells.

        Raises:
            WorkbookRefusedError: there are more than Excel has, or in all sheets more than anybody fills.
        """
        before: tuple[Any, ...] = ()
        for number, cells in enumerate(page.iter_rows(max_col=self.most_columns), 1):
            self._walked += 1
            if number > _LAST_ROW or self._walked > _MOST_WALKED:
                raise WorkbookRefusedError(
                    _("Tệp Excel có nội dung lạ nên không được mở; hãy lưu lại bằng Excel.")
                )
            # openpyxl fills every gap with one and the same row of empty cells.
            yield number, () if cells is before else cells
            before = cells


def _column_range(element: bytes, most: int) -> range:
    ends = {name: int(number) for name, number in re.findall(rb'(min|max)="(\d{1,7})"', element)}
    return range(ends.get(b"min", 1), min(ends.get(b"max", 0), most) + 1)


@contextmanager
def _opened(content: bytes, largest: int, *, data_only: bool = False) -> Iterator[Any]:
    """The workbook in openpyxl's streaming mode; damage met anywhere inside the block is told."""
    message = _refusal(content, largest)
    if message:
        raise WorkbookRefusedError(message)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of dropdowns and styles that it does not know
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
            try:
                yield workbook
            finally:
                workbook.close()
    except _DAMAGE as error:
        message = _("Tệp Excel bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại thành tệp .xlsx mới.")
        raise WorkbookRefusedError(message) from error


def _refusal(content: bytes, largest: int) -> str:
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
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > largest:
                return _("Tệp Excel lớn bất thường nên không được mở; hãy xóa hình ảnh và các trang thừa.")
            if "xl/workbook.xml" not in archive.namelist():
                return _other_package(archive)
            for part in parts:
                # An entity in a document of an office program is an attack; so is a hidden encoding.
                head = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
                if (
                    b"<!DOCTYPE" in head
                    or b"<!ENTITY" in head
                    or head[:2] in (b"\xff\xfe", b"\xfe\xff")
                    or _has_long_piece(head)
                ):
                    return _("Tệp Excel có nội dung lạ nên không được mở; hãy lưu lại bằng Excel.")
    except _DAMAGE:
        return _("Đây không phải là tệp Excel .xlsx, hoặc tệp đã bị hỏng.")
    return ""


def _has_long_piece(part: bytes) -> bool:
    """Whether a tag, a comment or a text is longer than Excel writes any.

    The parser of XML goes over a piece again from its beginning with every block that is read, until its end is there:
    a comment of 50 MB would take a quarter of an hour.
    """
    for begin in range(0, len(part) - _LONGEST_PIECE, _LONGEST_PIECE):
        if part.find(b"<", begin, begin + _LONGEST_PIECE) < 0:
            return True
    for opens, closes in ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")):
        at = part.find(opens)
        while at >= 0:
            end = part.find(closes, at)
            if end < 0 or end - at > _LONGEST_PIECE:
                return True
            at = part.find(opens, end)
    return False


def _other_package(archive: zipfile.ZipFile) -> str:
    """What a packed file is that is no workbook of Excel, as far as it says so itself."""
    names = archive.namelist()
    if "xl/workbook.bin" in names:
        return _("Tệp thuộc dạng Excel .xlsb; hãy mở bằng Excel và lưu lại thành tệp .xlsx.")
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        return _("Tệp thuộc dạng LibreOffice (.ods); hãy mở bằng LibreOffice và lưu lại thành tệp .xlsx.")
    if "word/document.xml" in names:
        return _("Đây là tệp Word; hãy chép bảng sang Excel và lưu thành tệp .xlsx.")
    return _("Đây không phải là tệp Excel .xlsx.")


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet that hold something, by row and column from 1, and its merged areas."""

    name: str
    rows: dict[int, dict[int, Any]]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    too_long: bool


def _grid(sheet: Any, archive: zipfile.ZipFile, walk: _Walk, most_rows: int) -> Grid:
    rows: dict[int, dict[int, Any]] = {}
    sheet.reset_dimensions()  # the size written in the file may lie
    for _number, cells in walk.rows(sheet):
        filled = {cell.column: cell for cell in cells if cell.value is not None and str(cell.value).strip()}
        if filled:
            number = next(iter(filled.values())).row
            rows[number] = filled
            if number > most_rows:
                break
    too_long = max(rows, default=0) > most_rows
    # openpyxl knows merged areas only when it loads everything into memory.
    part = archive.read(sheet._worksheet_path)  # noqa: SLF001 - nothing else of openpyxl tells where the sheet lies
    return Grid(sheet.title, rows, _merged_areas(part), too_long)


def _merged_areas(part: bytes) -> tuple[tuple[int, int, int, int], ...]:
    """The areas from the top; one that overlaps another, as Excel forbids, is passed over."""
    areas = sorted(
        (_column_number(first), int(first_row), int(last_row), _column_number(last))
        for first, first_row, last, last_row in islice(
            (one.groups() for one in _MERGED.finditer(part)), _MOST_MERGED
        )
    )
    found: list[tuple[int, int, int, int]] = []
    ends: dict[int, int] = {}
    for first, first_row, last_row, last in areas:
        if first_row > ends.get(first, 0):
            ends[first] = last_row
            found.append((first_row, first, last_row, last))
    return tuple(sorted(found))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
