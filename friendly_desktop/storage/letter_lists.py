"""Opens strangers' lists (XLSX, CSV, TSV) as headings and rows of text; nothing in them is ever run.

A cell becomes the text that a person saw: dates as dd/mm/yyyy, numbers without ".0", numbers with the
zeros of their format. What Excel may have spoilt (a number of more than 15 digits, a formula without a
value) is told at the row.
"""

import re
import stat
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from friendly_desktop.domain.letters.list_notes import notes_below
from friendly_desktop.domain.letters.lists import (
    SEARCHED_ROWS,
    Heading,
    LetterList,
    ListRow,
    column_letters,
    find_heading,
    is_counting,
)
from friendly_desktop.domain.text import clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, whole_number
from friendly_desktop.i18n import _
from friendly_desktop.storage.delimited import DelimitedRefusedError, read_delimited, unguarded
from friendly_desktop.storage.safe_files import reachable, reason
from friendly_desktop.storage.workbooks import Sheet, WorkbookRefusedError, read_sheet

MOST_ROWS = 60_000
MOST_COLUMNS = 100
_LARGEST_FILE = 60_000_000
_EXACT_DIGITS = 15
_ZEROS = re.compile(r"0{2,}")
#: How web systems keep the zeros of a number in a text file: ="0123". It is a text, not a calculation.
_QUOTED_NUMBER = re.compile(r'="([^"=]*)"')
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file held, of either kind."""

    rows: list[tuple[int, tuple[str, ...]]]
    filled: int
    remarks: Sequence[str] = ()
    sheet: str = ""
    others: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    of_rows: Mapping[int, Sequence[str]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


#: Finds the heading among the filled rows, given the areas of joined cells.
HeadingFinder = Callable[
    [Sequence[tuple[int, tuple[str, ...]]], Sequence[tuple[int, int, int, int]]], Heading | None
]


def open_list(
    path: Path,
    sheet: str | None = None,
    watch: Callable[[int], None] = lambda _row: None,
    heading: HeadingFinder = find_heading,
) -> LetterList:
    """The list in a file.

    Args:
        path: an XLSX workbook or a text file with columns, whatever its name ends with.
        sheet: the tab; None means the first visible one with something in it.
        watch: told how many rows were read, now and then; may raise to stop.
        heading: finds the heading, for lists that are not of people.

    Raises:
        AppError: ``list_unreadable``, ``list_empty`` or ``list_too_long``, with what to do.
    """
    content = _content(path)
    if content.startswith((_ZIP, _OLE)):
        return _from_workbook(content, sheet, watch, heading)
    if content.startswith(_OTHER_KINDS):
        raise _unreadable(_("Tệp «{name}» không phải là bảng Excel hay CSV.").format(name=path.name))
    return _from_text(content, watch, heading)


def _content(path: Path) -> bytes:
    path = reachable(path)
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe or a device may never end
            message = _("«{name}» không phải là tệp Excel hay CSV.").format(name=path.name)
            raise _unreadable(message, _("Hãy chọn một tệp danh sách."))
        if facts.st_size > _LARGEST_FILE:
            message = _("Tệp lớn hơn 60 MB nên không được mở; hãy xóa hình ảnh và các trang thừa.")
            raise _unreadable(message)
        content = path.read_bytes()
    except PermissionError as error:
        message = _("Không đọc được tệp «{name}». Có lẽ tệp đang mở trong Excel.").format(name=path.name)
        raise _unreadable(message, _("Hãy đóng tệp trong Excel rồi làm lại.")) from error
    except OSError as error:
        message = _("Không đọc được tệp «{name}»: {why}.").format(name=path.name, why=reason(error))
        raise _unreadable(message, _("Hãy kiểm tra lại đường dẫn.")) from error
    if not content.strip(b"\x00 \t\r\n"):
        raise _empty()
    return content


def _from_workbook(
    content: bytes, sheet: str | None, watch: Callable[[int], None], heading: HeadingFinder
) -> LetterList:
    lost: set[tuple[int, int]] = set()

    def text_of(cell: Any) -> str:
        value = cell.value
        if isinstance(value, int | float) and abs(value) >= 10**_EXACT_DIGITS:
            lost.add((cell.row, cell.column))
        return cell_text(value, cell.number_format if isinstance(value, int | float) else "")

    try:
        read = read_sheet(content, sheet, MOST_ROWS + 100, MOST_COLUMNS, text_of=text_of, watch=watch)
    except WorkbookRefusedError as error:
        raise _unreadable(str(error)) from error
    return _list(
        _Found(
            _filled_down(read),
            read.filled,
            _sheet_remarks(read),
            read.name,
            tuple(name for name, _visible in read.sheets if name != read.name),
            read.merged,
            _row_remarks(read, lost),
            read.hidden_rows,
        ),
        heading,
    )


def _from_text(content: bytes, watch: Callable[[int], None], heading: HeadingFinder) -> LetterList:
    try:
        read = read_delimited(content, MOST_ROWS + 100, MOST_COLUMNS, watch)
    except DelimitedRefusedError as error:
        raise _unreadable(str(error)) from error
    rows = [(number, tuple(_delimited_text(cell) for cell in cells)) for number, cells in read.rows]
    return _list(_Found(rows, read.filled, read.remarks), heading)


def cell_text(value: Any, number_format: str = "") -> str:
    """A value of a workbook as the text a person saw.

    Args:
        value: as openpyxl gives it.
        number_format: "000000000000" writes the zeros that an identity number begins with.
    """
    match value:
        case bool():
            return _("Có") if value else _("Không")
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return short_date(value.date())
        case datetime():
            return f"{short_date(value.date())} {value:%H:%M}"
        case date():
            return short_date(value)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case int() | float():
            return _number_text(value, number_format)
        case str():
            return clean_text(value.replace("_x000D_", ""))
        case _:
            return clean_text(str(value))


def _number_text(value: float, number_format: str) -> str:
    if not isfinite(value):
        return ""
    if value == int(value):
        text = str(int(value))
        return text.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) and value >= 0 else text
    return format(Decimal(repr(value)), "f").replace(".", ",")


def _delimited_text(cell: str) -> str:
    quoted = _QUOTED_NUMBER.fullmatch(cell.strip())
    return clean_text(quoted[1] if quoted else unguarded(cell))


def _filled_down(read: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    """The rows with the text of a cell that is joined over several rows in each of them."""
    rows = dict(read.rows)
    numbers = list(rows)  # from the top
    for top, column, bottom, right in read.merged:
        cells = rows.get(top, ())
        text = cells[column - 1] if column == right <= len(cells) else ""
        if not text:
            continue
        # Rows that hold nothing else are not there, and stay away.
        for number in numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]:
            wide = [*rows[number], *[""] * (column - len(rows[number]))]
            wide[column - 1] = wide[column - 1] or text
            rows[number] = tuple(wide)
    return list(rows.items())


def _list(found: _Found, find: HeadingFinder) -> LetterList:
    heading = find(found.rows, found.merged)
    if heading is None:
        if not found.rows:
            raise _empty()
        raise AppError(
            "list_without_heading",
            _("Không tìm thấy dòng tiêu đề"),
            _("Trong {n} dòng đầu không có dòng nào giống tiêu đề cột như «Họ và tên».").format(
                n=min(len(found.rows), SEARCHED_ROWS)
            ),
            _("Hãy thêm một dòng ghi tên các cột ngay trên dòng đầu tiên của danh sách."),
        )
    body = found.rows[heading.below :]
    if found.filled - heading.below > MOST_ROWS:
        raise AppError(
            "list_too_long",
            _("Danh sách quá dài"),
            _("Danh sách có {n} dòng; mỗi lần nhận nhiều nhất {most} dòng.").format(
                n=whole_number(found.filled - heading.below), most=whole_number(MOST_ROWS)
            ),
            _("Hãy chia danh sách thành nhiều tệp."),
        )
    counting = [place for place, text in enumerate(heading.texts) if is_counting(text)]
    width = max([len(heading.texts), *(len(cells) for _number, cells in body)])
    headings = (*heading.texts, *(column_letters(place + 1) for place in range(len(heading.texts), width)))
    told = list(found.remarks)
    end = notes_below([cells for _number, cells in body], counting)
    if end < len(body):
        told.append(
            _("Bỏ qua {n} dòng ghi chú dưới bảng (dòng {first} đến dòng {last}).").format(
                n=len(body) - end, first=body[end][0], last=body[-1][0]
            )
        )
        body = body[:end]
    kept = tuple(
        ListRow(number, cells, tuple(found.of_rows.get(number, ())), number in found.hidden)
        for number, cells in body
        # A row whose only other cells are formulas without a value is a row all the same.
        if number in found.of_rows
        or any(text.strip() for place, text in enumerate(cells) if place not in counting)
    )
    if not kept:
        raise _empty()
    if len(kept) < len(body):
        told.append(_("Bỏ qua {n} dòng chỉ có số thứ tự.").format(n=whole_number(len(body) - len(kept))))
    return LetterList(found.sheet, found.others, headings, kept, tuple(told))


def _sheet_remarks(read: Sheet) -> list[str]:
    told = []
    hidden = [number for number, _cells in read.rows if number in read.hidden_rows]
    if hidden:
        told.append(
            _("Có {n} dòng đang bị ẩn hoặc bị lọc trong Excel; các dòng này chưa được chọn.").format(
                n=whole_number(len(hidden))
            )
        )
    width = max((len(cells) for _number, cells in read.rows), default=0)
    columns = sorted(number for number in read.hidden_columns if number <= width)
    if columns:
        told.append(
            _("Cột đang bị ẩn trong Excel: {columns}.").format(
                columns=", ".join(column_letters(number) for number in columns)
            )
        )
    tabs = [name for name, visible in read.sheets if not visible]
    if tabs:
        told.append(_("Trang đang bị ẩn trong Excel: {sheets}.").format(sheets=", ".join(tabs)))
    return told


def _row_remarks(read: Sheet, lost: set[tuple[int, int]]) -> dict[int, list[str]]:
    told: dict[int, list[str]] = {}
    for number, column in sorted(read.unknown):
        message = _("Ô {cell} là công thức chưa có kết quả; hãy mở và lưu lại bằng Excel.")
        told.setdefault(number, []).append(message.format(cell=f"{column_letters(column)}{number}"))
    for number, column in sorted(lost):
        message = _("Ô {cell} là số dài hơn 15 chữ số nên Excel đã làm tròn; hãy nhập lại dưới dạng chữ.")
        told.setdefault(number, []).append(message.format(cell=f"{column_letters(column)}{number}"))
    return told


def _empty() -> AppError:
    return AppError(
        "list_empty",
        _("Danh sách trống"),
        _("Không có dòng nào dưới dòng tiêu đề."),
        _("Hãy kiểm tra lại tệp và trang đã chọn."),
    )


def _unreadable(message: str, hint: str = "") -> AppError:
    return AppError("list_unreadable", _("Không mở được danh sách"), message, hint)
