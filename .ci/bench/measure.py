"""What a goal is, and how two things are measured side by side."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Measured:
    """The two medians, the median of the paired ratios ours / other, and what else was seen."""

    ours: float
    other: float
    ratio: float
    unit: str = "ms"
    note: str = ""


@dataclass(frozen=True)
class Goal:
    """One line of the benchmark.

    Args:
        id: the short name, e.g. ``"S1"``.
        what: what is divided by what.
        goal: the ratio we are after.
        floor: the least that is accepted.
        measure: measures in an empty scratch folder; None where this machine cannot.
        more_is_better: True when a larger ratio is the better one.
    """

    id: str
    what: str
    goal: float
    floor: float
    measure: Callable[[Path], Measured | None]
    more_is_better: bool = False

    def verdict(self, measured: Measured) -> str:
        """``"goal"``, ``"floor"`` or ``"MISSED"``."""
        sign = -1 if self.more_is_better else 1
        if sign * measured.ratio <= sign * self.goal:
            return "goal"
        return "floor" if sign * measured.ratio <= sign * self.floor else "MISSED"


def paired(
    ours: Callable[[], float],
    other: Callable[[], float],
    *,
    pairs: int = 15,
    warm_up: int = 1,
    unit: str = "ms",
    note: str = "",
) -> Measured:
    """Run two measurements in turns, each pair in the other order than the one before.

    Args:
        ours: measures our side once and returns the figure.
        other: measures the limit or the peer once.
        pairs: how many pairs count.
        warm_up: how many pairs are run first and not counted.
        unit: what the figures are in.
        note: a remark for the line.
    """
    results: list[tuple[float, float]] = []
    for turn in range(warm_up + pairs):
        if turn % 2:
            right = other()
            left = ours()
        else:
            left = ours()
            right = other()
        if turn >= warm_up:
            results.append((left, right))
    return Measured(
        statistics.median(left for left, _right in results),
        statistics.median(right for _left, right in results),
        statistics.median(left / right for left, right in results),
        unit,
        note,
    )


def timed(call: Callable[[], object]) -> Callable[[], float]:
    """A measurement of how long ``call`` takes, in milliseconds."""

    def measure() -> float:
        started = time.perf_counter()
        call()
        return (time.perf_counter() - started) * 1000

    return measure


def child_environment() -> dict[str, str]:
    """The environment of a measured process: our sources, UTF-8, no window shown."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,  # with bytecode written, as on a person's PC
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }


def child_output(arguments: Sequence[str]) -> str:
    """What Python prints when it is run with ``arguments``; an error there is an error here."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout
