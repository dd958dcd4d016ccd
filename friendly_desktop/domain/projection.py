"""How a flat sheet lies in a picture of it: lengths on paper to dots of the picture, tilted and turned as it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

#: Across and down.
Point = tuple[float, float]
#: A place on paper in millimetres and where it was seen, in dots.
Pair = tuple[Point, Point]

_PAPER, _DOTS = 100.0, 1000.0  # what the sums are scaled by, so that they stay exact
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Projection:
    """Eight numbers: x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    g: float
    h: float

    def at(self, place: Point) -> Point:
        """Where a place on paper is seen."""
        x, y = place
        depth = self.g * x + self.h * y + 1
        if abs(depth) < _LEAST:
            return float("inf"), float("inf")
        return (self.a * x + self.b * y + self.c) / depth, (self.d * x + self.e * y + self.f) / depth

    def window(self, left: float, top: float, scale: float) -> tuple[float, ...]:
        """The eight numbers that draw the paper from ``left``, ``top`` on, ``scale`` dots a millimetre."""
        depth = 1 + self.g * left + self.h * top
        rows = (
            (self.a / scale, self.b / scale, self.a * left + self.b * top + self.c),
            (self.d / scale, self.e / scale, self.d * left + self.e * top + self.f),
            (self.g / scale, self.h / scale),
        )
        return tuple(number / depth for row in rows for number in row)

    def error(self, pairs: Sequence[Pair]) -> float:
        """How far off the farthest of these pairs is, in dots."""
        return max(distance(self.at(paper), seen) for paper, seen in pairs)


def distance(one: Point, other: Point) -> float:
    """How far two places are apart."""
    return hypot(one[0] - other[0], one[1] - other[1])


def fitted(pairs: Sequence[Pair]) -> Projection | None:
    """The projection nearest to four or more pairs; None where they tell of none (three on a line)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in pairs:
        x, y, u, v = x / _PAPER, y / _PAPER, u / _DOTS, v / _DOTS  # noqa: PLW2901 - the same pair, scaled
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    if len(pairs) > 4:
        # The sums of products: least squares.
        rows = [[sum(row[i] * row[j] for row in rows) for j in range(9)] for i in range(8)]
    found = _solved(rows)
    if found is None:
        return None
    a, b, c, d, e, f, g, h = found
    return Projection(
        a * _DOTS / _PAPER, b * _DOTS / _PAPER, c * _DOTS, d * _DOTS / _PAPER, e * _DOTS / _PAPER, f * _DOTS,
        g / _PAPER, h / _PAPER,
    )  # fmt: skip


def fitted_plain(pairs: Sequence[Pair]) -> Projection | None:
    """The same without tilt, from three or more pairs: a flat scan of which little is seen."""
    found = []
    for axis in (0, 1):
        known = [[x / _PAPER, y / _PAPER, 1.0, seen[axis] / _DOTS] for (x, y), seen in pairs]
        rows = [[sum(row[i] * row[j] for row in known) for j in range(4)] for i in range(3)]
        solved = _solved(rows)
        if solved is None:
            return None
        found.append((solved[0] * _DOTS / _PAPER, solved[1] * _DOTS / _PAPER, solved[2] * _DOTS))
    return Projection(*found[0], *found[1], 0, 0)


def _solved(rows: list[list[float]]) -> list[float] | None:
    """The unknowns of eight equations (Gauss, the largest first)."""
    count = len(rows)
    for step in range(count):
        best = max(range(step, count), key=lambda row: abs(rows[row][step]))
        if abs(rows[best][step]) < 1e-12:
            return None
        rows[step], rows[best] = rows[best], rows[step]
        lead = rows[step]
        for row in rows[step + 1 :]:
            factor = row[step] / lead[step]
            if factor:
                for column in range(step, count + 1):
                    row[column] -= factor * lead[column]
    found = [0.0] * count
    for step in reversed(range(count)):
        known = sum(rows[step][column] * found[column] for column in range(step + 1, count))
        found[step] = (rows[step][count] - known) / rows[step][step]
    return found
