"""The power goes, or the disk fills, while letters are kept: nothing that was reported is lost or half-made.

By hand with more kills: ``python -m tests.services.test_letters_killed 200``.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.letters import LetterFilter
from friendly_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6
CHILD = """
import sys
from dataclasses import replace
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
from tests.services.letters_desk import write

services = open_services(DataFolder(Path(sys.argv[1])))
write(services)
print("ready", flush=True)
for index in range(200):
    one = write(services, groom=f"Nguyễn Văn {index}")
    one = services.letters.give_next_numbers([one.id])[0]
    kept = services.letters.archive(one.id)
    services.letters.write(one.draft, Path(sys.argv[2]))
    print(one.id, one.number, kept.sha256, flush=True)
"""


def kill_one(data: Path, target: Path, chance: random.Random) -> list[tuple[int, int, str]]:
    """Let another process write letters and kill it; what it reported before."""
    command = [sys.executable, "-c", CHILD, str(data), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _letter in range(chance.randrange(1, 12))]
        time.sleep(chance.uniform(0, 0.05))
        child.kill()
        said += child.stdout.readlines()
    whole = [line.split() for line in said if line.endswith("\n")]
    return [(int(one), int(number), sha256) for one, number, sha256 in whole]


def kill_many(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often as asked and look at everything after each."""
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    open_services(data, create=True).close()
    target = folder / "thư.pdf"
    reported: list[tuple[int, int, str]] = []
    found: Counter[str] = Counter()
    for _kill in range(kills):
        reported += kill_one(data.root, target, chance)
        services = open_services(data)
        try:
            assert services.db.integrity_problems() == []
            letters = {one.id: one for one in services.letters.find(LetterFilter())}
            for one, number, sha256 in reported:
                assert letters[one].number == number
                assert letters[one].archived == sha256
            numbers = [one.number for one in letters.values() if one.number]
            assert len(numbers) == len(set(numbers))
            report = services.evidence.verify()
            assert (report.missing, report.damaged) == ((), ())
            with pypdfium2.PdfDocument(target.read_bytes()) as read:
                assert len(read) == 1
            found["strays"] += services.evidence.collect_orphans(grace_seconds=-1).files
            found["letters"] = len(letters)
        finally:
            services.close()
    found["reported"] = len(reported)
    return found


def test_a_kill_at_any_moment_loses_no_letter_number_or_print(workplace: Path) -> None:
    found = kill_many(workplace, KILLS, seed=2026)
    assert found["letters"] > found["reported"] > 0


_FULL = """
import resource, sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.services.letters_desk import write

services = open_services(DataFolder(Path(sys.argv[1])))
one = write(services)
services.letters.pdf(one.draft)  # what is loaded on first use is no matter of the disk
services.letters.docx(one.draft)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
codes = []
for act in (
    lambda: services.letters.write(one.draft, Path(sys.argv[2])),
    lambda: services.letters.archive(one.id),
    lambda: services.letters.record(one.draft, Path(sys.argv[2])),
):
    try:
        act()
    except AppError as error:
        codes.append(error.code)
print(*codes)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit of file sizes")
def test_a_disk_without_room_is_told_and_leaves_no_half_letter(workplace: Path) -> None:
    data = DataFolder(workplace / "Dữ liệu")
    open_services(data, create=True).close()
    target = workplace / "thư.pdf"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", _FULL, str(data.root), str(target)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert len(told.stdout.split()) == 3, told.stderr
    assert target.read_bytes() == b"old"
    assert [path.name for path in workplace.iterdir() if path.name.endswith(".tmp")] == []
    services = open_services(data)
    try:
        (one,) = services.letters.find()
        assert one.archived == ""
        assert services.db.integrity_problems() == []
        assert [path for path in services.folder.evidence.rglob("*") if path.is_file()] == []
    finally:
        services.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="Nguyễn Đức ") as place:
        print(kill_many(Path(place), int(sys.argv[1]), seed=1))  # noqa: T201
