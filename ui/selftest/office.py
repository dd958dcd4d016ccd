"""The made-up commune of the self-test, worked on through the commands of the program itself."""

import contextlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from friendly_desktop.cli import main
from friendly_desktop.i18n import use_language
from friendly_desktop.paths import DataFolder


class NotAsItShouldBeError(Exception):
    """A command answered otherwise than it should, or a file is not what it should be."""


class Office:
    """Runs commands on a data folder of its own and reads back what they made.

    Attributes:
        data: the data folder.
        papers: where the papers go.
        year: the year of the made-up commune: the one before this, so that all of it lies in the past.
    """

    def __init__(self, folder: Path) -> None:
        """Work in ``folder``, which is empty."""
        from friendly_desktop.clock import SystemClock

        self.data = DataFolder(folder / "Dữ liệu xã An Bình")
        self.papers = folder / "Giấy tờ"
        self.papers.mkdir()
        self.year = str(SystemClock().today().year - 1)

    def run(self, *arguments: object, codes: tuple[int, ...] = (0,)) -> Any:
        """The JSON answer of a command.

        Args:
            arguments: what one would type after ``--data DIR --json``.
            codes: the exit codes that are right here.

        Raises:
            NotAsItShouldBeError: the command ended with another code.
        """
        said, told = io.StringIO(), io.StringIO()
        line = [str(one) for one in arguments]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            code = main(["--data", str(self.data.root), "--json", *line], _press)
        use_language("vi")
        if code not in codes:
            raise NotAsItShouldBeError(f"{' '.join(line)}: exit {code}\n{said.getvalue()}{told.getvalue()}")
        return json.loads(said.getvalue())

    def make(self, name: str, *arguments: object, codes: tuple[int, ...] = (0,)) -> int:
        """Have a command write the paper ``name`` (``--out`` is added) and read it back; returns 1, for counting."""
        target = self.papers / name
        self.run(*arguments, "--out", target, codes=codes)
        look_at(target)
        return 1

    def write(self, name: str, content: str) -> Path:
        """A file that a command is to read."""
        target = self.papers / name
        target.write_text(content, encoding="utf-8", newline="\n")
        return target


def look_at(path: Path) -> None:
    """Read a paper back as the program that opens it would.

    Raises:
        NotAsItShouldBeError: it is empty, damaged or blank.
    """
    if not path.is_file() or not path.stat().st_size:
        raise NotAsItShouldBeError(f"{path.name}: missing or empty")
    if path.suffix == ".pdf":
        _look_at_pdf(path)
    elif path.suffix in {".docx", ".xlsx", ".zip"}:
        with zipfile.ZipFile(path) as archive:
            if (broken := archive.testzip()) is not None:
                raise NotAsItShouldBeError(f"{path.name}: {broken} is damaged")


def _look_at_pdf(path: Path) -> None:
    from friendly_desktop.services.pages import page_ink, page_sizes

    content = path.read_bytes()
    if not page_sizes(content):
        raise NotAsItShouldBeError(f"{path.name}: no pages")
    ink = page_ink(content, 0)
    if ink is None:
        raise NotAsItShouldBeError(f"{path.name}: the first page is blank")


def _press() -> Any:
    from ui.printing.press import Press

    return Press()
