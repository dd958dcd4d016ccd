"""Hashing the whole store again: two contents at a time, every loss named with its document."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from threading import Event

from friendly_desktop.domain.evidence import Evidence, StoreReport
from friendly_desktop.errors import Cancelled
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage.evidence_store import Condition, EvidenceStore

_WORKERS = 2
_TICK_SECONDS = 0.1


def check_again(store: EvidenceStore, users: Sequence[Evidence], job: JobContext) -> StoreReport:
    """Read every content that ``users`` name and say which of them lost theirs.

    Args:
        store: the files.
        users: all evidence, older versions and the bin included.
        job: progress in bytes, and cancel.
    """
    sizes = {one.sha256: one.bytes for one in users}
    conditions = _conditions(store, sizes, job)
    affected: defaultdict[Condition, list[Evidence]] = defaultdict(list)
    for one in users:
        affected[conditions[one.sha256]].append(one)
    return StoreReport(
        files=len(sizes),
        bytes=sum(sizes.values()),
        missing=tuple(affected[Condition.MISSING]),
        damaged=tuple(affected[Condition.DAMAGED]),
    )


def _conditions(store: EvidenceStore, sizes: Mapping[str, int], job: JobContext) -> dict[str, Condition]:
    stop = Event()
    total = sum(sizes.values())
    done = 0
    found: dict[str, Condition] = {}

    def watch(_done: int) -> None:
        if stop.is_set():
            raise Cancelled

    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="evidence-verify") as pool:
        # The largest first: the two threads then end together.
        order = sorted(sizes, key=lambda sha256: -sizes[sha256])
        futures = {sha256: pool.submit(store.check, sha256, sizes[sha256], watch) for sha256 in order}
        try:
            for sha256, future in futures.items():
                while sha256 not in found:
                    job.checkpoint()
                    with suppress(NotYet):
                        found[sha256] = future.result(_TICK_SECONDS)
                done += sizes[sha256]
                job.report(done, total)
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found
