"""From what a person dropped to files in the store: folders walked, many files copied at once."""

import hashlib
import stat
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.text import nfc, sort_key
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.i18n import _
from friendly_desktop.storage.evidence_source import SourceError, unreadable
from friendly_desktop.storage.evidence_store import EvidenceStore, Stored
from friendly_desktop.storage.safe_files import reachable

WORKERS = 3  # flushes of several files share one journal write; more threads only make a disk seek
_AHEAD = 4 * WORKERS
_TICK_SECONDS = 0.1
_DEEPEST = 50  # folders within folders; nobody files deeper, and the stack has an end

_LEFT_OVER_STARTS = ("~$", ".~lock.", "._")
_LEFT_OVER_ENDS = (".tmp", ".part", ".crdownload")
_LEFT_OVERS = {"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in; ``refusal`` when it cannot be, ``left_over`` when it is nobody's document."""

    path: Path
    refusal: SourceError | None = None
    left_over: bool = False

    @property
    def name(self) -> str:
        """The true name as it is remembered: NFC, and storable even where the disk's own is not text."""
        return true_name(self.path)


def true_name(path: Path) -> str:
    """The file name in NFC; bytes that are not UTF-8 (old sticks, foreign systems) become a mark."""
    return nfc(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def is_left_over(name: str) -> bool:
    """Whether a file of this name was left by Office, a browser or the system, not made by a person."""
    lowered = name.lower()
    return (
        lowered in _LEFT_OVERS or lowered.startswith(_LEFT_OVER_STARTS) or lowered.endswith(_LEFT_OVER_ENDS)
    )


def remove_copy(path: Path, sha256: str) -> bool:
    """Delete ``path`` if it still holds the content ``sha256``; False when it changed or is held."""
    try:
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                return False
        path.unlink()
    except OSError:
        return False
    return True


def walk(paths: Iterable[Path], own: Path, checkpoint: Callable[[], None]) -> Iterator[Source]:
    """Every file in ``paths``, folders opened, in Vietnamese order; links to folders are followed once.

    Args:
        paths: files and folders, in the order the person gave them.
        own: the program's data folder, which is never taken into itself.
        checkpoint: called for every entry; may raise to stop.
    """
    own_key = _key(own)
    for path in paths:
        yield from _walk_one(reachable(path), own_key, (), checkpoint)


def stage_all(
    store: EvidenceStore, sources: Sequence[Source], tick: Callable[[int], None]
) -> Generator[tuple[Source, Stored | SourceError], None, None]:
    """Copy every source into the store, several at once, and yield what became of each, in order.

    Nothing is settled: the caller does that before it writes the rows.

    Args:
        store: where the copies go.
        sources: what :func:`walk` found.
        tick: called on this thread at least every tenth of a second with the bytes copied of the file
            that is waited for; may raise to stop.

    Raises:
        AppError: the store cannot take more (a full disk). It is raised *after* every file that is safe
            was yielded; the same holds for whatever ``tick`` raises.
    """
    stop = threading.Event()
    stopped_by: BaseException | None = None
    waiting: deque[_Job] = deque()
    rest = iter(sources)
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="evidence") as pool:
        try:
            while True:
                while stopped_by is None and len(waiting) < _AHEAD and (source := next(rest, None)):
                    waiting.append(_Job(store, source, stop, pool))
                if not waiting:
                    break
                job = waiting[0]
                try:
                    tick(job.copied)
                    outcome = job.result(_TICK_SECONDS)
                except NotYet:
                    continue
                except (AppError, Cancelled, KeyboardInterrupt) as error:
                    # The copies under way stop at their next block; what was finished before is kept.
                    stopped_by = stopped_by or error
                    stop.set()
                    for other in waiting:
                        other.future.cancel()
                    yield from _finished(waiting)
                    break
                waiting.popleft()
                yield job.source, outcome
        finally:
            stop.set()
            for job in waiting:
                job.future.cancel()
    if stopped_by:
        raise stopped_by


def _finished(jobs: Iterable["_Job"]) -> Iterator[tuple[Source, Stored | SourceError]]:
    for job in jobs:
        if not job.future.cancelled():
            try:
                yield job.source, job.result(None)
            except (AppError, Cancelled):
                continue


class _Job:
    """One source being copied by a thread of the pool."""

    def __init__(
        self, store: EvidenceStore, source: Source, stop: threading.Event, pool: ThreadPoolExecutor
    ) -> None:
        self.source = source
        self.copied = 0
        self._store = store
        self._stop = stop
        self.future: Future[Stored | SourceError] = pool.submit(self._run)

    def result(self, timeout: float | None) -> Stored | SourceError:
        return self.future.result(timeout)

    def _run(self) -> Stored | SourceError:
        if self.source.refusal:
            return self.source.refusal
        try:
            return self._store.stage(self.source.path, self._watch)
        except SourceError as error:
            return error

    def _watch(self, done: int) -> None:
        self.copied = done
        if self._stop.is_set():
            raise Cancelled


def _walk_one(
    path: Path,
    own: tuple[int, int] | None,
    above: tuple[tuple[int, int], ...],
    checkpoint: Callable[[], None],
) -> Iterator[Source]:
    checkpoint()
    if is_left_over(path.name):
        yield Source(path, left_over=True)
        return
    try:
        facts = path.stat()
        if not stat.S_ISDIR(facts.st_mode):
            yield Source(path)
            return
        key = (facts.st_dev, facts.st_ino)
        if key in above:
            yield Source(path, _loop())
            return
        if len(above) > _DEEPEST:
            yield Source(path, _too_deep())
            return
        if key == own:
            yield Source(path, _own_folder())
            return
        children = sorted(path.iterdir(), key=lambda child: (sort_key(nfc(child.name)), child.name))
    except OSError as error:
        yield Source(path, unreadable(error))
        return
    for child in children:
        yield from _walk_one(reachable(child), own, (*above, key), checkpoint)


def _key(folder: Path) -> tuple[int, int] | None:
    try:
        facts = folder.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def _loop() -> SourceError:
    return SourceError(
        "link_loop",
        _("Thư mục vòng"),
        _("Lối tắt này dẫn ngược về một thư mục đang được thêm, nên được bỏ qua."),
    )


def _too_deep() -> SourceError:
    return SourceError(
        "too_deep",
        _("Thư mục lồng quá sâu"),
        _("Thư mục này nằm quá sâu trong nhiều lớp thư mục, nên được bỏ qua."),
    )


def _own_folder() -> SourceError:
    return SourceError(
        "own_folder",
        _("Thư mục dữ liệu của chương trình"),
        _("Đây là thư mục dữ liệu của chính chương trình, nên được bỏ qua."),
    )
