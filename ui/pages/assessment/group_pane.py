"""What stands beside the tree while a group is chosen: how far it is, the letters and records that prove it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.letters.proof_strip import LetterStrip
from ui.records.proof_strip import RecordStrip
from ui.widgets.empty_state import EmptyState


class GroupPane(QScrollArea):
    """Words about a group, above its letters and records."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        self.setWidget(body)
        self.words = EmptyState("criteria", "", "", parent=body)
        self.letters = LetterStrip(body, centred=True)
        self.records = RecordStrip(body, centred=True)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(24, 0, 24, 24)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.letters)
        layout.addWidget(self.records)
