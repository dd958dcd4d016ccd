"""H1: the home page with ten years of data, against the SQL behind it.

100,000 cases, 100,000 letters and 20,000 evidence files over ten years. The statements that the page sends are
written down once and sent again by Python's own sqlite3, with their parameters and all their rows fetched.
``FRIENDLY_BENCH_KEEP`` names a folder where the office is kept for the next run.
"""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import case_register
from measure import Goal, Measured, paired, timed
from sqlalchemy import event

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.criteria import Scorer
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.office import Office, Person
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.assessment import FIRST_YEAR
from ui.pages.home.summary import work_out

CASES, LETTERS, FILES = 100_000, 100_000, 20_000
YEARS = range(2017, 2027)
SCORED = range(FIRST_YEAR, 2027)
YEAR = YEARS[-1]
PAIRS = 25
#: SELECT statements of one opening; a number that grows with the records would be found here first.
MOST_STATEMENTS = 27
_NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
_PEOPLE = 12


@cache
def _made() -> DataFolder:
    """The office of ten years, made when first asked for."""
    kept = os.environ.get("FRIENDLY_BENCH_KEEP")
    folder = Path(kept) / "home" if kept else Path(tempfile.mkdtemp(prefix="mười năm "))
    if not kept:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = DataFolder(folder)
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        case_register.make(data.database, CASES)
        services = open_services(data, FixedClock(_NOW), create=True)
        _begin(services)
        services.close()
        with closing(sqlite3.connect(data.database)) as connection:
            _multiply(connection)
            connection.commit()
            connection.execute("ANALYZE")
        (folder / "made").touch()
    return data


def office() -> Services:
    """The office of ten years, opened."""
    return open_services(_made(), FixedClock(_NOW))


def _begin(services: Services) -> None:
    """The years scored by a dozen officers, one letter and one file of which the others are copies."""
    services.office.save_office(Office(name="An Bình", province="Hải Phòng", place="An Bình", set_up=True))
    people = [services.office.save_person(Person(0, f"Cán Bộ {number}")).id for number in range(_PEOPLE)]
    for year in SCORED:
        services.assessment.open_year(year, "hai-duong-2024")
        leaves = services.assessment.criteria_of(year).leaves
        for place, leaf in enumerate(one for one in leaves if one.scorer is Scorer.SELF):
            points = leaf.max_points if leaf.max_points is not None else Decimal(0)
            status, due = LeafStatus.DONE, date(year, 11, 1 + place % 28)
            entry = Entry(leaf.id, points, status, officer_id=people[place % _PEOPLE], due=due)
            services.assessment.save_entry(year, entry)
    draft = services.letters.blank_draft(LetterKind.WEDDING, date(2026, 3, 8))
    values = {"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường"}
    letter = services.letters.save(replace(draft, values={**draft.values, **values}))
    services.letters.sign([letter.id], date(2026, 3, 8))
    with tempfile.TemporaryDirectory() as scratch:
        paper = Path(scratch) / "Biên bản.txt"
        paper.write_text("Biên bản", encoding="utf-8")
        services.evidence.add_files(YEAR, "B.1.1.1", [paper])


def _multiply(connection: sqlite3.Connection) -> None:
    leaves = [
        row[0] for row in connection.execute("SELECT node FROM entries WHERE year = ? ORDER BY node", (YEAR,))
    ]
    each = LETTERS // len(YEARS)

    def letter(row: dict[str, Any], number: int) -> None:
        year, place = YEARS[number // each], number % each
        day = date(year, 1, 1) + timedelta(days=place * 360 // each)
        waits = year == YEAR and place > each - 40
        row.update(
            id=None, year=year, number=place + 1, date=day.isoformat(), kind=("wedding", "condolence")[number % 2],
            state="submitted" if waits else "delivered", signed_on=None if waits else day.isoformat(),
            delivered_on=None if waits else day.isoformat(),
        )  # fmt: skip

    def evidence(row: dict[str, Any], number: int) -> None:
        year = SCORED[number * len(SCORED) // FILES]
        row.update(
            id=None, year=year, sha256=f"{number:064x}", name=f"{number}.pdf", issued_on=f"{year}-06-01"
        )

    _copies(connection, "letters", LETTERS - 1, letter)
    _copies(connection, "files", FILES, lambda row, number: row.update(sha256=f"{number:064x}"))
    last = connection.execute("SELECT max(id) FROM evidence").fetchone()[0]
    _copies(connection, "evidence", FILES, evidence)
    connection.executemany(
        "INSERT INTO evidence_links (evidence_id, node) VALUES (?, ?)",
        ((last + 1 + number, leaves[number % len(leaves)]) for number in range(FILES)),
    )


def _copies(
    connection: sqlite3.Connection, table: str, count: int, change: Callable[[dict[str, Any], int], None]
) -> None:
    cursor = connection.execute(f"SELECT * FROM {table} LIMIT 1")
    names = [one[0] for one in cursor.description]
    first = dict(zip(names, cursor.fetchone(), strict=True))

    def rows() -> Any:
        for number in range(count):
            row = dict(first)
            change(row, number)
            yield tuple(row[name] for name in names)

    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows())


def _sent() -> list[tuple[str, Any]]:
    """The statements of one opening with their parameters; who listens to these records is slower from then on."""
    found: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        found.append((told[2], told[3]))

    with closing(office()) as services:
        work_out(services, YEAR)
        with services.db.read() as connection:
            event.listen(connection.engine, "before_cursor_execute", note)
        work_out(services, YEAR)
    return [one for one in found if one[0].lstrip().startswith("SELECT")]


def opening(_folder: Path) -> Measured:
    """Everything the page shows, read and worked out, against its bare SQL."""
    asked = _sent()
    assert len(asked) <= MOST_STATEMENTS, f"{len(asked)} statements"
    with (
        closing(office()) as services,
        closing(sqlite3.connect(services.folder.database, isolation_level=None)) as bare,
    ):

        def send() -> None:
            for statement, parameters in asked:
                bare.execute(statement, parameters).fetchall()

        last = work_out(services, YEAR)
        send()
        measured = paired(timed(lambda: work_out(services, YEAR, last)), timed(send), pairs=PAIRS)
    return replace(measured, note=f"{len(asked)} statements")


GOALS = (Goal("H1", "home page of ten years / the SQL behind it", 1.2, 2, opening),)
