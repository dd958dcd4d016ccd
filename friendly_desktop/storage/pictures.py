"""Evidence as pictures: small ones made once and kept, and pages drawn for the window.

The only module that opens picture and PDF libraries on foreign files; whatever is wrong with a file ends
in :class:`PreviewUnavailable`, a sentence instead of a picture.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import SEEK_END, BytesIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

import pi_heif
import pypdfium2
from PIL import ExifTags, Image, ImageOps

from friendly_desktop.domain.evidence import PageImage, PreviewUnavailable
from friendly_desktop.domain.media_types import PDF
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import is_file
from friendly_desktop.storage.pdfium import LOCK as PDFIUM_LOCK

THUMBNAIL_SIDE = 256
MAX_SOURCE_PIXELS = 200_000_000  # a bomb, or a scan nobody can look at on this PC
MAX_WHOLE_PIXELS = 80_000_000  # of kinds that are decoded whole (A3 at 600 dots an inch is 70): 320 MB
MAX_DRAWN_PIXELS = 40_000_000
MAX_DRAWN_SIDE = 30_000
_JPEG_QUALITY = 82
_QUARTER_TURNS = (5, 6, 7, 8)
_ROUNDING = 0.01  # PDFium rounds the sides up
_MOST_IN_MEMORY = 64 << 20
_PASSWORD = 4  # FPDF_ERR_PASSWORD

#: A foreign file: where it lies, or its bytes, which may be read from any place in them.
Source = Path | BinaryIO

#: What scanners, phones and cameras write. The library knows many more kinds, and for one, EPS, starts another program
#: that runs what stands in the file.
FORMATS = ("JPEG", "PNG", "TIFF", "HEIF", "WEBP", "GIF", "BMP", "AVIF")

Image.MAX_IMAGE_PIXELS = MAX_SOURCE_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
pi_heif.register_heif_opener()


def thumbnail(source: Source, media_type: str) -> bytes:
    """A small JPEG of a file, its longest side :data:`THUMBNAIL_SIDE` pixels.

    Args:
        source: the file.
        media_type: what it is.

    Raises:
        PreviewUnavailable: there is no picture of such a file, or it is broken, locked or too large.
    """
    if media_type == PDF:
        page = page_image(source, media_type, 0, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
        picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
    else:
        picture = _upright(source, media_type, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    written = BytesIO()
    picture.save(written, "JPEG", quality=_JPEG_QUALITY)
    return written.getvalue()


def page_image(
    source: Source, media_type: str, page: int, width: int, height: int | None = None
) -> PageImage:
    """One page of a PDF, or a picture, at most ``width`` pixels wide (and ``height`` high).

    Pictures are never enlarged, pages are drawn at exactly the size asked for.

    Args:
        source: the stored file.
        media_type: what it is.
        page: counted from 0; of a picture only 0.
        width: in pixels of the screen.
        height: further limit in pixels; None for as high as the page is.

    Raises:
        PreviewUnavailable: there is no picture of such a file, or it is broken, locked or too large.
    """
    if media_type == PDF:
        return _pdf_page(source, page, width, height)
    picture = _upright(source, media_type, width, height or MAX_DRAWN_PIXELS // width)
    return PageImage(picture.width, picture.height, picture.tobytes(), 1)


def shrunk_jpeg(source: Source, media_type: str, side: int, quality: int) -> bytes | None:
    """A photo as a JPEG whose longest side is ``side`` pixels; None where it is no larger than that.

    The new picture carries nothing but the picture: neither the place nor the camera.

    Raises:
        PreviewUnavailable: it cannot be read as a picture.
    """
    with opened(source) as picture:
        if max(picture.size) <= side:
            return None
    written = BytesIO()
    _upright(source, media_type, side, side).save(written, "JPEG", quality=quality)
    return written.getvalue()


def taken_on(source: Source, media_type: str) -> date | None:
    """The day a photo says it was taken, or None where it does not say. Cameras may be wrong: a suggestion."""
    if not media_type.startswith("image/"):
        return None
    try:
        with opened(source) as picture:
            exif = picture.getexif()
            said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
            said = said or exif.get(ExifTags.Base.DateTime)
    except PreviewUnavailable:
        return None
    found = re.match(r"(\d{4}):(\d{2}):(\d{2})", str(said))  # the camera's own wall clock
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _upright(source: Source, media_type: str, width: int, height: int) -> Image.Image:
    """The picture turned as it was taken, on white, within ``width`` x ``height``."""
    if not media_type.startswith("image/") or media_type == "image/svg+xml":
        raise PreviewUnavailable(
            "no_preview",
            _("Không xem trước được"),
            _("Loại tệp này không xem trước được tại đây."),
            _("Hãy mở tệp bằng chương trình thường dùng."),
        )
    with opened(source) as picture:
        orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
        # A quarter turn swaps the sides: shrink to the limits it will have after the turn.
        limits = (height, width) if orientation in _QUARTER_TURNS else (width, height)
        picture.draft("RGB", limits)
        picture.thumbnail(limits, Image.Resampling.LANCZOS, reducing_gap=2.0)
        return on_white(ImageOps.exif_transpose(picture))


def on_white(picture: Image.Image) -> Image.Image:
    """A picture in colours, on white where it is clear, in light a person sees where it has 16 bits."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    if picture.mode in ("I", "I;16", "F"):  # scanners' 16-bit grey
        return ImageOps.autocontrast(
            picture.convert("F").point(lambda value: value / 257.0).convert("L")
        ).convert("RGB")
    return picture.convert("RGB")


@contextmanager
def opened(source: Source) -> Iterator[Image.Image]:
    """A foreign picture, closed at the end of the block.

    Raises:
        PreviewUnavailable: it is gone, broken or too large; decoding inside the block included.
    """
    if not isinstance(source, Path):
        source.seek(0)
    try:
        with Image.open(source, formats=FORMATS) as picture:
            _require_drawable(picture)
            yield picture
    except FileNotFoundError as error:
        raise _missing() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    # Decoders meet broken files with many kinds of errors; all mean that there is no picture to show.
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError) as error:
        raise broken() from error
    except (RuntimeError, MemoryError) as error:
        raise broken() from error


def _require_drawable(picture: Image.Image) -> None:
    limit = MAX_SOURCE_PIXELS if picture.format == "JPEG" else MAX_WHOLE_PIXELS
    if picture.width * picture.height > limit:
        raise _too_large()


def _pdf_page(source: Source, number: int, width: int, height: int | None) -> PageImage:
    with PDFIUM_LOCK, open_pdf(source) as document:
        with pdf_leaf(document, number) as page:
            page_width, page_height = (max(side, 1.0) for side in page.get_size())
            scale = min(
                (width - _ROUNDING) / page_width,
                ((height or MAX_DRAWN_PIXELS) - _ROUNDING) / page_height,
                (MAX_DRAWN_PIXELS / (page_width * page_height)) ** 0.5,
                MAX_DRAWN_SIDE / max(page_width, page_height),  # a strip is never less than a dot wide
            )
            bitmap = page.render(scale=scale, rev_byteorder=True)
            try:
                picture = bitmap.to_pil().convert("RGB")
            finally:
                bitmap.close()
        return PageImage(picture.width, picture.height, picture.tobytes(), len(document))


@contextmanager
def pdf_leaf(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """A page of a foreign PDF, counted from 0; hold PDFium's lock.

    Raises:
        PreviewUnavailable: it is broken, or there is no such page.
    """
    try:
        page = document[number]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise broken() from error
    try:
        yield page
    finally:
        page.close()


@contextmanager
def open_pdf(source: Source) -> Iterator[pypdfium2.PdfDocument]:
    """A foreign PDF; hold PDFium's lock.

    Raises:
        PreviewUnavailable: it is gone, broken or locked.
    """
    if isinstance(source, Path) and not is_file(source):
        raise _missing()
    try:
        document = pypdfium2.PdfDocument(source if isinstance(source, Path) else _for_pdfium(source))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise PreviewUnavailable(
                "pdf_password",
                _("Tệp PDF có mật khẩu"),
                _("Tệp PDF này được đặt mật khẩu nên không xem trước được; cấp trên cũng sẽ không mở được."),
                _("Hãy lưu lại một bản không đặt mật khẩu rồi thay tệp."),
            ) from error
        raise broken() from error
    try:
        document.init_forms()  # else what was typed into a form would not be drawn
        yield document
    finally:
        document.close()


class _Forgiving(RawIOBase):
    """What PDFium reads a large content through: no error crosses its C code, a damaged place reads as nothing."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._source.tell()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._source.seek(offset, whence)

    def readinto(self, buffer: Any, /) -> int:
        try:
            return int(self._source.readinto(buffer))  # type: ignore[attr-defined]
        except (OSError, AppError):
            return 0


def _for_pdfium(source: BinaryIO) -> "bytes | BinaryIO":
    """Small contents go into memory: PDFium asks for a few hundred bytes at a time, from all over the file."""
    length = source.seek(0, SEEK_END)
    source.seek(0)
    if length > _MOST_IN_MEMORY:
        return cast(BinaryIO, _Forgiving(source))
    try:
        return source.read()
    except OSError as error:
        raise broken() from error


def _missing() -> PreviewUnavailable:
    return PreviewUnavailable(
        "file_missing",
        _("Thiếu tệp"),
        _("Tệp này không còn trong kho minh chứng."),
        _("Hãy thêm lại tệp gốc, hoặc khôi phục từ bản sao lưu."),
    )


def _too_large() -> PreviewUnavailable:
    return PreviewUnavailable(
        "picture_too_large",
        _("Ảnh quá lớn"),
        _("Ảnh có số điểm ảnh quá lớn nên không xem trước được tại đây."),
        _("Hãy mở tệp bằng chương trình thường dùng, hoặc quét lại với độ phân giải thấp hơn."),
    )


def broken() -> PreviewUnavailable:
    """A file that cannot be read."""
    return PreviewUnavailable(
        "file_broken",
        _("Không đọc được tệp"),
        _("Tệp bị hỏng hoặc không đúng định dạng nên không xem trước được."),
        _("Hãy mở tệp gốc để kiểm tra rồi thêm lại."),
    )
