"""``survey``: lists counted by themselves, rounds kept for an office."""

import csv
from pathlib import Path

import openpyxl
import pytest

from friendly_desktop.paths import DataFolder
from friendly_desktop.storage.survey_files import SHIPPED
from tests.cli.commune import Commune

HEADINGS = ("ballot", "q1", "q2", "q3", "q4", "q5")
GOOD = ("good",) * 5


def csv_of(path: Path, *rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    return path


@pytest.fixture
def office(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    return Commune(data_folder, capsys)


def test_answers_may_be_ids_places_words_or_first_letters(office: Commune, workplace: Path) -> None:
    table = csv_of(
        workplace / "phiếu.csv",
        (1, "good", "fair", "average", "poor", "good"),
        (2, 1, 2, 3, 4, 1),
        (3, "Tốt", "Khá", "Trung bình", "Yếu", "TỐT"),
        (4, "tot", "kha", "trung binh", "yeu", " Tot. "),
        (5, "T", "K", "TB", "Y", "t"),
    )
    code, answer = office.run("survey", "tally", "citizen", "--ballots", table)
    assert code == 0
    assert (answer["ballots"], answer["valid"], answer["invalid"]) == (5, 5, [])
    assert answer["average"] == "5.5"
    assert [one["average"] for one in answer["questions"]] == ["2", "1", "0.5", "0", "2"]
    assert answer["questions"][2]["counts"] == {"good": 0, "fair": 0, "average": 5, "poor": 0}
    assert not office.folder.exists()


def test_a_ballot_that_cannot_be_understood_is_invalid_and_told_why(office: Commune, workplace: Path) -> None:
    table = csv_of(
        workplace / "phiếu.csv",
        (1, *GOOD),
        (2, "", "", "", "", ""),
        (3, "excellent", *GOOD[1:]),
        (4, "1,2", *GOOD[1:]),
        (5, "5", *GOOD[1:]),
        (6, "fair", "", *GOOD[2:]),
        ("A-7", *GOOD),
        ("", *GOOD),
    )
    code, answer = office.run("survey", "tally", "village", "--ballots", table)
    assert code == 0
    assert answer["ballots"] == 8
    assert answer["valid"] == 3
    assert answer["invalid"] == [2, 3, 4, 5, "#9"]
    assert [one["row"] for one in answer["why_invalid"]] == [3, 4, 5, 6, 9]
    assert "excellent" in answer["why_invalid"][1]["message"]
    assert answer["questions"][1]["blank"] == 1
    assert answer["average"] == "9"  # (10 + 7 + 10) : 3
    answer = office.run("survey", "tally", "village", "--ballots", table, "--complete")[1]
    assert (answer["valid"], answer["invalid"]) == (2, [2, 3, 4, 5, 6, "#9"])
    assert answer["why_invalid"][4]["message"] == "Bỏ trống câu 2"


def test_a_workbook_with_titles_and_vietnamese_headings_is_read(office: Commune, workplace: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TỔNG HỢP PHIẾU KHẢO SÁT"])
    sheet.append([])
    sheet.append(["Số phiếu", "Câu 1", "Câu 2", "Câu 3", "Câu 4", "Câu 5", "Ghi chú"])
    sheet.append(["0001", "Tốt", "Tốt", "Khá", "Tốt", "Tốt", "x"])
    sheet.append([2, 1, 1, 1, 1, 1])
    path = workplace / "phiếu.xlsx"
    book.save(path)
    code, answer = office.run("survey", "tally", "citizen", "--ballots", path)
    assert (code, answer["valid"], answer["average"]) == (0, 2, "9.5")


def test_a_form_may_be_a_file_and_its_points_count(office: Commune, workplace: Path) -> None:
    text = (SHIPPED / "citizen.yaml").read_text(encoding="utf-8")
    form = workplace / "mẫu.yaml"
    form.write_text(text.replace("id: citizen", "id: mine").replace('"0.5"', '"0.25"'), encoding="utf-8")
    table = csv_of(workplace / "phiếu.csv", (1, *("average",) * 5), (2, *GOOD), (3, *GOOD))
    code, answer = office.run("survey", "tally", form, "--ballots", table)
    assert (code, answer["form"], answer["points"], answer["average"]) == (0, "mine", "21.25", "7.0833")
    assert "7,08 điểm trên 10" in answer["arithmetic"]


@pytest.mark.parametrize(
    ("form", "headings", "error"),
    [
        ("nothing", HEADINGS, "survey_form_unknown"),
        ("nothing.yaml", HEADINGS, "file_missing"),
        ("citizen", HEADINGS[:4], "ballot_list_columns"),
        ("citizen", (*HEADINGS, "Câu 1"), "ballot_list_columns"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    office: Commune, workplace: Path, form: str, headings: tuple[str, ...], error: str
) -> None:
    table = csv_of(workplace / "phiếu.csv", (1, *GOOD, "good"), headings=headings)
    code, answer = office.run("survey", "tally", form, "--ballots", table)
    assert (code, answer["error"]["code"]) == (1, error)
    assert answer["error"]["hint"] or error == "file_missing"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7 x", b"PK\x03\x04broken", b'"open\n1,2'])
def test_a_list_that_is_none_is_refused_kindly(office: Commune, workplace: Path, content: bytes) -> None:
    path = workplace / "phiếu.csv"
    path.write_bytes(content)
    code, answer = office.run("survey", "tally", "citizen", "--ballots", path)
    assert code == 1
    assert answer["error"]["code"] in {"list_unreadable", "list_empty", "ballot_list_columns"}


def test_a_round_is_opened_filled_closed_and_told(office: Commune, workplace: Path) -> None:
    code, made = office.run(
        "survey",
        "open",
        "citizen",
        "--year",
        2026,
        "--issued",
        10,
        "--group",
        "Thôn Đông",
        "--group",
        "Thôn Tây",
    )
    assert (code, made["issued"], made["form"]) == (0, 10, "citizen")
    one = made["id"]
    assert office.run("survey", "enter", one, 1, "T", "T", "K", "T", "-", "--group", "Thôn Đông")[0] == 0
    code, answer = office.run("survey", "enter", one, 1, *"TTTTT")
    assert (code, answer["error"]["code"]) == (1, "ballot_entered")
    assert office.run("survey", "enter", one, 2, "--invalid", "Đánh hai ô")[0] == 0
    code, answer = office.run("survey", "enter", one, 3, "T", "T", "X", "T", "T")
    assert (code, answer["error"]["code"]) == (1, "ballot_invalid")
    table = csv_of(
        workplace / "phiếu.csv", (1, *GOOD), (3, *GOOD), (4, *GOOD), (99, *GOOD), (5, "a", *GOOD[1:])
    )
    code, answer = office.run("survey", "import", one, table, "--dry-run")
    assert (code, answer["added"], [row["ballot"] for row in answer["skipped"]]) == (3, 2, [99, 5, 1])
    assert office.run("survey", "result", one)[1]["ballots"] == 2
    code, answer = office.run("survey", "import", one, table, "--replace")
    assert (code, answer["added"], answer["replaced"], answer["same"]) == (3, 2, 1, 0)
    code, answer = office.run("survey", "import", one, table, "--replace")
    assert (answer["added"], answer["replaced"], answer["same"]) == (0, 0, 3)
    assert office.run("survey", "returned", one, 4)[1]["returned"] == 4
    assert office.run("survey", "close", one)[1]["state"] == "closed"
    code, answer = office.run("survey", "result", one)
    assert (answer["valid"], answer["invalid"], answer["average"]) == (3, [2], "10")
    code, answer = office.run("survey", "list", 2026)
    assert [(row["id"], row["entered"], row["valid"]) for row in answer] == [(one, 4, 3)]
    assert "đã đóng" in office.text("survey", "list")[1]


def test_a_refused_opening_leaves_no_office_behind(office: Commune) -> None:
    assert office.run("survey", "open", "nothing")[0] == 1
    assert not office.folder.exists()


def test_a_form_goes_to_another_office_as_a_file(office: Commune, workplace: Path) -> None:
    office.run("survey", "open", "citizen")
    file = workplace / "mẫu.yaml"
    assert office.run("survey", "export", "village", "--out", file)[0] == 0
    text = file.read_text(encoding="utf-8").replace("id: village", "id: thon")
    file.write_text(text, encoding="utf-8")
    code, made = office.run("survey", "add", file)
    assert (code, made["id"], made["questions"]) == (0, "thon", 5)
    assert [one["id"] for one in office.run("survey", "forms")[1]] == ["citizen", "village", "thon"]
    assert office.run("survey", "add", file)[1]["version"] == 2
    file.write_text(text.replace("id: thon", "id: village"), encoding="utf-8")
    assert office.run("survey", "add", file)[1]["error"]["code"] == "survey_form_shipped"


def test_the_second_entry_by_commands(office: Commune) -> None:
    one = office.run("survey", "open", "village", "--issued", 3, "--second", 100)[1]["id"]
    for number in (1, 2):
        office.run("survey", "enter", one, number, *"TKTTT")
    office.run("survey", "enter", one, 1, *"TTTTT", "--second")
    code, answer = office.run("survey", "check", one)
    assert (code, answer["ballots"], answer["left"], answer["boxes"]) == (3, [1, 2], [2], 5)
    assert answer["differences"] == [{"ballot": 1, "question": "q2", "first": "fair", "second": "good"}]
    assert office.run("survey", "settle", one, 1, "q2", "T") == (0, {"left": 0})
    code, answer = office.run("survey", "check", one)
    assert (code, answer["differed"], answer["differences"]) == (0, 1, [])


def test_numbers_no_record_can_hold_are_wrong_usage(office: Commune) -> None:
    made = office.run("survey", "open", "citizen")[1]
    assert made["title"].startswith("Khảo sát người dân đến làm thủ tục hành chính, tháng ")
    assert office.run("survey", "result", 10**30)[0] == 2
    assert office.run("survey", "enter", made["id"], 10**30, *"TTTTT")[0] == 2
    assert office.run("survey", "result", 10**9)[1]["error"]["code"] == "survey_gone"
