"""Picks leaves of the criteria set: type a few letters, with or without tone marks, tick, done."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _
from ui.widgets.text import Text, button
from ui.widgets.words import calm

_NODE = int(Qt.ItemDataRole.UserRole)
_FOLDED = _NODE + 1


@dataclass(frozen=True, slots=True)
class PickedLeaves:
    """What was ticked that was not before, and what is no longer."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def leaf_title(criteria: CriteriaSet, node: str) -> str:
    """A leaf in one line: where it stands on paper, its words."""
    return f"{criteria.references[node]}   {calm(criteria.by_id[node].text)}"


class LeafPicker(QDialog):
    """A list of all leaves with a box to find one.

    Signals:
        picked: PickedLeaves.
    """

    picked = Signal(object)

    def __init__(
        self, parent: QWidget, title: str, criteria: CriteriaSet, ticked: Collection[str] = ()
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self._ticked = frozenset(ticked)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Gõ vài chữ của mục cần tìm, có dấu hay không dấu đều được"))
        self.box.setAccessibleName(_("Tìm mục"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Các mục của bộ tiêu chí"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for leaf in criteria.leaves:
            words = leaf_title(criteria, leaf.id)
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if leaf.id in self._ticked else Qt.CheckState.Unchecked)
            item.setData(_NODE, leaf.id)
            item.setData(_FOLDED, fold(" ".join(part.text for part in criteria.path(leaf.id)) + " " + words))
            item.setToolTip(words)
        self.none = Text(_("Không có mục nào như vậy."), "quiet", parent=self)
        self.none.hide()
        hint = _("Nhấn phím cách để đánh dấu mục đang chọn, nhấn Enter để nhận.")
        self.take = button(_("Nhận"), kind="primary", parent=self)
        self.take.setDefault(True)
        cancel = button(_("Hủy"), parent=self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Text(hint, "quiet-small", parent=self), 1)
        row.addWidget(cancel)
        row.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.none)
        layout.addLayout(row)
        letter = self.fontMetrics().horizontalAdvance("0")
        self.resize(min(letter * 100, parent.width() - 40), min(letter * 70, parent.height() - 40))
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._on_text)
        self.take.clicked.connect(self._on_take)
        cancel.clicked.connect(self.reject)
        self.list.itemActivated.connect(self._on_activated)
        self.list.setCurrentRow(0)
        self.box.setFocus()

    def _shown_rows(self) -> list[int]:
        return [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]

    @Slot(str)
    def _on_text(self, text: str) -> None:
        words = fold(text).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.data(_FOLDED) for word in words))
        shown = self._shown_rows()
        self.none.setVisible(not shown)
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    @Slot(QListWidgetItem)
    def _on_activated(self, _item: QListWidgetItem) -> None:
        self._on_take()

    @Slot()
    def _on_take(self) -> None:
        ticked = [
            self.list.item(row).data(_NODE)
            for row in range(self.list.count())
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]
        if not ticked and not self._ticked and self._shown_rows():
            # Nothing ticked: Enter means the line one stands on.
            ticked = [self.list.currentItem().data(_NODE)]
        self.picked.emit(
            PickedLeaves(
                tuple(node for node in ticked if node not in self._ticked),
                tuple(node for node in self._ticked if node not in ticked),
            )
        )
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the list and the space bar at an empty end ticks while one types."""
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = self._shown_rows()
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if Qt.Key(event.key()) in steps and shown:
                here = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else 0
                row = min(max(here + steps[Qt.Key(event.key())], 0), len(shown) - 1)
                self.list.setCurrentRow(shown[row])
                return True
            ends_in_space = not self.box.text() or self.box.text().endswith(" ")
            if event.key() == Qt.Key.Key_Space and ends_in_space and shown:
                item = self.list.currentItem()
                ticked = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
                return True
        return super().eventFilter(watched, event)
