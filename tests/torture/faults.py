"""Makes one call to the disk after the other fail, below Python and SQLite, and looks at everything each time.

The calls are caught by a small library (``faults.c``) that is compiled when it is wanted and preloaded into a
process of its own. There an act is played again and again: in turn n its n-th call fails, until a turn needs
fewer calls. Whatever fails must be told as an ``AppError``, and the next start finds everything whole.
"""

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path

from friendly_desktop.errors import AppError
from tests.torture.act import Act

_ROOT = Path(__file__).resolve().parents[2]
_SOURCE = Path(__file__).with_name("faults.c")
_EVER = 2**31 - 1


class Calls(IntFlag):
    """What a program asks of a disk; the numbers are those of ``faults.c``."""

    MAKE = 1
    WRITE = 2
    SYNC = 4
    RENAME = 8
    UNLINK = 16


_ALL = Calls.MAKE | Calls.WRITE | Calls.SYNC | Calls.RENAME | Calls.UNLINK


@dataclass(frozen=True)
class Fault:
    """A way in which a disk fails.

    Attributes:
        calls: which calls fail.
        error: the number the system gives.
        times: how many calls fail, one after the other; None for all that follow.
        harmless: the program must get its work done nevertheless.
    """

    calls: Calls
    error: int
    times: int | None = 1
    harmless: bool = False


FAULTS = {
    "full": Fault(Calls.MAKE | Calls.WRITE, errno.ENOSPC, None),
    "full once": Fault(Calls.MAKE | Calls.WRITE, errno.ENOSPC),
    "broken": Fault(_ALL, errno.EIO, None),
    "broken once": Fault(_ALL, errno.EIO),
    "gone": Fault(_ALL, errno.ENODEV, None),
    "held for a moment": Fault(Calls.RENAME, errno.EACCES, 3, harmless=True),
    "held for ever": Fault(Calls.RENAME | Calls.UNLINK, errno.EACCES, None),
    "read only": Fault(Calls.MAKE | Calls.RENAME | Calls.UNLINK, errno.EACCES, None),
}


def can_be_made() -> bool:
    """Whether this system has what the library needs."""
    return sys.platform == "linux" and bool(shutil.which("cc"))


def fail_everywhere(act: str, fault: str, limit: int = 0) -> dict[str, int]:
    """Play an act with a fault at its first call, its second and so on, in a process of its own.

    Args:
        act: its name.
        fault: one of ``FAULTS``.
        limit: at most so many places, spread over all; 0 for every one.

    Returns:
        How often each outcome was seen.

    Raises:
        AssertionError: something was not told kindly, lost, or half-made; with every place where.
    """
    with (
        tempfile.TemporaryDirectory(prefix="Nguyễn Đức ") as place,
        tempfile.TemporaryDirectory(prefix="faults-") as plain,  # a name with a space cannot be preloaded
    ):
        library = Path(plain) / "faults.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
        folder = Path(place) / "Xã"
        folder.mkdir()
        told = subprocess.run(
            [sys.executable, "-m", "tests.torture.faults", act, fault, str(folder), str(limit)],
            cwd=_ROOT,
            env={**os.environ, "LD_PRELOAD": str(library)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert told.returncode == 0, told.stderr[-2000:]
    answer = json.loads(told.stdout.splitlines()[-1])
    assert not answer["wrong"], "\n".join(answer["wrong"])
    return dict(answer["found"])


def _play(act: Act, fault: Fault, limit: int) -> tuple[Counter[str], list[str]]:
    library = ctypes.CDLL(None)
    below = os.fsencode(act.folder)
    found: Counter[str] = Counter()
    wrong: list[str] = []

    def turn(number: int, first: int) -> None:
        last = _EVER if fault.times is None else first + fault.times - 1
        said: list[tuple[object, ...]] = []
        library.faults_arm(below, int(fault.calls), first, last, fault.error)
        outcome = "done"
        try:
            act.once(number, lambda *words: said.append(words))
        except AppError as error:
            outcome = error.code
        except Exception as error:  # noqa: BLE001 - whatever it is, it was not told
            outcome = "not told"
            wrong.append(f"call {first}: {_traced(error)}")
        struck = library.faults_disarm() > 0
        if struck and fault.harmless and outcome != "done":
            wrong.append(f"call {first}: {outcome}, though it passed by")
        act.told += said
        found[outcome] += struck
        try:
            act.inspect()
        except Exception as error:
            wrong.append(f"call {first} ({outcome}): afterwards {_traced(error)}")
            raise

    act.prepare()
    act.once(0, lambda *words: act.told.append(words))  # what is loaded on first use is no matter of the disk
    act.inspect()
    library.faults_arm(below, int(fault.calls), _EVER, _EVER, fault.error)
    act.once(1, lambda *words: act.told.append(words))
    calls = library.faults_seen()
    library.faults_disarm()
    act.inspect()
    found["calls"] = calls
    step = max(1, calls // limit) if limit else 1
    with suppress(AssertionError, AppError):  # what is broken once is not looked at again
        for number, first in enumerate(range(1, calls + 1, step), start=2):
            turn(number, first)
    return found, wrong


def _traced(error: BaseException) -> str:
    places = []
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if _ROOT in path.parents:
            places.append(f"{path.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__}: {str(error)[:200]} at {' '.join(places[-6:])}"


def main(arguments: list[str]) -> int:
    """In the process that the library was preloaded into."""
    from tests.torture.acts import ACTS

    act, fault, folder, limit = arguments
    found, wrong = _play(ACTS[act](Path(folder)), FAULTS[fault], int(limit))
    sys.stdout.write(json.dumps({"found": found, "wrong": wrong}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
