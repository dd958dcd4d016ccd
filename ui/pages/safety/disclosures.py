"""The log of personal data that was given out: to whom, what, why."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.disclosures import Disclosure
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.safety.tab import SafetyTab
from ui.people.permission import reserve
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Field, LineField, TextField
from ui.widgets.text import Text, button
from ui.widgets.views import table


def _columns() -> list[Column[Disclosure]]:
    return [
        Column(_("Ngày"), lambda one: one.day, formats.short_date, width=11),
        Column(_("Hồ sơ"), lambda one: one.subject, width=15),
        Column(_("Thông tin đã cung cấp"), lambda one: one.what, tooltip=lambda one: one.what),
        Column(_("Cho ai"), lambda one: one.recipient, width=16, tooltip=lambda one: one.recipient),
        Column(_("Căn cứ"), lambda one: one.reason, width=18, tooltip=lambda one: one.reason),
        Column(_("Người ghi"), lambda one: one.actor, width=16),
    ]


class DisclosuresTab(SafetyTab):
    """The log; lines are added and never changed."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.log_button = button(_("Ghi việc cung cấp..."), "add", "primary", "Ctrl+N", parent=self)
        reserve(self._context, Right.DISCLOSE, self.log_button)
        self.log_button.hide()
        shown = _columns()
        self.model: TableModel[Disclosure] = TableModel(shown, key=lambda one: one.id, parent=self)
        self.view = table(self.model, shown, _("Sổ cung cấp thông tin"), self)
        self.papers = ListPapers(context, self.view)
        self._nothing = EmptyState(
            "note",
            _("Chưa cung cấp thông tin cá nhân cho ai"),
            _(
                "Khi có cơ quan hoặc người yêu cầu thông tin cá nhân và đơn vị đã cung cấp, hãy ghi lại ở đây: "
                "hồ sơ nào, thông tin gì, cho ai, theo căn cứ nào."
            ),
            parent=self,
        )
        self._stack = QStackedWidget(self)
        for one in (QWidget(self), self.view, self._nothing):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            Text(_("Dòng đã ghi không sửa, không xóa; ghi thêm dòng mới nếu có nhầm."), "quiet", parent=self)
        )
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
        self.log_button.clicked.connect(self._on_log)

    def refresh(self) -> None:
        """Read the log again."""
        self._context.query(
            self,
            _("Đọc sổ cung cấp thông tin"),
            lambda services: services.disclosures.all(),
            self._on_read,
        )

    def start(self, wanted: str) -> None:
        """Come into view; "new" asks for a line at once."""
        if wanted == "new":
            self._on_log()

    def primary_button(self) -> QPushButton | None:
        """Writing a line."""
        return self.log_button

    def _on_read(self, found: tuple[Disclosure, ...]) -> None:
        self.model.set_rows(found)
        self._stack.setCurrentWidget(self.view if found else self._nothing)

    @Slot()
    def _on_log(self) -> None:
        DisclosureDialog(self, self._context).open()


class DisclosureDialog(FormDialog):
    """One line of the log."""

    def __init__(self, tab: DisclosuresTab, context: UiContext) -> None:
        super().__init__(tab, _("Ghi việc cung cấp thông tin cá nhân"), _("Ghi vào sổ"), letters=64)
        self._tab, self._context = tab, context
        today = context.clock.today()
        self.day = DayInput(_("Ngày cung cấp"), today, today, parent=self)
        self.subject = Field(
            _("Hồ sơ"), LineField(_("Vụ việc 2026-15")), _("Ghi số, ký hiệu; không ghi họ tên.")
        )
        self.what = Field(_("Thông tin đã cung cấp"), TextField(_("Họ tên, địa chỉ"), lines=2))
        self.recipient = Field(_("Cung cấp cho"), LineField(_("Thanh tra tỉnh")))
        self.reason = Field(_("Căn cứ"), TextField(_("Công văn số 15/TTr ngày 20/11/2026"), lines=2))
        for one in (self.day, self.subject, self.what, self.recipient, self.reason):
            self.body.addWidget(one)
        self.subject.input.setFocus()

    def submit(self) -> bool:
        """Write the line."""
        today = self._context.clock.today()
        fine, day = self.day.read(lambda one: _("Ngày này chưa đến.") if one > today else "")
        needed = _("Hãy điền ô này.")
        subject, what, recipient, reason = (
            text_needed(one, needed) for one in (self.subject, self.what, self.recipient, self.reason)
        )
        if not (fine and day is not None and subject and what and recipient and reason):
            return False
        self._context.perform(
            self._tab,
            self.windowTitle(),
            lambda services: services.disclosures.log(day, subject, what, recipient, reason),
            lambda _line: self._tab.refresh(),
        )
        return True
