"""How a large sheet is parted among the sheets of a small printer. Millimetres, from the upper left corner."""

import math
from dataclasses import dataclass

from friendly_desktop.domain.pages import PageSize

#: What office printers leave white at each edge, and how far neighbours cover each other for glue.
WHITE, OVERLAP = 8.0, 12.0


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the large sheet on one small one: where its live area lies on the large sheet."""

    row: int
    column: int
    left: float
    top: float
    width: float
    height: float

    @property
    def name(self) -> str:
        """The name on a map, "B3": the row as a letter, the column as a number, as on a map."""
        return f"{chr(ord('A') + self.row)}{self.column + 1}"


@dataclass(frozen=True, slots=True)
class Tiling:
    """All parts of a large sheet, row by row, and the paper they are printed on."""

    whole: PageSize
    paper: PageSize
    rows: int
    columns: int
    tiles: tuple[Tile, ...]


def tiling(whole: PageSize, paper: PageSize) -> Tiling:
    """The fewest sheets of this paper, upright or lying, that make the large one.

    Args:
        whole: the large sheet.
        paper: the printer's, either way.
    """
    ways = [_tiled(whole, one) for one in (paper, paper.turned)]
    return min(ways, key=lambda one: len(one.tiles))


def _tiled(whole: PageSize, paper: PageSize) -> Tiling:
    live_wide, live_high = paper.width - 2 * WHITE, paper.height - 2 * WHITE
    columns, rows = _count(whole.width, live_wide), _count(whole.height, live_high)
    # The sheets share the large one evenly: no last strip of a finger's width.
    wide = (whole.width + (columns - 1) * OVERLAP) / columns
    high = (whole.height + (rows - 1) * OVERLAP) / rows
    tiles = [
        Tile(row, column, column * (wide - OVERLAP), row * (high - OVERLAP), wide, high)
        for row in range(rows)
        for column in range(columns)
    ]
    return Tiling(whole, paper, rows, columns, tuple(tiles))


def _count(length: float, live: float) -> int:
    return 1 if length <= live else math.ceil((length - OVERLAP) / (live - OVERLAP) - 1e-9)
