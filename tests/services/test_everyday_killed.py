"""The power goes while figures, lines of the diary and letters for late files are written: whole acts, or none.

By hand with more kills: ``python -m tests.services.test_everyday_killed 200``.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5
YEAR = 2025
CHILD = """
import sys
from datetime import date
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.paths import DataFolder

services = open_services(DataFolder(Path(sys.argv[1])), create=True)
first = int(sys.argv[2])
photo = Path(sys.argv[1]) / "anh.txt"
if not services.assessment.years():
    services.assessment.open_year(2025, "hai-duong-2024")
template = services.indicators.letter_templates()[0]
print("ready", flush=True)
for number in range(first, first + 10_000):
    text = str(number)
    services.indicators.set_many(2025, {(one, month): text for one in ("files_early", "files_late") for month in range(1, 13)})
    line = services.activities.add(ActivityEntry(ActivityKind.MEETING, date(2025, 3, 2), text, nodes=("B.1.1.2", "B.1.1.1")))
    photo.write_text(text, encoding="utf-8")
    services.activities.add_files(line.id, [photo])
    services.indicators.save_late(LateFile(0, text, "cấp sổ", "Nguyễn An", "Thôn Đông", date(2025, 3, 1), date(2025, 3, 10), None, "đo đạc"))
    ids = [one.id for one in services.indicators.late_files(waiting=True)]
    rows = services.indicators.letters_for(ids, template, defaults={"salutation": "Ông", "new_date": "30/11/2026"})
    services.indicators.make_letters(rows)
    print(number, flush=True)
"""


def kill_one(data: Path, first: int, chance: random.Random) -> int:
    """Let another process write and kill it; the last number it reported, or the one before its first."""
    command = [sys.executable, "-c", CHILD, str(data), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _written in range(chance.randrange(0, 4))]
        time.sleep(chance.uniform(0, 0.15))
        child.kill()
        said += child.stdout.readlines()
    whole = [int(line) for line in said if line.endswith("\n")]
    return whole[-1] if whole else first - 1


def look(services: Services, last: int, before: int) -> Counter[str]:
    """What is wrong after a kill."""
    found: Counter[str] = Counter()
    values = {str(one.value) for one in services.indicators.values(YEAR)}
    found["figures of two acts"] += len(values) > 1
    found["figures lost"] += last > before and not values <= {str(last), str(last + 1)}
    lines = services.activities.find(YEAR)
    titles = {one.entry.title for one in lines}
    found["lines lost"] += not {str(one) for one in range(before + 1, last + 1)} <= titles
    found["lines without leaves"] += any(len(one.entry.nodes) != 2 for one in lines)
    for one in lines:
        for evidence_id in one.evidence:
            found["photo not of its leaves"] += set(services.evidence.get(evidence_id).nodes) != set(
                one.entry.nodes
            )
    letters = Counter(one.draft.values["file_code"] for one in services.letters.find())
    found["two letters for a file"] += any(count > 1 for count in letters.values())
    for file in services.indicators.late_files():
        found["a person kept beside the letter"] += bool(file.person) and file.code in letters
        found["a person forgotten without letter"] += not file.person and file.code not in letters
    found["unsound"] += bool(services.db.integrity_problems())
    return found


def kill_many(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often as asked and look at the records after each."""
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    found: Counter[str] = Counter()
    before = 0
    for _kill in range(kills):
        last = kill_one(data.root, before + 1, chance)
        services = open_services(data)
        try:
            found += look(services, last, before)
        finally:
            services.close()
        before = last + 1
    return found


def test_a_kill_at_any_moment_leaves_whole_acts(tmp_path: Path) -> None:
    assert kill_many(tmp_path, KILLS, seed=5).total() == 0


_FULL = """
import resource, sys
from datetime import date
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW

root = Path(sys.argv[1])
services = open_services(DataFolder(root), FixedClock(NOW))
file = services.indicators.late_files()[0]
template = services.indicators.letter_templates()[0]
rows = services.indicators.letters_for([file.id], template, defaults={"salutation": "Bà", "new_date": "30/11/2026"})
line = services.activities.find(2026)[0]
photo = root / "anh.txt"
photo.write_text("x" * 4000, encoding="utf-8")
every = {(one.id, month): "1" for one in services.indicators.indicators() for month in range(1, 12)}
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
codes = []
for act in (
    lambda: services.indicators.set_many(2026, every),
    lambda: services.indicators.make_letters(rows),
    lambda: services.activities.add(ActivityEntry(ActivityKind.VISIT, date(2026, 3, 2), "x" * 400, note="y" * 9000)),
    lambda: services.activities.add_files(line.id, [photo]),
    lambda: services.indicators.figure_template(2026, root / "mau.xlsx"),
):
    try:
        act()
    except AppError as error:
        codes.append(error.code)
print(*codes)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit of file sizes")
def test_a_disk_without_room_is_told_and_leaves_nothing_half_made(workplace: Path) -> None:
    data = DataFolder(workplace / "Dữ liệu")
    services = open_services(data, FixedClock(NOW), create=True)
    services.assessment.open_year(2026, "hai-duong-2024")
    file = services.indicators.save_late(
        LateFile(0, "H1", "cấp sổ", "Nguyễn An", "Thôn Đông", date(2026, 3, 1), date(2026, 3, 10), None, "x")
    )
    line = services.activities.add(
        ActivityEntry(ActivityKind.VISIT, date(2026, 3, 2), "Thăm", nodes=("B.2.2",))
    )
    services.close()
    command = [sys.executable, "-c", _FULL, str(data.root)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert len(told.stdout.split()) == 5, told.stdout + told.stderr
    assert set(told.stdout.split()) <= {"disk_full", "database_unreachable", "file_unwritable"}
    services = open_services(data, FixedClock(NOW))
    try:
        assert services.indicators.values(2026) == ()
        assert services.indicators.late_files() == (file,)
        assert services.letters.find() == ()
        assert services.activities.find(2026) == (line,)
        assert not (data.root / "mau.xlsx").exists()
        assert services.db.integrity_problems() == []
    finally:
        services.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.stdout.write(f"{dict(kill_many(Path(place), int(sys.argv[1]), seed=int(time.time())))}\n")
