"""A ballot on the screen as it lies on the desk: questions left, one column an answer, a cross in each row."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from friendly_desktop.domain.surveys import Choice, Question, SurveyForm
from friendly_desktop.i18n import _
from ui import theme
from ui.pages.surveys import keys
from ui.widgets.painting import WrappedText

_EDGE = 12
#: Lines of a question in view: as many as let the whole sheet be seen at once.
_MOST_LINES, _LEAST_LINES = 5, 1
#: Lines of a question where the sheet scrolls in any case.
_SCROLLED_LINES = 2
#: How much higher than its words a row may be.
_SPARE = 28
#: Key codes, not characters: the first also stands on the number pad.
_BLANK_KEYS = (Qt.Key.Key_0, Qt.Key.Key_Space)
_INVALID_KEYS = (Qt.Key.Key_Minus, Qt.Key.Key_F8)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BallotSheet(QWidget):
    """Takes the answers of one ballot, one key each.

    Digits and letters answer the current question, 0 or the space bar leaves it blank, Backspace goes back, the arrows
    walk, Enter is done. Minus says that the whole paper does not count.

    Signals:
        changed: an answer was given or taken back.
        done: Enter was pressed.
        back_wanted: Backspace was pressed with nothing left to take back.
        invalid_wanted: the paper does not count, or counts again.
        reason_typed: int, a digit typed while the paper does not count, from 0.
    """

    changed = Signal()
    done = Signal()
    back_wanted = Signal()
    invalid_wanted = Signal()
    reason_typed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: tuple[Question, ...] = ()
        self._choices: tuple[Choice, ...] = ()
        self._answers: list[str | None] = []
        self._current = 0
        self._tops: list[int] = []
        self._lines = _LEAST_LINES
        self._off = False
        self.setProperty("role", "page-body")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(_("Phiếu đang nhập"))

    # -- what the owner asks

    def show_form(self, form: SurveyForm) -> None:
        """Take ballots of this form from now on; a sheet that is being entered stays when the form is the same."""
        if form.questions == self._questions and form.choices == self._choices:
            return
        self._questions, self._choices = form.questions, form.choices
        self._measure()
        self.clear()

    def clear(self) -> None:
        """An empty sheet."""
        self._answers = [None] * len(self._questions)
        self._go(0)

    def show_answers(self, answers: Sequence[str]) -> None:
        """A sheet as it was entered; the last question is current, to be taken back from there."""
        known = {one.id for one in self._choices}
        given = [one if one in known else "" for one in answers][: len(self._questions)]
        self._answers = [*given, *([None] * (len(self._questions) - len(given)))]
        self._go(len(self._questions))

    def answers(self) -> tuple[str, ...]:
        """A choice id or "" for each question; what was not asked yet counts as left blank."""
        return tuple(one or "" for one in self._answers)

    def unanswered(self) -> int:
        """How many questions have neither an answer nor a blank."""
        return sum(one is None for one in self._answers)

    def is_untouched(self) -> bool:
        """Whether nothing was entered."""
        return self.unanswered() == len(self._answers)

    def current(self) -> int:
        """The question to be answered next; their number once all are."""
        return self._current

    def go_to_unanswered(self) -> None:
        """Go to the first question without an answer."""
        if None in self._answers:
            self._go(self._answers.index(None))

    def set_off(self, off: bool) -> None:
        """Grey the sheet: the paper does not count."""
        self._off = off
        self.update()

    # -- answering

    def answer(self, place: int) -> None:
        """Give the current question its ``place``-th answer and go on."""
        self._give(self._choices[place].id)

    def leave_blank(self) -> None:
        """Nothing was ticked there."""
        self._give("")

    def go_back(self) -> None:
        """Take the last answer back."""
        if self._current == 0:
            self.back_wanted.emit()
            return
        self._answers[self._current - 1] = None
        self._go(self._current - 1)
        self.changed.emit()

    def _give(self, choice_id: str) -> None:
        if self._current >= len(self._questions):
            return
        self._answers[self._current] = choice_id
        left = [place for place, one in enumerate(self._answers) if one is None and place > self._current]
        self._go(left[0] if left else self._first_unanswered())
        self.changed.emit()

    def _first_unanswered(self) -> int:
        return self._answers.index(None) if None in self._answers else len(self._questions)

    def _go(self, place: int) -> None:
        self._current = max(0, min(place, len(self._questions)))
        self.update()
        self._reveal()
        self._say()

    def _say(self) -> None:
        """Tell screen readers where one is."""
        if self._current < len(self._questions):
            words = _("Câu {n}: {text}").format(n=self._current + 1, text=self._questions[self._current].text)
        else:
            words = _("Đã trả lời hết. Enter: sang phiếu sau.")
        self.setAccessibleDescription(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _reveal(self) -> None:
        parent = self.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if isinstance(area, QScrollArea) and self._questions and self._tops:
            if self._current == 0:
                area.verticalScrollBar().setValue(0)  # the headings, too
            row = self._row(min(self._current, len(self._questions) - 1))
            area.ensureVisible(0, row.center().y(), 0, row.height() + self._tops[0])

    # -- geometry

    def _cell_width(self) -> int:
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(one.text) for one in self._choices), default=0)
        most = max(56, (self.width() * 6 // 10) // max(1, len(self._choices)))
        return min(max(72, longest + 24), most)

    def _head_height(self) -> int:
        line = self.fontMetrics().height()
        cell = self._cell_width() - 8
        lines = max(
            (len(WrappedText(one.text, theme.font(), cell, 2).lines) for one in self._choices), default=1
        )
        return line * lines + _small_height() + 16

    def _measure(self) -> None:
        parent = self.parentWidget()
        room = parent.height() if parent is not None else self.height()
        offered = range(_MOST_LINES, _LEAST_LINES - 1, -1)
        lines = next((one for one in offered if sum(self._heights(one)) < room), _SCROLLED_LINES)
        heights = self._heights(lines)
        fits = sum(heights) < room
        self.setMinimumHeight(sum(self._heights(_LEAST_LINES) if fits else heights) + 2)
        self._lines, self._tops = lines, [heights[0]]
        spare = max(0, room - sum(heights) - 2) // max(1, len(self._questions))
        for height in heights[1:]:
            self._tops.append(self._tops[-1] + height + min(spare, _SPARE))
        self.updateGeometry()
        self.update()

    def _heights(self, lines: int) -> list[int]:
        """How high the head and each row with questions of so many lines must be."""
        font, width = theme.font(), self._text_width()
        least = max(40, self.fontMetrics().height() + 20)
        rows = [max(least, WrappedText(one.text, font, width, lines).height + 14) for one in self._questions]
        return [self._head_height(), *rows]

    def _text_width(self) -> int:
        number = self.fontMetrics().horizontalAdvance("00") + 2 * _EDGE
        return max(120, self.width() - len(self._choices) * self._cell_width() - number - _EDGE)

    def _row(self, place: int) -> QRect:
        return QRect(0, self._tops[place], self.width(), self._tops[place + 1] - self._tops[place])

    def cell(self, question: int, choice: int) -> QRect:
        """Where the box of an answer is, for the mouse and for tests."""
        row, wide = self._row(question), self._cell_width()
        left = self.width() - (len(self._choices) - choice) * wide
        return QRect(left, row.y(), wide, row.height())

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(600, self.minimumHeight() or 200)

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet."""
        if not self._questions:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(len(self._questions)):
            self._paint_row(painter, place)
        self._paint_head(painter, max(0, -self.y()))

    def _paint_head(self, painter: QPainter, top: int) -> None:
        """The headings; they stay in view while the rows scroll below them."""
        small, base = theme.font(theme.Role.SMALL), theme.font(strong=True)
        high = self._head_height()
        if top:
            painter.fillRect(QRect(0, top, self.width(), high), theme.colour("surface"))
        for place, choice in enumerate(self._choices):
            cell = self.cell(0, place)
            area = QRect(cell.x() + 4, top + 4, cell.width() - 8, high - 8)
            painter.setFont(base)
            painter.setPen(theme.colour("text"))
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(area, flags, choice.text)
            painter.setFont(small)
            painter.setPen(theme.colour("quiet"))
            foot = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(area, foot, keys.label(place, self._choices))
        painter.fillRect(QRect(0, top + high - 1, self.width(), 1), theme.colour("line"))

    def _paint_row(self, painter: QPainter, place: int) -> None:
        row = self._row(place)
        is_current = place == self._current and not self._off
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(row.adjusted(0, 2, 0, -2), 6, 6)
            if self.hasFocus():
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(QRect(row.x(), row.y() + 2, 4, row.height() - 4), 2, 2)
        number = self.fontMetrics().horizontalAdvance("00") + 2 * _EDGE
        painter.setFont(theme.font(strong=True))
        painter.setPen(theme.colour("accent" if is_current else "quiet"))
        painter.drawText(
            QRect(row.x(), row.y(), number - 8, row.height()),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            str(place + 1),
        )
        text = WrappedText(self._questions[place].text, theme.font(), self._text_width(), self._lines)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("quiet" if self._off else "text"))
        text.paint(painter, number, row.y() + (row.height() - text.height) // 2)
        for choice in range(len(self._choices)):
            self._paint_box(painter, place, choice, is_current=is_current)
        if place + 1 < len(self._questions):
            painter.fillRect(QRect(_EDGE, row.bottom(), self.width() - 2 * _EDGE, 1), theme.colour("line"))

    def _paint_box(self, painter: QPainter, question: int, choice: int, *, is_current: bool) -> None:
        cell = self.cell(question, choice)
        side = min(34 if cell.height() > 80 else 26, cell.height() - 12, cell.width() - 12)
        box = QRect(0, 0, side, side)
        box.moveCenter(cell.center())
        given = self._answers[question]
        ticked = given == self._choices[choice].id and not self._off
        line = "accent" if ticked or is_current else "control_line"
        painter.setPen(QPen(theme.colour(line), 2 if ticked else 1.2))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            pen = QPen(theme.colour("on_accent"), 3)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            inset = side // 4
            cross = box.adjusted(inset, inset, -inset, -inset)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        elif given == "" and not self._off:  # left blank, told apart from not asked yet
            painter.setPen(QPen(theme.colour("quiet"), 2))
            middle = box.center()
            painter.drawLine(middle.x() - 4, middle.y(), middle.x() + 4, middle.y())

    # -- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key an answer."""
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
            return
        if key in _ENTER:
            self.done.emit()
        elif key in _INVALID_KEYS:
            self.invalid_wanted.emit()
        elif self._off:
            self._key_while_off(event)
        elif key == Qt.Key.Key_Backspace:
            self.go_back()
        elif key in _BLANK_KEYS:
            self.leave_blank()
        elif key == Qt.Key.Key_Up:
            self._go(self._current - 1)
        elif key == Qt.Key.Key_Down:
            self._go(self._current + 1)
        elif (place := keys.choice_of(event.text(), self._choices)) is not None:
            self.answer(place)
        else:
            super().keyPressEvent(event)

    def _key_while_off(self, event: QKeyEvent) -> None:
        """Digits say why the paper does not count; Backspace makes it count again."""
        if event.key() == Qt.Key.Key_Backspace:
            self.invalid_wanted.emit()
        elif len(event.text()) == 1 and event.text() in "123456789":
            self.reason_typed.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ticks its box."""
        at = event.position().toPoint()
        self.setFocus()
        if self._off or at.y() < max(0, -self.y()) + self._head_height():
            return
        for question in range(len(self._questions)):
            for choice in range(len(self._choices)):
                if self.cell(question, choice).contains(at):
                    self._current = question
                    self.answer(choice)
                    return
            if self._row(question).contains(at):
                self._go(question)
                return

    def event(self, event: QEvent) -> bool:
        """A new parent is watched: its height says how many lines of a question are shown."""
        if event.type() == QEvent.Type.ParentChange and (parent := self.parentWidget()) is not None:
            parent.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """More or less room to be seen in."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self._questions:
            self._measure()
        return super().eventFilter(watched, event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Scrolling moves the sheet; its headings stay."""
        super().moveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise, more height shows more of the questions."""
        super().resizeEvent(event)
        if self._questions:
            self._measure()


def _small_height() -> int:
    """How high a line of small type is."""
    from PySide6.QtGui import QFontMetrics

    return QFontMetrics(theme.font(theme.Role.SMALL)).height()
