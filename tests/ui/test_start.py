"""The window is painted before the data layer is imported."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROBE = """
import os, sys
from pathlib import Path
from ui import application
from friendly_desktop.paths import DataFolder

HEAVY = ("sqlalchemy", "reportlab", "openpyxl", "xlsxwriter", "docx", "PIL", "babel", "yaml", "sqlite3")
painted = application.Running._on_painted

def at_the_first_paint(self):
    print("early:", *[name for name in HEAVY if name in sys.modules])
    painted(self)
    self.context.ready.connect(ready)

def ready():
    print("ready:", "sqlalchemy" in sys.modules, flush=True)
    running = application.QApplication.topLevelWidgets()
    for one in running:
        one.close()

application.Running._on_painted = at_the_first_paint
sys.exit(application.run(DataFolder(Path(sys.argv[1]))))
"""

LOADING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import application
from friendly_desktop.paths import DataFolder

PAGES = [f"ui.pages.{name}.page" for name in ("assessment", "evidence", "package")]
ready = application.Running._on_ready

def when_ready(self):
    print("at ready:", *[name for name in PAGES if name in sys.modules])
    self._poll = QTimer(self)
    self._poll.timeout.connect(lambda: look(self))
    self._poll.start(20)
    ready(self)

def look(self):
    if all(name in sys.modules for name in PAGES):
        print("loaded", flush=True)
        self._poll.stop()
        self.window.close()

application.Running._on_ready = when_ready
sys.exit(application.run(DataFolder(Path(sys.argv[1]))))
"""


def start(folder: Path, probe: str = PROBE) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", probe, str(folder)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_the_window_is_painted_before_the_data_layer_is_imported(workplace: Path):
    ended = start(workplace / "Dữ liệu")
    assert "early:\n" in ended.stdout.replace("early: \n", "early:\n"), ended.stdout + ended.stderr
    assert "ready: True" in ended.stdout
    assert ended.returncode == 0


def test_the_working_pages_are_loaded_while_nobody_waits(workplace: Path):
    ended = start(workplace / "Dữ liệu", LOADING)
    assert "at ready:\n" in ended.stdout.replace("at ready: \n", "at ready:\n"), ended.stdout + ended.stderr
    assert "loaded" in ended.stdout
    assert ended.returncode == 0
