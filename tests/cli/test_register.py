"""The commands ``register print`` and ``case statistics``."""

from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune
from tests.services.cases_desk import add

YEAR = 2026


class Clerk(Commune):
    """Runs commands on one data folder with three receptions."""

    def __init__(self, folder: DataFolder, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder, capsys)
        self.desk = desk
        services = open_services(folder, create=True)
        for number in range(3):
            add(services, CaseKind.PETITION, name=f"Người Thứ {number}")
        services.close()

    def print(self, name: str, *options: object) -> tuple[int, Any]:
        return self.run("register", "print", "--year", YEAR, "--out", self.desk / name, *options)


@pytest.fixture
def clerk(data_folder: DataFolder, workplace: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(data_folder, workplace, capsys)


def test_print_writes_every_row_and_settles_nothing(clerk: Clerk) -> None:
    for _time in range(2):
        code, told = clerk.print("sổ.pdf")
        assert code == 0
        assert told == {"file": str(clerk.desk / "sổ.pdf"), "rows": 3, "pages": 1, "fixed": 0}
    with pypdfium2.PdfDocument((clerk.desk / "sổ.pdf").read_bytes()) as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert all(f"Người Thứ {number}" in text for number in range(3))


def test_print_to_a_workbook_has_the_same_rows(clerk: Clerk) -> None:
    code, told = clerk.print("sổ.xlsx")
    assert (code, told["rows"], told["pages"]) == (0, 3, None)
    sheet = openpyxl.load_workbook(clerk.desk / "sổ.xlsx").worksheets[0]
    assert [line[0].value for line in sheet.iter_rows(min_row=6)] == ["1", "2", "3"]


def test_printing_for_the_book_and_again(clerk: Clerk) -> None:
    assert clerk.print("a.pdf", "--fix") == (1, clerk.print("a.pdf", "--fix")[1])
    code, told = clerk.print("a.pdf", "--fix", "all", "--paper", "A4")
    assert (code, told["rows"], told["pages"], told["fixed"]) == (0, 3, 1, 1)
    code, again = clerk.print("b.pdf", "--again", "1")
    assert (code, again["rows"], again["pages"]) == (0, 3, 1)
    assert clerk.print("b.pdf", "--again", "2-3")[1]["error"]["code"] == "pages_not_printed"
    assert clerk.print("b.pdf", "--fix", "--again", "1")[0] == 2
    assert clerk.print("b.pdf", "--again", "x")[0] == 2


def test_the_other_book_and_a_cover(clerk: Clerk) -> None:
    code, told = clerk.print("đơn.pdf", "--book", "papers", "--cover")
    assert (code, told["rows"], told["pages"]) == (0, 0, 2)


def test_statistics_tell_groups_and_write_a_file(clerk: Clerk) -> None:
    code, told = clerk.run("case", "statistics", "--from", "2026-10-15", "--to", "14/12/2026")
    assert (code, told["from"], told["to"], told["file"]) == (0, "2026-10-15", "2026-12-14", None)
    (whole,) = told["groups"][0]["rows"]
    assert (whole["received"], whole["people"], whole["on_time_percent"]) == (3, 3, None)
    target = clerk.desk / "thống kê.pdf"
    assert clerk.run("case", "statistics", "--out", target)[1]["file"] == str(target)
    assert target.stat().st_size > 1000
    assert clerk.run("case", "statistics", "--from", "31/4")[1]["error"]["code"] == "day_wrong"
