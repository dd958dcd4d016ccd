"""The commands ``evidence add``, ``list`` and ``verify``."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune

LEAF, OTHER_LEAF = "B.1.1.1", "B.1.1.2"


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", 2026, "--set", "hai-duong-2024")
    return made


@pytest.fixture
def plan(workplace: Path) -> Path:
    path = workplace / "Kế hoạch.txt"
    path.write_text("Kế hoạch tuyên truyền", encoding="utf-8", newline="\n")
    return path


def test_add_answers_with_id_digest_name_and_size(commune: Commune, plan: Path) -> None:
    code, answer = commune.run("evidence", "add", 2026, LEAF, plan)
    assert code == 0
    (one,) = answer
    assert (one["name"], one["bytes"], one["duplicate_of"]) == ("Kế hoạch.txt", plan.stat().st_size, None)
    assert one["sha256"] == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert isinstance(one["id"], int)


@pytest.mark.parametrize("typed", ["2026-11-05", "05/11/2026", "5/11/26"])
def test_the_date_may_be_typed_in_every_usual_way(commune: Commune, plan: Path, typed: str) -> None:
    commune.run(
        "evidence", "add", 2026, LEAF, plan, "--number", "15/KH-UBND", "--date", typed, "--title", "Kế hoạch"
    )
    _code, answer = commune.run("evidence", "list", 2026, LEAF)
    listed = answer[0]
    assert (listed["issued_on"], listed["number"], listed["title"]) == (
        "2026-11-05",
        "15/KH-UBND",
        "Kế hoạch",
    )


def test_a_duplicate_names_the_first(commune: Commune, plan: Path) -> None:
    _code, first = commune.run("evidence", "add", 2026, LEAF, plan)
    code, second = commune.run("evidence", "add", 2026, OTHER_LEAF, plan)
    assert (code, second[0]["duplicate_of"]) == (0, first[0]["id"])


def test_a_list_of_a_group_holds_what_proves_its_leaves(commune: Commune, plan: Path) -> None:
    commune.run("evidence", "add", 2026, LEAF, plan)
    assert [one["nodes"] for one in commune.run("evidence", "list", 2026, "B.1")[1]] == [[LEAF]]
    assert commune.run("evidence", "list", 2026, OTHER_LEAF) == (0, [])


def test_some_files_refused_is_a_finding(commune: Commune, plan: Path, workplace: Path) -> None:
    empty = workplace / "rỗng.pdf"
    empty.touch()
    code, answer = commune.run("evidence", "add", 2026, LEAF, plan, empty)
    assert code == 3
    assert [bool(one["problem"]) for one in answer] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("2026", LEAF, "không-có.pdf"), "file_vanished"),
        (("2026", "B.9.9", "không-có.pdf"), "node_unknown"),
        (("2026", "B.1", "không-có.pdf"), "not_a_leaf"),
        (("1999", LEAF, "không-có.pdf"), "year_unknown"),
        (("2026", LEAF, "không-có.pdf", "--date", "31/02/2026"), "date_invalid"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(commune: Commune, arguments: Any, code: str) -> None:
    exit_code, answer = commune.run("evidence", "add", *arguments)
    assert (exit_code, answer["error"]["code"]) == (1, code)
    assert answer["error"]["message"]


def test_an_empty_folder_is_said(commune: Commune, workplace: Path) -> None:
    (workplace / "trống").mkdir()
    code, answer = commune.run("evidence", "add", 2026, LEAF, workplace / "trống")
    assert (code, answer["error"]["code"]) == (1, "nothing_to_add")


@pytest.mark.parametrize(
    ("arguments", "code"), [(("1999",), "year_unknown"), (("2026", "B.9.9"), "node_unknown")]
)
def test_a_list_of_something_unknown_is_refused(commune: Commune, arguments: Any, code: str) -> None:
    exit_code, answer = commune.run("evidence", "list", *arguments)
    assert (exit_code, answer["error"]["code"]) == (1, code)


def test_a_sound_store_is_verified(commune: Commune, plan: Path) -> None:
    commune.run("evidence", "add", 2026, LEAF, plan)
    expected = {"files": 1, "bytes": plan.stat().st_size, "missing": [], "damaged": []}
    assert commune.run("evidence", "verify") == (0, expected)


def test_a_missing_file_is_named_with_exit_code_3(commune: Commune, plan: Path) -> None:
    _code, added = commune.run("evidence", "add", 2026, LEAF, plan)
    digest = added[0]["sha256"]
    stored = commune.folder.evidence / digest[:2] / digest
    stored.chmod(0o600)  # Windows deletes no read-only file
    stored.unlink()
    code, answer = commune.run("evidence", "verify")
    assert code == 3
    assert [(one["name"], one["nodes"]) for one in answer["missing"]] == [("Kế hoạch.txt", [LEAF])]
    assert "Kế hoạch.txt" in commune.text("evidence", "verify")[1]


def test_people_get_a_table(commune: Commune, plan: Path) -> None:
    assert commune.text("evidence", "add", 2026, LEAF, plan) == (0, "Đã thêm 1 tệp.\n")
    code, text = commune.text("evidence", "list", 2026)
    assert code == 0
    assert "Kế hoạch.txt" in text


def test_without_data_reading_says_that_nothing_is_there(
    data_folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = Commune(data_folder, capsys).run("evidence", "verify")
    assert (code, answer["error"]["code"]) == (1, "nothing_here")
