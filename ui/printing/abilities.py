"""What a printer can do, asked on a worker: a printer on the network may take seconds to answer."""

from dataclasses import dataclass

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinterInfo

from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET, Box, PageSize
from friendly_desktop.i18n import _
from ui.printing.spooling import Target, layout_of, opened

_LEAST = 0.5  # millimetres of ink beyond the printable area that are worth a word


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a printer can do.

    Attributes:
        printer: its name.
        sizes: the sheets it knows, standing; empty when it does not say.
        any_size: whether it takes sheets of any size.
        margins: left, top, right and bottom millimetres it leaves white on a sheet that stands.
        lying: the same on a sheet that lies.
    """

    printer: str
    sizes: tuple[PageSize, ...] = ()
    any_size: bool = True
    margins: tuple[float, float, float, float] = (0, 0, 0, 0)
    lying: tuple[float, float, float, float] = (0, 0, 0, 0)

    def takes(self, size: PageSize) -> bool:
        """Whether it takes sheets of this size."""
        if self.any_size or not self.sizes:
            return True
        standing = size.turned if size.landscape else size
        return any(one.like(standing, within=2) for one in self.sizes)

    def cut(self, ink: Box | None, sheet: PageSize, shift: tuple[float, float] = (0, 0)) -> float:
        """How many millimetres of ink lie where it does not print; 0 when all is well."""
        if ink is None:
            return 0.0
        left, top, right, bottom = self.lying if sheet.landscape else self.margins
        over = max(
            left - ink.left - shift[0],
            top - ink.top - shift[1],
            ink.right + shift[0] - (sheet.width - right),
            ink.bottom + shift[1] - (sheet.height - bottom),
        )
        return over if over > _LEAST else 0.0


def ask(name: str) -> Abilities:
    """Ask a printer what it can do.

    Raises:
        AppError: ``printer_gone``, there is none of this name (any more).
    """
    printer = opened(Target(name))
    info = QPrinterInfo.printerInfo(name)
    unit = QPageSize.Unit.Millimeter
    sizes = [size.size(unit) for size in info.supportedPageSizes()]
    margins = []
    for sheet in (A4_SHEET, A4_SHEET.turned):
        printer.setPageLayout(layout_of(sheet))
        layout = printer.pageLayout()
        layout.setUnits(QPageLayout.Unit.Millimeter)
        least = layout.minimumMargins()
        margins.append((least.left(), least.top(), least.right(), least.bottom()))
    return Abilities(
        name,
        tuple(PageSize(size.width(), size.height()) for size in sizes),
        info.supportsCustomPageSizes(),
        margins[0],
        margins[1],
    )


def size_words(size: PageSize) -> str:
    """A sheet as people call it: "A5 ngang"."""
    standing = size.turned if size.landscape else size
    known = {A4_SHEET: "A4", A5_SHEET: "A5"}
    name = next((name for sheet, name in known.items() if sheet.like(standing)), "")
    if not name:
        return _("{width} × {height} mm").format(width=round(size.width), height=round(size.height))
    return _("{name} ngang").format(name=name) if size.landscape else _("{name} dọc").format(name=name)
