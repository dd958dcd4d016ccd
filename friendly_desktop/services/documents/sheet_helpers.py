"""Helper processes that write letters to files of their own, batch by batch.

Each has a pipe of its own: when this program ends, however it does, the pipe ends and the helper with it.
"""

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

from friendly_desktop.services.documents.model import WHOLE, Document
from friendly_desktop.services.documents.page_content import Script, Tables
from friendly_desktop.services.documents.sheet_pdf import Fit, fit_of, lay_out, one_file
from friendly_desktop.storage import safe_files

_WAITING = 2  # batches in the hands of one helper: one it writes, one it finds ready then
_PAUSE = 0.1
_END = 5.0


class Order(NamedTuple):
    """A letter to be written to its file; ``number`` is its place in the run."""

    number: int
    file: Path
    document: Document


class Style(NamedTuple):
    """What is alike for all the letters of a batch."""

    tables: Tables
    flush: bool


class Batch(NamedTuple):
    """Letters that one process writes."""

    style: Style
    orders: Sequence[Order]


#: What became of a letter: its place in the run, and how it fits its sheet or why there is no file.
Outcome = tuple[int, Fit | OSError]


class Pen:
    """Writes batches in this process; the script is kept as long as the alphabets do not grow."""

    def __init__(self) -> None:
        self._style: Style | None = None
        self._script = Script(WHOLE)

    def write(self, batch: Batch) -> list[Outcome]:
        """Write each letter to its file, whole or not at all."""
        style = batch.style
        if style != self._style:
            self._style, self._script = style, Script(WHOLE, style.tables)
        return [(order.number, self._write(order, style)) for order in batch.orders]

    def _write(self, order: Order, style: Style) -> Fit | OSError:
        laid = lay_out(order.document)
        try:
            content = one_file(order.document, laid, self._script)
            safe_files.write_one_of_many(order.file, content, flush=style.flush)
        except OSError as error:
            return error
        return fit_of(order.document, laid)


class Helpers:
    """Processes that write batches beside this one."""

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")  # the window has threads: nothing may be forked
        self._handed: dict[Connection, list[Batch]] = {}
        self._processes: dict[Connection, SpawnProcess] = {}
        for _helper in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), name="letters", daemon=True)
            process.start()
            theirs.close()
            self._processes[ours] = process
            self._handed[ours] = []

    def hand(self, batch: Batch) -> bool:
        """Give a batch to the helper with the least to do; False when all have enough, or none is left."""
        free = [one for one, handed in self._handed.items() if len(handed) < _WAITING]
        if not free:
            return False
        helper = min(free, key=lambda one: len(self._handed[one]))
        try:
            helper.send(batch)
        except OSError:
            self._handed[helper].append(batch)  # the next look finds the pipe closed and gives all back
            return True
        self._handed[helper].append(batch)
        return True

    @property
    def pids(self) -> list[int]:
        """The ids of the processes."""
        return [process.pid for process in self._processes.values() if process.pid]

    @property
    def alive(self) -> bool:
        """Whether any helper is left."""
        return bool(self._handed)

    @property
    def busy(self) -> bool:
        """Whether any batch is still out."""
        return any(self._handed.values())

    def finished(self) -> tuple[list[Outcome], list[Batch]]:
        """What was finished within a moment, and the batches of helpers that are gone."""
        outcomes: list[Outcome] = []
        given_back: list[Batch] = []
        for one in wait(list(self._handed), _PAUSE):
            helper = next(known for known in self._handed if known is one)
            try:
                outcomes += helper.recv()
                self._handed[helper].pop(0)
            except (EOFError, OSError):
                left = self._handed.pop(helper)
                self._clear(self._processes[helper], left)
                given_back += left
                helper.close()
        return outcomes, given_back

    def _clear(self, process: SpawnProcess, left: list[Batch]) -> None:
        """Take away what a helper had half-written when it ended."""
        process.join(_END)
        for batch in left:
            for order in batch.orders:
                safe_files.clear_unfinished(order.file, process.pid or 0)

    def close(self) -> None:
        """Send the helpers home."""
        for helper in self._handed:
            helper.close()
        for process in self._processes.values():
            process.join(_END)
            if process.is_alive():
                process.terminate()


def _serve(orders: "Connection") -> None:
    """The life of a helper: a batch in, its outcomes out, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends the pipe
    pen = Pen()
    while True:
        try:
            orders.send(pen.write(orders.recv()))
        except (EOFError, OSError):
            return
