"""What the parts of the door have in common: a card in the middle of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, card, scrolled

_WIDTH = 480


class DoorPart(QWidget):
    """A card in the middle of the window; ``body`` takes its fields, ``foot`` its buttons."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = Text("", "title", wrap=True, parent=self)
        self.told = Text("", "quiet", wrap=True, parent=self)
        self.problem = Text(role="problem", wrap=True, parent=self)
        self.problem.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        form = card(self)
        form.setMaximumWidth(theme.scaled(_WIDTH))
        column = QVBoxLayout(form)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        self.picture = IconLabel(icon, "accent", 28, form)
        top.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.head, 1)
        column.addLayout(top)
        column.addWidget(self.told)
        column.addLayout(self.body)
        column.addWidget(self.problem)
        column.addSpacing(4)
        column.addLayout(self.foot)
        holder = QWidget(self)
        holder.setProperty("role", "page-body")
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(16, 16, 16, 16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(form, 100)
        row.addStretch(1)
        middle.addStretch(2)
        middle.addLayout(row)
        middle.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(holder, self))

    def say(self, sentence: str) -> None:
        """What is wrong; "" for nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
