"""Tables and trees as every page shows them: calm rows, no grid, columns that fill the width."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
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
    """A heading that leaves ``tail`` pixels free at its right end, for a button that stands there.

    A title that has no room is told when the mouse rests on it.
    """

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

    def make_room(self, tail: int) -> None:
        """Leave so many pixels free."""
        self.tail = tail
        self._fit_titles()
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """No column is narrower than its title, whatever became of the heading since it was made."""
        self._fit_titles()
        super().showEvent(event)

    def _fit_titles(self) -> None:
        for section in range(self.count()):
            if self.sectionResizeMode(section) != QHeaderView.ResizeMode.Stretch:
                needed = self.sectionSizeHint(section)
                if self.sectionSize(section) < needed and not self.isSectionHidden(section):
                    self.resizeSection(section, needed)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """The title, and what stands beside the last one."""
        size = super().sectionSizeFromContents(section)
        if self.tail and self.visualIndex(section) == self.count() - 1:
            size.setWidth(size.width() + self.tail)
        return size

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell a title that is cut."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            words = self.model().headerData(section, self.orientation()) if section >= 0 else ""
            if words and self.sectionSizeHint(section) > self.sectionSize(section):
                QToolTip.showText(event.globalPos(), str(words), self)
                return True
        return super().viewportEvent(event)


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
