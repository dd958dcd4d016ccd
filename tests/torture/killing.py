"""Kills a process in the middle of an act, as a power cut does, and looks at everything afterwards."""

import multiprocessing
import random
import sys
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from tests.torture.act import Act, Told

#: Where the system can, the child is forked: it need not import the program again for each kill.
_PROCESSES = multiprocessing.get_context("spawn" if sys.platform in {"win32", "darwin"} else "fork")
_LEAST_SECONDS = 0.15


def _child(kind: type[Act], folder: Path, first: int, line: "Connection[Told, Told]") -> None:
    kind(folder).live(first, lambda *words: line.send(words))


def _live(act: Act, first: int, *, seconds: float | None) -> list[Told]:
    """Let another process play; what it said before it was killed.

    Args:
        act: what is played, in its folder.
        first: the turn to begin with.
        seconds: after the office was opened; None to kill it when the first turn is over.
    """
    here, there = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_child, args=(type(act), act.folder, first, there))
    process.start()
    there.close()
    said: list[Told] = []
    try:
        assert here.recv() == ("ready",)
        if seconds is None:
            while ("turn",) not in said:
                said.append(here.recv())
        else:
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
    began = time.monotonic()
    act.told += [one for one in _live(act, 0, seconds=None) if one != ("turn",)]
    length = max(time.monotonic() - began, _LEAST_SECONDS)
    act.inspect()
    turn = 1
    for _kill in range(kills):
        said = _live(act, turn, seconds=chance.uniform(0, length))
        turns = said.count(("turn",))
        act.told += [one for one in said if one != ("turn",)]
        act.found["kills"] += 1
        act.found["turns played"] += turns
        turn += turns + 1
        act.inspect()
    act.found["told"] = len(act.told)
    return act.found
