"""Pages of a PDF on their way to the screen or to a printer; lengths in millimetres of the sheet."""

from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class PageSize:
    """The sheet of one page, as it is read (a landscape page is wider than high)."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height

    def like(self, other: "PageSize", within: float = 1.0) -> bool:
        """Whether both sheets are of one size, up to rounding."""
        return abs(self.width - other.width) <= within and abs(self.height - other.height) <= within

    @property
    def turned(self) -> "PageSize":
        """The same sheet on its other side."""
        return PageSize(self.height, self.width)


A4_SHEET = PageSize(210, 297)
A5_SHEET = PageSize(148, 210)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class InkTile:
    """A piece of a drawn page that is not empty, in dots from the page's upper left corner.

    ``mode`` is "1" (one bit a dot, rows of whole bytes, 1 is black), "L" (grey) or "RGB"; rows follow each
    other without padding.
    """

    x: int
    y: int
    width: int
    height: int
    mode: str
    data: bytes
