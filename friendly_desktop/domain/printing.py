"""What is put on which sheet: page ranges, A5 on A4, and what an office sets up once for each printer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path

from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET, PageSize
from friendly_desktop.i18n import _

#: A shift larger than this is a mistake of typing or a printer that needs another tray, in millimetres.
MOST_SHIFT = Decimal(50)
MOST_COPIES = 99
_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


class Stock(Enum):
    """What is on the paper before the program prints on it."""

    BLANK = "blank"
    FRAME = "frame"
    HEAD = "head"
    FRAME_AND_HEAD = "frame-and-head"
    FORM = "form"  # all but what is filled in


class SheetFit(Enum):
    """Which sheets are put into the printer for pages smaller than A4."""

    SAME = "same"  # of the page's own size
    A4 = "a4"  # A4, the page in its middle
    A4_TWO = "a4-two"  # A4, two A5 pages on each, to be cut


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What an office found out about a printer once.

    Attributes:
        printer: its name on this PC.
        right: how far everything is moved to the right on its paper, in millimetres; to the left below 0.
        down: the same, downwards.
        stock: what paper lies in it.
        fit: which sheets lie in it.
        copies: how many were printed last.
    """

    printer: str
    right: Decimal = Decimal(0)
    down: Decimal = Decimal(0)
    stock: Stock = Stock.BLANK
    fit: SheetFit = SheetFit.SAME
    copies: int = 1


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How a command wants something printed.

    Attributes:
        profile: which printer, how many copies, on which sheets and paper, and how far it is off.
        file: a PDF of dots instead of paper; the printer has no name then.
        pages: as typed, "1-3, 5"; "" for all. Only for a single thing.
        queue_name: what the print queue shows; no personal data, others may see it.
    """

    profile: PrinterProfile
    file: Path | None = None
    pages: str = ""
    queue_name: str = ""


@dataclass(frozen=True, slots=True)
class PrintFate:
    """What became of one thing that was to be printed.

    Attributes:
        letter_id: which letter of the register; None for a file.
        pages: how many of its pages went to the printer.
        problem: why it was not printed, in a sentence; "" when it was.
    """

    letter_id: int | None
    pages: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PrintAnswer:
    """What became of a print run.

    Attributes:
        fates: of each thing, in the order of printing.
        remarks: what is to be looked at on the paper, in sentences.
        unnoted: why a print could not be written into the register; "" when all were.
    """

    fates: tuple[PrintFate, ...]
    remarks: tuple[str, ...] = ()
    unnoted: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page lies: which of the pages given, and its upper left corner on the sheet in millimetres."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet and what is put on it; ``cut_at`` is where it is cut, from its top or, lying, its left."""

    size: PageSize
    spots: tuple[Spot, ...]
    cut_at: float | None = None

    @property
    def full(self) -> bool:
        """Whether nothing more fits on it."""
        return self.cut_at is None or len(self.spots) == 2


def plan_sheets(sizes: Sequence[PageSize], fit: SheetFit) -> tuple[SheetPlan, ...]:
    """Put pages on sheets in their order, at their true size.

    A page is never made smaller or larger. Two A5 pages that lie are stacked on an A4 sheet that stands, two
    that stand are put beside each other on one that lies. What is A4 or larger keeps a sheet of its own.

    Args:
        sizes: the pages.
        fit: which sheets there are.
    """
    sheets: list[SheetPlan] = []
    for number, size in enumerate(sizes):
        if fit is SheetFit.A4_TWO and _is_a5(size):
            last = sheets[-1] if sheets else None
            if last and not last.full and sizes[last.spots[0].page].landscape == size.landscape:
                sheets[-1] = SheetPlan(last.size, (*last.spots, _half(number, size, 1)), last.cut_at)
            else:
                sheet = A4_SHEET if size.landscape else A4_SHEET.turned
                sheets.append(SheetPlan(sheet, (_half(number, size, 0),), A4_SHEET.height / 2))
        elif fit is not SheetFit.SAME and size.width < A4_SHEET.height and size.height < A4_SHEET.height:
            sheets.append(centred(number, size, A4_SHEET))
        else:
            sheets.append(SheetPlan(size, (Spot(number, 0, 0),)))
    return tuple(sheets)


def centred(number: int, size: PageSize, sheet: PageSize) -> SheetPlan:
    """A page in the middle of a sheet, which is turned where the page fits only that way."""
    if size.width > sheet.width + 1 >= size.height:
        sheet = sheet.turned
    left, top = (sheet.width - size.width) / 2, (sheet.height - size.height) / 2
    return SheetPlan(sheet, (Spot(number, left, top),))


def _is_a5(size: PageSize) -> bool:
    return size.like(A5_SHEET) or size.like(A5_SHEET.turned)


def _half(number: int, size: PageSize, place: int) -> Spot:
    """The first or second half of an A4 sheet, the page in its middle."""
    half = A4_SHEET.height / 2
    if size.landscape:
        return Spot(number, (A4_SHEET.width - size.width) / 2, half * place + (half - size.height) / 2)
    return Spot(number, half * place + (half - size.width) / 2, (A4_SHEET.width - size.height) / 2)


def read_range(text: str, count: int) -> tuple[int, ...]:
    """The things chosen by "1-3, 5", counted from 0 and in order; "" chooses all.

    Args:
        text: as typed; things are counted from 1 there.
        count: how many there are.

    Raises:
        ValueError: with a translated sentence, when it cannot be understood or names what is not there.
    """
    chosen: set[int] = set()
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    for part in parts:
        found = _RANGE.fullmatch(part)
        if found is None:
            raise ValueError(_("«{text}» không phải là số thứ tự. Hãy nhập như 1-3, 5.").format(text=part))
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            first, last = last, first
        if first < 1 or last > count:
            raise ValueError(_("Chỉ có từ 1 đến {count}; «{text}» ở ngoài.").format(count=count, text=part))
        chosen.update(range(first - 1, last))
    return tuple(sorted(chosen)) if parts else tuple(range(count))


def range_words(chosen: Sequence[int]) -> str:
    """Things counted from 0 as people write them: "1-3, 5"."""
    runs: list[tuple[int, int]] = []
    for one in sorted(chosen):
        if runs and one == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], one
        else:
            runs.append((one, one))
    return ", ".join(f"{a + 1}-{b + 1}" if b > a else f"{a + 1}" for a, b in runs)


def read_copies(text: str) -> int:
    """How many copies, as people type it; "" is one.

    Raises:
        ValueError: with a translated sentence, when it is no number or nobody means so many.
    """
    cleaned = text.strip() or "1"
    if not (cleaned.isascii() and cleaned.isdecimal()) or not 1 <= int(cleaned[:6]) <= MOST_COPIES:
        raise ValueError(_("Số bản là số từ 1 đến {most}.").format(most=MOST_COPIES))
    return int(cleaned)


def read_shift(text: str) -> Decimal:
    """A shift in millimetres as people type it: "1,5", "-0.8", "+2 mm"; "" is none.

    Raises:
        ValueError: with a translated sentence, when it is no number or further than a sheet is moved.
    """
    from friendly_desktop.formats import parse_decimal

    cleaned = text.strip().casefold().removesuffix("mm").strip().replace("−", "-")
    shift = parse_decimal(cleaned) if cleaned else Decimal(0)
    if abs(shift) > MOST_SHIFT:
        raise ValueError(_("Chỉ dịch được tối đa {most} mm.").format(most=MOST_SHIFT))
    return shift
