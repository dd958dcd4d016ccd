"""Stored files that nobody may keep: owed to be deleted with the write that took their last name away, deleted after it.

What the power or another program stands in the way of stays owed, and every start of the program tries again.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from friendly_desktop.domain.settings import FILES_OWED
from friendly_desktop.storage import office
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.tables import files


def owe(connection: Connection, digests: Iterable[str]) -> None:
    """Note within a write which stored files are to be deleted after it, beside those that are owed already."""
    _note(connection, {*office.setting(connection, FILES_OWED).split(), *digests})


def owed(connection: Connection) -> tuple[str, ...]:
    """The stored files that are to be deleted; not one that was added again, which belongs to its new record."""
    noted = office.setting(connection, FILES_OWED).split()
    named = set(connection.execute(select(files.c.sha256).where(files.c.sha256.in_(noted))).scalars())
    return tuple(one for one in noted if one not in named)


def delete_owed(db: Database, store: EvidenceStore) -> None:
    """Delete them; whatever another program holds just now stays owed."""
    with db.read() as connection:
        digests = owed(connection)
    held = store.forget(digests)
    with db.write() as connection:
        _note(connection, held)


def _note(connection: Connection, digests: Iterable[str]) -> None:
    office.put_settings(connection, {FILES_OWED: " ".join(sorted(digests))})
