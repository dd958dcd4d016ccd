"""A heading that opens and closes what stands below it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons


class Folding(QWidget):
    """A group that is folded away until somebody needs it; Space or Enter on the heading opens it.

    Args:
        title: the heading, translated.
        body: what is folded.

    Signals:
        opened_by_hand: bool, the person opened or closed it.
    """

    opened_by_hand = Signal(bool)

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = body
        self.heading = QToolButton(self)
        self.heading.setText(title)
        self.heading.setAccessibleName(title)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setCheckable(True)
        self.heading.setProperty("role", "folding")
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(body)
        self.heading.clicked.connect(self._on_clicked)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether the body shows."""
        return self.heading.isChecked()

    def set_open(self, shown: bool) -> None:
        """Open or fold it."""
        self.heading.setChecked(shown)
        self.heading.setIcon(icons.icon("down" if shown else "right", "quiet"))
        self._body.setVisible(shown)

    @Slot(bool)
    def _on_clicked(self, shown: bool) -> None:
        self.set_open(shown)
        self.opened_by_hand.emit(shown)
