"""The calibration sheet: marks at known places, and numbers that bring the print back."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET, PageSize
from friendly_desktop.services.documents.calibration import EDGE, FOLD, calibration_pdf
from friendly_desktop.services.pages import open_pages, page_sizes

DOTS = 10  # a millimetre
SHEETS = [A4_SHEET, A4_SHEET.turned, A5_SHEET, A5_SHEET.turned]


def drawn(content: bytes) -> Image.Image:
    with open_pages(content) as opened:
        page = opened.image(0, round(opened.sizes[0].width * DOTS))
    return Image.frombytes("RGB", (page.width, page.height), page.rgb).convert("L")


@pytest.mark.parametrize("size", SHEETS, ids=str)
def test_the_folds_stand_at_forty_millimetres(size: PageSize) -> None:
    content = calibration_pdf(size)
    assert page_sizes(content)[0].like(size, within=0.1)
    sheet = drawn(content)
    across = sheet.crop((0, 15 * DOTS, 43 * DOTS, 17 * DOTS)).point(lambda tone: 255 if tone < 160 else 0)
    found = across.getbbox()
    assert found is not None
    assert (found[0] + found[2]) / 2 / DOTS == pytest.approx(FOLD, abs=0.15)
    along = sheet.crop((15 * DOTS, 0, 17 * DOTS, 43 * DOTS)).point(lambda tone: 255 if tone < 160 else 0)
    found = along.getbbox()
    assert found is not None
    assert (found[1] + found[3]) / 2 / DOTS == pytest.approx(FOLD, abs=0.15)


@pytest.mark.parametrize("size", SHEETS, ids=str)
def test_its_words_are_vietnamese_and_stay_on_the_sheet(size: PageSize) -> None:
    content = calibration_pdf(size)
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "Tờ căn chỉnh máy in" in text
    assert "đúng 100 mm" in text
    with open_pages(content) as opened:
        ink = opened.ink(0)
    assert ink is not None
    assert ink.right <= size.width
    assert content == calibration_pdf(size)


@pytest.mark.parametrize("off", [0.0, 1.0, -2.5, 4.0])
def test_the_number_at_the_folded_edge_is_the_shift_that_brings_the_print_back(off: float) -> None:
    """A printer that is ``off`` millimetres to the right: fold, read, print again with that shift."""
    sheet = drawn(calibration_pdf(A5_SHEET))
    printed = ImageChops.offset(sheet, round(off * DOTS), 0)
    edge = 2 * (FOLD + off)  # the fold is where the line was printed; the edge goes as far beyond it
    on_scale = edge - off  # where that is on the printed scale
    typed = EDGE - on_scale
    # The tick the edge touches is really there: a dark line at this place of the scale.
    tick = printed.crop((round((edge - 0.15) * DOTS), 54 * DOTS, round((edge + 0.15) * DOTS) + 1, 56 * DOTS))
    assert min(tick.tobytes()) < 140
    again = ImageChops.offset(printed, round(typed * DOTS), 0)
    assert ImageChops.difference(again, sheet).getbbox() is None
