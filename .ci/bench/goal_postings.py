"""N1 and N2: a poster of A0 in sheets of A4 takes the memory of one page, to be made and to be looked at."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

from measure import Goal, Measured, paired, timed

from friendly_desktop.domain.office import Office
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.services import pages
from friendly_desktop.services.postings.filling import OfficeFacts, blank
from friendly_desktop.services.postings.papers import PostingPdf, made
from friendly_desktop.services.postings.shipped import kind_of

KIND = "banner_conduct"
PAIRS = 9
WIDTH = 900  # dots across the sheet in view


def _poster(tile: PostingSize | None) -> PostingPdf:
    office = Office(name="An Bình", set_up=True)
    kind = kind_of(KIND)
    return made(kind, blank(kind, OfficeFacts(office)), office, PostingSize.A0, tile=tile)


def _peak(call: Callable[[], object]) -> Callable[[], float]:
    """How much memory a call takes at most, in kilobytes."""

    def measure() -> float:
        tracemalloc.start()
        call()
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most / 1000

    return measure


def memory(_folder: Path) -> Measured:
    """Twenty-six sheets and their plan beside one page of A0."""
    whole, sheets = _poster(None), _poster(PostingSize.A4)  # fonts and ornaments are there from now on
    note = f"{sheets.pages} pages, {len(sheets.content) // 1000} kB beside {len(whole.content) // 1000} kB"
    return paired(
        _peak(lambda: _poster(PostingSize.A4)),
        _peak(lambda: _poster(None)),
        pairs=PAIRS,
        unit="kB",
        note=note,
    )


def looking(_folder: Path) -> Measured:
    """A sheet out of the middle drawn for the screen, beside the whole poster at the same width."""
    whole, sheets = _poster(None).content, _poster(PostingSize.A4).content

    def draw(content: bytes, page: int) -> None:
        with pages.open_pages(content) as opened:
            opened.image(page, WIDTH)

    return paired(timed(lambda: draw(sheets, 12)), timed(lambda: draw(whole, 0)), pairs=PAIRS)


GOALS = (
    Goal("N1", "memory of a poster in 26 sheets / on one page", 1.5, 2.5, memory),
    Goal("N2", "draw one sheet of them / draw the whole poster", 1.3, 2, looking),
)
