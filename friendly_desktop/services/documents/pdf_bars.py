"""Bars of shares for the PDF writer, drawn as vectors: told apart on a grey copy too."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.model import Bar, Bars, Paragraph, Run

_DARK = (0x0F, 0x5E, 0x6E)
_LIGHT = (0xEC, 0xF1, 0xF1)
_LINE = HexColor("#5C636B")
_BLACK = HexColor("#000000")
_WHITE = HexColor("#FFFFFF")
#: Of the height of a bar: the gap under it, the side of a key, what is kept free beside words, a line of keys.
_GAP, _KEY, _PAD, _LINE_OF_KEYS = 0.34, 0.55, 0.19, 0.83
_BRIGHT = 0.55


def shades(count: int) -> tuple[str, ...]:
    """As many colours ("#RRGGBB") from dark to light, each clearly lighter than the one before."""
    found = []
    for index in range(count):
        step = (index / (count - 1)) ** 0.8 if count > 1 else 0.0
        parts = (round(dark + (light - dark) * step) for dark, light in zip(_DARK, _LIGHT, strict=True))
        found.append("#{:02X}{:02X}{:02X}".format(*parts))
    return tuple(found)


def bar_flowables(block: Bars, width: float) -> list[Flowable]:
    """The legend and the bars, each able to stand on a page of its own; ``width`` in points."""
    legend = _Legend(block, width)
    legend.keepWithNext = True
    legend.spaceBefore = block.before
    bars: list[Flowable] = [_Bar(block, bar, width) for bar in block.bars]
    if bars:
        bars[-1].spaceAfter = block.after
    return [legend, *bars]


class _Legend(Flowable):
    """A key for each part, in one line or several."""

    def __init__(self, block: Bars, width: float) -> None:
        super().__init__()
        self.block = block
        self.line_width = width
        self.unit = block.height * mm
        self._lines = self._broken()

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width, a line for each line of keys, and a gap."""
        return self.line_width, (len(self._lines) * _LINE_OF_KEYS + _GAP) * self.unit

    def draw(self) -> None:
        """Draw the keys and their words."""
        canvas: Canvas = self.canv
        colors = shades(len(self.block.legend))
        side = _KEY * self.unit
        for number, line in enumerate(reversed(self._lines)):
            x = self.block.label_width * mm
            y = (_GAP + number * _LINE_OF_KEYS) * self.unit
            for place in line:
                words = self.block.legend[place]
                canvas.setLineWidth(0.5)
                canvas.setStrokeColor(_LINE)
                canvas.setFillColor(HexColor(colors[place]))
                canvas.rect(x, y, side, side, stroke=1, fill=1)
                _write(canvas, words, x + side + _PAD * self.unit, y + (side - words.size * 0.66) / 2, _BLACK)
                x += self._wide(words)

    def _wide(self, words: Paragraph) -> float:
        return (_KEY + _PAD + 1) * self.unit + _text_width(words)

    def _broken(self) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        room = self.line_width - self.block.label_width * mm
        x = 0.0
        for place, words in enumerate(self.block.legend):
            wide = self._wide(words)
            if lines[-1] and x + wide > room:
                lines.append([])
                x = 0.0
            lines[-1].append(place)
            x += wide
        return lines


class _Bar(Flowable):
    """One bar with its label and what stands behind it."""

    def __init__(self, block: Bars, bar: Bar, width: float) -> None:
        super().__init__()
        self.block = block
        self.bar = bar
        self.line_width = width
        self.unit = block.height * mm

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width, the bar and the gap under it."""
        return self.line_width, (1 + _GAP) * self.unit

    def draw(self) -> None:
        """Draw the parts from the left, words in them where there is room."""
        canvas: Canvas = self.canv
        bottom = _GAP * self.unit
        left = self.block.label_width * mm
        room = self.line_width - left - self.block.value_width * mm
        base = bottom + (self.unit - self.bar.label.size * 0.66) / 2
        _write(canvas, self.bar.label, 0, base, _BLACK)
        total = sum(self.bar.parts)
        x = left
        colors = shades(len(self.bar.parts))
        for part, words, color in zip(self.bar.parts, self.bar.words, colors, strict=True):
            if not total or not part:
                continue
            wide = room * float(part / total)
            fill = HexColor(color)
            canvas.setFillColor(fill)
            canvas.rect(x, bottom, wide, self.unit, stroke=0, fill=1)
            if _text_width(words) + 2 * _PAD * self.unit <= wide:
                ink = _BLACK if sum(fill.rgb()) / 3 > _BRIGHT else _WHITE
                _write(canvas, words, x + (wide - _text_width(words)) / 2, base, ink)
            x += wide
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(_LINE)
        canvas.rect(left, bottom, room, self.unit, stroke=1, fill=0)
        value = self.bar.value
        _write(canvas, value, self.line_width - _text_width(value), base, _BLACK)


def _write(canvas: Canvas, words: Paragraph, x: float, y: float, ink: Color) -> None:
    canvas.setFillColor(ink)
    for run in words.runs:
        size, face, text = run.size or words.size, fonts.face(run.bold, run.italic), _shown(run)
        canvas.setFont(face, size)
        canvas.drawString(x, y, text)
        x += stringWidth(text, face, size)


def _text_width(words: Paragraph) -> float:
    return sum(
        stringWidth(_shown(run), fonts.face(run.bold, run.italic), run.size or words.size)
        for run in words.runs
    )


def _shown(run: Run) -> str:
    return fonts.boxed(run.text, run.bold, run.italic) if run.verbatim else fonts.drawable(run.text)
