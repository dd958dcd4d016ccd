"""Ballots read from scans that a person still has to look at: the doubtful rows of boxes alone, never a signature."""

import base64
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from friendly_desktop.domain.surveys.ballot_reading import DoubtfulBallot, DoubtfulQuestion, Why
from friendly_desktop.storage.everyday_tables import ballot_readings


def add(connection: Connection, doubt: DoubtfulBallot) -> None:
    """Keep a ballot until it is decided; its id is given here."""
    content = {
        "hand": doubt.hand,
        "group": doubt.group,
        "answers": doubt.answers,
        "questions": [
            {
                "place": one.place,
                "why": one.why.value,
                "likely": one.likely,
                "picture": base64.b64encode(one.picture).decode("ascii"),
            }
            for one in doubt.questions
        ],
    }
    connection.execute(
        insert(ballot_readings).values(
            survey_id=doubt.survey_id,
            number=doubt.number,
            page=doubt.page,
            content=json.dumps(content, ensure_ascii=False),
            read_at=doubt.read_at,
        )
    )


def find(connection: Connection, survey_id: int) -> tuple[DoubtfulBallot, ...]:
    """Those of a round by number."""
    statement = select(ballot_readings).where(ballot_readings.c.survey_id == survey_id)
    ordered = statement.order_by(ballot_readings.c.number, ballot_readings.c.id)
    return tuple(_doubt(row) for row in connection.execute(ordered))


def get(connection: Connection, doubt_id: int) -> DoubtfulBallot | None:
    """One of them."""
    row = connection.execute(select(ballot_readings).where(ballot_readings.c.id == doubt_id)).one_or_none()
    return None if row is None else _doubt(row)


def waiting(connection: Connection, survey_id: int) -> dict[int, int]:
    """How many wait in a round, by number of the ballot."""
    statement = select(ballot_readings.c.number).where(ballot_readings.c.survey_id == survey_id)
    counts: dict[int, int] = {}
    for (number,) in connection.execute(statement):
        counts[number] = counts.get(number, 0) + 1
    return counts


def remove(connection: Connection, doubt_id: int) -> None:
    """Take one out with its pictures."""
    connection.execute(delete(ballot_readings).where(ballot_readings.c.id == doubt_id))


def _doubt(row: Row[Any]) -> DoubtfulBallot:
    content = json.loads(row.content)
    moment: datetime = row.read_at
    return DoubtfulBallot(
        id=row.id,
        survey_id=row.survey_id,
        number=row.number,
        page=row.page,
        answers=tuple(content["answers"]),
        questions=tuple(
            DoubtfulQuestion(one["place"], Why(one["why"]), one["likely"], base64.b64decode(one["picture"]))
            for one in content["questions"]
        ),
        hand=content["hand"],
        group=content["group"],
        read_at=moment,
    )
