"""Where things lie in a package: short ASCII names that every disk takes; true names are in the lists."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.letters.proof import YearLetters, kind_title, kinds_of
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.package import PackedEvidence, PackedLetter, PackedRecord
from friendly_desktop.domain.record_proof import ProvingRecord, RecordKind, record_kinds_of
from friendly_desktop.domain.text import ascii_slug

ASSESSMENT = "data/assessment.json"
CRITERIA_SET = "data/criteria-set.json"
START_PAGE = "index.html"
DOCUMENTS = "data/documents/"
LETTER_LIST = DOCUMENTS + "5-danh-muc-thu.pdf"
RECORD_LIST = DOCUMENTS + "6-danh-muc-tiep-dan-doi-thoai.pdf"
PROOF_LIST = DOCUMENTS + "7-danh-muc-hoat-dong-niem-yet.pdf"
EVIDENCE = "data/evidence/"
LETTERS = "data/letters/"

#: Longest path in a package, the folder a ZIP unpacks to included.
LONGEST_PATH = 120
_LONGEST_BASE = 46
_LONGEST_SLUG = 60
_FOLDER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def base_name(office: Office, year: int, submission: int, part: int = 1, parts: int = 1) -> str:
    """The folder a package unpacks to: ``ninh-giang-2026-lan-1``, of a part ``...-phan-2``."""
    name = f"{ascii_slug(office.name, 24) if office.name else 'goi'}-{year}-lan-{submission}"
    return name if parts == 1 else f"{name}-phan-{part}"


def evidence_in_order(criteria_set: CriteriaSet, evidence: Iterable[Evidence]) -> list[tuple[str, Evidence]]:
    """Each piece of evidence once, with the first leaf it proves, in the printed order of the leaves."""
    order = {node.id: index for index, node in enumerate(criteria_set.walk())}
    placed = []
    for one in evidence:
        known = sorted((node for node in one.nodes if node in order), key=order.__getitem__)
        if known:
            placed.append((known[0], one))
    return sorted(placed, key=lambda pair: (order[pair[0]], pair[1].id))


def pack(placed: Sequence[tuple[str, Evidence]]) -> tuple[PackedEvidence, ...]:
    """Number the evidence and give each piece its path; the same content lies in the package once."""
    paths: dict[str, str] = {}
    packed = []
    for number, (node, one) in enumerate(placed, start=1):
        path = paths.setdefault(one.sha256, _path(number, node, one.label, one.name))
        packed.append(PackedEvidence(number, one, path))
    return tuple(packed)


def pack_letters(criteria_set: CriteriaSet, year: YearLetters) -> tuple[PackedLetter, ...]:
    """Number the letters of a year; those shown as samples get a path that tells the kind and no name."""
    nodes: dict[LetterKind, list[str]] = {}
    for node in criteria_set.walk():
        for kind in kinds_of(node):
            nodes.setdefault(kind, []).append(node.id)
    samples = {one.letter_id: one for one in year.samples}
    packed = []
    proving = (one for one in year.letters if one.kind in nodes)
    for number, one in enumerate(proving, start=1):
        title, sample = kind_title(one.kind), samples.get(one.id)
        path = f"{LETTERS}{number:03}-{ascii_slug(title)}.pdf" if sample else ""
        packed.append(PackedLetter(number, one, title, tuple(nodes[one.kind]), path, sample))
    return tuple(packed)


def pack_records(criteria_set: CriteriaSet, records: Iterable[ProvingRecord]) -> tuple[PackedRecord, ...]:
    """Number the records of a year, each with the lines of the set that it proves."""
    nodes: dict[RecordKind, list[str]] = {}
    for node in criteria_set.walk():
        for kind in record_kinds_of(node):
            nodes.setdefault(kind, []).append(node.id)
    proving = (one for one in records if one.kind in nodes)
    return tuple(
        PackedRecord(number, one, tuple(nodes[one.kind])) for number, one in enumerate(proving, start=1)
    )


def with_suffix(path: str, suffix: str) -> str:
    """The path with another extension."""
    return str(PurePosixPath(path).with_suffix(suffix))


def _path(number: int, node: str, label: str, name: str) -> str:
    folder = node if _FOLDER.fullmatch(node) and len(node) <= 24 else ascii_slug(node, 24)
    suffix = PurePosixPath(name).suffix.lower()
    suffix = suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""
    head = f"{EVIDENCE}{folder}/{number:03}-"
    room = LONGEST_PATH - _LONGEST_BASE - 1 - len(head) - max(len(suffix), len(".jpeg"))
    stem = label.removesuffix(PurePosixPath(name).suffix) if label == name else label
    return f"{head}{ascii_slug(stem, min(room, _LONGEST_SLUG))}{suffix}"
