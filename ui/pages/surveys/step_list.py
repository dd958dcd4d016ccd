"""The steps of a round, one line each: what is done, what comes next, and the button that does it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from friendly_desktop.i18n import N_, _
from ui.pages.surveys.rows import Step, StepKind
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button

_BUTTONS: Mapping[StepKind, tuple[str, str]] = {
    StepKind.PAPER: (N_("In phiếu..."), "print"),
    StepKind.RETURNED: (N_("Ghi số thu về..."), "inbox"),
    StepKind.ENTRY: (N_("Nhập phiếu"), "edit"),
    StepKind.CHECK: (N_("Nhập lần hai"), "copy"),
    StepKind.CLOSE: (N_("Đóng đợt"), "lock"),
    StepKind.PROPOSE: (N_("Đưa vào bảng chấm"), "criteria"),
}


class StepList(QWidget):
    """The steps.

    Signals:
        wanted: StepKind, its button was pressed.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.icons: dict[StepKind, IconLabel] = {}
        self.labels: dict[StepKind, Text] = {}
        self.buttons: dict[StepKind, QPushButton] = {}
        for row, (kind, (words, icon)) in enumerate(_BUTTONS.items()):
            self.icons[kind] = IconLabel("todo", "quiet", parent=self)
            self.labels[kind] = Text(wrap=True, parent=self)
            made = button(_(words), icon, parent=self)
            made.setProperty("step", kind.value)
            made.clicked.connect(self._on_clicked)
            self.buttons[kind] = made
            self._grid.addWidget(self.icons[kind], row, 0)
            self._grid.addWidget(self.labels[kind], row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(made, row, 2)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps and no others."""
        shown = {one.kind: one for one in steps}
        for kind in _BUTTONS:
            step = shown.get(kind)
            for part in (self.icons[kind], self.labels[kind], self.buttons[kind]):
                part.setVisible(step is not None)
            if step is None:
                continue
            icon, token = (
                ("done", "good") if step.done else ("doing", "accent") if step.is_next else ("todo", "quiet")
            )
            self.icons[kind].set_icon(icon, token)
            self.labels[kind].setText(step.words)
            self.labels[kind].set_role("strong" if step.is_next else "")

    def words(self) -> str:
        """What it says."""
        return "\n".join(one.text() for one in self.labels.values() if one.isVisibleTo(self))

    @Slot()
    def _on_clicked(self) -> None:
        made = self.sender()
        if made is not None:
            self.wanted.emit(StepKind(made.property("step")))
