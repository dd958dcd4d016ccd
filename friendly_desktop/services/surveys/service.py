"""Everything about surveys in one service: forms, rounds, ballots, results."""

from friendly_desktop.domain.survey_check import CheckResult, check_result
from friendly_desktop.domain.survey_tally import GroupTally, arithmetic, tally, tally_groups
from friendly_desktop.domain.surveys import SurveyTally
from friendly_desktop.services.surveys.lists import SurveyLists
from friendly_desktop.services.surveys.rounds import required
from friendly_desktop.storage import surveys as rows


class SurveysService(SurveyLists):
    """The surveys of the office."""

    def tally(self, survey_id: int) -> SurveyTally:
        """What the ballots say, by the round's own form.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            return tally(survey.form, rows.find_ballots(connection, survey_id, 1))

    def by_group(self, survey_id: int) -> tuple[GroupTally, ...]:
        """The same by group; a group of fewer than five is hidden. Empty where no group was entered.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            return tally_groups(survey.form, rows.find_ballots(connection, survey_id, 1))

    def arithmetic(self, survey_id: int) -> str:
        """The average in one sentence with its sums.

        Raises:
            AppError: the round is gone.
        """
        return arithmetic(self.get(survey_id).form, self.tally(survey_id))

    def check(self, survey_id: int) -> CheckResult:
        """How well the ballots were entered, by the second entry.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            second = rows.find_ballots(connection, survey_id, 2)
            first = rows.find_ballots(connection, survey_id, 1) if second else ()
        return check_result(survey.form, first, second)
