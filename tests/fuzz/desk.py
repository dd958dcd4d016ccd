"""The place of a trial: a folder of its own, with an office in it where one is needed, and commands as a script gives them."""

import contextlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage.safe_files import take_away_folder
from tests.fuzz.cage import Fault
from tests.fuzz.seeds import NOW, Seed

YEAR = 2026
SURVEY = 1  # the open round of the office of the trials


@dataclass(frozen=True, slots=True)
class Importer:
    """A reader of foreign files.

    Attributes:
        name: for the command line and the report.
        seeds: sound files.
        read: reads a file; what it returns is counted.
        office: whether it needs the records of an office.
    """

    name: str
    seeds: Callable[[], tuple[Seed, ...]]
    read: Callable[[Path, "Desk"], object]
    office: bool = False


@dataclass(slots=True)
class Desk:
    """Where a trial works: ``place`` is the only folder it may write in."""

    place: Path
    opened: list[Services] = field(default_factory=list)

    @property
    def folder(self) -> DataFolder:
        """The office's data."""
        return DataFolder(self.place / "Dữ liệu")

    @property
    def services(self) -> Services:
        """The office, opened when it is first asked for."""
        if not self.opened:
            self.opened.append(open_services(self.folder, FixedClock(NOW)))
        return self.opened[0]

    def close(self) -> None:
        """Close the office."""
        for one in self.opened:
            one.close()
        self.opened.clear()


def make_office(root: Path) -> None:
    """An office with an open year and an open round of a survey, to be copied for each trial."""
    from friendly_desktop.domain.office import Office, UnitType

    services = open_services(DataFolder(root), FixedClock(NOW), create=True)
    services.office.save_office(
        Office(
            UnitType.XA, "Ninh Giang", "Hải Phòng", "Ninh Giang", "Sở Nội vụ thành phố Hải Phòng", set_up=True
        )
    )
    services.assessment.open_year(YEAR, "hai-duong-2024")
    assert services.surveys.open(YEAR, "citizen", issued=40).id == SURVEY
    services.close()


@contextlib.contextmanager
def desk(place: Path, office: Path | None) -> Iterator[Desk]:
    """A fresh place for one trial, with a copy of the office where it needs one."""
    place.mkdir(parents=True)
    made = Desk(place)
    if office is not None:
        shutil.copytree(office, made.folder.root)
    try:
        yield made
    finally:
        made.close()
        take_away_folder(place)


def command(place: Path, *arguments: str) -> str:
    """Run a command as a script does; returns how it ended.

    Raises:
        Fault: it answered something else than one JSON document, or met a bug.
    """
    from friendly_desktop import cli

    answer, remarks = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(remarks):
        code = cli.main(["--data", str(place / "Dữ liệu"), "--json", *arguments])
    if code == 2:
        return "usage"
    told = json.loads(answer.getvalue())
    answer.getvalue().encode()
    if code == 1:
        if told["error"]["code"] == "internal_error":
            raise Fault(told["error"]["message"])
        return f"exit 1 {told['error']['code']}"
    if code not in (0, 3):
        raise Fault(f"exit code {code}")
    return f"exit {code}"
