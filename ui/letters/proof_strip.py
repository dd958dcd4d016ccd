"""The letters that prove a line of the set, counted in quiet words beside its files."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letter_proof import (
    LetterProof,
    Tallies,
    kind_text,
    kinds_text,
    proofs_beside,
    short_text,
)
from friendly_desktop.i18n import _
from ui.widgets.text import button

_NODE = "node"


class LetterStrip(QWidget):
    """One quiet button for each line whose letters belong here; hidden where there is none.

    Signals:
        list_wanted: str, the line of the set whose letters are to be shown.
    """

    list_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[LetterProof, ...] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def show_line(self, criteria: CriteriaSet, node: str, letters: Tallies) -> None:
        """Show the letters of a line and of the groups it stands in."""
        proofs = proofs_beside(criteria, node, letters)
        if proofs == self._shown:
            return
        self._shown = proofs
        for old in self.buttons():
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        for proof in proofs:
            self._layout.addWidget(self._button(criteria, node, proof))
        self.setVisible(bool(proofs))

    def buttons(self) -> Sequence[QPushButton]:
        """The buttons, top down."""
        found = (self._layout.itemAt(place) for place in range(self._layout.count()))
        return [widget for item in found if item and isinstance(widget := item.widget(), QPushButton)]

    def text(self) -> str:
        """What it says."""
        return "\n".join(made.text() for made in self.buttons())

    def _button(self, criteria: CriteriaSet, node: str, proof: LetterProof) -> QPushButton:
        told = short_text(proof) or _("Chưa có thư ({kinds})").format(kinds=kinds_text(proof))
        if proof.node != node:
            told = _("Tiêu chí {place}: {letters}").format(
                place=criteria.references[proof.node], letters=told
            )
        made = button(told, "note", "quiet", parent=self)
        made.setProperty(_NODE, proof.node)
        made.setToolTip("\n".join(kind_text(one) for one in proof.tallies) or _("Xem danh mục thư của năm"))
        made.clicked.connect(self._on_clicked)
        return made

    @Slot()
    def _on_clicked(self) -> None:
        made = self.sender()
        if made is not None:
            self.list_wanted.emit(made.property(_NODE))
