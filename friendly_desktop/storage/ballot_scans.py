"""Scans and photos of ballots as grey pictures: PDF, JPEG, PNG, TIFF of many pages, HEIC. Nothing of them is kept."""

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from friendly_desktop.paths import is_folder
from friendly_desktop.storage.pdfium import LOCK, page_count
from friendly_desktop.storage.pictures import broken, on_white, open_pdf, opened, pdf_leaf

#: What a folder is searched for; a file that was named itself is tried whatever its ending.
ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp"})
#: Dots along the longer side: enough for a page that fills the picture, and for one that does not.
COARSE, FINE = 1700, 3600
_MOST_PAGES = 5_000
#: What decoders answer to a damaged or monstrous JPEG inside a PDF; the page is drawn then.
_UNDECODED = (
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and those in the folders named, each once and in the order of their names."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if is_folder(path) else [path]
        for one in inside:
            hidden = one.name.startswith(".")
            if one == path or (one.suffix.lower() in ENDINGS and not hidden):
                found[one] = None
    return tuple(found)


class ScanFile:
    """One file of pages."""

    def __init__(self, path: Path) -> None:
        """Look how many pages ``path`` has; it is opened anew for each of them.

        Raises:
            PreviewUnavailable: it is gone, broken, locked, too large or no picture.
        """
        self.path = path
        self._is_pdf = path.suffix.lower() == ".pdf" or _begins_as_pdf(path)
        if self._is_pdf:
            self.pages = page_count(path)
            if not self.pages:
                with LOCK, open_pdf(path):
                    pass  # says why
        else:
            with opened(path) as picture:
                self.pages = getattr(picture, "n_frames", 1)
        self.pages = min(self.pages, _MOST_PAGES)

    def page(self, number: int, longest: int) -> Image.Image:
        """A page, counted from 0, in grey; its longer side has at least ``longest`` dots where the file has as many.

        Raises:
            PreviewUnavailable: it cannot be drawn.
        """
        if not self._is_pdf:
            return self._frame(number, longest)
        scan = self._scan(number) if longest == COARSE else None
        if scan is not None:
            with suppress(*_UNDECODED), Image.open(BytesIO(scan), formats=["JPEG"]) as picture:
                return _grey(picture, longest)
        return self._drawn(number, longest)

    def _scan(self, number: int) -> bytes | None:
        """The JPEG that is all there is on a page of a PDF, as scanners write it; None where there is more.

        Decoding it is several times faster than drawing the page.
        """
        with LOCK, open_pdf(self.path) as document, pdf_leaf(document, number) as page:
            if pdfium.FPDFPage_CountObjects(page) != 1:
                return None
            with suppress(pypdfium2.PdfiumError):
                (only,) = page.get_objects(max_depth=1)
                if isinstance(only, pypdfium2.PdfImage) and only.get_filters() == ["DCTDecode"]:
                    return bytes(only.get_data(decode_simple=False))
        return None

    def _drawn(self, number: int, longest: int) -> Image.Image:
        with LOCK, open_pdf(self.path) as document, pdf_leaf(document, number) as page:
            scale = longest / max(1.0, *page.get_size())
            try:
                bitmap = page.render(scale=scale, grayscale=True)
            except pypdfium2.PdfiumError as error:
                raise broken() from error
            try:
                picture: Image.Image = bitmap.to_pil().convert("L")
            finally:
                bitmap.close()
        return picture

    def _frame(self, number: int, longest: int) -> Image.Image:
        with opened(self.path) as picture:
            if number:
                picture.seek(number)
            return _grey(picture, longest)


def _grey(picture: Image.Image, longest: int) -> Image.Image:
    """A picture in grey; a JPEG is decoded no larger than is needed. Its turn does not matter: the code tells it."""
    share = longest / max(picture.size)
    if share < 1:
        picture.draft("L", (round(picture.width * share), round(picture.height * share)))
    grey = (
        picture.convert("L") if picture.mode in ("1", "L", "RGB", "YCbCr") else on_white(picture).convert("L")
    )
    if max(grey.size) > 2 * longest:  # kinds that are decoded whole
        grey = grey.reduce(max(grey.size) // longest)
    grey.load()
    return grey


def _begins_as_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(5) == b"%PDF-"
    except OSError:
        return False
