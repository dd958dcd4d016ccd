"""``survey read`` and ``survey doubts``: a pile of scans by command."""

import json
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import main
from friendly_desktop.domain.surveys import Survey
from friendly_desktop.paths import DataFolder
from tests.services.test_ballot_reading import BEST, MIXED, paper, save


@pytest.fixture
def survey(data_folder: DataFolder) -> Survey:
    services = open_services(data_folder, create=True)
    try:
        return services.surveys.open(2026, "citizen", issued=10)
    finally:
        services.close()


def test_a_pile_is_read_doubts_are_listed_and_reading_again_changes_nothing(
    survey: Survey, data_folder: DataFolder, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: object) -> tuple[int, Any]:
        code = main(["--data", str(data_folder.root), "--json", "survey", *map(str, words)])
        return code, json.loads(capsys.readouterr().out)

    sure = save(workplace, "chắc.pdf", paper(survey, 1, BEST), paper(survey, 2, MIXED))
    code, told = run("read", survey.id, sure)
    assert (code, told["read"], told["doubtful"], told["unreadable"]) == (0, [1, 2], [], [])
    doubtful = save(workplace, "ngờ.png", paper(survey, 3, (0, 1, None, 1, 0)))
    other = save(workplace, "khác.png", paper(survey, 2, BEST))
    code, told = run("read", survey.id, doubtful, other, workplace / "không có.pdf")
    assert (code, told["read"], told["doubtful"]) == (3, [], [3])
    assert [(one["file"], one["page"], one["why"]) for one in told["unreadable"]] == [
        ("không có.pdf", None, "broken_file")
    ]
    assert [(one["ballot"], one["same"]) for one in told["repeated"]] == [(2, False)]
    code, told = run("doubts", survey.id)
    assert (code, [(one["ballot"], one["questions"]) for one in told]) == (
        0,
        [(3, [{"place": 3, "why": "blank"}])],
    )
    code, told = run("read", survey.id, sure)
    assert (code, told["read"], [one["same"] for one in told["repeated"]]) == (0, [], [True, True])
    assert run("read", 99, sure)[1]["error"]["code"] == "survey_gone"
    assert main(["--data", str(data_folder.root), "survey", "read", str(survey.id), str(doubtful)]) == 0
    assert "Phiếu 3 (ngờ.png) đã có" in capsys.readouterr().out
