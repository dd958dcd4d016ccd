"""Rows of which column of a list carries which field, by the headings of the list."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from friendly_desktop.storage.tables import letter_mappings


def mappings(connection: Connection, template_id: str) -> tuple[tuple[tuple[str, ...], dict[str, str]], ...]:
    """What was remembered for a template, headings and mapping, the last used first."""
    statement = select(letter_mappings).where(letter_mappings.c.template_id == template_id)
    rows = connection.execute(statement.order_by(letter_mappings.c.used_at.desc()))
    return tuple((tuple(row.headings.split("\n")), json.loads(row.mapping)) for row in rows)


def put_mapping(
    connection: Connection,
    template_id: str,
    headings: Sequence[str],
    mapping: Mapping[str, str],
    now: datetime,
) -> None:
    """Remember a mapping in place of the one with the same headings."""
    row = {
        "template_id": template_id,
        "headings": "\n".join(headings),
        "mapping": json.dumps(dict(mapping), ensure_ascii=False),
        "used_at": now,
    }
    statement = insert(letter_mappings).values(row)
    kept = {"mapping": statement.excluded.mapping, "used_at": statement.excluded.used_at}
    connection.execute(statement.on_conflict_do_update(index_elements=["template_id", "headings"], set_=kept))
