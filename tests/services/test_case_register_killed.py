"""The power goes while pages are printed for the book: none is printed twice, none is lost, the records are whole."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import case_register as rows
from tests.services.cases_desk import add

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2026
CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.cases.register import LastPage
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.paths import DataFolder
from tests.services.cases_desk import add

services = open_services(DataFolder(Path(sys.argv[1])))
print("ready", flush=True)
for index in range(100):
    add(services, CaseKind.PETITION)
    made = services.case_register.fix(2026, Path(sys.argv[2]), last=LastPage.SHORT)
    print(made.fixed, flush=True)
"""


def test_pages_of_a_book_survive_a_killed_process(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder, target = DataFolder(tmp_path / "Dữ liệu"), tmp_path / "sổ.pdf"
    services = open_services(folder, create=True)
    add(services, CaseKind.PETITION)
    services.close()
    reported = 0
    for _kill in range(3):
        command = [sys.executable, "-c", CHILD, str(folder.root), str(target)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            said = [child.stdout.readline() for _page in range(chance.randrange(1, 6))]
            time.sleep(chance.uniform(0, 0.05))
            child.kill()
            said += child.stdout.readlines()
        reported += sum(int(line) for line in said if line.endswith("\n"))
        services = open_services(folder)
        try:
            assert services.db.integrity_problems() == []
            with services.db.read() as connection:
                kept = list(rows.pages(connection, YEAR, "tcd-2026"))
            assert len(kept) >= reported
            assert [one.page.number for one in kept] == list(range(1, len(kept) + 1))
            numbers = [row.number for one in kept for row in one.page.rows]
            assert len(numbers) == len(set(numbers))
            shown = services.case_register.preview(YEAR)
            assert shown.rows == services.case_register.overview(YEAR)[0].rows
            with pypdfium2.PdfDocument(target.read_bytes()) as read:
                assert len(read) >= 1
        finally:
            services.close()
