"""The dated list behind evidence by rule, read from the records of a year, in Vietnamese, without names."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from friendly_desktop import formats
from friendly_desktop.domain.activities import Activity
from friendly_desktop.domain.activities.rules import KIND_TITLES
from friendly_desktop.domain.criteria import CriteriaSet, Node
from friendly_desktop.domain.criteria.measures import Gauge, source_of
from friendly_desktop.domain.indicators import figures as arithmetic
from friendly_desktop.domain.postings import Posting
from friendly_desktop.domain.proof.lines import (
    PERSONAL_KINDS,
    LineKind,
    ProvingLine,
    in_order,
)
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.year_proof_facts import closed_rounds, figure_facts
from friendly_desktop.storage import activities as activity_rows
from friendly_desktop.storage import postings as posting_rows
from friendly_desktop.storage.database import Connection

_FIGURES = frozenset({Gauge.INDICATOR, Gauge.FIGURE})


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


def _hung(connection: Connection, year: int) -> tuple[Posting, ...]:
    during = (date(year, 1, 1), date(year, 12, 31))
    found = posting_rows.find(connection, during=during)
    return tuple(one for one in found if one.hung_in(*during))


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
    shares, figures = figure_facts(connection, year, today)
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
