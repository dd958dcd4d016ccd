"""Windows before 10 version 1903: told kindly, in the program and by the installer alike."""

import re
import sys
from pathlib import Path

import pytest

import app
from friendly_desktop import old_windows

ROOT = Path(app.__file__).resolve().parent


@pytest.mark.parametrize(
    ("build", "old"),
    [(None, False), (10240, True), (17763, True), (18361, True), (18362, False), (26100, False)],
)
def test_only_a_windows_before_1903_is_too_old(build: int | None, old: bool):
    assert old_windows.is_too_old(build) is old


def test_the_message_says_which_windows_is_there_and_which_is_needed():
    told: list[str] = []
    old_windows.tell(17763, lambda *words: told.extend(words))
    assert told[0] == "Chính quyền thân thiện"
    assert "17763" in told[1]
    assert "1903" in told[1]
    assert "Windows 11" in told[1]


@pytest.mark.parametrize("arguments", [[], ["--data", "D"], ["--data=D"], ["--selftest"]])
def test_the_window_is_refused_before_qt_is_loaded(arguments: list[str], monkeypatch: pytest.MonkeyPatch):
    told: list[int] = []
    monkeypatch.setattr(old_windows, "this_build", lambda: 17763)
    monkeypatch.setattr(old_windows, "tell", told.append)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", ["app.py", *arguments])
    assert app.main() == 1
    assert told == [17763]


def test_commands_need_no_window_and_run_on_an_old_windows(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(old_windows, "this_build", lambda: 17763)
    assert not app.refuses_old_windows(["--data", "D", "doctor"])
    assert not app.refuses_old_windows(["doctor"])


def test_the_installer_asks_for_the_same_windows():
    script = (ROOT / ".ci" / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert re.findall(r"!define LEAST_BUILD (\d+)", script) == [str(old_windows.LEAST_BUILD)]
