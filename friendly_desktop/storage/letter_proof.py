"""Rows of the letters as proof of a year: tallies by kind, the list, and the samples chosen from it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from friendly_desktop.domain.letter_proof import COUNTED, WAITING, KindTally
from friendly_desktop.domain.letters import LetterKind, LetterState, Template
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.letter_templates import load_canonical
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
    found: dict[LetterKind, dict[LetterState, Any]] = {}
    for row in connection.execute(_tallied(year)):
        found.setdefault(LetterKind(row.kind), {})[LetterState(row.state)] = row
    return {kind: _tally(kind, found[kind]) for kind in LetterKind if kind in found}


@lru_cache(maxsize=8)
def _tallied(year: int) -> Select[Any]:
    """The statement of the tallies; it is kept, because making it takes as long as answering it."""
    day = _day()
    counted = letters.c.state.in_([state.value for state in COUNTED])
    return (
        select(
            letters.c.kind,
            letters.c.state,
            func.count().label("n"),
            func.min(day).filter(counted).label("first"),
            func.max(day).filter(counted).label("last"),
        )
        .where(_in_year(year), letters.c.state.in_([state.value for state in COUNTED | WAITING]))
        .group_by(letters.c.kind, letters.c.state)
    )


def days(connection: Connection, year: int) -> dict[LetterKind, dict[date, int]]:
    """How many signed letters of each kind count on each day of a year."""
    day = _day().label("day")
    statement = (
        select(letters.c.kind, day, func.count().label("n"))
        .where(_in_year(year), letters.c.state.in_([state.value for state in COUNTED]))
        .group_by(letters.c.kind, day)
    )
    found: dict[LetterKind, dict[date, int]] = {}
    for row in connection.execute(statement):
        found.setdefault(LetterKind(row.kind), {})[row.day] = int(row.n)
    return found


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


def _tally(kind: LetterKind, rows: dict[LetterState, Any]) -> KindTally:
    def count(state: LetterState) -> int:
        return int(rows[state].n) if state in rows else 0

    days = [row.first for row in rows.values() if row.first] + [row.last for row in rows.values() if row.last]
    return KindTally(
        kind,
        drafts=count(LetterState.DRAFT),
        submitted=count(LetterState.SUBMITTED),
        signed=count(LetterState.SIGNED),
        delivered=count(LetterState.DELIVERED),
        first=min(days, default=None),
        last=max(days, default=None),
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
