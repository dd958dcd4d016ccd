"""Builds the program for Windows and its installer: ``python3 start.py build``.

On Windows it needs NSIS for the installer (``choco install nsis``). On Linux it runs a Windows Python under Wine,
which Debian and Ubuntu bring with ``apt install wine nsis xvfb gcc-mingw-w64-x86-64-win32 mingw-w64-x86-64-dev``:

    python3 start.py build --python 'C:\\Python311\\python.exe'

What is built is believed only after its self-test; times and sizes are told at the end.
"""

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path, PureWindowsPath

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
WORK = ROOT / "build" / "windows"
NAME = "ChinhQuyenThanThien"
FOLDER = ROOT / "dist" / NAME
LOCKS = ("requirements.lock", ".ci/windows/build.lock")
WINDOWS = sys.platform == "win32"


class Builder:
    """Runs Windows programs, here or under Wine, and notes how long each step took."""

    def __init__(self, python: str, wine: str) -> None:
        self._python = python
        self._wine = [] if WINDOWS else shlex.split(wine)
        if not WINDOWS and not os.environ.get("DISPLAY") and shutil.which("xvfb-run"):
            self._wine = ["xvfb-run", "--auto-servernum", *self._wine]
        self.told: list[str] = []

    def step(self, words: str, *commands: list[str]) -> None:
        """Run commands one after another; the first that fails ends the build."""
        print(f"== {words}", flush=True)
        started = time.monotonic()
        for command in commands:
            # Under Wine a Python whose standard input is no pipe may not start at all.
            ended = subprocess.run(command, cwd=ROOT, env=environment(), input=b"", check=False)
            if ended.returncode:
                raise SystemExit(f"{words}: failed with {ended.returncode}: {' '.join(command)}")
        self.told.append(f"{words:<24} {time.monotonic() - started:7.1f} s")

    def windows(self, *command: str) -> list[str]:
        """The command line of a Windows program."""
        return [*self._wine, *command]

    def base(self, *arguments: str) -> list[str]:
        """The command line of the Windows Python that was given."""
        return self.windows(self._python, "-X", "utf8", *arguments)

    def python(self, *arguments: str) -> list[str]:
        """The command line of the build's own environment."""
        program = PureWindowsPath("build", "windows", "venv", "Scripts", "python.exe")
        return self.windows(str(program) if WINDOWS else program.as_posix(), "-X", "utf8", *arguments)


def environment() -> dict[str, str]:
    """UTF-8, and nothing of the developer's own packages."""
    variables = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}
    }
    return {**variables, "PYTHONUTF8": "1", "PIP_USER": "0", "WINEDEBUG": "-all"}


def main() -> int:
    """Build, try, pack; returns 0, or ends with what failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    usual = sys.executable if WINDOWS else "python"
    parser.add_argument(
        "--python", default=usual, help="a Windows Python 3.11 or newer (Linux: as Wine finds it)"
    )
    parser.add_argument("--wine", default="wine", help="the command that runs Windows programs on Linux")
    parser.add_argument("--no-selftest", action="store_true", help="believe the build")
    parser.add_argument("--no-installer", action="store_true", help="the folder only")
    given = parser.parse_args()
    builder = Builder(given.python, given.wine)
    WORK.mkdir(parents=True, exist_ok=True)
    if not WINDOWS:
        prepare_wine(builder)
    prepare_environment(builder)
    builder.step(
        "folder",
        builder.python(
            "-m", "PyInstaller", "--noconfirm", "--workpath", "build/windows/work", "pyinstaller.spec"
        ),
    )
    builder.step("files of the folder", builder.python(".ci/windows/files.py", f"dist/{NAME}"))
    told = [f"{FOLDER.relative_to(ROOT)}: {size_of(FOLDER)}"]
    if not given.no_selftest:
        told.append(try_program(builder))
    if not given.no_installer:
        setup = pack(builder)
        told.append(f"{setup.relative_to(ROOT)}: {size_of(setup)}, SHA-256 {digest_of(setup)}")
    print("\n".join(["", *builder.told, *told]))
    return 0


def prepare_wine(builder: Builder) -> None:
    """Give a Wine older than 11.5 the two libraries of Windows that Qt asks for and it lacks."""
    system = subprocess.run(
        builder.windows("winepath", "-u", r"C:\windows\system32"),
        env=environment(),
        input=b"",
        stdout=subprocess.PIPE,
        check=False,
    )
    place = Path(os.fsdecode(system.stdout.strip().splitlines()[-1])) if system.stdout.strip() else Path()
    compiler = shutil.which("x86_64-w64-mingw32-gcc")
    if not place.is_dir() or compiler is None:
        print(
            "Wine is used as it is: no compiler for its missing libraries, or no way to its folder",
            flush=True,
        )
        return
    for source in sorted((HERE / "wine").glob("*.c")):
        # Never beside the program: PyInstaller would ship them.
        target = place / f"{source.stem}.dll"
        if not target.exists() or source.stem == "mscms":
            subprocess.run([compiler, "-shared", "-O2", "-s", "-o", str(target), str(source)], check=True)


def prepare_environment(builder: Builder) -> None:
    """An environment with exactly the program's packages and PyInstaller, each checked against its digest."""
    wanted = "".join(digest_of(ROOT / lock) for lock in LOCKS)
    stamp = WORK / "venv" / "locks"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    install = builder.python(
        "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"
    )
    for lock in LOCKS:
        install += ["--requirement", lock]
    install += shlex.split(os.environ.get("SETUP_PIP_ARGS", ""))
    builder.step("environment", builder.base("-m", "venv", "--clear", "build/windows/venv"), install)
    stamp.write_text(wanted, encoding="utf-8")


def try_program(builder: Builder) -> str:
    """The self-test of the built window, which has no console: its report tells."""
    report = WORK / "selftest.json"
    report.unlink(missing_ok=True)
    program = PureWindowsPath("dist", NAME, f"{NAME}.exe")
    line = builder.windows(str(program) if WINDOWS else program.as_posix())
    print("== self-test", flush=True)
    started = time.monotonic()
    ended = subprocess.run(
        [*line, "--selftest", "--out", "build/windows/selftest.json"],
        cwd=ROOT,
        env=environment(),
        input=b"",
        check=False,
    )
    if not report.exists():
        raise SystemExit(f"self-test: no report, exit code {ended.returncode}")
    found = json.loads(report.read_text(encoding="utf-8"))
    for one in found["steps"]:
        print(f"{'ok  ' if one['ok'] else 'FAIL'} {one['name']:<10} {one['seconds']:6.1f} s {one['made']:5}")
        print("".join(f"     {line}\n" for line in (*one["problem"].splitlines(), *one["remarks"])), end="")
    if not found["ok"] or ended.returncode:
        raise SystemExit("self-test: failed")
    builder.told.append(f"{'self-test':<24} {time.monotonic() - started:7.1f} s")
    return f"self-test: {len(found['steps'])} steps passed on {found['system']}"


def pack(builder: Builder) -> Path:
    """The installer, one file, with its digest beside it."""
    sys.path.insert(0, str(ROOT))
    from friendly_desktop import VERSION

    # The installer of NSIS for Windows leaves its folder out of the path.
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS")
    maker = shutil.which("makensis") or (shutil.which("makensis", path=str(usual)) if WINDOWS else None)
    if maker is None:
        raise SystemExit("installer: makensis is not here (apt install nsis; Windows: choco install nsis)")
    target = ROOT / "dist" / f"{NAME}-{VERSION}-setup.exe"
    size = sum(one.stat().st_size for one in FOLDER.rglob("*") if one.is_file()) // 1024
    mark = "/" if WINDOWS else "-"
    defined = {
        "SRC": FOLDER,
        "OUT": target,
        "VERSION": VERSION,
        "SIZE": size,
        "ICON": ROOT / "resources" / "app.ico",
    }
    options = [f"{mark}D{name}={value}" for name, value in defined.items()]
    builder.step(
        "installer",
        [
            maker,
            f"{mark}V2",
            f"{mark}INPUTCHARSET",
            "UTF8",
            f"{mark}WX",
            *options,
            str(HERE / "installer.nsi"),
        ],
    )
    note = target.with_suffix(".exe.sha256")
    note.write_text(f"{digest_of(target)}  {target.name}\n", encoding="utf-8", newline="\n")
    return target


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(path: Path) -> str:
    """The size of a file, or of all files below a folder, for people."""
    files = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]
    return f"{len(files)} files, {sum(one.stat().st_size for one in files) / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
