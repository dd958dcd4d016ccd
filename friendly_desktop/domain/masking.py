"""Masks what must not travel: addresses become the hamlet, identity numbers their last three figures.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3 (only needed data). Masking errs towards hiding: what is
not recognised as a part of the commune is left out. Names stay, because without them a list of letters
proves nothing.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from friendly_desktop.domain.letters import Field, FieldKind, Template
from friendly_desktop.domain.text import fold

GAP = "…"

_KEPT = 3
_SHORTEST_SECRET = 6
#: Unbroken runs of figures as long as an identity card, an insurance or a telephone number, and numbers
#: that begin with 0 written in groups; a sum of money is neither.
_LONG_RUN = re.compile(r"(?<!\d)(?:\d{9,}|(?:\+84[ .\-]?|(?<!\d[ .\-])0)\d{2,}(?:[ .\-]\d{2,}){1,5})(?!\d)")
_PLACE = re.compile(
    r"\b(?:thôn|tổ dân phố|tổ|tdp|khu dân cư|khu phố|khu|khóm|xóm|ấp|bản|buôn|làng|sóc|phum|plei)\b[^,;\n]*",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"^\s*(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp\.?|tỉnh)\s+[^\d,;]+$", re.IGNORECASE
)
#: Where, after the name of a hamlet, the way to a door begins.
_DOOR = re.compile(
    r"\b(?:số nhà|nhà|ngõ|ngách|hẻm|kiệt|đường|phố|đội|xóm|tổ(?! dân phố)|số)\b", re.IGNORECASE
)
_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper())
_NAME = rf"(?:\d[\w/]*|[{_UPPER}]\w*)(?:\s+[{_UPPER}]\w*){{0,3}}"
#: The way to a door in running words: "số nhà 12 ngõ 3 đường Lê Lợi".
_WAY = re.compile(
    rf"\b(?:(?i:số nhà|nhà số|ngõ|ngách|hẻm|kiệt)\s+{_NAME}"
    rf"|(?i:số|sn)\s+\d[\w/]*(?=,?\s+(?i:ngõ|ngách|hẻm|kiệt|đường|phố)\s+[\d{_UPPER}]))(?:,?\s+(?i:ngõ|ngách|hẻm|kiệt|đường|phố)\s+{_NAME})*"
)
_HIDDEN = frozenset((FieldKind.ADDRESS, FieldKind.CODE))
_WORDS = frozenset((
    FieldKind.PERSON, FieldKind.SALUTATION, FieldKind.LINE, FieldKind.TEXT, FieldKind.CHOICE
))  # fmt: skip
_BIRTH = ("sinh", "birth", "born")
#: What an office calls such fields when it makes them plain lines in a template of its own.
_PLAIN = frozenset((FieldKind.LINE, FieldKind.TEXT))
_ADDRESS_WORDS = ("dia chi", "address", "noi o", "cho o", "noi cu tru", "thuong tru", "tam tru", "tru quan")
_CODE_WORDS = (
    "cccd",
    "cmnd",
    "can cuoc",
    "chung minh nhan dan",
    "dinh danh",
    "ho chieu",
    "dien thoai",
    "identity",
)


def mask_code(text: str) -> str:
    """An identity or file number with its last three signs: "*********123"."""
    signs = sum(char.isalnum() for char in text)
    hidden = signs - _KEPT if signs > _KEPT else signs
    shown = []
    for char in text:
        if char.isalnum() and hidden:
            hidden -= 1
            shown.append("*")
        else:
            shown.append(char)
    return "".join(shown)


def mask_address(text: str, hamlets: Collection[str] = ()) -> str:
    """An address down to the hamlet: "số 12 ngõ 3, thôn Đông, xã An Bình" is "thôn Đông, xã An Bình".

    Args:
        text: as typed.
        hamlets: the names the office keeps; a segment that is one of them stays.

    Returns:
        The segments that name a hamlet or what is larger; "…" when there is none.
    """
    known = {fold(name) for name in hamlets}
    kept = [shown for part in re.split(r"[,;\n]| - ", text) for shown in [_area(part, known)] if shown]
    return ", ".join(kept) or GAP


def mask_words(text: str, secrets: Iterable[str] = ()) -> str:
    """A text without the given secrets, ways to a door, and figures as long as an identity number."""
    for secret in sorted(set(secrets), key=len, reverse=True):
        text = re.sub(re.escape(secret), GAP, text, flags=re.IGNORECASE)
    return _LONG_RUN.sub(lambda found: mask_code(found.group()), _WAY.sub(GAP, text))


def secrets_of(fields: Iterable[Field], values: Mapping[str, str], hamlets: Collection[str] = ()) -> set[str]:
    """What the hidden fields of a letter say that must not stand in its other texts either."""
    known = {fold(name) for name in hamlets}
    found: set[str] = set()
    for one in fields:
        value = values.get(one.id, "").strip()
        kind = _kind(one)
        if not value or kind not in _HIDDEN:
            continue
        if kind is FieldKind.CODE:
            found.add(value)
            continue
        parts = [part.strip() for part in re.split(r"[,;\n]| - ", value)]
        hidden = [part for part in parts if part and _area(part, known) != part]
        if hidden:
            found.add(value)
        found.update(part for part in hidden if len(part) >= _SHORTEST_SECRET)
    return found


def masked_values(
    fields: Collection[Field], values: Mapping[str, str], hamlets: Collection[str] = ()
) -> dict[str, str]:
    """The values of a letter that may be shown, without addresses, identity numbers and days of birth."""
    secrets = secrets_of(fields, values, hamlets)
    return {one.id: _masked_value(one, values.get(one.id, ""), secrets, hamlets) for one in fields}


def as_lines(template: Template) -> Template:
    """The template for masked values: what was masked is a plain line, "*********123" being no number."""
    return replace(
        template,
        fields=tuple(
            replace(one, kind=FieldKind.LINE) if _kind(one) in _HIDDEN or _is_birth(one) else one
            for one in template.fields
        ),
    )


def mask_hamlet(text: str, hamlets: Collection[str] = ()) -> str:
    """The part of the commune, should somebody have typed a whole address there."""
    if not text or fold(text) in {fold(name) for name in hamlets}:
        return text
    if re.search(r"[\d,;]", text) or _DOOR.search(text):
        return mask_address(text, hamlets)
    return text


def _masked_value(one: Field, value: str, secrets: Collection[str], hamlets: Collection[str]) -> str:
    if not value.strip():
        return value
    kind = _kind(one)
    if kind is FieldKind.CODE:
        return mask_code(value)
    if kind is FieldKind.ADDRESS:
        return mask_address(value, hamlets)
    if one.kind is FieldKind.HAMLET:
        return mask_hamlet(value, hamlets)
    if _is_birth(one):
        return _year_only(value)
    return mask_words(value, secrets) if one.kind in _WORDS else value


def _area(part: str, known: Collection[str]) -> str:
    """What of a segment names a hamlet or a larger area; "" for the way to a door."""
    part = part.strip()
    if not part:
        return ""
    if fold(part) in known or _REGION.match(part):
        return part
    found = _PLACE.search(part)
    if found is None:
        return ""
    words = found.group().strip()
    head = re.match(r"(?:tổ dân phố|khu dân cư|khu phố|\w+)\s*(?:số\s+)?\S*", words, re.IGNORECASE)
    start = head.end() if head else 0
    door = _DOOR.search(words, start)
    return (words[: door.start()] if door else words).strip(" -.")


def _kind(one: Field) -> FieldKind:
    """What a field holds, judged by its name too where it is a plain line."""
    if one.kind not in _PLAIN:
        return one.kind
    told = f" {fold(f'{one.id} {one.label}').replace('_', ' ')} "
    if any(f" {words} " in told for words in _CODE_WORDS):
        return FieldKind.CODE
    if any(f" {words} " in told for words in _ADDRESS_WORDS):
        return FieldKind.ADDRESS
    return one.kind


def _is_birth(one: Field) -> bool:
    if one.kind is not FieldKind.DATE:
        return False
    told = fold(f"{one.id} {one.label}".replace("_", " ")).split()
    return any(word in told for word in _BIRTH)


def _year_only(value: str) -> str:
    try:
        return f"{GAP}/{GAP}/{date.fromisoformat(value).year}"
    except ValueError:
        return GAP
