"""Boxes that were not read for sure, shown large, each decided by one key. Nothing counts before a person decides."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from friendly_desktop.domain.surveys import Survey, SurveyState
from friendly_desktop.domain.surveys.ballot_reading import DoubtfulBallot, DoubtfulQuestion, Why
from friendly_desktop.i18n import N_, _, ngettext
from ui import theme
from ui.context import UiContext
from ui.pages.surveys import keys
from ui.pages.surveys.invalid_bar import INVALID_WHYS
from ui.widgets.text import ElidedText, Text, button

_WHYS: Mapping[Why, str] = {
    Why.BLANK: N_("Không ô nào có dấu."),
    Why.SEVERAL: N_("Nhiều ô có dấu."),
    Why.FAINT: N_("Dấu quá mờ."),
    Why.FILLED: N_("Ô bị tô kín, có thể là để xóa."),
    Why.BESIDE: N_("Có nét ở ngoài ô."),
    Why.UNSEEN: N_("Không thấy rõ khung ô."),
}


class DoubtDesk(QFrame):
    """One doubtful question at a time.

    Digits and letters choose as in the entry, 0 leaves it blank, Enter takes what is marked as likely, Backspace goes
    back, minus says that the paper does not count, the space bar puts the ballot off.

    Signals:
        decided: int, a ballot was entered.
    """

    decided = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._survey: Survey | None = None
        self._waiting: tuple[DoubtfulBallot, ...] = ()
        self._off: set[int] = set()  # ids put off for later
        self._sent: set[int] = set()  # ids being stored
        self._given: dict[int, str] = {}
        self._current: int | None = None
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Phiếu chờ xem"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.heading = Text(role="heading", parent=self)
        self.page = ElidedText(role="quiet-small", parent=self)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.question = Text(wrap=True, parent=self)
        self.why = Text(role="strong", parent=self)
        self.picture = _Picture(self)
        self._choices = QWidget(self)
        self._flow = QHBoxLayout(self._choices)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(8)
        self._buttons: list[QPushButton] = []
        self.blank = button(_("0  Bỏ trống"), kind="filter", parent=self)
        self.invalid = button(_("Phiếu không hợp lệ"), "close", parent=self)
        self.invalid.setToolTip(_("Phiếu không hợp lệ (dấu trừ)"))
        self.later = button(_("Để xem sau"), kind="quiet", parent=self)
        self.later.setToolTip(_("Để xem sau (phím cách)"))
        self._lay_out()
        self.blank.clicked.connect(self._on_blank)
        self.invalid.clicked.connect(self._on_invalid)
        self.later.clicked.connect(self._on_later)

    # -- what the owner asks

    def show_doubts(self, survey: Survey, found: Sequence[DoubtfulBallot]) -> None:
        """Show what waits; a ballot that is being decided stays."""
        if self._survey is None or self._survey.id != survey.id:
            self._off, self._sent, self._given, self._current = set(), set(), {}, None
        if self._survey is None or self._survey.form.choices != survey.form.choices:
            self._survey = survey
            self._make_buttons(survey)
        self._survey = survey
        known = {one.id for one in found}
        self._sent &= known
        self._waiting = tuple(one for one in found if one.id not in self._sent)
        self.setEnabled(survey.state is SurveyState.OPEN)
        self._show()

    def waiting(self) -> tuple[DoubtfulBallot, ...]:
        """What waits for a decision."""
        return self._waiting

    def current(self) -> tuple[DoubtfulBallot, DoubtfulQuestion] | None:
        """The ballot and its question in view."""
        ballot = self._ballot()
        if ballot is None:
            return None
        left = [one for one in ballot.questions if one.place not in self._given]
        return (ballot, left[0]) if left else None

    def choose(self, answer: str) -> None:
        """What the paper says to the question in view; the last one enters the ballot."""
        found = self.current()
        if found is None:
            return
        ballot, question = found
        self._given[question.place] = answer
        if all(one.place in self._given for one in ballot.questions):
            self._send(ballot, dict(self._given))
        else:
            self._show()

    # -- inside

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.later)
        head.addWidget(self.invalid)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.why)
        told.addWidget(self.page, 1)
        self.blank.setParent(self._choices)
        self.blank.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.blank.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._flow.addWidget(self.blank, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.question)
        layout.addLayout(told)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self._choices)

    def _make_buttons(self, survey: Survey) -> None:
        for old in self._buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        choices = survey.form.choices
        for place, choice in enumerate(choices):
            words = _("{key}  {answer}").format(key=keys.label(place, choices), answer=choice.text)
            made = button(words, kind="filter", parent=self._choices)
            made.setProperty("answer", choice.id)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.clicked.connect(self._on_choice)
            self._flow.insertWidget(place, made, 1)
            self._buttons.append(made)

    def _ballot(self) -> DoubtfulBallot | None:
        found = next((one for one in self._waiting if one.id == self._current), None)
        if found is None:
            waiting = [one for one in self._waiting if one.id not in self._off]
            if not waiting:
                self._off.clear()
                waiting = list(self._waiting)
            found = waiting[0] if waiting else None
            self._current = found.id if found else None
            self._given = {}
        return found

    def _show(self) -> None:
        found, survey = self.current(), self._survey
        if found is None or survey is None:
            self.picture.show_picture(b"")
            return
        ballot, question = found
        left = len(self._waiting)
        self.heading.setText(
            ngettext(
                "Phiếu số {number} · còn {n} phiếu chờ xem", "Phiếu số {number} · còn {n} phiếu chờ xem", left
            ).format(number=ballot.number, n=left)
        )
        self.page.setText(ballot.page)
        self.page.setToolTip(ballot.page)
        text = survey.form.questions[question.place].text
        self.question.setText(_("Câu {n}: {text}").format(n=question.place + 1, text=text))
        self.why.setText(_(_WHYS[question.why]))
        self.picture.show_picture(question.picture)
        self.picture.setAccessibleName(_("Hàng ô của câu {n}, phóng to").format(n=question.place + 1))
        self.blank.setChecked(False)
        for made in self._buttons:
            made.setChecked(made.property("answer") == question.likely)
        self.later.setVisible(left > 1)

    def _send(self, ballot: DoubtfulBallot, answers: Mapping[int, str], invalid: str = "") -> None:
        self._sent.add(ballot.id)
        self._waiting = tuple(one for one in self._waiting if one.id != ballot.id)

        def done(_ballot: object) -> None:
            self.decided.emit(ballot.number)

        def failed(error: Exception) -> None:
            self._sent.discard(ballot.id)
            self._waiting = (ballot, *self._waiting)
            self._current, self._given = ballot.id, {}
            self._show()
            self._context.show_error(self, error)

        self._context.perform(
            self,
            _("Lưu phiếu"),
            lambda services: services.ballot_reading.decide(ballot.id, answers, invalid=invalid),
            done,
            failed,
        )
        self._show()

    @Slot()
    def _on_choice(self) -> None:
        made = self.sender()
        if made is not None:
            self.choose(str(made.property("answer")))
            self.setFocus()

    @Slot()
    def _on_blank(self) -> None:
        self.choose("")
        self.setFocus()

    @Slot()
    def _on_invalid(self) -> None:
        found = self.current()
        if found is not None:
            ballot, question = found
            why = INVALID_WHYS[1] if question.why is Why.SEVERAL else INVALID_WHYS[2]
            why = INVALID_WHYS[0] if question.why is Why.BLANK else why
            self._send(ballot, {}, why)
            self.setFocus()

    @Slot()
    def _on_later(self) -> None:
        if self._current is not None:
            self._off.add(self._current)
            self._current = None
            self._show()

    def _go_back(self) -> None:
        """Take the last answer to this ballot back."""
        if self._given:
            self._given.popitem()
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key decides."""
        found, survey = self.current(), self._survey
        key = Qt.Key(event.key())
        if found is None or survey is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if found[1].likely:
                self.choose(found[1].likely)
        elif key == Qt.Key.Key_0:
            self.choose("")
        elif key == Qt.Key.Key_Space:
            self._on_later()
        elif key == Qt.Key.Key_Backspace:
            self._go_back()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_F8):
            self._on_invalid()
        elif (place := keys.choice_of(event.text(), survey.form.choices)) is not None:
            self.choose(survey.form.choices[place].id)
        else:
            super().keyPressEvent(event)


class _Picture(QWidget):
    """A cut-out of the paper, as large as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setMinimumHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, content: bytes) -> None:
        """Show a PNG."""
        self._image = QImage.fromData(content) if content else QImage()
        self.update()

    def place(self) -> QRect:
        """Where the picture lies: in the middle, whole."""
        size = QSize(self._image.size())
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(0, 0, size.width(), size.height())
        area.moveCenter(self.rect().center())
        return area

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it on paper with a hairline."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.place()
        painter.drawImage(area, self._image)
        painter.setPen(theme.colour("control_line"))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
