"""PDFs of Word files through another program: real processes that work, hang, crash and write rubbish."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.documents.joining import joined_pdf
from friendly_desktop.services.documents.model import Document, paragraph
from friendly_desktop.services.documents.pdf import pdf_bytes
from friendly_desktop.services.letters import convert, office_programs
from friendly_desktop.services.letters.convert import Converter
from friendly_desktop.services.letters.office_programs import LibreOffice, MicrosoftWord
from friendly_desktop.storage.pdfium import page_count
from tests.documents.libreoffice import SOFFICE, needs_libreoffice

A_PDF = pdf_bytes(Document("Thư", (paragraph("Thư"),)))


class Fake:
    """An office program made of a few lines of Python, which finds its files in ``source``."""

    name = "Chương trình thử"

    def __init__(self, folder: Path, lines: str) -> None:
        self.starts = folder / "starts"
        self.starts.mkdir()
        (folder / "good.pdf").write_bytes(A_PDF)
        self._script = folder / "fake.py"
        head = f"""
            import os, subprocess, sys, time
            from pathlib import Path
            source, target = Path(sys.argv[1]), Path(sys.argv[2])
            good = Path({str(folder / "good.pdf")!r}).read_bytes()
            starts = Path({str(self.starts)!r})
            (starts / str(os.getpid())).touch()
            files = sorted(source.glob("*.docx"))
            def make(file, content=good):
                (target / (file.stem + ".pdf")).write_bytes(content)
        """
        self._script.write_text(textwrap.dedent(head) + textwrap.dedent(lines), encoding="utf-8")

    def command(self, source: Path, target: Path, _own: Path) -> list[str]:
        return [sys.executable, str(self._script), str(source), str(target)]

    def end(self, _target: Path) -> None:
        pass


class Watcher:
    """Keeps what is reported; asks to stop after the given number of questions."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.reports: list[int] = []
        self._left = stop_after

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        self.reports.append(done)

    def checkpoint(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Cancelled


def letters(folder: Path, *contents: str) -> list[Path]:
    """Files that hold a word each, which the fake programs obey."""
    made = []
    for number, content in enumerate(contents):
        path = folder / f"thư & {number}.docx"
        path.write_text(content, encoding="utf-8")
        made.append(path)
    return made


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.is_file() and status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z")


def test_every_letter_becomes_a_pdf_beside_the_others_under_its_name(tmp_path: Path):
    sources = letters(tmp_path, "a", "b", "c")
    program = Fake(tmp_path, "for file in files: make(file)")
    watcher = Watcher()
    made = Converter(program).to_pdf(sources, tmp_path / "out", watcher)
    assert [one.pdf for one in made] == [tmp_path / "out" / f"thư & {number}.pdf" for number in range(3)]
    assert [one.pages for one in made] == [1, 1, 1]
    assert watcher.reports[-1] == 3


def test_the_program_is_started_anew_after_fifty_letters(tmp_path: Path):
    sources = letters(tmp_path, *"x" * 120)
    program = Fake(tmp_path, "assert len(files) <= 50\nfor file in files: make(file)")
    assert all(one.pdf for one in Converter(program).to_pdf(sources, tmp_path / "out"))
    assert len(list(program.starts.iterdir())) == 3


def test_a_letter_that_makes_it_hang_is_left_out_and_its_children_are_ended(tmp_path: Path):
    sources = letters(tmp_path, "a", "hang", "b")
    program = Fake(
        tmp_path,
        f"""
        for file in files:
            if file.read_text() == "hang":
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
                Path({str(tmp_path / "child")!r}).write_text(str(child.pid))
                time.sleep(600)
            make(file)
        """,
    )
    made = Converter(program, start_seconds=8, file_seconds=2).to_pdf(sources, tmp_path / "out")
    assert [one.pdf is not None for one in made] == [True, False, True]
    if os.name != "nt":
        assert not is_running(int((tmp_path / "child").read_text(encoding="utf-8")))


def test_a_letter_that_makes_it_crash_does_not_stop_the_others(tmp_path: Path):
    sources = letters(tmp_path, "a", "crash", "b", "c")
    program = Fake(
        tmp_path,
        """
        for file in files:
            if file.read_text() == "crash":
                os._exit(139)
            make(file)
        """,
    )
    made = Converter(program).to_pdf(sources, tmp_path / "out")
    assert [one.pdf is not None for one in made] == [True, False, True, True]


def test_rubbish_is_not_taken_for_a_pdf(tmp_path: Path):
    sources = letters(tmp_path, "a", "rubbish", "half", "b")
    program = Fake(
        tmp_path,
        """
        print("rubbish " * 100000, file=sys.stderr)
        for file in files:
            make(file, {"rubbish": b"%PDF-1.7 rubbish", "half": good[:200]}.get(file.read_text(), good))
        """,
    )
    made = Converter(program).to_pdf(sources, tmp_path / "out")
    assert [one.pdf is not None for one in made] == [True, False, False, True]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["thư & 0.pdf", "thư & 3.pdf"]


def test_a_program_that_never_makes_anything_is_told_of_soon(tmp_path: Path):
    program = Fake(tmp_path, "sys.exit(1)")
    with pytest.raises(AppError) as raised:
        Converter(program).to_pdf(letters(tmp_path, *"x" * 20), tmp_path / "out")
    assert raised.value.code == "converter_failed"
    assert len(list(program.starts.iterdir())) == 3


def test_a_program_that_is_gone_is_told_of(tmp_path: Path):
    gone = LibreOffice(tmp_path / "no" / "soffice")
    with pytest.raises(AppError) as raised:
        Converter(gone).to_pdf(letters(tmp_path, "a"), tmp_path / "out")
    assert raised.value.code == "converter_failed"


def test_stopping_ends_the_program_and_leaves_no_half_pdf(tmp_path: Path):
    program = Fake(tmp_path, "make(files[0], good[:100])\ntime.sleep(600)")
    with pytest.raises(Cancelled):
        Converter(program).to_pdf(letters(tmp_path, "a", "b"), tmp_path / "out", Watcher(stop_after=20))
    assert not list((tmp_path / "out").glob("*"))
    if os.name != "nt":
        assert not any(is_running(int(path.name)) for path in program.starts.iterdir())


def test_where_there_is_no_office_program_word_files_remain(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(convert, "installed", lambda: None)
    assert convert.converter() is None
    with pytest.raises(AppError) as raised:
        convert.require_converter()
    assert raised.value.code == "no_converter"
    assert ".docx" in raised.value.message


def test_libreoffice_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    name = "soffice.exe" if os.name == "nt" else "soffice"
    (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office_programs, "_has_word", lambda: False)
    found = office_programs.installed()
    assert isinstance(found, LibreOffice)
    assert found.program.parent == tmp_path


def test_word_is_driven_by_a_script_with_the_folders_as_arguments(tmp_path: Path):
    command = MicrosoftWord().command(tmp_path / "a b", tmp_path / "ra", tmp_path)
    script = Path(command[command.index("-File") + 1])
    assert script.read_bytes().startswith(b"\xef\xbb\xbf")
    assert command[-4:] == ["-Source", str(tmp_path / "a b"), "-Target", str(tmp_path / "ra")]
    MicrosoftWord().end(tmp_path)  # no Word was started: nothing is ended


def test_a_process_that_windows_does_not_end_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    asked: list[list[str]] = []

    def hangs(command: list[str], timeout: float, **_how: object) -> None:
        asked.append(command)
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", hangs)
    (tmp_path / "word.pid").write_text("4711\r\n", encoding="ascii")
    MicrosoftWord().end(tmp_path)
    assert asked == [["taskkill", "/F", "/FI", "PID eq 4711", "/FI", "IMAGENAME eq WINWORD.EXE"]]


@needs_libreoffice
def test_libreoffice_makes_the_pdf_of_a_letter(tmp_path: Path):
    source = tmp_path / "thư chúc mừng #1.docx"
    source.write_bytes(docx_bytes(Document("Thư", (paragraph("Chúc mừng ông Đặng Văn Đức"),))))
    made = Converter(LibreOffice(Path(SOFFICE))).to_pdf([source], tmp_path / "out")
    assert made[0].pdf == tmp_path / "out" / "thư chúc mừng #1.pdf"
    assert made[0].pages == 1


def test_pdfs_are_joined_in_order_and_alike_each_time(tmp_path: Path):
    on_disk = tmp_path / "b.pdf"
    on_disk.write_bytes(pdf_bytes(Document("B", (paragraph("Thư hai"),))))
    joined = joined_pdf([A_PDF, on_disk])
    assert page_count(joined) == 2
    assert joined == joined_pdf([A_PDF, on_disk])
    assert page_count(b"no PDF") == 0
