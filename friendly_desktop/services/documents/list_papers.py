"""Any list of the program on paper and as an Excel sheet: the headings and words of the screen, nothing behind them.

No form prescribes such a list; it bears the office's name, the day and how many lines it has, and no signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from friendly_desktop import formats
from friendly_desktop.domain.listing import ListCell, Listing
from friendly_desktop.domain.office import Office
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Cell,
    Columns,
    Document,
    Page,
    Row,
    Table,
    paragraph,
)
from friendly_desktop.services.jobs import UNWATCHED, JobContext

#: Lines that go on paper; a longer list is for a sheet.
MOST_PRINTED = 3000
#: Lines that fit one sheet of Excel below its heading.
MOST_IN_SHEET = 1_048_000

_UPRIGHT = Page(top=15, bottom=14, left=20, right=12)
_LYING = Page(width=297, height=210, top=15, bottom=14, left=15, right=15)
_SIZE = 10.5
_MM_PER_LETTER = 1.85
_PADDING = 3.0
_NUMBER_LETTERS = 5
_FEWEST_LETTERS, _MOST_LETTERS = 5, 60
_LONGEST_WORD = 22
#: So many lines say how wide a column has to be.
_MEASURED = 400
_RUNNABLE = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 1000


def list_paper(office: Office, listing: Listing, today: date) -> Document:
    """A list to be printed; of a very long one its first lines, and a sentence that says so.

    Args:
        office: whose list it is.
        listing: headings and cells.
        today: the day it is printed.
    """
    wishes = _wishes(listing)
    wished = sum(one.best for one in wishes) * _MM_PER_LETTER
    page = _UPRIGHT if wished <= _UPRIGHT.text_width * 1.15 else _LYING
    head = Row(tuple(Cell((decree30.head_cell_text(title),)) for title in (_("STT"), *_titles(listing))))
    shown = listing.rows[:MOST_PRINTED]
    rows = tuple(_row(number, cells, listing) for number, cells in enumerate(shown, start=1))
    half = page.text_width / 2
    top = Columns(
        (half, page.text_width - half),
        (
            (paragraph(outline.committee(office), size=11, align=Align.LEFT, verbatim=True),),
            (
                paragraph(
                    _("In ngày {day}").format(day=formats.short_date(today)), size=11, align=Align.RIGHT
                ),
            ),
        ),
    )
    told = [listing.told] if listing.told else []
    lines = len(listing.rows)
    told.append(ngettext("{n} dòng", "{n} dòng", lines).format(n=formats.whole_number(lines)))
    if lines > len(shown):
        told.append(_("chỉ in {n} dòng đầu").format(n=formats.whole_number(len(shown))))
    blocks: list[Block] = [
        top,
        paragraph(
            listing.title,
            bold=True,
            size=14,
            align=Align.CENTER,
            before=10,
            verbatim=True,
            keep_with_next=True,
        ),
        paragraph(
            " · ".join(told),
            italic=True,
            size=11,
            align=Align.CENTER,
            after=8,
            verbatim=True,
            keep_with_next=True,
        ),
        Table(_widths(wishes, page.text_width), (head,), rows),
    ]
    return Document(listing.title, tuple(blocks), page=page, author=outline.committee(office))


def list_sheet(listing: Listing, job: JobContext = UNWATCHED) -> bytes:
    """A list as a workbook with one sheet: numbers and days as such, words as words, nothing ever run.

    Args:
        listing: headings and cells; what one sheet cannot take is left out.
        job: hears how many lines are done.
    """
    import xlsxwriter

    target = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    rows = listing.rows[:MOST_IN_SHEET]
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": listing.title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet = workbook.add_worksheet(_("Danh sách"))
        head = workbook.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        words = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        quoted = workbook.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        number = workbook.add_format({"num_format": "General", "valign": "top"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
        for column, wish in enumerate(_wishes(listing)[1:]):
            sheet.set_column(column, column, wish.best + 2)
        for column, title in enumerate(_titles(listing)):
            sheet.write_string(0, column, title, head)
        for line, cells in enumerate(rows, start=1):
            if line % _AT_ONCE == 1:
                job.checkpoint()
                job.report(line - 1, len(rows), _("Ghi danh sách"))
            for column, cell in enumerate(cells):
                if isinstance(cell.value, Decimal):
                    sheet.write_number(line, column, cell.value, number)
                elif isinstance(cell.value, date) and cell.value.year >= 1900:
                    sheet.write_datetime(line, column, cell.value, day)
                elif cell.text:
                    sheet.write_string(
                        line, column, cell.text, quoted if cell.text.startswith(_RUNNABLE) else words
                    )
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(listing.columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return target.getvalue()


def _titles(listing: Listing) -> tuple[str, ...]:
    return tuple(column.title for column in listing.columns)


def _row(number: int, cells: Sequence[ListCell], listing: Listing) -> Row:
    place = decree30.cell_text(str(number), align=Align.CENTER, size=_SIZE)
    made = [Cell((place,), number=Decimal(number))]
    for column, cell in zip(listing.columns, cells, strict=True):
        align = Align.RIGHT if column.right else Align.LEFT
        made.append(Cell((decree30.cell_text(cell.text, align=align, size=_SIZE, verbatim=True),)))
    return Row(tuple(made))


@dataclass(frozen=True, slots=True)
class _Wish:
    """How many letters wide a column must be for its longest word, and would like to be for its longest text."""

    least: float
    best: float


def _wishes(listing: Listing) -> list[_Wish]:
    """The widths that the columns wish for, that of the line's number first."""
    wishes = [_Wish(_NUMBER_LETTERS, _NUMBER_LETTERS)]
    sample = listing.rows[:_MEASURED]
    for place, column in enumerate(listing.columns):
        texts = [cells[place].text for cells in sample]
        words = " ".join((column.title, *texts)).split()
        least = max(_FEWEST_LETTERS, min(max(map(len, words), default=0), _LONGEST_WORD) + 1)
        best = max(least, min(max(map(len, texts), default=0), _MOST_LETTERS))
        wishes.append(_Wish(least, best))
    return wishes


def _widths(wishes: Sequence[_Wish], room: float) -> tuple[float, ...]:
    """Millimetres for each column: what it wishes where there is room, else all give way towards their least."""
    least = [one.least * _MM_PER_LETTER + _PADDING for one in wishes]
    best = [one.best * _MM_PER_LETTER + _PADDING for one in wishes]
    given = best
    if sum(best) > room > sum(least):
        part = (room - sum(least)) / (sum(best) - sum(least))
        given = [low + (high - low) * part for low, high in zip(least, best, strict=True)]
    elif sum(best) > room:
        given = least
    return tuple(one * room / sum(given) for one in given)
