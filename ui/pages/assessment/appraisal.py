"""What the authority gave and said about a leaf; the only thing a frozen year still takes."""

from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import Entry
from friendly_desktop.domain.criteria import Node
from friendly_desktop.i18n import _
from ui.pages.assessment.lines import is_unscored
from ui.pages.assessment.points_field import refusal_of
from ui.pages.assessment.saving import DELAY_MS, Saver
from ui.widgets.fields import Field
from ui.widgets.folding import Folding
from ui.widgets.typing import GrowingText, TypedLine

POINTS, REMARK = "appraised_points", "appraiser_remark"


class AppraisalField(QWidget):
    """Points and remark of the authority, folded until there are some or the year is frozen."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saver = saver
        self._node: Node | None = None
        self._year = 0
        self._stored: Decimal | None = None
        self._wanted: bool | None = None
        body = QWidget(self)
        self.points = TypedLine(body)
        self.points.setMaxLength(20)
        width = self.points.fontMetrics().horizontalAdvance("000,00") + 52
        self.points.setMaximumWidth(width)
        self.remark = GrowingText(2, 8, body)
        self._points_field = Field(_("Điểm thẩm định"), self.points, parent=body)
        self._remark_field = Field(_("Nhận xét của cơ quan thẩm định"), self.remark, parent=body)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self._points_field)
        inside.addWidget(self._remark_field)
        self.folding = Folding(_("Kết quả thẩm định"), body, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.folding)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DELAY_MS)
        self._pause.timeout.connect(self._on_pause)
        self.folding.opened_by_hand.connect(self._on_opened)
        self.points.textEdited.connect(self._on_points_edited)
        self.points.returnPressed.connect(self.hand_over)
        self.points.left.connect(self.hand_over)
        self.remark.edited.connect(self._on_remark)
        self.remark.left.connect(self._saver.flush)

    def show_leaf(self, year: int, node: Node, entry: Entry, frozen: bool) -> None:
        """Show what is stored for a leaf; what waits to be saved is left alone."""
        if self._node is None or node.id != self._node.id or year != self._year:
            self._pause.stop()
            if self._node is not None and year == self._year and self.points.isModified():
                # Refused under the field already; the service refuses it too, which brings one back here.
                self._saver.typed(self._node.id, POINTS, self.points.text())
                self._saver.flush()
            self._node, self._year = node, year
            self._points_field.set_problem("")
            self._remark_field.set_problem("")
            with QSignalBlocker(self.points):
                self.points.setText("")
            self.points.setModified(False)
            self.remark.put("")
        self._stored = entry.appraised_points
        waiting = self._saver.waiting(node.id)
        if POINTS not in waiting and not self.points.isModified() and not self._points_field.problem():
            self.points.show_text(formats.points(entry.appraised_points))
        if REMARK not in waiting:
            self.remark.show_text(entry.appraiser_remark)
        self._points_field.setVisible(not is_unscored(node))
        title = _("Điểm thẩm định")
        if entry.points is not None:
            own = formats.points(entry.points)
            title = _("Điểm thẩm định (tự chấm {points})").format(points=own)
        self._points_field.label.setText(title)
        told = bool(entry.appraiser_remark) or entry.appraised_points is not None
        self.folding.set_open((told or frozen) if self._wanted is None else self._wanted)

    def begin(self) -> None:
        """Open it and take the keyboard."""
        self.folding.set_open(True)
        first = self.remark if self._points_field.isHidden() else self.points
        first.setFocus()
        if first is self.points:
            self.points.selectAll()

    def show_refusal(self, field: str, sentence: str, typed: str = "") -> None:
        """Say under the field why something was not stored, and keep what was typed."""
        self.folding.set_open(True)
        if POINTS in field:
            self._points_field.set_problem(sentence)
            if typed:
                self.points.setText(typed)
                self.points.setFocus()
            self.points.selectAll()
        else:
            self._remark_field.set_problem(sentence)

    def problem(self) -> str:
        """The sentence under the points, or ""."""
        return self._points_field.problem()

    @Slot()
    def hand_over(self) -> None:
        """Hand over the points as typed; what the leaf refuses stays, with the reason under it."""
        self._pause.stop()
        if self._node is None or not self.points.isModified():
            return
        text = self.points.text().strip()
        refusal = refusal_of(self._node, text)
        if refusal:
            self.show_refusal(POINTS, refusal)
            return
        self.points.setModified(False)
        self._points_field.set_problem("")
        if text != formats.points(self._stored):
            self._saver.typed(self._node.id, POINTS, text or None)
            self._saver.flush()

    @Slot(bool)
    def _on_opened(self, shown: bool) -> None:
        self._wanted = shown
        if shown:
            self.begin()

    @Slot()
    def _on_pause(self) -> None:
        """Store points somebody stopped typing at, if they are points."""
        if self._node is not None and not refusal_of(self._node, self.points.text()):
            self.hand_over()

    @Slot()
    def _on_points_edited(self) -> None:
        self._points_field.set_problem("")
        self._pause.start()

    @Slot()
    def _on_remark(self) -> None:
        self._remark_field.set_problem("")
        if self._node is not None:
            self._saver.typed(self._node.id, REMARK, self.remark.toPlainText())


def appraisal_words(entry: Entry) -> str:
    """What the authority gave and said this year, in one line; "" when nothing yet."""
    parts = []
    if entry.appraised_points is not None:
        parts.append(_("Thẩm định: {points} điểm").format(points=formats.points(entry.appraised_points)))
    if entry.appraiser_remark:
        parts.append(_("nhận xét: «{remark}»").format(remark=entry.appraiser_remark))
    return " · ".join(parts)
