"""Rows that the rules of a criteria set are measured by, and that only they ask for: days and counts, no names."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, literal, or_, select, union_all

from friendly_desktop.domain.letters.proof import COUNTED
from friendly_desktop.domain.proof.decisions import DecisionKind
from friendly_desktop.domain.proof.facts import ActivityDay, Hanging
from friendly_desktop.storage.everyday_tables import (
    activities,
    activity_nodes,
    late_files,
    postings,
    proof_decisions,
)
from friendly_desktop.storage.sqlite import written_out
from friendly_desktop.storage.tables import letters


class EverydayCounts(NamedTuple):
    """Postings that hung in a year by kind, lines of its diary by leaf, leaves whose proposal was accepted."""

    postings: Mapping[str, int]
    activities: Mapping[str, int]
    accepted: frozenset[str]


_FIRST: BindParameter[date] = bindparam("first")
_LAST: BindParameter[date] = bindparam("last")
_HUNG = and_(
    postings.c.removed_at.is_(None),
    postings.c.hung_on <= _LAST,
    or_(postings.c.down_on.is_(None), postings.c.down_on >= _FIRST),
)
_WRITTEN = and_(activities.c.removed_at.is_(None), activities.c.day.between(_FIRST, _LAST))
_DIARY = (
    select(activity_nodes.c.node, activities.c.kind, activities.c.day, activities.c.times)
    .join(activities, activities.c.id == activity_nodes.c.activity_id)
    .where(_WRITTEN)
    .order_by(activities.c.day, activities.c.id)
)
_HANGING = (
    select(postings.c.kind, postings.c.place, postings.c.hung_on, postings.c.down_on)
    .where(_HUNG)
    .order_by(postings.c.hung_on, postings.c.id)
)
_SIGNED = letters.c.state.in_([state.value for state in COUNTED]) & letters.c.removed_at.is_(None)
_LATE = (
    select(func.count(), func.count().filter(_SIGNED))
    .select_from(late_files)
    .outerjoin(letters, letters.c.id == late_files.c.letter_id)
    .where(late_files.c.removed_at.is_(None), late_files.c.promised.between(_FIRST, _LAST))
)


def activity_days(connection: Connection, year: int) -> dict[str, tuple[ActivityDay, ...]]:
    """The lines of the diary of a year by the leaf they name, in the order of their days."""
    found: dict[str, list[ActivityDay]] = {}
    for row in connection.execute(_DIARY, _span(year)):
        found.setdefault(row.node, []).append(ActivityDay(row.kind, row.day, row.times))
    return {node: tuple(lines) for node, lines in found.items()}


def everyday_counts(connection: Connection, year: int) -> EverydayCounts:
    """What an office did every day and what officers accepted of it, counted in one statement."""
    found: dict[str, dict[str, int]] = {"posting": {}, "activity": {}, "accepted": {}}
    for what, name, count in connection.exec_driver_sql(_everyday(year)).all():
        found[what][name] = count
    return EverydayCounts(found["posting"], found["activity"], frozenset(found["accepted"]))


@lru_cache(maxsize=8)
def _everyday(year: int) -> str:
    every = union_all(
        select(literal("posting"), postings.c.kind, func.count()).where(_HUNG).group_by(postings.c.kind),
        select(literal("activity"), activity_nodes.c.node, func.count())
        .join(activities, activities.c.id == activity_nodes.c.activity_id)
        .where(_WRITTEN)
        .group_by(activity_nodes.c.node),
        select(literal("accepted"), proof_decisions.c.node, literal(1)).where(
            proof_decisions.c.year == year, proof_decisions.c.decision == DecisionKind.ACCEPTED.value
        ),
    )
    return written_out(every.params(_span(year)))


def hanging(connection: Connection, year: int) -> tuple[Hanging, ...]:
    """The postings that hung on some day of a year, by the day they were hung."""
    return tuple(
        Hanging(row.kind, row.place, row.hung_on, row.down_on)
        for row in connection.execute(_HANGING, _span(year))
    )


def late_file_counts(connection: Connection, year: int) -> tuple[int, int]:
    """The files that were promised for a day of a year and came late, and those whose letter was signed."""
    late, signed = connection.execute(_LATE, _span(year)).one()
    return int(late), int(signed)


def _span(year: int) -> dict[str, date]:
    return {"first": date(year, 1, 1), "last": date(year, 12, 31)}
