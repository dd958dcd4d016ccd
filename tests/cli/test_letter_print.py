"""The commands ``letter print`` and ``letter printers``: from the register to paper without a window."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import main
from friendly_desktop.domain.letters import LetterKind, LetterPrint
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.domain.settings import LAST_PRINTER, PRINTERS
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.letters.service import LettersService
from friendly_desktop.services.pages import page_sizes
from tests.ui.paper_tray import NAME, PaperTray, load
from tests.ui.sheets import difference, marked, picture
from ui.printing import press
from ui.printing.press import Press

ROOT = Path(__file__).resolve().parents[2]


class Clerk:
    """Runs commands on the data folder of an office with some letters."""

    def __init__(self, folder: DataFolder, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.place = folder, place
        self.told = ""
        self._capsys = capsys

    def print(self, *arguments: object) -> tuple[int, Any]:
        return self.run("print", *arguments)

    def run(self, *arguments: object) -> tuple[int, Any]:
        code = main(["--data", str(self.folder.root), "--json", "letter", *map(str, arguments)], Press)
        captured = self._capsys.readouterr()
        self.told = captured.err
        return code, json.loads(captured.out)

    def write(self, count: int) -> list[int]:
        """Put letters into the register."""
        services = open_services(self.folder, create=True)
        services.office.save_office(Office(name="An Bình", set_up=True))
        services.office.save_signatory(Signatory(0, "Nguyễn Thị Minh Hòa"))
        letters = services.letters
        made = [letters.save(letters.blank_draft(LetterKind.WEDDING)).id for _number in range(count)]
        services.close()
        return made

    def prints(self, letter_id: int) -> tuple[LetterPrint, ...]:
        services = open_services(self.folder)
        try:
            return services.letters.prints(letter_id)
        finally:
            services.close()

    def kept(self, letter_id: int) -> bytes:
        """The PDF that was kept of a letter."""
        services = open_services(self.folder)
        try:
            content = services.letters.archived_pdf(letter_id)
            assert content is not None
            return content
        finally:
            services.close()


@pytest.fixture
def clerk(
    data_folder: DataFolder, workplace: Path, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> Clerk:
    return Clerk(data_folder, workplace, capsys)


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    printers(monkeypatch, NAME)
    return load(monkeypatch, tmp_path / "khay")


def printers(monkeypatch: pytest.MonkeyPatch, *names: str, usual: str = "") -> None:
    """These are the printers of this PC."""
    monkeypatch.setattr(press, "printer_names", lambda: names)
    monkeypatch.setattr(press, "usual_printer", lambda: usual)


def seen(content: bytes | Path) -> Image.Image:
    """A page as the eye sees it, which finds no single dots; drawn as finely as it was printed."""
    return picture(content, dots_per_mm=600 / 25.4).reduce(12)


# -- into a file


def test_the_page_that_comes_out_is_the_kept_page_and_the_print_is_noted(clerk: Clerk) -> None:
    (letter,) = clerk.write(1)
    target = clerk.place / "bản in.pdf"
    code, answer = clerk.print(letter, "--to", target)
    assert code == 0
    assert answer == {
        "printed": [{"id": letter, "pages": 1, "copies": 1, "printer": "PDF"}],
        "failed": [],
    }
    assert difference(seen(target), seen(clerk.kept(letter))) < 1
    (noted,) = clerk.prints(letter)
    assert (noted.printer, noted.copies, noted.succeeded) == ("PDF", 1, True)


def test_letters_and_copies_follow_each_other_in_one_file(clerk: Clerk) -> None:
    first, second = clerk.write(2)
    target = clerk.place / "hai thư.pdf"
    code, answer = clerk.print(second, first, second, "--copies", 2, "--to", target)
    assert code == 0
    assert [(one["id"], one["copies"]) for one in answer["printed"]] == [(second, 2), (first, 2)]
    assert len(page_sizes(target.read_bytes())) == 4


def test_two_letters_share_a_sheet_when_asked(clerk: Clerk) -> None:
    letters = clerk.write(2)
    target = clerk.place / "một tờ.pdf"
    clerk.print(*letters, "--paper-fit", "two-up", "--to", target)
    (sheet,) = page_sizes(target.read_bytes())
    assert (round(sheet.width), round(sheet.height)) == (210, 297)


def test_paper_with_its_head_gets_the_words_alone(clerk: Clerk) -> None:
    (letter,) = clerk.write(1)
    whole, words = clerk.place / "cả.pdf", clerk.place / "lời.pdf"
    clerk.print(letter, "--to", whole)
    clerk.print(letter, "--stock", "frame-and-head", "--to", words)
    assert difference(seen(whole), seen(words)) > 3


def test_a_letter_that_is_not_there_stops_no_other(clerk: Clerk) -> None:
    (letter,) = clerk.write(1)
    code, answer = clerk.print(letter, 999, "--to", clerk.place / "in.pdf")
    assert code == 3
    assert [one["id"] for one in answer["printed"]] == [letter]
    (failed,) = answer["failed"]
    assert (failed["id"], "999" in failed["message"]) == (999, True)


def test_when_no_letter_is_there_no_file_is_made(clerk: Clerk) -> None:
    clerk.write(1)
    target = clerk.place / "in.pdf"
    code, answer = clerk.print(998, 999, "--to", target)
    assert (code, answer["printed"], target.exists()) == (3, [], False)


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_print_is_noted(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_content: bytes, _path: Path) -> None:
        raise AppError("pdf_not_saved", "Không lưu được tệp PDF", "Ổ đĩa đầy.")

    (letter,) = clerk.write(1)
    target = clerk.place / "in.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(press, "write_pdf", refuse)
    code, answer = clerk.print(letter, "--to", target)
    assert (code, answer["error"]["code"]) == (1, "pdf_not_saved")
    assert target.read_bytes() == b"old"
    assert clerk.prints(letter) == ()


def test_pages_of_a_pdf_file_are_printed_without_any_office(clerk: Clerk) -> None:
    source, target = clerk.place / "Lê Văn A.pdf", clerk.place / "in.pdf"
    source.write_bytes(marked(pages=3))
    code, answer = clerk.print(source, "--pages", "2-3", "--to", target)
    assert code == 0
    (printed,) = answer["printed"]
    assert printed == {"id": None, "file": str(source), "pages": 2, "copies": 1, "printer": "PDF"}
    assert difference(picture(target, 0), picture(source, 1)) < 1
    assert not clerk.folder.root.exists()


# -- to a printer


def test_letters_go_to_the_only_printer_and_are_noted_there(clerk: Clerk, tray: PaperTray) -> None:
    letters = clerk.write(2)
    code, answer = clerk.print(*letters)
    assert (code, [one["printer"] for one in answer["printed"]]) == (0, [NAME, NAME])
    assert tray.sheets() == 2
    assert [[one.printer for one in clerk.prints(letter)] for letter in letters] == [[NAME], [NAME]]
    assert clerk.kept(letters[0])


def test_what_is_remembered_of_the_printer_is_used(clerk: Clerk, tray: PaperTray) -> None:
    (letter,) = clerk.write(1)
    services = open_services(clerk.folder)
    services.office.set_setting(PRINTERS.of(NAME), '{"right": "1.5", "down": "-2", "copies": 5}')
    services.close()
    clerk.print(letter)
    assert (tray.targets[0].shift, tray.targets[0].copies) == ((1.5, -2.0), 1)


def test_a_pdf_file_goes_to_the_printer_by_its_name(clerk: Clerk, tray: PaperTray) -> None:
    source = clerk.place / "thư.pdf"
    source.write_bytes(marked())
    code, _answer = clerk.print(source, "--printer", NAME, "--copies", 3)
    assert (code, tray.targets[0].printer, tray.targets[0].copies) == (0, NAME, 3)


def test_a_refused_letter_is_listed_and_noted_as_failed(clerk: Clerk, tray: PaperTray) -> None:
    letters = clerk.write(2)
    tray.refuse = lambda number: number == 1
    code, answer = clerk.print(*letters)
    assert code == 3
    assert [one["id"] for one in answer["failed"]] == letters[:1]
    assert [one["id"] for one in answer["printed"]] == letters[1:]
    assert [[one.succeeded for one in clerk.prints(letter)] for letter in letters] == [[False], [True]]


def test_a_printer_that_vanishes_before_the_first_letter_is_told_with_those_that_are_there(
    clerk: Clerk, tray: PaperTray, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = clerk.write(1)
    tray.gone_after = 0
    answers = iter([(NAME,), (NAME,)])
    monkeypatch.setattr(press, "printer_names", lambda: next(answers, ("Máy in tầng hai",)))
    code, answer = clerk.print(letter)
    assert (code, answer["error"]["code"]) == (1, "printer_unknown")
    assert "Máy in tầng hai" in answer["error"]["hint"]


def test_a_printer_that_vanishes_midway_leaves_an_account(clerk: Clerk, tray: PaperTray) -> None:
    letters = clerk.write(3)
    tray.gone_after = 1
    code, answer = clerk.print(*letters)
    assert code == 3
    assert [one["id"] for one in answer["printed"]] == letters[:1]
    assert [one["id"] for one in answer["failed"]] == letters[1:]


def test_when_the_register_cannot_be_written_nothing_more_is_printed(
    clerk: Clerk, tray: PaperTray, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AppError("disk_full", "Ổ đĩa đầy", "Ổ đĩa không còn chỗ.")

    letters = clerk.write(2)
    monkeypatch.setattr(LettersService, "record_print", refuse)
    code, answer = clerk.print(*letters)
    assert (code, [one["id"] for one in answer["printed"]]) == (3, letters[:1])
    assert "Ổ đĩa không còn chỗ." in clerk.told


# -- which printer


@pytest.mark.parametrize(
    ("names", "usual", "arguments", "code"),
    [
        ((), "", (), "no_printer"),
        ((), "", ("--printer", "Máy A"), "no_printer"),
        (("Máy A", "Máy B"), "", (), "printer_not_chosen"),
        (("Máy A", "Máy B"), "Máy A", ("--printer", "Máy C"), "printer_unknown"),
    ],
)
def test_a_printer_that_cannot_be_known_is_refused_with_the_names_of_those_there_are(
    clerk: Clerk,
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...],
    usual: str,
    arguments: tuple[str, ...],
    code: str,
) -> None:
    printers(monkeypatch, *names, usual=usual)
    (letter,) = clerk.write(1)
    answered, answer = clerk.print(letter, *arguments)
    assert (answered, answer["error"]["code"]) == (1, code)
    assert all(name in answer["error"]["hint"] for name in names)


def test_the_printer_of_the_last_time_goes_before_the_usual_one(
    clerk: Clerk, tray: PaperTray, monkeypatch: pytest.MonkeyPatch
) -> None:
    printers(monkeypatch, "Máy A", NAME, usual="Máy A")
    (letter,) = clerk.write(1)
    services = open_services(clerk.folder)
    services.office.set_setting(LAST_PRINTER, NAME)
    services.close()
    clerk.print(letter)
    assert tray.targets[0].printer == NAME


def test_printers_are_listed_with_the_usual_one(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    printers(monkeypatch, "Máy A", "Máy B", usual="Máy A")
    assert clerk.run("printers") == (
        0,
        [{"name": "Máy A", "usual": True}, {"name": "Máy B", "usual": False}],
    )


# -- what does not go together


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("1", "a.pdf"), "print_not_one"),
        (("a.pdf", "b.pdf"), "print_not_one"),
        (("1", "2", "--pages", "1"), "pages_of_many"),
        (("1", "--to", "in.docx"), "file_kind_unknown"),
        (("không có.pdf", "--to", "in.pdf"), "pdf_unreadable"),
        (("1", "--pages", "2", "--to", "in.pdf"), "pages_unknown"),
        (("1", "--pages", "một", "--to", "in.pdf"), "pages_unknown"),
    ],
)
def test_what_does_not_go_together_is_refused(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: str
) -> None:
    clerk.write(2)
    monkeypatch.chdir(clerk.place)
    answered, answer = clerk.print(*arguments)
    assert (answered, answer["error"]["code"]) == (1, code)
    assert list(clerk.place.glob("in.*")) == []


# -- Qt, and only here


def started(*arguments: str, folder: Path) -> tuple[int, list[str]]:
    """Run the program in a process of its own; gives the exit code and the modules of Qt it loaded."""
    code = (
        f"import sys; sys.argv = ['app.py', '--data', {str(folder)!r}, *{arguments!r}]\n"
        "from app import main\n"
        "code = main()\n"
        "print('LOADED', code, *sorted(name for name in sys.modules if name.startswith(('PySide6.', 'ui.'))))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    _mark, answered, *loaded = done.stdout.splitlines()[-1].split()
    return int(answered), loaded


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("letter", "print", "--help"), ("letter", "kinds"), ("letter", "print", "x", "1")],
)
def test_no_other_command_loads_qt_and_neither_does_help(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert started(*arguments, folder=tmp_path / "d")[1] == []


def test_printing_needs_no_display_and_loads_no_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "a.pdf").write_bytes(marked())
    target = tmp_path / "in.pdf"
    code, loaded = started(
        "letter", "print", str(tmp_path / "a.pdf"), "--to", str(target), folder=tmp_path / "d"
    )
    assert (code, target.exists()) == (0, True)
    assert "PySide6.QtPrintSupport" in loaded
    assert not {"ui.application", "ui.main_window", "ui.context"} & set(loaded)
