"""``criteria`` and ``score`` as scripts and people use them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.cli import main
from friendly_desktop.paths import RESOURCES

SHIPPED = RESOURCES / "criteria" / "hai-duong-2024.yaml"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], workplace: Path):
    def run_command(*arguments: object) -> tuple[int, Any]:
        code = main(["--data", str(workplace / "Dữ liệu"), "--json", *map(str, arguments)])
        return code, json.loads(capsys.readouterr().out)

    return run_command


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], workplace: Path):
    def run_command(*arguments: object) -> tuple[int, str]:
        code = main(["--data", str(workplace / "Dữ liệu"), *map(str, arguments)])
        return code, capsys.readouterr().out

    return run_command


@pytest.fixture
def score(run, workplace: Path):
    def evaluate(content: str) -> tuple[int, Any]:
        path = workplace / "điểm.json"
        path.write_text(content, encoding="utf-8")
        answer: tuple[int, Any] = run("score", "evaluate", "--set", "hai-duong-2024", "--input", path)
        return answer

    return evaluate


def test_list_names_every_set(run, workplace):
    code, sets = run("criteria", "list")
    assert code == 0
    assert [one["id"] for one in sets][2] == "hai-duong-2024"
    assert set(sets[2]) == {"id", "version", "title", "scored", "max_points", "leaves", "source", "verified"}
    assert (sets[2]["scored"], sets[2]["max_points"], sets[3]["max_points"]) == (True, "100", None)
    assert not (workplace / "Dữ liệu").exists()


def test_show_gives_the_whole_tree(run):
    code, shown = run("criteria", "show", "hai-duong-2024")
    assert code == 0
    part_b = shown["nodes"][1]
    assert (part_b["id"], part_b["max_points"]) == ("B", "80")
    leaf = part_b["children"][1]["children"][3]["children"][4]["children"][0]
    assert leaf["id"] == "B.2.4.5.1"
    assert (leaf["label"], leaf["max_points"], leaf["scorer"]) == ("+", "2", "self")
    assert leaf["scoring"] == {"kind": "free", "step": "0.25"}
    assert {"lead", "cooperating", "time", "product", "children"} <= set(leaf)
    assert [level["at_least"] for level in shown["levels"]] == ["0", "80", "85", "90", "95"]
    assert len(shown["vetoes"]) == 2
    assert len(shown["steps"]) == 3


def test_show_of_an_unknown_set_is_refused(run):
    code, answer = run("criteria", "show", "hai-duong")
    assert code == 1
    assert set(answer["error"]) == {"code", "title", "message", "hint"}


def test_people_read_a_table(say):
    assert "Hải Dương 2024 - 2030" in say("criteria", "list")[1]
    text = say("criteria", "show", "hai-duong-2024")[1]
    assert "B.4.2.1" in text
    assert "0,5" in text
    assert max(len(line) for line in text.splitlines()) <= 120


def test_check_of_a_good_file_finds_nothing(run):
    assert run("criteria", "check", SHIPPED) == (0, {"ok": True, "problems": []})


def test_check_of_a_wrong_file_lists_problems(run, workplace):
    path = workplace / "sai.yaml"
    path.write_text(
        SHIPPED.read_text(encoding="utf-8").replace('points: "7"', 'points: "8"', 1), encoding="utf-8"
    )
    code, answer = run("criteria", "check", path)
    assert code == 3
    assert answer["ok"] is False
    assert "sai.yaml, dòng" in answer["problems"][0]["where"]


def test_check_of_no_file_is_refused(run, workplace):
    code, answer = run("criteria", "check", workplace / "không có.yaml")
    assert (code, answer["error"]["code"]) == (1, "file_missing")


def test_a_dry_run_creates_no_data_folder(run, workplace):
    path = workplace / "mới.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace("khu dân cư", "tổ dân phố"), encoding="utf-8")
    code, answer = run("criteria", "import", path, "--dry-run")
    assert code == 0
    assert answer["version"] == "2"
    assert not (workplace / "Dữ liệu").exists()
    assert run("criteria", "import", path) == (0, answer)
    assert run("criteria", "show", "hai-duong-2024")[1]["version"] == "2"


def test_an_import_with_problems_is_refused_and_a_dry_run_lists_them(run, workplace):
    path = workplace / "sai.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    code, answer = run("criteria", "import", path)
    assert (code, answer["error"]["code"]) == (1, "criteria_file_wrong")
    code, answer = run("criteria", "import", path, "--dry-run")
    assert code == 3
    assert answer["problems"]


def test_a_form_is_written_and_checks_clean(run, workplace):
    path = workplace / "biểu.xlsx"
    assert run("criteria", "template", path, "--from", "xuan-luong-2023") == (0, {"file": str(path)})
    assert run("criteria", "check", path)[0] == 0
    assert run("criteria", "template", path, "--from", "khong-co")[0] == 1


def test_evaluate_adds_up_as_written(score):
    code, answer = score(
        '{"scores": {"B.1.1.1": "1", "B.1.1.2": "0,5"}, "vetoes": {"v1": false}, "surveys": {"A.1": "8.35"}}'
    )
    assert code == 0
    assert answer == {
        "total": "9.85",
        "self_points": "1.5",
        "survey_points": "8.35",
        "max_points": "100",
        "level": "none",
        "level_title": "Không đạt chuẩn",
        "vetoed": False,
        "sections": {"B.1": "1.5", "B.2": "0", "B.3": "0", "B.4": "0", "B.5": "0"},
        "problems": [],
    }


def test_full_marks_reach_the_highest_level_and_a_veto_takes_it(run, score):
    leaves: list[dict[str, Any]] = []

    def gather(nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            leaves.append(node) if not node["children"] else gather(node["children"])

    gather(run("criteria", "show", "hai-duong-2024")[1]["nodes"])
    given = {
        "scores": {leaf["id"]: leaf["max_points"] for leaf in leaves if leaf["scorer"] == "self"},
        "surveys": {leaf["id"]: leaf["max_points"] for leaf in leaves if leaf["scorer"] == "survey"},
    }
    answer = score(json.dumps(given))[1]
    assert (answer["total"], answer["level"], answer["vetoed"]) == ("100", "level-4", False)
    assert answer["sections"] == {"B.1": "22", "B.2": "23", "B.3": "10", "B.4": "18", "B.5": "7"}
    answer = score(json.dumps({**given, "vetoes": {"v2": True}}))[1]
    assert (answer["total"], answer["level"], answer["vetoed"]) == ("100", "none", True)


def test_numbers_of_json_are_read_exactly(score):
    code, answer = score(
        '{"scores": {"B.1.1.1": 1, "B.1.1.2": 0.25, "B.1.2.1": 1.0, "B.1.2.2": 5e-1, "B.1.2.3": null}}'
    )
    assert (code, answer["total"]) == (0, "2.75")


def test_wrong_scores_are_problems_and_not_counted(score):
    given = {"B.1.1.1": "1", "B.1.1.2": "1,1", "B.1.2.1": -1, "B.1.2.2": "9", "B.1.2.3": True, "B.1.2.4": [1], "B.1": 1, "Z": 1, "A.1": 1, "": ""}  # fmt: skip
    code, answer = score(json.dumps({"scores": given, "surveys": {"B.2.1.1": 1}, "vetoes": {"v9": True}}))
    assert code == 3
    assert answer["total"] == "1"
    assert {problem["node"] for problem in answer["problems"]} == set(given) - {"B.1.1.1"} | {"B.2.1.1", "v9"}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "1", '"a"', "null", '{"scores": []}', '{"score": {}}', '{"scores": {"B.1.1.1": NaN}}',
     '{"scores": {"B.1.1.1": -Infinity}}', '{"vetoes": {"v1": "no"}}', '{"scores": {"B.1.1.1": 1, "B.1.1.1": 0}}', "[" * 100_000,
     '{"not_applicable": {"B.1": 1}}', '{"surveys": 5}'],
)  # fmt: skip
def test_input_that_is_no_input_is_refused_in_plain_words(score, content):
    code, answer = score(content)
    assert code == 1
    assert answer["error"]["code"] == "score_input_wrong"


def test_huge_numbers_are_problems(score):
    code, answer = score(
        '{"scores": {"B.1.1.1": 1e999999, "B.1.1.2": 1e-999999, "B.1.2.1": ' + "9" * 5000 + "}}"
    )
    assert code == 3
    assert len(answer["problems"]) == 3
    assert answer["total"] == "0"


def test_evaluate_refuses_an_unknown_set_and_a_missing_file(run, workplace):
    assert run("score", "evaluate", "--set", "x", "--input", SHIPPED)[0] == 1
    code, answer = run("score", "evaluate", "--set", "hai-duong-2024", "--input", workplace / "không.json")
    assert (code, answer["error"]["code"]) == (1, "file_missing")


def test_an_unscored_set_has_no_sections(run, workplace):
    path = workplace / "điểm.json"
    path.write_text('{"scores": {"1.1.1": "1"}}', encoding="utf-8")
    code, answer = run("score", "evaluate", "--set", "ninh-giang-2026", "--input", path)
    assert code == 3
    assert (answer["total"], answer["max_points"], answer["level"], answer["sections"]) == (
        None,
        None,
        None,
        {},
    )


def test_scores_of_a_year_are_set_and_shown(run):
    run("year", "open", "2026", "--set", "hai-duong-2024")
    answer = run("score", "set", "2026", "B.1.1.1", "0,5", "--note", "Có biên bản")
    assert answer == (0, {"node": "B.1.1.1", "points": "0.5", "max_points": "1"})
    code, shown = run("score", "show", "2026")
    assert (code, shown["total"]) == (0, "0.5")
    entry = next(one for one in shown["entries"] if one["node"] == "B.1.1.1")
    assert (entry["points"], entry["reason"]) == ("0.5", "Có biên bản")
    assert run("score", "veto", "2026", "v1", "yes")[1] == {"veto": "v1", "holds": True, "vetoed": True}


@pytest.mark.parametrize(
    ("node", "points"), [("B.1.1.1", "2"), ("B.1.1.1", "-1"), ("B.1.1.1", "abc"), ("B.1", "1"), ("X", "1")]
)
def test_a_wrong_score_of_a_year_is_refused(run, node, points):
    run("year", "open", "2026", "--set", "hai-duong-2024")
    code, answer = run("score", "set", "2026", node, points)
    assert code == 1
    assert "error" in answer


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="devices of POSIX")
def test_a_device_or_pipe_given_as_a_file_does_not_hang(run, workplace):
    pipe = workplace / "ống.yaml"
    os.mkfifo(pipe)
    for path in (Path("/dev/zero"), pipe):
        code, answer = run("criteria", "check", path)
        assert (code, answer["error"]["code"]) == (1, "file_unreadable")
    code, answer = run("score", "evaluate", "--set", "hai-duong-2024", "--input", "/dev/zero")
    assert (code, answer["error"]["code"]) == (1, "score_input_wrong")


def test_a_set_without_points_is_told_without_a_total(say):
    say("year", "open", "2026", "--set", "ninh-giang-2026")
    code, text = say("score", "show", "2026")
    assert code == 0
    assert text.rstrip().endswith("Bộ tiêu chí này chưa có thang điểm nên không có tổng điểm.")
