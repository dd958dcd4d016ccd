"""The second entry of a share of the ballots, then what differs."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey
from friendly_desktop.domain.surveys.check import check_result
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.surveys.differences import DifferenceDesk
from ui.pages.surveys.entry import BallotEntry
from ui.pages.surveys.reading import RoundView
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import Text, button, scrolled

#: Lines of height below which lesser facts give way.
_LOW = 19


class SecondEntry(QWidget):
    """What is to be entered again, then what differs."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: RoundView | None = None
        self._words = Text(role="quiet", wrap=True, parent=self)
        self.to_differences = button("", "warning", parent=self)
        self.entry = BallotEntry(context, 2, self)
        self.differences = DifferenceDesk(context, self)
        self._back = button(_("Nhập tiếp"), "left", "quiet", parent=self)
        self._nothing = EmptyState("copy", "", "", parent=self)
        self._stack = QStackedWidget(self)
        desk = QWidget(self._stack)
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(scrolled(self.differences, desk), 1)
        self._desk = desk
        for one in (self.entry, desk, self._nothing):
            self._stack.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._words, 1)
        top.addStretch(0)
        top.addWidget(self.to_differences)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.to_differences.clicked.connect(self.compare)
        self._back.clicked.connect(self._on_back)

    def show_round(self, view: RoundView) -> None:
        """Show a round."""
        another = self._view is None or self._view.survey.id != view.survey.id
        self._view = view
        survey = view.survey
        numbers = view.sample.numbers
        self.entry.show_round(survey, view.second, view.people, wanted=numbers, others=view.first)
        self.differences.show_differences(survey, view.differences)
        words = self._sample_words(view) if numbers else ""
        self._words.setText(words)
        self._words.setVisible(bool(words) and self.height() >= self.fontMetrics().height() * _LOW)
        self.setToolTip(words)
        count = len(view.differences)
        told = ngettext("Xem {n} chỗ khác nhau", "Xem {n} chỗ khác nhau", count)
        self.to_differences.setText(told.format(n=formats.whole_number(count)))
        deciding = not another and self._stack.currentWidget() is self._desk
        if not numbers:
            self._nothing.set_words(*self._why_nothing(survey))
            self._stack.setCurrentWidget(self._nothing)
        elif count and (deciding or not view.sample.left):
            self._stack.setCurrentWidget(self._desk)
        else:
            self._stack.setCurrentWidget(self.entry)
        self.to_differences.setVisible(count > 0 and self._stack.currentWidget() is self.entry)
        self._back.setVisible(bool(view.sample.left))
        self.setFocusProxy(self.differences if self._stack.currentWidget() is self._desk else self.entry)
        if deciding and not count:
            self.entry.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the sample is told by the tooltip alone."""
        super().resizeEvent(event)
        low = event.size().height() < self.fontMetrics().height() * _LOW
        self._words.setVisible(not low and bool(self._words.text()))

    def words(self) -> str:
        """What it says of the sample."""
        return self._words.text()

    def _sample_words(self, view: RoundView) -> str:
        result = check_result(view.survey.form, view.first, view.second)
        words = _("{n} phiếu bốc ngẫu nhiên ({share}% số đã nhập, mã bốc {seed}).").format(
            n=formats.whole_number(len(view.sample.numbers)), share=view.sample.share, seed=view.sample.seed
        )
        if not result.boxes:
            return _("{words} Nên để người khác nhập.").format(words=words)
        return _("{words} Đã so {boxes} ô, khác {differed} ô ({percent}%).").format(
            words=words,
            boxes=formats.whole_number(result.boxes),
            differed=formats.whole_number(result.differed),
            percent=formats.points(result.percent),
        )

    def _why_nothing(self, survey: Survey) -> tuple[str, str]:
        if not survey.second_share:
            return (
                _("Đợt này không nhập lần hai"),
                _("Muốn đối chiếu, sửa đợt khảo sát và chọn tỷ lệ phiếu nhập lần hai."),
            )
        return (
            _("Chưa có phiếu để nhập lần hai"),
            _(
                "Khi đã nhập phiếu, chương trình bốc ngẫu nhiên {share}% để người khác nhập lại rồi so từng ô."
            ).format(share=survey.second_share),
        )

    @Slot()
    def compare(self) -> None:
        """Show the first difference."""
        self._stack.setCurrentWidget(self._desk)
        self.to_differences.hide()
        self.differences.setFocus()

    @Slot()
    def _on_back(self) -> None:
        self._stack.setCurrentWidget(self.entry)
        self.to_differences.setVisible(self.differences.current() is not None)
        self.entry.begin()
