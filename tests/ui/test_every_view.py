"""Every page and dialog on the smallest screen, as people without a mouse, with weak eyes, or of another language
meet it: names, Tab and its order, words that are cut, contrast of what was painted.

The views are those of ``.ci/screens.py``, which shows them as pictures, too. Some pages
together are a process of their own with its own copy of the made-up commune.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW

ROOT = Path(__file__).resolve().parents[2]

#: Pages by the beginnings of their views; what none of them names is looked at together.
PAGES = {
    "criteria, evidence, package": "^2-,^criteria-,^3-,^evidence-,^10-,^package-",
    "letters": "^4-,^letters-",
    "cases, reception": "^5-,^cases-,^6-,^reception-",
    "surveys, figures, postings": "^7-,^surveys-,^8-,^figures-,^9-,^postings-",
}
#: Language, look, and what is looked for. The pseudo-language is longer than any (``pseudo_language``).
WAYS = (
    ("vi", "light-100", "cut,faint,keyboard,typing"),
    ("en", "dark-100", "cut,faint"),
    ("pseudo", "light-100", "cut"),
)


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the made-up commune, to be copied."""
    place = tmp_path_factory.mktemp("commune")
    services = open_services(DataFolder(place / "Dữ liệu"), FixedClock(NOW), create=True)
    services.demo.fill(2026)
    services.close()
    return place


@pytest.mark.parametrize("page", [*PAGES, "the rest"])
@pytest.mark.parametrize(("language", "look", "ways"), WAYS, ids=[one[0] for one in WAYS])
def test_nothing_hinders_people_in_any_view(
    commune: Path, tmp_path: Path, page: str, language: str, look: str, ways: str
) -> None:
    data = tmp_path / "Xã mẫu"
    shutil.copytree(commune, data)
    which = ["--only", PAGES[page]] if page in PAGES else ["--without", ",".join(PAGES.values())]
    command = [sys.executable, str(ROOT / ".ci" / "screens.py"), str(tmp_path / "out"), *which]
    command += ["--language", language, "--look", look, "--tell", ways, "--data", str(data)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1"}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=1800
    )
    assert ended.returncode == 0, ended.stderr
    told = ended.stdout.splitlines()
    assert not told, "\n".join(told)
