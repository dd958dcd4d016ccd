"""What a paper is, apart from how it is written: page set-up, paragraphs, tables, marks.

Every value is frozen. Lengths are millimetres, type sizes points. A document is built once and handed
to a writer: ``pdf.py``, ``sheet_pdf.py`` (letters), ``docx.py`` or ``xlsx.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

#: A space that neither breaks nor shrinks, for blanks to be filled in by hand.
FIXED_SPACE = "\u00a0"


class Align(Enum):
    """How lines stand between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"

    __hash__ = object.__hash__  # paragraphs are looked up by the thousand; Enum's own is many times slower


class Part(Enum):
    """What something on a sheet is, so that pre-printed stock can be completed by the rest alone."""

    FRAME = "frame"
    HEAD = "head"  # issuing body, State name and motto
    TEXT = "text"  # the words of the form
    VALUE = "value"  # what was filled in for this one letter

    __hash__ = object.__hash__  # see Align


#: Everything, on blank paper.
WHOLE = frozenset(Part)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face. ``size`` None means the size of its paragraph.

    ``verbatim`` marks words that are not the office's own, such as a file name with a drawn smile: a
    character without a glyph is printed as a box instead of stopping the work. ``color`` is "#RRGGBB", ""
    for black.
    """

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    verbatim: bool = False
    color: str = ""
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A line feed in a run starts a new line.

    Attributes:
        line_height: distance of base lines, as a multiple of ``size``.
        rule: a thin line centred under the text, as a share of its widest line (NĐ 30/2020: 1 under
            the Tiêu ngữ, 1/3 to 1/2 under the name of the issuing body and the subject).
    """

    runs: tuple[Run, ...]
    size: float = 14
    align: Align = Align.JUSTIFY
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    line_height: float = 1.15
    rule: float = 0
    keep_with_next: bool = False
    rule_color: str = ""

    @property
    def text(self) -> str:
        """The words without their dress."""
        return "".join([run.text for run in self.runs])


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height, e.g. for a signature and a seal."""

    height: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class FillLines:
    """Dotted lines to be filled in by hand or later."""

    count: int = 3
    size: float = 14


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacks of blocks side by side without lines, never split: header and signature blocks."""

    widths: tuple[float, ...]
    cells: tuple[tuple["Paragraph | Space", ...], ...]
    before: float = 0
    keep_with_previous: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell.

    Attributes:
        blocks: its paragraphs.
        span: how many columns it takes.
        number: the exact value when the cell is a number, for writers that keep numbers.
        joined: no line above, so that it reads as one with the cell of the row before.
    """

    blocks: tuple[Paragraph, ...] = ()
    span: int = 1
    number: Decimal | None = None
    joined: bool = False

    @property
    def text(self) -> str:
        """The words of the cell."""
        return "\n".join(paragraph.text for paragraph in self.blocks)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. ``keep_with_next`` keeps a heading off the foot of a page; ``shade`` 0 to 1 is grey."""

    cells: tuple[Cell, ...]
    keep_with_next: bool = False
    shade: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head is repeated on every page. ``widths`` are millimetres."""

    widths: tuple[float, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of shares: what it is, how large each part is, the words in the parts, the words behind it."""

    label: Paragraph
    parts: tuple[Decimal, ...]
    words: tuple[Paragraph, ...]
    value: Paragraph


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of equal length under each other, with a legend of their parts. Lengths are millimetres.

    Attributes:
        label_width: room for the labels at the left.
        value_width: room for the words at the right.
        height: of a bar.
    """

    legend: tuple[Paragraph, ...]
    bars: tuple[Bar, ...]
    label_width: float = 18
    value_width: float = 18
    height: float = 6.5
    before: float = 0
    after: float = 0

    def table(self, width: float) -> Table:
        """The same as a table ``width`` wide, for writers that do not draw."""
        part = (width - self.label_width - self.value_width) / max(len(self.legend), 1)
        widths = (self.label_width, *(part for _legend in self.legend), self.value_width)
        head = Row((Cell(), *(Cell((one,)) for one in self.legend), Cell()))
        rows = tuple(
            Row((Cell((bar.label,)), *(Cell((words,)) for words in bar.words), Cell((bar.value,))))
            for bar in self.bars
        )
        return Table(widths, (head,), rows, self.before, self.after)


Block = Paragraph | Space | PageBreak | FillLines | Columns | Table | Bars


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins in millimetres; the default is A4 after NĐ 30/2020, Phụ lục I."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    numbered: bool = True

    @property
    def text_width(self) -> float:
        """What is left between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """What is left between head and foot."""
        return self.height - self.top - self.bottom


A4 = Page()
A4_LANDSCAPE = Page(width=297, height=210)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ``mark`` ("DỰ THẢO") stands in the head of every page.

    ``frame`` is the id of the printed frame (``domain.letters.Frame``), drawn by ``frames.py`` on every page;
    "none" for none.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = A4
    author: str = ""
    mark: str = ""
    frame: str = "none"

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, those in columns and tables too."""
        for block in self.blocks:
            yield from _paragraphs(block)

    def runs(self) -> Iterator[tuple[Run, str]]:
        """Every run with the words around it, so that a refused character can be found."""
        yield Run(self.title), self.title
        yield Run(self.mark, bold=True), self.mark
        for block in self.blocks:
            for paragraph in _paragraphs(block):
                words = paragraph.text
                for run in paragraph.runs:
                    yield run, words


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Columns):
        for stack in block.cells:
            yield from (part for part in stack if isinstance(part, Paragraph))
    elif isinstance(block, Table):
        for row in block.head + block.rows:
            for cell in row.cells:
                yield from cell.blocks
    elif isinstance(block, Bars):
        yield from block.legend
        for bar in block.bars:
            yield from (bar.label, *bar.words, bar.value)


def paragraph(
    text: str | tuple[Run, ...],
    *,
    bold: bool = False,
    italic: bool = False,
    verbatim: bool = False,
    size: float = 14,
    align: Align = Align.JUSTIFY,
    first_line: float = 0,
    left: float = 0,
    before: float = 0,
    after: float = 0,
    line_height: float = 1.15,
    rule: float = 0,
    keep_with_next: bool = False,
) -> Paragraph:
    """A paragraph of one run, or of the given runs."""
    runs = (Run(text, bold, italic, None, verbatim),) if isinstance(text, str) else text
    return Paragraph(runs, size, align, first_line, left, before, after, line_height, rule, keep_with_next)
