"""Writes a document as an Excel sheet: numbers as numbers, words as words, ready to print.

Every text is written as a string, so that one beginning with "=", "+", "-" or "@" is never run as a
formula and an address never becomes a link.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from reportlab.pdfbase.pdfmetrics import stringWidth

from friendly_desktop.services.documents import fonts
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
_POINTS_PER_MM = 72 / _MM_PER_INCH
#: What Excel keeps free at the sides of a cell, and how much wider than on paper it may set letters.
_CELL_MARGIN = 5.0
_WIDER = 1.05
#: The header block finds an edge of a column within this many millimetres of where it divides, or one is made.
_NEAR = 15.0


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
    return packed_alike(target)


def packed_alike(workbook: BytesIO) -> bytes:
    """The workbook packed so that the same content gives the same bytes on every system."""
    # A ZIP remembers the system it was packed on; Windows and Linux are to give the same bytes.
    packed = BytesIO()
    with ZipFile(workbook) as made, ZipFile(packed, "w") as alike:
        for info in made.infolist():
            content = made.read(info)
            info.create_system = 0
            alike.writestr(info, content)
    return packed.getvalue()


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
        self.widths, self.starts = _physical_columns(document, self.table)
        self.last = len(self.widths) - 1
        self.row = 0
        self.formats: dict[_Look, Any] = {}

    def write(self) -> None:
        """Write all blocks and the print set-up."""
        for column, width in enumerate(self.widths):
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
        self.sheet.set_row(self.row, _height(block, sum(self.widths)))
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
                height = max(height, _height(paragraph, sum(self.widths[first : last + 1])))
            self.sheet.set_row(self.row, height)
            self.row += 1
        self.row += 1

    def _boundary(self, width: float) -> int:
        """The column at which the right stack begins: the nearest edge to ``width``, never the first."""
        edges = [sum(self.widths[:column]) for column in range(1, self.last + 1)]
        return 1 + min(range(len(edges)), key=lambda index: abs(edges[index] - width))

    def _table(self, table: Table) -> None:
        head = self.row
        for row in table.head:
            self._table_row(row, joined_below=set(), middle=True)
        self.sheet.repeat_rows(head, self.row - 1)
        for index, row in enumerate(table.rows):
            following = table.rows[index + 1] if index + 1 < len(table.rows) else None
            self._table_row(row, _joined(following) if following else set(), middle=False)
        self.row += 1

    def _table_row(self, row: Row, joined_below: set[int], middle: bool) -> None:
        column = 0
        height = 0.0
        for cell in row.cells:
            paragraph = cell.blocks[0] if cell.blocks else Paragraph(())
            run = paragraph.runs[0] if paragraph.runs else Run("")
            look = _Look(
                run.bold, run.italic, 12, _alignment(paragraph.align),
                border=1 if column in joined_below else 2, top=0 if cell.joined else 1,
                shade=row.shade, middle=middle,
            )  # fmt: skip
            first, last = self.starts[column], self.starts[column + cell.span] - 1
            self._cell(first, last, cell, look)
            width = sum(self.widths[first : last + 1])
            height = max(height, sum(_height(block, width) for block in cell.blocks))
            column += cell.span
        self.sheet.set_row(self.row, height)  # not every program finds it from wrapped words itself
        self.row += 1

    def _cell(self, first: int, last: int, cell: Cell, look: _Look) -> None:
        if last > first:
            self._across(first, last, cell.text, look)
        elif cell.number is not None:
            self.sheet.write_number(self.row, first, cell.number, self._format(look))
        elif cell.text:
            self.sheet.write_string(self.row, first, drawable(cell.text), self._format(look))
        else:
            self.sheet.write_blank(self.row, first, None, self._format(look))

    def _across(self, first: int, last: int, text: str, look: _Look) -> None:
        made = self._format(look)
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", made)
        self.sheet.write_string(self.row, first, drawable(text), made)


def _physical_columns(document: Document, table: Table) -> tuple[list[float], list[int]]:
    """The columns of the sheet and where each column of the table starts among them.

    A column of the table is divided where the header block would find no edge near its middle; the
    halves are merged again in every row of the table.

    Returns:
        The widths (mm), and one start for each column of the table and one for the end.
    """
    block = next((block for block in document.blocks if isinstance(block, Columns)), None)
    edges = [sum(table.widths[:column]) for column in range(len(table.widths) + 1)]
    starts = list(range(len(edges)))
    widths = list(table.widths)
    if block is None or min(abs(edge - block.widths[0]) for edge in edges[1:-1]) <= _NEAR:
        return widths, starts
    column = next(index for index in range(len(widths)) if edges[index + 1] > block.widths[0])
    left = block.widths[0] - edges[column]
    widths[column : column + 1] = [left, widths[column] - left]
    return widths, [start + (1 if start > column else 0) for start in starts]


def _height(paragraph: Paragraph, width: float) -> float:
    """The height (points) that the wrapped words need in a cell of ``width`` mm.

    Measured with the shipped serif, whose letters are as wide as those of Times New Roman.
    """
    room = (width * _POINTS_PER_MM - _CELL_MARGIN) / _WIDER
    run = paragraph.runs[0] if paragraph.runs else Run("")
    face = fonts.face(run.bold, run.italic)
    space = stringWidth(" ", face, paragraph.size)
    lines = 0
    for line in drawable(paragraph.text).split("\n"):
        used = 0.0
        lines += 1
        for word in line.split(" "):
            length = stringWidth(word, face, paragraph.size)
            if used and used + space + length > room:
                lines += 1
                used = 0.0
            used += length + (space if used else 0)
            while used > room:  # a word longer than the line goes on in the next
                lines += 1
                used -= room
    return max(15.75, lines * paragraph.size * 1.3 + 2)


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
