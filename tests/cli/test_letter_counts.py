"""What commands about a year and its package tell of letters."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune
from tests.letter_year import signed, write

YEAR = 2025


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    services = open_services(data_folder, FixedClock(datetime(2025, 12, 1, tzinfo=UTC)), create=True)
    services.assessment.open_year(YEAR, "ninh-giang-2026")
    kept = [signed(services, LetterKind.WEDDING, date(2025, month, 5)) for month in (2, 3)]
    write(services, LetterKind.WEDDING, date(2025, 4, 5))
    services.letter_proof.choose_sample(YEAR, kept[:1])
    services.close()
    return Commune(data_folder, capsys)


def test_status_and_score_count_the_letters_of_each_line(commune: Commune) -> None:
    told = {"node": "2.4.1", "counted": 2, "waiting": 1, "kinds": {"wedding": 2}}
    _code, status = commune.run("year", "status", YEAR)
    assert told in status["letters"]
    _code, shown = commune.run("score", "show", YEAR)
    assert told in shown["letters"]
    assert next(one for one in shown["entries"] if one["node"] == "2.4.1")["letters"] == 2
    assert "2 thư đã ký, 1 thư chưa ký" in commune.text("year", "status", YEAR)[1]


def test_export_counts_the_letters_and_their_samples(commune: Commune, workplace: Path) -> None:
    code, answer = commune.run("package", "export", YEAR, "--out", workplace / "gói.zip")
    assert (code, answer["letters"], answer["samples"]) == (0, 2, 1)
    assert (
        "Danh mục thư có 2 thư" in commune.text("package", "export", YEAR, "--out", workplace / "hai.zip")[1]
    )
