"""One run over scans of ballots: page by page, ballot by ballot; loaded when somebody reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.domain.surveys import Ballot, BallotSource, Survey
from friendly_desktop.domain.surveys.ballot_code import BallotCode
from friendly_desktop.domain.surveys.ballot_reading import (
    DoubtfulBallot,
    DoubtfulQuestion,
    ReadingReport,
    RepeatedBallot,
    Unread,
    UnreadPage,
    Why,
)
from friendly_desktop.i18n import _
from friendly_desktop.services.documents.ballot import ballot_layout
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.surveys.page_reading import RefusedPage, SeenPage, read_picture
from friendly_desktop.services.surveys.round_checks import required_open
from friendly_desktop.services.surveys.service import SurveysService
from friendly_desktop.storage import ballot_readings
from friendly_desktop.storage.ballot_scans import COARSE, FINE, ScanFile, files_in
from friendly_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class _Found:
    """A page that was read, and where."""

    page: SeenPage
    place: str
    file: str
    number_in_file: int


@dataclass(slots=True)
class _Tally:
    """What became of the pages so far."""

    pages: int = 0
    empty: int = 0
    read: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    unreadable: list[UnreadPage] = field(default_factory=list)
    repeated: list[RepeatedBallot] = field(default_factory=list)

    def report(self) -> ReadingReport:
        return ReadingReport(
            self.pages,
            tuple(self.read),
            tuple(self.doubtful),
            tuple(self.unreadable),
            tuple(self.repeated),
            self.empty,
        )


class ReadingRun:
    """One run over files."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        surveys: SurveysService,
        survey: Survey,
        *,
        hand: int,
        group: str,
        by: str,
    ) -> None:
        """Read into ``survey``; ``hand``, ``group`` and ``by`` are those of every ballot."""
        self._db = db
        self._clock = clock
        self._surveys = surveys
        self._survey = survey
        self._hand = hand
        self._group = group
        self._by = by
        self._page_count = len(ballot_layout(survey.form).pages)
        self._tally = _Tally()
        self._known = {one.number: one.answers for one in surveys.ballots(survey.id, hand)}
        self._first = self._known if hand == 1 else {one.number: () for one in surveys.ballots(survey.id, 1)}
        with db.read() as connection:
            doubts = ballot_readings.find(connection, survey.id)
        # Doubts of a ballot that was typed in meanwhile are of no use any more.
        self._waiting = {
            one.number: one for one in doubts if one.hand == hand and one.number not in self._known
        }
        self._parts: dict[int, dict[int, _Found]] = {}  # of ballots whose other pages did not come yet
        self._seen: dict[tuple[int, int], _Found] = {}

    def run(self, paths: Sequence[Path], job: JobContext) -> ReadingReport:
        """Read the files, and those in the folders.

        Raises:
            AppError: a ballot cannot be kept.
            Cancelled: by the job; what was read before stays.
        """
        files = [one for one in map(self._opened, files_in(paths)) if one is not None]
        total = sum(one.pages for one in files)
        for file in files:
            for number in range(file.pages):
                job.checkpoint()
                job.report(self._tally.pages, total)
                self._tally.pages += 1
                for found in self._pages(file, number):
                    self._take(found)
        for number, parts in self._parts.items():
            first = next(iter(parts.values()))
            missing = ", ".join(str(place + 1) for place in range(self._page_count) if place + 1 not in parts)
            sentence = _("Phiếu số {number} thiếu trang {pages}; hãy quét đủ các trang rồi đọc lại.")
            self._refuse(
                first.file,
                first.number_in_file,
                Unread.OTHER_PAGE_MISSING,
                sentence.format(number=number, pages=missing),
                number,
            )
        job.report(total, total)
        return self._tally.report()

    def _opened(self, path: Path) -> ScanFile | None:
        try:
            return ScanFile(path)
        except PreviewUnavailable as problem:
            self._refuse(path.name, 0, Unread.BROKEN_FILE, problem.title)
            return None

    def _pages(self, file: ScanFile, number: int) -> Iterator[_Found]:
        """The ballots on a page of a file: looked at coarsely, and finely where that was not enough."""
        name = file.path.name
        try:
            seen, refused = self._look(file, number, COARSE)
            if refused and any(one.why in (Unread.NO_CODE, Unread.NO_MARKS) for one in refused):
                finer, still = self._look(file, number, FINE)
                if len(finer) >= len(seen):
                    seen, refused = finer, still
        except PreviewUnavailable as problem:
            self._refuse(name, number + 1, Unread.BROKEN_FILE, problem.title)
            return
        if any(one.why is Unread.EMPTY for one in refused):
            self._tally.empty += 1
            return
        for one in refused:
            self._refuse(name, number + 1, one.why, _why_refused(one), one.code.number if one.code else None)
        place = _("{file}, trang {page}").format(file=name, page=number + 1) if file.pages > 1 else name
        for page in seen:
            yield _Found(page, place, name, number + 1)

    def _look(
        self, file: ScanFile, number: int, longest: int
    ) -> tuple[tuple[SeenPage, ...], tuple[RefusedPage, ...]]:
        return read_picture(file.page(number, longest), self._survey.form, self._survey.id)

    def _take(self, found: _Found) -> None:
        """One page: the ballot is judged once its pages are together."""
        code = found.page.code
        if not 1 <= code.number <= self._survey.issued:
            sentence = _("Phiếu số {number}, nhưng đợt này chỉ phát ra {issued} phiếu.").format(
                number=code.number, issued=self._survey.issued
            )
            self._refuse(found.file, found.number_in_file, Unread.NO_SUCH_NUMBER, sentence, code.number)
            return
        before = self._seen.setdefault((code.number, code.page), found)
        if before is not found:
            same = _said([before]) == _said([found])
            self._tally.repeated.append(RepeatedBallot(code.number, found.place, same))
            return
        parts = self._parts.setdefault(code.number, {})
        parts[code.page] = found
        if len(parts) == self._page_count:
            del self._parts[code.number]
            self._finish(code, [parts[page] for page in sorted(parts)])

    def _finish(self, code: BallotCode, parts: list[_Found]) -> None:
        """Enter a whole ballot, or keep it for a person, unless it is known already."""
        said = _said(parts)
        choices = self._survey.form.choices
        answers = tuple(
            None if said[place] is None else choices[said[place] or 0].id
            for place in range(len(self._survey.form.questions))
        )
        number = code.number
        if number in self._known or number in self._waiting:
            before = self._known.get(number) or self._waiting[number].answers
            self._tally.repeated.append(RepeatedBallot(number, parts[0].place, before == answers))
        elif self._hand == 2 and number not in self._first:
            sentence = _("Phiếu số {number} chưa được nhập lần đầu nên chưa có gì để đối chiếu.")
            self._refuse(
                parts[0].file,
                parts[0].number_in_file,
                Unread.FIRST_MISSING,
                sentence.format(number=number),
                number,
            )
        elif None in answers:
            self._keep(number, answers, parts)
        else:
            ballot = Ballot(
                number,
                tuple(answer or "" for answer in answers),
                hand=self._hand,
                group=self._group,
                source=BallotSource.SCAN,
                entered_by=self._by,
            )
            self._known[number] = self._surveys.enter(self._survey.id, ballot).answers
            self._tally.read.append(number)

    def _keep(self, number: int, answers: tuple[str | None, ...], parts: list[_Found]) -> None:
        choices = self._survey.form.choices
        questions = [
            DoubtfulQuestion(
                place,
                verdict.why or Why.UNSEEN,
                "" if verdict.likely is None else choices[verdict.likely].id,
                part.page.pictures[place],
            )
            for part in parts
            for place, verdict in sorted(part.page.verdicts.items())
            if verdict.choice is None
        ]
        doubt = DoubtfulBallot(
            0,
            self._survey.id,
            number,
            "; ".join(dict.fromkeys(part.place for part in parts)),
            answers,
            tuple(questions),
            self._clock.now(),
            self._hand,
            self._group,
        )
        with self._db.write(Area.SURVEYS) as connection:
            required_open(connection, self._survey.id)
            ballot_readings.add(connection, doubt)
        self._waiting[number] = doubt
        self._tally.doubtful.append(number)

    def _refuse(self, file: str, page: int, why: Unread, message: str, number: int | None = None) -> None:
        self._tally.unreadable.append(UnreadPage(file, page, why, message, number))


def _said(parts: Sequence[_Found]) -> dict[int, int | None]:
    return {place: verdict.choice for part in parts for place, verdict in part.page.verdicts.items()}


def _why_refused(refused: RefusedPage) -> str:
    number = refused.code.number if refused.code else 0
    match refused.why:
        case Unread.OTHER_SURVEY:
            return _("Phiếu số {number} của một đợt khảo sát khác.").format(number=number)
        case Unread.OTHER_FORM:
            return _("Phiếu số {number} in theo mẫu khác với mẫu của đợt này.").format(number=number)
        case Unread.NO_MARKS:
            return _("Phiếu số {number} bị che hoặc mất các ô đen ở góc.").format(number=number)
        case _:
            return _("Không tìm thấy mã của phiếu trên trang này.")
