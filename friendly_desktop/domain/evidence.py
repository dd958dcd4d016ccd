"""A piece of proof: a file known by its digest, what it is called, and which leaves it proves."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from friendly_desktop.errors import AppError


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document or picture that backs points of a year.

    ``sha256`` names the content in the store; ``name`` is the true file name as it came in;
    ``number`` and ``issued_on`` are the document's own, not the day it was added. ``version`` counts
    from 1; a replacement keeps the older contents in the history. ``removed_at`` is set while it lies
    in the bin.
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
    removed_at: datetime | None = None

    @property
    def label(self) -> str:
        """What lists show: the title, or the file name where none was given."""
        return self.title or self.name

    @property
    def outside_year(self) -> bool:
        """Whether the document's own date lies in another year than the one it is to prove."""
        return self.issued_on is not None and self.issued_on.year != self.year


@dataclass(frozen=True, slots=True)
class EvidenceVersion:
    """One content a piece of evidence has had. The newest is the one in use."""

    version: int
    sha256: str
    name: str
    bytes: int
    media_type: str
    added_at: datetime | None = None


class AddOutcome(Enum):
    """What became of a file that was to be added."""

    ADDED = "added"
    ALREADY = "already"  # the same content stands on the same leaf; nothing was done
    SKIPPED = "skipped"  # a left-over of Office or of the system, nobody's document
    REFUSED = "refused"  # it could not be taken; ``problem`` says why


@dataclass(frozen=True, slots=True)
class AddedFile:
    """What became of one file that was to be added.

    ``problem`` is a sentence when it was not added because something is wrong with it, ``code`` its
    stable identifier; ``warning`` a sentence about something to mind although it was added (or was
    there already). ``duplicate_of`` is the older evidence with the same content.
    """

    path: str
    name: str
    evidence_id: int | None = None
    sha256: str = ""
    bytes: int = 0
    duplicate_of: int | None = None
    problem: str = ""
    warning: str = ""
    outcome: AddOutcome = AddOutcome.ADDED
    code: str = ""


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file that lies in the inbox folder and can be taken in. ``problem``: why it cannot."""

    path: str
    name: str
    bytes: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StoreReport:
    """The result of hashing the whole store again.

    ``files`` and ``bytes`` count the contents that the records name, each once; ``missing`` and
    ``damaged`` hold every evidence that uses such a content, older versions included. What letters keep
    (printed PDF, Word files) stands among them with the id 0.
    """

    files: int
    bytes: int
    missing: tuple[Evidence, ...] = ()
    damaged: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Orphans:
    """Files of the store that no record names: left by a kill between file and record."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page (or picture) drawn for the screen: ``rgb`` holds height rows of width x 3 bytes."""

    width: int
    height: int
    rgb: bytes
    page_count: int


class PreviewUnavailable(AppError):  # noqa: N818 - a state of the file, named as screens speak of it
    """A content cannot be shown as a picture; ``message`` is the sentence to show in its place."""
