"""One trial in a cage: a process of its own with little memory and time, every write and connection noted."""

import contextlib
import errno
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from friendly_desktop.errors import AppError, Cancelled

SECONDS = 20  # of the processor, in which the largest file that is let in must be refused or read
MEGABYTES = 700  # above what the program itself takes
_LARGEST_FILE = 400_000_000
_PATIENCE = 20  # seconds on a busy machine for one of the processor
_LONGEST_MESSAGE = 2_000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.utime",
    "shutil.rmtree", "shutil.move",
}  # fmt: skip
#: These do it to a link itself, not to what it points at.
_TO_NAMES = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink"}
_WITHIN_FOLDERS = {"os.remove", "os.rmdir"}
_CALLS_OUT = {
    "socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
    "pty.spawn", "webbrowser.open", "urllib.Request", "ftplib.connect", "http.client.connect",
}  # fmt: skip


class Fault(Exception):  # noqa: N818 - what a trial looks for
    """Something was let through that must not be."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a trial.

    Attributes:
        kind: ``"taken"``, ``"refused"`` or a kind of fault: ``"crash"``, ``"killed"``, ``"slow"``, ``"memory"``,
            ``"outside"``, ``"words"``.
        detail: the code of the refusal, or what went wrong and where.
        seconds: of the processor.
        megabytes: of memory above the beginning.
    """

    kind: str
    detail: str
    seconds: float = 0.0
    megabytes: int = 0

    @property
    def is_fault(self) -> bool:
        """Whether it must be repaired."""
        return self.kind not in ("taken", "refused")


def outcome_of(trial: Callable[[], Any]) -> Outcome:
    """Run a trial here and say what became of it."""
    try:
        told = trial()
    except AppError as error:
        wrong = _unfit(error)
        return Outcome("words", wrong) if wrong else Outcome("refused", error.code)
    except Cancelled:
        return Outcome("refused", "cancelled")
    except Fault as fault:
        return Outcome("outside", str(fault))
    except Exception as error:  # noqa: BLE001 - what the trial looks for
        return Outcome("crash", _places(error))
    return Outcome("taken", told if isinstance(told, str) else "")


def _unfit(error: AppError) -> str:
    """Why the words of a refusal cannot be shown to people; "" when they can."""
    for part in (error.title, error.message, error.hint):
        try:
            part.encode()
        except UnicodeEncodeError:
            return f"{error.code}: half a character in its words"
        if len(part) > _LONGEST_MESSAGE:
            return f"{error.code}: {len(part)} characters"
        if any(ord(char) < 32 and char not in "\n\t" for char in part):
            return f"{error.code}: a control character in its words"
    return ""


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/tests/fuzz/" not in frame.filename][-3:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(own))
    said = str(error).split("\n", maxsplit=1)[0][:120]
    return f"{type(error).__name__} {places}: {said}".encode("utf-8", "backslashreplace").decode()


class _Watch:
    """The ear of this process; Python lets nobody take it away again, so there is one, deaf most of the time."""

    def __init__(self) -> None:
        self.roots: tuple[str, ...] = ()
        self.seen: list[str] | None = None
        self.hooked = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.seen is None:
            return
        told = self.told(event, arguments)
        if told:
            self.seen.extend(told)
            raise PermissionError(errno.EACCES, "not in a trial")

    def told(self, event: str, arguments: tuple[Any, ...]) -> list[str]:
        if event == "open":
            path, mode, flags = arguments
            written = (flags & _WRITING) if isinstance(flags, int) else set(mode or "r") & set("wax+")
            return [f"open {path!r}"] if written and self.outside(path) else []
        if event in _CHANGES:
            # Within a folder that is held open a name is relative to it (shutil.rmtree); that was looked at then.
            held = (
                any(isinstance(one, int) and one >= 0 for one in arguments[1:]) and event in _WITHIN_FOLDERS
            )
            follow = event not in _TO_NAMES
            return (
                []
                if held
                else [f"{event} {one!r}" for one in arguments[:2] if self.outside(one, follow=follow)]
            )
        return [f"{event} {arguments[:2]!r}"] if event in _CALLS_OUT else []

    def outside(self, path: object, *, follow: bool = True) -> bool:
        if isinstance(path, int) or not isinstance(path, str | bytes | os.PathLike):
            return False
        name = os.fsdecode(path)
        folder, last = os.path.split(name)
        real = os.path.realpath(name) if follow else f"{os.path.realpath(folder)}{os.sep}{last}"
        return not real.startswith(self.roots) and real != os.devnull


_WATCH = _Watch()


@contextlib.contextmanager
def watched(*allowed: Path) -> Iterator[list[str]]:
    """Note, and forbid, whatever changes a file outside ``allowed``, connects somewhere or starts a program."""
    if not _WATCH.hooked:
        sys.addaudithook(_WATCH.hear)
        _WATCH.hooked = True
    seen: list[str] = []
    _WATCH.roots, _WATCH.seen = tuple(os.path.realpath(one) for one in allowed), seen
    compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # Python's own files are no trial
    try:
        yield seen
    finally:
        _WATCH.seen, sys.dont_write_bytecode = None, compiled


def caged(
    trial: Callable[[], Any], place: Path, *, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> Outcome:
    """Run a trial in a process of its own and say what became of it.

    Args:
        trial: returns, or raises ``AppError``.
        place: the only folder in which it may write.
        seconds: of the processor.
        megabytes: of memory above what this process has.
    """
    reading, writing = os.pipe()
    before = _memory()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(trial, place, writing, seconds, megabytes)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    _child, status, used = os.wait4(child, 0)
    spent = used.ru_utime + used.ru_stime
    grown = max(0, used.ru_maxrss // 1024 - before)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM):
            return Outcome("slow", f"more than {seconds} s", spent, grown)
        return Outcome("killed", signal.Signals(number).name, spent, grown)
    if not told:
        return Outcome("killed", f"ended with {os.WEXITSTATUS(status)}", spent, grown)
    kind, detail = pickle.loads(told)
    if kind == "crash" and detail.startswith("MemoryError"):
        kind = "memory"
    return Outcome(kind, detail, spent, grown)


def _live(trial: Callable[[], Any], place: Path, writing: int, seconds: int, megabytes: int) -> None:
    """The life of the child; it ends without returning."""
    import resource  # not on Windows, where nothing is caged

    try:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (spent, spent + 5))
        most = _virtual() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        signal.alarm(_PATIENCE * seconds)  # for what waits and does nothing
        os.chdir(place)
        tempfile.tempdir = str(place)
        with watched(place) as seen:
            outcome = outcome_of(trial)
        if seen:
            outcome = Outcome("outside", "; ".join(dict.fromkeys(seen))[:600])
        told = pickle.dumps((outcome.kind, outcome.detail))
        with os.fdopen(writing, "wb") as stream:
            stream.write(told)
    finally:
        os._exit(0)


def _virtual() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20
