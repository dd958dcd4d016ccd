"""What a drawn ornament is, apart from how it is written: filled and stroked outlines in millimetres.

The origin is the upper left corner of the sheet, x grows to the right and y downwards. Every writer
(PDF, DOCX, the small pictures of the frame list) draws the same shapes.
"""

from dataclasses import dataclass
from enum import Enum

Point = tuple[float, float]


class Pen(Enum):
    """A step of an outline."""

    MOVE = "move"  # to one point, without a line
    LINE = "line"  # to one point
    CURVE = "curve"  # a cubic Bézier curve: two control points and the end
    CLOSE = "close"  # back to where the outline began


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pen and the points it needs."""

    pen: Pen
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """One or more outlines drawn alike.

    Attributes:
        steps: the way of the pen.
        stroke: colour of the line, "#RRGGBB"; "" for none.
        fill: colour inside, "#RRGGBB"; "" for none. What lies inside twice is left out (even-odd).
        width: thickness of the line, in millimetres.
        round: whether ends and corners of the line are round.
    """

    steps: tuple[Step, ...]
    stroke: str = ""
    fill: str = ""
    width: float = 0.25
    round: bool = False


@dataclass(frozen=True, slots=True)
class FrameDrawing:
    """A printed frame for a sheet of this size (millimetres), its shapes from the back to the front."""

    width: float
    height: float
    shapes: tuple[Shape, ...] = ()
