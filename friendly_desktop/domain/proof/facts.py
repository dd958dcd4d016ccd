"""What the records of a year can tell the rules of a criteria set: days, counts, shares, averages.

Plain numbers and days without anybody's name; read by ``storage/proof_facts.py`` or from a frozen copy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

#: How often on each day.
Days = Mapping[date, int]

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """A line of the diary as a rule sees it; ``kind`` is that of ``activity_kinds``."""

    kind: str
    day: date
    times: int = 1


@dataclass(frozen=True, slots=True)
class Hanging:
    """A posting on its wall, from ``hung_on`` up to and without ``down_on``."""

    kind: str
    place: str
    hung_on: date
    down_on: date | None = None

    def hangs(self, day: date) -> bool:
        """Whether it hangs on ``day``."""
        return self.hung_on <= day and (self.down_on is None or day < self.down_on)

    def hung_in(self, year: int) -> bool:
        """Whether it hung on any day of a year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self.hung_on <= last and (self.down_on is None or self.down_on >= first)


@dataclass(frozen=True, slots=True)
class ShareFact:
    """A share of monthly figures; ``percent`` is None without anything to divide by, ``missing`` are months.

    ``part_of_whole``: what is missing from the part stays missing, so that all of it is out of reach for the year.
    """

    title: str
    part: Decimal
    whole: Decimal
    percent: Decimal | None
    missing: tuple[int, ...] = ()
    part_of_whole: bool = False


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A monthly figure of the year so far; ``missing`` are the months that could be known and are not there."""

    title: str
    value: Decimal
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyFact:
    """A round of a survey that was closed; ``average`` of whole ballots in points, None without a valid one."""

    form: str
    title: str
    closed_on: date
    valid: int
    average: Decimal | None
    max_points: Decimal


@dataclass(frozen=True)
class ProofFacts:
    """Everything the rules of a year can be measured by.

    Attributes:
        today: the day of judgement; a day after the year judges all of it.
        letters: signed letters by kind.
        records: records of reception by kind; of cases the days they were settled.
        dated: by kind of record, how many had a date to keep, and how many missed it.
        overdue: by kind of record, how many were due and are not done; they are among those that missed it.
        activities: the lines of the diary by the leaf they name.
        late_files: files of the one-stop answered late; for ``apologies`` of them a letter was signed.
        off: the days of the year on which nobody works.
    """

    year: int
    today: date
    letters: Mapping[str, Days] = field(default_factory=dict)
    records: Mapping[str, Days] = field(default_factory=dict)
    dated: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    overdue: Mapping[str, int] = field(default_factory=dict)
    activities: Mapping[str, tuple[ActivityDay, ...]] = field(default_factory=dict)
    postings: tuple[Hanging, ...] = ()
    shares: Mapping[str, ShareFact] = field(default_factory=dict)
    figures: Mapping[str, FigureFact] = field(default_factory=dict)
    surveys: tuple[SurveyFact, ...] = ()
    late_files: int = 0
    apologies: int = 0
    off: frozenset[date] = frozenset()

    @property
    def last_day(self) -> date:
        """The last day of the year."""
        return date(self.year, _MONTHS, 31)

    @property
    def is_over(self) -> bool:
        """Whether the whole year lies behind the day of judgement."""
        return self.today > self.last_day

    @property
    def until(self) -> date:
        """The last day that can be judged."""
        return min(self.today, self.last_day)


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month or quarter; ``number`` is its place in the year from 1."""

    number: int
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Its days."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


def periods_of(year: int, per: str) -> tuple[Period, ...]:
    """The weeks (those wholly in it), months or quarters of a year.

    Raises:
        ValueError: ``per`` is no such period.
    """
    if per == "week":
        monday = date(year, 1, 1) + timedelta(days=-date(year, 1, 1).weekday() % 7)
        weeks: list[Period] = []
        while monday + timedelta(days=6) <= date(year, _MONTHS, 31):
            weeks.append(Period(len(weeks) + 1, monday, monday + timedelta(days=6)))
            monday += timedelta(days=7)
        return tuple(weeks)
    length = {"month": 1, "quarter": 3}.get(per)
    if length is None:
        raise ValueError(f"no period {per!r}")
    starts = [date(year, month, 1) for month in range(1, _MONTHS + 1, length)] + [date(year + 1, 1, 1)]
    return tuple(
        Period(number, first, following - timedelta(days=1))
        for number, (first, following) in enumerate(pairwise(starts), start=1)
    )
