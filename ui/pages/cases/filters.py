"""The line of filters above the list: in a low window the choices fold behind one button."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from ui import theme
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import button


class FilterLine(QWidget):
    """Choices and what stands beside them.

    Args:
        choices: the first entry of each stands for everything.
        beside: always in view, after them.
    """

    def __init__(
        self, choices: Sequence[ChoiceField], beside: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self.more = button(_("Lọc"), "filter", "filter", parent=self)
        self.more.setToolTip(_("Lọc theo năm, loại đơn, nguồn đơn, trạng thái"))
        self.more.hide()
        flow = FlowLayout(self, spacing=8)
        for one in (*choices, self.more, *beside):
            flow.addWidget(one)
        self.more.toggled.connect(self._fit)
        for choice in choices:
            choice.currentIndexChanged.connect(self._on_choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold where the window is low."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        low = theme.is_low(self)
        self.more.setVisible(low)
        for choice in self._choices:
            choice.setVisible(not low or self.more.isChecked())

    @Slot()
    def _on_choice(self) -> None:
        """Folded filters are not forgotten: the button counts them."""
        n = sum(choice.currentIndex() > 0 for choice in self._choices)
        self.more.setText(_("Lọc · {n}").format(n=n) if n else _("Lọc"))
