"""The table of imported criteria sets: added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from friendly_desktop.storage.tables import criteria_sets


@dataclass(frozen=True, slots=True)
class StoredSet:
    """One imported version, without its content."""

    id: str
    version: str
    sha256: str


_STORED = select(criteria_sets.c.id, criteria_sets.c.version, criteria_sets.c.sha256).order_by(
    criteria_sets.c.id, criteria_sets.c.version
)


def stored_sets(connection: Connection) -> Sequence[StoredSet]:
    """Every imported version."""
    return [StoredSet(row.id, row.version, row.sha256) for row in connection.execute(_STORED)]


def set_content(connection: Connection, set_id: str, version: str) -> str | None:
    """The canonical text of a version, None when it was never imported."""
    columns = criteria_sets.c
    return connection.execute(
        select(columns.content).where(columns.id == set_id, columns.version == version)
    ).scalar_one_or_none()


def add_set(connection: Connection, added: StoredSet, title: str, content: str, moment: datetime) -> None:
    """Keep a new version. An existing one is refused by the table's key."""
    connection.execute(
        insert(criteria_sets).values(
            id=added.id,
            version=added.version,
            title=title,
            content=content,
            sha256=added.sha256,
            imported_at=moment,
        )
    )
