"""The bronze-drum frame: suns of fourteen rays in the corners, joined circles and Lạc birds in the band.

The motifs are those of the Đông Sơn drums (Ngọc Lũ): the star in the middle, the rows of circles joined by
tangents, the rows of short strokes, and the long-billed birds in flight.
"""

import math

from friendly_desktop.services.documents.drawing import Point, Shape
from friendly_desktop.services.documents.pen_work import (
    DIAGONAL,
    Motif,
    as_one,
    at,
    circle,
    closed,
    corners,
    dots,
    line,
    mirrored_x,
    mirrored_y,
    outline,
    put,
)

RED = "#A3161A"
DARK = "#7A0E12"
GOLD = "#C39026"
PALE = "#FBF1D6"
_BAND = 7.6  # between the two lines of the band, at full size
_RAYS = 14
_SUN = 8.8


def _sun(radius: float) -> Motif:
    """The middle of a drum: a star in rings of strokes and circles."""
    parts = [
        Shape(circle(radius), stroke=RED, fill=PALE, width=0.7),
        Shape(circle(radius * 0.915), stroke=GOLD, width=0.25),
        Shape(circle(radius * 0.8), stroke=RED, width=0.25),
        Shape(circle(radius * 0.62), stroke=GOLD, width=0.25),
        Shape(circle(radius * 0.57), stroke=RED, width=0.3),
    ]
    strokes: list[Shape] = []
    for index in range(56):
        angle = 2 * math.pi * index / 56
        cos, sin = math.cos(angle), math.sin(angle)
        ends = [(cos * radius * share, sin * radius * share) for share in (0.825, 0.89)]
        strokes.append(Shape(line(*ends), stroke=GOLD, width=0.28))
    rings: list[Shape] = []
    middles: list[Point] = []
    for index in range(18):
        angle = 2 * math.pi * index / 18
        x, y = math.cos(angle) * radius * 0.71, math.sin(angle) * radius * 0.71
        rings.append(Shape(circle(radius * 0.066, x, y), stroke=RED, width=0.2))
        middles.append((x, y))
    star = []
    for index in range(2 * _RAYS):
        angle = math.pi * index / _RAYS - math.pi / 2
        reach = radius * (0.55 if index % 2 == 0 else 0.2)
        star.append((math.cos(angle) * reach, math.sin(angle) * reach))
    return (
        *parts,
        as_one(strokes),
        as_one(rings),
        dots(middles, radius * 0.024, RED),
        Shape(closed(line(*star)), fill=RED),
        Shape(circle(radius * 0.1), fill=GOLD),
    )


def lac_bird(colour: str = RED, light: str = PALE) -> Motif:
    """A Lạc bird flying to the left, about 15 long and 6 high around (0, 0)."""
    body = outline(
        "M -8.6 0.35 C -7.0 -0.15 -5.8 -0.75 -4.9 -1.0 C -4.6 -1.75 -3.7 -2.0 -3.0 -1.55 C -2.1 -1.0 -1.2 -0.75 0.2 -0.8 "
        "C 2.4 -0.85 4.6 -0.5 8.4 -1.7 C 7.3 -0.6 7.1 -0.2 7.0 0.15 C 7.4 0.5 7.9 0.9 8.6 1.7 C 5.2 1.05 3.0 1.15 1.0 1.25 "
        "C -1.0 1.3 -2.4 0.85 -3.6 0.15 C -4.6 0.0 -6.4 0.25 -8.6 0.35 Z"
    )
    crest = outline("M -3.4 -1.75 C -2.2 -2.9 -0.8 -3.05 0.9 -2.7 C -0.6 -2.45 -1.6 -2.0 -2.5 -1.3 Z")
    wing = outline(
        "M -1.6 0.9 C -0.8 2.0 0.8 3.1 4.6 3.3 C 3.6 2.6 3.3 1.9 3.2 1.1 C 1.8 1.35 0.2 1.4 -1.6 0.9 Z"
    )
    far = outline(
        "M -0.6 -0.75 C 0.4 -1.9 2.0 -2.9 5.2 -3.0 C 4.2 -2.2 3.9 -1.5 3.9 -0.75 C 2.4 -0.65 0.8 -0.6 -0.6 -0.75 Z"
    )
    feathers = [
        Shape(outline("M 0.2 1.6 C 1.2 2.3 2.2 2.7 3.4 2.9"), stroke=light, width=0.14),
        Shape(outline("M 0.9 -1.3 C 1.9 -2.0 2.9 -2.4 4.0 -2.6"), stroke=light, width=0.14),
        Shape(outline("M 4.4 -0.2 C 5.6 -0.3 6.6 -0.6 7.4 -1.0"), stroke=light, width=0.14),
        Shape(outline("M 4.4 0.35 C 5.6 0.45 6.6 0.7 7.5 1.1"), stroke=light, width=0.14),
    ]
    return (
        *(Shape(one, fill=colour) for one in (far, body, crest, wing)),
        *feathers,
        Shape(circle(0.28, -3.8, -1.15), fill=light),
        Shape(circle(0.11, -3.8, -1.15), fill=DARK),
    )


def _joined_circles(length: float, radius: float, step: float) -> Motif:
    """Circles in a row from (0, 0) to the right, each joined to the next by a tangent."""
    count = max(int(length / step), 1)
    pitch = length / count
    rings: list[Shape] = []
    middles: list[Point] = []
    lean = math.acos(min(1.0, 2 * radius / pitch))
    dx, dy = radius * math.cos(lean), radius * math.sin(lean)
    for index in range(count + 1):
        x = index * pitch
        rings.append(Shape(circle(radius, x), stroke=GOLD, width=0.3))
        middles.append((x, 0.0))
        if index < count:
            rings.append(Shape(line((x + dx, -dy), (x + pitch - dx, dy)), stroke=GOLD, width=0.3))
    return (as_one(rings), dots(middles, radius * 0.38, RED))


def _edge(length: float, k: float) -> Motif:
    """What fills the upper band of this length: circles, a bird at each end, a small sun."""
    half = length / 2
    bird = 11.0 * k
    free = half - bird - 8.5 * k - 5.5 * k
    flying = put(lac_bird(), at(bird - half, 0, 0.86 * k))
    row = put(_joined_circles(free / k, 1.3, 4.9), at(bird - half + 9.2 * k, 0, k))
    side = (*flying, *row)
    return (*side, *put(side, mirrored_x(0)), *put(_sun(_SUN), at(0, 0, 0.42 * k)))


def drum(width: float, height: float) -> Motif:
    """The whole frame for a sheet."""
    k = min(1.0, max(0.64, min(width, height) / 210))
    edge = 7.0 * (0.5 + 0.5 * k)
    band = _BAND * k
    inner = edge + band
    middle = edge + band / 2
    centre = middle + 3.0 * k  # of the suns; they reach a little into the sheet
    shapes: list[Shape] = []
    near = centre + 5.0 * k  # the lines end under the suns
    for inset, colour, thick in (
        (edge, RED, 0.8 * k),
        (edge + 0.9 * k, GOLD, 0.22),
        (inner, RED, 0.45 * k),
        (inner - 0.8 * k, GOLD, 0.2),
    ):
        level = Shape(line((near, inset), (width - near, inset)), stroke=colour, width=thick)
        upright = Shape(line((inset, near), (inset, height - near)), stroke=colour, width=thick)
        shapes += [
            level,
            *put([level], mirrored_y(height / 2)),
            upright,
            *put([upright], mirrored_x(width / 2)),
        ]
    start = centre + _SUN * k
    top = put(_edge(width - 2 * start, k), at(width / 2, middle))
    left = put(put(_edge(height - 2 * start, k), DIAGONAL), at(middle, height / 2))
    shapes += [*top, *put(top, mirrored_y(height / 2)), *left, *put(left, mirrored_x(width / 2))]
    shapes += corners(put(_sun(_SUN), at(centre, centre, k)), width, height)
    return tuple(shapes)
