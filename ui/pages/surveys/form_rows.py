"""One line each of the editor of forms: a question, an answer with its points."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Choice, Question
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui.widgets.fields import mark_wrong
from ui.widgets.text import Text, icon_button
from ui.widgets.typing import GrowingText, TypedLine


class QuestionRow(QWidget):
    """One question: its number, its words, its place.

    Signals:
        edited: its words changed.
        removed: it is to go.
        moved: int, it is to go up (-1) or down (1).
    """

    edited = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._id = ""
        self._number = Text(role="strong", parent=self)
        self.text = GrowingText(1, 5, self)
        self.up = icon_button("up", _("Đưa câu này lên"), parent=self)
        self.down = icon_button("down", _("Đưa câu này xuống"), parent=self)
        self.remove = icon_button("remove", _("Bỏ câu này"), parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        for made in (self.up, self.down, self.remove):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.text.edited.connect(self.edited)
        self.remove.clicked.connect(self.removed)
        self.up.clicked.connect(partial(self.moved.emit, -1))
        self.down.clicked.connect(partial(self.moved.emit, 1))

    def show_question(self, question: Question, place: int, count: int) -> None:
        """Show a question at its place."""
        self._id = question.id
        self._number.setText(_("Câu {n}").format(n=place + 1))
        self._number.setMinimumWidth(self.fontMetrics().horizontalAdvance(_("Câu {n}").format(n=88)))
        self._number.setMinimumHeight(self.text.minimumSizeHint().height())
        self.text.setAccessibleName(_("Câu {n}").format(n=place + 1))
        if self.text.toPlainText() != question.text:
            self.text.put(question.text)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place + 1 < count)
        self.remove.setEnabled(count > 1)

    def question(self) -> Question:
        """The question as it stands here."""
        return Question(self._id, clean_line(self.text.toPlainText()))


class ChoiceRow(QWidget):
    """One answer and its points.

    Signals:
        edited: it changed.
        removed: it is to go.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._id = ""
        self._points = Decimal(0)
        self.text = TypedLine(self)
        self.text.setPlaceholderText(_("phương án trả lời"))
        self.text.setAccessibleName(_("Phương án trả lời"))
        self.points = TypedLine(self)
        self.points.setAccessibleName(_("Điểm"))
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.points.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 10)
        self.remove = icon_button("remove", _("Bỏ phương án này"), parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.points)
        row.addWidget(Text(_("điểm"), "quiet", parent=self))
        row.addWidget(self.remove)
        self.text.textEdited.connect(self.edited)
        self.points.textEdited.connect(self.edited)
        self.remove.clicked.connect(self.removed)

    def show_choice(self, choice: Choice, *, removable: bool) -> None:
        """Show an answer."""
        self._id, self._points = choice.id, choice.points
        self.text.setText(choice.text)
        self.points.setText(formats.points(choice.points))
        mark_wrong(self.points, wrong=False)
        self.remove.setEnabled(removable)

    def check(self) -> bool:
        """Whether the points are a number; marks them where they are not."""
        good = _read_points(self.points.text()) is not None
        mark_wrong(self.points, wrong=not good)
        return good

    def choice(self) -> Choice:
        """The answer as it stands here, with its last points that were a number."""
        read = _read_points(self.points.text())
        self._points = self._points if read is None else read
        return Choice(self._id, clean_line(self.text.text()), self._points)


def _read_points(text: str) -> Decimal | None:
    try:
        return formats.parse_decimal(text)
    except ValueError:
        return None
