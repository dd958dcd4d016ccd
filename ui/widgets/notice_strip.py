"""A calm strip across a page: how things stand, and at most two things to do about it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.widgets.strips import IconLabel
from ui.widgets.text import Text


class NoticeStrip(QFrame):
    """An icon, a sentence, buttons; hidden until it has something to say.

    Args:
        icon: an icon of the family.
        tint: the theme token of the icon.
        buttons: what can be done, left to right.
    """

    def __init__(
        self, icon: str, tint: str = "accent", *buttons: QPushButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        if tint != "warning":
            self.setProperty("state", "calm")
        self._words = Text(wrap=True, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.setSpacing(10)
        layout.addWidget(IconLabel(icon, tint, parent=self))
        layout.addWidget(self._words, 1)
        for made in buttons:
            layout.addWidget(made)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence; "" hides the strip."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """What it says."""
        return self._words.text()
