"""What can measure a threshold of a criteria set: the words of ``by`` in a measure.

``letters``, ``records``, ``on_time``, ``postings``, ``activities`` and ``survey`` measure by what the line itself
names (its kinds, the diary lines that name it, any form); with ``:kind`` behind by one kind or form alone.
``indicator`` and ``figure`` always name what they read.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from friendly_desktop.domain.activities import ActivityKind

LETTER_KINDS = frozenset(
    {"wedding", "birth", "congratulation", "praise", "commend", "thanks", "condolence", "sympathy", "apology",
     "apology_extension"}
)  # fmt: skip
RECORD_KINDS = frozenset(
    {"schedule", "reception", "complaint", "denunciation", "petition", "dialogue", "dialogue_result", "visit"}
)  # fmt: skip
#: Records that have a date to keep.
DATED_KINDS = frozenset({"complaint", "denunciation", "petition", "dialogue_result"})
ACTIVITY_KINDS = frozenset(kind.value for kind in ActivityKind)


class Gauge(Enum):
    """What measures."""

    LETTERS = "letters"  # letters signed, counted
    RECORDS = "records"  # sessions, settled cases, dialogues, visits, counted
    ON_TIME = "on_time"  # settled cases and kept promises in time, in percent of those with a date
    POSTINGS = "postings"  # places where a posting hangs
    ACTIVITIES = "activities"  # times of the diary
    INDICATOR = "indicator"  # a share of monthly figures, in percent
    FIGURE = "figure"  # a monthly figure itself: people disciplined, models recognised
    APOLOGIES = "apologies"  # late files whose letter of apology was signed, in percent
    SURVEY = "survey"  # rounds closed; in percent: the average of the points that were possible


#: What may follow the colon; None where it is an id known elsewhere (postings, shares and forms are data).
GAUGE_KINDS: dict[Gauge, frozenset[str] | None] = {
    Gauge.LETTERS: LETTER_KINDS,
    Gauge.RECORDS: RECORD_KINDS,
    Gauge.ON_TIME: DATED_KINDS,
    Gauge.POSTINGS: None,
    Gauge.ACTIVITIES: ACTIVITY_KINDS,
    Gauge.INDICATOR: None,
    Gauge.FIGURE: None,
    Gauge.APOLOGIES: frozenset(),
    Gauge.SURVEY: None,
}
#: Those that say nothing without a name behind the colon.
NAMED_GAUGES = frozenset({Gauge.INDICATOR, Gauge.FIGURE})

#: The units in which each can measure.
GAUGE_UNITS: dict[Gauge, frozenset[str]] = {
    Gauge.LETTERS: frozenset({"times", "days"}),
    Gauge.RECORDS: frozenset({"times", "days"}),
    Gauge.ON_TIME: frozenset({"percent"}),
    Gauge.POSTINGS: frozenset({"times"}),
    Gauge.ACTIVITIES: frozenset({"times", "days", "models"}),
    Gauge.INDICATOR: frozenset({"percent"}),
    Gauge.FIGURE: frozenset({"times", "models", "persons"}),
    Gauge.APOLOGIES: frozenset({"percent"}),
    Gauge.SURVEY: frozenset({"times", "percent"}),
}


@dataclass(frozen=True, slots=True)
class Source:
    """``by`` taken apart: "letters:wedding" is letters of the kind wedding; ``kind`` is "" for the line's own."""

    gauge: Gauge
    kind: str = ""


@lru_cache(maxsize=512)
def source_of(by: str) -> Source | None:
    """What measures; None for "" and for what no gauge is called."""
    name, _colon, kind = by.partition(":")
    known = {gauge.value: gauge for gauge in Gauge}
    return Source(known[name], kind) if name in known else None
