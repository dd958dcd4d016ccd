"""An office with two open years, and a clerk's desk."""

from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from tests.services.evidence_desk import YEAR


@pytest.fixture
def office(services: Services) -> Services:
    for year in (YEAR - 1, YEAR):
        services.assessment.open_year(year, "hai-duong-2024")
    return services


@pytest.fixture
def desk(workplace: Path) -> Path:
    folder = workplace / "Bàn làm việc của Nguyễn Đức"
    folder.mkdir()
    return folder
