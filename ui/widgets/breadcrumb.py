"""Where a line stands in the tree: its ancestors in one line, each a way up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button


class Breadcrumb(QWidget):
    """A row of quiet buttons; the last part is plain words.

    Signals:
        chosen: object, the key of the part that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[QPushButton, object] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def set_parts(self, parts: Sequence[tuple[object, str]]) -> None:
        """Show these, outermost first."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._keys = {}
        for place, (key, words) in enumerate(parts):
            last = place == len(parts) - 1
            if last:
                self._row.addWidget(Text(words, "quiet", parent=self))
                break
            made = button(words, kind="quiet", parent=self)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.clicked.connect(self._on_clicked)
            self._keys[made] = key
            self._row.addWidget(made)
            self._row.addWidget(IconLabel("right", "quiet", 12, self))
        self._row.addStretch(1)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.chosen.emit(self._keys[sender])
