"""Two clerks at two PCs, and more: no number is ever given twice. Every clerk here is a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.letters import LetterFilter
from friendly_desktop.paths import DataFolder

CLERKS, LETTERS = 4, 12

_CLERK = """
import json, sys, time
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.services.letters_desk import write

root, clerk, count, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
services = open_services(DataFolder(root))
mine = [write(services, groom=f"Nguyễn Văn {clerk} {index}") for index in range(count)]
(start / clerk).touch()
while len(list(start.iterdir())) < int(sys.argv[5]):
    time.sleep(0.005)
given, refused = [], 0
for one in mine:
    while True:
        try:
            number = services.letters.propose_number(one.book, one.year)
            given.append(services.letters.give_number(one.id, number).number)
            break
        except AppError as error:
            assert error.code == "number_taken", error
            refused += 1
print(json.dumps({"given": given, "refused": refused}))
services.close()
"""


def test_clerks_in_several_processes_never_get_the_same_number(workplace: Path) -> None:
    data = DataFolder(workplace / "Dữ liệu")
    open_services(data, create=True).close()
    start = workplace / "start"
    start.mkdir()
    clerks = [
        subprocess.Popen(
            [sys.executable, "-c", _CLERK, data.root, f"Thư {name}", str(LETTERS), start, str(CLERKS)],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).resolve().parents[2],
        )
        for name in range(CLERKS)
    ]
    answers = [json.loads(clerk.communicate(timeout=300)[0]) for clerk in clerks]
    given = sorted(number for answer in answers for number in answer["given"])
    assert given == list(range(1, CLERKS * LETTERS + 1))
    services = open_services(data)
    try:
        kept = sorted(one.number or 0 for one in services.letters.find(LetterFilter()))
        assert kept == given
        assert services.db.integrity_problems() == []
    finally:
        services.close()
