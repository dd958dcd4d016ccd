"""One program a data folder: a second start raises the first window and ends."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.paths import DataFolder
from ui.single_instance import FirstInstance, raise_the_first, server_name


def test_a_second_start_brings_the_first_window_to_the_front(qtbot: QtBot, data_folder: DataFolder):
    window = QWidget()
    qtbot.addWidget(window)
    first = FirstInstance(data_folder, window, window)
    assert first is not None
    lock = QLockFile(str(data_folder.lock))
    assert raise_the_first(data_folder, lock) == 0
    qtbot.waitUntil(window.isVisible)


def test_each_data_folder_has_a_program_of_its_own(data_folder: DataFolder):
    other = DataFolder(data_folder.root / "khác")
    assert server_name(data_folder) != server_name(other)


def test_a_lock_left_by_a_crash_does_not_keep_the_office_out(data_folder: DataFolder):
    data_folder.root.mkdir(parents=True)
    hold = (
        "import os, sys; from PySide6.QtCore import QLockFile\n"
        "lock = QLockFile(sys.argv[1]); lock.setStaleLockTime(0)\n"
        "assert lock.tryLock(100); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", hold, str(data_folder.lock)], env=os.environ, check=False)
    assert data_folder.lock.exists()
    lock = QLockFile(str(data_folder.lock))
    lock.setStaleLockTime(0)
    assert lock.tryLock(100)
    lock.unlock()


RACED = """
import sys
from pathlib import Path
from PySide6.QtCore import QLockFile
from friendly_desktop.paths import DataFolder
from ui import application

class Raced(application.Running):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.other = QLockFile(str(folder.lock))
        assert self.other.tryLock(100)

    def _open_data(self):
        super()._open_data()
        print("visible" if self.window.isVisible() else "hidden", self.context.runner.busy())

folder = DataFolder(Path(sys.argv[1]))
application.Running = Raced
application._give_way = lambda folder, lock: 7
sys.exit(application.run(folder))
"""


def test_a_window_that_came_a_moment_too_late_opens_no_data_and_gives_way(data_folder: DataFolder):
    done = subprocess.run(
        [sys.executable, "-c", RACED, str(data_folder.root)],
        env=os.environ | {"PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 7, done.stderr
    assert done.stdout.split() == ["hidden", "False"]
    assert not data_folder.database.exists()
