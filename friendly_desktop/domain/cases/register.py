"""The printed registers: how rows become pages, and why a page once printed never changes.

NĐ 154/2026/NĐ-CP Điều 27(1) wants every reception in the Sổ tiếp công dân, on paper or electronic. A page that
was printed for the book is kept as it was printed; rows go on behind it, and what is learnt later about a row
on it stands in the supplement ("Phần bổ sung") with page and row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from friendly_desktop.domain.deadlines.workdays import Confidence

#: A row higher than this share of an empty page may be broken; a lower one moves to the next page whole.
_TALL = 0.4
#: Fewest lines of a broken row on either page.
_FEWEST = 3
_FUZZ = 1e-6


class Book(Enum):
    """The two registers an office prints."""

    RECEPTION = "reception"  # Sổ tiếp công dân: what was received in person
    PAPERS = "papers"  # Sổ theo dõi đơn: what came by another way


class BookPaper(Enum):
    """The sheet, always landscape; the values are those of the commands."""

    A3 = "A3"
    A4 = "A4"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (420.0, 297.0) if self is BookPaper.A3 else (297.0, 210.0)

    @property
    def letters(self) -> float:
        """The size of the letters in the table, in points."""
        return 10.5 if self is BookPaper.A3 else 8.5


class LastPage(Enum):
    """What becomes of the last page, which has room left, when pages are printed for the book."""

    HELD = "held"  # it waits until it is full
    SHORT = "short"  # it is printed as it is and stays short; the next row begins a new page


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column of a register.

    Attributes:
        field: what stands in it, as ``register_cells`` names it.
        number: printed under the heading.
        title: the heading.
        group: the heading over several columns ("Hướng xử lý"), "" for none.
        widths: millimetres by paper.
        centred: short marks and dates.
        strong: the first paragraph of a cell is bold (the name of a person).
    """

    field: str
    number: int
    title: str
    widths: Mapping[str, float]
    group: str = ""
    centred: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLayout:
    """The columns of a book for the cases received in a time.

    Attributes:
        id: for ever; pages are kept under it.
        title: the name of the book.
        form: the form it follows, printed at the head of each page; "" for the program's own.
        notes: how the form wants each column filled in.
        source, confidence: where the columns are from and how sure that is.
        valid_from, valid_to: the days of reception it is for; None is open.
    """

    id: str
    book: Book
    title: str
    form: str
    source: str
    confidence: Confidence
    columns: tuple[RegisterColumn, ...]
    notes: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a case received on this day stands in this layout."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class PageDress:
    """What pages show beside their rows: one for all pages of a part, kept with its first printed page.

    Attributes:
        office: the issuing body, over the table.
        title, subtitle: the book and its year.
        form: the form the columns follow.
        notes: printed under the table of the first page.
        page_word: what stands before the number of a page.
        letters: their size in the table, in points.
    """

    paper: BookPaper
    columns: tuple[RegisterColumn, ...]
    office: str
    title: str
    subtitle: str
    form: str = ""
    notes: tuple[str, ...] = ()
    page_word: str = "Trang"
    letters: float = 10.5


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row of a book in words: ``values`` by field, each a text of paragraphs."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row, or what of it stands on one page, on lines.

    Attributes:
        number: the running number in the book (STT).
        cells: the lines of each cell.
        values: the whole words, by field, of the row this is part of.
        continued: it began on the page before.
        unfinished: it goes on on the next page.
        height: lines it takes, where that is more than those of its cells (words were taken away).
        strong: how many lines of the name are bold.
    """

    number: int
    cells: tuple[tuple[str, ...], ...]
    values: Mapping[str, str]
    continued: bool = False
    unfinished: bool = False
    height: int = 0
    strong: int = 0

    @property
    def lines(self) -> int:
        """How many lines high it is."""
        return max(self.height, 1, *(len(cell) for cell in self.cells))

    def split(self, count: int) -> tuple["LaidRow", "LaidRow"]:
        """The first ``count`` lines, and the rest under the number again."""
        cells = tuple(cell[:count] for cell in self.cells)
        strong = min(self.strong, count)
        upper = replace(self, cells=cells, unfinished=True, height=0, values={}, strong=strong)
        rest = [cell[count:] for cell in self.cells]
        rest[0] = rest[0] or (f"{self.number}", "(tiếp)")
        lower = replace(self, cells=tuple(rest), continued=True, height=0, strong=self.strong - strong)
        return upper, lower


@dataclass(frozen=True, slots=True)
class Measure:
    """The height of a line, and what a row has above and below its lines, in points."""

    line: float
    padding: float

    def height(self, row: LaidRow) -> float:
        """How high a row stands."""
        return row.lines * self.line + self.padding


@dataclass(frozen=True, slots=True)
class FilledPage:
    """Rows on a page of a book.

    Attributes:
        number: of the page, from 1.
        rest: what is left of the last row for the next page.
        full: the next row has no room on it.
    """

    number: int
    rows: tuple[LaidRow, ...]
    rest: LaidRow | None = None
    full: bool = True


def fill(
    rows: Iterable[LaidRow],
    measure: Measure,
    room: Callable[[int], float],
    first: int = 1,
    rest: LaidRow | None = None,
) -> Iterator[FilledPage]:
    """Put rows on pages one after the other; only the last page may have room left.

    What stands on a page depends on the rows up to the first one of the next page, on nothing later.

    Args:
        rows: in the order of the book; read as pages are asked for.
        measure: the heights.
        room: the height for rows on a page, in points, by the number of the page.
        first: the number of the first page.
        rest: what an earlier printed page left of its last row.
    """
    page, used = first, 0.0
    placed: list[LaidRow] = []
    for row in _joined(rest, rows):
        waiting: LaidRow | None = row
        while waiting:
            left = room(page) - used
            if measure.height(waiting) <= left + _FUZZ:
                used += measure.height(waiting)
                placed.append(waiting)
                break
            whole = room(page)
            lines = _lines_to_break(waiting, measure, left, whole, alone=not placed)
            over: LaidRow | None = None
            if lines:
                upper, waiting = waiting.split(lines)
                placed.append(upper)
                over = waiting
            yield FilledPage(page, tuple(placed), over)
            page, used, placed = page + 1, 0.0, []
    if placed:
        yield FilledPage(page, tuple(placed), full=False)


def _joined(rest: LaidRow | None, rows: Iterable[LaidRow]) -> Iterator[LaidRow]:
    if rest:
        yield rest
    yield from rows


def _lines_to_break(row: LaidRow, measure: Measure, left: float, whole: float, *, alone: bool) -> int:
    """How many lines of a row that does not fit stay on this page; 0 when it moves on as a whole."""
    count = int((left - measure.padding + _FUZZ) / measure.line)
    if alone:
        return max(count, 1)
    if measure.height(row) <= whole * _TALL:
        return 0
    count = min(count, row.lines - _FEWEST)
    return count if count >= _FEWEST else 0


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that was printed for the book.

    Attributes:
        page: its rows and what goes on from it.
        stamp: the words at its foot.
        printed_on: the day.
        dress: of the part, with its first page.
    """

    page: FilledPage
    stamp: str
    printed_on: date
    dress: PageDress | None = None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row on pages that were printed: where it begins, and what the book says of it by now."""

    number: int
    page: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LaterFact:
    """Something learnt about a row after its page was printed.

    Attributes:
        page, number: where the row stands.
        field: the column.
        text: what is added, or the whole cell where the printed words no longer hold.
        replaces: the printed words no longer hold.
        value: the whole cell from now on.
    """

    page: int
    number: int
    field: str
    text: str
    replaces: bool
    value: str


def later_facts(
    printed: Iterable[PrintedRow], now: Mapping[int, Mapping[str, str]], fields: Iterable[str]
) -> Iterator[LaterFact]:
    """What the book does not say yet about rows on printed pages, by row and column.

    Args:
        printed: rows as printed, with earlier supplements.
        now: the words of today by the number of the row; a row that is missing says nothing.
        fields: the columns in their order.
    """
    order = tuple(fields)
    for row in printed:
        today = now.get(row.number)
        if today is None:
            continue
        for field in order:
            before, value = row.values.get(field, ""), today.get(field, "")
            if before == value:
                continue
            grown = not before or value.startswith(before + "\n")
            text = value[len(before) :].strip("\n") if grown else value
            yield LaterFact(row.page, row.number, field, text, not grown, value)
