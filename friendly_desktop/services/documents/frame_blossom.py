"""The New Year's frame: branches of peach blossom (đào) with apricot blossom (mai) over a fine double line."""

import math

from friendly_desktop.services.documents.drawing import Shape
from friendly_desktop.services.documents.pen_work import (
    Motif,
    as_one,
    at,
    box,
    brush,
    dots,
    line,
    mirrored_x,
    mirrored_y,
    outline,
    put,
)

RED = "#A3161A"
GOLD = "#C39026"
BARK = "#5B3A26"
LEAF = "#7C8F3A"
PINK = "#F2A7B0"
DEEP = "#C63C52"
YELLOW = "#F5C83D"
AMBER = "#B97B12"


def _blossom(fill: str, edge: str, heart: str) -> Motif:
    """An open flower of five petals, radius 4, around (0, 0)."""
    petal = outline(
        "M 0 0 C -1.7 -0.7 -2.9 -3.0 -1.5 -3.85 C -0.95 -4.2 -0.4 -4.05 0 -3.6 C 0.4 -4.05 0.95 -4.2 1.5 -3.85 C 2.9 -3.0 1.7 -0.7 0 0 Z"
    )
    parts: list[Shape] = []
    for index in range(5):
        turned = at(0, 0, turn=72 * index)
        parts += put([Shape(petal, stroke=edge, fill=fill, width=0.18, round=True)], turned)
        parts += put(
            [Shape(outline("M 0 -1.0 C 0.1 -1.6 0.05 -2.2 0 -2.7"), stroke=edge, width=0.12, round=True)],
            turned,
        )
    tips = []
    for index in range(10):
        angle = math.radians(36 * index + 18)
        reach = 1.75 if index % 2 else 1.35
        tips.append((math.cos(angle) * reach, math.sin(angle) * reach))
    parts.append(as_one([Shape(line((0, 0), tip), stroke=heart, width=0.12) for tip in tips]))
    parts.append(dots([(0, 0)], 0.5, heart))
    parts.append(dots(tips, 0.19, heart))
    return tuple(parts)


def _peach() -> Motif:
    return _blossom(PINK, DEEP, RED)


def _apricot() -> Motif:
    return _blossom(YELLOW, AMBER, RED)


def _bud(fill: str, edge: str) -> Motif:
    """A bud from (0, 0) upwards, about 3 high."""
    return (
        Shape(
            outline("M 0 0 C -1.5 -0.6 -1.4 -2.4 0 -3.0 C 1.4 -2.4 1.5 -0.6 0 0 Z"),
            stroke=edge,
            fill=fill,
            width=0.16,
        ),
        Shape(outline("M 0 -0.3 C -0.1 -1.2 -0.05 -1.9 0.2 -2.6"), stroke=edge, width=0.12),
        Shape(
            outline(
                "M 0 0.25 C -0.9 0.1 -1.0 -0.7 -0.75 -1.05 C -0.4 -0.6 0.4 -0.6 0.75 -1.05 C 1.0 -0.7 0.9 0.1 0 0.25 Z"
            ),
            fill=LEAF,
        ),
    )


def _leaf() -> Motif:
    """A young leaf from (0, 0) upwards, about 5 long."""
    return (
        Shape(outline("M 0 0 C -1.3 -1.4 -1.1 -3.6 0 -5.2 C 1.1 -3.6 1.3 -1.4 0 0 Z"), fill=LEAF),
        Shape(outline("M 0 -0.2 C 0.1 -1.8 0.05 -3.2 0 -4.4"), stroke="#EEF0D8", width=0.13),
    )


def _branch() -> Motif:
    """From the corner (0, 0) along the upper edge, about 58 long."""
    wood = [
        ([(1.0, 10.0), (5.0, 6.6), (10.5, 5.2), (17.0, 5.9), (24.0, 4.4), (31.5, 4.9), (39.0, 3.4), (47.0, 3.3), (54.0, 2.0)],
         [2.1, 1.9, 1.7, 1.45, 1.25, 1.0, 0.8, 0.55, 0.25]),
        ([(15.5, 5.8), (19.0, 8.4), (23.5, 10.2), (28.5, 10.4)], [0.95, 0.8, 0.55, 0.22]),
        ([(27.0, 4.5), (30.0, 2.3), (33.5, 1.2)], [0.75, 0.5, 0.2]),
        ([(36.5, 3.9), (40.5, 6.0), (44.5, 6.9)], [0.7, 0.5, 0.2]),
    ]  # fmt: skip
    parts: list[Shape] = [Shape(brush(points, widths), fill=BARK) for points, widths in wood]
    for x, y, turn, size in (
        (12.5, 4.6, 20, 0.75), (20.5, 9.0, 170, 0.7), (26.0, 4.6, 165, 0.62), (34.5, 4.4, 12, 0.66),
        (41.5, 6.3, 150, 0.6), (45.5, 3.4, 24, 0.62), (49.5, 2.9, 128, 0.55),
    ):  # fmt: skip
        parts += put(_leaf(), at(x, y, size, turn))
    for x, y, turn, size in (
        (28.8, 10.4, 84, 0.85), (33.8, 1.1, 70, 0.8), (44.9, 7.0, 98, 0.8), (54.3, 1.9, 84, 0.85), (47.8, 3.0, 20, 0.6),
    ):  # fmt: skip
        parts += put(_bud(PINK, DEEP), at(x, y, size, turn))
    for x, y, turn, size in (
        (16.8, 5.2, 10, 1.12),
        (24.3, 9.7, 40, 0.86),
        (31.2, 4.6, 25, 0.95),
        (39.4, 3.6, 55, 0.82),
    ):
        parts += put(_peach(), at(x, y, size, turn))
    return tuple(parts)


def _side_branch() -> Motif:
    """From the corner (0, 0) down the left edge, about 44 long."""
    wood = [
        ([(6.2, 6.4), (4.8, 12.0), (5.6, 18.0), (4.2, 24.5), (4.4, 31.0), (2.8, 38.0), (2.2, 42.5)],
         [1.7, 1.5, 1.25, 1.0, 0.8, 0.5, 0.22]),
        ([(5.3, 16.5), (8.2, 20.0), (9.4, 24.0)], [0.8, 0.55, 0.2]),
        ([(4.3, 28.0), (6.4, 31.2), (7.0, 34.4)], [0.6, 0.4, 0.18]),
    ]  # fmt: skip
    parts: list[Shape] = [Shape(brush(points, widths), fill=BARK) for points, widths in wood]
    for x, y, turn, size in (
        (5.0, 13.2, 255, 0.6),
        (8.6, 21.0, 100, 0.62),
        (4.3, 26.0, 236, 0.58),
        (3.6, 34.5, 120, 0.55),
    ):
        parts += put(_leaf(), at(x, y, size, turn))
    for x, y, turn, size in ((9.5, 24.3, 172, 0.85), (7.0, 34.8, 176, 0.78), (2.2, 42.9, 186, 0.85)):
        parts += put(_bud(YELLOW, AMBER), at(x, y, size, turn))
    for x, y, turn, size in ((5.4, 18.2, 0, 0.92), (4.2, 29.6, 30, 0.8)):
        parts += put(_apricot(), at(x, y, size, turn))
    return tuple(parts)


def _corner() -> Motif:
    return (*_branch(), *_side_branch(), *put(_apricot(), at(7.2, 7.0, 1.22, 12)))


def blossom(width: float, height: float) -> Motif:
    """The whole frame for a sheet: branches in all four corners, the lower ones shorter."""
    k = min(1.0, max(0.62, min(width, height) / 210))
    edge = 8.5 * (0.55 + 0.45 * k)
    second = edge + 1.7 * k
    shapes: list[Shape] = [
        Shape(box(edge, edge, width - edge, height - edge), stroke=RED, width=0.75 * k),
        Shape(box(second, second, width - second, height - second), stroke=GOLD, width=0.28),
    ]
    top = put(_corner(), at(edge - 1.2 * k, edge - 1.2 * k, k))
    foot = put(put(_corner(), at(edge - 1.0 * k, edge - 1.0 * k, 0.74 * k)), mirrored_y(height / 2))
    for motif in (top, foot):
        shapes += [*motif, *put(motif, mirrored_x(width / 2))]
    return tuple(shapes)
