"""What hangs on the office's walls: slogans, notices, lists, commitments, QR sheets; where, since when.

Sources of the shipped wordings: the appendix of slogans of the Hải Dương scheme, part III of the Ninh Giang plan,
part a of the An Khương plan; each kind's data file names its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop.domain.letters import WordingCorrection
from friendly_desktop.domain.text import clean_line, clean_text


class PostingSize(Enum):
    """Paper in millimetres by name, upright or lying by the kind."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"

    @property
    def short(self) -> int:
        """The shorter side, in millimetres (ISO 216)."""
        return _SIDES[self.value][0]

    @property
    def long(self) -> int:
        """The longer side, in millimetres."""
        return _SIDES[self.value][1]


_SIDES = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
_LONGEST_TITLE = 80  # in lists

#: The cells of a table that was filled in, or a text.
PostingValue = str | tuple[tuple[str, ...], ...]
PostingValues = Mapping[str, PostingValue]

#: What a field may be: ``choice`` is one of ``choices``.
FIELD_KINDS = ("line", "text", "rows", "link", "choice")
#: What fills a field from the office's own records.
FILLS = ("sessions", "period", "people", "signatory", "signing")


@dataclass(frozen=True, slots=True)
class PostingField:
    """Something to fill in: ``kind`` is ``line``, ``text``, ``rows`` (a table) or ``link`` (becomes a QR).

    Attributes:
        default: the words of the kind; ``{unit|upper}`` and the other facts of the office stand in braces.
        rows: the same for a table.
        columns: headings of a table.
        choices: of a ``choice``, what is stored and what people read.
        fill: what of the office's records fills it; one of ``FILLS``.
        most: rows of a table, or characters of a text, that still make a poster.
    """

    id: str
    label: str
    kind: str = "line"
    hint: str = ""
    required: bool = False
    default: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    fill: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class PostingKind:
    """A kind of posting: data in ``resources/postings``; ``design`` names the drawing that sets its text."""

    id: str
    title: str
    design: str
    sizes: tuple[PostingSize, ...]
    lying: bool
    fields: tuple[PostingField, ...]
    source: str
    own_wording: bool = False  # the wording is the program's, no source gives one
    place: str = ""  # where it is to hang, as the source says it
    note: str = ""
    corrections: tuple[WordingCorrection, ...] = ()

    def field(self, field_id: str) -> PostingField | None:
        """The field with this id."""
        return next((one for one in self.fields if one.id == field_id), None)


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting that was made, and where it hangs. It proves its leaves from ``hung_on`` to ``down_on``.

    ``values`` are what was filled in, as JSON; ``sha256`` the archived PDF; ``evidence`` photos of it on the wall.
    """

    id: int
    kind: str
    title: str
    size: PostingSize
    values: str
    made_on: date
    sha256: str = ""
    hung_on: date | None = None
    place: str = ""
    down_on: date | None = None
    note: str = ""
    evidence: tuple[int, ...] = ()
    lying: bool = False

    @property
    def hangs(self) -> bool:
        """Whether it was hung and not taken down."""
        return self.hung_on is not None and self.down_on is None

    def hung_in(self, start: date, end: date) -> bool:
        """Whether it hung on any day from ``start`` to ``end``."""
        if self.hung_on is None or self.hung_on > end:
            return False
        return self.down_on is None or self.down_on >= start


def cleaned(kind: PostingKind, values: PostingValues) -> dict[str, PostingValue]:
    """The values of the kind's own fields as they are stored: NFC, white space made single, empty rows left out."""
    told: dict[str, PostingValue] = {}
    for field in kind.fields:
        value = values.get(field.id, "")
        if field.kind == "rows":
            told[field.id] = _clean_rows(value, len(field.columns))
        elif isinstance(value, str):
            told[field.id] = clean_text(value) if field.kind == "text" else clean_line(value)
        else:
            told[field.id] = clean_text("\n".join(" ".join(row) for row in value))
    return told


def _clean_rows(value: PostingValue, width: int) -> tuple[tuple[str, ...], ...]:
    rows = [line.split("|") for line in value.splitlines()] if isinstance(value, str) else value
    cells = [[clean_text(cell) for cell in row] for row in rows]
    return tuple((*row[:width], *([""] * (width - len(row)))) for row in cells if any(row))


def as_json(values: PostingValues) -> str:
    """The values as the records keep them."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> dict[str, PostingValue]:
    """The values that the records keep."""
    told: dict[str, PostingValue] = {}
    for name, value in json.loads(text or "{}").items():
        told[name] = tuple(tuple(map(str, row)) for row in value) if isinstance(value, list) else str(value)
    return told


def said_words(text: str) -> tuple[str, ...]:
    """Every word of stored values, cell by cell; what was chosen from a list is none."""
    found: list[str] = []
    for value in from_json(text).values():
        if isinstance(value, str):
            found += [value] if len(value.split()) > 1 else []
        else:
            found += [cell for row in value for cell in row]
    return tuple(found)


def title_of(kind: PostingKind, values: PostingValues) -> str:
    """How lists name a posting: by its own heading where the kind is a free one, else by the kind."""
    heading = values.get("headline", "")
    if kind.id == "free" and isinstance(heading, str) and heading:
        return _shortened(clean_line(heading))
    return kind.title


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1].rstrip() + "…"
