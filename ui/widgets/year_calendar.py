"""A year as twelve calm months: days off, days of meetings, and the day one stands on.

The keyboard walks it day by day; what a day is, is said in words beside its colour and shape.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.deadlines.workdays import CalendarDay, DayKind, WorkCalendar
from friendly_desktop.i18n import N_, _
from ui import theme

_WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))
_DAYS = 7
_MOST_WEEKS = 6
_MONTHS = 12
_SATURDAY = 5
_GAP = 20  # logical pixels between months
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_DAYS,
    Qt.Key.Key_Down: _DAYS,
}


class Sign(Enum):
    """How a day with something on it is drawn; the first of a day gives its ground."""

    CHAIRMAN = "chairman"  # solid: the chairman receives
    RECEPTION = "reception"  # soft ground
    DIALOGUE = "dialogue"  # a diamond below the number
    VISIT = "visit"  # a triangle below the number
    MOVED = "moved"  # a dashed ring: what would have been here is elsewhere


@dataclass(frozen=True, slots=True)
class DayNote:
    """Something on a day. ``done`` is behind us, ``words`` say it ("Chủ tịch tiếp công dân, 7:30")."""

    day: date
    sign: Sign
    words: str
    done: bool = False


class YearCalendar(QWidget):
    """Twelve months, as many side by side as there is room for.

    Signals:
        current_changed: date, the person went to another day.
        opened: date, Enter or a double click on a day.
    """

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._year = today.year
        self._current = today
        self._days: Mapping[date, CalendarDay] = {}
        self._notes: dict[date, list[DayNote]] = {}
        self._columns = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Lịch cả năm"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._measure()

    # -- what the owner says

    def show_year(self, year: int, calendar: WorkCalendar, notes: Sequence[DayNote] = ()) -> None:
        """Show a year; the day one stands on stays where it is within it."""
        self._days = calendar.days
        self._notes = {}
        for note in notes:
            self._notes.setdefault(note.day, []).append(note)
        if year != self._year:
            self._year = year
            last = monthrange(year, self._current.month)[1]
            self._current = self._current.replace(year=year, day=min(self._current.day, last))
        self.update()
        self._describe()

    def year(self) -> int:
        """The year in view."""
        return self._year

    def current(self) -> date:
        """The day one stands on."""
        return self._current

    def go_to(self, day: date) -> None:
        """Stand on a day of the year in view; nothing is told."""
        if day.year == self._year and day != self._current:
            self._current = day
            self.update()
            self._describe()
        self.reveal()

    def words(self, day: date) -> str:
        """What a day is and what is on it, in words, a line each."""
        lines = [formats.weekday_date(day)]
        row = self._days.get(day)
        if row is not None:
            lines.append(day_words(row))
        lines += [note.words for note in self._notes.get(day, ())]
        return "\n".join(lines)

    # -- places

    def _measure(self) -> None:
        self._font = theme.font(theme.Role.SMALL)
        metrics = QFontMetrics(self._font)
        self._cell = QSize(metrics.horizontalAdvance("00") + 16, metrics.height() + 8)
        self._head = QFontMetrics(theme.font(strong=True)).height() + 8
        self._names = metrics.height() + 4

    def month_width(self) -> int:
        """How wide a month is."""
        return self._cell.width() * _DAYS

    def width_of(self, months: int) -> int:
        """How wide so many months side by side are."""
        return months * (self.month_width() + _GAP) - _GAP + 4

    def _month_height(self) -> int:
        return self._head + self._names + self._cell.height() * _MOST_WEEKS

    def _columns_in(self, width: int) -> int:
        fitting = (width + _GAP) // (self.month_width() + _GAP)
        return max(one for one in (1, 2, 3, 4, 6) if one <= max(1, fitting))

    def _height_in(self, width: int) -> int:
        rows = -(-_MONTHS // self._columns_in(width))
        return rows * (self._month_height() + _GAP) - _GAP + 4

    def _corner(self, month: int) -> QPoint:
        """The upper left corner of a month, counted from 1."""
        row, column = divmod(month - 1, self._columns)
        spread = max(0, self.width() - self._columns * self.month_width()) // max(1, self._columns - 1)
        step = self.month_width() + (min(spread, 2 * _GAP) if self._columns > 1 else 0)
        return QPoint(column * step + 2, row * (self._month_height() + _GAP) + 2)

    def place(self, day: date) -> QRect:
        """Where a day of the year in view is drawn."""
        corner = self._corner(day.month)
        first = day.replace(day=1).weekday()
        week, weekday = divmod(first + day.day - 1, _DAYS)
        return QRect(
            QPoint(
                corner.x() + weekday * self._cell.width(),
                corner.y() + self._head + self._names + week * self._cell.height(),
            ),
            self._cell,
        )

    def _day_at(self, point: QPoint) -> date | None:
        for month in range(1, _MONTHS + 1):
            corner = self._corner(month)
            inside = QRect(corner, QSize(self.month_width(), self._month_height()))
            if not inside.contains(point):
                continue
            week = (point.y() - corner.y() - self._head - self._names) // self._cell.height()
            weekday = (point.x() - corner.x()) // self._cell.width()
            number = week * _DAYS + weekday - date(self._year, month, 1).weekday() + 1
            if 1 <= number <= monthrange(self._year, month)[1]:
                return date(self._year, month, number)
        return None

    def sizeHint(self) -> QSize:
        """Two months wide."""
        width = 2 * self.month_width() + _GAP + 4
        return QSize(width, self._height_in(width))

    def minimumSizeHint(self) -> QSize:
        """One month wide."""
        return QSize(self.month_width() + 4, self._month_height())

    def hasHeightForWidth(self) -> bool:
        """Fewer months side by side are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the year is."""
        return self._height_in(width)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months in view."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, _MONTHS + 1):
            area = QRect(self._corner(month), QSize(self.month_width(), self._month_height()))
            if area.intersects(event.rect()):
                self._paint_month(painter, month, area)

    def _paint_month(self, painter: QPainter, month: int, area: QRect) -> None:
        painter.setFont(theme.font(strong=True))
        now = (self._today.year, self._today.month) == (self._year, month)
        painter.setPen(theme.colour("accent" if now else "text"))
        title = _("Tháng {month}").format(month=month)
        head = QRect(area.x() + 6, area.y(), area.width() - 6, self._head)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(self._font)
        painter.setPen(theme.colour("quiet"))
        for weekday, words in enumerate(_WEEKDAYS):
            spot = QRect(
                area.x() + weekday * self._cell.width(),
                area.y() + self._head,
                self._cell.width(),
                self._names,
            )
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, _(words))
        for number in range(1, monthrange(self._year, month)[1] + 1):
            self._paint_day(painter, date(self._year, month, number))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        place = self.place(day)
        inner = QRectF(place).adjusted(2, 1.5, -2, -1.5)
        row, notes = self._days.get(day), self._notes.get(day, [])
        ground, ink = _colours(day, row, notes)
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(inner, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if any(note.sign is Sign.MOVED for note in notes):
            painter.setPen(QPen(theme.colour("quiet"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        elif row is not None and row.kind is DayKind.MAKE_UP:
            painter.setPen(QPen(theme.colour("control_line"), 1))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if day == self._today:
            painter.setPen(QPen(theme.colour("text"), 1.4))
            painter.drawLine(
                QPoint(round(inner.left()) + 6, round(inner.bottom()) - 1),
                QPoint(round(inner.right()) - 6, round(inner.bottom()) - 1),
            )
        if day == self._current:
            pen = QPen(theme.colour("accent" if self.hasFocus() else "control_line"), 2)
            painter.setPen(pen)
            painter.drawRoundedRect(inner.adjusted(-0.5, -0.5, 0.5, 0.5), 6, 6)
        painter.setFont(self._font)
        painter.setPen(theme.colour(ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, str(day.day))
        _paint_shapes(painter, inner, notes, ink if ground == "accent" else "")

    # -- hands

    def _go(self, day: date) -> None:
        if day.year != self._year:
            return
        self._current = day
        self.update()
        self._describe()
        self.reveal()
        self.current_changed.emit(day)

    def reveal(self) -> None:
        """Scroll the day, and its month if there is room, into view."""
        ground = self.parentWidget()
        area = ground.parentWidget() if ground is not None else None
        if isinstance(area, QScrollArea):
            corner = self._corner(self._current.month)
            area.ensureVisible(corner.x(), corner.y(), 0, 0)
            area.ensureVisible(corner.x(), corner.y() + self._month_height(), 0, 8)
            middle = self.place(self._current).center()
            area.ensureVisible(middle.x(), middle.y(), 0, self._cell.height())

    def _describe(self) -> None:
        words = self.words(self._current).replace("\n", ", ")
        self.setAccessibleDescription(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk by days and weeks, Page Up and Down by months, Home and End within a month."""
        key, day = Qt.Key(event.key()), self._current
        if key in _STEPS:
            self._go(day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            month = day.month + (1 if key == Qt.Key.Key_PageDown else -1)
            if 1 <= month <= _MONTHS:
                last = monthrange(day.year, month)[1]
                self._go(day.replace(month=month, day=min(day.day, last)))
        elif key == Qt.Key.Key_Home:
            self._go(day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self._go(day.replace(day=monthrange(day.year, day.month)[1]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a day."""
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self._go(day)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a day."""
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.opened.emit(day)
        super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one stands, and say it."""
        super().focusInEvent(event)
        self.update()
        self._describe()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer months side by side."""
        super().resizeEvent(event)
        self._columns = self._columns_in(event.size().width())

    def event(self, event: QEvent) -> bool:
        """Tooltips of days; another size of type measures anew."""
        if isinstance(event, QHelpEvent):
            day = self._day_at(event.pos())
            if day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.words(day), self, self.place(day))
            return True
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
            self._columns = self._columns_in(self.width())
            self.updateGeometry()
        return super().event(event)


def day_words(row: CalendarDay) -> str:
    """A row of the working calendar in words: "Nghỉ: Tết Nguyên đán (dự kiến)"."""
    words = {
        DayKind.OFF: _("Nghỉ: {title}"),
        DayKind.SWAPPED: _("Nghỉ bù, hoán đổi: {title}"),
        DayKind.MAKE_UP: _("Làm bù: {title}"),
    }[row.kind].format(title=row.title)
    return _("{words} (dự kiến)").format(words=words) if row.forecast else words


def _colours(day: date, row: CalendarDay | None, notes: Sequence[DayNote]) -> tuple[str, str]:
    """The tokens of a day's ground and of its number."""
    first = next((one for one in notes if one.sign in (Sign.CHAIRMAN, Sign.RECEPTION)), None)
    if first is not None and first.done:
        return "good_soft", "good"
    if first is not None:
        return ("accent", "on_accent") if first.sign is Sign.CHAIRMAN else ("accent_soft", "accent")
    if row is not None and row.kind is not DayKind.MAKE_UP:
        return ("sunken" if row.forecast else "danger_soft"), "danger"
    if row is None and day.weekday() >= _SATURDAY:
        return "", "quiet"
    return "", "text"


def _paint_shapes(painter: QPainter, inner: QRectF, notes: Sequence[DayNote], ink: str) -> None:
    """Small shapes at the foot of a day: diamonds for dialogues, triangles for visits, a tick when done."""
    shapes = [one for one in notes if one.sign in (Sign.DIALOGUE, Sign.VISIT)]
    painter.setPen(Qt.PenStyle.NoPen)
    x, y = inner.right() - 3, inner.top() + 4
    for note in shapes[:2]:
        paint_shape(painter, note.sign, x, y, ink or ("good" if note.done else "warning"))
        y += 9
    if notes and all(note.done for note in notes if note.sign is not Sign.MOVED) and notes[0].done:
        paint_tick(painter, inner.right() - 4, inner.bottom() - 5)


def paint_tick(painter: QPainter, x: float, y: float) -> None:
    """A small tick around a point: it was held."""
    painter.setPen(QPen(theme.colour("good"), 1.5))
    painter.drawPolyline([QPointF(x - 2.5, y), QPointF(x - 0.8, y + 2), QPointF(x + 2.5, y - 2.5)])


def paint_shape(painter: QPainter, sign: Sign, x: float, y: float, token: str) -> None:
    """A diamond (dialogue) or a triangle (visit), seven pixels high, around a point."""
    points = (
        [QPointF(x, y - 3.5), QPointF(x + 3.5, y), QPointF(x, y + 3.5), QPointF(x - 3.5, y)]
        if sign is Sign.DIALOGUE
        else [QPointF(x, y - 3), QPointF(x + 3.5, y + 3), QPointF(x - 3.5, y + 3)]
    )
    painter.setBrush(theme.colour(token))
    painter.drawPolygon(QPolygonF(points))


class Legend(QWidget):
    """What the colours and shapes of the year mean, in one or more lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[str, str], ...] = (
            ("chairman", _("Chủ tịch tiếp dân")),
            ("reception", _("buổi tiếp khác")),
            ("done", _("đã tiếp")),
            ("dialogue", _("đối thoại")),
            ("visit", _("đi cơ sở")),
            ("moved", _("dời đi")),
            ("off", _("nghỉ lễ, nghỉ bù")),
            ("forecast", _("nghỉ dự kiến")),
            ("make_up", _("làm bù")),
        )
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Chú giải của lịch"))
        self.setAccessibleDescription(", ".join(words for _key, words in self._entries))

    def only(self, *keys: str) -> None:
        """Explain only some of the marks."""
        self._entries = tuple(one for one in self._entries if one[0] in keys)
        self.updateGeometry()
        self.update()

    def _lay_out(self, width: int) -> list[tuple[str, str, QRect]]:
        metrics = QFontMetrics(theme.font(theme.Role.SMALL))
        x, y, high = 0, 0, metrics.height() + 8
        placed = []
        for key, words in self._entries:
            wide = 24 + metrics.horizontalAdvance(words) + 14
            if x and x + wide > width:
                x, y = 0, y + high
            placed.append((key, words, QRect(x, y, wide, high)))
            x += wide
        return placed

    def hasHeightForWidth(self) -> bool:
        """Lines break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        return self._lay_out(width)[-1][2].bottom() + 1

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(400, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        """It breaks into as many lines as it needs."""
        return QSize(120, QFontMetrics(theme.font(theme.Role.SMALL)).height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each mark as the year draws it, and its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.Role.SMALL))
        for key, words, area in self._lay_out(self.width()):
            box = QRectF(area.x(), area.center().y() - 7, 16, 14)
            _paint_sample(painter, key, box)
            painter.setPen(theme.colour("quiet"))
            spot = area.adjusted(22, 0, 0, 0)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _paint_sample(painter: QPainter, key: str, box: QRectF) -> None:
    grounds = {
        "chairman": "accent",
        "reception": "accent_soft",
        "done": "good_soft",
        "off": "danger_soft",
        "forecast": "sunken",
    }
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center()
    if key in grounds:
        painter.setBrush(theme.colour(grounds[key]))
        if key == "forecast":
            painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if key == "done":
        paint_tick(painter, middle.x(), middle.y())
    elif key in ("dialogue", "visit"):
        paint_shape(painter, Sign(key), middle.x(), middle.y(), "warning")
        painter.setBrush(Qt.BrushStyle.NoBrush)
    elif key == "moved":
        painter.setPen(QPen(theme.colour("quiet"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    elif key == "make_up":
        painter.setPen(QPen(theme.colour("control_line"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
