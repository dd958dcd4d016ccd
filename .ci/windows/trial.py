"""Tries an installer as an office would meet it: install, refuse while open, upgrade over it, uninstall, data kept.

    python .ci/windows/trial.py dist/ChinhQuyenThanThien-0.1.0-setup.exe [--wine wine]

On Windows it installs for the person who runs it; on Linux into Wine. Nothing of it stays.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

WINDOWS = sys.platform == "win32"
NAME = "ChinhQuyenThanThien"
#: Where it is installed: Vietnamese letters; no spaces, because NSIS takes /D only unquoted.
PLACE = r"C:\Cài-thử\Xã-An-Bình"
DATA = r"C:\Cài-thử\Dữ-liệu"
REPORT = r"C:\Cài-thử\chạy-thử.json"
STILL_OPEN = 5


class Trial:
    """One installer on one Windows."""

    def __init__(self, setup: Path, wine: str) -> None:
        self._setup = setup
        self._wine = [] if WINDOWS else shlex.split(wine)

    def command(self, *line: str) -> list[str]:
        """The command line of a Windows program."""
        return [*self._wine, *line]

    def run(self, *line: str) -> int:
        """The exit code of a Windows program."""
        return subprocess.run(self.command(*line), input=b"", check=False).returncode

    def install(self, *options: str) -> int:
        """The exit code of a silent installation."""
        return self.run(str(self._setup), "/S", *options, f"/D={PLACE}")

    def here(self, windows_path: str) -> Path:
        """A path of that Windows as this Python sees it."""
        if WINDOWS:
            return Path(windows_path)
        line = self.command("winepath", "-u", windows_path)
        told = subprocess.run(line, input=b"", stdout=subprocess.PIPE, check=True).stdout
        return Path(os.fsdecode(told.strip().splitlines()[-1]))


def main() -> int:
    """Go through all of it; the first thing that is not as it should be ends it with a sentence."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("setup", type=Path)
    parser.add_argument("--wine", default="wine")
    parser.add_argument("--no-selftest", action="store_true", help="install without the self-test")
    given = parser.parse_args()
    trial = Trial(given.setup, given.wine)
    place, data, report = (trial.here(one) for one in (PLACE, DATA, REPORT))
    place.parent.mkdir(exist_ok=True)
    require(not place.exists(), f"{place} is there already")

    options = [] if given.no_selftest else [f"/SELFTEST={REPORT}"]
    timed("install", lambda: require(trial.install(*options) == 0, "install failed"))
    if options:
        passed = json.loads(report.read_text(encoding="utf-8"))["ok"]
        require(passed, "the self-test of the installed program failed")

    with subprocess.Popen(
        trial.command(f"{PLACE}\\{NAME}.exe", "--data", DATA), stdin=subprocess.PIPE
    ) as window:
        wait_for("the window opens its data", (data / "office.sqlite").exists)
        time.sleep(5)
        timed(
            "refuse while open",
            lambda: require(trial.install() == STILL_OPEN, "an open program was overwritten"),
        )
        require(window.poll() is None, "the program did not survive the attempt")
        timed("upgrade over it", lambda: require(trial.install("/CLOSE") == 0, "the upgrade failed"))
        require(window.wait(60) == 0, "the open program did not end well")
    require(
        not (place / ".old").exists() and not (place / ".new").exists(), "the upgrade left something behind"
    )
    require(trial.run(f"{PLACE}\\cqtt.exe", "--data", DATA, "doctor") == 0, "the data is not sound")

    own = place / "Ghi chú của tôi.txt"
    own.write_text("Tệp của người dùng.\n", encoding="utf-8")
    timed("uninstall", lambda: require(trial.run(f"{PLACE}\\uninstall.exe", "/S") == 0, "uninstall failed"))
    wait_for("the program is gone", lambda: not (place / f"{NAME}.exe").exists())
    wait_for("its libraries are gone", lambda: not (place / "_internal").exists())
    require((data / "office.sqlite").exists(), "uninstalling took the data away")
    require(own.exists(), "uninstalling took a file of the person away")
    shutil.rmtree(place.parent, ignore_errors=True)
    print("the installer does what it should")
    return 0


def require(right: bool, words: str) -> None:
    """End with ``words`` where something is not right."""
    if not right:
        raise SystemExit(words)


def wait_for(words: str, happened: Callable[[], bool], seconds: float = 120) -> None:
    """Look every half second until it happened."""
    deadline = time.monotonic() + seconds
    while not happened():
        require(time.monotonic() < deadline, f"this did not happen: {words}")
        time.sleep(0.5)


def timed(words: str, act: Callable[[], None]) -> None:
    """Do it and say how long it took."""
    started = time.monotonic()
    act()
    print(f"{words:<24} {time.monotonic() - started:7.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
