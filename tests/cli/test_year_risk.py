"""``year status`` tells which points may still be lost, why, and until when."""

import pytest

from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune

YEAR = 2026


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", YEAR, "--set", "hai-duong-2024")
    return made


def test_a_claim_that_nothing_proves_is_at_risk(commune: Commune) -> None:
    commune.run("score", "set", YEAR, "B.4.5", "2")
    code, status = commune.run("year", "status", YEAR)
    assert code == 0
    risk = status["risk"]
    assert (risk["claimed"], risk["backed"], risk["at_risk"]) == ("2", "0", "2")
    (line,) = [one for one in risk["lines"] if one["node"] == "B.4.5"]
    assert (line["points"], line["why"], line["claimed"], line["lost"]) == ("2", "no_proof", True, False)
    assert "Điểm có nguy cơ mất" in commune.text("year", "status", YEAR)[1]


def test_what_was_handed_in_is_not_at_risk_any_more(commune: Commune) -> None:
    commune.run("score", "set", YEAR, "B.4.5", "2")
    commune.run("year", "freeze", YEAR)
    risk = commune.run("year", "status", YEAR)[1]["risk"]
    assert (risk["at_risk"], risk["unclaimed"], risk["lines"]) == ("0", "0", [])
