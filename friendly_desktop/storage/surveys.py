"""Rows of surveys: the office's own forms, rounds of asking, ballots. Every function runs a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, func, insert, not_, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.surveys import (
    Ballot,
    BallotSource,
    BallotState,
    Survey,
    SurveyForm,
    SurveyState,
)
from friendly_desktop.storage.everyday_tables import ballots, survey_forms, surveys
from friendly_desktop.storage.survey_files import form_of, form_text

#: The largest number the database takes.
_LARGEST = 2**63 - 1
#: Ballots one statement writes.
_CHUNK = 2_000
#: Numbers that a statement names one by one; of more all are read.
_FEW = 100


class BallotCount(NamedTuple):
    """How many ballots one hand entered in a round, and how many of them count."""

    entered: int
    valid: int


# Own forms


def put_form(connection: Connection, form: SurveyForm, at: datetime) -> None:
    """Write an own form, in the place of the one with its id."""
    values = {"content": form_text(form), "saved_at": at, "removed_at": None}
    statement = upsert(survey_forms).values(id=form.id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def own_forms(connection: Connection) -> tuple[SurveyForm, ...]:
    """The office's own forms, the bin left out, in the order of their ids."""
    statement = select(survey_forms.c.content).where(survey_forms.c.removed_at.is_(None))
    return tuple(form_of(text) for (text,) in connection.execute(statement.order_by(survey_forms.c.id)))


def removed_forms(connection: Connection) -> tuple[SurveyForm, ...]:
    """The own forms in the bin, the last one first."""
    statement = select(survey_forms.c.content).where(survey_forms.c.removed_at.is_not(None))
    return tuple(
        form_of(text) for (text,) in connection.execute(statement.order_by(survey_forms.c.removed_at.desc()))
    )


def form_ids(connection: Connection) -> frozenset[str]:
    """The ids of the own forms, those in the bin too."""
    return frozenset(connection.execute(select(survey_forms.c.id)).scalars())


def remove_form(connection: Connection, form_id: str, at: datetime | None) -> None:
    """Put an own form in the bin; ``at`` None takes it out again."""
    connection.execute(update(survey_forms).where(survey_forms.c.id == form_id).values(removed_at=at))


def form_in_use(connection: Connection, form_id: str) -> bool:
    """Whether a round asks with this form."""
    statement = select(surveys.c.id).where(surveys.c.form_id == form_id, surveys.c.removed_at.is_(None))
    return connection.execute(statement.limit(1)).first() is not None


# Rounds


def add(connection: Connection, survey: Survey, at: datetime) -> int:
    """Write down a new round; returns its id."""
    key = connection.execute(
        insert(surveys).values({**_columns(survey), "created_at": at})
    ).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])


def put(connection: Connection, survey: Survey) -> None:
    """Replace what a round says of itself."""
    connection.execute(update(surveys).where(surveys.c.id == survey.id).values(_columns(survey)))


def remove(connection: Connection, survey_id: int, at: datetime | None) -> None:
    """Put a round in the bin with its ballots; ``at`` None takes it out again."""
    connection.execute(update(surveys).where(surveys.c.id == survey_id).values(removed_at=at))


def get(connection: Connection, survey_id: int) -> Survey | None:
    """One round, unless it lies in the bin."""
    if abs(survey_id) > _LARGEST:
        return None
    statement = select(surveys).where(surveys.c.id == survey_id, surveys.c.removed_at.is_(None))
    row = connection.execute(statement).one_or_none()
    return None if row is None else _survey(row)


def removed(connection: Connection) -> tuple[Survey, ...]:
    """The rounds in the bin, the last one first."""
    statement = select(surveys).where(surveys.c.removed_at.is_not(None))
    return tuple(_survey(row) for row in connection.execute(statement.order_by(surveys.c.removed_at.desc())))


_ROUNDS = (
    select(surveys)
    .where(surveys.c.removed_at.is_(None))
    .order_by(surveys.c.year, surveys.c.first_day, surveys.c.id)
)
_OF_YEAR = _ROUNDS.where(surveys.c.year == bindparam("year"))


def find(connection: Connection, year: int | None = None) -> tuple[Survey, ...]:
    """The rounds of a year, or all, in the order of their days."""
    if year is None:
        return tuple(_survey(row) for row in connection.execute(_ROUNDS))
    if abs(year) > _LARGEST:
        return ()
    return tuple(_survey(row) for row in connection.execute(_OF_YEAR, {"year": year}))


# Ballots


def put_ballots(connection: Connection, survey_id: int, many: Sequence[Ballot]) -> None:
    """Write ballots, each in the place of the one with its number and hand."""
    for start in range(0, len(many), _CHUNK):
        statement = upsert(ballots)
        changed = {
            column.name: statement.excluded[column.name]
            for column in ballots.c
            if column.name not in ("survey_id", "number", "hand")
        }
        connection.execute(
            statement.on_conflict_do_update(index_elements=["survey_id", "number", "hand"], set_=changed),
            [{"survey_id": survey_id, **_ballot_columns(one)} for one in many[start : start + _CHUNK]],
        )


def take_ballot(connection: Connection, survey_id: int, number: int, hand: int) -> None:
    """Take one entry of a ballot out; without the first hand's the second's goes too."""
    statement = delete(ballots).where(ballots.c.survey_id == survey_id, ballots.c.number == number)
    connection.execute(statement if hand == 1 else statement.where(ballots.c.hand == hand))


def get_ballot(connection: Connection, survey_id: int, number: int, hand: int) -> Ballot | None:
    """One ballot as one hand entered it."""
    statement = select(ballots).where(
        ballots.c.survey_id == survey_id, ballots.c.number == number, ballots.c.hand == hand
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else _ballot(row)


def find_ballots(connection: Connection, survey_id: int, hand: int) -> tuple[Ballot, ...]:
    """The ballots of a round as one hand entered them, by number."""
    statement = select(ballots).where(ballots.c.survey_id == survey_id, ballots.c.hand == hand)
    return tuple(_ballot(row) for row in connection.execute(statement.order_by(ballots.c.number)))


def numbers(connection: Connection, survey_id: int, hand: int) -> tuple[int, ...]:
    """The numbers that one hand entered, in order."""
    statement = select(ballots.c.number).where(ballots.c.survey_id == survey_id, ballots.c.hand == hand)
    return tuple(connection.execute(statement.order_by(ballots.c.number)).scalars())


def groups(connection: Connection, survey_id: int) -> tuple[str, ...]:
    """The groups that ballots of a round bear, in order."""
    statement = select(ballots.c.group_name).where(ballots.c.survey_id == survey_id).distinct()
    return tuple(connection.execute(statement.order_by(ballots.c.group_name)).scalars())


def known_numbers(
    connection: Connection, survey_id: int, hand: int, asked: Collection[int]
) -> frozenset[int]:
    """Those of the numbers that one hand entered."""
    columns = ballots.c
    statement = select(columns.number).where(columns.survey_id == survey_id, columns.hand == hand)
    if len(asked) <= _FEW:
        statement = statement.where(columns.number.in_(list(asked)))
    return frozenset(connection.execute(statement).scalars()) & frozenset(asked)


def counts(connection: Connection, rounds: Sequence[Survey]) -> Mapping[int, BallotCount]:
    """By round: how many ballots its first hand entered, and how many of them count."""
    complete = [one.id for one in rounds if one.form.complete]
    asked = [one.id for one in rounds]
    answers = ballots.c.answers
    blank = or_(answers.startswith(","), answers.endswith(","), answers.contains(",,"), answers == "")
    counted = and_(
        ballots.c.state == BallotState.VALID.value, or_(ballots.c.survey_id.not_in(complete), not_(blank))
    )
    statement = (
        select(ballots.c.survey_id, func.count(), func.sum(case((counted, 1), else_=0)))
        .where(ballots.c.survey_id.in_(asked), ballots.c.hand == 1)
        .group_by(ballots.c.survey_id)
    )
    return {row[0]: BallotCount(row[1], row[2]) for row in connection.execute(statement)}


def _columns(survey: Survey) -> dict[str, Any]:
    return {
        "year": survey.year,
        "form_id": survey.form.id,
        "form": form_text(survey.form),
        "title": survey.title,
        "first_day": survey.first_day,
        "last_day": survey.last_day,
        "issued": survey.issued,
        "returned": survey.returned,
        "state": survey.state.value,
        "second_share": survey.second_share,
        "note": survey.note,
        "closed_on": survey.closed_on,
    }


def _survey(row: Row[Any]) -> Survey:
    return Survey(
        id=row.id,
        year=row.year,
        form=form_of(row.form),
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        issued=row.issued,
        returned=row.returned,
        state=SurveyState(row.state),
        note=row.note,
        second_share=row.second_share,
        closed_on=row.closed_on,
    )


def _ballot_columns(ballot: Ballot) -> dict[str, Any]:
    return {
        "number": ballot.number,
        "hand": ballot.hand,
        "answers": ",".join(ballot.answers),
        "state": ballot.state.value,
        "why": ballot.why,
        "group_name": ballot.group,
        "source": ballot.source.value,
        "seconds": ballot.seconds,
        "entered_at": ballot.entered_at,
        "entered_by": ballot.entered_by,
        "settled": ",".join(ballot.settled),
    }


def _ballot(row: Row[Any]) -> Ballot:
    return Ballot(
        number=row.number,
        answers=tuple(row.answers.split(",")),
        state=BallotState(row.state),
        why=row.why,
        hand=row.hand,
        group=row.group_name,
        source=BallotSource(row.source),
        seconds=row.seconds,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        settled=tuple(filter(None, row.settled.split(","))),
    )
