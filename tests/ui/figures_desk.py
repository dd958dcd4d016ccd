"""What tests of the page of figures, late files and activities share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtWidgets import QDialog

from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.indicators import LateFile
from tests.ui.desk import Desk
from ui.pages.figures.page import FiguresPage
from ui.places import PageId, Place


@contextmanager
def shown_page(desk: Desk) -> Iterator[FiguresPage]:
    """The page in view, going where it asks; its dialogs are closed afterwards."""
    made = FiguresPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    yield made
    for dialog in made.window().findChildren(QDialog):
        dialog.close()


YEAR = 2026
FIRST, SECOND = "B.1.1.1", "B.1.1.2"


def go(desk: Desk, part: str, wanted: str = "") -> None:
    """Go to a part of the page."""
    desk.context.go(Place(PageId.FIGURES, part=part, filter=wanted))
    desk.wait()


def figures(desk: Desk) -> dict[tuple[str, int], Decimal]:
    """What is written down in the year."""
    return {(one.indicator, one.month): one.value for one in desk.services.indicators.values(YEAR)}


def standing_on(page: FiguresPage) -> str:
    """The figure on whose line the grid stands."""
    row = page.months.model.row(page.months.grid.currentIndex().row())
    assert row is not None
    assert row.indicator is not None
    return row.indicator.id


def sheet(desk: Desk, rows: list[list[object]]) -> Path:
    """A workbook of these rows."""
    book = Workbook()
    made = book.active
    assert made is not None
    for row in rows:
        made.append(row)
    path = desk.root / "Bảng của Một cửa.xlsx"
    book.save(path)
    return path


def late(desk: Desk, code: str = "H1", returned: date | None = None) -> LateFile:
    """A file that was answered late, or is late by now."""
    file = LateFile(
        0,
        code,
        "cấp sổ",
        "Nguyễn Văn An",
        "Thôn Đông",
        date(2026, 10, 1),
        date(2026, 10, 10),
        returned,
        "chờ đo đạc",
    )
    saved = desk.services.indicators.save_late(file)
    desk.wait()
    return saved


def line(desk: Desk, title: str = "Bản tin", day: date = date(2026, 3, 2), *nodes: str) -> Activity:
    """A line of the diary."""
    made = desk.services.activities.add(
        ActivityEntry(ActivityKind.BROADCAST, day, title, nodes=nodes or (FIRST,))
    )
    desk.wait()
    return made
