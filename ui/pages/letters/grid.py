"""Labels at the left, inputs at the right, one under the other; several grids can share one label width."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.text import Text

_LABEL_AIR = 9  # from the top of an input to its words
_WIDEST_LABEL = 17  # letters; longer labels wrap


class FormGrid(QWidget):
    """Rows of a label and an input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[Text] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, inner: QWidget, buddy: QWidget | None = None) -> None:
        """Add a row."""
        words = Text(label, wrap=True, parent=self)
        words.setContentsMargins(0, _LABEL_AIR, 0, 0)
        words.setBuddy(buddy or inner)
        row = len(self._labels)
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(inner, row, 1)
        self._labels.append(words)

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._labels.clear()

    def label_width(self) -> int:
        """How wide the labels would like to be."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(one.text()) for one in self._labels), default=0)
        return min(widest + 2, metrics.horizontalAdvance("0") * _WIDEST_LABEL)

    def set_label_width(self, width: int) -> None:
        """Make the column of labels this wide."""
        for one in self._labels:
            one.setFixedWidth(width)


def align(grids: Sequence[FormGrid]) -> None:
    """Let the inputs of several grids begin under each other."""
    width = max((one.label_width() for one in grids), default=0)
    for one in grids:
        one.set_label_width(width)
