"""Where two entries of a ballot differ: both side by side, one key decides from the paper."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from friendly_desktop.domain.surveys import BallotState, Survey, SurveyForm, SurveyState
from friendly_desktop.domain.surveys.check import Difference
from friendly_desktop.i18n import N_, _, ngettext
from ui import theme
from ui.context import UiContext
from ui.widgets.text import Text, button

_LOW = 96  # height of an entry that has its words above each other
_STATES: Mapping[str, str] = {
    BallotState.VALID.value: N_("hợp lệ"),
    BallotState.INVALID.value: N_("không hợp lệ"),
}


def answer_words(form: SurveyForm, question: str, answer: str) -> str:
    """What an entry says: "Tốt", "bỏ trống", "không hợp lệ"."""
    if not question:
        return _(_STATES[answer])
    return {one.id: one.text for one in form.choices}.get(answer, _("bỏ trống"))


class DifferenceDesk(QFrame):
    """One difference at a time: both entries side by side, one key decides.

    The first and second entry are keys 1 and 2; any other answer is chosen by its button.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._survey: Survey | None = None
        self._open: tuple[Difference, ...] = ()
        self._skipped: set[tuple[int, str]] = set()
        self._busy = False
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Chỗ khác nhau"))
        self.heading = Text(role="heading", wrap=True, parent=self)
        self.question = Text(wrap=True, parent=self)
        self.first = _Side(_("Lần nhập đầu"), "1", self)
        self.second = _Side(_("Lần nhập hai"), "2", self)
        self._others = QHBoxLayout()
        self._others.setSpacing(8)
        self._other_label = Text(_("Phiếu giấy ghi khác cả hai:"), "quiet", parent=self)
        self._others.addWidget(self._other_label)
        self._other_buttons: list[QPushButton] = []
        self._others.addStretch(1)
        self.skip = button(_("Để xem sau"), kind="quiet", parent=self)
        self.skip.setToolTip(_("Để xem sau (Space)"))
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.first, 1)
        sides.addWidget(self.second, 1)
        foot = QHBoxLayout()
        foot.addLayout(self._others, 1)
        foot.addWidget(self.skip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.question)
        layout.addLayout(sides, 4)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.first.chosen.connect(self._on_first)
        self.second.chosen.connect(self._on_second)
        self.skip.clicked.connect(self._on_skip)

    def show_differences(self, survey: Survey, found: tuple[Difference, ...]) -> None:
        """Show the first that is not decided."""
        if self._survey is None or self._survey.id != survey.id:
            self._skipped = set()
        self._survey, self._open = survey, found
        self._busy = False
        self.setEnabled(survey.state is SurveyState.OPEN)
        self._show()

    def current(self) -> Difference | None:
        """The difference in view."""
        waiting = [one for one in self._open if (one.number, one.question) not in self._skipped]
        if not waiting and self._open:
            self._skipped.clear()
            waiting = list(self._open)
        return waiting[0] if waiting else None

    def decide(self, answer: str) -> None:
        """What the paper says."""
        one, survey = self.current(), self._survey
        if one is None or survey is None or self._busy:
            return
        self._busy = True
        survey_id = survey.id
        words = _("Phiếu {n}: đã chọn «{answer}».").format(
            n=one.number, answer=answer_words(survey.form, one.question, answer)
        )

        def failed(error: Exception) -> None:
            self._busy = False
            self._context.show_error(self, error)

        self._context.perform(
            self,
            _("Chọn câu trả lời đúng"),
            lambda services: services.surveys.settle(survey_id, one.number, one.question, answer),
            lambda _none: self._context.tell(words),
            failed,
        )

    def _show(self) -> None:
        one, survey = self.current(), self._survey
        if one is None or survey is None:
            return
        form = survey.form
        place = next((at for at, question in enumerate(form.questions) if question.id == one.question), -1)
        left = len(self._open)
        self.heading.setText(
            ngettext("Phiếu số {number} · còn {n} chỗ", "Phiếu số {number} · còn {n} chỗ", left).format(
                number=one.number, n=left
            )
        )
        if place >= 0:
            words = _("Câu {n}: {text}").format(n=place + 1, text=form.questions[place].text)
        else:
            words = _("Một lần nhập ghi phiếu hợp lệ, một lần ghi không hợp lệ.")
        self.question.setText(words)
        self.first.show_answer(answer_words(form, one.question, one.first))
        self.second.show_answer(answer_words(form, one.question, one.second))
        self._show_others(form, one)
        self.skip.setVisible(left > 1)

    def _show_others(self, form: SurveyForm, one: Difference) -> None:
        for old in self._other_buttons:
            self._others.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._other_buttons = []
        offered = [choice.id for choice in form.choices] + [""] if one.question else []
        for answer in offered:
            if answer in (one.first, one.second):
                continue
            made = button(answer_words(form, one.question, answer), parent=self)
            made.setProperty("answer", answer)
            made.clicked.connect(self._on_other)
            self._others.insertWidget(len(self._other_buttons) + 1, made)
            self._other_buttons.append(made)
        self._other_label.setVisible(bool(self._other_buttons))

    @Slot()
    def _on_first(self) -> None:
        one = self.current()
        if one is not None:
            self.decide(one.first)

    @Slot()
    def _on_second(self) -> None:
        one = self.current()
        if one is not None:
            self.decide(one.second)

    @Slot()
    def _on_other(self) -> None:
        made = self.sender()
        if made is not None:
            self.decide(str(made.property("answer")))

    @Slot()
    def _on_skip(self) -> None:
        one = self.current()
        if one is not None:
            self._skipped.add((one.number, one.question))
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 and 2 decide, the space bar leaves it for later."""
        if event.key() == Qt.Key.Key_1:
            self._on_first()
        elif event.key() == Qt.Key.Key_2:
            self._on_second()
        elif event.key() == Qt.Key.Key_Space:
            self._on_skip()
        else:
            super().keyPressEvent(event)


class _Side(QPushButton):
    """One entry of a ballot, large, with the key that takes it."""

    chosen = Signal()

    def __init__(self, title: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._key, self._answer = title, key, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LOW - 40)
        self.setMaximumHeight(220)
        self.clicked.connect(self.chosen)

    def show_answer(self, answer: str) -> None:
        """Show what was entered."""
        self._answer = answer
        self.setAccessibleName(_("{title}: {answer}").format(title=self._title, answer=answer))
        self.update()

    def answer(self) -> str:
        """What was entered, as shown."""
        return self._answer

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, with its words in two sizes."""
        super().paintEvent(event)
        painter = QPainter(self)
        low = self.height() < _LOW  # all in one line
        above = Qt.AlignmentFlag.AlignVCenter if low else Qt.AlignmentFlag.AlignTop
        below = Qt.AlignmentFlag.AlignVCenter if low else Qt.AlignmentFlag.AlignBottom
        left = Qt.AlignmentFlag.AlignLeft if low else Qt.AlignmentFlag.AlignHCenter
        right = Qt.AlignmentFlag.AlignRight if low else Qt.AlignmentFlag.AlignHCenter
        area = self.rect().adjusted(16, 12, -16, -12)
        painter.setPen(theme.colour("quiet"))
        painter.setFont(theme.font())
        painter.drawText(area, int(above | left), self._title)
        painter.drawText(
            area,
            int(below | right),
            _("phím {key}").format(key=self._key),
        )
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(theme.Role.TITLE, strong=True))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._answer)
