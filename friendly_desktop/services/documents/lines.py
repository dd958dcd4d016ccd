"""Puts the words of a paragraph on lines, without knowing how they are written.

Fast enough for every keystroke and for print runs: a word is measured once, a line is found by bisection in
the running sum of the widths, and a paragraph that comes again (the wording of a letter for the next person)
is taken as it was laid before. The rules are those of ``pdf.py``, so that both writers show one document
alike: a justified line may squeeze its spaces by a twentieth, lines over a rule are about equally long.

All lengths here are points.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from operator import add
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

    def draws(self, chars: set[str]) -> bool:
        """Whether the face has a shape for each of these characters."""
        return self._advances.keys() >= chars

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


class _Stretch(NamedTuple):
    """Words of one dress with single spaces between them.

    ``gap`` is the dress of the space before the first; without one, and ``glued``, the first word belongs to
    the word before it.
    """

    style: Style
    words: list[str]
    gap: Style | None
    glued: bool


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
    indent = paragraph.first_line * MM
    hard_lines = _hard_lines(paragraph)
    if hard_lines == [[]]:
        return []
    lines: list[Line] = []
    for stretches in hard_lines:
        lines += _fill(stretches, room, 0.0 if lines else indent, paragraph.align)
    return lines


def _hard_lines(paragraph: Paragraph) -> list[list[_Stretch]]:
    """The words between line feeds."""
    hard_lines: list[list[_Stretch]] = [[]]
    gap: Style | None = None
    for run in paragraph.runs:
        style = Style((run.bold, run.italic), run.size or paragraph.size, run.color, run.part)
        for number, segment in enumerate(shown(run).split("\n")):
            if number:
                hard_lines.append([])
                gap = None
            if not segment:
                continue
            words = segment.split(" ")
            if not words[0]:
                gap = gap or style
            ended = not words[-1]
            if "" in words:
                words = [word for word in words if word]
            if words:
                before = hard_lines[-1]
                before.append(_Stretch(style, words, gap if before else None, bool(before) and gap is None))
                gap = style if ended else None
    return hard_lines


class _Row:
    """The words between two line feeds, measured, and where among them something begins."""

    def __init__(self, stretches: list[_Stretch]) -> None:
        self.stretches = stretches
        self.words: list[str] = []
        self.wide: list[float] = []
        self.gaps: list[float] = []  # the space before each word
        self.starts: list[int] = []  # the first word of each stretch, and the number of words
        self.glued: set[int] = set()  # words that belong to the one before
        self.tight: list[int] = []  # words without a space before them
        for style, words, gap, glued in stretches:
            known, size = widths(style.face), style.size
            at = len(self.words)
            self.starts.append(at)
            self.words += words
            self.wide += [known[word] * size for word in words]
            self.gaps.append(widths(gap.face)[" "] * gap.size if gap else 0.0)
            self.gaps += [known[" "] * size] * (len(words) - 1)
            if not gap:
                self.tight.append(at)
            if glued:
                self.glued.add(at)
        self.starts.append(len(self.words))

    def pieces(self, at: int, begin: int, stop: int) -> tuple[Piece, ...]:
        """Words ``begin`` to ``stop``, the first of them in stretch ``at``; neighbours of one dress joined."""
        stretches, starts, words = self.stretches, self.starts, self.words
        if stop <= starts[at + 1]:
            return (Piece(" ".join(words[begin:stop]), stretches[at].style),)
        texts: list[str] = []
        styles: list[Style] = []
        while starts[at] < stop:
            style, _words, gap, _glued = stretches[at]
            parts = [(" ".join(words[max(begin, starts[at]) : min(stop, starts[at + 1])]), style)]
            if gap and starts[at] > begin:
                parts.insert(0, (" ", gap))
            for text, worn in parts:
                if styles and styles[-1] == worn:
                    texts[-1] += text
                else:
                    texts.append(text)
                    styles.append(worn)
            at += 1
            if at == len(stretches):
                break
        return tuple(map(Piece, texts, styles))


def _fill(stretches: list[_Stretch], room: float, indent: float, align: Align) -> list[Line]:
    """The lines that the words between two line feeds take."""
    if not stretches:
        return [Line(indent, 0, 0, ())]
    justified = align is Align.JUSTIFY
    row = _Row(stretches)
    if max(row.wide) > room - max(indent, 0):
        row = _Row(_narrowed(stretches, room - max(indent, 0)))
    wide, starts, count = row.wide, row.starts, len(row.words)
    spaces = list(accumulate(row.gaps))
    squeeze = 1 - _SQUEEZE if justified else 0.0
    ends = [
        end - squeeze * space for end, space in zip(accumulate(map(add, wide, row.gaps)), spaces, strict=True)
    ]
    lines: list[Line] = []
    begin = at = 0
    while begin < count:
        limit = room - indent
        stop = max(bisect_right(ends, ends[begin] - wide[begin] + limit + _FUZZ, begin), begin + 1)
        if stop in row.glued:
            stop = _before_glued(row.glued, begin, stop)
        natural = ends[stop - 1] - ends[begin] + wide[begin] + squeeze * (spaces[stop - 1] - spaces[begin])
        spare = limit - natural
        spread, x = 0.0, indent
        if justified:
            between = stop - begin - 1 - sum(begin < place < stop for place in row.tight)
            if between and (stop < count or spare < 0):
                spread = spare / between
        elif align is not Align.LEFT:
            x += spare / 2 if align is Align.CENTER else spare
        while starts[at + 1] <= begin:
            at += 1
        lines.append(Line(x, natural, spread, row.pieces(at, begin, stop)))
        indent, begin = 0.0, stop
    return lines


def _before_glued(glued: set[int], begin: int, stop: int) -> int:
    """Where to end a line so that the next begins with a whole word; ``stop`` when that word is too long."""
    earlier = stop
    while earlier in glued:
        earlier -= 1
    return earlier if earlier > begin else stop


def _narrowed(stretches: list[_Stretch], room: float) -> list[_Stretch]:
    """The words with those wider than ``room`` broken, best after a slash, hyphen, underline, dot or @."""
    narrow: list[_Stretch] = []
    for style, words, gap, glued in stretches:
        known, size = widths(style.face), style.size
        before, joined = gap, glued
        for word in words:
            parts = [word] if known[word] * size <= room else _parts(word, known, size, room)
            for part in parts:
                narrow.append(_Stretch(style, [part], before, joined))
                before, joined = None, False
            before = style
    return narrow


def _parts(word: str, known: _Widths, size: float, room: float) -> list[str]:
    """A word in parts that are no wider than ``room``, at least one character each."""
    parts = [""]
    for piece in _BREAKS.split(word):
        whole = known[piece] * size <= room
        if parts[-1] and whole and known[parts[-1] + piece] * size > room:
            parts.append("")
        for bit in (piece,) if whole else piece:
            if parts[-1] and known[parts[-1] + bit] * size > room:
                parts.append("")
            parts[-1] += bit
    return parts


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
