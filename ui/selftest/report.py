"""What the self-test found: one line a step for people, one JSON document for machines."""

import json
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from friendly_desktop import VERSION
from friendly_desktop.i18n import _


@dataclass(frozen=True)
class Finding:
    """One step: how many things it looked at, or what went wrong."""

    name: str
    ok: bool
    seconds: float
    made: int = 0
    problem: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """What a step that went well hands back: how many things, and what is worth telling."""

    made: int
    remarks: tuple[str, ...] = ()


@dataclass
class Report:
    """Collects the steps; a step that fails stops no other."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every step went well."""
        return all(one.ok for one in self.findings)

    def attempt(self, name: str, step: Callable[[], Tried]) -> None:
        """Do a step and note how it went; it is told at once where somebody reads along."""
        started = time.perf_counter()
        try:
            tried = step()
        except Exception as error:  # noqa: BLE001 - whatever fails here is a finding
            from ui.crash import report

            problem = f"{type(error).__name__}: {error}\n{report(error)}"
            found = Finding(name, False, time.perf_counter() - started, problem=problem)
        else:
            found = Finding(name, True, time.perf_counter() - started, tried.made, "", tried.remarks)
        self.findings.append(found)
        self._say(found)

    def tell(self, out: Path | None) -> None:
        """Say how it ended; with ``out`` also as JSON."""
        if out is not None:
            out.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self._plain(), ensure_ascii=False, indent=2) + "\n"
            out.write_text(text, encoding="utf-8", newline="\n")
        failed = [one.name for one in self.findings if not one.ok]
        ended = _("Chạy thử xong, mọi bước đều đạt.") if self.ok else _("Chạy thử KHÔNG đạt: {names}.")
        _write(ended.format(names=", ".join(failed)))

    def _plain(self) -> dict[str, Any]:
        from PySide6.QtCore import qVersion

        return {
            "ok": self.ok,
            "version": VERSION,
            "built": bool(getattr(sys, "frozen", False)),
            "system": f"{platform.system()} {platform.release()} {platform.version()}",
            "python": platform.python_version(),
            "qt": qVersion(),
            "utf8_mode": bool(sys.flags.utf8_mode),
            "seconds": round(sum(one.seconds for one in self.findings), 1),
            "steps": [
                {
                    "name": one.name,
                    "ok": one.ok,
                    "seconds": round(one.seconds, 1),
                    "made": one.made,
                    "problem": one.problem,
                    "remarks": list(one.remarks),
                }
                for one in self.findings
            ],
        }

    def _say(self, one: Finding) -> None:
        sign = "ok  " if one.ok else "FAIL"
        _write(f"{sign} {one.name:<10} {one.seconds:6.1f} s {one.made:5d}")
        for line in (*one.problem.splitlines(), *one.remarks):
            _write("     " + line)


def _write(line: str) -> None:
    if sys.stdout is not None:  # the window's program has no console on Windows
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
