"""The fields in an office's own Word file: what may stand between braces there, and what is wrong with it.

A Word file of the office may hold ``{{ groom }}``, ``{{ groom|upper }}`` and ``{% if age %}`` ...
``{% else %}`` ... ``{% endif %}``, nothing else: a template is text with holes, never a program.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from friendly_desktop.domain.letters import Field
from friendly_desktop.domain.letters.text import FACTS, STYLES
from friendly_desktop.domain.text import ascii_slug, nfc
from friendly_desktop.i18n import N_, _

#: What a Word file may name besides the fields of its kind: there, head and signature are the office's own words.
WORD_FACTS: Mapping[str, str] = {
    **FACTS,
    "number": N_("số của thư"),
    "powers": N_("quyền hạn, chức vụ in ở chỗ ký (KT. CHỦ TỊCH, PHÓ CHỦ TỊCH)"),
}

_OPENING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TOKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NAME = r"[^\W\d][\w\u0300-\u036f]*"
_FIELD = re.compile(rf"\s*({_NAME})\s*(?:\|\s*([A-Za-z]+)\s*)?")
_CONDITION = re.compile(rf"(?:p |tr |tc |r )?\s*(if\s+(?:not\s+)?({_NAME})|else|endif)\s*")
_SINGLE = re.compile(rf"(?<!\{{)\{{\s*({_NAME})\s*(?:\|\s*[A-Za-z]+\s*)?\}}(?!\}})")
_NEAR = 60
_LOOKED_AT = 1000  # letters, for a place of which some tens are told


class Place(Enum):
    """Where in the file a paragraph stands."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one paragraph of a Word file."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A field as the file names it.

    Attributes:
        name: the name as it was typed, which may be Vietnamese ("chú_rể").
        field: the id of the field it means.
        style: its dress; "" for its usual one.
    """

    name: str
    field: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class TagReport:
    """What the passages hold: every tag once in order of appearance, and every problem in a sentence."""

    tags: tuple[Tag, ...]
    problems: tuple[str, ...]


class FieldNames:
    """The names under which a Word file may know the fields of a kind of letter and the facts of the office.

    A field answers to its id and, written without tone marks and with underscores, to its label and its
    other names: "Họ và tên chú rể" is ``ho_va_ten_chu_re``. What two fields share means neither.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self._ids = {field.id for field in fields} | set(WORD_FACTS)
        spoken = [
            (field.id, name) for field in fields for name in {*map(_plain, (field.label, *field.names))}
        ]
        count = Counter(name for _id, name in spoken)
        self._spoken = {name: field_id for field_id, name in spoken if name and count[name] == 1}

    def find(self, name: str) -> str | None:
        """The id that a name in the file means; None when it means nothing."""
        if name in self._ids:
            return name
        plain = _plain(name)
        return plain if plain in self._ids else self._spoken.get(plain)

    def nearest(self, name: str) -> str:
        """The id that was perhaps meant; "" when nothing is near."""
        near = difflib.get_close_matches(_plain(name), [*self._ids, *self._spoken], n=1)
        return self._spoken.get(near[0], near[0]) if near else ""


def _plain(name: str) -> str:
    return ascii_slug(nfc(name).replace("_", " "), 80).replace("-", "_")


def tag_text(field: str, style: str = "") -> str:
    """The field as a Word file names it, ready for the clipboard: "{{ groom|upper }}"."""
    return f"{{{{ {field}|{style} }}}}" if style else f"{{{{ {field} }}}}"


def read_tags(passages: Iterable[Passage], names: FieldNames) -> TagReport:
    """Every tag and every problem of a file."""
    tags: dict[Tag, None] = {}
    problems: dict[str, None] = {}
    for place in Place:
        open_conditions: list[Passage] = []
        for passage in (passage for passage in passages if passage.place is place):
            reader = _Reader(passage, names, open_conditions)
            reader.read()
            tags.update(dict.fromkeys(reader.tags))
            problems.update(dict.fromkeys(reader.problems))
        for passage in open_conditions:
            message = _("Thiếu «{{% endif %}}» cho điều kiện trong đoạn {where}.")
            problems[message.format(where=_where(passage))] = None
    return TagReport(tuple(tags), tuple(problems))


class _Reader:
    """Reads one paragraph."""

    def __init__(self, passage: Passage, names: FieldNames, open_conditions: list[Passage]) -> None:
        self.tags: list[Tag] = []
        self.problems: list[str] = []
        self._passage = passage
        self._names = names
        self._open = open_conditions

    def read(self) -> None:
        """Take every tag of the paragraph in order."""
        for opening, inner in self._tokens(self._passage.text):
            if opening == "{{":
                self._field(inner)
            elif opening == "{%":
                self._condition(inner)
        for single in _SINGLE.finditer(self._passage.text):
            if self._names.find(single[1]):
                self._say(
                    _("«{tag}» chỉ có một dấu ngoặc, sẽ in nguyên như vậy; hãy viết {right}"),
                    tag=single[0],
                    right=tag_text(single[1]),
                )

    def _tokens(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while token := _TOKEN.search(text, at):
            at = token.end()
            if token[0] not in _OPENING:
                self._say(_("thừa dấu «{token}»"), token=token[0])
                continue
            closing = _OPENING[token[0]]
            end = text.find(closing, at)
            following = _TOKEN.search(text, at)
            if end < 0 or (following and following.start() < end):
                self._say(
                    _("thiếu dấu «{closing}» đóng trường ở chỗ «{near}»"),
                    closing=closing,
                    near=text[token.start() : token.start() + 30],
                )
                continue
            at = end + 2
            yield token[0], text[token.end() : end]

    def _field(self, inner: str) -> None:
        named = _FIELD.fullmatch(inner)
        if named is None:
            self._say(
                _("«{tag}» không phải là tên trường; tên trường viết liền, không dấu cách, không phép tính"),
                tag=f"{{{{{inner}}}}}",
            )
        elif named[2] and named[2] not in STYLES:
            self._say(
                _("không có cách viết «{style}»; hãy dùng một trong: {known}"),
                style=named[2],
                known=", ".join(STYLES),
            )
        else:
            self._known(named[1], named[2] or "")

    def _condition(self, inner: str) -> None:
        found = _CONDITION.fullmatch(inner)
        if found is None:
            self._say(
                _("«{tag}» không được dùng; chỉ dùng điều kiện «{{% if tên_trường %}}» và «{{% endif %}}»"),
                tag=f"{{%{inner}%}}",
            )
        elif found[2]:
            self._known(found[2], "")
            self._open.append(self._passage)
        elif not self._open:
            self._say(_("«{tag}» không có «{{% if %}}» đứng trước"), tag=f"{{%{inner}%}}")
        elif found[1] == "endif":
            self._open.pop()

    def _known(self, name: str, style: str) -> None:
        field = self._names.find(name)
        if field:
            self.tags.append(Tag(name, field, style))
            return
        near = self._names.nearest(name)
        if near:
            self._say(_("không có trường «{field}»; có phải là «{near}»?"), field=name, near=near)
        else:
            self._say(_("không có trường «{field}»"), field=name)

    def _say(self, message: str, **values: str) -> None:
        values = {
            name: text if len(text) <= _NEAR else f"{text[: _NEAR - 1]}…" for name, text in values.items()
        }
        self.problems.append(
            _("Đoạn {where}: {problem}.")
            .format(where=_where(self._passage), problem=message.format(**values))
            .replace("?.", "?")
        )


def _where(passage: Passage) -> str:
    words = nfc(" ".join(passage.text[:_LOOKED_AT].split()))
    words = words if len(words) <= _NEAR else words[: _NEAR - 1] + "…"
    return {
        Place.BODY: _("«{words}»"),
        Place.HEADER: _("«{words}» ở đầu trang"),
        Place.FOOTER: _("«{words}» ở chân trang"),
        Place.NOTE: _("«{words}» ở chú thích"),
    }[passage.place].format(words=words)
