"""The composition root: the one place where the services of a data folder are built."""

from contextlib import suppress
from dataclasses import dataclass

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
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
from friendly_desktop.services.demo.decisions import DemoDecisions
from friendly_desktop.services.demo.figures import DemoFigures
from friendly_desktop.services.demo.letters import DemoLetters
from friendly_desktop.services.demo.postings import DemoPostings
from friendly_desktop.services.demo.reception import DemoReception
from friendly_desktop.services.demo.surveys import DemoSurveys
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
from friendly_desktop.services.people import Session, UsersService
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
from friendly_desktop.services.trail import TrailService, heads_in
from friendly_desktop.services.vault import VaultService
from friendly_desktop.services.workday_moves import WorkdayMoves
from friendly_desktop.services.workdays import WorkdaysService
from friendly_desktop.storage import places
from friendly_desktop.storage.database import Database


@dataclass(frozen=True)
class Services:
    """Everything a window or a command can ask for, built on one data folder."""

    folder: DataFolder
    clock: Clock
    db: Database
    session: Session
    users: UsersService
    office: OfficeService
    criteria: CriteriaService
    assessment: AssessmentService
    evidence: EvidenceService
    letter_templates: LetterTemplatesService
    letters: LettersService
    letter_batches: LetterBatchDesk
    letter_proof: LetterProofService
    letter_samples: LetterSamples
    record_proof: RecordProofService
    proposals: ProposalsService
    package: PackageService
    report: ReportService
    demo: DemoService
    sample: SampleOffice
    guide: GuideService
    problem_reports: ProblemReports
    doctor: DoctorService
    printing: PrintingService
    workdays: WorkdaysService
    deadline_rules: DeadlineRulesService
    cases: CasesService
    workday_moves: WorkdayMoves
    drafts: DraftsService
    meetings: MeetingsService
    case_register: CaseRegisterService
    search: SearchService
    case_forms: CaseFormsService
    case_statistics: CaseStatisticsService
    surveys: SurveysService
    ballot_papers: BallotPapers
    ballot_reading: ReadingService
    indicators: IndicatorsService
    activities: ActivitiesService
    lists: ListsService
    postings: PostingsService
    risk: RiskService
    officer_slips: OfficerSlipsService
    home: HomeService
    backups: BackupsService
    bin: BinService
    trail: TrailService
    retention: RetentionService
    disclosures: DisclosuresService
    vault: VaultService

    def close(self) -> None:
        """Close the database; nothing can be asked afterwards."""
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
    db = Database(folder.database, clock)
    session = Session(db)
    db.guard(session.gate)
    db.sign_as(lambda: session.name)
    office = OfficeService(db, clock)
    criteria = CriteriaService(db, clock)
    workdays = WorkdaysService(db, clock)
    assessment = AssessmentService(db, clock, criteria, workdays, session.limit)
    evidence = EvidenceService(db, folder, clock, assessment)
    letter_templates = LetterTemplatesService(db, folder, clock)
    letters = LettersService(db, folder, clock, office, letter_templates)
    letter_batches = LetterBatchDesk(db, clock, letters, office)
    letter_samples = LetterSamples(office, letter_templates)
    letter_proof = LetterProofService(db, assessment, letter_samples)
    record_proof = RecordProofService(db, assessment)
    proposals = ProposalsService(db, clock, assessment)
    package = PackageService(
        db, folder, clock, office, assessment, evidence, letter_proof, record_proof, letter_samples, proposals
    )
    demo_letters = DemoLetters(
        lambda at: LettersService(db, folder, at, office, letter_templates), letter_templates
    )
    backups = BackupsService(folder, clock, db)
    trail = TrailService(db, clock, session.may)
    trail.remember(lambda: heads_in(backups))
    doctor = DoctorService(db, folder, clock, assessment, evidence, workdays, trail, backups)
    printing = PrintingService(office)
    deadline_rules = DeadlineRulesService(db, clock, workdays)
    meetings = MeetingsService(db, clock, workdays, office, assessment, deadline_rules)
    demo_reception = DemoReception(
        lambda at: CasesService(db, at, deadline_rules, workdays, folder),
        lambda at: MeetingsService(db, at, workdays, office, assessment, deadline_rules),
    )
    indicators = IndicatorsService(db, clock, letter_batches, letter_templates)
    activities = ActivitiesService(db, clock, assessment, evidence)
    demo = DemoService(
        db,
        clock,
        office,
        criteria,
        assessment,
        evidence,
        demo_letters,
        demo_reception,
        DemoFigures(indicators, activities, evidence),
        DemoSurveys(lambda at: SurveysService(db, at, office)),
        DemoPostings(lambda at: PostingsService(db, folder, at, office, meetings, assessment, evidence)),
        DemoDecisions(assessment, office, proposals),
    )
    case_register = CaseRegisterService(db, clock, office)
    search = SearchService(db, assessment, indicators, session.may)
    cases = CasesService(db, clock, deadline_rules, workdays, folder)
    with (
        session.own_act(),
        suppress(AppError),
    ):  # no room to note that it was done: the next start does it again
        cases.finish_wiping()
        indicators.settle_written()
    case_forms = CaseFormsService(db, folder, clock, office, cases, meetings, deadline_rules)
    surveys = SurveysService(db, clock, office)
    postings = PostingsService(db, folder, clock, office, meetings, assessment, evidence)
    risk = RiskService(clock, assessment, proposals)
    retention = RetentionService(db, folder, clock, office, backups, lambda: session.name, session.may)
    return Services(
        folder=folder,
        clock=clock,
        db=db,
        session=session,
        users=UsersService(db, clock, session, office),
        office=office,
        criteria=criteria,
        assessment=assessment,
        evidence=evidence,
        letter_templates=letter_templates,
        letters=letters,
        letter_batches=letter_batches,
        letter_proof=letter_proof,
        letter_samples=letter_samples,
        record_proof=record_proof,
        proposals=proposals,
        package=package,
        report=ReportService(assessment, package),
        demo=demo,
        guide=GuideService(office),
        problem_reports=ProblemReports(db, folder, clock, doctor),
        sample=SampleOffice(folder, demo, lambda other: open_services(other, clock, create=True)),
        doctor=doctor,
        printing=printing,
        workdays=workdays,
        deadline_rules=deadline_rules,
        cases=cases,
        workday_moves=WorkdayMoves(db, clock, deadline_rules, workdays),
        drafts=DraftsService(db, clock, session),
        meetings=meetings,
        case_register=case_register,
        search=search,
        case_forms=case_forms,
        case_statistics=CaseStatisticsService(db, clock, office),
        surveys=surveys,
        ballot_papers=BallotPapers(office, surveys),
        ballot_reading=ReadingService(db, clock, surveys),
        indicators=indicators,
        activities=activities,
        lists=ListsService(office, clock),
        postings=postings,
        risk=risk,
        officer_slips=OfficerSlipsService(clock, office, assessment, risk, cases, meetings, deadline_rules),
        trail=trail,
        retention=retention,
        disclosures=DisclosuresService(db, clock, lambda: session.name),
        home=HomeService(db, clock, assessment, proposals, risk, workdays, backups, retention),
        backups=backups,
        bin=BinService(
            db, clock, evidence, letters, letter_templates, surveys, indicators, activities, postings
        ),
        vault=VaultService(folder, clock, db, office),
    )


def backups_of(folder: DataFolder, clock: Clock | None = None) -> BackupsService:
    """The backups of a folder whose records are lost or damaged and cannot be opened."""
    return BackupsService(folder, clock or SystemClock())


def _records_lost(folder: DataFolder) -> bool:
    """Whether evidence lies here without the records that say what it proves."""
    if folder.database.exists() and folder.database.stat().st_size:
        return False
    return any(path.is_file() for path in folder.evidence.rglob("*"))
