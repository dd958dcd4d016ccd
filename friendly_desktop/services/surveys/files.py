"""Surveys without records: a form and a list of ballots, both files, counted by themselves."""

from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.surveys import SurveyForm, SurveyTally
from friendly_desktop.domain.surveys.lists import InvalidBallot, tally_list
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.surveys.lists import read_file


@dataclass(frozen=True, slots=True)
class FileTally:
    """A list that was counted: what it says, which ballots do not count and why, what people should know."""

    form: SurveyForm
    tally: SurveyTally
    invalid: tuple[InvalidBallot, ...]
    remarks: tuple[str, ...]


def tally_file(
    form: SurveyForm, path: Path, sheet: str | None = None, job: JobContext = UNWATCHED
) -> FileTally:
    """Count the ballots in a file by a form's points.

    Args:
        form: whose questions and points.
        path: an XLSX workbook or a text file with columns ``ballot``, ``q1``...
        sheet: the tab; None means the first visible one with something in it.
        job: told of the rows.

    Raises:
        AppError: the file cannot be read, or has no column for a question.
    """
    listed = read_file(form, path, sheet, job)
    made, invalid = tally_list(form, listed)
    return FileTally(form, made, invalid, listed.remarks)
