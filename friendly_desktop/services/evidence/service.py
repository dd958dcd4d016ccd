"""The evidence of every year: the one place where a window or a command asks for it or changes it."""

import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import (
    AddedFile,
    AddOutcome,
    Evidence,
    EvidenceVersion,
    InboxFile,
    Orphans,
    PageImage,
    PreviewUnavailable,
    StoreReport,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line, clean_text, safe_name
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services import opened_copies
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.evidence.adding import Adding, Particulars
from friendly_desktop.services.evidence.checking import check_again
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage import case_forms, letter_prints, postings
from friendly_desktop.storage import evidence as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.evidence_intake import Source, remove_copy, true_name, walk
from friendly_desktop.storage.evidence_store import GRACE_SECONDS, Condition, EvidenceStore
from friendly_desktop.storage.kept_pictures import KeptPictures


class EvidenceService:
    """Files that back points: taken in, described, tied to leaves, shown and checked."""

    def __init__(self, db: Database, folder: DataFolder, clock: Clock, assessment: AssessmentService) -> None:
        """Work on the records ``db`` and the files in ``folder``.

        Args:
            db: the records.
            folder: the data folder with store, inbox and thumbnails.
            clock: stamps what is added and removed.
            assessment: the years, whether they are open, and their criteria.
        """
        self._db = db
        self._folder = folder
        self._clock = clock
        self._assessment = assessment
        self._store = EvidenceStore.of(folder)
        self._thumbnails = KeptPictures.thumbnails(folder)
        self._tidied = False

    # Taking in

    def add_files(  # noqa: PLR0917 - the order every caller was told
        self,
        year: int,
        node: str | None,
        paths: Sequence[Path],
        job: JobContext = UNWATCHED,
        title: str = "",
        number: str = "",
        issued_on: date | None = None,
    ) -> tuple[AddedFile, ...]:
        """Take files and whole folders in.

        One bad file never stops the rest: it comes back with its ``problem``. The same content on the
        same leaf is not added twice; elsewhere it is a new piece of evidence on the same stored file.

        Args:
            year: an open year.
            node: the leaf they prove; None for the program's inbox, to be sorted later.
            paths: files and folders; folders are walked.
            job: progress in files, and cancel.
            title: title of the document (of each file).
            number: its own number and symbol, "15/KH-UBND".
            issued_on: its own date.

        Raises:
            StoppedAdding: the person stopped it; ``added`` lists what stays.
            AppError: the year is frozen or unknown, the node is no leaf, or the disk is full.
        """
        adding = self._adding(year, node, title, number, issued_on)
        if not self._tidied:
            self._tidied = True
            self._store.collect_half_copies()  # of a power cut; here, because nobody waits for it
        return adding.run(paths, job)

    def add_picture(self, year: int, node: str | None, png_bytes: bytes, name: str) -> AddedFile:
        """Take in a picture from the clipboard under the file name ``name``.

        Raises:
            AppError: as :meth:`add_files`.
        """
        adding = self._adding(year, node)
        stored = self._store.put_bytes(png_bytes, name)
        return adding.write_down(Source(Path(name)), stored)

    def inbox_files(self) -> tuple[InboxFile, ...]:
        """What lies in the inbox folder of the data folder; left-overs of programs are not shown."""
        self._folder.inbox.mkdir(parents=True, exist_ok=True)
        found = []
        for source in walk(sorted(self._folder.inbox.iterdir()), self._folder.evidence, UNWATCHED.checkpoint):
            if not source.left_over:
                size, problem = 0, source.refusal.message if source.refusal else ""
                with suppress(OSError):
                    size = source.path.stat().st_size
                found.append(InboxFile(str(source.path), source.name, size, problem))
        return tuple(found)

    def take_from_inbox(
        self, year: int, node: str | None, paths: Sequence[Path], job: JobContext = UNWATCHED
    ) -> tuple[AddedFile, ...]:
        """Take files of the inbox folder in, then remove them there.

        A file leaves the inbox only after its copy in the store was read back; one that changed meanwhile
        or is held by another program stays, with a warning.

        Raises:
            AppError: as :meth:`add_files`; also when a path lies outside the inbox.
        """
        inbox = self._folder.inbox.resolve()
        for path in paths:
            if not path.resolve().is_relative_to(inbox):
                raise ValueError(f"not in the inbox: {path}")
        added = self.add_files(year, node, paths, job)
        return tuple(self._leave_inbox(one) for one in added)

    # Asking

    def listing(self, year: int, node: str | None = None) -> tuple[Evidence, ...]:
        """The evidence of a year, in the order it was added.

        Args:
            year: the year.
            node: only what proves this leaf, or a leaf below this group. A leaf that the set no longer
                has keeps its evidence.

        Raises:
            AppError: a node is given and the year was not opened.
        """
        nodes: list[str] | None = None
        if node is not None:
            found = self._assessment.criteria_of(year).by_id.get(node)
            nodes = [one.id for one in found.walk()] if found else [node]
        with self._db.read() as connection:
            return rows.of_year(connection, year, nodes)

    def unsorted(self, year: int) -> tuple[Evidence, ...]:
        """The evidence of a year that is not tied to any leaf yet."""
        with self._db.read() as connection:
            return rows.unsorted(connection, year)

    def bin(self, year: int) -> tuple[Evidence, ...]:
        """The removed evidence of a year, the last removed first."""
        with self._db.read() as connection:
            return rows.in_bin(connection, year)

    def get(self, evidence_id: int) -> Evidence:
        """One piece of evidence, in the bin or not.

        Raises:
            AppError: there is none with this id.
        """
        with self._db.read() as connection:
            found = rows.one(connection, evidence_id)
        if found is None:
            raise _unknown(evidence_id)
        return found

    def history(self, evidence_id: int) -> tuple[EvidenceVersion, ...]:
        """Every content it has had, the one in use first.

        Raises:
            AppError: there is none with this id.
        """
        one = self.get(evidence_id)
        current = EvidenceVersion(one.version, one.sha256, one.name, one.bytes, one.media_type, one.added_at)
        with self._db.read() as connection:
            return (current, *rows.versions(connection, evidence_id))

    def open_content(self, sha256: str) -> BinaryIO:
        """The bytes of a content, to be read from any place in it and to be closed soon.

        Raises:
            AppError: it is lost, or damaged; the latter also while it is read.
            OSError: the disk does not give it.
        """
        return self._store.open(sha256)

    def stored_size(self, sha256: str) -> int | None:
        """How many bytes a content has in the store, without reading it; None where it is lost."""
        try:
            return self._store.size(sha256)
        except OSError:
            return None

    def is_sound(self, sha256: str, size: int) -> bool:
        """Whether a content of so many bytes reads well."""
        return self._store.check(sha256, size) is Condition.SOUND

    def copy_for_opening(self, evidence_id: int, version: int | None = None) -> Path:
        """A read-only copy under the file's true name, for Word and other programs to open.

        A copy, because a document saved in place would no longer be what its digest promises.

        Args:
            evidence_id: which.
            version: an older content instead of the one in use.

        Raises:
            AppError: there is none with this id or version, or its file cannot be read.
        """
        one: Evidence | EvidenceVersion = self.get(evidence_id)
        if version is not None:
            one = self._version(evidence_id, version)
        target = opened_copies.place(self._folder, one.sha256) / safe_name(one.name)
        if not target.exists() or target.stat().st_size != one.bytes:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with suppress(FileNotFoundError):
                    target.chmod(stat.S_IREAD | stat.S_IWRITE)
                self._store.copy_to(one.sha256, target)
                target.chmod(stat.S_IREAD)
            except (OSError, AppError) as error:
                raise AppError(
                    "open_failed",
                    _("Không mở được tệp"),
                    _("Không lấy được bản sao của tệp «{name}» từ kho minh chứng.").format(name=one.name),
                    _("Hãy kiểm tra lại toàn bộ tệp ở trang Minh chứng, rồi thử lại."),
                ) from error
        return target

    def put_copies_away(self) -> None:
        """Take the copies for other programs away where the records are encrypted: the program locks."""
        opened_copies.clear_sealed(self._folder)

    # Changing

    def link(self, evidence_id: int, year: int, node: str) -> Evidence:
        """Let it prove the leaf ``node`` of ``year`` too.

        Raises:
            AppError: the year is frozen or not its own, or the node is no leaf.
        """
        one = self._of_year(evidence_id, year)
        _require_leaf(self._assessment.criteria_of_open(year), node)
        with self._changing(year, [node]) as connection:
            rows.link(connection, one.id, node)
        return self.get(evidence_id)

    def prove(self, evidence_id: int, year: int, nodes: Iterable[str]) -> None:
        """Let it prove these leaves of ``year``, too.

        Raises:
            AppError: as ``link``, for a leaf that it does not prove yet.
        """
        linked = self.get(evidence_id).nodes
        for node in nodes:
            if node not in linked:
                self.link(evidence_id, year, node)

    def unlink(self, evidence_id: int, node: str) -> Evidence:
        """Let it no longer prove ``node``; without any leaf it is unsorted.

        Raises:
            AppError: the year is frozen, or there is none with this id.
        """
        one = self.get(evidence_id)
        with self._changing(one.year, [node]) as connection:
            rows.unlink(connection, evidence_id, node)
        return self.get(evidence_id)

    def update(
        self,
        evidence_id: int,
        *,
        title: str | None = None,
        number: str | None = None,
        issued_on: date | str | None = "",
        description: str | None = None,
    ) -> Evidence:
        """Change what is said about it; what is not given stays.

        Args:
            evidence_id: which.
            title: title of the document.
            number: its own number and symbol.
            issued_on: its own date; None takes the date away, "" leaves it as it is.
            description: free text.

        Raises:
            AppError: the year is frozen, or there is none with this id.
        """
        one = self.get(evidence_id)
        values: dict[str, object] = {}
        if title is not None:
            values["title"] = clean_line(title)
        if number is not None:
            values["number"] = clean_line(number)
        if description is not None:
            values["description"] = clean_text(description)
        if issued_on != "":
            values["issued_on"] = issued_on
        if values:
            with self._changing(one.year, one.nodes) as connection:
                rows.change(connection, evidence_id, values)
        return self.get(evidence_id)

    def replace(self, evidence_id: int, path: Path, job: JobContext = UNWATCHED) -> Evidence:
        """Put a newer file in the place of its content; the older one stays in the history.

        Args:
            evidence_id: which.
            path: the newer file; it is copied.
            job: progress in bytes, and cancel.

        Raises:
            AppError: the file cannot be taken or is the same as the present one, or the year is frozen.
        """
        self._db.permit(Right.EVIDENCE)
        one = self.get(evidence_id)
        self._assessment.criteria_of_open(one.year)  # asked before the first byte is copied
        self._assessment.require_own(one.year, one.nodes)

        def watch(done: int) -> None:
            job.report(done)
            job.checkpoint()

        stored = self._store.put(path, watch)
        if stored.sha256 == one.sha256:
            raise AppError(
                "same_content",
                _("Nội dung không thay đổi"),
                _("Tệp vừa chọn giống hệt tệp đang có."),
                _("Hãy chọn bản mới của tài liệu."),
            )
        content = rows.Content(stored.sha256, stored.bytes, stored.media_type)
        return self._use(one, content, true_name(path))

    def put_back(self, evidence_id: int, version: int) -> Evidence:
        """Use an older content again, as a new version: the history only grows.

        Args:
            evidence_id: which.
            version: one of :meth:`history`; the one in use changes nothing.

        Raises:
            AppError: there is no such evidence or version, or the year is frozen.
        """
        one, older = self.get(evidence_id), self._version(evidence_id, version)
        if older.sha256 == one.sha256 and older.name == one.name:
            return one
        content = rows.Content(older.sha256, older.bytes, older.media_type)
        return self._use(one, content, older.name)

    def _use(self, one: Evidence, content: rows.Content, name: str) -> Evidence:
        """Let a stored content take the place of the present one."""
        now = self._clock.now()
        with self._changing(one.year, one.nodes) as connection:
            rows.put_contents(connection, [content], now)
            rows.keep_version(connection, one)
            values = {"sha256": content.sha256, "name": name, "version": one.version + 1, "added_at": now}
            rows.change(connection, one.id, values)
        return self.get(one.id)

    def _version(self, evidence_id: int, version: int) -> EvidenceVersion:
        found = next((one for one in self.history(evidence_id) if one.version == version), None)
        if found is None:
            raise AppError(
                "version_unknown",
                _("Không có bản này"),
                _("Tài liệu không có bản số {n}.").format(n=version),
                _("Hãy tải lại danh sách các bản của tài liệu."),
            )
        return found

    def forget_files(self, digests: Iterable[str]) -> None:
        """Delete contents that no record names any more, after the write that took the last name away."""
        gone = tuple(digests)
        opened_copies.forget(self._folder, gone)
        for sha256 in gone:
            self._thumbnails.forget(sha256)
        self._store.forget(gone)

    def remove(self, evidence_id: int) -> Evidence:
        """Put it into the bin; its file stays and it can be restored.

        Raises:
            AppError: the year is frozen, or there is none with this id.
        """
        one = self.get(evidence_id)
        if one.removed_at is None:
            with self._changing(one.year, one.nodes) as connection:
                rows.change(connection, evidence_id, {"removed_at": self._clock.now()})
        return self.get(evidence_id)

    def restore(self, evidence_id: int) -> Evidence:
        """Take it out of the bin, tied to the same leaves as before.

        Raises:
            AppError: the year is frozen, or there is none with this id.
        """
        one = self.get(evidence_id)
        with self._changing(one.year, one.nodes) as connection:
            rows.change(connection, evidence_id, {"removed_at": None})
        return self.get(evidence_id)

    # Looking. The picture libraries are loaded on first use: the first window must not wait for them.

    def thumbnail(self, sha256: str, media_type: str) -> bytes:
        """A small JPEG of a content, at most 256 pixels a side, made once.

        Raises:
            PreviewUnavailable: there is no picture of it; the message says why.
        """
        from friendly_desktop.storage import pictures

        made = self._thumbnails.read(sha256)
        if made is None:
            with self._looking_at(sha256) as stream:
                made = pictures.thumbnail(stream, media_type)
            self._thumbnails.keep(sha256, made)
        return made

    def page_image(self, sha256: str, media_type: str, page: int, width: int) -> PageImage:
        """A page (counted from 0) drawn ``width`` pixels wide, or a picture at most that wide.

        Raises:
            PreviewUnavailable: there is no picture of it; the message says why.
        """
        from friendly_desktop.storage import pictures

        with self._looking_at(sha256) as stream:
            return pictures.page_image(stream, media_type, page, width)

    def suggested_date(self, sha256: str, media_type: str) -> date | None:
        """The day a photo says it was taken, to be offered as the document's date; never set by itself."""
        from friendly_desktop.storage import pictures

        try:
            with self._looking_at(sha256) as stream:
                return pictures.taken_on(stream, media_type)
        except PreviewUnavailable:
            return None

    @contextmanager
    def _looking_at(self, sha256: str) -> Iterator[BinaryIO]:
        try:
            with self._store.open(sha256) as stream:
                yield stream
        except PreviewUnavailable:
            raise
        except AppError as error:  # lost, or damaged where it is read
            raise PreviewUnavailable(error.code, error.title, error.message, error.hint) from error
        except OSError as error:
            from friendly_desktop.storage.pictures import broken

            raise broken() from error

    # Checking

    def verify(self, job: JobContext = UNWATCHED) -> StoreReport:
        """Hash every stored content again, two at a time, and name what is missing or damaged.

        The printed letters and forms and the office's Word files are read with the evidence.

        Args:
            job: progress in bytes, and cancel.
        """
        with self._db.read() as connection:
            users = rows.everything(connection) + letter_prints.kept_files(connection)
            users += case_forms.kept_files(connection) + postings.kept_files(connection)
        return check_again(self._store, users, job)

    def orphans(self) -> Orphans:
        """Files of the store without a record, left by a kill in the middle of adding."""
        found = self._store.orphans(self._known())
        return Orphans(len(found), sum(one.bytes for one in found))

    def collect_orphans(self, grace_seconds: float = GRACE_SECONDS) -> Orphans:
        """Delete the files without a record that are older than ``grace_seconds`` (an hour)."""
        found = self._store.collect_orphans(self._known, grace_seconds)
        return Orphans(len(found), sum(one.bytes for one in found))

    def _known(self) -> frozenset[str]:
        with self._db.read() as connection:
            return rows.known_digests(connection)

    def _adding(
        self, year: int, node: str | None, title: str = "", number: str = "", issued_on: date | None = None
    ) -> Adding:
        self._db.permit(Right.EVIDENCE)
        criteria = self._assessment.criteria_of_open(year)  # asked before the first byte is copied
        if node is not None:
            _require_leaf(criteria, node)
        given = Particulars(year, node, clean_line(title), clean_line(number), issued_on)
        self._assessment.require_own(year, given.lines)
        return Adding(self._store, self._assessment, self._clock, self._folder.root, given)

    def _changing(self, year: int, lines: Collection[str]) -> AbstractContextManager[Connection]:
        """One act on the evidence of an open year; the lines are those it proves or is to prove."""
        return self._assessment.changing(year, Area.EVIDENCE, right=Right.EVIDENCE, lines=lines)

    def _leave_inbox(self, one: AddedFile) -> AddedFile:
        if one.outcome not in (AddOutcome.ADDED, AddOutcome.ALREADY):
            return one
        path = Path(one.path)
        stays = _(
            "Tệp đã được thêm nhưng vẫn còn trong hộp chờ vì chương trình khác đang dùng hoặc vừa sửa nó."
        )
        safe = self._store.check(one.sha256, one.bytes) is Condition.SOUND
        if not (safe and remove_copy(path, one.sha256)):
            return replace(one, warning=stays)
        return one

    def _of_year(self, evidence_id: int, year: int) -> Evidence:
        one = self.get(evidence_id)
        if one.year != year:
            raise AppError(
                "wrong_year",
                _("Tài liệu thuộc năm khác"),
                _("Tài liệu này thuộc năm {year}.").format(year=one.year),
                _("Hãy thêm tệp này vào năm cần dùng; nội dung vẫn chỉ lưu một lần."),
            )
        return one


def _require_leaf(criteria: CriteriaSet, node: str) -> None:
    found = criteria.by_id.get(node)
    if found is None:
        raise AppError(
            "node_unknown",
            _("Không có mục này"),
            _("Bộ tiêu chí của năm không có mục «{node}».").format(node=node),
            _("Hãy xem mã các mục bằng lệnh criteria show."),
        )
    if not found.is_leaf:
        raise AppError(
            "not_a_leaf",
            _("Mục này còn mục con"),
            _("Mục {label} gồm nhiều mục con; tài liệu kiểm chứng được gắn vào từng mục con.").format(
                label=found.label
            ),
            _("Hãy chọn một mục con."),
        )


def _unknown(evidence_id: int) -> AppError:
    return AppError(
        "evidence_unknown",
        _("Không có tài liệu này"),
        _("Không có tài liệu kiểm chứng số {id}.").format(id=evidence_id),
        _("Hãy tải lại danh sách; tài liệu có thể đã bị xóa ở cửa sổ khác."),
    )
