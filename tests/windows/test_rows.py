"""The table of failure modes names tests that are there, and leaves no row out."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = (Path(__file__).parent / "rows.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| .* \| ([LNWP]) \| (?:`(.+)::(.+)`)? ?\|$", TABLE, re.MULTILINE)


def test_every_row_has_a_test_or_needs_a_real_pc():
    assert {int(number) for number, *_rest in ROWS} == set(range(1, 31))
    assert [number for number, level, file, _test in ROWS if not file and level != "P"] == []


def test_every_test_of_the_table_is_there():
    lacking = [
        f"{file}::{test}"
        for _number, _level, file, test in ROWS
        if file and f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert lacking == []
