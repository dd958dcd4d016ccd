"""A column of a list whose cells are chips: icon and word."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.models.columns import ROW_ROLE
from ui.models.table import Index
from ui.widgets.chips import Tone, paint_chip
from ui.widgets.painting import chip_area


class ChipCells(QStyledItemDelegate):
    """Draws the words of a cell as a chip; a cell without words stays empty.

    Args:
        look: the tone and the icon of a row.
        parent: the list.
    """

    def __init__(self, look: Callable[[Any], tuple[Tone, str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        self.initStyleOption(option, index)
        row = index.data(ROW_ROLE)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if row is None or not words:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.Role.SMALL))
        tone, icon = self._look(row)
        paint_chip(
            painter, chip_area(option.rect.adjusted(2, 0, -2, 0), painter.font(), words), words, tone, icon
        )
        painter.restore()
