"""Why a paper does not count."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from friendly_desktop.i18n import N_, _
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button

#: Why a paper does not count, stored and printed in these words; the digit that says it is the place in this list.
INVALID_WHYS = (
    N_("để trắng"),
    N_("đánh nhiều ô trong một câu"),
    N_("rách, không đọc được"),
    N_("phiếu của đợt khác"),
)


class InvalidBar(QFrame):
    """Why a paper does not count, one digit a reason; hidden while it counts.

    Signals:
        chosen: str, the reason.
        dropped: the paper counts after all.
    """

    chosen = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        line = QWidget(self)
        row = FlowLayout(line, spacing=8)
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 6, 8, 6)
        around.addWidget(line)
        row.addWidget(Text(_("Phiếu không hợp lệ vì:"), "strong", parent=line))
        self.buttons = []
        for number, why in enumerate(INVALID_WHYS, 1):
            made = button(_("{n}. {why}").format(n=number, why=_(why)), kind="filter", parent=line)
            made.setProperty("why", why)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(self._on_clicked)
            row.addWidget(made)
            self.buttons.append(made)
        drop = button(_("Vẫn hợp lệ"), kind="quiet", parent=line)
        drop.setToolTip(_("Vẫn hợp lệ (Backspace)"))
        drop.clicked.connect(self.dropped)
        row.addWidget(drop)
        row.addWidget(air(line))
        self.hide()

    def show_why(self, why: str) -> None:
        """Show the reason; "" hides the bar."""
        for made in self.buttons:
            made.setChecked(made.property("why") == why)
        self.setVisible(bool(why))

    @Slot(int)
    def choose(self, place: int) -> None:
        """Take the reason of a digit."""
        if place < len(self.buttons):
            self.chosen.emit(self.buttons[place].property("why"))

    @Slot()
    def _on_clicked(self) -> None:
        made = self.sender()
        if made is not None:
            self.chosen.emit(made.property("why"))
