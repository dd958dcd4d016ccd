"""Nobody goes past the evidence store: whoever joined a path into it would read sealed bytes, or write plain ones."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: The modules of the store; ``paths.py`` says where the folder lies.
STORE = {"evidence_store.py", "evidence_files.py", "evidence_form.py"}
#: Who else names the folder as a whole, and why.
AS_A_WHOLE = {
    "friendly_desktop/paths.py",
    "friendly_desktop/bootstrap.py",  # whether anything lies there without a database
    "friendly_desktop/services/evidence/service.py",  # so that it is never taken into itself
}


def sources() -> list[tuple[str, str]]:
    found = [path for top in ("friendly_desktop", "ui") for path in (ROOT / top).rglob("*.py")]
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in found
        if path.name not in STORE
    ]


def test_only_the_store_knows_where_a_content_lies() -> None:
    inside = re.compile(r"import .*\bevidence_(files|form)\b|\bstore\.root\b|_store\(?\)?\.root\b")
    assert [name for name, text in sources() if inside.search(text)] == []


def test_nobody_else_joins_paths_into_the_folder() -> None:
    folder = re.compile(r"\b_?folder\.evidence\b(?!\()")
    joined = re.compile(r"\.evidence\s*/|/\s*[\"']evidence[\"']|backups\s*/\s*[\"']files[\"']")
    named = {name for name, text in sources() if folder.search(text)}
    assert named <= AS_A_WHOLE
    assert [name for name, text in sources() if name not in AS_A_WHOLE and joined.search(text)] == []
    (service,) = (text for name, text in sources() if name.endswith("services/evidence/service.py"))
    assert re.findall(r".*folder\.evidence\b.*", service) == [
        line for line in service.splitlines() if " walk(" in line
    ]
