"""Surveys on paper: forms with their points, numbered ballots, what was answered.

Sources: Phụ lục 02 and 03 of the Hải Dương scheme (four answers of 2, 1, 0,5 and 0 points; the average of all
ballots is the result). A ballot is a number: nobody's name is kept, a signature stays on the paper.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from friendly_desktop.domain.letters import WordingCorrection

#: What the printed forms of the scheme say around their questions.
COLUMN = "Nội dung khảo sát"
SIGNER = "Người trả lời phiếu"
SIGNER_NOTE = "(Có thể ký, ghi rõ họ tên và địa chỉ)"
THANKS = "XIN TRÂN TRỌNG CẢM ƠN ÔNG/BÀ!"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a question offers, with its points: "good", "Tốt", 2."""

    id: str
    text: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a form; ``id`` is ``q1``, ``q2``..., ``text`` without the printed "Câu 1:"."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """A form as it is printed: heading, who it is for, instruction, questions, the scale of all of them.

    Attributes:
        title: printed on top: "PHIẾU KHẢO SÁT".
        heading: the lines under the title.
        audience: "(Dùng cho công dân...)" with its brackets, printed in italics.
        signature: whether the person may sign, below ``signer`` and ``signer_note``.
        guidance: notes of the source that are not printed on the ballot.
        groups: how ballots may be told apart (hamlets, trades), asked on entry; () for none.
        source: where the wording comes from; "" for the office's own form.
        own: made by the office.
        name: what lists call the form; "" to call it by its heading.
        column: what stands over the questions.
        thanks: the last line of the ballot.
        corrections: where the wording differs from the source, and why.
        complete: only ballots with an answer to every question count; else a blank box just brings no points.
        month: in the last working week of which month its source has people asked; 0 where it does not say.
    """

    id: str
    title: str
    heading: tuple[str, ...]
    audience: str
    instruction: str
    choices: tuple[Choice, ...]
    questions: tuple[Question, ...]
    signature: bool = True
    guidance: str = ""
    groups: tuple[str, ...] = ()
    source: str = ""
    own: bool = False
    name: str = ""
    version: int = 1
    column: str = COLUMN
    signer: str = SIGNER
    signer_note: str = SIGNER_NOTE
    thanks: str = THANKS
    corrections: tuple[WordingCorrection, ...] = ()
    month: int = 0
    complete: bool = False

    @property
    def called(self) -> str:
        """What lists call it."""
        return self.name or " ".join(self.heading) or self.title

    @property
    def scored(self) -> bool:
        """Whether its answers bring points; an office may ask without them."""
        return self.max_points > 0

    @property
    def max_points(self) -> Decimal:
        """What a ballot of best answers brings: 10 for the two forms of the seed."""
        return max(choice.points for choice in self.choices) * len(self.questions)


def last_working_week(year: int, month: int) -> tuple[date, date]:
    """Monday and Friday of the last week of which all five working days lie in a month."""
    last = date(year, month, monthrange(year, month)[1])
    friday = last - timedelta(days=(last.weekday() - 4) % 7)
    return friday - timedelta(days=4), friday


class SurveyState(Enum):
    """Whether ballots may still be entered."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Survey:
    """One round of asking: a form, a time, ballots numbered from 1 to ``issued``.

    Attributes:
        form: as it was when the ballots were printed.
        returned: how many papers came back, counted by hand; None until counted.
        second_share: how many in a hundred ballots are entered a second time.
    """

    id: int
    year: int
    form: SurveyForm
    title: str
    first_day: date
    last_day: date
    issued: int
    returned: int | None
    state: SurveyState
    note: str = ""
    second_share: int = 10
    closed_on: date | None = None


class BallotState(Enum):
    """Whether a ballot counts."""

    VALID = "valid"
    INVALID = "invalid"  # blank, two ticks, spoilt: ``why`` says which


class BallotSource(Enum):
    """How a ballot came in."""

    KEYS = "keys"
    LIST = "list"  # XLSX, CSV
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One paper as one hand entered it.

    ``hand`` is 1 for the entry that counts and 2 for the check by a second person; ``answers`` gives a choice id or
    "" (left blank) for each question of the form; ``seconds`` is how long the entry took, None when not by keys.
    ``settled`` names, on a second entry, the questions that differed and were decided from the paper.
    """

    number: int
    answers: tuple[str, ...]
    state: BallotState = BallotState.VALID
    why: str = ""
    hand: int = 1
    group: str = ""
    source: BallotSource = BallotSource.KEYS
    seconds: Decimal | None = None
    entered_at: datetime | None = None
    entered_by: str = ""
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """The answers to one question: how many chose each, in the form's order; ``average`` in points.

    The average is over all valid ballots, a blank box bringing no points, so that the averages of the questions
    add up to that of the ballots.
    """

    id: str
    counts: tuple[tuple[str, int], ...]
    blank: int
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class SurveyTally:
    """What the valid ballots say.

    Attributes:
        ballots: all that were entered.
        average: of whole valid ballots in points, rounded half up to four places; None without any, or where the
            form has no points.
        points: of all valid ballots together, exact.
    """

    ballots: int
    valid: int
    invalid: tuple[int, ...]
    average: Decimal | None
    questions: tuple[QuestionTally, ...]
    points: Decimal = Decimal(0)

    def rounded(self, step: Decimal = Decimal("0.01")) -> Decimal | None:
        """The average rounded once, half up, from the exact sums; ``step`` is 0.01, 0.25..."""
        return None if self.average is None else rounded_share(self.points, self.valid, step)


def rounded_share(points: Decimal, count: int, step: Decimal) -> Decimal:
    """``points / count`` rounded half up to a multiple of ``step``, exact up to that one rounding."""
    steps = (2 * Fraction(points) / (count * Fraction(step)) + 1) // 2
    return (int(steps) * step).quantize(step)
