"""Taking files in: copied by several threads, written down in batches, each batch after its files are safe."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import AddedFile, AddOutcome, Evidence
from friendly_desktop.domain.media_types import extension_disagrees
from friendly_desktop.domain.privacy import privacy_warning
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import evidence as rows
from friendly_desktop.storage.evidence_intake import Source, stage_all, walk
from friendly_desktop.storage.evidence_source import SourceError
from friendly_desktop.storage.evidence_store import EvidenceStore, Stored

BATCH_FILES = 200
BATCH_SECONDS = 1.0  # a screen that follows the adding grows at least this often
_LARGE = 32 << 20  # from here the progress also says how far the file itself is


class StoppedAdding(Cancelled):
    """The person stopped the adding; what was safe by then stays and is listed in ``added``."""

    def __init__(self, added: Sequence[AddedFile]) -> None:
        self.added = tuple(added)
        super().__init__(_kept(self.added))


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the person says about the files that are added: where they belong and what they are."""

    year: int
    node: str | None = None
    title: str = ""
    number: str = ""
    issued_on: date | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The leaves they are to prove; none while they are still to be sorted."""
        return () if self.node is None else (self.node,)


class Adding:
    """One act of adding files to a leaf of a year."""

    def __init__(
        self,
        store: EvidenceStore,
        assessment: AssessmentService,
        clock: Clock,
        own_folder: Path,
        given: Particulars,
    ) -> None:
        """Add to the leaf and year in ``given``; ``own_folder`` is never taken into itself."""
        self._store = store
        self._assessment = assessment
        self._clock = clock
        self._own_folder = own_folder
        self._given = given
        self._done: list[AddedFile] = []
        self._staged: list[tuple[int, Source, Stored]] = []
        self._written_at = time.monotonic()

    def run(self, paths: Sequence[Path], job: JobContext) -> tuple[AddedFile, ...]:
        """Take everything in ``paths`` in and say what became of each file.

        Raises:
            StoppedAdding: the person stopped it; what was safe is kept.
            AppError: the disk is full or cannot be written; what was safe is kept, the message says how many.
        """
        try:
            sources = list(walk(paths, self._own_folder, job.checkpoint))
            wanted = [source for source in sources if not source.left_over]
            self._done = [_skipped(source) for source in sources if source.left_over]
            job.report(0, len(wanted))
            self._take_in(wanted, job)
        except (Cancelled, KeyboardInterrupt) as stop:
            raise StoppedAdding(self._done) from stop
        except AppError as error:
            raise self._with_count(error) from error
        given = {str(source.path): place for place, source in enumerate(sources)}
        return tuple(sorted(self._done, key=lambda one: given[one.path]))

    def write_down(self, source: Source, stored: Stored) -> AddedFile:
        """Write the row of one file that is safe in the store already."""
        self._hold(source, stored)
        self._commit()
        return self._done[-1]

    def _take_in(self, sources: Sequence[Source], job: JobContext) -> None:
        finished = 0

        def tick(copied: int) -> None:
            job.checkpoint()
            if copied >= _LARGE:
                size = file_size(copied)
                job.report(
                    finished, len(sources), _("Đang chép một tệp lớn: đã được {size}").format(size=size)
                )

        try:
            with closing(stage_all(self._store, sources, tick)) as staging:
                for source, outcome in staging:
                    finished += 1
                    if isinstance(outcome, SourceError):
                        self._done.append(_refused(source, outcome))
                    else:
                        self._hold(source, outcome)
                    if self._batch_is_due():
                        self._commit()
                    job.report(finished, len(sources))
        finally:
            # Also after a stop or a full disk: these files are complete, and the person gave them.
            self._commit()

    def _hold(self, source: Source, stored: Stored) -> None:
        self._staged.append((len(self._done), source, stored))
        self._done.append(_added(source, stored))

    def _batch_is_due(self) -> bool:
        waited = time.monotonic() - self._written_at
        return len(self._staged) >= BATCH_FILES or (bool(self._staged) and waited >= BATCH_SECONDS)

    def _commit(self) -> None:
        staged, self._staged = self._staged, []
        if not staged:
            return
        try:
            self._store.settle()
            self._write_rows(staged)
        except BaseException:
            # Not written down, so not added; the files wait as strays for the next collection.
            unwritten = {place for place, _source, _stored in staged}
            self._done = [one for place, one in enumerate(self._done) if place not in unwritten]
            raise
        finally:
            self._written_at = time.monotonic()

    def _write_rows(self, staged: Sequence[tuple[int, Source, Stored]]) -> None:
        given, now = self._given, self._clock.now()
        contents = {
            stored.sha256: rows.Content(stored.sha256, stored.bytes, stored.media_type)
            for _place, _source, stored in staged
        }
        with self._assessment.changing(
            given.year, Area.EVIDENCE, right=Right.EVIDENCE, lines=given.lines
        ) as connection:
            before = rows.with_contents(connection, contents.keys())
            new: list[tuple[int, rows.NewEvidence]] = []
            same: list[tuple[int, str, Evidence | None]] = []
            in_batch: set[str] = set()
            for place, source, stored in staged:
                known = self._on_this_leaf(before.get(stored.sha256, ()))
                if known or stored.sha256 in in_batch:
                    same.append((place, stored.sha256, known))
                    continue
                in_batch.add(stored.sha256)
                new.append(
                    (
                        place,
                        rows.NewEvidence(
                            contents[stored.sha256],
                            source.name,
                            given.node,
                            given.title,
                            given.number,
                            given.issued_on,
                        ),
                    )
                )
            rows.put_contents(connection, contents.values(), now)
            ids = rows.add(connection, given.year, [one for _place, one in new], now)
        fresh_ids = {}
        for (place, one), evidence_id in zip(new, ids, strict=True):
            fresh_ids[one.content.sha256] = evidence_id
            older = _oldest(before.get(one.content.sha256, ()), given.year)
            self._done[place] = replace(
                self._done[place],
                evidence_id=evidence_id,
                duplicate_of=older.id if older else None,
                warning=" ".join(filter(None, _warnings(one, older))),
            )
        for place, sha256, known in same:
            first = known.id if known else fresh_ids[sha256]
            self._done[place] = replace(
                self._done[place],
                evidence_id=first,
                duplicate_of=first,
                outcome=AddOutcome.ALREADY,
                warning=_("Tệp có cùng nội dung đã có ở mục này nên không thêm lần nữa."),
            )

    def _on_this_leaf(self, known: Sequence[Evidence]) -> Evidence | None:
        given = self._given
        for one in known:
            if one.year == given.year and (given.node in one.nodes if given.node else not one.nodes):
                return one
        return None

    def _with_count(self, error: AppError) -> AppError:
        return AppError(error.code, error.title, f"{error.message} {_kept(self._done)}", error.hint)


def _kept(added: Sequence[AddedFile]) -> str:
    count = sum(one.outcome is AddOutcome.ADDED for one in added)
    return _("{n} tệp đã thêm xong được giữ lại.").format(n=count)


def _oldest(known: Sequence[Evidence], year: int) -> Evidence | None:
    """The evidence a duplicate is reported against: the oldest of the same year, else of any year."""
    by_year: defaultdict[bool, list[Evidence]] = defaultdict(list)
    for one in known:
        by_year[one.year == year].append(one)
    return next(iter(by_year[True] + by_year[False]), None)


def _warnings(new: rows.NewEvidence, older: Evidence | None) -> Iterator[str]:
    yield privacy_warning(new.name, new.title)
    if extension_disagrees(new.content.media_type, new.name):
        yield _(
            "Nội dung tệp không đúng với đuôi tên tệp nên có thể không mở được; hãy mở thử tệp gốc và lưu lại."
        )
    yield _elsewhere(older)


def _elsewhere(older: Evidence | None) -> str:
    if older is None:
        return ""
    return _(
        "Tệp có cùng nội dung đã có trong năm {year} với tên «{name}»; nội dung chỉ được lưu một lần."
    ).format(year=older.year, name=older.label)


def _added(source: Source, stored: Stored) -> AddedFile:
    return AddedFile(path=str(source.path), name=source.name, sha256=stored.sha256, bytes=stored.bytes)


def _refused(source: Source, error: SourceError) -> AddedFile:
    return AddedFile(
        path=str(source.path),
        name=source.name,
        problem=error.message,
        outcome=AddOutcome.REFUSED,
        code=error.code,
    )


def _skipped(source: Source) -> AddedFile:
    return AddedFile(
        path=str(source.path),
        name=source.name,
        problem=_("Đây là tệp tạm của Word, Excel hoặc của hệ thống, không phải tài liệu, nên được bỏ qua."),
        outcome=AddOutcome.SKIPPED,
        code="left_over",
    )
