"""Everything that must hold before a change is taken, one line a step with its time.

``python3 start.py check`` runs it all; ``--no-tests`` leaves the test suite out, ``--fix`` first lets
the formatter and the linter mend what they can, and names of steps run only those.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CI = ROOT / ".ci"

Step = Callable[[], "subprocess.CompletedProcess[str]"]


def python(*arguments: str) -> Step:
    """A step that runs this Python with ``arguments`` in the program's folder."""

    def step() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    return step


LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"

STEPS: dict[str, Step] = {
    "format": python("-m", "ruff", "format", "--check", "--quiet", "."),
    "lint": python("-m", "ruff", "check", "--quiet", "."),
    "house rules": python(str(CI / "house_rules.py")),
    "messages": python(str(CI / "messages.py"), "check"),
    "layers": python("-c", LINT_IMPORTS),
    "types": python("-m", "mypy", "--no-error-summary"),
    "tests": python("-m", "pytest", "-q", "--numprocesses=auto", "--dist=worksteal"),
}
MEND = (
    python("-m", "ruff", "check", "--quiet", "--fix", "."),
    python("-m", "ruff", "format", "--quiet", "."),
)


def main() -> int:
    """Run the steps; 0 when every one of them passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("--no-tests", action="store_true")
    parser.add_argument("--fix", action="store_true")
    chosen = parser.parse_args()
    unknown = set(chosen.steps) - set(STEPS)
    if unknown:
        parser.error(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    if chosen.fix:
        for mend in MEND:
            mend()
    failed = []
    for name, step in STEPS.items():
        if (chosen.steps and name not in chosen.steps) or (name == "tests" and chosen.no_tests):
            continue
        started = time.perf_counter()
        answer = step()
        verdict = "FAILED" if answer.returncode else "ok"
        print(f"{name:<12} {verdict:<7} {time.perf_counter() - started:6.1f} s", flush=True)
        if answer.returncode:
            failed.append(name)
            print(answer.stdout.rstrip() or f"(no output, exit code {answer.returncode})", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
