"""Backups: when the last was made, all that are there, making, checking, restoring."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.backups import Checked, Kept, Made
from friendly_desktop.i18n import _
from friendly_desktop.services.backups.words import reason_words
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs import messages
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.safety.tab import SafetyTab
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PURPOSE = "backups"


def _columns() -> list[Column[Kept]]:
    return [
        Column(_("Lúc sao lưu"), lambda one: one.backup and one.backup.made_at, _moment, width=17),
        Column(_("Lý do"), lambda one: reason_words(one.backup.reason) if one.backup else ""),
        Column(
            _("Nơi để"),
            lambda one: _("nơi thứ hai") if one.second else _("máy này"),
            width=12,
            tooltip=lambda one: str(one.path.parent),
        ),
        Column(
            _("Tài liệu"),
            lambda one: one.backup.files if one.backup else None,
            lambda count: "" if count is None else formats.whole_number(count),
            right=True,
            width=8,
        ),
        Column(
            _("Dung lượng"),
            lambda one: one.backup.bytes if one.backup else None,
            lambda size: "" if size is None else formats.file_size(size),
            right=True,
            width=10,
        ),
        Column(_("Ghi chú"), lambda one: one.problem),
    ]


def _moment(value: datetime | None) -> str:
    return formats.moment(value) if value else ""


class BackupsTab(SafetyTab):
    """The list of backups and what is done with them."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.make_button = button(_("Sao lưu ngay"), "shield", "primary", "Ctrl+Return", parent=self)
        self.make_button.hide()
        self.file_button = button(_("Ghi ra một tệp..."), "export", parent=self)
        self.check_button = button(_("Kiểm tra"), "check", parent=self)
        columns = _columns()
        self.model: TableModel[Kept] = TableModel(columns, key=lambda one: one.path, parent=self)
        self.view = table(self.model, columns, _("Các bản sao lưu"), self)
        self._nothing = EmptyState(
            "shield",
            _("Chưa có bản sao lưu nào"),
            _("Chương trình tự sao lưu khi mở và mỗi giờ làm việc; bấm Sao lưu ngay để có bản đầu tiên."),
            parent=self,
        )
        self._state = Text("", "quiet", wrap=True, parent=self)
        self._stack = QStackedWidget(self)
        for one in (QWidget(self), self.view, self._nothing):
            self._stack.addWidget(one)
        acts = QWidget(self)
        line = FlowLayout(acts, spacing=8)
        for one in (self.file_button, self.check_button, air(acts)):
            line.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self._stack, 1)
        column.addWidget(acts)
        self.setFocusProxy(self.view)
        self.make_button.clicked.connect(self._on_make)
        self.file_button.clicked.connect(self._on_file)
        self.check_button.clicked.connect(self._on_check)

    # -- what the page asks

    def refresh(self) -> None:
        """Read the list again."""
        self._context.query(
            self, _("Đọc danh sách bản sao lưu"), lambda services: services.backups.all(), self._on_read
        )

    def start(self, wanted: str) -> None:
        """Come into view; "make" and "file" do it at once."""
        if wanted == "make":
            self._on_make()
        elif wanted == "file":
            self._on_file()

    def primary_button(self) -> QPushButton | None:
        """Backing up."""
        return self.make_button

    def chosen(self) -> Kept | None:
        """The chosen backup."""
        return self.model.row(self.view.currentIndex())

    # -- inside

    def _on_read(self, found: tuple[Kept, ...]) -> None:
        self.model.set_rows(found)
        if found and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._stack.setCurrentWidget(self.view if found else self._nothing)
        self.check_button.setEnabled(bool(found))

    @Slot()
    def _on_make(self) -> None:
        self._context.run_long(
            self, _("Sao lưu"), lambda services, job: services.backups.make(job), self._on_made
        )

    def _on_made(self, made: Made) -> None:
        self._context.tell(
            _("Đã sao lưu và đọc lại: {files} tài liệu, {size}.").format(
                files=formats.whole_number(made.backup.files), size=formats.file_size(made.backup.bytes)
            )
        )
        self.refresh()

    @Slot()
    def _on_file(self) -> None:
        day = self._context.clock.today()
        self._context.prompts.save_file(
            self,
            _("Ghi bản sao lưu ra một tệp"),
            _PURPOSE,
            _("Bản sao lưu (*.zip)"),
            f"sao-luu-{day:%Y-%m-%d}.zip",
            self._on_target,
        )

    def _on_target(self, target: Path) -> None:
        self._context.run_long(
            self,
            _("Ghi bản sao lưu"),
            lambda services, job: services.backups.make_file(target, job),
            self._on_made,
        )

    @Slot()
    def _on_check(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return

        def work(services: "Services", job: JobContext) -> Checked:
            return services.backups.check(chosen.path, job)

        self._context.run_long(self, _("Kiểm tra bản sao lưu"), work, self._on_checked)

    def _on_checked(self, checked: Checked) -> None:
        if checked.problems:
            messages.tell(self, _("Bản sao lưu có lỗi"), "\n".join(checked.problems[:5]))
        else:
            self._context.tell(_("Đã đọc lại từ đầu đến cuối: bản sao lưu còn nguyên vẹn."))
