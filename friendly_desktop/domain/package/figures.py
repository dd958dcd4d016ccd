"""``data/assessment.json``: the machine-readable account of a package, written and read.

The format is described in ``resources/package/README.md`` and ``assessment.schema.json``. Decimals are
strings, dates ISO 8601. Reading expects the worst: the file comes from another PC.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.criteria import Scorer
from friendly_desktop.domain.office import Office, UnitType
from friendly_desktop.domain.package import (
    Changes,
    PackageContent,
    PackedEvidence,
    PackedLetter,
    PackedRecord,
)
from friendly_desktop.domain.proof.lines import line_title
from friendly_desktop.domain.record_proof import record_title
from friendly_desktop.domain.snapshot_proof import YearProof, plain_proof, proved_leaves
from friendly_desktop.formats import plain
from friendly_desktop.i18n import _

FORMAT = 1
_UNIT_WORDS = {UnitType.XA: "xã", UnitType.PHUONG: "phường", UnitType.DAC_KHU: "đặc khu"}

Json = dict[str, Any]


def commune_title(office: Office) -> str:
    """The commune as one says it: "xã Ninh Giang"."""
    return f"{_UNIT_WORDS[office.unit_type]} {office.name}".strip()


def figures(content: PackageContent) -> Json:
    """The account of a package, ready for JSON."""
    return {
        "format": FORMAT,
        "kind": "self_assessment",
        **_core(content),
        "submission": content.submission,
        "previous_root_sha256": content.previous_root_sha256 or None,
        "changes": {
            "added": list(content.changes.added),
            "changed": list(content.changes.changed),
            "removed": list(content.changes.removed),
        },
        "parts": content.parts,
        "evidence": [_evidence(packed) for packed in content.evidence],
        "letters": [_letter(packed) for packed in content.letters],
        "records": [_record(packed) for packed in content.records],
        "proof": _proof(content),
    }


def fingerprint(content: PackageContent) -> str:
    """What makes two packages the same submission: all but its number, its parts and picture sizes."""
    said = {**_core(content), "evidence": [_original(packed) for packed in content.evidence]}
    said["report"] = dict(sorted(content.report_texts.items()))
    if content.letters:  # absent otherwise, so that packages made before keep their number
        said["letters"] = [_told_letter(packed) for packed in content.letters]
    if content.records:
        said["records"] = [_record(packed) for packed in content.records]
    if content.proof.lines or any(one.decision is not None for one in content.proof.leaves):
        said["proof"] = _proof(content)
    return hashlib.sha256(to_text(said).encode("utf-8")).hexdigest()


def items(content: PackageContent) -> dict[str, list[str]]:
    """Everything a later submission is compared with: key to how people call it and its value."""
    found: dict[str, list[str]] = {}
    for packed in content.evidence:
        one = packed.evidence
        value = "|".join((one.sha256, one.title, one.number, str(one.issued_on), *sorted(one.nodes)))
        found[f"evidence:{one.id}"] = [one.label, value]
    for leaf in content.criteria.leaves:
        entry = _entry(content, leaf.id)
        if entry.points is not None or entry.status is not LeafStatus.TODO:
            value = "|".join((_points(entry.points) or "", entry.status.value, entry.reason))
            found[f"leaf:{leaf.id}"] = [_("Điểm mục {leaf}").format(leaf=leaf.id), value]
    for veto in content.criteria.vetoes:
        answer = content.vetoes.get(veto.id)
        if answer is not None:
            found[f"veto:{veto.id}"] = [veto.text, f"{answer.holds}|{answer.note}"]
    for told in content.letters:
        for node in told.nodes:
            name = _("{kind} của mục {leaf}").format(kind=told.title, leaf=node)
            known = found.setdefault(f"letters:{node}:{told.letter.kind.value}", [name, ""])
            known[1] += f"{told.letter.id}*," if told.path else f"{told.letter.id},"
    for listed in content.records:
        for node in listed.nodes:
            name = _("{kind} của mục {leaf}").format(kind=record_title(listed.record.kind), leaf=node)
            known = found.setdefault(f"records:{node}:{listed.record.kind.value}", [name, ""])
            known[1] += f"{listed.record.id},"
    found.update(_proof_items(content))
    for section, text in content.report_texts.items():
        if text:
            found[f"report:{section}"] = [_("Báo cáo tự đánh giá"), text]
    return found


def _proof_items(content: PackageContent) -> dict[str, list[str]]:
    """Decisions by leaf, and the dated lines of each leaf by kind."""
    found: dict[str, list[str]] = {}
    for proved in content.proof.leaves:
        if proved.decision is not None:
            name = _("Quyết định theo quy tắc ở mục {leaf}").format(leaf=proved.node)
            value = "|".join(
                (proved.decision.kind.value, _points(proved.decision.points) or "", proved.decision.reason)
            )
            found[f"decision:{proved.node}"] = [name, value]
    for line in content.proof.lines:
        for node in line.nodes:
            name = _("{kind} của mục {leaf}").format(kind=line_title(line.kind), leaf=node)
            known = found.setdefault(f"{line.kind.value}:{node}", [name, ""])
            known[1] += f"{line.id}:{line.result}," if line.id else f"{line.what}:{line.result},"
    return found


def changes_between(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> Changes:
    """What ``new`` has, has otherwise, or no longer has, against ``old``; each named once."""
    return Changes(
        added=_names(new[key][0] for key in new if key not in old),
        changed=_names(new[key][0] for key in new if key in old and old[key][1] != new[key][1]),
        removed=_names(old[key][0] for key in old if key not in new),
    )


def _names(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def to_text(document: Json) -> str:
    """The document as the file holds it; the same document gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _core(content: PackageContent) -> Json:
    office, criteria, evaluation = content.office, content.criteria, content.evaluation
    scored = criteria.scored
    return {
        "commune": {
            "name": office.name,
            "unit_type": office.unit_type.value,
            "province": office.province,
            "title": commune_title(office),
        },
        "authority": office.authority,
        "year": content.year,
        "draft": content.draft,
        "document_date": content.document_date.isoformat(),
        "criteria": {
            "id": criteria.id,
            "version": criteria.version,
            "title": criteria.title,
            "scored": scored,
            "max_points": _points(criteria.max_points),
        },
        "result": {
            "total": plain(evaluation.total) if scored else None,
            "self_points": plain(evaluation.self_points) if scored else None,
            "survey_points": plain(evaluation.survey_points) if scored else None,
            "level": evaluation.level.id if evaluation.level else None,
            "level_title": evaluation.level.title if evaluation.level else None,
            "vetoed": evaluation.vetoed,
            "unanswered_vetoes": list(evaluation.unanswered_vetoes),
            "sums": {node: plain(value) for node, value in evaluation.sums.items()},
            "unbacked": plain(content.unbacked),
        },
        "leaves": [_leaf(content, leaf.id, leaf.scorer) for leaf in criteria.leaves],
        "vetoes": [
            {"id": veto.id, "holds": answer.holds if answer else None, "note": answer.note if answer else ""}
            for veto in criteria.vetoes
            for answer in [content.vetoes.get(veto.id)]
        ],
        "left_out": [{"title": one.evidence.label, "reason": one.reason} for one in content.left_out],
        "problems": [
            {"kind": gap.kind.value, "node": gap.node or None, "message": gap.message}
            for gap in content.problems
        ],
    }


def _leaf(content: PackageContent, node: str, scorer: Scorer) -> Json:
    entry = _entry(content, node)
    return {
        "node": node,
        "scorer": scorer.value,
        "points": _points(entry.points),
        "status": entry.status.value,
        "reason": entry.reason,
        "unit": content.unit_names.get(entry.unit_id, "") if entry.unit_id is not None else "",
    }


def _entry(content: PackageContent, node: str) -> Entry:
    row = content.rows.get(node)
    return row.entry if row else Entry(node)


def _original(packed: PackedEvidence) -> Json:
    one = packed.evidence
    return {
        "number": packed.number,
        "title": one.title,
        "name": one.name,
        "document_number": one.number,
        "issued_on": one.issued_on.isoformat() if one.issued_on else None,
        "description": one.description,
        "media_type": one.media_type,
        "original_bytes": one.bytes,
        "original_sha256": one.sha256,
        "nodes": list(one.nodes),
    }


def _evidence(packed: PackedEvidence) -> Json:
    return {
        **_original(packed),
        "path": packed.path,
        "part": packed.part,
        "bytes": packed.packed_bytes,
        "sha256": packed.packed_sha256,
    }


def _record(packed: PackedRecord) -> Json:
    one = packed.record
    return {
        "number": packed.number,
        "kind": one.kind.value,
        "day": one.day.isoformat(),
        "code": one.code,
        "words": one.words,
        "result": one.result,
        "on_time": one.on_time,
        "nodes": list(packed.nodes),
    }


def _proof(content: PackageContent) -> Json:
    """What proved itself by rule, with the dated list; a threshold that was not reached and not claimed is not told."""
    return plain_proof(YearProof(proved_leaves(content.proof), content.proof.lines))


def _letter(packed: PackedLetter) -> Json:
    """A letter without the name of whom it is for: the list for people has it."""
    one = packed.letter
    return {
        "number": packed.number,
        "kind": one.kind.value,
        "document_number": one.number,
        "date": one.date.isoformat(),
        "counted_on": one.day.isoformat(),
        "state": one.state.value,
        "nodes": list(packed.nodes),
        "path": packed.path or None,
    }


def _told_letter(packed: PackedLetter) -> Json:
    one, sample = packed.letter, packed.sample
    said = {**_letter(packed), "id": one.id, "recipient": one.recipient, "hamlet": one.hamlet}
    if sample is not None:
        said["sample"] = [sample.template_id, sample.template_version, dict(sample.values), sample.sheet]
    return said


def _points(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)


class FiguresError(Exception):
    """The account cannot be understood; the text is a translated sentence."""


@dataclass(frozen=True)
class Figures:
    """What a check needs of an account that another PC wrote."""

    commune: str
    year: int
    draft: bool
    submission: int
    total: Decimal | None
    level: str | None
    vetoed: bool
    scores: Mapping[str, str]
    surveys: Mapping[str, str]
    vetoes: Mapping[str, bool | None]
    not_applicable: tuple[str, ...]
    evidence: Mapping[str, str]
    """Path in the package to SHA-256."""
    samples: tuple[str, ...] = ()
    """The paths of the sample letters."""


def parse_json(text: str) -> Any:
    """JSON from outside: numbers kept as text, doubled keys and endless nesting refused.

    Raises:
        FiguresError: it is not such JSON.
    """
    try:
        return json.loads(
            text, parse_int=_short, parse_float=_short, parse_constant=_refuse, object_pairs_hook=_object
        )
    except (ValueError, RecursionError, MemoryError) as error:
        raise FiguresError(_("Tệp số liệu bị hỏng, không đọc được.")) from error


def _short(text: str) -> str:
    if len(text) > 40:
        raise ValueError("number too long")
    return text


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _object(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("doubled key")
    return found


def read_figures(text: str) -> Figures:
    """Read ``assessment.json`` of a received package.

    Raises:
        FiguresError: it is broken, or made by a newer program.
    """
    document = parse_json(text)
    try:
        return _read(document)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise FiguresError(_("Tệp số liệu thiếu hoặc sai nội dung bắt buộc.")) from error


def _read(document: Any) -> Figures:
    if int(document["format"]) > FORMAT:
        raise FiguresError(
            _("Gói do phiên bản mới hơn của chương trình lập; hãy cập nhật chương trình để kiểm tra.")
        )
    result = document["result"]
    scores: dict[str, str] = {}
    surveys: dict[str, str] = {}
    absent: list[str] = []
    for leaf in document["leaves"]:
        node = _string(leaf["node"])
        if leaf["status"] == LeafStatus.NOT_APPLICABLE.value:
            absent.append(node)
        if leaf["points"] is not None:
            by_survey = leaf["scorer"] == Scorer.SURVEY.value
            (surveys if by_survey else scores)[node] = _string(leaf["points"])
    return Figures(
        commune=_string(document["commune"]["title"])[:200],
        year=int(document["year"]),
        draft=_truth(document["draft"]),
        submission=int(document["submission"]),
        total=None if result["total"] is None else _finite(result["total"]),
        level=None if result["level"] is None else _string(result["level"]),
        vetoed=_truth(result["vetoed"]),
        scores=scores,
        surveys=surveys,
        vetoes={
            _string(veto["id"]): None if veto["holds"] is None else _truth(veto["holds"])
            for veto in document["vetoes"]
        },
        not_applicable=tuple(absent),
        evidence={_string(one["path"]): _string(one["sha256"]).lower() for one in document["evidence"]},
        samples=tuple(_string(one["path"]) for one in document.get("letters", ()) if one["path"] is not None),
    )


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a truth value")
    return value


def _finite(value: Any) -> Decimal:
    number = Decimal(_string(value))
    if not number.is_finite() or abs(number) > 10**6:
        raise ValueError("not a number of points")
    return number
