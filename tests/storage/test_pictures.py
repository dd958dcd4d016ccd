"""Thumbnails and page images: upright, made once, and a sentence instead of a picture for what is broken."""

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.storage import pictures
from friendly_desktop.storage.pictures import page_image, taken_on, thumbnail

# 64 x 32 pixels, left half red, right half blue, stored with a quarter turn; taken on 5/11/2026.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRp"
    "bG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAEMAAgAAAAACLwABAAAAAAAAAEQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA"
    "/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMD"
    "IAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAIAAA"
    "AAEAAAAAAAAAAv///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAaaXJlZgAA"
    "AAAAAAAOY2RzYwACAAEAAQAAAI9tZGF0AAAAPygBr1jm9Oq//+c7v/8qPSH2JRfX/+Kr1X9RO0/8YSVJLUGhOEOoU1kV9AH/X9IQtIF+"
    "6STPHCOH8N3q7MGiFAAAAAZFeGlmAABNTQAqAAAACAACARIAAwAAAAEABgAAATIAAgAAABQAAAAmAAAAADIwMjY6MTE6MDUgMDg6MzA6"
    "MDAA"
)
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"


def photo(path: Path, orientation: int = 1, size: tuple[int, int] = (600, 400), taken: str = "") -> Path:
    """A picture that, looked at upright, is red above and blue below."""
    upright = Image.new("RGB", size, "red")
    upright.paste("blue", (0, size[1] // 2, size[0], size[1]))
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    stored.save(path, "JPEG", exif=exif, quality=90)
    return path


def pdf(path: Path, pages: int = 1, password: str = "", size: tuple[float, float] = (595, 842)) -> Path:
    canvas = Canvas(str(path), pagesize=size, encrypt=StandardEncryption(password) if password else None)
    for number in range(pages):
        canvas.setFillColorRGB(0, 0.5, 0)
        canvas.rect(0, size[1] / 2, size[0], size[1] / 2, fill=1, stroke=0)
        canvas.drawString(100, 100, f"{number}")
        canvas.showPage()
    canvas.save()
    return path


def colour(image: pictures.PageImage, across: float, down: float) -> tuple[bool, bool, bool]:
    at = (int(image.height * down) * image.width + int(image.width * across)) * 3
    red, green, blue = image.rgb[at : at + 3]
    return red > 100, green > 100, blue > 100


RED, BLUE, GREEN, WHITE = (True, False, False), (False, False, True), (False, True, False), (True, True, True)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(tmp_path: Path, orientation: int) -> None:
    image = page_image(photo(tmp_path / "a.jpg", orientation), JPEG, 0, 300)
    assert (image.width, image.height) == (300, 200)
    assert (colour(image, 0.1, 0.1), colour(image, 0.9, 0.9)) == (RED, BLUE)


def test_a_thumbnail_is_a_small_jpeg(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(thumbnail(photo(tmp_path / "a.jpg", 6), JPEG))) as small:
        assert (small.format, small.size) == ("JPEG", (256, 171))


def test_heic_photos_are_shown_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(HEIC)
    image = page_image(path, "image/heic", 0, 300)
    assert (image.width, image.height) == (32, 64)
    assert (colour(image, 0.5, 0.1), colour(image, 0.5, 0.9)) == (RED, BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_picture_becomes_rgb(tmp_path: Path, mode: str) -> None:
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    Image.new(mode, (40, 20)).save(tmp_path / "a", kind)
    image = page_image(tmp_path / "a", "image/x", 0, 300)
    assert len(image.rgb) == 40 * 20 * 3


def test_transparent_pictures_lie_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert colour(page_image(tmp_path / "a.png", PNG, 0, 300), 0.5, 0.5) == WHITE


def test_a_pdf_page_is_drawn_at_the_width_asked_for(tmp_path: Path) -> None:
    image = page_image(pdf(tmp_path / "a.pdf", pages=3), PDF, 2, 700)
    assert (image.width, image.page_count) == (700, 3)
    assert (colour(image, 0.5, 0.1), colour(image, 0.9, 0.6)) == (GREEN, WHITE)


def test_a_pdf_thumbnail_fits_the_square(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(thumbnail(pdf(tmp_path / "a.pdf"), PDF))) as small:
        assert max(small.size) == 256


@pytest.mark.parametrize("size", [(14400, 10), (10, 14400), (1, 1)])
def test_pages_of_absurd_shape_stay_within_memory(tmp_path: Path, size: tuple[float, float]) -> None:
    image = page_image(pdf(tmp_path / "a.pdf", size=size), PDF, 0, 1600)
    assert image.width * image.height <= pictures.MAX_DRAWN_PIXELS * 1.1


def code(path: Path, kind: str, page: int = 0) -> str:
    with pytest.raises(PreviewUnavailable) as caught:
        page_image(path, kind, page, 300)
    assert caught.value.message
    return caught.value.code


def test_a_pdf_with_a_password_is_said(tmp_path: Path) -> None:
    assert code(pdf(tmp_path / "a.pdf", password="bí mật".encode().hex()), PDF) == "pdf_password"


def test_a_page_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert code(pdf(tmp_path / "a.pdf"), PDF, 1) == "file_broken"


@pytest.mark.parametrize(
    ("kind", "content"), [(PDF, b"%PDF-1.7 nothing"), (JPEG, b"\xff\xd8\xff\xe0nothing")]
)
def test_a_broken_file_is_said(tmp_path: Path, kind: str, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert code(tmp_path / "a", kind) == "file_broken"


def test_a_cut_off_photo_is_said(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:-900])
    assert code(path, JPEG) == "file_broken"


@pytest.mark.parametrize("kind", [PDF, JPEG])
def test_a_missing_file_is_said(tmp_path: Path, kind: str) -> None:
    assert code(tmp_path / "không có", kind) == "file_missing"


@pytest.mark.parametrize("side", [9_500, 20_000])
def test_a_decompression_bomb_is_not_opened(tmp_path: Path, side: int) -> None:
    target = io.BytesIO()
    Image.new("1", (side, side)).save(target, "PNG")
    (tmp_path / "a.png").write_bytes(target.getvalue())
    assert code(tmp_path / "a.png", PNG) == "picture_too_large"


@pytest.mark.parametrize("kind", ["application/zip", "text/plain", "image/svg+xml"])
def test_other_kinds_have_no_preview(tmp_path: Path, kind: str) -> None:
    assert code(tmp_path / "a", kind) == "no_preview"


def test_the_day_a_photo_was_taken_is_read(tmp_path: Path) -> None:
    assert taken_on(photo(tmp_path / "a.jpg", taken="2026:11:05 08:30:00"), JPEG) == date(2026, 11, 5)


@pytest.mark.parametrize("said", ["", "0000:00:00 00:00:00", "hôm qua"])
def test_a_photo_without_a_proper_day_suggests_none(tmp_path: Path, said: str) -> None:
    assert taken_on(photo(tmp_path / "a.jpg", taken=said), JPEG) is None


@pytest.mark.parametrize("kind", [PDF, JPEG])
def test_a_file_that_is_given_as_bytes_looks_the_same(tmp_path: Path, kind: str) -> None:
    path = pdf(tmp_path / "a") if kind == PDF else photo(tmp_path / "a", 6)
    with path.open("rb") as stream:
        assert page_image(stream, kind, 0, 300) == page_image(path, kind, 0, 300)
        assert thumbnail(stream, kind) == thumbnail(path, kind)


def test_a_large_pdf_is_read_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_IN_MEMORY", 100)
    path = pdf(tmp_path / "a.pdf", pages=3)
    with path.open("rb") as stream:
        assert page_image(stream, PDF, 2, 300) == page_image(path, PDF, 2, 300)


def test_one_page_at_a_time_is_drawn_by_many_threads(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", pages=4)
    with ThreadPoolExecutor(4) as pool:
        widths = set(
            pool.map(lambda number: page_image(path, PDF, number % 4, 100 + number).width, range(40))
        )
    assert widths == set(range(100, 140))
