"""What the page reads: the rounds of a year with their counts, and one round with its ballots."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from friendly_desktop.domain.surveys import Ballot, Survey, SurveyForm, SurveyState, SurveyTally
from friendly_desktop.domain.surveys.ballot_reading import DoubtfulBallot
from friendly_desktop.domain.surveys.check import CheckSample, Difference, check_sample, differences
from friendly_desktop.domain.surveys.tally import tally
from ui.pages.surveys.rows import RoundRow

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class YearRounds:
    """The rounds of a year, the forms there are, and the rounds of all years that were removed."""

    year: int
    rows: tuple[RoundRow, ...]
    forms: tuple[SurveyForm, ...]
    removed: tuple[Survey, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round with everything its tabs need.

    Attributes:
        first: ballots of the first hand.
        second: ballots entered to check the first.
        sample: which are to be entered a second time.
        differences: where both entries differ, undecided.
        tally: what the first hand says.
        doubts: scanned ballots that wait for a person.
        people: who may be entering.
    """

    row: RoundRow
    first: tuple[Ballot, ...]
    second: tuple[Ballot, ...]
    sample: CheckSample
    differences: tuple[Difference, ...]
    tally: SurveyTally
    doubts: tuple[DoubtfulBallot, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def survey(self) -> Survey:
        """The round itself."""
        return self.row.survey


def read_year(services: "Services", year: int) -> YearRounds:
    """The rounds of a year, the newest first."""
    rows = tuple(_view(services, one).row for one in _newest_first(services, year))
    return YearRounds(year, rows, services.surveys.forms(), services.surveys.removed())


def read_round(services: "Services", survey_id: int) -> RoundView:
    """One round."""
    view = _view(services, services.surveys.get(survey_id))
    return replace(view, people=tuple(one.name for one in services.office.people()))


def latest(services: "Services", year: int) -> int | None:
    """The round one is most likely at work on: the newest open one, else the newest."""
    found = _newest_first(services, year)
    opened = [one for one in found if one.state is SurveyState.OPEN]
    return next((one.id for one in (*opened, *found)), None)


def _newest_first(services: "Services", year: int) -> list[Survey]:
    return sorted(services.surveys.find(year), key=lambda one: (one.first_day, one.id), reverse=True)


def _view(services: "Services", survey: Survey) -> RoundView:
    first, second = services.surveys.ballots(survey.id), services.surveys.ballots(survey.id, hand=2)
    sample = check_sample(survey, {one.number for one in first}, {one.number for one in second})
    differing = differences(survey.form, first, second)
    counted = tally(survey.form, first)
    doubts = services.ballot_reading.doubts(survey.id)
    row = RoundRow(
        survey=survey,
        entered=len(first),
        valid=counted.valid,
        sample=len(sample.numbers),
        checked=len(sample.done),
        differing=len(differing),
        doubts=len(doubts),
        average=counted.rounded(),
    )
    return RoundView(row, first, second, sample, differing, counted, doubts)
