"""The power goes while a pile is read: every ballot is whole or not there, and reading again brings the rest.

By hand with more kills: ``python -m tests.services.test_ballot_reading_killed 40``.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.surveys import Survey
from friendly_desktop.paths import DataFolder
from tests.services.test_ballot_reading import paper, save

ROOT = Path(__file__).resolve().parents[2]
BALLOTS, KILLS = 12, 3

_CHILD = """
import sys
from pathlib import Path
from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder

services = open_services(DataFolder(Path(sys.argv[1])))

class Said:
    def checkpoint(self): pass
    def report(self, done, total=None, label=""): print(done, flush=True)

services.ballot_reading.read(int(sys.argv[2]), [Path(sys.argv[3])], Said())
"""


def answers(number: int) -> tuple[int | None, ...]:
    """What ballot ``number`` says; every fourth leaves a question blank and so waits for a person."""
    said: list[int | None] = [(number + place) % 4 for place in range(5)]
    if number % 4 == 0:
        said[number % 5] = None
    return tuple(said)


def pile(survey: Survey, folder: Path) -> Path:
    return save(
        folder, "đống phiếu.pdf", *(paper(survey, one, answers(one)) for one in range(1, BALLOTS + 1))
    )


def kill_one(data: Path, survey: Survey, scans: Path, chance: random.Random) -> None:
    """Let another process read the pile and kill it somewhere on the way."""
    command = [sys.executable, "-c", _CHILD, str(data), str(survey.id), str(scans)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as child:
        assert child.stdout is not None
        for _page in range(chance.randrange(1, BALLOTS)):
            child.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        child.kill()


def look(data: Path, survey: Survey) -> int:
    """Whether what is there is whole and right; returns how many ballots are known."""
    services = open_services(DataFolder(data))
    try:
        assert services.db.integrity_problems() == []
        choices = [one.id for one in survey.form.choices]
        entered = services.surveys.ballots(survey.id)
        for ballot in entered:
            assert ballot.answers == tuple(choices[place or 0] for place in answers(ballot.number))
        doubts = services.ballot_reading.doubts(survey.id)
        for doubt in doubts:
            expected = tuple(None if place is None else choices[place] for place in answers(doubt.number))
            assert doubt.answers == expected
            assert all(one.picture for one in doubt.questions)
        numbers = [one.number for one in entered] + [one.number for one in doubts]
        assert len(set(numbers)) == len(numbers)
        return len(numbers)
    finally:
        services.close()


def play(folder: Path, kills: int, seed: int) -> None:
    """Kill readers of one pile, look after each, and read it to the end."""
    data, chance = folder / "dữ liệu", random.Random(seed)
    services = open_services(DataFolder(data), create=True)
    survey = services.surveys.open(2026, "citizen", issued=BALLOTS)
    services.close()
    scans = pile(survey, folder)
    known = 0
    for _kill in range(kills):
        kill_one(data, survey, scans, chance)
        now = look(data, survey)
        assert now >= known
        known = now
    services = open_services(DataFolder(data))
    report = services.ballot_reading.read(survey.id, [scans])
    services.close()
    assert len(report.read) + len(report.doubtful) == BALLOTS - known
    assert [one.same for one in report.repeated] == [True] * known
    assert look(data, survey) == BALLOTS


def test_a_killed_reader_leaves_whole_ballots_and_reading_again_brings_the_rest(workplace: Path) -> None:
    play(workplace, KILLS, seed=3)


if __name__ == "__main__":
    for turn in range(int(sys.argv[1])):
        with tempfile.TemporaryDirectory() as scratch:
            play(Path(scratch), KILLS, seed=turn)
    print("all whole")  # noqa: T201
