"""Thousands of spoilt files for every importer, each read in a process of its own with little memory and time.

    python -m tests.fuzz                        200 files an importer
    python -m tests.fuzz --cases 1000           so many an importer
    python -m tests.fuzz --minutes 30           round and round for so long
    python -m tests.fuzz --only package,pdf     these importers (--list tells all)
    python -m tests.fuzz --only pdf --case 17   this very file again, kept under the folder of --keep

The same seed gives the same files. What must be repaired is kept with its file; the exit code is 3 then.
POSIX only: a trial is a fork.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from tests.cheap_rounds import keep_what_never_differs
from tests.fuzz.cage import Outcome, caged, outcome_of
from tests.fuzz.desk import Importer, desk, make_office
from tests.fuzz.importers import IMPORTERS
from tests.fuzz.mutators import spoilt
from tests.fuzz.special import SPECIAL
from tests.torture.act import workshop

SLOW = 3  # seconds that are told


def main() -> int:
    """Try the files and tell what was found; 3 when something must be repaired."""
    arguments = _parser().parse_args()
    if arguments.list:
        sys.stdout.write("\n".join(one.name for one in IMPORTERS) + "\n")
        return 0
    wanted = [one for one in IMPORTERS if not arguments.only or one.name in arguments.only.split(",")]
    keep_what_never_differs()
    with workshop() as root:
        run = _Run(root, arguments.seed, arguments.keep)
        if arguments.case is not None:
            for one in wanted:
                sys.stdout.write(f"{one.name} {arguments.case}: {run.trial(one, arguments.case)}\n")
        elif arguments.minutes:
            end = time.monotonic() + arguments.minutes * 60
            first = arguments.first
            while time.monotonic() < end:
                for one in wanted:
                    if time.monotonic() < end:
                        run.some(one, first, first + 20)
                first += 20
        else:
            for one in wanted:
                run.some(one, arguments.first, arguments.first + arguments.cases)
                run.tell(one)
        return run.account(wanted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__.split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=int)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-found")
    parser.add_argument("--list", action="store_true")
    return parser


class _Run:
    """Trials and what was found."""

    def __init__(self, root: Path, seed: int, keep: Path) -> None:
        self._root = root
        self._seed = seed
        self._keep = keep
        self._office = root / "office"
        make_office(self._office)
        self._counts: dict[str, Counter[str]] = {}
        self._most: dict[str, tuple[float, int]] = {}
        self._found: dict[tuple[str, str], list[int]] = {}
        self._warm: set[str] = set()

    def _warmed(self, one: Importer) -> None:
        """Load what an importer needs once, so that not every process of a trial does."""
        if one.name in self._warm:
            return
        self._warm.add(one.name)
        for seed in one.seeds():
            with desk(self._root / "bàn", self._office if one.office else None) as at:
                source = at.place / seed.name
                source.write_bytes(seed.content)
                outcome_of(partial(one.read, source, at))

    def some(self, one: Importer, first: int, last: int) -> None:
        """Try the files from the first up to the last number."""
        for number in range(first, last):
            self.trial(one, number)

    def trial(self, one: Importer, number: int) -> Outcome:
        """Try one file."""
        self._warmed(one)
        chance = random.Random(f"{one.name}/{self._seed}/{number}")
        seeds = one.seeds()
        special = SPECIAL.get(one.name, ())
        if number < len(seeds):
            name, content = seeds[number].name, seeds[number].content
        elif number < len(seeds) + len(special):
            name, content = special[number - len(seeds)]()
        else:
            seed = chance.choice(seeds)
            name, content = seed.name, spoilt(chance, seed.kind, seed.content)
        source = self._root / "nguồn" / name
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(content)
        with desk(self._root / "bàn", self._office if one.office else None) as at:
            outcome = caged(partial(one.read, source, at), at.place)
        is_locked_or_no_picture = "khoa" in name or outcome.detail == "no_preview"
        if number < len(seeds) and outcome.kind == "refused" and not is_locked_or_no_picture:
            outcome = Outcome("words", f"a sound file was refused: {outcome.detail} ({name})")
        self._note(one, number, outcome, source)
        if outcome.seconds > SLOW:
            sys.stdout.write(
                f"    {one.name} {number} {source.name}: {outcome.seconds:.1f} s, {outcome.detail}\n"
            )
        source.unlink()
        return outcome

    def _note(self, one: Importer, number: int, outcome: Outcome, source: Path) -> None:
        counts = self._counts.setdefault(one.name, Counter())
        counts[outcome.kind] += 1
        counts[f"{outcome.kind} {outcome.detail}" if not outcome.is_fault else outcome.kind + " !"] += 1
        seconds, megabytes = self._most.get(one.name, (0.0, 0))
        self._most[one.name] = max(seconds, outcome.seconds), max(megabytes, outcome.megabytes)
        if outcome.is_fault:
            known = self._found.setdefault((one.name, f"{outcome.kind}: {outcome.detail}"), [])
            known.append(number)
            if len(known) == 1:
                kept = self._keep / f"{one.name}-{self._seed}-{number}{source.suffix}"
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, kept)
                sys.stdout.write(f"  ! {one.name} {number} {outcome.kind}: {outcome.detail}\n      {kept}\n")
                sys.stdout.flush()

    def tell(self, one: Importer) -> None:
        """One line on an importer."""
        counts = self._counts.get(one.name, Counter())
        total = sum(number for kind, number in counts.items() if " " not in kind)
        faults = total - counts["taken"] - counts["refused"]
        seconds, megabytes = self._most.get(one.name, (0.0, 0))
        refusals = Counter(
            {kind[8:]: number for kind, number in counts.items() if kind.startswith("refused ")}
        )
        told = ", ".join(f"{kind} {number}" for kind, number in refusals.most_common(4))
        sys.stdout.write(
            f"{one.name:16} {total:6} files: {counts['taken']:6} taken, {counts['refused']:6} refused, {faults:4} to "
            f"repair; at most {seconds:5.1f} s, {megabytes:4} MB   ({told})\n"
        )
        sys.stdout.flush()

    def account(self, wanted: list[Importer]) -> int:
        """Everything that was found."""
        sys.stdout.write("\n")
        for one in wanted:
            self.tell(one)
        for (name, what), numbers in sorted(self._found.items()):
            sys.stdout.write(f"{name}: {what}  x{len(numbers)} (files {numbers[:5]})\n")
        return 3 if self._found else 0


if __name__ == "__main__":
    sys.exit(main())
