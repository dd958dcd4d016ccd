"""What the rules of a criteria set are measured by: read from the records of a year, only what some rule asks for."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.criteria.measures import Gauge, source_of
from friendly_desktop.domain.indicators import Gathering, Indicator, MonthValue, Share
from friendly_desktop.domain.indicators import figures as arithmetic
from friendly_desktop.domain.proof.facts import FigureFact, ProofFacts, ShareFact, SurveyFact
from friendly_desktop.domain.record_proof import RecordKind, RecordTallies
from friendly_desktop.domain.surveys import Survey, SurveyState, SurveyTally
from friendly_desktop.domain.surveys.tally import tally
from friendly_desktop.storage import indicator_files, letter_proof, proof_facts, record_proof
from friendly_desktop.storage import indicators as figure_rows
from friendly_desktop.storage import surveys as survey_rows
from friendly_desktop.storage.database import Connection

_PERIODS = frozenset({"week", "month", "quarter"})
_FIGURES = frozenset({Gauge.INDICATOR, Gauge.FIGURE})


def needs_calendar(criteria: CriteriaSet) -> bool:
    """Whether a rule of the set asks for something every week, month or quarter."""
    return any(
        measure.per in _PERIODS and measure.by for leaf in criteria.leaves for measure in leaf.measures
    )


def read_facts(  # noqa: PLR0917 - what a year is judged by
    connection: Connection,
    criteria: CriteriaSet,
    year: int,
    today: date,
    off: frozenset[date],
    known: RecordTallies | None = None,
) -> ProofFacts:
    """Everything the rules of a set are measured by; only what some rule asks for is read.

    Args:
        connection: the view.
        criteria: whose rules.
        year: which.
        today: the day of judgement.
        off: the days on which nobody works.
        known: the records of the year by kind, where they were read in this view already.
    """
    asked = _asked(criteria)
    dates = record_proof.kept_dates(connection, year, today, known) if Gauge.ON_TIME in asked else {}
    late, apologies = proof_facts.late_file_counts(connection, year) if Gauge.APOLOGIES in asked else (0, 0)
    shares, figures = figure_facts(connection, year, today) if asked & _FIGURES else ({}, {})
    letters = letter_proof.days(connection, year) if Gauge.LETTERS in asked else {}
    meetings = record_proof.days(connection, year, _counted_records(criteria))
    return ProofFacts(
        year=year,
        today=today,
        letters={kind.value: days for kind, days in letters.items()},
        records={kind.value: days for kind, days in meetings.items()},
        dated={kind.value: (one.dated, one.late) for kind, one in dates.items()},
        overdue={kind.value: one.overdue for kind, one in dates.items() if one.overdue},
        activities=proof_facts.activity_days(connection, year) if Gauge.ACTIVITIES in asked else {},
        postings=proof_facts.hanging(connection, year) if Gauge.POSTINGS in asked else (),
        shares=shares,
        figures=figures,
        surveys=tuple(_round(survey, found) for survey, found in closed_rounds(connection, year))
        if Gauge.SURVEY in asked
        else (),
        late_files=late,
        apologies=apologies,
        off=off,
    )


def closed_rounds(connection: Connection, year: int) -> tuple[tuple[Survey, SurveyTally], ...]:
    """The rounds of a year that were closed, with what their ballots say, in the order of their days."""
    return tuple(
        (survey, tally(survey.form, survey_rows.find_ballots(connection, survey.id, 1)))
        for survey in survey_rows.find(connection, year)
        if survey.state is SurveyState.CLOSED
    )


def figure_facts(
    connection: Connection, year: int, today: date
) -> tuple[Mapping[str, ShareFact], Mapping[str, FigureFact]]:
    """What the monthly figures of a year say, by the share and by the figure that measures name."""
    values = figure_rows.values_of(connection, year)
    return _figure_facts(figure_rows.own(connection), values, arithmetic.known_months(year, today))


@lru_cache(maxsize=4)  # a year is read after every click, and its figures are mostly those of the last time
def _figure_facts(
    own: tuple[figure_rows.OwnRow, ...], values: tuple[MonthValue, ...], known: int
) -> tuple[Mapping[str, ShareFact], Mapping[str, FigureFact]]:
    indicators, shares = _known_figures(own)
    months = arithmetic.by_month(values)
    share_facts = {}
    for share in shares:
        one = arithmetic.share_value(share, indicators, months, 12, known)
        summed = all(
            indicators[name].gathering is Gathering.SUM
            for name in (*share.of, *share.over)
            if name in indicators
        )
        share_facts[share.id] = ShareFact(
            share.title,
            one.part,
            one.whole,
            one.percent,
            one.missing,
            part_of_whole=summed and set(share.of) <= set(share.over),
        )
    figure_facts = {}
    for indicator in indicators.values():
        found = arithmetic.total(indicator, months, 12, known)
        if found.value is not None:
            figure_facts[indicator.id] = FigureFact(indicator.title, found.value, found.missing)
    return share_facts, figure_facts


def _counted_records(criteria: CriteriaSet) -> frozenset[RecordKind]:
    """The kinds of records that some rule counts."""
    return frozenset(
        RecordKind(kind)
        for leaf in criteria.leaves
        for measure in leaf.measures
        if (source := source_of(measure.by)) is not None and source.gauge is Gauge.RECORDS
        for kind in ((source.kind,) if source.kind else leaf.record_kinds)
    )


def _asked(criteria: CriteriaSet) -> frozenset[Gauge]:
    found = {
        source.gauge
        for leaf in criteria.leaves
        for measure in leaf.measures
        if (source := source_of(measure.by)) is not None
    }
    if any(leaf.survey_form for leaf in criteria.leaves):
        found.add(Gauge.SURVEY)
    return frozenset(found)


#: An average so fine that rounding it once more, to a step of points, gives what the exact one would.
_FINE = Decimal("1E-12")


def _round(survey: Survey, found: SurveyTally) -> SurveyFact:
    return SurveyFact(
        survey.form.id,
        survey.title,
        survey.closed_on or survey.last_day,
        found.valid,
        found.rounded(_FINE),
        survey.form.max_points,
    )


def _known_figures(
    own: tuple[figure_rows.OwnRow, ...],
) -> tuple[dict[str, Indicator], tuple[Share, ...]]:
    shipped = indicator_files.shipped()
    every = [indicator_files.stored(one.content) for one in own]
    standing = [indicator_files.stored(one.content) for one in own if not one.removed]
    indicators = {one.id: one for one in (*shipped.indicators, *every) if isinstance(one, Indicator)}
    return indicators, (*shipped.shares, *(one for one in standing if isinstance(one, Share)))
