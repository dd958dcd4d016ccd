"""What a search over everything finds: which record, what it is called, where the words stand."""

from dataclasses import dataclass
from enum import Enum


class SearchArea(Enum):
    """A kind of record; the values are those of the commands."""

    CASE = "case"
    LETTER = "letter"
    MEETING = "meeting"
    EVIDENCE = "evidence"
    CRITERION = "criterion"
    SURVEY = "survey"
    ACTIVITY = "activity"
    POSTING = "posting"
    INDICATOR = "indicator"
    PROMISE = "promise"
    PERSON = "person"  # of the office itself
    HELP = "help"  # a part of the program's own help


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record that was found.

    Attributes:
        area: what it is.
        id: its number, or the permanent id of a line of the criteria set.
        title: what lists call it; of a denunciation its code alone.
        snippet: the words found, with what stands around them; empty for a denunciation.
        year: the assessment year of evidence and criteria.
        near: 0 when every word stands in it as typed, 1 when words typed without marks stand with marks, 2 when
            marks that were typed are not there.
        within: the record it belongs to: of a promise its meeting; of a part of the help its topic.
    """

    area: SearchArea
    id: int | str
    title: str
    snippet: str = ""
    year: int | None = None
    near: int = 0
    within: int | str = ""
