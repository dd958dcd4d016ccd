"""Plans visits to the villages by a rule, the villages in turn; every day is in view before it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import MeetingEntry
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.text import Text
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 250
_SHOWN_ROWS = 7
_LONGEST = timedelta(days=366)
_USUAL_RULE = "thứ Ba hằng tuần"


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """The visits a rule makes, and the villages to begin with."""

    visits: tuple[MeetingEntry, ...]
    hamlets: tuple[str, ...]


class VisitsDialog(FormDialog):
    """Asks for the rule, the first and last day and the village to begin with.

    Args:
        page: where it stands.
        context: of the window.
        first: the first day offered.
        last: the last day offered.
        done: called with the visits to write.
    """

    def __init__(
        self,
        page: QWidget,
        context: UiContext,
        first: date,
        last: date,
        done: Callable[[tuple[MeetingEntry, ...]], None],
    ) -> None:
        super().__init__(page, _("Lập lịch đi cơ sở"), _("Ghi vào lịch"), letters=84)
        self._context, self._done = context, done
        self._asked = 0
        self._hamlets: tuple[str, ...] | None = None
        self._visits: tuple[MeetingEntry, ...] = ()
        today = context.clock.today()
        self.rule = LineField(_USUAL_RULE)
        self.rule.setText(_USUAL_RULE)
        self.first = DayInput(_("Từ ngày"), today, first, parent=self)
        self.last = DayInput(_("Đến ngày"), today, last, parent=self)
        self.hamlet = ChoiceField([("", _("Tiếp theo lượt trước"))], self)
        columns = (
            Column["MeetingEntry"](_("Ngày"), lambda one: one.day, formats.weekday_date, width=26),
            Column["MeetingEntry"](_("Thôn, tổ dân phố"), lambda one: one.hamlet or "—"),
        )
        self.model: TableModel[MeetingEntry] = TableModel(columns, key=lambda one: one.day, parent=self)
        self.view = table(self.model, columns, _("Các buổi đi cơ sở"), self)
        ListPapers(context, self.view)
        self.view.setMinimumHeight(row_height(self.view) * _SHOWN_ROWS)
        self.summary = Text("", "quiet", wrap=True, parent=self)
        hint = _("Viết như thường nói, ví dụ: thứ Ba hằng tuần; thứ Tư tuần 2 và 4.")
        self._rule = Field(_("Quy tắc"), self.rule, hint, self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.first)
        row.addWidget(self.last)
        row.addWidget(Field(_("Bắt đầu từ"), self.hamlet, parent=self), 1)
        self.body.addWidget(self._rule)
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.view, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._plan)
        for line in (self.rule, self.first.line, self.last.line):
            line.textChanged.connect(self._on_typed)
        self.hamlet.committed.connect(self._plan)
        self.yes.setEnabled(False)
        self._plan()
        self.rule.setFocus()
        self.rule.selectAll()

    # -- the plan follows what is typed

    @Slot()
    def _on_typed(self) -> None:
        self.yes.setEnabled(False)  # until the days of this very rule are in view
        self._later.start()

    @Slot()
    def _plan(self) -> None:
        self._asked += 1
        asked, rule, village = self._asked, clean_line(self.rule.text()), self.hamlet.value()
        fine, first = self.first.read()

        def not_before(day: date) -> str:
            if first is not None and day < first:
                return _("Ngày cuối phải sau ngày đầu.")
            if first is not None and day - first > _LONGEST:
                return _("Lập lịch nhiều nhất cho một năm.")
            return ""

        right, last = self.last.read(not_before)
        self._rule.set_problem("" if rule else _("Hãy nhập quy tắc."))
        if not (fine and right and rule) or first is None or last is None:
            self._show(())
            return
        begin = village if isinstance(village, str) else ""

        def work(services: "Services") -> tuple[int, VisitPlan]:
            visits = services.meetings.plan_visits(first, last, rule, begin)
            return asked, VisitPlan(visits, tuple(one.name for one in services.office.hamlets()))

        self._context.query(self, _("Xem trước lịch"), work, self._on_planned, self._on_failed)

    def _on_planned(self, answer: tuple[int, VisitPlan]) -> None:
        asked, plan = answer
        if asked != self._asked:
            return
        if plan.hamlets != self._hamlets:
            self._hamlets = plan.hamlets
            kept = self.hamlet.value()
            self.hamlet.set_choices([("", _("Tiếp theo lượt trước")), *((one, one) for one in plan.hamlets)])
            self.hamlet.show_value(kept)
        self._show(plan.visits)

    def _on_failed(self, error: Exception) -> None:
        self._show(())
        if isinstance(error, AppError) and error.code == "rule_unclear":
            self._rule.set_problem(error.message)
        else:
            self._context.show_error(self, error)

    def _show(self, visits: tuple[MeetingEntry, ...]) -> None:
        self._visits = visits
        self.model.set_rows(visits)
        count = len(visits)
        words = ngettext(
            "Thêm {n} buổi; ngày đã có buổi đi cơ sở được bỏ qua.",
            "Thêm {n} buổi; ngày đã có buổi đi cơ sở được bỏ qua.",
            count,
        )
        if visits and not self._hamlets:
            words = _("{words} Chưa có danh sách thôn, tổ dân phố trong Cài đặt nên chưa chia lượt.").format(
                words=words
            )
        none = _("Không có ngày nào để thêm.")
        self.summary.setText(words.format(n=count) if visits else none)
        self.yes.setEnabled(bool(visits))

    def submit(self) -> bool:
        """Take the visits in view."""
        if not self._visits or self._later.isActive():
            return False
        self._done(self._visits)
        return True
