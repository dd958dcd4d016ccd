"""The answers as bars one can read from a metre: one bar a question, its parts the answers, the average at its end."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from friendly_desktop import formats
from friendly_desktop.i18n import _
from ui import theme
from ui.widgets.painting import WrappedText

_BAR_HEIGHT = 30  # at 100 %
_GAP = 22
_LINES = 2


class AnswerBar(NamedTuple):
    """One question: its number, words, how many gave each answer (in the form's order), blanks, the average."""

    number: int
    text: str
    counts: tuple[int, ...]
    blank: int
    average: str


def shades(count: int) -> list[QColor]:
    """A colour for each answer from the best to the worst: deep accent to a warm grey, apart also when printed grey."""
    best, worst = theme.colour("accent"), theme.colour("warning")
    pale = theme.colour("line")
    if count == 1:
        return [best]
    found = []
    for place in range(count):
        at = place / (count - 1)
        base, share = (best, 1 - at * 1.5) if at < 0.5 else (worst, 0.25 + (at - 0.5) * 1.5)
        found.append(_mixed(base, pale, max(0.25, share)))
    return found


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * (1 - share),
        one.greenF() * share + other.greenF() * (1 - share),
        one.blueF() * share + other.blueF() * (1 - share),
    )


def ink_on(ground: QColor) -> QColor:
    """Black or white, whichever is read better on a colour."""
    light = 0.299 * ground.redF() + 0.587 * ground.greenF() + 0.114 * ground.blueF()
    return QColor(Qt.GlobalColor.black if light > 0.55 else Qt.GlobalColor.white)


def _bar_height() -> int:
    """As high as the figures in it need it."""
    return max(_BAR_HEIGHT, theme.scaled(_BAR_HEIGHT))


class AnswerChart(QWidget):
    """All questions of a round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[AnswerBar, ...] = ()
        self._choices: tuple[str, ...] = ()
        self._tops: list[int] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_answers(self, choices: Sequence[str], bars: Sequence[AnswerBar]) -> None:
        """Show these questions; ``choices`` are the words of the answers."""
        self._choices, self._bars = tuple(choices), tuple(bars)
        told = [
            _("Câu {n}: {counts}; trung bình {average}").format(
                n=bar.number,
                counts=", ".join(f"{name} {count}" for name, count in zip(choices, bar.counts, strict=True)),
                average=bar.average,
            )
            for bar in bars
        ]
        self.setAccessibleName(_("Biểu đồ câu trả lời"))
        self.setAccessibleDescription("\n".join(told))
        self._measure()

    def words(self) -> str:
        """What it says to screen readers."""
        return self.accessibleDescription()

    def _average_width(self) -> int:
        metrics = QFontMetrics(theme.font(theme.Role.TITLE, strong=True))
        return max((metrics.horizontalAdvance(bar.average) for bar in self._bars), default=0) + 20

    def _legend_height(self) -> int:
        return self.fontMetrics().height() + 16

    def _measure(self) -> None:
        width = max(160, self.width() - self._average_width())
        y = self._legend_height()
        self._tops = []
        for bar in self._bars:
            self._tops.append(y)
            y += WrappedText(self._title(bar), theme.font(), width, _LINES).height + 4 + _bar_height() + _GAP
        self.setFixedHeight(max(40, y - _GAP + 4))
        self.update()

    def _title(self, bar: AnswerBar) -> str:
        return _("Câu {n}: {text}").format(n=bar.number, text=bar.text)

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the legend and the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = shades(len(self._choices))
        self._paint_legend(painter, colours)
        for bar, top in zip(self._bars, self._tops, strict=True):
            self._paint_bar(painter, bar, top, colours)

    def _paint_legend(self, painter: QPainter, colours: Sequence[QColor]) -> None:
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        x, side = 0, 14
        for name, colour in zip(self._choices, colours, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, (metrics.height() - side) / 2, side, side), 3, 3)
            painter.setPen(theme.colour("text"))
            painter.drawText(QPointF(x + side + 6, metrics.ascent()), name)
            x += side + 6 + metrics.horizontalAdvance(name) + 20
        painter.setPen(theme.colour("quiet"))
        words = _("điểm trung bình")
        painter.drawText(QRect(0, 0, self.width(), metrics.height()), int(Qt.AlignmentFlag.AlignRight), words)

    def _paint_bar(self, painter: QPainter, bar: AnswerBar, top: int, colours: Sequence[QColor]) -> None:
        wide = self.width() - self._average_width()
        title = WrappedText(self._title(bar), theme.font(), wide, _LINES)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        title.paint(painter, 0, top)
        y = top + title.height + 4
        total = sum(bar.counts) + bar.blank
        track = QRectF(0, y, wide, _bar_height())
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(track, 4, 4)
        x = 0.0
        painter.setFont(theme.font(theme.Role.HEADING, strong=True))
        metrics = painter.fontMetrics()
        for count, colour in zip(bar.counts, colours, strict=True):
            if not count:
                continue
            part = QRectF(x, y, wide * count / total, _bar_height())
            painter.setPen(QPen(theme.colour("surface"), 1))
            painter.setBrush(colour)
            painter.drawRoundedRect(part, 4, 4)
            words = formats.whole_number(count)
            percent = formats.points((Decimal(100) * count / total).quantize(Decimal(1)))
            longer = _("{count} ({percent}%)").format(count=words, percent=percent)
            shown = longer if metrics.horizontalAdvance(longer) + 12 <= part.width() else words
            if metrics.horizontalAdvance(shown) + 6 <= part.width():
                painter.setPen(ink_on(colour))
                painter.drawText(part, int(Qt.AlignmentFlag.AlignCenter), shown)
            x += part.width()
        painter.setFont(theme.font(theme.Role.TITLE, strong=True))
        painter.setPen(theme.colour("text"))
        right = QRectF(wide, y - 2, self.width() - wide, _bar_height() + 4)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), bar.average)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()
