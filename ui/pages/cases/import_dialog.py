"""An old register comes in: which file, which column is what, what came of each row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.case_import import ALL_FIELDS, ImportAccount, ImportRow
from friendly_desktop.domain.case_words import KIND_TITLES
from friendly_desktop.domain.letter_lists import LetterList
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.letters.list_columns import ListColumns
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Field
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import ElidedText, Text, button, reword, scrolled
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_MOST_SENTENCES = 300


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as its columns are mapped now."""

    mapping: dict[str, str]
    rows: tuple[ImportRow, ...]


class ImportDialog(QDialog):
    """Takes an old register in; the file itself is never changed."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent)
        self._context, self._owner = context, parent
        self._list: LetterList | None = None
        self._read: _Read | None = None
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Nhập sổ cũ"))
        self._build()
        self._connect()
        room = parent.window()
        self.resize(min(1120, room.width() - 24), min(740, room.height() - 16))

    def open_file(self, path: Path) -> None:
        """Read a list."""
        self._problem.say("")

        def work(services: "Services", job: "JobContext") -> LetterList:
            return services.cases.open_table(path, None, job)

        self._name.setText(path.name)
        self._context.run_long(self, _("Mở sổ cũ"), work, self._on_opened, self._on_refused)

    # -- building

    def _build(self) -> None:
        self.choose = button(_("Chọn tệp..."), "attach", "primary", parent=self)
        self.choose.setAutoDefault(True)
        words = _(
            "Mỗi dòng của tệp Excel (.xlsx) hoặc CSV là một vụ việc. Cột ngày tiếp nhận, loại đơn và nội dung là cần "
            "thiết; các cột khác có thì dùng. Tệp gốc không bị đổi."
        )
        self._empty = EmptyState("table", _("Chọn tệp sổ cũ"), words, self.choose, parent=self)
        self._name = ElidedText(role="strong", parent=self)
        self._other = button(_("Tệp khác..."), kind="quiet", parent=self)
        self._problem = NoticeStrip("warning", "warning", parent=self)
        self.columns = ListColumns(self)
        self.columns.setProperty("role", "page-body")
        shown: tuple[Column[ImportRow], ...] = (
            Column(_("Dòng"), value=lambda row: row.number, width=5),
            Column(_("Ngày nhận"), value=_day, display=formats.short_date, width=10),
            Column(_("Loại"), value=_kind, width=11),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark, icon=_icon),
        )
        self.model: TableModel[ImportRow] = TableModel(shown, key=lambda row: row.number, parent=self)
        self.view = table(self.model, shown, _("Các dòng của sổ cũ"), self)
        ListPapers(self._context, self.view)
        self.count = Text(role="strong", wrap=True, parent=self)
        self.hide_who = QCheckBox(_("Nhập cả đơn tố cáo, bỏ thông tin người tố cáo"), self)
        self.done_before = SuggestLine(self)
        self.done_before.setPlaceholderText(_("ngày/tháng/năm"))
        self._done = Field(
            _("Coi là đã xong nếu nhận trước ngày"),
            self.done_before,
            _("Để vụ việc cũ không ghi kết quả không thành quá hạn"),
            self,
        )
        self.take = button(_("Nhập vào sổ"), "check", "primary", "Ctrl+Return", parent=self)
        self.take.setAutoDefault(True)
        self._lay_out()

    def _lay_out(self) -> None:
        close = button(_("Đóng"), parent=self)
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._other)
        left, right = QWidget(self), QWidget(self)
        one, two = QVBoxLayout(left), QVBoxLayout(right)
        for column in (one, two):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        one.addWidget(scrolled(self.columns, left), 1)
        one.addWidget(self.hide_who)
        one.addWidget(self._done)
        two.addWidget(self.count)
        two.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([470, 610])
        self._body = QWidget(self)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(head)
        body.addWidget(split, 1)
        self._body.hide()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.take)
        self.take.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self._problem)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self._other.clicked.connect(self._on_choose)
        self.columns.changed.connect(self._on_mapped)
        self.hide_who.toggled.connect(self._on_mapped)
        self.done_before.passed.connect(self._on_mapped)
        self.done_before.left.connect(self._on_mapped)
        self.take.clicked.connect(self._on_take)

    # -- the file

    @Slot()
    def _on_choose(self) -> None:
        filters = _("Sổ cũ (*.xlsx *.csv)")
        self._context.prompts.open_files(
            self, _("Chọn tệp sổ cũ"), "cases-import", filters, lambda paths: self.open_file(paths[0])
        )

    def _on_opened(self, found: LetterList) -> None:
        self._list = found
        self._empty.hide()
        self._body.show()
        self._problem.say(" ".join(found.remarks))
        fields = [replace(one, label=_(one.label)) for one in ALL_FIELDS]

        def done(mapping: dict[str, str]) -> None:
            self.columns.show_list(found, fields, mapping)
            self._on_mapped()

        def guess(_services: "Services") -> dict[str, str]:
            from friendly_desktop.domain.case_import import mapping_of

            return mapping_of(found)

        self._context.query(self, _("Nối cột"), guess, done)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.take.setEnabled(False)
        self._read = None
        self._problem.say("\n".join(part for part in (error.message, error.hint) if part))

    @Slot()
    def _on_mapped(self) -> None:
        found = self._list
        if found is None:
            return
        day = self._done_day()
        mapping, hide = self.columns.mapping(), self.hide_who.isChecked()
        self._wish += 1
        wish = self._wish

        def work(services: "Services") -> _Read:
            checked = services.cases.import_mapping(found, mapping)
            rows = services.cases.import_rows(found, checked, leave_out_denouncers=hide, done_before=day)
            return _Read(checked, rows)

        def done(read: _Read) -> None:
            if wish == self._wish:
                self._show(read)

        self._context.query(self, _("Xem các dòng"), work, done, self._on_refused)

    def _done_day(self) -> date | None:
        text = self.done_before.text().strip()
        self._done.set_problem("")
        if not text:
            return None
        try:
            return formats.parse_date(text, self._context.clock.today())
        except ValueError as problem:
            self._done.set_problem(str(problem))
            return None

    def _show(self, read: _Read) -> None:
        self._read = read
        self._problem.say(" ".join(self._list.remarks) if self._list is not None else "")
        rows = sorted(read.rows, key=lambda row: (row.usable, not row.message, row.number))
        self.model.set_rows(rows)
        usable = sum(row.usable for row in read.rows)
        words = _("{usable} dòng nhập được, {left} dòng không nhập được.").format(
            usable=formats.whole_number(usable), left=formats.whole_number(len(read.rows) - usable)
        )
        self.count.setText(words)
        reword(
            self.take,
            ngettext("Nhập {n} vụ việc vào sổ", "Nhập {n} vụ việc vào sổ", usable).format(
                n=formats.whole_number(usable)
            ),
        )
        self.take.setEnabled(usable > 0)

    # -- taking in

    @Slot()
    def _on_take(self) -> None:
        read = self._read
        if read is None:
            return
        self.take.setEnabled(False)

        def work(services: "Services", job: "JobContext") -> ImportAccount:
            return services.cases.import_cases(read.rows, job)

        job = self._context.run_long(self, _("Nhập sổ cũ"), work, self._on_taken)
        job.cancelled.connect(self._on_stopped)

    @Slot()
    def _on_stopped(self) -> None:
        self.take.setEnabled(True)
        self._problem.say(_("Đã dừng; chưa dòng nào vào sổ."))

    def _on_taken(self, account: ImportAccount) -> None:
        found, read = self._list, self._read
        self.accept()
        if found is None or read is None:
            return
        tell_account(self._owner, self._context, found, read.mapping, account)


def tell_account(
    owner: QWidget, context: UiContext, found: LetterList, mapping: dict[str, str], account: ImportAccount
) -> None:
    """The account of an import; what did not come in can be written as a list to be put right."""
    added = formats.whole_number(len(account.added))
    summary = _("Đã nhập {n} vụ việc, trong đó {closed} vụ việc đã xong.").format(
        n=added, closed=formats.whole_number(account.closed)
    )
    sentences = _sentences(account)
    if not sentences:
        ReportDialog(owner, _("Nhập sổ cũ"), summary).open()
        return
    keep = button(_("Lưu các dòng chưa nhập..."), "table", parent=owner)

    def chosen(path: Path) -> None:
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        context.query(
            owner,
            _("Lưu các dòng chưa nhập"),
            lambda services: services.cases.save_skipped(found, mapping, account, target),
            lambda _none: context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
        )

    def ask() -> None:
        context.prompts.save_file(
            owner,
            _("Lưu các dòng chưa nhập"),
            "cases-import",
            _("Bảng tính Excel (*.xlsx)"),
            _("Các dòng chưa nhập") + ".xlsx",
            chosen,
        )

    keep.clicked.connect(ask)
    ReportDialog(owner, _("Nhập sổ cũ"), summary, sentences, keep).open()


def _sentences(account: ImportAccount) -> Sequence[str]:
    return [
        _("Dòng {n}: {why}").format(n=one.row, why=one.message) for one in account.skipped[:_MOST_SENTENCES]
    ]


def _day(row: ImportRow) -> date | None:
    return row.entry.received if row.entry is not None else None


def _kind(row: ImportRow) -> str:
    return _(KIND_TITLES[row.entry.kind]) if row.entry is not None else ""


def _remark(row: ImportRow) -> str:
    return row.message or _("nhập được")


def _icon(row: ImportRow) -> QIcon:
    if not row.usable:
        return icons.icon("danger", "danger")
    return icons.icon("warning", "warning") if row.message else icons.icon("check", "good")
