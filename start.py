#!/usr/bin/env python3
"""Set the program up on a bare PC and run it: ``python3 start.py`` (Windows: ``py start.py``).

Standard library only, because nothing is installed when this file starts; and written so that even
Python 3.8 can read it far enough to say that a newer one is needed.

What it brings: the system libraries Qt needs (with apt where it may, otherwise it prints the exact
line), a private environment ``.venv`` with hash-checked packages from ``requirements.lock`` (and
``requirements-dev.lock`` for the developers' tools), UTF-8 everywhere, and an offscreen Qt where
there is no display.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
MINIMUM = (3, 11)
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"

# Debian and Ubuntu names; the first group suffices without a display, the second draws on X11.
QT_PACKAGES = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libgssapi-krb5-2",
)
X11_PACKAGES = (
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)
VENV_PACKAGES = ("python3-venv", "ca-certificates")

# Loads every Qt module the program uses; with a display also the plugin that draws on X11.
QT_PROBE = """
import ctypes, pathlib, sys
import PySide6
from PySide6 import QtNetwork, QtPrintSupport, QtSvg, QtWidgets
if "x11" in sys.argv:
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
"""

USAGE = """\
python3 start.py                 mở cửa sổ chương trình (không có màn hình: làm thử trọn việc cuối năm)
python3 start.py setup           chỉ cài đặt, không mở gì
python3 start.py test [...]      chạy bộ kiểm thử
python3 start.py check [...]     kiểm tra mã nguồn và chạy bộ kiểm thử
python3 start.py bench [...]     đo tốc độ và bộ nhớ
python3 start.py screens OUT     vẽ mọi màn hình thành ảnh vào thư mục OUT
python3 start.py build [...]     đóng gói cho Windows và tạo bộ cài
python3 start.py LỆNH ...        chạy một lệnh, ví dụ: python3 start.py criteria list
Trên Windows viết "py" thay cho "python3"."""

# Each developers' tool: the command after the Python of the environment.
TOOLS = {
    "test": ("-m", "pytest", "--numprocesses=auto", "--dist=worksteal"),
    "check": (".ci/check.py",),
    "bench": (".ci/bench",),
    "screens": (".ci/screens.py",),
    "build": (".ci/windows/build.py",),
}


def main(arguments: Sequence[str]) -> int:
    """Set up what ``arguments`` need, then run it; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console of another code page must not end the set-up with an encoding error.
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    command = arguments[0] if arguments else ""
    if command in {"-h", "--help", "help"}:
        print(USAGE)
        return 0
    python = find_python()
    set_up(python, developer=command in TOOLS or "--dev" in arguments[1:2])
    if command == "setup":
        print("Đã cài đặt xong. Mở chương trình: " + ("py" if WINDOWS else "python3") + " start.py")
        return 0
    if command in TOOLS:
        return run([*TOOLS[command], *arguments[1:]])
    if not arguments and not has_display():
        return main_job()
    return run(["app.py", *arguments])


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# Running


def environment() -> dict[str, str]:
    """The variables every child gets: UTF-8, our own packages only, no window where there is none."""
    variables = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}
    }
    variables["PYTHONUTF8"] = "1"
    variables["PIP_USER"] = "0"
    if not has_display():
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


def run(command: Sequence[str]) -> int:
    """Run Python of the environment in the program's folder, as if it had been started directly."""
    line = [str(VENV_PYTHON), *command]
    if command[0] == "app.py":
        line[1] = str(ROOT / "app.py")  # paths the person gave stay relative to where he stands
        folder = Path.cwd()
    else:
        folder = ROOT
    if not WINDOWS:
        os.chdir(folder)
        os.execve(line[0], line, environment())
    return subprocess.run(line, cwd=folder, env=environment(), check=False).returncode


# Set-up


def find_python() -> list[str]:
    """The command of a Python that is new enough: this one, or another one on this PC."""
    if sys.version_info >= MINIMUM:
        # Started with the Python inside .venv, the set-up must still build from the one outside.
        return [getattr(sys, "_base_executable", None) or sys.executable]
    candidates = [["py", "-3." + minor] for minor in ("14", "13", "12", "11")] if WINDOWS else []
    candidates += [["python3." + minor] for minor in ("14", "13", "12", "11")]
    for candidate in candidates:
        if shutil.which(candidate[0]):
            probe = [*candidate, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
            if subprocess.run(probe, stderr=subprocess.DEVNULL, check=False).returncode == 0:
                return candidate
    raise SystemExit(
        "Cần Python 3.11 trở lên; máy này đang dùng Python %s.\n"
        "Windows: tải từ https://www.python.org/downloads/ rồi chạy lại: py start.py\n"
        "Debian 12, Ubuntu 24.04 trở lên: sudo apt install python3 python3-venv" % platform.python_version()
    )


def set_up(python: list[str], developer: bool) -> None:
    """Make ``.venv`` hold exactly what the lock file says; does nothing when it already does.

    Args:
        python: command of the interpreter to build the environment with.
        developer: also install the tools for tests and checks.
    """
    wanted = {RUN_LOCK: fingerprint(RUN_LOCK, python)}
    if developer:
        wanted[DEV_LOCK] = fingerprint(DEV_LOCK, python)
    if is_ready(wanted):
        return
    with one_at_a_time():
        if is_ready(wanted):  # another start has just done it
            return
        if not is_ready({RUN_LOCK: wanted[RUN_LOCK]}):
            create_environment(python)
        install(DEV_LOCK if developer else RUN_LOCK)
        ensure_qt_libraries()
        for lock, value in wanted.items():
            stamp(lock).write_text(value, encoding="utf-8")


def stamp(lock: str) -> Path:
    """The file that tells which state of ``lock`` the environment holds."""
    return VENV / (lock + ".installed")


def fingerprint(lock: str, python: list[str]) -> str:
    """A digest of lock file, interpreter and folder: a moved or copied clone is set up anew."""
    if python[0] in {sys.executable, getattr(sys, "_base_executable", "")}:
        version = sys.version + platform.machine()
    else:
        probe = "import platform, sys; print(sys.version + platform.machine(), end='')"
        version = subprocess.run(
            [*python, "-c", probe], stdout=subprocess.PIPE, encoding="utf-8", check=True
        ).stdout
    text = (ROOT / lock).read_bytes().replace(b"\r\n", b"\n") + (version + str(VENV)).encode("utf-8")
    return hashlib.sha256(text).hexdigest()


def is_ready(wanted: dict[str, str]) -> bool:
    """Whether the environment exists and holds every wanted state."""
    if not VENV_PYTHON.exists():
        return False
    return all(
        stamp(lock).exists() and stamp(lock).read_text(encoding="utf-8") == value
        for lock, value in wanted.items()
    )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one set-up work and the others wait; the system frees the lock if the holder dies."""
    with (ROOT / ".venv.lock").open("a+b") as handle:
        waited = False
        while True:
            try:
                if WINDOWS:
                    import msvcrt

                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                else:
                    import fcntl

                    fcntl.flock(handle, fcntl.LOCK_EX | (0 if waited else fcntl.LOCK_NB))
                break
            except OSError:
                if not waited:
                    say("đang chờ một lần cài đặt khác xong")
                waited = True
        yield


def create_environment(python: list[str]) -> None:
    """Build an empty ``.venv``, bringing Debian's missing venv package where that is possible."""
    if VENV.exists():
        say("bỏ môi trường .venv cũ")
        shutil.rmtree(VENV, ignore_errors=True)
    say("tạo môi trường riêng .venv")
    command = [*python, "-m", "venv", str(VENV)]
    made = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if made.returncode:
        if not apt_install(VENV_PACKAGES):
            detail = made.stderr.decode("utf-8", "replace").strip()
            raise SystemExit("Không tạo được môi trường Python.\n" + detail + "\n" + apt_line(VENV_PACKAGES))
        shutil.rmtree(VENV, ignore_errors=True)
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SystemExit("Không tạo được môi trường Python trong " + str(VENV) + ".")


def install(lock: str) -> None:
    """Install exactly the packages of ``lock``, each checked against its digest."""
    say("cài các gói theo " + lock + " (một lần, khoảng 100 MB)")
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "--requirement", str(ROOT / lock)]
    command += shlex.split(os.environ.get("SETUP_PIP_ARGS", ""), posix=not WINDOWS)
    if subprocess.run(command, env=environment(), check=False).returncode:
        raise SystemExit(
            "Không cài được các gói. Hãy kiểm tra mạng rồi chạy lại.\n"
            "Qua máy chủ trung gian: đặt biến HTTPS_PROXY. Không có mạng: đặt biến\n"
            "SETUP_PIP_ARGS='--no-index --find-links THƯ_MỤC' với thư mục chứa sẵn các gói."
        )


def ensure_qt_libraries() -> None:
    """Bring the system libraries Qt needs on Linux, or say the exact line that brings them."""
    if not sys.platform.startswith("linux"):
        return
    packages = QT_PACKAGES + (X11_PACKAGES if os.environ.get("DISPLAY") else ())
    problem = qt_problem()
    if problem and apt_install(packages):
        problem = qt_problem()
    if problem:
        raise SystemExit("Thiếu thư viện hệ thống để vẽ cửa sổ: " + problem + "\n" + apt_line(packages))


def qt_problem() -> str:
    """What keeps Qt from loading, or an empty text."""
    command = [str(VENV_PYTHON), "-c", QT_PROBE, *(["x11"] if os.environ.get("DISPLAY") else [])]
    probe = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    lines = probe.stderr.decode("utf-8", "replace").strip().splitlines()
    return (lines or ["?"])[-1] if probe.returncode else ""


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where this person may; tells whether they are there now."""
    if WINDOWS or not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and _quiet(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return False
    say("apt-get install " + " ".join(packages))
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _quiet([*prefix, "update"])
    line = [*prefix, "install", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(line, stdout=subprocess.DEVNULL, check=False).returncode == 0


def apt_line(packages: Sequence[str]) -> str:
    """The line a person types to bring ``packages``."""
    return "Trên Debian, Ubuntu hãy chạy: sudo apt install " + " ".join(packages)


def _quiet(command: Sequence[str]) -> bool:
    nothing = subprocess.DEVNULL
    return subprocess.run(command, stdout=nothing, stderr=nothing, check=False).returncode == 0


# The main job without a display


def main_job() -> int:
    """Do the year-end job and a few letters in a fresh folder under ``out/`` and tell what was made and where."""
    folder = next(
        place for place in (ROOT / "out" / f"lam-thu-{n}" for n in itertools.count(1)) if not place.exists()
    )
    data, package = folder / "du-lieu", folder / "goi-nop-cap-tren"
    folder.mkdir(parents=True)
    print("Máy này không có màn hình, nên chương trình làm thử trọn việc cuối năm bằng dòng lệnh.\n")

    made = _command(data, "demo")
    year = str(made["year"])
    print(
        f"1. Đơn vị mẫu    {made['office']}, năm {year}, {made['counts']['evidence']} tài liệu kiểm chứng có sẵn"
    )
    gaps = _command(data, "year", "status", year)["gaps"]
    unscored = [gap for gap in gaps if gap["kind"] == "not_scored"]
    for gap in unscored:
        _command(data, "score", "set", year, gap["node"], gap["points"])
    for gap in gaps:
        if gap["kind"] == "veto_unanswered":
            _command(data, "score", "veto", year, gap["node"], "no")
    score = _command(data, "year", "status", year)
    print(
        f"2. Chấm điểm     thêm {len(unscored)} mục; tổng {_points(score['total'])} điểm, {score['level_title']}"
    )
    unproved = [gap["node"] for gap in score["gaps"] if gap["kind"] == "no_evidence"]
    for number, node in enumerate(unproved, 1):
        minutes = folder / f"Biên bản kiểm tra số {number}.txt"
        minutes.write_text(f"Biên bản kiểm tra mục {node}, năm {year}.\n", encoding="utf-8")
        _command(data, "evidence", "add", year, node, str(minutes))
    kept = _command(data, "evidence", "verify")
    print(
        f"3. Tài liệu      thêm {len(unproved)} tệp; cả {kept['files']} tệp đã đọc lại và đối chiếu, không sai lệch"
    )
    letters = _write_letters(data, folder)
    print(f"4. Thư           một thư chúc mừng kết hôn và {letters} thư từ danh sách, in ở {folder / 'thu'}")
    _command(data, "year", "freeze", year)
    exported = _command(data, "package", "export", year, "--out", str(package))
    size = f"{exported['bytes']:,}".replace(",", ".")
    print(f"5. Gói hồ sơ     chốt số liệu, xuất {exported['files']} tệp, {size} byte, đã đọc lại")
    for problem in exported["problems"]:
        print("                 còn lưu ý: " + str(problem["message"]))
    _command(data, "package", "verify", str(package))
    print("6. Kiểm tra gói  đầy đủ và nguyên vẹn")
    print(f"\nGói hồ sơ: {package}\n           mở {package / 'index.html'} bằng trình duyệt để xem")
    print(f"Dữ liệu:   {data}")
    print("Trên máy có màn hình, cùng lệnh này mở cửa sổ chương trình.")
    return 0


def _write_letters(data: Path, folder: Path) -> int:
    """One letter at the counter and a run from a list; how many letters the run made."""
    target = folder / "thu"
    target.mkdir()
    couple = {"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường", "groom_address": "Thôn Đồng Quýt"}
    fields = folder / "thu-ket-hon.json"
    fields.write_text(json.dumps(couple, ensure_ascii=False), encoding="utf-8")
    made = str(target / "thu-ket-hon.pdf")
    _command(data, "letter", "make", "wedding", "--fields", str(fields), "--out", made, "--record")
    newborn = folder / "khai-sinh.csv"
    newborn.write_text(
        "Họ tên mẹ;Họ tên cha;Họ tên con;Giới tính;Ngày sinh;Địa chỉ\n"
        "Lê Thị Thu Hà;Phạm Văn Ước;Phạm Lê Minh Khôi;Nam;5/11/2026;Thôn Đông\n"
        "Đỗ Thị Ngọc Ánh;;Đỗ Bảo An;Nữ;07/11/2026;Thôn Trung\n"
        "Vũ Thị Hằng;Đặng Quốc Huy;Đặng Vũ Hải Đăng;Nam;091126;Thôn Đoài\n",
        encoding="utf-8",
    )
    made = str(target / "khai-sinh.pdf")
    batch = _command(data, "letter", "batch", "birth", "--table", str(newborn), "--out", made)
    return int(batch["made"])


def _command(data: Path, *arguments: str) -> Any:
    """Run one command of the program; its JSON answer, or the end of this job with its reason."""
    line = [str(VENV_PYTHON), str(ROOT / "app.py"), "--data", str(data), "--json", *arguments]
    answer = subprocess.run(
        line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    if answer.returncode:
        raise SystemExit(
            f"Lệnh {' '.join(arguments[:2])} không xong (mã {answer.returncode}):\n{answer.stdout.strip()}"
        )
    return json.loads(answer.stdout)


def _points(value: Any) -> str:
    return str(value).replace(".", ",")


def say(message: str) -> None:
    """Tell on standard error how the set-up goes."""
    print("[cài đặt] " + message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
