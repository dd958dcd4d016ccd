"""What one types into for each field of a posting: lines, texts, choices, tables."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from friendly_desktop.domain.postings import PostingField, PostingValue
from friendly_desktop.domain.text import clean_text
from friendly_desktop.i18n import _
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.text import Text, icon_button
from ui.widgets.typing import GrowingText

#: A cell of a table.
Cell = GrowingText | LineField
_FEW = 6  # rows up to which the last column takes several lines


class FieldInput(QWidget):
    """The input of one field.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def __init__(self, field: PostingField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._input = self._make()
        self._input.setAccessibleName(field.label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._input)
        self.setFocusProxy(self._input)

    def value(self) -> PostingValue:
        """What stands in it."""
        match self._input:
            case GrowingText():
                return clean_text(self._input.toPlainText())
            case ChoiceField():
                return str(self._input.value() or "")
            case RowsInput():
                return self._input.rows()
            case LineField():
                return self._input.value()
        return ""

    def show_value(self, value: PostingValue) -> None:
        """Show a value whatever is there."""
        match self._input:
            case RowsInput():
                self._input.show_rows(value if not isinstance(value, str) else ())
            case GrowingText():
                self._input.put(str(value))
            case ChoiceField():
                self._input.show_value(value)
            case LineField():
                self._input.setText(str(value))
                self._input.setCursorPosition(0)

    def table(self) -> "RowsInput | None":
        """The table of a field of rows."""
        return self._input if isinstance(self._input, RowsInput) else None

    def _make(self) -> QWidget:
        field = self.field
        if field.kind == "rows":
            rows = RowsInput(field.columns, field.most, self)
            rows.edited.connect(self.edited)
            return rows
        if field.kind == "text":
            text = GrowingText(1, 7, self)
            text.edited.connect(self.edited)
            return text
        if field.kind == "choice":
            choice = ChoiceField(field.choices, self)
            choice.committed.connect(self.edited)
            return choice
        line = LineField("https://..." if field.kind == "link" else "", self)
        line.textEdited.connect(self.edited)
        return line


class RowsInput(QWidget):
    """A small table of inputs with an empty row always waiting at its end; takes rows pasted from Excel.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def __init__(self, columns: Sequence[str], most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._most = most
        self._cells: list[list[Cell]] = []
        self._removers: list[QToolButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        for column, words in enumerate(self._columns):
            self._grid.addWidget(Text(words, "quiet-small", parent=self), 0, column)
            self._grid.setColumnStretch(column, 1)
        if len(self._columns) == 2:
            self._grid.setColumnStretch(1, 4)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells; rows without a word are left out."""
        found = [tuple(cell_text(cell) for cell in row) for row in self._cells]
        return tuple(row for row in found if any(row))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these cells."""
        while len(self._cells) > len(rows) + 1:
            self._take_last()
        while len(self._cells) < min(len(rows) + 1, self._most):
            self._add_row()
        for number, row in enumerate(self._cells):
            told = rows[number] if number < len(rows) else ()
            for column, cell in enumerate(row):
                put_text(cell, told[column] if column < len(told) else "")
        self._show_removers()

    def cell(self, row: int, column: int) -> Cell:
        """One input."""
        return self._cells[row][column]

    def paste(self, text: str, row: int, column: int) -> None:
        """Put cells from a spreadsheet in, from a cell on; rows are added as needed."""
        told = [list(one) for one in self.rows()]
        for line_at, line in enumerate(text.rstrip("\n").split("\n")):
            place = row + line_at
            if place >= self._most:
                break
            while len(told) <= place:
                told.append([""] * len(self._columns))
            for cell_at, cell in enumerate(line.split("\t")):
                if column + cell_at < len(self._columns):
                    told[place][column + cell_at] = clean_text(cell)
        self.show_rows(told)
        self.edited.emit()

    def remove(self, number: int) -> None:
        """Take a row out."""
        self.show_rows([row for place, row in enumerate(self._texts()) if place != number and any(row)])
        self.edited.emit()

    def _texts(self) -> list[tuple[str, ...]]:
        return [tuple(cell_text(cell) for cell in row) for row in self._cells]

    def _add_row(self) -> None:
        number = len(self._cells)
        row: list[Cell] = []
        for column, words in enumerate(self._columns):
            # Few rows hold sentences, many rows names and numbers.
            long = self._most <= _FEW and column == len(self._columns) - 1
            made: Cell = GrowingText(1, 6, self) if long else LineField("", self)
            made.setAccessibleName(_("{column}, dòng {n}").format(column=words, n=number + 1))
            if isinstance(made, GrowingText):
                made.edited.connect(self._on_edited)
            else:
                made.textEdited.connect(self._on_edited)
            made.installEventFilter(self)
            self._grid.addWidget(made, number + 1, column, Qt.AlignmentFlag.AlignTop)
            row.append(made)
        remover = icon_button("close", _("Bỏ dòng {n}").format(n=number + 1), parent=self)
        remover.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        remover.clicked.connect(self._on_remove)
        self._grid.addWidget(remover, number + 1, len(self._columns), Qt.AlignmentFlag.AlignTop)
        self._cells.append(row)
        self._removers.append(remover)
        if not number:
            self.setFocusProxy(row[0])

    def _take_last(self) -> None:
        for one in (*self._cells.pop(), self._removers.pop()):
            self._grid.removeWidget(one)
            one.hide()
            one.deleteLater()

    def _show_removers(self) -> None:
        for row, remover in zip(self._texts(), self._removers, strict=True):
            remover.setEnabled(any(row))

    @Slot()
    def _on_edited(self, *_value: object) -> None:
        if any(self._texts()[-1]) and len(self._cells) < self._most:
            self._add_row()
        self._show_removers()
        self.edited.emit()

    @Slot()
    def _on_remove(self) -> None:
        sender = self.sender()
        for number, remover in enumerate(self._removers):
            if remover is sender:
                self.remove(number)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V of several cells fills several cells."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            text = QGuiApplication.clipboard().text()
            for number, row in enumerate(self._cells):
                if watched in row and ("\t" in text or "\n" in text.strip("\n")):
                    self.paste(text, number, row.index(watched))
                    return True
        return super().eventFilter(watched, event)


def cell_text(cell: Cell) -> str:
    """What stands in a cell."""
    return clean_text(cell.toPlainText()) if isinstance(cell, GrowingText) else cell.value()


def put_text(cell: Cell, text: str) -> None:
    """Show a text in a cell."""
    if isinstance(cell, GrowingText):
        if cell.toPlainText() != text:
            cell.put(text)
    elif cell.text() != text:
        cell.setText(text)
        cell.setCursorPosition(0)
