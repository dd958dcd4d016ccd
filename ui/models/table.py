"""A table model over frozen rows; words are made only for the rows in view."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.columns import DISPLAY, Column

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_KEPT_TEXTS = 4096
_ROOT = QModelIndex()


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows a sequence of frozen rows in declared columns.

    The sequence may be lazy (anything with ``len`` and ``[i]``), so a list of a million rows costs what
    its visible part costs. Rows with the same keys as before are changed in place: selection, scroll
    place and open editors survive.

    Args:
        columns: what to show.
        key: the identity of a row.
    """

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: Sequence[Row] = ()
        self._texts: dict[tuple[int, int], str] = {}

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """What is shown of a row."""
        return self._columns

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows from now on."""
        same = 0 < len(rows) == len(self._rows) <= 20_000 and all(
            self._key(old) == self._key(new) for old, new in zip(self._rows, rows, strict=True)
        )
        self._texts = {}
        if same:
            self._rows = rows
            last = self.index(len(rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """The row at an index of this model, None outside."""
        return self._rows[index.row()] if index.isValid() else None

    def rows(self) -> Sequence[Row]:
        """All rows in order."""
        return self._rows

    def row_of(self, key: Hashable) -> int:
        """The place of the row with this key, -1 if it is not there."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == DISPLAY:
            place = (index.row(), index.column())
            text = self._texts.get(place)
            if text is None:
                column = self._columns[place[1]]
                text = column.display(column.value(self._rows[place[0]]))
                if len(self._texts) >= _KEPT_TEXTS:
                    self._texts.clear()
                self._texts[place] = text
            return text
        return self._columns[index.column()].cell(self._rows[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self._columns):
            column = self._columns[section]
            if role == DISPLAY:
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
