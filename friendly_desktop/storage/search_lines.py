"""What a search over everything looks through and shows, apart from the index of cases.

Each function runs one statement and reads only what is shown or searched.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from friendly_desktop.domain.activities import ActivityKind
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.meetings import MeetingKind, MeetingState
from friendly_desktop.domain.postings import said_words
from friendly_desktop.domain.text import fold
from friendly_desktop.storage.everyday_tables import activities, postings, surveys
from friendly_desktop.storage.survey_files import form_of
from friendly_desktop.storage.tables import cases, evidence, letters, meetings, people, promises, units


class CaseTexts(NamedTuple):
    """A case as a search shows it; of a denunciation ``texts`` is empty and ``name`` too."""

    id: int
    year: int
    number: int
    kind: CaseKind
    name: str
    texts: tuple[str, ...]


class LetterTexts(NamedTuple):
    """A letter as a search shows it."""

    id: int
    kind: LetterKind
    recipient: str
    hamlet: str
    number: str
    day: date


class MeetingTexts(NamedTuple):
    """A meeting."""

    id: int
    kind: MeetingKind
    state: MeetingState
    day: date
    texts: tuple[str, ...]


class PromiseTexts(NamedTuple):
    """What was asked or promised at a meeting."""

    id: int
    meeting_id: int
    day: date
    texts: tuple[str, ...]


class EvidenceTexts(NamedTuple):
    """A piece of evidence."""

    id: int
    year: int
    label: str
    texts: tuple[str, ...]


class SurveyTexts(NamedTuple):
    """A round of asking."""

    id: int
    year: int
    title: str
    form: str
    first_day: date
    texts: tuple[str, ...]


class ActivityTexts(NamedTuple):
    """A line of the diary."""

    id: int
    kind: ActivityKind
    day: date
    title: str
    texts: tuple[str, ...]


class PostingTexts(NamedTuple):
    """A posting that was made."""

    id: int
    title: str
    place: str
    made_on: date
    hung_on: date | None
    texts: tuple[str, ...]


class PersonTexts(NamedTuple):
    """Somebody of the office."""

    id: int
    name: str
    position: str
    unit: str


def case_texts(connection: Connection, ids: Sequence[int]) -> tuple[CaseTexts, ...]:
    """Cases by id, in the order asked for."""
    columns = cases.c
    shown = (
        columns.content, columns.request, columns.name, columns.address, columns.hamlet, columns.against,
        columns.earlier, columns.topic, columns.body, columns.officer, columns.identity, columns.phone,
        columns.national_code, columns.note,
    )  # fmt: skip
    statement = select(columns.id, columns.year, columns.number, columns.kind, *shown)
    found = {}
    for row in connection.execute(statement.where(columns.id.in_(list(ids)))):
        kind = CaseKind(row.kind)
        hidden = kind is CaseKind.DENUNCIATION
        texts = () if hidden else tuple(text for text in row[4:] if text)
        found[row.id] = CaseTexts(row.id, row.year, row.number, kind, "" if hidden else row.name, texts)
    return tuple(found[one] for one in ids if one in found)


def letter_texts(connection: Connection, words: Sequence[str], limit: int) -> tuple[LetterTexts, ...]:
    """The newest letters that may hold these words without marks; the bin left out."""
    columns = letters.c
    statement = select(
        columns.id, columns.kind, columns.recipient, columns.hamlet, columns.number_text, columns.date
    ).where(columns.removed_at.is_(None))
    for word in words:
        statement = statement.where(columns.folded.contains(fold(word), autoescape=True))
    rows = connection.execute(statement.order_by(columns.date.desc(), columns.id.desc()).limit(limit))
    return tuple(
        LetterTexts(row.id, LetterKind(row.kind), row.recipient, row.hamlet, row.number_text, row.date)
        for row in rows
    )


def meeting_texts(connection: Connection) -> tuple[MeetingTexts, ...]:
    """Every meeting that was not taken out, the newest first."""
    columns = meetings.c
    shown = (columns.topic, columns.notes, columns.receiver, columns.post, columns.place, columns.hamlet)
    statement = select(
        columns.id, columns.kind, columns.state, columns.day, *shown, columns.participants, columns.conclusion
    ).where(columns.removed_at.is_(None))
    rows = connection.execute(statement.order_by(columns.day.desc(), columns.id.desc()))
    return tuple(
        MeetingTexts(
            row.id,
            MeetingKind(row.kind),
            MeetingState(row.state),
            row.day,
            tuple(text for text in row[4:] if text),
        )
        for row in rows
    )


def promise_texts(connection: Connection) -> tuple[PromiseTexts, ...]:
    """What was asked and promised at meetings that were not taken out, the newest meeting first."""
    columns = promises.c
    statement = (
        select(
            columns.id,
            columns.meeting_id,
            meetings.c.day,
            columns.promised,
            columns.asked,
            columns.officer,
            columns.result,
        )
        .join(meetings, meetings.c.id == columns.meeting_id)
        .where(meetings.c.removed_at.is_(None))
        .order_by(meetings.c.day.desc(), columns.id)
    )
    return tuple(
        PromiseTexts(row.id, row.meeting_id, row.day, tuple(text for text in row[3:] if text))
        for row in connection.execute(statement)
    )


def evidence_texts(connection: Connection) -> tuple[EvidenceTexts, ...]:
    """Every piece of evidence, the newest first; the bin left out."""
    columns = evidence.c
    statement = select(
        columns.id, columns.year, columns.title, columns.number, columns.description, columns.name
    ).where(columns.removed_at.is_(None))
    rows = connection.execute(statement.order_by(columns.year.desc(), columns.id.desc()))
    return tuple(
        EvidenceTexts(row.id, row.year, row.title or row.name, tuple(text for text in row[2:] if text))
        for row in rows
    )


def survey_texts(connection: Connection) -> tuple[SurveyTexts, ...]:
    """Every round of asking with its questions, the newest first; the bin left out."""
    columns = surveys.c
    statement = select(
        columns.id, columns.year, columns.title, columns.form, columns.first_day, columns.note
    ).where(columns.removed_at.is_(None))
    found = []
    for row in connection.execute(statement.order_by(columns.first_day.desc(), columns.id.desc())):
        form = form_of(row.form)
        texts = (form.called, *(one.text for one in form.questions), row.note)
        found.append(
            SurveyTexts(row.id, row.year, row.title, form.called, row.first_day, tuple(filter(None, texts)))
        )
    return tuple(found)


def activity_texts(connection: Connection) -> tuple[ActivityTexts, ...]:
    """Every line of the diary, the newest first; those taken out left out."""
    columns = activities.c
    shown = (columns.place, columns.hamlet, columns.organiser, columns.number, columns.link, columns.note)
    statement = select(columns.id, columns.kind, columns.day, columns.title, *shown).where(
        columns.removed_at.is_(None)
    )
    rows = connection.execute(statement.order_by(columns.day.desc(), columns.id.desc()))
    return tuple(
        ActivityTexts(
            row.id, ActivityKind(row.kind), row.day, row.title, tuple(one for one in row[4:] if one)
        )
        for row in rows
    )


def posting_texts(connection: Connection) -> tuple[PostingTexts, ...]:
    """Every posting with its words, the last made first; those taken out left out."""
    columns = postings.c
    statement = select(
        columns.id,
        columns.title,
        columns.place,
        columns.made_on,
        columns.hung_on,
        columns.field_values,
        columns.note,
    ).where(columns.removed_at.is_(None))
    rows = connection.execute(statement.order_by(columns.made_on.desc(), columns.id.desc()))
    return tuple(
        PostingTexts(
            row.id,
            row.title,
            row.place,
            row.made_on,
            row.hung_on,
            tuple(filter(None, (row.place, *said_words(row.field_values), row.note))),
        )
        for row in rows
    )


def person_texts(connection: Connection) -> tuple[PersonTexts, ...]:
    """Everybody of the office."""
    statement = select(people.c.id, people.c.name, people.c.position, units.c.name.label("unit"))
    rows = connection.execute(
        statement.join_from(people, units, people.c.unit_id == units.c.id, isouter=True).order_by(people.c.id)
    )
    return tuple(PersonTexts(row.id, row.name, row.position, row.unit or "") for row in rows)
