"""Terms of retention: what is due, destroying it for good, the papers about it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.retention import (
    Disposal,
    DisposalReminder,
    Due,
    RetentionKind,
    Term,
    months_before,
    with_own,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.settings import RETENTION_LOOKED, RETENTION_TERMS
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, whole_number
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.paths import DataFolder
from friendly_desktop.services import opened_copies
from friendly_desktop.services.backups import BackupsService
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.written_files import Written, write_file
from friendly_desktop.storage import office as settings_rows
from friendly_desktop.storage import owed_files, retention_files
from friendly_desktop.storage import retention as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.kept_pictures import KeptPictures

#: The longest a backup is kept by itself (``domain/backups``): one a month, for 12 months and the one begun.
_BACKUPS_KEEP = 13
_MOST_MONTHS = 1200

#: Which screens show what goes.
_AREAS = {
    RetentionKind.LETTERS: Area.LETTERS,
    RetentionKind.LETTER_PEOPLE: Area.LETTERS,
    RetentionKind.LATE_FILES: Area.FIGURES,
    RetentionKind.CASES: Area.CASES,
    RetentionKind.MEETINGS: Area.MEETINGS,
    RetentionKind.EVIDENCE: Area.EVIDENCE,
}


class RetentionService:
    """What is kept how long, and how it is destroyed."""

    def __init__(  # noqa: PLR0917 - what it stands on
        self,
        db: Database,
        folder: DataFolder,
        clock: Clock,
        office: OfficeService,
        backups: BackupsService,
        actor: Callable[[], str] = str,
        rights: Callable[[Connection], frozenset[Right]] = lambda _view: frozenset(Right),
    ) -> None:
        """Work on ``db`` and the files in ``folder``.

        Args:
            db: the records.
            folder: where the files lie.
            clock: tells the day.
            office: heads the papers.
            backups: know until when they hold what was destroyed.
            actor: names who works here.
            rights: what who works here may do, by the records as a view shows them.
        """
        self._rights = rights
        #: How much is due by the end of a year, as counted on a day: nothing becomes due by being written today.
        self._counted: tuple[date, int] | None = None
        self._db = db
        self._folder = folder
        self._clock = clock
        self._office = office
        self._backups = backups
        self._actor = actor
        self._store = EvidenceStore.of(folder)

    def terms(self) -> tuple[Term, ...]:
        """How long each kind is kept: as the law has it, or as the office set it."""
        with self._db.read() as connection:
            return self._terms(connection)

    def set_term(self, kind: RetentionKind, months: int | None) -> Term:
        """Set how long this office keeps a kind.

        Args:
            kind: what.
            months: 0 keeps for ever; None goes back to the shipped term.

        Raises:
            AppError: the number is none.
        """
        if months is not None and not 0 <= months <= _MOST_MONTHS:
            raise AppError(
                "term_wrong",
                _("Thời hạn chưa đúng"),
                _("Thời hạn lưu giữ tính bằng tháng, từ 0 (vĩnh viễn) đến {most}.").format(most=_MOST_MONTHS),
                _("Hãy nhập số tháng, ví dụ 36."),
            )
        with self._db.write(Area.TRAIL, right=Right.DISPOSE) as connection:
            own = self._own(connection)
            own.pop(kind.value, None)
            if months is not None:
                own[kind.value] = months
            settings_rows.put_settings(connection, {RETENTION_TERMS: json.dumps(own)})
        self._counted = None
        return next(one for one in self.terms() if one.kind is kind)

    def due(self, today: date | None = None) -> tuple[Due, ...]:
        """What is due on a day, kind by kind, those with nothing due as well.

        Args:
            today: the day; the present one by default, the last of a year for the list of that year.
        """
        with self._db.read() as connection:
            return tuple(
                self._due(connection, term, today or self._clock.today()) for term in self._terms(connection)
            )

    def looked_on(self) -> date | None:
        """When somebody last looked at what is due: destroyed some of it, or said so; None for never."""
        with self._db.read() as connection:
            return self._looked_on(connection)

    def look(self) -> None:
        """Write down that somebody looked at what is due today.

        Raises:
            AppError: who works here may not.
        """
        today = self._clock.today()
        with self._db.write(Area.TRAIL, right=Right.DISPOSE) as connection:
            settings_rows.put_settings(connection, {RETENTION_LOOKED: today.isoformat()})

    def reminder(self, connection: Connection) -> DisposalReminder | None:
        """What is to be told on the first page, once a year, to whom it concerns.

        Args:
            connection: a view of the records.

        Returns:
            None where somebody looked this year, nothing is due by its end, or who works here may not destroy.
        """
        today = self._clock.today()
        if self._counted is None or self._counted[0] != today:
            year_end = date(today.year, 12, 31)
            due = [self._due(connection, term, year_end) for term in self._terms(connection)]
            self._counted = today, sum(one.count for one in due)
        count = self._counted[1]
        if not count:
            return None
        looked = self._looked_on(connection)
        if (looked is not None and looked.year >= today.year) or Right.DISPOSE not in self._rights(
            connection
        ):
            return None
        return DisposalReminder(count, looked)

    def write_list(self, target: Path) -> Written:
        """The list of what is due as a PDF, for the decision to be signed.

        Raises:
            AppError: nothing is due, or the place cannot be written.
        """
        from friendly_desktop.services.documents.disposal_papers import due_list
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.storage.pdfium import page_count

        found = [one for one in self.due() if one.count]
        if not found:
            raise _nothing_due()
        with in_vietnamese():
            listed = [(one, basis_words(one.term)) for one in found]
        content = pdf_bytes(due_list(self._office.office(), listed, self._clock.today()))
        return write_file(target, content, page_count(content))

    def dispose(self, kind: RetentionKind, until: date, record: str) -> Disposal:
        """Destroy what is due until a day: rows, search, files, and what is left of them in the file's free pages.

        There is no way back but a backup, and those go as they age.

        Args:
            kind: what.
            until: the last day; not later than the term allows.
            record: number and day of the decision to destroy.

        Raises:
            AppError: who works here may not, no decision was named, the term has not ended, or nothing is due.
        """
        self._db.permit(Right.DISPOSE)
        record = clean_line(record)
        if not record:
            raise AppError(
                "decision_missing",
                _("Chưa có quyết định hủy"),
                _("Chưa ghi số và ngày của quyết định hủy."),
                _("Hãy nhập, ví dụ: Quyết định số 12/QĐ-UBND ngày 20/11/2026."),
            )
        with self._db.write(_AREAS[kind], Area.TRAIL, right=Right.DISPOSE) as connection:
            term = next(one for one in self._terms(connection) if one.kind is kind)
            last = term.due_until(self._clock.today())
            if last is None or until > last:
                raise AppError(
                    "term_not_ended",
                    _("Chưa hết thời hạn lưu giữ"),
                    _("«{title}» đến ngày {day} chưa hết thời hạn lưu giữ.").format(
                        title=term.title, day=short_date(until)
                    ),
                    _("Hãy chọn ngày sớm hơn, hoặc sửa thời hạn nếu đơn vị có quy định khác."),
                )
            self._put_copies_away(rows.files_of(connection, kind, until))
            count, digests = rows.destroy(connection, kind, until)
            if not count:
                raise _nothing_due()
            self._db.owe_scrub(connection)
            if digests:
                owed_files.owe(connection, digests)
            with in_vietnamese():
                basis = basis_words(term)
            made = Disposal(
                0, self._clock.now(), self._actor(), kind, until, count, basis, record, self._held_until()
            )
            made = replace(made, id=rows.add_disposal(connection, made))
            looked = {RETENTION_LOOKED: self._clock.today().isoformat()}
            settings_rows.put_settings(connection, looked)
        if digests:
            with self._db.read() as connection:
                owed = owed_files.owed(connection)
            held = self._store.forget(owed)
            with self._db.write(right=Right.DISPOSE) as connection:
                owed_files.keep_owed(connection, held)
        self._db.scrub()
        return made

    def disposals(self) -> tuple[Disposal, ...]:
        """What was ever destroyed, the newest first, and until when a backup may still hold it."""
        with self._db.read() as connection:
            found = rows.all_disposals(connection)
        made = (
            [kept.backup.made_at for kept in self._backups.all() if kept.backup is not None] if found else []
        )
        return tuple(
            replace(one, held_until=self._held_until(one) if any(at <= one.at for at in made) else None)
            for one in found
        )

    def write_protocol(self, disposal_id: int, target: Path) -> Written:
        """The protocol of one disposal as a PDF, to be signed.

        Raises:
            AppError: there is no such disposal, or the place cannot be written.
        """
        from friendly_desktop.services.documents.disposal_papers import disposal_protocol
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.storage.pdfium import page_count

        found = next((one for one in self.disposals() if one.id == disposal_id), None)
        if found is None:
            raise AppError(
                "disposal_unknown",
                _("Không tìm thấy đợt hủy"),
                _("Không có đợt hủy nào mang số {id}.").format(id=disposal_id),
                _("Hãy mở lại danh sách các đợt hủy."),
            )
        term = next(one for one in self.terms() if one.kind is found.kind)
        content = pdf_bytes(disposal_protocol(self._office.office(), found, term, self._clock.today()))
        return write_file(target, content, page_count(content))

    def _due(self, connection: Connection, term: Term, today: date) -> Due:
        until = term.due_until(today)
        if until is None:
            return Due(term, None)
        items = rows.due(connection, term.kind, until)
        return Due(term, until, items, len(rows.files_of(connection, term.kind, until)) if items else 0)

    def _terms(self, connection: Connection) -> tuple[Term, ...]:
        return with_own(retention_files.shipped(), self._own(connection))

    @staticmethod
    def _looked_on(connection: Connection) -> date | None:
        try:
            return date.fromisoformat(settings_rows.setting(connection, RETENTION_LOOKED))
        except ValueError:
            return None

    @staticmethod
    def _own(connection: Connection) -> dict[str, int]:
        found: dict[str, int] = json.loads(settings_rows.setting(connection, RETENTION_TERMS))
        return found

    def _held_until(self, disposal: Disposal | None = None) -> date:
        """The day on which the last backup that holds it goes by itself."""
        at = self._clock.today() if disposal is None else disposal.at.astimezone().date()
        return months_before(at, -_BACKUPS_KEEP)

    def _put_copies_away(self, digests: frozenset[str]) -> None:
        """Small pictures and copies to look at go first: they can be made again should the write fail."""
        opened_copies.forget(self._folder, digests)
        for sha256 in digests:
            KeptPictures.thumbnails(self._folder).forget(sha256)


def basis_words(term: Term) -> str:
    """A term with its ground, as it stands in the list, in the protocol and on the screen."""
    if not term.months:
        return _("lưu giữ vĩnh viễn")
    length = _("{months} tháng kể từ {since}").format(months=whole_number(term.months), since=term.since)
    if term.own:
        return _("{length}; do đơn vị đặt").format(length=length)
    return _("{length}; {article} ({source})").format(length=length, article=term.article, source=term.source)


def _nothing_due() -> AppError:
    return AppError(
        "nothing_due",
        _("Không có gì đến hạn hủy"),
        _("Không có dữ liệu nào hết thời hạn lưu giữ đến ngày này."),
        _("Hãy chọn loại dữ liệu hoặc ngày khác."),
    )
