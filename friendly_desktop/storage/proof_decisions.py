"""Rows of what officers decided about proposals; the last decision on a leaf is the one that stands."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.proof.decisions import DecisionKind, ProofDecision
from friendly_desktop.storage.everyday_tables import proof_decisions

_OF_YEAR = select(proof_decisions).where(proof_decisions.c.year == bindparam("year"))


def decisions_of(connection: Connection, year: int) -> Mapping[str, ProofDecision]:
    """The decisions of a year, by leaf."""
    rows = connection.execute(_OF_YEAR, {"year": year})
    return {
        row.node: ProofDecision(
            row.node,
            DecisionKind(row.decision),
            row.points,
            row.proposed,
            row.sentence,
            row.reason,
            row.decided_by,
            row.decided_at,
        )
        for row in rows
    }


def put(connection: Connection, year: int, decision: ProofDecision) -> None:
    """Write a decision down, in the place of an earlier one on its leaf."""
    values = {
        "decision": decision.kind.value,
        "points": decision.points,
        "proposed": decision.proposed,
        "sentence": decision.sentence,
        "reason": decision.reason,
        "decided_by": decision.by,
        "decided_at": decision.at,
    }
    statement = upsert(proof_decisions).values(year=year, node=decision.node, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["year", "node"], set_=values))


def take(connection: Connection, year: int, node: str) -> None:
    """Take the decision on a leaf away."""
    connection.execute(
        delete(proof_decisions).where(proof_decisions.c.year == year, proof_decisions.c.node == node)
    )
