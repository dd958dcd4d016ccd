"""The pieces of the home page that paint themselves."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.pages.home.summary import Risk


class RiskLine(QAbstractButton):
    """A finding as one line that opens its place: points, where, what, why."""

    def __init__(self, risk: Risk, *, with_points: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_points = with_points
        self.risk = risk
        self.setText(f"{risk.place} {risk.wording}".strip())
        self.setAccessibleName(f"{risk.points} {risk.place} {risk.wording}. {risk.why}")
        self.setToolTip(f"{risk.wording}\n{risk.why}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, max(theme.ROW_HEIGHT, self.fontMetrics().height() + 16))

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
        middle, left, right = (
            Qt.AlignmentFlag.AlignVCenter,
            Qt.AlignmentFlag.AlignLeft,
            Qt.AlignmentFlag.AlignRight,
        )
        painter.setFont(theme.font(strong=True))
        metrics = painter.fontMetrics()
        figures = metrics.horizontalAdvance("00,0") if self._with_points else -16
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(8, 0, figures, area.height()), middle | right, self.risk.points)
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        why = metrics.horizontalAdvance(self.risk.why)
        end = area.width() - 32
        painter.setPen(theme.colour("warning"))
        painter.drawText(QRect(end - why, 0, why, area.height()), middle | left, self.risk.why)
        start = 8 + figures + 16
        if self.risk.place:
            painter.setPen(theme.colour("quiet"))
            place_width = max(
                metrics.horizontalAdvance(self.risk.place), metrics.horizontalAdvance("III.4.1")
            )
            painter.drawText(QRect(start, 0, place_width, area.height()), middle | left, self.risk.place)
            start += place_width + 12
        painter.setPen(theme.colour("text"))
        words = QRect(start, 0, max(0, end - why - 20 - start), area.height())
        text = metrics.elidedText(self.risk.wording, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle | left, text)
        icons.paint(painter, "right", "quiet", QRect(area.width() - 26, (area.height() - 16) // 2, 16, 16))
