"""The colours and icons of cases: states, kinds, how near a date is; the chips lists draw them as."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from friendly_desktop.domain.cases import CaseLine, CaseState
from friendly_desktop.domain.cases.words import STATE_TITLES
from friendly_desktop.i18n import _
from ui import icons, theme
from ui.models.columns import ROW_ROLE
from ui.models.table import Index
from ui.widgets.chips import Tone, paint_chip
from ui.widgets.painting import chip_area, chip_width

STATE_LOOKS: Mapping[CaseState, tuple[Tone, str]] = {
    CaseState.ENTERED: (Tone.ACCENT, "inbox"),
    CaseState.PROCESSING: (Tone.ACCENT, "doing"),
    CaseState.ACCEPTED: (Tone.ACCENT, "check"),
    CaseState.RESOLVING: (Tone.ACCENT, "doing"),
    CaseState.SUSPENDED: (Tone.WARNING, "stop"),
    CaseState.RESOLVED: (Tone.GOOD, "done"),
    CaseState.GUIDED: (Tone.GOOD, "right"),
    CaseState.TRANSFERRED: (Tone.GOOD, "export"),
    CaseState.NOT_ACCEPTED: (Tone.NEUTRAL, "close"),
    CaseState.FILED: (Tone.NEUTRAL, "archive"),
    CaseState.TERMINATED: (Tone.NEUTRAL, "stop"),
    CaseState.WITHDRAWN: (Tone.NEUTRAL, "undo"),
    CaseState.DECLINED: (Tone.NEUTRAL, "close"),
}

#: Days before a date from which it is told in the colour of a warning.
NEAR_DAYS = 3


def due_tone(due: date | None, today: date) -> Tone:
    """The colour of a date to keep: late, near, or in good time."""
    if due is None:
        return Tone.NEUTRAL
    if due < today:
        return Tone.DANGER
    return Tone.WARNING if (due - today).days <= NEAR_DAYS else Tone.NEUTRAL


class DueWords(QStyledItemDelegate):
    """Draws the words of a date to keep in the colour of its nearness, with an icon where it is late or near.

    Args:
        today: tells the day.
        parent: the list.
    """

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        self.initStyleOption(option, index)
        row = index.data(ROW_ROLE)
        tone = due_tone(row.due, self._today()) if isinstance(row, CaseLine) else Tone.NEUTRAL
        words = option.text
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = option.rect.adjusted(4, 0, -4, 0)
        painter.save()
        if tone is not Tone.NEUTRAL:
            side = 16
            square = QRect(area.x(), area.y() + (area.height() - side) // 2, side, side)
            icons.paint(painter, tone.value, tone.value, square)
            area.setLeft(area.left() + side + 6)
        painter.setFont(option.font)
        painter.setPen(theme.colour("text" if tone is Tone.NEUTRAL else tone.value))
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class StateChip(QWidget):
    """The state of a case as a chip beside its heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CaseState | None = None

    def show_state(self, state: CaseState) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(_("Trạng thái: {state}").format(state=self.words()))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What it says."""
        return _(STATE_TITLES[self._state]) if self._state is not None else ""

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        font = theme.font(theme.Role.SMALL)
        return QSize(chip_width(font, self.words()), QFontMetrics(font).height() + 10)

    def minimumSizeHint(self) -> QSize:
        """The same: a state is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon and word."""
        if self._state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.Role.SMALL))
        tone, icon = STATE_LOOKS[self._state]
        paint_chip(painter, chip_area(self.rect(), painter.font(), self.words()), self.words(), tone, icon)
