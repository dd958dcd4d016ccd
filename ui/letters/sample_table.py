"""The list of letters with a tick before each that is shown as a sample."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from friendly_desktop.domain.letters.proof import ProvingLetter
from ui.models.columns import DISPLAY, Column
from ui.models.table import TableModel

Index = QModelIndex | QPersistentModelIndex


class SampleTable(TableModel[ProvingLetter]):
    """Ticks are told, not kept: the row changes when the records have.

    Signals:
        ticked: (int, bool), a letter is to be shown as a sample, or no longer.
    """

    ticked = Signal(int, bool)

    def __init__(self, columns: Sequence[Column[ProvingLetter]], parent: QObject | None = None) -> None:
        super().__init__(columns, key=lambda one: one.id, parent=parent)
        self.read_only = False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked, where the letter can be masked."""
        found = super().flags(index)
        one = self.row(index)
        if index.column() == 0 and one is not None and not one.word and not self.read_only:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """The tick, and its words for screen readers."""
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            one = self.row(index)
            if one is None or one.word:
                return None
            return Qt.CheckState.Checked if one.sample else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Tell of a tick."""
        one = self.row(index)
        if one is None or role != Qt.ItemDataRole.CheckStateRole or self.read_only or one.word:
            return False
        self.ticked.emit(one.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True
