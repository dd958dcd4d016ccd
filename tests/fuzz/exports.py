"""Every paper of an office whose every text means harm: ``python -m tests.fuzz.exports``.

The made-up commune of the self-test is filled in, each text in its records gets a formula, a script or a field of Word
before it, and every paper, list, calendar and package is made and looked over: nothing in them may run, compute or
fetch. Makers that refuse are told.
"""

import argparse
import io
import json
import random
import sqlite3
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.fuzz.cage import Fault
from tests.fuzz.inert import require_inert

POISONS = (
    "=cmd|' /C calc'!A0 ",
    "+cmd|' /C calc'!A0 ",
    "@SUM(1+1)*cmd|' /C calc'!A0 ",
    "-2+3+cmd ",
    '=HYPERLINK("http://x.example","xem") ',
    "<script>alert(1)</script> ",
    '"><img src=x onerror=alert(1)> ',
    "' onmouseover='alert(1) ",
    "javascript:alert(1) ",
    "</title></style></script><iframe src=//x.example> ",
    "<para><img src='/etc/passwd'/><a href='file:///etc/passwd'>x</a></para> ",
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r><w:r><w:t> ",
    "{{ 7*7 }} {% for a in b %} ",
    "]]><!-- &lt; &amp; &#x41; ",
    "\u202egpj.exe\u202c ",
    ") /JS (app.alert(1)) /S /JavaScript ( ",
    "\\;,:ATTENDEE ",
)
#: Tables whose content is sealed by a digest, or is no text of a person.
_LEFT_ALONE = (
    "audit",
    "files",
    "criteria_sets",
    "letter_templates",
    "sqlite_",
    "search",
    "users",
    "workdays",
    "survey",
)
_WORDED = " "  # codes and days hold no space


def poison(database: Path, chance: random.Random) -> int:
    """Put something harmful before every text in the records; returns how many."""
    done = 0
    with closing(sqlite3.connect(database)) as connection:
        connection.create_function("poisoned", 1, lambda text: _poisoned(text, chance))
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith(_LEFT_ALONE) or "_fts" in table:
                continue
            for column in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                name, kind, key = column[1], column[2].upper(), column[5]
                if key or not any(one in kind for one in ("CHAR", "TEXT")):
                    continue
                done += connection.execute(
                    f'UPDATE OR IGNORE "{table}" SET "{name}" = poisoned("{name}") WHERE "{name}" LIKE \'%{_WORDED}%\''
                ).rowcount
        connection.commit()
    return done


def _poisoned(text: str, chance: random.Random) -> str:
    try:
        tree = json.loads(text)
    except ValueError:
        tree = None
    if isinstance(tree, dict | list):
        return json.dumps(_inside(tree, chance), ensure_ascii=False)
    return chance.choice(POISONS) + text


def _inside(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        return {name: _inside(one, chance) for name, one in value.items()}
    if isinstance(value, list):
        return [_inside(one, chance) for one in value]
    return chance.choice(POISONS) + value if isinstance(value, str) and _WORDED in value else value


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder, those in archives too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            yield str(path.relative_to(folder)), content
            if path.suffix == ".zip":
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    for name in archive.namelist():
                        yield f"{path.name}/{name}", archive.read(name)


def main() -> int:
    """Make everything; 3 when something must be repaired."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.exports")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    from PySide6.QtGui import QGuiApplication

    from ui.selftest import papers
    from ui.selftest.office import Office

    application = QGuiApplication(["x", "-platform", "offscreen"])
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as root:
        office = Office(Path(root))
        papers.STEPS["demo"](office)
        count = poison(office.data.database, random.Random(arguments.seed))
        sys.stdout.write(f"{count} texts poisoned\n")
        for name, step in papers.STEPS.items():
            if name in ("system", "demo"):
                continue
            try:
                step(office)
            except Exception as error:  # noqa: BLE001 - told, and the next step is tried
                said = str(error)
                is_fault = "internal_error" in said or type(error).__name__ != "NotAsItShouldBeError"
                wrong += is_fault
                sys.stdout.write(f"{'!' if is_fault else ' '} {name}: {said[:700]}\n")
                if is_fault:
                    traceback.print_exc(limit=-2)
        looked = 0
        for name, content in files_in(office.papers):
            looked += 1
            try:
                require_inert(name, content, formulas="bang-tu-cham" in name or "score" in name)
            except Fault as fault:
                wrong += 1
                sys.stdout.write(f"! {fault}\n")
        sys.stdout.write(f"{looked} files looked over, {wrong} to repair\n")
    del application
    return 3 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
