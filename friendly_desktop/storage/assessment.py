"""Rows of the years: what was answered, vetoes, the office's own report texts, frozen copies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.assessment import Entry, LeafStatus, VetoAnswer, YearState
from friendly_desktop.storage.tables import (
    entries,
    evidence,
    evidence_links,
    files,
    report_texts,
    snapshots,
    veto_answers,
    years,
)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year as stored."""

    year: int
    set_id: str
    set_version: str
    state: YearState
    opened_on: date
    frozen_on: date | None
    changed_on: date


@dataclass(frozen=True, slots=True)
class DoubtfulEvidence:
    """A piece of evidence that a check before sending asks about."""

    id: int
    label: str
    bytes: int
    issued_on: date | None
    node: str


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A frozen copy as stored; ``content`` is its JSON."""

    id: int
    year: int
    number: int
    frozen_at: datetime
    total: Decimal | None
    level: str
    content: str
    sha256: str


# Statements that every screen of a year sends; making one takes as long as answering it.
_YEAR = select(years).where(years.c.year == bindparam("year"))
_VETOES = select(veto_answers).where(veto_answers.c.year == bindparam("year"))
_EVIDENCE_COUNTS = (
    select(evidence_links.c.node, func.count())
    .join(evidence, evidence.c.id == evidence_links.c.evidence_id)
    .where(evidence.c.year == bindparam("year"), evidence.c.removed_at.is_(None))
    .group_by(evidence_links.c.node)
)
_DOUBTFUL = (
    select(
        evidence.c.id,
        evidence.c.title,
        evidence.c.name,
        evidence.c.issued_on,
        files.c.bytes,
        func.min(evidence_links.c.node).label("node"),
    )
    .join(files, files.c.sha256 == evidence.c.sha256)
    .join(evidence_links, evidence_links.c.evidence_id == evidence.c.id)
    .where(
        evidence.c.year == bindparam("year"),
        evidence.c.removed_at.is_(None),
        or_(
            files.c.bytes == 0,
            evidence.c.issued_on < bindparam("first"),
            evidence.c.issued_on > bindparam("last"),
        ),
    )
    .group_by(evidence.c.id)
    .order_by(evidence.c.id)
)
#: The columns of an entry in the order of its fields.
_ENTRY = tuple(entries.c[one.name] for one in fields(Entry))
_ENTRIES = select(entries.c.year, *_ENTRY).where(
    entries.c.year.between(bindparam("first"), bindparam("last"))
)


def all_years(connection: Connection) -> tuple[YearRow, ...]:
    """Every year, the newest first."""
    rows = connection.execute(select(years).order_by(years.c.year.desc()))
    return tuple(_year_row(row) for row in rows)


def year_row(connection: Connection, year: int) -> YearRow | None:
    """One year, or None where it was not opened."""
    row = connection.execute(_YEAR, {"year": year}).first()
    return _year_row(row) if row else None


def add_year(connection: Connection, row: YearRow) -> None:
    """Open a year."""
    connection.execute(
        insert(years).values(
            year=row.year,
            set_id=row.set_id,
            set_version=row.set_version,
            state=row.state.value,
            opened_on=row.opened_on,
            frozen_on=row.frozen_on,
            changed_on=row.changed_on,
        )
    )


def set_state(connection: Connection, year: int, state: YearState, frozen_on: date | None) -> None:
    """Freeze a year or open it again."""
    statement = update(years).where(years.c.year == year)
    connection.execute(statement.values(state=state.value, frozen_on=frozen_on))


def set_version(connection: Connection, year: int, version: str, today: date) -> None:
    """Let a year be scored with another version of its set."""
    statement = update(years).where(years.c.year == year)
    connection.execute(statement.values(set_version=version, changed_on=today))


def touch(connection: Connection, year: int, today: date) -> None:
    """Write down the day of the last change of a year; documents of an open year bear it."""
    connection.execute(
        update(years).where(years.c.year == year, years.c.changed_on != today).values(changed_on=today)
    )


def entries_of(connection: Connection, year: int) -> Mapping[str, Entry]:
    """What was answered in a year, by node id."""
    return entries_between(connection, year, year)[year]


def entries_between(connection: Connection, first: int, last: int) -> Mapping[int, Mapping[str, Entry]]:
    """The same for each of the years from ``first`` to ``last``, in one statement."""
    found: dict[int, dict[str, Entry]] = {year: {} for year in range(first, last + 1)}
    for year, node, *answer in connection.execute(_ENTRIES, {"first": first, "last": last}).all():
        found[year][node] = _entry(node, *answer)
    return found


@lru_cache(maxsize=4096)  # a year is read after every click, and most answers are those of the last time
def _entry(node: str, points: Decimal | None, status: str, *rest: Any) -> Entry:
    return Entry(node, points, LeafStatus(status), *rest)


def put_entries(connection: Connection, year: int, new: Iterable[Entry], moment: datetime) -> None:
    """Store answers, replacing what was there for their nodes."""
    for entry in new:
        values = {
            "points": entry.points,
            "status": entry.status.value,
            "reason": entry.reason,
            "note": entry.note,
            "officer_id": entry.officer_id,
            "unit_id": entry.unit_id,
            "due": entry.due,
            "appraised_points": entry.appraised_points,
            "appraiser_remark": entry.appraiser_remark,
            "changed_at": moment,
        }
        statement = upsert(entries).values(year=year, node=entry.node, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["year", "node"], set_=values))


def veto_answers_of(connection: Connection, year: int) -> Mapping[str, VetoAnswer]:
    """The answers to the vetoes of a year."""
    rows = connection.execute(_VETOES, {"year": year})
    return {row.veto: VetoAnswer(row.veto, row.holds, row.note) for row in rows}


def put_veto_answer(connection: Connection, year: int, answer: VetoAnswer) -> None:
    """Store the answer to a veto."""
    values = {"holds": answer.holds, "note": answer.note}
    statement = upsert(veto_answers).values(year=year, veto=answer.veto, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["year", "veto"], set_=values))


def report_texts_of(connection: Connection, year: int) -> Mapping[str, tuple[str, str]]:
    """The office's own words for tờ trình and báo cáo by part, each with what the records said at that time."""
    rows = connection.execute(select(report_texts).where(report_texts.c.year == year))
    return {row.section: (row.text, row.basis) for row in rows}


def put_report_text(connection: Connection, year: int, section: str, text: str, basis: str) -> None:
    """Store the office's own words for a part; none at all take the part back to what the records say."""
    if not text:
        connection.execute(
            delete(report_texts).where(report_texts.c.year == year, report_texts.c.section == section)
        )
        return
    values = {"text": text, "basis": basis}
    statement = upsert(report_texts).values(year=year, section=section, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["year", "section"], set_=values))


def evidence_counts(connection: Connection, year: int) -> Mapping[str, int]:
    """How many pieces of evidence hang on each leaf of a year."""
    return {node: int(count) for node, count in connection.execute(_EVIDENCE_COUNTS, {"year": year}).all()}


def doubtful_evidence(connection: Connection, year: int) -> tuple[DoubtfulEvidence, ...]:
    """Linked evidence that is empty or dated outside the year, once a piece (under its first leaf)."""
    span = {"year": year, "first": date(year, 1, 1), "last": date(year, 12, 31)}
    return tuple(
        DoubtfulEvidence(row.id, row.title or row.name, row.bytes, row.issued_on, row.node)
        for row in connection.execute(_DOUBTFUL, span)
    )


def add_snapshot(connection: Connection, row: SnapshotRow) -> None:
    """Store a frozen copy."""
    connection.execute(
        insert(snapshots).values(
            year=row.year,
            number=row.number,
            frozen_at=row.frozen_at,
            total=row.total,
            level=row.level,
            content=row.content,
            sha256=row.sha256,
        )
    )


def snapshots_of(connection: Connection, year: int) -> tuple[SnapshotRow, ...]:
    """The frozen copies of a year, the first one first."""
    rows = connection.execute(select(snapshots).where(snapshots.c.year == year).order_by(snapshots.c.number))
    return tuple(_snapshot_row(row) for row in rows)


def last_snapshot(connection: Connection, year: int) -> SnapshotRow | None:
    """The newest frozen copy of a year."""
    statement = select(snapshots).where(snapshots.c.year == year).order_by(snapshots.c.number.desc())
    row = connection.execute(statement.limit(1)).first()
    return _snapshot_row(row) if row else None


def _snapshot_row(row: Row[Any]) -> SnapshotRow:
    return SnapshotRow(
        row.id, row.year, row.number, row.frozen_at, row.total, row.level, row.content, row.sha256
    )


def _year_row(row: Row[Any]) -> YearRow:
    return YearRow(
        year=row.year,
        set_id=row.set_id,
        set_version=row.set_version,
        state=YearState(row.state),
        opened_on=row.opened_on,
        frozen_on=row.frozen_on,
        changed_on=row.changed_on,
    )
