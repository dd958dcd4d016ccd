"""Backups: when the last was made, all that are there, making, checking, restoring, the second place."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.backups import (
    BackupState,
    Checked,
    Kept,
    Made,
    Restored,
    RestorePlan,
    SecondPlace,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.backups.words import last_words, reason_words, reminder_words, second_words
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs import messages
from ui.dialogs.secrets import run_asking
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.safety.restore_dialog import RestoreDialog
from ui.pages.safety.tab import SafetyTab
from ui.people.permission import reserve
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card, reword
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PURPOSE = "backups"


class _Read(NamedTuple):
    kept: tuple[Kept, ...]
    state: BackupState


def _columns() -> list[Column[Kept]]:
    return [
        Column(_("Lúc sao lưu"), lambda one: one.backup and one.backup.made_at, _moment, width=17),
        Column(_("Lý do"), _why, tooltip=_why),
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
            width=15,
        ),
    ]


def _moment(value: datetime | None) -> str:
    return formats.moment(value) if value else ""


def _why(one: Kept) -> str:
    if one.problem:
        return one.problem
    return reason_words(one.backup.reason) if one.backup else ""


class BackupsTab(SafetyTab):
    """The list of backups, how things stand, and what is done with them."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self) -> None:
        """Read the list again."""

        def read(services: "Services") -> _Read:
            return _Read(services.backups.all(), services.backups.state())

        self._context.query(self, _("Đọc danh sách bản sao lưu"), read, self._on_read)

    def start(self, wanted: str) -> None:
        """Come into view; "make", "file" and "restore" do it at once."""
        begin = {"make": self._on_make, "file": self._on_file, "restore": self._on_open_file}.get(wanted)
        if begin is not None:
            begin()
        else:
            self.setFocus()

    def primary_button(self) -> QPushButton | None:
        """Backing up."""
        return self.make_button

    def chosen(self) -> Kept | None:
        """The chosen backup."""
        return self.model.row(self.view.currentIndex())

    # -- building

    def _build(self) -> None:
        self.make_button = button(_("Sao lưu ngay"), "shield", "primary", "Ctrl+Return", parent=self)
        self.make_button.hide()
        self.restore_button = button(_("Khôi phục..."), "history", parent=self)
        self.check_button = button(_("Kiểm tra"), "check", parent=self)
        self.check_button.setToolTip(_("Đọc lại bản sao lưu từ đầu đến cuối"))
        self.file_button = button(_("Ghi ra một tệp..."), "export", parent=self)
        self.open_button = button(_("Khôi phục từ tệp..."), "folder", parent=self)
        self.second_button = button(_("Chọn nơi thứ hai..."), "folder", parent=self)
        self.forget_button = button(_("Thôi dùng"), kind="quiet", parent=self)
        reserve(self._context, Right.RESTORE, self.restore_button, self.open_button)
        reserve(
            self._context,
            Right.BACKUP,
            self.make_button,
            self.file_button,
            self.second_button,
            self.forget_button,
        )
        self.forget_button.setToolTip(_("Không chép sang nơi ấy nữa; những bản đã chép vẫn còn"))
        self.last_words = Text("", wrap=True, parent=self)
        self.second_words = Text("", wrap=True, parent=self)
        self._last_icon = IconLabel("shield", "accent", parent=self)
        self._second_icon = IconLabel("copy", "accent", parent=self)
        columns = _columns()
        self.model: TableModel[Kept] = TableModel(columns, key=lambda one: one.path, parent=self)
        self.view = table(self.model, columns, _("Các bản sao lưu"), self)
        ListPapers(self._context, self.view)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.setMinimumHeight(120)
        self._nothing = EmptyState(
            "shield",
            _("Chưa có bản sao lưu nào"),
            _("Chương trình tự sao lưu khi mở và mỗi giờ một lần; bấm «Sao lưu ngay» để có bản đầu tiên."),
            parent=self,
        )

    def _lay_out(self) -> None:
        head = card(self)
        lines = QVBoxLayout(head)
        lines.setContentsMargins(16, 10, 12, 10)
        lines.setSpacing(6)
        for icon, words, buttons in (
            (self._last_icon, self.last_words, ()),
            (self._second_icon, self.second_words, (self.second_button, self.forget_button)),
        ):
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(icon)
            line.addWidget(words, 1)
            for made in buttons:
                line.addWidget(made)
            lines.addLayout(line)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        for one in (self.restore_button, self.check_button, self.file_button, self.open_button, air(acts)):
            flow.addWidget(one)
        self._stack = QStackedWidget(self)
        for page in (QWidget(self), self.view, self._nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(acts)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.make_button.clicked.connect(self._on_make)
        self.restore_button.clicked.connect(self._on_restore)
        self.check_button.clicked.connect(self._on_check)
        self.file_button.clicked.connect(self._on_file)
        self.open_button.clicked.connect(self._on_open_file)
        self.second_button.clicked.connect(self._on_second)
        self.forget_button.clicked.connect(self._on_forget)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_restore)
        on_keys(self.view, self._on_restore, *ENTER)

    # -- showing

    def _on_read(self, read: _Read) -> None:
        self.model.set_rows(read.kept)
        if read.kept and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._stack.setCurrentWidget(self.view if read.kept else self._nothing)
        self._on_selection()
        state = read.state
        self.last_words.setText(last_words(state))
        self._last_icon.set_icon(*(("warning", "warning") if state.problem else ("shield", "accent")))
        told = second_words(state)
        if state.days_without is not None:
            told = _("{told} {reminder}.").format(told=told, reminder=reminder_words(state.days_without))
        self.second_words.setText(told)
        worried = state.days_without is not None or state.second.problem or state.second.same_disk
        self._second_icon.set_icon(*(("warning", "warning") if worried else ("copy", "accent")))
        reword(self.second_button, _("Đổi nơi khác...") if state.second.folder else _("Chọn nơi thứ hai..."))
        self.forget_button.setVisible(bool(state.second.folder))

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.chosen()
        self.restore_button.setEnabled(chosen is not None and not chosen.problem)
        self.check_button.setEnabled(chosen is not None and chosen.backup is not None)

    # -- making

    @Slot()
    def _on_make(self) -> None:
        self._context.run_long(
            self, _("Sao lưu"), lambda services, job: services.backups.make(job), self._on_made
        )

    def _on_made(self, made: Made) -> None:
        told = _("Đã sao lưu và đọc lại: {files} tài liệu, {size}.").format(
            files=formats.whole_number(made.backup.files), size=formats.file_size(made.backup.bytes)
        )
        self._context.tell(_("{told} {problem}").format(told=told, problem=made.problem).strip())
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

    # -- checking and restoring

    @Slot()
    def _on_check(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return

        def work(services: "Services", job: JobContext, secret: str) -> Checked:
            return services.backups.check(chosen.path, job, secret)

        run_asking(self._context, self, _("Kiểm tra bản sao lưu"), work, self._on_checked)

    def _on_checked(self, checked: Checked) -> None:
        if checked.problems:
            messages.tell(self, _("Bản sao lưu có lỗi"), "\n".join(checked.problems[:5]))
        else:
            self._context.tell(_("Đã đọc lại từ đầu đến cuối: bản sao lưu còn nguyên vẹn."))

    @Slot()
    def _on_restore(self) -> None:
        chosen = self.chosen()
        if chosen is not None and not chosen.problem:
            self.look_into(chosen.path)

    @Slot()
    def _on_open_file(self) -> None:
        self._context.prompts.open_files(
            self,
            _("Khôi phục từ một tệp sao lưu"),
            _PURPOSE,
            _("Bản sao lưu (*.zip *.mahoa *.json)"),
            lambda paths: self.look_into(paths[0]),
        )

    def look_into(self, path: Path) -> None:
        """Show what restoring a backup would change, and ask."""
        opened_with = ""

        def work(services: "Services", job: JobContext, secret: str) -> RestorePlan:
            nonlocal opened_with
            plan = services.backups.plan(path, job, secret)
            opened_with = secret
            return plan

        def done(plan: RestorePlan) -> None:
            self.show_plan(plan, opened_with)

        run_asking(self._context, self, _("Xem bản sao lưu"), work, done)

    def show_plan(self, plan: RestorePlan, secret: str = "") -> None:
        """Show what would change, and ask; ``secret`` opened a sealed backup."""
        RestoreDialog(self, plan, lambda: self._restore(plan.path, secret)).open()

    def _restore(self, path: Path, secret: str = "") -> None:
        def work(services: "Services", job: JobContext, secret: str) -> Restored:
            return services.backups.restore(path, job, secret)

        run_asking(self._context, self, _("Khôi phục dữ liệu"), work, self._on_restored, secret)

    def _on_restored(self, restored: Restored) -> None:
        told = _("Đã khôi phục và đọc lại dữ liệu lúc {moment}.").format(
            moment=formats.moment(restored.backup.made_at)
        )
        aside = restored.aside
        undo = None
        if aside is not None and aside.suffix == ".json":

            def undo() -> None:
                self._restore(aside)

        self._context.tell(told, undo)
        self.refresh()

    # -- the second place

    @Slot()
    def _on_second(self) -> None:
        self._context.prompts.folder(
            self, _("Chọn USB hoặc ổ đĩa khác cho bản sao lưu"), "backups-second", self._on_chosen
        )

    def _on_chosen(self, folder: Path) -> None:
        def work(services: "Services", job: JobContext) -> SecondPlace:
            services.backups.choose_second(folder)
            services.backups.make(job)
            return services.backups.second()

        self._context.run_long(self, _("Sao lưu sang nơi thứ hai"), work, self._on_second_ready)

    def _on_second_ready(self, second: SecondPlace) -> None:
        if not second.problem:
            self._context.tell(
                _("Từ nay mỗi bản sao lưu được chép thêm sang {folder}.").format(folder=second.folder)
            )
        self.refresh()

    @Slot()
    def _on_forget(self) -> None:
        def forgotten(before: SecondPlace) -> None:
            self._context.tell(_("Đã thôi dùng nơi sao lưu thứ hai."), lambda: back(before))
            self.refresh()

        def back(before: SecondPlace) -> None:
            self._context.perform(
                self,
                _("Hoàn tác"),
                lambda services: services.backups.take_second_again(before),
                lambda _nothing: self.refresh(),
            )

        self._context.perform(
            self,
            _("Thôi dùng nơi thứ hai"),
            lambda services: services.backups.forget_second(),
            forgotten,
        )
