"""Takes a denouncer out of everything that was written of a case before it turned out to be a denunciation.

Rows are rewritten here, inside the transaction of the reclassification; ``Database.scrub`` afterwards takes
the old words out of the file itself (Luật Tố cáo Điều 8(3)).
"""

import json

from sqlalchemy import Connection, select, update
from sqlalchemy.sql.schema import Column, Table

from friendly_desktop.domain.cases import Case
from friendly_desktop.domain.cases.secrecy import Secrets
from friendly_desktop.storage import case_history, drafts
from friendly_desktop.storage.tables import case_deadlines, meetings, promises


def hide(connection: Connection, case: Case, secrets: Secrets) -> None:
    """Take the words out of everything that belongs to a case, and out of every draft.

    Args:
        connection: the write of the reclassification.
        case: as it is now, nobody named in its row.
        secrets: what told who somebody was.
    """
    case_history.rewrite_steps(connection, case.id, secrets.cleared_of_all)
    _rewrite(connection, case_deadlines, case_deadlines.c.case_id, case.id, secrets)
    _rewrite(connection, promises, promises.c.case_id, case.id, secrets)
    if case.entry.meeting_id is not None:
        _rewrite(connection, meetings, meetings.c.id, case.entry.meeting_id, secrets)
        _rewrite(connection, promises, promises.c.meeting_id, case.entry.meeting_id, secrets)
    drafts.rewrite(connection, lambda text: _json_without(text, secrets))


def _rewrite(connection: Connection, table: Table, key: "Column[int]", value: int, secrets: Secrets) -> None:
    """Put every text of the rows of a case through the filter; only rows that change are written."""
    texts = [column for column in table.columns if column.type.python_type is str and not column.primary_key]
    for row in connection.execute(select(table).where(key == value)).all():
        old = row._mapping  # noqa: SLF001 - SQLAlchemy's public name
        new = {
            column.name: _json_without(old[column.name], secrets)
            for column in texts
            if isinstance(old[column.name], str) and secrets.in_text(old[column.name])
        }
        if new:
            connection.execute(update(table).where(table.c.id == old["id"]).values(**new))


def _json_without(text: str, secrets: Secrets) -> str:
    """A text, or every string of a JSON text, without the words."""
    if not secrets.in_text(text):
        return text
    if text.startswith(("{", "[")):
        try:
            return json.dumps(secrets.taken_out_of_all(json.loads(text)), ensure_ascii=False)
        except ValueError:
            pass
    return secrets.taken_out(text)
