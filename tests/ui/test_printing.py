"""What comes out of a printer is the preview: same place, same size, nothing lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.sheets import A4, A5, A5_LANDSCAPE, difference, ink, marked, picture
from ui.printing.spooling import Target, print_pdf

NEAR = 0.3  # millimetres
SQUARE = (25, 35, 50, 60)  # around the black square of a marked page


def near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("size", [A4, A5, A5_LANDSCAPE], ids=["A4", "A5", "A5 landscape"])
def test_a_printed_page_lies_where_the_preview_shows_it_at_its_true_size(
    qapp: QApplication, tmp_path: Path, size: tuple[float, float]
) -> None:
    content = marked(size)
    spooled = print_pdf(content, Target(file=tmp_path / "in.pdf"))
    printed = tmp_path / "in.pdf"
    assert (spooled.sheets, spooled.cut, spooled.other_paper) == (1, 0.0, None)
    assert near(ink(printed, part=SQUARE), (30, 40, 40, 50))
    assert difference(picture(content), picture(printed)) < 1
    with_size = picture(printed, dots_per_mm=1).size
    assert near(with_size, size) or abs(with_size[1] - size[1]) <= 1
