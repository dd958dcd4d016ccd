"""The sheet a poster is drawn on: always an A4 sheet in millimetres, y downwards, whatever paper it comes to.

All sizes of the A series have one shape, so a poster is drawn once and enlarged whole, as a copier would do it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from friendly_desktop.services.documents.drawing import Pen, Shape
from friendly_desktop.services.documents.posting_type import CAP, Setting, Type, advances, pieces, width
from friendly_desktop.services.documents.qr_code import Run

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SHORT, LONG = 210.0, 297.0
#: Nothing is printed nearer to the edge: office printers leave it white, and a print shop may cut it.
MARGIN = 6.0


class Sheet:
    """A4 upright or lying, on a canvas whose unit is one millimetre of it.

    Attributes:
        smallest: the height of the smallest capitals that were written, in millimetres of the A4 sheet.
    """

    def __init__(self, canvas: "Canvas", *, lying: bool) -> None:
        self._canvas = canvas
        self.width, self.height = (LONG, SHORT) if lying else (SHORT, LONG)
        self.lying = lying
        self.smallest = self.height

    @contextmanager
    def clipped(self, left: float, top: float, wide: float, high: float) -> Iterator[None]:
        """Nothing that is drawn inside the block shows outside this rectangle."""
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, self.height - top - high, wide, high)
        canvas.clipPath(path, stroke=0, fill=0)
        yield
        canvas.restoreState()

    def shapes(self, shapes: Iterable[Shape]) -> None:
        """Draw ornaments."""
        canvas = self._canvas
        for shape in shapes:
            path = canvas.beginPath()
            for step in shape.steps:
                at = [part for x, y in step.points for part in (x, self.height - y)]
                if step.pen is Pen.MOVE:
                    path.moveTo(*at)
                elif step.pen is Pen.LINE:
                    path.lineTo(*at)
                elif step.pen is Pen.CURVE:
                    path.curveTo(*at)
                else:
                    path.close()
            if shape.fill:
                canvas.setFillColor(shape.fill)
            if shape.stroke:
                canvas.setStrokeColor(shape.stroke)
                canvas.setLineWidth(shape.width)
                canvas.setLineCap(1 if shape.round else 0)
                canvas.setLineJoin(1 if shape.round else 0)
            canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)), fillMode=0)

    def box(self, left: float, top: float, wide: float, high: float, fill: str, *, radius: float = 0) -> None:
        """A filled rectangle."""
        self._canvas.setFillColor(fill)
        bottom = self.height - top - high
        if radius:
            self._canvas.roundRect(left, bottom, wide, high, radius, stroke=0, fill=1)
        else:
            self._canvas.rect(left, bottom, wide, high, stroke=0, fill=1)

    def outline(  # noqa: PLR0917 - a place and a pen
        self,
        left: float,
        top: float,
        wide: float,
        high: float,
        colour: str,
        thick: float,
        *,
        radius: float = 0,
    ) -> None:
        """The line around a rectangle."""
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.setLineJoin(0)
        bottom = self.height - top - high
        if radius:
            self._canvas.roundRect(left, bottom, wide, high, radius, stroke=1, fill=0)
        else:
            self._canvas.rect(left, bottom, wide, high, stroke=1, fill=0)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._canvas.setFillColor(fill)
        self._canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def rule(self, left: float, y: float, right: float, colour: str, thick: float) -> None:
        """A level line."""
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.setLineCap(0)
        self._canvas.line(left, self.height - y, right, self.height - y)

    def line(  # noqa: PLR0917 - the order of a compositor
        self, text: str, x: float, foot: float, size: float, type_: Type, colour: str, align: float = 0
    ) -> None:
        """One line of text.

        Args:
            text: what is written.
            x: its left end, middle or right end.
            foot: the line the letters stand on, from the top.
            size: of the em.
            type_: face and distance of letters.
            colour: "#RRGGBB".
            align: 0 for the left end at ``x``, 0.5 for the middle, 1 for the right end.
        """
        if not text.strip():
            return
        self.smallest = min(self.smallest, size * CAP)
        canvas = self._canvas
        canvas.setFillColor(colour)
        canvas.setFont(type_.face.value, size)
        left = x - width(text, type_) * size * align
        for begin, part in pieces(text, type_):
            canvas.drawString(left + begin * size, self.height - foot, part, charSpace=type_.track * size)

    def figures(self, text: str, x: float, foot: float, size: float, type_: Type, colour: str) -> None:  # noqa: PLR0917 - as line
        """A number that ends at ``x``, each figure in a place of one width so that columns stand straight."""
        known = advances(type_.face)
        place = max(known[figure] for figure in "0123456789")
        for char in reversed(text):
            wide = place if char.isdigit() else known[char]
            x -= wide * size
            self.line(char, x + (wide - known[char]) / 2 * size, foot, size, type_, colour)

    def text(
        self, setting: Setting, x: float, top: float, colours: str | Sequence[str], align: float = 0.5
    ) -> float:
        """A text that was set, its highest mark at ``top``; where it ends.

        Args:
            setting: lines and size.
            x: as for ``line``.
            top: from the upper edge of the sheet.
            colours: one, or one a line.
            align: as for ``line``.
        """
        foot = top + setting.rise
        for number, words in enumerate(setting.lines):
            colour = colours if isinstance(colours, str) else colours[min(number, len(colours) - 1)]
            self.line(words, x, foot + number * setting.step, setting.size, setting.type, colour, align)
        return top + setting.height

    def code(  # noqa: PLR0917 - a place
        self, count: int, runs: Iterable[Run], left: float, top: float, side: float, colour: str
    ) -> None:
        """A QR code without its quiet zone, every run of dark modules as one rectangle.

        Args:
            count: modules along a side.
            runs: as ``qr_code.qr_runs`` gives them.
            left: from the left edge.
            top: from the upper edge.
            side: of the code.
            colour: of its dark modules.
        """
        canvas, unit = self._canvas, side / count
        canvas.setFillColor(colour)
        path = canvas.beginPath()
        for row, column, long in runs:
            # A hair higher than a row, so that no viewer shows a white line between two.
            path.rect(left + column * unit, self.height - top - (row + 1) * unit, long * unit, unit * 1.01)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=1)  # what lies over each other stays dark
