"""The shares of a year as cards: a figure one reads from a metre, how it came about, the months as bars."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from friendly_desktop.domain.criteria import CriteriaSet, Measure
from friendly_desktop.domain.indicators import ShareValue
from friendly_desktop.domain.indicators.figures import arithmetic, percent_text
from friendly_desktop.i18n import _
from ui import theme
from ui.theme import Role
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, card

_TWELVE = 12
_HIGH = 84


@dataclass(frozen=True, slots=True)
class Goal:
    """What a line of the criteria set asks of a share; ``reference`` is the line as printed."""

    reference: str
    measure: Measure

    def holds(self, percent: Decimal) -> bool:
        """Whether a percentage will do."""
        return _HOLDS[self.measure.operator](percent, self.measure.value)

    def words(self) -> str:
        """What is asked: "Mục I.6 cần từ 100% trở lên"."""
        asked = {
            ">=": _("từ {value} trở lên"),
            ">": _("trên {value}"),
            "=": _("đúng {value}"),
            "<=": _("không quá {value}"),
            "<": _("dưới {value}"),
        }[self.measure.operator].format(value=percent_text(self.measure.value))
        if self.measure.own:
            asked = _("{asked} (mức do chương trình đặt)").format(asked=asked)
        return _("Mục {reference} cần {asked}").format(reference=self.reference, asked=asked)


_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}


def goals(criteria: CriteriaSet | None) -> Mapping[str, tuple[Goal, ...]]:
    """By id of a share: what the lines of a set ask of it."""
    found: dict[str, tuple[Goal, ...]] = {}
    for node in criteria.walk() if criteria is not None else ():
        for measure in node.measures:
            gauge, _colon, share = measure.by.partition(":")
            if gauge == "indicator" and criteria is not None:
                goal = Goal(criteria.references[node.id], measure)
                found[share] = (*found.get(share, ()), goal)
    return found


@dataclass(frozen=True, slots=True)
class ShareMonths:
    """A share of the year, and of each month by itself (None where a figure is missing)."""

    value: ShareValue
    months: tuple[Decimal | None, ...]
    goals: tuple[Goal, ...] = ()


class MonthBars(QWidget):
    """Twelve bars; a month without figures is a dot on the line, the newest bears its percentage.

    A month that misses what is asked is hatched, and its number stands out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[Decimal | None, ...] = ()
        self._line = Decimal(100)
        self._short: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, months: Sequence[Decimal | None], goals: Sequence[Goal]) -> None:
        """Show these against what is asked of them."""
        self._months = tuple(months)
        self._line = goals[0].measure.value if goals else Decimal(100)
        self._short = frozenset(
            place
            for place, one in enumerate(self._months)
            if one is not None and not all(goal.holds(one) for goal in goals)
        )
        told = [
            _("tháng {month}: {percent}").format(month=place, percent=percent_text(one))
            for place, one in enumerate(self._months, 1)
            if one is not None
        ]
        self.setToolTip("\n".join(told))
        self.setAccessibleName(", ".join(told) or _("Chưa có số liệu"))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(220, _HIGH + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Role.SMALL))
        metrics = painter.fontMetrics()
        base = float(self.height() - metrics.height() - 4)
        top = float(metrics.height() + 2)
        known = [one for one in self._months if one is not None]
        most = max([Decimal(100), self._line, *known])
        wide = self.width() / _TWELVE
        newest = max((place for place, one in enumerate(self._months) if one is not None), default=-1)
        hundred = base - (base - top) * float(self._line / most)
        painter.setPen(QPen(theme.colour("control_line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(0, round(hundred), self.width(), round(hundred))
        for place in range(_TWELVE):
            one = self._months[place] if place < len(self._months) else None
            left = place * wide
            middle = QRectF(left, base + 3, wide, metrics.height())
            short = place in self._short
            painter.setFont(theme.font(Role.SMALL, strong=short))
            painter.setPen(theme.colour("danger" if short else "text" if place == newest else "quiet"))
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, str(place + 1))
            painter.setPen(Qt.PenStyle.NoPen)
            if one is None:
                painter.setBrush(theme.colour("control_line"))
                painter.drawEllipse(QRectF(left + wide / 2 - 1.5, base - 3, 3, 3))
                continue
            high = max(2.0, (base - top) * float(one / most))
            bar = QRectF(left + wide * 0.2, base - high, wide * 0.6, high)
            painter.setBrush(theme.colour("danger_soft" if short else "accent"))
            painter.drawRoundedRect(bar, 2, 2)
            if short:
                painter.setPen(QPen(theme.colour("danger"), 1))
                painter.setBrush(QBrush(theme.colour("danger"), Qt.BrushStyle.BDiagPattern))
                painter.drawRoundedRect(bar, 2, 2)
            painter.setFont(theme.font(Role.SMALL))
            if place == newest:
                words = percent_text(one)
                room = metrics.horizontalAdvance(words) + 4
                start = min(max(left + wide / 2 - room / 2, 0), self.width() - room)
                painter.setPen(theme.colour("text"))
                place_of_words = QRectF(start, bar.top() - metrics.height() - 1, room, metrics.height())
                painter.drawText(place_of_words, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, round(base), self.width(), round(base))


class ShareCard(QWidget):
    """One share.

    Signals:
        chosen: str, the figures of this share are wanted.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        frame = card(self)
        self._title = Text(role="strong", wrap=True, parent=frame)
        self._figure = Text(role="big", parent=frame)
        self._how = Text(role="quiet", wrap=True, parent=frame)
        self._bars = MonthBars(frame)
        self._missing = Text(role="problem", wrap=True, parent=frame)
        self._goal = Text(role="small", wrap=True, parent=frame)
        self._goal_icon = IconLabel("info", "quiet", 16, frame)
        asked = QHBoxLayout()
        asked.setSpacing(6)
        asked.addWidget(self._goal_icon, 0, Qt.AlignmentFlag.AlignTop)
        asked.addWidget(self._goal, 1)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(16, 12, 16, 10)
        inner.setSpacing(4)
        for one in (self._title, self._figure, self._how):
            inner.addWidget(one)
        inner.addLayout(asked)
        inner.addStretch(1)
        inner.addWidget(self._bars)
        inner.addWidget(self._missing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_share(self, share: ShareMonths) -> None:
        """Show a share."""
        value = share.value
        self._id = value.share.id
        self._title.setText(value.share.title)
        self._figure.setText("–" if value.percent is None else percent_text(value.percent))
        self._how.setText(arithmetic(value))
        self._bars.show_months(share.months, share.goals)
        self._show_goals(share)
        told = ""
        if value.missing and value.percent is not None:
            told = _("Thiếu số liệu tháng {months}.").format(months=spans(value.missing))
        if value.share.capped and value.percent is not None and value.percent > 100:
            told = _("Trên 100%: có số liệu chưa đúng.")
        self._missing.setText(told)
        self._missing.setVisible(bool(told))
        parts = (f"{value.share.title}: {self._figure.text()}.", self._how.text(), self._goal.text(), told)
        self.setAccessibleName(" ".join(part for part in parts if part))

    def _show_goals(self, share: ShareMonths) -> None:
        """What is asked of the share, and whether it will do."""
        percent = share.value.percent
        lines = []
        for goal in share.goals:
            if percent is None:
                lines.append(_("{asked}.").format(asked=goal.words()))
            elif goal.holds(percent):
                lines.append(_("{asked}: đạt.").format(asked=goal.words()))
            else:
                lines.append(_("{asked}: chưa đạt.").format(asked=goal.words()))
        self._goal.setText("\n".join(lines))
        for one in (self._goal, self._goal_icon):
            one.setVisible(bool(lines))
        if percent is None:
            self._goal_icon.set_icon("info", "quiet")
        elif all(goal.holds(percent) for goal in share.goals):
            self._goal_icon.set_icon("done", "good")
        else:
            self._goal_icon.set_icon("danger", "danger")

    def share_id(self) -> str:
        """Which share it is."""
        return self._id

    def words(self) -> str:
        """What it says."""
        return self.accessibleName()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to its figures."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to its figures."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame while the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)


def spans(months: Sequence[int]) -> str:
    """Months in few words: "2, 5 đến 8"."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    told = [
        _("{first} đến {last}").format(first=run[0], last=run[-1])
        if len(run) > 2
        else ", ".join(map(str, run))
        for run in runs
    ]
    return ", ".join(told)
