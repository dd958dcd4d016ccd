"""Ballots of a round: entered, entered a second time for a share, differences settled from the paper."""

from collections.abc import Sequence
from dataclasses import replace

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, Survey
from friendly_desktop.domain.surveys.check import (
    CheckSample,
    Difference,
    check_sample,
    differences,
    settled,
    traced,
)
from friendly_desktop.domain.surveys.tally import counted
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.surveys.round_checks import required, required_open
from friendly_desktop.services.surveys.rounds import SurveyRounds
from friendly_desktop.storage import surveys as rows
from friendly_desktop.storage.database import Connection

_LONGEST_WHY = 200


class SurveyBallots(SurveyRounds):
    """Takes ballots in, one sheet at a time; every sheet is kept before the next one."""

    def ballots(self, survey_id: int, hand: int = 1) -> tuple[Ballot, ...]:
        """The ballots as one hand entered them, by number."""
        with self._db.read() as connection:
            return rows.find_ballots(connection, survey_id, hand)

    def ballot(self, survey_id: int, number: int, hand: int = 1) -> Ballot | None:
        """One of them, None when it was not entered."""
        with self._db.read() as connection:
            return rows.get_ballot(connection, survey_id, number, hand)

    def next_number(self, survey_id: int) -> int | None:
        """The number after the highest one entered, or the first one left out; None when all are in."""
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            entered = rows.numbers(connection, survey_id, 1)
        if not entered or entered[-1] < survey.issued:
            return entered[-1] + 1 if entered else 1
        known = set(entered)
        return next((one for one in range(1, survey.issued + 1) if one not in known), None)

    def missing(self, survey_id: int) -> tuple[int, ...]:
        """The numbers that were not entered."""
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            known = set(rows.numbers(connection, survey_id, 1))
        return tuple(one for one in range(1, survey.issued + 1) if one not in known)

    def enter(self, survey_id: int, ballot: Ballot, *, replace: bool = False) -> Ballot:
        """Keep a ballot as it counts: one that is blank altogether is invalid.

        Args:
            survey_id: an open round.
            ballot: ``hand`` 2 for the second entry, which does not count but is compared.
            replace: take the place of what the same hand entered for this number.

        Raises:
            AppError: ``survey_closed``, ``ballot_number_wrong``, ``ballot_invalid``, ``ballot_entered`` (without
                ``replace``), ``ballot_first_missing`` (a second entry without a first).
        """
        return self.enter_many(survey_id, [ballot], replace=replace)[0]

    def enter_many(
        self, survey_id: int, many: Sequence[Ballot], *, replace: bool = False
    ) -> tuple[Ballot, ...]:
        """The same for many, all or none.

        Raises:
            AppError: as ``enter``.
        """
        with self._db.write(Area.SURVEYS) as connection:
            survey = required_open(connection, survey_id)
            made = tuple(self._checked(survey, one) for one in many)
            _check_numbers(connection, survey, made, may_replace=replace)
            if replace:
                rows.put_ballots(connection, survey_id, _with_traces(connection, survey, made))
            else:
                rows.put_ballots(connection, survey_id, made)
        return made

    def take_out(self, survey_id: int, number: int, hand: int = 1) -> tuple[Ballot, ...]:
        """Take one entry out, as if it had not been entered; with the first the second goes too.

        Returns:
            What was taken out, for ``put_back``.

        Raises:
            AppError: the round is gone or closed.
        """
        with self._db.write(Area.SURVEYS) as connection:
            required_open(connection, survey_id)
            hands = (1, 2) if hand == 1 else (hand,)
            found = [rows.get_ballot(connection, survey_id, number, one) for one in hands]
            rows.take_ballot(connection, survey_id, number, hand)
        return tuple(one for one in found if one is not None)

    def put_back(self, survey_id: int, taken: Sequence[Ballot]) -> None:
        """Undo ``take_out``: the entries are as they were, whoever made them and whatever was settled.

        Raises:
            AppError: as ``enter``; also where the number was entered again meanwhile.
        """
        with self._db.write(Area.SURVEYS) as connection:
            survey = required_open(connection, survey_id)
            for one in taken:
                self._checked(survey, one)
            _check_numbers(connection, survey, taken, may_replace=False)
            rows.put_ballots(connection, survey_id, taken)

    # The second entry

    def check_sample(self, survey_id: int) -> CheckSample:
        """Which ballots are entered a second time: a share of those entered, drawn by a seed anybody can repeat.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            first = rows.numbers(connection, survey_id, 1)
            second = rows.numbers(connection, survey_id, 2)
        return check_sample(survey, first, second)

    def differences(self, survey_id: int) -> tuple[Difference, ...]:
        """Where the second entry says otherwise than the first, by number and question.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            second = rows.find_ballots(connection, survey_id, 2)
            first = rows.find_ballots(connection, survey_id, 1) if second else ()
        return differences(survey.form, first, second)

    def settle(self, survey_id: int, number: int, question: str, choice: str) -> None:
        """Decide a difference from the paper; both entries then say so, and the difference stays counted.

        Args:
            survey_id: an open round.
            number: of the ballot.
            question: its id, "" for whether the ballot is valid.
            choice: the answer, "" for a blank box; for the validity ``valid`` or ``invalid``.

        Raises:
            AppError: the round is gone or closed, the ballot was not entered twice, or there is no such answer.
        """
        with self._db.write(Area.SURVEYS) as connection:
            survey = required_open(connection, survey_id)
            both = [rows.get_ballot(connection, survey_id, number, hand) for hand in (1, 2)]
            first, second = both
            if first is None or second is None:
                raise AppError(
                    "ballot_not_checked",
                    _("Phiếu chưa nhập lần hai"),
                    _("Phiếu số {number} chưa được nhập cả hai lần.").format(number=number),
                    _("Hãy nhập lần hai trước khi đối chiếu."),
                )
            known = {one.id for one in survey.form.questions}
            if question and question not in known:
                raise _invalid(_("Không có câu hỏi «{question}».").format(question=question[:40]))
            try:
                made = settled(survey.form, first, second, question, choice)
            except ValueError as error:
                raise _invalid(str(error)) from error
            rows.put_ballots(connection, survey_id, made)

    def _checked(self, survey: Survey, ballot: Ballot) -> Ballot:
        if not 1 <= ballot.number <= survey.issued:
            raise AppError(
                "ballot_number_wrong",
                _("Số phiếu chưa đúng"),
                _("Đợt này phát ra phiếu số 1 đến {issued}, không có phiếu số {number}.").format(
                    issued=survey.issued, number=ballot.number
                ),
                _("Hãy xem lại số in trên phiếu; nếu đã in thêm phiếu, hãy ghi số phiếu phát ra trước."),
            )
        if ballot.hand not in (1, 2):
            raise ValueError(f"no hand {ballot.hand}")
        if ballot.seconds is not None and not 0 <= ballot.seconds <= 86_400:
            ballot = replace(ballot, seconds=None)  # a clock that was set meanwhile
        state_why = clean_line(ballot.why)[:_LONGEST_WHY] if ballot.state is BallotState.INVALID else ""
        cleaned = replace(
            ballot,
            why=state_why,
            group=clean_line(ballot.group),
            # Whoever is signed in types under no other name; a list and a scan say themselves who entered them.
            entered_by=(self._db.actor if ballot.source is BallotSource.KEYS else "")
            or clean_line(ballot.entered_by),
            entered_at=ballot.entered_at or self._clock.now(),
            settled=(),
        )
        if cleaned.group and survey.form.groups and cleaned.group not in survey.form.groups:
            raise _invalid(
                _("Phiếu số {number}: đợt này không có nhóm «{group}».").format(
                    number=ballot.number, group=cleaned.group[:60]
                )
            )
        try:
            return counted(cleaned, survey.form)
        except ValueError as error:
            raise _invalid(str(error)) from error


def _with_traces(connection: Connection, survey: Survey, many: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """The ballots, and the second entries that keep in mind that they differed before one was typed again."""
    asked = {one.number for one in many}
    twice = rows.known_numbers(connection, survey.id, 2, asked)
    kept = {(one.number, one.hand): one for one in many}
    for number in twice:
        found = [rows.get_ballot(connection, survey.id, number, hand) for hand in (1, 2)]
        first, second = found
        if first is not None and second is not None:
            after = (kept.get((number, 1), first), kept.get((number, 2), second))
            kept[number, 2] = traced(survey.form, (first, second), after)
    return tuple(kept.values())


def _check_numbers(
    connection: Connection, survey: Survey, many: Sequence[Ballot], *, may_replace: bool
) -> None:
    """Refuse numbers that were entered before, and second entries without a first."""
    asked = {one.number for one in many}
    entered = {hand: set(rows.known_numbers(connection, survey.id, hand, asked)) for hand in (1, 2)}
    for one in many:
        if one.hand == 2 and one.number not in entered[1]:
            raise AppError(
                "ballot_first_missing",
                _("Phiếu chưa nhập lần đầu"),
                _("Phiếu số {number} chưa được nhập lần đầu nên chưa có gì để đối chiếu.").format(
                    number=one.number
                ),
                _("Hãy nhập lần đầu trước."),
            )
        if not may_replace and one.number in entered[one.hand]:
            raise AppError(
                "ballot_entered",
                _("Phiếu đã nhập"),
                _("Phiếu số {number} đã được nhập rồi.").format(number=one.number),
                _("Hãy xem lại số in trên phiếu, hoặc mở phiếu đã nhập để sửa."),
            )
        entered[one.hand].add(one.number)


def _invalid(message: str) -> AppError:
    return AppError(
        "ballot_invalid", _("Phiếu chưa đúng"), message, _("Hãy xem lại phiếu giấy rồi nhập lại.")
    )
