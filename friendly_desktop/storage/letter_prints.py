"""Rows of what went to paper, and of the people written to before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, delete, insert, select, union
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.letters import LetterPrint
from friendly_desktop.domain.letters.register import PersonHint
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _
from friendly_desktop.storage.tables import files, letter_people, letter_prints, letter_templates, letters


def add_prints(connection: Connection, new: Sequence[LetterPrint]) -> None:
    """Write down what was sent to a printer."""
    if new:
        connection.execute(
            insert(letter_prints),
            [
                {
                    "letter_id": one.letter_id,
                    "at": one.at,
                    "printer": one.printer,
                    "copies": one.copies,
                    "pages": one.pages,
                    "sha256": one.sha256,
                    "succeeded": one.succeeded,
                    "problem": one.problem,
                }
                for one in new
            ],
        )


def prints(connection: Connection, letter_id: int) -> tuple[LetterPrint, ...]:
    """Every print of a letter, the last first."""
    statement = select(letter_prints).where(letter_prints.c.letter_id == letter_id)
    rows = connection.execute(statement.order_by(letter_prints.c.id.desc()))
    return tuple(
        LetterPrint(
            row.letter_id, row.at, row.printer, row.copies, row.pages, row.sha256, row.succeeded, row.problem
        )
        for row in rows
    )


def sizes(connection: Connection, digests: Sequence[str]) -> Mapping[str, int]:
    """The sizes of kept files, in bytes."""
    statement = select(files.c.sha256, files.c.bytes).where(files.c.sha256.in_(digests))
    return {sha256: int(size) for sha256, size in connection.execute(statement)}


def kept_files(connection: Connection) -> tuple[Evidence, ...]:
    """Every stored file that letters and their templates name, for hashing the store again.

    They stand under the id 0, because they are the evidence of no year by themselves. Names tell the number
    of a letter, never a person.
    """
    printed = union(
        select(letters.c.id, letters.c.archived.label("sha256")).where(letters.c.archived.is_not(None)),
        select(letter_prints.c.letter_id, letter_prints.c.sha256),
    ).subquery()
    rows = connection.execute(
        select(files, letters.c.id, letters.c.year, letters.c.number_text)
        .join_from(printed, files, files.c.sha256 == printed.c.sha256)
        .join(letters, letters.c.id == printed.c.id)
        .order_by(letters.c.id)
    )
    found = [Evidence(0, row.year, row.sha256, _printed_name(row), row.bytes, row.media_type) for row in rows]
    words = connection.execute(
        select(files, letter_templates.c.title, letter_templates.c.saved_at)
        .join(letter_templates, letter_templates.c.word_sha256 == files.c.sha256)
        .order_by(letter_templates.c.id, letter_templates.c.version)
    )
    found += [
        Evidence(0, row.saved_at.year, row.sha256, f"{row.title}.docx", row.bytes, row.media_type)
        for row in words
    ]
    return tuple(found)


def put_people(connection: Connection, people: Iterable[PersonHint], now: datetime) -> None:
    """Remember people written to; the same name at the same address is the same person."""
    for one in people:
        values = {
            "folded": fold(one.name),
            "salutation": one.salutation,
            "hamlet": one.hamlet,
            "used_at": now,
        }
        statement = upsert(letter_people).values(name=one.name, address=one.address, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["name", "address"], set_=values))


def people(connection: Connection, text: str, limit: int) -> tuple[PersonHint, ...]:
    """People whose name has every word of ``text``; those it begins with first, then the last used."""
    folded = fold(text)
    statement: Select[Any] = select(letter_people)
    for word in folded.split():
        statement = statement.where(letter_people.c.folded.contains(word, autoescape=True))
    begins = case((letter_people.c.folded.startswith(folded, autoescape=True), 0), else_=1)
    rows = connection.execute(
        statement.order_by(begins, letter_people.c.used_at.desc(), letter_people.c.id.desc()).limit(limit)
    )
    return tuple(_person(row) for row in rows)


def forget_person(connection: Connection, person_id: int) -> None:
    """Suggest a person no longer."""
    connection.execute(delete(letter_people).where(letter_people.c.id == person_id))


def _printed_name(row: Row[Any]) -> str:
    if row.number_text:
        return _("Bản in của thư số {number}.pdf").format(number=row.number_text)
    return _("Bản in của thư mã {id}.pdf").format(id=row.id)


def _person(row: Row[Any]) -> PersonHint:
    return PersonHint(row.id, row.name, row.salutation, row.address, row.hamlet, row.used_at)
