"""The frozen copy of a year: JSON with the wording in it, readable for ever without the program."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from friendly_desktop.domain.assessment import LeafStatus, VetoAnswer, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letters import LetterKind, LetterState
from friendly_desktop.domain.letters.proof import ProvingLetter, SampleDraft, YearLetters
from friendly_desktop.domain.record_proof import ProvingRecord, RecordKind
from friendly_desktop.domain.snapshot_proof import YearProof, plain_proof, read_proof
from friendly_desktop.formats import plain


@dataclass(frozen=True, slots=True)
class FrozenLeaf:
    """One leaf as it stood. ``evidence`` counts the files that proved it, ``letters`` the letters, ``records`` the
    sessions, cases, dialogues and visits, ``postings`` what hung, ``activities`` the lines of the diary.
    """

    node: str
    label: str
    text: str
    max_points: Decimal | None
    points: Decimal | None
    status: LeafStatus
    reason: str
    evidence: int
    letters: int = 0
    records: int = 0
    postings: int = 0
    activities: int = 0


@dataclass(frozen=True, slots=True)
class FrozenVeto:
    """One veto as it was answered; ``holds`` is None where it was not."""

    id: str
    text: str
    holds: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class FrozenCopy:
    """Everything a frozen copy says. Points are None for a set without points; ``level`` is its title."""

    year: int
    number: int
    frozen_on: date
    set_id: str
    set_version: str
    set_title: str
    total: Decimal | None
    self_points: Decimal | None
    survey_points: Decimal | None
    level: str
    vetoed: bool
    leaves: tuple[FrozenLeaf, ...]
    vetoes: tuple[FrozenVeto, ...]
    findings: tuple[str, ...]
    letters: tuple[ProvingLetter, ...] = ()
    records: tuple[ProvingRecord, ...] = ()
    proof: YearProof = field(default_factory=YearProof)


@dataclass(frozen=True, slots=True)
class LeafDifference:
    """A leaf that stands otherwise now; None where the set has it no longer, or had it not yet."""

    node: str
    then: FrozenLeaf | None
    now: FrozenLeaf | None


def read_frozen(content: str) -> FrozenCopy:
    """What a frozen copy says.

    Args:
        content: the JSON of :func:`frozen_content`, its digest already checked.
    """
    found = json.loads(content)
    return FrozenCopy(
        year=found["year"],
        number=found["number"],
        frozen_on=date.fromisoformat(found["frozen_on"]),
        set_id=found["set"]["id"],
        set_version=found["set"]["version"],
        set_title=found["set"]["title"],
        total=_points(found["total"]),
        self_points=_points(found["self_points"]),
        survey_points=_points(found["survey_points"]),
        level=found["level"] or "",
        vetoed=found["vetoed"],
        leaves=tuple(_leaf(one) for one in found["leaves"]),
        vetoes=tuple(
            FrozenVeto(one["id"], one["text"], one["holds"], one["note"]) for one in found["vetoes"]
        ),
        findings=tuple(found["gaps"]),
        letters=read_letters(content).letters,
        records=read_records(content),
        proof=read_proof(content),
    )


def leaf_differences(then: FrozenCopy, now: FrozenCopy) -> tuple[LeafDifference, ...]:
    """The leaves that stand otherwise, in today's order; those that are gone come last."""
    before = {leaf.node: leaf for leaf in then.leaves}
    after = {leaf.node: leaf for leaf in now.leaves}
    nodes = [*after, *(node for node in before if node not in after)]
    pairs = (LeafDifference(node, before.get(node), after.get(node)) for node in nodes)
    return tuple(pair for pair in pairs if pair.then != pair.now)


def veto_differences(then: FrozenCopy, now: FrozenCopy) -> tuple[tuple[FrozenVeto, FrozenVeto], ...]:
    """The vetoes that are answered otherwise, each as it was and as it is."""
    before = {veto.id: veto for veto in then.vetoes}
    pairs = ((before.get(veto.id), veto) for veto in now.vetoes)
    return tuple((old, new) for old, new in pairs if old is not None and old != new)


def _leaf(found: dict[str, Any]) -> FrozenLeaf:
    return FrozenLeaf(
        node=found["node"],
        label=found["label"],
        text=found["text"],
        max_points=_points(found["max_points"]),
        points=_points(found["points"]),
        status=LeafStatus(found["status"]),
        reason=found["reason"],
        evidence=found["evidence"],
        letters=found.get("letters", 0),
        records=found.get("records", 0),
        postings=found.get("postings", 0),
        activities=found.get("activities", 0),
    )


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def read_letters(content: str) -> YearLetters:
    """The letters that proved a frozen year; none in a copy that was frozen before the program knew letters."""
    found = json.loads(content).get("letters") or {}
    return YearLetters(
        letters=tuple(_letter(one) for one in found.get("list", ())),
        samples=tuple(_sample(one) for one in found.get("samples", ())),
    )


def read_records(content: str) -> tuple[ProvingRecord, ...]:
    """The records that proved a frozen year; none in a copy frozen before the program knew reception."""
    return tuple(_record(one) for one in json.loads(content).get("records", ()))


def frozen_content(
    criteria_set: CriteriaSet,
    view: YearView,
    number: int,
    day: date,
    letters: YearLetters = YearLetters(),  # noqa: B008 - frozen and empty
    *,
    records: tuple[ProvingRecord, ...] = (),
    proof: YearProof = YearProof(),  # noqa: B008 - frozen and empty
) -> str:
    """The frozen copy as JSON: readable for ever, with the wording, without the program.

    ``letters`` are masked already: the copy holds no address and no identity number. ``records`` and
    the list of ``proof`` name nobody but who decided.
    """
    evaluation = view.evaluation
    leaves = [
        {
            "node": leaf.id,
            "label": leaf.label,
            "text": leaf.text,
            "max_points": _text(leaf.max_points),
            "points": _text(view.rows[leaf.id].entry.points),
            "status": view.rows[leaf.id].entry.status.value,
            "reason": view.rows[leaf.id].entry.reason,
            "evidence": view.rows[leaf.id].evidence_count,
            "letters": view.rows[leaf.id].letters,
            "records": view.rows[leaf.id].records,
            "postings": view.rows[leaf.id].postings,
            "activities": view.rows[leaf.id].activities,
        }
        for leaf in criteria_set.leaves
    ]
    vetoes = [
        {"id": veto.id, "text": veto.text, "holds": answer.holds, "note": answer.note}
        for veto in criteria_set.vetoes
        for answer in [view.vetoes.get(veto.id, VetoAnswer(veto.id))]
    ]
    content = {
        "format": 1,
        "year": view.year,
        "number": number,
        "frozen_on": day.isoformat(),
        "set": {"id": criteria_set.id, "version": criteria_set.version, "title": criteria_set.title},
        "total": _text(evaluation.total if criteria_set.scored else None),
        "self_points": _text(evaluation.self_points if criteria_set.scored else None),
        "survey_points": _text(evaluation.survey_points if criteria_set.scored else None),
        "level": evaluation.level.title if evaluation.level else None,
        "vetoed": evaluation.vetoed,
        "sums": {node: plain(value) for node, value in evaluation.sums.items()},
        "leaves": leaves,
        "vetoes": vetoes,
        "gaps": [gap.message for gap in view.gaps],
        "letters": {
            "list": [_plain_letter(one) for one in letters.letters],
            "samples": [_plain_sample(one) for one in letters.samples],
        },
        "records": [_plain_record(one) for one in records],
        "proof": plain_proof(proof),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)


def _plain_letter(one: ProvingLetter) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "number": one.number,
        "date": one.date.isoformat(),
        "day": one.day.isoformat(),
        "state": one.state.value,
        "recipient": one.recipient,
        "hamlet": one.hamlet,
        "word": one.word,
        "sample": one.sample,
    }


def _letter(found: dict[str, Any]) -> ProvingLetter:
    return ProvingLetter(
        id=found["id"],
        kind=LetterKind(found["kind"]),
        number=found["number"],
        date=date.fromisoformat(found["date"]),
        day=date.fromisoformat(found["day"]),
        state=LetterState(found["state"]),
        recipient=found["recipient"],
        hamlet=found["hamlet"],
        word=found["word"],
        sample=found["sample"],
    )


def _plain_record(one: ProvingRecord) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "day": one.day.isoformat(),
        "code": one.code,
        "words": one.words,
        "result": one.result,
        "on_time": one.on_time,
    }


def _record(found: dict[str, Any]) -> ProvingRecord:
    return ProvingRecord(
        kind=RecordKind(found["kind"]),
        id=found["id"],
        day=date.fromisoformat(found["day"]),
        code=found["code"],
        words=found["words"],
        result=found["result"],
        on_time=found["on_time"],
    )


def _plain_sample(one: SampleDraft) -> dict[str, Any]:
    return {
        "letter": one.letter_id,
        "template": one.template_id,
        "version": one.template_version,
        "values": dict(one.values),
        "date": one.date.isoformat(),
        "signatory": one.signatory_id,
        "place": one.place,
        "number": one.number,
        "sheet": one.sheet,
    }


def _sample(found: dict[str, Any]) -> SampleDraft:
    return SampleDraft(
        letter_id=found["letter"],
        template_id=found["template"],
        template_version=found["version"],
        values=found["values"],
        date=date.fromisoformat(found["date"]),
        signatory_id=found["signatory"],
        place=found["place"],
        number=found["number"],
        sheet=found["sheet"],
    )
