"""The lotus frame: open flowers in the corners, tendrils with buds along a fine double line."""

from friendly_desktop.services.documents.drawing import Shape
from friendly_desktop.services.documents.pen_work import (
    DIAGONAL,
    Motif,
    at,
    box,
    brush,
    circle,
    corners,
    curl,
    line,
    mirrored_x,
    mirrored_y,
    outline,
    put,
    smooth,
    swelling,
)

RED = "#A3161A"
DARK = "#7A0E12"
GOLD = "#C39026"
PALE = "#F6E6BC"
ROSE = "#D4655C"
_CORNER = 41.0  # how far the corner ornament runs along an edge at full size


def petal(length: float, width: float, fill: str, vein: str, edge_colour: str = DARK) -> Motif:
    """A pointed petal from (0, 0) upwards."""
    w, h = width, length
    edge = outline(
        f"M 0 0 C {-w * 0.55} {-h * 0.12} {-w * 0.78} {-h * 0.5} {-w * 0.42} {-h * 0.74} "
        f"C {-w * 0.26} {-h * 0.85} {-w * 0.08} {-h * 0.92} 0 {-h} "
        f"C {w * 0.08} {-h * 0.92} {w * 0.26} {-h * 0.85} {w * 0.42} {-h * 0.74} "
        f"C {w * 0.78} {-h * 0.5} {w * 0.55} {-h * 0.12} 0 0 Z"
    )
    inner = [
        Shape(outline(f"M 0 {-h * 0.14} C 0 {-h * 0.4} 0 {-h * 0.6} 0 {-h * 0.84}"), stroke=vein, width=0.16),
        *(
            Shape(
                outline(
                    f"M {side * w * 0.1} {-h * 0.16} C {side * w * 0.34} {-h * 0.34} {side * w * 0.36} {-h * 0.55} "
                    f"{side * w * 0.16} {-h * 0.76}"
                ),
                stroke=vein,
                width=0.12,
                round=True,
            )
            for side in (-1, 1)
        ),
    ]
    return (Shape(edge, stroke=edge_colour, fill=fill, width=0.22, round=True), *inner)


def _flower() -> Motif:
    """An open lotus seen from the side, from (0, 0) upwards, about 13 high and 20 wide."""
    parts: list[Shape] = []
    for turn, length, width in ((80, 9.8, 4.6), (46, 12.2, 5.4)):
        for side in (-1, 1):
            parts += put(petal(length, width, ROSE, PALE), at(0, 0, turn=side * turn))
    parts += petal(13.8, 6.0, ROSE, PALE)
    for turn, length, width in ((62, 8.4, 4.4), (30, 9.9, 5.2)):
        for side in (-1, 1):
            parts += put(petal(length, width, RED, GOLD), at(0, 0.3, turn=side * turn))
    parts += put(petal(10.2, 5.4, RED, GOLD), at(0, 0.3))
    parts.append(Shape(circle(1.15, 0, 0.6), stroke=DARK, fill=GOLD, width=0.2))
    return tuple(parts)


def _bud(size: float = 1.0) -> Motif:
    """A closed bud from (0, 0) upwards."""
    parts: list[Shape] = []
    for side in (-1, 1):
        parts += put(petal(3.9, 2.0, ROSE, PALE), at(0, 0, turn=side * 26))
    parts += petal(4.8, 2.3, RED, GOLD)
    return put(parts, at(0, 0, size))


def _leaf(length: float, bend: float) -> Shape:
    """A slender leaf from (0, 0) upwards, bent to one side."""
    return Shape(
        outline(
            f"M 0 0 C {-length * 0.34 + bend} {-length * 0.3} {-length * 0.2 + bend} {-length * 0.78} {bend} {-length} "
            f"C {length * 0.22 + bend} {-length * 0.72} {length * 0.22 + bend * 0.5} {-length * 0.3} 0 0 Z"
        ),
        fill=GOLD,
    )


def _tendril() -> Motif:
    """Along the upper edge, from the flower at the left to a bud at the right."""
    stem = [
        (12.0, 6.4), (14.5, 3.9), (18.0, 2.6), (22.0, 2.9), (25.5, 4.3), (28.8, 5.2), (32.0, 4.6), (34.6, 2.9),
        (37.4, 2.2),
    ]  # fmt: skip
    first = [(16.2, 3.0), (19.2, 4.6), *curl(21.3, 6.9, 2.3, 0.45, -125, 1.25)]
    second = [(25.5, 4.3), (27.0, 3.0), *curl(28.7, 2.2, 1.5, 0.35, 170, 1.2)]
    third = [(30.5, 5.1), (32.6, 5.6), *curl(34.0, 6.9, 1.4, 0.3, -100, 1.2)]
    parts = [
        Shape(brush(stroke, swelling(len(stroke), 0.18, most)), fill=GOLD)
        for stroke, most in ((stem, 0.85), (first, 0.7), (second, 0.5), (third, 0.5))
    ]
    parts += put([_leaf(5.2, 0.7)], at(21.0, 2.8, turn=118))
    parts += put([_leaf(3.6, -0.5)], at(16.6, 2.9, turn=42))
    parts += put([_leaf(3.2, 0.5)], at(29.6, 5.1, turn=140))
    parts += [Shape(circle(0.45, x, y), fill=RED) for x, y in ((25.6, 7.2),)]
    parts += put(_bud(0.92), at(37.2, 2.25, turn=88))
    return tuple(parts)


def _corner() -> Motif:
    tendril = _tendril()
    back = [
        Shape(smooth([(2.6, 15.0), (3.4, 7.0), (7.0, 3.4), (15.0, 2.6)]), stroke=GOLD, width=0.3, round=True)
    ]
    return (*back, *tendril, *put(tendril, DIAGONAL), *put(_flower(), at(7.6, 7.6, 1.0, 135)))


def _middle() -> Motif:
    """The middle of the upper edge: a bud between two leaning tendrils, about 30 wide."""
    side = [(0.9, 1.9), (3.6, 3.4), (7.0, 3.2), (10.0, 1.9), *curl(12.4, 2.5, 1.5, 0.3, 200, 1.25)]
    half = [
        Shape(brush(side, swelling(len(side), 0.18, 0.75)), fill=GOLD),
        *put([_leaf(4.0, -0.5)], at(3.2, 3.0, turn=64)),
        *put(petal(3.4, 1.8, ROSE, PALE), at(0, 1.4, turn=128)),
    ]
    return (*half, *put(half, mirrored_x(0)), *put(petal(4.8, 2.4, RED, GOLD), at(0, 0.9, turn=180)))


def lotus(width: float, height: float) -> Motif:
    """The whole frame for a sheet."""
    k = min(1.0, max(0.62, min(width, height) / 210))
    edge, gap = 8.5 * (0.55 + 0.45 * k), 2.2 * k
    inner = edge + gap
    long_x, long_y = inner + _CORNER * k, inner + _CORNER * k
    middle = 17.5 * k
    shapes: list[Shape] = [
        Shape(box(edge, edge, width - edge, height - edge), stroke=RED, width=0.85 * k),
        Shape(
            box(edge + 1.1 * k, edge + 1.1 * k, width - edge - 1.1 * k, height - edge - 1.1 * k),
            stroke=GOLD,
            width=0.22,
        ),
    ]
    top = [
        *put(_middle(), at(width / 2, inner, k)),
        Shape(line((long_x, inner + 2.2 * k), (width / 2 - middle, inner + 2.2 * k)), stroke=GOLD, width=0.3),
        Shape(
            line((width / 2 + middle, inner + 2.2 * k), (width - long_x, inner + 2.2 * k)),
            stroke=GOLD,
            width=0.3,
        ),
    ]
    left = [
        Shape(line((inner + 2.2 * k, long_y), (inner + 2.2 * k, height - long_y)), stroke=GOLD, width=0.3)
    ]
    shapes += [*top, *put(top, mirrored_y(height / 2)), *left, *put(left, mirrored_x(width / 2))]
    shapes += corners(put(_corner(), at(inner, inner, k)), width, height)
    return tuple(shapes)
