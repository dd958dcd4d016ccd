"""The minima that the criteria set of a year asks for: the thresholds of the leaves that meetings prove."""

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.criteria.measures import Gauge, source_of
from friendly_desktop.domain.meetings.reception_schedule import Minimum, MinimumOf, Period
from friendly_desktop.errors import AppError
from friendly_desktop.services.assessment import AssessmentService


def criteria_minima(assessment: AssessmentService, year: int) -> list[Minimum]:
    """Those of the set the year is scored with; none where the year was not opened."""
    try:
        return minima_of(assessment.criteria_of(year))
    except AppError as error:
        if error.code != "year_unknown":
            raise
        return []


def minima_of(criteria: CriteriaSet) -> list[Minimum]:
    """The ``measures`` in ``times`` of leaves whose ``record_kinds`` name receptions, dialogues or visits.

    Those the program set itself, and those that something else measures, ask for no meeting.
    """
    kinds = {one.value: one for one in MinimumOf}
    periods = {one.value: one for one in Period}
    found = []
    for node in criteria.walk():
        proved = [kinds[kind] for kind in node.record_kinds if kind in kinds]
        for measure in node.measures:
            usable = measure.unit == "times" and measure.operator in (">=", ">") and measure.per in periods
            source = source_of(measure.by)
            if not usable or measure.own or (source is not None and source.gauge is not Gauge.RECORDS):
                continue
            asked = [kinds[source.kind]] if source is not None and source.kind in kinds else proved
            if not asked or (source is not None and source.kind and source.kind not in kinds):
                continue
            count = int(measure.value) + (measure.operator == ">")
            found.append(
                Minimum(
                    of=asked[0],
                    count=count,
                    per=periods[measure.per],
                    title=measure.of,
                    article=criteria.references[node.id],
                    source=criteria.short_title,
                    by_law=False,
                )
            )
    return found
