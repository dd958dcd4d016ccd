"""Everything the first page shows, read at one moment: a year, what it may lose, and what waits in every register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import YearView
from friendly_desktop.domain.cases import CaseView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.meetings import Meeting, MeetingKind
from friendly_desktop.domain.office import Person, Unit
from friendly_desktop.domain.proof.decisions import ProofDecision
from friendly_desktop.domain.proof.facts import ProofFacts
from friendly_desktop.domain.retention import DisposalReminder
from friendly_desktop.domain.risk import RiskReport
from friendly_desktop.i18n import language
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.backups import BackupsService
from friendly_desktop.services.proof import ProposalsService
from friendly_desktop.services.retention import RetentionService
from friendly_desktop.services.risk import RiskService
from friendly_desktop.services.workdays import WorkdaysService
from friendly_desktop.services.year_proof import leaves_of
from friendly_desktop.services.year_view import YearReading, view_of
from friendly_desktop.storage import cases, meetings, office, trail, waiting
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.waiting import Waiting

#: A clock that is wrong by less comes from setting the time zone right.
_CLOCK_SLACK = timedelta(days=1)

_CASES = (CaseView.OVERDUE, CaseView.TODAY, CaseView.WEEK, CaseView.OLD)
_SESSIONS = tuple(kind for kind in MeetingKind if kind.reception)


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What stood in the records at one moment.

    Attributes:
        cases: how many cases have a date that is near or past.
        session: the next planned reception of citizens, today's too.
        waiting: what waits beside the cases.
        forecast_year: the year whose days off are only foretold while they should be known; 0 for none.
        written_ahead: the day of the last change, where the clock of the PC says an earlier one; None where all is well.
        disposal: what is due for destruction this year, where nobody looked at it yet.
        days_without_backup: for how many days no backup went to a second place, where that is to be said; 0 else.
    """

    criteria: CriteriaSet
    view: YearView
    report: RiskReport
    people: tuple[Person, ...]
    units: tuple[Unit, ...]
    cases: Mapping[CaseView, int]
    session: Meeting | None
    waiting: Waiting
    forecast_year: int
    days_without_backup: int = 0
    written_ahead: date | None = None
    disposal: DisposalReminder | None = None


class _Stored(NamedTuple):
    """All that the answers of a year and its risks follow from."""

    reading: YearReading
    basis: tuple[ProofFacts, Mapping[str, ProofDecision]] | None
    today: date
    language: str


class HomeService:
    """Reads a whole office at a glance: each fact once, in a fixed number of statements."""

    def __init__(  # noqa: PLR0917 - the page shows something of every register
        self,
        db: Database,
        clock: Clock,
        assessment: AssessmentService,
        proposals: ProposalsService,
        risk: RiskService,
        workdays: WorkdaysService,
        backups: BackupsService,
        retention: RetentionService,
    ) -> None:
        """Read from ``db``, as of the day ``clock`` tells."""
        self._db = db
        self._clock = clock
        self._assessment = assessment
        self._proposals = proposals
        self._risk = risk
        self._workdays = workdays
        self._backups = backups
        self._retention = retention
        #: What the last opening was worked out from, and what came of it: most openings find nothing new.
        self._last: tuple[_Stored, tuple[YearView, RiskReport]] | None = None
        self._found: HomeFacts | None = None

    def facts(self, year: int) -> HomeFacts:
        """Everything, as of today; the very same object as the last time where nothing is otherwise.

        Raises:
            AppError: the year was not opened.
        """
        today = self._clock.today()
        forecast_year = today.year + 1 if self._workdays.reminder() else 0
        with self._db.read() as connection:
            reading = self._assessment.reading(connection, year)
            stored = _Stored(reading, self._proposals.basis(connection, reading), today, language())
            found = HomeFacts(
                reading.criteria,
                *self._worked_out(stored),
                office.all_people(connection),
                office.all_units(connection),
                cases.views(connection, today, _CASES),
                meetings.next_planned(connection, today, _SESSIONS),
                waiting.waiting(connection, year, today),
                forecast_year,
                self._backups.days_without() or 0,
                self._written_ahead(connection),
                self._retention.reminder(connection),
            )
        if found != self._found:
            self._found = found
        return self._found

    def _written_ahead(self, connection: Connection) -> date | None:
        newest, now = trail.newest_moment(connection), self._clock.now()
        if newest is None or newest - now <= _CLOCK_SLACK:
            return None
        return newest.astimezone().date()

    def _worked_out(self, stored: _Stored) -> tuple[YearView, RiskReport]:
        last = self._last
        if last is not None and last[0] == stored:
            return last[1]
        reading = stored.reading
        view = view_of(reading, stored.today)
        proposals = (
            leaves_of(reading.criteria, *stored.basis, reading.entries) if stored.basis is not None else ()
        )
        found = view, self._risk.report_of(reading.criteria, view, proposals)
        self._last = stored, found
        return found
