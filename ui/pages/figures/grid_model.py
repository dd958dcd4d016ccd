"""The figures of a year as a grid: a row an indicator, a column a month, the year's figure at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from friendly_desktop.domain.indicators import Gathering, Indicator
from friendly_desktop.domain.indicators.figures import by_month, figure_text, read_figure, total
from friendly_desktop.i18n import _
from friendly_desktop.services.indicators.figures import YearOfFigures
from ui import theme
from ui.models.columns import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
MONTHS = 12
_YEAR = MONTHS  # the place of the last column

Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of the grid: a group of indicators, or one of them."""

    title: str
    indicator: Indicator | None = None


class GridModel(QAbstractTableModel):
    """Figures by month; what was typed and is no figure stays and is marked.

    Signals:
        typed: dict of text by (indicator, month), a person entered figures that can be written down.
        refused: str, what was typed is no figure: a sentence, "" once all of it was put right.
    """

    typed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[GridRow, ...] = ()
        self._values: dict[Cell, Decimal] = {}
        self._sources: dict[Cell, str] = {}
        self._doubts: dict[Cell, str] = {}
        self._wrong: dict[Cell, tuple[str, str]] = {}
        self._known = 0
        self._open = 0  # the last month that can be written in

    # -- what the owner does

    def show(self, year: YearOfFigures, last_open: int) -> None:
        """Show a year; months after ``last_open`` are still to come."""
        rows: list[GridRow] = []
        for one in year.indicators:
            if not rows or rows[-1].indicator is None or rows[-1].indicator.group != one.group:
                rows.append(GridRow(one.group))
            rows.append(GridRow(one.title, one))
        same = tuple(rows) == self._rows
        if not same:
            self.beginResetModel()
        self._rows = tuple(rows)
        before, self._values = self._values, by_month(year.values)
        self._sources = {(one.indicator, one.month): one.source for one in year.values}
        self._doubts = {
            (indicator, doubt.month): doubt.message for doubt in year.doubts for indicator in doubt.indicators
        }
        self._known, self._open = year.known, last_open
        # What was typed wrongly waits to be put right, unless the figure changed from elsewhere.
        self._wrong = {
            cell: wrong for cell, wrong in self._wrong.items() if before.get(cell) == self._values.get(cell)
        }
        self._tell_wrong({one.id: one for one in year.indicators})
        if same and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, _YEAR))
        elif not same:
            self.endResetModel()

    def forget_wrong(self) -> None:
        """Another year: what was typed wrongly in this one is of no use there."""
        self._wrong = {}

    def row(self, place: int) -> GridRow | None:
        """A line."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rows(self) -> tuple[GridRow, ...]:
        """Every line."""
        return self._rows

    def place_of(self, indicator_id: str) -> int:
        """The line of an indicator, -1 for none."""
        found = (
            place
            for place, row in enumerate(self._rows)
            if row.indicator and row.indicator.id == indicator_id
        )
        return next(found, -1)

    def values(self) -> Mapping[Cell, Decimal]:
        """What is written down."""
        return self._values

    def cell(self, index: Index) -> Cell | None:
        """Which figure an index is; None for groups and the year."""
        row = self.row(index.row())
        if row is None or row.indicator is None or index.column() >= _YEAR:
            return None
        return row.indicator.id, index.column() + 1

    def is_open(self, index: Index) -> bool:
        """Whether a figure can be written there."""
        return self.cell(index) is not None and index.column() < self._open

    def take(self, texts: Mapping[Cell, str]) -> int:
        """Take figures as typed or pasted; how many of them can be written down.

        What is no figure stays in its cell and is marked, and stops no other: nothing is lost.
        """
        by_id = {row.indicator.id: row.indicator for row in self._rows if row.indicator}
        sound: dict[Cell, str] = {}
        for cell, text in texts.items():
            self._wrong.pop(cell, None)
            try:
                read_figure(text, by_id[cell[0]])
                sound[cell] = text
            except ValueError as problem:
                self._wrong[cell] = (text.strip(), str(problem))
        self._redraw()
        self._tell_wrong(by_id)
        if sound:
            self.typed.emit(sound)
        return len(sound)

    def _tell_wrong(self, by_id: Mapping[str, Indicator]) -> None:
        """What is still to be put right, the newest first."""
        if not self._wrong:
            self.refused.emit("")
            return
        (indicator, month), (_text, why) = list(self._wrong.items())[-1]
        told = _("Tháng {month}, «{title}»: {problem}").format(
            month=month, title=by_id[indicator].title, problem=why
        )
        if len(self._wrong) > 1:
            told = _("{told} Còn {n} ô nữa được đánh dấu.").format(told=told, n=len(self._wrong) - 1)
        self.refused.emit(told)

    # -- what Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else MONTHS + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Figures of months that have come can be typed; groups cannot be stood on."""
        row = self.row(index.row())
        if row is None or row.indicator is None:
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self.is_open(index) else found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_heading(section, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Cả năm") if section == _YEAR else _("T{month}").format(month=section + 1)
        if role == Qt.ItemDataRole.ToolTipRole and section < _YEAR:
            return _("Tháng {month}").format(month=section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE if section == _YEAR else _RIGHT
        return None

    def _row_heading(self, place: int, role: int) -> Any:
        row = self.row(place)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and row.indicator is not None:
            parts = (row.title, _("Đơn vị tính: {unit}").format(unit=row.indicator.unit), row.indicator.hint)
            return "\n".join(part for part in parts if part)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        row = self.row(index.row())
        if row is None or row.indicator is None or not index.isValid():
            return None
        cell = self.cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._year_text(row.indicator) if cell is None else self._text(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE if cell is None else _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(row.indicator, cell)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(row.indicator, cell)
        if role == Qt.ItemDataRole.FontRole and cell is None:
            return theme.font(strong=True)
        if role == Qt.ItemDataRole.ForegroundRole and cell in self._wrong:
            return theme.colour("danger")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            month = _("cả năm") if cell is None else _("tháng {month}").format(month=cell[1])
            return (
                f"{row.title}, {month}: {self.data(index, int(Qt.ItemDataRole.DisplayRole)) or _('chưa có')}"
            )
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Take what was typed."""
        cell = self.cell(index)
        if cell is None or role != Qt.ItemDataRole.EditRole or not self.is_open(index):
            return False
        text = str(value).strip()
        if text == self._text(cell):
            return False
        return bool(self.take({cell: text}))

    # -- inside

    def _text(self, cell: Cell) -> str:
        if cell in self._wrong:
            return self._wrong[cell][0]
        return figure_text(self._values.get(cell))

    def _year_text(self, indicator: Indicator) -> str:
        return figure_text(total(indicator, self._values, MONTHS, self._known).value)

    def _is_missing(self, indicator: Indicator, cell: Cell) -> bool:
        """Whether a month that could be known has no figure although other months do."""
        if indicator.gathering is Gathering.LAST or cell in self._values or cell[1] > self._known:
            return False
        return any((indicator.id, month) in self._values for month in range(1, MONTHS + 1))

    def _told(self, indicator: Indicator, cell: Cell | None) -> str | None:
        if cell is None:
            if indicator.gathering is Gathering.LAST:
                return _("Số của tháng gần nhất.")
            return _("Cộng các tháng.")
        if cell in self._wrong:
            return self._wrong[cell][1]
        if cell[1] > self._open:
            return _("Tháng này chưa đến.")
        parts = [self._doubts.get(cell, "")]
        if cell in self._sources:
            parts.append(_("Nguồn: {source}").format(source=self._sources[cell]))
        elif self._is_missing(indicator, cell):
            parts.append(_("Chưa ghi số của tháng này; không có thì ghi 0."))
        return "\n".join(part for part in parts if part) or None

    def _ground(self, indicator: Indicator, cell: Cell | None) -> Any:
        if cell is None:
            return None
        if cell in self._wrong:
            return theme.colour("danger_soft")
        if cell[1] > self._open:
            return theme.colour("sunken")
        if cell in self._doubts or self._is_missing(indicator, cell):
            return theme.colour("warning_soft")
        return None

    def _redraw(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, _YEAR))
