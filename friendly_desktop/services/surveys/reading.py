"""Reads ballots from scans and photos: what is sure is entered, the rest waits for a person, nothing is guessed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, Survey
from friendly_desktop.domain.surveys.ballot_reading import DoubtfulBallot, ReadingReport
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.surveys.round_checks import required, required_open
from friendly_desktop.services.surveys.service import SurveysService
from friendly_desktop.storage import ballot_readings
from friendly_desktop.storage.database import Database


class ReadingService:
    """The eyes of surveys; they need zxing-cpp, an optional part of the program."""

    def __init__(self, db: Database, clock: Clock, surveys: SurveysService) -> None:
        """Enter what is read through ``surveys``; keep doubts in ``db``."""
        self._db = db
        self._clock = clock
        self._surveys = surveys

    def read(
        self,
        survey_id: int,
        paths: Sequence[Path],
        job: JobContext = UNWATCHED,
        *,
        hand: int = 1,
        group: str = "",
        by: str = "",
    ) -> ReadingReport:
        """Read the pages of files and folders; each ballot is kept before the next one.

        A ballot is entered once all its pages were read without doubt. What was read stays when the work is
        stopped; the same files may be read again, what is known is told as repeated.

        Args:
            survey_id: an open round.
            paths: PDF, JPEG, PNG, TIFF, HEIC, or folders of them.
            job: progress in pages, and stop.
            hand: 2 to compare with what was typed in.
            group: of all these ballots; "" for none.
            by: who reads them.

        Raises:
            AppError: ``scan_reader_missing``, or the round is gone or closed, or has no such group.
            Cancelled: by the job; what was read before stays.
        """
        from friendly_desktop.services.surveys.page_finding import require_reader
        from friendly_desktop.services.surveys.reading_run import ReadingRun

        self._db.permit(Right.SURVEYS)
        require_reader()
        with self._db.read() as connection:
            survey = required_open(connection, survey_id)
        _require_group(survey, group)
        reading = ReadingRun(
            self._db,
            self._clock,
            self._surveys,
            survey,
            hand=hand,
            group=clean_line(group),
            by=self._db.actor or clean_line(by),
        )
        return reading.run(paths, job)

    def doubts(self, survey_id: int) -> tuple[DoubtfulBallot, ...]:
        """The ballots that wait for a person, by number; one that was typed in meanwhile waits no longer.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            required(connection, survey_id)
            found = ballot_readings.find(connection, survey_id)
        entered = {hand: {one.number for one in self._surveys.ballots(survey_id, hand)} for hand in (1, 2)}
        return tuple(one for one in found if one.number not in entered[one.hand])

    def decide(
        self,
        doubt_id: int,
        answers: Mapping[int, str],
        *,
        invalid: str = "",
        by: str = "",
    ) -> Ballot:
        """Enter a ballot with what a person saw; its pictures are gone afterwards.

        Args:
            doubt_id: of ``doubts``.
            answers: choice ids by the place of the question, "" for left blank; others than the doubtful ones
                correct what was read.
            invalid: why the ballot does not count; "" when it does.
            by: who decided.

        Raises:
            AppError: ``doubt_gone``, ``doubt_undecided`` (an answer is missing), or the ballot cannot be entered.
        """
        self._db.permit(Right.SURVEYS)
        with self._db.read() as connection:
            doubt = ballot_readings.get(connection, doubt_id)
        if doubt is None:
            raise AppError(
                "doubt_gone",
                _("Phiếu này đã được xem"),
                _("Phiếu không còn trong danh sách chờ xem."),
                _("Hãy mở lại danh sách."),
            )
        decided = tuple(answers.get(place, known) for place, known in enumerate(doubt.answers))
        if not invalid and None in decided:
            raise AppError(
                "doubt_undecided",
                _("Còn câu chưa xem"),
                _("Phiếu số {number} còn câu chưa chọn câu trả lời.").format(number=doubt.number),
                _("Hãy chọn câu trả lời, hoặc chọn để trống."),
            )
        ballot = Ballot(
            doubt.number,
            tuple(answer or "" for answer in decided),
            state=BallotState.INVALID if invalid else BallotState.VALID,
            why=invalid,
            hand=doubt.hand,
            group=doubt.group,
            source=BallotSource.SCAN,
            entered_by=self._db.actor or by,
        )
        # The ballot first: a doubt whose ballot is entered no longer waits, should the power go now.
        entered = self._surveys.enter(doubt.survey_id, ballot)
        self.forget(doubt_id)
        return entered

    def forget(self, doubt_id: int) -> None:
        """Take a ballot off the list without entering it: its paper is typed in or was read by mistake."""
        with self._db.write(Area.SURVEYS) as connection:
            ballot_readings.remove(connection, doubt_id)


def _require_group(survey: Survey, group: str) -> None:
    cleaned = clean_line(group)
    if cleaned and survey.form.groups and cleaned not in survey.form.groups:
        raise AppError(
            "ballot_invalid",
            _("Nhóm chưa đúng"),
            _("Đợt này không có nhóm «{group}».").format(group=cleaned[:60]),
            _("Hãy chọn một nhóm của đợt khảo sát."),
        )
