"""A service is imported and built when somebody asks for it; the start asks for few."""

import subprocess
import sys
import threading
from pathlib import Path

from friendly_desktop.bootstrap import Services
from tests.made_services import made_services

ROOT = Path(__file__).parents[2]
#: Prints the modules of the program that stand there once the first page has its service.
_START = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
services = open_services(DataFolder(Path(sys.argv[1])), create=True)
services.home
print(*(name for name in sys.modules if name.startswith("friendly_desktop")))
services.close()
"""
#: Whole rooms of the program that the first page has nothing to do with.
_LATER = (
    "services.letters.service",
    "services.case_forms",
    "services.package",
    "services.report",
    "services.demo",
    "services.doctor",
    "services.surveys.reading",
    "services.search",
    "services.vault",
)


def test_opening_the_records_imports_no_service_that_nobody_asked_for(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path / "data")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    assert "friendly_desktop.services.home" in told
    assert [name for name in told if name.removeprefix("friendly_desktop.").startswith(_LATER)] == []


def test_threads_that_ask_at_once_get_the_same_service(services: Services) -> None:
    found: list[object] = []
    begin = threading.Barrier(8)

    def ask() -> None:
        begin.wait()
        found.append(services.search)

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 8
    assert len({id(one) for one in found}) == 1


def test_every_service_can_be_made(services: Services) -> None:
    made = made_services(services)
    assert len(made) > 40
    assert all(type(one).__module__.startswith("friendly_desktop.services.") for one in made.values())
