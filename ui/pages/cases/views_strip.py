"""The lists an office works by, each with the number of its cases; arrow keys go from one to the next."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from friendly_desktop.domain.cases import CaseView
from friendly_desktop.i18n import _
from ui import icons
from ui.pages.cases.rows import SHORT_WORDS, SHORTEST_WORDS, VIEW_WORDS, view_hint, view_words
from ui.widgets.flow import FlowLayout
from ui.widgets.text import button

_ICONS = {
    CaseView.OVERDUE: ("danger", "danger"),
    CaseView.TODAY: ("warning", "warning"),
    CaseView.OLD: ("warning", "warning"),
}

#: Letters of width for the long words, and for the shorter ones; the shortest need less.
_WIDE, _NARROW = 142, 112


class ViewsStrip(QWidget):
    """One button a view, one of them down.

    Signals:
        chosen: CaseView, the person wants this one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Danh sách công việc"))
        layout = FlowLayout(self, spacing=4)
        self.buttons: dict[CaseView, QPushButton] = {}
        self._counts: Mapping[CaseView, int] = {}
        self._words = VIEW_WORDS
        for view in VIEW_WORDS:
            made = button(view_words(view, 0), kind="filter", parent=self)
            made.setAutoExclusive(True)
            made.setToolTip(view_hint(view))
            made.clicked.connect(self._on_clicked)
            layout.addWidget(made)
            self.buttons[view] = made
        self._last = QWidget(self)  # takes what is left of the line, so that no button grows
        layout.addWidget(self._last)
        self.buttons[CaseView.OPEN].setChecked(True)

    @property
    def view(self) -> CaseView:
        """The view that is down."""
        return next(view for view, made in self.buttons.items() if made.isChecked())

    def show_view(self, view: CaseView) -> None:
        """Put one down without telling."""
        self.buttons[view].setChecked(True)

    def show_counts(self, counts: Mapping[CaseView, int]) -> None:
        """How many cases are in each; what is late or due today also has its icon."""
        self._counts = dict(counts)
        self._words = self._fitting()
        for view, made in self.buttons.items():
            count = counts.get(view, 0)
            made.setText(view_words(view, count, self._words))
            made.setAccessibleName(view_words(view, count))
            if view in _ICONS:
                made.setIcon(icons.icon(*_ICONS[view]) if count else QIcon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorter words in a narrow window."""
        super().resizeEvent(event)
        if self._fitting() is not self._words:
            self.show_counts(self._counts)

    def _fitting(self) -> Mapping[CaseView, str]:
        letters = self.width() // self.fontMetrics().horizontalAdvance("0")
        if letters >= _WIDE:
            return VIEW_WORDS
        return SHORT_WORDS if letters >= _NARROW else SHORTEST_WORDS

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from view to view."""
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        order = list(self.buttons.values())
        place = next((at for at, one in enumerate(order) if one.hasFocus()), 0)
        following = order[max(0, min(len(order) - 1, place + steps[event.key()]))]
        following.setFocus()
        following.click()
