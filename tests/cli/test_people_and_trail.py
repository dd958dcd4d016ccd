"""The commands ``people`` and ``trail``: who signs in, and what was changed."""

import json
from pathlib import Path

import pytest

from friendly_desktop.cli import PASSWORD_VARIABLE
from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune

HONG, BINH = "Nguyễn Thị Hồng", "Trần Văn Bình"
PASSWORD, OTHER = "lúa chín đầu bờ", "mưa rào tháng bảy"


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", 2026, "--set", "hai-duong-2024")
    return made


@pytest.fixture
def secret(workplace: Path) -> Path:
    return _secret(workplace, "một.txt", PASSWORD)


def _secret(workplace: Path, name: str, words: str) -> Path:
    path = workplace / name
    path.write_text(words + "\n", encoding="utf-8")
    return path


def _code(answer: tuple[int, dict[str, dict[str, str]]]) -> str:
    assert answer[0] == 1
    return answer[1]["error"]["code"]


def test_an_office_begins_to_sign_in_and_keeps_its_people(
    commune: Commune, secret: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert commune.run("people", "list") == (0, {"required": False, "people": []})
    assert "ai cũng làm được" in commune.text("people", "list")[1]
    assert (
        _code(commune.run("people", "add", BINH, "--role", "clerk", "--passphrase-file", secret))
        == "sign_in_off"
    )
    sheet = workplace / "phiếu.pdf"
    adding = ("people", "add", HONG, "--role", "administrator", "--passphrase-file", secret, "--sheet", sheet)
    code, answer = commune.run(*adding)
    assert (code, answer["name"], answer["role"]) == (0, HONG, "administrator")
    assert sheet.read_bytes().startswith(b"%PDF")
    assert _code(commune.run("people", "list")) == "sign_in_needed"
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    other = _secret(workplace, "hai.txt", OTHER)
    as_hong = ("--user", HONG)
    code, answer = commune.run(
        *as_hong, "people", "add", BINH, "--role", "chairman", "--passphrase-file", other
    )
    assert (code, answer["enabled"], answer["unit"]) == (0, True, None)
    told = commune.text(*as_hong, "people", "list")[1]
    assert BINH in told
    assert "Lãnh đạo" in told
    assert commune.run(*as_hong, "people", "disable", "tran van binh")[1]["enabled"] is False
    assert commune.run(*as_hong, "people", "enable", BINH)[1]["enabled"] is True
    assert commune.run(*as_hong, "people", "reset", BINH, "--passphrase-file", secret)[0] == 0
    code, answer = commune.run("--user", BINH, "people", "list")  # with the new password
    assert (code, answer["required"], len(answer["people"])) == (0, True, 2)


def test_what_cannot_be_is_refused(
    commune: Commune, secret: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = workplace / "phiếu.pdf"
    sheet.write_text("đã có", encoding="utf-8")
    adding = ("people", "add", HONG, "--role", "administrator", "--passphrase-file", secret)
    assert _code(commune.run(*adding, "--sheet", sheet)) == "target_exists"
    assert commune.run("people", "list")[1]["required"] is False
    sheet.unlink()
    assert commune.run(*adding, "--sheet", sheet)[0] == 0
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    as_hong = ("--user", HONG)
    assert _code(commune.run(*as_hong, *adding)) == "user_exists"
    assert _code(commune.run(*as_hong, "people", "disable", HONG)) == "last_administrator"
    assert _code(commune.run(*as_hong, "people", "disable", "Không Ai")) == "user_unknown"
    weak = _secret(workplace, "yếu.txt", "12345678")
    assert _code(commune.run(*as_hong, "people", "reset", HONG, "--passphrase-file", weak)) == "password_weak"
    clerk = ("people", "add", BINH, "--role", "unit_officer", "--passphrase-file", secret)
    assert _code(commune.run(*as_hong, *clerk, "--unit", "Phòng lạ")) == "unit_unknown"
    assert commune.run(*as_hong, *clerk)[0] == 0
    as_binh = ("--user", BINH)
    assert _code(commune.run(*as_binh, "people", "disable", HONG)) == "not_permitted"
    assert (
        _code(commune.run(*as_binh, "people", "reset", HONG, "--passphrase-file", secret)) == "not_permitted"
    )
    assert _code(commune.run(*as_binh, "trail", "list")) == "not_permitted"
    assert _code(commune.run(*as_binh, "trail", "export", "--out", workplace / "a.csv")) == "not_permitted"
    assert commune.run("people", "add", BINH, "--role", "boss", "--passphrase-file", secret)[0] == 2


def test_the_trail_is_listed_taken_out_and_checked(commune: Commune, workplace: Path) -> None:
    for kind in ("hop thon", "hop xa", "tap huan"):
        assert commune.run("activity", "add", "meeting", "05/11/2026", kind)[0] == 0
    code, answer = commune.run("trail", "list", "--limit", 2)
    assert code == 0
    assert 0 < answer["shown"] <= 2 < answer["lines"]
    assert {"number", "at", "actor", "lines"} == set(answer["acts"][0])
    assert commune.run("trail", "list", "--from", "01/01/2030")[1] == {"lines": 0, "shown": 0, "acts": []}
    assert commune.run("trail", "list", "--table", "years")[1]["acts"][0]["lines"][0]["table"] == "years"
    assert _code(commune.run("trail", "list", "--to", "hôm nào")) == "date_invalid"
    assert "Thao tác" in commune.text("trail", "list")[1]
    target = workplace / "nhật ký.jsonl"
    code, written = commune.run("trail", "export", "--out", target)
    assert (code, written["lines"]) == (0, answer["lines"])
    lines = [json.loads(one) for one in target.read_text(encoding="utf-8").splitlines()]
    assert [one["number"] for one in lines] == list(range(1, answer["lines"] + 1))
    assert _code(commune.run("trail", "export", "--out", workplace / "nhật ký.txt")) == "kind_unknown"
    code, checked = commune.run("trail", "verify")
    assert (code, checked["ok"], checked["lines"], checked["found"]) == (0, True, answer["lines"], None)


def test_a_line_changed_behind_the_program_is_a_finding(commune: Commune) -> None:
    import sqlite3

    with sqlite3.connect(commune.folder.database) as records:
        triggers = records.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit'"
        ).fetchall()
        for (name,) in triggers:
            records.execute(f'DROP TRIGGER "{name}"')
        records.execute("UPDATE audit SET actor = 'Người khác' WHERE number = 2")
    records.close()
    code, checked = commune.run("trail", "verify")
    assert (code, checked["ok"]) == (3, False)
    assert checked["found"]["number"] == 2
    assert "đã bị sửa" in commune.text("trail", "verify")[1]
