"""Set files: what is read, what is refused, and where each problem is said to be."""

import random
import re
from pathlib import Path

import pytest

from friendly_desktop.domain.criteria import CriteriaSet, NotApplicable, Scorer, ScoringKind
from friendly_desktop.domain.criteria.build import Built
from friendly_desktop.domain.criteria.plain import canonical
from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.criteria_files import load, load_canonical

SMALL = """\
format: 1
id: xa-thu
version: "1"
title: Bộ tiêu chí thử
short_title: Thử
max_points: "10"
levels:
  - {id: none, title: Không đạt, at_least: "0", passing: false}
  - {id: level-1, title: Đạt, at_least: "8"}
vetoes:
  - {id: v1, text: Có vi phạm, effects: [not_considered]}
steps:
  - {id: self-score, title: Tự chấm, month: 12, day: 15}
nodes:
  - id: B
    label: B
    text: Phần tự chấm
    points: "8"
    children:
      - {id: B.1, label: "-", text: Việc thứ nhất, points: "3"}
      - {id: B.2, label: "-", text: Việc thứ hai, points: "5"}
  - {id: A, label: A, text: Khảo sát, points: "2", scorer: survey, survey_form: citizen}
"""


@pytest.fixture
def read(workplace: Path):
    def read_text(text: str, name: str = "bộ thử.yaml") -> Built:
        path = workplace / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return load(path)

    return read_text


def good(built: Built) -> CriteriaSet:
    assert built.problems == ()
    assert built.criteria_set is not None
    return built.criteria_set


def test_a_small_set_is_read_with_its_defaults(read):
    whole = good(read(SMALL))
    assert [leaf.id for leaf in whole.leaves] == ["B.1", "B.2", "A"]
    first, survey = whole.by_id["B.1"], whole.by_id["A"]
    assert (first.scoring.kind, first.scoring.step, first.scorer) == (
        ScoringKind.FREE,
        first.scoring.step,
        Scorer.SELF,
    )
    assert str(first.scoring.step) == "0.25"
    assert (survey.scoring.kind, str(survey.scoring.step)) == (ScoringKind.SURVEY, "0.01")
    assert first.scoring.not_applicable is NotApplicable.FORBIDDEN
    assert whole.by_id["B"].scoring.kind is ScoringKind.NONE


def test_scalars_stay_the_text_that_was_typed(read):
    text = SMALL.replace("text: Việc thứ nhất", "text: no").replace(
        'label: "-", text: Việc thứ hai', "label: 1.10, text: 0x1F"
    )
    whole = good(read(text))
    assert whole.by_id["B.1"].text == "no"
    assert (whole.by_id["B.2"].label, whole.by_id["B.2"].text) == ("1.10", "0x1F")


def test_the_scorer_of_a_group_goes_down_to_its_children(read):
    text = SMALL.replace('    points: "8"\n', '    points: "8"\n    scorer: appraiser\n')
    whole = good(read(text))
    assert whole.by_id["B.2"].scorer is Scorer.APPRAISER


@pytest.mark.parametrize("path", sorted((RESOURCES / "criteria").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_stored_set_is_read_back_equal(path):
    whole = good(load(path))
    assert good(load_canonical(canonical(whole))) == whole


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


B1 = '{id: B.1, label: "-", text: Việc thứ nhất, points: "3"}'

WRONG = {
    "a newer format asks for a newer program": (changed("format: 1", "format: 2"), "dòng 1", "phiên bản mới hơn"),
    "a format that is no number": (changed("format: 1", "format: một"), "dòng 1", "format"),
    "no format": (changed("format: 1\n", ""), "dòng 1", "format"),
    "a sum that does not match names both numbers": (changed('points: "3"', 'points: "2"'), "mục B", "8, nhưng các mục con cộng lại được 7"),
    "a total that does not match": (changed('max_points: "10"', 'max_points: "11"'), "dòng 6", "11, nhưng các mục cao nhất cộng lại được 10"),
    "a total that is missing": (changed('max_points: "10"\n', ""), "dòng 1", "max_points"),
    "a group without points": (changed('    points: "8"\n', ""), "mục B", "cộng lại được 8"),
    "a leaf without points in a scored group": (changed(', points: "3"', ""), "mục B.1", "chưa có điểm chuẩn"),
    "a decimal comma": (changed('points: "3"', 'points: "3,0"'), "dòng 20, mục B.1", "hãy viết dấu chấm thập phân: 3.0"),
    "words for points": (changed('points: "3"', "points: ba"), "dòng 20, mục B.1", "không phải «ba»"),
    "an exponent": (changed('points: "3"', 'points: "3e0"'), "mục B.1", "số thập phân"),
    "a negative maximum": (changed('points: "3"', 'points: "-3"'), "mục B.1", "không được âm"),
    "an unknown name with the nearest one": (changed("label: B\n", "lable: B\n"), "dòng 16, mục B", "Có phải là «label»?"),
    "an unknown name that is near to nothing": (changed("label: B\n", "xyzzy: B\n"), "mục B", "hãy bỏ dòng này"),
    "a name written twice": (changed("label: B\n", "label: B\n    label: C\n"), "dòng 17", "hai lần"),
    "an id used twice": (changed("id: B.2", "id: B.1"), "dòng 21, mục B.1", "hai lần"),
    "an id that differs in case only": (changed("- {id: A,", "- {id: b,"), "mục b", "hai lần"),
    "an id outside its parent": (changed("id: B.2", "id: C.2"), "mục C.2", "B.…"),
    "an id two levels below its parent": (changed("id: B.2", "id: B.2.1"), "mục B.2.1", "B.…"),
    "an id with Vietnamese letters": (changed("id: B.2", "id: B.Đ"), "dòng 21", "«B.Đ». Mã mục"),
    "an id with a slash": (changed("id: B.2", "id: B/2"), "dòng 21", "«B/2». Mã mục"),
    "no id": (changed("id: B.2, ", ""), "dòng 21", "Thiếu «id»"),
    "an empty text": (changed("text: Việc thứ nhất", 'text: "  "'), "mục B.1", "Thiếu «text»"),
    "text in decomposed letters": (changed("Việc thứ nhất", "Vie\u0323\u0302c"), "mục B.1", "NFC"),
    "a control character": (changed("text: Việc thứ nhất", r'text: "a\x07b"'), "mục B.1", "ký tự điều khiển"),
    "a list where text belongs": (changed("title: Bộ tiêu chí thử", "title: [a]"), "dòng 4", "đoạn chữ"),
    "text where a list belongs": (changed("  - {id: self-score, title: Tự chấm, month: 12, day: 15}\n", "  abc\n"), "dòng 13", "danh sách"),
    "text where a node belongs": (changed(B1, "abc"), "dòng 20", "children"),
    "an unknown scorer": (changed("scorer: survey", "scorer: survy"), "mục A", "«survey»"),
    "an unknown kind": (changed(B1, B1[:-1] + ", scoring: {kind: freee}}"), "mục B.1", "«free»"),
    "scoring of a group": (changed("    label: B\n", "    label: B\n    scoring: {kind: free}\n"), "mục B", "các mục con"),
    "a survey that is not scored by survey": (changed(B1, B1[:-1] + ", scoring: {kind: survey}}"), "mục B.1", "survey"),
    "a choice without options": (changed(B1, B1[:-1] + ", scoring: {kind: choice}}"), "mục B.1", "ít nhất một"),
    "options for another kind": (changed(B1, B1[:-1] + ', scoring: {kind: free, options: [{id: a, text: a, points: "3"}]}}'), "mục B.1", "options"),
    "options that miss the maximum": (changed(B1, B1[:-1] + ', scoring: {kind: choice, options: [{id: a, text: a, points: "2"}]}}'), "mục B.1", "cao nhất là 2"),
    "bands that do not rise": (changed(B1, B1[:-1] + ', scoring: {kind: bands, bands: [{at_least: "9", points: "3"}, {at_least: "9", points: "1"}]}}'), "mục B.1", "tăng dần"),
    "a count without unit points": (changed(B1, B1[:-1] + ", scoring: {kind: count}}"), "mục B.1", "unit_points"),
    "a deduction without floor": (changed('text: Việc thứ nhất, points: "3"', "text: Việc, scoring: {kind: deduction}"), "mục B.1", "floor"),
    "a step of nothing": (changed(B1, B1[:-1] + ', scoring: {step: "0"}}'), "mục B.1", "lớn hơn 0"),
    "a step that does not fit": (changed(B1, B1[:-1] + ', scoring: {step: "0.7"}}'), "mục B.1", "không chia hết"),
    "an unknown unit": (changed(B1, B1[:-1] + ', measures: [{operator: ">=", value: "90", unit: percents}]}'), "mục B.1", "«percent»"),
    "an unknown gauge": (changed(B1, B1[:-1] + ', measures: [{operator: ">=", value: "1", unit: times, by: "record:visit"}]}'), "mục B.1", "«records»"),
    "an unknown kind of a gauge": (changed(B1, B1[:-1] + ', measures: [{operator: ">=", value: "1", unit: times, by: "letters:weding"}]}'), "mục B.1", "«wedding»"),
    "a gauge in a unit it cannot measure": (changed(B1, B1[:-1] + ', measures: [{operator: ">=", value: "1", unit: persons, by: "activities"}]}'), "mục B.1", "«activities» không đo được bằng «persons»"),
    "a share without its name": (changed(B1, B1[:-1] + ', measures: [{operator: ">=", value: "90", unit: percent, by: "indicator"}]}'), "mục B.1", "indicator:on_time"),
    "an unknown kind of activity": (changed(B1, B1[:-1] + ", activity_kinds: [broadcasts]}"), "mục B.1", "«broadcast»"),
    "an unknown operator": (changed(B1, B1[:-1] + ', measures: [{operator: "=>", value: "90", unit: percent}]}'), "mục B.1", "«=>»"),
    "an unknown letter": (changed(B1, B1[:-1] + ", letter_kinds: [weding]}"), "mục B.1", "«wedding»"),
    "levels that do not rise": (changed('at_least: "8"', 'at_least: "0"'), "dòng 8", "phải cao hơn"),
    "a level over the total": (changed('at_least: "8"', 'at_least: "80"'), "dòng 8", "cao hơn tổng điểm"),
    "a level without a title": (changed("title: Đạt, ", ""), "dòng 9", "Thiếu «title»"),
    "a minimum of an unknown node": (changed('at_least: "8"', 'at_least: "8", minima: {B.9: "1"}'), "dòng 8", "B.9"),
    "a minimum over its maximum": (changed('at_least: "8"', 'at_least: "8", minima: {B.1: "4"}'), "dòng 8", "cao hơn điểm chuẩn 3"),
    "vetoes without a level to fall to": (changed(", passing: false", ""), "dòng 8", "không đạt"),
    "an unknown effect": (changed("[not_considered]", "[not_considerd]"), "dòng 11", "«not_considered»"),
    "no effect": (changed(", effects: [not_considered]", ""), "dòng 11", "effects"),
    "a day that does not exist": (changed("month: 12, day: 15", "month: 2, day: 30"), "dòng 13", "không có ngày 30"),
    "a month that does not exist": (changed("month: 12", "month: 13"), "dòng 13", "từ 1 đến 12"),
    "a date that does not exist": (changed("format: 1", "valid_from: 2026-02-30\nformat: 1"), "dòng 1", "2026-02-30"),
    "an end before the beginning": (changed("format: 1", "valid_from: 2026-02-01\nvalid_to: 2026-01-01\nformat: 1"), "dòng 2", "đứng trước"),
    "a set id with capitals": (changed("id: xa-thu", "id: Xa Thu"), "dòng 2", "chữ thường"),
    "a version that is no number": (changed('version: "1"', "version: mới"), "dòng 3", "số phiên bản"),
    "no nodes": (SMALL[: SMALL.index("nodes:")], "dòng 1", "chưa có mục nào"),
    "a reference": (changed("title: Bộ tiêu chí thử", "title: &x Bộ") + "source: *x\n", "dòng 4", "tham chiếu"),
    "a type tag": (changed("title: Bộ tiêu chí thử", "title: !!python/name:os.system x"), "dòng 4", "nhãn kiểu"),
    "two documents": (SMALL + "---\n" + SMALL, "dòng 23", "một phần nội dung"),
    "a tab": (changed("    label: B", "\tlabel: B"), "dòng 16", "Tab"),
    "an unquoted colon": (changed("title: Bộ tiêu chí thử", "title: Bộ: tiêu chí: thử"), "dòng 4", "hai chấm"),
    "an open quote": (changed("short_title: Thử", 'short_title: "Thử'), "dòng", "nháy"),
    "an open bracket": ("format: [1, 2\n", "dòng", "ngoặc"),
    "a null character": ("format: 1\x00", "dòng 1", "ký tự"),
    "an empty file": ("", "bộ thử.yaml", "trống"),
    "a list": ("- 1\n- 2\n", "bộ thử.yaml", "tên: giá trị"),
    "plain words": ("xin chào", "bộ thử.yaml", "tên: giá trị"),
    "a mapping as a name": ("{a: 1}: 2\n", "dòng 1", "phải là chữ"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "where", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_problem_names_file_and_place_and_says_what_to_do(read, text, where, message):
    built = read(text)
    assert built.criteria_set is None
    told = [f"{problem.where} | {problem.message}" for problem in built.problems]
    assert all(problem.where.startswith("bộ thử.yaml") for problem in built.problems), told
    assert any(where in problem.where and message in problem.message for problem in built.problems), told


def test_every_problem_is_listed_at_once(read):
    text = (
        changed('points: "3"', "points: ba")
        .replace("text: Việc thứ hai", 'text: ""')
        .replace("title: Đạt, ", "")
    )
    assert len(read(text).problems) == 3


def test_an_unreadable_point_is_not_told_again_as_a_wrong_sum(read):
    text = changed('points: "3"', "points: ba").replace(
        'points: "2", scorer', 'points: "2.3", scoring: {step: "0.5"}, scorer'
    )
    problems = read(text).problems
    assert [problem.where.rpartition(", ")[2] for problem in problems] == ["mục B.1", "dòng 6", "mục A"]
    assert "10,3" in problems[1].message
    assert "không chia hết" in problems[2].message


def test_nodes_may_not_be_nested_without_end(read):
    deep = "".join(f"{'  ' * (2 * depth)}- id: {'.'.join(['1'] * (depth + 1))}\n{'  ' * (2 * depth)}  text: a\n{'  ' * (2 * depth)}  children:\n" for depth in range(25))  # fmt: skip
    text = SMALL[: SMALL.index("nodes:")] + "nodes:\n" + deep
    assert any("sâu" in problem.message for problem in read(text).problems)


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{a: " * 50_000, "- " * 30_000 + "a", "? " * 5000])
def test_bottomless_nesting_is_refused_quickly(read, text):
    assert read(text).criteria_set is None
    assert read("x = " + text, "bộ thử.toml").criteria_set is None


def test_a_file_of_more_than_five_megabytes_is_refused(read):
    assert "5 MB" in read("a: 1\n" * 1_100_000).problems[0].message


def test_a_file_in_another_encoding_is_refused(workplace):
    path = workplace / "cũ.yaml"
    path.write_bytes(SMALL.encode("utf-16"))
    assert "UTF-8" in load(path).problems[0].message
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode("utf-8"))
    assert good(load(path)).id == "xa-thu"


def test_windows_line_ends_change_nothing(workplace, read):
    path = workplace / "windows.yaml"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode("utf-8"))
    assert good(load(path)) == good(read(SMALL))


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_cannot_be_opened_is_an_error_in_plain_words(workplace, kind):
    path = workplace / "không có.yaml"
    if kind == "folder":
        path.mkdir()
    with pytest.raises(AppError, match="không có.yaml"):
        load(path)


TOML = """\
format = 1
id = "xa-thu"
version = "1"
title = "Bộ tiêu chí thử"
short_title = "Thử"
max_points = 10
levels = [
    {id = "none", title = "Không đạt", at_least = 0, passing = false},
    {id = "level-1", title = "Đạt", at_least = "8"},
]
vetoes = [{id = "v1", text = "Có vi phạm", effects = ["not_considered"]}]
steps = [{id = "self-score", title = "Tự chấm", month = 12, day = 15}]

[[nodes]]
id = "B"
label = "B"
text = "Phần tự chấm"
points = 8.0
[[nodes.children]]
id = "B.1"
label = "-"
text = "Việc thứ nhất"
points = "3"
[[nodes.children]]
id = "B.2"
label = "-"
text = "Việc thứ hai"
points = 5

[[nodes]]
id = "A"
label = "A"
text = "Khảo sát"
points = 2
scorer = "survey"
survey_form = "citizen"
"""


def test_toml_says_the_same_in_the_same_shape(read):
    assert good(read(TOML, "bộ thử.toml")) == good(read(SMALL))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [('title = "Bộ', "title = Bộ", "TOML"), ("points = 8.0", "points = 9.5", "9,5, nhưng"), ("points = 8.0", f"points = {'9' * 5000}", "TOML"),
     ("points = 8.0", "points = nan", "nan")],
)  # fmt: skip
def test_wrong_toml_is_a_problem(read, old, new, message):
    problems = read(TOML.replace(old, new, 1), "bộ thử.toml").problems
    assert any(message in problem.message for problem in problems), problems


def _mutated(text: str, chance: random.Random) -> bytes:
    """One to three of the accidents that happen to files."""
    for _time in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(text)), chance.randrange(1, 40)
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                text = text[:at] + text[at + length :]
            case 1:
                text = text[:at] + chance.choice([":", "-", "\t", '"', "[", "}", "&a", "*a", "!!x", "\x00", "\ud7ff", "0", "🙂", "%"]) + text[at:]  # fmt: skip
            case 2:
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case 3:
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case 4:
                lines[line] = " " * chance.randrange(8) + lines[line].strip()
                text = "\n".join(lines)
            case 5:
                number = chance.choice(
                    ["-1", "1e9", "0,5", "99999999999", "NaN", "", "½", "true", "null", "[]", "{}"]
                )
                text = re.sub(
                    r'(points|at_least|month|format): "?[\d.]+"?',
                    rf"\1: {number}",
                    text,
                    count=chance.randrange(1, 5),
                )
            case 6:
                text = text[:at]
            case _:
                lines[line] = re.sub(r"^(\s*(?:- )?)\w+:", r"\1khác:", lines[line])
                text = "\n".join(lines)
        text = text or " "
    raw = text.encode("utf-8")
    return raw if chance.random() < 0.9 else raw[: len(raw) // 2] + b"\xff\xfe" + raw[len(raw) // 2 :]


@pytest.mark.parametrize("name", ["hai-duong-2024", "ninh-giang-2026", "xuan-luong-2023"])
def test_damaged_files_give_problems_and_never_a_crash(workplace, name):
    shipped = (RESOURCES / "criteria" / f"{name}.yaml").read_text(encoding="utf-8")
    chance = random.Random(name)
    path = workplace / f"{name}.yaml"
    for _time in range(150):
        path.write_bytes(_mutated(shipped, chance))
        built = load(path)
        assert (built.criteria_set is None) == bool(built.problems)
        assert all(problem.where and problem.message for problem in built.problems)
