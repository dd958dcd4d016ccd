"""The power goes while ballots are entered sheet by sheet: every sheet that was reported is there, whole.

By hand with more kills: ``python -m tests.services.test_surveys_killed 200``.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.surveys import Ballot, Survey
from friendly_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5
LIST = 400
CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.surveys import Ballot
from friendly_desktop.paths import DataFolder
from tests.services.test_surveys_killed import answers_of, ballots_of_list

services = open_services(DataFolder(Path(sys.argv[1])))
survey, listed, first = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
for number in range(first, 50_000):
    services.surveys.enter(survey, Ballot(number, answers_of(number)))
    print(number, flush=True)
    if number % 3 == 0:
        services.surveys.enter_many(listed, ballots_of_list(number), replace=True)
"""


def answers_of(number: int) -> tuple[str, ...]:
    """Answers that tell their number, so that a mixed-up sheet is found."""
    return tuple(("good", "fair", "average", "poor")[number // 4**place % 4] for place in range(5))


def ballots_of_list(turn: int) -> list[Ballot]:
    """A whole list whose every answer is that of its turn: half a list would be mixed."""
    return [Ballot(number, answers_of(turn)) for number in range(1, LIST + 1)]


def kill_one(data: Path, rounds: tuple[Survey, Survey], first: int, chance: random.Random) -> int | None:
    """Let another process enter ballots and kill it; the last number it reported."""
    command = [sys.executable, "-c", CHILD, str(data), *(str(one.id) for one in rounds), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        said = [child.stdout.readline() for _entered in range(chance.randrange(1, 8))]
        time.sleep(chance.uniform(0, 0.03))
        child.kill()
        said += child.stdout.readlines()
    whole = [int(line) for line in said if line.endswith("\n")]
    return whole[-1] if whole else None


def kill_many(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often as asked and look at the ballots after each."""
    chance = random.Random(seed)
    data = DataFolder(folder / "Dữ liệu")
    services = open_services(data, create=True)
    rounds = (
        services.surveys.open(2026, "citizen", issued=50_000),
        services.surveys.open(2026, "village", issued=LIST),
    )
    services.close()
    found: Counter[str] = Counter()
    entered = 0
    for _kill in range(kills):
        last = kill_one(data.root, rounds, entered + 1, chance)
        services = open_services(data)
        try:
            ballots = services.surveys.ballots(rounds[0].id)
            found["lost"] += last is not None and last > len(ballots)
            found["gaps"] += [one.number for one in ballots] != list(range(1, len(ballots) + 1))
            found["mixed up"] += any(one.answers != answers_of(one.number) for one in ballots)
            listed = services.surveys.ballots(rounds[1].id)
            found["half a list"] += len(listed) not in (0, LIST) or len({one.answers for one in listed}) > 1
            found["unsound"] += bool(services.db.integrity_problems())
            entered = len(ballots)
        finally:
            services.close()
    return found


def test_a_kill_at_any_moment_loses_no_sheet_that_was_kept(tmp_path: Path) -> None:
    assert kill_many(tmp_path, KILLS, seed=5).total() == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.stdout.write(f"{dict(kill_many(Path(place), int(sys.argv[1]), seed=int(time.time())))}\n")
