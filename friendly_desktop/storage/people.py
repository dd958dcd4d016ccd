"""Rows of the people who sign in, and of the recovery sheets."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import Role
from friendly_desktop.storage.trust_tables import recovery_sheets, users

_USERS = select(users).order_by(users.c.id)
_STANDING = select(users.c.id, users.c.role).where(users.c.disabled_at.is_(None))


class Secret(NamedTuple):
    """What signing in needs to know of a person."""

    user: User
    secret: str
    failures: int
    blocked_until: datetime | None


class Sheet(NamedTuple):
    """The recovery sheet that counts."""

    id: int
    secret: str
    made_at: datetime


def all_users(connection: Connection) -> dict[int, User]:
    """Everybody, those kept out too, by number."""
    return {row.id: _user(row) for row in connection.execute(_USERS)}


def standing(connection: Connection) -> dict[int, Role]:
    """The role of everybody who may sign in; empty where nobody has to."""
    return {row.id: Role(row.role) for row in connection.execute(_STANDING)}


def secret_of(connection: Connection, folded: str) -> Secret | None:
    """What signing in needs of the person with this folded name; None for nobody."""
    row = connection.execute(select(users).where(users.c.folded == folded)).one_or_none()
    return None if row is None else Secret(_user(row), row.secret, row.failures, row.blocked_until)


def add(connection: Connection, user: User, folded: str, secret: str, at: datetime) -> int:
    """Store a new person; returns the number."""
    values = {
        "name": user.name,
        "folded": folded,
        "role": user.role.value,
        "person_id": user.person_id,
        "unit_id": user.unit_id,
        "secret": secret,
        "failures": 0,
        "created_at": at,
    }
    key = connection.execute(insert(users).values(values)).inserted_primary_key
    if key is None:
        raise LookupError("no key")
    return int(key[0])


def change(connection: Connection, user: User, folded: str) -> None:
    """Store what a person is called, may do and belongs to, and whether they are kept out."""
    values = {
        "name": user.name,
        "folded": folded,
        "role": user.role.value,
        "person_id": user.person_id,
        "unit_id": user.unit_id,
        "disabled_at": user.disabled_at,
    }
    connection.execute(update(users).where(users.c.id == user.id).values(values))


def put_secret(connection: Connection, user_id: int, secret: str) -> None:
    """Store a new password, hashed; whoever waited for wrong ones waits no longer."""
    values = {"secret": secret, "failures": 0, "blocked_until": None}
    connection.execute(update(users).where(users.c.id == user_id).values(values))


def put_guess(connection: Connection, user_id: int, failures: int, blocked_until: datetime | None) -> None:
    """Count a guess."""
    values = {"failures": failures, "blocked_until": blocked_until}
    connection.execute(update(users).where(users.c.id == user_id).values(values))


def put_signed_in(connection: Connection, user_id: int, at: datetime) -> None:
    """Note that a person signed in."""
    values = {"failures": 0, "blocked_until": None, "signed_in_at": at}
    connection.execute(update(users).where(users.c.id == user_id).values(values))


def sheet(connection: Connection) -> Sheet | None:
    """The last recovery sheet; None where none was ever made."""
    newest = select(recovery_sheets).order_by(recovery_sheets.c.id.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return None if row is None else Sheet(row.id, row.secret, row.made_at)


def put_sheet(connection: Connection, secret: str, at: datetime) -> None:
    """A new sheet counts; the code of the one before opens nothing any more."""
    connection.execute(delete(recovery_sheets))
    connection.execute(insert(recovery_sheets).values(secret=secret, made_at=at))


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(
        row.id,
        row.name,
        Role(row.role),
        row.person_id,
        row.unit_id,
        row.created_at,
        row.signed_in_at,
        row.disabled_at,
    )
