"""The language of template texts: fields in braces, each in a dress ("{groom}", "{died|words}").

A text is read leniently, so that a preview follows every keystroke: a brace that opens nothing stays as
it was typed. ``problems`` says what a text must not be saved with.
"""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from friendly_desktop.domain.letters import FieldKind, Template
from friendly_desktop.domain.letters.fields import known_hamlet
from friendly_desktop.domain.office import Office, Signatory, SigningForm, UnitType
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import N_, _

#: The dresses of a field, with what people read beside them.
STYLES: Mapping[str, str] = {
    "upper": N_("CHỮ IN HOA"),
    "lower": N_("chữ thường"),
    "capital": N_("Viết hoa chữ đầu"),
    "small": N_("viết thường chữ đầu"),
    "words": N_("ngày, giờ, số viết bằng chữ"),
    "short": N_("ngày viết bằng số"),
}

#: What parts of a commune are called (NĐ 185/2026/NĐ-CP allows local names), and how addresses begin.
_COMMON_NOUNS = frozenset(
    ("thôn", "tổ", "xóm", "ấp", "bản", "làng", "khu", "khối", "khóm", "phố", "buôn", "bon", "plei", "sóc", "phum",
     "cụm", "đội", "số", "nhà", "ngõ", "ngách", "hẻm", "đường", "xã", "phường")
)  # fmt: skip

#: What every text may use without a field of its own: the office, the day, who signs.
FACTS: Mapping[str, str] = {
    "unit": N_("tên đơn vị kèm cấp (xã An Bình)"),
    "unit_type": N_("cấp đơn vị (xã, phường, đặc khu)"),
    "commune": N_("tên đơn vị (An Bình)"),
    "province": N_("tên tỉnh, thành phố (Hải Phòng)"),
    "province_unit": N_("tên tỉnh, thành phố kèm cấp (thành phố Hải Phòng)"),
    "date": N_("ngày của thư"),
    "place": N_("địa danh của thư"),
    "signatory": N_("họ và tên người ký"),
    "post": N_("chức vụ người ký"),
}

#: Facts that are days, for which ``words`` and ``short`` mean something.
DAY_FACTS = frozenset({"date"})

_NAME = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*(?:\|\s*([A-Za-z]*)\s*)?")
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_UNITS = {UnitType.XA: "xã", UnitType.PHUONG: "phường", UnitType.DAC_KHU: "đặc khu"}
_CITIES = frozenset({"hà nội", "hải phòng", "huế", "đà nẵng", "cần thơ", "hồ chí minh"})
_DOTS = "." * 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a template text: plain words, or a field in a dress ("" for its usual one)."""

    text: str = ""
    field: str = ""
    style: str = ""


@lru_cache(maxsize=2048)
def parse(text: str) -> tuple[Piece, ...]:
    """The pieces of a template text; what is no field stays as it was typed."""
    return tuple(
        piece if piece.field else Piece(piece.text.replace("{{", "{").replace("}}", "}"))
        for piece in source_pieces(text)
    )


@lru_cache(maxsize=2048)
def source_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a template text, its words with their doubled braces; an editor puts them together again."""
    pieces: list[Piece] = []
    start = 0
    for token in _TOKEN.finditer(text):
        named = _NAME.fullmatch(token[1]) if token[1] is not None else None
        if named is None:
            continue
        if token.start() > start:
            pieces.append(Piece(text[start : token.start()]))
        pieces.append(Piece(field=named[1], style=named[2] or ""))
        start = token.end()
    if start < len(text):
        pieces.append(Piece(text[start:]))
    return tuple(pieces)


def problems(text: str, known: Collection[str]) -> tuple[str, ...]:
    """What is wrong in a template text, in sentences for people, each once and in order.

    Args:
        text: the text as typed.
        known: the ids of the template's own fields; the facts of the office are known anyway.
    """
    found: dict[str, None] = {}
    for token in _TOKEN.finditer(text):
        if token[0] in ("{{", "}}"):
            continue
        near = text[max(0, token.start() - 20) : token.end() + 20].replace("\n", " ").strip()
        if token[0] == "{":
            found[_("Thiếu dấu «}}» đóng trường ở chỗ «{near}».").format(near=near)] = None
        elif token[0] == "}":
            found[_("Thừa dấu «}}» ở chỗ «{near}».").format(near=near)] = None
        elif named := _NAME.fullmatch(token[1]):
            found.update(dict.fromkeys(_field_problems(named[1], named[2], known)))
        else:
            found[_("«{token}» không phải là tên trường.").format(token=token[0])] = None
    return tuple(found)


def _field_problems(field: str, style: str | None, known: Collection[str]) -> Iterable[str]:
    if field not in known and field not in FACTS:
        near = difflib.get_close_matches(field, [*known, *FACTS], n=1)
        if near:
            yield _("Mẫu không có trường «{field}». Có phải là «{near}»?").format(field=field, near=near[0])
        else:
            yield _("Mẫu không có trường «{field}».").format(field=field)
    if style is not None and style not in STYLES:
        yield _("Không có cách viết «{style}»; hãy dùng một trong: {known}.").format(
            style=style, known=", ".join(STYLES)
        )


def field_ids(text: str) -> tuple[str, ...]:
    """The ids of the fields and facts in a text, each once, in order."""
    return tuple(dict.fromkeys(piece.field for piece in parse(text) if piece.field))


def literal(words: str) -> str:
    """Words as a template text says them, their braces doubled."""
    return words.replace("{", "{{").replace("}", "}}")


def field_text(field: str, style: str = "") -> str:
    """The field as a template text names it: "{groom|upper}"."""
    return f"{{{field}|{style}}}" if style else f"{{{field}}}"


def dressed(text: str, style: str) -> str:
    """The text in a dress that is a matter of letters alone; other styles leave it as it is."""
    if style == "upper":
        return text.upper()
    if style == "lower":
        return text.lower()
    if style == "capital":
        return text[:1].upper() + text[1:]
    if style == "small" and not _begins_with_a_name(text):
        return text[:1].lower() + text[1:]
    return text


def _begins_with_a_name(text: str) -> bool:
    """Whether the capital belongs to a name: "Đông", "Đồng Quýt", "Nhân dân", but not "Thôn Đông"."""
    first, _space, rest = text.partition(" ")
    if first.lower() in _COMMON_NOUNS:
        return False
    return not rest or rest[:1].isupper() or text.startswith("Nhân dân")


def filled(text: str, value: Callable[[Piece], str]) -> tuple[tuple[Piece, str], ...]:
    """Every piece with what is printed for it.

    Where a field prints nothing, one space beside it goes with it, so that a sentence without an age
    ends "... năm 2026." and not "... năm 2026 .".
    """
    result: list[tuple[Piece, str]] = []
    swallow = False
    for piece in parse(text):
        shown = value(piece) if piece.field else piece.text
        if piece.field and not shown:
            before = result[-1][1] if result else " "
            if before.endswith(" "):
                result[-1:] = [(result[-1][0], before[:-1])] if result else []
                swallow = not result
            else:
                swallow = True
            continue
        if swallow and shown.startswith(" "):
            shown = shown[1:]
        swallow = False
        if shown:
            result.append((piece, shown))
    return tuple(result)


def facts(office: Office, signatory: Signatory | None) -> dict[str, str]:
    """The facts of the office that are words; dots where the office has not said one."""
    unit_type = _UNITS[office.unit_type]
    post = "Phó Chủ tịch" if signatory and signatory.form is SigningForm.DEPUTY else "Chủ tịch"
    return {
        "unit": f"{unit_type} {office.name or _DOTS}",
        "unit_type": unit_type,
        "commune": office.name or _DOTS,
        "province": office.province or _DOTS,
        "province_unit": province_unit(office.province),
        "signatory": signatory.name if signatory and signatory.name else _DOTS,
        "post": post,
    }


def province_unit(province: str) -> str:
    """The province with its kind: "tỉnh Bắc Ninh", "thành phố Hải Phòng", "Thành phố Hồ Chí Minh".

    Six cities are run by the centre (since 01/7/2025); every other province is a tỉnh.
    """
    name = clean_line(province)
    lowered = name.lower()
    if not name:
        return f"tỉnh {_DOTS}"
    for prefix in ("thành phố ", "tp. ", "tp ", "tp."):
        if lowered.startswith(prefix):
            lowered, name = lowered.removeprefix(prefix).strip(), name[len(prefix) :].strip()
            break
    else:
        if lowered.startswith("tỉnh "):
            return "t" + name[1:]
        if lowered not in _CITIES:
            return f"tỉnh {name}"
    return f"Thành phố {name}" if lowered == "hồ chí minh" else f"thành phố {name}"


def recipient(template: Template, values: Mapping[str, str]) -> str:
    """Whom the letter is for, as lists say it: "Nguyễn Văn Đức và Trần Thị Hường"."""
    named = field_ids(template.recipient)
    given = [clean_line(values.get(field, "")) for field in named]
    if not all(given):
        return ", ".join(text for text in given if text)
    return clean_line("".join(shown for _piece, shown in filled(
        template.recipient, lambda piece: dressed(values.get(piece.field, ""), piece.style)
    )))  # fmt: skip


def hamlet_of(template: Template, values: Mapping[str, str], hamlets: Sequence[str]) -> str:
    """The part of the commune a letter goes to, as the office's list names it; "" when none is named.

    The field that the template calls its hamlet comes first, then every address; a name in the list counts
    wherever it stands in them. A hamlet that the list does not know stays as it was typed.
    """
    kinds = {field.id: field.kind for field in template.fields}
    places = [field_id for field_id, kind in kinds.items() if kind in (FieldKind.HAMLET, FieldKind.ADDRESS)]
    for field_id in dict.fromkeys((*filter(None, [template.hamlet]), *places)):
        if found := known_hamlet(values.get(field_id, ""), hamlets):
            return found
    is_hamlet = kinds.get(template.hamlet) is FieldKind.HAMLET
    return clean_line(values.get(template.hamlet, "")) if is_hamlet else ""
