"""The postings of an office: filled in from its records, kept as made, hung, taken down, photographed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import AddedFile
from friendly_desktop.domain.postings import (
    Posting,
    PostingKind,
    PostingSize,
    PostingValue,
    PostingValues,
    as_json,
    from_json,
    title_of,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.meetings import MeetingsService
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.postings import filling, papers
from friendly_desktop.services.postings.fills import fills_of
from friendly_desktop.services.postings.listed import changed, coming, listed_days
from friendly_desktop.services.postings.papers import PostingPdf
from friendly_desktop.services.postings.shipped import kind_of, shipped
from friendly_desktop.storage import filed_evidence
from friendly_desktop.storage import postings as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.evidence import Content, put_contents
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.filed_evidence import Record


class PostingsService:
    """Slogans, notices, lists, commitments, sheets of QR codes."""

    def __init__(  # noqa: PLR0917 - one argument a service
        self,
        db: Database,
        folder: DataFolder,
        clock: Clock,
        office: OfficeService,
        meetings: MeetingsService,
        assessment: AssessmentService,
        evidence: EvidenceService,
    ) -> None:
        """Work on ``db``.

        Args:
            db: the records.
            folder: the data folder, whose store keeps what was made.
            clock: what has been.
            office: whose name stands on the wall.
            meetings: the schedule of reception.
            assessment: the criteria set of each year, whose leaves are proved.
            evidence: takes photos in.
        """
        self._db = db
        self._store = EvidenceStore.of(folder)
        self._clock = clock
        self._office = office
        self._meetings = meetings
        self._assessment = assessment
        self._evidence = evidence

    # Making

    def kinds(self) -> tuple[PostingKind, ...]:
        """Every kind, slogans first."""
        return tuple(shipped().values())

    def kind(self, kind_id: str) -> PostingKind:
        """One kind.

        Raises:
            AppError: ``posting_unknown``.
        """
        return kind_of(kind_id)

    def blank(self, kind_id: str) -> dict[str, PostingValue]:
        """What a person begins with: the words of the kind, filled from the office's records.

        Raises:
            AppError: ``posting_unknown``.
        """
        return filling.blank(kind_of(kind_id), self._facts())

    def pdf(
        self,
        kind_id: str,
        values: PostingValues,
        size: PostingSize,
        *,
        lying: bool | None = None,
        tile: PostingSize | None = None,
    ) -> PostingPdf:
        """The posting as it prints.

        Args:
            kind_id: which kind.
            values: what was filled in.
            size: of the finished posting.
            lying: which way it lies; as the kind wishes by default.
            tile: the paper of the printer, where the posting is put together from several sheets.

        Raises:
            AppError: a field is missing, unknown or too long, or a character cannot be drawn.
        """
        return papers.made(kind_of(kind_id), values, self._office.office(), size, lying=lying, tile=tile)

    def write(self, target: Path, pdf: PostingPdf) -> papers.Written:
        """Write a posting to a PDF file, whole or not at all, and read it back.

        Raises:
            AppError: the file has another ending or cannot be written.
        """
        return papers.write(target, pdf)

    def make(
        self,
        kind_id: str,
        values: PostingValues,
        size: PostingSize,
        *,
        lying: bool | None = None,
        note: str = "",
    ) -> Posting:
        """Keep a posting as made: its values and its PDF by digest; it is printed again exactly alike.

        The very same posting that waits to be hung is not kept twice.

        Raises:
            AppError: as ``pdf``, or the disk is full.
        """
        self._db.permit(Right.POSTINGS)
        kind = kind_of(kind_id)
        told = filling.checked(kind, values)
        turned = kind.lying if lying is None else lying
        made = papers.made(kind, told, self._office.office(), size, lying=turned)
        stored = self._store.put_bytes(made.content, "posting.pdf")
        new = Posting(
            id=0,
            kind=kind.id,
            title=title_of(kind, told),
            size=size,
            values=as_json(told),
            made_on=self._clock.today(),
            sha256=stored.sha256,
            note=clean_text(note),
            lying=turned,
        )
        now = self._clock.now()
        with self._db.write(Area.POSTINGS) as connection:
            if (waiting := rows.waiting(connection, stored.sha256)) is not None:
                return waiting
            put_contents(connection, [Content(stored.sha256, stored.bytes, stored.media_type)], now)
            return replace(new, id=rows.add(connection, new, now))

    def values_of(self, posting: Posting) -> dict[str, PostingValue]:
        """What was filled in, for one like it."""
        return from_json(posting.values)

    def file(self, posting_id: int) -> bytes:
        """The PDF of a made posting, to be printed again.

        Raises:
            AppError: it is not in the list any more, or its file is lost or damaged.
        """
        content = self._store.read(self.get(posting_id).sha256)
        if content is None:
            raise AppError(
                "posting_lost",
                _("Không có bản đã làm"),
                _("Bản in của tờ niêm yết này không còn hoặc đã hỏng."),
                _("Hãy khôi phục từ bản sao lưu, hoặc làm lại tờ niêm yết."),
            )
        return content

    # Reading

    def get(self, posting_id: int) -> Posting:
        """One posting.

        Raises:
            AppError: it is not in the list any more.
        """
        with self._db.read() as connection:
            return _required(connection, posting_id)

    def find(self, year: int | None = None, kinds: Collection[str] = ()) -> tuple[Posting, ...]:
        """Postings, the last made first.

        Args:
            year: only those that hung in it, or were made in it and wait to be hung.
            kinds: only these; all when empty.
        """
        if year is not None and not MINYEAR <= year <= MAXYEAR:
            return ()
        during = None if year is None else (date(year, 1, 1), date(year, 12, 31))
        with self._db.read() as connection:
            return rows.find(connection, kinds, during)

    def places(self) -> tuple[str, ...]:
        """Where postings hang or hung, the last first; for the next one."""
        with self._db.read() as connection:
            return rows.places(connection)

    def leaves(self, posting: Posting) -> tuple[str, ...]:
        """The leaves of its year's set that a posting of this kind proves; none where the year was not opened."""
        year = _year(posting, self._clock.today())
        if year not in {one.year for one in self._assessment.years()}:
            return ()
        criteria = self._assessment.criteria_of(year)
        return tuple(leaf.id for leaf in criteria.leaves if posting.kind in leaf.posting_kinds)

    # Hanging

    def hang(self, posting_id: int, day: date, place: str) -> Posting:
        """Say that a posting hangs since a day, and where. One that hangs already is put right.

        Raises:
            AppError: no place is named, the day is still to come, or the posting is gone.
        """
        where = clean_line(place)
        if not where:
            raise AppError(
                "place_empty",
                _("Chưa có nơi treo"),
                _("Nơi treo đang để trống."),
                _("Hãy ghi nơi treo, ví dụ: Bộ phận tiếp nhận và trả kết quả."),
            )
        self._require_past(day)
        with self._db.write(Area.POSTINGS) as connection:
            one = _required(connection, posting_id)
            if one.down_on is not None and one.down_on < day:
                raise _down_before(one.down_on)
            rows.change(connection, posting_id, {"hung_on": day, "place": where})
            return _required(connection, posting_id)

    def not_hung(self, posting_id: int) -> Posting:
        """Take back that a posting was hung, as if nobody had said so.

        Raises:
            AppError: the posting is gone.
        """
        with self._db.write(Area.POSTINGS) as connection:
            _required(connection, posting_id)
            rows.change(connection, posting_id, {"hung_on": None, "down_on": None, "place": ""})
            return _required(connection, posting_id)

    def hang_also(self, posting_id: int, day: date, place: str) -> Posting:
        """Hang the same posting in a further place: a new line of the list with the same print.

        Raises:
            AppError: as ``hang``.
        """
        one = self.get(posting_id)
        with self._db.write(Area.POSTINGS) as connection:
            new = replace(one, hung_on=None, place="", down_on=None, evidence=())
            added = rows.add(connection, new, self._clock.now())
        try:
            return self.hang(added, day, place)
        except AppError:
            self.remove([added])
            raise

    def post_sessions(self, posting_id: int) -> tuple[int, ...]:
        """Note for the reception days that a hanging notice names that they were posted on its day.

        Returns:
            The sessions that were waiting for it; none where the posting names none, or was hung after them.

        Raises:
            AppError: the posting is gone.
        """
        self._db.permit(Right.MEETINGS)
        one = self.get(posting_id)
        days = listed_days(kind_of(one.kind), one)
        if one.hung_on is None or not days:
            return ()
        waiting = [
            session.id
            for session in coming(self._meetings, days, one.hung_on)
            if session.entry.day in days and session.posted_on is None
        ]
        if waiting:
            self._meetings.posted(waiting, one.hung_on)
        return tuple(waiting)

    def changed(self, posting: Posting) -> str:
        """What the schedule says otherwise by now than a posting that hangs; "" when all is as it says."""
        kind = shipped().get(posting.kind)
        if kind is None or not posting.hangs:
            return ""
        return changed(self._meetings, listed_days(kind, posting), self._clock.today())

    def take_down(self, posting_id: int, day: date) -> Posting:
        """Say that a posting hangs no longer since a day.

        Raises:
            AppError: it never hung, the day is before it was hung or still to come, or the posting is gone.
        """
        self._require_past(day)
        with self._db.write(Area.POSTINGS) as connection:
            one = _required(connection, posting_id)
            if one.hung_on is None or day < one.hung_on:
                raise AppError(
                    "not_hanging",
                    _("Chưa gỡ được"),
                    _("Tờ niêm yết này chưa treo, hoặc ngày gỡ trước ngày treo."),
                    _("Hãy ghi ngày treo và nơi treo trước."),
                )
            rows.change(connection, posting_id, {"down_on": day})
            return _required(connection, posting_id)

    def hang_again(self, posting_id: int) -> Posting:
        """Take back that it was taken down."""
        with self._db.write(Area.POSTINGS) as connection:
            _required(connection, posting_id)
            rows.change(connection, posting_id, {"down_on": None})
            return _required(connection, posting_id)

    def remove(self, posting_ids: Sequence[int]) -> None:
        """Take postings out of the list; their photos stay among the evidence."""
        with self._db.write(Area.POSTINGS) as connection:
            rows.remove(connection, posting_ids, self._clock.now())

    def restore(self, posting_ids: Sequence[int]) -> None:
        """Put postings back that were taken out."""
        with self._db.write(Area.POSTINGS) as connection:
            rows.remove(connection, posting_ids, None)

    # Photos

    def photo(
        self, posting_id: int, paths: Sequence[Path], job: JobContext = UNWATCHED
    ) -> tuple[AddedFile, ...]:
        """Take photos of a posting on the wall in: evidence of the leaves that postings of its kind prove.

        Raises:
            AppError: it does not hang, its year was not opened or is frozen, the disk is full.
            StoppedAdding: the person stopped it; what was safe by then stays and is filed.
        """
        self._db.permit(Right.POSTINGS, Right.EVIDENCE)
        one = self.get(posting_id)
        if one.hung_on is None:
            raise AppError(
                "not_hanging",
                _("Chưa treo"),
                _("Tờ niêm yết này chưa được ghi là đã treo."),
                _("Hãy ghi ngày treo và nơi treo trước, rồi thêm ảnh."),
            )
        year = _year(one, self._clock.today())
        leaves = self.leaves(one)
        added = self._evidence.add_files(
            year,
            leaves[0] if leaves else None,
            paths,
            job,
            title=self._photo_title(one),
            issued_on=one.hung_on,
        )
        ids = [file.evidence_id for file in added if file.evidence_id is not None]
        for evidence_id in ids:
            self._evidence.prove(evidence_id, year, leaves)
        with self._db.write(Area.POSTINGS) as connection:
            filed_evidence.add(connection, Record.POSTING, posting_id, ids)
        return added

    def detach(self, posting_id: int, evidence_id: int) -> Posting:
        """File a photo with this posting no longer; it stays among the evidence of the year."""
        with self._db.write(Area.POSTINGS) as connection:
            _required(connection, posting_id)
            filed_evidence.remove(connection, Record.POSTING, posting_id, evidence_id)
            return _required(connection, posting_id)

    # Inside

    def _photo_title(self, one: Posting) -> str:
        return _("Ảnh niêm yết: {title} ({place})").format(title=one.title, place=one.place)

    def _facts(self) -> filling.OfficeFacts:
        return filling.OfficeFacts(
            self._office.office(),
            next(iter(self._office.signatories()), None),
            fills_of(self._office, self._meetings, self._clock.today()),
        )

    def _require_past(self, day: date) -> None:
        today = self._clock.today()
        if day > today:
            raise AppError(
                "day_to_come",
                _("Ngày còn ở phía trước"),
                _("Ngày {day} chưa đến.").format(day=short_date(day)),
                _("Hãy ghi khi việc đã làm, hoặc sửa lại ngày."),
            )


def _required(connection: Connection, posting_id: int) -> Posting:
    found = rows.get(connection, posting_id)
    if found is None:
        raise AppError(
            "posting_gone",
            _("Không còn tờ niêm yết này"),
            _("Tờ niêm yết này đã được xóa khỏi danh sách."),
            _("Hãy mở lại danh sách."),
        )
    return found


def _down_before(day: date) -> AppError:
    return AppError(
        "down_before",
        _("Ngày treo sau ngày gỡ"),
        _("Tờ niêm yết này đã ghi gỡ ngày {day}.").format(day=short_date(day)),
        _("Hãy chọn ngày treo sớm hơn, hoặc treo một tờ mới."),
    )


def _year(posting: Posting, today: date) -> int:
    """The year a photo of it is evidence of: this one while it hangs, else the last one it hung in."""
    if posting.hangs:
        return today.year
    return (posting.down_on or posting.hung_on or today).year
