"""What stands around the words of a letter: date, place, who signs, number, sheet, frame."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import Frame, LetterDraft, Paper, Sheet
from friendly_desktop.domain.office import Signatory, SigningForm
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui.pages.letters.grid import FormGrid
from ui.widgets.fields import ChoiceField, mark_wrong
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import Text
from ui.widgets.typing import TypedLine

SCALES = (120, 110, 100, 95, 90, 85, 80, 75, 70)


def papers() -> tuple[tuple[tuple[Paper, bool], str], ...]:
    """The sheets on offer, with their words."""
    return (
        ((Paper.A4, False), _("A4 dọc")),
        ((Paper.A4, True), _("A4 ngang")),
        ((Paper.A5, False), _("A5 dọc")),
        ((Paper.A5, True), _("A5 ngang")),
    )


def frames() -> tuple[tuple[Frame, str], ...]:
    """The frames on offer, with their words."""
    return (
        (Frame.NONE, _("Không khung")),
        (Frame.LOTUS, _("Hoa sen")),
        (Frame.DRUM, _("Trống đồng")),
        (Frame.BLOSSOM, _("Hoa đào, hoa mai")),
        (Frame.LINE, _("Nét đôi")),
        (Frame.QUIET, _("Nét mảnh xám")),
    )


def signatory_words(one: Signatory) -> str:
    """A signatory as one chooses: "Chủ tịch Nguyễn Thị Huệ"."""
    if one.form is SigningForm.CHAIRMAN:
        return _("Chủ tịch {name}").format(name=one.name)
    return _("Phó Chủ tịch {name}").format(name=one.name)


class LetterDetails(QWidget):
    """Everything about a letter that is not a field of its template.

    Signals:
        edited: something changed.
        left: the keyboard left a line.
        entered: Enter was pressed in the number or the last line.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(
        self, today: Callable[[], date], parent: QWidget | None = None, *, numbered: bool = True
    ) -> None:
        """``numbered`` asks for the number of the letter too."""
        super().__init__(parent)
        self._today = today
        self._numbered = numbered
        self._date = TypedLine(self)
        self._date.setToolTip(_("Gõ 5/3, 050326 hoặc «hôm nay»"))
        self._place = SuggestLine(self)
        self._signatory = ChoiceField(parent=self)
        self._number = TypedLine(self)
        self._by_hand = QCheckBox(_("Để trống, ghi tay"), self)
        self._paper = ChoiceField(papers(), self)
        self._frame = ChoiceField(frames(), self)
        self._scale = ChoiceField([(one, _("Chữ {n}%").format(n=one)) for one in SCALES], self)
        self._day_problem = Text(role="problem", wrap=True, parent=self)
        self._day_problem.hide()
        self._number_problem = Text(role="problem", wrap=True, parent=self)
        self._number_problem.hide()
        self._proposed = ""
        self._day = today()
        self.grid = FormGrid(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        for one, words in (
            (self._date, _("Ngày ghi trên thư")),
            (self._place, _("Địa danh ghi trên thư")),
            (self._signatory, _("Người ký")),
            (self._number, _("Số của thư")),
            (self._paper, _("Khổ giấy")),
            (self._frame, _("Khung")),
            (self._scale, _("Cỡ chữ của thư")),
        ):
            one.setAccessibleName(words)
        for narrow in (self._paper, self._frame, self._scale):
            narrow.setMinimumContentsLength(6)
        letter = self.fontMetrics().horizontalAdvance("0")
        self._date.setMaximumWidth(letter * 13 + 20)
        self._number.setMinimumWidth(letter * 14 + 20)
        when = QVBoxLayout()
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(3)
        when.addLayout(_side_by_side((self._place, 1), (self._date, 0)))
        when.addWidget(self._day_problem)
        number = QVBoxLayout()
        number.setContentsMargins(0, 0, 0, 0)
        number.setSpacing(3)
        number.addLayout(_side_by_side((self._number, 1), (self._by_hand, 0)))
        number.addWidget(self._number_problem)
        self.grid.add(_("Địa danh, ngày"), _holding(when), self._place)
        self.grid.add(_("Người ký"), self._signatory)
        with_number = _holding(number)
        if self._numbered:
            self.grid.add(_("Số"), with_number, self._number)
        else:
            with_number.setParent(self)
            with_number.hide()
        self.grid.add(
            _("Giấy, khung"), _holding(_side_by_side((self._paper, 1), (self._frame, 1))), self._paper
        )
        self.grid.add(_("Cỡ chữ"), self._scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        inputs = (self._place, self._date, self._signatory, self._number, self._by_hand)
        for before, after in pairwise((*inputs, self._paper, self._frame, self._scale)):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        for line in (self._date, self._number):
            line.textEdited.connect(self._on_edited)
            line.left.connect(self._on_left)
            line.installEventFilter(self)
        self._place.textEdited.connect(self._on_edited)
        self._place.left.connect(self._on_left)
        self._place.passed.connect(self._on_passed)
        for choice in (self._signatory, self._paper, self._frame, self._scale):
            choice.committed.connect(self._on_edited)
        self._by_hand.toggled.connect(self._show_proposed)
        self._by_hand.clicked.connect(self._on_by_hand)

    # -- what the page does

    def set_people(self, signatories: Sequence[Signatory]) -> None:
        """Who can sign."""
        kept = self._signatory.value()
        self._signatory.set_choices([(one.id, signatory_words(one)) for one in signatories])
        self._signatory.show_value(kept)

    def set_places(self, places: Sequence[str]) -> None:
        """Places to offer."""
        self._place.set_suggestions(places)

    def set_proposed_words(self, number: str) -> bool:
        """Another number may come next; what was chosen stays. Returns whether the letter bears another one."""
        before = self.shown_number()
        self._proposed = number
        self._show_proposed()
        return self.shown_number() != before

    def set_proposed(self, number: str, *, numbered: bool) -> None:
        """The number that comes next; shown until another one is typed or it is left to the hand."""
        self._proposed = number
        self._by_hand.setChecked(not numbered and not self._number.text())
        self._show_proposed()

    def show_draft(self, draft: LetterDraft, sheet: Sheet) -> None:
        """Show a draft; ``sheet`` is its own or its template's."""
        self._day = draft.date
        self._date.show_text(formats.short_date(draft.date))
        self._place.show_text(draft.place)
        self._signatory.show_value(draft.signatory_id)
        self._number.show_text(draft.number)
        if draft.number:
            self._by_hand.setChecked(False)
        self.show_sheet(sheet)

    def show_number(self, number: str) -> None:
        """The letter was given this number."""
        if number != self._number.text():
            self._number.setText(number)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self._paper.show_value((sheet.paper, sheet.landscape))
        self._frame.show_value(sheet.frame)
        if sheet.scale not in SCALES:
            sizes = sorted({*SCALES, sheet.scale}, reverse=True)
            self._scale.set_choices([(one, _("Chữ {n}%").format(n=one)) for one in sizes])
        self._scale.show_value(sheet.scale)

    def onto(self, draft: LetterDraft, own: Sheet) -> LetterDraft:
        """The draft with what stands here; the sheet only where it differs from the template's ``own``."""
        signatory = self._signatory.value()
        sheet = self.sheet()
        return replace(
            draft,
            date=self._read_date()[0],
            place=clean_line(self._place.text()),
            signatory_id=signatory if isinstance(signatory, int) else None,
            number=clean_line(self._number.text()),
            sheet=None if sheet == own else sheet,
        )

    def sheet(self) -> Sheet:
        """The sheet that is chosen."""
        paper, frame, scale = self._paper.value(), self._frame.value(), self._scale.value()
        kind, landscape = paper if isinstance(paper, tuple) else (Paper.A4, False)
        return Sheet(
            kind,
            landscape,
            frame if isinstance(frame, Frame) else Frame.NONE,
            scale if isinstance(scale, int) else 100,
        )

    def shown_number(self) -> str:
        """The number as the letter will bear it: typed, proposed, or "" for the hand."""
        return clean_line(self._number.text()) or ("" if self._by_hand.isChecked() else self._proposed)

    def wants_number(self) -> bool:
        """Whether the next number is to be given when the letter goes on its way."""
        return not self._by_hand.isChecked() and not clean_line(self._number.text())

    def problem(self) -> str:
        """What is wrong with the date."""
        return self._read_date()[1]

    def tell(self) -> None:
        """Say what is wrong with the date, at the date."""
        problem = self.problem()
        self._day_problem.setText(problem)
        self._day_problem.setVisible(bool(problem))
        mark_wrong(self._date, bool(problem))

    def say_number(self, problem: str) -> None:
        """Say what is wrong with the number, at the number."""
        self._number_problem.setText(problem)
        self._number_problem.setVisible(bool(problem))
        mark_wrong(self._number, bool(problem))
        if problem:
            self._number.setFocus()

    def focus_date(self) -> None:
        """Go where the date is typed."""
        self._date.setFocus()

    # -- inside

    def _read_date(self) -> tuple[date, str]:
        try:
            return formats.parse_date(self._date.text(), self._today()), ""
        except ValueError as problem:
            return self._day, str(problem)

    @Slot()
    def _show_proposed(self) -> None:
        by_hand = self._by_hand.isChecked()
        self._number.setPlaceholderText(_("ghi tay") if by_hand else self._proposed)
        self._number.setToolTip(
            _("Số tiếp theo trong sổ là {number}; thư chỉ nhận số khi in, trình ký hoặc lưu tệp.").format(
                number=self._proposed
            )
        )

    @Slot()
    def _on_edited(self) -> None:
        if self._number.text().strip() and self._by_hand.isChecked():
            self._by_hand.setChecked(False)
        self._day = self._read_date()[0]
        self.say_number("")
        self.edited.emit()

    @Slot()
    def _on_left(self) -> None:
        day, problem = self._read_date()
        if not problem:
            self._date.show_text(formats.short_date(day))
        self.tell()
        self.left.emit()

    @Slot(bool)
    def _on_by_hand(self, on: bool) -> None:
        if on and self._number.text():
            self._number.clear()
        self.edited.emit()

    @Slot()
    def _on_passed(self) -> None:
        self._date.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if watched is self._date:
                self._signatory.setFocus()
            else:
                self.entered.emit()
            return True
        return super().eventFilter(watched, event)


def _side_by_side(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget, stretch in parts:
        row.addWidget(widget, stretch)
    return row


def _holding(layout: QHBoxLayout | QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
