"""A list as it stands on the screen, to be printed or taken to Excel: headings, and cells as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from friendly_desktop.formats import points, short_date, whole_number


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A heading; numbers stand ``right``."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class ListCell:
    """The words on the screen, and the number or day behind them where they say just that."""

    text: str
    value: Decimal | date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be put on paper.

    Attributes:
        told: which list it is, in words ("Quá hạn, năm 2026"), "" where the title says it all.
    """

    title: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[tuple[ListCell, ...]]
    told: str = ""


def list_cell(value: object, text: str) -> ListCell:
    """A cell from its value and its words; the value is kept only where the words say no less and no more.

    So nothing that the screen masks or rounds comes out in full.
    """
    if isinstance(value, bool):
        return ListCell(text)
    if isinstance(value, int) and text in (whole_number(value), str(value)):
        return ListCell(text, Decimal(value))
    if isinstance(value, Decimal) and text == points(value):
        return ListCell(text, value)
    if isinstance(value, date) and text == short_date(value):
        return ListCell(text, date(value.year, value.month, value.day))
    return ListCell(text)
