"""What the dialog shows before anything is printed: the first sheets, as they will come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from friendly_desktop.domain.pages import Box, PageSize
from friendly_desktop.domain.printing import SheetFit, Stock
from friendly_desktop.errors import AppError
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.pages import open_pages, page_sizes
from friendly_desktop.services.printing import parts_to_print, sheets_pdf
from ui.printing.run import Piece

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_MOST_TRIED = 20  # letters until one can be shown
_MOST_INKS = 12  # sheets whose margins are looked at before printing; all are at printing


@dataclass(frozen=True, slots=True)
class Sample:
    """The first sheets of a run.

    Attributes:
        content: a PDF of the sheets.
        pages: how many pages the (first) piece has.
        page_sizes: of its pages.
        sheets: the sizes of the sheets.
        inks: where there is ink on them.
    """

    content: bytes
    pages: int
    page_sizes: tuple[PageSize, ...]
    sheets: tuple[PageSize, ...]
    inks: tuple[Box | None, ...]


def make(
    services: "Services", pieces: Sequence[Piece], chosen: tuple[int, ...], fit: SheetFit, stock: Stock
) -> Sample:
    """Make the first sheets; of many pieces the first, of two on a sheet the first two.

    Args:
        services: for the pieces.
        pieces: what is to be printed.
        chosen: pages of the only piece, or pieces, counted from 0; all when empty.
        fit: which sheets there are.
        stock: what is on the paper already.

    Raises:
        AppError: a piece cannot be made.
    """
    single = len(pieces) == 1
    wanted = [pieces[number] for number in chosen] if chosen and not single else list(pieces)
    contents = _first_contents(services, wanted, 2 if fit is SheetFit.A4_TWO else 1, stock)
    sizes = page_sizes(contents[0])
    counts = [len(sizes), *(len(page_sizes(content)) for content in contents[1:])]
    leaves = [
        (content, page)
        for content, count in zip(contents, counts, strict=True)
        for page in range(count)
        if not (single and chosen) or page in chosen
    ]
    sheets = sheets_pdf(leaves or [(contents[0], 0)], fit)
    with open_pages(sheets) as opened:
        inks = tuple(opened.ink(number) for number in range(min(_MOST_INKS, len(opened.sizes))))
        return Sample(sheets, len(sizes), sizes, opened.sizes, inks)


def _first_contents(services: "Services", pieces: Sequence[Piece], count: int, stock: Stock) -> list[bytes]:
    """The first PDFs that can be made; one that cannot does not hide the others, the account names it."""
    contents: list[bytes] = []
    why_not: AppError | None = None
    for piece in pieces[:_MOST_TRIED]:
        try:
            contents.append(_content(services, piece, stock))
        except AppError as error:
            why_not = why_not or error
        if len(contents) == count:
            break
    if not contents and why_not is not None:
        raise why_not
    return contents


def _content(services: "Services", piece: Piece, stock: Stock) -> bytes:
    parts = parts_to_print(stock if piece.has_parts else Stock.BLANK)
    return (piece.look or piece.make)(services, parts)


def whole(
    services: "Services",
    pieces: Sequence[Piece],
    chosen: tuple[int, ...],
    fit: SheetFit,
    stock: Stock,
    job: JobContext,
) -> bytes:
    """One PDF of everything, as it would be printed once; arguments as for :func:`make`.

    Raises:
        AppError: a piece cannot be made.
        Cancelled: the person stopped it.
    """
    single = len(pieces) == 1
    leaves = []
    wanted = [pieces[number] for number in chosen] if chosen and not single else list(pieces)
    for done, piece in enumerate(wanted):
        job.checkpoint()
        job.report(done, len(wanted))
        content = _content(services, piece, stock)
        pages = range(len(page_sizes(content)))
        leaves += [(content, page) for page in pages if not (single and chosen) or page in chosen]
    return sheets_pdf(leaves, fit)
