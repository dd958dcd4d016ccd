"""Evidence by rule in a frozen copy: what every rule said, what was decided, and the dated list behind it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from friendly_desktop.domain.criteria import Measure
from friendly_desktop.domain.proof.decisions import DecisionKind, ProofDecision, ProposedLeaf
from friendly_desktop.domain.proof.lines import LineKind, ProvingLine
from friendly_desktop.domain.proof.rules import LeafProposal, RuleResult, Standing
from friendly_desktop.formats import plain


@dataclass(frozen=True, slots=True)
class YearProof:
    """The proposals of a year with what came of them, in printed order, and the dated list behind them."""

    leaves: tuple[ProposedLeaf, ...] = ()
    lines: tuple[ProvingLine, ...] = ()


def proved_leaves(proof: YearProof) -> tuple[ProposedLeaf, ...]:
    """The leaves whose rules hold, or about which an officer decided; what an office does not claim is not told."""
    return tuple(
        one
        for one in proof.leaves
        if not one.absent and (one.decision is not None or one.proposal.standing is Standing.HOLDS)
    )


def plain_proof(proof: YearProof) -> dict[str, Any]:
    """The part of a frozen copy, or of a package's data, that tells of evidence by rule."""
    return {
        "leaves": [plain_leaf(one) for one in proof.leaves],
        "lines": [_plain_line(one) for one in proof.lines],
    }


def plain_leaf(one: ProposedLeaf) -> dict[str, Any]:
    """A leaf with its rules, its proposal and what was decided, as JSON."""
    proposal = one.proposal
    return {
        "node": proposal.node,
        "standing": proposal.standing.value,
        "proposed_points": _text(proposal.points),
        "proposed_done": proposal.done,
        "sentence": proposal.sentence,
        "risk_date": _day_text(proposal.risk_date),
        "points": _text(one.points),
        "done": one.done,
        "absent": one.absent,
        "rules": [_plain_result(result) for result in proposal.results],
        "decision": None if one.decision is None else _plain_decision(one.decision),
        "moved": one.moved,
    }


def read_proof(content: str) -> YearProof:
    """What a frozen copy says of evidence by rule; nothing in one frozen before the program knew rules."""
    found = json.loads(content).get("proof") or {}
    return YearProof(
        tuple(_leaf(one) for one in found.get("leaves", ())), tuple(_lines(found.get("lines", ())))
    )


def read_proving_lines(content: str) -> tuple[ProvingLine, ...]:
    """The dated list of a frozen copy."""
    return tuple(_lines((json.loads(content).get("proof") or {}).get("lines", ())))


def _plain_result(one: RuleResult) -> dict[str, Any]:
    measure = one.measure
    return {
        "by": measure.by,
        "operator": measure.operator,
        "threshold": plain(measure.value),
        "unit": measure.unit,
        "per": measure.per,
        "of": measure.of,
        "own": measure.own,
        "standing": one.standing.value,
        "value": _text(one.value),
        "sentence": one.sentence,
        "risk_date": _day_text(one.risk_date),
    }


def _plain_decision(one: ProofDecision) -> dict[str, Any]:
    return {
        "decision": one.kind.value,
        "points": _text(one.points),
        "proposed": _text(one.proposed),
        "sentence": one.sentence,
        "reason": one.reason,
        "by": one.by,
        "at": one.at.isoformat(),
    }


def _plain_line(one: ProvingLine) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "what": one.what,
        "id": one.id,
        "day": one.day.isoformat(),
        "words": one.words,
        "result": one.result,
        "nodes": list(one.nodes),
    }


def _leaf(found: Mapping[str, Any]) -> ProposedLeaf:
    node = found["node"]
    proposal = LeafProposal(
        node=node,
        results=tuple(_result(one) for one in found["rules"]),
        standing=Standing(found["standing"]),
        sentence=found["sentence"],
        points=_number(found["proposed_points"]),
        done=found["proposed_done"],
        risk_date=_day(found["risk_date"]),
    )
    decided = found["decision"]
    return ProposedLeaf(
        proposal=proposal,
        points=_number(found["points"]),
        done=found["done"],
        decision=None if decided is None else _decision(node, decided),
        moved=found["moved"],
        absent=found["absent"],
    )


def _result(found: Mapping[str, Any]) -> RuleResult:
    measure = Measure(
        found["operator"],
        Decimal(found["threshold"]),
        found["unit"],
        found["per"],
        found["of"],
        found["by"],
        found["own"],
    )
    return RuleResult(
        measure,
        Standing(found["standing"]),
        found["sentence"],
        _number(found["value"]),
        _day(found["risk_date"]),
    )


def _decision(node: str, found: Mapping[str, Any]) -> ProofDecision:
    return ProofDecision(
        node=node,
        kind=DecisionKind(found["decision"]),
        points=_number(found["points"]),
        proposed=_number(found["proposed"]),
        sentence=found["sentence"],
        reason=found["reason"],
        by=found["by"],
        at=datetime.fromisoformat(found["at"]),
    )


def _lines(found: Iterable[Mapping[str, Any]]) -> Iterable[ProvingLine]:
    for one in found:
        yield ProvingLine(
            kind=LineKind(one["kind"]),
            what=one["what"],
            id=one["id"],
            day=date.fromisoformat(one["day"]),
            words=one["words"],
            result=one["result"],
            nodes=tuple(one["nodes"]),
        )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
