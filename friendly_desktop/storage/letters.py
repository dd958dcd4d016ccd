"""Rows of the letters: what was written, its place in the book, and every step on its way.

Every reading function runs a fixed number of statements, however many letters there are.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    extract,
    false,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.letters import (
    Delivery,
    Frame,
    Letter,
    LetterBook,
    LetterDraft,
    LetterEvent,
    LetterFilter,
    LetterKind,
    LetterState,
    Paper,
    Sheet,
)
from friendly_desktop.domain.text import fold
from friendly_desktop.storage.sqlite import chunks
from friendly_desktop.storage.tables import letter_books, letter_events, letters


@dataclass(frozen=True, slots=True)
class Holder:
    """The letter that has a number already; no personal data."""

    letter_id: int
    kind: LetterKind
    number_text: str


def add(connection: Connection, values: Mapping[str, object]) -> int:
    """Write down a new letter; returns its id."""
    key = connection.execute(insert(letters).values(**values)).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])


def change(connection: Connection, ids: Sequence[int], values: Mapping[str, object]) -> None:
    """Set the same columns of several letters."""
    for part in chunks(ids):
        connection.execute(update(letters).where(letters.c.id.in_(part)).values(**values))


def one(connection: Connection, letter_id: int) -> Letter | None:
    """One letter, in the bin or not."""
    row = connection.execute(select(letters).where(letters.c.id == letter_id)).first()
    return _letter(row) if row else None


def removed_at(connection: Connection, letter_id: int) -> datetime | None:
    """When a letter was put into the bin."""
    moment: datetime | None = connection.execute(
        select(letters.c.removed_at).where(letters.c.id == letter_id)
    ).scalar_one_or_none()
    return moment


def some(connection: Connection, ids: Sequence[int]) -> dict[int, Letter]:
    """The letters with these ids, the bin left out."""
    found: dict[int, Letter] = {}
    for part in chunks(ids):
        statement = select(letters).where(letters.c.id.in_(part), letters.c.removed_at.is_(None))
        found |= {row.id: _letter(row) for row in connection.execute(statement)}
    return found


def find(connection: Connection, wanted: LetterFilter) -> tuple[Letter, ...]:
    """The letters a list shows, the newest first; the bin left out."""
    statement = _filtered(select(letters), wanted).order_by(letters.c.date.desc(), letters.c.id.desc())
    return tuple(_letter(row) for row in connection.execute(statement))


def counts(connection: Connection, wanted: LetterFilter) -> Mapping[LetterState, int]:
    """How many letters of a list are in each state."""
    statement = _filtered(select(letters.c.state, func.count()), wanted).group_by(letters.c.state)
    return {LetterState(state): int(count) for state, count in connection.execute(statement)}


def in_bin(connection: Connection) -> tuple[Letter, ...]:
    """The drafts that were thrown away, the last first."""
    statement = select(letters).where(letters.c.removed_at.is_not(None))
    rows = connection.execute(statement.order_by(letters.c.removed_at.desc(), letters.c.id.desc()))
    return tuple(_letter(row) for row in rows)


def years(connection: Connection) -> tuple[int, ...]:
    """The years that have letters, the newest first."""
    statement = select(letters.c.year).where(letters.c.removed_at.is_(None)).distinct()
    return tuple(connection.execute(statement.order_by(letters.c.year.desc())).scalars())


def same_occasion(
    connection: Connection, keys: Iterable[tuple[LetterKind, str]], but: int | None = None
) -> tuple[tuple[str, Letter], ...]:
    """Letters about the same occasion, with their keys; those in the bin or cancelled do not count.

    Args:
        connection: where to read.
        keys: kinds with the keys of ``domain.letters.register.occasion``.
        but: the id of the letter that asks.
    """
    wanted: dict[LetterKind, list[str]] = {}
    for kind, key in keys:
        if key:
            wanted.setdefault(kind, []).append(key)
    found: list[tuple[str, Letter]] = []
    for kind, texts in wanted.items():
        for part in chunks(texts):
            statement = select(letters).where(
                letters.c.kind == kind.value,
                letters.c.occasion.in_(part),
                letters.c.removed_at.is_(None),
                letters.c.state != LetterState.CANCELLED.value,
                letters.c.id != (but or 0),
            )
            rows = connection.execute(statement.order_by(letters.c.date, letters.c.id))
            found += [(row.occasion, _letter(row)) for row in rows]
    return tuple(found)


# Books and numbers


def books(connection: Connection) -> tuple[LetterBook, ...]:
    """Every numbered register, the Chairman's letters first."""
    rows = connection.execute(
        select(letter_books).order_by(letter_books.c.id != "letters", letter_books.c.id)
    )
    return tuple(LetterBook(row.id, row.title, row.pattern) for row in rows)


def put_book(connection: Connection, book: LetterBook) -> None:
    """Add a register, or change its title and pattern."""
    values = {"title": book.title, "pattern": book.pattern}
    statement = upsert(letter_books).values(id=book.id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def next_number(connection: Connection, book: str, year: int) -> int:
    """The number after the highest of the year; 1 in a new year."""
    statement = select(func.max(letters.c.number)).where(letters.c.book == book, letters.c.year == year)
    return int(connection.execute(statement).scalar() or 0) + 1


def holder(connection: Connection, book: str, year: int, number: int) -> Holder | None:
    """Which letter has this number."""
    row = connection.execute(
        select(letters.c.id, letters.c.kind, letters.c.number_text).where(
            letters.c.book == book, letters.c.year == year, letters.c.number == number
        )
    ).first()
    return Holder(row.id, LetterKind(row.kind), row.number_text) if row else None


# History


def add_events(connection: Connection, ids: Sequence[int], event: LetterEvent) -> None:
    """Write the same step of several letters down."""
    if ids:
        connection.execute(
            insert(letter_events),
            [
                {
                    "letter_id": one,
                    "at": event.at,
                    "state": event.state.value,
                    "on_day": event.on,
                    "note": event.note,
                }
                for one in ids
            ],
        )


def history(connection: Connection, letter_id: int) -> tuple[LetterEvent, ...]:
    """Every step of a letter, the first one first."""
    statement = select(letter_events).where(letter_events.c.letter_id == letter_id)
    rows = connection.execute(statement.order_by(letter_events.c.id))
    return tuple(LetterEvent(row.at, LetterState(row.state), row.on_day, row.note) for row in rows)


def draft_columns(draft: LetterDraft) -> dict[str, object]:
    """What a draft fills of a row; its number goes another way, through the book."""
    if draft.template_version is None:
        raise ValueError("a stored letter names the version of its template")
    return {
        "template_id": draft.template_id,
        "template_version": draft.template_version,
        "date": draft.date,
        "place": draft.place,
        "signatory_id": draft.signatory_id,
        "sheet": _sheet_text(draft.sheet),
        "field_values": json.dumps(dict(draft.values), ensure_ascii=False),
    }


def _filtered(statement: Select[Any], wanted: LetterFilter) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [letters.c.removed_at.is_(None)]
    if wanted.year is not None and not MINYEAR < wanted.year < MAXYEAR:
        conditions.append(false())
    elif wanted.year is not None and wanted.month is not None:
        first = date(wanted.year, wanted.month, 1)
        after = date(wanted.year + wanted.month // 12, wanted.month % 12 + 1, 1)
        conditions += [letters.c.date >= first, letters.c.date < after]
    elif wanted.year is not None:
        conditions.append(letters.c.date.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    elif wanted.month is not None:
        conditions.append(extract("month", letters.c.date) == wanted.month)
    if wanted.kind is not None:
        conditions.append(letters.c.kind == wanted.kind.value)
    if wanted.state is not None:
        conditions.append(letters.c.state == wanted.state.value)
    if wanted.hamlet:
        conditions.append(letters.c.hamlet == wanted.hamlet)
    if wanted.ids:
        # Written into the statement, because SQLite takes only 32,766 values beside it.
        listed: BindParameter[int] = bindparam("ids", wanted.ids, expanding=True, literal_execute=True)
        conditions.append(letters.c.id.in_(listed))
    conditions += [letters.c.folded.contains(word, autoescape=True) for word in fold(wanted.text).split()]
    return statement.where(*conditions)


def _sheet_text(sheet: Sheet | None) -> str:
    if sheet is None:
        return ""
    told = {
        "paper": sheet.paper.value,
        "landscape": sheet.landscape,
        "frame": sheet.frame.value,
        "scale": sheet.scale,
    }
    return json.dumps(told)


def sheet_of(text: str) -> Sheet | None:
    """The sheet of a letter as stored; None for the one of its template."""
    if not text:
        return None
    told = json.loads(text)
    return Sheet(Paper(told["paper"]), told["landscape"], Frame(told["frame"]), told["scale"])


def _letter(row: Row[Any]) -> Letter:
    draft = LetterDraft(
        template_id=row.template_id,
        values=json.loads(row.field_values),
        date=row.date,
        template_version=row.template_version,
        signatory_id=row.signatory_id,
        place=row.place,
        number=row.number_text,
        sheet=sheet_of(row.sheet),
    )
    return Letter(
        id=row.id,
        kind=LetterKind(row.kind),
        draft=draft,
        state=LetterState(row.state),
        recipient=row.recipient,
        hamlet=row.hamlet,
        book=row.book,
        year=row.year,
        number=row.number,
        pages=row.pages,
        archived=row.archived or "",
        batch=row.batch,
        signed_on=row.signed_on,
        delivered_on=row.delivered_on,
        delivery=Delivery(row.delivery) if row.delivery else None,
        delivered_by=row.delivered_by,
        cancelled_on=row.cancelled_on,
        cancel_reason=row.cancel_reason,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
