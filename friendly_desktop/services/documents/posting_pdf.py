"""A poster as a PDF: vectors and embedded letters on one page of A4 to A0."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from friendly_desktop.domain.pages import MM_PER_INCH
from friendly_desktop.domain.postings import PostingSize, title_of
from friendly_desktop.services.documents import fonts, posting_type
from friendly_desktop.services.documents.posting_banner import banner
from friendly_desktop.services.documents.posting_codes import procedures
from friendly_desktop.services.documents.posting_creed import creed
from friendly_desktop.services.documents.posting_free import free
from friendly_desktop.services.documents.posting_pledge import pledge
from friendly_desktop.services.documents.posting_sheet import LONG, SHORT, Sheet
from friendly_desktop.services.documents.posting_table import contacts, notice
from friendly_desktop.services.documents.posting_words import Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / MM_PER_INCH
_PROGRAM = "Chính quyền thân thiện"

DESIGNS: Mapping[str, Callable[[Sheet, Words], None]] = {
    "banner": banner,
    "creed": creed,
    "notice": notice,
    "contacts": contacts,
    "pledge": pledge,
    "procedures": procedures,
    "poster": free,
}


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster as made.

    Attributes:
        content: the PDF.
        pages: how many pages it has.
        smallest: the height of its smallest capitals on the paper, in millimetres.
    """

    content: bytes
    pages: int
    smallest: float


def poster(words: Words, size: PostingSize, *, lying: bool) -> Poster:
    """The poster on one page.

    Raises:
        AppError: ``posting_too_long`` or ``missing_glyph``, naming the field.
    """
    target = BytesIO()
    wide, high = (size.long, size.short) if lying else (size.short, size.long)
    canvas = open_canvas(target, (wide * MM, high * MM), words)
    smallest = drawn(canvas, words, (wide, high), lying=lying)
    canvas.showPage()
    canvas.save()
    return Poster(target.getvalue(), 1, smallest)


def open_canvas(target: BytesIO, size: tuple[float, float], words: Words) -> "Canvas":
    """A canvas for pages of this size (points), said to be what it is."""
    from reportlab.pdfgen.canvas import Canvas

    posting_type.register()
    canvas = Canvas(
        target,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        initialFontName=posting_type.Face.TEXT.value,  # type: ignore[arg-type]  # the stubs say float
        lang="vi-VN",
    )
    canvas.setTitle(fonts.drawable(title_of(words.kind, words.values)))
    canvas.setAuthor(fonts.drawable(words.committee))
    canvas.setProducer(_PROGRAM)
    canvas.setCreator(_PROGRAM)
    return canvas


def drawn(canvas: "Canvas", words: Words, paper: tuple[float, float], *, lying: bool) -> float:
    """Draw the poster from the lower left corner of a canvas; the height of its smallest capitals (mm).

    Args:
        canvas: in points.
        words: what it says.
        paper: its size, in millimetres.
        lying: which way the sheet lies.
    """
    wide, high = (LONG, SHORT) if lying else (SHORT, LONG)
    canvas.saveState()
    canvas.scale(paper[0] * MM / wide, paper[1] * MM / high)
    sheet = Sheet(canvas, lying=lying)
    DESIGNS[words.kind.design](sheet, words)
    canvas.restoreState()
    return sheet.smallest * paper[0] / wide
