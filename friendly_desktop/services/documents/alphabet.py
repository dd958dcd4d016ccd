"""The characters of a run of letters and the codes they have in its PDF files.

A code is one byte: short to write, and spaces can be widened by the page itself. A face with more than 250
different characters in a run takes a second font. No character has a code that would have to be escaped in a
string of the page.
"""

import codecs
import zlib
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.font_subset import subset
from friendly_desktop.services.documents.lines import widths

Face = tuple[bool, bool]  # bold, italic
FACES: tuple[Face, ...] = ((False, False), (True, False), (False, True), (True, True))

#: Codes that would be escaped in a string: line ends, brackets, the backslash; 0 is "no glyph".
_BARRED = frozenset((0, 10, 13, 40, 41, 92))
_FREE = "\ufffe"  # in a decoding table: no character
_EMPTY = "\0" + _FREE * 255
_SPACE = 32
_CODES = tuple(code for code in (*range(128, 256), *range(1, 128)) if code not in {*_BARRED, _SPACE})
_FIXED_SPACE = "\u00a0"


class Fonts(NamedTuple):
    """What an embedded font consists of: the dictionaries as text, the streams compressed."""

    font: bytes
    descriptor: bytes
    file: bytes
    file_length: int
    unicode: bytes


class Alphabet:
    """The codes of the characters of one face; characters are added, never taken away.

    The same characters added in the same order have the same codes; ``tables`` are those of another one.
    """

    def __init__(self, face: Face, tables: Iterable[str] = ()) -> None:
        self.face = face
        self.tables: list[str] = list(tables) or [_EMPTY]
        self._known: dict[str, tuple[int, int]] = {
            char: (number, code)
            for number, table in enumerate(self.tables)
            for code, char in enumerate(table)
            if char != _FREE
        }
        self._maps: list[object] = [codecs.charmap_build(table) for table in self.tables]

    def add(self, chars: set[str]) -> None:
        """Make sure that each of these characters has a code."""
        new = sorted(char for char in chars if char not in self._known)
        if not new:
            return
        at = len(self.tables) - 1
        table, free = list(self.tables[at]), iter(_CODES)
        for char in new:
            code = _own_code(char)
            if not code or table[code] != _FREE:
                code = next((one for one in free if table[one] == _FREE), 0)
            if not code:  # one more than a font holds
                self._keep(at, table)
                at, table, free = at + 1, list(_EMPTY), iter(_CODES)
                code = _own_code(char) or next(free)
            table[code] = char
            self._known[char] = at, code
        self._keep(at, table)

    def _keep(self, at: int, table: list[str]) -> None:
        self.tables[at:] = ["".join(table)]
        self._maps[at:] = [codecs.charmap_build(self.tables[at])]

    def width(self, text: str) -> float:
        """How wide a text is at size 1."""
        return sum(map(widths(self.face).__getitem__, text))

    def encode(self, text: str) -> list[tuple[int, bytes]]:
        """The codes of a text, in stretches of one table; all its characters must have been added."""
        try:
            return [(0, codecs.charmap_encode(text, "strict", self._maps[0])[0])]  # type: ignore[arg-type]
        except UnicodeEncodeError:
            pass
        stretches: list[tuple[int, bytes]] = []
        for char in text:
            table, code = self._known[char]
            if stretches and stretches[-1][0] == table:
                stretches[-1] = table, stretches[-1][1] + bytes((code,))
            else:
                stretches.append((table, bytes((code,))))
        return stretches


def _own_code(char: str) -> int:
    """The code that a character has everywhere else; 0 when it cannot have it here."""
    own = ord(char)
    return own if own < 128 and own not in _BARRED else 0


@lru_cache(maxsize=48)
def embedded(face: Face, table: str) -> Fonts:
    """The finished font of a face with the characters of one table of its alphabet."""
    chars = ["" if char in (_FREE, "\0") else char for char in table]
    shape = fonts.font(*face).face
    file = subset(face, chars)
    tag = "".join(chr(65 + byte % 26) for byte in sha256(repr((face, table)).encode()).digest()[:6])
    name = f"{tag}+{fonts.face(*face)}"
    used = [code for code, char in enumerate(chars) if char]
    wide = widths(face)
    advances = " ".join(
        _number(wide[char] * 1000) if (char := chars[code]) else "0" for code in range(used[0], used[-1] + 1)
    )
    box = " ".join(_number(side) for side in shape.bbox)
    flags = 4 | 2 | (64 if face[1] else 0) | (1 << 18 if face[0] else 0)  # symbolic, serif, italic, bold
    return Fonts(
        (
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar {used[0]}/LastChar {used[-1]}"
            f"/Widths[{advances}]"
        ).encode("ascii"),
        (
            f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{box}]"
            f"/ItalicAngle {_number(shape.italicAngle)}/Ascent {_number(shape.ascent)}"
            f"/Descent {_number(shape.descent)}/CapHeight {_number(shape.capHeight)}"
            f"/StemV {_number(shape.stemV)}"
        ).encode("ascii"),
        zlib.compress(file, 9),
        len(file),
        zlib.compress(_to_unicode(chars, used), 9),
    )


def _to_unicode(chars: list[str], used: list[int]) -> bytes:
    """The map by which readers copy text out; a fixed space is copied as a common one."""
    pairs = [
        f"<{code:02X}><{chars[code].replace(_FIXED_SPACE, ' ').encode('utf-16-be').hex().upper()}>"
        for code in used
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]  # as many as may be in one
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00><FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
