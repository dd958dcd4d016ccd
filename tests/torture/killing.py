"""Kills a process in the middle of an act, as a power cut does, and looks at everything afterwards."""

import multiprocessing
import random
import shutil
import sys
import time
from collections import Counter
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.act import Act, Told

if TYPE_CHECKING:  # Windows has no fork, not even by name
    from multiprocessing.context import ForkContext, SpawnContext

#: Where the system can, the child is forked: it need not import the program again for each kill.
_PROCESSES: "SpawnContext | ForkContext" = (
    multiprocessing.get_context("spawn")
    if sys.platform in {"win32", "darwin"}
    else multiprocessing.get_context("fork")
)


def _child(kind: type[Act], place: Path, first: int, line: "Connection[Told, Told]") -> None:
    kind(place).live(first, lambda *words: line.send(words))


def _live(act: Act, first: int, words: int, seconds: float) -> list[Told]:
    """Let another process play; what it said before it was killed.

    Args:
        act: what is played, in its folder.
        first: the turn to begin with.
        words: how often it may speak after the office was opened ...
        seconds: ... and how long it lives on then.
    """
    here, there = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_child, args=(type(act), act.folder.parent, first, there))
    process.start()
    there.close()
    said: list[Told] = []
    try:
        assert here.recv() == ("ready",)
        said += [here.recv() for _word in range(words)]
        time.sleep(seconds)
        process.kill()
        while True:
            said.append(here.recv())
    except (EOFError, ConnectionResetError):
        return said  # all that it said; a last word that was cut by the kill is none
    finally:
        process.kill()
        process.join()
        here.close()
        assert process.exitcode != 1, "the act failed by itself"


#: After so many kills the folder is again as it was at the beginning, lest the look at it takes ever longer.
_AGAIN = 20


def kill_many(kind: type[Act], folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill an act as often as asked, each time at another moment, and look after each.

    Returns:
        What was found, counted.

    Raises:
        AssertionError: something that was said is lost, or something is half-made.
    """
    chance = random.Random(seed)
    act = kind(folder)
    act.prepare()
    spoken = [time.monotonic()]

    def say(*words: object) -> None:
        act.told.append(words)
        spoken.append(time.monotonic())

    act.once(0, say)  # what is loaded on first use would make the moments longer than they are
    spoken[:] = [time.monotonic()]
    act.once(1, say)
    gap = max(later - sooner for sooner, later in pairwise(spoken))
    act.inspect()
    spare = folder / "Bản mẫu"
    for one in (act.folder, act.desk):
        shutil.copytree(one, spare / one.name, symlinks=True)
    known = tuple(act.told)
    turn = 2
    for kill in range(kills):
        if kill and kill % _AGAIN == 0:
            act.told, turn = list(known), 2
            for one in (act.folder, act.desk):
                shutil.rmtree(one)
                shutil.copytree(spare / one.name, one, symlinks=True)
        said = _live(act, turn, words=chance.randrange(2 * len(spoken)), seconds=chance.uniform(0, gap))
        turns = said.count(("turn",))
        act.told += [one for one in said if one != ("turn",)]
        act.found["kills"] += 1
        act.found["turns played"] += turns
        act.found["told"] += len(said) - turns
        turn += turns + 1
        try:
            act.inspect()
        except Exception as error:
            error.add_note(f"after kill {kill}; told last: {act.told[-6:]}")
            raise
    return act.found
