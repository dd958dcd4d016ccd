"""The grid in which figures are typed: titles that stay in view, Enter down the month, paste from Excel."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from friendly_desktop.i18n import _, ngettext
from ui import theme
from ui.models.columns import ROW_ROLE
from ui.pages.figures.grid_model import MONTHS, Cell, GridModel, GridRow, Index
from ui.widgets.views import ListHeader

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TITLE_LETTERS, _LEAST_TITLE_LETTERS = 44, 38
_TITLE_SHARE = 0.4  # of the width, at most
_YEAR_LETTERS = 8


class RowTitles(QHeaderView):
    """The titles of the rows at the left, which never scroll away sideways; groups in strong type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.letters = _TITLE_LETTERS
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        """Wide enough for most titles."""
        return QSize(self.fontMetrics().horizontalAdvance("0") * self.letters, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """A title, cut where it does not fit (the tooltip has all of it)."""
        row = self.model().headerData(section, Qt.Orientation.Vertical, ROW_ROLE)
        if not isinstance(row, GridRow):
            return
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        view = self.parent()
        here = isinstance(view, QTableView) and view.currentIndex().row() == section
        group = row.indicator is None
        if here and not group:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setFont(theme.font(strong=group))
        painter.setPen(theme.colour("text"))
        words = rect.adjusted(12 if group else 20, 0, -8, 0)
        shown = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()


class _Cells(QStyledItemDelegate):
    """Cells with their line below, a frame around the current one, a plain line to type into."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A line with the figure selected, right-aligned like the cell."""
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setProperty("role", "cell")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands there."""
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            # Once: figures that are read again while somebody types must not take the words away.
            editor.setProperty("filled", True)
            editor.setText(str(index.data(int(Qt.ItemDataRole.EditRole)) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        view = option.widget
        painter.save()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index.column() == MONTHS:
            painter.drawLine(option.rect.topLeft(), option.rect.bottomLeft())
        if isinstance(view, QTableView) and view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes down the month, Tab to the next month."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QLineEdit)
        ):
            grid = self.parent()
            down = event.key() in (*_ENTER, Qt.Key.Key_Down)
            up = event.key() == Qt.Key.Key_Up or (
                event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            )
            if isinstance(grid, FiguresGrid) and (down or up):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                grid.step(-1 if up else 1, 0)
                return True
        return super().eventFilter(editor, event)


class FiguresGrid(QTableView):
    """Figures by month.

    Signals:
        pasted: int, so many figures came from the clipboard.
        unpasted: str, why the clipboard was not taken.
    """

    pasted = Signal(int)
    unpasted = Signal(str)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        self.titles = RowTitles(self)
        self.setHorizontalHeader(ListHeader(self))
        self.setVerticalHeader(self.titles)
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(_("Số liệu theo tháng"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.titles.setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heading.setSectionResizeMode(MONTHS, QHeaderView.ResizeMode.Fixed)
        heading.resizeSection(MONTHS, self.fontMetrics().horizontalAdvance("0") * _YEAR_LETTERS + 36)
        heading.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("0") * 6)
        heading.setHighlightSections(False)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current)

    # -- going

    def stand_on(self, indicator_id: str, month: int) -> None:
        """Go to a figure."""
        place = self._grid.place_of(indicator_id)
        if place >= 0:
            self.setCurrentIndex(self._grid.index(place, month - 1))

    def step(self, down: int, right: int) -> None:
        """Go on, over groups; at the foot of a month to the head of the next."""
        here = self.currentIndex()
        row, column = here.row() + down, min(max(here.column() + right, 0), MONTHS - 1)
        while 0 <= row < self._grid.rowCount() and self._grid.rows()[row].indicator is None:
            row += down or 1
        if 0 <= row < self._grid.rowCount():
            self.setCurrentIndex(self._grid.index(row, column))

    # -- the clipboard

    def copy(self) -> None:
        """Put the chosen figures on the clipboard as Excel wants them."""
        spans = self.selectionModel().selection()
        if spans.isEmpty():
            return
        span = spans.at(0)
        lines = []
        for row in range(span.top(), span.bottom() + 1):
            cells = [
                str(self._grid.index(row, column).data(int(Qt.ItemDataRole.DisplayRole)) or "")
                for column in range(span.left(), span.right() + 1)
            ]
            lines.append("\t".join(cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Take a block of figures from the clipboard, from the current cell on."""
        text = QGuiApplication.clipboard().text()
        here = self.currentIndex()
        if not text.strip() or not here.isValid():
            return
        lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
        block = [line.split("\t") for line in lines]
        rows = [
            place
            for place in range(here.row(), self._grid.rowCount())
            if self._grid.rows()[place].indicator is not None
        ]
        columns = range(here.column(), MONTHS)
        widest = max(len(line) for line in block)
        if len(block) > len(rows) or widest > len(columns):
            self.unpasted.emit(
                _("Khối vừa dán có {rows} dòng, {columns} cột, lớn hơn chỗ còn lại từ ô đang đứng.").format(
                    rows=len(block), columns=widest
                )
            )
            return
        texts: dict[Cell, str] = {}
        for place, line in zip(rows, block, strict=False):
            for column, cell_text in zip(columns, line, strict=False):
                index = self._grid.index(place, column)
                cell = self._grid.cell(index)
                if cell is None:
                    continue
                if not self._grid.is_open(index):
                    if not cell_text.strip():
                        continue
                    self.unpasted.emit(
                        _("Tháng {month} chưa đến nên chưa dán được.").format(month=column + 1)
                    )
                    return
                texts[cell] = cell_text
        taken = self._grid.take(texts) if texts else 0
        if taken:
            self.pasted.emit(taken)

    def clear_chosen(self) -> None:
        """Take the chosen figures away."""
        texts = {
            cell: ""
            for index in self.selectionModel().selectedIndexes()
            if self._grid.is_open(index) and (cell := self._grid.cell(index)) and index.data()
        }
        if texts:
            self._grid.take(texts)

    # -- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, delete; Enter goes down."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_chosen()
        elif event.key() in _ENTER:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif self._leaves(event.key()):
            event.ignore()  # Tab goes on to what follows the grid
        else:
            super().keyPressEvent(event)

    def _leaves(self, key: int) -> bool:
        """Tab after the last month, and Shift+Tab before the first, go out of the grid."""
        column = self.currentIndex().column()
        return (key == Qt.Key.Key_Tab and (column < 0 or column >= MONTHS - 1)) or (
            key == Qt.Key.Key_Backtab and column <= 0
        )

    def fit(self, width: int) -> None:
        """Titles give way in a narrow window."""
        letter = self.fontMetrics().horizontalAdvance("0")
        letters = _TITLE_LETTERS if width > letter * 150 else _LEAST_TITLE_LETTERS
        letters = min(letters, round(width * _TITLE_SHARE / letter))
        if self.titles.letters != letters:
            self.titles.letters = letters
            self.titles.updateGeometry()
            self.updateGeometries()

    @Slot()
    def _on_reset(self) -> None:
        self.clearSpans()
        for place, row in enumerate(self._grid.rows()):
            if row.indicator is None:
                self.setSpan(place, 0, 1, MONTHS + 1)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self._grid.row(now.row())
        if row is not None and row.indicator is None:
            step = -1 if before.isValid() and before.row() > now.row() else 1
            beyond = self._grid.row(now.row() + step)
            place = now.row() + step if beyond is not None and beyond.indicator else before.row()
            self.selectionModel().setCurrentIndex(
                self._grid.index(place, now.column()), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            return
        self.titles.viewport().update()


def told_pasted(count: int) -> str:
    """What a paste did."""
    return ngettext("Đã dán {n} số liệu.", "Đã dán {n} số liệu.", count).format(n=count)
