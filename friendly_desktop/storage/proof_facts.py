"""Rows that the rules of a criteria set are measured by, and that only they ask for: days and counts, no names."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, union_all

from friendly_desktop.domain.letter_proof import COUNTED
from friendly_desktop.domain.proof_decisions import DecisionKind
from friendly_desktop.domain.proof_facts import ActivityDay, Hanging
from friendly_desktop.storage.everyday_tables import (
    activities,
    activity_nodes,
    late_files,
    postings,
    proof_decisions,
)
from friendly_desktop.storage.tables import letters


class EverydayCounts(NamedTuple):
    """Postings that hung in a year by kind, lines of its diary by leaf, leaves whose proposal was accepted."""

    postings: Mapping[str, int]
    activities: Mapping[str, int]
    accepted: frozenset[str]


def activity_days(connection: Connection, year: int) -> dict[str, tuple[ActivityDay, ...]]:
    """The lines of the diary of a year by the leaf they name, in the order of their days."""
    statement = (
        select(activity_nodes.c.node, activities.c.kind, activities.c.day, activities.c.times)
        .join(activities, activities.c.id == activity_nodes.c.activity_id)
        .where(
            activities.c.removed_at.is_(None),
            activities.c.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(activities.c.day, activities.c.id)
    )
    found: dict[str, list[ActivityDay]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.node, []).append(ActivityDay(row.kind, row.day, row.times))
    return {node: tuple(lines) for node, lines in found.items()}


def everyday_counts(connection: Connection, year: int) -> EverydayCounts:
    """What an office did every day and what officers accepted of it, counted in one statement."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    hung = (
        select(literal("posting").label("what"), postings.c.kind.label("name"), func.count().label("n"))
        .where(_hung(year))
        .group_by(postings.c.kind)
    )
    written = (
        select(literal("activity"), activity_nodes.c.node, func.count())
        .join(activities, activities.c.id == activity_nodes.c.activity_id)
        .where(activities.c.removed_at.is_(None), activities.c.day.between(first, last))
        .group_by(activity_nodes.c.node)
    )
    accepted = select(literal("accepted"), proof_decisions.c.node, literal(1)).where(
        proof_decisions.c.year == year, proof_decisions.c.decision == DecisionKind.ACCEPTED.value
    )
    found: dict[str, dict[str, int]] = {"posting": {}, "activity": {}, "accepted": {}}
    for row in connection.execute(union_all(hung, written, accepted)):
        found[row.what][row.name] = int(row.n)
    return EverydayCounts(found["posting"], found["activity"], frozenset(found["accepted"]))


def hanging(connection: Connection, year: int) -> tuple[Hanging, ...]:
    """The postings that hung on some day of a year, by the day they were hung."""
    statement = (
        select(postings.c.kind, postings.c.place, postings.c.hung_on, postings.c.down_on)
        .where(_hung(year))
        .order_by(postings.c.hung_on, postings.c.id)
    )
    return tuple(
        Hanging(row.kind, row.place, row.hung_on, row.down_on) for row in connection.execute(statement)
    )


def late_file_counts(connection: Connection, year: int) -> tuple[int, int]:
    """The files that were promised for a day of a year and came late, and those whose letter was signed."""
    signed = letters.c.state.in_([state.value for state in COUNTED]) & letters.c.removed_at.is_(None)
    statement = (
        select(func.count(), func.count().filter(signed))
        .select_from(late_files)
        .outerjoin(letters, letters.c.id == late_files.c.letter_id)
        .where(
            late_files.c.removed_at.is_(None),
            late_files.c.promised.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    row = connection.execute(statement).one()
    return int(row[0]), int(row[1])


def _hung(year: int) -> ColumnElement[bool]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return and_(
        postings.c.removed_at.is_(None),
        postings.c.hung_on <= last,
        or_(postings.c.down_on.is_(None), postings.c.down_on >= first),
    )
