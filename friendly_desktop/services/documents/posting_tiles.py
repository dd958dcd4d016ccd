"""A large poster on the sheets of a small printer: overlaps to glue, marks to cut at, names, and the plan.

The poster is drawn once into the file; every sheet shows its own part of it, so that hundreds of sheets take the
memory of one.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from friendly_desktop.domain.pages import PageSize
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.domain.postings.tiling import OVERLAP, WHITE, Tile, Tiling, tiling
from friendly_desktop.services.documents.posting_pdf import MM, Poster, drawn, open_canvas
from friendly_desktop.services.documents.posting_type import Face
from friendly_desktop.services.documents.posting_words import Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FORM = "poster"
_MARK = 5.0  # length of a cutting mark
_GREY = 0.45
_SMALL = 10.5  # points


def tiled_poster(words: Words, size: PostingSize, paper: PostingSize, *, lying: bool) -> Poster:
    """The poster on sheets of ``paper``, the plan of putting them together first.

    Raises:
        AppError: as ``posting_pdf.poster``.
    """
    whole = PageSize(size.short, size.long)
    plan = tiling(whole.turned if lying else whole, PageSize(paper.short, paper.long))
    target = BytesIO()
    canvas = open_canvas(target, (plan.paper.width * MM, plan.paper.height * MM), words)
    canvas.beginForm(_FORM, 0, 0, plan.whole.width * MM, plan.whole.height * MM)
    smallest = drawn(canvas, words, (plan.whole.width, plan.whole.height), lying=lying)
    canvas.endForm()
    _plan_page(canvas, plan, words, size, paper)
    for tile in plan.tiles:
        _tile_page(canvas, plan, tile)
    canvas.save()
    return Poster(target.getvalue(), len(plan.tiles) + 1, smallest)


def _tile_page(canvas: "Canvas", plan: Tiling, tile: Tile) -> None:
    """One part, with its marks and its name in the white edge."""
    high = plan.paper.height
    left, bottom = WHITE, high - WHITE - tile.height
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left * MM, bottom * MM, tile.width * MM, tile.height * MM)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.translate((left - tile.left) * MM, (bottom - (plan.whole.height - tile.top - tile.height)) * MM)
    canvas.doForm(_FORM)
    canvas.restoreState()
    _marks(canvas, plan, tile, left, bottom)
    canvas.showPage()


def _marks(canvas: "Canvas", plan: Tiling, tile: Tile, left: float, bottom: float) -> None:
    """Where to cut, and where the next sheet comes to lie."""
    right, top = left + tile.width, bottom + tile.height
    canvas.setStrokeGray(_GREY)
    canvas.setLineWidth(0.5)
    reach = _MARK + 1
    for x in (left, right):
        _line(canvas, x, top + 1, x, top + reach)
        _line(canvas, x, bottom - reach, x, bottom - 1)
    for y in (top, bottom):
        _line(canvas, left - reach, y, left - 1, y)
        _line(canvas, right + 1, y, right + reach, y)
    # Where the edge of the next sheet comes to lie: broken ticks.
    canvas.setDash(2, 2)
    if tile.column < plan.columns - 1:
        for y in (top + 1, bottom - reach):
            _line(canvas, right - OVERLAP, y, right - OVERLAP, y + _MARK)
    if tile.row < plan.rows - 1:
        for x in (left - reach, right + 1):
            _line(canvas, x, bottom + OVERLAP, x + _MARK, bottom + OVERLAP)
    canvas.setDash()
    canvas.setFillGray(0.25)
    canvas.setFont(Face.STRONG.value, 9)
    canvas.drawString((left + OVERLAP + 4) * MM, (top + 2.6) * MM, _name(plan, tile))


def _name(plan: Tiling, tile: Tile) -> str:
    told = [f"Tờ {tile.name}", f"hàng {tile.row + 1}/{plan.rows}, cột {tile.column + 1}/{plan.columns}"]
    return " · ".join(told)


def _plan_page(canvas: "Canvas", plan: Tiling, words: Words, size: PostingSize, paper: PostingSize) -> None:
    """The poster small, the names of its sheets over it, and what to do, in four sentences."""
    from reportlab.lib.utils import simpleSplit

    wide, high = plan.paper.width, plan.paper.height
    edge = 16.0
    canvas.setFillGray(0)
    canvas.setFont(Face.DISPLAY.value, 17)
    canvas.drawString(edge * MM, (high - edge - 5) * MM, "Sơ đồ ghép tờ niêm yết")
    told = (
        f"{words.kind.title}: khổ {size.value} ({plan.whole.width:.0f} x {plan.whole.height:.0f} mm), "
        f"{len(plan.tiles)} tờ {paper.value}."
    )
    steps = (
        told,
        "1. In đúng cỡ 100%, không chọn «vừa trang»; in một mặt.",
        "2. Cắt bỏ phần trắng bên trái và phía trên của mỗi tờ theo vạch liền ở góc (trừ mép ngoài cùng).",
        f"3. Ghép từng hàng từ trái sang phải: đặt mép trái đã cắt vào vạch đứt của tờ bên trái (chồng {OVERLAP:.0f} mm), dán lại.",
        f"4. Ghép các hàng từ trên xuống: đặt mép trên đã cắt vào vạch đứt của hàng trên (chồng {OVERLAP:.0f} mm), dán lại.",
    )
    canvas.setFont(Face.TEXT.value, _SMALL)
    y = high - edge - 14
    for step in steps:
        for line in simpleSplit(step, Face.TEXT.value, _SMALL, (wide - 2 * edge) * MM):
            canvas.drawString(edge * MM, y * MM, line)
            y -= 5.4
        y -= 1.4
    room_wide, room_high = wide - 2 * edge, y - edge - 2
    scale = min(room_wide / plan.whole.width, room_high / plan.whole.height)
    left = (wide - plan.whole.width * scale) / 2
    bottom = edge + (room_high - plan.whole.height * scale) / 2
    canvas.saveState()
    canvas.translate(left * MM, bottom * MM)
    canvas.scale(scale, scale)
    canvas.doForm(_FORM)
    canvas.restoreState()
    canvas.setStrokeGray(_GREY)
    canvas.setLineWidth(0.4)
    canvas.rect(left * MM, bottom * MM, plan.whole.width * scale * MM, plan.whole.height * scale * MM)
    for tile in plan.tiles:
        _tile_on_plan(canvas, plan, tile, (left, bottom, scale))
    canvas.showPage()


def _tile_on_plan(canvas: "Canvas", plan: Tiling, tile: Tile, place: tuple[float, float, float]) -> None:
    left, bottom, scale = place
    x = left + tile.left * scale
    y = bottom + (plan.whole.height - tile.top - tile.height) * scale
    wide, high = tile.width * scale, tile.height * scale
    for gray, thick in ((1, 1.4), (0.15, 0.5)):
        canvas.setStrokeGray(gray)
        canvas.setLineWidth(thick)
        canvas.setDash(3, 2)
        canvas.rect(x * MM, y * MM, wide * MM, high * MM)
    canvas.setDash()
    radius = min(wide, high, 18) * 0.24
    middle_x, middle_y = (x + wide / 2) * MM, (y + high / 2) * MM
    canvas.setFillGray(1)
    canvas.setStrokeGray(0.15)
    canvas.setLineWidth(0.6)
    canvas.circle(middle_x, middle_y, radius * MM, stroke=1, fill=1)
    canvas.setFillGray(0)
    size = radius * MM * 0.86
    canvas.setFont(Face.DISPLAY.value, size)
    canvas.drawCentredString(middle_x, middle_y - size * 0.36, tile.name)


def _line(canvas: "Canvas", x1: float, y1: float, x2: float, y2: float) -> None:
    canvas.line(x1 * MM, y1 * MM, x2 * MM, y2 * MM)
