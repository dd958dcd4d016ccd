"""PDFs whose marks stand at known millimetres, and where marks stand in a picture."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from friendly_desktop.services.pages import open_pages

A4, A5, A5_LANDSCAPE = (210.0, 297.0), (148.0, 210.0), (210.0, 148.0)


def marked(size: tuple[float, float] = A4, pages: int = 1, colour: str = "", words: str = "") -> bytes:
    """Pages with a black square of 10 mm, its upper left corner at 30 mm, 40 mm, and one word each."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(size[0] * mm, size[1] * mm), invariant=1)
    for number in range(1, pages + 1):
        if colour:
            canvas.setFillColor(colour)
        canvas.rect(30 * mm, (size[1] - 50) * mm, 10 * mm, 10 * mm, stroke=0, fill=1)
        canvas.setFillColor("black")
        canvas.setFont("Helvetica", 24)
        canvas.drawString(60 * mm, (size[1] - 90) * mm, f"{words}{number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def picture(content: bytes | Path, page: int = 0, dots_per_mm: float = 6) -> Image.Image:
    """A page as a picture, so many dots a millimetre."""
    data = content if isinstance(content, bytes) else content.read_bytes()
    with open_pages(data) as opened:
        drawn = opened.image(page, round(opened.sizes[page].width * dots_per_mm))
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)


def ink(content: bytes | Path, page: int = 0, part: tuple[float, ...] = ()) -> tuple[float, ...]:
    """Where the ink is on a page, or in ``part`` of it: left, top, right, bottom in millimetres."""
    dots = 12.0
    whole = picture(content, page, dots)
    left, top, right, bottom = part or (0, 0, whole.width / dots, whole.height / dots)
    cut = whole.crop((round(left * dots), round(top * dots), round(right * dots), round(bottom * dots)))
    dark = ImageChops.invert(cut.convert("L")).point(lambda value: 255 if value > 100 else 0)
    found = dark.getbbox()
    assert found is not None, "nothing is printed there"
    x, y = round(left * dots), round(top * dots)
    return tuple((side + (x, y)[place % 2]) / dots for place, side in enumerate(found))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ on average, 0 to 255."""
    shape = other.resize(one.size) if other.size != one.size else other
    tones = ImageChops.difference(one.convert("L"), shape.convert("L")).histogram()
    return sum(tone * count for tone, count in enumerate(tones)) / (one.width * one.height)
