"""The bin: whatever a clerk deletes waits in it for a while and can be taken out again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

#: How long the bin keeps what was thrown into it.
TERM = timedelta(days=90)


class BinKind(Enum):
    """What lies in the bin."""

    EVIDENCE = "evidence"
    LETTER = "letter"
    TEMPLATE = "template"
    MEETING = "meeting"
    PROMISE = "promise"
    SURVEY = "survey"
    SURVEY_FORM = "survey_form"
    INDICATOR = "indicator"
    LATE_FILE = "late_file"
    ACTIVITY = "activity"
    POSTING = "posting"
    UNIT = "unit"
    PERSON = "person"
    SIGNATORY = "signatory"
    HAMLET = "hamlet"


#: What is never deleted for good by itself: it is small, names nobody, and other records were made with it.
KEPT = frozenset({BinKind.TEMPLATE, BinKind.SURVEY_FORM, BinKind.INDICATOR})


@dataclass(frozen=True, slots=True)
class Binned:
    """Something in the bin.

    Attributes:
        kind: what it is.
        key: its id among those of its kind.
        title: what it is called.
        removed_at: since when it lies here.
    """

    kind: BinKind
    key: str
    title: str
    removed_at: datetime

    @property
    def until(self) -> datetime | None:
        """From when on it is deleted for good; None for what stays."""
        return None if self.kind in KEPT else self.removed_at + TERM
