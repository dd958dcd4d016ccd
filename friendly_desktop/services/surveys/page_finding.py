"""Finds ballots in a picture: their codes, then the four marks, so that every box has its place.

The code tells which page it is and about where the sheet lies; the marks, far apart, tell it exactly. zxing-cpp
reads the code; everything else is Pillow's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter, ImageOps

from friendly_desktop.domain.projection import Pair, Point, Projection, distance, fitted, fitted_plain
from friendly_desktop.domain.surveys.ballot_code import BallotCode, parse_code
from friendly_desktop.domain.surveys.ballot_layout import CODE_PLACE, CODE_SIDE, MARK_SIDE, MARKS
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    import zxingcpp

_MARK_SCALE = 2.0  # about how many dots a millimetre has in the small picture in which marks are looked for
_MOST_CANDIDATES = 12
_MOST_CHOICES = 4
_FAINTEST, _FAINTEST_TONES = 0.4, 10  # of the light around a mark, and in steps of grey
_ASTRAY = 0.3  # how far off its expected place a mark may be, by its distance from the code: perspective
_SMALLEST_PAGE = 600  # dots along the longer side
_EDGE, _SHOWS_THROUGH, _SPECKS = 0.06, 0.8, 0.0004  # of an empty page
_NIGHT = 80  # of 255: darker than this is no paper
_BENT = 1.6  # millimetres that the code may lie off the marks' plane
_SQUARE = (
    (CODE_PLACE[0], CODE_PLACE[1]),
    (CODE_PLACE[0] + CODE_SIDE, CODE_PLACE[1]),
    (CODE_PLACE[0] + CODE_SIDE, CODE_PLACE[1] + CODE_SIDE),
    (CODE_PLACE[0], CODE_PLACE[1] + CODE_SIDE),
)
_CODE_MIDDLE = (CODE_PLACE[0] + CODE_SIDE / 2, CODE_PLACE[1] + CODE_SIDE / 2)


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A ballot's code in a picture, and where its corners are, in dots."""

    code: BallotCode
    corners: tuple[Point, Point, Point, Point]

    @property
    def scale(self) -> float:
        """Dots a millimetre."""
        sides = zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)
        return sum(distance(one, other) for one, other in sides) / 4 / CODE_SIDE

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The corners on paper and in the picture."""
        return tuple(zip(_SQUARE, self.corners, strict=True))


def require_reader() -> None:
    """Make sure that the reader of codes is there.

    Raises:
        AppError: ``scan_reader_missing``, saying how to get it.
    """
    try:
        import zxingcpp  # noqa: F401 - whether it is there
    except ImportError as error:
        raise AppError(
            "scan_reader_missing",
            _("Chưa có phần đọc phiếu quét"),
            _(
                "Máy này chưa cài phần đọc mã trên phiếu (zxing-cpp, khoảng 1 MB), nên chưa đọc được ảnh quét."
            ),
            _(
                "Hãy nhờ người hỗ trợ máy tính cài zxing-cpp («pip install zxing-cpp»), hoặc nhập phiếu bằng phím."
            ),
        ) from error


def is_empty(picture: Image.Image) -> bool:
    """Whether a grey picture shows paper alone: the back of a sheet that was scanned on both sides."""
    if max(picture.size) < _SMALLEST_PAGE:
        return False
    edge = round(min(picture.size) * _EDGE)
    inner = (edge, edge, picture.width - edge, picture.height - edge)
    tones = picture.reduce(max(1, min(picture.size) // 300), inner).histogram()
    paper = _percentile(tones, 0.5)
    dark = round(paper * _SHOWS_THROUGH)
    return paper > _NIGHT and sum(tones[:dark]) < sum(tones) * _SPECKS


def find_codes(picture: Image.Image) -> tuple[SeenCode, ...]:
    """The codes of ballots in a grey picture; other codes on the paper are passed over."""
    for attempt in _attempts(picture):
        found = _ballot_codes(*attempt)
        if found:
            return found
    return ()


def _attempts(picture: Image.Image) -> Iterator[tuple[Image.Image, float, "zxingcpp.Binarizer"]]:
    """The picture as it is, then in ways that bring back faint, blurred, noisy and small codes (zxing-cpp#809)."""
    import zxingcpp

    local, whole = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    yield picture, 1.0, local
    yield picture, 1.0, whole
    smooth = picture.filter(ImageFilter.GaussianBlur(1.2))
    yield smooth, 1.0, local
    half = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)), Image.Resampling.BOX)
    yield half, 0.5, local
    yield ImageOps.autocontrast(half, cutoff=2), 0.5, whole
    yield picture.filter(ImageFilter.UnsharpMask(4, 250, 0)), 1.0, local
    yield picture.filter(ImageFilter.MedianFilter(3)), 1.0, local
    if max(picture.size) < 3000:
        large = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
        yield large, 2.0, local
        yield large.filter(ImageFilter.UnsharpMask(6, 250, 0)), 2.0, local


def _ballot_codes(
    picture: Image.Image, scale: float, binarizer: "zxingcpp.Binarizer"
) -> tuple[SeenCode, ...]:
    import zxingcpp

    seen = []
    for one in zxingcpp.read_barcodes(
        picture,
        zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_downscale=False,
        try_invert=False,
        binarizer=binarizer,
    ):
        code = parse_code(one.text)
        if code is None:
            continue
        place = one.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        first, second, third, fourth = (((at.x + 0.5) / scale, (at.y + 0.5) / scale) for at in corners)
        seen.append(SeenCode(code, (first, second, third, fourth)))
    return tuple(seen)


def locate(picture: Image.Image, seen: SeenCode) -> Projection | None:
    """How the sheet with this code lies in a grey picture; None where fewer than two marks are seen."""
    shrink = max(1, round(seen.scale / _MARK_SCALE))
    small = picture.reduce(shrink)
    scale = seen.scale / shrink
    dark, light = _dark_squares(small, MARK_SIDE * scale)
    rough = _rough(seen)
    choices: list[list[Point | None]] = []
    for mark in MARKS:
        x, y = rough.at(mark)
        reach = max(8.0, _ASTRAY * distance(mark, _CODE_MIDDLE)) * scale
        spots = _strongest(dark, light, (x / shrink, y / shrink), reach, round(MARK_SIDE * scale * 0.6))
        choices.append([*(((x + 0.5) * shrink, (y + 0.5) * shrink) for x, y in spots), None])
    return _best(picture, seen, choices)


def _rough(seen: SeenCode) -> Projection:
    """The sheet as if it were not tilted: the plain of the code, without its perspective, which is too small to tell."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = seen.corners
    across = ((x1 - x0 + x2 - x3) / 2 / CODE_SIDE, (y1 - y0 + y2 - y3) / 2 / CODE_SIDE)
    down = ((x3 - x0 + x2 - x1) / 2 / CODE_SIDE, (y3 - y0 + y2 - y1) / 2 / CODE_SIDE)
    middle = (sum(x for x, _y in seen.corners) / 4, sum(y for _x, y in seen.corners) / 4)
    left = middle[0] - across[0] * _CODE_MIDDLE[0] - down[0] * _CODE_MIDDLE[1]
    top = middle[1] - across[1] * _CODE_MIDDLE[0] - down[1] * _CODE_MIDDLE[1]
    return Projection(across[0], down[0], left, across[1], down[1], top, 0, 0)


def _percentile(tones: Sequence[int], share: float) -> int:
    wanted, passed = sum(tones) * share, 0
    for tone, count in enumerate(tones):
        passed += count
        if passed >= wanted:
            return tone
    return 255


def _dark_squares(small: Image.Image, side: float) -> tuple[Image.Image, Image.Image]:
    """How much darker than all around it a square of this side is at each dot, and how light it is around."""
    core = small.filter(ImageFilter.BoxBlur(side * 0.28))
    around = small.filter(ImageFilter.BoxBlur(side * 0.15))
    straight, slant = round(side * 0.92), round(side * 0.72)
    light = ImageChops.offset(around, straight, 0)
    for x, y in ((-straight, 0), (0, straight), (0, -straight),
                 (slant, slant), (-slant, slant), (slant, -slant), (-slant, -slant)):  # fmt: skip
        light = ImageChops.darker(light, ImageChops.offset(around, x, y))
    return ImageChops.subtract(light, core).filter(ImageFilter.BoxBlur(1)), light


def _strongest(
    dark: Image.Image, light: Image.Image, near: Point, reach: float, apart: int
) -> Iterator[Point]:
    """The clearest dark squares within ``reach`` of a place, measured by the light around each; no two are one."""
    left, top = max(0, round(near[0] - reach)), max(0, round(near[1] - reach))
    right, bottom = min(dark.width, round(near[0] + reach)), min(dark.height, round(near[1] + reach))
    if right <= left or bottom <= top:
        return
    window = dark.crop((left, top, right, bottom))
    bright = light.crop((left, top, right, bottom)).tobytes()
    given = 0
    for _turn in range(_MOST_CANDIDATES):
        strength = int(window.getextrema()[1])  # type: ignore[arg-type]  # a grey picture has one band
        if strength < _FAINTEST_TONES or given == _MOST_CHOICES:
            return
        place = window.tobytes().index(strength)
        y, x = divmod(place, window.width)
        if strength >= bright[place] * _FAINTEST:
            given += 1
            yield left + x, top + y
        window.paste(0, (x - apart, y - apart, x + apart + 1, y + apart + 1))


def _best(picture: Image.Image, seen: SeenCode, choices: list[list[Point | None]]) -> Projection | None:
    """The marks that lie in one plane with the code: as many as can be, the nearest fit first."""
    bent = _BENT * seen.scale
    found: list[tuple[int, float, list[Pair]]] = []
    for spots in product(*choices):
        marks = [(mark, spot) for mark, spot in zip(MARKS, spots, strict=True) if spot is not None]
        plane = _plane(seen, marks)
        if plane is None:
            continue
        off = plane.error([*seen.pairs, *marks])
        if off < bent:
            found.append((-len(marks), off, marks))
        if len(marks) == len(MARKS) and off < bent / 2:
            break  # nothing else fits as well
    if not found:
        return None
    _count, _off, marks = min(found, key=lambda one: one[:2])
    return _plane(seen, [(mark, _centre(picture, spot, seen.scale)) for mark, spot in marks])


def _plane(seen: SeenCode, marks: list[Pair]) -> Projection | None:
    """Four marks tell the plane alone, three with the code; with two the sheet has to lie flat."""
    match len(marks):
        case 4:
            return fitted(marks)
        case 3:
            return fitted([*seen.pairs, *marks])
        case 2:
            return fitted_plain([*seen.pairs, *marks])
        case _:
            return None


def _centre(picture: Image.Image, spot: Point, scale: float) -> Point:
    """The middle of a mark's ink to a part of a dot."""
    reach = MARK_SIDE * 0.8 * scale
    left, top = int(spot[0] - reach), int(spot[1] - reach)
    around = picture.crop((left, top, int(spot[0] + reach) + 1, int(spot[1] + reach) + 1))
    tones = around.histogram()
    dark, light = _percentile(tones, 0.1), _percentile(tones, 0.8)
    ink = around.point([255 if tone < (dark + light) / 2 else 0 for tone in range(256)])
    across = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    down = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    if not any(across) or not any(down):
        return spot
    return left + _middle(across), top + _middle(down)


def _middle(weights: bytes) -> float:
    return sum((place + 0.5) * weight for place, weight in enumerate(weights)) / sum(weights)
