"""The commands ``score accept``, ``score show`` and ``year status`` about proposals."""

import pytest

from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", 2025, "--set", "hai-duong-2024")
    for month in range(1, 13):
        made.run("indicator", "set", 2025, month, "files_early=10", "files_on_time=90", "files_late=0")
    return made


def test_a_proposal_is_shown_accepted_and_counted(commune: Commune) -> None:
    _code, shown = commune.run("score", "show", 2025)
    (files,) = [one for one in shown["proposals"] if one["node"] == "B.1.6"]
    assert (files["proposed_points"], files["decision"]) == ("7", None)
    assert files["rules"][0]["sentence"].endswith("1.200 trên 1.200, bằng 100%; ngưỡng: đủ 100%.")
    assert "B.1.6: Đề nghị 7 điểm." in commune.text("score", "show", 2025)[1]
    code, answer = commune.run("score", "accept", 2025, "B.1.6", "--by", "Phạm Văn Hùng")
    assert (code, answer["points"], answer["max_points"]) == (0, "7", "7")
    _code, status = commune.run("year", "status", 2025)
    assert status["total"] == "7"
    assert (status["proposals"]["accepted"], status["proposals"]["waiting"]) == (1, 0)


def test_scoring_otherwise_needs_points_and_a_reason(commune: Commune) -> None:
    code, answer = commune.run("score", "accept", 2025, "B.1.6", "--points", "6")
    assert (code, answer["error"]["code"]) == (1, "reason_missing")
    code, answer = commune.run("score", "accept", 2025, "B.1.6", "--points", "6", "--reason", "Có văn bản")
    assert (code, answer["points"]) == (0, "6")
    assert answer["proposal"]["decision"]["decision"] == "overridden"
    told = commune.text("year", "status", 2025)[1]
    assert "0 đề nghị chờ quyết định" in told


@pytest.mark.parametrize(
    ("node", "code"), [("B.2.2", "nothing_proposed"), ("B.4.5", "no_rule"), ("X", "node_unknown")]
)
def test_nothing_to_accept_is_refused_in_words(commune: Commune, node: str, code: str) -> None:
    done, answer = commune.run("score", "accept", 2025, node)
    assert (done, answer["error"]["code"]) == (1, code)
    assert commune.run("year", "status", 2025)[1]["total"] == "0"
