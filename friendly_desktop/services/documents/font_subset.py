"""Cuts a TrueType face down to the characters of a run of letters.

ReportLab reads the face and writes the tables; what is left out here and kept there are the instructions
for coarse screens (Liberation Serif is two fifths smaller without them) and the names nobody reads.
"""

from collections.abc import Sequence
from functools import cache
from struct import pack, unpack, unpack_from
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace, TTFontMaker

from friendly_desktop.services.documents import fonts

_WORDS, _MORE, _INSTRUCTIONS = 0x0001, 0x0020, 0x0100
_SCALE, _SCALES, _MATRIX = 0x0008, 0x0040, 0x0080


@cache
def _face(style: tuple[bool, bool]) -> TTFontFace:
    return fonts.font(*style).face


@cache
def _tables(style: tuple[bool, bool]) -> dict[str, bytes]:
    face: Any = _face(style)  # its methods have no types
    return {tag: face.get_table(tag) for tag in ("glyf", "head", "hhea", "maxp")}


@cache
def _glyph(style: tuple[bool, bool], index: int) -> tuple[bytes, tuple[int, ...]]:
    """The outline of a glyph without instructions, and where in it stand the indexes of its parts."""
    positions = _face(style).glyphPos
    data = _tables(style)["glyf"][positions[index] : positions[index + 1]]
    if not data:
        return b"", ()
    (contours,) = unpack_from(">h", data)
    if contours >= 0:
        ends = 10 + 2 * contours
        (length,) = unpack_from(">H", data, ends)
        return data[:ends] + b"\0\0" + data[ends + 2 + length :], ()
    outline, at, flags, parts = bytearray(data), 10, _MORE, []
    while flags & _MORE:
        (flags,) = unpack_from(">H", data, at)
        outline[at : at + 2] = pack(">H", flags & ~_INSTRUCTIONS)
        parts.append(at + 2)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0
    return bytes(outline[:at]), tuple(parts)


def subset(style: tuple[bool, bool], table: Sequence[str]) -> bytes:
    """A font file with the characters of ``table``, each under its place there; "" is a free place.

    Args:
        style: (bold, italic).
        table: at most 256 characters that the face has.
    """
    face = _face(style)
    order = [0]
    places = {0: 0}
    coded = bytearray(256)
    for code, char in enumerate(table):
        if char:
            coded[code] = _place(face.charToGlyph[ord(char)], order, places)
    outlines: list[bytes] = []
    starts = [0]
    for index in order:  # grows while the parts of composed letters are met
        data, parts = _glyph(style, index)
        if parts:
            composed = bytearray(data)
            for at in parts:
                (part,) = unpack_from(">H", data, at)
                composed[at : at + 2] = pack(">H", _place(part, order, places))
            data = bytes(composed)
        outlines.append(data + b"\0" * (-len(data) % 4))
        starts.append(starts[-1] + len(outlines[-1]))
    tables, count = _tables(style), len(order)
    metrics = [int(unit) & 0xFFFF for index in order for unit in face.hmetrics[index]]
    made = TTFontMaker()
    made.add("cmap", pack(">HHHHLHHH", 0, 1, 1, 0, 12, 0, 262, 0) + bytes(coded))
    made.add("glyf", b"".join(outlines))
    made.add("head", tables["head"][:50] + pack(">H", 1) + tables["head"][52:])
    made.add("hhea", tables["hhea"][:34] + pack(">H", count))
    made.add("hmtx", pack(f">{2 * count}H", *metrics))
    made.add("loca", pack(f">{count + 1}L", *starts))
    made.add("maxp", tables["maxp"][:4] + pack(">H", count) + _uninstructed(tables["maxp"]))
    return bytes(made.makeStream())


def _place(index: int, order: list[int], places: dict[int, int]) -> int:
    if index not in places:
        places[index] = len(order)
        order.append(index)
    return places[index]


def _uninstructed(maxp: bytes) -> bytes:
    """The limits of the face, with those of its instructions at nothing."""
    limits = list(unpack(">13H", maxp[6:32]))
    limits[4:11] = [1, 0, 0, 0, 0, 0, 0]
    return pack(">13H", *limits)
