"""Background work: three lanes of one thread each, progress and cancel. The only module with threads.

Quick work (reading and saving records) goes through its own lane in the order it was asked for, so
that two saves never overtake each other; adding files, exporting and verifying go through the long
lane and do not hold up the quick one; pictures have theirs, so that a page of thumbnails delays
neither. Answers arrive on the GUI thread.
"""

import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

from friendly_desktop.errors import Cancelled
from friendly_desktop.services.jobs import JobContext

if TYPE_CHECKING:
    import queue

#: Seconds between two progress reports that reach the window; the eye needs no more.
REPORT_INTERVAL = 0.05


class Progress(NamedTuple):
    """How far a job is. ``total`` is None while unknown."""

    done: int
    total: int | None
    label: str


class Lane(Enum):
    """Which worker does the work."""

    QUICK = "quick"
    LONG = "long"
    PICTURES = "pictures"


class Job(QObject):
    """Handle of one background call. Lives on, and signals on, the GUI thread, until nobody names it any more.

    It is nobody's child and is never deleted by an event: an event that came after its window and its runner were
    gone ended the process.

    Signals:
        progressed: Progress, how far the work has come.
        succeeded: object, whatever the call returned.
        failed: Exception, anything raised other than Cancelled.
        cancelled: the work stopped because it was asked to.
        finished: always last.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, title: str, lane: Lane) -> None:
        super().__init__()
        self.title = title
        self.lane = lane
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next checkpoint."""
        self._stop.set()

    @property
    def stop_asked(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._stop.is_set()


_Task = tuple[Job, Callable[[JobContext], Any]]


class _Watched:
    """The JobContext handed to a service; used on the worker thread."""

    def __init__(self, runner: "JobRunner", job: Job) -> None:
        self._runner, self._job = runner, job
        self._next = 0.0

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Pass progress on, at most twenty times a second, and always the last step."""
        moment = time.monotonic()
        if moment >= self._next or done == total:
            self._next = moment + REPORT_INTERVAL
            self._runner.posted.emit(self._job, "progressed", Progress(done, total, label))

    def checkpoint(self) -> None:
        """Raise ``Cancelled`` if the person asked to stop."""
        if self._job.stop_asked:
            raise Cancelled


class JobRunner(QObject):
    """Owns the worker threads; one operation at a time in each lane, in the order submitted.

    Signals:
        started: Job, a job was submitted.
        posted: private to this module; carries news from the workers to the GUI thread.
    """

    started = Signal(object)
    posted = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[Lane, queue.SimpleQueue[_Task | None]] = {}
        self._threads: dict[Lane, threading.Thread] = {}
        self._live: set[Job] = set()
        self._closed = False
        self.posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, title: str, call: Callable[[JobContext], Any], lane: Lane = Lane.QUICK) -> Job:
        """Queue a call; connect to the job's signals before returning to the event loop.

        Args:
            title: what is done, translated; shown beside progress.
            call: runs on the worker; takes the context for progress and cancel; touches no widget.
            lane: which worker.
        """
        job = Job(title, lane)
        if self._closed:
            return job
        self._live.add(job)
        if lane not in self._threads:
            import queue  # not needed before the window is painted

            self._queues[lane] = queue.SimpleQueue()
            self._threads[lane] = threading.Thread(
                target=self._work, args=(self._queues[lane],), name=f"job-{lane.value}"
            )
            self._threads[lane].start()
        self._queues[lane].put((job, call))
        self.started.emit(job)
        return job

    def busy(self, lane: Lane | None = None) -> bool:
        """Whether anything is waiting or running (in ``lane``, or in any)."""
        return any(lane in (None, job.lane) for job in self._live)

    def shutdown(self) -> None:
        """Finish the quick lane's saves, stop the other lanes at their next checkpoint, end the threads."""
        self._closed = True
        for job in self._live:
            if job.lane is not Lane.QUICK:
                job.cancel()
        for waiting in self._queues.values():
            waiting.put(None)
        for thread in self._threads.values():
            thread.join()
        self._threads.clear()
        self._live.clear()

    def _work(self, waiting: "queue.SimpleQueue[_Task | None]") -> None:
        while (task := waiting.get()) is not None:
            job, call = task
            context = _Watched(self, job)
            try:
                context.checkpoint()
                result = call(context)
            except Cancelled:
                self.posted.emit(job, "cancelled", None)
            except Exception as error:
                self.posted.emit(job, "failed", error)
            else:
                self.posted.emit(job, "succeeded", result)
            self.posted.emit(job, "finished", None)
            del task, job, call, context

    @Slot(object, str, object)
    def _deliver(self, job: Job, news: str, payload: object) -> None:
        if news in ("cancelled", "finished"):
            getattr(job, news).emit()
        else:
            getattr(job, news).emit(payload)
        if news == "finished":
            self._live.discard(job)
