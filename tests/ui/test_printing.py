"""What comes out of a printer is the preview: same place, same size, nothing lost."""

from pathlib import Path

import pytest
from PIL import ImageChops
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.printing import SheetFit
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.pages import page_sizes
from friendly_desktop.services.printing import sheets_pdf
from tests.ui.sheets import A4, A5, A5_LANDSCAPE, difference, ink, marked, picture
from ui.printing.spooling import Target, drawing_resolution, print_pdf

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


def test_colour_and_grey_come_out_as_they_are(qapp: QApplication, tmp_path: Path) -> None:
    content = marked(A5, colour="#B3261E")
    print_pdf(content, Target(file=tmp_path / "in.pdf"))
    red, green, blue = picture(tmp_path / "in.pdf").convert("RGB").getpixel((35 * 6, 45 * 6))  # type: ignore[misc]
    assert (abs(red - 0xB3) < 6, abs(green - 0x26) < 6, abs(blue - 0x1E) < 6) == (True, True, True)


@pytest.mark.parametrize("shift", [(2.5, -1.5), (-3.0, 4.0)])
def test_a_shift_moves_everything_by_just_so_much(
    qapp: QApplication, tmp_path: Path, shift: tuple[float, float]
) -> None:
    print_pdf(marked(A5), Target(file=tmp_path / "in.pdf", shift=shift))
    x, y = shift
    assert near(ink(tmp_path / "in.pdf", part=SQUARE), (30 + x, 40 + y, 40 + x, 50 + y))


def test_ink_beyond_the_edge_is_told_of(qapp: QApplication, tmp_path: Path) -> None:
    spooled = print_pdf(marked(A5), Target(file=tmp_path / "in.pdf", shift=(-32, 0)))
    assert spooled.cut == pytest.approx(2, abs=0.1)


def test_copies_come_out_one_whole_copy_after_the_other(qapp: QApplication, tmp_path: Path) -> None:
    spooled = print_pdf(marked(A5, pages=2), Target(file=tmp_path / "in.pdf", copies=3))
    assert spooled.sheets == 6
    alike = [
        difference(picture(marked(A5, pages=2), page % 2), picture(tmp_path / "in.pdf", page))
        for page in range(6)
    ]
    assert max(alike) < 1


def test_pages_of_different_sizes_each_get_their_own_sheet(qapp: QApplication, tmp_path: Path) -> None:
    both = sheets_pdf([(marked(A4), 0), (marked(A5_LANDSCAPE), 0)])
    print_pdf(both, Target(file=tmp_path / "in.pdf"))
    sizes = page_sizes((tmp_path / "in.pdf").read_bytes())
    assert [size.landscape for size in sizes] == [False, True]
    assert near(ink(tmp_path / "in.pdf", 1, SQUARE), (30, 40, 40, 50))


def test_a_letter_takes_little_room_in_the_queue(qapp: QApplication, tmp_path: Path) -> None:
    print_pdf(marked(A4), Target(file=tmp_path / "in.pdf"))
    assert (tmp_path / "in.pdf").stat().st_size < 60_000


def test_stopping_leaves_nothing_half_printed(qapp: QApplication, tmp_path: Path) -> None:
    class Stopping:
        asked = 0

        def report(self, done: int, total: int | None = None, label: str = "") -> None: ...

        def checkpoint(self) -> None:
            self.asked += 1
            if self.asked == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        print_pdf(marked(A4, pages=3), Target(file=tmp_path / "in.pdf"), job=Stopping())
    assert not (tmp_path / "in.pdf").exists()


def test_a_printer_of_no_such_name_is_said_to_be_missing(qapp: QApplication) -> None:
    with pytest.raises(AppError) as missing:
        print_pdf(marked(A4), Target("Máy in không có"))
    assert missing.value.code == "printer_gone"
    assert "Máy in không có" in missing.value.message


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_a_refusal_not_a_crash(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        print_pdf(marked(A4), Target(file=tmp_path / "không có" / "in.pdf"))
    assert refused.value.code == "printer_refused"


@pytest.mark.parametrize(
    ("own", "drawn"), [(600, 600), (720, 720), (300, 300), (1200, 600), (2400, 600), (1440, 720), (4800, 600)]
)
def test_the_resolution_is_the_printers_own_or_a_whole_part_of_it(own: int, drawn: int) -> None:
    assert drawing_resolution(own) == drawn


def test_two_letters_on_one_sheet_keep_their_size_and_are_cut_in_the_middle(
    qapp: QApplication, tmp_path: Path
) -> None:
    leaves = [(marked(A5_LANDSCAPE, words="a"), 0), (marked(A5_LANDSCAPE, words="b"), 0)]
    print_pdf(sheets_pdf(leaves, SheetFit.A4_TWO), Target(file=tmp_path / "in.pdf"))
    printed = tmp_path / "in.pdf"
    assert [(round(size.width), round(size.height)) for size in page_sizes(printed.read_bytes())] == [
        (210, 297)
    ]
    assert near(ink(printed, part=SQUARE), (30, 40.25, 40, 50.25))
    below = tuple(side + 148.5 * (place % 2) for place, side in enumerate(SQUARE))
    assert near(ink(printed, part=below), (30, 188.75, 40, 198.75))
    cut = ink(printed, part=(0, 146, 20, 151))
    assert near(cut, (0, 148.5, 14, 148.5))


def test_a_typed_shift_brings_a_crooked_printer_back(qapp: QApplication, tmp_path: Path) -> None:
    """A printer that is 2,5 mm right and 1,5 mm up, and the shift that was read off for it."""
    content = marked(A5)
    print_pdf(content, Target(file=tmp_path / "in.pdf", shift=(-2.5, 1.5)))
    shown = picture(tmp_path / "in.pdf", dots_per_mm=12)
    paper = ImageChops.offset(shown, 30, -18)  # what such a printer makes of it
    assert difference(picture(content, dots_per_mm=12), paper) < 1
