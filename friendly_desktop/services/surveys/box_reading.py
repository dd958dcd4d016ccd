"""Measures the ink in the boxes of a page that was found in a picture.

The page is drawn straight, the light of each place is taken out (shadow, grey photocopies), each box is looked for
around its place by its printed outline (bent paper), and only then the ink inside it is counted.
"""

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from friendly_desktop.domain.projection import Projection
from friendly_desktop.domain.surveys.ballot_layout import BOX_SIDE, BallotPage, TickBox, rows_of
from friendly_desktop.domain.surveys.ballot_reading import BoxInk

#: Dots a millimetre of the straightened page.
SCALE = 5
_MARGIN = 2.0  # millimetres around the cells
_ASTRAY = 2.2  # millimetres that a box may lie off its place
_INSET = 0.95  # millimetres from the outline's middle to what counts as inside
_OUTSET = 0.8  # and to what counts as around
_TO_LINE = 0.9  # from the lines of the table
_NEAR = 4.0  # above and below a box that still count as around it
_INK = 0.2  # of the paper's light: darker than this is ink
_LINE = 0.3  # of a dark line's strength that an outline keeps in a bad copy
_LIGHT_STEP = 8
_WHOLE_TURN = 255


@dataclass(frozen=True, slots=True)
class StraightPage:
    """The part of a page with its boxes, upright, ``SCALE`` dots a millimetre.

    Attributes:
        ink: how much darker than the paper around it each dot is.
        paper: the light of the paper at each place.
        left: of the part on the page, in millimetres.
        top: of the part on the page, in millimetres.
    """

    ink: Image.Image
    paper: Image.Image
    left: float
    top: float

    def crop(self, picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
        """A piece of one of its pictures, in millimetres of the page."""
        box = ((left - self.left), (top - self.top), (right - self.left), (bottom - self.top))
        return picture.crop(tuple(round(side * SCALE) for side in box))  # type: ignore[arg-type]


def straighten(picture: Image.Image, sheet: Projection, page: BallotPage) -> StraightPage:
    """Draw the boxes of a page as if it had been lying exactly below the eye."""
    left = min(box.cell[0] for box in page.boxes) - _MARGIN
    top = min(box.cell[1] for box in page.boxes) - _MARGIN
    right = max(box.cell[2] for box in page.boxes) + _MARGIN
    bottom = max(box.cell[3] for box in page.boxes) + _MARGIN
    size = (round((right - left) * SCALE), round((bottom - top) * SCALE))
    grey = picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        sheet.window(left, top, SCALE),
        Image.Resampling.BILINEAR,
        fillcolor=_WHOLE_TURN,
    )
    paper = _light(grey)
    return StraightPage(ImageChops.subtract(paper, grey), paper, left, top)


def _light(grey: Image.Image) -> Image.Image:
    """How bright the paper is at each place: what is smaller than nine steps and dark is closed over, a shadow stays."""
    small = grey.resize(
        (max(1, grey.width // _LIGHT_STEP), max(1, grey.height // _LIGHT_STEP)), Image.Resampling.BOX
    )
    bright = (
        small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(9)).filter(ImageFilter.BoxBlur(1))
    )
    return bright.resize(grey.size, Image.Resampling.BILINEAR)


def measure(straight: StraightPage, page: BallotPage) -> dict[int, tuple[BoxInk, ...]]:
    """The ink of every box by question."""
    return {
        question: tuple(_measured(straight, box) for box in boxes)
        for question, boxes in rows_of(page).items()
    }


def _measured(straight: StraightPage, box: TickBox) -> BoxInk:
    light = _mean(straight.crop(straight.paper, *box.cell))
    if light < 20:  # no picture there
        return BoxInk(0, 0, seen=False)
    moved = _moved(straight, box, light)
    if moved is None:
        return BoxInk(0, 0, seen=False)
    x, y = box.x + moved[0], box.y + moved[1]
    dark = [_WHOLE_TURN if tone > light * _INK else 0 for tone in range(256)]
    left, top, right, bottom = box.cell
    edges = (
        left + moved[0] + _TO_LINE,
        max(top + moved[1] + _TO_LINE, y - _NEAR),
        right + moved[0] - _TO_LINE,
        min(bottom + moved[1] - _TO_LINE, y + BOX_SIDE + _NEAR),
    )
    grainy = straight.crop(straight.ink, *edges).point(dark)
    cell = grainy.filter(ImageFilter.MedianFilter(3))  # specks of a copying machine are no ink
    inside, raw = (_part(one, edges, x + _INSET, y + _INSET, BOX_SIDE - 2 * _INSET) for one in (cell, grainy))
    own = _part(cell, edges, x - _OUTSET, y - _OUTSET, BOX_SIDE + 2 * _OUTSET)
    beyond = cell.width * cell.height - own.width * own.height
    around = (_dark(cell) - _dark(own)) / beyond if beyond > 0 else 0.0
    size = inside.width * inside.height
    return BoxInk(_dark(inside) / size, max(0.0, around), raw=_dark(raw) / size)


def _part(
    cell: Image.Image, edges: tuple[float, float, float, float], x: float, y: float, side: float
) -> Image.Image:
    """A square of a cell, its corner and side in millimetres."""
    left, top = round((x - edges[0]) * SCALE), round((y - edges[1]) * SCALE)
    reach = round(side * SCALE)
    return cell.crop(
        (max(0, left), max(0, top), min(cell.width, left + reach), min(cell.height, top + reach))
    )


def _dark(picture: Image.Image) -> int:
    return picture.histogram()[_WHOLE_TURN]


def _mean(picture: Image.Image) -> float:
    tones = picture.histogram()
    return sum(tone * count for tone, count in enumerate(tones)) / max(1, sum(tones))


def _moved(straight: StraightPage, box: TickBox, light: float) -> tuple[float, float] | None:
    """How far the printed outline lies off its place in millimetres; None where none is seen."""
    reach = _ASTRAY + 0.5
    around = straight.crop(
        straight.ink, box.x - reach, box.y - reach, box.x + BOX_SIDE + reach, box.y + BOX_SIDE + reach
    )
    inner = round((reach + 1.0) * SCALE)
    band = (inner, around.width - inner)
    # Only the middle of each side: the lines of the table run past the corners.
    across = around.crop((0, band[0], around.width, band[1])).resize((around.width, 1), Image.Resampling.BOX)
    down = around.crop((band[0], 0, band[1], around.height)).resize((1, around.height), Image.Resampling.BOX)
    x = _sides(across.tobytes(), light, reach)
    y = _sides(down.tobytes(), light, reach)
    return None if x is None or y is None else (x, y)


def _sides(profile: bytes, light: float, reach: float) -> float | None:
    """Where two lines stand a box's side apart in a row of darknesses, off their place, in millimetres."""
    side, home = round(BOX_SIDE * SCALE), round(reach * SCALE)
    best, found = 0.0, 0
    most = round(_ASTRAY * SCALE)
    for off in range(-most, most + 1):
        first, second = home + off, home + off + side
        strength = min(sum(profile[first - 1 : first + 1]), sum(profile[second - 1 : second + 1])) / 2
        strength -= abs(off) * 0.05
        if strength > best:
            best, found = strength, off
    if best < light * _LINE * 0.6:
        return None
    return found / SCALE
