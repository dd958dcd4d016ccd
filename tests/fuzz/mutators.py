"""Spoils files the way people, disks and attackers do, knowing how each kind is built; the same by its seed."""

import io
import json
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from friendly_desktop.errors import AppError
from tests.fuzz import hostile

Chance = random.Random
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(r'"[^"<>]*"')
_BETWEEN = re.compile(r">([^<>]*)<")
_VALUE = re.compile(r"(?m)(?<=: ).+$")
_SIZES = (0, 1, 255, 256, 65_535, 65_536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_MOST = 6_000_000  # bytes of a spoilt file; the special ones are larger


def spoilt(chance: Chance, kind: str, content: bytes) -> bytes:
    """The content with some things wrong, as files of this kind go wrong.

    Args:
        chance: decides what.
        kind: ``"xlsx"``, ``"zip"``, ``"text"``, ``"json"``, ``"png"``, ``"sealed"`` or ``"bytes"``.
        content: a sound file.
    """
    if chance.random() < 0.04:
        return random_bytes(chance)
    ways = _WAYS[kind]
    for _turn in range(chance.choice((1, 1, 1, 2, 3, 6))):
        try:
            content = chance.choice(ways)(chance, content)
        except (zipfile.BadZipFile, ValueError, KeyError, IndexError, struct.error, zlib.error, EOFError):
            content = mangled(chance, content)  # it is no such file any more
        except (NotImplementedError, OSError, RuntimeError, RecursionError):
            content = mangled(chance, content)
        if len(content) > _MOST:
            content = content[:_MOST]
    return content


def random_bytes(chance: Chance) -> bytes:
    """A file that is nothing at all, or begins as something."""
    return chance.choice((b"", *hostile.BYTES)) + chance.randbytes(chance.choice((0, 1, 7, 100, 5000)))


def mangled(chance: Chance, content: bytes) -> bytes:
    """Bytes flipped, taken away, put in, doubled, cut off."""
    data = bytearray(content)
    for _turn in range(chance.choice((1, 1, 2, 4, 16))):
        size = len(data)
        at = chance.randrange(size + 1)
        way = chance.randrange(9)
        if way == 0 and size:
            data[at - 1] ^= 1 << chance.randrange(8)
        elif way == 1 and size:
            data[at - 1] = chance.randrange(256)
        elif way == 2:
            data[at:at] = chance.choice(hostile.BYTES)
        elif way == 3:
            piece = chance.choice(hostile.BYTES)
            data[at : at + len(piece)] = piece
        elif way == 4:
            del data[at : at + chance.choice((1, 2, 16, 500))]
        elif way == 5:
            piece = bytes(data[at : at + chance.choice((1, 8, 64, 2000))])
            data[at:at] = piece * chance.choice((1, 2, 50))
        elif way == 6:
            del data[at:]
        elif way == 7:
            data[at : at + 4] = struct.pack(chance.choice(("<I", ">I")), chance.choice(_SIZES))
        else:
            found = list(_NUMBER.finditer(data, at, min(size, at + 4000)))
            if found:
                one = chance.choice(found)
                data[one.start() : one.end()] = str(_number(chance)).encode()
    return bytes(data)


def _number(chance: Chance) -> object:
    return chance.choice(
        (0, -1, 1, 2**31, 2**32, -(2**63) - 1, 10**30, "1e999", "0.0", "NaN", 16385, 1048577)
    )


def worded(chance: Chance, content: bytes) -> bytes:
    """A text with words in it that mean harm, lines doubled or lost, or in other letters."""
    text = content.decode("utf-8", errors="replace")
    lines = text.split("\n")
    way = chance.randrange(9)
    at = chance.randrange(len(lines))
    if way == 0:
        lines.insert(at, chance.choice(hostile.TEXTS))
    elif way == 1:
        place = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:place] + chance.choice(hostile.TEXTS) + lines[at][place:]
    elif way == 2:
        lines[at:at] = lines[at : at + 5] * chance.choice((1, 3, 200))
    elif way == 3:
        del lines[at : at + chance.choice((1, 3, 20))]
    elif way == 4:
        found = list(_VALUE.finditer(lines[at])) or list(re.finditer(r"[^,;\t]+", lines[at]))
        if found:
            one = chance.choice(found)
            lines[at] = lines[at][: one.start()] + chance.choice(hostile.TEXTS) + lines[at][one.end() :]
    elif way == 5:
        chance.shuffle(lines)
    elif way == 6:
        lines[at] = " " * chance.choice((1, 2, 40)) + lines[at]
    elif way == 7:
        encoding = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1258", "latin-1", "utf-7", "utf-32"))
        return "\n".join(lines).encode(encoding, errors="replace")
    else:
        return chance.choice(("\r\n", "\r", "\u2028", "\x0b")).join(lines).encode("utf-8", errors="replace")
    return "\n".join(lines).encode("utf-8", errors="replace")


def marked_up(chance: Chance, content: bytes) -> bytes:
    """A part in XML with other values, other elements, or pieces that no office program writes."""
    text = content.decode("utf-8", errors="replace")
    way = chance.randrange(8)
    if way == 0:
        at = chance.randrange(len(text) + 1)
        return (text[:at] + chance.choice(hostile.MARKUP) + text[at:]).encode("utf-8", errors="replace")
    if way in (1, 2):
        found = list(_QUOTED.finditer(text))
        if found:
            one = chance.choice(found)
            new = chance.choice((str(_number(chance)), _escaped(chance.choice(hostile.TEXTS))))
            text = f'{text[: one.start()]}"{new}"{text[one.end() :]}'
    elif way in (3, 4):
        found = [one for one in _BETWEEN.finditer(text) if one[1]]
        if found:
            one = chance.choice(found)
            text = text[: one.start(1)] + _escaped(chance.choice(hostile.TEXTS)) + text[one.end(1) :]
    elif way == 5:
        found = list(re.finditer(r"<[^<>]+/>|<(\w+)[^<>]*>[^<>]*</\1>", text))
        if found:
            one = chance.choice(found)
            text = text[: one.end()] + one[0] * chance.choice((0, 1, 3, 500)) + text[one.end() :]
            if chance.random() < 0.3:
                text = text[: one.start()] + text[one.end() :]
    elif way == 6:
        found = list(re.finditer(r"(?<=>)(?=<)", text))
        if found:
            at = chance.choice(found).start()
            text = text[:at] + chance.choice(hostile.MARKUP) + text[at:]
    else:
        return mangled(chance, content)
    return text.encode("utf-8", errors="replace")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def repacked(chance: Chance, content: bytes) -> bytes:
    """An archive with one member spoilt, added, lost, renamed or doubled."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at = chance.randrange(len(members))
    name, data = members[at]
    way = chance.randrange(10)
    if way <= 5:
        members[at] = (name, _part(chance, name, data))
    elif way == 6:
        del members[at]
    elif way == 7:
        members[at] = (chance.choice(hostile.NAMES), data)
    elif way == 8:
        members.insert(
            at, (chance.choice((name, *hostile.NAMES)), chance.choice((b"", data, b"x" * 100_000)))
        )
    else:
        members += [(f"xl/x{number}.xml", b"<x/>") for number in range(chance.choice((3, 600, 1200)))]
    return packed(members)


def _part(chance: Chance, name: str, data: bytes) -> bytes:
    if name.endswith((".xml", ".rels")):
        return marked_up(chance, data)
    if name.endswith((".json", ".geojson")):
        return chance.choice((retold, worded, mangled))(chance, data)
    if name.endswith((".txt", ".html", ".csv", ".yaml")):
        return chance.choice((worded, mangled))(chance, data)
    return mangled(chance, data)


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive of members with any names."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=1)
    return target.getvalue()


def retold(chance: Chance, content: bytes) -> bytes:
    """A JSON tree with values of other kinds."""
    tree = json.loads(content)
    for _turn in range(chance.choice((1, 1, 2, 5))):
        tree = _retold(chance, tree)
    written = json.dumps(tree, ensure_ascii=chance.random() < 0.5)
    return written.encode("utf-8", errors="surrogatepass")


def _retold(chance: Chance, value: Any) -> Any:
    if not isinstance(value, dict | list) or not value or chance.random() < 0.15:
        return chance.choice(
            (
                None, True, False, 0, -1, 2**70, 1.5, float("inf"), float("nan"), "", [], {}, [[[]]], {"": {}},
                "\ud800", _nested(chance.choice((5, 60, 900))), [value] * 3, {"x": value}, str(value),
                chance.choice(hostile.TEXTS), chance.choice(hostile.TEXTS), chance.choice(hostile.TEXTS),
            )
        )  # fmt: skip
    if isinstance(value, dict):
        names = list(value)
        name = chance.choice(names)
        way = chance.random()
        if way < 0.1:
            return {one: value[one] for one in names if one != name}
        if way < 0.2:
            return {**value, chance.choice(hostile.TEXTS): value[name]}
        return {**value, name: _retold(chance, value[name])}
    at = chance.randrange(len(value))
    if chance.random() < 0.15:
        return value[:at] + value[at + 1 :] if chance.random() < 0.5 else [*value, *value]
    return [*value[:at], _retold(chance, value[at]), *value[at + 1 :]]


def _nested(depth: int) -> Any:
    tree: Any = 0
    for _level in range(depth):
        tree = [tree]
    return tree


def chunked(chance: Chance, content: bytes) -> bytes:
    """A PNG with one chunk changed and its check sum right again."""
    chunks: list[tuple[bytes, bytes]] = []
    at = 8
    while at + 12 <= len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        chunks.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + size]))
        at += 12 + size
    place = chance.randrange(len(chunks))
    name, data = chunks[place]
    way = chance.randrange(4)
    if way == 0:
        chunks[place] = (name, mangled(chance, data))
    elif way == 1:
        sides = struct.pack(
            ">II", chance.choice((0, 1, 30_000, 2**31 - 1)), chance.choice((0, 1, 9_000, 2**32 - 1))
        )
        chunks[0] = (b"IHDR", sides + bytes(chance.choice((1, 2, 8, 16)) for _one in "x") + chunks[0][1][9:])
    elif way == 2:
        extra = chance.choice(
            (b"iTXt", b"zTXt", b"tEXt", b"eXIf", b"iCCP", b"acTL", b"fcTL", b"PLTE", b"tRNS")
        )
        bomb = b"k\0\0" + zlib.compress(bytes(chance.choice((10, 3_000_000))))
        chunks.insert(place, (extra, chance.choice((bomb, data, b""))))
    else:
        del chunks[place]
    out = [content[:8]]
    for name, data in chunks:
        out.append(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
    return b"".join(out)


def sealed(chance: Chance, content: bytes) -> bytes:
    """A sealed file whose header says something else, or whose inside was spoilt before it was sealed."""
    from tests.fuzz import archives

    if chance.random() < 0.3:
        length = int.from_bytes(content[10:14], "big")
        text = retold(chance, content[14 : 14 + length])
        return content[:10] + len(text).to_bytes(4, "big") + text + content[14 + length :]
    try:
        plain = archives.inside(content)
    except AppError:
        return mangled(chance, content)
    return archives.sealed_again(chance.choice((repacked, repacked, mangled))(chance, plain), content)


_Way = Callable[[Chance, bytes], bytes]
_WAYS: dict[str, tuple[_Way, ...]] = {
    "bytes": (mangled,),
    "text": (worded, worded, worded, mangled),
    "json": (retold, retold, retold, worded, mangled),
    "zip": (repacked, repacked, repacked, mangled),
    "xlsx": (repacked, repacked, repacked, repacked, mangled),
    "sealed": (sealed, sealed, mangled),
    "png": (chunked, chunked, mangled),
}
