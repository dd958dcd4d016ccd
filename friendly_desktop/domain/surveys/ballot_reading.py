"""What was read from pages of ballots, and when a box is sure enough to count without a person.

Nothing is guessed: two marks, a crossed-out one, a faint one, a mark beside the box or none at all are shown to a
person. A thick pen is no correction (sdaps#93), a grey photocopy no tick (OMRChecker#22).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

#: Shares of a box's inside that are ink: below the first it is clean, from the second on it is marked.
CLEAN, MARKED = 0.016, 0.055
#: From here on a box may have been blackened to take the mark back.
FILLED = 0.86
#: Share of ink around a clean box that no longer is the end of a neighbour's stroke.
STRAY = 0.02
#: Share of ink around a marked box from which on the mark may have been circled to take it back.
CIRCLED = 0.085
#: How many times as much ink the mark has than anything else in its row.
CLEARLY = 4.0
#: Share of specks above those of the cleanest box in its row that may be a mark broken into pieces.
BROKEN = 0.025
_INDEPENDENT = 160  # dots of a box whose grain does not hang together


class Why(Enum):
    """Why a person has to look at a question."""

    BLANK = "blank"
    SEVERAL = "several"
    FAINT = "faint"
    FILLED = "filled"
    BESIDE = "beside"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class BoxInk:
    """How much of a box, and of its cell around it, is ink.

    Attributes:
        inside: share of the inside, 0 to 1.
        around: share of the cell around the box.
        seen: whether the printed outline was found where it belongs.
        raw: share of the inside with the specks of a bad copy, and with strokes so thin that they broke into specks.
    """

    inside: float
    around: float
    seen: bool = True
    raw: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row of boxes says: the choice's place from 0, or None with the reason why a person must look.

    Attributes:
        likely: the choice that was most likely meant, offered to the person; None for none.
    """

    choice: int | None
    why: Why | None = None
    likely: int | None = None


def judge(row: Sequence[BoxInk], grain: float = 0.0) -> Verdict:
    """What the boxes of one question say.

    Args:
        row: its boxes.
        grain: share of specks in a clean box of this page, for rows too short to have one.
    """
    if not all(box.seen for box in row):
        return Verdict(None, Why.UNSEEN)
    marked = [place for place, box in enumerate(row) if box.inside >= MARKED]
    touched = [place for place, box in enumerate(row) if box.inside >= CLEAN]
    if not touched:
        beside = any(box.around >= STRAY for box in row)
        return Verdict(None, Why.BESIDE if beside else Why.BLANK)
    if len(marked) > 1:
        return Verdict(None, Why.SEVERAL)
    darkest = max(range(len(row)), key=lambda place: row[place].inside)
    if not marked:
        return Verdict(None, Why.FAINT, darkest)
    mark = row[darkest]
    others = [place for place in touched if place != darkest and row[place].inside * CLEARLY > mark.inside]
    if others or any(place != darkest for place in _broken(row, grain)):
        return Verdict(None, Why.SEVERAL, darkest)
    if mark.inside >= FILLED:
        return Verdict(None, Why.FILLED, darkest)
    if mark.around >= CIRCLED:
        return Verdict(None, Why.BESIDE, darkest)
    return Verdict(darkest)


def grain_of(page: Iterable[Sequence[BoxInk]]) -> float:
    """The share of specks in the cleanest fifth of a page's boxes."""
    raws = sorted(box.raw for row in page for box in row)
    return raws[len(raws) // 5] if raws else 0.0


def _broken(row: Sequence[BoxInk], grain: float) -> list[int]:
    """Boxes with more specks than the grain of this picture explains: a thin mark in a copy without grey."""
    floor = min(box.raw for box in row) if len(row) > 2 else grain
    chance = 3 * (floor * (1 - floor) / _INDEPENDENT) ** 0.5
    return [place for place, box in enumerate(row) if box.raw - floor > max(BROKEN, chance)]


@dataclass(frozen=True, slots=True)
class DoubtfulQuestion:
    """A question that a person decides.

    Attributes:
        place: of the question in the form, from 0.
        likely: the id of the choice that was most likely meant, offered first; "" for none.
        picture: its row of boxes as JPEG.
    """

    place: int
    why: Why
    likely: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class DoubtfulBallot:
    """A ballot that was read but for some questions; it does not count before these are decided.

    Attributes:
        page: file and page, so that the paper is found.
        answers: choice ids by question, None where a person decides.
        hand: 1 for the entry that counts, 2 for the check.
    """

    id: int
    survey_id: int
    number: int
    page: str
    answers: tuple[str | None, ...]
    questions: tuple[DoubtfulQuestion, ...]
    read_at: datetime
    hand: int = 1
    group: str = ""


class Unread(Enum):
    """Why a page was not read."""

    NO_CODE = "no_code"
    OTHER_SURVEY = "other_survey"
    OTHER_FORM = "other_form"
    NO_MARKS = "no_marks"
    NO_SUCH_NUMBER = "no_such_number"
    OTHER_PAGE_MISSING = "other_page_missing"
    FIRST_MISSING = "first_missing"
    BROKEN_FILE = "broken_file"
    EMPTY = "empty"  # the back of a sheet: counted, not listed


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page, or a whole file, that was not read.

    Attributes:
        file: its name.
        page: from 1; 0 for the whole file.
        number: of the ballot, where its code was read.
        message: what happened, as a sentence.
    """

    file: str
    page: int
    why: Unread
    message: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class RepeatedBallot:
    """A ballot that was read although its number had been entered or read before; the first one stands.

    Attributes:
        same: whether both say the same; if not, two papers may bear one number.
    """

    number: int
    page: str
    same: bool


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What became of the pages: numbers entered, numbers that wait for a person, pages not read, repetitions.

    ``empty`` counts pages without any ink, the backs of a pile scanned on both sides.
    """

    pages: int
    read: tuple[int, ...]
    doubtful: tuple[int, ...]
    unreadable: tuple[UnreadPage, ...]
    repeated: tuple[RepeatedBallot, ...]
    empty: int = 0
