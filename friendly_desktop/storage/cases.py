"""Rows of the register: cases, and the lists an office works by.

Every reading function runs a fixed number of statements, however many cases there are, and lists are made
for a register of a million rows: ids come from indexes, rows by their ids.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    false,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from friendly_desktop.domain.cases import (
    Case,
    CaseEntry,
    CaseFilter,
    CaseKind,
    CaseLine,
    CaseState,
    CaseView,
    Channel,
    Competence,
    Conditions,
    Outcome,
    case_code,
)
from friendly_desktop.domain.cases.words import SUMMARY_LENGTH, matter_words, person_words
from friendly_desktop.domain.deadlines import Complexity
from friendly_desktop.domain.text import fold
from friendly_desktop.storage import case_search
from friendly_desktop.storage.case_content import papers, papers_text, representatives, representatives_text
from friendly_desktop.storage.sqlite import chunks
from friendly_desktop.storage.tables import cases

#: Days after which a case open since its reception is shown as old: five days before the alarm of day 45.
OLD_AFTER = 40
_MOST_ALIKE = 200
#: Lists that go by their date to keep instead of by reception.
_BY_DUE = frozenset({CaseView.TODAY, CaseView.WEEK, CaseView.OVERDUE})

_LINE_COLUMNS = (
    cases.c.id, cases.c.year, cases.c.number, cases.c.register_number, cases.c.kind, cases.c.received,
    cases.c.channel, cases.c.name, cases.c.people, cases.c.paper_file, cases.c.state,
    cases.c.officer, cases.c.due, cases.c.due_rule, cases.c.due_unit, cases.c.closed_on, cases.c.on_time,
    cases.c.national_on, func.substr(cases.c.content, 1, 3 * SUMMARY_LENGTH).label("content"),
)  # fmt: skip


class Alike(NamedTuple):
    """A case that may be of the same citizen or about the same matter; never a denunciation."""

    id: int
    name_folded: str
    identity: str
    address: str
    content: str


def add(connection: Connection, case: Case) -> int:
    """Write down a new case and make it findable; returns its id."""
    key = connection.execute(insert(cases), _columns(case)).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])


def change(connection: Connection, before: Case, after: Case) -> None:
    """Put a case as it is now; the search follows."""
    old, new = _columns(before), _columns(after)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if changed:
        connection.execute(update(cases).where(cases.c.id == after.id).values(**changed))
    case_search.reindex(connection, before, after)


def next_numbers(connection: Connection, year: int) -> tuple[int, int]:
    """The next running number of a year, and the next one in the register of reception; ask inside the write."""
    row = connection.execute(
        select(
            select(func.max(cases.c.number)).where(cases.c.year == year).scalar_subquery(),
            select(func.max(cases.c.register_number)).where(cases.c.year == year).scalar_subquery(),
        )
    ).one()
    return int(row[0] or 0) + 1, int(row[1] or 0) + 1


def one(connection: Connection, case_id: int) -> Case | None:
    """One case."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).first()
    return case_of(row) if row else None


def id_of(connection: Connection, year: int, number: int) -> int | None:
    """The id of a case by its number in the year."""
    found: int | None = connection.execute(
        select(cases.c.id).where(cases.c.year == year, cases.c.number == number)
    ).scalar_one_or_none()
    return found


def some(connection: Connection, ids: Sequence[int]) -> dict[int, Case]:
    """Cases by their ids."""
    found: dict[int, Case] = {}
    for part in chunks(ids):
        found |= {
            row.id: case_of(row) for row in connection.execute(select(cases).where(cases.c.id.in_(part)))
        }
    return found


def lines(connection: Connection, ids: Sequence[int]) -> tuple[CaseLine, ...]:
    """Cases as lists show them, in the order asked for; unknown ids are left out."""
    found: dict[int, CaseLine] = {}
    for part in chunks(ids):
        statement: Select[Any] = select(*_LINE_COLUMNS).where(cases.c.id.in_(part))
        found |= {row.id: _line(row) for row in connection.execute(statement)}
    return tuple(found[one] for one in ids if one in found)


def find(
    connection: Connection, wanted: CaseFilter, today: date, limit: int, after: int | None = None
) -> tuple[CaseLine, ...]:
    """A page of a list; with ``after`` the lines behind that case."""
    if wanted.text:
        ids = found_ids(connection, wanted, today, None if after else limit)
        begin = ids.index(after) + 1 if after is not None and after in ids else 0
        return lines(connection, ids[begin : begin + limit])
    statement = select(*_LINE_COLUMNS).where(*_conditions(wanted, today))
    if after is not None:
        statement = statement.where(_behind(wanted, after))
    rows = connection.execute(_ordered(statement, wanted).limit(limit))
    return tuple(_line(row) for row in rows)


def found_ids(
    connection: Connection, wanted: CaseFilter, today: date, limit: int | None = None
) -> "array[int]":
    """The first so many ids of a list, or all of them, in its order, as ``array("i")``."""
    if wanted.text:
        return case_search.matching(connection, wanted.text, limit, *_conditions(wanted, today))
    statement = _ordered(select(cases.c.id).where(*_conditions(wanted, today)), wanted)
    if limit is not None:
        statement = statement.limit(limit)
    return array("i", connection.execute(statement).scalars())


def count(connection: Connection, wanted: CaseFilter, today: date) -> int:
    """How many cases a list has."""
    if wanted.text:
        return len(found_ids(connection, wanted, today))
    statement = select(func.count()).select_from(cases).where(*_conditions(wanted, today))
    return int(connection.execute(statement).scalar_one())


def views(
    connection: Connection, today: date, wanted: Iterable[CaseView] = tuple(CaseView)
) -> Mapping[CaseView, int]:
    """How many cases each of these lists has: one statement, answered by indexes."""
    asked = tuple(wanted)
    row = connection.execute(_counting(today, asked)).one()
    return {view: int(count) for view, count in zip(asked, row, strict=True)}


@lru_cache(maxsize=4)
def _counting(today: date, asked: tuple[CaseView, ...]) -> Select[Any]:
    """The statement of the counts, kept for the day: making it takes longer than answering it."""
    return select(
        *(
            select(func.count())
            .select_from(cases)
            .where(*_view_conditions(view, today))
            .scalar_subquery()
            .label(view.value)
            for view in asked
        )
    )


def years(connection: Connection) -> tuple[int, ...]:
    """The years with cases, the newest first."""
    newest: int | None = connection.execute(select(func.max(cases.c.year))).scalar()
    found = []
    while newest is not None:  # one step by index a year, where DISTINCT would read every row
        found.append(newest)
        newest = connection.execute(select(func.max(cases.c.year)).where(cases.c.year < newest)).scalar()
    return tuple(found)


def same_person(connection: Connection, name_folded: str, identity: str) -> tuple[Alike, ...]:
    """Cases of somebody of this name or this number, the newest first; denunciations have neither."""
    keys = [column == value for column, value in _keys(name_folded, identity)]
    if not keys:
        return ()
    statement = select(
        cases.c.id, cases.c.name_folded, cases.c.identity, cases.c.address, cases.c.content
    ).where(or_(*keys), cases.c.kind != CaseKind.DENUNCIATION.value)
    rows = connection.execute(statement.order_by(cases.c.id.desc()).limit(_MOST_ALIKE))
    return tuple(Alike(*row) for row in rows)


def by_ids_alike(connection: Connection, ids: Sequence[int]) -> tuple[Alike, ...]:
    """The same columns of cases known by id."""
    statement = select(
        cases.c.id, cases.c.name_folded, cases.c.identity, cases.c.address, cases.c.content
    ).where(cases.c.id.in_(list(ids)), cases.c.kind != CaseKind.DENUNCIATION.value)
    return tuple(Alike(*row) for row in connection.execute(statement.order_by(cases.c.id.desc())))


def keys_between(connection: Connection, first: date, last: date) -> dict[tuple[date, str, str], str]:
    """What tells cases of a time apart (day, folded name, beginning of the matter), and their codes."""
    statement = select(
        cases.c.received,
        cases.c.name_folded,
        func.substr(cases.c.content, 1, 200),
        cases.c.year,
        cases.c.number,
    ).where(cases.c.received.between(first, last))
    return {
        (day, name, text): f"{year}-{number:03d}"
        for day, name, text, year, number in connection.execute(statement)
    }


def _keys(name_folded: str, identity: str) -> Iterable[tuple[ColumnElement[str], str]]:
    pairs = ((cases.c.name_folded, name_folded), (cases.c.identity, identity))
    return [(column, value) for column, value in pairs if value]


def _view_conditions(view: CaseView, today: date) -> tuple[ColumnElement[bool], ...]:
    match view:
        case CaseView.ALL:
            return ()
        case CaseView.OPEN:
            return (cases.c.open,)
        case CaseView.TODAY:
            return (cases.c.open, cases.c.due == today)
        case CaseView.WEEK:
            sunday = today + timedelta(days=6 - today.weekday())
            return (cases.c.open, cases.c.due.between(today, sunday))
        case CaseView.OVERDUE:
            return (cases.c.open, cases.c.due < today)
        case CaseView.NOT_NATIONAL:
            return (cases.c.national_on.is_(None),)
        case CaseView.WAITING:
            return (cases.c.waiting,)
        case CaseView.OLD:
            return (cases.c.open, cases.c.received <= today - timedelta(days=OLD_AFTER))


def _conditions(wanted: CaseFilter, today: date) -> tuple[ColumnElement[bool], ...]:
    conditions = list(_view_conditions(wanted.view, today))
    if wanted.year is not None:
        if not 1 <= wanted.year <= 9999:
            return (false(),)
        conditions.append(cases.c.received.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    for column, value in (
        (cases.c.kind, wanted.kind),
        (cases.c.channel, wanted.channel),
        (cases.c.state, wanted.state),
    ):
        if value is not None:
            conditions.append(column == value.value)
    if wanted.due_until is not None:
        conditions += [cases.c.open, cases.c.due <= wanted.due_until]
    if wanted.received_from is not None:
        conditions.append(cases.c.received >= wanted.received_from)
    if wanted.received_to is not None:
        conditions.append(cases.c.received <= wanted.received_to)
    if wanted.meeting_id is not None:
        conditions.append(cases.c.meeting_id == wanted.meeting_id)
    if wanted.ids:
        listed: BindParameter[int] = bindparam("ids", wanted.ids, expanding=True, literal_execute=True)
        conditions.append(cases.c.id.in_(listed))
    return tuple(conditions)


def _by_due(wanted: CaseFilter) -> bool:
    return wanted.view in _BY_DUE or wanted.due_until is not None


def _ordered(statement: Select[Any], wanted: CaseFilter) -> Select[Any]:
    if _by_due(wanted):
        return statement.order_by(cases.c.due, cases.c.id)
    return statement.order_by(cases.c.received.desc(), cases.c.id.desc())


def _behind(wanted: CaseFilter, after: int) -> ColumnElement[bool]:
    column = cases.c.due if _by_due(wanted) else cases.c.received
    edge = select(column).where(cases.c.id == after).scalar_subquery()
    place = tuple_(column, cases.c.id)
    return and_(place > tuple_(edge, after) if _by_due(wanted) else place < tuple_(edge, after))


def _columns(case: Case) -> dict[str, Any]:
    entry = case.entry
    return {
        "year": case.year,
        "number": case.number,
        "register_number": case.register_number,
        "kind": entry.kind.value,
        "received": entry.received,
        "channel": entry.channel.value,
        "name": entry.name,
        "name_folded": fold(entry.name),
        "address": entry.address,
        "hamlet": entry.hamlet,
        "identity": entry.identity,
        "identity_issued": entry.identity_issued,
        "phone": entry.phone,
        "representatives": representatives_text(entry.representatives),
        "content": entry.content,
        "request": entry.request,
        "people": entry.people,
        "against": entry.against,
        "earlier": entry.earlier,
        "topic": entry.topic,
        "papers": papers_text(entry.papers),
        "anonymous": entry.anonymous,
        "meeting_id": entry.meeting_id,
        "receiver": entry.receiver,
        "paper_file": entry.paper_file,
        "remote": entry.remote,
        "note": entry.note,
        "state": case.state.value,
        "open": case.state.open or case.due is not None,
        "waiting": case.waiting,
        "conditions": case.conditions.value,
        "competence": case.competence.value,
        "complexity": case.complexity.value,
        "officer": case.officer,
        "body": case.body,
        "outcome": case.outcome.value,
        "accepted_on": case.accepted_on,
        "closed_on": case.closed_on,
        "on_time": case.on_time,
        "due": case.due,
        "due_rule": case.due_rule,
        "due_unit": case.due_unit,
        "national_on": case.national_on,
        "national_code": case.national_code,
        "parent_id": case.parent_id,
        "created_at": case.created_at,
        "changed_at": case.changed_at,
    }


def case_of(row: Row[Any]) -> Case:
    """A whole row as a case."""
    return Case(
        id=row.id,
        year=row.year,
        number=row.number,
        register_number=row.register_number,
        entry=CaseEntry(
            kind=CaseKind(row.kind),
            received=row.received,
            channel=Channel(row.channel),
            name=row.name,
            address=row.address,
            hamlet=row.hamlet,
            identity=row.identity,
            identity_issued=row.identity_issued,
            phone=row.phone,
            content=row.content,
            request=row.request,
            people=row.people,
            representatives=representatives(row.representatives),
            against=row.against,
            earlier=row.earlier,
            topic=row.topic,
            papers=papers(row.papers),
            anonymous=row.anonymous,
            meeting_id=row.meeting_id,
            receiver=row.receiver,
            paper_file=row.paper_file,
            remote=row.remote,
            note=row.note,
        ),
        state=CaseState(row.state),
        conditions=Conditions(row.conditions),
        competence=Competence(row.competence),
        complexity=Complexity(row.complexity),
        officer=row.officer,
        body=row.body,
        outcome=Outcome(row.outcome),
        accepted_on=row.accepted_on,
        closed_on=row.closed_on,
        on_time=row.on_time,
        due=row.due,
        due_rule=row.due_rule,
        due_unit=row.due_unit,
        national_on=row.national_on,
        national_code=row.national_code,
        parent_id=row.parent_id,
        waiting=row.waiting,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def _line(row: Sequence[Any]) -> CaseLine:
    """A row of ``_LINE_COLUMNS``: taken apart by place, since a list makes hundreds at every key."""
    (
        case_id, year, number, register_number, kind_value, received, channel, name, people, paper_file,
        state, officer, due, due_rule, due_unit, closed_on, on_time, national_on, content,
    ) = row  # fmt: skip
    kind = _KINDS[kind_value]
    return CaseLine(
        case_id,
        case_code(year, number),
        kind,
        _CHANNELS[channel],
        _STATES[state],
        received,
        person_words(kind, name, year, number),
        matter_words(kind, content, paper_file),
        people,
        officer,
        due,
        due_rule,
        due_unit,
        closed_on,
        on_time,
        national_on is not None,
        register_number,
    )


_KINDS = {kind.value: kind for kind in CaseKind}
_CHANNELS = {channel.value: channel for channel in Channel}
_STATES = {state.value: state for state in CaseState}
