"""What every test may ask for: a fixed clock and a data folder where offices really keep theirs."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from friendly_desktop import i18n
from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder
from tests.cheap_keys import cheap_keys

__all__ = ["cheap_keys"]

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)

# How fast or how busy the PC is decides nothing.
settings.register_profile("any PC", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any PC")


@pytest.fixture(autouse=True)
def _speak_vietnamese() -> Iterator[None]:
    """A test that changes the language leaves no trace of it."""
    i18n.use_language("vi")
    yield
    i18n.use_language("vi")


@pytest.fixture
def clock() -> FixedClock:
    """20 November 2026, 07:30 UTC: the weeks in which the year is scored."""
    return FixedClock(NOW)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder as on a clerk's PC: Vietnamese letters and spaces in its path."""
    folder = tmp_path / "Nguyễn Thị Hồng Nhung" / "Tài liệu xã"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def data_folder(workplace: Path) -> DataFolder:
    """Where the office's data goes; nothing is there yet."""
    return DataFolder(workplace / "Dữ liệu")


@pytest.fixture
def services(data_folder: DataFolder, clock: FixedClock) -> Iterator[Services]:
    """The real services on a new, empty office."""
    opened = open_services(data_folder, clock, create=True)
    yield opened
    opened.close()
