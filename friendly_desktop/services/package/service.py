"""The annual package of the office: made, proven, remembered; and packages of others checked."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import REMARKS, Gap, GapKind, YearState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.package import (
    ExportResult,
    PackageContent,
    PackedEvidence,
    PastExport,
    Verification,
)
from friendly_desktop.domain.package import figures as package_figures
from friendly_desktop.domain.package import layout as package_layout
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.vault import SUFFIX, Ring, check_new_password
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.letters.proof import LetterProofService
from friendly_desktop.services.letters.samples import LetterSamples
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.package import checking, planning
from friendly_desktop.services.package.planning import Plan
from friendly_desktop.services.proof import ProposalsService
from friendly_desktop.services.record_proof import RecordProofService
from friendly_desktop.storage import bag, bag_writer, small_photos, targets
from friendly_desktop.storage import package as rows
from friendly_desktop.storage.bag import BagEntry
from friendly_desktop.storage.bag_writer import DamagedSource
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.kept_pictures import KeptPictures
from friendly_desktop.storage.key_rings import PrivateKey, new_key, password_slot, ring_of
from friendly_desktop.storage.sealed_files import key_by, no_key
from friendly_desktop.storage.targets import Target

PHOTOS = ("original", "small")


class PackageService:
    """The package that goes to the authority above."""

    def __init__(  # noqa: PLR0917 - the shape of every service
        self,
        db: Database,
        folder: DataFolder,
        clock: Clock,
        office: OfficeService,
        assessment: AssessmentService,
        evidence: EvidenceService,
        letters: LetterProofService,
        records: RecordProofService,
        samples: LetterSamples,
        proposals: ProposalsService,
    ) -> None:
        """Work on ``db``; the other services know what goes into a package."""
        self._db = db
        self._folder = folder
        self._clock = clock
        self._office = office
        self._assessment = assessment
        self._evidence = evidence
        self._letters = letters
        self._records = records
        self._samples = samples
        self._proposals = proposals
        self._small = KeptPictures.cached(folder, small_photos.FOLDER)

    def export(
        self,
        year: int,
        target: Path,
        *,
        part_size: int | None = None,
        photos: str = "original",
        released: Collection[int] = (),
        password: str = "",
        job: JobContext = UNWATCHED,
    ) -> ExportResult:
        """Write the package of ``year``, read it back wholly and put it in place.

        What is wrong with the content (points without evidence, a year not frozen, a file missing in
        the store) is listed and does not stop it; the package then says DỰ THẢO. The same content
        gives the same bytes, on any day.

        Args:
            year: a year that was opened.
            target: a file ending in ``.zip``, or a folder that is absent or empty; a sealed file gets
                ``.mahoa`` after its name.
            part_size: the most bytes of a part; None for one part.
            photos: ``"original"``, or ``"small"`` for photos of at most 2,000 pixels.
            released: evidence that would be kept out for its name, looked at and found proper.
            password: seals the ZIP files; "" for ZIP files that anybody opens.
            job: told the progress in bytes; may cancel.

        Raises:
            AppError: the target cannot take the package, or the password is soon guessed; the target is as it was.
            Cancelled: the person stopped it; the target is as it was.
        """
        self._db.permit(Right.PACKAGE)
        if photos not in PHOTOS:
            raise ValueError(photos)
        target, lock = _lock(target, password)
        place = targets.examine(target, self._folder.root)
        damaged: set[str] = set()
        while True:
            told = self._content(year, released, damaged).problems
            with in_vietnamese():  # the same papers whatever language the person reads
                content = self._numbered(self._content(year, released, damaged))
            content, entries = self._with_files(content, photos, job)
            plan = planning.plan(content, entries, part_size, self._sample_entries(content, job))
            self._check_room(place, plan, part_size)
            try:
                parts = self._write(place, plan, job, lock)
            except DamagedSource as found:
                damaged |= self._damaged(plan, found, damaged, job)
            else:
                break
        self._remember(plan)
        return ExportResult(
            path=str(parts[0] if place.is_zip else place.path),
            parts=tuple(str(path) for path in parts),
            files=plan.files,
            bytes=sum(path.stat().st_size for path in parts) if place.is_zip else plan.bytes,
            root_sha256=plan.root_sha256,
            problems=told,
            draft=plan.content.draft,
            letters=len(plan.content.letters),
            records=len(plan.content.records),
            lines=len(plan.content.proof.lines),
            samples=sum(bool(packed.path) for packed in plan.content.letters),
            content_bytes=plan.bytes,
        )

    def verify(self, paths: Sequence[Path], job: JobContext = UNWATCHED, password: str = "") -> Verification:
        """Check a package of this or another office, without importing or unpacking it.

        Raises:
            AppError: a path does not exist; ``password_needed`` or ``wrong_password`` for a sealed package.
            Cancelled: the person stopped it.
        """
        return verify(paths, job, password)

    def history(self, year: int) -> tuple[PastExport, ...]:
        """The packages made of a year, the first submission first."""
        with self._db.read() as connection:
            return tuple(row.export for row in rows.exports_of(connection, year))

    def content(self, year: int) -> PackageContent:
        """What a package of the year would hold now, in Vietnamese; evidence is not read through.

        Raises:
            AppError: the year was not opened.
        """
        with in_vietnamese():
            return self._numbered(self._content(year, (), ()))

    def _content(self, year: int, released: Collection[int], damaged: Collection[str]) -> PackageContent:
        view = self._assessment.view(year)
        criteria_set = self._assessment.criteria_of(year)
        choice = planning.choose(
            self._evidence.listing(year), criteria_set.by_id, self._evidence.stored_size, released, damaged
        )
        known = {(gap.kind, gap.evidence_id) for gap in view.gaps}
        problems = [*view.gaps, *(gap for gap in choice.gaps if (gap.kind, gap.evidence_id) not in known)]
        if view.state is not YearState.FROZEN:
            told = _("Số liệu năm {year} chưa được chốt để nộp.").format(year=year)
            problems.insert(0, Gap(GapKind.NOT_FROZEN, told))
        document_date = self._assessment.document_date(year)
        signatories = self._office.signatories()
        default = next((one for one in signatories if one.default), None)
        return PackageContent(
            office=self._office.office(),
            signatory=default or (signatories[0] if signatories else None),
            year=year,
            criteria=criteria_set,
            rows=view.rows,
            vetoes=view.vetoes,
            evaluation=view.evaluation,
            unbacked=view.unbacked,
            evidence=package_layout.pack(package_layout.evidence_in_order(criteria_set, choice.taken)),
            report_texts=self._assessment.report_texts(year),
            unit_names={unit.id: unit.name for unit in self._office.units()},
            document_date=document_date,
            draft=any(gap.kind not in REMARKS for gap in problems),
            problems=tuple(problems),
            left_out=choice.left_out,
            letters=package_layout.pack_letters(criteria_set, self._letters.of_year(year)),
            records=package_layout.pack_records(criteria_set, self._records.records(year)),
            proof=self._proposals.year_proof(year, document_date),
        )

    def _numbered(self, content: PackageContent) -> PackageContent:
        """Give the package its submission number and what changed since the one before.

        A draft and a package made again of unchanged records keep the number, so that bytes repeat.
        """
        with self._db.read() as connection:
            past = rows.exports_of(connection, content.year)
        if not past:
            return content
        last = past[-1]
        again = last.export.draft or last.fingerprint == package_figures.fingerprint(content)
        number = last.export.submission + (0 if again else 1)
        earlier = past[:-1] if again else past
        if not earlier:
            return replace(content, submission=number)
        return replace(
            content,
            submission=number,
            previous_root_sha256=earlier[-1].export.root_sha256,
            changes=package_figures.changes_between(earlier[-1].items, package_figures.items(content)),
        )

    def _with_files(
        self, content: PackageContent, photos: str, job: JobContext
    ) -> tuple[PackageContent, list[BagEntry]]:
        packed: list[PackedEvidence] = []
        entries: dict[str, BagEntry] = {}  # by path: a content that proves much is written once
        for done, one in enumerate(content.evidence):
            job.checkpoint()
            source: Callable[[], BinaryIO] = partial(self._evidence.open_content, one.evidence.sha256)
            if photos == "small":
                job.report(done, len(content.evidence), _("Đang thu nhỏ ảnh"))
                known = one.evidence
                small = small_photos.shrunk(source, known.media_type, known.bytes, known.sha256, self._small)
                if small is not None:
                    path = package_layout.with_suffix(one.path, ".jpg")
                    one = replace(one, path=path, sha256=small.sha256, bytes=small.bytes)  # noqa: PLW2901 - from here on it is its small picture
                    source = partial(small_photos.opened, known.sha256, self._small)
            packed.append(one)
            entries.setdefault(one.path, planning.evidence_entry(one, source))
        return replace(content, evidence=tuple(packed)), list(entries.values())

    def _sample_entries(self, content: PackageContent, job: JobContext) -> list[BagEntry]:
        """The sample letters, written anew from their template versions with masked values."""
        shown = [(packed.path, packed.sample) for packed in content.letters if packed.sample is not None]
        entries = []
        for done, (path, sample) in enumerate(shown):
            job.checkpoint()
            job.report(done, len(shown), _("Đang viết thư mẫu"))
            entries.append(bag.entry_of(path, self._samples.pdf(sample)))
        return entries

    def _check_room(self, place: Target, plan: Plan, part_size: int | None) -> None:
        sizes = [each.zip_bytes for each in plan.bags]
        largest = max(sizes)
        if not place.is_zip:
            largest = max(entry.size for each in plan.bags for entry in each.files)
        parts_help = place.is_zip and part_size is None
        targets.check_room(place.path.parent, sum(sizes), largest, parts_help=parts_help)

    def _write(self, place: Target, plan: Plan, job: JobContext, lock: "_Lock | None") -> tuple[Path, ...]:
        watched = _Progress(job, plan.bytes)

        def prove(parts: Sequence[Path]) -> None:
            found = checking.check(parts, watched.read, lock.key_for if lock else no_key)
            if found.ok and found.root_sha256 == plan.root_sha256 and found.files == plan.files:
                return
            first = found.problems[0] if found.problems else None
            raise AppError(
                "package_not_verified",
                _("Gói vừa ghi đọc lại không đúng"),
                _("Đọc lại gói vừa ghi thấy sai ở {file}: {problem}").format(
                    file=first.file if first else place.path.name,
                    problem=first.message if first else _("nội dung khác với nội dung đã ghi."),
                ),
                _("USB hoặc ổ đĩa có thể đã hỏng, hãy thử nơi khác. Nơi ghi còn nguyên như trước."),
            )

        return bag_writer.write(
            place, plan.bags, plan.content.document_date, watched, prove, lock.ring if lock else None
        )

    def _damaged(self, plan: Plan, found: DamagedSource, known: Collection[str], job: JobContext) -> set[str]:
        """The digests of stored files that are not what they should be.

        One damaged file is rarely alone, so all are looked at before the next attempt. A small photo
        of the cache is simply made anew.

        Raises:
            AppError: every file reads well now; a disk that changes its mind is not to be trusted.
        """
        fresh: set[str] = set()
        remade = False
        for packed in plan.content.evidence:
            job.checkpoint()
            if packed.path == found.entry.path and packed.sha256:
                self._small.forget(packed.evidence.sha256)
                remade = True
            if not self._evidence.is_sound(packed.evidence.sha256, packed.evidence.bytes):
                fresh.add(packed.evidence.sha256)
        if not remade and fresh <= set(known):
            raise AppError(
                "evidence_unreadable",
                _("Không đọc được tệp minh chứng"),
                _("Tệp «{name}» lúc đọc được, lúc không.").format(name=found.entry.label or found.entry.path),
                _("Hãy kiểm tra ổ đĩa của máy này rồi xuất lại."),
            ) from found
        return fresh

    def _remember(self, plan: Plan) -> None:
        export = PastExport(
            year=plan.content.year,
            submission=plan.content.submission,
            made_at=self._clock.now(),
            draft=plan.content.draft,
            parts=len(plan.bags),
            files=plan.files,
            bytes=plan.bytes,
            root_sha256=plan.root_sha256,
        )
        with in_vietnamese():
            items = package_figures.items(plan.content)
        row = rows.ExportRow(export, plan.fingerprint, items)
        with self._db.write(Area.PACKAGE) as connection:
            rows.put_export(connection, row)


def verify(paths: Sequence[Path], job: JobContext = UNWATCHED, password: str = "") -> Verification:
    """Check a package; it needs no data folder.

    Raises:
        AppError: a path does not exist; ``password_needed`` or ``wrong_password`` for a sealed package.
        Cancelled: the person stopped it.
    """

    def progress(done: int, total: int) -> None:
        job.checkpoint()
        job.report(done, total, _("Đang kiểm tra gói"))

    return checking.check(paths, progress, key_by(password))


@dataclass(frozen=True)
class _Lock:
    """What a package is sealed with, and how it is read back."""

    ring: Ring
    key: PrivateKey

    def key_for(self, _ring: Ring) -> PrivateKey:
        return self.key


def _lock(target: Path, password: str) -> tuple[Path, _Lock | None]:
    """The target of a sealed package and its lock; the target as it is where no password is given."""
    if not password:
        return target, None
    check_new_password(password)
    if not target.name.lower().removesuffix(SUFFIX).endswith(".zip"):
        raise AppError(
            "password_needs_zip",
            _("Chỉ đặt mật khẩu được cho tệp ZIP"),
            _("Gói hồ sơ dạng thư mục không đặt mật khẩu được."),
            _("Hãy xuất gói thành tệp ZIP, hoặc bỏ mật khẩu."),
        )
    key = new_key()
    ring = ring_of(key, password_slot(key, password))
    return target.with_name(target.name.removesuffix(SUFFIX) + SUFFIX), _Lock(ring, key)


class _Progress:
    """One bar for writing and reading back."""

    def __init__(self, job: JobContext, total: int) -> None:
        self._job = job
        self._total = total
        self._written = 0

    def wrote(self, count: int) -> None:
        """``count`` more bytes were written."""
        self._job.checkpoint()
        self._written += count
        self._job.report(self._written, 2 * self._total, _("Đang ghi gói"))

    def read(self, done: int, total: int) -> None:
        """``done`` bytes of ``total`` were read back."""
        self._job.checkpoint()
        if total:
            part = self._total * done // total
            self._job.report(self._total + part, 2 * self._total, _("Đang đọc lại để kiểm tra"))
