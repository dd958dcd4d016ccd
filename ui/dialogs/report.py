"""The outcome of long work in words: the numbers, then each thing that wants a look. It can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.widgets.text import Text, button


class ReportDialog(QDialog):
    """A title, a summary and, where there are any, whole sentences about single things."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        summary: str,
        sentences: Sequence[str] = (),
        *more: QPushButton,
    ) -> None:
        """Stand over ``parent``; ``more`` are buttons for what can be done about it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.summary = Text(summary, wrap=True, parent=self)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setPlainText("\n\n".join(sentences))
        self.text.setVisible(bool(sentences))
        close = button(_("Đóng"), parent=self)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        for made in more:
            row.addWidget(made)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addWidget(self.summary)
        layout.addWidget(self.text, 1)
        if not sentences:
            layout.addStretch(1)
        layout.addLayout(row)
        letter = self.fontMetrics().horizontalAdvance("0")
        self.setMinimumWidth(min(letter * 60, parent.width() - 40))
        if sentences:
            self.resize(min(letter * 95, parent.width() - 40), min(letter * 55, parent.height() - 40))
        close.clicked.connect(self.reject)
        close.setFocus()
