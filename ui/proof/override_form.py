"""Scoring a leaf otherwise than proposed: points, the reason, who decides."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.text import button
from ui.widgets.typing import GrowingText


class OverrideForm(QWidget):
    """A few fields below the proposal; Esc leaves them.

    Signals:
        given: (str points, bool done, str reason, str officer).
        left: the person thought better of it.
    """

    given = Signal(str, bool, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticked = False
        self._offered: tuple[str, ...] = ()
        self.points = LineField(parent=self)
        self._points_field = Field(_("Điểm"), self.points, parent=self)
        self.done = QCheckBox(_("Đã thực hiện"), self)
        self.officer = ChoiceField(((None, ""),), self)
        self._officer_field = Field(_("Người quyết định"), self.officer, parent=self)
        self.reason = GrowingText(2, 6, self)
        self._reason_field = Field(_("Lý do"), self.reason, _("Lý do được in trong gói hồ sơ."), parent=self)
        self.give = button(_("Ghi quyết định"), "check", parent=self)
        self._leave = button(_("Thôi"), "", "quiet", parent=self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(self._points_field, 0, 0)
        grid.addWidget(self.done, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._officer_field, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._leave)
        foot.addWidget(self.give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addWidget(self._reason_field)
        layout.addLayout(foot)
        self.give.clicked.connect(self._on_give)
        self._leave.clicked.connect(self.left)
        self.reason.edited.connect(self._on_edited)
        self.points.textChanged.connect(self._on_edited)

    def show_leaf(self, people: Sequence[str], *, ticked: bool, maximum: str) -> None:
        """Ask for points up to ``maximum``, or for a tick where the set has no points."""
        self._ticked = ticked
        self._points_field.setVisible(not ticked)
        self.done.setVisible(ticked)
        if maximum:
            self.points.setPlaceholderText(_("0 đến {maximum}").format(maximum=maximum))
        if tuple(people) != self._offered:
            self._offered = tuple(people)
            self.officer.set_choices([(None, _("Không ghi tên")), *((name, name) for name in people)])
        self._officer_field.setVisible(bool(people))

    def begin(self) -> None:
        """Put the keyboard on the first field."""
        (self.done if self._ticked else self.points).setFocus()

    def clear(self) -> None:
        """Forget what was typed; who decides stays."""
        self.points.clear()
        self.done.setChecked(False)
        self.reason.put("")
        self._on_edited()

    def officer_name(self) -> str:
        """Who decides, "" where nobody is named."""
        return str(self.officer.value() or "")

    def choose_officer(self, name: str) -> None:
        """Offer this person first, where nobody was chosen yet."""
        if self.officer.value() is None:
            self.officer.show_value(name)

    def refuse(self, code: str, sentence: str) -> None:
        """Say under its field why a decision was not written down."""
        field = self._points_field if code == "points_refused" else self._reason_field
        field.set_problem(sentence)
        field.input.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_give(self) -> None:
        self.given.emit(
            self.points.value(), self.done.isChecked(), self.reason.toPlainText(), self.officer_name()
        )

    @Slot()
    def _on_edited(self) -> None:
        self._points_field.set_problem("")
        self._reason_field.set_problem("")
