"""Asks for the facts of a round, and for a number of papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey, SurveyForm, last_working_week
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Shares of the ballots that are entered a second time, in a hundred.
_SHARES = (0, 5, 10, 20, 50, 100)
#: More papers in one round than a commune has people to ask is a slip of the finger.
MOST_PAPERS = 20_000


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the person says of a round."""

    form_id: str
    title: str
    first_day: date
    last_day: date
    issued: int
    second_share: int
    groups: tuple[str, ...] = ()
    note: str = ""
    complete: bool = False


class CountInput(Field):
    """A number of papers with its label, read when asked for."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.line = LineField()
        super().__init__(label, self.line, hint, parent)

    def read(self, least: int, most: int) -> int | None:
        """The number; None says at the field what is wrong with it."""
        typed = self.line.value().replace(".", "").replace(" ", "")
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else None
        if number is None:
            self.set_problem(_("Hãy gõ một số, ví dụ 120."))
        elif not least <= number <= most:
            words = _("Hãy gõ số từ {least} đến {most}.")
            self.set_problem(words.format(least=formats.whole_number(least), most=formats.whole_number(most)))
        else:
            self.set_problem("")
            return number
        return None


class CountDialog(FormDialog):
    """Asks for a number of papers."""

    def __init__(
        self,
        page: QWidget,
        title: str,
        action: str,
        hint: str,
        done: Callable[[int], None],
        count: int | None = None,
        *,
        least: int = 0,
        most: int = MOST_PAPERS,
    ) -> None:
        super().__init__(page, title, action, letters=46)
        self._done, self._least, self._most = done, least, most
        self.count = CountInput(_("Số phiếu"), hint, self)
        self.count.line.setText("" if count is None else str(count))
        self.body.addWidget(self.count)
        self.count.line.setFocus()
        self.count.line.selectAll()

    def submit(self) -> bool:
        """Hand the number over."""
        count = self.count.read(self._least, self._most)
        if count is None:
            return False
        self._done(count)
        return True


class RoundDialog(FormDialog):
    """The facts of a round.

    Args:
        page: where it stands.
        context: of the window.
        year: whose assessment it is for.
        forms: that can be asked with.
        done: called with the facts.
        survey: the stored round it is about; its form and its papers cannot change.
    """

    def __init__(
        self,
        page: QWidget,
        context: UiContext,
        year: int,
        forms: Sequence[SurveyForm],
        done: Callable[[RoundFacts], None],
        survey: Survey | None = None,
    ) -> None:
        title, action = (
            (_("Mở đợt khảo sát"), _("Mở đợt")) if survey is None else (_("Sửa đợt khảo sát"), _("Lưu"))
        )
        super().__init__(page, title, action, letters=92)
        self._year, self._forms, self._done, self._survey = year, tuple(forms), done, survey
        self._suggested = ""
        self._days: tuple[str, str] = ("", "")  # as suggested last: what a person typed stays
        today = context.clock.today()
        self.form = ChoiceField([(one.id, one.called) for one in forms], self)
        self.name = LineField(parent=self)
        self._name = Field(_("Tên đợt"), self.name, parent=self)
        self.first = DayInput(_("Từ ngày"), today, parent=self)
        self.last = DayInput(_("Đến ngày"), today, parent=self)
        self.issued = CountInput(_("Số phiếu phát ra"), _("Đánh số từ 1; có thể phát thêm sau."), self)
        self.second = ChoiceField([(one, _share_words(one)) for one in _SHARES], self)
        self.by_hamlet = QCheckBox(_("Ghi thôn, tổ dân phố của từng phiếu khi nhập"), self)
        self.complete = QCheckBox(_("Chỉ tính phiếu trả lời đủ các câu"), self)
        self.complete.setToolTip(_("Không chọn thì phiếu vẫn được tính, ô bỏ trống không có điểm."))
        self.note = LineField(parent=self)
        self._guidance = Text(role="quiet-small", wrap=True, parent=self)
        self._hamlets: tuple[str, ...] = ()
        self._lay_out()
        self._show(today)
        self.form.committed.connect(self._on_form)
        context.query(self, "", _hamlets, self._on_hamlets)
        self.name.setFocus()

    def submit(self) -> bool:
        """Hand the facts over, or say at a field what is wrong."""
        title = text_needed(self._name, _("Hãy đặt tên cho đợt này."))
        good, first = self.first.read()
        fine, last = self.last.read(
            lambda day: _("Ngày cuối phải từ ngày đầu trở đi.") if first is not None and day < first else ""
        )
        issued = self._survey.issued if self._survey else self.issued.read(1, MOST_PAPERS)
        form_id, share = self.form.value(), self.second.value()
        if not (title and good and fine and issued and first and last):
            return False
        if not isinstance(form_id, str) or not isinstance(share, int):
            return False
        kept = self._survey.form.groups if self._survey is not None else ()
        groups = kept
        if self.by_hamlet.isVisibleTo(self):
            groups = (kept or self._hamlets) if self.by_hamlet.isChecked() else ()
        note, complete = self.note.value(), self.complete.isChecked()
        self._done(RoundFacts(form_id, title, first, last, issued, share, groups, note, complete))
        return True

    # -- inside

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        grid.addWidget(Field(_("Mẫu phiếu"), self.form, parent=self), 0, 0, 1, 4)
        grid.addWidget(self._guidance, 1, 0, 1, 4)
        grid.addWidget(self._name, 2, 0, 1, 4)
        grid.addWidget(self.first, 3, 0)
        grid.addWidget(self.last, 3, 1)
        grid.addWidget(self.issued, 3, 2, 1, 2)
        second = Field(
            _("Nhập lần hai"),
            self.second,
            _("Phiếu bốc ngẫu nhiên, do người khác nhập lại để đối chiếu."),
            self,
        )
        grid.addWidget(second, 4, 0, 1, 2)
        grid.addWidget(Field(_("Ghi chú"), self.note, parent=self), 4, 2, 1, 2)
        grid.addWidget(self.complete, 5, 0, 1, 2)
        grid.addWidget(self.by_hamlet, 5, 2, 1, 2)
        grid.setRowStretch(6, 1)
        self.body.addLayout(grid)

    def _show(self, today: date) -> None:
        survey = self._survey
        self.by_hamlet.setVisible(False)
        if survey is None:
            self.second.show_value(10)
            self._suggest_days(today, today + timedelta(days=4))
            self._on_form(self.form.value())
            return
        self.form.setEnabled(False)
        self.issued.hide()
        self.name.show_value(survey.title)
        self.first.show_day(survey.first_day)
        self.last.show_day(survey.last_day)
        if survey.second_share not in _SHARES:
            shares = sorted({*_SHARES, survey.second_share})
            self.second.set_choices([(one, _share_words(one)) for one in shares])
        self.second.show_value(survey.second_share)
        self.note.show_value(survey.note)
        self.complete.setChecked(survey.form.complete)
        self._guidance.hide()

    def _on_hamlets(self, names: tuple[str, ...]) -> None:
        self._hamlets = names
        if self._survey is None:
            self._on_form(self.form.value())
            return
        groups = self._survey.form.groups
        self.by_hamlet.setChecked(bool(groups))
        self.by_hamlet.setVisible(bool(names) and set(groups) <= set(names))

    @Slot(object)
    def _on_form(self, form_id: object) -> None:
        form = next((one for one in self._forms if one.id == form_id), None)
        if form is None:
            return
        suggested = _("{form}, năm {year}").format(form=form.called, year=self._year)
        if self.name.value() in ("", self._suggested):
            self.name.setText(suggested)
        self._suggested = suggested
        if form.month:
            self._suggest_days(*last_working_week(self._year, form.month))
        lines = [line for line in form.guidance.splitlines() if line.strip()]
        who = next((line for line in lines if "Đối tượng" in line), "")
        self._guidance.setText(who)
        self._guidance.setVisible(bool(who))
        self.by_hamlet.setVisible(bool(self._hamlets) and not form.groups)
        self.complete.setChecked(form.complete)

    def _suggest_days(self, first: date, last: date) -> None:
        """Offer these days unless the person typed others."""
        if (self.first.line.text(), self.last.line.text()) in (("", ""), self._days):
            self.first.show_day(first)
            self.last.show_day(last)
            self._days = self.first.line.text(), self.last.line.text()


def _hamlets(services: "Services") -> tuple[str, ...]:
    return tuple(one.name for one in services.office.hamlets())


def _share_words(share: int) -> str:
    if share == 0:
        return _("Không nhập lần hai")
    return _("{n}% số phiếu").format(n=share) if share < 100 else _("Tất cả các phiếu")
