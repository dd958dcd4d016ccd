"""The tools ornaments are drawn with: outlines, turning and mirroring, brush strokes, leaves, circles.

A motif is drawn once around its own origin, in millimetres with y downwards, and set where it is wanted.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from friendly_desktop.services.documents.drawing import Pen, Point, Shape, Step

_PENS = {"M": (Pen.MOVE, 1), "L": (Pen.LINE, 1), "C": (Pen.CURVE, 3), "Z": (Pen.CLOSE, 0)}
_CIRCLE = 0.5522847498  # handle of a quarter of a circle drawn as one Bézier curve

Motif = tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a motif is set: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, point: Point) -> Point:
        """The point as it is set; a hundredth of a millimetre is finer than any printer."""
        x, y = point
        return (
            round(self.a * x + self.c * y + self.e, 2),
            round(self.b * x + self.d * y + self.f, 2),
        )


def at(x: float, y: float, scale: float = 1.0, turn: float = 0.0) -> Place:
    """A motif at a point, enlarged and turned clockwise by degrees."""
    cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
    return Place(cos, sin, -sin, cos, x, y)


#: Across the diagonal of a corner: what runs along the top runs down the side.
DIAGONAL = Place(0, 1, 1, 0)


def mirrored_x(about: float) -> Place:
    """Left and right changed about the upright line at ``about``."""
    return Place(-1, 0, 0, 1, 2 * about, 0)


def mirrored_y(about: float) -> Place:
    """Above and below changed about the level line at ``about``."""
    return Place(1, 0, 0, -1, 0, 2 * about)


def put(motif: Iterable[Shape], place: Place) -> Motif:
    """The motif as it is set; its lines grow and shrink with it."""
    size = math.sqrt(abs(place.a * place.d - place.b * place.c))
    return tuple(
        replace(
            shape,
            steps=tuple(Step(step.pen, tuple(map(place.of, step.points))) for step in shape.steps),
            width=round(shape.width * size, 3),
        )
        for shape in motif
    )


def outline(path: str) -> tuple[Step, ...]:
    """Steps from a path as SVG writes it, with absolute M, L, C and Z."""
    steps: list[Step] = []
    words = path.split()
    index = 0
    while index < len(words):
        pen, count = _PENS[words[index]]
        numbers = [float(word) for word in words[index + 1 : index + 1 + 2 * count]]
        steps.append(Step(pen, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
        index += 1 + 2 * count
    return tuple(steps)


def line(*points: Point) -> tuple[Step, ...]:
    """A broken line through the points."""
    return tuple(Step(Pen.LINE if index else Pen.MOVE, (point,)) for index, point in enumerate(points))


def closed(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The outline, closed."""
    return (*steps, Step(Pen.CLOSE))


def box(left: float, top: float, right: float, bottom: float) -> tuple[Step, ...]:
    """A rectangle."""
    return closed(line((left, top), (right, top), (right, bottom), (left, bottom)))


def circle(radius: float, x: float = 0.0, y: float = 0.0) -> tuple[Step, ...]:
    """A circle of four curves."""
    r, k = radius, radius * _CIRCLE
    return outline(
        f"M {x} {y - r} C {x + k} {y - r} {x + r} {y - k} {x + r} {y} C {x + r} {y + k} {x + k} {y + r} {x} {y + r} "
        f"C {x - k} {y + r} {x - r} {y + k} {x - r} {y} C {x - r} {y - k} {x - k} {y - r} {x} {y - r} Z"
    )


def dots(points: Sequence[Point], radius: float, colour: str) -> Shape:
    """Small round dots: round ends of strokes too short to see, a third of the bytes of circles."""
    steps = tuple(step for x, y in points for step in line((x, y), (x + 0.02, y)))
    return Shape(steps, stroke=colour, width=round(2 * radius, 3), round=True)


def smooth(points: Sequence[Point], *, is_closed: bool = False) -> tuple[Step, ...]:
    """A curve through the points (Catmull-Rom as Bézier curves)."""
    count = len(points)

    def near(index: int) -> Point:
        return points[index % count] if is_closed else points[min(max(index, 0), count - 1)]

    steps = [Step(Pen.MOVE, (points[0],))]
    for index in range(count if is_closed else count - 1):
        before, start, end, after = (near(index + step) for step in (-1, 0, 1, 2))
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        steps.append(Step(Pen.CURVE, (first, second, end)))
    return closed(steps) if is_closed else tuple(steps)


def brush(points: Sequence[Point], widths: Sequence[float]) -> tuple[Step, ...]:
    """A stroke that swells and thins: ``widths`` in millimetres at each of the points."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y) in enumerate(points):
        x0, y0 = points[max(index - 1, 0)]
        x1, y1 = points[min(index + 1, len(points) - 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = (y0 - y1) / length, (x1 - x0) / length
        half = widths[index] / 2
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    there = smooth(left)
    back = smooth(right[::-1])
    return closed((*there, Step(Pen.LINE, back[0].points), *back[1:]))


def curl(  # noqa: PLR0917 - centre, radii, angles: the order of a compass
    x: float, y: float, outer: float, inner: float, start: float, turns: float
) -> list[Point]:
    """Points of a spiral around (x, y) from ``outer`` to ``inner`` radius; angles in degrees, clockwise."""
    count = max(int(abs(turns) * 14), 6)
    points = []
    for index in range(count + 1):
        share = index / count
        radius = outer + (inner - outer) * share**0.8
        angle = math.radians(start + 360 * turns * share)
        points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return points


def swelling(count: int, least: float, most: float) -> list[float]:
    """Widths of a brush stroke, which is widest before the middle of its way."""
    peak = 0.4
    widths = []
    for index in range(count):
        share = index / (count - 1)
        bend = share / peak if share < peak else (1 - share) / (1 - peak)
        widths.append(least + (most - least) * math.sin(bend * math.pi / 2))
    return widths


def as_one(shapes: Sequence[Shape]) -> Shape:
    """Shapes of one dress that do not overlap, as one: a file says their dress once."""
    return replace(shapes[0], steps=tuple(step for shape in shapes for step in shape.steps))


def corners(motif: Motif, width: float, height: float) -> Motif:
    """A motif of the upper left corner, in all four corners of the sheet."""
    top = (*motif, *put(motif, mirrored_x(width / 2)))
    return (*top, *put(top, mirrored_y(height / 2)))
