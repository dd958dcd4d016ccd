"""A round played in any order against a plain model: nothing entered is lost, nothing refused leaves a trace."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.surveys import Ballot, BallotState
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW

ANSWERS = st.tuples(*(st.sampled_from(["good", "fair", "average", "poor", ""]) for _question in range(5)))
NUMBERS = st.integers(0, 9)
WORTH = {
    "good": Decimal(2),
    "fair": Decimal(1),
    "average": Decimal("0.5"),
    "poor": Decimal(0),
    "": Decimal(0),
}


class Round(RuleBasedStateMachine):
    """The round and what it should hold: answers by number, None where the ballot is invalid."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.services = open_services(DataFolder(Path(self.folder.name)), FixedClock(NOW), create=True)
        self.surveys = self.services.surveys
        self.id = self.surveys.open(2026, "citizen", issued=6, second_share=50).id
        self.hands: dict[int, dict[int, tuple[str, ...] | None]] = {1: {}, 2: {}}
        self.issued = 6
        self.open = True

    def teardown(self) -> None:
        self.services.close()
        self.folder.cleanup()

    @rule(
        number=NUMBERS,
        answers=ANSWERS,
        hand=st.sampled_from([1, 2]),
        again=st.booleans(),
        spoilt=st.booleans(),
    )
    def enter(self, number: int, answers: tuple[str, ...], hand: int, again: bool, spoilt: bool) -> None:
        ballot = Ballot(number, answers, hand=hand)
        if spoilt:
            ballot = replace(ballot, state=BallotState.INVALID, why="Hai ô")
        allowed = (
            self.open
            and 1 <= number <= self.issued
            and (again or number not in self.hands[hand])
            and (hand == 1 or number in self.hands[1])
        )
        if self.tried(lambda: self.surveys.enter(self.id, ballot, replace=again), allowed):
            self.hands[hand][number] = None if spoilt or not any(answers) else answers

    @rule(number=NUMBERS, hand=st.sampled_from([1, 2]))
    def take_out(self, number: int, hand: int) -> None:
        if self.tried(lambda: self.surveys.take_out(self.id, number, hand), self.open):
            self.hands[2].pop(number, None)
            if hand == 1:
                self.hands[1].pop(number, None)

    @rule(issued=st.integers(0, 9))
    def change(self, issued: int) -> None:
        survey = replace(self.surveys.get(self.id), issued=issued)
        allowed = issued >= max(self.hands[1], default=1)
        if self.tried(lambda: self.surveys.change(survey), allowed):
            self.issued = issued

    @rule()
    def close(self) -> None:
        self.surveys.close(self.id)
        self.open = False

    @rule()
    def reopen(self) -> None:
        self.surveys.reopen(self.id)
        self.open = True

    @precondition(lambda self: self.open)
    @rule()
    def settle(self) -> None:
        for one in self.surveys.differences(self.id)[:1]:
            self.surveys.settle(self.id, one.number, one.question, one.second)
            for hand in (1, 2):
                ballot = self.surveys.ballot(self.id, one.number, hand)
                assert ballot is not None
                valid = ballot.state is BallotState.VALID
                self.hands[hand][one.number] = ballot.answers if valid else None
            assert one not in self.surveys.differences(self.id)

    @invariant()
    def holds(self) -> None:
        for hand in (1, 2):
            found = {
                one.number: one.answers if one.state is BallotState.VALID else None
                for one in self.surveys.ballots(self.id, hand)
            }
            assert found == self.hands[hand]
        valid = [answers for answers in self.hands[1].values() if answers is not None]
        made = self.surveys.tally(self.id)
        assert (made.valid, made.ballots) == (len(valid), len(self.hands[1]))
        assert made.points == sum((WORTH[one] for answers in valid for one in answers), Decimal(0))
        sample = self.surveys.check_sample(self.id)
        assert set(sample.numbers) <= set(self.hands[1])
        assert len(sample.numbers) == -(-len(self.hands[1]) // 2)
        check = self.surveys.check(self.id)
        assert 0 <= check.open <= check.differed
        assert check.sheets == len(self.hands[2])
        assert self.surveys.missing(self.id) == tuple(
            number for number in range(1, self.issued + 1) if number not in self.hands[1]
        )
        assert self.surveys.arithmetic(self.id)

    def tried(self, act: Callable[[], object], allowed: bool) -> bool:
        """Whether the act was done; it must be exactly when it is allowed."""
        try:
            act()
            done = True
        except AppError:
            done = False
        assert done == allowed
        return done


TestRound = Round.TestCase
TestRound.settings = settings(
    max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
