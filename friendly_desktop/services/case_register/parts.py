"""The parts of a year's book: one for each layout, with its rows, its printed pages and its look.

The year 2026 has two: the forms of the Sổ tiếp công dân changed on 1 July.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from friendly_desktop.domain.cases.register import (
    Book,
    FilledPage,
    KeptPage,
    LaidRow,
    LaterFact,
    PageDress,
    PrintedRow,
    RegisterColumn,
    RegisterLayout,
    RegisterRow,
    fill,
    later_facts,
)
from friendly_desktop.domain.office import Office
from friendly_desktop.formats import short_date
from friendly_desktop.services.case_register.options import RegisterOptions as RegisterOptions
from friendly_desktop.services.documents.decree30 import issuing_body
from friendly_desktop.services.documents.register_cells import RegisterRecord, register_row
from friendly_desktop.services.documents.register_pages import PageDrawing
from friendly_desktop.storage import case_register as rows
from friendly_desktop.storage.case_register import PORTION
from friendly_desktop.storage.database import Connection
from friendly_desktop.storage.register_layouts import layouts

_SUPPLEMENT_COLUMNS = (
    RegisterColumn("page", 1, "Trang sổ", {"A3": 30, "A4": 20}, centred=True),
    RegisterColumn("number", 2, "STT", {"A3": 30, "A4": 20}, centred=True),
    RegisterColumn("column", 3, "Cột được bổ sung", {"A3": 95, "A4": 62}),
    RegisterColumn("text", 4, "Nội dung bổ sung, thay đổi", {"A3": 235, "A4": 165}),
)
_SUPPLEMENT_NOTE = (
    "Phần bổ sung ghi những gì có thêm hoặc thay đổi sau khi trang sổ đã in; các trang đã in giữ nguyên."
)
_EMPTY = {
    Book.RECEPTION: "Chưa có lượt tiếp công dân nào được ghi vào sổ.",
    Book.PAPERS: "Chưa có đơn nào được ghi vào sổ.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: the rows of one layout in a year.

    Attributes:
        count: rows by now, printed or not.
        dress: of its printed pages; None before the first.
        others: the ids of all parts of the book, for a row stands in one of them only.
    """

    book: Book
    layout: RegisterLayout
    year: int
    count: int
    dress: PageDress | None
    others: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Under which its pages are kept."""
        return self.layout.id

    @property
    def supplement_id(self) -> str:
        """Under which the pages of its supplement are kept."""
        return supplement_of(self.layout.id)

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The days of reception."""
        return self.layout.valid_from, self.layout.valid_to


def supplement_of(layout_id: str) -> str:
    """Under which the supplement of a part is kept."""
    return f"{layout_id}+"


def parts_of(connection: Connection, book: Book, year: int) -> tuple[Part, ...]:
    """The parts of a year's book that have rows or printed pages; one empty part when none has."""
    known = layouts(book)
    ids = tuple(layout.id for layout in known)
    found = [
        Part(
            book,
            layout,
            year,
            rows.count(connection, book, year, (layout.valid_from, layout.valid_to)),
            rows.opening_dress(connection, year, layout.id),
            ids,
        )
        for layout in known
    ]
    used = tuple(part for part in found if part.count or part.dress)
    return used or tuple(part for part in found if part.layout.covers(date(year, 12, 31)))


def waiting_rows(connection: Connection, part: Part) -> Iterator[RegisterRow]:
    """The rows of a part that stand on no printed page, in their order."""
    printed = rows.numbers_printed(connection, part.year, part.others)
    for record in rows.records(connection, part.book, part.year, part.span, printed):
        yield register_row(RegisterRecord(*record), part.book)


def all_rows(connection: Connection, part: Part) -> Iterator[RegisterRow]:
    """Every row of a part as it is known today."""
    for record in rows.records(connection, part.book, part.year, part.span):
        yield register_row(RegisterRecord(*record), part.book)


def facts_of(connection: Connection, part: Part) -> Iterator[LaterFact]:
    """What neither the printed pages of a part nor its printed supplement say yet."""
    fields = [column.field for column in part.layout.columns]
    printed = _printed_rows(connection, part)
    while portion := list(islice(printed, PORTION)):
        numbers = [row.number for row in portion]
        now = {}
        for record in rows.records_numbered(connection, part.book, part.year, numbers):
            row = register_row(RegisterRecord(*record), part.book)
            now[row.number] = row.values
        yield from later_facts(portion, now, fields)


def _printed_rows(connection: Connection, part: Part) -> Iterator[PrintedRow]:
    """The rows on printed pages with what the supplement added since."""
    if part.dress is None:
        return
    added: dict[int, dict[str, str]] = {}
    for row in _ended_rows(rows.pages(connection, part.year, part.supplement_id)):
        added.setdefault(row.number, {}).update(row.values)
    for row in _ended_rows(rows.pages(connection, part.year, part.id)):
        extra = added.get(row.number)
        yield replace(row, values={**row.values, **extra}) if extra else row


def _ended_rows(kept: Iterator[KeptPage]) -> Iterator[PrintedRow]:
    """Each row once, with the page it begins on; the words of a broken row are with its end."""
    begun = (0, 0)
    rest: LaidRow | None = None
    for one in kept:
        for row in one.page.rows:
            if not row.continued:
                begun = row.number, one.page.number
            if not row.unfinished:
                page = begun[1] if row.continued and begun[0] == row.number else one.page.number
                yield PrintedRow(row.number, page, row.values)
        rest = one.page.rest
    if rest:
        yield PrintedRow(rest.number, begun[1], rest.values)


def drawing_of(part: Part, several: bool, options: RegisterOptions, office: Office) -> PageDrawing:
    """How the pages of a part look: as those already printed, else as wished now.

    Args:
        part: which one.
        several: the year has another part.
        options: the wish.
        office: whose book it is.
    """
    return PageDrawing(part.dress or new_dress(part, several, options, office))


def new_dress(part: Part, several: bool, options: RegisterOptions, office: Office) -> PageDress:
    """How the pages of a part look before the first was printed."""
    layout = part.layout
    subtitle = f"Năm {part.year}"
    if several and layout.valid_from and layout.valid_from.year == part.year:
        subtitle += f", các lượt tiếp từ ngày {short_date(layout.valid_from)}"
    elif several and layout.valid_to and layout.valid_to.year == part.year:
        subtitle += f", các lượt tiếp đến hết ngày {short_date(layout.valid_to)}"
    return PageDress(
        paper=options.paper,
        columns=layout.columns,
        office=issuing_body(office).replace("\n", " "),
        title=layout.title,
        subtitle=subtitle,
        form=layout.form,
        notes=layout.notes,
        letters=options.paper.letters,
    )


def supplement_drawing(connection: Connection, part: Part, dress: PageDress) -> PageDrawing:
    """How the pages of a part's supplement look; ``dress`` is that of the part."""
    kept = rows.opening_dress(connection, part.year, part.supplement_id)
    made = replace(
        dress,
        columns=_SUPPLEMENT_COLUMNS,
        title=f"{part.layout.title} - Phần bổ sung",
        form="",
        notes=(_SUPPLEMENT_NOTE,),
        page_word="Phần bổ sung, trang",
    )
    return PageDrawing(kept or made)


def filled(drawing: PageDrawing, waiting: Iterator[LaidRow], last: KeptPage | None) -> Iterator[FilledPage]:
    """Rows on the pages behind the last printed one."""
    first = last.page.number + 1 if last else 1
    return fill(waiting, drawing.measure, drawing.room, first, last.page.rest if last else None)


def fact_rows(drawing: PageDrawing, part: Part, facts: Iterator[LaterFact]) -> Iterator[LaidRow]:
    """Later facts on lines of the supplement; each row keeps the whole cell it stands for."""
    titles = {column.field: f"({column.number}) {column.title}" for column in part.layout.columns}
    for fact in facts:
        shown = {
            "page": str(fact.page),
            "number": str(fact.number),
            "column": titles[fact.field],
            "text": f"Ghi lại là: {fact.text or '(để trống)'}" if fact.replaces else fact.text,
        }
        row = drawing.lay(RegisterRow(fact.number, shown))
        yield replace(row, values={fact.field: fact.value})


def empty_page(drawing: PageDrawing, book: Book) -> FilledPage:
    """The first page of a book without rows."""
    cells: list[tuple[str, ...]] = [("–",) if one.field == "number" else () for one in drawing.columns]
    place = next(place for place, column in enumerate(drawing.columns) if column.field == "content")
    row = drawing.lay(RegisterRow(0, {"content": _EMPTY[book]}))
    cells[place] = row.cells[place]
    return FilledPage(1, (replace(row, cells=tuple(cells)),), full=False)


def cover_lines(several: Sequence[Part]) -> tuple[str, ...]:
    """What is filled in by hand on the cover of a book."""
    forms = " và ".join(part.layout.form for part in several if part.layout.form)
    lines = (
        "Quyển số: ........................",
        "Mở sổ ngày ........ tháng ........ năm ..............; khóa sổ ngày ........ tháng ........ năm ..............",
        "Sổ có .............. trang, từ số thứ tự .............. đến số thứ tự ..............",
    )
    return (f"({forms})", *lines) if forms else lines
