"""What a command answers, and how it is written: one JSON document, or text for people."""

import json
import sys
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TextIO

from friendly_desktop.errors import AppError
from friendly_desktop.formats import plain

EXIT_DONE = 0
EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_FINDINGS = 3
EXIT_INTERRUPTED = 130


@dataclass(frozen=True)
class Output:
    """The answer of a command: ``data`` for ``--json``, ``text`` for people."""

    data: Any
    text: str
    exit_code: int = EXIT_DONE


def jsonable(value: object) -> object:
    """Values as scripts read them: decimals as strings, dates as ISO 8601, paths as text."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"not for JSON: {type(value).__name__}")


def write(output: Output, *, as_json: bool, stream: TextIO) -> None:
    """Write the answer to ``stream``."""
    if as_json:
        stream.write(json.dumps(output.data, ensure_ascii=False, indent=2, default=jsonable) + "\n")
    elif output.text:
        stream.write(output.text.rstrip("\n") + "\n")
    stream.flush()


def error_output(error: AppError) -> Output:
    """The answer of a command that was refused or failed."""
    data = {"error": {"code": error.code, "title": error.title, "message": error.message, "hint": error.hint}}
    text = f"{error.title}\n  {error.message}"
    return Output(data, f"{text}\n  {error.hint}" if error.hint else text, EXIT_REFUSED)


def table(rows: list[list[str]], headings: list[str] | None = None, right: tuple[int, ...] = ()) -> str:
    """Columns of text, aligned; the columns numbered in ``right`` to the right."""
    body = [headings, *rows] if headings else rows
    if not body:
        return ""
    widths = [max(len(row[column]) for row in body) for column in range(len(body[0]))]

    def line(row: list[str]) -> str:
        cells = [
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    lines = [line(row) for row in body]
    if headings:
        lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


class ProgressLine:
    """The job context of commands: one line on standard error, only where a person sees it."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._shown = -1

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Show the progress when it moved by a whole percent."""
        if not self._stream.isatty():
            return
        percent = done * 100 // total if total else done
        if percent != self._shown:
            self._shown = percent
            amount = f"{percent:3d} %" if total else str(done)
            self._stream.write(f"\r{amount} {label}\x1b[K")
            if total and done >= total:
                self._stream.write("\r\x1b[K")
            self._stream.flush()

    def checkpoint(self) -> None:
        """Ctrl+C arrives by itself as KeyboardInterrupt."""
