"""The power goes while files are added: nothing that was reported is lost, no stray file counts.

By hand with more kills: ``python -m tests.services.test_evidence_killed 200``.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.paths import DataFolder

KILLS = 8
YEAR = 2026
FILES = 120
CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder

services = open_services(DataFolder(Path(sys.argv[1])))
paths = sorted(Path(sys.argv[2]).iterdir())
services.evidence.listing(2026)
print("ready", flush=True)
for start in range(0, len(paths), 6):
    added = services.evidence.add_files(2026, "B.1.1.1", paths[start : start + 6])
    print(*(one.evidence_id for one in added), flush=True)
print("finished", flush=True)
"""


def write_sources(folder: Path, round_number: int, chance: random.Random) -> None:
    folder.mkdir()
    for number in range(FILES):
        size = chance.choice([100, 5_000, 200_000])
        content = f"{round_number} {number} ".encode() + chance.randbytes(size)
        (folder / f"Tài liệu {number:03}.bin").write_bytes(content)


def kill_one(data: Path, sources: Path, chance: random.Random) -> tuple[set[int], bool]:
    """Add ``sources`` in another process and kill it; the ids it reported, and whether it was in the middle."""
    command = [sys.executable, "-c", CHILD, str(data), str(sources)]
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=root) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        # After so many batches and a moment: in the middle on slow and on fast disks.
        said = [child.stdout.readline().strip() for _batch in range(chance.randrange(FILES // 6 // 2))]
        time.sleep(chance.uniform(0, 0.1))
        child.kill()
        said += child.stdout.read().splitlines()
    # The last line may have been cut by the kill.
    whole = [line for line in said if line != "finished"][: -1 if "finished" not in said else None]
    return {int(word) for line in whole for word in line.split()}, "finished" not in said


def look_again(services: Services, reported: set[int], found: Counter[str]) -> None:
    """What must hold after any kill."""
    assert services.db.integrity_problems() == []
    rows = services.evidence.listing(YEAR)
    assert reported <= {one.id for one in rows}
    report = services.evidence.verify()
    assert (report.missing, report.damaged) == ((), ())
    assert report.files == len({one.sha256 for one in rows})
    store = services.evidence._store
    known = {one.sha256 for one in rows}
    strays = store.collect_orphans(lambda: known, grace_seconds=-1)
    found["strays"] += len(strays)
    found["half copies"] += sum(one.path.suffix == ".part" for one in strays)
    on_disk = {path.name for path in services.folder.evidence.rglob("*") if path.is_file()}
    assert on_disk == known


def kill_many(folder: Path, kills: int, seed: int) -> Counter[str]:
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    first = open_services(data, create=True)
    first.assessment.open_year(YEAR, "hai-duong-2024")
    first.close()
    found: Counter[str] = Counter()
    reported: set[int] = set()
    for number in range(kills):
        sources = folder / f"Lần {number}"
        write_sources(sources, number, chance)
        ids, in_the_middle = kill_one(data.root, sources, chance)
        reported |= ids
        found["kills in the middle"] += in_the_middle
        services = open_services(data)
        try:
            look_again(services, reported, found)
            found["rows"] = len(services.evidence.listing(YEAR))
        finally:
            services.close()
    found["rows reported"] = len(reported)
    return found


def test_a_kill_at_any_moment_loses_nothing_and_counts_no_stray(workplace: Path) -> None:
    found = kill_many(workplace, KILLS, seed=2026)
    assert found["kills in the middle"] > 0
    assert found["rows"] >= found["rows reported"] > 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="Nguyễn Đức ") as place:
        print(kill_many(Path(place), int(sys.argv[1]), seed=1))  # noqa: T201
