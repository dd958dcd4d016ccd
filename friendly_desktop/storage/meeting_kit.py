"""What a reception day's kit needs of the cases; never a word of a denunciation. A fixed number of statements."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from friendly_desktop.domain.cases import Case, CaseAction, CaseKind, Channel, StepEntry
from friendly_desktop.storage import case_content
from friendly_desktop.storage.cases import case_of
from friendly_desktop.storage.tables import case_steps, cases

_DENUNCIATION = CaseKind.DENUNCIATION.value


def likely(connection: Connection, since: date, most: int) -> tuple[tuple[Case, ...], int]:
    """Cases whose people may come, the most pressing first, and how many there are in all.

    Those are open ones, and those of people who were received in person and got their answer lately.

    Args:
        connection: the view.
        since: the first day of "lately".
        most: how many are read.
    """
    still_open, answered = _still_open(), _answered(since)
    by_due = (cases.c.due.is_(None), cases.c.due, cases.c.received.desc(), cases.c.id)
    found = _some(connection, still_open, by_due, most)
    found += _some(connection, answered, (cases.c.closed_on.desc(), cases.c.id), most - len(found))
    count = sum(
        int(connection.execute(select(func.count()).select_from(cases).where(*wanted)).scalar_one())
        for wanted in (still_open, answered)
    )
    return tuple(found), count


def _some(
    connection: Connection,
    wanted: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    most: int,
) -> list[Case]:
    rows = connection.execute(select(cases).where(*wanted).order_by(*order).limit(most))
    return [case_of(row) for row in rows]


def open_denunciations(connection: Connection) -> int:
    """How many denunciations are open."""
    statement = select(func.count()).where(cases.c.kind == _DENUNCIATION, cases.c.open)
    return int(connection.execute(statement).scalar_one())


def last_told(
    connection: Connection, case_ids: Sequence[int], actions: Iterable[CaseAction]
) -> dict[int, StepEntry]:
    """By case the last of the given steps that still stands, as it was put right where it was."""
    wanted = {action.value for action in actions}
    statement = (
        select(
            case_steps.c.id,
            case_steps.c.case_id,
            case_steps.c.action,
            case_steps.c.on_day,
            case_steps.c.content,
        )
        .where(case_steps.c.case_id.in_(case_ids))
        .order_by(case_steps.c.id)
    )
    standing: dict[int, tuple[int, StepEntry]] = {}
    for row in connection.execute(statement):
        content = case_content.loaded(row.content) or {}
        if row.action in wanted:
            standing[row.id] = (row.case_id, case_content.step_entry(row.action, row.on_day, content))
        elif "corrects" in content:
            standing.pop(content["corrects"], None)
            new = content.get("replacement")
            if new and new["action"] in wanted:
                entry = case_content.step_entry(new["action"], date.fromisoformat(new["on"]), new["content"])
                standing[content["corrects"]] = (row.case_id, entry)
    return {case_id: entry for _id, (case_id, entry) in sorted(standing.items())}


def _still_open() -> tuple[ColumnElement[bool], ...]:
    return cases.c.open, cases.c.kind != _DENUNCIATION, cases.c.name != ""


def _answered(since: date) -> tuple[ColumnElement[bool], ...]:
    return (
        cases.c.closed_on >= since,
        func.unlikely(cases.c.open).is_(False),  # the index of the days is the good one here
        cases.c.kind != _DENUNCIATION,
        cases.c.name != "",
        or_(cases.c.meeting_id.is_not(None), cases.c.channel == Channel.IN_PERSON.value),
    )
