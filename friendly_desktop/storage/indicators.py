"""Rows of the monthly figures, of the office's own indicators, and of files that were answered late."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from friendly_desktop.domain.indicators import LateFile, MonthValue
from friendly_desktop.domain.letters import LetterKind, LetterState
from friendly_desktop.storage.everyday_tables import indicator_values, indicators, late_files
from friendly_desktop.storage.sqlite import chunks
from friendly_desktop.storage.tables import letters

#: The letters about a file that was answered late, and their field with its code.
APOLOGIES = (LetterKind.APOLOGY_EXTENSION, LetterKind.APOLOGY)
_CODE_FIELD = "file_code"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """An indicator or share of the office itself, as stored."""

    id: str
    content: str
    removed: bool


_OWN = select(indicators).order_by(indicators.c.id)
_VALUES = (
    select(indicator_values)
    .where(indicator_values.c.year == bindparam("year"))
    .order_by(indicator_values.c.indicator, indicator_values.c.month)
)


def own(connection: Connection) -> tuple[OwnRow, ...]:
    """What the office added, by id; what it took away again too, because figures hang on it."""
    rows = connection.execute(_OWN)
    return tuple(OwnRow(row.id, row.content, row.removed_at is not None) for row in rows)


def put_own(connection: Connection, own_id: str, content: str) -> None:
    """Write down an indicator or share of the office, or change it; one that was taken away is back."""
    connection.execute(delete(indicators).where(indicators.c.id == own_id))
    connection.execute(insert(indicators).values(id=own_id, content=content, removed_at=None))


def remove_own(connection: Connection, own_id: str, at: datetime | None) -> None:
    """Take an indicator or share of the office out of the lists; None puts it back."""
    connection.execute(update(indicators).where(indicators.c.id == own_id).values(removed_at=at))


def values_of(connection: Connection, year: int) -> tuple[MonthValue, ...]:
    """Every figure of a year, by indicator and month."""
    return tuple(
        MonthValue(row.indicator, row.year, row.month, row.value, row.source)
        for row in connection.execute(_VALUES, {"year": year})
    )


def put_values(
    connection: Connection,
    year: int,
    values: Mapping[tuple[str, int], Decimal | None],
    source: str,
    at: datetime,
) -> None:
    """Write figures down by indicator and month; None takes one away."""
    for indicator, month in values:
        connection.execute(
            delete(indicator_values).where(
                indicator_values.c.year == year,
                indicator_values.c.indicator == indicator,
                indicator_values.c.month == month,
            )
        )
    new = [
        {
            "year": year,
            "indicator": indicator,
            "month": month,
            "value": value,
            "source": source,
            "changed_at": at,
        }
        for (indicator, month), value in values.items()
        if value is not None
    ]
    if new:
        connection.execute(insert(indicator_values), new)


def years(connection: Connection) -> tuple[int, ...]:
    """The years that have figures, in order."""
    statement = select(indicator_values.c.year).distinct().order_by(indicator_values.c.year)
    return tuple(connection.execute(statement).scalars())


# Files answered late


def late(connection: Connection, start: date, end: date) -> tuple[LateFile, ...]:
    """The files promised for a day from ``start`` to ``end``, the newest promise first."""
    statement = (
        _late()
        .where(late_files.c.promised.between(start, end))
        .order_by(late_files.c.promised.desc(), late_files.c.id.desc())
    )
    return tuple(_late_file(row) for row in connection.execute(statement))


def late_some(connection: Connection, ids: Iterable[int]) -> tuple[LateFile, ...]:
    """Those of the files that are there, by day of promise."""
    found = [
        _late_file(row)
        for some in chunks(ids)
        for row in connection.execute(_late().where(late_files.c.id.in_(some)))
    ]
    return tuple(sorted(found, key=lambda one: (one.promised, one.id)))


def late_by_code(connection: Connection, codes: Iterable[str]) -> dict[str, tuple[LateFile, bool]]:
    """By code: files written down before, and whether each was taken away since."""
    found = {}
    for some in chunks(codes):
        for row in connection.execute(select(late_files).where(late_files.c.code.in_(some))):
            found[row.code] = (_late_file(row), row.removed_at is not None)
    return found


def add_late(connection: Connection, files: Sequence[LateFile], at: datetime) -> None:
    """Write down files that were answered late."""
    if files:
        connection.execute(
            insert(late_files),
            [{**_columns(one), "letter_id": None, "created_at": at, "removed_at": None} for one in files],
        )


def put_late(connection: Connection, file: LateFile) -> None:
    """Change a file; one that was taken away is back."""
    values = {**_columns(file), "removed_at": None}
    connection.execute(update(late_files).where(late_files.c.id == file.id).values(values))


def settle_late(connection: Connection, letters: Mapping[int, int | None]) -> None:
    """Forget the person of files, by id; with the letter that has the name now, or None where there is none."""
    for file_id, letter_id in letters.items():
        connection.execute(
            update(late_files)
            .where(late_files.c.id == file_id)
            .values(person="", address="", letter_id=letter_id)
        )


def late_written(connection: Connection) -> tuple[str, ...]:
    """Codes of the files that wait for a letter which stands in the register by now."""
    waiting = connection.execute(
        select(late_files.c.code).where(
            late_files.c.removed_at.is_(None), late_files.c.letter_id.is_(None), late_files.c.person != ""
        )
    )
    codes = waiting.scalars().all()
    return tuple(letters_known(connection, codes)) if codes else ()


def letters_known(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """By code of a file: the newest letter of apology that names it; the bin and cancelled ones left out."""
    wanted = set(codes)
    statement = (
        select(letters.c.id, letters.c.field_values)
        .where(
            letters.c.kind.in_([kind.value for kind in APOLOGIES]),
            letters.c.state != LetterState.CANCELLED.value,
            letters.c.removed_at.is_(None),
        )
        .order_by(letters.c.id)
    )
    found = {}
    for letter_id, values in connection.execute(statement):
        code = json.loads(values).get(_CODE_FIELD, "")
        if code in wanted:
            found[code] = letter_id
    return found


def remove_late(connection: Connection, ids: Iterable[int], at: datetime | None) -> None:
    """Take files out of the list; None puts them back."""
    for some in chunks(ids):
        connection.execute(update(late_files).where(late_files.c.id.in_(some)).values(removed_at=at))


def _late() -> Select[Any]:
    return select(late_files).where(late_files.c.removed_at.is_(None))


def _columns(file: LateFile) -> dict[str, object]:
    return {
        "code": file.code,
        "procedure": file.procedure,
        "person": file.person,
        "address": file.address,
        "received": file.received,
        "promised": file.promised,
        "returned": file.returned,
        "reason": file.reason,
    }


def _late_file(row: Row[Any]) -> LateFile:
    return LateFile(
        id=row.id,
        code=row.code,
        procedure=row.procedure,
        person=row.person,
        address=row.address,
        received=row.received,
        promised=row.promised,
        returned=row.returned,
        reason=row.reason,
        letter_id=row.letter_id,
    )
