"""Surveys of the demonstration: rounds that were counted, and one that is being entered."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from friendly_desktop.clock import Clock, FixedClock
from friendly_desktop.domain.surveys import Ballot, BallotState, Survey
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.surveys import SurveysService
from friendly_desktop.storage.demo_data import read_commune

SURVEYS = RESOURCES / "demo" / "surveys.yaml"
_AFTERNOON = time(8, 0, tzinfo=UTC)  # three o'clock in Vietnam


class DemoSurveys:
    """Opens the rounds of a year and enters their ballots, each on its day."""

    def __init__(self, surveys_at: Callable[[Clock], SurveysService]) -> None:
        """Work through the surveys as they would have been on each day, by a given clock."""
        self._surveys_at = surveys_at

    def fill(self, year: int, today: date, hamlets: Sequence[str]) -> dict[str, int]:
        """Fill in the rounds that began by ``today``; returns how many rounds and ballots there are.

        Args:
            year: the year under way.
            today: what comes after it has not been.
            hamlets: the parts of the commune, by which ballots are told apart.
        """
        rounds = [one for one in read_commune(SURVEYS)["rounds"] if _day(year, one["first"]) <= today]
        ballots = sum(self._round(year, today, told, hamlets) for told in rounds)
        return {"surveys": len(rounds), "ballots": ballots}

    def _round(self, year: int, today: date, told: Mapping[str, Any], hamlets: Sequence[str]) -> int:
        last = _day(year, told["last"])
        surveys = self._surveys_at(FixedClock(datetime.combine(min(last, today), _AFTERNOON)))
        survey = surveys.open(
            year,
            told["form"],
            told["title"],
            first_day=_day(year, told["first"]),
            last_day=last,
            issued=int(told["issued"]),
            groups=tuple(hamlets) if "groups" in told else None,
        )
        chance = random.Random(survey.title)  # noqa: S311 - made-up answers, always alike
        ballots = _ballots(survey, told, chance)
        surveys.enter_many(survey.id, ballots)
        if "open" in told:
            return len(ballots)
        surveys.returned(survey.id, int(told["returned"]))
        self._enter_again(surveys, survey, int(told["mistakes"]))
        if last < today:
            surveys.close(survey.id)
        return len(ballots)

    def _enter_again(self, surveys: SurveysService, survey: Survey, mistakes: int) -> None:
        """Enter the sample a second time, with some slips that the paper then decides."""
        entered = {one.number: one for one in surveys.ballots(survey.id)}
        again = [replace(entered[number], hand=2) for number in surveys.check_sample(survey.id).left]
        slips = [one for one in again if one.state is BallotState.VALID][:mistakes]
        wrong = {one.number: _slipped(survey, one) for one in slips}
        surveys.enter_many(survey.id, [wrong.get(one.number, one) for one in again])
        for one in surveys.differences(survey.id):
            surveys.settle(survey.id, one.number, one.question, one.first)


def _ballots(survey: Survey, told: Mapping[str, Any], chance: random.Random) -> list[Ballot]:
    columns = []
    for counts in told["answers"]:
        column = [choice for choice, count in counts.items() for _each in range(int(count))]
        chance.shuffle(column)
        columns.append(column)
    answers = list(zip(*columns, strict=True))
    kinds: list[str] = ["" for _answers in answers] + list(told["invalid"])
    chance.shuffle(kinds)
    valid = iter(answers)
    blank = ("",) * len(survey.form.questions)
    return [
        Ballot(
            number=number,
            answers=blank if why else next(valid),
            state=BallotState.INVALID if why else BallotState.VALID,
            why=why,
            group=chance.choice(survey.form.groups) if survey.form.groups else "",
            seconds=Decimal(chance.randrange(21, 70)) / 10,
        )
        for number, why in enumerate(kinds, 1)
    ]


def _slipped(survey: Survey, ballot: Ballot) -> Ballot:
    """The ballot with the key beside the right one in its second answer."""
    choices = [one.id for one in survey.form.choices]
    beside = choices[(choices.index(ballot.answers[1]) + 1) % len(choices)]
    return replace(ballot, answers=(ballot.answers[0], beside, *ballot.answers[2:]))


def _day(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_and_day}")
