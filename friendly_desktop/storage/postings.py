"""Rows of postings that were made, where they hang, and the photos of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select, update

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.postings import Posting, PostingSize
from friendly_desktop.i18n import _
from friendly_desktop.storage import filed_evidence
from friendly_desktop.storage.everyday_tables import postings
from friendly_desktop.storage.filed_evidence import Record
from friendly_desktop.storage.kept_files import prints_of


def add(connection: Connection, new: Posting, at: datetime) -> int:
    """Write a posting down; its PDF must lie in the store and have its row."""
    statement = insert(postings).values(
        kind=new.kind,
        title=new.title,
        size=new.size.value,
        lying=new.lying,
        field_values=new.values,
        made_on=new.made_on,
        sha256=new.sha256 or None,
        hung_on=new.hung_on,
        place=new.place,
        down_on=new.down_on,
        note=new.note,
        created_at=at,
        removed_at=None,
    )
    return int(connection.execute(statement.returning(postings.c.id)).scalar_one())


def change(connection: Connection, posting_id: int, values: Mapping[str, object]) -> None:
    """Change columns of one posting."""
    connection.execute(update(postings).where(postings.c.id == posting_id).values(**values))


def remove(connection: Connection, posting_ids: Iterable[int], at: datetime | None) -> None:
    """Take postings out of the list; None puts them back."""
    connection.execute(update(postings).where(postings.c.id.in_(list(posting_ids))).values(removed_at=at))


def get(connection: Connection, posting_id: int) -> Posting | None:
    """One posting, unless it was taken out."""
    row = connection.execute(_standing().where(postings.c.id == posting_id)).one_or_none()
    return None if row is None else _filled(connection, [row])[0]


def waiting(connection: Connection, sha256: str) -> Posting | None:
    """A posting with this very print that nobody hung yet."""
    statement = _standing().where(postings.c.sha256 == sha256, postings.c.hung_on.is_(None)).limit(1)
    row = connection.execute(statement).one_or_none()
    return None if row is None else _filled(connection, [row])[0]


def find(
    connection: Connection, kinds: Collection[str] = (), during: tuple[date, date] | None = None
) -> tuple[Posting, ...]:
    """Postings, the last made first.

    Args:
        connection: the view.
        kinds: only these; all when empty.
        during: only those that hung on a day from the first to the second, or were made then and never hung.
    """
    statement = _standing()
    if kinds:
        statement = statement.where(postings.c.kind.in_(list(kinds)))
    if during is not None:
        first, last = during
        hung = (postings.c.hung_on <= last) & or_(postings.c.down_on.is_(None), postings.c.down_on >= first)
        waiting = postings.c.hung_on.is_(None) & postings.c.made_on.between(first, last)
        statement = statement.where(or_(hung, waiting))
    rows = connection.execute(statement.order_by(postings.c.made_on.desc(), postings.c.id.desc())).all()
    return _filled(connection, rows)


def places(connection: Connection) -> tuple[str, ...]:
    """Where postings were hung before, the last first."""
    statement = select(postings.c.place).where(postings.c.place != "").order_by(postings.c.id.desc())
    return tuple(dict.fromkeys(connection.execute(statement).scalars()))


def kept_files(connection: Connection) -> tuple[Evidence, ...]:
    """Every stored PDF that a posting names."""
    words = _("Tờ niêm yết mã {id}.pdf")
    return prints_of(connection, postings.c.sha256, postings.c.made_on, lambda one: words.format(id=one))


def _standing() -> Select[Any]:
    return select(postings).where(postings.c.removed_at.is_(None))


def _filled(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Posting, ...]:
    photos = filed_evidence.filed(connection, Record.POSTING, (row.id for row in rows))
    return tuple(
        Posting(
            id=row.id,
            kind=row.kind,
            title=row.title,
            size=PostingSize(row.size),
            values=row.field_values,
            made_on=row.made_on,
            sha256=row.sha256 or "",
            hung_on=row.hung_on,
            place=row.place,
            down_on=row.down_on,
            note=row.note,
            evidence=photos.get(row.id, ()),
            lying=row.lying,
        )
        for row in rows
    )
