"""How long records about people are kept, and what of them is due to be destroyed.

Law 91/2025/QH15, Điều 16(2)(b): where no other law sets a term, 36 months from the last time the person dealt with
the office; the law on archives sets others. Terms are dated data (``resources/legal/retention.yaml``), and an
office writes its own beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from friendly_desktop.domain.deadlines.workdays import Confidence


class RetentionKind(Enum):
    """What is kept and destroyed together."""

    LETTERS = "letters"  # with their printed copies
    LETTER_PEOPLE = "letter_people"  # people written to before, suggested while one types
    LATE_FILES = "late_files"
    CASES = "cases"  # a whole year of the registers at a time
    MEETINGS = "meetings"  # with what was promised there
    EVIDENCE = "evidence"  # a whole year at a time, with the files


@dataclass(frozen=True, slots=True)
class Term:
    """How long one kind is kept.

    Attributes:
        months: 0 keeps for ever.
        since: what the term runs from, in words.
        own: set by this office, not by the shipped file.
    """

    kind: RetentionKind
    title: str
    months: int
    since: str
    article: str
    source: str
    confidence: Confidence
    note: str = ""
    own: bool = False

    def due_until(self, today: date) -> date | None:
        """The last day whose records are due on ``today``; None where they are kept for ever."""
        if not self.months:
            return None
        return months_before(today, self.months)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One record that is due, by a code that names nobody."""

    code: str
    day: date


@dataclass(frozen=True, slots=True)
class Due:
    """What of one kind is due.

    Attributes:
        until: the last day whose records are meant; None where the kind is kept for ever.
        items: the oldest first.
        files: how many stored files go with them.
    """

    term: Term
    until: date | None
    items: tuple[DueItem, ...] = ()
    files: int = 0

    @property
    def count(self) -> int:
        """How many records."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Disposal:
    """What was destroyed: how much and why, never what it said.

    Attributes:
        until: the last day whose records went.
        basis: the term and its source, in words.
        record: number and day of the decision.
        held_until: the day after which no backup of this office can hold a word of it any more; None where none
            does now.
    """

    id: int
    at: datetime
    actor: str
    kind: RetentionKind
    until: date
    count: int
    basis: str
    record: str
    held_until: date | None = None


def months_before(day: date, months: int) -> date:
    """The day so many months before; the last of the month where that one is shorter.

    >>> months_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no such day: {day} less {months} months")


def with_own(shipped: tuple[Term, ...], own: Mapping[str, object]) -> tuple[Term, ...]:
    """The shipped terms, with the months an office set for itself."""
    found = []
    for term in shipped:
        months = own.get(term.kind.value)
        is_set = isinstance(months, int) and not isinstance(months, bool)
        found.append(replace(term, months=int(str(months)), own=True) if is_set else term)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class DisposalReminder:
    """What is due for destruction by the end of a year in which nobody looked at it yet.

    Attributes:
        count: how many records.
        looked_on: when somebody last looked; None for never.
    """

    count: int
    looked_on: date | None
