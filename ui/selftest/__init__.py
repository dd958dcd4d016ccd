"""``app.py --selftest``: the whole program tried with a made-up commune, from source or as built.

It makes its own temporary folder and never looks at the office's data. Every set of criteria, letter, form,
register, ballot and posting is made and read back; the year is frozen, its package written and verified; every
place of the window is shown. Whoever builds or installs the program believes it only after this.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.i18n import _, use_language
from ui.selftest.report import Report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.selftest.office import Office
    from ui.selftest.report import Tried

EXIT_DONE, EXIT_FINDINGS = 0, 3


def main(arguments: Sequence[str]) -> int:
    """Try everything, tell it, and return 0, or 3 where something failed.

    Args:
        arguments: what was typed after ``--selftest``: ``--out FILE`` for the report as JSON, ``--keep DIR`` for
            all papers and pictures, ``--platform NAME`` for Qt's (``offscreen`` where there is no display),
            ``--only STEP...`` for some of it.
    """
    use_language("vi")
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = _parser().parse_args(arguments)
    report = Report()
    with ExitStack() as stack:
        folder = _folder(given.keep, stack)
        _try_all(report, folder, given.platform, given.only)
    report.tell(given.out)
    return EXIT_DONE if report.ok else EXIT_FINDINGS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py --selftest", description=_("Chạy thử toàn bộ chương trình với một xã mẫu.")
    )
    parser.add_argument("--out", type=Path, metavar="FILE.json", help=_("tệp ghi kết quả"))
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help=_("giữ lại mọi thứ đã làm trong thư mục này")
    )
    parser.add_argument("--platform", metavar="NAME", help=_("nền vẽ của Qt, như offscreen"))
    parser.add_argument("--only", nargs="+", metavar="STEP", help=_("chỉ các bước này, sau bước demo"))
    return parser


def _folder(keep: Path | None, stack: ExitStack) -> Path:
    """A new, empty folder as on a clerk's PC: Vietnamese letters and spaces in its path."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="Chạy thử ", dir=keep))
    made = tempfile.TemporaryDirectory(prefix="Chạy thử Nguyễn Văn Đức ", ignore_cleanup_errors=True)
    return Path(stack.enter_context(made))


def _try_all(report: Report, folder: Path, platform: str | None, only: Sequence[str] | None) -> None:
    from ui.selftest import papers
    from ui.selftest.office import Office
    from ui.selftest.walk import application

    app = application(platform)  # printing takes the one there is, and no second one can be made
    office = Office(folder)
    steps = {name: partial(step, office) for name, step in papers.STEPS.items()}
    steps["window"] = partial(_try_window, app, office, folder / "pictures")
    for name, step in steps.items():
        if not only or name in {"demo", *only}:
            report.attempt(name, step)


def _try_window(app: "QApplication", office: "Office", pictures: Path) -> "Tried":
    from ui.selftest.walk import walk

    return walk(app, office.data, pictures)
