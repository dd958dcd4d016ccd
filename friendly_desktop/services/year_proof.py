"""What the records of a year can prove by rule: facts, dated lines; of a frozen year what it was frozen with."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from friendly_desktop import formats
from friendly_desktop.domain import indicator_figures as arithmetic
from friendly_desktop.domain.activities import Activity
from friendly_desktop.domain.activity_rules import KIND_TITLES
from friendly_desktop.domain.criteria import CriteriaSet, Node, ScoringKind
from friendly_desktop.domain.criteria_measures import Gauge, source_of
from friendly_desktop.domain.indicators import Gathering, Indicator, Share
from friendly_desktop.domain.postings import Posting
from friendly_desktop.domain.proof_decisions import ProposedLeaf, joined
from friendly_desktop.domain.proof_facts import FigureFact, ProofFacts, ShareFact, SurveyFact
from friendly_desktop.domain.proof_lines import (
    PERSONAL_KINDS,
    LineKind,
    ProvingLine,
    in_order,
    line_counts,
)
from friendly_desktop.domain.proof_rules import propose
from friendly_desktop.domain.record_proof import RecordKind
from friendly_desktop.domain.snapshot_proof import YearProof, read_proof, read_proving_lines
from friendly_desktop.domain.survey_tally import tally
from friendly_desktop.domain.surveys import Survey, SurveyState, SurveyTally
from friendly_desktop.domain.workdays import WorkCalendar, is_working
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.frozen_year import frozen_copy
from friendly_desktop.storage import activities as activity_rows
from friendly_desktop.storage import assessment as year_rows
from friendly_desktop.storage import indicator_files, letter_proof, proof_facts, record_proof
from friendly_desktop.storage import indicators as figure_rows
from friendly_desktop.storage import postings as posting_rows
from friendly_desktop.storage import proof_decisions as decision_rows
from friendly_desktop.storage import surveys as survey_rows
from friendly_desktop.storage.assessment import YearRow
from friendly_desktop.storage.database import Connection

_PERIODS = frozenset({"week", "month", "quarter"})
_FIGURES = frozenset({Gauge.INDICATOR, Gauge.FIGURE})


class LineCounts(NamedTuple):
    """By leaf: the postings and the lines of the diary that prove it; the leaves whose proposal was accepted."""

    postings: Mapping[str, int]
    activities: Mapping[str, int]
    accepted: frozenset[str]


def year_proof(
    connection: Connection, row: YearRow, criteria: CriteriaSet, today: date, off: frozenset[date]
) -> tuple[ProposedLeaf, ...]:
    """Every leaf with a rule, its proposal and what was decided, in printed order; of a frozen year as frozen."""
    content = frozen_copy(connection, row)
    if content is not None:
        return read_proof(content).leaves
    return proof_leaves(connection, row.year, criteria, today, off)


def proof_leaves(
    connection: Connection, year: int, criteria: CriteriaSet, today: date, off: frozenset[date]
) -> tuple[ProposedLeaf, ...]:
    """The same as the records stand now."""
    facts = read_facts(connection, criteria, year, today, off)
    decisions = decision_rows.decisions_of(connection, year)
    entries = year_rows.entries_of(connection, year)
    return tuple(
        joined(
            found,
            decisions.get(leaf.id),
            entries.get(leaf.id),
            scored=leaf.scoring.kind not in (ScoringKind.CHECK, ScoringKind.NONE),
        )
        for leaf in criteria.leaves
        if (found := propose(leaf, facts)) is not None
    )


def year_lines(
    connection: Connection, row: YearRow, criteria: CriteriaSet, today: date
) -> tuple[ProvingLine, ...]:
    """The dated list of a year; of a frozen year as it was frozen."""
    content = frozen_copy(connection, row)
    return (
        read_lines(connection, criteria, row.year, today) if content is None else read_proving_lines(content)
    )


def proof_to_freeze(
    connection: Connection, year: int, criteria: CriteriaSet, today: date, off: frozenset[date]
) -> YearProof:
    """Proposals, decisions and the dated list as they stand now."""
    return YearProof(
        proof_leaves(connection, year, criteria, today, off), read_lines(connection, criteria, year, today)
    )


def needs_calendar(criteria: CriteriaSet) -> bool:
    """Whether a rule of the set asks for something every week, month or quarter."""
    return any(
        measure.per in _PERIODS and measure.by for leaf in criteria.leaves for measure in leaf.measures
    )


def days_off(calendar: WorkCalendar, year: int) -> frozenset[date]:
    """The days of a year on which nobody works."""
    day, found = date(year, 1, 1), set()
    while day.year == year:
        if not is_working(calendar, day):
            found.add(day)
        day += timedelta(days=1)
    return frozenset(found)


def read_facts(
    connection: Connection, criteria: CriteriaSet, year: int, today: date, off: frozenset[date]
) -> ProofFacts:
    """Everything the rules of a set are measured by; only what some rule asks for is read.

    Args:
        connection: the view.
        criteria: whose rules.
        year: which.
        today: the day of judgement.
        off: the days on which nobody works.
    """
    asked = _asked(criteria)
    dates = record_proof.kept_dates(connection, year, today) if Gauge.ON_TIME in asked else {}
    late, apologies = proof_facts.late_file_counts(connection, year) if Gauge.APOLOGIES in asked else (0, 0)
    shares, figures = _figures(connection, year, today) if asked & _FIGURES else ({}, {})
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


def year_line_counts(connection: Connection, row: YearRow, criteria: CriteriaSet) -> LineCounts:
    """What the postings, the diary and accepted proposals prove of a year; of a frozen one as it was frozen."""
    content = frozen_copy(connection, row)
    if content is not None:
        proof = read_proof(content)
        accepted = (one.node for one in proof.leaves if one.decision is not None and one.decision.accepted)
        return LineCounts(
            line_counts(proof.lines, LineKind.POSTING),
            line_counts(proof.lines, LineKind.ACTIVITY),
            frozenset(accepted),
        )
    found = proof_facts.everyday_counts(connection, row.year)
    postings = {
        leaf.id: sum(found.postings.get(kind, 0) for kind in leaf.posting_kinds) for leaf in criteria.leaves
    }
    return LineCounts(postings, found.activities, found.accepted)


def closed_rounds(connection: Connection, year: int) -> tuple[tuple[Survey, SurveyTally], ...]:
    """The rounds of a year that were closed, with what their ballots say, in the order of their days."""
    return tuple(
        (survey, tally(survey.form, survey_rows.find_ballots(connection, survey.id, 1)))
        for survey in survey_rows.find(connection, year)
        if survey.state is SurveyState.CLOSED
    )


def read_lines(
    connection: Connection, criteria: CriteriaSet, year: int, today: date
) -> tuple[ProvingLine, ...]:
    """The activities, postings, surveys and figures that prove leaves of a set, in Vietnamese, without names.

    Args:
        connection: the view.
        criteria: whose leaves.
        year: which.
        today: up to which day figures could be known.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    leaves = {leaf.id for leaf in criteria.leaves}
    lines = [
        _activity(one, leaves)
        for one in activity_rows.proving(connection, first, last)
        if leaves & set(one.entry.nodes)
    ]
    lines += _postings(connection, criteria, year)
    lines += _surveys(connection, criteria, year)
    lines += _figure_lines(connection, criteria, year, today)
    return in_order(lines)


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


def _hung(connection: Connection, year: int) -> tuple[Posting, ...]:
    during = (date(year, 1, 1), date(year, 12, 31))
    found = posting_rows.find(connection, during=during)
    return tuple(one for one in found if one.hung_in(*during))


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


def _figures(
    connection: Connection, year: int, today: date
) -> tuple[dict[str, ShareFact], dict[str, FigureFact]]:
    indicators, shares = _known_figures(connection)
    months = arithmetic.by_month(figure_rows.values_of(connection, year))
    known = arithmetic.known_months(year, today)
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


def _known_figures(connection: Connection) -> tuple[dict[str, Indicator], tuple[Share, ...]]:
    shipped = indicator_files.shipped()
    rows = figure_rows.own(connection)
    every = [indicator_files.stored(one.content) for one in rows]
    standing = [indicator_files.stored(one.content) for one in rows if not one.removed]
    indicators = {one.id: one for one in (*shipped.indicators, *every) if isinstance(one, Indicator)}
    return indicators, (*shipped.shares, *(one for one in standing if isinstance(one, Share)))


def _activity(one: Activity, leaves: set[str]) -> ProvingLine:
    entry = one.entry
    title = _(KIND_TITLES[entry.kind])
    words = title if entry.kind in PERSONAL_KINDS else f"{title}: {entry.title}"
    told = []
    if entry.times != 1:
        told.append(ngettext("{n} lần", "{n} lần", entry.times).format(n=entry.times))
    if entry.participants is not None:
        words_of = ngettext("{n} người dự", "{n} người dự", entry.participants)
        told.append(words_of.format(n=formats.whole_number(entry.participants)))
    if entry.number:
        told.append(_("văn bản số {number}").format(number=entry.number))
    if one.evidence:
        filed = ngettext("{n} ảnh, tài liệu", "{n} ảnh, tài liệu", len(one.evidence))
        told.append(filed.format(n=len(one.evidence)))
    nodes = tuple(node for node in entry.nodes if node in leaves)
    return ProvingLine(LineKind.ACTIVITY, entry.kind.value, one.id, entry.day, words, ", ".join(told), nodes)


def _postings(connection: Connection, criteria: CriteriaSet, year: int) -> list[ProvingLine]:
    leaves = [leaf for leaf in criteria.leaves if leaf.posting_kinds]
    lines = []
    for one in _hung(connection, year) if leaves else ():
        nodes = tuple(leaf.id for leaf in leaves if one.kind in leaf.posting_kinds)
        if not nodes or one.hung_on is None:
            continue
        result = _("Khổ {size}, treo tại {place}").format(size=one.size.value, place=one.place or "…")
        if one.down_on is not None:
            result = _("{told}, hạ ngày {day}").format(told=result, day=formats.short_date(one.down_on))
        lines.append(ProvingLine(LineKind.POSTING, one.kind, one.id, one.hung_on, one.title, result, nodes))
    return lines


def _surveys(connection: Connection, criteria: CriteriaSet, year: int) -> list[ProvingLine]:
    lines = []
    for survey, found in closed_rounds(connection, year):
        nodes = tuple(leaf.id for leaf in criteria.leaves if _asks_survey(leaf, survey.form.id))
        if not nodes:
            continue
        counted = ngettext("{n} phiếu hợp lệ", "{n} phiếu hợp lệ", found.valid).format(
            n=formats.whole_number(found.valid)
        )
        told = [_("Phát {n} phiếu").format(n=formats.whole_number(survey.issued)), counted]
        if found.average is not None:
            told.append(
                _("trung bình {average} trên {maximum} điểm").format(
                    average=formats.points(found.average.quantize(Decimal("0.01"), ROUND_HALF_UP)),
                    maximum=formats.points(survey.form.max_points),
                )
            )
        day = survey.closed_on or survey.last_day
        lines.append(
            ProvingLine(LineKind.SURVEY, survey.form.id, survey.id, day, survey.title, ", ".join(told), nodes)
        )
    return lines


def _asks_survey(leaf: Node, form: str) -> bool:
    if leaf.survey_form:
        return leaf.survey_form == form
    sources = (source_of(measure.by) for measure in leaf.measures)
    return any(one is not None and one.gauge is Gauge.SURVEY and one.kind in ("", form) for one in sources)


def _figure_lines(connection: Connection, criteria: CriteriaSet, year: int, today: date) -> list[ProvingLine]:
    nodes: dict[tuple[Gauge, str], list[str]] = {}
    for leaf in criteria.leaves:
        for measure in leaf.measures:
            source = source_of(measure.by)
            if source is not None and source.gauge in _FIGURES:
                nodes.setdefault((source.gauge, source.kind), []).append(leaf.id)
    if not nodes:
        return []
    shares, figures = _figures(connection, year, today)
    day = min(today, date(year, 12, 31))
    lines = []
    for (gauge, name), proved in nodes.items():
        leaves = tuple(dict.fromkeys(proved))
        if gauge is Gauge.INDICATOR and name in shares and shares[name].percent is not None:
            share = shares[name]
            result = _("{part} trên {whole}, bằng {percent}").format(
                part=arithmetic.figure_text(share.part),
                whole=arithmetic.figure_text(share.whole),
                percent=arithmetic.percent_text(share.percent or Decimal(0)),
            )
            lines.append(ProvingLine(LineKind.FIGURE, name, 0, day, share.title, result, leaves))
        elif gauge is Gauge.FIGURE and name in figures:
            figure = figures[name]
            result = arithmetic.figure_text(figure.value)
            lines.append(ProvingLine(LineKind.FIGURE, name, 0, day, figure.title, result, leaves))
    return lines
