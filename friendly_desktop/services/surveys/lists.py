"""Ballots out of a list in a file: looked at first, taken in one act."""

from dataclasses import dataclass, replace
from pathlib import Path

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.surveys import Ballot, Survey, SurveyForm
from friendly_desktop.domain.surveys.lists import (
    BallotList,
    ListedBallot,
    Standing,
    UnreadableListError,
    heading_finder,
    read_ballots,
)
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext, counting
from friendly_desktop.services.surveys.ballots import SurveyBallots
from friendly_desktop.services.surveys.round_checks import required_open
from friendly_desktop.storage import letter_lists
from friendly_desktop.storage import surveys as rows


@dataclass(frozen=True, slots=True)
class TakenList:
    """What became of a list: ballots added, replaced, there before just so, left out with a problem."""

    added: int
    replaced: int
    same: int
    left: tuple[ListedBallot, ...]


class SurveyLists(SurveyBallots):
    """Takes ballots out of XLSX and CSV files."""

    def read_list(
        self,
        survey_id: int,
        path: Path,
        sheet: str | None = None,
        job: JobContext = UNWATCHED,
        *,
        first: int = 1,
    ) -> BallotList:
        """What a list would bring to an open round; nothing is kept yet.

        A row with nothing but a number is left out: it is to be filled in still, or the paper is blank and the
        list should say so.

        Args:
            survey_id: the round.
            path: an XLSX workbook or a text file with columns.
            sheet: the tab; None means the first visible one with something in it.
            job: told of the rows.
            first: the number of the first row, where the list has no column of numbers.

        Raises:
            AppError: the round is gone or closed, or the file cannot be read.
        """
        with self._db.read() as connection:
            survey = required_open(connection, survey_id)
            known = {one.number: one for one in rows.find_ballots(connection, survey_id, 1)}
        found = read_file(survey.form, path, sheet, job, first=first)
        ballots = tuple(_beside(survey, known, one) for one in found.ballots if not one.empty)
        empty = len(found.ballots) - len(ballots)
        if not empty:
            return replace(found, ballots=ballots)
        remark = _(
            "Bỏ qua {n} dòng chưa ghi câu trả lời nào; nếu phiếu giấy để trống, hãy ghi «để trống» ở cột Không hợp lệ."
        )
        return replace(found, ballots=ballots, remarks=(*found.remarks, remark.format(n=empty)))

    def take_list(self, survey_id: int, listed: BallotList, *, replace_changed: bool = False) -> TakenList:
        """Take the ballots of a list, all in one act; rows with problems are left out.

        Args:
            survey_id: the round the list was read for.
            listed: as ``read_list`` gave it.
            replace_changed: whether ballots that were entered with other answers are replaced, too.

        Raises:
            AppError: the round is gone or closed, or somebody entered one of these ballots meanwhile.
        """
        new = [one.ballot for one in listed.of(Standing.NEW)]
        changed = [one.ballot for one in listed.of(Standing.CHANGED)] if replace_changed else []
        self._db.secure(Area.SURVEYS)
        if changed:
            self.enter_many(survey_id, [*new, *changed], replace=True)
        elif new:
            self.enter_many(survey_id, new)
        left = tuple(
            one
            for one in listed.ballots
            if one.standing is Standing.PROBLEM or (one.standing is Standing.CHANGED and not replace_changed)
        )
        return TakenList(len(new), len(changed), len(listed.of(Standing.SAME)), left)


def read_file(
    form: SurveyForm,
    path: Path,
    sheet: str | None = None,
    job: JobContext = UNWATCHED,
    *,
    first: int = 1,
) -> BallotList:
    """The ballots in a file, for a round or for a form alone.

    Raises:
        AppError: the file cannot be read, or has no column for a question.
    """
    watch = counting(job, _("Đang đọc danh sách phiếu"))
    try:
        listed = letter_lists.open_list(path, sheet, watch, heading_finder(form))
    except AppError as error:
        if error.code != "list_without_heading":
            raise
        raise _no_columns(_("Danh sách không có dòng tiêu đề.")) from error
    try:
        return read_ballots(form, listed, first)
    except UnreadableListError as error:
        raise _no_columns(str(error)) from error


def _no_columns(message: str) -> AppError:
    return AppError(
        "ballot_list_columns",
        _("Không nhận ra các cột"),
        message,
        _("Dòng đầu của danh sách ghi: Số phiếu, Câu 1, Câu 2... và mỗi dòng sau là một phiếu."),
    )


def _beside(survey: Survey, known: dict[int, Ballot], one: ListedBallot) -> ListedBallot:
    """The row beside what was entered before."""
    if one.problem:
        return one
    if not 1 <= one.ballot.number <= survey.issued:
        message = _("đợt này phát ra phiếu số 1 đến {issued}").format(issued=survey.issued)
        return replace(one, problem=message, standing=Standing.PROBLEM)
    groups = survey.form.groups
    if one.ballot.group and groups and one.ballot.group not in groups:
        message = _("đợt này không có nhóm «{group}»").format(group=one.ballot.group[:60])
        return replace(one, problem=message, standing=Standing.PROBLEM)
    before = known.get(one.ballot.number)
    if before is None:
        return one
    if before.group and not one.ballot.group:  # the list does not know groups
        one = replace(one, ballot=replace(one.ballot, group=before.group))
    same = (before.answers, before.state, before.group) == (
        one.ballot.answers,
        one.ballot.state,
        one.ballot.group,
    )
    return replace(one, standing=Standing.SAME if same else Standing.CHANGED)
