"""Everything about surveys in one service: forms, rounds, ballots, results."""

from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.clock import Clock
from friendly_desktop.domain.surveys import Survey, SurveyForm, SurveyState, SurveyTally
from friendly_desktop.domain.surveys.check import CheckResult, check_result
from friendly_desktop.domain.surveys.suspicion import Suspicion, number_words, suspicions
from friendly_desktop.domain.surveys.tally import GroupTally, arithmetic, tally, tally_groups
from friendly_desktop.errors import AppError
from friendly_desktop.formats import whole_number
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.surveys.lists import SurveyLists
from friendly_desktop.services.surveys.round_checks import required
from friendly_desktop.storage import surveys as rows
from friendly_desktop.storage.database import Database

if TYPE_CHECKING:
    from friendly_desktop.services.documents.survey_result import ResultFacts

_PDF, _XLSX = ".pdf", ".xlsx"


class SurveysService(SurveyLists):
    """The surveys of the office."""

    def __init__(self, db: Database, clock: Clock, office: OfficeService) -> None:
        """Work on ``db``; papers bear the name of ``office``."""
        super().__init__(db, clock)
        self._office = office

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

    def suspicions(self, survey_id: int) -> tuple[Suspicion, ...]:
        """Ballots to look at again: identical in a row, impossibly quick, straight lines.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            return suspicions(survey.form, rows.find_ballots(connection, survey_id, 1))

    def cautions(self, survey_id: int) -> tuple[str, ...]:
        """What is still to be done or to be looked at before the round is closed, in sentences; nothing is forbidden.

        Raises:
            AppError: the round is gone.
        """
        survey = self.get(survey_id)
        entered = self.ballots(survey_id)
        found = []
        if not entered:
            found.append(_("Chưa nhập phiếu nào."))
        if survey.returned is None:
            found.append(_("Chưa ghi số phiếu thu về."))
        elif len(entered) != survey.returned:
            found.append(
                _("Thu về {returned} phiếu nhưng đã nhập {entered} phiếu.").format(
                    returned=whole_number(survey.returned), entered=whole_number(len(entered))
                )
            )
        left = self.check_sample(survey_id).left
        if left:
            found.append(
                _("Còn {n} phiếu chưa nhập lần hai: số {numbers}.").format(
                    n=len(left), numbers=number_words(left)
                )
            )
        unsettled = len(self.differences(survey_id))
        if unsettled:
            found.append(_("Còn {n} ô hai lần nhập khác nhau chưa chọn.").format(n=unsettled))
        return (*found, *(one.sentence for one in suspicions(survey.form, entered)))

    def before(self, survey_id: int) -> tuple[Survey, SurveyTally] | None:
        """The last closed round before this one that asked the same, with its tally; None where there is none.

        Raises:
            AppError: the round is gone.
        """
        with self._db.read() as connection:
            survey = required(connection, survey_id)
            alike = [
                one
                for one in rows.find(connection)
                if one.state is SurveyState.CLOSED
                and (one.last_day, one.id) < (survey.first_day, survey.id)
                and _asks_alike(one.form, survey.form)
            ]
            if not alike:
                return None
            last = max(alike, key=lambda one: (one.last_day, one.id))
            return last, tally(last.form, rows.find_ballots(connection, last.id, 1))

    # Papers

    def result_content(self, survey_id: int, suffix: str) -> tuple[bytes, int]:
        """The result as a file of this ending (``.pdf``, ``.xlsx``), and its pages (0 for a workbook).

        Raises:
            AppError: the round is gone, or the ending is another one.
        """
        _require_ending(suffix)
        facts = self._facts(survey_id)
        with in_vietnamese():
            if suffix == _XLSX:
                from friendly_desktop.services.documents.survey_sheet import result_sheet

                return result_sheet(facts), 0
            from friendly_desktop.services.documents.pdf import pdf_bytes
            from friendly_desktop.services.documents.survey_result import result_paper
            from friendly_desktop.storage.pdfium import page_count

            content = pdf_bytes(result_paper(facts))
        return content, page_count(content)

    def write_result(self, survey_id: int, target: Path) -> int:
        """Write the result to a ``.pdf`` or ``.xlsx`` file, whole or not at all, and read it back; returns its pages.

        Raises:
            AppError: as ``result_content``; or the place cannot be written.
        """
        from friendly_desktop.services.written_files import write_file

        content, pages = self.result_content(survey_id, target.suffix.lower())
        write_file(target, content, pages)
        return pages

    def write_ballots(self, survey_id: int, target: Path) -> int:
        """Write every ballot to an ``.xlsx`` list that ``read_list`` takes back; returns how many.

        Groups are left out, for with them the answers of small groups could be read. The numbers of an open round
        that were not entered stand below, to be filled in.

        Raises:
            AppError: the round is gone, the ending is another one, or the place cannot be written.
        """
        from friendly_desktop.services.documents.survey_sheet import ballot_sheet
        from friendly_desktop.services.written_files import write_file

        _require_ending(target.suffix.lower(), (_XLSX,))
        survey, ballots = self.get(survey_id), self.ballots(survey_id)
        missing = self.missing(survey_id) if survey.state is SurveyState.OPEN else ()
        with in_vietnamese():
            write_file(target, ballot_sheet(survey.form, ballots, missing), 0)
        return len(ballots)

    def _facts(self, survey_id: int) -> "ResultFacts":
        from friendly_desktop.services.documents.survey_result import ResultFacts

        survey = self.get(survey_id)
        before = self.before(survey_id)
        average = before[1].rounded() if before else None
        return ResultFacts(
            office=self._office.office(),
            signatory=next(iter(self._office.signatories()), None),
            survey=survey,
            tally=self.tally(survey_id),
            groups=self.by_group(survey_id),
            check=self.check(survey_id),
            sample=self.check_sample(survey_id),
            day=survey.closed_on or self._clock.today(),
            before=(before[0], average) if before and average is not None else None,
        )


def _asks_alike(one: SurveyForm, other: SurveyForm) -> bool:
    """Whether results of two forms may be compared: the same questions, answers and points."""
    return (one.id, one.questions, one.choices) == (other.id, other.questions, other.choices)


def _require_ending(suffix: str, endings: tuple[str, ...] = (_PDF, _XLSX)) -> None:
    if suffix not in endings:
        raise AppError(
            "file_kind",
            _("Đuôi tệp chưa đúng"),
            _("Kết quả khảo sát ghi ra được tệp {endings}, không ghi ra được tệp «{suffix}».").format(
                endings=", ".join(endings), suffix=suffix
            ),
            _("Hãy đổi đuôi tên tệp."),
        )
