"""Printed frames of letters, drawn as vectors for any size of sheet.

Red and gold for joy, a thin grey line for sorrow: the custom of letters that are hung on a wall, and of
letters of condolence. Words keep clear of a frame by the margins of ``services/letters/letter_looks.py``.
"""

from functools import lru_cache

from friendly_desktop.domain.letters import Frame
from friendly_desktop.services.documents.drawing import FrameDrawing, Shape
from friendly_desktop.services.documents.frame_blossom import blossom
from friendly_desktop.services.documents.frame_drum import drum
from friendly_desktop.services.documents.frame_lotus import lotus
from friendly_desktop.services.documents.pen_work import (
    Motif,
    at,
    box,
    circle,
    closed,
    corners,
    line,
    outline,
    put,
)

_RED = "#A3161A"
_GOLD = "#C39026"
_GREY = "#6E6E6E"
_PALE_GREY = "#A8A8A8"


@lru_cache(maxsize=64)
def frame(frame_id: str, width_mm: float, height_mm: float) -> FrameDrawing:
    """The frame with this id (``domain.letters.Frame``) for a sheet of this size; empty for "none"."""
    draw = {
        Frame.LOTUS: lotus,
        Frame.DRUM: drum,
        Frame.BLOSSOM: blossom,
        Frame.LINE: _double_line,
        Frame.QUIET: _quiet_line,
    }.get(Frame(frame_id))
    return FrameDrawing(width_mm, height_mm, draw(width_mm, height_mm) if draw else ())


def _scale(width: float, height: float) -> float:
    return min(1.0, max(0.64, min(width, height) / 210))


def _double_line(width: float, height: float) -> Motif:
    """A fine double line in red and gold whose inner one steps back at the corners around a small lozenge."""
    k = _scale(width, height)
    edge = 9.0 * (0.55 + 0.45 * k)
    inner, notch = edge + 2.4 * k, 6.5 * k
    shapes = [Shape(box(edge, edge, width - edge, height - edge), stroke=_RED, width=0.8 * k)]
    near, far = inner, inner + notch
    right, bottom = width - near, height - near
    shapes.append(
        Shape(
            closed(line(
                (far, near), (width - far, near), (width - far, far), (right, far), (right, height - far),
                (width - far, height - far), (width - far, bottom), (far, bottom), (far, height - far),
                (near, height - far), (near, far), (far, far),
            )),
            stroke=_GOLD,
            width=0.35,
        )
    )  # fmt: skip
    mark = (
        Shape(
            outline(
                "M 0 -2.3 C 0.5 -0.8 0.8 -0.5 2.3 0 C 0.8 0.5 0.5 0.8 0 2.3 C -0.5 0.8 -0.8 0.5 -2.3 0 C -0.8 -0.5 -0.5 -0.8 0 -2.3 Z"
            ),
            fill=_RED,
        ),
        Shape(circle(0.55), fill=_GOLD),
    )
    shapes += corners(put(mark, at(inner + notch * 0.42, inner + notch * 0.42, k)), width, height)
    return tuple(shapes)


def _quiet_line(width: float, height: float) -> Motif:
    """A thin grey line with a paler one inside, and nothing else."""
    k = _scale(width, height)
    edge = 10.0 * (0.55 + 0.45 * k)
    inner = edge + 1.5 * k
    return (
        Shape(box(edge, edge, width - edge, height - edge), stroke=_GREY, width=0.5),
        Shape(box(inner, inner, width - inner, height - inner), stroke=_PALE_GREY, width=0.18),
    )
