"""Ballots a clerk should look at again: not accusations, but what hardly happens when people answer one by one.

The thresholds are the program's own; no source names any.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import groupby

from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, SurveyForm
from friendly_desktop.formats import whole_number
from friendly_desktop.i18n import _

#: No hand types an answer faster than this, a held key does.
LEAST_SECONDS = Decimal("0.2")
_LEAST_RUN = 5
#: A run is told when fewer than one in a hundred rounds would have one by chance.
_CHANCE = 0.01
_LEAST_QUESTIONS = 4
_MOST_RUNS = 8  # of numbers that a sentence names
_LEAST_SHEETS = 10
_STRAIGHT_SHARE = 80  # per cent


class SuspicionKind(Enum):
    """What is odd."""

    SAME = "same"  # many identical sheets in a row
    QUICK = "quick"  # entered faster than a hand can
    STRAIGHT = "straight"  # nearly all sheets tick one column from top to bottom


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Ballots to look at again, and why, in one sentence."""

    kind: SuspicionKind
    numbers: tuple[int, ...]
    sentence: str


def suspicions(form: SurveyForm, ballots: Iterable[Ballot]) -> tuple[Suspicion, ...]:
    """What is odd about the ballots of a round.

    Args:
        form: its form.
        ballots: the entries that count.
    """
    valid = sorted(
        (one for one in ballots if one.state is BallotState.VALID), key=lambda ballot: ballot.number
    )
    return (*_same(valid), *_quick(form, valid), *_straight(form, valid))


def _same(valid: Sequence[Ballot]) -> Iterator[Suspicion]:
    """Runs of identical sheets too long for chance, judged by how often others answer so.

    Where six in ten people tick "Tốt" throughout, a dozen in a row is nothing; five odd sheets alike are.
    """
    uses = Counter(ballot.answers for ballot in valid)
    for answers, some in groupby(valid, key=lambda ballot: ballot.answers):
        numbers = tuple(ballot.number for ballot in some)
        length = len(numbers)
        if length < _LEAST_RUN:
            continue
        share = (uses[answers] - length + 1) / (len(valid) - length + 2)
        if len(valid) * share**length < _CHANCE:
            sentence = _("{n} phiếu liên tiếp giống hệt nhau: số {first} đến {last}.").format(
                n=length, first=numbers[0], last=numbers[-1]
            )
            yield Suspicion(SuspicionKind.SAME, numbers, sentence)


def _quick(form: SurveyForm, valid: Sequence[Ballot]) -> Iterator[Suspicion]:
    least = LEAST_SECONDS * len(form.questions)
    numbers = tuple(
        ballot.number
        for ballot in valid
        if ballot.source is BallotSource.KEYS and ballot.seconds is not None and ballot.seconds < least
    )
    if numbers:
        sentence = _("{n} phiếu được nhập nhanh hơn tay người gõ được: số {numbers}.").format(
            n=len(numbers), numbers=number_words(numbers)
        )
        yield Suspicion(SuspicionKind.QUICK, numbers, sentence)


def _straight(form: SurveyForm, valid: Sequence[Ballot]) -> Iterator[Suspicion]:
    if len(form.questions) < _LEAST_QUESTIONS or len(valid) < _LEAST_SHEETS:
        return
    numbers = tuple(ballot.number for ballot in valid if ballot.answers[0] and len(set(ballot.answers)) == 1)
    if 100 * len(numbers) >= _STRAIGHT_SHARE * len(valid):
        sentence = _("{n} trên {valid} phiếu chọn một cột cho mọi câu hỏi.").format(
            n=whole_number(len(numbers)), valid=whole_number(len(valid))
        )
        yield Suspicion(SuspicionKind.STRAIGHT, numbers, sentence)


def number_words(numbers: Sequence[int]) -> str:
    """Numbers in a sentence, runs joined: "3, 7-12, 40 và 5 số nữa"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number, number])
    told = ", ".join(str(one) if one == other else f"{one}-{other}" for one, other in runs[:_MOST_RUNS])
    left = sum(other - one + 1 for one, other in runs[_MOST_RUNS:])
    return _("{numbers} và {n} số nữa").format(numbers=told, n=left) if left else told
