"""The second entry of a share of the ballots: which ones, where the two entries differ, what was decided."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from friendly_desktop.domain.surveys import Ballot, BallotState, Survey, SurveyForm, rounded_share
from friendly_desktop.i18n import _

_ALL = 100


@dataclass(frozen=True, slots=True)
class CheckSample:
    """The ballots to be entered a second time.

    Attributes:
        seed: printed beside the result, so that anybody can draw the same numbers again.
        share: how many in a hundred of the ballots entered.
        numbers: drawn, in order.
        done: those of them that were entered a second time.
    """

    seed: str
    share: int
    numbers: tuple[int, ...]
    done: frozenset[int] = frozenset()

    @property
    def left(self) -> tuple[int, ...]:
        """Those still to be entered a second time."""
        return tuple(one for one in self.numbers if one not in self.done)


@dataclass(frozen=True, slots=True)
class Difference:
    """A box in which the two entries differ.

    ``question`` is its id; "" where the entries differ in whether the ballot counts, ``first`` and ``second`` then
    being ``valid`` or ``invalid``.
    """

    number: int
    question: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How well the ballots were entered: boxes compared, boxes that differed, those of them not yet decided."""

    sheets: int
    boxes: int
    differed: int
    open: int

    @property
    def percent(self) -> Decimal | None:
        """Differing boxes in a hundred, two places; None before anything was compared."""
        return (
            rounded_share(Decimal(100 * self.differed), self.boxes, Decimal("0.01")) if self.boxes else None
        )


def check_sample(survey: Survey, first: Collection[int], second: Collection[int] = ()) -> CheckSample:
    """Draw a share of the ballots entered, rounded up.

    Each number gets a rank, the SHA-256 of the seed and the number; the lowest ranks are drawn. A ballot entered
    later changes the draw by one ballot at most, so that work done is not lost.

    Args:
        survey: the round, whose share it is.
        first: the numbers entered.
        second: those of them entered a second time.
    """
    seed = f"{survey.year}-{survey.id}-{survey.form.id}"
    amount = -(-len(first) * survey.second_share // _ALL)
    ranked = sorted(first, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
    drawn = tuple(sorted(ranked[:amount]))
    return CheckSample(seed, survey.second_share, drawn, frozenset(second) & frozenset(drawn))


def differences(
    form: SurveyForm, first: Iterable[Ballot], second: Iterable[Ballot]
) -> tuple[Difference, ...]:
    """Where the second entry says otherwise; the answers of a ballot that either calls invalid are not compared."""
    by_number = {ballot.number: ballot for ballot in first}
    found: list[Difference] = []
    for other in second:
        one = by_number.get(other.number)
        if one is not None:
            found += _of_ballot(form, one, other)
    return tuple(found)


def check_result(form: SurveyForm, first: Iterable[Ballot], second: Sequence[Ballot]) -> CheckResult:
    """How many boxes were compared and how many differed, decided or not."""
    by_number = {ballot.number: ballot for ballot in first}
    compared = [other for other in second if other.number in by_number]
    differing = [_names(_of_ballot(form, by_number[other.number], other)) for other in compared]
    decided = [frozenset(other.settled) for other in compared]
    return CheckResult(
        sheets=len(compared),
        boxes=len(compared) * len(form.questions),
        differed=sum(len(one | other) for one, other in zip(differing, decided, strict=True)),
        open=sum(map(len, differing)),
    )


def traced(form: SurveyForm, before: tuple[Ballot, Ballot], after: tuple[Ballot, Ballot]) -> Ballot:
    """The second entry of ``after`` with what differed before and was typed alike since, so that it stays counted.

    Args:
        form: the form of both.
        before: first and second entry as they were.
        after: the same once one of them was typed again.
    """
    then, now = (_names(_of_ballot(form, *pair)) for pair in (before, after))
    kept = dict.fromkeys((*before[1].settled, *sorted(then - now)))
    return replace(after[1], settled=tuple(kept))


def settled(
    form: SurveyForm, first: Ballot, second: Ballot, question: str, choice: str
) -> tuple[Ballot, Ballot]:
    """Both entries with the answer the paper gives; the second one remembers that they differed.

    Raises:
        ValueError: there is no such answer.
    """
    if question:
        known = {one.id for one in form.choices} | {""}
        if choice not in known:
            raise ValueError(_("Không có phương án trả lời «{answer}».").format(answer=choice[:40]))
        place = [one.id for one in form.questions].index(question)
        made = [
            replace(one, answers=(*one.answers[:place], choice, *one.answers[place + 1 :]))
            for one in (first, second)
        ]
        differed = first.answers[place] != second.answers[place]
    else:
        state = BallotState(choice)
        why = (first.why or second.why) if state is BallotState.INVALID else ""
        made = [replace(one, state=state, why=why) for one in (first, second)]
        differed = first.state is not second.state
    name = question or STATE
    if differed and name not in second.settled:
        made[1] = replace(made[1], settled=(*second.settled, name))
    return made[0], made[1]


#: How a decided difference in validity is noted; no question is called so.
STATE = "state"


def _names(found: Iterable[Difference]) -> frozenset[str]:
    return frozenset(one.question or STATE for one in found)


def _of_ballot(form: SurveyForm, one: Ballot, other: Ballot) -> list[Difference]:
    if one.state is not other.state:
        return [Difference(one.number, "", one.state.value, other.state.value)]
    if one.state is BallotState.INVALID:
        return []
    return [
        Difference(one.number, question.id, ours, theirs)
        for question, ours, theirs in zip(form.questions, one.answers, other.answers, strict=True)
        if ours != theirs
    ]
