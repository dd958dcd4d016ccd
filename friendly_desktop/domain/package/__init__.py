"""The annual package: what goes in, what an export made, what a check of a package found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from friendly_desktop.domain.assessment import Evaluation, Gap, LeafRow, VetoAnswer
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.letters.proof import ProvingLetter, SampleDraft
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.domain.record_proof import ProvingRecord
from friendly_desktop.domain.snapshot_proof import YearProof


@dataclass(frozen=True, slots=True)
class PackedEvidence:
    """A piece of evidence and where it lies in the package.

    ``path`` is the ASCII path inside the bag (``data/evidence/B.1.1/001-quyet-dinh.pdf``); a document
    that proves several leaves lies once, under its first leaf, and is listed under each. ``part`` is the
    part of the package it lies in; ``sha256`` and ``bytes`` are set when a smaller picture was packed.
    """

    number: int
    evidence: Evidence
    path: str
    part: int = 1
    sha256: str = ""
    bytes: int = 0

    @property
    def packed_sha256(self) -> str:
        """The digest of the file in the package: the evidence's own, unless the picture was made smaller."""
        return self.sha256 or self.evidence.sha256

    @property
    def packed_bytes(self) -> int:
        """The size of the file in the package."""
        return self.bytes if self.sha256 else self.evidence.bytes


@dataclass(frozen=True, slots=True)
class PackedRecord:
    """A session, case, dialogue or visit in the package's list; ``nodes`` are the lines it proves."""

    number: int
    record: ProvingRecord
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedLetter:
    """A letter of the year and what the package tells of it.

    ``number`` is its place in the list of letters, ``title`` its kind in words, ``nodes`` the lines it
    proves in printed order. ``path`` is its masked sample inside the bag, "" where it is only listed.
    """

    number: int
    letter: ProvingLetter
    title: str
    nodes: tuple[str, ...]
    path: str = ""
    sample: SampleDraft | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of evidence that is not in the package, and a translated sentence why."""

    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from the submission before, each item as people call it."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackageContent:
    """Everything the documents of a package are written from; frozen, so that bytes can repeat.

    ``document_date`` stands in the documents and the bag: the day of the freeze, or of the last
    change while the year is open. ``draft`` prints DỰ THẢO. ``submission`` counts from 1.
    """

    office: Office
    signatory: Signatory | None
    year: int
    criteria: CriteriaSet
    rows: Mapping[str, LeafRow]
    vetoes: Mapping[str, VetoAnswer]
    evaluation: Evaluation
    unbacked: Decimal
    evidence: tuple[PackedEvidence, ...]
    report_texts: Mapping[str, str]
    unit_names: Mapping[int, str]
    document_date: date
    draft: bool
    submission: int = 1
    problems: tuple[Gap, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    parts: int = 1
    previous_root_sha256: str = ""
    changes: Changes = Changes()
    letters: tuple[PackedLetter, ...] = ()
    records: tuple[PackedRecord, ...] = ()
    proof: YearProof = field(default_factory=YearProof)


@dataclass(frozen=True, slots=True)
class PastExport:
    """A package made earlier: the last one made of its submission."""

    year: int
    submission: int
    made_at: datetime
    draft: bool
    parts: int
    files: int
    bytes: int
    root_sha256: str


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export made, after it was read back.

    Attributes:
        path: the folder or ZIP (of part 1).
        bytes: what was written takes so much room: the ZIP files, or the files of the folder.
        content_bytes: the files of the package together, unpacked.
    """

    path: str
    parts: tuple[str, ...]
    files: int
    bytes: int
    root_sha256: str
    problems: tuple[Gap, ...] = ()
    verified: bool = True
    draft: bool = False
    letters: int = 0
    samples: int = 0
    records: int = 0
    lines: int = 0
    content_bytes: int = 0


class PackageProblemKind(Enum):
    """What a check of a package can find."""

    CHANGED = "changed"
    ADDED = "added"
    MISSING = "missing"
    MISSING_PART = "missing_part"
    WRONG_PART = "wrong_part"
    HOSTILE = "hostile"
    BROKEN = "broken"
    TOTAL_MISMATCH = "total_mismatch"


@dataclass(frozen=True, slots=True)
class PackageProblem:
    """One finding: the file in the package, and a plain translated sentence."""

    kind: PackageProblemKind
    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of a package found; nothing of it is imported."""

    ok: bool
    commune: str
    year: int | None
    total: Decimal | None
    problems: tuple[PackageProblem, ...] = ()
    files: int = 0
    bytes: int = 0
    parts: int = 0
    root_sha256: str = ""
    draft: bool = False
