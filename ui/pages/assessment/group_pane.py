"""What stands beside the tree while a group is chosen: how far it is, the letters and records that prove it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.letters.proof_strip import LetterStrip
from ui.records.proof_strip import RecordStrip
from ui.widgets.empty_state import EmptyState


class GroupPane(QWidget):
    """Words about a group, above its letters and records."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = EmptyState("criteria", "", "", parent=self)
        self.letters = LetterStrip(self, centred=True)
        self.records = RecordStrip(self, centred=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 24)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.letters)
        layout.addWidget(self.records)
