"""How much waits to be done in the registers of every day, counted in one statement."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, exists, func, literal, select

from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.letters import LetterState
from friendly_desktop.domain.surveys import SurveyState
from friendly_desktop.storage.everyday_tables import indicator_values, late_files, postings, surveys
from friendly_desktop.storage.sqlite import written_out
from friendly_desktop.storage.tables import entries, evidence, evidence_links, letters, meetings, promises


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, by kind.

    Attributes:
        leaves_late: lines of the set past the office's own date.
        leaves_soon: lines whose date is within a week.
        unsorted: evidence that proves no line yet.
        late_files: files answered late whose letter of apology was not made.
        surveys_over: rounds whose last day has passed and that are not closed.
        postings: made and not said where they hang.
        figures_month: the last whole month without a figure, 0 where there is none or figures are not kept.
        promises_late: what was promised at meetings by a day that has passed.
        letters_to_sign: letters in the signing folder.
        letters_to_deliver: signed letters that wait to be handed over or posted.
    """

    leaves_late: int = 0
    leaves_soon: int = 0
    unsorted: int = 0
    late_files: int = 0
    surveys_over: int = 0
    postings: int = 0
    figures_month: int = 0
    promises_late: int = 0
    letters_to_sign: int = 0
    letters_to_deliver: int = 0


def waiting(connection: Connection, year: int, today: date) -> Waiting:
    """Count it.

    Args:
        connection: of one transaction.
        year: the year that is assessed.
        today: the day of judgement.
    """
    row = connection.exec_driver_sql(_counting(year, today)).one()
    month = _month_before(today)
    lacking = month.month if row[6] and not row[7] else 0
    late, soon, unsorted, files, surveys_over, made = (int(one) for one in row[:6])
    promised, to_sign, to_deliver = (int(one) for one in row[8:])
    return Waiting(late, soon, unsorted, files, surveys_over, made, lacking, promised, to_sign, to_deliver)


def _month_before(today: date) -> date:
    """The last day of the last whole month."""
    return today.replace(day=1) - timedelta(days=1)


@lru_cache(maxsize=4)
def _counting(year: int, today: date) -> str:
    """The one statement; it is kept for the day, because making it takes longer than answering it."""
    month, values = _month_before(today), indicator_values.c
    kept = select(func.count()).where(values.year.in_([literal(month.year), literal(month.year - 1)]))
    there = select(func.count()).where(values.year == month.year, values.month == month.month)
    soon = entries.c.due.between(today, today + timedelta(days=7))
    counts = (
        _leaves(year).where(entries.c.due < today),
        _leaves(year).where(soon),
        _unsorted(year),
        select(func.count()).where(late_files.c.removed_at.is_(None), late_files.c.letter_id.is_(None)),
        select(func.count()).where(
            surveys.c.removed_at.is_(None),
            surveys.c.state == SurveyState.OPEN.value,
            surveys.c.last_day < today,
        ),
        select(func.count()).where(
            postings.c.removed_at.is_(None), postings.c.hung_on.is_(None), postings.c.down_on.is_(None)
        ),
        kept,
        there,
        select(func.count())
        .select_from(promises.join(meetings))
        .where(meetings.c.removed_at.is_(None), promises.c.done_on.is_(None), promises.c.until < today),
        _letters(LetterState.SUBMITTED),
        _letters(LetterState.SIGNED),
    )
    return written_out(select(*(one.scalar_subquery() for one in counts)))


def _letters(state: LetterState) -> Select[Any]:
    return select(func.count()).where(letters.c.state == state.value, letters.c.removed_at.is_(None))


def _leaves(year: int) -> Select[Any]:
    waits = [literal(one.value) for one in (LeafStatus.TODO, LeafStatus.DOING)]
    return select(func.count()).where(entries.c.year == year, entries.c.status.in_(waits))


def _unsorted(year: int) -> Select[Any]:
    linked = exists().where(evidence_links.c.evidence_id == evidence.c.id)
    return select(func.count()).where(evidence.c.year == year, evidence.c.removed_at.is_(None), ~linked)
