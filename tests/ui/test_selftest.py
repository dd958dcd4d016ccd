"""The self-test of the program, tested: it goes everywhere, it tells, and it does notice what is wrong."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ui import selftest
from ui.selftest import office, papers
from ui.selftest.report import Report, Tried

ROOT = Path(__file__).resolve().parents[2]


def test_demo_papers_and_every_place_of_the_window_pass_in_a_process_of_their_own(workplace: Path):
    told = workplace / "Kết quả.json"
    command = [sys.executable, "app.py", "--selftest", "--platform", "offscreen", "--out", str(told)]
    environment = os.environ | {"FRIENDLY_DATA": str(workplace / "Không được đụng tới")}
    ended = subprocess.run(
        [*command, "--only", "system", "registers", "window"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = json.loads(told.read_text(encoding="utf-8"))
    assert report["ok"]
    assert [one["name"] for one in report["steps"]] == ["system", "demo", "registers", "window"]
    assert report["steps"][-1]["made"] > 80, "places of the window"
    assert not (workplace / "Không được đụng tới").exists(), "the office's own data was touched"


def test_a_step_that_fails_is_told_and_stops_no_other(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def broken(_office: object) -> Tried:
        raise office.NotAsItShouldBeError("số không khớp")

    monkeypatch.setattr(papers, "STEPS", {"demo": broken, "search": lambda _office: Tried(3)})
    monkeypatch.setattr(selftest, "_try_window", lambda *_arguments: Tried(1))
    told = workplace / "r.json"
    assert selftest.main(["--out", str(told)]) == 3
    report = json.loads(told.read_text(encoding="utf-8"))
    assert [(one["name"], one["ok"]) for one in report["steps"]] == [
        ("demo", False),
        ("search", True),
        ("window", True),
    ]
    assert "số không khớp" in report["steps"][0]["problem"]
    assert "KHÔNG đạt: demo." in capsys.readouterr().out


def test_without_a_console_the_report_is_still_written(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    report = Report()
    report.attempt("one", lambda: Tried(2))
    report.tell(workplace / "r.json")
    assert json.loads((workplace / "r.json").read_text(encoding="utf-8"))["steps"][0]["made"] == 2


def test_a_paper_that_is_missing_empty_blank_or_damaged_is_noticed(workplace: Path):
    from pypdf import PdfWriter

    blank = workplace / "trang.pdf"
    with PdfWriter() as writer:
        writer.add_blank_page(200, 200)
        writer.write(blank)
    empty = workplace / "rỗng.pdf"
    empty.touch()
    damaged = workplace / "hỏng.xlsx"
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("sheet.xml", "Nguyễn Văn Đức" * 20)
    content = bytearray(damaged.read_bytes())
    content[60] ^= 0xFF
    damaged.write_bytes(content)
    for path in (blank, empty, damaged, workplace / "không có.pdf"):
        with pytest.raises(office.NotAsItShouldBeError):
            office.look_at(path)
