"""Text of old fonts before and after its conversion, to be looked at before anything changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.letters.batch import BatchRow
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.letters import batch_work
from ui.pages.letters.batch_work import Source
from ui.widgets.text import Text, button
from ui.widgets.views import table

_MOST = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """A row as it is and as it would be."""

    number: int
    before: str
    after: str


def legacy_pairs(
    source: Source, rows: Sequence[BatchRow], typed: Mapping[int, Mapping[str, str]]
) -> tuple[Pair, ...]:
    """What the conversion makes of these rows, at most some hundred of them."""
    pairs = []
    for row in rows[:_MOST]:
        old = {**batch_work.texts_of(source, row), **typed.get(row.number, {})}
        new = batch_work.in_unicode(source, row, old)
        changed = [one for one in old if old[one] != new[one]]
        before, after = ("; ".join(texts[one] for one in changed) for texts in (old, new))
        pairs.append(Pair(row.number, clean_line(before), clean_line(after)))
    return tuple(pairs)


class LegacyDialog(QDialog):
    """The rows before and after; one button converts them all.

    Signals:
        taken: the rows are to be converted.
    """

    taken = Signal()

    def __init__(self, parent: QWidget, pairs: Sequence[Pair]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = _("Chuyển phông chữ cũ sang Unicode")
        self.setWindowTitle(title)
        shown = (
            Column[Pair](_("Dòng"), value=lambda one: one.number, right=True, width=5),
            Column[Pair](_("Trong danh sách"), value=lambda one: one.before, tooltip=lambda one: one.before),
            Column[Pair](_("Sau khi chuyển"), value=lambda one: one.after, tooltip=lambda one: one.after),
        )
        model = TableModel(shown, key=lambda one: one.number, parent=self)
        model.set_rows(pairs)
        self.table = table(model, shown, title, self)
        self.yes = button(_("Chuyển sang Unicode"), kind="primary", parent=self)
        self.yes.setDefault(True)
        no = button(_("Để nguyên"), parent=self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(no)
        row.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        words = _("Chỉ đổi trong chương trình; tệp danh sách vẫn giữ nguyên.")
        layout.addWidget(Text(words, "quiet", wrap=True, parent=self))
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        room = parent.window()
        self.resize(min(900, room.width() - 40), min(480, room.height() - 40))
        self.yes.clicked.connect(self._on_yes)
        no.clicked.connect(self.reject)
        self.yes.setFocus()

    @Slot()
    def _on_yes(self) -> None:
        self.accept()
        self.taken.emit()
