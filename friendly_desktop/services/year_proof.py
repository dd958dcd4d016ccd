"""What the records of a year can prove by rule; of a frozen year what it was frozen with."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from friendly_desktop.domain.assessment import Entry
from friendly_desktop.domain.criteria import CriteriaSet, ScoringKind
from friendly_desktop.domain.proof.decisions import ProofDecision, ProposedLeaf, joined
from friendly_desktop.domain.proof.facts import ProofFacts
from friendly_desktop.domain.proof.lines import (
    LineKind,
    ProvingLine,
    line_counts,
)
from friendly_desktop.domain.proof.rules import propose
from friendly_desktop.domain.snapshot_proof import YearProof, read_proof, read_proving_lines
from friendly_desktop.services.frozen_year import frozen_copy
from friendly_desktop.services.year_proof_facts import read_facts
from friendly_desktop.services.year_proof_lines import read_lines
from friendly_desktop.storage import assessment as year_rows
from friendly_desktop.storage import proof_decisions as decision_rows
from friendly_desktop.storage import proof_facts
from friendly_desktop.storage.assessment import YearRow
from friendly_desktop.storage.database import Connection


class LineCounts(NamedTuple):
    """By leaf: the postings and the lines of the diary that prove it; the leaves whose proposal was accepted."""

    postings: Mapping[str, int]
    activities: Mapping[str, int]
    accepted: frozenset[str]


def year_proof(
    connection: Connection, row: YearRow, criteria: CriteriaSet, today: date, off: frozenset[date]
) -> tuple[ProposedLeaf, ...]:
    """Every leaf with a rule, its proposal and what was decided, in printed order; of a frozen year as frozen."""
    content = frozen_copy(connection, row)
    if content is not None:
        return read_proof(content).leaves
    return proof_leaves(connection, row.year, criteria, today, off)


def proof_leaves(
    connection: Connection, year: int, criteria: CriteriaSet, today: date, off: frozenset[date]
) -> tuple[ProposedLeaf, ...]:
    """The same as the records stand now."""
    facts = read_facts(connection, criteria, year, today, off)
    decisions = decision_rows.decisions_of(connection, year)
    return leaves_of(criteria, facts, decisions, year_rows.entries_of(connection, year))


def leaves_of(
    criteria: CriteriaSet,
    facts: ProofFacts,
    decisions: Mapping[str, ProofDecision],
    entries: Mapping[str, Entry],
) -> tuple[ProposedLeaf, ...]:
    """Every leaf with a rule, its proposal and what was decided, from what was read."""
    return tuple(
        joined(
            found,
            decisions.get(leaf.id),
            entries.get(leaf.id),
            scored=leaf.scoring.kind not in (ScoringKind.CHECK, ScoringKind.NONE),
        )
        for leaf in criteria.leaves
        if (found := propose(leaf, facts)) is not None
    )


def year_lines(
    connection: Connection, row: YearRow, criteria: CriteriaSet, today: date
) -> tuple[ProvingLine, ...]:
    """The dated list of a year; of a frozen year as it was frozen."""
    content = frozen_copy(connection, row)
    return (
        read_lines(connection, criteria, row.year, today) if content is None else read_proving_lines(content)
    )


def proof_to_freeze(
    connection: Connection, year: int, criteria: CriteriaSet, today: date, off: frozenset[date]
) -> YearProof:
    """Proposals, decisions and the dated list as they stand now."""
    return YearProof(
        proof_leaves(connection, year, criteria, today, off), read_lines(connection, criteria, year, today)
    )


def year_line_counts(connection: Connection, row: YearRow, criteria: CriteriaSet) -> LineCounts:
    """What the postings, the diary and accepted proposals prove of a year; of a frozen one as it was frozen."""
    content = frozen_copy(connection, row)
    if content is not None:
        proof = read_proof(content)
        accepted = (one.node for one in proof.leaves if one.decision is not None and one.decision.accepted)
        return LineCounts(
            line_counts(proof.lines, LineKind.POSTING),
            line_counts(proof.lines, LineKind.ACTIVITY),
            frozenset(accepted),
        )
    found = proof_facts.everyday_counts(connection, row.year)
    postings = {
        leaf.id: sum(found.postings.get(kind, 0) for kind in leaf.posting_kinds)
        for leaf in criteria.leaves
        if leaf.posting_kinds
    }
    return LineCounts(postings, found.activities, found.accepted)
