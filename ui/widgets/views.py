"""Tables and trees as every page shows them: calm rows, no grid, columns that fill the width."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from ui import theme
from ui.models.columns import Column

Index = QModelIndex | QPersistentModelIndex


def row_height(view: QWidget) -> int:
    """Height of a row: 36, more with larger type."""
    return max(theme.ROW_HEIGHT, view.fontMetrics().height() + 16)


class ListHeader(QHeaderView):
    """A heading that leaves ``tail`` pixels free at its right end, for a button that stands there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.tail = 0
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The words of the last column end before the free place."""
        over = rect.right() - (self.viewport().width() - self.tail)
        if self.tail and over > 0:
            super().paintSection(painter, rect.adjusted(0, 0, -over, 0), section)
        else:
            super().paintSection(painter, rect, section)


def _set_widths(header: QHeaderView, columns: Sequence[Column[Any]], view: QWidget) -> None:
    header.setStretchLastSection(False)
    header.setHighlightSections(False)
    for place, column in enumerate(columns):
        if column.width:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(place, column.width * view.fontMetrics().averageCharWidth() + 24)
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)


def table(
    model: QAbstractItemModel, columns: Sequence[Column[Any]], name: str, parent: QWidget | None = None
) -> QTableView:
    """A table that shows whole rows; ``name`` is read by screen readers."""
    view = QTableView(parent)
    view.setHorizontalHeader(ListHeader(view))
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # never by contents: slow
    view.verticalHeader().setDefaultSectionSize(row_height(view))
    _set_widths(view.horizontalHeader(), columns, view)
    return view


class _TallRows(QStyledItemDelegate):
    """Rows of a tree as high as those of a table; what has something below it stands out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words, as high as a table's row."""
        return QSize(
            super().sizeHint(option, index).width(), max(theme.ROW_HEIGHT, option.fontMetrics.height() + 16)
        )

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Groups in strong type."""
        super().initStyleOption(option, index)
        model = index.model()
        if model.hasChildren(model.index(index.row(), 0, index.parent())):
            option.font = theme.font(strong=True)


def tree(
    model: QAbstractItemModel, columns: Sequence[Column[Any]], name: str, parent: QWidget | None = None
) -> QTreeView:
    """A tree with the same rows; ``name`` is read by screen readers."""
    view = QTreeView(parent)
    view.setHeader(ListHeader(view))
    view.setModel(model)
    view.setAccessibleName(name)
    view.setUniformRowHeights(True)
    view.setItemDelegate(_TallRows(view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setAllColumnsShowFocus(True)
    view.setExpandsOnDoubleClick(True)
    view.setIndentation(18)
    view.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    _set_widths(view.header(), columns, view)
    return view
