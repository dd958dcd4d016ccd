"""What dialogs that ask for a few facts have in common: heading, fields, a verb, a way out."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters.days import read_day
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui.widgets.fields import Field, LineField, TextField
from ui.widgets.text import Text, button, scrolled

#: Pixels that the frame of a window takes from the height of a screen.
_FRAME = 40


class FormDialog(QDialog):
    """Asks for facts; a subclass puts fields into ``body`` and says in :meth:`submit` whether they will do.

    Args:
        parent: where it stands.
        title: what is asked.
        action: the verb on the button.
        kind: of the button, "primary" or "danger".
        letters: how wide, in letters.
    """

    def __init__(
        self, parent: QWidget, title: str, action: str, kind: str = "primary", letters: int = 56
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.yes = button(action, kind=kind, parent=self)
        self.yes.setDefault(kind == "primary")
        self.no = button(_("Hủy"), parent=self)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        self.foot.addStretch(1)
        self.foot.addWidget(self.no)
        self.foot.addWidget(self.yes)
        layout = QVBoxLayout(self)
        # The least height of wrapped words is told for a narrower place than they have here.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        # a strut, because the least width of a window would let it be narrower than what stands in it
        width = min(self.fontMetrics().horizontalAdvance("0") * letters, parent.window().width())
        layout.addStrut(width - 48)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addLayout(self.body, 1)
        layout.addLayout(self.foot)
        self._column = layout
        self._scrolls = False
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.reject)

    def submit(self) -> bool:
        """Take what was entered; False keeps the dialog open with its problems shown."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """On a low screen, or with large type, the fields scroll, and the buttons below them stay in view."""
        self._fit()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """What a field says of a problem makes the dialog higher, too, before anything is painted squeezed."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        if self._scrolls:
            return
        room = self.screen().availableGeometry().height() - _FRAME
        column = self._column
        least = column.totalMinimumSize().width()
        first = not self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        width = max(column.totalSizeHint().width() if first else self.width(), least)
        wanted = column.totalSizeHint().height()
        if column.hasHeightForWidth():
            wanted = column.totalHeightForWidth(width)
        if wanted <= room:
            height = min(wanted, self._least_height(width))
            self.setMinimumSize(least, height)
            if first:
                self.resize(width, wanted)
            elif not height <= self.height() <= room:  # a subclass, or a person, wished for it otherwise
                self.resize(width, max(height, min(self.height(), room)))
            return
        self._scrolls = True
        self.setMinimumSize(least, 0)
        keyboard, place = self.focusWidget(), self._column.indexOf(self.body)
        self._column.removeItem(self.body)
        self.body.setParent(None)
        inner = QWidget(self)
        inner.setProperty("role", "page-body")
        self.body.setContentsMargins(0, 0, 8, 0)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        seen = [one for one in self.findChildren(QWidget, options=direct) if not one.isHidden()]
        inner.setLayout(self.body)
        area = scrolled(inner, self)
        self._column.insertWidget(place, area, 1)
        for one in (*seen, area):  # what gets another parent stays hidden until the next turn
            one.show()
        if keyboard is not None:
            keyboard.setFocus()
        self._column.activate()
        self.resize(width, room)

    def _least_height(self, width: int) -> int:
        if self._column.hasHeightForWidth():
            return self._column.totalMinimumHeightForWidth(width)
        return self._column.totalMinimumSize().height()

    @Slot()
    def _on_yes(self) -> None:
        if self.submit():
            self.accept()


class DayInput(Field):
    """A day with its label, read when asked for.

    Args:
        label: translated.
        today: for "hôm nay" and missing years.
        day: what stands there at first.
        hint: a quiet sentence below.
        needed: an empty field is a problem.
    """

    def __init__(
        self,
        label: str,
        today: date,
        day: date | None = None,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        needed: bool = True,
    ) -> None:
        self.line = LineField(_("ngày/tháng/năm"))
        self.line.setToolTip(_("Gõ 5/3, 050326 hoặc «hôm nay»"))
        super().__init__(label, self.line, hint, parent)
        self._today, self._needed = today, needed
        self.show_day(day)

    def show_day(self, day: date | None) -> None:
        """Show a day."""
        self.line.setText(formats.short_date(day))

    def read(self, check: Callable[[date], str] | None = None) -> tuple[bool, date | None]:
        """Whether it will do, and the day; ``check`` says what is wrong with one, "" nothing."""
        text = clean_line(self.line.text())
        if not text:
            self.set_problem(_("Hãy nhập ngày.") if self._needed else "")
            return not self._needed, None
        try:
            day = read_day(text, self._today)
        except ValueError as problem:
            self.set_problem(str(problem))
            return False, None
        wrong = check(day) if check else ""
        self.set_problem(wrong)
        return not wrong, day

    def peek(self) -> date | None:
        """The day typed so far, None while it is not one; says nothing."""
        try:
            return read_day(clean_line(self.line.text()), self._today)
        except ValueError:
            return None


class DayDialog(FormDialog):
    """Asks for a day that has been: when a notice was hung out, when something was done.

    Args:
        page: where it stands.
        title: what is asked.
        action: the verb on the button.
        today: no later day is taken.
        done: gets the day.
        label: of the day.
        hint: below it.
    """

    def __init__(
        self,
        page: QWidget,
        title: str,
        action: str,
        today: date,
        done: Callable[[date], None],
        *,
        label: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(page, title, action)
        self._done, self._today = done, today
        self.day = DayInput(label or _("Ngày"), today, today, hint, self)
        self.body.addWidget(self.day)
        self.day.line.setFocus()
        self.day.line.selectAll()

    def submit(self) -> bool:
        """Take the day."""

        def check(day: date) -> str:
            return _("Ngày này chưa đến.") if day > self._today else ""

        fine, day = self.day.read(check)
        if fine and day is not None:
            self._done(day)
        return fine


def text_needed(field: Field, sentence: str) -> str:
    """The words of a line or text field; says ``sentence`` at it when there are none."""
    typed = field.input
    words = typed.value() if isinstance(typed, LineField | TextField) else ""
    field.set_problem("" if words else sentence)
    return words
