"""Makes one call to the disk after the other fail, below Python and SQLite, and looks at everything each time.

The calls are caught by a small library (``faults.c``) that is compiled when it is wanted and preloaded into a
process of its own (``rounds.py``). There an act is played again and again, each time in a fresh copy of the same
folder: in round n its n-th call fails, until there is none left. Whatever fails must be told as an ``AppError``,
the next start finds everything whole, and the same work can be done then.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path

from tests.torture.act import ROOT, workshop

_SOURCE = Path(__file__).with_name("faults.c")
#: In the place of an error number: the process is stopped before the call, or when half of it is written. What lies on
#: the disk then is what stays when it is killed there, and is looked at; the process goes on to the next call.
CUT, CUT_HALFWAY = -1, -2


class Calls(IntFlag):
    """What a program asks of a disk; the numbers are those of ``faults.c``."""

    MAKE = 1
    WRITE = 2
    SYNC = 4
    RENAME = 8
    UNLINK = 16
    READ = 32


_CHANGES = Calls.MAKE | Calls.WRITE | Calls.SYNC | Calls.RENAME | Calls.UNLINK


@dataclass(frozen=True)
class Fault:
    """A way in which a disk fails.

    Attributes:
        calls: which calls fail.
        error: the number the system gives, or ``CUT``.
        times: how many calls fail, one after the other; None for all that follow.
        harmless: the program must get its work done nevertheless.
        target: only the folder fails that the clerk chose to write to, as a stick does.
    """

    calls: Calls
    error: int
    times: int | None = 1
    harmless: bool = False
    target: bool = False


FAULTS = {
    "full": Fault(Calls.MAKE | Calls.WRITE, errno.ENOSPC, None),
    "full once": Fault(Calls.MAKE | Calls.WRITE, errno.ENOSPC),
    "broken": Fault(_CHANGES, errno.EIO, None),
    "broken once": Fault(_CHANGES, errno.EIO),
    "gone": Fault(_CHANGES, errno.ENODEV, None),
    "held for a moment": Fault(Calls.RENAME, errno.EACCES, 3, harmless=True),
    "held for ever": Fault(Calls.RENAME | Calls.UNLINK, errno.EACCES, None),
    "read only": Fault(Calls.MAKE | Calls.RENAME | Calls.UNLINK, errno.EACCES, None),
    "unreadable": Fault(Calls.READ, errno.EIO, None),
    "unreadable once": Fault(Calls.READ, errno.EIO),
    "power cut": Fault(_CHANGES, CUT, None),
    "power cut halfway": Fault(Calls.WRITE, CUT_HALFWAY, None),
    "stick pulled": Fault(_CHANGES | Calls.READ, errno.ENODEV, None, target=True),
    "stick full": Fault(Calls.MAKE | Calls.WRITE, errno.ENOSPC, None, target=True),
}


def can_be_made() -> bool:
    """Whether this system has what the library needs."""
    return sys.platform == "linux" and bool(shutil.which("cc"))


class BreakableDisk:
    """A process in which the disk can be made to fail; it has the program loaded, and each act is a fork of it."""

    def __init__(self, process: "subprocess.Popen[str]", told: Path) -> None:
        self._process = process
        self._told = told

    @classmethod
    @contextmanager
    def made(cls) -> Iterator["BreakableDisk"]:
        """Make the library and the process, which ends with the block."""
        with tempfile.TemporaryDirectory(
            prefix="faults-"
        ) as plain:  # a name with a space cannot be preloaded
            library, told = Path(plain) / "faults.so", Path(plain) / "told"
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
            with (
                told.open("w", encoding="utf-8") as errors,
                subprocess.Popen(
                    [sys.executable, "-m", "tests.torture.rounds"],
                    cwd=ROOT,
                    env={**os.environ, "LD_PRELOAD": str(library)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                    encoding="utf-8",
                ) as process,
            ):
                yield cls(process, told)

    def fail_everywhere(self, act: str, fault: str, limit: int = 0, *, every: bool = False) -> dict[str, int]:
        """Play an act with a fault at its first call, its second and so on.

        Args:
            act: its name.
            fault: one of ``FAULTS``.
            limit: at most so many places, spread over all; 0 for every one.
            every: also in the midst of many writes to one file, one after the other, where else only the first,
                the last and one between fail.

        Returns:
            How often each outcome was seen.

        Raises:
            AssertionError: something was not told kindly, lost, or half-made; with every place where.
        """
        asks, answers = self._process.stdin, self._process.stdout
        assert asks is not None
        assert answers is not None
        with workshop() as place:
            asks.write(json.dumps([act, fault, str(place), limit, every]) + "\n")
            asks.flush()
            line = answers.readline()
        assert line.strip(), self._told.read_text(encoding="utf-8")[-2000:]
        answer = json.loads(line)
        assert not answer["wrong"], "\n".join([*answer["wrong"], json.dumps(answer["found"])])
        return dict(answer["found"])
