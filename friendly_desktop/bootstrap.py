"""The composition root: the one place where the services of a data folder are built.

Each service is imported and built when somebody first asks for it: the first page needs ten of them, and the window
waits for no other.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import indicators, owed_files, places
from friendly_desktop.storage.database import Database

if TYPE_CHECKING:
    from friendly_desktop.services.activities import ActivitiesService
    from friendly_desktop.services.assessment import AssessmentService
    from friendly_desktop.services.backups import BackupsService
    from friendly_desktop.services.bin import BinService
    from friendly_desktop.services.case_forms.service import CaseFormsService
    from friendly_desktop.services.case_register import CaseRegisterService
    from friendly_desktop.services.case_statistics import CaseStatisticsService
    from friendly_desktop.services.cases.service import CasesService
    from friendly_desktop.services.criteria import CriteriaService
    from friendly_desktop.services.deadlines import DeadlineRulesService
    from friendly_desktop.services.demo import DemoService
    from friendly_desktop.services.disclosures import DisclosuresService
    from friendly_desktop.services.doctor import DoctorService
    from friendly_desktop.services.drafts import DraftsService
    from friendly_desktop.services.evidence import EvidenceService
    from friendly_desktop.services.home import HomeService
    from friendly_desktop.services.indicators import IndicatorsService
    from friendly_desktop.services.letters.batch_desk import LetterBatchDesk
    from friendly_desktop.services.letters.proof import LetterProofService
    from friendly_desktop.services.letters.samples import LetterSamples
    from friendly_desktop.services.letters.service import LettersService
    from friendly_desktop.services.letters.templates import LetterTemplatesService
    from friendly_desktop.services.lists import ListsService
    from friendly_desktop.services.meetings import MeetingsService
    from friendly_desktop.services.office import OfficeService
    from friendly_desktop.services.officer_slips import OfficerSlipsService
    from friendly_desktop.services.package import PackageService
    from friendly_desktop.services.people.users import UsersService
    from friendly_desktop.services.postings import PostingsService
    from friendly_desktop.services.printing import PrintingService
    from friendly_desktop.services.proof import ProposalsService
    from friendly_desktop.services.record_proof import RecordProofService
    from friendly_desktop.services.report import ReportService
    from friendly_desktop.services.retention import RetentionService
    from friendly_desktop.services.risk import RiskService
    from friendly_desktop.services.sample_office import SampleOffice
    from friendly_desktop.services.search import SearchService
    from friendly_desktop.services.support.guide import GuideService
    from friendly_desktop.services.support.problem_report import ProblemReports
    from friendly_desktop.services.surveys import SurveysService
    from friendly_desktop.services.surveys.paper import BallotPapers
    from friendly_desktop.services.surveys.reading import ReadingService
    from friendly_desktop.services.trail import TrailService
    from friendly_desktop.services.vault import VaultService
    from friendly_desktop.services.workday_moves import WorkdayMoves
    from friendly_desktop.services.workdays import WorkdaysService

Made = TypeVar("Made")


class MadeOnce(Generic[Made]):
    """A service of :class:`Services`, made by the method below it at the first asking, whatever thread asks."""

    def __init__(self, make: "Callable[[Any], Made]") -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, services: None, owner: type) -> Self: ...

    @overload
    def __get__(self, services: "Services", owner: type) -> Made: ...

    def __get__(self, services: "Services | None", owner: type) -> "Made | Self":
        if services is None:
            return self
        made = vars(services)
        with services.making:
            if self._name not in made:
                made[self._name] = self._make(services)  # found there from now on, without this method
        return made[self._name]  # type: ignore[no-any-return]


class Services:
    """Everything a window or a command can ask for, built on one data folder.

    Attributes:
        folder: the data folder.
        clock: what tells the time.
        db: the open records.
        session: who works with them, and what that person may do.
        making: held while a service is made.
    """

    def __init__(self, folder: DataFolder, clock: Clock, db: Database) -> None:
        """Stand on records that are open."""
        from friendly_desktop.services.people.session import Session

        self.folder = folder
        self.clock = clock
        self.db = db
        self.making = threading.RLock()
        self.session = Session(db)
        db.guard(self.session.gate)
        db.sign_as(lambda: self.session.name)
        db.before_import(lambda: self.backups.before_import())  # noqa: PLW0108 - made when a list is taken in

    @MadeOnce
    def office(self) -> "OfficeService":
        from friendly_desktop.services.office import OfficeService

        return OfficeService(self.db, self.clock)

    @MadeOnce
    def criteria(self) -> "CriteriaService":
        from friendly_desktop.services.criteria import CriteriaService

        return CriteriaService(self.db, self.clock)

    @MadeOnce
    def workdays(self) -> "WorkdaysService":
        from friendly_desktop.services.workdays import WorkdaysService

        return WorkdaysService(self.db, self.clock)

    @MadeOnce
    def assessment(self) -> "AssessmentService":
        from friendly_desktop.services.assessment import AssessmentService

        return AssessmentService(self.db, self.clock, self.criteria, self.workdays, self.session.limit)

    @MadeOnce
    def evidence(self) -> "EvidenceService":
        from friendly_desktop.services.evidence import EvidenceService

        return EvidenceService(self.db, self.folder, self.clock, self.assessment)

    @MadeOnce
    def record_proof(self) -> "RecordProofService":
        from friendly_desktop.services.record_proof import RecordProofService

        return RecordProofService(self.db, self.assessment)

    @MadeOnce
    def proposals(self) -> "ProposalsService":
        from friendly_desktop.services.proof import ProposalsService

        return ProposalsService(self.db, self.clock, self.assessment)

    @MadeOnce
    def risk(self) -> "RiskService":
        from friendly_desktop.services.risk import RiskService

        return RiskService(self.clock, self.assessment, self.proposals)

    @MadeOnce
    def letter_templates(self) -> "LetterTemplatesService":
        from friendly_desktop.services.letters.templates import LetterTemplatesService

        return LetterTemplatesService(self.db, self.folder, self.clock)

    @MadeOnce
    def letters(self) -> "LettersService":
        from friendly_desktop.services.letters.service import LettersService

        return LettersService(self.db, self.folder, self.clock, self.office, self.letter_templates)

    @MadeOnce
    def letter_batches(self) -> "LetterBatchDesk":
        from friendly_desktop.services.letters.batch_desk import LetterBatchDesk

        return LetterBatchDesk(self.db, self.clock, self.letters, self.office)

    @MadeOnce
    def letter_samples(self) -> "LetterSamples":
        from friendly_desktop.services.letters.samples import LetterSamples

        return LetterSamples(self.office, self.letter_templates)

    @MadeOnce
    def letter_proof(self) -> "LetterProofService":
        from friendly_desktop.services.letters.proof import LetterProofService

        return LetterProofService(self.db, self.assessment, self.letter_samples)

    @MadeOnce
    def package(self) -> "PackageService":
        from friendly_desktop.services.package import PackageService

        return PackageService(
            self.db,
            self.folder,
            self.clock,
            self.office,
            self.assessment,
            self.evidence,
            self.letter_proof,
            self.record_proof,
            self.letter_samples,
            self.proposals,
        )

    @MadeOnce
    def report(self) -> "ReportService":
        from friendly_desktop.services.report import ReportService

        return ReportService(self.assessment, self.package)

    @MadeOnce
    def printing(self) -> "PrintingService":
        from friendly_desktop.services.printing import PrintingService

        return PrintingService(self.office)

    @MadeOnce
    def deadline_rules(self) -> "DeadlineRulesService":
        from friendly_desktop.services.deadlines import DeadlineRulesService

        return DeadlineRulesService(self.db, self.clock, self.workdays)

    @MadeOnce
    def cases(self) -> "CasesService":
        from friendly_desktop.services.cases.service import CasesService

        return CasesService(self.db, self.clock, self.deadline_rules, self.workdays, self.folder)

    @MadeOnce
    def case_register(self) -> "CaseRegisterService":
        from friendly_desktop.services.case_register import CaseRegisterService

        return CaseRegisterService(self.db, self.clock, self.office)

    @MadeOnce
    def case_forms(self) -> "CaseFormsService":
        from friendly_desktop.services.case_forms.service import CaseFormsService

        return CaseFormsService(
            self.db, self.folder, self.clock, self.office, self.cases, self.meetings, self.deadline_rules
        )

    @MadeOnce
    def case_statistics(self) -> "CaseStatisticsService":
        from friendly_desktop.services.case_statistics import CaseStatisticsService

        return CaseStatisticsService(self.db, self.clock, self.office)

    @MadeOnce
    def meetings(self) -> "MeetingsService":
        from friendly_desktop.services.meetings import MeetingsService

        return MeetingsService(
            self.db, self.clock, self.workdays, self.office, self.assessment, self.deadline_rules
        )

    @MadeOnce
    def workday_moves(self) -> "WorkdayMoves":
        from friendly_desktop.services.workday_moves import WorkdayMoves

        return WorkdayMoves(self.db, self.clock, self.deadline_rules, self.workdays)

    @MadeOnce
    def surveys(self) -> "SurveysService":
        from friendly_desktop.services.surveys import SurveysService

        return SurveysService(self.db, self.clock, self.office)

    @MadeOnce
    def ballot_papers(self) -> "BallotPapers":
        from friendly_desktop.services.surveys.paper import BallotPapers

        return BallotPapers(self.office, self.surveys)

    @MadeOnce
    def ballot_reading(self) -> "ReadingService":
        from friendly_desktop.services.surveys.reading import ReadingService

        return ReadingService(self.db, self.clock, self.surveys)

    @MadeOnce
    def indicators(self) -> "IndicatorsService":
        from friendly_desktop.services.indicators import IndicatorsService

        return IndicatorsService(self.db, self.clock, self.letter_batches, self.letter_templates)

    @MadeOnce
    def activities(self) -> "ActivitiesService":
        from friendly_desktop.services.activities import ActivitiesService

        return ActivitiesService(self.db, self.clock, self.assessment, self.evidence)

    @MadeOnce
    def postings(self) -> "PostingsService":
        from friendly_desktop.services.postings import PostingsService

        return PostingsService(
            self.db, self.folder, self.clock, self.office, self.meetings, self.assessment, self.evidence
        )

    @MadeOnce
    def lists(self) -> "ListsService":
        from friendly_desktop.services.lists import ListsService

        return ListsService(self.office, self.clock)

    @MadeOnce
    def search(self) -> "SearchService":
        from friendly_desktop.services.search import SearchService

        return SearchService(self.db, self.assessment, self.indicators, self.session.may)

    @MadeOnce
    def officer_slips(self) -> "OfficerSlipsService":
        from friendly_desktop.services.officer_slips import OfficerSlipsService

        return OfficerSlipsService(
            self.clock,
            self.office,
            self.assessment,
            self.risk,
            self.cases,
            self.meetings,
            self.deadline_rules,
        )

    @MadeOnce
    def home(self) -> "HomeService":
        from friendly_desktop.services.home import HomeService

        return HomeService(
            self.db,
            self.clock,
            self.assessment,
            self.proposals,
            self.risk,
            self.workdays,
            self.backups,
            self.retention,
        )

    @MadeOnce
    def users(self) -> "UsersService":
        from friendly_desktop.services.people.users import UsersService

        return UsersService(self.db, self.clock, self.session, self.office)

    @MadeOnce
    def drafts(self) -> "DraftsService":
        from friendly_desktop.services.drafts import DraftsService

        return DraftsService(self.db, self.clock, self.session)

    @MadeOnce
    def backups(self) -> "BackupsService":
        from friendly_desktop.services.backups import BackupsService

        return BackupsService(self.folder, self.clock, self.db)

    @MadeOnce
    def bin(self) -> "BinService":
        from friendly_desktop.services.bin import BinService

        return BinService(
            self.db,
            self.clock,
            self.evidence,
            self.letters,
            self.letter_templates,
            self.surveys,
            self.indicators,
            self.activities,
            self.postings,
        )

    @MadeOnce
    def trail(self) -> "TrailService":
        from friendly_desktop.services.trail import TrailService, heads_in

        trail = TrailService(self.db, self.clock, self.session.may)
        trail.remember(lambda: heads_in(self.backups))
        return trail

    @MadeOnce
    def retention(self) -> "RetentionService":
        from friendly_desktop.services.retention import RetentionService

        return RetentionService(
            self.db,
            self.folder,
            self.clock,
            self.office,
            self.backups,
            lambda: self.session.name,
            self.session.rights,
        )

    @MadeOnce
    def disclosures(self) -> "DisclosuresService":
        from friendly_desktop.services.disclosures import DisclosuresService

        return DisclosuresService(self.db, self.clock, lambda: self.session.name)

    @MadeOnce
    def vault(self) -> "VaultService":
        from friendly_desktop.services.vault import VaultService

        return VaultService(self.folder, self.clock, self.db, self.office)

    @MadeOnce
    def doctor(self) -> "DoctorService":
        from friendly_desktop.services.doctor import DoctorService

        return DoctorService(
            self.db,
            self.folder,
            self.clock,
            self.assessment,
            self.evidence,
            self.workdays,
            self.trail,
            self.backups,
        )

    @MadeOnce
    def problem_reports(self) -> "ProblemReports":
        from friendly_desktop.services.support.problem_report import ProblemReports

        return ProblemReports(self.db, self.folder, self.clock, self.doctor)

    @MadeOnce
    def guide(self) -> "GuideService":
        from friendly_desktop.services.support.guide import GuideService

        return GuideService(self.office)

    @MadeOnce
    def demo(self) -> "DemoService":
        from friendly_desktop.services.cases.service import CasesService
        from friendly_desktop.services.demo import DemoService
        from friendly_desktop.services.demo.decisions import DemoDecisions
        from friendly_desktop.services.demo.figures import DemoFigures
        from friendly_desktop.services.demo.letters import DemoLetters
        from friendly_desktop.services.demo.postings import DemoPostings
        from friendly_desktop.services.demo.reception import DemoReception
        from friendly_desktop.services.demo.surveys import DemoSurveys
        from friendly_desktop.services.letters.service import LettersService
        from friendly_desktop.services.meetings import MeetingsService
        from friendly_desktop.services.postings import PostingsService
        from friendly_desktop.services.surveys import SurveysService

        db, folder, office, assessment = self.db, self.folder, self.office, self.assessment
        rules, workdays, meetings = self.deadline_rules, self.workdays, self.meetings
        return DemoService(
            db,
            self.clock,
            office,
            self.criteria,
            assessment,
            self.evidence,
            DemoLetters(
                lambda at: LettersService(db, folder, at, office, self.letter_templates),
                self.letter_templates,
            ),
            DemoReception(
                lambda at: CasesService(db, at, rules, workdays, folder),
                lambda at: MeetingsService(db, at, workdays, office, assessment, rules),
            ),
            DemoFigures(self.indicators, self.activities, self.evidence),
            DemoSurveys(lambda at: SurveysService(db, at, office)),
            DemoPostings(
                lambda at: PostingsService(db, folder, at, office, meetings, assessment, self.evidence)
            ),
            DemoDecisions(assessment, office, self.proposals),
        )

    @MadeOnce
    def sample(self) -> "SampleOffice":
        from friendly_desktop.services.sample_office import SampleOffice

        return SampleOffice(
            self.folder, lambda: self.demo, lambda other: open_services(other, self.clock, create=True)
        )

    def close(self) -> None:
        """Close the database; nothing can be asked afterwards."""
        _put_copies_away(self.folder)
        self.db.close()


def open_services(folder: DataFolder, clock: Clock | None = None, *, create: bool = False) -> Services:
    """Open the records in ``folder``.

    Args:
        folder: the data folder of the office.
        clock: what tells the time; the PC's clock by default.
        create: make a new, empty office where there is none.

    Raises:
        AppError: nothing is there and ``create`` is False, the records would not be safe in this folder, or
            they cannot be opened.
    """
    if not create and not folder.exists():
        raise AppError(
            "nothing_here",
            _("Chưa có dữ liệu"),
            _("Trong thư mục {folder} chưa có dữ liệu của đơn vị nào.").format(folder=folder.root),
            _("Hãy mở chương trình để thiết lập, hoặc chạy lệnh demo để xem dữ liệu mẫu."),
        )
    places.require_safe(folder.root)
    if _records_lost(folder):
        # A new office here would take the evidence of the old one for strays, and clear it away.
        raise AppError(
            "database_missing",
            _("Thiếu tệp dữ liệu"),
            _("Thư mục {folder} còn tài liệu kiểm chứng nhưng tệp {file} đã mất hoặc trống.").format(
                folder=folder.root, file=folder.database.name
            ),
            _("Hãy đặt lại tệp này từ bản sao lưu gần nhất, hoặc chọn thư mục dữ liệu khác."),
        )
    clock = clock or SystemClock()
    backups_of(folder, clock).before_upgrade()
    services = Services(folder, clock, Database(folder.database, clock))
    _finish_interrupted(services)
    return services


def _finish_interrupted(services: Services) -> None:
    """Go on with what a killed process had begun; whether there is anything is asked before a service is made."""
    _put_copies_away(services.folder)
    with services.db.read() as connection:
        wiping = owed_files.owed(connection)
        written = indicators.late_written(connection)
    # Where there is no room to note that it was done, the next start does it.
    with services.session.own_act(), suppress(AppError):
        if wiping:
            services.cases.finish_wiping()
        if written:
            services.indicators.settle_written()


def _put_copies_away(folder: DataFolder) -> None:
    from friendly_desktop.services import opened_copies

    opened_copies.clear_sealed(folder)


def backups_of(folder: DataFolder, clock: Clock | None = None) -> "BackupsService":
    """The backups of a folder whose records are lost or damaged and cannot be opened."""
    from friendly_desktop.services.backups import BackupsService

    return BackupsService(folder, clock or SystemClock())


def _records_lost(folder: DataFolder) -> bool:
    """Whether evidence lies here without the records that say what it proves."""
    if folder.database.exists() and folder.database.stat().st_size:
        return False
    return any(path.is_file() for path in folder.evidence.rglob("*"))
