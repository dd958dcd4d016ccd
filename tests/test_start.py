"""start.py: what happens before anything is installed."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(start.__file__).resolve().parent


def pins(lock: str) -> dict[str, str]:
    """Each package of a lock file with its version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE))


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program's folder with nothing set up, under a Vietnamese name."""
    folder = tmp_path / "Chính quyền thân thiện"
    folder.mkdir()
    for lock in (start.RUN_LOCK, start.DEV_LOCK):
        (folder / lock).write_bytes((ROOT / lock).read_bytes())
    monkeypatch.setattr(start, "ROOT", folder)
    monkeypatch.setattr(start, "VENV", folder / ".venv")
    monkeypatch.setattr(start, "VENV_PYTHON", folder / ".venv" / "bin" / "python")
    return folder


def test_an_old_python_can_read_the_file() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_too_old_python_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "MINIMUM", (99, 0))
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"Cần Python 3\.11 trở lên"):
        start.find_python()


def test_the_developers_lock_holds_every_package_of_the_program_in_the_same_version() -> None:
    program, developers = pins(start.RUN_LOCK), pins(start.DEV_LOCK)
    assert program
    assert {name: developers.get(name) for name in program} == program


def test_every_locked_package_has_a_digest() -> None:
    for lock in (start.RUN_LOCK, start.DEV_LOCK):
        blocks = re.split(r"^(?=\S)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_a_changed_lock_or_a_moved_folder_is_set_up_anew(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = [sys.executable]
    first = start.fingerprint(start.RUN_LOCK, python)
    assert start.fingerprint(start.RUN_LOCK, python) == first
    monkeypatch.setattr(start, "VENV", clone / "elsewhere")
    assert start.fingerprint(start.RUN_LOCK, python) != first
    monkeypatch.undo()
    monkeypatch.setattr(start, "ROOT", clone)
    lock = clone / start.RUN_LOCK
    before = start.fingerprint(start.RUN_LOCK, python)
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert start.fingerprint(start.RUN_LOCK, python) == before
    lock.write_bytes(lock.read_bytes() + b"more==1\n")
    assert start.fingerprint(start.RUN_LOCK, python) != before


def test_a_finished_set_up_is_not_repeated(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def create(_python: list[str]) -> None:
        done.append("create")
        start.VENV_PYTHON.parent.mkdir(parents=True)
        start.VENV_PYTHON.touch()

    monkeypatch.setattr(start, "create_environment", create)
    monkeypatch.setattr(start, "install", done.append)
    monkeypatch.setattr(start, "ensure_qt_libraries", lambda: done.append("qt"))
    start.set_up([sys.executable], developer=False)
    start.set_up([sys.executable], developer=False)
    assert done == ["create", start.RUN_LOCK, "qt"]
    start.set_up([sys.executable], developer=True)
    start.set_up([sys.executable], developer=True)
    assert done == ["create", start.RUN_LOCK, "qt", start.DEV_LOCK, "qt"]


def test_a_set_up_that_was_killed_starts_again(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "create_environment", lambda _python: None)
    monkeypatch.setattr(start, "install", lambda _lock: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        start.set_up([sys.executable], developer=False)
    assert not start.is_ready({start.RUN_LOCK: start.fingerprint(start.RUN_LOCK, [sys.executable])})


def test_a_second_start_waits_for_the_first(clone: Path) -> None:
    code = (
        "import pathlib, start\n"
        f"start.ROOT = pathlib.Path({str(clone)!r})\n"
        "with start.one_at_a_time():\n    print('working')\n"
    )
    with start.one_at_a_time():
        second = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", code],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert second.stderr
        assert "đang chờ" in second.stderr.readline()
        assert second.poll() is None
    assert second.communicate()[0] == "working\n"
    assert second.returncode == 0


def test_children_speak_utf8_and_see_only_our_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    variables = start.environment()
    assert variables["PYTHONUTF8"] == "1"
    assert "PYTHONPATH" not in variables


def test_a_person_without_rights_gets_the_exact_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start, "apt_install", lambda _packages: False)
    monkeypatch.setattr(start, "qt_problem", lambda: "libEGL.so.1: cannot open shared object file")
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(SystemExit, match=r"sudo apt install libglib2\.0-0 libgl1 libegl1"):
        start.ensure_qt_libraries()
