"""Puts the words of a paragraph on lines, without knowing how they are written.

Fast enough for every keystroke and for print runs: a word is measured once, a line is found by bisection in
the running sum of the widths, and a paragraph that comes again (the wording of a letter for the next person)
is taken as it was laid before. The rules are those of ``pdf.py``, so that both writers show one document
alike: a justified line may squeeze its spaces by a twentieth, lines over a rule are about equally long.

All lengths here are points.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple
from unicodedata import is_normalized

from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.model import Align, Paragraph, Part, Run

MM = 72 / 25.4
#: Height under a ruled paragraph, and how far its line stands above the end of it.
RULE_ROOM = 5.0
RULE_RISE = 3.0

_SQUEEZE = 0.95
_FUZZ = 1e-6
_WORDS_KEPT = 50_000
#: Text that needs no look at each of its characters: printable Latin, Vietnamese, dashes, quotes, dots.
_PLAIN = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u0233\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2026]*")
#: Where a word wider than its line is best broken.
_BREAKS = re.compile(r"(?<=[/_.@-])")


class NoGlyphError(Exception):
    """A character has no shape in its face; ``fonts.check_glyphs`` tells which."""


class Style(NamedTuple):
    """The dress of a piece. ``face`` is (bold, italic)."""

    face: tuple[bool, bool]
    size: float
    color: str
    part: Part


class Piece(NamedTuple):
    """Words of one dress that stand on one line, with the spaces between them."""

    text: str
    style: Style


class Line(NamedTuple):
    """A line: its beginning from the left edge, its natural width, what is added to each space."""

    x: float
    width: float
    spread: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LaidText:
    """A paragraph on lines.

    Attributes:
        ascent: from the top of the first line to its base line: the largest size in that line.
        rule: the ends of the line under the text, from the left edge; None without one.
    """

    lines: tuple[Line, ...]
    leading: float
    ascent: float
    height: float
    before: float
    after: float
    rule: tuple[float, float] | None = None
    rule_color: str = ""


class _Widths(dict[str, float]):
    """Widths of words in one face at size 1, each measured once."""

    def __init__(self, advances: dict[str, float]) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, word: str) -> float:
        if len(self) > _WORDS_KEPT:
            self.clear()
        try:
            width = sum(map(self._advances.__getitem__, word))
        except KeyError:
            raise NoGlyphError from None
        self[word] = width
        return width


@cache
def widths(face: tuple[bool, bool]) -> _Widths:
    """How wide words are in a face, at size 1."""
    return _Widths(fonts.advances(*face))


def shown(run: Run) -> str:
    """The words of a run as they are printed: NFC, without invisible characters."""
    if run.verbatim:
        return fonts.boxed(run.text, run.bold, run.italic)
    if _PLAIN.fullmatch(run.text) and is_normalized("NFC", run.text):
        return run.text
    return fonts.drawable(run.text)


@dataclass(slots=True)
class _Word:
    """A word: its pieces, its width, and the space before it, 0 when it is the rest of a broken one."""

    pieces: list[Piece]
    width: float = 0
    space: float = 0
    space_style: Style | None = None

    def measure(self) -> None:
        self.width = sum(widths(style.face)[text] * style.size for text, style in self.pieces)


@lru_cache(maxsize=1024)
def lay(paragraph: Paragraph, width: float) -> LaidText:
    """The paragraph on lines of this width (points).

    Raises:
        NoGlyphError: a character cannot be drawn.
    """
    left = paragraph.left * MM
    room = width - left
    lines = _broken(paragraph, room)
    spare = 0.0
    if paragraph.rule and not left and len(lines) > 1:
        spare = (room - _even_width(paragraph, room, len(lines))) / 2
        if spare > 1:
            lines = _broken(paragraph, room - 2 * spare)
        else:
            spare = 0.0
    if left or spare:
        lines = [line._replace(x=line.x + left + spare) for line in lines]
    sizes = {piece.style for piece in lines[0].pieces} if lines else set()
    rule = None
    if paragraph.rule:
        length = paragraph.rule * max((line.width for line in lines), default=0.0)
        rule = ((width - length) / 2, (width + length) / 2)
    leading = paragraph.size * paragraph.line_height
    return LaidText(
        tuple(lines),
        leading,
        max((style.size for style in sizes), default=paragraph.size),
        len(lines) * leading + (RULE_ROOM if rule else 0),
        paragraph.before,
        paragraph.after,
        rule,
        paragraph.rule_color,
    )


def _broken(paragraph: Paragraph, room: float) -> list[Line]:
    """The lines of a paragraph without its left indent."""
    first_line = paragraph.first_line * MM
    if len(paragraph.runs) == 1:
        lines = _broken_run(paragraph, room, first_line)
        if lines is not None:
            return lines
    lines = []
    for hard in _hard_lines(paragraph, room - max(first_line, 0)):
        lines += _fill(paragraph, hard, room, 0 if lines else first_line)
    return lines


def _style(run: Run, size: float) -> Style:
    return Style((run.bold, run.italic), run.size or size, run.color, run.part)


def _broken_run(paragraph: Paragraph, room: float, indent: float) -> list[Line] | None:
    """The lines of a paragraph of one run; None when a word is wider than a line."""
    run = paragraph.runs[0]
    style = _style(run, paragraph.size)
    known, size = widths(style.face), style.size
    text = shown(run)
    space = known[" "] * size
    justified = paragraph.align is Align.JUSTIFY
    gap = space * _SQUEEZE if justified else space
    hard_lines = text.strip(" ").split("\n")
    if hard_lines == [""]:
        return []
    lines: list[Line] = []
    for hard in hard_lines:
        words = [word for word in hard.split(" ") if word]
        wide = [known[word] * size for word in words]
        if wide and max(wide) > room - max(indent, 0):
            return None
        ends = list(accumulate(one + gap for one in wide))
        count, begin = len(words), 0
        if not count:
            lines.append(Line(indent, 0, 0, ()))
            indent = 0
        while begin < count:
            base = ends[begin - 1] if begin else 0.0
            stop = bisect_right(ends, base + room - indent + gap + _FUZZ, begin + 1)
            natural = ends[stop - 1] - base - gap + (stop - begin - 1) * (space - gap)
            spare = room - indent - natural
            spread, x = 0.0, indent
            if justified:
                if stop - begin > 1 and (stop < count or spare < 0):
                    spread = spare / (stop - begin - 1)
            elif paragraph.align is not Align.LEFT:
                x += spare / 2 if paragraph.align is Align.CENTER else spare
            lines.append(Line(x, natural, spread, (Piece(" ".join(words[begin:stop]), style),)))
            indent, begin = 0, stop
    return lines


def _hard_lines(paragraph: Paragraph, room: float) -> list[list[_Word]]:
    """The words between line feeds, broken where they are wider than ``room``."""
    hard_lines: list[list[_Word]] = [[]]
    gap: Style | None = None
    joined = False
    for run in paragraph.runs:
        style = _style(run, paragraph.size)
        for number, segment in enumerate(shown(run).split("\n")):
            if number:
                hard_lines.append([])
                gap, joined = None, False
            for position, text in enumerate(segment.split(" ")):
                if position:
                    gap, joined = gap or style, False
                if not text:
                    continue
                if joined:
                    hard_lines[-1][-1].pieces.append(Piece(text, style))
                else:
                    space = widths(gap.face)[" "] * gap.size if gap and hard_lines[-1] else 0
                    hard_lines[-1].append(_Word([Piece(text, style)], 0, space, gap))
                gap, joined = None, True
    for hard in hard_lines:
        for word in hard:
            word.measure()
    if hard_lines == [[]]:
        return []
    return [_narrowed(hard, room) for hard in hard_lines]


def _narrowed(words: list[_Word], room: float) -> list[_Word]:
    """The words with those wider than ``room`` broken, best after a slash, hyphen, underline, dot or @."""
    if all(word.width <= room for word in words):
        return words
    narrow: list[_Word] = []
    for word in words:
        if word.width <= room:
            narrow.append(word)
            continue
        rest = _Word([], 0, word.space, word.space_style)
        for text, style in word.pieces:
            for part in _BREAKS.split(text):
                wide = widths(style.face)[part] * style.size
                if rest.pieces and rest.width + wide > room:
                    narrow.append(rest)
                    rest = _Word([])
                if wide <= room:
                    rest.pieces.append(Piece(part, style))
                    rest.width += wide
                    continue
                for char in part:
                    wide = widths(style.face)[char] * style.size
                    if rest.pieces and rest.width + wide > room:
                        narrow.append(rest)
                        rest = _Word([])
                    rest.pieces.append(Piece(char, style))
                    rest.width += wide
        narrow.append(rest)
    return narrow


def _fill(paragraph: Paragraph, words: list[_Word], room: float, indent: float) -> list[Line]:
    """The lines of words of several dresses up to the next line feed."""
    if not words:
        return [Line(indent, 0, 0, ())]
    justified = paragraph.align is Align.JUSTIFY
    squeeze = _SQUEEZE if justified else 1
    lines: list[Line] = []
    begin = 0
    while begin < len(words):
        limit = room - indent + _FUZZ
        used, natural, stop, spaces = words[begin].width, words[begin].width, begin + 1, 0
        while stop < len(words):
            word = words[stop]
            used += word.space * squeeze + word.width
            if used > limit:
                break
            natural += word.space + word.width
            spaces += word.space > 0
            stop += 1
        spare = room - indent - natural
        spread, x = 0.0, indent
        if justified:
            if spaces and (stop < len(words) or spare < 0):
                spread = spare / spaces
        elif paragraph.align is not Align.LEFT:
            x += spare / 2 if paragraph.align is Align.CENTER else spare
        lines.append(Line(x, natural, spread, _pieces(words[begin:stop])))
        indent, begin = 0, stop
    return lines


def _pieces(words: Sequence[_Word]) -> tuple[Piece, ...]:
    """The words of a line with their spaces, neighbours of one dress joined."""
    texts: list[str] = []
    styles: list[Style] = []
    for index, word in enumerate(words):
        pieces = word.pieces
        if index and word.space_style:
            pieces = [Piece(" ", word.space_style), *pieces]
        for text, style in pieces:
            if styles and styles[-1] == style:
                texts[-1] += text
            else:
                texts.append(text)
                styles.append(style)
    return tuple(map(Piece, texts, styles))


def _even_width(paragraph: Paragraph, room: float, count: int) -> float:
    """The smallest width that takes no more lines than the whole width."""
    low, high = room / 2, room
    while high - low > 2:
        middle = (low + high) / 2
        if len(_broken(paragraph, middle)) > count:
            low = middle
        else:
            high = middle
    return high
