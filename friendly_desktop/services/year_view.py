"""Reads everything about a year's answers in a fixed number of statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.assessment import (
    Entry,
    Evaluation,
    Gap,
    GapKind,
    LeafRow,
    LeafStatus,
    VetoAnswer,
    YearView,
)
from friendly_desktop.domain.criteria import CriteriaSet, Scorer
from friendly_desktop.domain.gaps import YearFacts, find_gaps, naming, unbacked_points
from friendly_desktop.domain.letters.proof import Tallies, counted_for
from friendly_desktop.domain.record_proof import RecordTallies, records_counted_for
from friendly_desktop.domain.scoring import evaluate
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.services.office import missing_facts
from friendly_desktop.services.year_letters import year_tallies
from friendly_desktop.services.year_proof import LineCounts, year_line_counts
from friendly_desktop.services.year_records import year_record_tallies
from friendly_desktop.storage import assessment as rows
from friendly_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True)
class YearReading:
    """All that the answers, sums and findings of a year are worked out from.

    Attributes:
        row: the year.
        criteria: the set it is scored with.
        entries: the answers by leaf.
        earlier: those of the year before.
        evidence: how many papers prove a leaf.
        missing: what the settings of the office lack.
    """

    row: rows.YearRow
    criteria: CriteriaSet
    entries: Mapping[str, Entry]
    earlier: Mapping[str, Entry]
    vetoes: Mapping[str, VetoAnswer]
    evidence: Mapping[str, int]
    letters: Tallies
    records: RecordTallies
    lines: LineCounts
    doubtful: tuple[rows.DoubtfulEvidence, ...]
    missing: tuple[str, ...]


def read_year(connection: Connection, row: rows.YearRow, criteria_set: CriteriaSet) -> YearReading:
    """Read a year.

    Args:
        connection: of one transaction, so that all belongs together.
        row: the year.
        criteria_set: the set it is scored with.
    """
    year = row.year
    answered = rows.entries_between(connection, year - 1, year)
    return YearReading(
        row=row,
        criteria=criteria_set,
        entries=answered[year],
        earlier=answered[year - 1],
        vetoes=rows.veto_answers_of(connection, year),
        evidence=rows.evidence_counts(connection, year),
        letters=year_tallies(connection, row),
        records=year_record_tallies(connection, row),
        lines=year_line_counts(connection, row, criteria_set),
        doubtful=tuple(rows.doubtful_evidence(connection, year)),
        missing=missing_facts(connection),
    )


def view_of(reading: YearReading, today: date) -> YearView:
    """The answers, sums and findings of a year.

    Args:
        reading: the year as stored.
        today: what overdue is measured by.
    """
    row, criteria_set, year = reading.row, reading.criteria, reading.row.year
    entries, earlier, answers = reading.entries, reading.earlier, reading.vetoes
    letters, records, lines = reading.letters, reading.records, reading.lines
    leaf_rows = {
        leaf.id: LeafRow(
            entry=entries.get(leaf.id) or Entry(leaf.id),
            evidence_count=reading.evidence.get(leaf.id, 0),
            letters=counted_for(leaf, letters),
            records=records_counted_for(leaf, records),
            postings=lines.postings.get(leaf.id, 0),
            activities=lines.activities.get(leaf.id, 0),
            accepted=leaf.id in lines.accepted,
            last_points=last.points,
            last_appraised=last.appraised_points,
            last_remark=last.appraiser_remark,
        )
        for leaf in criteria_set.leaves
        for last in (earlier.get(leaf.id) or Entry(leaf.id),)
    }
    evaluation = evaluate_entries(criteria_set, entries, answers)
    facts = YearFacts(criteria_set, leaf_rows, answers, evaluation, today)
    gaps = (
        *find_gaps(facts),
        *(_doubt(criteria_set, year, one) for one in reading.doubtful),
        *_office_gap(reading.missing),
    )
    return YearView(
        year=year,
        set_id=row.set_id,
        set_version=row.set_version,
        state=row.state,
        opened_on=row.opened_on,
        frozen_on=row.frozen_on,
        rows=leaf_rows,
        vetoes=answers,
        evaluation=evaluation,
        unbacked=unbacked_points(criteria_set, leaf_rows),
        gaps=gaps,
        letters=letters,
        records=records,
    )


def evaluate_entries(
    criteria_set: CriteriaSet, entries: Mapping[str, Entry], answers: Mapping[str, VetoAnswer]
) -> Evaluation:
    """Add up the stored answers; those of leaves the set no longer has are left out."""
    known = {node: entry for node, entry in entries.items() if node in criteria_set.by_id}
    surveys: dict[str, Decimal] = {}
    scores: dict[str, Decimal] = {}
    for node, entry in known.items():
        if entry.points is not None:
            by_survey = criteria_set.by_id[node].scorer is Scorer.SURVEY
            (surveys if by_survey else scores)[node] = entry.points
    absent = [node for node, entry in known.items() if entry.status is LeafStatus.NOT_APPLICABLE]
    vetoes = {veto.id: answers[veto.id].holds for veto in criteria_set.vetoes if veto.id in answers}
    return evaluate(criteria_set, scores, vetoes, surveys, absent)


def _doubt(criteria_set: CriteriaSet, year: int, found: rows.DoubtfulEvidence) -> Gap:
    place = naming(criteria_set, found.node)
    if found.bytes == 0:
        message = _("Tài liệu «{label}» của mục {leaf} là tệp rỗng.").format(label=found.label, leaf=place)
        return Gap(GapKind.EMPTY_FILE, message, found.node, found.id)
    message = _("Tài liệu «{label}» của mục {leaf} ghi ngày {date}, ngoài năm {year}.").format(
        label=found.label, leaf=place, date=short_date(found.issued_on), year=year
    )
    return Gap(GapKind.OUTSIDE_YEAR, message, found.node, found.id)


def _office_gap(missing: tuple[str, ...]) -> Iterator[Gap]:
    if missing:
        told = _("Phần Cài đặt còn thiếu: {what}.").format(what=", ".join(missing))
        yield Gap(GapKind.OFFICE_INCOMPLETE, told)
