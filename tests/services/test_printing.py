"""Printers are found as they were left, sheets keep their text, files are whole or not there."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.printing import PrinterProfile, SheetFit, Stock
from friendly_desktop.domain.settings import PRINTERS
from friendly_desktop.errors import AppError
from friendly_desktop.services import printing
from friendly_desktop.services.pages import open_pages, page_image, page_sizes
from friendly_desktop.storage.office import put_settings

NAME = "HP LaserJet (phòng một cửa)"


def paper(words: str, width: float = 210, height: float = 148, pages: int = 1) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width * mm, height * mm), invariant=1)
    for page in range(pages):
        canvas.drawString(50, 100, f"{words}{page + 1}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_printer_is_found_as_it_was_left(services: Services) -> None:
    left = PrinterProfile(NAME, Decimal("1.5"), Decimal("-0.8"), Stock.HEAD, SheetFit.A4_TWO, 2)
    assert services.printing.profile(NAME) == PrinterProfile(NAME)
    services.printing.remember(left)
    services.printing.remember(PrinterProfile("Máy khác"))
    assert services.printing.profile(NAME) == left
    assert services.printing.last_printer() == "Máy khác"


def test_remembering_what_is_known_writes_nothing(services: Services) -> None:
    services.printing.remember(PrinterProfile(NAME, copies=2))
    told: list[object] = []
    services.db.on_change(told.append)
    services.printing.remember(PrinterProfile(NAME, copies=2))
    assert told == []


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "[]",
        "{",
        '{"right": "x"}',
        '{"right": "900"}',
        '{"copies": 0}',
        '{"stock": "?"}',
        '{"down": "NaN"}',
    ],
)
def test_damaged_values_count_as_unknown(services: Services, damaged: str) -> None:
    with services.db.write(Area.OFFICE) as connection:
        put_settings(connection, {PRINTERS.of(NAME): damaged})
    assert services.printing.profile(NAME) == PrinterProfile(NAME)


def test_two_letters_on_a_sheet_keep_their_text_and_the_same_input_gives_the_same_bytes() -> None:
    leaves = [(paper("Thu a"), 0), (paper("Thu b"), 0), (paper("Thu c"), 0)]
    sheets = printing.sheets_pdf(leaves, SheetFit.A4_TWO)
    texts = [page.extract_text() for page in PdfReader(BytesIO(sheets)).pages]
    assert [sorted(text.split()) for text in texts] == [["Thu", "Thu", "a1", "b1"], ["Thu", "c1"]]
    assert sheets == printing.sheets_pdf(leaves, SheetFit.A4_TWO)


def test_a_whole_pdf_goes_to_the_printer_as_it_is() -> None:
    content = paper("a", pages=3)
    assert printing.sheets_pdf([(content, page) for page in range(3)]) is content
    some = printing.sheets_pdf([(content, 2), (content, 0)])
    assert [page.extract_text().strip() for page in PdfReader(BytesIO(some)).pages] == ["a3", "a1"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"%PDF-1.4\n%%EOF"])
def test_bytes_that_are_no_pdf_are_refused_kindly(content: bytes) -> None:
    with pytest.raises(AppError) as broken:
        page_sizes(content)
    assert broken.value.code == "pdf_broken"


def test_a_page_is_drawn_at_the_width_asked_for_and_white_paper_has_no_ink() -> None:
    drawn = page_image(paper("a"), 0, 421)
    assert (drawn.width, drawn.height, len(drawn.rgb)) == (421, 297, 421 * 297 * 3)
    with open_pages(paper("a")) as opened:
        assert opened.ink(0) is not None
    blank = BytesIO()
    canvas = Canvas(blank)
    canvas.showPage()
    canvas.save()
    with open_pages(blank.getvalue()) as opened:
        assert opened.ink(0) is None
        assert list(opened.tiles(0, 600)) == []


def test_black_text_is_one_bit_a_dot_and_colour_stays() -> None:
    target = BytesIO()
    canvas = Canvas(target, pagesize=(100 * mm, 100 * mm))
    canvas.drawString(20, 200, "den")
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(10, 10, 20, 20, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    with open_pages(target.getvalue()) as opened:
        modes = {tile.mode for tile in opened.tiles(0, 600)}
    assert modes == {"1", "RGB"}


def test_a_pdf_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "Thư mừng.pdf"
    printing.write_pdf(b"moi", target)
    assert target.read_bytes() == b"moi"
    with pytest.raises(AppError) as refused:
        printing.write_pdf(b"x", target / "in.pdf")
    assert refused.value.code == "pdf_not_saved"
    assert target.read_bytes() == b"moi"
    assert [path.name for path in tmp_path.iterdir()] == ["Thư mừng.pdf"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_another_program_turned_lies_on_the_sheet_as_it_is_read(turn: int) -> None:
    writer = PdfWriter()
    size = (210, 148) if turn == 180 else (148, 210)
    writer.append(PdfReader(BytesIO(paper("a", *size))))
    writer.pages[0].rotate(turn)
    target = BytesIO()
    writer.write(target)
    alone = target.getvalue()
    (sheet,) = page_sizes(sheets := printing.sheets_pdf([(alone, 0)] * 2, SheetFit.A4_TWO))
    assert (round(sheet.width), round(sheet.height)) == (210, 297)
    with open_pages(alone) as opened, open_pages(sheets) as two:
        on_page, on_sheet = opened.ink(0), two.ink(0)
    assert on_page is not None
    assert on_sheet is not None
    assert on_sheet.top == pytest.approx(on_page.top + 0.25, abs=0.4)
    assert on_sheet.bottom == pytest.approx(on_page.bottom + 148.75, abs=0.4)


def test_a_pdf_that_cannot_be_taken_apart_is_said_to_be_broken() -> None:
    with pytest.raises(AppError) as broken:
        printing.sheets_pdf([(b"%PDF-1.4 x", 0)], SheetFit.A4_TWO)
    assert broken.value.code == "pdf_broken"
