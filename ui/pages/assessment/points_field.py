"""Where points are given: it looks as the rule of the leaf asks."""

from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.criteria import Node, ScoringKind
from friendly_desktop.domain.scoring import ScoreError, check_points, parse_points
from friendly_desktop.i18n import _
from ui.pages.assessment.lines import is_unscored
from ui.pages.assessment.saving import DELAY_MS
from ui.widgets.text import button, icon_button, mark

_ONE = Decimal(1)


class PointsLine(QLineEdit):
    """The number itself; up and down change it by the step of the leaf.

    Signals:
        stepped: int, +1 or -1.
        left: the keyboard went elsewhere.
    """

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys step; plain up and down belong to whoever walks through the tree."""
        steps = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
        if Qt.Key(event.key()) in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


class PointsField(QWidget):
    """Points of one leaf.

    Signals:
        entered: str, points as typed; "" takes them back.
        status_chosen: LeafStatus, for leaves that are only ticked.
        changed: the words in the number field changed and were not entered yet.
        refused: str, the rule of the leaf does not allow what was typed; the sentence says why.
        done: Enter was pressed on points that were handed over.
    """

    entered = Signal(str)
    status_chosen = Signal(object)
    changed = Signal()
    refused = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._node: Node | None = None
        self._stored: Decimal | None = None
        self._choices: QButtonGroup | None = None
        self._body: QWidget | None = None
        self._values: dict[int, Decimal | LeafStatus] = {}
        self._places: dict[QAbstractButton, int] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.line: PointsLine | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(DELAY_MS)
        self._typing.timeout.connect(self._on_pause)

    def show_leaf(self, node: Node, points: Decimal | None, status: LeafStatus, read_only: bool) -> None:
        """Show a leaf and what is stored for it."""
        if node is not self._node:
            self._node = node
            self._build(node)
        self._stored = points
        self.setEnabled(not read_only and status is not LeafStatus.NOT_APPLICABLE)
        if self.line is not None:
            # What was refused stays visible until it is corrected; what is being typed is never replaced.
            if not self.line.hasFocus() and self.line.property("wrong") is not True:
                self.line.setText(formats.points(points))
            return
        if self._choices is not None:
            wanted: object = status if is_unscored(node) else points
            self._choices.setExclusive(False)
            for place, value in self._values.items():
                self._choices.button(place).setChecked(value == wanted)
            self._choices.setExclusive(True)

    def begin(self, text: str) -> None:
        """Take the keyboard; with ``text``, as if it had been typed here."""
        if self.line is not None:
            self.line.setFocus()
            if text:
                self.line.setText(text)
                self.line.setModified(True)
                self._typing.start()
                self.changed.emit()
            else:
                self.line.selectAll()
        elif self._choices is not None:
            checked = self._choices.checkedButton() or self._choices.buttons()[0]
            checked.setFocus()
            self._choose_by_digit(text)

    def hand_over(self) -> None:
        """Hand over what was typed, if it differs from what is stored."""
        self._typing.stop()
        if self.line is not None and self.line.isModified():
            self.line.setModified(False)
            text = self.line.text().strip()
            if text != formats.points(self._stored):
                self.entered.emit(text)

    def show_refused(self, text: str) -> None:
        """Show what was refused, ready to be typed over."""
        self.set_wrong(wrong=True)
        if self.line is not None:
            self.line.setText(text)
            self.line.setModified(False)
            self.line.setFocus()
            self.line.selectAll()

    def set_wrong(self, wrong: bool) -> None:
        """Mark the number as refused."""
        if self.line is not None:
            mark(self.line, "wrong", wrong)

    # -- building

    def _build(self, node: Node) -> None:
        if self._body is not None:
            self._layout.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.line, self._choices, self._values, self._places = None, None, {}, {}
        body = self._body = QWidget(self)
        kind = node.scoring.kind
        if is_unscored(node):
            self._build_choices(
                body,
                [
                    (LeafStatus.TODO, _("Chưa làm")),
                    (LeafStatus.DOING, _("Đang làm")),
                    (LeafStatus.DONE, _("Đã làm")),
                ],
                in_a_row=True,
            )
        elif kind is ScoringKind.YES_NO:
            most = node.max_points or Decimal(0)
            self._build_choices(
                body,
                [
                    (most, _("Đạt: {points} điểm").format(points=formats.points(most))),
                    (Decimal(0), _("Không đạt: 0 điểm")),
                ],
                in_a_row=True,
            )
        elif kind is ScoringKind.CHOICE:
            self._build_choices(
                body,
                [
                    (
                        one.points,
                        _("{text}: {points} điểm").format(text=one.text, points=formats.points(one.points)),
                    )
                    for one in node.scoring.options
                ],
            )
        elif kind is ScoringKind.BANDS:
            bands: list[tuple[Decimal | LeafStatus, str]] = []
            for band in sorted(node.scoring.bands, key=lambda one: -one.at_least):
                words = _("Từ {value} trở lên: {points} điểm")
                bands.append(
                    (
                        band.points,
                        words.format(value=formats.points(band.at_least), points=formats.points(band.points)),
                    )
                )
            if all(value != 0 for value, _words in bands):
                bands.append((Decimal(0), _("Không đạt mức nào: 0 điểm")))
            self._build_choices(body, bands)
        else:
            self._build_number(body, node)
        self._layout.addWidget(body)

    def _build_choices(
        self, body: QWidget, choices: list[tuple[Decimal | LeafStatus, str]], in_a_row: bool = False
    ) -> None:
        layout = QHBoxLayout(body) if in_a_row else QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16 if in_a_row else 0)
        self._choices = QButtonGroup(body)
        for place, (value, words) in enumerate(choices):
            radio = QRadioButton(words, body)
            self._choices.addButton(radio, place)
            self._values[place] = value
            self._places[radio] = place
            layout.addWidget(radio)
        if in_a_row:
            layout.addStretch(1)
        self._choices.buttonClicked.connect(self._on_choice)

    def _build_number(self, body: QWidget, node: Node) -> None:
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        less = icon_button("minus", _("Bớt một bước"), parent=body)
        more = icon_button("add", _("Thêm một bước"), parent=body)
        self.line = PointsLine(body)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setAccessibleName(_("Điểm tự chấm"))
        width = self.line.fontMetrics().horizontalAdvance("000,00") + 28
        self.line.setMinimumWidth(width)
        self.line.setMaximumWidth(width + 24)
        row.addWidget(less)
        row.addWidget(self.line)
        row.addWidget(more)
        if node.max_points is not None:
            most = formats.points(node.max_points)
            row.addWidget(QLabel(_("/ {maximum} điểm").format(maximum=most), body))
            full = button(_("Đủ điểm"), kind="quiet", parent=body)
            full.setToolTip(_("Cho đủ {maximum} điểm").format(maximum=most))
            row.addWidget(full)
            full.clicked.connect(self._on_full)
        row.addStretch(1)
        if node.scoring.step is not None:
            step = formats.points(node.scoring.step)
            self.line.setToolTip(_("Chấm theo bước {step} điểm").format(step=step))
        less.clicked.connect(self._on_less)
        more.clicked.connect(self._on_more)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_return)
        self.line.left.connect(self._on_left)
        self.line.stepped.connect(self._step)

    # -- what the person does

    @Slot(QAbstractButton)
    def _on_choice(self, chosen: QAbstractButton) -> None:
        value = self._values[self._places[chosen]]
        if isinstance(value, LeafStatus):
            self.status_chosen.emit(value)
        else:
            self.entered.emit(formats.points(value))

    def _choose_by_digit(self, text: str) -> None:
        """The answer worth so many points; where there are no points, the answer at that place."""
        for radio, place in self._places.items():
            value = self._values[place]
            if text == (formats.points(value) if isinstance(value, Decimal) else str(place + 1)):
                radio.click()
                radio.setFocus()
                return
        if text.isdigit() and self._node is not None and not is_unscored(self._node):
            self.refused.emit(refusal_of(self._node, text))

    @Slot()
    def _on_pause(self) -> None:
        """Store points somebody stopped typing at, if they are points; a comma may still be on its way."""
        if self._node is not None and self.line is not None:
            text = self.line.text().strip()
            if text and not refusal_of(self._node, text):
                self.hand_over()

    @Slot()
    def _on_edited(self) -> None:
        self._typing.start()
        self.set_wrong(False)
        self.changed.emit()

    @Slot()
    def _on_return(self) -> None:
        """Go on only from points that the leaf takes; others stay here, selected, to be typed over."""
        if self._node is None or self.line is None:
            return
        text = self.line.text().strip()
        refusal = refusal_of(self._node, text)
        if refusal:
            self._typing.stop()
            self.show_refused(text)
            self.refused.emit(refusal)
        else:
            self.hand_over()
            self.done.emit()

    @Slot()
    def _on_left(self) -> None:
        self.hand_over()

    @Slot()
    def _on_full(self) -> None:
        if self._node is not None and self._node.max_points is not None:
            self._give(self._node.max_points)

    @Slot()
    def _on_less(self) -> None:
        self._step(-1)

    @Slot()
    def _on_more(self) -> None:
        self._step(1)

    @Slot(int)
    def _step(self, direction: int) -> None:
        """One step more or less, within what the leaf allows."""
        if self._node is None or self.line is None:
            return
        step = self._node.scoring.step or self._node.scoring.unit_points or _ONE
        try:
            start = formats.parse_decimal(self.line.text()) if self.line.text().strip() else Decimal(0)
        except ValueError:
            start = self._stored or Decimal(0)
        value = start + direction * step
        if self._node.scoring.kind is ScoringKind.DEDUCTION:
            value = min(value, Decimal(0))
            if self._node.scoring.floor is not None:
                value = max(value, self._node.scoring.floor)
        else:
            value = max(value, Decimal(0))
            if self._node.max_points is not None:
                value = min(value, self._node.max_points)
        self._give(value)

    def _give(self, value: Decimal) -> None:
        if self.line is None:
            return
        self.set_wrong(False)
        with QSignalBlocker(self.line):
            self.line.setText(formats.points(value))
            self.line.setModified(True)
        self.changed.emit()
        self.hand_over()


def refusal_of(node: Node, text: str) -> str:
    """Why a leaf does not take points as they were typed; "" when it does, and for points taken back."""
    if not text.strip():
        return ""
    try:
        negative = node.scoring.kind is ScoringKind.DEDUCTION
        return check_points(node, parse_points(text, negative=negative))
    except ScoreError as error:
        return str(error)


def rule_text(node: Node) -> str:
    """The rule of a leaf in one quiet sentence, for those that need one."""
    if node.scoring.kind is ScoringKind.SURVEY:
        return _("Nhập điểm trung bình của các phiếu khảo sát.")
    if node.scoring.kind is ScoringKind.DEDUCTION:
        return _("Điểm trừ: nhập số âm, ví dụ -1.")
    if node.scoring.kind is ScoringKind.COUNT and node.scoring.unit_points is not None:
        return _("Mỗi đơn vị được {points} điểm, không quá điểm chuẩn.").format(
            points=formats.points(node.scoring.unit_points)
        )
    return ""
