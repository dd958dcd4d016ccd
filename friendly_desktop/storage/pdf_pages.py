"""PDFs in memory drawn as pictures: whole pages for the screen, pieces with ink for a printer.

Pages are drawn at exactly the scale asked for. A page for a printer is never in memory as a whole: it is
drawn in bands, and of these only the tiles that hold ink go on, cut to their ink. A letter is mostly white
paper, so what goes to the spooler is small.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from friendly_desktop.domain.evidence import PageImage
from friendly_desktop.domain.pages import MM_PER_INCH, Box, InkTile, PageSize
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.pdfium import LOCK

_POINTS_PER_INCH = 72.0
_LARGEST_SIDE = 14_400.0  # points; no PDF has a larger page (ISO 32000-1, annex C)
_MM_PER_POINT = MM_PER_INCH / _POINTS_PER_INCH
_MOST_PIXELS = 40_000_000  # of a page on the screen: 120 MB
_BAND_PIXELS = 4_000_000  # of a band for a printer: 16 MB
_TILE = 512  # dots
_CRISP_FROM = 400  # dots an inch from which edges need no grey
_INK_RESOLUTION = 144  # dots an inch for finding where the ink is
_WHITE = 0xFFFFFFFF


class OpenPdf:
    """A PDF held open while its pages are drawn; every call may come from any thread."""

    def __init__(self, content: bytes) -> None:
        """Open ``content``.

        Raises:
            AppError: ``pdf_broken``, these bytes are no readable PDF.
        """
        self._content = content  # PDFium reads from these very bytes
        with LOCK:
            try:
                self._document = pypdfium2.PdfDocument(content)
                pages = [self._document.get_page_size(number) for number in range(len(self._document))]
            except pypdfium2.PdfiumError as error:
                raise _broken() from error
        if not pages or max(max(sides) for sides in pages) > _LARGEST_SIDE:
            self.close()
            raise _broken()
        #: The sheets in order.
        self.sizes = tuple(PageSize(width * _MM_PER_POINT, height * _MM_PER_POINT) for width, height in pages)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the PDF."""
        with LOCK:
            self._document.close()

    def image(self, number: int, width: int) -> PageImage:
        """A page, counted from 0, ``width`` pixels wide, for the screen.

        Raises:
            AppError: ``pdf_broken``, the page cannot be drawn.
        """
        size = self.sizes[number]
        width = max(1, min(width, int((_MOST_PIXELS * size.width / size.height) ** 0.5)))
        height = max(1, round(width * size.height / size.width))
        with LOCK, self._page(number) as page:
            picture = _drawn(page, (width, height), 0, height, 0)
        return PageImage(width, height, picture.tobytes(), len(self.sizes))

    def ink(self, number: int) -> Box | None:
        """Where anything is printed on a page, counted from 0; None on an empty one.

        Raises:
            AppError: ``pdf_broken``, the page cannot be drawn.
        """
        size = self.sizes[number]
        scale = min(_INK_RESOLUTION / MM_PER_INCH, (_MOST_PIXELS / max(1.0, size.width * size.height)) ** 0.5)
        width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
        with LOCK, self._page(number) as page:
            found = _ink_of(_drawn(page, (width, height), 0, height, 0))
        return Box(*(side / scale for side in found)) if found else None

    def tiles(self, number: int, resolution: int) -> Iterator[InkTile]:
        """What is printed on a page, counted from 0, at ``resolution`` dots an inch, from top to bottom.

        Raises:
            AppError: ``pdf_broken``, the page cannot be drawn.
        """
        size = self.sizes[number]
        scale = resolution / MM_PER_INCH
        whole = max(1, round(size.width * scale)), max(1, round(size.height * scale))
        flags = pdfium.FPDF_PRINTING
        if resolution >= _CRISP_FROM:
            flags |= pdfium.FPDF_RENDER_NO_SMOOTHTEXT | pdfium.FPDF_RENDER_NO_SMOOTHPATH
        rows = max(1, min(_TILE, _BAND_PIXELS // whole[0]))
        for top in range(0, whole[1], rows):
            height = min(rows, whole[1] - top)
            with LOCK, self._page(number) as page:
                band = _drawn(page, whole, top, height, flags)
            yield from _inked(band, top)

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        try:
            page = self._document[number]
        except pypdfium2.PdfiumError as error:
            raise _broken() from error
        try:
            yield page
        finally:
            page.close()


def _drawn(page: pypdfium2.PdfPage, whole: tuple[int, int], top: int, height: int, flags: int) -> Image.Image:
    """The rows from ``top`` of a page drawn ``whole`` large, on white."""
    width = whole[0]
    pixels = bytearray(width * 4 * height)
    memory = (ctypes.c_ubyte * len(pixels)).from_buffer(pixels)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, memory, width * 4)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, *whole, 0, flags | pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", width * 4, 1)


def _ink_of(picture: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.invert(picture).getbbox()


def _inked(band: Image.Image, top: int) -> Iterator[InkTile]:
    """The tiles of a band that are not white, each cut to its ink and as plain as it can be."""
    if _ink_of(band) is None:
        return
    for left in range(0, band.width, _TILE):
        tile = band.crop((left, 0, min(left + _TILE, band.width), band.height))
        found = _ink_of(tile)
        if found is None:
            continue
        cut = _plainest(tile.crop(found))
        yield InkTile(left + found[0], top + found[1], *cut.size, cut.mode, cut.tobytes())


def _plainest(picture: Image.Image) -> Image.Image:
    """The same picture in one bit a dot (1 is black) or in grey, where that loses nothing."""
    red, green, blue = picture.split()
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox():
        return picture
    tones = red.histogram()
    if tones[0] + tones[255] == picture.width * picture.height:
        return ImageChops.invert(red).convert("1", dither=Image.Dither.NONE)
    return red


def _broken() -> AppError:
    return AppError(
        "pdf_broken",
        _("Không đọc được tệp PDF"),
        _("Tệp PDF bị hỏng nên không xem và không in được."),
        _("Hãy tạo lại tệp rồi thử lại."),
    )
