"""Rows of the log of what was given out."""

from sqlalchemy import Connection, insert, select

from friendly_desktop.domain.disclosures import Disclosure
from friendly_desktop.storage.trust_tables import disclosures


def add(connection: Connection, new: Disclosure) -> int:
    """Add a line; its id."""
    result = connection.execute(
        insert(disclosures).values(
            day=new.day,
            at=new.at,
            actor=new.actor,
            subject=new.subject,
            what=new.what,
            recipient=new.recipient,
            reason=new.reason,
        )
    )
    return int((result.inserted_primary_key or (0,))[0])


def everything(connection: Connection) -> tuple[Disclosure, ...]:
    """Every line, the newest first."""
    statement = select(disclosures).order_by(disclosures.c.day.desc(), disclosures.c.id.desc())
    return tuple(
        Disclosure(row.id, row.day, row.at, row.actor, row.subject, row.what, row.recipient, row.reason)
        for row in connection.execute(statement)
    )
