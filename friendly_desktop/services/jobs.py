"""The contract between long work and whoever watches it: progress out, cancel in.

Services know only :class:`JobContext`; the window gives them its job runner, the command line a bar
on standard error, a test a recorder.
"""

from collections.abc import Callable
from typing import Protocol


class JobContext(Protocol):
    """What long work talks to."""

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Say how far the work has come.

        Args:
            done: units finished (files, bytes or rows, as the work says in ``label``).
            total: units in all, or None while unknown.
            label: what is being worked on, already translated; never personal data.
        """
        ...

    def checkpoint(self) -> None:
        """Raise ``Cancelled`` if the person asked to stop. Call it often."""
        ...


class Unwatched:
    """A context for work that nobody watches."""

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Ignore the progress."""

    def checkpoint(self) -> None:
        """Never stop."""


UNWATCHED = Unwatched()


def counting(job: JobContext, words: str) -> Callable[[int], None]:
    """For a reader that tells how many rows it has read: reports them with ``words``, and lets the person stop."""

    def watch(done: int) -> None:
        job.checkpoint()
        job.report(done, None, words)

    return watch
