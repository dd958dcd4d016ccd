"""A register as an Excel workbook: one sheet a layout, every cell a text, ready to print.

Numbers of people and of papers are texts too: an identity number keeps its zeros, and nothing that begins with
"=", "+", "-" or "@" is ever run as a formula.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from friendly_desktop.domain.cases.register import BookPaper, PageDress, RegisterRow
from friendly_desktop.services.documents.fonts import drawable
from friendly_desktop.services.documents.register_pages import PageDrawing
from friendly_desktop.services.documents.xlsx import packed_alike

_PAPER_NUMBERS = {BookPaper.A3: 8, BookPaper.A4: 9}
_MM_PER_CHARACTER = 1.9
_MM_PER_INCH = 25.4
_LETTERS = 11
#: Excel's limits: letters in a cell, points of a row.
_LONGEST = 32_767
_HIGHEST = 409.0
_CUT = "… (xem bản in)"


class RegisterWorkbook:
    """A workbook being made."""

    def __init__(self, title: str, author: str) -> None:
        """Begin a workbook of this name."""
        self._target = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book: Any = xlsxwriter.Workbook(self._target, options)
        self._book.set_properties(
            {"title": title, "author": author, "created": datetime(2000, 1, 1, tzinfo=UTC)}
        )
        self.rows = 0

    def add(self, name: str, dress: PageDress, rows: Iterable[RegisterRow]) -> None:
        """Write a sheet.

        Args:
            name: the tab, at most 31 letters.
            dress: the columns and what stands over them.
            rows: read as they are written.
        """
        sheet = self._book.add_worksheet(name)
        drawing = PageDrawing(dress)
        last = len(dress.columns) - 1
        for place, column in enumerate(dress.columns):
            sheet.set_column(place, place, column.widths[dress.paper.value] / _MM_PER_CHARACTER)
        sheet.merge_range(0, 0, 0, last, dress.title.upper(), self._format(bold=True, size=16))
        under = f"{dress.office}. {dress.subtitle}"
        sheet.merge_range(1, 0, 1, last, f"{under}. {dress.form}" if dress.form else under, self._format())
        head = self._head(sheet, dress, 3)
        sheet.repeat_rows(3, head - 1)
        sheet.freeze_panes(head, 0)
        looks = [
            self._format(border=True, middle=column.centred, text=True, top=True) for column in dress.columns
        ]
        at = head
        for row in rows:
            for place, column in enumerate(dress.columns):
                sheet.write_string(at, place, _cell(row.values.get(column.field, "")), looks[place])
            lines = drawing.lay(row).lines
            sheet.set_row(at, min(lines * _LETTERS * 1.35 + 4, _HIGHEST))
            at += 1
            self.rows += 1
        self._print_setup(sheet, dress, at, last)

    def close(self) -> bytes:
        """The whole file."""
        self._book.close()
        return packed_alike(self._target)

    def _head(self, sheet: Any, dress: PageDress, at: int) -> int:
        """Write the head of the table; returns the first row under it."""
        look = self._format(bold=True, border=True)
        grouped = any(column.group for column in dress.columns)
        below = at + 1 if grouped else at
        place = 0
        while place < len(dress.columns):
            column = dress.columns[place]
            stop = place + 1
            while column.group and stop < len(dress.columns) and dress.columns[stop].group == column.group:
                stop += 1
            if column.group:
                sheet.merge_range(at, place, at, stop - 1, column.group, look)
            for one in range(place, stop):
                title = dress.columns[one].title
                if grouped and not column.group:
                    sheet.merge_range(at, one, below, one, title, look)
                else:
                    sheet.write_string(below, one, title, look)
            place = stop
        sheet.set_row(below, 64)
        small = self._format(border=True, italic=True, size=9)
        for one, column in enumerate(dress.columns):
            sheet.write_string(below + 1, one, f"({column.number})", small)
        return below + 2

    def _print_setup(self, sheet: Any, dress: PageDress, rows: int, last: int) -> None:
        sheet.set_paper(_PAPER_NUMBERS[dress.paper])
        sheet.set_landscape()
        sheet.set_margins(
            left=20 / _MM_PER_INCH, right=10 / _MM_PER_INCH, top=12 / _MM_PER_INCH, bottom=15 / _MM_PER_INCH
        )
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, max(rows - 1, 3), last)
        sheet.set_footer('&C&"Times New Roman,Regular"&11Trang &P')
        sheet.hide_gridlines(2)

    def _format(
        self,
        *,
        bold: bool = False,
        italic: bool = False,
        size: float = _LETTERS,
        border: bool = False,
        middle: bool = True,
        text: bool = False,
        top: bool = False,
    ) -> Any:
        made = {
            "font_name": "Times New Roman",
            "font_size": size,
            "bold": bold,
            "italic": italic,
            "align": "center" if middle else "left",
            "valign": "top" if top else "vcenter",
            "text_wrap": True,
            "border": 1 if border else 0,
            "num_format": "@" if text else "General",
        }
        return self._book.add_format(made)


def _cell(text: str) -> str:
    shown = drawable(text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - len(_CUT)] + _CUT
