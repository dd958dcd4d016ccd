"""What a reception day's kit needs of the cases; never a word of a denunciation. A fixed number of statements."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

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
    wanted = _likely(since)
    statement = (
        select(cases)
        .where(*wanted)
        .order_by(
            cases.c.open.desc(), cases.c.due.is_(None), cases.c.due, cases.c.received.desc(), cases.c.id
        )
        .limit(most)
    )
    found = tuple(case_of(row) for row in connection.execute(statement))
    count = connection.execute(select(func.count()).select_from(cases).where(*wanted)).scalar_one()
    return found, int(count)


def open_denunciations(connection: Connection) -> int:
    """How many denunciations are open."""
    statement = select(func.count()).where(cases.c.kind == _DENUNCIATION, cases.c.open.is_(True))
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


def _likely(since: date) -> tuple[ColumnElement[bool], ...]:
    received_here = or_(cases.c.meeting_id.is_not(None), cases.c.channel == Channel.IN_PERSON.value)
    return (
        cases.c.kind != _DENUNCIATION,
        cases.c.name != "",
        or_(cases.c.open.is_(True), and_(cases.c.closed_on >= since, received_here)),
    )
