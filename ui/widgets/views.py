"""Tables and trees as every page shows them: calm rows, no grid, columns that fill the width."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QHelpEvent, QPainter, QResizeEvent, QShowEvent
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

#: Letters of a column that gives nothing away: a day is shown whole.
_NARROW = 12
#: Letters that a column has at least which takes what the others leave.
_LEAST = 18


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
        self._sharing = False
        self._wanted: dict[int, int] = {}
        self._rest: set[int] = set()
        self._sharing_anew = QTimer(self)
        self._sharing_anew.setSingleShot(True)
        self._sharing_anew.timeout.connect(self._fit_titles)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The words of the last column end before the free place."""
        over = rect.right() - (self.viewport().width() - self.tail)
        if self.tail and over > 0:
            super().paintSection(painter, rect.adjusted(0, 0, -over, 0), section)
        else:
            super().paintSection(painter, rect, section)

    def set_wanted(self, widths: dict[int, int]) -> None:
        """How wide columns are where there is room for all of them."""
        self._wanted = dict(widths)
        self._rest = set(range(self.count())) - set(widths)
        for section, width in widths.items():
            self.resizeSection(section, width)
        self.sectionResized.connect(self._on_section_resized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide columns give way where the one that takes the rest would have no room left."""
        super().resizeEvent(event)
        self._fit_titles()

    def make_room(self, tail: int) -> None:
        """Leave so many pixels free."""
        self.tail = tail
        self._fit_titles()
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """No column is narrower than its title, whatever became of the heading since it was made."""
        self._fit_titles()
        super().showEvent(event)

    @Slot()
    def _fit_titles(self) -> None:
        if self._sharing:
            return
        self._sharing = True
        shown = [one for one in range(self.count()) if not self.isSectionHidden(one)]
        stretched = [one for one in shown if one in self._rest]
        by_itself = QHeaderView.ResizeMode.Stretch
        firm = [one for one in shown if one not in self._rest and self.sectionResizeMode(one) != by_itself]
        hints = {one: self.sectionSizeHint(one) for one in shown}
        wanted = {one: max(self._wanted.get(one, self.sectionSize(one)), hints[one]) for one in firm}
        letter = self.fontMetrics().horizontalAdvance("0")
        most = _NARROW * letter + 24
        spare = {
            one: wanted[one] - max(hints[one], min(wanted[one], most)) for one in firm if one in self._wanted
        }
        needed = {one: max(hints[one], _LEAST * letter) for one in stretched}
        least = sum(needed.values())
        room = self._room()
        over = sum(wanted.values()) + least - room
        given = min(1.0, max(0.0, over / sum(spare.values()))) if stretched and sum(spare.values()) else 0.0
        # A pixel too many would move the list sideways.
        widths = {one: wanted[one] - math.ceil(spare.get(one, 0) * given) for one in firm}
        taken = sum(widths.values())
        # Qt gives equal shares: too little for a long title beside a short one. Where there is no room at all, the
        # list moves sideways.
        equal = taken + len(stretched) * max(needed.values(), default=0) <= room
        left = max(0, self.viewport().width() - taken - least)
        for one in stretched:
            mode = by_itself if equal else QHeaderView.ResizeMode.Fixed
            if self.sectionResizeMode(one) != mode:
                self.setSectionResizeMode(one, mode)
            if not equal:
                widths[one] = needed[one] + left // len(stretched)
        if (
            self._rest and not stretched and firm
        ):  # the column that takes the rest is hidden: the widest one does
            widest = max(firm, key=lambda one: widths[one])
            widths[widest] += max(0, self.viewport().width() - taken)
        for one, width in widths.items():
            if width != self.sectionSize(one):
                self.resizeSection(one, width)
        self._sharing = False

    def _room(self) -> int:
        """The width of the list beside its scroll bar, whether that is seen or not.

        Were the bar's coming and going to change how the columns are shared out, a list could show and hide
        both its bars for ever.
        """
        view = self.parentWidget()
        if not isinstance(view, QAbstractItemView):
            return self.viewport().width()
        return view.maximumViewportSize().width() - view.verticalScrollBar().sizeHint().width()

    @Slot(int, int, int)
    def _on_section_resized(self, section: int, before: int, width: int) -> None:
        if not self._sharing and not (before and width):  # a column comes or goes
            self._sharing_anew.start(0)
        elif not self._sharing and section in self._wanted and width:
            self._wanted[section] = width

    def sectionSizeFromContents(self, section: int) -> QSize:
        """The title, and what stands beside the last one."""
        size = super().sectionSizeFromContents(section)
        if self.tail and section == self._last():
            size.setWidth(size.width() + self.tail)
        return size

    def _last(self) -> int:
        """The last column in view: the button stands over its title."""
        shown = (self.logicalIndex(at) for at in range(self.count() - 1, -1, -1))
        return next((one for one in shown if not self.isSectionHidden(one)), -1)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell a title that is cut."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            words = self.model().headerData(section, self.orientation()) if section >= 0 else ""
            if words and self.sectionSizeHint(section) > self.sectionSize(section):
                QToolTip.showText(event.globalPos(), str(words), self)
                return True
        return super().viewportEvent(event)


def _set_widths(header: ListHeader, columns: Sequence[Column[Any]], view: QWidget) -> None:
    header.setStretchLastSection(False)
    header.setHighlightSections(False)
    for place, column in enumerate(columns):
        mode = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(place, mode)
    letter = view.fontMetrics().horizontalAdvance("0")
    header.set_wanted({at: one.width * letter + 24 for at, one in enumerate(columns) if one.width})


def table(
    model: QAbstractItemModel, columns: Sequence[Column[Any]], name: str, parent: QWidget | None = None
) -> QTableView:
    """A table that shows whole rows; ``name`` is read by screen readers."""
    view = QTableView(parent)
    heading = ListHeader(view)
    view.setHorizontalHeader(heading)
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
    _set_widths(heading, columns, view)
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
    heading = ListHeader(view)
    view.setHeader(heading)
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
    _set_widths(heading, columns, view)
    return view
