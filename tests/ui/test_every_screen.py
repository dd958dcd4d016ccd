"""Every page, tab and dialog as somebody meets it who works by keyboard, or hears the screen instead of seeing it.

The places are those of ``.ci/screens.py``, which draws them all: whoever adds a page or a dialog adds it there, and
has it looked at here.
"""

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder
from tests.ui import eyes
from ui.window_state import WindowState

CI = Path(__file__).resolve().parents[2] / ".ci"

#: Views of the same place in another state of its records: everything in them stands in another view too.
_LEAST_VIEWS = 150


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(CI))
    yield importlib.import_module("screens")
    for name in [one for one in sys.modules if one.startswith("screens")]:
        del sys.modules[name]


def test_every_control_has_a_name_and_is_reached_by_tab_in_the_order_of_reading(
    qapp: QApplication, workplace: Path, screens: ModuleType
):
    folder, clock = DataFolder(workplace / "Dữ liệu"), FixedClock(screens.NOW)
    services = open_services(folder, clock, create=True)
    services.demo.fill(2026)
    services.close()
    shots = screens.Shots(folder, clock, WindowState(scheme="light", year=2026), screens.SMALL)
    wrong: dict[str, str] = {}
    seen = 0
    for name, shown in shots.walk(os.environ.get("SCREENS", "")):
        seen += 1
        shown.activateWindow()
        shots.wait_for(shown.isActiveWindow)
        for problem in eyes.problems(shown):
            wrong.setdefault(problem, name)
    assert not wrong, "\n".join(f"{name}: {problem}" for problem, name in wrong.items())
    assert seen >= _LEAST_VIEWS or "SCREENS" in os.environ
