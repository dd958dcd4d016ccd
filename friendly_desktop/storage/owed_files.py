"""Stored files that nobody may keep: owed to be deleted with the write that took their last name away, deleted after it.

What the power or another program stands in the way of stays owed, and every start of the program tries again.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from friendly_desktop.domain.settings import FILES_OWED
from friendly_desktop.storage import office
from friendly_desktop.storage.tables import files


def owe(connection: Connection, digests: Iterable[str]) -> None:
    """Note within a write which stored files are to be deleted after it, beside those that are owed already."""
    keep_owed(connection, {*office.setting(connection, FILES_OWED).split(), *digests})


def owed(connection: Connection) -> tuple[str, ...]:
    """The stored files that are to be deleted; not one that was added again, which belongs to its new record."""
    noted = office.setting(connection, FILES_OWED).split()
    named = set(connection.execute(select(files.c.sha256).where(files.c.sha256.in_(noted))).scalars())
    return tuple(one for one in noted if one not in named)


def keep_owed(connection: Connection, digests: Iterable[str]) -> None:
    """Note after deleting them which are still there, because another program holds them; the others are done."""
    office.put_settings(connection, {FILES_OWED: " ".join(sorted(digests))})
