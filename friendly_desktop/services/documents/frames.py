"""Printed frames of letters, drawn as vectors for any size of sheet."""

from functools import lru_cache

from friendly_desktop.domain.letters import Frame
from friendly_desktop.services.documents.drawing import FrameDrawing, Pen, Shape, Step


@lru_cache(maxsize=64)
def frame(frame_id: str, width_mm: float, height_mm: float) -> FrameDrawing:
    """The frame with this id (``domain.letters.Frame``) for a sheet of this size; empty for "none"."""
    kind = Frame(frame_id)
    if kind is Frame.NONE:
        return FrameDrawing(width_mm, height_mm)
    colour = "#8A8A8A" if kind is Frame.QUIET else "#9E1B1B"
    shapes = (_box(9, width_mm, height_mm, colour, 0.5), _box(10.5, width_mm, height_mm, colour, 0.2))
    return FrameDrawing(width_mm, height_mm, shapes)


def _box(inset: float, width: float, height: float, colour: str, line: float) -> Shape:
    right, bottom = width - inset, height - inset
    corners = ((inset, inset), (right, inset), (right, bottom), (inset, bottom))
    steps = [Step(Pen.MOVE if not index else Pen.LINE, (point,)) for index, point in enumerate(corners)]
    return Shape((*steps, Step(Pen.CLOSE)), stroke=colour, width=line)
