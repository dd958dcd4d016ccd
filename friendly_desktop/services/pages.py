"""Pages of a PDF in memory, drawn for the screen and for a printer.

Plain functions without records: what is drawn was just made by the program. Drawing may happen on any
thread and waits its turn, because PDFium is entered by one thread at a time.
"""

from typing import TYPE_CHECKING

from friendly_desktop.domain.evidence import PageImage
from friendly_desktop.domain.pages import Box, PageSize

if TYPE_CHECKING:
    from friendly_desktop.storage.pdf_pages import OpenPdf


def open_pages(content: bytes) -> "OpenPdf":
    """Open a PDF to draw several of its pages; close it, or use it in ``with``.

    Raises:
        AppError: ``pdf_broken``, these bytes are no readable PDF.
    """
    from friendly_desktop.storage.pdf_pages import OpenPdf

    return OpenPdf(content)


def page_sizes(content: bytes) -> tuple[PageSize, ...]:
    """The sheets of a PDF in order.

    Raises:
        AppError: ``pdf_broken``, these bytes are no readable PDF.
    """
    with open_pages(content) as pages:
        return pages.sizes


def page_image(content: bytes, number: int, width: int) -> PageImage:
    """A page, counted from 0, drawn ``width`` pixels wide.

    Raises:
        AppError: ``pdf_broken``, these bytes are no readable PDF or the page cannot be drawn.
    """
    with open_pages(content) as pages:
        return pages.image(min(number, len(pages.sizes) - 1), width)


def page_ink(content: bytes, number: int) -> Box | None:
    """Where anything is printed on a page, counted from 0; None on an empty one.

    Raises:
        AppError: ``pdf_broken``, these bytes are no readable PDF or the page cannot be drawn.
    """
    with open_pages(content) as pages:
        return pages.ink(number)
