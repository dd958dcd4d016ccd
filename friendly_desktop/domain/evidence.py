"""A piece of proof: a file known by its digest, what it is called, and which leaves it proves."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document or picture that backs points of a year.

    ``sha256`` names the content in the store; ``name`` is the true file name as it came in;
    ``number`` and ``issued_on`` are the document's own, not the day it was added. ``version`` counts
    from 1; a replacement keeps the older contents in the history.
    """

    id: int
    year: int
    sha256: str
    name: str
    bytes: int
    media_type: str
    title: str = ""
    number: str = ""
    issued_on: date | None = None
    description: str = ""
    version: int = 1
    added_at: datetime | None = None
    nodes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What lists show: the title, or the file name where none was given."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class AddedFile:
    """What became of one file that was to be added; ``problem`` is a sentence when it was not."""

    path: str
    name: str
    evidence_id: int | None = None
    sha256: str = ""
    bytes: int = 0
    duplicate_of: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StoreReport:
    """The result of hashing the whole store again."""

    files: int
    bytes: int
    missing: tuple[Evidence, ...] = ()
    damaged: tuple[Evidence, ...] = ()
