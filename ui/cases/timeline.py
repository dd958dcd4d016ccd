"""The dates of a case on a line: each act and each limit is a mark that opens its arithmetic.

A mark is a button of its own, so that Tab, the arrow keys, Space and screen readers find it; they lie in
as many lines as the width asks for, each as wide as its words need.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from friendly_desktop import formats
from friendly_desktop.i18n import _
from ui import icons, theme
from ui.cases.marks import Mark, MarkKind
from ui.widgets.painting import WrappedText

_NODE = 18  # pixels of a mark's icon
_TOP = 4
_GAP = 8
_LEAST_LETTERS = 20  # width of a mark in average characters
_TOKENS = {
    MarkKind.ACT: ("accent", "check"),
    MarkKind.DUE: ("quiet", "todo"),
    MarkKind.NEAR: ("warning", "warning"),
    MarkKind.LATE: ("danger", "danger"),
    MarkKind.MET: ("good", "done"),
    MarkKind.ALARM: ("quiet", "info"),
    MarkKind.PAUSED: ("warning", "stop"),
}


class MarkButton(QAbstractButton):
    """One mark: its node on the line, the day, what it is, how long and by which article."""

    def __init__(self, mark: Mark, parent: QWidget) -> None:
        super().__init__(parent)
        self.mark = mark
        self.first = self.last = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if mark.deadline_id is not None else Qt.CursorShape.ArrowCursor
        )
        words = [self.day_words(), mark.title, mark.left, mark.detail]
        self.setAccessibleName(", ".join(part for part in words if part))
        if mark.deadline_id is not None:
            self.setToolTip(_("Xem từng ngày được tính hoặc bỏ qua (Enter)"))

    def day_words(self) -> str:
        """The day as it stands above the words."""
        return formats.short_date(self.mark.day, _("chưa có ngày"))

    def _parts(self, width: int) -> list[tuple[WrappedText, QFont, str]]:
        """Everything below the node, each with its font and colour."""
        small, strong, base = theme.font(theme.Role.SMALL), theme.font(strong=True), theme.font()
        near = "text" if self.mark.kind is MarkKind.ACT else _TOKENS[self.mark.kind][0]
        lines = (
            (self.day_words(), strong, 1, "text"),
            (self.mark.title, base, 3, "text"),
            (self.mark.left, small, 3, near),
            (self.mark.detail, small, 4, "quiet"),
        )
        return [
            (WrappedText(words, font, width - _GAP - 4, most), font, token)
            for words, font, most, token in lines
            if words
        ]

    def height_for(self, width: int) -> int:
        """How high it is at a width."""
        return _TOP + _NODE + 6 + sum(part.height for part, _font, _token in self._parts(width)) + 8

    def sizeHint(self) -> QSize:
        """A narrow column."""
        width = least_width(theme.font())
        return QSize(width, self.height_for(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, the node on it, the words below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = _TOP + _NODE / 2
        token, icon = _TOKENS[self.mark.kind]
        if self.underMouse() and self.mark.deadline_id is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(self.rect().adjusted(0, _TOP + _NODE + 2, -_GAP, 0), 6, 6)
        done = self.mark.kind in (MarkKind.ACT, MarkKind.MET)
        pen = QPen(theme.colour("accent" if done else "control_line"), 2)
        if not done:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(
            QPointF(_NODE + 8, middle),
            QPointF(self.width() if not self.last else self.width() - _GAP, middle),
        )
        icons.paint(painter, icon, token, QRect(4, _TOP, _NODE, _NODE))
        top = _TOP + _NODE + 6
        for part, font, colour in self._parts(self.width()):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            part.paint(painter, 4, top)
            top += part.height
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -_GAP + 2, -1), 6, 6)


def least_width(font: QFont) -> int:
    """How narrow a mark may be."""
    return QFontMetrics(font).horizontalAdvance("0") * _LEAST_LETTERS + _GAP


class CaseTimeline(QWidget):
    """The marks of a case.

    Signals:
        opened: int, the days of this date are to be shown.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Các mốc thời hạn của vụ việc"))
        self._buttons: list[MarkButton] = []
        self._today: date | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these from now on; the mark in focus keeps it."""
        if [one.mark for one in self._buttons] == list(marks):
            return
        focused = next((place for place, one in enumerate(self._buttons) if one.hasFocus()), -1)
        for one in self._buttons:
            one.hide()
            one.deleteLater()
        self._buttons = []
        for mark in marks:
            made = MarkButton(mark, self)
            made.clicked.connect(self._on_clicked)
            made.show()
            self._buttons.append(made)
        if self._buttons:
            self._buttons[-1].last = True
        self._arrange()
        self.updateGeometry()
        if 0 <= focused < len(self._buttons):
            self._buttons[focused].setFocus()

    def marks(self) -> tuple[Mark, ...]:
        """What is in view."""
        return tuple(one.mark for one in self._buttons)

    def button(self, place: int) -> MarkButton:
        """A mark, by its place."""
        return self._buttons[place]

    # -- laying out

    def _lines(self, width: int) -> tuple[int, list[list[MarkButton]]]:
        """The width of a mark, and the lines of marks, filled evenly."""
        count = len(self._buttons)
        most = max(1, min(count, width // least_width(self.font())))
        rows = -(-count // most) if count else 0
        each = -(-count // rows) if rows else 1
        return width // max(1, each), [self._buttons[at : at + each] for at in range(0, count, each)]

    def _arrange(self) -> int:
        wide, lines = self._lines(max(1, self.width()))
        top = 0
        for line in lines:
            high = max(one.height_for(wide) for one in line)
            for place, one in enumerate(line):
                one.setGeometry(QRect(place * wide, top, wide, high))
            top += high + 4
        return top

    def heightForWidth(self, width: int) -> int:
        """As many lines as needed."""
        wide, lines = self._lines(max(1, width))
        return sum(max(one.height_for(wide) for one in line) + 4 for line in lines)

    def sizeHint(self) -> QSize:
        """One line of marks at the present width."""
        return QSize(600, self.heightForWidth(self.width() if self.width() > 100 else 600))

    def minimumSizeHint(self) -> QSize:
        """As narrow as one mark."""
        return QSize(least_width(self.font()), 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._arrange()

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from mark to mark; Enter opens one."""
        place = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), -1)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key()) if event.key() in {int(one) for one in steps} else None
        if place >= 0 and key is not None:
            following = max(0, min(len(self._buttons) - 1, place + steps[key]))
            self._buttons[following].setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._buttons[place].click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, MarkButton) and sender.mark.deadline_id is not None:
            self.opened.emit(sender.mark.deadline_id)
