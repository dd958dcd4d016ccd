"""Entry of ballots: number, one key an answer, Enter, the next paper. A sheet takes seconds.

Each ballot is stored by its Enter. A ballot that could not be stored is said at once and comes back into view.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, Survey, SurveyState
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.surveys import entry_words
from ui.pages.surveys.invalid_bar import INVALID_WHYS, InvalidBar
from ui.pages.surveys.sheet import BallotSheet
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, LineField, SuggestField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import on_keys
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: A clerk who lets a sheet lie longer than this went for tea: the time counts from the first key.
_PAUSE = timedelta(seconds=60)
#: Lines of height below which only the sheet itself is shown.
_LOW = 17
#: Sheets the speed is an average of.
_RECENT = 20


class BallotEntry(QWidget):
    """One paper after the other.

    Args:
        context: of the window.
        hand: 1 for the entry that counts, 2 for the check by a second person.
        parent: where it stands.

    Signals:
        entered: int, a ballot was stored.
    """

    entered = Signal(int)

    def __init__(self, context: UiContext, hand: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._hand = context, hand
        self._survey: Survey | None = None
        self._stored: dict[int, Ballot] = {}
        self._others: dict[int, Ballot] = {}
        self._wanted: tuple[int, ...] | None = None  # numbers that are asked for; None for all
        self._number: int | None = None
        self._why = ""
        self._pile = ""  # the group of the papers on the desk, whatever an older ballot says
        self._began: datetime = context.clock.now()
        self._touched = False
        self._recent: list[Decimal] = []
        self._build()
        self._lay_out()
        self._connect()

    # -- what the owner asks

    def show_round(
        self,
        survey: Survey,
        ballots: Sequence[Ballot],
        people: Sequence[str] = (),
        *,
        wanted: Sequence[int] | None = None,
        others: Sequence[Ballot] = (),
    ) -> None:
        """Take ballots of this round; a sheet that is being entered stays.

        Args:
            survey: the round.
            ballots: what this hand entered so far.
            people: who may be entering.
            wanted: the only numbers to be entered, in their order; None for all.
            others: what the other hand entered.
        """
        another = self._survey is None or self._survey.id != survey.id
        self._survey = survey
        self._stored = {one.number: one for one in ballots}
        self._others = {one.number: one for one in others}
        self._wanted = tuple(wanted) if wanted is not None else None
        self.sheet.show_form(survey.form)
        self.group.setVisible(bool(survey.form.groups))
        self._group_label.setVisible(bool(survey.form.groups))
        self.group.set_choices([("", _("Không rõ")), *((one, one) for one in survey.form.groups)])
        self.by.set_suggestions(people)
        if another:
            self._recent, self._pile = [], ""
            typed = [
                one
                for one in ballots
                if one.entered_by and one.entered_at and one.source is BallotSource.KEYS
            ]
            last = max(typed, key=lambda one: (one.entered_at or self._began, one.number), default=None)
            user = self._context.user
            self.by.show_value(user.name if user else last.entered_by if last is not None else "")
            self.by.setEnabled(user is None)  # whoever is signed in types under no other name
            self._last.say("")
            self._load(self._next_after(0))
        elif self._number is None or (self.sheet.is_untouched() and not self._why):
            free = self._is_open(self._number) and self._number not in self._stored
            self._load(self._number if free else self._next_after(0))
        self._show_count()
        closed = survey.state is SurveyState.CLOSED
        self._closed.say(_("Đợt khảo sát đã đóng; mở lại để nhập hoặc sửa phiếu.") if closed else "")
        self.setEnabled(True)
        self._body.setEnabled(not closed)

    def begin(self) -> None:
        """Come into view with the keyboard on the sheet."""
        self._began, self._touched = self._context.clock.now(), False
        if self.by_number.isChecked() and self.sheet.is_untouched():
            self._ask_number()
        else:
            self.sheet.setFocus()

    def go_to(self, number: int) -> None:
        """Bring a ballot into view, entered or not."""
        self._load(number)
        self.sheet.setFocus()

    def number(self) -> int | None:
        """The ballot in view."""
        return self._number

    def count_words(self) -> str:
        """How far the entry is, as shown."""
        return self._count.text()

    def last_words(self) -> str:
        """What the strip says of the ballot before."""
        return self._last.text()

    def problem(self) -> str:
        """What is wrong, as shown."""
        return self._problem.text()

    # -- building

    def _build(self) -> None:
        self._body = QWidget(self)
        self._number_label = Text(_("Phiếu số"), "strong", parent=self._body)
        self.number_box = LineField(parent=self._body)
        self.number_box.setAccessibleName(_("Phiếu số"))
        self.number_box.setToolTip(_("Đến phiếu số khác (F2)"))
        self.number_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number_box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 11)
        self._group_label = Text(_("Nhóm"), "quiet", parent=self._body)
        self.group = ChoiceField(parent=self._body)
        self.group.setAccessibleName(_("Nhóm"))
        self._by_label = Text(_("Người nhập"), "quiet", parent=self._body)
        self.by = SuggestField(parent=self._body)
        self.by.setAccessibleName(_("Người nhập"))
        self.by.setMinimumContentsLength(14)
        self._count = Text(role="strong", parent=self._body)
        self.by_number = QCheckBox(_("Gõ số của từng phiếu"), self._body)
        self.by_number.setToolTip(
            _("Khi chồng phiếu không xếp theo số: sau mỗi Enter, gõ số ghi trên phiếu kế tiếp.")
        )
        self.sheet = BallotSheet()
        self._edit_last = button(_("Sửa phiếu này"), kind="quiet", parent=self)
        self._last = NoticeStrip("done", "good", self._edit_last, parent=self)
        self._problem = NoticeStrip("warning", "warning", parent=self)
        self._closed = NoticeStrip("lock", "accent", parent=self)
        self.take_out = button(_("Bỏ lần nhập này"), "remove", "quiet", parent=self)
        reserve(self._context, Right.SURVEYS, self.take_out)
        self._known = NoticeStrip("info", "accent", self.take_out, parent=self)
        self.invalid = InvalidBar(self._body)
        self._keys = Text(
            _(
                "Số hoặc chữ ở đầu cột: chọn · 0: bỏ trống · Backspace: lùi · dấu trừ: không hợp lệ · Enter: lưu, sang "
                "phiếu sau · F2: đến phiếu số"
            ),
            "quiet-small",
            wrap=True,
            parent=self._body,
        )

    def _lay_out(self) -> None:
        head = QWidget(self._body)
        flow = FlowLayout(head, spacing=8)
        for one in (
            self._number_label,
            self.number_box,
            self._group_label,
            self.group,
            self._by_label,
            self.by,
            self.by_number,
            self._count,
            air(head),
        ):
            one.setParent(head)
            flow.addWidget(one)
        board = QFrame(self._body)
        board.setProperty("role", "card")
        inside = QVBoxLayout(board)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(scrolled(self.sheet, board))
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self._known)
        column.addWidget(self.invalid)
        column.addWidget(board, 1)
        column.addWidget(self._keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._closed)
        layout.addWidget(self._problem)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._last)
        self.setFocusProxy(self.sheet)

    def _connect(self) -> None:
        self.sheet.changed.connect(self._on_changed)
        self.sheet.done.connect(self._on_done)
        self.sheet.back_wanted.connect(self._on_back)
        self.sheet.invalid_wanted.connect(self._on_invalid)
        self.sheet.reason_typed.connect(self.invalid.choose)
        self.invalid.chosen.connect(self._on_reason)
        self.invalid.dropped.connect(self._on_invalid)
        self.number_box.returnPressed.connect(self._on_number)
        on_keys(self.number_box, self._on_number_left, Qt.Key.Key_Escape)
        self.group.committed.connect(self._on_group)
        self.take_out.clicked.connect(self._on_take_out)
        self._edit_last.clicked.connect(self._on_edit_last)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, context=inside).activated.connect(self._ask_number)

    # -- which paper

    def _numbers(self) -> Sequence[int]:
        if self._survey is None:
            return ()
        return self._wanted if self._wanted is not None else range(1, self._survey.issued + 1)

    def _is_open(self, number: int | None) -> bool:
        return number is not None and number in self._numbers()

    def _next_after(self, number: int) -> int | None:
        """The next paper that was not entered, from ``number`` on and then from the first."""
        waiting = [one for one in self._numbers() if one not in self._stored]
        return next((one for one in waiting if one > number), waiting[0] if waiting else None)

    def _load(self, number: int | None) -> None:
        """Show a paper: empty, or as it was entered."""
        self._number = number
        self._why = ""
        self._problem.say("")
        known = self._stored.get(number) if number is not None else None
        self.number_box.setText("" if number is None else str(number))
        if known is None:
            self.sheet.clear()
            self.group.show_value(self._pile)
        else:
            self.sheet.show_answers(known.answers)
            self.group.show_value(known.group)
            if known.state is BallotState.INVALID:
                self._why = known.why or INVALID_WHYS[-2]
        self.invalid.show_why(self._why)
        self.sheet.set_off(bool(self._why))
        self._known.say(self._known_words(number, known))
        self.take_out.setVisible(known is not None)
        self.sheet.setEnabled(number is not None)
        self._began, self._touched = self._context.clock.now(), known is not None

    def _known_words(self, number: int | None, known: Ballot | None) -> str:
        survey = self._survey
        if survey is None:
            return ""
        if number is None:
            return entry_words.nothing_left_words(survey, self._hand)
        if known is not None:
            return entry_words.again_words(known)
        if self._hand == 2:
            left = [one for one in self._numbers() if one not in self._stored and one != number]
            return entry_words.take_words(number, left)
        return entry_words.all_returned_words(survey, len(self._stored))

    @Slot()
    def _ask_number(self) -> None:
        self.number_box.setFocus()
        self.number_box.selectAll()

    @Slot()
    def _on_number(self) -> None:
        survey = self._survey
        typed = self.number_box.value().removeprefix("#").strip()
        if survey is None:
            return
        number = int(typed) if typed.isascii() and typed.isdecimal() else 0
        if number not in self._numbers():
            if self._hand == 2 and 1 <= number <= survey.issued:
                words = _("Phiếu {n} không nằm trong số phiếu phải nhập lần hai.").format(n=number)
            else:
                words = _("Đợt này phát phiếu số 1 đến {n}.").format(n=formats.whole_number(survey.issued))
            self._problem.say(words)
            self._ask_number()
            return
        self._load(number)
        self.sheet.setFocus()

    @Slot()
    def _on_number_left(self) -> None:
        """Escape leaves the number as it was."""
        self.number_box.setText("" if self._number is None else str(self._number))
        self.sheet.setFocus()

    @Slot(object)
    def _on_group(self, group: object) -> None:
        known = self._stored.get(self._number) if self._number is not None else None
        if known is None and isinstance(group, str):
            self._pile = group
        self.sheet.setFocus()

    # -- one paper

    @Slot()
    def _on_changed(self) -> None:
        self._problem.say("")
        if not self._touched:
            self._touched = True
            now = self._context.clock.now()
            if now - self._began > _PAUSE:
                self._began = now

    @Slot()
    def _on_invalid(self) -> None:
        """The paper does not count, or counts again."""
        self._touched = True
        self._on_reason("" if self._why else INVALID_WHYS[1])

    @Slot(str)
    def _on_reason(self, why: str) -> None:
        self._why = why
        self.invalid.show_why(why)
        self.sheet.set_off(bool(why))
        self.sheet.setFocus()

    @Slot()
    def _on_back(self) -> None:
        """Backspace on an empty sheet leads to the paper before."""
        if self._number is None or not self.sheet.is_untouched():
            return
        before = [one for one in self._numbers() if one < self._number and one in self._stored]
        if before:
            self.go_to(before[-1])

    @Slot()
    def _on_edit_last(self) -> None:
        number = self._edit_last.property("number")
        if isinstance(number, int):
            self.go_to(number)

    @Slot()
    def _on_done(self) -> None:
        """Store the paper and take the next."""
        survey, number = self._survey, self._number
        if survey is None or number is None:
            return
        if not self._why and self.sheet.unanswered():
            self.sheet.go_to_unanswered()
            words = _(
                "Câu {n} chưa có câu trả lời. Người dân bỏ trống thì bấm 0; cả phiếu không dùng được thì bấm dấu trừ."
            )
            self._problem.say(words.format(n=self.sheet.current() + 1))
            return
        before, ballot = self._stored.get(number), self._ballot(number)
        if before is None or not _says_the_same(before, ballot):
            self._keep(survey, ballot)
            self._stored[number] = ballot
        if before is None and ballot.seconds is not None:
            self._recent = [*self._recent, ballot.seconds][-_RECENT:]
        self._show_last(ballot)
        self._load(self._next_after(number))
        self._show_count()
        if self.by_number.isChecked() and self._number is not None:
            self._ask_number()

    def _ballot(self, number: int) -> Ballot:
        answers, why = self.sheet.answers(), self._why
        if not why and not any(answers):
            why = INVALID_WHYS[0]
        now = self._context.clock.now()
        before = self._stored.get(number)
        seconds = Decimal((now - self._began) // timedelta(milliseconds=100)) / 10
        group = self.group.value()
        return Ballot(
            number=number,
            answers=answers,
            state=BallotState.INVALID if why else BallotState.VALID,
            why=why,
            hand=self._hand,
            group=group if isinstance(group, str) and self.group.isVisibleTo(self) else "",
            source=BallotSource.KEYS,
            seconds=seconds if before is None else before.seconds,  # a correction is quick without being odd
            entered_at=now,
            entered_by=self.by.value(),
        )

    def _keep(self, survey: Survey, ballot: Ballot) -> None:
        survey_id, before = survey.id, self._stored.get(ballot.number)

        def work(services: "Services") -> object:
            return services.surveys.enter(survey_id, ballot, replace=before is not None)

        def done(_stored: object) -> None:
            self.entered.emit(ballot.number)

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                self._context.show_error(self, error)
                return
            if self._survey is None or self._survey.id != survey_id:
                return
            if before is None:
                self._stored.pop(ballot.number, None)
            else:
                self._stored[ballot.number] = before
            self._bring_back(ballot, error)

        self._context.perform(self, _("Lưu phiếu"), work, done, failed)

    def _bring_back(self, ballot: Ballot, error: AppError) -> None:
        """A paper that could not be stored is in view again, unless another one is being entered."""
        words = _("Phiếu {n} chưa lưu được: {why}").format(
            n=ballot.number, why=" ".join(part for part in (error.message, error.hint) if part)
        )
        if self.sheet.is_untouched():
            self._load(ballot.number)
            self.sheet.show_answers(ballot.answers)
            self._why = ballot.why
            self.invalid.show_why(ballot.why)
            self.sheet.set_off(bool(ballot.why))
        self._last.say("")
        self._problem.say(words)
        self._show_count()

    @Slot()
    def _on_take_out(self) -> None:
        """The paper was entered under a wrong number: it is as if it had not been."""
        survey, number = self._survey, self._number
        known = self._stored.get(number) if number is not None else None
        if survey is None or number is None or known is None:
            return
        survey_id, hand = survey.id, self._hand

        def done(taken: tuple[Ballot, ...]) -> None:
            def back() -> None:
                self._context.perform(
                    self, _("Hoàn tác"), lambda services: services.surveys.put_back(survey_id, taken)
                )

            self._stored.pop(number, None)
            if self._number == number:
                self._load(number)
            self._show_count()
            self._context.tell(_("Đã bỏ lần nhập phiếu {n}.").format(n=number), back)

        self._context.perform(
            self,
            _("Bỏ lần nhập này"),
            lambda services: services.surveys.take_out(survey_id, number, hand),
            done,
        )
        self.sheet.setFocus()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the sheet needs the room; the keys stand under its headings and in the help."""
        super().resizeEvent(event)
        self._keys.setVisible(event.size().height() > self.fontMetrics().height() * _LOW)

    # -- words

    def _show_last(self, ballot: Ballot) -> None:
        if self._survey is not None:
            self._edit_last.setProperty("number", ballot.number)
            other = self._others.get(ballot.number) if self._hand == 2 else None
            self._last.say(entry_words.stored_words(self._survey, ballot, other))

    def _show_count(self) -> None:
        survey = self._survey
        if survey is None:
            return
        done = sum(number in self._stored for number in self._numbers())
        of = len(self._numbers())
        if self._hand == 1 and survey.returned is not None:
            of = survey.returned
        self._count.setText(entry_words.count_words(done, of, self._recent))


def _says_the_same(one: Ballot, other: Ballot) -> bool:
    return (one.answers, one.state, one.why, one.group) == (
        other.answers,
        other.state,
        other.why,
        other.group,
    )
