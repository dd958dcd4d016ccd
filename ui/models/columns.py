"""What a column of a list shows, declared once by the page that has the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon

Row = TypeVar("Row")

#: The frozen row itself, also through proxies.
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
#: The plain value behind a cell, for sorting.
SORT_ROLE = ROW_ROLE + 1


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column.

    ``title`` is translated by the page. ``value`` gives the plain value of a row, ``display`` its words.
    Numbers are set ``right``. ``width`` counts average characters; 0 takes what is left.
    """

    title: str
    value: Callable[[Row], Any]
    display: Callable[[Any], str] = _as_text
    right: bool = False
    width: int = 0
    tooltip: Callable[[Row], str] | None = None
    icon: Callable[[Row], QIcon | None] | None = None

    def cell(self, row: Row, role: int) -> Any:
        """What Qt wants to know of a cell, apart from its words (which the models keep)."""
        if role == _ALIGNMENT:
            return _RIGHT if self.right else _LEFT
        if role == _TOOLTIP:
            return self.tooltip(row) if self.tooltip else None
        if role == _DECORATION:
            return self.icon(row) if self.icon else None
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return self.value(row)
        return None


# Qt asks with plain numbers thousands of times a second; comparing numbers is the fast way.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
