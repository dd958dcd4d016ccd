"""Rows of drafts: what is being typed in a place of the window and was not entered yet."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.storage.tables import drafts


def put(connection: Connection, place: str, text: str, at: datetime) -> None:
    """Keep what is typed at a place."""
    values = {"content": text, "saved_at": at}
    statement = upsert(drafts).values(place=place, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["place"], set_=values))


def get(connection: Connection, place: str) -> str:
    """What was typed at a place; "" for nothing."""
    return connection.execute(select(drafts.c.content).where(drafts.c.place == place)).scalar() or ""


def remove(connection: Connection, place: str) -> bool:
    """Forget a draft; whether there was one."""
    return bool(connection.execute(delete(drafts).where(drafts.c.place == place)).rowcount)


def rewrite(connection: Connection, changed: Callable[[str], str]) -> None:
    """Put every draft through a function; those it leaves alone are not written."""
    for place, content in connection.execute(select(drafts.c.place, drafts.c.content)).all():
        new = changed(content)
        if new != content:
            connection.execute(update(drafts).where(drafts.c.place == place).values(content=new))
