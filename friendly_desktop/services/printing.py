"""What is remembered of each printer, and what goes onto which sheet."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from friendly_desktop.domain.pages import PageSize
from friendly_desktop.domain.printing import MOST_COPIES, MOST_SHIFT, PrinterProfile, SheetFit, Stock
from friendly_desktop.domain.settings import LAST_PRINTER, PRINTERS
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.documents.imposing import Leaf
from friendly_desktop.services.documents.model import WHOLE, Part
from friendly_desktop.services.office import OfficeService

_ON_PAPER = {
    Stock.BLANK: frozenset[Part](),
    Stock.FRAME: frozenset({Part.FRAME}),
    Stock.HEAD: frozenset({Part.HEAD}),
    Stock.FRAME_AND_HEAD: frozenset({Part.FRAME, Part.HEAD}),
    Stock.FORM: frozenset({Part.FRAME, Part.HEAD, Part.TEXT}),
}


def parts_to_print(stock: Stock) -> frozenset[Part]:
    """What is left to print on such paper."""
    return WHOLE - _ON_PAPER[stock]


def sheets_pdf(leaves: Sequence[Leaf], fit: SheetFit = SheetFit.SAME) -> bytes:
    """A PDF whose pages are the sheets that go into the printer (``documents/imposing.py``).

    Raises:
        AppError: ``pdf_broken``, one of the PDFs cannot be taken apart.
    """
    from friendly_desktop.services.documents import imposing

    return imposing.sheets_pdf(leaves, fit)


def calibration_pdf(size: PageSize) -> bytes:
    """The sheet that shows how far a printer is off (``documents/calibration.py``)."""
    from friendly_desktop.services.documents import calibration

    return calibration.calibration_pdf(size)


def write_pdf(content: bytes, path: Path) -> None:
    """Write a PDF where the person wants it, whole or not at all, and read it back.

    Raises:
        AppError: it cannot be written there; what was there before is still there.
    """
    from friendly_desktop.storage import safe_files

    try:
        safe_files.write_bytes(path, content)
        is_sound = path.read_bytes() == content
    except OSError as error:
        raise _not_saved(path, safe_files.reason(error)) from error
    if not is_sound:
        raise _not_saved(path, _("đọc lại thấy khác"))


def _not_saved(path: Path, reason: str) -> AppError:
    return AppError(
        "pdf_not_saved",
        _("Không lưu được tệp PDF"),
        _("Không ghi được tệp {name}: {reason}.").format(name=path.name, reason=reason),
        _("Hãy đóng tệp đó nếu đang mở, dọn bớt ổ đĩa hoặc chọn nơi khác. Tệp cũ, nếu có, còn nguyên."),
    )


class PrintingService:
    """Remembers for each printer how far it prints beside the mark and what paper lies in it."""

    def __init__(self, office: OfficeService) -> None:
        """Keep it among the settings of ``office``."""
        self._office = office

    def profile(self, printer: str) -> PrinterProfile:
        """What is known of a printer; the beginning for one never used. Damaged values count as unknown."""
        fresh = PrinterProfile(printer)
        try:
            stored = json.loads(self._office.setting(PRINTERS.of(clean_line(printer))))
            found = replace(
                fresh,
                right=Decimal(stored.get("right", "0")),
                down=Decimal(stored.get("down", "0")),
                stock=Stock(stored.get("stock", fresh.stock.value)),
                fit=SheetFit(stored.get("fit", fresh.fit.value)),
                copies=int(stored.get("copies", 1)),
            )
        except (ValueError, TypeError, AttributeError, InvalidOperation):
            return fresh
        return found if _is_sound(found) else fresh

    def remember(self, profile: PrinterProfile) -> None:
        """Store what was chosen for a printer, and that it was the last one."""
        if not _is_sound(profile):
            raise ValueError(profile)
        values = {
            "right": str(profile.right),
            "down": str(profile.down),
            "stock": profile.stock.value,
            "fit": profile.fit.value,
            "copies": profile.copies,
        }
        if profile != self.profile(profile.printer):
            named = PRINTERS.of(clean_line(profile.printer))
            self._office.remember(named, json.dumps(values, sort_keys=True))
        if profile.printer != self.last_printer():
            self._office.remember(LAST_PRINTER, profile.printer)

    def last_printer(self) -> str:
        """The printer used last, "" before the first print."""
        return self._office.setting(LAST_PRINTER)


def _is_sound(profile: PrinterProfile) -> bool:
    shifts_fit = all(
        shift.is_finite() and abs(shift) <= MOST_SHIFT for shift in (profile.right, profile.down)
    )
    return shifts_fit and 1 <= profile.copies <= MOST_COPIES
