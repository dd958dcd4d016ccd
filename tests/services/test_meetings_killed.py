"""The power goes while a year's schedule is made again and again: it is always one whole schedule, never half of two.

By hand with more kills: ``python -m tests.services.test_meetings_killed 200``.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5
YEAR = 2031
RULES = ("thứ Năm hằng tuần", "ngày 10 và 25 hằng tháng", "thứ Sáu tuần cuối")
CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder

services = open_services(DataFolder(Path(sys.argv[1])), create=True)
print("ready", flush=True)
for index in range(10_000):
    services.meetings.make(2031, sys.argv[2 + index % 3])
    print(index % 3, flush=True)
"""


def kill_one(data: Path, chance: random.Random) -> int | None:
    """Let another process make schedules and kill it; the last rule it reported."""
    command = [sys.executable, "-c", CHILD, str(data), *RULES]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _made in range(chance.randrange(1, 8))]
        time.sleep(chance.uniform(0, 0.02))
        child.kill()
        said += child.stdout.readlines()
    whole = [int(line) for line in said if line.endswith("\n")]
    return whole[-1] if whole else None


def kill_many(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often as asked and look at the schedule after each."""
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    found: Counter[str] = Counter()
    for _kill in range(kills):
        last = kill_one(data.root, chance)
        services = open_services(data)
        try:
            days = {one.entry.day for one in services.meetings.find_year(YEAR, [MeetingKind.PERIODIC])}
            plans = [{one.day for one in services.meetings.plan(YEAR, rule)} for rule in RULES]
            rule = services.meetings.settings().rule
            found["half"] += days not in plans
            found["rule and days differ"] += days in plans and RULES[plans.index(days)] != rule
            # What was reported is there, or the one after it, which was written but not reported any more.
            found["lost"] += (
                last is not None and days in plans and plans.index(days) not in (last, (last + 1) % 3)
            )
            found["unsound"] += bool(services.db.integrity_problems())
        finally:
            services.close()
    return found


def test_a_kill_at_any_moment_leaves_one_whole_schedule(tmp_path: Path) -> None:
    assert kill_many(tmp_path, KILLS, seed=4).total() == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.stdout.write(f"{dict(kill_many(Path(place), int(sys.argv[1]), seed=int(time.time())))}\n")
