"""The control slip of a case and the list of a day, as PDF."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases import Case, CaseDeadline, CaseFilter, CaseLine, CaseView, StepEntry
from friendly_desktop.domain.deadlines import DeadlineRule
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.written_files import PDF, Written, check_target, write_file

#: The most lines of each part of a day's list; an office has a few.
_MOST_LINES = 500


class CaseBook(Protocol):
    """Where cases are read."""

    def get(self, case_id: int) -> Case:
        """One case."""
        ...

    def happened(self, case_id: int) -> Sequence[StepEntry]:
        """What happened to it as it counts now, the oldest first."""
        ...

    def deadlines(self, case_id: int) -> Sequence[CaseDeadline]:
        """Its dates."""
        ...

    def find(
        self, wanted: CaseFilter | None = None, limit: int = 200, after: int | None = None
    ) -> Sequence[CaseLine]:
        """A page of a list."""
        ...

    def count(self, wanted: CaseFilter | None = None) -> int:
        """How many cases a list has."""
        ...


class Rules(Protocol):
    """Where the legal limits are read."""

    def rules(self) -> Sequence[DeadlineRule]:
        """Every rule in use."""
        ...


class Sheets:
    """Papers for the file of a case and for the day."""

    def __init__(self, clock: Clock, office: OfficeService, cases: CaseBook, rules: Rules) -> None:
        """Work on the records.

        Args:
            clock: gives papers their day.
            office: whose papers they are.
            cases: where cases are read.
            rules: what each date asks for.
        """
        self._clock = clock
        self._office = office
        self._cases = cases
        self._rules = rules

    def slip_pdf(self, case_id: int) -> bytes:
        """The control slip of a case; of a denunciation it names nobody and sums nothing up.

        Raises:
            AppError: there is no such case.
        """
        from friendly_desktop.services.documents.case_slip import control_slip
        from friendly_desktop.services.documents.pdf import pdf_bytes

        case = self._cases.get(case_id)
        dates, steps = self._cases.deadlines(case_id), self._cases.happened(case_id)
        with in_vietnamese():
            return pdf_bytes(control_slip(self._office.office(), case, dates, steps, self._clock.today()))

    def daily_pdf(self, day: date | None = None) -> bytes:
        """The cases entered on a day and the dates that end on it or ended before, for signature.

        Args:
            day: today by default.
        """
        from friendly_desktop.services.documents.case_daily import DayLines, daily_list
        from friendly_desktop.services.documents.pdf import pdf_bytes

        day = day or self._clock.today()
        came = CaseFilter(received_from=day, received_to=day)
        ending = CaseFilter(view=CaseView.OPEN, due_until=day)
        entered, due = self._cases.find(came, _MOST_LINES), self._cases.find(ending, _MOST_LINES)
        before = max(day, date.min + timedelta(days=1)) - timedelta(days=1)
        late = self._cases.count(CaseFilter(view=CaseView.OPEN, due_until=before))
        lines = DayLines(
            day, entered[::-1], due, self._cases.count(came), self._cases.count(ending) - late, late
        )
        asked = {rule.id: rule.title for rule in self._rules.rules()}
        with in_vietnamese():
            listed = daily_list(self._office.office(), lines, asked)
            return pdf_bytes(listed)

    def write_slip(self, case_id: int, target: Path) -> Written:
        """Write the control slip to a ``.pdf`` file, whole or not at all, and read it back.

        Raises:
            AppError: there is no such case, or the ending is another one, or the place cannot be written.
        """
        return _written(self.slip_pdf(case_id), target)

    def write_daily(self, target: Path, day: date | None = None) -> Written:
        """Write the list of a day to a ``.pdf`` file, whole or not at all, and read it back.

        Raises:
            AppError: the ending is another one, or the place cannot be written.
        """
        return _written(self.daily_pdf(day), target)


def _written(pdf: bytes, target: Path) -> Written:
    from friendly_desktop.storage.pdfium import page_count

    if target.suffix.lower() != PDF:
        raise AppError(
            "file_kind_unknown",
            _("Tên tệp chưa đúng"),
            _("Giấy này được ghi thành tệp .pdf, không ghi được tệp «{suffix}».").format(
                suffix=target.suffix
            ),
            _("Hãy đặt tên tệp có đuôi .pdf."),
        )
    check_target(target)
    return write_file(target, pdf, page_count(pdf))
