"""``guide`` and ``doctor --report``: two files for people, written from the terminal."""

import json
import zipfile
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.cli import main


def test_the_guide_is_written_and_told(
    services: Services, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = workplace / "Hướng dẫn.pdf"
    assert main(["--data", str(services.folder.root), "--json", "guide", "--out", str(target)]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(target), "pages": 1}
    assert target.read_bytes().startswith(b"%PDF")


def test_doctor_writes_a_problem_report_beside_its_answer(
    services: Services, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = workplace / "report.zip"
    code = main(["--data", str(services.folder.root), "--json", "doctor", "--report", str(target)])
    told = json.loads(capsys.readouterr().out)
    assert code in {0, 3}
    assert told["report"] == str(target)
    with zipfile.ZipFile(target) as packed:
        assert {"program.txt", "checks.txt", "records.json", "settings.json"} <= set(packed.namelist())


def test_a_report_that_cannot_be_written_is_refused(
    services: Services, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(services.folder.root), "--json", "doctor", "--report", str(workplace)]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"]
