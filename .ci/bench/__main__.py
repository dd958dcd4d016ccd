"""Measure the goals of speed and memory: one line a goal; ``python3 start.py bench [ID ...]``.

A goal is a ratio of two things run side by side in the same minutes: ours, and a limit or a peer. Both
medians, the median of the paired ratios, the goal and the floor (the least that is accepted) are printed.
Times of one machine mean nothing on another; the ratios mostly do.

To add a goal, write ``goal_<group>.py`` beside this file with a tuple ``GOALS`` of ``measure.Goal``; a
goal's ``measure`` gets an empty scratch folder and returns ``measure.Measured`` (see ``measure.paired``).
Ends with 1 when a floor is missed. Nothing here is part of the test suite.
"""

import importlib
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from measure import Goal, Measured  # noqa: E402 - found beside this file


def goals() -> list[Goal]:
    """Every goal of every ``goal_*.py``, in the order of their files."""
    found: list[Goal] = []
    for path in sorted(HERE.glob("goal_*.py")):
        found += importlib.import_module(path.stem).GOALS
    return found


def line(goal: Goal, measured: Measured) -> str:
    """One goal as one line."""
    sign = ">=" if goal.more_is_better else "<="
    return (
        f"{goal.id:<4} {goal.verdict(measured):<6} {measured.ratio:8.3f}  "
        f"goal {sign} {goal.goal:g}, floor {sign} {goal.floor:g}  "
        f"{measured.ours:,.1f} / {measured.other:,.1f} {measured.unit}  {goal.what}"
        + (f" ({measured.note})" if measured.note else "")
    )


def main(chosen: list[str]) -> int:
    """Measure the chosen goals, or all of them."""
    known = goals()
    unknown = [name for name in chosen if name not in {goal.id for goal in known}]
    if unknown:
        print(f"no such goal: {', '.join(unknown)}; there are {', '.join(goal.id for goal in known)}")
        return 2
    print("id   verdict   ratio  goal and floor  ours / other (medians)  what")
    missed = 0
    for goal in known:
        if chosen and goal.id not in chosen:
            continue
        with tempfile.TemporaryDirectory(prefix="đo ", ignore_cleanup_errors=True) as folder:
            measured = goal.measure(Path(folder))
        if measured is None:
            print(f"{goal.id:<4} not measured on this machine  {goal.what}", flush=True)
            continue
        missed += goal.verdict(measured) == "MISSED"
        print(line(goal, measured), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
