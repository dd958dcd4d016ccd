"""Ballots on paper: numbered, with their code, for the printer or as a file."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from friendly_desktop.domain.surveys import Survey, SurveyForm
from friendly_desktop.domain.surveys.ballot_code import NO_SURVEY
from friendly_desktop.errors import AppError
from friendly_desktop.formats import whole_number
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.surveys.service import SurveysService

#: Ballots of one file; a printer's queue takes no more at once either.
MOST_AT_ONCE = 5_000
_LAST_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class BallotFile:
    """A file of ballots that was written and read back."""

    file: Path
    first: int
    last: int
    pages: int


class BallotPapers:
    """Makes the ballots of a round, or of a form alone."""

    def __init__(self, office: OfficeService, surveys: SurveysService) -> None:
        """Take the office's name for the foot of the page, and rounds, from these."""
        self._office = office
        self._surveys = surveys

    def preview(self, form: SurveyForm, number: int = 1) -> bytes:
        """One ballot of a form as a PDF: the very page that prints.

        Raises:
            AppError: the form cannot be printed.
        """
        return ballots_pdf(form, number, number, foot=self._foot(None))

    def pdf(
        self, survey_id: int, first: int = 1, last: int | None = None, job: JobContext = UNWATCHED
    ) -> bytes:
        """Ballots of a round, to its last one by default, as a PDF for the printer.

        Raises:
            AppError: the round is gone, has no such numbers, or its form cannot be printed.
            Cancelled: by the job.
        """
        survey = self._surveys.get(survey_id)
        last = survey.issued if last is None else last
        _require_issued(survey, last)
        return ballots_pdf(survey.form, first, last, survey=survey.id, foot=self._foot(survey), job=job)

    def write(
        self,
        target: Path,
        survey_id: int,
        first: int = 1,
        last: int | None = None,
        job: JobContext = UNWATCHED,
    ) -> BallotFile:
        """The same written to a file, and read back.

        Raises:
            AppError: as ``pdf``, or the place cannot be written.
            Cancelled: by the job; the file is as it was.
        """
        _require_pdf(target)
        survey = self._surveys.get(survey_id)
        last = survey.issued if last is None else last
        return _written(target, survey.form, self.pdf(survey_id, first, last, job), first, last)

    def write_form(
        self, target: Path, form: SurveyForm, first: int, last: int, job: JobContext = UNWATCHED
    ) -> BallotFile:
        """Ballots of a form without a round; they are read into any round of the same form.

        Raises:
            AppError: the form cannot be printed, the numbers make no sense, or the place cannot be written.
            Cancelled: by the job; the file is as it was.
        """
        return write_form(target, form, first, last, foot=self._foot(None), job=job)

    def _foot(self, survey: Survey | None) -> str:
        office = self._office.office()
        if not office.name:
            return ""
        from friendly_desktop.services.documents.outline import committee

        with in_vietnamese():
            if survey is None:
                return committee(office)
            return _("{committee}, khảo sát năm {year}").format(committee=committee(office), year=survey.year)


def write_form(
    target: Path, form: SurveyForm, first: int, last: int, *, foot: str = "", job: JobContext = UNWATCHED
) -> BallotFile:
    """Ballots of a form to a file, read back; needs no records.

    Raises:
        AppError: the form cannot be printed, the numbers make no sense, or the place cannot be written.
        Cancelled: by the job; the file is as it was.
    """
    _require_pdf(target)
    return _written(target, form, ballots_pdf(form, first, last, foot=foot, job=job), first, last)


def ballots_pdf(
    form: SurveyForm,
    first: int,
    last: int,
    *,
    survey: int = NO_SURVEY,
    foot: str = "",
    job: JobContext = UNWATCHED,
) -> bytes:
    """Ballots from the first to the last number.

    Raises:
        AppError: the form cannot be printed, or the numbers make no sense.
        Cancelled: by the job.
    """
    from friendly_desktop.services.documents.ballot import BallotRun, write_ballots

    if not 1 <= first <= last <= _LAST_NUMBER:
        raise AppError(
            "ballot_number_wrong",
            _("Số phiếu chưa đúng"),
            _("Không in được phiếu từ số {first} đến số {last}.").format(first=first, last=last),
            _("Hãy ghi số phiếu đầu từ 1 và ít nhất một phiếu."),
        )
    if last - first >= MOST_AT_ONCE:
        raise AppError(
            "too_many_ballots",
            _("In quá nhiều phiếu một lần"),
            _("Mỗi lần in được nhiều nhất {most} phiếu.").format(most=whole_number(MOST_AT_ONCE)),
            _("Hãy in thành nhiều lần, mỗi lần một khoảng số phiếu."),
        )
    stream = BytesIO()
    write_ballots(BallotRun(form, first, last, survey, foot), stream, job)
    return stream.getvalue()


def _require_issued(survey: Survey, last: int) -> None:
    if last > survey.issued:
        raise AppError(
            "ballot_number_wrong",
            _("Số phiếu chưa đúng"),
            _("Đợt này phát ra phiếu số 1 đến {issued}, không có phiếu số {number}.").format(
                issued=survey.issued, number=last
            ),
            _("Nếu cần thêm phiếu, hãy ghi thêm số phiếu phát ra trước rồi in."),
        )


def _written(target: Path, form: SurveyForm, content: bytes, first: int, last: int) -> BallotFile:
    from friendly_desktop.services.documents.ballot import ballot_layout
    from friendly_desktop.services.written_files import write_file

    pages = (last - first + 1) * len(ballot_layout(form).pages)
    write_file(target, content, pages)
    return BallotFile(target, first, last, pages)


def _require_pdf(target: Path) -> None:
    if target.suffix.lower() != ".pdf":
        raise AppError(
            "file_kind_unknown",
            _("Tên tệp chưa đúng"),
            _("Phiếu được ghi thành tệp .pdf, không ghi được tệp «{suffix}».").format(suffix=target.suffix),
            _("Hãy đặt tên tệp có đuôi .pdf."),
        )
