"""The program's own log: small rotating files beside the data, with places and codes and never a value.

Names, addresses and file names of citizens must not get there, so an exception leaves its kind and the
places it passed, an error told to a person only its code. Lines of libraries are kept from warnings on,
without their arguments.
"""

import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from friendly_desktop import VERSION
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder

#: Of one file, and how many older ones are kept beside it.
SIZE, OLDER = 256 * 1024, 4

_OURS = ("friendly_desktop", "ui")
_log = logging.getLogger(__name__)


def places(trace: TracebackType | None) -> tuple[str, ...]:
    """Where an error passed, outermost first: the ends of paths, because a home folder may hold a name."""
    return tuple(
        f"{short_path(frame.filename)}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    )


def short_path(path: str) -> str:
    """The last three parts of a path."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])


class _Formatter(logging.Formatter):
    """One line a record in UTC; an exception without its words, which may be a citizen's."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        ours = record.name.split(".")[0] in _OURS
        words = record.getMessage() if ours else record.msg if isinstance(record.msg, str) else ""
        lines = [f"{moment} {record.levelname} {record.name}: {words}"]
        if record.exc_info and record.exc_info[0] is not None:
            lines += [f"  {one}" for one in places(record.exc_info[2])]
            lines.append(f"  {record.exc_info[0].__name__}")
        return "\n".join(lines)


class _File(RotatingFileHandler):
    """Goes on in the same file where another program holds it, and is quiet where the disk refuses."""

    def _open(self) -> TextIOWrapper:
        """The file, with the same line ends on every system."""
        return Path(self.baseFilename).open("a", encoding="utf-8", newline="\n")

    def doRollover(self) -> None:  # noqa: N802 - the library's name
        """Begin a new file; an indexer or a second command may hold the old one on Windows."""
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A log that cannot be written must not end the work it tells of."""


def start(folder: DataFolder, program: str) -> None:
    """Write the log of this process to ``logs/`` of the data folder from now on.

    Args:
        folder: the data folder; the log goes with the data it tells of.
        program: "window" or "command": each has its own file, so that they never rotate each other's.
    """
    stop()
    handler = _File(
        folder.logs / f"{program}.log", maxBytes=SIZE, backupCount=OLDER, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Formatter())
    try:
        folder.logs.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    root = logging.getLogger()
    root.addHandler(handler)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    _log.info(
        "start %s, Python %s, %s %s, %s",
        VERSION,
        platform.python_version(),
        platform.system(),
        platform.release(),
        "built" if getattr(sys, "frozen", False) else "source",
    )


def stop() -> None:
    """Close the log of this process."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _File)]:
        root.removeHandler(handler)
        handler.close()


def note(error: BaseException) -> None:
    """Keep what went wrong: the code of what a person was told, the places of our own mistakes."""
    if isinstance(error, AppError):
        _log.warning("told %s", error.code)
    else:
        _log.error("failed", exc_info=(type(error), error, error.__traceback__))


def tail(folder: DataFolder, characters: int = 60_000) -> dict[str, str]:
    """The end of each log, by file name; what cannot be read is left out."""
    found = {}
    for path in sorted(folder.logs.glob("*.log")):
        text = _end_of(path, characters)
        if text:
            found[path.name] = text
    return found


def _end_of(path: Path, characters: int) -> str:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - characters))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    return text if size <= characters else text.partition("\n")[2]
