"""``case``: the register by command, an old register among it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from friendly_desktop import cli

Run = Callable[..., tuple[int, Any]]

COMPLAINT = {
    "kind": "complaint",
    "received": "2026-07-20",
    "channel": "in_person",
    "name": "Nguyễn Văn Đức",
    "address": "Thôn Đông",
    "identity": "030080001234",
    "content": "Khiếu nại về đo đất",
    "request": "Đo lại",
    "people": 1,
}


@pytest.fixture
def run(workplace: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json; its exit code and its answer."""

    def command(*arguments: str | Path) -> tuple[int, Any]:
        code = cli.main(["--data", str(workplace / "Dữ liệu"), "--json", *map(str, arguments)])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else said.err

    return command


@pytest.fixture
def fields(workplace: Path) -> Callable[[dict[str, Any]], Path]:
    """A file with these values."""

    def write(values: dict[str, Any]) -> Path:
        path = workplace / "fields.json"
        path.write_text(json.dumps(values), encoding="utf-8")
        return path

    return write


def test_a_case_is_added_listed_and_shown(run: Run, fields: Callable[[dict[str, Any]], Path]) -> None:
    code, added = run("case", "add", "--fields", fields(COMPLAINT))
    assert code == 0
    assert (added["id"], added["code"], added["due"], added["due_unit"]) == (
        1,
        "2026-001",
        "2026-07-29",
        "working_day",
    )
    assert added["warnings"] == []
    code, rows = run("case", "list", "--due", "2026-07-29", "--open")
    assert code == 0
    assert [(one["id"], one["person"], one["state"]) for one in rows] == [(1, "Nguyễn Văn Đức", "entered")]
    assert run("case", "list", "--due", "28/7/2026")[1] == []
    assert run("case", "list", "--text", "do dat")[1] == rows
    code, shown = run("case", "show", "2026-001")
    assert code == 0
    assert (shown["request"], [one["action"] for one in shown["steps"]]) == ("Đo lại", ["enter"])
    assert run("case", "show", "1")[1] == shown
    assert {"rule", "due", "unit", "article", "confidence"} <= set(shown["deadlines"][0])


def test_a_second_paper_of_the_same_citizen_is_told(
    run: Run, fields: Callable[[dict[str, Any]], Path]
) -> None:
    run("case", "add", "--fields", fields(COMPLAINT))
    assert run("case", "add", "--fields", fields(COMPLAINT | {"content": "Việc khác"}))[1]["alike"] == [
        "2026-001"
    ]


@pytest.mark.parametrize("field", ["name", "address", "identity"])
def test_a_denunciation_with_identity_is_refused(
    run: Run, fields: Callable[[dict[str, Any]], Path], workplace: Path, field: str
) -> None:
    given = {"kind": "denunciation", "received": "2026-07-20", "channel": "post", "content": "Thu tiền sai"}
    code, answer = run("case", "add", "--fields", fields(given | {field: "Zuỳnhxơ"}))
    assert (code, answer["error"]["code"]) == (1, "denouncer_identity")
    assert "Zuỳnhxơ" not in json.dumps(answer, ensure_ascii=False)
    assert not (workplace / "Dữ liệu").exists()
    code, added = run("case", "add", "--fields", fields(given))
    assert (code, added["person"]) == (0, "Người tố cáo số TC-2026-001")
    shown = run("case", "show", "1")[1]
    assert (shown["name"], shown["content"]) == (None, None)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"received": "2026-02-30"}, "2026-02-30"),
        ({"received": "31/4/2026"}, "31/4/2026"),
        ({"received": "29/2/2025"}, "29/2/2025"),
        ({"received": "2999-01-01"}, "chưa đến"),
        ({"received": "2027-01-01"}, "2027 chưa đến"),
        ({"received": "1/1/60"}, "2060 chưa đến"),
        ({"received": "1899-01-01"}, "trước năm 1900"),
        ({"kind": "letter"}, "letter"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"people": "nhiều"}, "nhiều"),
        ({"people": 0}, "từ 1 đến"),
        ({"nmae": "x"}, "«name»"),
        ({"content": ""}, "nội dung"),
        ({"name": ["x"]}, "phải là chữ"),
    ],
)
def test_bad_values_are_told_and_nothing_is_written(
    run: Run, fields: Callable[[dict[str, Any]], Path], values: dict[str, Any], words: str
) -> None:
    code, answer = run("case", "add", "--fields", fields(COMPLAINT | values))
    assert code == 1
    assert words in answer["error"]["message"]
    assert run("case", "list")[1] in ([], answer) or "error" in run("case", "list")[1]


@pytest.mark.parametrize("content", ["", "[]", "{", "x\x00"])
def test_a_file_that_is_no_object_is_told(run: Run, workplace: Path, content: str) -> None:
    path = workplace / "fields.json"
    path.write_text(content, encoding="utf-8")
    code, answer = run("case", "add", "--fields", path)
    assert (code, answer["error"]["code"]) == (1, "fields_unreadable")
    assert run("case", "add", "--fields", workplace / "none.json")[1]["error"]["code"] == "fields_unreadable"


def test_all_fields_of_an_entry_can_be_given(run: Run, fields: Callable[[dict[str, Any]], Path]) -> None:
    more = {
        "hamlet": "Thôn Đông", "phone": "0912345678", "people": 6, "topic": "đất đai", "remote": True,
        "against": "Quyết định 5/QĐ-UBND", "earlier": "UBND xã", "receiver": "Lê Văn Hùng", "note": "ghi chú",
        "representatives": ["Trần Thị Hường", {"name": "Lê Văn B", "identity": "030080001235"}],
        "papers": ["Đơn (2 trang, bản chính)", {"name": "Bản đồ", "pages": 1, "state": "certified"}],
    }  # fmt: skip
    code, added = run("case", "add", "--fields", fields(COMPLAINT | more))
    assert (code, added["people"]) == (0, 6)


def test_steps_go_by_command(run: Run, fields: Callable[[dict[str, Any]], Path]) -> None:
    run("case", "add", "--fields", fields(COMPLAINT))
    code, answer = run("case", "step", "1", "--fields", fields({"action": "extend", "on": "2026-07-21"}))
    assert (code, answer["error"]["code"]) == (1, "step_refused")
    accept = {
        "action": "accept",
        "on": "2026-07-21",
        "document": {"number": "3/TB-UBND", "day": "2026-07-21"},
    }
    code, answer = run("case", "step", "1", "--fields", fields(accept))
    assert (code, answer["state"], answer["accepted_on"]) == (0, "accepted", "2026-07-21")
    no_paper = {"action": "extend", "on": "2026-07-22", "complexity": "complex"}
    code, answer = run("case", "step", "1", "--fields", fields(no_paper))
    assert "Số văn bản" in answer["error"]["message"]
    assert (
        run("case", "step", "1", "--fields", fields({"action": "fly"}))[1]["error"]["code"] == "fields_wrong"
    )


def old_register(path: Path) -> Path:
    """An old register with good rows and bad ones."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["SỔ TIẾP CÔNG DÂN NĂM 2025"])
    sheet.append(
        ["STT", "Ngày tiếp", "Họ tên, địa chỉ", "CMND/Hộ chiếu", "Nội dung vụ việc", "Loại đơn",
         "Số người cùng nội dung", "Theo dõi kết quả giải quyết", "Ghi chú"]
    )  # fmt: skip
    for row in (
        [1, "3/2/2025", "Trần Thị A - thôn Đoài", "030180001234", "Đề nghị sửa đường", "KN, PA", 1,
         "Đã trả lời, công văn 15/UBND ngày 12/2/2025", ""],
        [2, "31/4/2025", "Lê Văn B", "", "Khiếu nại bồi thường", "KN", 1, "", ""],
        [3, "5/3/2025", "Phạm C, thôn Bắc", "", "Tố cáo cán bộ", "TC", 1, "", ""],
        [4, "6/3/2025", "Hoàng D, thôn Bắc", "123", "Khiếu nại quyết định", "khiếu nại", "7 người", "", ""],
        [5, "", "Hoàng E", "", "Hỏi", "PA", 1, "", ""],
        [6, "7/3/2025", "Hoàng G", "", "Hỏi đường", "lung tung", 1, "", ""],
        [7, "8/3/2099", "Hoàng H", "", "Hỏi đường", "PA", 1, "", ""],
        [8, "8/3/2025", "Đỗ Thị I", "", "Xin hỗ trợ", "PA", 1, "Đã xong", ""],
    ):  # fmt: skip
        sheet.append(row)
    book.save(path)
    return path


def test_an_old_register_comes_in_and_every_other_row_is_accounted_for(run: Run, workplace: Path) -> None:
    table = old_register(workplace / "sổ cũ.xlsx")
    failed = workplace / "chưa nhập.xlsx"
    code, dry = run("case", "import", table, "--dry-run")
    assert "error" in dry  # nothing is there to compare with
    code, answer = run("case", "import", table, "--failed", failed)
    assert (code, answer["imported"], answer["closed"]) == (3, 3, 2)
    told = {one["row"]: one["message"] for one in answer["skipped"]}
    assert sorted(told) == [4, 5, 7, 8, 9]
    assert "31/4/2025" in told[4]
    assert "tố cáo" in told[5]
    assert "Phạm C" not in json.dumps(answer, ensure_ascii=False)
    assert "ngày tiếp nhận" in told[7]
    assert "lung tung" in told[8]
    rows = {one["code"]: one for one in run("case", "list")[1]}
    done, waiting, other = rows["2025-001"], rows["2025-002"], rows["2025-003"]
    assert (done["state"], done["closed_on"], done["on_time"], done["due"]) == (
        "resolved",
        "2025-02-12",
        None,
        None,
    )
    assert (waiting["state"], waiting["people"], waiting["person"]) == ("entered", 7, "Hoàng D")
    assert (other["closed_on"], other["on_time"]) == ("2025-03-08", None)
    sheet = openpyxl.load_workbook(failed).active
    assert sheet is not None
    kept = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(kept) == 6
    assert kept[0][-1] == "Lý do chưa nhập"
    assert kept[1][2] == "Lê Văn B"
    assert kept[2][2] == ""  # nobody's name beside a denunciation
    code, again = run("case", "import", table)
    assert (again["imported"], len(again["skipped"])) == (0, 8)
    assert "2025-001" in again["skipped"][0]["message"]


def test_a_table_with_other_columns_is_told_with_those_it_has(run: Run, workplace: Path) -> None:
    table = workplace / "khác.csv"
    table.write_text("Họ tên;Tuổi\nNguyễn Văn A;50\n", encoding="utf-8")
    code, answer = run("case", "import", table)
    assert (code, answer["error"]["code"]) == (1, "case_columns_missing")
    assert "Tuổi" in answer["error"]["message"]
    assert "Ngày tiếp nhận" in answer["error"]["message"]


def test_columns_can_be_named_and_old_cases_taken_as_done(
    run: Run, workplace: Path, fields: Callable[[dict[str, Any]], Path]
) -> None:
    table = workplace / "cột lạ.csv"
    table.write_text("A1;B1;C1\n5/1/25;kiến nghị;Sửa cống\n5/11/2025;PA;Rác\n", encoding="utf-8")
    mapping = fields({"A1": "received", "B1": "kind", "C1": "content"})
    code, answer = run("case", "import", table, "--map", mapping, "--done-before", "1/6/2025")
    assert (code, answer["imported"], answer["closed"]) == (0, 2, 1)
    rows = {one["summary"]: one for one in run("case", "list")[1]}
    assert rows["Sửa cống"]["received"] == "2025-01-05"
    assert (rows["Sửa cống"]["open"], rows["Rác"]["open"]) == (False, True)
