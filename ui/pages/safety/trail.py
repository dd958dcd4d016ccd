"""The trail of changes: what was written, by whom and when; checked, and taken out as a file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import sort_key
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.trail import TrailAct, TrailFilter, TrailReport
from friendly_desktop.services.trail.service import PART
from friendly_desktop.services.trail.words import RECORDS, record_words
from ui.context import UiContext
from ui.dialogs import messages
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.safety.tab import SafetyTab
from ui.people.permission import reserve
from ui.safety.trail_rows import TrailRow, columns, rows_of
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PURPOSE = "trail"


@dataclass(frozen=True, slots=True)
class _Found:
    acts: tuple[TrailAct, ...]
    count: int
    actors: tuple[str, ...]
    more: bool


class TrailTab(SafetyTab):
    """The newest changes first; by kind of record, person and day."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._acts: tuple[TrailAct, ...] = ()
        kinds = [(one, record_words(one)) for one in RECORDS]
        self.kind = ChoiceField(
            [("", _("Mọi loại")), *sorted(kinds, key=lambda one: sort_key(one[1]))],
            self,
        )
        self.kind.setAccessibleName(_("Loại dữ liệu"))
        self.actor = ChoiceField([(None, _("Mọi người"))], self)
        self.actor.setAccessibleName(_("Người làm"))
        self.since = DateField(context.clock.today, self)
        self.since.setAccessibleName(_("Từ ngày"))
        self.until = DateField(context.clock.today, self)
        self.until.setAccessibleName(_("Đến ngày"))
        self._since: date | None = None
        self._until: date | None = None
        shown = columns()
        self.model: TableModel[TrailRow] = TableModel(shown, key=lambda one: one.line.number, parent=self)
        self.view = table(self.model, shown, _("Nhật ký thay đổi"), self)
        self.papers = ListPapers(context, self.view, self._told)
        self._nothing = EmptyState(
            "history",
            _("Chưa có thay đổi nào"),
            _("Mỗi lần thêm, sửa, xóa đều được ghi lại ở đây; không ai sửa hay xóa được các dòng đã ghi."),
            parent=self,
        )
        self._state = Text("", "quiet", wrap=True, parent=self)
        self._stack = QStackedWidget(self)
        for one in (QWidget(self), self.view, self._nothing):
            self._stack.addWidget(one)
        self.verify_button = button(_("Kiểm tra nhật ký"), "check", "primary", "Ctrl+Return", parent=self)
        self.verify_button.hide()
        self.export_button = button(_("Xuất ra tệp..."), "export", parent=self)
        reserve(self._context, Right.TRAIL, self.export_button)
        self.more_button = button(_("Xem các thay đổi trước đó"), kind="quiet", parent=self)
        self._lay_out()
        self._listen()

    # -- what the page asks

    def refresh(self) -> None:
        """Read the newest part again."""
        wanted = self.wanted()

        def read(services: "Services") -> _Found:
            acts = services.trail.find(wanted)
            count = services.trail.count(wanted)
            return _Found(acts, count, services.trail.actors(), sum(len(one.lines) for one in acts) < count)

        self._context.query(self, _("Đọc nhật ký thay đổi"), read, self._on_read, self._on_refused)

    def start(self, wanted: str) -> None:
        """Come into view; "verify" checks at once."""
        if wanted == "verify":
            self._on_verify()

    def primary_button(self) -> QPushButton | None:
        """Checking."""
        return self.verify_button

    def wanted(self) -> TrailFilter:
        """Which lines are in view."""
        actor = self.actor.value()
        return TrailFilter(
            self._since, self._until, None if actor is None else str(actor), str(self.kind.value() or "")
        )

    # -- inside

    def _lay_out(self) -> None:
        filters = QWidget(self)
        line = FlowLayout(filters, spacing=8)
        for words, field in (
            (_("Loại"), self.kind),
            (_("Người"), self.actor),
            (_("Từ"), self.since),
            (_("đến"), self.until),
        ):
            line.addWidget(Text(words, "quiet", parent=filters))
            line.addWidget(field)
        line.addWidget(air(filters))
        acts = QWidget(self)
        line = FlowLayout(acts, spacing=8)
        for one in (self.export_button, self.more_button, air(acts)):
            line.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(filters)
        column.addWidget(self._state)
        column.addWidget(self._stack, 1)
        column.addWidget(acts)
        self.setFocusProxy(self.view)

    def _listen(self) -> None:
        self.kind.committed.connect(self._on_filter)
        self.actor.committed.connect(self._on_filter)
        self.since.committed.connect(self._on_since)
        self.until.committed.connect(self._on_until)
        self.verify_button.clicked.connect(self._on_verify)
        self.export_button.clicked.connect(self._on_export)
        self.more_button.clicked.connect(self._on_more)

    def _told(self) -> str:
        return self._state.text()

    def _on_read(self, found: _Found) -> None:
        self._acts = found.acts
        self.actor.set_choices(
            [
                (None, _("Mọi người")),
                *((one, one or _("(chưa đăng nhập)")) for one in found.actors),
            ]
        )
        self._show(found.count, more=found.more)

    def _show(self, count: int, *, more: bool) -> None:
        shown = rows_of(self._acts)
        self.model.set_rows(shown)
        self._state.setText(
            _("{n} dòng; đang xem {shown} dòng mới nhất. Thông tin riêng tư chỉ hiện •••.").format(
                n=formats.whole_number(count), shown=formats.whole_number(len(shown))
            )
        )
        self._stack.setCurrentWidget(self.view if shown else self._nothing)
        self.more_button.setVisible(more)
        self.export_button.setEnabled(bool(shown))

    def _on_refused(self, error: Exception) -> None:
        """Whoever may not read it sees why, and nothing else."""
        told = getattr(error, "message", "")
        if not told:
            self._context.show_error(self, error)
            return
        self._acts = ()
        self.model.set_rows(())
        self._state.setText("")
        self._nothing.set_words(_("Nhật ký thay đổi"), told)
        self._stack.setCurrentWidget(self._nothing)
        self.more_button.hide()
        self.export_button.setEnabled(False)

    @Slot()
    def _on_filter(self) -> None:
        self.refresh()

    @Slot(object)
    def _on_since(self, day: date | None) -> None:
        self._since = day
        self.refresh()

    @Slot(object)
    def _on_until(self, day: date | None) -> None:
        self._until = day
        self.refresh()

    @Slot()
    def _on_more(self) -> None:
        wanted, before = self.wanted(), self._acts[-1].number if self._acts else None

        def read(services: "Services") -> tuple[tuple[TrailAct, ...], int]:
            return services.trail.find(wanted, before, PART), services.trail.count(wanted)

        def done(found: tuple[tuple[TrailAct, ...], int]) -> None:
            acts, count = found
            self._acts += acts
            self._show(count, more=sum(len(one.lines) for one in self._acts) < count and bool(acts))

        self._context.query(self, _("Đọc nhật ký thay đổi"), read, done)

    @Slot()
    def _on_verify(self) -> None:
        def work(services: "Services", job: JobContext) -> TrailReport:
            return services.trail.verify(job)

        self._context.run_long(self, _("Kiểm tra nhật ký"), work, self._on_verified)

    def _on_verified(self, report: TrailReport) -> None:
        if report.ok:
            self._context.tell(report.words())
        else:
            messages.tell(self, _("Nhật ký thay đổi không còn nguyên vẹn"), report.words())

    @Slot()
    def _on_export(self) -> None:
        self._context.prompts.save_file(
            self,
            _("Xuất nhật ký thay đổi"),
            _PURPOSE,
            _("Bảng Excel (*.xlsx);;Tệp CSV (*.csv);;Dòng JSON, đủ dấu nối (*.jsonl)"),
            f"nhat-ky-{self._context.clock.today():%Y-%m-%d}.xlsx",
            self._on_target,
        )

    def _on_target(self, target: Path) -> None:
        wanted = self.wanted()

        def work(services: "Services", job: JobContext) -> int:
            return services.trail.write(wanted, target, job)

        def done(count: int) -> None:
            told = _("Đã ghi {n} dòng vào {file} và đọc lại.")
            self._context.tell(told.format(n=formats.whole_number(count), file=target.name))

        self._context.run_long(self, _("Xuất nhật ký thay đổi"), work, done)
