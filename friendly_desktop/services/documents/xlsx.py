"""Writes a document as an Excel sheet: numbers as numbers, words as words, ready to print.

Every text is written as a string, so that one beginning with "=", "+", "-" or "@" is never run as a
formula and an address never becomes a link.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from friendly_desktop.services.documents.fonts import drawable
from friendly_desktop.services.documents.model import (
    Align,
    Cell,
    Columns,
    Document,
    Paragraph,
    Row,
    Run,
    Space,
    Table,
)

_A4 = 9
_MM_PER_CHARACTER = 1.9
_MM_PER_INCH = 25.4
#: Excel measures no merged cells; lines are counted by this many characters a millimetre at 1 point.
_CHARACTERS = 5.6
_POINTS_PER_MM = 2.835


def xlsx_bytes(document: Document, sheet_name: str) -> bytes:
    """The document as a workbook with one sheet; its columns are those of its table.

    Args:
        document: a document with exactly one table.
        sheet_name: the tab, at most 31 characters.
    """
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties(
            {
                "title": document.title,
                "author": document.author,
                "created": datetime(2000, 1, 1, tzinfo=UTC),  # the same input gives the same bytes
            }
        )
        _Sheet(workbook, document, sheet_name).write()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Look:
    """What distinguishes one cell format from another."""

    bold: bool = False
    italic: bool = False
    size: float = 12
    align: str = "left"
    border: int = 0
    top: int = 0
    shade: float = 0
    middle: bool = False


class _Sheet:
    """The sheet under construction and the row that comes next."""

    def __init__(self, workbook: Any, document: Document, name: str) -> None:
        self.workbook = workbook
        self.document = document
        self.sheet = workbook.add_worksheet(name)
        self.table = next(block for block in document.blocks if isinstance(block, Table))
        self.last = len(self.table.widths) - 1
        self.row = 0
        self.formats: dict[_Look, Any] = {}

    def write(self) -> None:
        """Write all blocks and the print set-up."""
        for column, width in enumerate(self.table.widths):
            self.sheet.set_column(column, column, width / _MM_PER_CHARACTER)
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Columns):
                self._columns(block)
            elif isinstance(block, Table):
                self._table(block)
        self._print_setup()

    def _print_setup(self) -> None:
        page = self.document.page
        self.sheet.set_paper(_A4)
        if page.width > page.height:
            self.sheet.set_landscape()
        self.sheet.set_margins(
            left=page.left / _MM_PER_INCH,
            right=page.right / _MM_PER_INCH,
            top=page.top / _MM_PER_INCH,
            bottom=page.bottom / _MM_PER_INCH,
        )
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, self.row - 1, self.last)
        mark = f'&R&"Times New Roman,Bold"&11{self.document.mark}' if self.document.mark else ""
        self.sheet.set_header(f'&C&"Times New Roman,Regular"&13&P{mark}')
        self.sheet.hide_gridlines(2)

    def _format(self, look: _Look) -> Any:
        if look not in self.formats:
            made = {
                "font_name": "Times New Roman",
                "font_size": look.size,
                "bold": look.bold,
                "italic": look.italic,
                "align": look.align,
                "valign": "vcenter" if look.middle else "top",
                "text_wrap": True,
                "num_format": "General",
            }
            if look.border:
                made |= {"left": 1, "right": 1, "bottom": look.border - 1, "top": look.top}
            if look.shade:
                grey = round(255 * (1 - look.shade))
                made["bg_color"] = f"#{grey:02X}{grey:02X}{grey:02X}"
            self.formats[look] = self.workbook.add_format(made)
        return self.formats[look]

    def _paragraph(self, block: Paragraph) -> None:
        """Words over the whole width; the row is made as high as they need."""
        run = block.runs[0] if block.runs else Run("")
        look = _Look(run.bold, run.italic, block.size, _alignment(block.align))
        self._across(0, self.last, block.text, look)
        self.sheet.set_row(self.row, self._height(block, sum(self.table.widths)))
        self.row += 1

    def _columns(self, block: Columns) -> None:
        """The stacks side by side, line by line; the columns of the table are shared out between them."""
        split = self._boundary(block.widths[0])
        stacks = [list(_lines(stack)) for stack in block.cells]
        if block.before:
            self.row += 1
        for index in range(max(len(stack) for stack in stacks)):
            height = 15.0
            for stack, (first, last) in zip(stacks, ((0, split - 1), (split, self.last)), strict=True):
                if index >= len(stack):
                    continue
                paragraph = stack[index]
                if isinstance(paragraph, Space):
                    height = max(height, paragraph.height * _POINTS_PER_MM)
                    continue
                run = paragraph.runs[0] if paragraph.runs else Run("")
                self._across(
                    first,
                    last,
                    paragraph.text,
                    _Look(run.bold, run.italic, paragraph.size, _alignment(paragraph.align)),
                )
                height = max(height, self._height(paragraph, sum(self.table.widths[first : last + 1])))
            self.sheet.set_row(self.row, height)
            self.row += 1
        self.row += 1

    def _boundary(self, width: float) -> int:
        """The column at which the right stack begins: the nearest edge to ``width``, never the first."""
        edges = [sum(self.table.widths[:column]) for column in range(1, self.last + 1)]
        return 1 + min(range(len(edges)), key=lambda index: abs(edges[index] - width))

    def _table(self, table: Table) -> None:
        head = self.row
        for row in table.head:
            self._table_row(row, joined_below=set(), middle=True)
        self.sheet.repeat_rows(head, self.row - 1)
        self.sheet.freeze_panes(self.row, 0)
        for index, row in enumerate(table.rows):
            following = table.rows[index + 1] if index + 1 < len(table.rows) else None
            self._table_row(row, _joined(following) if following else set(), middle=False)
        self.row += 1

    def _table_row(self, row: Row, joined_below: set[int], middle: bool) -> None:
        column = 0
        for cell in row.cells:
            paragraph = cell.blocks[0] if cell.blocks else Paragraph(())
            run = paragraph.runs[0] if paragraph.runs else Run("")
            look = _Look(
                run.bold, run.italic, 12, _alignment(paragraph.align),
                border=1 if column in joined_below else 2, top=0 if cell.joined else 1,
                shade=row.shade, middle=middle,
            )  # fmt: skip
            self._cell(column, cell, look)
            column += cell.span
        self.row += 1

    def _cell(self, column: int, cell: Cell, look: _Look) -> None:
        if cell.number is not None and cell.span == 1:
            self.sheet.write_number(self.row, column, cell.number, self._format(look))
        elif cell.span > 1:
            self._across(column, column + cell.span - 1, cell.text, look)
        elif cell.text:
            self.sheet.write_string(self.row, column, drawable(cell.text), self._format(look))
        else:
            self.sheet.write_blank(self.row, column, None, self._format(look))

    def _across(self, first: int, last: int, text: str, look: _Look) -> None:
        made = self._format(look)
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", made)
        self.sheet.write_string(self.row, first, drawable(text), made)

    def _height(self, paragraph: Paragraph, width: float) -> float:
        """The height (points) that wrapped words need in merged cells of ``width`` mm."""
        per_line = max(1.0, width * _CHARACTERS / paragraph.size)
        lines = sum(max(1, -int(-len(line) // per_line)) for line in paragraph.text.split("\n"))
        return max(15.0, lines * paragraph.size * 1.3 + 2)


def _lines(stack: tuple[Paragraph | Space, ...]) -> list[Paragraph | Space]:
    """A stack with one line a row, so that both stacks of a block stay level."""
    rows: list[Paragraph | Space] = []
    for part in stack:
        if isinstance(part, Space):
            rows.append(part)
            continue
        run = part.runs[0] if part.runs else Run("")
        rows += [
            Paragraph((Run(line, run.bold, run.italic),), part.size, part.align)
            for line in part.text.split("\n")
        ]
    return rows


def _joined(row: Row) -> set[int]:
    """The columns of the row whose cells read as one with those above."""
    columns, column = set(), 0
    for cell in row.cells:
        if cell.joined:
            columns.add(column)
        column += cell.span
    return columns


def _alignment(align: Align) -> str:
    return "left" if align is Align.JUSTIFY else align.value
