"""A grid of laid-out cells for the PDF writer: rows measured once, broken well between pages.

ReportLab's own table copies and measures all the remaining rows at every page; a list of 5,000
documents then takes minutes. Here each row is measured once and a page takes what fits.
"""

from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak

_LINE = 0.5
#: A row higher than this share of the page may be broken, a lower one moves to the next page whole.
_TALL = 0.15
#: Height (points) worth starting a broken row in.
_WORTHWHILE = 60.0


@dataclass
class GridCell:
    """The flowables of a cell with the spaces between them; ``first`` is its leftmost column."""

    content: list[Flowable]
    first: int
    span: int = 1
    joined: bool = False
    middle: bool = False


@dataclass
class GridRow:
    """A row of cells and its height in points."""

    cells: list[GridCell]
    keep: bool = False
    shade: float = 0
    height: float = field(default=0, init=False)


class Grid(Flowable):
    """Rows of cells, with or without lines; the head is drawn again on every page.

    Args:
        widths: widths of the columns, in points.
        head, rows: what to draw.
        page_height: the height of the text area of a whole page, in points.
        ruled: whether lines are drawn; without them the grid is never broken.
        padding: space (points) in a cell: at the left and right, at the top, at the bottom.

    Set ``tail`` to the height (points) of what must not stand alone on the page after the grid: the
    last row then goes with it.
    """

    def __init__(
        self,
        widths: list[float],
        head: list[GridRow],
        rows: list[GridRow],
        page_height: float,
        *,
        ruled: bool = True,
        padding: tuple[float, float, float],
    ) -> None:
        super().__init__()
        self.widths = widths
        self.head = head
        self.rows = rows
        self.page_height = page_height
        self.ruled = ruled
        self.padding = padding
        self.tail = 0.0
        for row in head + rows:
            if not row.height:
                row.height = self._measure(row)

    def wrap(self, _available_width: float, available_height: float) -> tuple[float, float]:
        """The size of the whole grid; a height that does not fit where the tail would not fit."""
        height = sum(row.height for row in self.head) + sum(row.height for row in self.rows)
        if self.tail and len(self.rows) > 1 and height <= available_height < height + self.tail:
            return sum(self.widths), available_height + 1
        return sum(self.widths), height

    def beginning(self) -> float:
        """The height (points) of the head and the first row that may end a page."""
        height = sum(row.height for row in self.head)
        for row in self.rows:
            tall = row.height > self.page_height * _TALL
            height += _WORTHWHILE if tall else row.height
            if not row.keep:
                break
        return height

    def split(self, _available_width: float, available_height: float) -> list[Flowable]:
        """What fits on this page and the rest, or nothing when it is better to begin a new page."""
        if not self.ruled:
            return []
        room = available_height - sum(row.height for row in self.head)
        count, used = 0, 0.0
        while count < len(self.rows) and used + self.rows[count].height <= room:
            used += self.rows[count].height
            count += 1
        whole_page = available_height >= self.page_height - 1
        if count < len(self.rows):
            broken = self._break_row(self.rows[count], room - used, force=whole_page and count == 0)
            if broken:
                upper, lower = broken
                return [
                    self._part([*self.rows[:count], upper], last=False),
                    self._part([lower, *self.rows[count + 1 :]]),
                ]
        kept = min(count, len(self.rows) - 1)
        while kept > 0 and self.rows[kept - 1].keep:
            kept -= 1
        if kept == 0 and whole_page:
            kept = count
        if kept == 0:
            return []
        parts: list[Flowable] = [self._part(self.rows[:kept], last=False), self._part(self.rows[kept:])]
        if count == len(self.rows):  # all would fit, but the last row goes with the tail
            parts.insert(1, PageBreak())
        return parts

    def draw(self) -> None:
        """Draw head and rows from the top down."""
        canvas: Canvas = self.canv
        y = sum(row.height for row in self.head) + sum(row.height for row in self.rows)
        canvas.saveState()
        canvas.setLineWidth(_LINE)
        for index, row in enumerate(self.head + self.rows):
            self._draw_row(canvas, row, y, first=index <= len(self.head))
            y -= row.height
        if self.ruled:
            canvas.line(0, y, sum(self.widths), y)
        canvas.restoreState()

    def _part(self, rows: list[GridRow], last: bool = True) -> "Grid":
        part = Grid(self.widths, self.head, rows, self.page_height, ruled=self.ruled, padding=self.padding)
        part.tail = self.tail if last else 0
        part.spaceAfter = self.spaceAfter if last else 0
        return part

    def _inner_width(self, cell: GridCell) -> float:
        return sum(self.widths[cell.first : cell.first + cell.span]) - 2 * self.padding[0]

    def _measure(self, row: GridRow) -> float:
        return max(self._content_height(cell) for cell in row.cells) + self.padding[1] + self.padding[2]

    def _content_height(self, cell: GridCell) -> float:
        width = self._inner_width(cell)
        height = 0.0
        for index, flowable in enumerate(cell.content):
            height += flowable.wrap(width, 1e6)[1] + (flowable.getSpaceBefore() if index else 0)
            height += flowable.getSpaceAfter() if index + 1 < len(cell.content) else 0
        return height

    def _break_row(self, row: GridRow, room: float, force: bool) -> tuple[GridRow, GridRow] | None:
        """Break a tall row at ``room``; None when it should move to the next page as a whole."""
        if not force and (row.height < self.page_height * _TALL or room < _WORTHWHILE):
            return None
        inner = room - self.padding[1] - self.padding[2]
        upper, lower = GridRow([], shade=row.shade), GridRow([], row.keep, row.shade)
        for cell in row.cells:
            above, below = self._break_cell(cell, inner)
            upper.cells.append(GridCell(above, cell.first, cell.span, cell.joined))
            lower.cells.append(GridCell(below, cell.first, cell.span, True))
        if not any(cell.content for cell in upper.cells):
            return None
        upper.height, lower.height = self._measure(upper), self._measure(lower)
        return upper, lower

    def _break_cell(self, cell: GridCell, room: float) -> tuple[list[Flowable], list[Flowable]]:
        width = self._inner_width(cell)
        for index, flowable in enumerate(cell.content):
            height = flowable.wrap(width, 1e6)[1] + (flowable.getSpaceBefore() if index else 0)
            if height > room:
                parts = flowable.split(width, room - (flowable.getSpaceBefore() if index else 0))
                if len(parts) < 2:
                    return cell.content[:index], cell.content[index:]
                return [*cell.content[:index], parts[0]], [*parts[1:], *cell.content[index + 1 :]]
            room -= height + flowable.getSpaceAfter()
        return cell.content, []

    def _draw_row(self, canvas: Canvas, row: GridRow, top: float, first: bool) -> None:
        if row.shade:
            canvas.setFillGray(1 - row.shade)
            canvas.rect(0, top - row.height, sum(self.widths), row.height, stroke=0, fill=1)
            canvas.setFillGray(0)
        for cell in row.cells:
            left = sum(self.widths[: cell.first])
            right = left + sum(self.widths[cell.first : cell.first + cell.span])
            if self.ruled:
                if first or not cell.joined:
                    canvas.line(left, top, right, top)
                canvas.line(left, top, left, top - row.height)
                canvas.line(right, top, right, top - row.height)
            y = top - self.padding[1]
            if cell.middle:
                y -= (row.height - self.padding[1] - self.padding[2] - self._content_height(cell)) / 2
            for index, flowable in enumerate(cell.content):
                height = flowable.wrap(self._inner_width(cell), 1e6)[1]
                y -= height + (flowable.getSpaceBefore() if index else 0)
                flowable.drawOn(canvas, left + self.padding[0], y)
                y -= flowable.getSpaceAfter()
