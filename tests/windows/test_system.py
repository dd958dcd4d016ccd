"""What Windows does otherwise than Linux, as rules that hold on both; numbers are the rows of the failure modes."""

import ast
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.package import layout
from friendly_desktop.domain.package.bagit import NameFault, name_fault, same_name_key
from friendly_desktop.domain.text import is_reserved_name, safe_name
from friendly_desktop.paths import APP_FOLDER, DataFolder, default_data_folder

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    *(ROOT / "friendly_desktop").rglob("*.py"),
    *(ROOT / "ui").rglob("*.py"),
    ROOT / "app.py",
    ROOT / "start.py",
]
DEVICES = ["CON", "PRN", "AUX", "NUL", *(f"{one}{n}" for one in ("COM", "LPT") for n in "123456789¹²³")]


def run(*command: object, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [str(one) for one in command],
        cwd=ROOT,
        env={**environment, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


# Row 1


@pytest.mark.parametrize("device", [*DEVICES, "CONIN$", "CONOUT$"])
@pytest.mark.parametrize("form", ["{}", "{}.txt", "{}.tar.gz", "{} .txt"])
def test_no_file_is_ever_named_like_a_device(device: str, form: str):
    for name in (form.format(device), form.format(device.lower())):
        made = safe_name(name)
        assert not is_reserved_name(made)
        assert not PureWindowsPath(made).is_reserved()
        assert name_fault(f"data/{name}") in {NameFault.RESERVED, NameFault.FORBIDDEN}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_safe_name_is_one_that_windows_takes_and_keeps(name: str):
    made = safe_name(name)
    assert made
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
    assert made[-1] not in ". "
    assert not PureWindowsPath(made).is_reserved()
    assert PureWindowsPath(made).name == made
    assert len(made.encode("utf-16-le")) // 2 <= 82  # 80, and what keeps it from being a device or nothing


# Row 2


def test_names_that_windows_or_a_stick_takes_for_one_have_one_key():
    twins = ["Đề án.pdf", "đề ÁN.PDF", unicodedata.normalize("NFD", "Đề án.pdf")]
    assert len({same_name_key(one) for one in twins}) == 1


# Row 3

#: What people type without end: letters that need two bytes or more, signs, nothing at all.
ENDLESS = st.one_of(st.text(max_size=400), st.text(alphabet="Ễễ /.ABab09-", min_size=100, max_size=400))


@given(office=ENDLESS, node=ENDLESS, title=ENDLESS, name=ENDLESS)
def test_no_path_in_a_package_is_too_long_for_the_deepest_usual_folder(
    office: str, node: str, title: str, name: str
):
    base = layout.base_name(Office(name=office), 2026, 999, 999, 999)
    file = Evidence(1, 2026, "0" * 64, name or "x", 1, "image/jpeg", title=title)
    (packed,) = layout.pack([(node or "I.1", file)])
    path = f"{base}/{packed.path}"
    assert path.isascii()
    assert len(path) <= layout.LONGEST_PATH <= 140
    assert not any(name_fault(one) for one in (path, packed.path))


# Row 8


def test_no_text_is_read_or_written_in_the_code_page_of_the_pc():
    if shutil.which("ruff") is None and not (Path(sys.executable).parent / "ruff").exists():
        pytest.skip("ruff is not installed beside this Python")
    checked = run(
        sys.executable, "-m", "ruff", "check", "--isolated", "--preview", "--select", "PLW1514", *SOURCES
    )
    assert checked.returncode == 0, checked.stdout


# Row 9


def test_line_ends_are_those_of_the_repository_and_binary_files_are_named():
    text = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "* text=auto eol=lf"
    binary = set(re.findall(r"^\*(\.\w+) binary$", text, re.MULTILINE))
    shipped = [one for one in (ROOT / "resources").rglob("*") if one.is_file()]
    assert {one.suffix for one in shipped if b"\0" in one.read_bytes()} <= binary


def test_no_shipped_text_has_windows_line_ends():
    texts = [
        one
        for one in [*SOURCES, *(ROOT / "resources").rglob("*")]
        if one.suffix in {".py", ".yaml", ".md", ".json", ".svg", ".qss"}
    ]
    assert [one.name for one in texts if b"\r\n" in one.read_bytes()] == []


# Row 10


@pytest.mark.parametrize(
    "name", ["50% xong", "số #1 & 2", "A;B=C", "'nháy' $HOME %TEMP%", "a+b ~1", "[1] {2}", "vấn đề?"]
)
def test_signs_that_mean_something_in_an_address_may_stand_in_the_folder_of_the_data(
    name: str, workplace: Path, clock: FixedClock
):
    if os.name == "nt" and "?" in name:
        pytest.skip("Windows has no such folder")
    folder = DataFolder(workplace / name)
    services = open_services(folder, clock, create=True)
    services.office.save_unit("Văn phòng")
    services.close()
    assert sorted(one.name for one in workplace.iterdir()) == [name], "the data went somewhere else"
    again = open_services(folder, clock)
    assert [one.name for one in again.office.units()] == ["Văn phòng"]
    again.close()


# Row 12


def test_on_windows_the_data_lies_in_the_persons_own_folder(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("FRIENDLY_DATA", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(workplace))
    assert default_data_folder() == workplace / APP_FOLDER


def test_the_program_runs_from_a_folder_that_nobody_may_write_to(workplace: Path):
    """As in ``C:\\Program Files``: everything goes to the data folder, nothing beside the program."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("only root on Linux can make a folder read-only for a program of its own")
    mounts = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77; cd "$1"; shift; exec "$@"'
    alone = ["unshare", "--mount", "sh", "-c", mounts, "sh", ROOT]
    data = workplace / "Dữ liệu"
    probe = "import pathlib\ntry: pathlib.Path('x').touch()\nexcept OSError: raise SystemExit(5)"
    if run(*alone, sys.executable, "-c", probe).returncode != 5:
        pytest.skip("this system mounts nothing here")
    program = [sys.executable, "app.py", "--data", data, "--json"]
    made = run(*alone, *program, "demo")
    assert made.returncode == 0, made.stdout + made.stderr
    assert run(*alone, *program, "doctor").returncode == 0
    printed = workplace / "sổ.pdf"
    assert run(*alone, *program, "register", "print", "--year", "2026", "--out", printed).returncode in {0, 1}


# Row 6


def test_every_name_in_a_package_is_plain_or_marked_as_utf8(workplace: Path, clock: FixedClock):
    from tests.package.conftest import YEAR, fill

    services = open_services(DataFolder(workplace / "Dữ liệu"), clock, create=True)
    fill(services, workplace / "Hồ sơ gốc")
    services.package.export(YEAR, workplace / "gói.zip")
    services.close()
    with zipfile.ZipFile(workplace / "gói.zip") as archive:
        for one in archive.infolist():
            assert one.filename.isascii() or one.flag_bits & 0x800
            assert "\\" not in one.filename
            assert not one.filename.startswith("/")
            # Row 3: what Explorer unpacks in the deepest usual folder stays under 260.
            assert len(one.filename.encode("utf-16-le")) // 2 <= 140


# Row 15


def test_widths_in_letters_are_measured_by_a_figure():
    """Windows calls another width average than Linux does, an eighth less: dialogs grew higher than the screen."""
    found = [path.name for path in SOURCES if "averageCharWidth" in path.read_text(encoding="utf-8")]
    assert found == []


# Row 18


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_no_day_goes_through_seconds_which_windows_refuses_before_1970():
    allowed = {"doctor.py", "logs.py"}  # the age of a file, the moment of a log line: both are now
    found = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES
        for call in calls(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"timestamp", "fromtimestamp", "utcfromtimestamp", "mktime"}
        and path.name not in allowed
    ]
    assert found == []


def test_no_format_of_dates_is_one_that_only_linux_knows():
    found = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES
        for call in calls(ast.parse(path.read_text(encoding="utf-8")))
        for one in call.args
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "strftime"
        and isinstance(one, ast.Constant)
        and re.search(r"%(-|s)", str(one.value))
    ]
    assert found == []


# Row 24


def test_nothing_needs_the_time_zones_of_the_system(workplace: Path):
    data = workplace / "Dữ liệu"
    made = run(sys.executable, "app.py", "--data", data, "--json", "demo", PYTHONTZPATH="")
    assert made.returncode == 0, made.stdout + made.stderr


# Row 28


def test_every_program_that_is_started_opens_no_console_window():
    found = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES
        if path.name not in {"start.py", "spooling.py"}  # run in a console; asks CUPS, which Windows has not
        for call in calls(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "subprocess"
        and call.func.attr in {"run", "Popen", "call", "check_output", "check_call"}
        and "creationflags" not in {one.arg for one in call.keywords}
    ]
    assert found == []


WITHOUT_STREAMS = """
import sys
sys.stdin = sys.stdout = sys.stderr = None
from pathlib import Path
from friendly_desktop.paths import DataFolder
from ui import application

ready = application.Running._on_ready

def when_ready(self):
    ready(self)
    try:
        raise ValueError("một lỗi của chương trình")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    application.QTimer.singleShot(300, self, self.window.close)
    application.QTimer.singleShot(600, self, application.QApplication.quit)

application.Running._on_ready = when_ready
sys.exit(application.run(DataFolder(Path(sys.argv[1]))))
"""


def test_the_window_lives_without_a_console_even_through_a_bug(workplace: Path):
    ended = run(sys.executable, "-c", WITHOUT_STREAMS, workplace / "Dữ liệu")
    assert ended.returncode == 0, ended.stdout + ended.stderr


# Row 29

LOGGED_OFF = """
import sys
from pathlib import Path
from friendly_desktop.paths import DataFolder
from ui import application

ready = application.Running._on_ready

def when_ready(self):
    ready(self)
    # The last thing a person did, still in the queue when the system ends the session.
    self.context.perform(self.window, "", lambda services: services.office.save_unit("Văn phòng"))
    if sys.platform == "win32":
        import ctypes
        send = ctypes.windll.user32.SendMessageW
        send(int(self.window.winId()), 0x0011, 0, 0)  # WM_QUERYENDSESSION
        send(int(self.window.winId()), 0x0016, 1, 0)  # WM_ENDSESSION
    application.QTimer.singleShot(0, self, application.QApplication.quit)

application.Running._on_ready = when_ready
sys.exit(application.run(DataFolder(Path(sys.argv[1]))))
"""


def test_what_was_entered_last_is_saved_when_the_person_logs_off(workplace: Path, clock: FixedClock):
    folder = DataFolder(workplace / "Dữ liệu")
    ended = run(sys.executable, "-c", LOGGED_OFF, folder.root)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    services = open_services(folder, clock)
    assert [one.name for one in services.office.units()] == ["Văn phòng"]
    services.close()
    assert not folder.lock.exists()
