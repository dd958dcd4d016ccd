"""A year of an office by command: cases of every kind on every way, the papers of the year, nobody told of."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop import cli, clock
from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.text import fold
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage.pdfium import page_count
from tests.services.planted import (
    ADDRESS,
    IDENTITY,
    NAME,
    PHONE,
    contents,
    leaks_in_files,
    leaks_in_tables,
    traces_in,
)

TODAY = date(2026, 12, 10)
FIRST = date(2026, 1, 5)
KINDS = ("complaint", "petition", "feedback", "denunciation", "petition", "feedback")
CHANNELS = ("in_person", "in_person", "post", "zalo", "suggestion_box", "line_1022", "front", "dialogue")
PEOPLE = ("Nguyễn Văn Đức", "Trần Thị Hường", "Phạm Quốc Ích", "Đặng Thị Ước", "Lê Bá Oanh")
#: Numbers of identity papers as people bring them: of 12, 9 and 13 digits, a passport, none.
IDENTITIES = ("030080001234", "012345678", "0300800012345", "B1234567", "")

Step = tuple[int, str, dict[str, Any]]

_NUMBERS = count(1)


def paper(kind: str) -> dict[str, Any]:
    """A document with the next number of the year; its day is filled in with that of the step."""
    return {
        "number": f"{next(_NUMBERS):02d}/{kind}-UBND",
        "signer": "Trần Văn Minh",
        "issuer": "UBND xã An Bình",
    }


def ways() -> dict[str, list[list[Step]]]:
    """By kind of case the ways it may go: days after it was received, the step, what the step needs."""
    own = (1, "classify", {"conditions": "met", "competence": "own"})
    other = (1, "classify", {"conditions": "met", "competence": "other"})
    assigned = (2, "assign", {"officer": "Phạm Văn Toàn"})
    return {
        "complaint": [
            [
                own,
                (5, "accept", {"document": paper("TB"), "officer": "Phạm Văn Toàn"}),
                (10, "suspend", {"document": paper("QĐ"), "text": "Chờ kết quả đo đạc"}),
                (20, "resume", {"document": paper("QĐ")}),
                (25, "extend", {"document": paper("TB"), "complexity": "complex"}),
                (30, "dialogue", {"document": paper("BB"), "text": "Các bên thống nhất"}),
                (33, "resolve", {"document": paper("QĐ"), "outcome": "partly"}),
                (35, "notify", {"body": "Người khiếu nại"}),
            ],
            [own, (4, "not_accept", {"text": "Hết thời hiệu", "document": paper("TB")})],
            [own, (4, "accept", {}), (9, "terminate", {"text": "Rút toàn bộ", "document": paper("QĐ")})],
            [(3, "withdraw", {"text": "Tự nguyện rút đơn"}), (30, "reopen", {"text": "Có tình tiết mới"})],
            [other, (3, "guide", {"body": "Ủy ban nhân dân tỉnh", "document": paper("PHD")})],
        ],
        "denunciation": [
            [
                own,
                (5, "accept", {"document": paper("QĐ")}),
                (20, "extend", {"document": paper("QĐ"), "complexity": "complex", "days": 30}),
                (40, "resolve", {"document": paper("KL"), "outcome": "wrong"}),
                (43, "notify", {}),
                (45, "publish", {"text": "Niêm yết tại trụ sở"}),
            ],
            [other, (4, "transfer", {"body": "Công an tỉnh", "document": paper("PC")})],
        ],
        "petition": [
            [
                assigned,
                (4, "answer", {"text": "Sẽ sửa trong quý II", "outcome": "done", "document": paper("CV")}),
            ],
            [
                assigned,
                (7, "extend", {"days": 10, "document": paper("TB")}),
                (16, "answer", {"text": "Đã sửa"}),
            ],
            [
                other,
                (2, "transfer", {"body": "Công an xã", "document": paper("PC")}),
                (20, "outside_result", {"text": "Đã nhắc nhở", "outcome": "explained"}),
            ],
        ],
        "feedback": [
            [(1, "ask_more", {"text": "Bổ sung địa điểm"}), (9, "answer", {"text": "Đã dọn"})],
            [(0, "file", {"text": "Không rõ nội dung"})],
            [(3, "note", {"text": "Đã gọi lại"})],
        ],
    }


class Office:
    """Runs the commands of one office and keeps everything they ever said."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = DataFolder(root / "Dữ liệu của xã")
        self.papers = root / "Giấy tờ"
        self.papers.mkdir()
        self._fields = root / "fields.json"
        self._capsys = capsys
        self.said: list[str] = []

    def run(self, *arguments: object) -> tuple[int, Any]:
        """A command with --json."""
        code = cli.main(["--data", str(self.folder.root), "--json", *map(str, arguments)])
        told = self._capsys.readouterr()
        self.said += [told.out, told.err]
        return code, json.loads(told.out)

    def give(self, values: dict[str, Any], *command: object) -> tuple[int, Any]:
        """A command that reads a file of values, which is gone afterwards."""
        self._fields.write_text(json.dumps(values), encoding="utf-8")
        answer = self.run(*command, "--fields", self._fields)
        self._fields.unlink()
        return answer

    def step(self, case_id: int, action: str, on: date, more: dict[str, Any]) -> dict[str, Any]:
        """A step that must be lawful."""
        values = {"action": action, "on": on.isoformat(), **more}
        if "document" in values:
            values["document"] = {**values["document"], "day": on.isoformat()}
        code, answer = self.give(values, "case", "step", case_id)
        assert code == 0, answer
        return dict(answer)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    stand_on(monkeypatch, TODAY)
    return Office(tmp_path, capsys)


def stand_on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """The clock of the PC shows this day."""
    monkeypatch.setattr(clock.SystemClock, "today", lambda _self: day)
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    monkeypatch.setattr(clock.SystemClock, "now", lambda _self: moment)


def entry(number: int, received: date) -> dict[str, Any]:
    """The case with this number of the year, as people bring it."""
    kind = KINDS[number % len(KINDS)]
    written = (received.isoformat(), f"{received:%d/%m/%Y}", f"{received.day}/{received.month}/{received:%y}")
    values: dict[str, Any] = {
        "kind": kind,
        "received": written[number % len(written)],
        "channel": CHANNELS[number % len(CHANNELS)],
        "receiver": "Lê Thị Hoa",
    }
    if kind == "denunciation":
        return values | {"content": "Thu tiền không có biên lai", "paper_file": f"tủ 2, ngăn {number}"}
    values |= {
        "name": PEOPLE[number % len(PEOPLE)],
        "address": "Thôn Đông, xã An Bình",
        "identity": IDENTITIES[number % len(IDENTITIES)],
        "content": f"Đường liên thôn hư hỏng đoạn {number}",
        "request": "Đề nghị kiểm tra, trả lời",
        "topic": "giao thông",
    }
    if number % 9 == 1:
        values |= {"people": 7, "representatives": ["Vũ Đình Ân", "Hồ Thị Ái"]}
    if number % 20 == 2:
        values["content"] = "Gia đình sinh sống ổn định từ năm 1985. " * 125  # a story of 5,000 characters
    return values


def live_a_year(office: Office, every: int) -> dict[int, str]:
    """Every case of the year with all its steps, one in so many days; the kinds by id."""
    turns: dict[str, Callable[[], list[Step]]] = {}
    for kind, possible in ways().items():
        places = count()
        turns[kind] = lambda possible=possible, places=places: possible[next(places) % len(possible)]  # type: ignore[misc]
    kinds = {}
    for number in range((TODAY - FIRST).days // every):
        received = FIRST + timedelta(days=number * every)
        code, added = office.give(entry(number, received), "case", "add")
        assert code == 0, added
        kinds[added["id"]] = KINDS[number % len(KINDS)]
        for after, action, more in turns[kinds[added["id"]]]():
            on = received + timedelta(days=after)
            if on <= TODAY:
                office.step(added["id"], action, on, more)
        if number % 3:
            office.step(added["id"], "national", received, {"code": f"QG-{number}"})
    return kinds


def test_a_year_of_cases_is_counted_printed_and_found_again(office: Office) -> None:
    kinds = live_a_year(office, every=12)
    year = ("--year", TODAY.year)
    rows = office.run("case", "list", *year)[1]
    assert [one["id"] for one in rows] == sorted(kinds, reverse=True)
    assert {one["number"] for one in (office.run("case", "show", row["id"])[1] for row in rows)} == set(
        range(1, len(kinds) + 1)
    )
    assert {one["state"] for one in rows} >= {
        "resolved", "not_accepted", "terminated", "processing", "guided", "transferred", "filed", "entered",
    }  # fmt: skip
    code, told = office.run("case", "statistics", "--from", "1/1/2026", "--to", "31/12/2026")
    assert code == 0
    assert f'"received": {len(kinds)}' in json.dumps(told)
    in_person = [row for row in rows if row["channel"] == "in_person"]
    for paper_size in ("A3", "A4"):
        target = office.papers / f"sổ {paper_size}.pdf"
        made = office.run("register", "print", *year, "--paper", paper_size, "--out", target)[1]
        assert (made["rows"], made["pages"]) == (len(in_person), page_count(target))
    fixed = office.run("register", "print", *year, "--fix", "all", "--out", office.papers / "vào sổ.pdf")[1]
    assert fixed["rows"] == len(in_person)
    again = office.run("register", "print", *year, "--again", "1-99", "--out", office.papers / "in lại.pdf")
    assert again[0] == 0
    assert office.run("register", "print", *year, "--out", office.papers / "sổ.xlsx")[1]["rows"] == len(
        in_person
    )
    assert office.run("case", "daily", "--out", office.papers / "ngày.pdf")[0] == 0
    found = office.run("search", "duong lien thon")[1]
    assert found
    assert all(kinds[one["id"]] != "denunciation" for one in found if one["area"] == "cases")


def test_a_denouncer_is_in_nothing_that_a_year_leaves_behind(office: Office, tmp_path: Path) -> None:
    kinds = live_a_year(office, every=30)
    secret = [case_id for case_id, kind in kinds.items() if kind == "denunciation"]
    named = {
        "kind": "denunciation",
        "content": "Thu tiền",
        "name": NAME,
        "address": ADDRESS,
        "identity": IDENTITY,
    }
    code, answer = office.give(named, "case", "add")
    assert (code, answer["error"]["code"]) == (1, "denouncer_identity")
    code, answer = office.give({"action": "note", "text": f"Tôi tên là {NAME}"}, "case", "step", secret[0])
    assert (code, answer["error"]["code"]) == (1, "step_refused")
    # A complaint that turns out to be a denunciation: what was known of its sender goes from everywhere.
    complaint = named | {"kind": "complaint", "phone": PHONE, "content": f"{NAME} tố cáo việc thu tiền"}
    hidden = office.give(complaint, "case", "add")[1]["id"]
    before = len(office.said)  # until here the person was a complainant whom everybody may know
    office.said[before - 2 :] = []
    office.step(hidden, "classify", TODAY, {"kind": "denunciation"})
    secret.append(hidden)
    for case_id in secret:
        shown = office.run("case", "show", case_id)[1]
        assert (shown["name"], shown["content"]) == (None, None)
        office.run("case", "slip", case_id, "--out", office.papers / f"phiếu {case_id}.pdf")
        for form in office.run("case", "form", case_id)[1]:
            for ending in ("pdf", "docx"):
                target = office.papers / f"{form['id']} {case_id}.{ending}"
                office.run("case", "form", case_id, form["id"], "--out", target)
    for words in (NAME, fold(NAME), ADDRESS, IDENTITY, PHONE):
        assert office.run("search", words)[1] == []
        assert office.run("case", "list", "--text", words)[1] == []
    office.run("case", "list")
    for name in ("sổ.pdf", "sổ.xlsx"):
        office.run("register", "print", "--year", TODAY.year, "--out", office.papers / name)
    for name in ("thống kê.pdf", "thống kê.xlsx"):
        office.run("case", "statistics", "--out", office.papers / name)
    office.run("case", "daily", "--out", office.papers / "ngày.pdf")
    assert any(traces_in(content) for _name, content in contents(NAME.encode(), "itself"))
    assert len(list(office.papers.iterdir())) > 20
    assert [line for line in office.said if traces_in(line.encode())] == []
    services = open_services(office.folder)
    assert leaks_in_tables(services) == []
    services.close()
    assert leaks_in_files(tmp_path) == []


def test_a_clock_set_back_a_year_is_told_and_gives_no_case_its_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition = {"kind": "petition", "name": PEOPLE[0], "content": "Đề nghị sửa đường", "channel": "post"}
    assert office.give(petition, "case", "add")[1]["received"] == TODAY.isoformat()
    stand_on(monkeypatch, TODAY.replace(year=2025))
    code, added = office.give(petition | {"content": "Đề nghị sửa cống"}, "case", "add")
    assert code == 0
    assert (added["received"], added["year"]) == (TODAY.isoformat(), 2026)
    assert any("Đồng hồ của máy" in one for one in added["warnings"])


def test_a_day_of_long_ago_is_asked_about_and_taken(office: Office) -> None:
    old = {"kind": "petition", "name": PEOPLE[0], "content": "Đề nghị sửa đường", "received": "5/3/16"}
    code, added = office.give(old, "case", "add")
    assert (code, added["received"]) == (0, "2016-03-05")
    assert any("hơn một năm" in one for one in added["warnings"])
