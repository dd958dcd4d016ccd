"""Rows of what happened to cases: steps, computed dates, links. Nothing here is ever overwritten but two marks:
which step met a date, and that another computation took its place.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.cases import (
    CaseDeadline,
    CaseKind,
    CaseLink,
    CaseState,
    CaseStep,
    LinkKind,
    StepChange,
    StepEntry,
)
from friendly_desktop.domain.deadlines import Complexity, Deadline
from friendly_desktop.storage import case_content
from friendly_desktop.storage.tables import case_deadlines, case_links, case_steps


def add_step(
    connection: Connection,
    case_id: int,
    entry: StepEntry,
    state: CaseState,
    at: datetime,
    *,
    corrects: int | None = None,
    changes: Sequence[StepChange] = (),
    replacement: StepEntry | None = None,
) -> int:
    """Write a step down; returns its id.

    Args:
        connection: a write.
        case_id: whose step.
        entry: the step.
        state: of the case after it.
        at: when it is written.
        corrects: of a correction, the step it puts right.
        changes: what it changed.
        replacement: what stands in the corrected step's place; None takes it back.
    """
    content = case_content.step_content(entry, corrects, changes)
    if replacement is not None:
        content["replacement"] = {
            "action": replacement.action.value,
            "on": replacement.on.isoformat(),
            "content": case_content.step_content(replacement),
        }
    values = {
        "case_id": case_id,
        "at": at,
        "action": entry.action.value,
        "on_day": entry.on,
        "state": state.value,
        "content": case_content.dumped(content),
    }
    key = connection.execute(insert(case_steps), values).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])


def steps(connection: Connection, case_id: int) -> tuple[CaseStep, ...]:
    """Every step of a case, the first one first, those taken back too."""
    statement = select(case_steps).where(case_steps.c.case_id == case_id).order_by(case_steps.c.id)
    rows = connection.execute(statement).all()
    contents = {row.id: case_content.loaded(row.content) or {} for row in rows}
    undone = {content["corrects"] for content in contents.values() if "corrects" in content}
    return tuple(
        CaseStep(
            id=row.id,
            case_id=row.case_id,
            at=row.at,
            entry=case_content.step_entry(row.action, row.on_day, contents[row.id]),
            state=CaseState(row.state),
            corrects=contents[row.id].get("corrects"),
            changes=case_content.step_changes(contents[row.id]),
            undone=row.id in undone,
        )
        for row in rows
    )


def replacements(connection: Connection, case_id: int) -> dict[int, StepEntry | None]:
    """By id of a corrected step what stands in its place; None where it was taken back. The last one counts."""
    statement = (
        select(case_steps.c.content)
        .where(case_steps.c.case_id == case_id, case_steps.c.action == "correct")
        .order_by(case_steps.c.id)
    )
    found: dict[int, StepEntry | None] = {}
    for text in connection.execute(statement).scalars():
        content = case_content.loaded(text) or {}
        if "corrects" not in content:
            continue
        new = content.get("replacement")
        found[content["corrects"]] = (
            case_content.step_entry(new["action"], date.fromisoformat(new["on"]), new["content"])
            if new
            else None
        )
    return found


def last_moment(connection: Connection) -> datetime | None:
    """When the last step of all was written down."""
    moment: datetime | None = connection.execute(
        select(case_steps.c.at).order_by(case_steps.c.id.desc()).limit(1)
    ).scalar_one_or_none()
    return moment


def rewrite_steps(connection: Connection, case_id: int, changed: Callable[[Any], Any]) -> None:
    """Put the stored words of a case's steps through a function: only to take a denouncer out of them."""
    rows = connection.execute(
        select(case_steps.c.id, case_steps.c.content).where(case_steps.c.case_id == case_id)
    ).all()
    for step_id, text in rows:
        new = case_content.dumped(changed(case_content.loaded(text)))
        if new != text:
            connection.execute(update(case_steps).where(case_steps.c.id == step_id).values(content=new))


# Computed dates


class NewDeadline(NamedTuple):
    """A computed date to store, with what chose its rule and length and the reason to compute it."""

    deadline: Deadline
    kind: CaseKind
    complexity: Complexity
    remote: bool
    why: str
    met_on: date | None = None


def add_deadlines(connection: Connection, case_id: int, new: Sequence[NewDeadline], at: datetime) -> None:
    """Store computed dates with their arithmetic, in one statement."""
    values = [
        {
            "case_id": case_id,
            "rule_id": one.deadline.rule.id,
            "rule_valid_from": one.deadline.rule.valid_from,
            "start": one.deadline.start,
            "due": one.deadline.due,
            "unit": one.deadline.unit.value,
            "length": one.deadline.length,
            "calendar_version": one.deadline.calendar_version,
            "arithmetic": case_content.arithmetic_text(
                one.deadline, one.kind, one.complexity, remote=one.remote
            ),
            "computed_at": at,
            "why": one.why,
            "met_on": one.met_on,
        }
        for one in new
    ]
    if values:
        connection.execute(insert(case_deadlines), values)


def deadlines(connection: Connection, case_id: int) -> tuple[CaseDeadline, ...]:
    """Every date of a case in the order they were computed, superseded ones too."""
    statement = select(case_deadlines).where(case_deadlines.c.case_id == case_id)
    return tuple(_deadline(row) for row in connection.execute(statement.order_by(case_deadlines.c.id)))


def meet(connection: Connection, deadline_id: int, on: date | None) -> None:
    """Say which day met a date, or that none did after all."""
    connection.execute(update(case_deadlines).where(case_deadlines.c.id == deadline_id).values(met_on=on))


def supersede(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """Another computation took the place of these, or the case ended without them."""
    if ids:
        statement = update(case_deadlines).where(case_deadlines.c.id.in_(list(ids)))
        connection.execute(statement.values(superseded_at=at))


def _deadline(row: Row[Any]) -> CaseDeadline:
    kind, complexity, remote = case_content.chosen_by(row)
    return CaseDeadline(
        id=row.id,
        deadline=case_content.deadline(row),
        met_on=row.met_on,
        superseded=row.superseded_at is not None,
        why=row.why,
        kind=kind,
        complexity=complexity,
        remote=remote,
    )


# Links


def link(connection: Connection, case_id: int, other_id: int, kind: LinkKind) -> None:
    """Say that two cases belong together; once more changes how."""
    statement = upsert(case_links).values(case_id=case_id, other_id=other_id, kind=kind.value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["case_id", "other_id"], set_={"kind": kind.value})
    )


def unlink(connection: Connection, case_id: int, other_id: int) -> None:
    """Take a link away, whichever way round it was made."""
    for one, other in ((case_id, other_id), (other_id, case_id)):
        connection.execute(
            delete(case_links).where(case_links.c.case_id == one, case_links.c.other_id == other)
        )


def links(connection: Connection, case_id: int) -> tuple[CaseLink, ...]:
    """The links of a case, seen from it."""
    statement = select(case_links).where(
        or_(case_links.c.case_id == case_id, case_links.c.other_id == case_id)
    )
    return tuple(
        CaseLink(case_id, row.other_id if row.case_id == case_id else row.case_id, LinkKind(row.kind))
        for row in connection.execute(statement)
    )
