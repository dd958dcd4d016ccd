"""The dated list behind evidence by rule: activities, postings, surveys and figures of a year, without names.

What a line says of an activity in somebody's home, or of a visit to somebody, is its kind alone: its title may name
the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop.domain.activities import ActivityKind
from friendly_desktop.i18n import N_, _


class LineKind(Enum):
    """What a line of the list is."""

    ACTIVITY = "activity"
    POSTING = "posting"
    SURVEY = "survey"
    FIGURE = "figure"


#: Activities whose titles tell of a person.
PERSONAL_KINDS = frozenset({ActivityKind.VISIT, ActivityKind.SERVICE})

_TITLES = {
    LineKind.ACTIVITY: N_("Hoạt động"),
    LineKind.POSTING: N_("Niêm yết"),
    LineKind.SURVEY: N_("Khảo sát"),
    LineKind.FIGURE: N_("Số liệu"),
}


@dataclass(frozen=True, slots=True)
class ProvingLine:
    """One line of the list; words of the office about its own work, in Vietnamese.

    Attributes:
        kind: what it is.
        what: the kind of the activity or posting, the form of the survey, the share or figure; an id.
        id: of the record, 0 for a share or figure.
        day: of the activity; on which the posting was hung or the survey closed; the last day of figures.
        words: what it was.
        result: what came of it: how often, where it hangs, the average, the arithmetic.
        nodes: the leaves it proves.
    """

    kind: LineKind
    what: str
    id: int
    day: date
    words: str
    result: str
    nodes: tuple[str, ...]


def line_title(kind: LineKind) -> str:
    """What people call a group of the list: "Niêm yết"."""
    return _(_TITLES[kind])


def lines_of(lines: Iterable[ProvingLine], node: str) -> tuple[ProvingLine, ...]:
    """The lines that prove a leaf."""
    return tuple(one for one in lines if node in one.nodes)


def line_counts(lines: Iterable[ProvingLine], kind: LineKind) -> dict[str, int]:
    """How many lines of a kind prove each leaf."""
    counts: dict[str, int] = {}
    for one in lines:
        if one.kind is kind:
            for node in one.nodes:
                counts[node] = counts.get(node, 0) + 1
    return counts


def in_order(lines: Iterable[ProvingLine]) -> tuple[ProvingLine, ...]:
    """By group, day and record."""
    place = {kind: index for index, kind in enumerate(LineKind)}
    return tuple(sorted(lines, key=lambda one: (place[one.kind], one.day, one.what, one.id)))
