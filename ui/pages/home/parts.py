"""The pieces of the home page that paint themselves."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.i18n import _, ngettext
from ui import icons, theme
from ui.pages.home.summary import NextStep, Risk
from ui.theme import Role
from ui.widgets.text import Text

#: Letters of width from which the dated steps stand side by side.
_BESIDE = 98
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RiskLine(QAbstractButton):
    """A finding that opens its place: how many points, where and what; below it why and until when."""

    def __init__(self, risk: Risk, *, with_points: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_points = with_points
        self.risk = risk
        self.setText(f"{risk.place} {risk.wording}".strip())
        self._told = f"{risk.why}, {risk.until}" if risk.until else risk.why
        self.setAccessibleName(f"{risk.points} {risk.place} {risk.wording}. {self._told}".strip())
        self.setToolTip(f"{risk.wording}\n{self._told}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, 2 * self.fontMetrics().height() + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        start = self._paint_points(painter, area)
        half = (area.height() - 8) // 2
        upper = QRect(start, 4, area.width() - 32 - start, half)
        lower = QRect(start, 4 + half, upper.width(), half)
        painter.setFont(theme.font(strong=True))
        metrics = painter.fontMetrics()
        if self.risk.place:
            painter.setPen(theme.colour("quiet"))
            painter.drawText(upper, _MIDDLE, self.risk.place)
            upper.setLeft(upper.left() + metrics.horizontalAdvance(self.risk.place) + 12)
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("text"))
        wording = metrics.elidedText(self.risk.wording, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, _MIDDLE, wording)
        token = "danger" if self.risk.lost else "warning"
        side = metrics.height() - 4
        icons.paint(
            painter,
            "danger" if self.risk.lost else "warning",
            token,
            QRect(lower.left(), lower.top() + (lower.height() - side) // 2, side, side),
        )
        lower.setLeft(lower.left() + side + 6)
        painter.setPen(theme.colour(token))
        told = " · ".join(filter(None, (self.risk.why, self.risk.until)))
        painter.drawText(lower, _MIDDLE, metrics.elidedText(told, Qt.TextElideMode.ElideRight, lower.width()))
        icons.paint(painter, "right", "quiet", QRect(area.width() - 26, (area.height() - 16) // 2, 16, 16))

    def _paint_points(self, painter: QPainter, area: QRect) -> int:
        """The points at stake, as large as a heading; returns where the words begin."""
        if not self._with_points:
            return 8
        painter.setFont(theme.font(Role.HEADING, strong=True))
        width = painter.fontMetrics().horizontalAdvance("00,0")
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(6, 0, width, area.height()), _MIDDLE_RIGHT, self.risk.points)
        return 6 + width + 16


class StepMark(QWidget):
    """One dated step: how many days are left, large; what it is and until when beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = Text(role="big", parent=self)
        self._days.setAlignment(_MIDDLE_RIGHT)
        self._unit = Text(role="quiet-small", parent=self)
        self._title = Text(role="strong", wrap=True, parent=self)
        self._until = Text(role="quiet-small", wrap=True, parent=self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._until)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._days, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(8)
        row.addLayout(words, 1)

    def show_step(self, step: NextStep, today: date, *, first: bool) -> None:
        """Show a step; the ``first`` that is still to come stands out."""
        last = date.fromisoformat(step.last_day)
        days = (last - today).days
        self._title.setText(step.title)
        shown = formats.short_date(last)
        if days < 0:
            self._days.setText("✓")
            self._unit.setText(_("đã qua"))
            self._until.setText(_("ngày cuối {date}").format(date=shown))
        else:
            self._days.setText(formats.whole_number(days))
            self._unit.setText(ngettext("ngày", "ngày", days) if days else _("hôm nay"))
            self._until.setText(_("chậm nhất {date}").format(date=shown))
        self._days.set_role("big" if first else "title")
        self._days.setMinimumWidth(QFontMetrics(theme.font(Role.BIG, strong=True)).horizontalAdvance("88"))
        self._title.set_role("strong" if first else "quiet")


class StepsLine(QWidget):
    """The dated steps of the year side by side, below each other where the page is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[StepMark] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self.hide()

    def show_steps(self, steps: Sequence[NextStep], today: date) -> None:
        """Show these and no others."""
        while len(self._marks) < len(steps):
            self._marks.append(StepMark(self))
        ahead = next((one for one in steps if date.fromisoformat(one.last_day) >= today), None)
        for place, mark in enumerate(self._marks):
            if place < len(steps):
                mark.show_step(steps[place], today, first=steps[place] is ahead)
            mark.setVisible(place < len(steps))
        self._arrange()
        self.setVisible(bool(steps))

    def _arrange(self) -> None:
        """Side by side where each has room for a line of words."""
        beside = self.width() >= _BESIDE * self.fontMetrics().horizontalAdvance("0")
        for place, mark in enumerate(self._marks):
            self._grid.removeWidget(mark)
            self._grid.addWidget(mark, 0 if beside else place, place if beside else 0)
            self._grid.setColumnStretch(place, int(beside or place == 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange them anew."""
        super().resizeEvent(event)
        self._arrange()


class LegendEntry(NamedTuple):
    """A figure with its words; ``shade`` "full" or "pale" as in the ring, "warning", or "" for none."""

    figure: str
    words: str
    shade: str = ""


class Legend(QWidget):
    """What the parts of the ring are, each with its figure; the figures line up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show these."""
        self._entries = tuple(entries)
        self.setAccessibleName(". ".join(f"{one.words}: {one.figure}" for one in entries))
        self.setVisible(bool(entries))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What it says, a line an entry."""
        return "\n".join(f"{one.figure} {one.words}" for one in self._entries)

    def _line(self) -> int:
        return QFontMetrics(theme.font(Role.HEADING, strong=True)).height() + 6

    def sizeHint(self) -> QSize:
        return QSize(200, self._line() * len(self._entries))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Role.HEADING, strong=True))
        figures = max(
            (painter.fontMetrics().horizontalAdvance(one.figure) for one in self._entries), default=0
        )
        line, side, gap = self._line(), 12, 8
        room = self.width() - side - figures - 2 * gap
        widest = max(
            (QFontMetrics(theme.font()).horizontalAdvance(one.words) for one in self._entries), default=0
        )
        font = theme.font() if widest <= room else theme.font(Role.SMALL)
        for place, one in enumerate(self._entries):
            row = QRect(0, place * line, self.width(), line)
            mark = QRect(0, row.top() + (line - side) // 2, side, side)
            if one.shade == "warning":
                icons.paint(painter, "warning", "warning", mark.adjusted(-2, -2, 2, 2))
            elif one.shade:
                painter.setPen(theme.colour("accent"))
                painter.setBrush(theme.colour("accent" if one.shade == "full" else "accent_soft"))
                painter.drawRoundedRect(mark, 3, 3)
            painter.setFont(theme.font(Role.HEADING, strong=True))
            painter.setPen(theme.colour("warning" if one.shade == "warning" else "text"))
            painter.drawText(QRect(side + gap, row.top(), figures, line), _MIDDLE_RIGHT, one.figure)
            painter.setFont(font)
            painter.setPen(theme.colour("text"))
            words = QRect(self.width() - room, row.top(), room, line)
            text = painter.fontMetrics().elidedText(one.words, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, _MIDDLE, text)
