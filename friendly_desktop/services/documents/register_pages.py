"""Draws the pages of a printed register: rows on lines, the head of the table on every page, "Trang n".

The words of a page are put on lines once; a page that was kept is drawn from its lines, not laid out again.
Lengths are points unless they say millimetres.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from io import BytesIO
from itertools import groupby

from friendly_desktop.domain.cases.register import (
    BookPaper,
    FilledPage,
    LaidRow,
    Measure,
    PageDress,
    RegisterRow,
)
from friendly_desktop.services.documents.layout import Layout, Placed, PlacedLine, PlacedText
from friendly_desktop.services.documents.lines import MM, LaidText, Line, Piece, Style, lay
from friendly_desktop.services.documents.model import (
    WHOLE,
    Align,
    Document,
    Page,
    Paragraph,
    Part,
    Run,
    paragraph,
)
from friendly_desktop.services.documents.page_content import Script
from friendly_desktop.services.documents.sheet_pdf import SheetFile

_LINE_HEIGHT = 1.17
_SIDE = 3.0  # between the lines of a table and the words
_TOP = 2.5
_NOTE_COLUMNS = 3
_NOTE_GAP = 12.0
_RUNNING = 16.0  # height of the line over the table
_FOOT = 18.0  # height of the line under it
_MARGINS = {"top": 12.0, "bottom": 10.0, "left": 20.0, "right": 10.0}


class PageDrawing:
    """Lays out and draws the pages of one dress."""

    def __init__(self, dress: PageDress) -> None:
        """Draw pages in ``dress``."""
        self.dress = dress
        self.size = dress.letters
        self.columns = dress.columns

    @cached_property
    def page(self) -> Page:
        """The sheet; the wide margin is for binding."""
        width, height = self.dress.paper.size
        return Page(width, height, **_MARGINS, numbered=False)

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The columns, in points."""
        return tuple(column.widths[self.dress.paper.value] * MM for column in self.columns)

    @cached_property
    def measure(self) -> Measure:
        """How high rows are."""
        return Measure(self.size * _LINE_HEIGHT, 2 * _TOP)

    @cached_property
    def head(self) -> "_Head":
        """The head of the table."""
        return _Head(self)

    @cached_property
    def note_columns(self) -> tuple[tuple[LaidText, ...], ...]:
        """The notes of the form, shared out to columns of about one height."""
        return _shared_out(self)

    def room(self, number: int) -> float:
        """The height for rows on a page of this number."""
        height = self.page.text_height * MM - _RUNNING - _FOOT - self.head.height
        if number == 1:
            height -= sum(text.height for text in self._titles) + self._notes_height
        return height

    @cached_property
    def _titles(self) -> tuple[LaidText, ...]:
        width = self.page.text_width * MM
        name = paragraph(self.dress.title.upper(), bold=True, size=self.size + 5.5, align=Align.CENTER)
        year = paragraph(self.dress.subtitle, size=self.size + 1.5, align=Align.CENTER, line_height=1.6)
        return lay(name, width), lay(year, width)

    @cached_property
    def _notes_height(self) -> float:
        if not self.dress.notes:
            return 0.0
        return max(sum(text.height for text in stack) for stack in self.note_columns) + 8

    def lay(self, row: RegisterRow) -> LaidRow:
        """A row on the lines of these columns."""
        cells: list[tuple[str, ...]] = []
        strong = 0
        for column, width in zip(self.columns, self.widths, strict=True):
            cell: list[str] = []
            words = row.values.get(column.field, "")
            for number, text in enumerate(words.split("\n") if words else ()):
                run = Run(text, bold=column.strong and not number, verbatim=True)
                laid = lay(Paragraph((run,), self.size, Align.LEFT), width - 2 * _SIDE)
                cell += ("".join(piece.text for piece in line.pieces) for line in laid.lines)
                if run.bold:
                    strong = len(cell)
            cells.append(tuple(cell))
        return LaidRow(row.number, tuple(cells), row.values, strong=strong)

    def place(self, page: FilledPage, stamp: str) -> tuple[Placed, ...]:
        """Everything that stands on a page.

        Args:
            page: its rows.
            stamp: words at the left of the foot: when it was printed for the book, or that it was not.
        """
        return tuple(self._placed(page, stamp))

    def cover(self, year: str, lines: Sequence[str]) -> tuple[Placed, ...]:
        """The cover of a book: the office, the name of the book in large letters, its year, lines to fill in."""
        dress, page = self.dress, self.page
        width, height = page.text_width * MM, page.text_height * MM
        large = 2.2 if dress.paper is BookPaper.A3 else 1.7
        placed: list[Placed] = []
        for inset in (0.0, 4.0):
            placed += [
                PlacedLine(inset, inset, width - 2 * inset, 0),
                PlacedLine(inset, height - inset, width - 2 * inset, 0),
                PlacedLine(inset, inset, 0, height - 2 * inset),
                PlacedLine(width - inset, inset, 0, height - 2 * inset),
            ]
        blocks: list[tuple[float, Paragraph]] = [
            (0.09, paragraph(dress.office, bold=True, size=9 * large, align=Align.CENTER)),
            (0.34, paragraph(dress.title.upper(), bold=True, size=19 * large, align=Align.CENTER)),
            (0.48, paragraph(year.upper(), bold=True, size=10 * large, align=Align.CENTER)),
            (0.66, paragraph("\n".join(lines), size=7.5 * large, align=Align.CENTER, line_height=1.7)),
        ]
        for share, block in blocks:
            text = lay(block, width - 40)
            placed.append(PlacedText(text, 20, share * height, 0, len(text.lines)))
        return tuple(placed)

    def _placed(self, page: FilledPage, stamp: str) -> Iterator[Placed]:
        width = self.page.text_width * MM
        small = self.size - 1
        yield from _line_of_words(self.dress.office, small, Align.LEFT, width, 0, bold=True)
        yield from _line_of_words(self.dress.form, small, Align.RIGHT, width, 0, italic=True)
        y = _RUNNING
        if page.number == 1:
            for text in self._titles:
                yield PlacedText(text, 0, y, 0, len(text.lines))
                y += text.height
        else:
            running = f"{self.dress.title}, {self.dress.subtitle[:1].lower()}{self.dress.subtitle[1:]}"
            yield from _line_of_words(running, small, Align.CENTER, width, 0)
        yield from self.head.placed(y)
        y = top = y + self.head.height
        for row in page.rows:
            yield from self._row(row, y)
            y += self.measure.height(row)
            yield PlacedLine(0, y, sum(self.widths), 0)
        left = 0.0
        for column in (*self.widths, 0.0):
            yield PlacedLine(left, top, 0, y - top)
            left += column
        if page.number == 1:
            yield from self._noted(y + 8)
        foot = self.page.text_height * MM - _FOOT + 6
        number = f"{self.dress.page_word} {page.number}"
        yield from _line_of_words(number, self.size, Align.CENTER, width, foot)
        yield from _line_of_words(stamp, small, Align.LEFT, width, foot, italic=True)

    def _row(self, row: LaidRow, y: float) -> Iterator[Placed]:
        left = 0.0
        for column, width, cell in zip(self.columns, self.widths, row.cells, strict=True):
            if cell:
                strong = row.strong if column.strong else 0
                text = _on_lines(cell, strong, self.size, width - 2 * _SIDE if column.centred else None)
                yield PlacedText(text, left + _SIDE, y + _TOP, 0, len(cell))
            left += width

    def _noted(self, y: float) -> Iterator[Placed]:
        width = self.page.text_width * MM
        step = (width + _NOTE_GAP) / _NOTE_COLUMNS
        for number, stack in enumerate(self.note_columns):
            at = y
            for text in stack:
                yield PlacedText(text, number * step, at, 0, len(text.lines))
                at += text.height


class _Head:
    """The head of a table: groups over their columns, headings, the numbers of the columns."""

    def __init__(self, drawing: PageDrawing) -> None:
        self._drawing = drawing
        size = drawing.size - 0.5
        self._titles = [
            lay(_heading(column.title, size), width - 2 * _SIDE)
            for column, width in zip(drawing.columns, drawing.widths, strict=True)
        ]
        self._numbers = [
            lay(paragraph(f"({column.number})", italic=True, size=size - 1, align=Align.CENTER), width)
            for column, width in zip(drawing.columns, drawing.widths, strict=True)
        ]
        self._groups: list[tuple[str, int, int]] = []
        at = 0
        for group, columns in groupby(drawing.columns, lambda column: column.group):
            count = len(list(columns))
            self._groups.append((group, at, at + count))
            at += count
        self._over = size * 1.2 + 4 if any(group for group, _first, _stop in self._groups) else 0.0
        grouped = [
            text.height + (self._over if column.group else 0)
            for text, column in zip(self._titles, drawing.columns, strict=True)
        ]
        self._under = max(text.height for text in self._numbers) + 3
        self.height = max(grouped) + 6 + self._under

    def placed(self, y: float) -> Iterator[Placed]:
        """The head with its upper edge at ``y``."""
        drawing = self._drawing
        lefts = [sum(drawing.widths[:number]) for number in range(len(drawing.widths) + 1)]
        bottom = y + self.height
        numbers = bottom - self._under
        for edge in (y, numbers, bottom):
            yield PlacedLine(0, edge, lefts[-1], 0)
        for group, first, stop in self._groups:
            top = y
            if group:
                left, width = lefts[first], lefts[stop] - lefts[first]
                over = lay(_heading(group, drawing.size - 0.5), width)
                yield PlacedText(over, left, y + (self._over - over.height) / 2, 0, len(over.lines))
                top = y + self._over
                yield PlacedLine(left, top, width, 0)
            for place in range(first, stop):
                yield PlacedLine(lefts[place], y if place == first else top, 0, bottom - top)
                if place == first and group:
                    yield PlacedLine(lefts[place], top, 0, bottom - top)
                text = self._titles[place]
                middle = top + (numbers - top - text.height) / 2
                yield PlacedText(text, lefts[place] + _SIDE, middle, 0, len(text.lines))
                number = self._numbers[place]
                yield PlacedText(number, lefts[place], numbers + 1.5, 0, len(number.lines))
        yield PlacedLine(lefts[-1], y, 0, self.height)


class BookPdf:
    """A PDF file of a book being made, page by page, in memory as it will stand on the disk (compressed)."""

    def __init__(self, title: str, author: str) -> None:
        self._title, self._author = title, author
        self._stream = BytesIO()
        self._script = Script(WHOLE)
        self._file = SheetFile(self._stream, self._script)

    @property
    def pages(self) -> int:
        """How many pages it has by now."""
        return len(self._file.pages)

    def add(self, page: Page, placed: tuple[Placed, ...]) -> None:
        """Write a page."""
        laid = Layout((placed,), (), 0)
        self._script.learn([laid])
        self._file.add(Document(self._title, (), page), laid)

    def close(self) -> bytes:
        """The whole file."""
        self._file.close(self._title, self._author)
        return self._stream.getvalue()


def _heading(text: str, size: float) -> Paragraph:
    return paragraph(text, bold=True, size=size, align=Align.CENTER, line_height=1.1)


def _line_of_words(
    text: str, size: float, align: Align, width: float, y: float, *, bold: bool = False, italic: bool = False
) -> Iterator[Placed]:
    if text:
        laid = lay(paragraph(text, bold=bold, italic=italic, verbatim=True, size=size, align=align), width)
        yield PlacedText(laid, 0, y, 0, 1)


def _on_lines(cell: Sequence[str], strong: int, size: float, centre: float | None) -> LaidText:
    """Lines as they were laid before; ``centre`` is the width they are centred in."""
    lines = []
    for number, words in enumerate(cell):
        style = Style((number < strong, False), size, "", Part.TEXT)
        x = 0.0
        if centre is not None and words:
            run = Run(words, bold=number < strong)
            found = lay(Paragraph((run,), size, Align.CENTER), centre).lines
            x = max(found[0].x, 0.0) if found else 0.0
        lines.append(Line(x, 0, 0, (Piece(words, style),)))
    leading = size * _LINE_HEIGHT
    return LaidText(tuple(lines), leading, size, len(lines) * leading, 0, 0)


def _shared_out(drawing: PageDrawing) -> tuple[tuple[LaidText, ...], ...]:
    notes, whole_width = drawing.dress.notes, drawing.page.text_width * MM
    size = drawing.size - 2
    if len(notes) == 1:
        words = (Run("Ghi chú: ", bold=True, italic=True), Run(notes[0]))
        return ((lay(paragraph(words, size=size, align=Align.LEFT, line_height=1.15), whole_width),),)
    width = (whole_width + _NOTE_GAP) / _NOTE_COLUMNS - _NOTE_GAP
    texts = [lay(paragraph(note, size=size, align=Align.LEFT, line_height=1.15), width) for note in notes]
    if texts:
        heading = paragraph("Ghi chú:", bold=True, italic=True, size=size, line_height=1.15)
        texts.insert(0, lay(heading, width))
    whole = sum(text.height for text in texts)
    stacks: list[list[LaidText]] = [[]]
    used = 0.0
    for text in texts:
        if used + text.height / 2 > whole / _NOTE_COLUMNS * len(stacks) and len(stacks) < _NOTE_COLUMNS:
            stacks.append([])
        stacks[-1].append(text)
        used += text.height
    return tuple(map(tuple, stacks))
