"""Rows of deadline rules: the office's own versions of shipped rules, and its own rules."""

from datetime import date, datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.deadlines import DeadlineRule
from friendly_desktop.storage.legal_files import rule_of, rule_text
from friendly_desktop.storage.tables import deadline_rules


def own_rules(connection: Connection) -> tuple[DeadlineRule, ...]:
    """Every rule of the office, by id and first day."""
    rows = connection.execute(
        select(deadline_rules.c.content).order_by(deadline_rules.c.id, deadline_rules.c.valid_from)
    )
    return tuple(rule_of(row.content) for row in rows)


def put_rule(connection: Connection, rule: DeadlineRule, at: datetime) -> None:
    """Store a rule under its id and first day, replacing what was there."""
    values = {"content": rule_text(rule), "saved_at": at}
    statement = upsert(deadline_rules).values(id=rule.id, valid_from=_first_day(rule.valid_from), **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id", "valid_from"], set_=values))


def delete_rule(connection: Connection, rule_id: str, valid_from: date | None) -> None:
    """Take a rule of the office away; a shipped one shows again."""
    connection.execute(
        delete(deadline_rules).where(
            deadline_rules.c.id == rule_id, deadline_rules.c.valid_from == _first_day(valid_from)
        )
    )


def _first_day(valid_from: date | None) -> date:
    """What stands in the key for a rule without a first day."""
    return valid_from or date.min
