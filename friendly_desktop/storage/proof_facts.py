"""Rows that the rules of a criteria set are measured by, and that only they ask for: days and counts, no names."""

from datetime import date

from sqlalchemy import Connection, func, select

from friendly_desktop.domain.letter_proof import COUNTED
from friendly_desktop.domain.proof_facts import ActivityDay
from friendly_desktop.storage.everyday_tables import activities, activity_nodes, late_files
from friendly_desktop.storage.tables import letters


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


def activity_counts(connection: Connection, year: int) -> dict[str, int]:
    """How many lines of the diary of a year name each leaf."""
    statement = (
        select(activity_nodes.c.node, func.count())
        .join(activities, activities.c.id == activity_nodes.c.activity_id)
        .where(
            activities.c.removed_at.is_(None),
            activities.c.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(activity_nodes.c.node)
    )
    return {node: int(count) for node, count in connection.execute(statement)}


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
