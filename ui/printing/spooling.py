"""Puts PDF pages on paper through Qt's print system, at their true size.

Everything here runs on one worker thread: the printer is opened, painted on and closed there. A page is
painted in tiles that hold ink, at the printer's own resolution, so that neither memory nor the spooler
fills up with white paper.
"""

import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from friendly_desktop.domain.pages import MM_PER_INCH, InkTile, PageSize
from friendly_desktop.domain.printing import SheetPlan, Spot, centred
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.pages import open_pages

#: Dots an inch; finer ones nobody sees on a letter, and each step of two costs four times the spool.
MOST_RESOLUTION = 720
_FILE_RESOLUTION = 600
_OVERHANG = 0.5  # millimetres of ink beyond the printable area that are worth a word
_PATIENCE = 5.0  # seconds for the print system to say how a queue stands
_MODES = {"L": QImage.Format.Format_Grayscale8, "RGB": QImage.Format.Format_RGB888}
#: The ink of a page, counted from 0, at so many dots an inch.
_Tiles = Callable[[int, int], Iterator[InkTile]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where and how sheets go to paper.

    Attributes:
        printer: its name; "" with ``file``.
        file: a PDF of dots instead of paper, for a PC without a printer.
        copies: of each PDF, one whole copy after the other.
        shift: millimetres to the right and down, against what the printer does wrong.
    """

    printer: str = ""
    file: Path | None = None
    copies: int = 1
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Spooled:
    """What the printer took.

    Attributes:
        sheets: how many, all copies.
        cut: how many millimetres of ink, at most, lie where this printer does not print; 0 when all is well.
        other_paper: the size of the sheets it used instead of the one asked for.
    """

    sheets: int
    cut: float = 0.0
    other_paper: PageSize | None = None


def print_pdf(
    content: bytes,
    target: Target,
    name: str = "",
    job: JobContext = UNWATCHED,
    printer: QPrinter | None = None,
) -> Spooled:
    """Print every page of a PDF on a sheet of its own size.

    Args:
        content: the PDF; its pages are the sheets (``services.printing.sheets_pdf`` puts A5 on A4).
        target: where and how.
        name: what the print queue shows; no personal data, others may see it.
        job: asked between two tiles whether to stop; what was not yet sent is taken back.
        printer: one that the system's own dialog has set up, in place of the one in ``target``.

    Raises:
        AppError: ``printer_gone``, ``printer_refused``, ``pdf_broken``.
        Cancelled: the person stopped it.
    """
    device = printer or opened(target)
    device.setDocName(name)
    with open_pages(content) as pages:
        copies = max(1, target.copies)
        by_device = copies > 1 and len(pages.sizes) == 1 and device.supportsMultipleCopies()
        device.setCopyCount(copies if by_device else 1)
        rounds = 1 if by_device else copies
        work = _Painting(device, target)
        try:
            work.draw(pages.sizes, pages.tiles, rounds, job)
            work.end()
        finally:
            work.abort()
    return Spooled(len(pages.sizes) * copies, work.cut, work.other_paper)


class FilePrinter:
    """A printer that puts a whole run into one PDF of dots, sheet after sheet; use it in ``with``.

    Args:
        file: written until :meth:`finish`; without that nothing stays.
        name: the title in the PDF; no personal data.

    Attributes:
        sheets: how many are in it so far.

    Raises:
        AppError: ``printer_refused``, the file cannot be written.
    """

    def __init__(self, file: Path, name: str = "") -> None:
        target = Target(file=file)
        device = opened(target)
        device.setDocName(name)
        self._work = _Painting(device, target)
        self.sheets = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._work.abort()

    def print(self, content: bytes, target: Target, _name: str, job: JobContext) -> Spooled:
        """Add the sheets of a PDF, ``target.copies`` times; for ``PrintRun.send``.

        Raises:
            AppError: ``pdf_broken``, or ``printer_refused``.
            Cancelled: the person stopped it.
        """
        with open_pages(content) as pages:
            self._work.draw(pages.sizes, pages.tiles, target.copies, job)
            sheets = len(pages.sizes) * target.copies
        self.sheets += sheets
        return Spooled(sheets)

    def finish(self) -> None:
        """Close the file.

        Raises:
            AppError: ``printer_refused``, it could not be written.
        """
        self._work.end()


def opened(target: Target) -> QPrinter:
    """A printer ready for the target.

    Raises:
        AppError: ``printer_gone``, there is none of this name (any more).
    """
    if target.file is not None:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target.file))
        made.setResolution(_FILE_RESOLUTION)
    else:
        info = QPrinterInfo.printerInfo(target.printer)
        # Asked for what is not there, Qt quietly gives a printer that writes PDF files.
        if info.isNull():
            raise printer_gone(target.printer)
        made = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        if not made.isValid() or made.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
            raise printer_gone(target.printer)
        if not _is_accepting(target.printer):
            raise printer_refused(target.printer)
        made.setDuplex(QPrinter.DuplexMode.DuplexNone)
    made.setCreator("Chính quyền thân thiện")
    return made


def _is_accepting(name: str) -> bool:
    """Whether the queue takes anything at present; Qt never tells that CUPS threw a document away."""
    if sys.platform == "win32":
        return True  # there a document that is not taken fails while it begins
    try:
        told = subprocess.run(
            ["lpstat", "-a", name],  # noqa: S607 - of the print system, wherever it lies
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return True
    return "not accepting" not in told


def printer_gone(name: str) -> AppError:
    """The error for a printer that is not there."""
    return AppError(
        "printer_gone",
        _("Không thấy máy in"),
        _("Không thấy máy in «{name}».").format(name=name),
        _("Hãy bật máy in, xem lại dây cáp hoặc mạng, rồi in lại; hoặc chọn máy in khác."),
    )


def printer_refused(name: str) -> AppError:
    """The error for a printer that does not take the sheets."""
    return AppError(
        "printer_refused",
        _("Máy in không nhận bản in"),
        _("Máy in «{name}» không nhận bản in.").format(name=name),
        _("Hãy xem máy in có hết giấy, kẹt giấy hay đang tạm dừng không, rồi in lại."),
    )


def layout_of(size: PageSize) -> QPageLayout:
    """The page set-up for a sheet, without margins."""
    standing = QSizeF(min(size.width, size.height), max(size.width, size.height))
    turn = QPageLayout.Orientation.Landscape if size.landscape else QPageLayout.Orientation.Portrait
    paper = QPageSize(standing, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(paper, turn, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def drawing_resolution(resolution: int) -> int:
    """The resolution to draw at: the printer's own, or a whole part of it where that is finer than needed."""
    if resolution <= MOST_RESOLUTION:
        return max(72, resolution)
    steps = range(math.ceil(resolution / MOST_RESOLUTION), resolution // 300 + 1)
    part = next((step for step in steps if resolution % step == 0), 0)
    return resolution // part if part else MOST_RESOLUTION


class _Painting:
    """One document on its way to the printer."""

    def __init__(self, device: QPrinter, target: Target) -> None:
        self._device = device
        self._target = target
        self._painter = QPainter()
        self._state = "new"
        self._origin = (0.0, 0.0)
        self._sheet = PageSize(0, 0)
        self.resolution = drawing_resolution(device.resolution())
        self.cut = 0.0
        self.other_paper: PageSize | None = None

    def draw(self, sizes: Sequence[PageSize], tiles: _Tiles, rounds: int, job: JobContext) -> None:
        """Put every page on a sheet of its own, all of them ``rounds`` times."""
        for number in [*range(len(sizes))] * rounds:
            self.begin_sheet(sizes[number])
            for tile in tiles(number, self.resolution):
                job.checkpoint()
                self.paint(tile)

    def begin_sheet(self, size: PageSize) -> None:
        """Take a new sheet of this size, or of the size the printer has, and find the page's place on it."""
        self._device.setFullPage(True)
        self._device.setPageLayout(layout_of(size))
        if self._state == "new":
            if not self._painter.begin(self._device):
                raise self._refused()
            self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            self._state = "painting"
        elif not self._device.newPage():
            raise self._refused()
        full = self._device.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
        self._sheet = PageSize(full.width(), full.height())
        plan = SheetPlan(self._sheet, (Spot(0, 0, 0),))
        if not size.like(self._sheet):
            plan, self.other_paper = centred(0, size, self._sheet), self._sheet
            if plan.size != self._sheet:
                self._device.setPageLayout(layout_of(plan.size))
        spot = plan.spots[0]
        self._origin = spot.left + self._target.shift[0], spot.top + self._target.shift[1]
        margins = self._device.pageLayout().minimumMargins()
        self._printable = (
            margins.left(),
            margins.top(),
            self._sheet.width - margins.right(),
            self._sheet.height - margins.bottom(),
        )

    def paint(self, tile: InkTile) -> None:
        """Paint a tile at its place, in whole dots so that tiles meet without a seam."""
        across = self._device.logicalDpiX() / self.resolution
        along = self._device.logicalDpiY() / self.resolution
        left = self._origin[0] / MM_PER_INCH * self.resolution + tile.x
        top = self._origin[1] / MM_PER_INCH * self.resolution + tile.y
        x, y = round(left * across), round(top * along)
        place = QRect(x, y, round((left + tile.width) * across) - x, round((top + tile.height) * along) - y)
        self._painter.drawImage(place, image_of(tile))
        self.cut = max(self.cut, self._overhang(left, top, tile))

    def _overhang(self, left: float, top: float, tile: InkTile) -> float:
        """How many millimetres of the tile lie beyond what this printer reaches; 0 for less than one sees."""
        to_mm = MM_PER_INCH / self.resolution
        over = max(
            self._printable[0] - left * to_mm,
            self._printable[1] - top * to_mm,
            (left + tile.width) * to_mm - self._printable[2],
            (top + tile.height) * to_mm - self._printable[3],
        )
        return over if over > _OVERHANG else 0.0

    def end(self) -> None:
        """Hand the document over."""
        bad = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
        if not self._painter.end() or self._device.printerState() in bad:
            raise self._refused()
        self._state = "ended"

    def abort(self) -> None:
        """Take back what was not handed over."""
        if self._state == "painting":
            self._device.abort()
            self._painter.end()
            if self._target.file is not None:
                self._target.file.unlink(missing_ok=True)
        self._state = "ended"

    def _refused(self) -> AppError:
        name = self._device.printerName() or self._target.printer
        gone = self._target.file is None and name not in QPrinterInfo.availablePrinterNames()
        return printer_gone(name) if gone else printer_refused(name or str(self._target.file))


def image_of(tile: InkTile) -> QImage:
    """A tile as a picture of Qt's, of its own bytes."""
    if tile.mode == "1":
        row = (tile.width + 7) // 8
        image = QImage(tile.data, tile.width, tile.height, row, QImage.Format.Format_Mono).copy()
        image.setColorTable([QColor("white").rgb(), QColor("black").rgb()])
        return image
    row = tile.width * len(tile.mode)
    return QImage(tile.data, tile.width, tile.height, row, _MODES[tile.mode]).copy()


def usual_printer() -> str:
    """The printer that the system calls the usual one; "" where it names none."""
    return QPrinterInfo.defaultPrinterName()


def printer_names() -> Iterator[str]:
    """The printers of this PC, the usual one first."""
    usual = usual_printer()
    names = QPrinterInfo.availablePrinterNames()
    if usual in names:
        yield usual
    yield from (name for name in names if name != usual)
