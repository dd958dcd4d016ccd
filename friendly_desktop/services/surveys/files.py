"""Surveys without records: a form and a list of ballots, both files, counted by themselves."""

from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.survey_lists import InvalidBallot, tally_list
from friendly_desktop.domain.surveys import SurveyForm, SurveyTally
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import is_file
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.surveys.lists import read_file
from friendly_desktop.storage import survey_files


@dataclass(frozen=True, slots=True)
class FileTally:
    """A list that was counted: what it says, which ballots do not count and why, what people should know."""

    form: SurveyForm
    tally: SurveyTally
    invalid: tuple[InvalidBallot, ...]
    remarks: tuple[str, ...]


def known_form(name: str) -> SurveyForm | None:
    """A form of the program by its id, or the form in a file of this name; None for neither.

    Raises:
        AppError: the file says no form.
    """
    shipped = survey_files.shipped_forms()
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if not is_file(path):
        return None
    built = survey_files.load(path)
    if built.form is None:
        raise survey_files.broken(path, built.problems)
    return built.form


def unknown_form(name: str) -> AppError:
    """There is no form and no file of this name."""
    return AppError(
        "survey_form_unknown",
        _("Không có mẫu phiếu này"),
        _("Không tìm thấy mẫu phiếu khảo sát hoặc tệp «{form}».").format(form=name[:60]),
        _("Các mẫu có sẵn: {forms}.").format(forms=", ".join(survey_files.shipped_forms())),
    )


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
