"""Rows of the office: settings, units, people, signatories, the parts of the commune."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.office import Hamlet, Person, Signatory, SigningForm, Unit
from friendly_desktop.domain.settings import Setting
from friendly_desktop.storage.tables import hamlets, metadata, people, settings, signatories, units

_SETTINGS = select(settings)
_SETTING = select(settings.c.value).where(settings.c.key == bindparam("wanted"))
_UNITS = select(units).order_by(units.c.id)
_PEOPLE = select(people).order_by(people.c.id)
_SIGNATORIES = select(signatories).order_by(signatories.c.is_default.desc(), signatories.c.id)


def all_settings(connection: Connection) -> Mapping[str, str]:
    """Every stored setting."""
    return {row.key: row.value for row in connection.execute(_SETTINGS)}


def setting(connection: Connection, wanted: Setting) -> str:
    """One setting; its default where none was stored."""
    stored = connection.execute(_SETTING, {"wanted": wanted.key}).scalar_one_or_none()
    return wanted.read({} if stored is None else {wanted.key: stored})


def put_settings(connection: Connection, values: Mapping[Setting, str]) -> None:
    """Store each of ``values``, replacing what was there."""
    for one, value in values.items():
        statement = upsert(settings).values(key=one.key, value=value)
        connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }


def all_units(connection: Connection) -> tuple[Unit, ...]:
    """Every unit, in the order of entry."""
    return tuple(Unit(row.id, row.name) for row in connection.execute(_UNITS))


def put_unit(connection: Connection, name: str, unit_id: int | None) -> int:
    """Add a unit, or rename the one with ``unit_id``; returns its id."""
    if unit_id is None:
        return _new_id(connection.execute(insert(units).values(name=name)).inserted_primary_key)
    connection.execute(update(units).where(units.c.id == unit_id).values(name=name))
    return unit_id


def all_people(connection: Connection) -> tuple[Person, ...]:
    """Every officer, in the order of entry."""
    rows = connection.execute(_PEOPLE)
    return tuple(Person(row.id, row.name, row.position, row.unit_id) for row in rows)


def put_person(connection: Connection, person: Person) -> int:
    """Add an officer (id 0) or change one; returns the id."""
    values = {"name": person.name, "position": person.position, "unit_id": person.unit_id}
    if not person.id:
        return _new_id(connection.execute(insert(people).values(values)).inserted_primary_key)
    connection.execute(update(people).where(people.c.id == person.id).values(values))
    return person.id


def all_signatories(connection: Connection) -> tuple[Signatory, ...]:
    """Everyone who may sign, the usual one first."""
    rows = connection.execute(_SIGNATORIES)
    return tuple(Signatory(row.id, row.name, SigningForm(row.form), row.is_default) for row in rows)


def put_signatory(connection: Connection, signatory: Signatory) -> int:
    """Add a signatory (id 0) or change one; at most one is the usual one. Returns the id."""
    if signatory.default:
        connection.execute(update(signatories).values(is_default=False))
    values = {"name": signatory.name, "form": signatory.form.value, "is_default": signatory.default}
    if not signatory.id:
        return _new_id(connection.execute(insert(signatories).values(values)).inserted_primary_key)
    connection.execute(update(signatories).where(signatories.c.id == signatory.id).values(values))
    return signatory.id


def all_hamlets(connection: Connection) -> tuple[Hamlet, ...]:
    """Every part of the commune, in the order of entry."""
    rows = connection.execute(select(hamlets).order_by(hamlets.c.id))
    return tuple(Hamlet(row.id, row.name) for row in rows)


def put_hamlet(connection: Connection, name: str, hamlet_id: int | None) -> int:
    """Add a part of the commune, or rename the one with ``hamlet_id``; returns its id."""
    if hamlet_id is None:
        return _new_id(connection.execute(insert(hamlets).values(name=name)).inserted_primary_key)
    connection.execute(update(hamlets).where(hamlets.c.id == hamlet_id).values(name=name))
    return hamlet_id


def _new_id(key: Row[Any] | None) -> int:
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])
