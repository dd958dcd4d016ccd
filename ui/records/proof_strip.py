"""The reception records that prove a line of the set, counted in quiet words beside its files."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.record_proof import (
    RecordProof,
    RecordTallies,
    record_proofs_beside,
    record_text,
    records_text,
    short_record_text,
)
from friendly_desktop.i18n import _
from ui.widgets.text import Text, button

_NODE = "node"


class RecordStrip(QWidget):
    """A count and the kinds, for each line whose records belong here; hidden where there is none.

    Signals:
        list_wanted: str, the line of the set whose records are to be shown.
    """

    list_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._shown: tuple[RecordProof, ...] = ()
        self._side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self._parts: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def show_line(self, criteria: CriteriaSet, node: str, records: RecordTallies) -> None:
        """Show the records of a line and of the groups it stands in."""
        proofs = record_proofs_beside(criteria, node, records)
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

    def _add(self, criteria: CriteriaSet, node: str, proof: RecordProof) -> None:
        if proof.counted:
            told = _("{n} việc trong sổ tiếp dân").format(n=proof.counted)
        else:
            told = _("Sổ tiếp dân chưa có việc nào")
        if proof.node != node:
            told = _("Tiêu chí {place}: {records}").format(
                place=criteria.references[proof.node], records=told[:1].lower() + told[1:]
            )
        made = button(told, "calendar", "quiet", parent=self)
        made.setProperty(_NODE, proof.node)
        made.setToolTip("\n".join(record_text(one) for one in proof.tallies) or _("Xem danh mục của năm"))
        made.clicked.connect(self._on_clicked)
        words = Text(short_record_text(proof) or records_text(proof), "quiet-small", wrap=True, parent=self)
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
