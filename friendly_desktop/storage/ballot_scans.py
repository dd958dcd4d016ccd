"""Scans and photos of ballots as grey pictures: PDF, JPEG, PNG, TIFF of many pages, HEIC. Nothing of them is kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.storage.pdfium import LOCK, page_count
from friendly_desktop.storage.pictures import on_white, open_pdf, opened, pdf_leaf

#: What a folder is searched for; a file that was named itself is tried whatever its ending.
ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp"})
#: Dots along the longer side: enough for a page that fills the picture, and for one that does not.
COARSE, FINE = 1700, 3600
_MOST_PAGES = 5_000


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and those in the folders named, each once and in the order of their names."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
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
        return self._drawn(number, longest) if self._is_pdf else self._frame(number, longest)

    def _drawn(self, number: int, longest: int) -> Image.Image:
        with LOCK, open_pdf(self.path) as document, pdf_leaf(document, number) as page:
            scale = longest / max(1.0, *page.get_size())
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                picture: Image.Image = bitmap.to_pil().convert("L")
            finally:
                bitmap.close()
        return picture

    def _frame(self, number: int, longest: int) -> Image.Image:
        with opened(self.path) as picture:
            if number:
                picture.seek(number)
            # A JPEG is decoded no larger than is needed; its turn does not matter, the code tells what is up.
            share = longest / max(picture.size)
            if share < 1:
                picture.draft("L", (round(picture.width * share), round(picture.height * share)))
            grey = (
                picture.convert("L")
                if picture.mode in ("1", "L", "RGB", "YCbCr")
                else on_white(picture).convert("L")
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


@contextmanager
def told(problems: list[PreviewUnavailable]) -> Iterator[None]:
    """What goes wrong with a file inside the block is noted and ends the block."""
    try:
        yield
    except PreviewUnavailable as problem:
        problems.append(problem)
