"""The letters that prove a line of the set, counted in quiet words beside its files."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
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
from friendly_desktop.i18n import _, ngettext
from ui.widgets.text import Text, button

_NODE = "node"


class LetterStrip(QWidget):
    """A count and the kinds, for each line whose letters belong here; hidden where there is none.

    Signals:
        list_wanted: str, the line of the set whose letters are to be shown.
    """

    list_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._shown: tuple[LetterProof, ...] = ()
        self._side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self._parts: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def show_line(self, criteria: CriteriaSet, node: str, letters: Tallies) -> None:
        """Show the letters of a line and of the groups it stands in."""
        proofs = proofs_beside(criteria, node, letters)
        if proofs != self._shown:
            self._shown = proofs
            for old in self._parts:
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._parts = []
            for proof in proofs:
                self._add(criteria, node, proof)
        self.setVisible(bool(proofs))

    def buttons(self) -> Sequence[QPushButton]:
        """The buttons, top down."""
        return [part for part in self._parts if isinstance(part, QPushButton)]

    def text(self) -> str:
        """What it says."""
        return "\n".join(part.text() for part in self._parts if isinstance(part, QPushButton | Text))

    def _add(self, criteria: CriteriaSet, node: str, proof: LetterProof) -> None:
        if proof.counted:
            told = ngettext("{n} thư đã ký", "{n} thư đã ký", proof.counted).format(n=proof.counted)
        else:
            told = _("Chưa có thư nào đã ký")
        if proof.node != node:
            told = _("Tiêu chí {place}: {letters}").format(
                place=criteria.references[proof.node], letters=told
            )
        made = button(told, "letter", "quiet", parent=self)
        made.setProperty(_NODE, proof.node)
        made.setToolTip("\n".join(kind_text(one) for one in proof.tallies) or _("Xem danh mục thư của năm"))
        made.clicked.connect(self._on_clicked)
        words = Text(short_text(proof) or kinds_text(proof), "quiet-small", wrap=True, parent=self)
        words.setAlignment(self._side)
        words.setContentsMargins(16, 0, 8, 2)
        self._layout.addWidget(made, 0, self._side)
        self._layout.addWidget(words)
        self._parts += [made, words]

    @Slot()
    def _on_clicked(self) -> None:
        made = self.sender()
        if made is not None:
            self.list_wanted.emit(made.property(_NODE))
