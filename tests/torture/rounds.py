"""The rounds of ``faults.py``, in the process that the library was preloaded into.

An office is made once and copied for each round. The act is played and the disk fails, then the office is opened
again and looked at. For a power cut the act is played once, in a process of its own that stops before every call: a copy
of what lies on the disk then, which is all that a killed process leaves, is opened and looked at. What lies there as it
did after an earlier round, of which the same was said, is known and not looked at again. Therefore the clock stands still
in a round, and what is drawn by lot is drawn alike in every round.
"""

import ctypes
import gc
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from friendly_desktop.errors import AppError
from friendly_desktop.storage import safe_files
from tests.cheap_rounds import keep_what_never_differs
from tests.conftest import NOW
from tests.torture.act import ROOT, Act, Say, Told
from tests.torture.acts import ACTS
from tests.torture.faults import FAULTS, Fault

_EVER = 2**31 - 1
_LATER = 60  # a turn that is as another one has so much more as its number
_GOES_ON = 4  # of so many looks one shows that the work can be done afterwards ...
_KNOWN_TO_GO_ON = 200  # ... and after so many looks of a turn, of four times as many
_NOTES = 1 << 16
_MOST_WRONG = 12  # places that are told
_Answer = dict[str, Any]


class _Alike:
    """The clock and the lots of every round: those of the work, and others of the next start."""

    def __init__(self) -> None:
        self._phase = 0
        self._chance = random.Random()
        os.urandom = random._urandom = self._chance.randbytes  # type: ignore[attr-defined]
        self.begin(0)

    def begin(self, phase: int) -> None:
        self._phase = phase
        self._chance.seed(phase)

    def now(self) -> datetime:
        return NOW + timedelta(minutes=self._phase)

    def today(self) -> date:
        return self.now().date()


class Rounds:
    """An act in its folder and a fault, to be played as often as there are calls."""

    def __init__(self, act: Act, fault: Fault, spare: Path, *, every: bool) -> None:
        """Make the office.

        Args:
            act: what is played.
            fault: what happens then.
            spare: where the office is kept to be copied.
            every: also in the midst of many writes to one file, one after the other.
        """
        self._every = every
        self._act = act
        self._fault = fault
        self._spare = spare
        self._library = ctypes.CDLL(None)
        self._library.faults_gate.restype = ctypes.POINTER(ctypes.c_int * 2)
        self._below = os.fsencode(act.target if fault.target else act.folder)
        self._looked: set[str] = set()
        self._alike = _Alike()
        act.clock = act.clock or self._alike
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []
        act.prepare()
        # What is loaded on first use is no matter of the disk.
        act.once(0, lambda *words: act.told.append(words))
        act.inspect()
        gc.freeze()

    def play(self, limit: int) -> None:
        """Play every kind of turn with the fault at each of its calls, or at about ``limit`` of all."""
        turns = self._act.turns
        turns = turns[:: max(1, len(turns) // limit)] if limit else turns
        for turn in turns:
            self._act.ready(turn)
            shutil.rmtree(self._spare, ignore_errors=True)
            shutil.copytree(self._act.folder.parent, self._spare, symlinks=True)
            _said, answer = _here(partial(self._failing, turn, _EVER))
            self._looked.clear()
            self.found["calls"] += answer["seen"]
            places = range(1, answer["seen"] + 1) if self._every else different(answer["notes"])
            step = max(1, len(places) * len(turns) // limit) if limit else 1
            if self._fault.error < 0:
                self._cut(turn, places[::step])
            else:
                for first in places[::step]:
                    if len(self.wrong) < _MOST_WRONG:
                        self._round(turn, first)
            self._copy_again()

    def _cut(self, turn: int, places: Sequence[int]) -> None:
        """Look at what a power cut leaves at these calls; what lies there as it did at an earlier one is known."""
        self._copy_again()
        with closing(self._stops(partial(self._failing, turn, 1))) as stops:
            for number, said in enumerate(stops, start=1):
                if number not in places or len(self.wrong) >= _MOST_WRONG:
                    continue
                self.found["rounds"] += 1
                if self._is_new(said):
                    with self._in_a_copy():
                        self._look(turn, said, f"turn {turn}, cut at call {number}")

    def _stops(self, work: Callable[[Say], _Answer]) -> Generator[list[Told], None, None]:
        """Do something in a process of its own that stops again and again; yields each time what it said so far.

        Raises:
            AssertionError: it did not come to its end.
        """
        gate = self._library.faults_gate().contents
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            gc.disable()  # it would copy all of the memory that is shared with the parent
            os.close(reading)
            try:
                _send(writing, work(lambda *words: _send(writing, words)))
            finally:
                os._exit(0)
        os.close(writing)
        os.set_blocking(reading, False)
        lines: list[Any] = []
        is_there, stops = True, 0
        with os.fdopen(reading, "rb", buffering=0) as stream:
            try:
                while is_there:
                    _child, status = os.waitpid(child, os.WUNTRACED)
                    is_there = os.WIFSTOPPED(status)
                    lines += [json.loads(line) for line in (stream.read(_NOTES) or b"").splitlines()]
                    if is_there and gate[0] > stops:  # else somebody let it go on, and it stopped again
                        stops = gate[0]
                        yield [tuple(one) for one in lines]
                        gate[1] = stops
                    if is_there:
                        os.kill(child, signal.SIGCONT)
            finally:
                if is_there:
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
        assert lines[-1:] == [{**lines[-1], "outcome": "done"}], lines[-1:]

    @contextmanager
    def _in_a_copy(self) -> Iterator[None]:
        """While the one who plays stands still, put a copy in the place where all names of files point."""
        home = self._act.folder.parent
        played = home.rename(home.with_name("Đang làm"))
        try:
            shutil.copytree(played, home, symlinks=True)
            yield
        finally:
            shutil.rmtree(home)
            played.rename(home)

    def _round(self, turn: int, first: int) -> None:
        self._copy_again()
        said, answer = _here(partial(self._failing, turn, first))
        outcome = answer["outcome"]
        self.found["rounds"] += 1
        self.found[outcome] += 1
        where = f"turn {turn}, call {first} ({outcome})"
        if outcome == "not told":
            self.wrong.append(f"{where}: {answer.get('trace', '')}")
        if self._fault.harmless and answer["struck"] and outcome != "done":
            self.wrong.append(f"{where}, though it passed by")
        if self._is_new([*said, (outcome,)]):
            self._look(turn, said, where)

    def _is_new(self, said: list[Told]) -> bool:
        """Whether what lies on the disk now, of which this was said, lay there after no earlier round."""
        state = _state_of(self._act.folder.parent, said)
        if state in self._looked:
            self.found["as another one"] += 1
            return False
        self._looked.add(state)
        return True

    def _look(self, turn: int, said: list[Told], where: str) -> None:
        looks = len(self._looked)
        goes_on = _GOES_ON if looks < _KNOWN_TO_GO_ON else 4 * _GOES_ON
        after = self._next_start(turn, said, going_on=looks % goes_on == 1)
        if after["outcome"] != "done":
            self.wrong.append(f"{where}: afterwards {after['outcome']} {after.get('trace', '')}")

    def _failing(self, turn: int, first: int, say: Say) -> _Answer:
        self._alike.begin(1)
        fault = self._fault
        last = _EVER if fault.times is None else min(_EVER, first + fault.times - 1)
        self._library.faults_arm(self._below, int(fault.calls), first, last, fault.error)
        answer = _outcome(lambda: self._act.once(turn, say))
        struck, seen = self._library.faults_disarm(), self._library.faults_seen()
        self._library.faults_notes.restype = ctypes.POINTER(ctypes.c_uint * _NOTES)
        notes = list(self._library.faults_notes().contents[: min(seen, _NOTES)]) if first == _EVER else []
        return {**answer, "struck": struck, "seen": seen, "notes": notes}

    def _next_start(self, turn: int, said: list[Told], *, going_on: bool) -> _Answer:
        self._alike.begin(2)
        known, self._act.told = self._act.told, self._act.told + said

        def look_and_go_on() -> None:
            self._act.inspect()
            if not going_on:
                return
            self._alike.begin(3)
            self._act.ready(turn + _LATER)
            self._act.once(turn + _LATER, lambda *words: self._act.told.append(words))
            self._act.inspect()

        try:
            return _outcome(look_and_go_on)
        finally:
            self._act.told = known

    def _copy_again(self) -> None:
        for one in (self._act.folder, self._act.desk):
            shutil.rmtree(one)
            shutil.copytree(self._spare / one.name, one, symlinks=True)


def _here(work: Callable[[Say], _Answer]) -> tuple[list[Told], _Answer]:
    """Do something; returns what it said, and how it ended."""
    said: list[Told] = []
    return said, work(lambda *words: said.append(words))


def _state_of(folder: Path, said: list[Told]) -> str:
    """A digest of all that lies in a folder, and of what was said of it."""
    found = hashlib.sha256(repr(said).encode())
    for path in sorted(folder.rglob("*")):
        is_file = path.is_file()
        found.update(f"{path}\0{path.stat().st_size if is_file else ''}\0".encode())
        if is_file:
            found.update(path.read_bytes())
    return found.hexdigest()


def different(notes: list[int]) -> list[int]:
    """The numbers of the calls that differ: of many alike in a row the first, the last and one between.

    Args:
        notes: of each call its kind and its file.
    """
    kept: list[int] = []
    for _what, alike in groupby(enumerate(notes, start=1), key=itemgetter(1)):
        row = [number for number, _note in alike]
        kept += sorted({*row[:2], row[len(row) // 2], *row[-2:]})
    return kept


def _send(file: int, what: object) -> None:
    data = memoryview((json.dumps(what) + "\n").encode())
    while data:
        data = data[os.write(file, data) :]


def _outcome(work: Callable[[], object]) -> _Answer:
    try:
        work()
    except AppError as error:
        return {"outcome": error.code, "trace": _traced(error)}
    except Exception as error:  # noqa: BLE001 - whatever it is, it was not told
        return {"outcome": "not told", "trace": _traced(error)}
    return {"outcome": "done"}


def _traced(error: BaseException) -> str:
    places = []
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if ROOT in path.parents:
            places.append(f"{path.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__}: {str(error)[:400]} at {' '.join(places[-6:])}"


def main() -> int:
    """Play the rounds that are asked for, a line each, in a process of their own, and write what was found."""
    # How long the program waits for a file that is held is not what is tried here.
    safe_files._RETRIES = (0.0, 0.0, 0.0, 0.0, 0.0)
    keep_what_never_differs()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            done = 1
            try:
                _answer(*json.loads(line))
                done = 0
            except BaseException:  # noqa: BLE001 - told by the one who asked
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(done)
        _child, status = os.waitpid(child, 0)
        if status:
            os.write(sys.stdout.fileno(), b"\n")
    return 0


def _answer(act: str, fault: str, place: str, limit: int, every: bool) -> None:
    home = Path(place) / "Nhà"
    home.mkdir()
    rounds = Rounds(ACTS[act](home), FAULTS[fault], Path(place) / "Bản mẫu", every=every)
    rounds.play(limit)
    _send(sys.stdout.fileno(), {"found": rounds.found, "wrong": rounds.wrong})


if __name__ == "__main__":
    sys.exit(main())
