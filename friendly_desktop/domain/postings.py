"""What hangs on the office's walls: slogans, notices, lists, commitments, QR sheets; where, since when.

Sources of the shipped wordings: the appendix of slogans of the Hải Dương scheme, part III of the Ninh Giang plan,
part a of the An Khương plan; each kind's data file names its own.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class PostingSize(Enum):
    """Paper in millimetres by name, upright or lying by the kind."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


@dataclass(frozen=True, slots=True)
class PostingField:
    """Something to fill in: ``kind`` is ``line``, ``text``, ``rows`` (a table) or ``link`` (becomes a QR)."""

    id: str
    label: str
    kind: str = "line"
    hint: str = ""
    required: bool = False


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
