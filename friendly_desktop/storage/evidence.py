"""Rows of the evidence: what each document is, its contents over time, and the leaves it proves.

Every reading function runs a fixed number of statements, however many files there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, exists, insert, select, union, update

from friendly_desktop.domain.evidence import Evidence, EvidenceVersion
from friendly_desktop.storage.tables import (
    evidence,
    evidence_links,
    evidence_versions,
    files,
)


@dataclass(frozen=True, slots=True)
class Content:
    """A content of the store as the records know it."""

    sha256: str
    bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A piece of evidence about to be written down; ``node`` None leaves it unsorted."""

    content: Content
    name: str
    node: str | None
    title: str
    number: str
    issued_on: date | None


def put_contents(connection: Connection, contents: Iterable[Content], now: datetime) -> None:
    """Write down contents that lie in the store, each once."""
    new = {content.sha256: content for content in contents}
    known = connection.execute(select(files.c.sha256).where(files.c.sha256.in_(new))).scalars()
    for sha256 in known:
        del new[sha256]
    if new:
        connection.execute(
            insert(files),
            [
                {"sha256": one.sha256, "bytes": one.bytes, "media_type": one.media_type, "added_at": now}
                for one in new.values()
            ],
        )


def with_contents(connection: Connection, digests: Collection[str]) -> Mapping[str, tuple[Evidence, ...]]:
    """The evidence of every year that has one of these contents, the oldest first; the bin left out."""
    found: defaultdict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for one in _read(connection, evidence.c.sha256.in_(digests), evidence.c.removed_at.is_(None)):
        found[one.sha256] += (one,)
    return found


def add(connection: Connection, year: int, new: Sequence[NewEvidence], now: datetime) -> list[int]:
    """Write down new evidence with its links; the contents must be there. Returns the ids in order."""
    if not new:
        return []
    statement = insert(evidence).returning(evidence.c.id, sort_by_parameter_order=True)
    ids = connection.execute(
        statement,
        [
            {
                "year": year,
                "sha256": one.content.sha256,
                "name": one.name,
                "title": one.title,
                "number": one.number,
                "issued_on": one.issued_on,
                "description": "",
                "version": 1,
                "added_at": now,
            }
            for one in new
        ],
    ).scalars()
    given = list(ids)
    links = [
        {"evidence_id": evidence_id, "node": one.node}
        for evidence_id, one in zip(given, new, strict=True)
        if one.node is not None
    ]
    if links:
        connection.execute(insert(evidence_links), links)
    return given


def of_year(connection: Connection, year: int, nodes: Collection[str] | None = None) -> tuple[Evidence, ...]:
    """The evidence of a year (that proves one of ``nodes``), in the order it was added."""
    conditions = [evidence.c.year == year, evidence.c.removed_at.is_(None)]
    if nodes is not None:
        conditions.append(_linked(nodes))
    return _read(connection, *conditions)


def unsorted(connection: Connection, year: int) -> tuple[Evidence, ...]:
    """The evidence of a year that proves no leaf yet."""
    return _read(connection, evidence.c.year == year, evidence.c.removed_at.is_(None), ~_linked())


def in_bin(connection: Connection, year: int) -> tuple[Evidence, ...]:
    """The evidence of a year that was removed, the last removed first."""
    removed = _read(connection, evidence.c.year == year, evidence.c.removed_at.is_not(None))
    return tuple(sorted(removed, key=lambda one: (str(one.removed_at), one.id), reverse=True))


def one(connection: Connection, evidence_id: int) -> Evidence | None:
    """One piece of evidence, in the bin or not."""
    return next(iter(_read(connection, evidence.c.id == evidence_id)), None)


def everything(connection: Connection) -> tuple[Evidence, ...]:
    """Every content any record names: all evidence, the bin and the older versions included."""
    current = _read(connection)
    by_id = {entry.id: entry for entry in current}
    older = connection.execute(_versions()).all()
    return current + tuple(
        replace(
            by_id[row.evidence_id],
            sha256=row.sha256,
            name=row.name,
            bytes=row.bytes,
            media_type=row.media_type,
            version=row.version,
            added_at=row.added_at,
        )
        for row in older
    )


def known_digests(connection: Connection) -> frozenset[str]:
    """Every digest a record names; printed letters and Word files have their row in ``files`` as well."""
    statement = union(select(files.c.sha256), select(evidence.c.sha256), select(evidence_versions.c.sha256))
    return frozenset(connection.execute(statement).scalars())


def change(connection: Connection, evidence_id: int, values: Mapping[str, object]) -> None:
    """Change columns of one piece of evidence."""
    connection.execute(update(evidence).where(evidence.c.id == evidence_id).values(**values))


def keep_version(connection: Connection, entry: Evidence) -> None:
    """Put the present content of ``entry`` into its history."""
    connection.execute(
        insert(evidence_versions).values(
            evidence_id=entry.id,
            version=entry.version,
            sha256=entry.sha256,
            name=entry.name,
            added_at=entry.added_at,
        )
    )


def versions(connection: Connection, evidence_id: int) -> tuple[EvidenceVersion, ...]:
    """The older contents of one piece of evidence, the newest first."""
    statement = _versions().where(evidence_versions.c.evidence_id == evidence_id)
    return tuple(
        EvidenceVersion(row.version, row.sha256, row.name, row.bytes, row.media_type, row.added_at)
        for row in connection.execute(statement)
    )


def link(connection: Connection, evidence_id: int, node: str) -> None:
    """Let the evidence prove ``node`` too; twice is once."""
    key = (evidence_links.c.evidence_id == evidence_id) & (evidence_links.c.node == node)
    if not connection.execute(select(exists().where(key))).scalar_one():
        connection.execute(insert(evidence_links).values(evidence_id=evidence_id, node=node))


def unlink(connection: Connection, evidence_id: int, node: str) -> None:
    """Let the evidence no longer prove ``node``."""
    key = (evidence_links.c.evidence_id == evidence_id) & (evidence_links.c.node == node)
    connection.execute(delete(evidence_links).where(key))


def _versions() -> Select[Any]:
    return (
        select(evidence_versions, files.c.bytes, files.c.media_type)
        .join_from(evidence_versions, files, evidence_versions.c.sha256 == files.c.sha256)
        .order_by(evidence_versions.c.evidence_id, evidence_versions.c.version.desc())
    )


def _linked(nodes: Collection[str] | None = None) -> ColumnElement[bool]:
    """The evidence is tied to one of ``nodes`` (to any leaf)."""
    tie = evidence_links.alias()  # the statement around may read the links as well
    condition = tie.c.evidence_id == evidence.c.id
    return exists().where(condition if nodes is None else condition & tie.c.node.in_(nodes))


def _read(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Evidence, ...]:
    nodes: defaultdict[int, list[str]] = defaultdict(list)
    links = (
        select(evidence_links.c.evidence_id, evidence_links.c.node)
        .join_from(evidence_links, evidence, evidence_links.c.evidence_id == evidence.c.id)
        .where(*conditions)
        .order_by(evidence_links.c.evidence_id, evidence_links.c.node)
    )
    for evidence_id, node in connection.execute(links):
        nodes[evidence_id].append(node)
    rows = connection.execute(
        select(evidence, files.c.bytes, files.c.media_type)
        .join_from(evidence, files, evidence.c.sha256 == files.c.sha256)
        .where(*conditions)
        .order_by(evidence.c.id)
    )
    return tuple(_evidence(row, tuple(nodes.get(row.id, ()))) for row in rows)


def _evidence(row: Row[Any], nodes: tuple[str, ...]) -> Evidence:
    return Evidence(
        id=row.id,
        year=row.year,
        sha256=row.sha256,
        name=row.name,
        bytes=row.bytes,
        media_type=row.media_type,
        title=row.title,
        number=row.number,
        issued_on=row.issued_on,
        description=row.description,
        version=row.version,
        added_at=row.added_at,
        nodes=nodes,
        removed_at=row.removed_at,
    )
