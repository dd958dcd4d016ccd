"""Printed frames of letters, drawn as vectors for any size of sheet."""

from functools import cache

from friendly_desktop.services.documents.drawing import FrameDrawing


@cache
def frame(frame_id: str, width_mm: float, height_mm: float) -> FrameDrawing:
    """The frame with this id (``domain.letters.Frame``) for a sheet of this size; empty for "none"."""
    return FrameDrawing(width_mm, height_mm)
