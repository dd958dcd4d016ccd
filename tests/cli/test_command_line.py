"""What holds for every command: one answer, exit codes, and nothing made by what was refused."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from friendly_desktop.cli import main

PROGRAM = Path(__file__).resolve().parents[2] / "app.py"


@pytest.mark.parametrize(
    "command",
    [
        ["year", "open", "2026", "--set", "khong-co"],
        ["year", "open", "2026", "--set", "hai-duong-2024", "--version", "9"],
        ["year", "open", "99999", "--set", "hai-duong-2024"],
        ["criteria", "import", str(PROGRAM)],
        ["criteria", "import", "không có.yaml"],
        ["demo", "--year", "1"],
        ["demo", "--year", "2020"],
        ["evidence", "add", "2026", "B.1.1.1", str(PROGRAM)],
        ["score", "set", "2026", "B.1.1.1", "1"],
        ["year", "freeze", "2026"],
        ["package", "export", "2026", "--out", "gói"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_a_refused_command_leaves_no_data_folder_behind(command, workplace, capsys):
    folder = workplace / "Dữ liệu"
    assert main(["--data", str(folder), "--json", *command]) == 1
    assert set(json.loads(capsys.readouterr().out)["error"]) == {"code", "title", "message", "hint"}
    assert not folder.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["--data", "", "year", "status"],
        ["evidence", "add", "2026", "B.1.1.1", ""],
        ["package", "export", "2026", "--out", " "],
        ["criteria", "check", ""],
    ],
    ids=" ".join,
)
def test_an_empty_path_is_wrong_usage_and_never_the_current_folder(command, workplace, capsys):
    assert main(command) == 2
    assert capsys.readouterr().out == ""


def test_a_bug_of_the_program_is_one_answer_without_values_or_traceback(monkeypatch, workplace, capsys):
    def fails(*_arguments: object) -> None:
        raise ValueError("Nguyễn Thị Bí Mật")

    monkeypatch.setattr("friendly_desktop.cli.doctor._examine", fails)
    assert main(["--data", str(workplace / "Dữ liệu"), "--json", "doctor"]) == 1
    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert error["code"] == "internal_error"
    assert "test_command_line.py" in error["message"]
    assert "Bí Mật" not in told.out + told.err


@pytest.mark.skipif(os.name == "nt", reason="pipes and /dev/full of POSIX")
def test_a_reader_that_went_away_is_no_complaint(workplace):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(PROGRAM), "--json", "criteria", "show", "hai-duong-2024"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="closes streams with a POSIX shell")
@pytest.mark.parametrize(("command", "expected"), [("criteria list", 0), ("year status", 1)])
def test_a_command_without_streams_does_its_work(command, expected, workplace):
    line = f'"$0" "$1" --data "$2" {command} >&- 2>&-'
    shell = ["sh", "-c", line, sys.executable, str(PROGRAM), str(workplace / "Dữ liệu")]
    assert subprocess.run(shell, check=False).returncode == expected


@pytest.mark.skipif(os.name == "nt" or not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_answer_that_cannot_be_written_is_a_failure(workplace):
    command = [sys.executable, str(PROGRAM), "--json", "criteria", "list"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1258"])
def test_the_answer_is_utf8_whatever_the_locale(encoding, workplace):
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHON"))
    }
    surroundings |= {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    surroundings["PYTHONIOENCODING"] = encoding
    command = [sys.executable, str(PROGRAM), "--json", "criteria", "list"]
    done = subprocess.run(command, capture_output=True, env=surroundings, check=True)
    assert "Hải Dương" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", [["--data", "Dữ liệu"], ["--data=Dữ liệu"]])
def test_a_data_folder_without_a_command_opens_the_window_on_it(words, monkeypatch):
    import app

    opened: list[str] = []
    monkeypatch.setitem(sys.modules, "ui.application", SimpleNamespace(run=opened.append))
    monkeypatch.setattr(app.gc, "disable", lambda: None)
    monkeypatch.setattr(app, "refuses_old_windows", lambda _arguments: False)
    monkeypatch.setattr(sys, "argv", ["app.py", *words])
    app.main()
    assert opened == ["Dữ liệu"]


def test_ctrl_c_before_the_command_begins_is_quiet(monkeypatch):
    import signal

    import app

    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "main", interrupted)
    monkeypatch.setattr(signal, "signal", lambda *_arguments: None)
    assert app.run() == 130


@pytest.mark.parametrize("lost", ["deleted", "emptied"])
def test_evidence_without_its_records_is_never_taken_over_by_a_new_office(lost, workplace, capsys):
    folder = workplace / "Dữ liệu"
    paper = workplace / "kế hoạch.pdf"
    paper.write_bytes(b"%PDF-1.4 plan")
    assert main(["--data", str(folder), "year", "open", "2026", "--set", "hai-duong-2024"]) == 0
    assert main(["--data", str(folder), "evidence", "add", "2026", "B.1.1.1", str(paper)]) == 0
    kept = sorted(path.name for path in (folder / "evidence").rglob("*"))
    database = folder / "office.sqlite"
    database.unlink()
    if lost == "emptied":
        database.touch()
    capsys.readouterr()
    assert main(["--data", str(folder), "--json", "year", "open", "2026", "--set", "hai-duong-2024"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "database_missing"
    assert sorted(path.name for path in (folder / "evidence").rglob("*")) == kept


def test_the_doctor_names_records_that_do_not_open_as_a_finding(workplace, capsys):
    folder = workplace / "Dữ liệu"
    folder.mkdir()
    (folder / "office.sqlite").write_bytes(b"no database at all" * 500)
    assert main(["--data", str(folder), "--json", "doctor"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["checks"][0]["name"], found["checks"][0]["ok"]) == (False, "database", False)
