"""What is done with letters of the register: one act, said in words, taken back by "Hoàn tác"."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import Delivery, Letter, LetterState
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.form import FormDialog, text_needed
from ui.widgets.fields import ChoiceField, Field, LineField, TextField
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class StepDialog(QDialog):
    """Asks for the day of a step, and how and by whom where that matters.

    Args:
        parent: where it stands.
        title: what is done.
        action: the verb on the button.
        today: the day that stands there at first.
        done: called with the day, the way, and who did it.
        delivering: also ask how and by whom.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        action: str,
        today: date,
        done: Callable[[date, Delivery, str], None],
        *,
        delivering: bool,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self._today, self._done = today, done
        self.day = LineField(_("ngày/tháng/năm"))
        self.day.setText(formats.short_date(today))
        self.how = ChoiceField(((Delivery.HANDED, _("Trao tận tay")), (Delivery.POSTED, _("Gửi bưu điện"))))
        self.by = LineField(_("Họ tên người trao hoặc người gửi"))
        self._day_field = Field(_("Ngày"), self.day, parent=self)
        self.yes = button(action, kind="primary", parent=self)
        self.yes.setDefault(True)
        no = button(_("Hủy"), parent=self)
        fields = QVBoxLayout()
        fields.setSpacing(12)
        if delivering:
            fields.addWidget(Field(_("Cách chuyển"), self.how, parent=self))
        fields.addWidget(self._day_field)
        if delivering:
            fields.addWidget(Field(_("Người trao, gửi"), self.by, parent=self))
        _arrange(self, title, fields, no, self.yes)
        self.yes.clicked.connect(self._on_yes)
        no.clicked.connect(self.reject)
        (self.how if delivering else self.day).setFocus()

    @Slot()
    def _on_yes(self) -> None:
        try:
            day = formats.parse_date(self.day.value(), self._today)
        except ValueError as problem:
            self._day_field.set_problem(str(problem))
            return
        if day > self._today:
            self._day_field.set_problem(_("Ngày này chưa đến. Hãy nhập ngày việc đó đã diễn ra."))
            return
        how = self.how.value()
        self.accept()
        self._done(day, how if isinstance(how, Delivery) else Delivery.HANDED, self.by.value())


class ReasonDialog(QDialog):
    """Asks why letters are cancelled."""

    def __init__(self, parent: QWidget, title: str, done: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self._done = done
        self.reason = TextField(lines=3)
        self._field = Field(_("Lý do"), self.reason, _("Ghi vào sổ, ví dụ: viết sai tên người nhận."), self)
        self.yes = button(_("Hủy thư"), kind="danger", parent=self)
        no = button(_("Không hủy"), parent=self)
        fields = QVBoxLayout()
        words = _("Số của thư vẫn nằm trong sổ và không cấp cho thư khác.")
        fields.addWidget(Text(words, "quiet", wrap=True, parent=self))
        fields.addWidget(self._field)
        _arrange(self, title, fields, self.yes, no)
        self.yes.clicked.connect(self._on_yes)
        no.clicked.connect(self.reject)
        self.reason.setFocus()

    @Slot()
    def _on_yes(self) -> None:
        if not self.reason.value():
            self._field.set_problem(_("Hãy nhập lý do."))
            return
        self.accept()
        self._done(self.reason.value())


class NumberDialog(FormDialog):
    """Asks for the number that a letter was given on paper.

    Args:
        parent: where it stands.
        context: for storing.
        letter: without a number so far.
        proposed: the number that comes next in its book.
    """

    def __init__(self, parent: QWidget, context: UiContext, letter: Letter, proposed: int) -> None:
        title = _("Số của thư gửi {recipient}").format(recipient=letter.recipient or _("người chưa ghi tên"))
        super().__init__(parent, title, _("Ghi số"), letters=52)
        self._context, self._letter = context, letter
        self.number = LineField()
        self.number.setText(f"{proposed:02d}")
        hint = _("Số đã ghi tay trên thư; ở đây là số tiếp theo của sổ. Gõ 12 hoặc 12/UBND.")
        self._field = Field(_("Số"), self.number, hint, self)
        self.body.addWidget(self._field)
        self.number.setFocus()
        self.number.selectAll()

    def submit(self) -> bool:
        """Store it; the dialog closes once the book has taken it."""
        letter, text = self._letter, text_needed(self._field, _("Hãy ghi số của thư."))
        if text and not text[0].isdecimal():
            self._field.set_problem(_("Số bắt đầu bằng chữ số, ví dụ 12/UBND."))
        elif text:

            def work(services: "Services") -> Letter:
                number, words = services.letters.number_typed(letter.book, text)
                return services.letters.give_number(letter.id, number, words)

            self._context.perform(self, _("Ghi số của thư"), work, self._on_stored, self._on_refused)
        return False

    def _on_stored(self, letter: Letter) -> None:
        self._context.tell(_("Đã ghi số {number}.").format(number=letter.draft.number))
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._field.set_problem(f"{error.message} {error.hint}".strip())
        else:
            self._context.show_error(self, error)


def _arrange(dialog: QDialog, title: str, fields: QVBoxLayout, *buttons: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addStretch(1)
    for one in buttons:
        row.addWidget(one)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(16)
    layout.addWidget(Text(title, "heading", wrap=True, parent=dialog))
    layout.addLayout(fields)
    layout.addStretch(1)
    layout.addLayout(row)
    dialog.setMinimumWidth(dialog.fontMetrics().horizontalAdvance("0") * 52)


class LetterActs:
    """Steps of letters, each with its words and its way back."""

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def submit(self, letters: Sequence[Letter]) -> None:
        """Put drafts into the signing folder."""
        ids = [one.id for one in letters if one.state is LetterState.DRAFT]
        words = ngettext(
            "Đã đưa {n} thư vào tập trình ký.", "Đã đưa {n} thư vào tập trình ký.", len(ids)
        ).format(n=len(ids))
        self._do(_("Trình ký"), ids, lambda services: services.letters.submit(ids), words)

    def sign(self, letters: Sequence[Letter]) -> None:
        """Ask for the day and mark letters as signed."""
        ids = [one.id for one in letters if one.state in (LetterState.DRAFT, LetterState.SUBMITTED)]
        if not ids:
            return
        title = ngettext("{n} thư đã ký ngày nào?", "{n} thư đã ký ngày nào?", len(ids)).format(n=len(ids))
        words = ngettext("Đã ghi {n} thư đã ký.", "Đã ghi {n} thư đã ký.", len(ids)).format(n=len(ids))

        def done(day: date, _how: Delivery, _by: str) -> None:
            self._do(_("Đã ký"), ids, lambda services: services.letters.sign(ids, day), words)

        today = self._context.clock.today()
        StepDialog(self._owner.window(), title, _("Đã ký"), today, done, delivering=False).open()

    def number(self, letter: Letter) -> None:
        """Ask for the number that was written on a letter by hand."""

        def ask(proposed: int) -> None:
            NumberDialog(self._owner, self._context, letter, proposed).open()

        self._context.query(
            self._owner,
            _("Đọc sổ thư"),
            lambda services: services.letters.propose_number(letter.book, letter.year),
            ask,
        )

    def deliver(self, letters: Sequence[Letter]) -> None:
        """Ask how, when and by whom, and mark signed letters as handed over or posted."""
        ids = [one.id for one in letters if one.state is LetterState.SIGNED]
        if not ids:
            return
        title = ngettext("{n} thư đã trao, gửi thế nào?", "{n} thư đã trao, gửi thế nào?", len(ids)).format(
            n=len(ids)
        )
        words = ngettext("Đã ghi {n} thư đã trao, gửi.", "Đã ghi {n} thư đã trao, gửi.", len(ids)).format(
            n=len(ids)
        )

        def done(day: date, how: Delivery, by: str) -> None:
            self._do(
                _("Đã trao, gửi"), ids, lambda services: services.letters.deliver(ids, day, how, by), words
            )

        today = self._context.clock.today()
        StepDialog(self._owner.window(), title, _("Đã trao, gửi"), today, done, delivering=True).open()

    def cancel(self, letters: Sequence[Letter]) -> None:
        """Ask why, and cancel letters."""
        ids = [one.id for one in letters if one.state is not LetterState.CANCELLED]
        if not ids:
            return
        if len(letters) == 1:
            title = _("Hủy thư gửi {recipient}?").format(
                recipient=letters[0].recipient or _("người chưa ghi tên")
            )
        else:
            title = ngettext("Hủy {n} thư?", "Hủy {n} thư?", len(ids)).format(n=len(ids))
        words = ngettext("Đã hủy {n} thư.", "Đã hủy {n} thư.", len(ids)).format(n=len(ids))

        def done(reason: str) -> None:
            self._do(_("Hủy thư"), ids, lambda services: services.letters.cancel_many(ids, reason), words)

        ReasonDialog(self._owner.window(), title, done).open()

    def step_back(self, letters: Sequence[Letter]) -> None:
        """Take letters one step back."""
        ids = [one.id for one in letters if one.state is not LetterState.DRAFT]
        words = ngettext("Đã lùi {n} thư một bước.", "Đã lùi {n} thư một bước.", len(ids)).format(n=len(ids))
        self._context.perform(
            self._owner,
            _("Lùi một bước"),
            lambda services: services.letters.reopen_many(ids),
            lambda _letters: self._context.tell(words),
        )

    def remove(self, letters: Sequence[Letter]) -> None:
        """Throw drafts without a number away."""
        ids = [one.id for one in letters if one.state is LetterState.DRAFT and one.number is None]
        words = ngettext("Đã bỏ {n} bản nháp.", "Đã bỏ {n} bản nháp.", len(ids)).format(n=len(ids))
        self._perform(
            _("Bỏ bản nháp"),
            lambda services: services.letters.remove_many(ids),
            words,
            lambda services: services.letters.restore_many(ids),
        )

    def _do(self, title: str, ids: Sequence[int], work: "Callable[[Services], object]", words: str) -> None:
        if ids:
            self._perform(title, work, words, lambda services: services.letters.reopen_many(ids))

    def _perform(
        self,
        title: str,
        work: "Callable[[Services], object]",
        words: str,
        back: "Callable[[Services], object]",
    ) -> None:
        def undo() -> None:
            self._context.perform(self._owner, _("Hoàn tác"), back)

        self._context.perform(self._owner, title, work, lambda _n: self._context.tell(words, undo))
