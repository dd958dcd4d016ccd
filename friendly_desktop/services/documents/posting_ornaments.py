"""Ornaments of posters: the lotus, the drum star behind the place of the emblem, borders, dividing lines.

Red and gold as on the flags and banners of festive days. The national emblem itself is never drawn: its place is left
free, and what stands there is quiet enough to be covered.
"""

import math

from friendly_desktop.services.documents.drawing import Shape
from friendly_desktop.services.documents.frame_drum import lac_bird as lac_bird
from friendly_desktop.services.documents.frame_lotus import petal
from friendly_desktop.services.documents.pen_work import (
    Motif,
    as_one,
    at,
    box,
    brush,
    circle,
    closed,
    curl,
    line,
    mirrored_x,
    outline,
    put,
    swelling,
)

RED, DEEP, DARK = "#BE1420", "#A30E19", "#7D0A12"
GOLD, BRIGHT, PALE = "#D9A521", "#FFD54A", "#FFF3D6"
CREAM, INK, QUIET = "#FFFAEF", "#33190F", "#7A5A45"
BRONZE = "#B5831B"  # gold on light ground, dark enough to be read
WHITE = "#FFFFFF"


def lotus() -> Motif:
    """An open lotus seen from the side, for a red ground: from (0, 0) upwards, about 14 high and 27 wide."""
    parts: list[Shape] = []
    rose, light = "#F3B9A6", "#FBE3D0"
    for turn, length, wide in ((84, 11.6, 4.6), (60, 12.6, 5.2), (34, 13.4, 5.6)):
        for side in (-1, 1):
            parts += put(petal(length, wide, rose, RED, DEEP), at(0, 0, turn=side * turn))
    parts += petal(14.2, 6.2, rose, RED, DEEP)
    for turn, length, wide in ((68, 9.2, 4.4), (44, 10.0, 5.0), (20, 10.6, 5.4)):
        for side in (-1, 1):
            parts += put(petal(length, wide, light, BRONZE, DEEP), at(0, 0.4, turn=side * turn))
    parts += put(petal(9.6, 5.2, PALE, BRONZE, DEEP), at(0, 0.5))
    parts.append(
        Shape(outline("M -3.4 0.5 C -2.2 1.9 2.2 1.9 3.4 0.5 C 2.0 0.9 -2.0 0.9 -3.4 0.5 Z"), fill=GOLD)
    )
    return tuple(parts)


def lotus_line(reach: float, colour: str) -> Motif:
    """A stem that runs from the flower at (0, 0) to both sides, with a bud and a curl: ``reach`` to each."""
    stem = [(13.0, 0.4), (17.0, 1.5), (22.0, 1.7), (27.0, 0.6), (31.0, -0.4)]
    up = [(20.0, 1.7), (23.5, -0.2), *curl(25.6, -3.0, 2.2, 0.4, 140, -1.2)]
    half: list[Shape] = [
        Shape(brush(stroke, swelling(len(stroke), 0.2, most)), fill=colour)
        for stroke, most in ((stem, 0.8), (up, 0.65))
    ]
    half += put(petal(5.0, 2.6, colour, DEEP, colour), at(31.0, -0.4, turn=76))
    half.append(Shape(line((38.0, 0.0), (reach, 0.0)), stroke=colour, width=0.45))
    half.append(Shape(circle(0.9, reach, 0.0), fill=colour))
    half.append(Shape(circle(0.55, 38.0, 0.0), fill=colour))
    return (*half, *put(half, mirrored_x(0)))


def drum_star(radius: float, colour: str) -> Motif:
    """The middle of a Đông Sơn drum in one quiet colour: what shows while no emblem covers it."""
    rings = [
        Shape(circle(radius * share), stroke=colour, width=radius * wide)
        for share, wide in ((1.0, 0.022), (0.93, 0.01), (0.78, 0.01), (0.72, 0.016), (0.56, 0.01))
    ]
    teeth: list[Shape] = []
    for index in range(72):
        angle = 2 * math.pi * index / 72
        cos, sin = math.cos(angle) * radius, math.sin(angle) * radius
        teeth.append(
            Shape(line((cos * 0.81, sin * 0.81), (cos * 0.9, sin * 0.9)), stroke=colour, width=radius * 0.016)
        )
    eyes: list[Shape] = []
    for index in range(24):
        angle = 2 * math.pi * index / 24
        x, y = math.cos(angle) * radius * 0.64, math.sin(angle) * radius * 0.64
        eyes.append(Shape(circle(radius * 0.05, x, y), stroke=colour, width=radius * 0.012))
    points = []
    for index in range(28):
        angle = math.pi * index / 14 - math.pi / 2
        reach = radius * (0.5 if index % 2 == 0 else 0.19)
        points.append((math.cos(angle) * reach, math.sin(angle) * reach))
    return (*rings, as_one(teeth), as_one(eyes), Shape(closed(line(*points)), fill=colour))


def star(radius: float, colour: str) -> Shape:
    """The five-pointed star of the flag."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    points = []
    for index in range(10):
        angle = math.pi * index / 5 - math.pi / 2
        reach = radius if index % 2 == 0 else inner
        points.append((math.cos(angle) * reach, math.sin(angle) * reach))
    return Shape(closed(line(*points)), fill=colour)


def border(left: float, top: float, wide: float, high: float, colour: str) -> Motif:
    """A double line whose corners step back around a lozenge."""
    right, bottom, notch = left + wide, top + high, 7.0
    stepped = closed(
        line(
            (left + notch, top), (right - notch, top), (right - notch, top + notch), (right, top + notch),
            (right, bottom - notch), (right - notch, bottom - notch), (right - notch, bottom),
            (left + notch, bottom), (left + notch, bottom - notch), (left, bottom - notch), (left, top + notch),
            (left + notch, top + notch),
        )
    )  # fmt: skip
    inner = box(left + 2.2, top + 2.2, right - 2.2, bottom - 2.2)
    shapes = [Shape(stepped, stroke=colour, width=0.9), Shape(inner, stroke=colour, width=0.28)]
    mark = lozenge(colour)
    for x in (left + notch / 2 - 0.4, right - notch / 2 + 0.4):
        for y in (top + notch / 2 - 0.4, bottom - notch / 2 + 0.4):
            shapes += put(mark, at(x, y))
    return tuple(shapes)


def lozenge(colour: str, size: float = 1.0) -> Motif:
    """A small four-pointed mark around (0, 0)."""
    path = (
        "M 0 -2.3 C 0.5 -0.8 0.8 -0.5 2.3 0 C 0.8 0.5 0.5 0.8 0 2.3 "
        "C -0.5 0.8 -0.8 0.5 -2.3 0 C -0.8 -0.5 -0.5 -0.8 0 -2.3 Z"
    )
    return put([Shape(outline(path), fill=colour)], at(0, 0, size))


def divider(half: float, colour: str) -> Motif:
    """A level line with a lozenge in its middle, thinning to both ends, around (0, 0)."""
    side = Shape(
        closed(line((3.6, -0.22), (half, -0.05), (half, 0.05), (3.6, 0.22))),
        fill=colour,
    )
    return (*lozenge(colour, 0.9), side, *put([side], mirrored_x(0)))
