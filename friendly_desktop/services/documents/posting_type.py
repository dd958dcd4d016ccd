"""The letters of a poster: which faces, how wide, and how a text is set as large as its place allows.

Be Vietnam Pro is drawn for Vietnamese: its tone marks stand clear of the capitals. Lengths are millimetres, sizes the
height of the em. A text is broken at its meaning first (signs, the lines its author made), never inside a word of two
syllables where that can be helped, and its lines are made about equally long.
"""

import itertools
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from friendly_desktop.domain import compounds
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.documents import fonts

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont


class Face(Enum):
    """The faces of a poster, by the name of their file."""

    DISPLAY = "BeVietnamPro-ExtraBold"
    STRONG = "BeVietnamPro-SemiBold"
    TEXT = "BeVietnamPro-Medium"


#: The height of a capital as a share of the em.
CAP = 0.74
#: How high small letters and capitals stand with none, one and two marks above them; measured in the three faces.
_RISES = ((0.785, 0.835, 1.025), (0.865, 1.055, 1.235))
#: How deep a dot below hangs, and the tails of letters and signs.
_DOT, _TAIL = 0.255, 0.215
_ABOVE = "\u0300\u0301\u0303\u0309\u0302\u0306"
_HORN = "\u031b"
_CLEAR = 0.06  # least distance between the marks of one line and those of the next
#: Signs after which a line ends well.
_ENDS = (",", ";", ":", ".", "!", "?", "–", "-", "”", ")")
#: Words before which a line ends well.
_BEGINS = frozenset({"và", "vì", "của", "cho", "để", "từ", "với", "tại", "trong", "không", "luôn"})
#: Words that never end a line well.
_JOINS = frozenset(
    {"và", "vì", "của", "cho", "để", "với", "tại", "trong", "là", "các", "những", "mỗi", "mọi"}
)
_DASHES = frozenset({"-", "–", "·", "/"})
_PLACES = frozenset({"xã", "phường", "khu", "thôn", "tỉnh", "phố", "quận", "huyện"})
_SMALLER = 0.88  # a word of two syllables is broken only where keeping it whole costs more than this
AUTHOR = 0.66  # the lines the author made stand unless the text could be so much larger without them
_STEPS = 15


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is dressed: face, least distance of its lines, distance of its letters, as shares of the em."""

    face: Face
    leading: float = 1.26
    track: float = 0.0
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """A text that was set: its lines, the size of the em, and how high it stands."""

    lines: tuple[str, ...]
    size: float
    type: Type

    @property
    def rise(self) -> float:
        """From the highest mark of the first line to its foot."""
        return self.size * rise(self.lines[0]) if self.lines else 0.0

    @property
    def step(self) -> float:
        """From the foot of one line to that of the next: no mark touches another."""
        return self.size * leading(self.lines, self.type)

    @property
    def height(self) -> float:
        """From the highest mark of the first line to what hangs lowest in the last."""
        if not self.lines:
            return 0.0
        return self.rise + (len(self.lines) - 1) * self.step + self.size * fall(self.lines[-1])

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max((width(line, self.type) for line in self.lines), default=0.0) * self.size


@cache
def register() -> None:
    """Give ReportLab the faces.

    Raises:
        AppError: ``font_broken``.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in Face:
        path = RESOURCES / "fonts" / f"{face.value}.ttf"
        fonts.require_sound(path)
        pdfmetrics.registerFont(TTFont(face.value, str(path), shapable=False))


@cache
def advances(face: Face) -> dict[str, float]:
    """How wide each character is, as a share of the em."""
    from reportlab.pdfbase import pdfmetrics

    register()
    shape = cast("TTFont", pdfmetrics.getFont(face.value)).face
    return {chr(code): shape.charWidths[code] / 1000 for code in shape.charToGlyph}


@cache
def _kerning(face: Face) -> dict[str, float]:
    """How much nearer two letters stand, by the letters without their marks; as the font's own table says it.

    ReportLab does not read that table; at the size of a poster TÂM without it falls apart.
    """
    path = RESOURCES / "fonts" / "BeVietnamPro-kerning.json"
    table = json.loads(path.read_text(encoding="utf-8"))[face.value]
    return {pair: value / 1000 for pair, value in table.items()}


@cache
def _bare(char: str) -> str:
    """The letter without tone and hat; the horn of ơ and ư changes its shape and stays."""
    parts = unicodedata.normalize("NFD", char)
    kept = "".join(one for one in parts if one == _HORN or not unicodedata.combining(one))
    return unicodedata.normalize("NFC", kept)


@cache
def kern(face: Face, left: str, right: str) -> float:
    """What is added between two letters, as a share of the em; mostly nothing, or less."""
    return _kerning(face).get(_bare(left) + _bare(right), 0.0)


def check(text: str, label: str) -> str:
    """The text without characters that have no shape.

    Raises:
        AppError: ``missing_glyph``, naming the character and the field ``label``.
    """
    shown = fonts.drawable(text)
    known = [advances(face) for face in Face]
    for char in shown:
        if char != "\n" and any(char not in one for one in known):
            raise AppError(
                "missing_glyph",
                _("Có ký tự không in được"),
                _("Phông chữ của áp phích không có ký tự «{char}» (U+{code:04X}) trong «{field}».").format(
                    char=char, code=ord(char), field=label
                ),
                _("Hãy sửa hoặc bỏ ký tự đó rồi thực hiện lại."),
            )
    return shown


@lru_cache(maxsize=8192)
def width(text: str, type_: Type) -> float:
    """How wide a line is, as a share of the em."""
    known = advances(type_.face)
    nearer = sum(kern(type_.face, left, right) for left, right in itertools.pairwise(text))
    return sum(known[char] for char in text) + nearer + type_.track * max(len(text) - 1, 0)


@cache
def _rise(char: str) -> float:
    parts = unicodedata.normalize("NFD", char)
    marks = sum(part in _ABOVE for part in parts)
    if not marks and _HORN not in parts and not char.islower():
        return CAP if char.isupper() or char.isdigit() else 0.84
    return _RISES[char.isupper()][min(marks, 2)]


@cache
def _fall(char: str) -> float:
    if "\u0323" in unicodedata.normalize("NFD", char):
        return _DOT
    return _TAIL if char in "gjpqyQ,;()/" or char in "ýỳỷỹ" else 0.02


def rise(line: str) -> float:
    """How high a line stands over its foot, as a share of the em."""
    return max(map(_rise, line), default=CAP)


def fall(line: str) -> float:
    """How deep a line hangs below its foot, as a share of the em."""
    return max(map(_fall, line), default=0.0)


@lru_cache(maxsize=4096)
def leading(lines: tuple[str, ...], type_: Type) -> float:
    """The distance of lines at which no mark of one touches a mark of the other, as a share of the em."""
    needed = type_.leading
    for above, below in itertools.pairwise(lines):
        hanging = [one for one in _spans(above, type_) if _fall(one[2]) > _CLEAR]
        standing = [one for one in _spans(below, type_) if _rise(one[2]) > CAP]
        for left, right, low in hanging:
            for start, end, high in standing:
                if start < right and left < end:
                    needed = max(needed, _fall(low) + _rise(high) + _CLEAR)
    return needed


def _spans(line: str, type_: Type) -> list[tuple[float, float, str]]:
    """Where each letter stands from left to right, around the middle of a centred line."""
    known, found = advances(type_.face), []
    at = -width(line, type_) / 2 if type_.centred else 0.0
    for char, after in itertools.zip_longest(line, line[1:], fillvalue=""):
        found.append((at, at + known[char], char))
        at += known[char] + type_.track + (kern(type_.face, char, after) if after else 0.0)
    return found


def pieces(line: str, type_: Type) -> Iterator[tuple[float, str]]:
    """The parts of a line between which letters stand nearer, each with where it begins (shares of the em)."""
    known, at, begun, part = advances(type_.face), 0.0, 0.0, ""
    for char, after in itertools.zip_longest(line, line[1:], fillvalue=""):
        part += char
        at += known[char] + type_.track
        shift = kern(type_.face, char, after) if after else 0.0
        if shift or not after:
            yield begun, part
            at += shift
            begun, part = at, ""


def fitted(text: str, type_: Type, room: tuple[float, float], most: float, *, keep: bool = False) -> Setting:
    """The text as large as its place allows.

    Args:
        text: with line feeds where its author ended a line.
        type_: its dress.
        room: width and height of the place.
        most: the largest size.
        keep: line feeds stand; otherwise they are the first choice among the places to break at.
    """
    wide, high = room
    if not text.strip() or high <= 0 or wide <= 0:
        return Setting((), 0.0, type_)
    if not keep and "\n" in text:
        kept = fitted(text, type_, room, most, keep=True)
        if len(kept.lines) == text.count("\n") + 1:
            free = fitted(" \n ".join(text.split("\n")).replace("\n", ""), type_, room, most)
            if kept.size >= free.size * AUTHOR:
                return kept
    parts = text.split("\n") if keep else [text.replace("\n", " \n ")]
    rows = [_row(part, type_) for part in parts]

    def set_at(size: float, *, whole: bool) -> tuple[str, ...] | None:
        lines: list[str] = []
        for row in rows:
            found = row.broken(wide / size, whole=whole)
            if found is None:
                return None
            lines += found
        made = Setting(tuple(lines), size, type_)
        return made.lines if made.height <= high + 1e-6 else None

    best = _largest(lambda size: set_at(size, whole=True), most)
    # Only where letters would grow much by it are words broken; asked at one size before a search.
    if best is None or (best[0] < most and set_at(min(best[0] / _SMALLER, most), whole=False) is not None):
        torn = _largest(lambda size: set_at(size, whole=False), most)
        if best is None or (torn is not None and best[0] < torn[0] * _SMALLER):
            best = torn
    if best is None:
        return Setting((), 0.0, type_)
    return Setting(best[1], best[0], type_)


def _largest(
    set_at: Callable[[float], tuple[str, ...] | None], most: float
) -> tuple[float, tuple[str, ...]] | None:
    """The largest size at which the lines have room, found by halving."""
    lines = set_at(most)
    if lines is not None:
        return most, lines
    low, high, found = 0.0, most, None
    for _step in range(_STEPS):
        middle = (low + high) / 2
        lines = set_at(middle)
        if lines is None:
            high = middle
        else:
            low, found = middle, (middle, lines)
    return found


def _bound(words: list[str]) -> frozenset[int]:
    """Where a line does not begin: at a dash, inside a name ("Nguyễn Thị Huệ"), after the kind of a place."""
    found: set[int] = set()
    capitals = all(word == word.upper() for word in words)
    for number in range(1, len(words)):
        before, word = words[number - 1], words[number]
        name = word[:1].isupper() and before[:1].isupper() and not before.endswith(_ENDS) and not capitals
        place = before.lower() in _PLACES and word[:1].isupper()
        if word in _DASHES or name or place:
            found.add(number)
    return frozenset(found)


class _Row:
    """A text between two line feeds that stand."""

    def __init__(self, text: str, type_: Type) -> None:
        self.words: list[str] = []
        self.wished: set[int] = set()  # where the author ended a line, by the number of the word after
        for word in text.split(" "):
            if word == "\n":
                self.wished.add(len(self.words))
            elif word:
                self.words.append(word)
        self.centred = type_.centred
        self.inside = (compounds.inside(self.words) | _bound(self.words)) - self.wished
        self.wide = [width(word, type_) for word in self.words]
        self.space = width(" ", type_) + 2 * type_.track
        self.gaps = [0.0, *(self._gap(stop) for stop in range(1, len(self.words)))]

    def broken(self, room: float, *, whole: bool) -> list[str] | None:
        """The lines in a width given in shares of the em; None where a word or a kept word is wider."""
        count = len(self.words)
        if not count:
            return [""]
        best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
        # Fewest lines first, then the most even ones.
        for stop in range(1, count + 1):
            wide = -self.space
            for start in range(stop - 1, -1, -1):
                wide += self.wide[start] + self.space
                if wide > room + 1e-9:
                    break
                if best[start][0] == float("inf") or (start and whole and start in self.inside):
                    continue
                cost = best[start][0] + self._cost(start, stop, wide / room)
                if cost < best[stop][0]:
                    best[stop] = (cost, start)
        if best[count][0] == float("inf"):
            return None
        lines: list[str] = []
        stop = count
        while stop:
            start = best[stop][1]
            lines.insert(0, " ".join(self.words[start:stop]))
            stop = start
        return lines

    def _gap(self, stop: int) -> float:
        """What it costs to end a line before a word, beyond the line itself; less than nothing at a good place."""
        before, after = self.words[stop - 1], self.words[stop]
        cost = 0.4 if before.lower() in _JOINS else 0.0
        if stop in self.wished:
            cost -= 0.9
        elif before.endswith(_ENDS):
            cost -= 0.45 if self.centred else 0.12
        elif after.lower() in _BEGINS:
            cost -= 0.12 if self.centred else 0.06
        return cost + (0.8 if stop in self.inside else 0.0)

    def _cost(self, start: int, stop: int, share: float) -> float:
        """What a line costs: a line more is worse than any unevenness."""
        last = stop == len(self.words)
        cost = 1.0
        if self.centred or not last or share < 0.3:
            cost += 1.6 * (1 - share) ** 2
        if not last:
            cost += self.gaps[stop]
        elif stop - start == 1 and start:
            cost += 0.5  # a word left alone
        return cost


@lru_cache(maxsize=1024)
def _row(text: str, type_: Type) -> _Row:
    return _Row(text, type_)
