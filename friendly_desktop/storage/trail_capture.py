"""Follows every row that a write touches, below the services, so that none of them can forget it.

SQLite's own triggers do it: temporary ones, which live in the connection that writes and not in the file, made
from ``tables.metadata``. They note which row changed, and of the columns that ``trail_columns`` names both
values; of all others only that they changed, so that nothing personal ever leaves its column. At the end of the
transaction the notes are sealed and appended to ``audit`` within it. Another database would bring its own
module with ``follow`` and ``append``.
"""

import json
import sqlite3
from functools import cache

from sqlalchemy import Column, Table

from friendly_desktop.domain.trail import BEGINNING, MASK, Operation, as_json, sealed
from friendly_desktop.storage import everyday_tables, trust_tables
from friendly_desktop.storage.trail_columns import (
    PLAIN,
    PLAIN_SETTINGS,
    SILENT,
    SILENT_SETTINGS,
    UNWATCHED,
)

#: A masked column that was filled in, changed, or emptied; with the old and the new value as shown.
_SET, _CHANGED, _CLEARED = 1, 2, 3
_SHOWN = {_SET: ["", MASK], _CHANGED: [MASK, MASK], _CLEARED: [MASK, ""]}

_NOTES = "CREATE TEMP TABLE trail_notes (number INTEGER PRIMARY KEY, place INTEGER, operation, row_key, told)"
_NOTE = "INSERT INTO trail_notes (place, operation, row_key, told)"
_READ = "SELECT place, operation, row_key, told FROM temp.trail_notes ORDER BY number"
_EMPTY = "DELETE FROM temp.trail_notes"
_HEAD = "SELECT number, seal FROM main.audit ORDER BY number DESC LIMIT 1"
_APPEND = (
    'INSERT INTO main.audit (number, at, actor, act, table_name, "key", operation, changes, seal)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_KNOWN = "SELECT 1 FROM sqlite_temp_master WHERE name = 'trail_notes'"


def follow(connection: sqlite3.Connection) -> None:
    """Make a connection note what it writes; asked again it does nothing. No transaction may be open."""
    if connection.execute(_KNOWN).fetchone() is None:
        connection.executescript(_script())


def append(connection: sqlite3.Connection, at: str, actor: str) -> int:
    """Seal what the open transaction wrote and append it to the trail.

    Args:
        connection: one that ``follow`` prepared.
        at: the moment, as ``trail.moment_text`` writes it.
        actor: who did it.

    Returns:
        How many lines were appended.
    """
    notes = connection.execute(_READ).fetchall()
    if not notes:
        return 0
    connection.execute(_EMPTY)
    number, seal = connection.execute(_HEAD).fetchone() or (0, BEGINNING)
    tables, act, lines = _tables(), number + 1, []
    for place, operation, key, told in notes:
        table, columns = tables[place]
        number += 1
        row = (number, at, actor, act, table, str(key), operation, _changes(operation, columns, told))
        seal = sealed(seal, *row)
        lines.append((*row, seal))
    connection.executemany(_APPEND, lines)
    return len(lines)


def _changes(operation: str, columns: tuple[tuple[str, bool], ...], told: str) -> str:
    """The JSON of a line from what a trigger noted, column by column; nothing that is empty or 0."""
    values = json.loads(told)
    if operation == Operation.UPDATE.value:
        return as_json(
            {
                column: value if plain else _SHOWN[value]
                for (column, plain), value in zip(columns, values, strict=True)
                if value
            }
        )
    return as_json(
        {
            column: value if plain else MASK
            for (column, plain), value in zip(columns, values, strict=True)
            if value
        }
    )


@cache
def _followed() -> tuple[Table, ...]:
    tables = {
        **everyday_tables.metadata.tables,
        **trust_tables.metadata.tables,
    }  # one and the same, all loaded
    return tuple(tables[name] for name in sorted(tables) if name not in UNWATCHED)


@cache
def _tables() -> tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]:
    """Each table by its place, with the columns that its notes tell of and whether they are written out."""
    return tuple(
        (table.name, tuple((column.name, _is_plain(column)) for column in _told(table)))
        for table in _followed()
    )


def _told(table: Table) -> tuple["Column[object]", ...]:
    return tuple(
        column
        for column in table.columns
        if column.name not in SILENT and not (column.name == "id" and column.primary_key)
    )


def _is_plain(column: "Column[object]") -> bool:
    return column.name in PLAIN.get(column.table.name, "").split() or _is_setting(column)


def _is_setting(column: "Column[object]") -> bool:
    """Whether this is the value of a setting, which is written out or not by its key."""
    return column.table.name == "settings" and column.name == "value"


@cache
def _script() -> str:
    """All triggers, made at once: a few milliseconds for each connection that ever writes."""
    return "BEGIN;" + ";".join((_NOTES, *_triggers())) + ";COMMIT"


def _triggers() -> list[str]:
    made = []
    for place, table in enumerate(_followed()):
        columns = _told(table)
        differs = " OR ".join(f'OLD."{one.name}" IS NOT NEW."{one.name}"' for one in columns)
        came = f"json_array({', '.join(_value(one, 'NEW') for one in columns)})"
        went = f"json_array({', '.join(_value(one, 'OLD') for one in columns)})"
        both = f"json_array({', '.join(_change(one) for one in columns)})"
        for operation, told, row, when in (
            (Operation.INSERT, came, "NEW", ""),
            (Operation.UPDATE, both, "OLD", f"({differs})"),
            (Operation.DELETE, went, "OLD", ""),
        ):
            key = " || ' ' || ".join(f'{row}."{one.name}"' for one in table.primary_key.columns)
            conditions = [when] if when else []
            if table.name == "settings":
                conditions += [f"{row}.key NOT GLOB '{pattern}'" for pattern in SILENT_SETTINGS]
            clause = f"WHEN {' AND '.join(conditions)} " if conditions else ""
            name = f'"trail_{operation.value}_{table.name}"'
            event = f'AFTER {operation.name} ON main."{table.name}" {clause}'
            note = f"{_NOTE} VALUES ({place}, '{operation.value}', {key}, {told})"
            made.append(f"CREATE TEMP TRIGGER {name} {event} BEGIN {note}; END")
    return made


def _value(column: "Column[object]", row: str) -> str:
    """What is noted of a column of a row that came or went; the key stands beside it."""
    if column.primary_key:
        return "NULL"
    name = f'{row}."{column.name}"'
    if _is_setting(column):
        return f"CASE WHEN {_plain_setting(row)} THEN {name} WHEN {name} <> '' THEN '{MASK}' END"
    return name if _is_plain(column) else f"CASE WHEN {name} <> '' THEN {_SET} END"


def _change(column: "Column[object]") -> str:
    """What is noted of a column of a row that changed."""
    old, new = f'OLD."{column.name}"', f'NEW."{column.name}"'
    if _is_setting(column):
        was, now = (f"CASE WHEN {one} <> '' THEN '{MASK}' ELSE '' END" for one in (old, new))
        hidden = f"json_array({was}, {now})"
        told = f"CASE WHEN {_plain_setting('NEW')} THEN json_array({old}, {new}) ELSE {hidden} END"
        # The JSON of a CASE is text again to SQLite.
        return f"CASE WHEN {old} IS NOT {new} THEN json({told}) END"
    if _is_plain(column):
        return f"CASE WHEN {old} IS NOT {new} THEN json_array({old}, {new}) END"
    return (
        f"CASE WHEN {old} IS NOT {new} THEN CASE WHEN coalesce({old}, '') = '' THEN {_SET}"
        f" WHEN coalesce({new}, '') = '' THEN {_CLEARED} ELSE {_CHANGED} END END"
    )


def _plain_setting(row: str) -> str:
    return "(" + " OR ".join(f"{row}.key GLOB '{pattern}'" for pattern in PLAIN_SETTINGS) + ")"
