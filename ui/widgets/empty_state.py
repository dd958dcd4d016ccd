"""What belongs here and how to begin: one sentence, one button, one quiet link."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.strips import IconLabel
from ui.widgets.text import Text


class EmptyState(QWidget):
    """Fills the place of a list that has nothing yet, or of a page that cannot be shown.

    Args:
        icon: an icon of the family.
        title: a few words.
        text: one or two sentences.
        begin: the one button, or None.
        other: one quiet button beside it, or None.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        begin: QPushButton | None = None,
        other: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Text(title, "heading", wrap=True, parent=self)
        self._text = Text(text, "quiet", wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(IconLabel(icon, "quiet", 40, self), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for made in (begin, other):
            if made is not None:
                row.addWidget(made)
        row.addStretch(1)
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(3)

    def set_words(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)

    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}\n{self._text.text()}"
