"""What stands in a page of a PDF file: text, the lines under it, dots to write on, the printed frame."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from friendly_desktop.services.documents.alphabet import FACES, Alphabet, Face
from friendly_desktop.services.documents.drawing import FrameDrawing, Pen, Shape
from friendly_desktop.services.documents.layout import Layout, Placed, PlacedBox, PlacedLine, PlacedText
from friendly_desktop.services.documents.lines import MM, RULE_RISE, RULE_ROOM, LaidText, Line, Style
from friendly_desktop.services.documents.model import Page, Part

_RULE_WIDTH = 0.75
_BOX_WIDTH = 0.8
_LINE_WIDTH = 0.5
_PENS = {Pen.MOVE: b"m", Pen.LINE: b"l", Pen.CURVE: b"c", Pen.CLOSE: b"h"}
_PAINT = {(False, False): b"n\n", (True, False): b"S\n", (False, True): b"f*\n", (True, True): b"B*\n"}
_TEXTS_KEPT = 1024
_FACE_NUMBER = {face: number for number, face in enumerate(FACES)}


#: The tables of the four alphabets.
Tables = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Written(NamedTuple):
    """A paragraph in the codes of a run: what sets its dress, its lines, what takes the dress off again.

    Each line begins where the line before it began.
    """

    dress: bytes
    lines: list[bytes]
    undress: bytes
    faces: frozenset[Face]


class Script:
    """How the texts of a run are written: the alphabets of its faces, and which parts are printed.

    ``tables`` are those of the same script in another process.
    """

    def __init__(self, parts: frozenset[Part], tables: Tables = ((), (), (), ())) -> None:
        self.parts = parts
        self.alphabets = {face: Alphabet(face, own) for face, own in zip(FACES, tables, strict=True)}
        self._written: dict[LaidText, Written] = {}

    def learn(self, layouts: Iterable[Layout]) -> None:
        """Give codes to the characters of these pages."""
        found: dict[Face, set[str]] = {face: set() for face in FACES}
        for layout in layouts:
            for page in layout.pages:
                for placed in page:
                    if isinstance(placed, PlacedText) and placed.text not in self._written:
                        for line in placed.text.lines:
                            for text, style in line.pieces:
                                if style.part in self.parts:
                                    found[style.face].update(text)
        self.add(found)

    def add(self, chars: Mapping[Face, set[str]]) -> None:
        """Give codes to these characters."""
        for face, new in chars.items():
            if new:
                self.alphabets[face].add(new)

    @property
    def tables(self) -> Tables:
        """The codes given so far, for the same script in another process."""
        first, second, third, fourth = (tuple(self.alphabets[face].tables) for face in FACES)
        return first, second, third, fourth

    def written(self, text: LaidText) -> Written:
        """A paragraph as it stands in a page."""
        known = self._written.get(text)
        if known is None:
            if len(self._written) > _TEXTS_KEPT:
                self._written.clear()
            known = self._written[text] = self._write(text)
        return known

    def _write(self, text: LaidText) -> Written:
        styles = [piece.style for line in text.lines for piece in line.pieces]
        if not any(style.part in self.parts for style in styles):
            return Written(b"", [], b"", frozenset())
        first = styles[0]
        spread = any(line.spread for line in text.lines)
        lines = [self._line(line, first, spread) for line in text.lines]
        undress = (b"0 Tw\n" if spread else b"") + (b"0 g\n" if first.color else b"")
        return Written(
            b"%b%b TL\n" % (_font(first, 0) + _color(first.color), _number(text.leading)),
            lines,
            undress,
            frozenset(style.face for style in styles if style.part in self.parts),
        )

    def _line(self, line: Line, base: Style, spread: bool) -> bytes:
        """A line; it finds the dress ``base`` and leaves it."""
        if len(line.pieces) == 1 and line.pieces[0].style == base and base.part in self.parts:
            stretches = self.alphabets[base.face].encode(line.pieces[0].text)
            if len(stretches) == 1 and not stretches[0][0]:
                shown = (
                    b'%.3f 0(%b)"\n' % (line.spread, stretches[0][1])
                    if spread
                    else b"(%b)'\n" % stretches[0][1]
                )
                return b"%.2f 0 Td %b%.2f 0 Td\n" % (line.x, shown, -line.x) if line.x else shown
        made = [b"%.2f 0 Td T*" % line.x if line.x else b"T*"]
        if spread:
            made.append(b" %.3f Tw" % line.spread)
        worn: tuple[Style, int] = base, 0
        for text, style in line.pieces:
            if style.part not in self.parts:
                width = self.alphabets[style.face].width(text) * style.size + text.count(" ") * line.spread
                made.append(b" [%.1f]TJ" % (-1000 * width / worn[0].size))
                continue
            for table, codes in self.alphabets[style.face].encode(text):
                if worn != (style, table):
                    if worn[0][:2] != style[:2] or worn[1] != table:
                        made.append(b" " + _font(style, table))
                    if worn[0].color != style.color:
                        made.append(b" " + (_color(style.color) or b"0 g "))
                    worn = style, table
                made.append(b"(%b)Tj" % codes)
        if worn[0][:2] != base[:2] or worn[1]:
            made.append(b" " + _font(base, 0))
        if worn[0].color != base.color:
            made.append(b" " + (_color(base.color) or b"0 g "))
        made.append(b" %.2f 0 Td\n" % -line.x if line.x else b"\n")
        return b"".join(made)

    def page(self, placed: Iterable[Placed], paper: Page, before: bytes = b"") -> tuple[bytes, set[Face]]:
        """The content of a page and the faces it uses; ``before`` is drawn first."""
        left, top = paper.left * MM, (paper.height - paper.top) * MM
        texts, lines = [before, b"BT\n"], []
        faces: set[Face] = set()
        for one in placed:
            if isinstance(one, PlacedText):
                text = one.text
                written = self.written(text)
                if not written.lines:
                    continue
                x, y = left + one.x, top - one.y - text.ascent + text.leading
                texts.append(b"1 0 0 1 %.2f %.2f Tm %b" % (x, y, written.dress))
                whole = one.stop == len(written.lines)
                texts += written.lines if whole and not one.first else written.lines[one.first : one.stop]
                texts.append(written.undress)
                faces |= written.faces
                if text.rule and whole:
                    y = top - one.y - (one.stop - one.first) * text.leading - RULE_ROOM + RULE_RISE
                    lines.append(_rule(left + one.x, y, text))
            elif Part.TEXT in self.parts:
                y = top - one.y
                if isinstance(one, PlacedLine):
                    ends = (left + one.x, y, left + one.x + one.right, y - one.down)
                    lines.append(b"%.2f w %.2f %.2f m %.2f %.2f l S\n" % (_LINE_WIDTH, *ends))
                elif isinstance(one, PlacedBox):
                    box = (left + one.x, y - one.height, one.width, one.height)
                    lines.append(b"%.2f w %.2f %.2f %.2f %.2f re S\n" % (_BOX_WIDTH, *box))
                else:
                    ends = (left + one.x, y, left + one.x + one.width, y)
                    lines.append(b"q .7 w 1 J [.1 3]0 d %.2f %.2f m %.2f %.2f l S Q\n" % ends)
        return b"".join((*texts, b"ET\n", *lines)), faces


def _rule(left: float, y: float, text: LaidText) -> bytes:
    start, end = text.rule or (0.0, 0.0)
    drawn = b"%.2f w %.2f %.2f m %.2f %.2f l S" % (_RULE_WIDTH, left + start, y, left + end, y)
    color = _color(text.rule_color).replace(b"rg", b"RG")
    return b"q %b%b Q\n" % (color, drawn) if color else drawn + b"\n"


def _font(style: Style, table: int) -> bytes:
    return b"/%b %b Tf " % (font_name(style.face, table), _number(style.size))


def font_name(face: Face, table: int) -> bytes:
    """The name of a font in the pages of a file."""
    return b"F%d" % _FACE_NUMBER[face] + (b"x%d" % table if table else b"")


@lru_cache(maxsize=256)
def _color(color: str) -> bytes:
    """What sets the colour "#RRGGBB" for text and surfaces; nothing for black."""
    if not color:
        return b""
    return b"%.3f %.3f %.3f rg " % tuple(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _number(value: float) -> bytes:
    return b"%.3f" % value if value % 1 else b"%d" % value


def drawn(drawing: FrameDrawing) -> bytes:
    """The content of a form with this drawing, in hundredths of a millimetre from the upper left corner."""
    return b"".join(map(_shape, drawing.shapes))


def _shape(shape: Shape) -> bytes:
    made = []
    if shape.fill:
        made.append(_color(shape.fill))
    if shape.stroke:
        made.append(_color(shape.stroke).replace(b"rg", b"RG"))
        made.append(b"%d w %b" % (round(shape.width * 100), b"1 J 1 j\n" if shape.round else b"0 J 0 j\n"))
    for step in shape.steps:
        made += [b"%d %d " % (round(100 * x), round(100 * y)) for x, y in step.points]
        made.append(_PENS[step.pen] + b"\n")
    made.append(_PAINT[bool(shape.stroke), bool(shape.fill)])
    return b"".join(made)
