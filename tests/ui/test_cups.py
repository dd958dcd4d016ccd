"""Through a real print system, where one with a PDF printer (cups-pdf) is set up; elsewhere skipped."""

import time
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from friendly_desktop.services.pages import page_sizes
from tests.ui.sheets import A4, A5, A5_LANDSCAPE, ink, marked, picture
from ui.printing import abilities
from ui.printing.spooling import Target, print_pdf

OUTPUT = Path.home() / "PDF"
PATIENCE = 30.0  # seconds; the spooler works at its own pace


@pytest.fixture
def printer(qapp: QApplication) -> str:
    for info in QPrinterInfo.availablePrinters():
        if "CUPS-PDF" in info.makeAndModel() and OUTPUT.is_dir():
            return str(info.printerName())
    pytest.skip("no CUPS-PDF printer on this PC")


def printed(printer: str, content: bytes, name: str, copies: int = 1) -> bytes:
    """What came out; the file is taken away again."""
    before = set(OUTPUT.iterdir())
    print_pdf(content, Target(printer, copies=copies), name)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for path in set(OUTPUT.iterdir()) - before:
            data = path.read_bytes()
            if data.rstrip().endswith(b"%%EOF"):
                path.unlink()
                return data
        time.sleep(0.1)
    pytest.fail("nothing came out of the printer")


@pytest.mark.parametrize("size", [A4, A5], ids=["A4", "A5"])
def test_what_comes_out_of_a_real_print_system_lies_where_it_should(
    printer: str, size: tuple[float, float]
) -> None:
    content = printed(printer, marked(size), "thu")
    sheet = page_sizes(content)[0]
    assert (sheet.width, sheet.height) == pytest.approx(size, abs=1)
    assert ink(content, part=(25, 35, 50, 60)) == pytest.approx((30, 40, 40, 50), abs=0.3)


def test_a_lying_letter_comes_out_turned_on_the_standing_sheet_at_its_true_size(printer: str) -> None:
    content = printed(printer, marked(A5_LANDSCAPE), "thu")
    turned = picture(content, dots_per_mm=12)
    # Print systems lie the picture on the sheet by a quarter turn, to either side.
    spots = []
    for angle in (90, 270):
        lying = turned.rotate(angle, expand=True).convert("L").point(lambda tone: 255 if tone < 100 else 0)
        spots.append([side / 12 for side in lying.crop((300, 420, 600, 720)).getbbox() or ()])
    wished = [5, 5, 15, 15]  # within the part that begins at 25 mm, 35 mm
    assert any(spot == pytest.approx(wished, abs=0.6) for spot in spots)


def test_three_copies_are_three_sheets(printer: str) -> None:
    assert len(page_sizes(printed(printer, marked(A5), "thu", copies=3))) == 3


def test_the_printer_says_which_sheets_it_takes(printer: str) -> None:
    able = abilities.ask(printer)
    assert able.takes(page_sizes(marked(A5_LANDSCAPE))[0])
    assert able.sizes
