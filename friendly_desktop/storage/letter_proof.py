"""Rows of the letters as proof of a year: tallies by kind, the list, and the samples chosen from it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from friendly_desktop.domain.letters import LetterKind, LetterState, Template
from friendly_desktop.domain.letters.proof import COUNTED, WAITING, KindTally
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.letter_templates import load_canonical
from friendly_desktop.storage.sqlite import written_out
from friendly_desktop.storage.tables import hamlets, letter_samples, letter_templates, letters


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A letter as stored, with what its list and its masked sample are made from."""

    id: int
    kind: LetterKind
    state: LetterState
    template_id: str
    template_version: int
    recipient: str
    hamlet: str
    number: str
    day: date
    date: date
    place: str
    signatory_id: int | None
    sheet: str
    field_values: str
    word: bool
    sample: bool


def tallies(connection: Connection, year: int) -> dict[LetterKind, KindTally]:
    """How many letters of each kind and state a year has; cancelled and binned ones are none."""
    found: dict[LetterKind, dict[LetterState, list[Any]]] = {}
    for row in connection.exec_driver_sql(_tallied(year)).all():
        found.setdefault(LetterKind(row.kind), {}).setdefault(LetterState(row.state), []).append(row)
    return {kind: _tally(kind, found[kind]) for kind in LetterKind if kind in found}


def days(connection: Connection, year: int) -> dict[LetterKind, dict[date, int]]:
    """How many signed letters of each kind count on each day of a year."""
    found: dict[LetterKind, dict[date, int]] = {}
    for kind, day, count in connection.execute(_by_day(), _span(year)):
        counts = found.setdefault(LetterKind(kind), {})
        counts[day] = counts.get(day, 0) + int(count)
    return found


# The statements are kept as they were made: making one takes as long as answering it.
@lru_cache(maxsize=8)
def _tallied(year: int) -> str:
    every = union_all(
        *(
            select(
                letters.c.kind,
                letters.c.state,
                func.count().label("n"),
                func.min(day).label("first"),
                func.max(day).label("last"),
            )
            .where(*those)
            .group_by(letters.c.state, letters.c.kind)
            for day, those in _by_deciding_day(COUNTED | WAITING)
        )
    )
    return written_out(every.params(_span(year)))


@lru_cache(maxsize=1)
def _by_day() -> CompoundSelect[Any]:
    return union_all(
        *(
            select(letters.c.kind, day.label("day"), func.count()).where(*those).group_by(letters.c.kind, day)
            for day, those in _by_deciding_day(COUNTED)
        )
    )


def _by_deciding_day(
    states: Collection[LetterState],
) -> Iterator[tuple[ColumnElement[date], tuple[ColumnElement[bool], ...]]]:
    """The letters of a year in three parts by the day that decides, see ``_day``; an index answers each of them.

    Every kind is named, so that the index is searched for the days of the year and not read for all years.
    """
    missing: tuple[ColumnElement[bool], ...] = ()
    for day in (letters.c.signed_on, letters.c.delivered_on, letters.c.date):
        yield (
            day,
            (
                letters.c.state.in_([literal(state.value) for state in LetterState if state in states]),
                letters.c.kind.in_([literal(kind.value) for kind in LetterKind]),
                *missing,
                day.between(bindparam("first"), bindparam("last")),
                letters.c.removed_at.is_(None),
            ),
        )
        missing = (*missing, day.is_(None))


def _span(year: int) -> dict[str, date]:
    return {"first": date(year, 1, 1), "last": date(year, 12, 31)}


def proving(connection: Connection, year: int, kinds: Collection[LetterKind]) -> tuple[ProofRow, ...]:
    """The letters of these kinds that count for a year, by kind, day and number of the row."""
    statement = (
        _rows()
        .where(
            _in_year(year),
            letters.c.state.in_([state.value for state in COUNTED]),
            letters.c.kind.in_([kind.value for kind in kinds]),
        )
        .add_columns(letter_samples.c.letter_id.label("sample"))
        .outerjoin(
            letter_samples, (letter_samples.c.letter_id == letters.c.id) & (letter_samples.c.year == year)
        )
    )
    order = {kind.value: place for place, kind in enumerate(LetterKind)}
    found = sorted(connection.execute(statement), key=lambda row: (order[row.kind], row.day, row.id))
    return tuple(_proof_row(row) for row in found)


def templates(connection: Connection, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Template]:
    """The exact template versions that letters were written with."""
    statement = select(letter_templates).where(letter_templates.c.id.in_({key for key, _version in keys}))
    return {
        (row.id, row.version): _template(row)
        for row in connection.execute(statement)
        if (row.id, row.version) in keys
    }


def hamlet_names(connection: Connection) -> tuple[str, ...]:
    """The parts of the commune as the office names them."""
    return tuple(connection.execute(select(hamlets.c.name).order_by(hamlets.c.name)).scalars())


def put_samples(connection: Connection, year: int, ids: Iterable[int]) -> None:
    """Show these letters of a year, and no others."""
    connection.execute(delete(letter_samples).where(letter_samples.c.year == year))
    rows = [{"year": year, "letter_id": key} for key in sorted(set(ids))]
    if rows:
        connection.execute(insert(letter_samples), rows)


def _day() -> ColumnElement[date]:
    """The day that decides: of the signature, else of the delivery, else the one the letter bears."""
    return func.coalesce(
        letters.c.signed_on, letters.c.delivered_on, letters.c.date, type_=letters.c.date.type
    )


def _in_year(year: int) -> ColumnElement[bool]:
    day = _day()
    return (
        day.between(date(year, 1, 1), date(year, 12, 31)) & letters.c.removed_at.is_(None)
    )  # fmt: skip


def _rows() -> Select[Any]:
    return select(
        letters.c.id,
        letters.c.kind,
        letters.c.state,
        letters.c.template_id,
        letters.c.template_version,
        letters.c.recipient,
        letters.c.hamlet,
        letters.c.number_text,
        letters.c.date,
        _day().label("day"),
        letters.c.place,
        letters.c.signatory_id,
        letters.c.sheet,
        letters.c.field_values,
        letter_templates.c.word_sha256,
    ).join(
        letter_templates,
        (letter_templates.c.id == letters.c.template_id)
        & (letter_templates.c.version == letters.c.template_version),
    )


def _tally(kind: LetterKind, rows: dict[LetterState, list[Any]]) -> KindTally:
    def count(state: LetterState) -> int:
        return sum(int(row.n) for row in rows.get(state, ()))

    days = [day for state in COUNTED for row in rows.get(state, ()) for day in (row.first, row.last)]
    return KindTally(
        kind,
        drafts=count(LetterState.DRAFT),
        submitted=count(LetterState.SUBMITTED),
        signed=count(LetterState.SIGNED),
        delivered=count(LetterState.DELIVERED),
        first=date.fromisoformat(min(days)) if days else None,
        last=date.fromisoformat(max(days)) if days else None,
    )


def _proof_row(row: Any) -> ProofRow:
    return ProofRow(
        id=row.id,
        kind=LetterKind(row.kind),
        state=LetterState(row.state),
        template_id=row.template_id,
        template_version=row.template_version,
        recipient=row.recipient,
        hamlet=row.hamlet,
        number=row.number_text,
        date=row.date,
        day=row.day,
        place=row.place,
        signatory_id=row.signatory_id,
        sheet=row.sheet,
        field_values=row.field_values,
        word=row.word_sha256 is not None,
        sample=row.sample is not None,
    )


def _template(row: Any) -> Template:
    built = load_canonical(row.content)
    if built.template is None:
        raise AppError(
            "letter_template_broken",
            _("Không đọc được mẫu thư đã lưu"),
            _("Mẫu thư {id} phiên bản {version} trong dữ liệu bị hỏng.").format(
                id=row.id, version=row.version
            ),
            _("Hãy khôi phục dữ liệu từ bản sao lưu gần nhất."),
        )
    return built.template
