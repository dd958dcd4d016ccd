"""What is tortured: something a clerk does again and again, and a look at everything after it was broken off."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import Clock
from friendly_desktop.paths import DataFolder

#: Tells the one who kills what is kept now for good.
Say = Callable[..., None]
Told = tuple[object, ...]

ROOT = Path(__file__).resolve().parents[2]
_IN_MEMORY = Path("/dev/shm")


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for many rounds, in memory where the system has such a disk."""
    below = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="Nguyễn Đức ", dir=below) as place:
        yield Path(place)


class Act:
    """One kind of work in one data folder; subclasses name it, play it and look at it."""

    #: As it is named in the command line and in the reports.
    name = ""
    #: What tells the time; None for the PC's clock.
    clock: Clock | None = None
    #: Turns that do different things; every other one is as one of them.
    turns: tuple[int, ...] = (1,)
    #: Whether files are written to ``target``.
    writes_files = False

    def __init__(self, folder: Path) -> None:
        """Work in ``folder``, which is there; all that the program writes is below ``self.folder``."""
        self.folder = folder / "Xã"
        self.desk = folder / "Bàn làm việc"  # what the clerk has on the desk; no disk fails here
        self.target = self.folder / "USB"  # where the clerk has files written to
        for one in (self.folder, self.desk, self.target):
            one.mkdir(exist_ok=True)
        self.data = DataFolder(self.folder / "Dữ liệu")
        self.told: list[Told] = []
        self.found: Counter[str] = Counter()

    @contextmanager
    def opened(self) -> Iterator[Services]:
        """The office."""
        with closing(open_services(self.data, self.clock, create=True)) as services:
            yield services

    def prepare(self) -> None:
        """Make the office in which the act is played."""
        with self.opened():
            pass

    def ready(self, turn: int) -> None:
        """Bring about what a turn needs and does not make itself."""

    def live(self, first: int, say: Say) -> None:
        """Play from turn ``first`` on until somebody kills it."""
        with self.opened() as services:
            say("ready")
            for turn in count(first):
                self.play(services, turn, say)
                say("turn")

    def once(self, turn: int, say: Say) -> None:
        """Play one turn, from opening the office to closing it."""
        with self.opened() as services:
            self.play(services, turn, say)

    def play(self, services: Services, turn: int, say: Say) -> None:
        """Do it once; another ``turn`` does something else. What is kept for good is said at once."""
        raise NotImplementedError

    def inspect(self) -> None:
        """Look at everything as the next start of the program finds it."""
        with self.opened() as services:
            assert services.db.integrity_problems() == []
            self.look(services)

    def look(self, services: Services) -> None:
        """Assert that all of ``told`` is there and nothing is half-made; count in ``found`` what was seen."""
        raise NotImplementedError


def no_evidence_lost(services: Services, found: Counter[str]) -> None:
    """Every file that a record names is there and whole; strays are cleared away as the program would."""
    report = services.evidence.verify()
    assert (report.missing, report.damaged) == ((), ())
    found["strays"] += services.evidence.collect_orphans(grace_seconds=-1).files


def nothing_unfinished(folder: Path) -> None:
    """Where a clerk looks, nothing half-made lies under a name of its own."""
    for path in folder.iterdir():
        assert path.name.startswith(".") or not path.name.endswith((".tmp", ".part")), path.name
