"""Q1 to Q3, T1, T2: registers of 100,000 and of 1,000,000 cases: typed to painted, search, pages, the list.

A register is made once a run; a million cases take some minutes. ``FRIENDLY_BENCH_ROWS`` asks for fewer than a million
("20000" for a quick look), ``FRIENDLY_BENCH_KEEP`` names a folder where registers are kept for the next run.
"""

import atexit
import itertools
import json
import os
import random
import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import case_register
from measure import Goal, Measured, child_output, paired, timed
from sqlalchemy import insert

from friendly_desktop.domain.cases import CaseEntry, CaseKind, CaseLine, CaseState, Channel
from friendly_desktop.domain.cases.words import person_named, shortened
from friendly_desktop.domain.changes import Area
from friendly_desktop.storage import case_search
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.tables import cases
from tests.storage.test_case_search import RECALL

PROBE = str(Path(__file__).with_name("case_probe.py"))
MOST = int(os.environ.get("FRIENDLY_BENCH_ROWS", "1000000"))
USUAL = min(100_000, MOST)
PAIRS = 7
PAGE = 100
IMPORTED = 5000
TODAY = date(2026, 11, 20)
#: Words as people type them, most of them common.
QUESTIONS = ("đất đai", "dat dai", "nguyen van", "ô nhiễm", "duong", "tranh chap", "thu", "xyzzy")


@cache
def _scratch() -> Path:
    kept = os.environ.get("FRIENDLY_BENCH_KEEP")
    if kept:
        return Path(kept)
    folder = Path(tempfile.mkdtemp(prefix="sổ đơn "))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def register(count: int) -> Path:
    """The data folder of a register of so many cases."""
    folder = _scratch() / f"cases-{count}"
    if not (folder / "office.sqlite").exists():
        folder.mkdir(parents=True, exist_ok=True)
        case_register.make(folder / "making.sqlite", count)
        (folder / "making.sqlite").rename(folder / "office.sqlite")
    return folder


@cache
def _probed(count: int, mode: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(child_output([PROBE, str(register(count)), mode]))
    return told


def _in_turns(ours: Sequence[float], other: Sequence[float], note: str = "") -> Measured:
    """Two lists of times that were measured in turns."""
    ratio = statistics.median(left / right for left, right in zip(ours, other, strict=True))
    return Measured(statistics.median(ours), statistics.median(other), ratio, "ms", note)


def _typing(count: int) -> Measured:
    told = _probed(count, "typing")
    slowest = sorted(told["keys"])[int(len(told["keys"]) * 0.95)]
    return _in_turns(told["keys"], told["bare"], f"{len(told['keys'])} keys, 95 % within {slowest:.0f} ms")


def typing(_folder: Path) -> Measured:
    """Each key of some searches, until its results are painted, against a bare repaint of the same view."""
    return _typing(USUAL)


def typing_in_a_million(_folder: Path) -> Measured:
    """The same in the longest register."""
    return _typing(MOST)


def proxy(_folder: Path) -> Measured:
    """The usual way, a filter over all rows in memory, against ours."""
    usual = statistics.median(_probed(USUAL, "proxy")["keys"])
    ours = statistics.median(_probed(USUAL, "typing")["keys"])
    return Measured(usual, ours, usual / ours)


def gap(_folder: Path) -> Measured:
    """How long the event loop was held at most while all ids of the longest list came; 50 ms are allowed."""
    longest = float(_probed(MOST, "first")["gap"])
    return Measured(longest, 50.0, longest / 50)


def recall(folder: Path) -> Measured:
    """How many texts of a fixed list are found without marks, whole and word by word."""
    database = Database(folder / "office.sqlite")
    entry = CaseEntry(CaseKind.PETITION, TODAY)
    made = itertools.islice(case_register.made_cases(len(RECALL) * 2), len(RECALL))
    some = [
        case_register.with_content(case, entry, text)
        for case, (text, _asked) in zip(made, RECALL, strict=True)
    ]
    asked = found = 0
    with database.write(Area.CASES) as connection:
        case_search.index_many(connection, some)
        for case, (_text, question) in zip(some, RECALL, strict=True):
            for words in (question, *question.split()):
                asked += 1
                found += case.id in case_search.matching(connection, words)
    database.close()
    return Measured(found, asked, found / asked, "found / asked")


def words(_folder: Path) -> Measured:
    """A scan of four columns that finds nothing, against searches through the data layer."""
    path = register(USUAL) / "office.sqlite"
    database = Database(path)
    scan = "SELECT id FROM cases WHERE content LIKE ? OR request LIKE ? OR name LIKE ? OR address LIKE ?"
    with closing(sqlite3.connect(path)) as raw, database.read() as connection:
        searches = len(QUESTIONS) * 20

        def search() -> None:
            for question in QUESTIONS * 20:
                case_search.matching(connection, question, PAGE)

        measured = paired(
            timed(lambda: raw.execute(scan, ["%xyzzyq%"] * 4).fetchall()), timed(search), pairs=PAIRS
        )
    database.close()
    return Measured(
        measured.ours,
        measured.other / searches,
        measured.ratio * searches,
        "ms",
        f"the newest {PAGE} of {len(QUESTIONS)} searches",
    )


def size(_folder: Path) -> Measured:
    """The index against the rows it is of, on disk."""
    path = register(USUAL) / "office.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        try:
            held = dict(raw.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1"))
        except (
            sqlite3.OperationalError
        ):  # a SQLite without this table: what the index itself says of its blocks
            held = {
                "case_search_data": raw.execute("SELECT sum(length(block)) FROM case_search_data").fetchone()[
                    0
                ]
            }
            text = "length(CAST(content || request || name || address || hamlet || identity AS BLOB)) + 250"
            held["cases"] = raw.execute(f"SELECT sum({text}) FROM cases").fetchone()[0]
    index = sum(count for name, count in held.items() if name.startswith("case_search"))
    return Measured(index / 1e6, held["cases"] / 1e6, index / held["cases"], "MB")


def pages(_folder: Path) -> Measured:
    """Pages of the list through the data layer, against the same lines made by hand from sqlite3."""
    path = register(USUAL) / "office.sqlite"
    database = Database(path)
    dice = random.Random(5)
    starts = [dice.randrange(USUAL - PAGE) + 1 for _page in range(20)]
    columns = (
        "id, year, number, register_number, kind, received, channel, name, people, anonymous, paper_file, state,"
        " officer, due, due_rule, due_unit, closed_on, on_time, national_on, substr(content, 1, 600)"
    )
    marks = ", ".join("?" * PAGE)

    def by_hand(raw: sqlite3.Connection) -> None:
        for start in starts:
            asked = list(range(start, start + PAGE))
            made = {}
            for row in raw.execute(f"SELECT {columns} FROM cases WHERE id IN ({marks})", asked):
                kind = CaseKind(row[4])
                received = date.fromisoformat(row[5])
                entry = CaseEntry(kind, received, name=row[7], content=row[19], paper_file=row[10])
                made[row[0]] = CaseLine(
                    row[0], f"{row[1]}-{row[2]:03d}", kind, Channel(row[6]), CaseState(row[11]), received,
                    person_named(entry, row[1], row[2]), shortened(row[19]), row[8], row[12],
                    row[13] and date.fromisoformat(row[13]), row[14], row[15],
                    row[16] and date.fromisoformat(row[16]), None if row[17] is None else bool(row[17]),
                    row[18] is not None, row[3],
                )  # fmt: skip
            assert len([made[one] for one in asked]) == PAGE

    with closing(sqlite3.connect(path)) as raw, database.read() as connection:

        def ours() -> None:
            for start in starts:
                assert len(rows.lines(connection, range(start, start + PAGE))) == PAGE

        measured = paired(timed(ours), timed(lambda: by_hand(raw)), pairs=PAIRS * 2)
    database.close()
    return Measured(measured.ours / 20, measured.other / 20, measured.ratio, "ms", f"a page of {PAGE} lines")


def imports(folder: Path) -> Measured:
    """Many rows written through the data layer against sqlite3's executemany into the same table."""
    database = Database(folder / "office.sqlite")
    made = [case_register.row(case) for case in case_register.made_cases(IMPORTED)]
    names, marks = ", ".join(made[0]), ", ".join("?" * len(made[0]))
    with closing(sqlite3.connect(folder / "office.sqlite", isolation_level=None)) as raw:

        def ours() -> None:
            with database.write(Area.CASES) as connection:
                connection.execute(insert(cases), made)

        def by_hand() -> None:
            plain = [
                tuple(str(value) if isinstance(value, date) else value for value in row.values())
                for row in made
            ]
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(f"INSERT INTO cases ({names}) VALUES ({marks})", plain)
            raw.execute("COMMIT")

        def emptied(call: Any) -> Any:
            def measure() -> float:
                raw.execute("DELETE FROM cases")
                return timed(call)()

            return measure

        measured = paired(emptied(ours), emptied(by_hand), pairs=PAIRS)
    database.close()
    return Measured(measured.ours, measured.other, measured.ratio, "ms", f"{IMPORTED} cases")


def _painted(count: int, mode: str) -> float:
    return float(json.loads(child_output([PROBE, str(register(count)), mode]))["painted"])


def long_list(_folder: Path) -> Measured:
    """First paint of the longest list, read from its register, against a table view of the same columns without rows."""
    register(MOST)
    measured = paired(lambda: _painted(MOST, "first"), lambda: _painted(MOST, "empty"), pairs=PAIRS)
    bare = statistics.median(_painted(MOST, "bare") for _turn in range(PAIRS))
    return replace(measured, note=f"a view without columns: {bare:.1f}")


def long_list_memory(_folder: Path) -> Measured:
    """Memory of that list when it is painted, beyond what the empty view takes; 5 MB are allowed."""
    full, bare = _probed(MOST, "first"), _probed(MOST, "bare")
    more = (full["memory"] - bare["memory"]) / 1e6
    later = (full["all"] - bare["memory"]) / 1e6
    return Measured(
        more, 5.0, more / 5, "MB", f"with all {full['rows']:,} ids and SQLite's own cache {later:.1f}"
    )


def scrolling(_folder: Path) -> Measured:
    """A frame of scrolling a line, against QStandardItemModel's in the same view."""
    told = _probed(MOST, "scroll")
    return _in_turns(told["ours"], told["theirs"])


def jumping(_folder: Path) -> Measured:
    """A jump to anywhere in the longest list until its rows are read and painted, 95 %, against a line's frame."""
    told = _probed(MOST, "scroll")
    slowest = sorted(told["jumps"])[int(len(told["jumps"]) * 0.95)]
    frame = statistics.median(told["ours"])
    return Measured(slowest, frame, slowest / frame)


GOALS = (
    Goal("Q1", "key to painted results in 100,000 cases / bare repaint of the view", 1.6, 2, typing),
    Goal("Q1m", "the same in 1,000,000 cases", 4, 7, typing_in_a_million),
    Goal("Q1p", "filter model over all rows / ours, 100,000 cases", 18, 10, proxy, more_is_better=True),
    Goal("Q1g", "event loop held at most while 1,000,000 ids come / 50 ms", 1, 2, gap),
    Goal("Q2", "texts found without marks / texts asked for", 1, 1, recall, more_is_better=True),
    Goal(
        "Q2w", "scan of four columns / search of words, 100,000 cases", 300, 100, words, more_is_better=True
    ),
    Goal("Q2s", "size of the search index / of the rows", 0.6, 0.6, size),
    Goal("Q3", "pages of lines / the same made by hand from sqlite3", 1.7, 2, pages),
    Goal("Q3i", "rows written / executemany of sqlite3", 1.6, 2, imports),
    Goal("T1", "first paint of 1,000,000 cases / an empty table view", 3, 4, long_list),
    Goal("T1m", "memory of that list beyond the empty view / 5 MB", 1, 2, long_list_memory),
    Goal("T2", "frame of scrolling a line / QStandardItemModel's", 1.25, 1.5, scrolling),
    Goal("T2j", "jump to anywhere (95 %) / frame of scrolling a line", 2, 3, jumping),
)
