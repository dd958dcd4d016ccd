"""E1, E2, V1, M1: writing a sealed package of 2 GB, checking it, and the memory that takes."""

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache, partial
from io import FileIO
from pathlib import Path

from measure import Goal, Measured, child_output, paired, timed

from friendly_desktop.storage import bag_reader, bag_sources, bag_writer, targets
from friendly_desktop.storage.bag import Bag, BagEntry

GIGABYTES = float(os.environ.get("BENCH_GB", "2"))
SIZES = (300_000, 1_500_000, 2_400_000, 4_100_000)  # scans and photos: some 960 files
MEMORY_LIMIT = 150  # MB
PAIRS = 5
DAY = date(2026, 12, 1)


class Unwatched:
    """Nobody looks on."""

    def wrote(self, count: int) -> None:
        """Ignore it."""


def evidence(folder: Path) -> Path:
    """Files that do not compress, like photos; never two with the same content."""
    source = folder / "nguồn"
    source.mkdir()
    chance = random.Random(1)
    block = chance.randbytes(32 << 20)
    left, number = int(GIGABYTES * 1e9), 0
    while left > 0:
        size = min(SIZES[number % len(SIZES)], left)
        start = chance.randrange(len(block) - size)
        content = number.to_bytes(8, "big") + block[start : start + size - 8]
        (source / f"{number:04}.jpg").write_bytes(content)
        left -= size
        number += 1
    os.sync()
    return source


@cache
def bag_of(source: Path) -> Bag:
    """The bag of the files; their digests are known, as the evidence store knows them."""
    entries = []
    for path in sorted(source.iterdir()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        entries.append(BagEntry(f"data/evidence/{path.name}", len(content), digest, partial(FileIO, path)))
    return Bag("goi-2026-lan-1", tuple(entries), (), (("Bagging-Date", DAY.isoformat()),))


def check(parts: Sequence[Path]) -> None:
    """The receiver's check of structure and digests."""
    for path in parts:
        bags, problems = bag_sources.find_bags(path)
        for one in bags:
            problems += bag_reader.check(one, lambda _count: None).problems
        if problems:
            raise RuntimeError(problems[0].message)


def no_check(parts: Sequence[Path]) -> None:
    """Sealing alone."""


def export(source: Path, target: Path, *, read_back: bool) -> float:
    """One export onto a clean disk; milliseconds."""
    target.unlink(missing_ok=True)
    os.sync()
    bag, place = bag_of(source), targets.examine(target)
    return timed(lambda: bag_writer.write(place, [bag], DAY, Unwatched(), check if read_back else no_check))()


def plain_copy(source: Path, target: Path) -> float:
    """``cp -r; sync`` onto a clean disk; milliseconds."""
    shutil.rmtree(target, ignore_errors=True)
    os.sync()

    def copy() -> None:
        subprocess.run(["cp", "-r", source, target], check=True)
        subprocess.run(["sync"], check=True)

    return timed(copy)()


def against_copy(folder: Path, *, read_back: bool) -> Measured | None:
    """Our export against ``cp -r; sync`` of the same files."""
    if os.name == "nt":
        return None
    source = evidence(folder)
    return paired(
        lambda: export(source, folder / "gói.zip", read_back=read_back),
        lambda: plain_copy(source, folder / "bản chép"),
        pairs=PAIRS,
    )


def usual_way(source: Path, folder: Path) -> float:
    """bagit, then shutil.make_archive: what one writes without thinking; milliseconds."""
    import bagit

    shutil.rmtree(folder / "bag", ignore_errors=True)
    (folder / "bag.zip").unlink(missing_ok=True)
    os.sync()

    def make() -> None:
        shutil.copytree(source, folder / "bag")
        bagit.make_bag(str(folder / "bag"), checksums=["sha256"])
        shutil.make_archive(str(folder / "bag"), "zip", folder, "bag")
        subprocess.run(["sync"], check=True)

    return timed(make)()


def against_usual(folder: Path) -> Measured | None:
    """How many times faster than bagit and make_archive, ours read back and theirs not."""
    if os.name == "nt":
        return None
    source = evidence(folder)
    slow = paired(
        lambda: usual_way(source, folder),
        lambda: export(source, folder / "gói.zip", read_back=True),
        pairs=1,
        warm_up=0,
        note="one run; ours read back",
    )
    return Measured(slow.other, slow.ours, slow.ratio, slow.unit, slow.note)


def hash_alone(source: Path) -> None:
    """SHA-256 of every file with two threads: the least a check can take."""

    def digest(path: Path) -> str:
        with path.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(digest, sorted(source.iterdir())))


def verification(folder: Path) -> Measured:
    """The check of a ZIP (structure, CRC, SHA-256) against hashing the files, both from memory."""
    source = evidence(folder)
    export(source, folder / "gói.zip", read_back=True)
    return paired(
        timed(lambda: check([folder / "gói.zip"])), timed(lambda: hash_alone(source)), pairs=PAIRS, warm_up=2
    )


def against_zipfile(folder: Path) -> Measured:
    """How many times faster than reading every member through zipfile into hashlib."""
    source = evidence(folder)
    export(source, folder / "gói.zip", read_back=True)

    def usual() -> None:
        with zipfile.ZipFile(folder / "gói.zip") as archive:
            for info in archive.infolist():
                with io.BufferedReader(archive.open(info)) as stream:  # type: ignore[type-var]
                    hashlib.file_digest(stream, "sha256")

    slow = paired(timed(usual), timed(lambda: check([folder / "gói.zip"])), pairs=3)
    return Measured(slow.other, slow.ours, slow.ratio)


def memory(folder: Path) -> Measured | None:
    """The most memory an export with its read-back held, in MB."""
    if not Path("/proc/self/status").exists():
        return None
    source = evidence(folder)
    peak = int(child_output([str(Path(__file__)), str(source), str(folder / "gói.zip")])) / 1000
    return Measured(peak, MEMORY_LIMIT, peak / MEMORY_LIMIT, "MB")


GOALS = (
    Goal(
        "E1",
        "sealed, fsynced export / cp -r; sync",
        1.0,
        1.3,
        lambda folder: against_copy(folder, read_back=False),
    ),
    Goal(
        "E1v",
        "the same, read back from the disk and verified / cp -r; sync",
        1.3,
        3,
        lambda folder: against_copy(folder, read_back=True),
    ),
    Goal("E2", "times faster than bagit and make_archive", 12, 8, against_usual, more_is_better=True),
    Goal("V1", "verification / SHA-256 alone with two threads", 1.4, 2, verification),
    Goal("V1z", "times faster than zipfile and hashlib", 2, 1.5, against_zipfile, more_is_better=True),
    Goal("M1", "peak memory of an export / 150 MB", 1, 1, memory),
)

if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]), read_back=True)
    # Not getrusage: its maximum still holds that of the process this one was started from.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
